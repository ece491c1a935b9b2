"""`uacase evaluate` from end to end, on a small invented folder of documents and gold."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ingest.cli import main
from ingest.exit_code import ExitCode

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
FAX = "+12027281698"
WRONG_FAX = "+12027281699"
SECRET = "Quetzalcoatlus <b>"
MEXICO: dict[str, Any] = {
    "header": {"ua_number": "6/24", "title": SECRET, "format": "aiusa"},
    "targets": [
        {"name": "Lucía Fernanda Olmos Terrazas", "faxes": [WRONG_FAX]},
        {"name": "Rodrigo Xicotencatl Barrientos Luna", "faxes": []},
    ],
}
LINES = [{"header": {"countries": ["ET"]}}, {"header": {"countries": ["JP"]}}, {"header": {"countries": ["KE"]}}]
NOTE: dict[str, Any] = {"header": {"ua_number": "1/20", "countries": ["BY", "RU"]}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return invented_folder(tmp_path)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> "Done":
    """What the command says about the folder as it is, as JSON; run once, in a process of its own."""
    folder = invented_folder(tmp_path_factory.mktemp("scored"))
    command = [sys.executable, "-m", "ingest", "evaluate", str(folder), "--json"]
    ended = subprocess.run(command, cwd=FIXTURES.parent, capture_output=True, check=False)
    return Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def invented_folder(top: Path) -> Path:
    """Three files: one with partial gold that differs in three values, one of several records, one that is no UA."""
    inside = top / "gold" / "inside"
    inside.mkdir(parents=True)
    shutil.copy(FIXTURES / "modern" / "us_mexico_two.txt", inside / "mexico.txt")
    write(inside / "mexico.gold.json", MEXICO)
    shutil.copy(FIXTURES / "formats" / "two.mbox", inside / "two.mbox")
    (inside / "two.gold.jsonl").write_text("\n".join(json.dumps(line) for line in LINES), "utf-8")
    (inside / "note.txt").write_text("BACKGROUND\nOnly a note.\n", "utf-8")
    write(inside / "note.gold.json", NOTE)
    return top / "gold"


def write(path: Path, gold: Any) -> None:
    path.write_text(json.dumps(gold), "utf-8")


class Done(NamedTuple):
    """How the command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        return json.loads(self.out)


