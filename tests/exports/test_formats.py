"""Every form alike: whole or not at all, the same bytes again, one record in memory, and errors that say what to do."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import MissingExtra, UacaseError
from ingest.exports.formats import FORMATS, NothingToExport, UnknownFormat, write, writer
from ingest.exports.record_json import record_json
from ingest.exports.records import UnreadableRecords, read_records
from ingest.exports.sinks import UnwritableOutput
from models import CaseRecord

SECRET = "Quetzalcoatlus"
MULTIPLE = {"csv", "docx", "eml"}
"""Forms of several files."""


def output(folder: Path, form: str) -> Path:
    """A path that a form writes one file to."""
    return folder / f"out.{'zip' if form in MULTIPLE else form}"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_records_give_the_same_bytes(form: str, records: list[CaseRecord], tmp_path: Path) -> None:
    given = records[::8]
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        writer(form)(iter(given), output(tmp_path / name, form))
    first, second = output(tmp_path / "first", form), output(tmp_path / "second", form)
    assert first.stat().st_size > 100
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_record_that_cannot_be_read_changes_nothing(form: str, records: list[CaseRecord], tmp_path: Path) -> None:
    given = tmp_path / "records.jsonl"
    given.write_bytes(record_json(records[0]) + f'{{"{SECRET}": "{SECRET}"}}\n'.encode())
    out = output(tmp_path, form)
    out.write_bytes(b"what was there")
    with pytest.raises(UnreadableRecords, match="Line 2 is no case record") as raised:
        write(form, given, out)
    assert raised.value.line == 2
    assert SECRET not in str(raised.value)
    assert out.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([out.name, "records.jsonl"])


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_replaced(form: str, records: list[CaseRecord], tmp_path: Path) -> None:
    out = output(tmp_path, form)
    out.write_bytes(b"what was there")
    writer(form)(records[:3], out)
    assert out.read_bytes()[:14] != b"what was there"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_that_is_missing_is_said(form: str, records: list[CaseRecord], tmp_path: Path) -> None:
    with pytest.raises(UnwritableOutput, match="No such file or directory"):
        writer(form)(records[:3], output(tmp_path / "missing", form))


@pytest.mark.parametrize("form", FORMATS)
def test_marks_of_other_languages_are_only_text(form: str, hostile: CaseRecord, tmp_path: Path) -> None:
    out = output(tmp_path, form)
    writer(form)([hostile], out)
    assert out.stat().st_size > 100


@pytest.mark.parametrize("form", ["csv", "sqlite", "parquet", "uwazi"])
def test_no_records_give_an_empty_table(form: str, tmp_path: Path) -> None:
    writer(form)([], output(tmp_path, form))
    assert output(tmp_path, form).stat().st_size > 100


@pytest.mark.parametrize("form", ["ics", "vcard", "docx", "eml", "ftm"])
def test_nothing_to_show_gives_no_file(form: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToExport, match="Of 0 records none has"):
        writer(form)([], output(tmp_path, form))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", sorted(MULTIPLE))
def test_a_folder_takes_several_files(form: str, records: list[CaseRecord], tmp_path: Path) -> None:
    """An empty folder is filled, one that holds anything is left as it is: old letters never stand among new ones."""
    out = tmp_path / "folder"
    out.mkdir()
    writer(form)(records[:3], out)
    first = sorted(path.name for path in out.iterdir())
    assert len(first) >= 3
    with pytest.raises(UnwritableOutput, match="Exists already"):
        writer(form)(records[:3], out)
    assert sorted(path.name for path in out.iterdir()) == first
    shutil.rmtree(out)
    writer(form)(records[:3], out)
    assert sorted(path.name for path in out.iterdir()) == first


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"vcard", "ics"}))
def test_records_are_taken_one_at_a_time(form: str, records: list[CaseRecord], tmp_path: Path) -> None:
    """A form may hold a group of records, but never all: the first are let go before the last are asked for."""
    import weakref

    alive: list[weakref.ref[CaseRecord]] = []
    most = 0

    def stream() -> Iterator[CaseRecord]:
        nonlocal most
        for _ in range(12):
            record = records[0].model_copy()
            alive.append(weakref.ref(record))
            yield record
            del record
            most = max(most, sum(one() is not None for one in alive))

    writer(form)(stream(), output(tmp_path, form))
    assert len(alive) == 12
    assert most <= 2


def test_an_unknown_form_is_said_with_the_known_ones(jsonl: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="sqlite, parquet, csv"):
        write("xlsx", jsonl, tmp_path / "out")


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if one.extra])
def test_a_missing_extra_is_named(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = FORMATS[form].package
    assert package is not None
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf"uacase\[{FORMATS[form].extra}\]"):
        writer(form)


def test_errors_are_of_one_kind() -> None:
    assert issubclass(UnreadableRecords, UacaseError)
    assert issubclass(UnknownFormat, UacaseError)
    assert issubclass(NothingToExport, UacaseError)


def test_an_indented_record_is_read(records: list[CaseRecord], tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(b"\n" + record_json(records[0], pretty=True))
    assert list(read_records(path)) == [records[0]]


def test_lines_are_read_in_order(records: list[CaseRecord], jsonl: Path) -> None:
    assert list(read_records(jsonl)) == records


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecords, match="No such file"):
        list(read_records(tmp_path / "missing"))
