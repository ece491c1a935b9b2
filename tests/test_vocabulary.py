"""The vocabulary: every file loads, every wording compiles and finds itself, and no pattern runs away."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import vocabulary
from models import SectionKind

FOLDER = Path(vocabulary.__file__).parent
FILES = sorted(FOLDER.rglob("*.toml"))
TOPICS = sorted({path.stem for path in FILES if path.parent != FOLDER})
PLACEHOLDER = re.compile(r"\{\w+\}")
SECONDS = 600
"""Far more than the patterns need together on any machine; a pattern that backtracks without bound needs hours."""


def relative(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def folded(wording: str) -> str:
    return re.sub(r"\W+", " ", wording.casefold()).strip()


@cache
def contents(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def test_every_file_loads_and_holds_something() -> None:
    assert [relative(path) for path in FILES if not contents(path)] == []


def test_every_language_folder_is_read() -> None:
    folders = {path.parent.name for path in FILES if path.parent != FOLDER}
    assert folders == set(vocabulary.languages())
    assert vocabulary.languages()[0] == "en"


@pytest.mark.parametrize("name", TOPICS)
def test_every_wording_compiles_and_finds_itself(name: str) -> None:
    for key, group in vocabulary.topic(name).items():
        for wording in group:
            assert isinstance(wording.text, str), (key, wording)
            assert wording.text.strip(), (key, wording)
            pattern = re.compile(vocabulary.source_of(wording.text), re.IGNORECASE)
            if PLACEHOLDER.search(wording.text):
                continue
            assert pattern.fullmatch(wording.text.removeprefix("=").replace("*", "")), (key, wording)


WORDS = st.lists(st.sampled_from(["a", "ab", "b", "abc", "café", "cafe*"]), min_size=1, max_size=3).map(" ".join)


@given(
    st.lists(WORDS, min_size=1, max_size=6),
    st.lists(st.sampled_from(["a", "ab", "b", "abc", "Cafe", "CAFÉS"]), max_size=8),
)
def test_wordings_that_begin_alike_are_found_as_if_each_stood_alone(wordings: list[str], words: list[str]) -> None:
    alone = "|".join(vocabulary.source_of(one) for one in sorted(set(wordings), key=lambda one: (-len(one), one)))
    text = " ".join(words)
    found = [one.span() for one in re.finditer(rf"(?<!\w)(?:{alone})(?!\w)", text, re.IGNORECASE)]
    assert [one.span() for one in re.finditer(vocabulary.compiled(wordings).pattern, text, re.IGNORECASE)] == found


@pytest.mark.parametrize("name", TOPICS)
def test_what_a_wording_matches_holds_its_certain_letters(name: str) -> None:
    for group in vocabulary.topic(name).values():
        for wording in group:
            letters, part = vocabulary.certain_letters(wording.text), vocabulary.certain_part(wording.text)
            printed = wording.text.removeprefix("=").replace("*", "")
            for guise in (printed, printed.upper(), printed.replace(" ", "\n"), printed.replace(" ", "")):
                assert vocabulary.squeezed(guise).startswith(letters), wording
                assert part in vocabulary.squeezed(guise), wording


def test_the_keys_of_headings_are_kinds_of_sections() -> None:
    assert set(vocabulary.topic("headings")) <= {kind.value for kind in SectionKind}


@pytest.mark.parametrize("language", vocabulary.languages())
def test_no_heading_opens_two_kinds_of_sections(language: str) -> None:
    kinds: dict[str, set[str]] = {}
    for key, group in vocabulary.topic("headings").items():
        for wording in group:
            if wording.language == language:
                kinds.setdefault(folded(wording.text), set()).add(key)
    assert {text: found for text, found in kinds.items() if len(found) > 1} == {}


KEYS_ARE_VALUES = {
    "concerns",
    "counts",
    "dates",
    "families",
    "headings",
    "language_names",
    "numbers",
    "offices",
    "places",
    "questions",
}
"""Topics whose keys are codes, figures, layouts, kinds of sections or offices: they are read as a whole."""


@pytest.mark.parametrize("name", sorted(set(TOPICS) - KEYS_ARE_VALUES))
def test_every_key_is_read_by_the_program(name: str) -> None:
    assert [key for key in vocabulary.topic(name) if named_in_program().fullmatch(key) is None] == []


@cache
def named_in_program() -> re.Pattern[str]:
    """Any string of the program's code, and what any of its formatted strings with a word in it may give."""
    named: set[str] = set()
    for path in FOLDER.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                named.add(formatted(node))
    return re.compile("|".join(f"(?:{one})" for one in named if re.fullmatch(r"(?:[a-z]|_|\\w\+)+", one)))


def formatted(string: ast.JoinedStr) -> str:
    """The pattern of what a formatted string may give; empty where it holds no word."""
    parts = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else r"\w+" for one in string.values)
    source = "".join(parts)
    return source if re.search("[a-z]{4}", source) else ""


def test_no_wording_stands_twice_under_one_key() -> None:
    lists = {
        (relative(path), key): value
        for path in FILES
        for key, value in contents(path).items()
        if isinstance(value, list) and all(isinstance(one, str) for one in value)
    }
    twice = {place: [text for text, count in Counter(value).items() if count > 1] for place, value in lists.items()}
    assert {place: texts for place, texts in twice.items() if texts} == {}


def test_no_pattern_runs_away() -> None:
    """Long repetitions of its own characters, with and without an end that spoils the match, keep no pattern busy.

    This holds for the vocabulary's patterns and for those that the modules hold themselves.
    """
    subprocess.run([sys.executable, "-m", "tests.pattern_load"], check=True, timeout=SECONDS, cwd=FOLDER.parent.parent)
