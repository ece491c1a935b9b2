"""The table of standard names is what its script makes of the libraries that are installed."""

from scripts.make_standard_names import TARGET, written


def test_the_table_is_fresh() -> None:
    assert TARGET.read_text("utf-8") == written(), "run python scripts/make_standard_names.py"
