"""`uacase check`: findings, forms of output, exit codes, configuration; started as a program for the first of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.commands.watching import changes
from ingest.rules.registry import rules
from tests.called import Called

ROOT = Path(__file__).parent.parent
BASE = ROOT / "fixtures" / "rules" / "base"
IN_TIME = ("--as-of", "2000-01-01")
TOO_LATE = ("--as-of", "2099-01-01")


def run(*arguments: object, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "ingest", "check", *map(str, arguments)]
    return subprocess.run(program, cwd=ROOT, input=given, capture_output=True, env={"PYTHONPATH": str(ROOT)})


def draft(folder: Path, name: str = "draft.txt") -> Path:
    """A draft whose only defect is its e-mail address."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (BASE / "is_2018.txt").read_text("utf-8")
    path.write_text(text.replace("contact@justice-et", "contact@justice@et"), "utf-8")
    return path


def test_a_clean_draft_gives_nothing() -> None:
    done = run(BASE / "is_2018.txt", *IN_TIME)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_line_says_where_and_what(tmp_path: Path) -> None:
    done = run(draft(tmp_path), *IN_TIME)
    assert done.returncode == 1
    line, shown, marks = done.stdout.decode().splitlines()
    assert line.startswith(f"{tmp_path}/draft.txt:18:8: UA203 error: ")
    assert line.endswith("(email-invalid)")
    assert shown[marks.index("^") :].startswith("contact@justice@et")
    assert done.stderr == b""


def test_json_is_a_list_of_files(called: Called, tmp_path: Path) -> None:
    done = called("check", draft(tmp_path), BASE / "is_2018.txt", *IN_TIME, "--output", "json")
    first, second = json.loads(done.stdout)
    assert second == {"path": str(BASE / "is_2018.txt"), "findings": []}
    (finding,) = first["findings"]
    assert (finding["rule"], finding["severity"], finding["line"], finding["column"]) == ("UA203", "error", 18, 8)
    assert set(finding) == {
        *("rule", "name", "severity", "message", "start", "end", "page", "pointer"),
        *("line", "column"),
    }


def test_json_lines_hold_a_file_each(called: Called, tmp_path: Path) -> None:
    done = called("check", draft(tmp_path), BASE / "is_2018.txt", *IN_TIME, "--output", "jsonl")
    assert [len(json.loads(line)["findings"]) for line in done.stdout.splitlines()] == [1, 0]


def test_a_folder_stands_for_its_files(called: Called, tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.txt", ".git/three.txt"):
        draft(tmp_path, name)
    done = called("check", tmp_path, *IN_TIME, "--output", "jsonl")
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [
        str(tmp_path / "a" / "one.txt"),
        str(tmp_path / "b" / "two.txt"),
    ]


def test_standard_input_is_checked(tmp_path: Path) -> None:
    done = run("-", *IN_TIME, given=draft(tmp_path).read_bytes())
    assert done.returncode == 1
    assert done.stdout.startswith(b"-:18:8: UA203")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--ignore", "UA2"), 0),
        (("--ignore", "UA2", "--extend-select", "UA203"), 1),
        (("--select", "UA1,UA3"), 0),
        (("--select", "UA203"), 1),
        (("--fail-on", "error"), 1),
    ],
)
def test_options_choose_rules(called: Called, options: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert called("check", draft(tmp_path), *IN_TIME, *options).returncode == code


def test_the_configuration_is_that_of_the_file_not_of_the_folder_of_work(called: Called, tmp_path: Path) -> None:
    path = draft(tmp_path, "drafts/deep/draft.txt")
    configuration = tmp_path / "drafts" / "uacase.toml"
    for text, code in (
        ("", 1),
        ('ignore = ["UA203"]', 0),
        ('per-file-ignores = { "deep/*" = ["UA2"] }', 0),
        ('per-file-ignores = { "other/*" = ["UA2"] }', 1),
        ('severity = { UA203 = "info" }', 0),
        ('severity = { UA203 = "info" }\nfail-on = "info"', 1),
        ('select = ["UA1"]', 0),
    ):
        configuration.write_text(text)
        assert called("check", path, *IN_TIME).returncode == code, text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('ignore = ["UA7"]', "UA7"),
        ('ignore = "UA203"', "list"),
        ('severity = { UA203 = "fatal" }', "severity"),
        ('home = "usa"', "country"),
        ("max-letter-words = 0", "whole number"),
        ("least-ocr-confidence = 60", "0 to 1"),
        ('colour = "red"', "colour"),
    ],
)
def test_a_configuration_that_cannot_be_used(called: Called, text: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "uacase.toml").write_text(text)
    done = called("check", draft(tmp_path), *IN_TIME)
    assert done.returncode == 2
    assert done.stdout == b""
    (message,) = done.stderr.decode().splitlines()
    assert message.startswith(f"uacase: {tmp_path}/uacase.toml: ")
    assert word in message


