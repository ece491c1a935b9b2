"""`uacase check` as a program: findings, forms of output, exit codes, configuration."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BASE = ROOT / "fixtures" / "rules" / "base"
IN_TIME = ("--as-of", "2000-01-01")
TOO_LATE = ("--as-of", "2099-01-01")


def run(*arguments: object, folder: Path = ROOT, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "ingest", "check", *map(str, arguments)]
    return subprocess.run(program, cwd=folder, input=given, capture_output=True, env={"PYTHONPATH": str(ROOT)})


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
    (line,) = done.stdout.decode().splitlines()
    assert line.startswith(f"{tmp_path}/draft.txt:18:8: UA203 error: ")
    assert line.endswith("(email-invalid)")
    assert done.stderr == b""


def test_json_is_a_list_of_files(tmp_path: Path) -> None:
    done = run(draft(tmp_path), BASE / "is_2018.txt", *IN_TIME, "--output", "json")
    first, second = json.loads(done.stdout)
    assert second == {"path": str(BASE / "is_2018.txt"), "findings": []}
    (finding,) = first["findings"]
    assert (finding["rule"], finding["severity"], finding["line"], finding["column"]) == ("UA203", "error", 18, 8)
    assert set(finding) == {
        *("rule", "name", "severity", "message", "start", "end", "page", "pointer"),
        *("line", "column"),
    }


def test_json_lines_hold_a_file_each(tmp_path: Path) -> None:
    done = run(draft(tmp_path), BASE / "is_2018.txt", *IN_TIME, "--output", "jsonl")
    assert [len(json.loads(line)["findings"]) for line in done.stdout.splitlines()] == [1, 0]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.txt", ".git/three.txt"):
        draft(tmp_path, name)
    done = run(tmp_path, *IN_TIME, "--output", "jsonl")
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
def test_options_choose_rules(options: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert run(draft(tmp_path), *IN_TIME, *options).returncode == code


def test_the_configuration_is_that_of_the_file_not_of_the_folder_of_work(tmp_path: Path) -> None:
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
        assert run(path, *IN_TIME).returncode == code, text


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
def test_a_configuration_that_cannot_be_used(text: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "uacase.toml").write_text(text)
    done = run(draft(tmp_path), *IN_TIME)
    assert done.returncode == 2
    assert done.stdout == b""
    (message,) = done.stderr.decode().splitlines()
    assert message.startswith(f"uacase: {tmp_path}/uacase.toml: ")
    assert word in message


@pytest.mark.parametrize("options", [("--select", "XX1"), ("--ignore", "email-invalid"), ("--as-of", "yesterday")])
def test_wrong_usage(options: tuple[str, ...], tmp_path: Path) -> None:
    assert run(draft(tmp_path), *options).returncode == 2


def test_the_day_of_the_check_is_today_unless_said() -> None:
    assert b"UA302" in run(BASE / "is_2018.txt").stdout
    assert b"UA302" in run(BASE / "is_2018.txt", *TOO_LATE).stdout
