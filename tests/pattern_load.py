"""A program that searches every pattern of the project in texts made to keep it busy, and ends soon if all are bounded.

`test_vocabulary` runs it as a process of its own, since a pattern that runs away can be stopped in no other way.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import ingest
from ingest import vocabulary

FOLDER = Path(vocabulary.__file__).parent
RUNS = (
    *("a", "A", "1", " ", "\n", ".", ",", "-", "(", "[", "<", "@", "/", "*"),
    *("Aa ", "a.", "1 ", "1-", "A. ", "a@", "x/", "Mr. ", "(a) "),
)
LEAST_PATTERNS = 20
EVERY = 8
"""So few of the wordings that are mere words stand for all of them."""
REPEATS = 500
"""Longer than any usual bound; twice as many take four times as long, and show nothing that the time does not."""
MOST_SECONDS = 5.0
"""Of one search, by the process's own clock: far more than a pattern needs whose steps grow with the square."""
MOST_WORDS = 10
"""So many words of a pattern stand for all of them: it is its shape that runs away, and some hold thousands."""


def main() -> None:
    """Search all patterns."""
    for name in sorted({path.stem for path in FOLDER.glob("*/*.toml")}):
        search_topic(name)
    patterns = list({(one.pattern, one.flags): one for one in module_patterns()}.values())
    if len(patterns) < LEAST_PATTERNS:
        raise SystemExit(f"only {len(patterns)} patterns were found")
    for pattern in patterns:
        search_runs(pattern)


def search_topic(name: str) -> None:
    """Wordings in texts made of themselves, and all wordings of the topic in texts made of its first one."""
    for group in vocabulary.topic(name).values():
        for wording in (*filter(is_more_than_words, group), *group[::EVERY]):
            pattern = re.compile(vocabulary.source_of(wording.text), re.IGNORECASE)
            for text in spoiled(wording.text):
                search(pattern, text)
    joined = vocabulary.pattern(name, *vocabulary.topic(name))
    first = next(iter(vocabulary.topic(name).values()))[0]
    for text in spoiled(first.text):
        search(joined, text)


def is_more_than_words(wording: vocabulary.Wording) -> bool:
    """Whether a wording holds a mark or a placeholder that stands for more than itself."""
    return any(mark in wording.text for mark in "*{}")


def spoiled(wording: str) -> Iterator[str]:
    """Long texts that begin like the wording again and again and never end like it."""
    bare = re.sub(r"^=|[{}*]", "", wording)
    first = (bare.split() or [bare])[0]
    yield from (bare * 60 + "\x01", first * 300 + "\x01", bare[:1] * 1000 + "\x01", bare + " " * 1000 + "\x01")
    yield from ((bare + "-\n ") * 60 + "\x01", "a" * 1000, " - " * 350 + bare)


def module_patterns() -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    """The patterns that the modules of ingest hold as their own."""
    for module in pkgutil.walk_packages(ingest.__path__, "ingest."):
        if module.name == "ingest.__main__":
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, re.Pattern):
                yield value


def search_runs(pattern: re.Pattern[str] | re.Pattern[bytes]) -> None:
    """The pattern in long repetitions of usual characters and of its own."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = sorted(set(re.findall(r"\w{2,}", source)))
    marks = sorted(set(re.findall(r"[^\w\s]", source)))
    for run in (*RUNS, *marks, *words[:: len(words) // MOST_WORDS + 1]):
        for text in (run * REPEATS + "\x01", " " * REPEATS + run, "a" + run * REPEATS):
            search(pattern, text)


def search(pattern: Any, text: str) -> None:
    """Search a text, or its bytes where the pattern is one for bytes. Raises SystemExit where that takes too long."""
    started = process_time()
    pattern.search(text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace"))
    if process_time() - started > MOST_SECONDS:
        raise SystemExit(f"this pattern runs away in {text[:40]!r}: {pattern.pattern!r}")


if __name__ == "__main__":
    main()
