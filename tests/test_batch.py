"""A batch from end to end: what it writes, how it goes on, and the command."""

import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, Outcome, Status, __version__, convert, convert_many
from ingest.batch.manifest import UnusableManifest
from ingest.batch.recipe import vocabulary_version
from ingest.batch.run import Plan, run_batch
from ingest.cli import main
from ingest.exit_code import ExitCode
from ingest.exports.record_json import record_json
from tests.batch_run import Told

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
FAST = Options(mentions=False)
DOCUMENTS = (
    FIXTURES / "modern" / "us_mexico_two.txt",
    FIXTURES / "eras" / "2000s_haiti_2004_final.txt",
    FIXTURES / "fr" / "2014_algerie.txt",
    FIXTURES / "pdf" / "us_vietnam_address_table.pdf",
    FIXTURES / "formats" / "two.mbox",
)


def quick(out: Path, *inputs: Path, **changes: Any) -> Plan:
    plan = Plan(tuple(map(str, inputs)), out, jobs=2, resume=True, convert="tests.batch_converters:eager")
    return replace(plan, **changes)


def query(out: Path, sql: str) -> list[tuple[Any, ...]]:
    manifest = sqlite3.connect(out / "manifest.sqlite")
    try:
        return manifest.execute(sql).fetchall()
    finally:
        manifest.close()


def statuses(out: Path) -> dict[str, str]:
    return dict(query(out, "SELECT path, status FROM inputs ORDER BY position"))


def results(out: Path) -> tuple[bytes, bytes]:
    return (out / "records.jsonl").read_bytes(), (out / "findings.jsonl").read_bytes()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for name, text in {
        "a": "ua 1/05",
        "b": "none",
        "c": "ua 1/05",
        "d": "bad",
        "e": "two 2/05 1/05",
        "f": "none",
        "g": "ua 7/05",
    }.items():
        (place / name).write_text(text)
    return place


# --- what is written


def test_the_records_are_those_of_convert(tmp_path: Path) -> None:
    """The real pipeline, over several kinds of files, in several processes."""
    out = tmp_path / "out"
    summary = run_batch(Plan(tuple(map(str, DOCUMENTS)), out, options=FAST, jobs=2), Told())
    expected = b"".join(record_json(one) for path in DOCUMENTS for one in convert(path, options=FAST).records)
    assert (out / "records.jsonl").read_bytes() == expected
    assert summary.by_status["done"] == len(DOCUMENTS)
    rows = query(out, "SELECT engine, program_version, vocabulary_version, seconds, peak_memory_bytes FROM inputs")
    assert {row[0] for row in rows} >= {"pypdfium2"}
    assert {row[1:3] for row in rows} == {(__version__, vocabulary_version())}
    assert all(seconds > 0 and peak > 10_000_000 for *_, seconds, peak in rows)


