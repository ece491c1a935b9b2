"""The CSV tables: read back by another reader, joined, and harmless in a spreadsheet."""

import csv
import io
import zipfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.exports.csv_tables import COLUMNS, safe_cell, write
from models import CaseRecord


@pytest.fixture
def folder(records: list[CaseRecord], tmp_path: Path) -> Path:
    write(records, tmp_path / "tables")
    return tmp_path / "tables"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_another_reader_counts_the_same(folder: Path, records: list[CaseRecord]) -> None:
    for name, count in {
        "documents": len(records),
        "subjects": sum(len(record.subjects) for record in records),
        "targets": sum(len(record.targets) for record in records),
    }.items():
        read = duckdb.execute(f"SELECT * FROM read_csv('{folder / name}.csv', header=true, all_varchar=true)")
        assert tuple(column[0] for column in read.description or ()) == COLUMNS[name]
        assert len(read.fetchall()) == count


def test_tables_are_joined_by_the_record_s_place(folder: Path, records: list[CaseRecord]) -> None:
    rows = duckdb.execute(
        f"""SELECT d.sha256, t.position::INT, t.name FROM read_csv('{folder}/targets.csv', all_varchar=true) AS t
        JOIN read_csv('{folder}/documents.csv', all_varchar=true) AS d USING (document)
        ORDER BY document::INT, position::INT"""
    ).fetchall()
    assert rows == [
        (record.source.sha256, place, target.name)
        for record in records
        for place, target in enumerate(record.targets, start=1)
    ]


def test_a_spreadsheet_is_told_the_encoding(folder: Path) -> None:
    data = (folder / "documents.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument,")
    assert data.count(b"\r\n") == data.count(b"\n")


def test_several_values_stand_in_order(folder: Path, records: list[CaseRecord]) -> None:
    rows = table(folder / "documents.csv")
    assert [row["concerns"] for row in rows] == [" | ".join(record.concerns) for record in records]
    assert [row["countries"] for row in rows] == [" | ".join(record.header.countries) for record in records]


def test_no_cell_starts_a_formula(hostile: CaseRecord, tmp_path: Path) -> None:
    out = tmp_path / "tables.zip"
    write([hostile], out)
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["documents.csv", "subjects.csv", "targets.csv"]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    cells = [cell for text in texts.values() for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))] == []
    assert '\'=HYPERLINK("x")' in cells
    assert "'+12027281600;ext=12" in cells
    assert "'@SUM(1)" in cells


@given(st.text())
def test_a_safe_cell_is_the_text_or_starts_with_an_apostrophe(text: str) -> None:
    cell = safe_cell(text)
    assert cell in (text, f"'{text}")
    assert not str(cell).startswith(tuple("=+-@＝＋－＠\t\r\n"))


def test_numbers_and_nothing_stay_what_they_are() -> None:
    assert safe_cell(-5) == -5
    assert safe_cell(None) is None
