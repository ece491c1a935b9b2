"""The fixtures of other formats are what their script writes, byte for byte."""

import pytest

from scripts.make_format_fixtures import FILES
from tests.readers.mutations import FORMATS


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_fixture_is_what_the_script_writes(name: str) -> None:
    assert (FORMATS / name).read_bytes() == FILES[name]()


def test_no_fixture_is_without_the_script() -> None:
    assert {path.name for path in FORMATS.iterdir()} == {*FILES, "README.md"}