class Command:
    """Runs `uacase evaluate` in this process."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: str | Path) -> Done:
        self._captured.readouterr()
        code = main(["evaluate", *map(str, arguments)])
        return Done(code, *self._captured.readouterr())


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("COLUMNS", "200")
    return Command(capsys)


def strict(report: Any, field: str) -> tuple[int, int, int]:
    (score,) = [one["strict"] for one in report["fields"] if one["field"] == field]
    return score["tp"], score["fp"], score["fn"]


def test_the_scores_are_those_worked_out_by_hand(done: Done) -> None:
    assert done.code == ExitCode.DONE
    report = done.report
    assert strict(report, "header.ua_number") == (1, 0, 1)
    assert strict(report, "header.title") == (0, 1, 1)
    assert strict(report, "header.countries") == (2, 0, 3)
    assert strict(report, "targets.name") == (1, 1, 1)
    assert strict(report, "targets.faxes") == (0, 1, 1)
    assert [one["field"] for one in report["fields"]] == [
        *("header.ua_number", "header.title", "header.countries", "header.format", "targets.name", "targets.faxes")
    ]
    assert (report["documents"], report["right"], report["soft_right"]) == (5, 2, 2)
    names = next(one for one in report["fields"] if one["field"] == "targets.name")
    assert names["soft"]["f1"] == 1.0
    total = report["total"]["strict"]
    assert (total["tp"], total["fp"], total["fn"]) == (5, 3, 7)


def test_documents_are_told_apart(done: Done) -> None:
    report = done.report
    seen = {(one["by"], one["value"]): one["documents"] for one in report["breakdowns"]}
    assert seen["family", "aiusa"] == 1
    assert seen["file type", "mbox"] == 3
    assert seen["language", "en"] == 3
    assert seen["language", "unknown"] == 2
    errors = {(one["name"], one["record"]): one["error"] for one in report["results"] if one["error"]}
    assert errors["inside/two.mbox", 2] == "The document gave fewer records than gold has"
    assert errors["inside/note.txt", 0].startswith("This is no Urgent Action")
    assert len(errors) == 2


def test_values_that_must_not_be_invented(done: Done, folder: Path, evaluate: Command) -> None:
    seen = {one["field"]: one for one in done.report["never_invented"]}
    assert list(seen) == ["targets.emails", "targets.phones", "targets.faxes", "action.deadline"]
    assert seen["targets.faxes"]["strict"]["precision"] == 0.0
    assert seen["targets.faxes"]["nowhere_in_gold"] == 1
    shown = evaluate(folder).out
    assert re.search(r"targets\.faxes +0 +1 +1 +0\.000 +1 *\n", shown)
    assert "inside/mexico.txt /targets/1/faxes/0" in shown


def test_content_is_shown_only_where_it_is_asked_for(done: Done, folder: Path, evaluate: Command) -> None:
    for one in (done, evaluate(folder)):
        assert "inside/mexico.txt" in one.out
        for content in (SECRET, FAX, WRONG_FAX, "Olmos"):
            assert content not in one.out + one.err
    shown = evaluate(folder, "--differences").out
    assert SECRET in shown
    assert re.search(rf"/targets/0/faxes/0 +wrong +\{WRONG_FAX} +\{FAX}", shown)
    assert "softly right" in shown
    assert evaluate(folder, "--json", "--differences").report["results"][0]["differences"][0]["gold"] == SECRET


def test_the_same_documents_give_the_same_bytes(done: Done, folder: Path, evaluate: Command) -> None:
    assert evaluate(folder, "--json").out == done.out
    assert re.fullmatch(r"uacase: 5 documents in \d+\.\d seconds\n", done.err)


def test_the_page_stands_alone_and_marks_words(folder: Path, tmp_path: Path, evaluate: Command) -> None:
    page = tmp_path / "differences.html"
    assert evaluate(folder, "--html", page).code == ExitCode.DONE
    text = page.read_text("utf-8")
    assert "<del>Quetzalcoatlus</del>" in text
    assert "&lt;" in text
    assert "<b>" not in text
    assert "<del>Xicotencatl</del>" in text
    assert "<ins>Xicoténcatl</ins>" in text
    assert not re.search(r"<script|<link|<img|\bsrc=|\bhref=|url\(|@import", text)
    assert "This is no Urgent Action" in text


def test_the_page_replaces_no_document(folder: Path, evaluate: Command) -> None:
    for name in ("mexico.txt", "mexico.gold.json"):
        before = (folder / "inside" / name).read_bytes()
        assert evaluate(folder, "--html", folder / "inside" / name).code == ExitCode.USAGE
        assert (folder / "inside" / name).read_bytes() == before


def test_some_fields_alone(folder: Path, evaluate: Command) -> None:
    report = evaluate(folder, "--json", "--field", "targets.f*", "--field", "header.ua_number").report
    assert [one["field"] for one in report["fields"]] == ["header.ua_number", "targets.faxes"]
    assert report["total"]["strict"]["fn"] == 2
    done = evaluate(folder, "--field", "nothing")
    assert done.code == ExitCode.USAGE
    assert "No field that was scored fits nothing" in done.err


def test_what_is_left_out_is_not_scored(folder: Path, evaluate: Command) -> None:
    report = evaluate(folder, "--json", "--exclude", folder / "inside" / "two.gold.jsonl").report
    assert report["documents"] == 2
    assert evaluate(folder, "--exclude", folder / "absent").code == ExitCode.USAGE


# --- against a baseline


@pytest.fixture
def baseline(done: Done, tmp_path: Path) -> Path:
    path = tmp_path / "before.json"
    path.write_text(done.out, "utf-8")
    return path


def test_no_change_is_no_loss(folder: Path, baseline: Path, evaluate: Command) -> None:
    done = evaluate(folder, "--baseline", baseline)
    assert done.code == ExitCode.DONE
    assert "No score changed in 5 documents of both." in done.out


def test_a_loss_beyond_the_tolerance_is_an_error(folder: Path, baseline: Path, evaluate: Command) -> None:
    worse = MEXICO | {"header": MEXICO["header"] | {"ua_number": "7/24"}}
    write(folder / "inside" / "mexico.gold.json", worse)
    done = evaluate(folder, "--baseline", baseline)
    assert done.code == ExitCode.LOSS
    # 1 right and 1 missed was F1 0.667; 1 wrong and 2 missed is 0.
    assert re.search(r"header\.ua_number F1 +0\.667 +0\.000 +-0\.6667 +beyond the tolerance", done.out)
    assert re.search(r"inside/mexico\.txt +6 +8", done.out)
    assert evaluate(folder, "--baseline", baseline, "--tolerance", "0.7", "--field", "header.*").code == ExitCode.DONE
    assert evaluate(folder, "--baseline", baseline, "--field", "targets.*").code == ExitCode.DONE


def test_a_gain_is_shown(folder: Path, baseline: Path, evaluate: Command) -> None:
    better = MEXICO | {"targets": [MEXICO["targets"][0] | {"faxes": [FAX]}, MEXICO["targets"][1]]}
    write(folder / "inside" / "mexico.gold.json", better)
    done = evaluate(folder, "--baseline", baseline, "--json")
    assert done.code == ExitCode.DONE
    assert re.search(r"targets\.faxes precision +0\.000 +1\.000 +\+1\.0000", done.err)
    assert done.report["documents"] == 5


def test_a_document_that_fails_now_is_a_loss(folder: Path, baseline: Path, evaluate: Command) -> None:
    (folder / "inside" / "mexico.txt").write_text("Nothing of it is left.", "utf-8")
    assert evaluate(folder, "--baseline", baseline).code == ExitCode.LOSS


def test_a_new_document_is_neither_gain_nor_loss(folder: Path, baseline: Path, evaluate: Command) -> None:
    shutil.copy(folder / "inside" / "note.txt", folder / "new.txt")
    write(folder / "new.gold.json", NOTE)
    done = evaluate(folder, "--baseline", baseline)
    assert done.code == ExitCode.DONE
    assert "1 new: new.txt" in done.out


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"report_version": 0}'])
def test_what_is_no_baseline(content: str, folder: Path, tmp_path: Path, evaluate: Command) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    done = evaluate(folder, "--baseline", path)
    assert done.code == ExitCode.USAGE
    assert "Name a file that `uacase evaluate --json` wrote" in done.err


# --- gold that cannot be used


@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        ("{", "It cannot be read as JSON"),
        ("[]", "It holds no record"),
        ('{"header": {"titel": "x"}}', "/header/titel: the contract has no such member"),
    ],
)
def test_bad_gold_is_named_and_stops_nothing(gold: str, reason: str, folder: Path, evaluate: Command) -> None:
    (folder / "inside" / "mexico.gold.json").write_text(gold, "utf-8")
    done = evaluate(folder, "--json")
    assert done.code == ExitCode.USAGE
    assert f"uacase: inside/mexico.gold.json: {reason}" in done.err
    assert done.report["documents"] == 4


def test_gold_without_a_document(folder: Path, evaluate: Command) -> None:
    (folder / "inside" / "mexico.txt").unlink()
    done = evaluate(folder)
    assert done.code == ExitCode.USAGE
    assert "No document stands beside it" in done.out


def test_a_folder_without_gold(tmp_path: Path, evaluate: Command) -> None:
    assert evaluate(tmp_path).code == ExitCode.USAGE
    assert evaluate(tmp_path / "absent").code == ExitCode.USAGE


def test_documents_of_one_name_in_two_folders(folder: Path, tmp_path: Path, evaluate: Command) -> None:
    other = tmp_path / "other" / "inside"
    other.mkdir(parents=True)
    shutil.copy(folder / "inside" / "note.txt", other)
    write(other / "note.gold.json", {"header": {"ua_number": "1/20"}})
    done = evaluate(folder, other.parent, "--json", "--exclude", folder / "inside" / "two.gold.jsonl")
    names = [one["name"] for one in done.report["results"]]
    assert len(names) == len(set(names)) == 3
    assert names[-1] == f"{other.as_posix()}/note.txt"
