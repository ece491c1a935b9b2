"""The README tells the truth: its commands, options, exit codes, folders, examples and the Python in it."""

import argparse
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from ingest import Options, convert
from ingest.cli import argument_parser
from ingest.configuration import KEYS, find_configuration
from ingest.exit_code import ExitCode
from ingest.exports.record_json import record_json
from models.schema import case_record_schema

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = "fixtures/modern/us_mexico_two.txt"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command of the program."""
    for action in argument_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the program has no commands")


def commands() -> Iterator[list[str]]:
    """The arguments of each call of the program in a shell block."""
    for block in blocks("bash"):
        for line in block.splitlines():
            for part in line.split("&&"):
                words = shlex.split(part, comments=True)
                if words and Path(words[0]).name == "uacase":
                    yield list(takewhile(lambda word: word not in "<>", words[1:]))


def test_the_readme_shows_every_command() -> None:
    assert {arguments[0] for arguments in commands()} == set(parsers())


@pytest.mark.parametrize("arguments", list(commands()), ids=" ".join)
def test_each_command_is_accepted(arguments: list[str]) -> None:
    assert argument_parser().parse_args(arguments).command == arguments[0]


def test_the_first_command_gives_a_record() -> None:
    first = next(iter(commands()))
    assert first[-1] == EXAMPLE
    done = subprocess.run([sys.executable, "-m", "ingest", *first], cwd=ROOT, capture_output=True, check=True)
    assert json.loads(done.stdout)["header"]["ua_number"] == "6/24"


def test_the_options_named_are_those_of_the_program() -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    known = {option for parser in parsers().values() for option in parser._option_string_actions}
    assert named - known == set()
    assert {option for option in known if option.startswith("--")} - named == {"--help"}


def test_the_usual_limits_are_the_program_s() -> None:
    usual = Options()
    assert f"{usual.max_pages:,}, {usual.max_bytes:,} and {usual.max_characters:,}" in README


def test_the_exit_codes_are_the_program_s() -> None:
    table = README.split("### Exit codes")[1].split("\n\n")[1]
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)] == [code.value for code in ExitCode]


def test_the_python_runs() -> None:
    program = "\n".join(blocks("python"))
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().startswith("6/24 2024-03-07\n")
    assert done.stderr == b""


def test_the_example_is_what_the_document_gives() -> None:
    """Each member that the shortened example shows is in the record, with the same value."""
    (block,) = blocks("json")
    record = convert(ROOT / EXAMPLE, options=Options(mentions=False)).record
    assert record is not None
    assert_shown(json.loads(block), json.loads(record_json(record)))


def assert_shown(shown: object, full: object) -> None:
    if isinstance(shown, dict) and isinstance(full, dict):
        for key, value in shown.items():
            assert key in full
            assert_shown(value, full[key])
    elif isinstance(shown, list) and isinstance(full, list) and any(isinstance(one, dict) for one in shown):
        for value in shown:
            assert any(shows(value, one) for one in full), value
    else:
        assert shown == full


def shows(shown: object, full: object) -> bool:
    try:
        assert_shown(shown, full)
    except AssertionError:
        return False
    return True


def test_the_example_has_members_of_the_schema_only() -> None:
    (block,) = blocks("json")
    assert set(json.loads(block)) <= set(case_record_schema()["properties"])


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    whole = "\n".join(blocks("toml"))
    (tmp_path / "uacase.toml").write_text(whole)
    assert find_configuration(tmp_path).spacy_model == tomllib.loads(whole)["spacy-model"]


def test_every_key_of_the_configuration_is_shown() -> None:
    assert set(tomllib.loads("\n".join(blocks("toml")))) | {"extend-select"} == set(KEYS)


def test_every_file_and_folder_named_exists() -> None:
    named = re.findall(r"`((?:ingest|models|fixtures|scripts|tests)/[\w./]*)`", README)
    named += [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_extra_named_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {extra for group in re.findall(r"(?:uacase|\.)\[([\w,]+)\]", README) for extra in group.split(",")}
    assert named == set(project["optional-dependencies"])


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = [block for block in blocks("bash") if "pytest" in block]
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    pattern = re.search(r"grep -m1 -E '([^']+)' README\.md", script)
    assert pattern is not None
    found = [line for line in README.splitlines() if re.search(pattern[1], line)]
    assert found == command.splitlines()