@pytest.mark.parametrize("options", [("--select", "XX1"), ("--ignore", "email-invalid"), ("--as-of", "yesterday")])
def test_wrong_usage(called: Called, options: tuple[str, ...], tmp_path: Path) -> None:
    assert called("check", draft(tmp_path), *options).returncode == 2


def test_the_day_of_the_check_is_today_unless_said(called: Called) -> None:
    assert b"UA302" in called("check", BASE / "is_2018.txt").stdout
    assert b"UA302" in called("check", BASE / "is_2018.txt", *TOO_LATE).stdout


def test_a_pattern_that_the_shell_did_not_expand(called: Called, tmp_path: Path) -> None:
    draft(tmp_path, "a/one.txt")
    draft(tmp_path, "b/two.txt")
    done = called("check", "**/*.txt", *IN_TIME, "--output", "jsonl", folder=tmp_path)
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["a/one.txt", "b/two.txt"]
    nothing = called("check", "**/*.docx", folder=tmp_path)
    assert nothing.returncode == 2
    assert b"No file fits" in nothing.stderr


def test_output_goes_to_a_file_even_when_empty(called: Called, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    assert called("check", draft(tmp_path), *IN_TIME, "--output-file", target).stdout == b""
    assert "UA203" in target.read_text("utf-8")
    called("check", BASE / "is_2018.txt", *IN_TIME, "--output-file", target)
    assert target.read_bytes() == b""


def test_a_baseline_and_statistics(called: Called, tmp_path: Path) -> None:
    path, known = draft(tmp_path), tmp_path / "known.json"
    first = called("check", path, *IN_TIME, "--output", "json", "--output-file", known, "--statistics")
    assert (first.returncode, first.stderr) == (1, b"uacase:      1 UA203 email-invalid\n")
    path.write_text("\n\n" + path.read_text("utf-8"), "utf-8")
    again = called("check", path, *IN_TIME, "--baseline", known)
    assert (again.returncode, again.stdout) == (0, b"")


def test_what_weighs_less_is_left_out(called: Called, tmp_path: Path) -> None:
    (tmp_path / "uacase.toml").write_text('severity = { UA203 = "info" }')
    done = called("check", draft(tmp_path), *IN_TIME, "--fail-on", "info", "--severity", "warning")
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("option", ["--fix", "--diff", "--watch"])
def test_what_needs_files_takes_no_standard_input(option: str) -> None:
    done = run("-", option, given=b"")
    assert done.returncode == 2


def test_watching_checks_again_what_is_written(tmp_path: Path) -> None:
    path = draft(tmp_path)
    seen = changes([str(tmp_path)], pause=0.01)
    assert next(seen) == [str(path)]
    later = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later, later))
    assert next(seen) == [str(path)]
    other = draft(tmp_path, "other.txt")
    assert next(seen) == [str(other)]


def test_a_rule_is_explained_and_all_are_listed(called: Called) -> None:
    explained = called("rule", "ua203").stdout.decode()
    assert explained.startswith("UA203 email-invalid (error)\n")
    assert "Why: " in explained
    assert called("rule", "UA999").returncode == 2
    listed = called("rules").stdout.decode().splitlines()
    assert [line[:5] for line in listed] == list(rules())
