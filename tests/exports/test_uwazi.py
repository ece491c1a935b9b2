"""Uwazi's CSV, read by Polars: its conventions hold, and values stay apart."""

from pathlib import Path

import polars

from ingest.exports.uwazi import PROPERTIES, write
from models import CaseRecord

TYPES = {"title", "text", "select", "multiselect", "date", "multidate", "markdown", "link"}
"""Types of properties that Uwazi's importer knows, as far as they are used here."""


def table(path: Path) -> polars.DataFrame:
    return polars.read_csv(path, infer_schema=False).fill_null("")


def test_each_action_is_an_entity_with_a_title(records: list[CaseRecord], tmp_path: Path) -> None:
    write(records, tmp_path / "import.csv")
    frame = table(tmp_path / "import.csv")
    assert frame.columns == list(PROPERTIES)
    assert frame.height == len(records)
    assert frame["title"].str.len_chars().min() != 0
    assert frame["summary"].to_list() == [one.header.summary or "" for one in records]
    assert frame["concerns"].to_list() == ["|".join(one.concerns) for one in records]
    assert {kind for _, kind in PROPERTIES.values()} <= TYPES


def test_names_are_property_names() -> None:
    assert all(name == name.lower() and name.isidentifier() for name in PROPERTIES)


def test_there_is_no_mark_before_the_first_column(records: list[CaseRecord], tmp_path: Path) -> None:
    write(records[:1], tmp_path / "import.csv")
    assert (tmp_path / "import.csv").read_bytes().startswith(b"title,ua_number,")


def test_dates_and_countries_are_as_uwazi_reads_them(records: list[CaseRecord], tmp_path: Path) -> None:
    (record,) = [one for one in records if one.source.name == "us_mexico_two.txt"]
    write([record], tmp_path / "import.csv")
    (row,) = table(tmp_path / "import.csv").to_dicts()
    assert row["title"] == f"UA 6/24: {record.header.title}"
    assert row["deadline"] == "2024/03/07"
    assert row["issue_date"] == ""
    assert row["countries"] == "Mexico"
    assert row["event_dates"] == "2024/01/02|2024/01/07|2023/12/15"
    assert row["appeal_points"].count("\n") == 2


def test_a_value_holds_no_separator(hostile: CaseRecord, tmp_path: Path) -> None:
    write([hostile], tmp_path / "import.csv")
    (row,) = table(tmp_path / "import.csv").to_dicts()
    assert len(row["officials"].split("|")) == 3
    assert "::" not in row["officials"]
    assert row["countries"] == "SUHH|Belarus"
    assert row["event_dates"] == ""