def test_every_input_has_a_row_and_every_record_a_line(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run_batch(quick(out, folder), Told())
    assert statuses(out) == {
        "a": "done",
        "b": "not_a_ua",
        "c": "skipped_duplicate",
        "d": "failed",
        "e": "done",
        "f": "skipped_duplicate",
        "g": "done",
    }
    originals = "SELECT one.path, two.path FROM inputs one JOIN inputs two ON two.id = one.duplicate_of ORDER BY 1"
    assert query(out, originals) == [("c", "a"), ("f", "b")]
    records = lines(out / "records.jsonl")
    placed = query(out, "SELECT path, record_index, line FROM records JOIN inputs ON id = input_id ORDER BY line")
    assert [(one["source"]["name"], one["source"]["record_index"]) for one in records] == [row[:2] for row in placed]
    assert [row[2] for row in placed] == [1, 2, 3, 4]
    assert [(one["path"], one["record_index"], one["rule"]) for one in lines(out / "findings.jsonl")] == [
        ("a", 0, "UA301"),
        ("b", None, "UA903"),
        ("d", None, "UA901"),
        ("e", 0, "UA301"),
        ("e", 1, "UA301"),
        ("g", 0, "UA301"),
    ]
    assert query(out, "SELECT path, error_code, error FROM failures") == [("d", "UA901", "It is so")]
    assert summary.by_rule == {"UA301": 4, "UA901": 1, "UA903": 1}


def test_the_same_ua_in_several_files_is_linked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run_batch(quick(out, folder), Told())
    assert query(out, "SELECT path, ua_number, line FROM same_ua") == [("a", "1/05", 1), ("e", "1/05", 3)]
    assert summary.cases_in_several_records == 1


def test_languages_of_one_ua_are_linked_by_its_index_number(tmp_path: Path) -> None:
    text = (FIXTURES / "modern" / "is_hungary_group.txt").read_text("utf-8")
    number = re.search(r"EUR \d+/\d+/\d{4}", text)
    assert number is not None
    names = {"en.txt": "", "s.txt": "/s", "other.txt": None}
    for name, mark in names.items():
        new = "EUR 1/2/2003" if mark is None else number[0] + mark
        without = re.sub(r"(UA:? *)\d+/\d+", "", text)
        (tmp_path / name).write_text(without.replace(number[0], new) + name, "utf-8")
    out = tmp_path / "out"
    run_batch(Plan((str(tmp_path),), out, options=FAST), Told())
    assert [row[0] for row in query(out, "SELECT path FROM same_ua")] == ["en.txt", "s.txt"]


def test_an_empty_run_writes_empty_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    summary = run_batch(quick(tmp_path / "out", tmp_path / "in"), Told())
    assert summary.inputs == 0
    assert results(tmp_path / "out") == (b"", b"")


class Page(HTMLParser):
    """Collects the tags of a page with what they name, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_needs_nothing_else(folder: Path, tmp_path: Path) -> None:
    (folder / "<script>x").write_text("bad too")
    summary = run_batch(quick(tmp_path / "out", folder), Told())
    page = Page()
    page.feed((tmp_path / "out" / "report.html").read_text("utf-8"))
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    assert not any({"src", "href", "onclick"} & set(attributes) for _, attributes in page.tags)
    charts = [attributes["aria-label"] for tag, attributes in page.tags if tag == "svg"]
    assert charts[:3] == ["Records for each year", "Records for each country", "Percent of records that hold"]
    assert "<script>x" in page.text
    assert f"{summary.records:,} records from {summary.inputs:,} inputs" in page.text
    assert json.loads((tmp_path / "out" / "summary.json").read_bytes())["by_status"] == summary.by_status


# --- going on


def test_a_second_run_does_nothing_and_gives_the_same(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(quick(out, folder), Told())
    first = results(out), query(out, "SELECT path, seconds FROM inputs")
    run_batch(quick(out, folder), Told())
    assert (results(out), query(out, "SELECT path, seconds FROM inputs")) == first


def test_going_on_is_asked_for(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(quick(out, folder, resume=False), Told())
    with pytest.raises(UnusableManifest, match="--resume"):
        run_batch(quick(out, folder, resume=False), Told())


def test_what_has_changed_is_done_again(folder: Path, tmp_path: Path) -> None:
    """New files, changed ones, and copies whose original has changed: as if it had been so from the start."""
    out = tmp_path / "out"
    run_batch(quick(out, folder), Told())
    (folder / "a").write_text("ua 30/05")
    (folder / "0").write_text("ua 7/05")
    (folder / "ca").write_text("ua 40/05")
    run_batch(quick(out, folder), Told())
    run_batch(quick(tmp_path / "fresh", folder), Told())
    assert results(out) == results(tmp_path / "fresh")
    assert statuses(out) == statuses(tmp_path / "fresh")
    assert statuses(out)["g"] == "skipped_duplicate"
    assert statuses(out)["c"] == "done"


def test_another_order_of_inputs_is_as_from_the_start(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(quick(out, folder / "a", folder / "c", folder / "g"), Told())
    run_batch(quick(out, folder / "g", folder / "c", folder / "a"), Told())
    run_batch(quick(tmp_path / "fresh", folder / "g", folder / "c", folder / "a"), Told())
    assert results(out) == results(tmp_path / "fresh")
    assert statuses(out) == {"g": "done", "c": "done", "a": "skipped_duplicate"}


def test_what_is_gone_keeps_its_record(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(quick(out, folder), Told())
    (folder / "a").unlink()
    (folder / "c").unlink()
    run_batch(quick(out, folder), Told())
    assert [one["source"]["name"] for one in lines(out / "records.jsonl")] == ["e", "e", "g", "a"]


def test_failures_are_tried_again_when_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(quick(out, folder), Told())
    before = dict(query(out, "SELECT path, seconds FROM inputs"))
    run_batch(quick(out, folder, retry_failed=True, resume=False), Told())
    after = dict(query(out, "SELECT path, seconds FROM inputs"))
    assert {path for path in before if before[path] != after[path]} == {"d"}


def test_other_options_do_all_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_batch(quick(out, folder), Told())
    before = dict(query(out, "SELECT path, seconds FROM inputs WHERE seconds NOT NULL"))
    run_batch(quick(out, folder, options=Options(max_pages=3)), Told())
    after = dict(query(out, "SELECT path, seconds FROM inputs WHERE seconds NOT NULL"))
    assert before.keys() == after.keys()
    assert all(before[path] != after[path] for path in before)


def test_an_archive_may_be_cut_and_come_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}", f"ua {number + 1}/05")
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    out = tmp_path / "out"
    run_batch(quick(out, path.parent), Told())
    path.write_bytes(whole)
    run_batch(quick(out, path.parent), Told())
    assert [one["source"]["name"] for one in lines(out / "records.jsonl")] == ["0", "1", "2"]


@pytest.mark.parametrize("content", [b"no database at all, but some text", b"SQLite format 3\x00" + bytes(84)])
def test_what_is_no_manifest_is_left_alone(content: bytes, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.sqlite").write_bytes(content)
    with pytest.raises(UnusableManifest):
        run_batch(quick(out, folder), Told())
    assert (out / "manifest.sqlite").read_bytes() == content


def test_the_database_of_another_program_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    other = sqlite3.connect(tmp_path / "out" / "manifest.sqlite")
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(UnusableManifest, match="Another program"):
        run_batch(quick(tmp_path / "out", folder), Told())


def test_one_input_in_two_spellings_is_one(folder: Path, tmp_path: Path) -> None:
    inputs = (str(folder), f"{folder}/", f"{folder.parent}/./{folder.name}")
    assert run_batch(quick(tmp_path / "out", inputs=inputs), Told()).inputs == 7


@pytest.mark.parametrize(("name", "file"), [("csv", "tables.zip"), ("sqlite", "catalogue.sqlite")])
def test_further_forms(name: str, file: str, folder: Path, tmp_path: Path) -> None:
    formats = pytest.importorskip("ingest.exports.formats")
    if name not in formats.FORMATS:
        pytest.skip("there is no such form yet")
    for _ in range(2):
        run_batch(quick(tmp_path / "out", folder, formats=(name,)), Told())
        assert (tmp_path / "out" / file).stat().st_size > 0


# --- from Python


def test_many_files_come_in_their_order(tmp_path: Path) -> None:
    hostile = tmp_path / "none.txt"
    hostile.write_text("Nothing of the kind.")
    paths: list[Path] = [DOCUMENTS[0], tmp_path / "gone.txt", *DOCUMENTS[1:3], hostile]
    outcomes = list(convert_many(paths, jobs=2, options=FAST))
    assert [one.name for one in outcomes] == [path.name for path in paths]
    assert [one.status for one in outcomes] == [
        Status.DONE,
        Status.FAILED,
        Status.DONE,
        Status.DONE,
        Status.NOT_A_UA,
    ]
    for path, outcome in zip(paths, outcomes, strict=True):
        alone = convert(path, options=FAST)
        assert (outcome.records, outcome.error) == (alone.records, alone.error)


def test_many_files_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def paths() -> Any:
        for number in range(1_000):
            taken.append(number)
            yield DOCUMENTS[1]

    stream = convert_many(paths(), jobs=2, options=FAST)
    first = next(stream)
    assert isinstance(first, Outcome)
    assert len(taken) < 20
    stream.close()


def test_a_file_that_needs_more_memory_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("ingest.pipeline.read_bytes", greedy)
    outcome = convert(DOCUMENTS[0])
    assert outcome.status is Status.FAILED
    assert outcome.findings[0].rule == "UA905"


# --- the command


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "ingest", "batch", "--no-mentions", *map(str, arguments)]


def run(*arguments: str | Path, given: bytes = b"", code: int | None = None) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(command(*arguments), cwd=ROOT, input=given, capture_output=True, check=False)
    assert code is None or done.returncode == code, done.stderr.decode()
    return done


def test_the_command(tmp_path: Path) -> None:
    out = tmp_path / "out"
    listed = "\n".join(map(str, DOCUMENTS[:2])).encode()
    done = run("--files-from", "-", "--out", out, "--jobs", "1", given=listed, code=ExitCode.DONE)
    assert len(lines(out / "records.jsonl")) == 2
    assert done.stdout.decode().startswith("2 inputs: 2 done\n")
    said = done.stderr.decode().splitlines()
    assert said[0] == "uacase: 2 inputs, 0 of them ended already"
    assert said[-1] == "uacase: 2 of 2, 0 failed"
    again = run(DOCUMENTS[0], "--out", out, code=ExitCode.USAGE)
    assert "--resume" in again.stderr.decode()
    more = run(*DOCUMENTS[:2], tmp_path / "gone", "--out", out, "--resume", code=ExitCode.NO_RECORD)
    assert b"1 failed" in more.stdout
    assert b"SELECT * FROM failures" in more.stdout


def test_usage_is_checked_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The command would keep the signals of the test's own process.
    monkeypatch.setattr("ingest.commands.batch._stop_when_asked", lambda: None)
    (tmp_path / "out").mkdir()
    wrong: list[Sequence[str]] = [
        (),
        ("--files-from", str(tmp_path / "gone")),
        (".", "--format", "jsonl,xml"),
        (".", "--jobs", "0"),
        (str(tmp_path / "out"),),
        ("ftp://user:secret@example.org/",),
    ]
    for arguments in wrong:
        try:
            code = main(["batch", *arguments, "--out", str(tmp_path / "out")])
        except SystemExit as ending:
            code = int(ending.code or 0)
        assert code == ExitCode.USAGE
        assert "secret" not in capsys.readouterr().err
    assert not list(tmp_path.glob("out/records*"))


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX systems have them")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupted_run_says_so_and_goes_on(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for copy in range(16):
        (folder / f"{copy:02}.txt").write_bytes(DOCUMENTS[1].read_bytes() + b"%d" % copy)
    out = tmp_path / "out"
    stopped = subprocess.Popen(command(folder, "--out", out), cwd=ROOT, stderr=subprocess.PIPE)
    assert stopped.stderr is not None
    assert b"16 inputs" in stopped.stderr.readline()
    stopped.stderr.readline()
    stopped.send_signal(signal.Signals[name])
    said = stopped.communicate()[1].decode().splitlines()
    assert stopped.returncode == ExitCode.INTERRUPTED
    assert said[-1] == "uacase: Interrupted. What was converted is kept: go on with --resume."
    done = query(out, "SELECT count(*) FROM inputs WHERE status = 'done'")[0][0]
    assert 0 < done < 16
    if name != "SIGTERM":
        return
    run(folder, "--out", out, "--resume", code=ExitCode.DONE)
    expected = [f"{copy:02}.txt" for copy in range(16)]
    assert [one["source"]["name"] for one in lines(out / "records.jsonl")] == expected


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        command(DOCUMENTS[0], "--out", tmp_path / "out"), cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            piece = os.read(ours, 4_096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    done.communicate()
    assert done.returncode == ExitCode.DONE
    assert b"1/1" in shown
