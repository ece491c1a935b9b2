"""`uacase export`, run as a user runs it."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.exit_code import ExitCode
from ingest.exports.record_json import record_json
from models import CaseRecord

ROOT = Path(__file__).parent.parent.parent


def test_records_become_another_form(jsonl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "cases.csv"
    assert main(["export", str(jsonl), "--to", "uwazi", "-o", str(out)]) == ExitCode.DONE
    assert out.read_bytes().startswith(b"title,")
    assert capsys.readouterr() == ("", "")


def test_records_come_through_a_pipe(records: list[CaseRecord], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ingest", "export", "-", "--to", "eml", "-o", str(tmp_path / "letters")]
    given = b"".join(map(record_json, records[-3:]))
    done = subprocess.run(command, input=given, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.DONE, b"", b"")
    assert list((tmp_path / "letters").iterdir())


def test_alarms_reach_the_calendar(jsonl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ics"
    arguments = ["export", str(jsonl), "--to", "ics", "--alarm", "7", "--alarm", "1", "-o", str(out)]
    assert main(arguments) == ExitCode.DONE
    calendar = out.read_bytes()
    assert calendar.count(b"BEGIN:VALARM") == 2 * calendar.count(b"BEGIN:VEVENT")
    assert b"TRIGGER:-P7D" in calendar


def test_alarms_are_for_calendars(jsonl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["export", str(jsonl), "--to", "csv", "--alarm", "1", "-o", str(tmp_path / "out")]
    assert main(arguments) == ExitCode.USAGE
    assert "--alarm goes with --to ics only" in capsys.readouterr().err


def test_a_folder_that_holds_anything_is_left_alone(jsonl: Path) -> None:
    command = [sys.executable, "-m", "ingest", "export", str(jsonl), "--to", "csv", "-o", str(jsonl.parent)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert b"Exists already" in done.stderr
    assert [path.name for path in jsonl.parent.iterdir()] == [jsonl.name]


def test_the_records_are_never_replaced(jsonl: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = jsonl.read_bytes()
    assert main(["export", str(jsonl), "--to", "uwazi", "-o", str(jsonl)]) == ExitCode.USAGE
    assert "would replace this file" in capsys.readouterr().err
    assert jsonl.read_bytes() == before


def test_a_missing_extra_is_wrong_usage(
    jsonl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", str(jsonl), "--to", "parquet", "-o", str(tmp_path / "out")]) == ExitCode.USAGE
    assert "uacase[parquet]" in capsys.readouterr().err


def test_a_line_that_is_no_record_is_said_without_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Given:
        buffer = io.BytesIO(b'{"Quetzalcoatlus": 1}\n')

    monkeypatch.setattr(sys, "stdin", Given)
    assert main(["export", "-", "--to", "csv", "-o", str(tmp_path / "out")]) == ExitCode.NO_RECORD
    said = capsys.readouterr().err
    assert said.startswith("uacase: -: Line 1 is no case record")
    assert "Quetzalcoatlus" not in said
    assert list(tmp_path.iterdir()) == []
