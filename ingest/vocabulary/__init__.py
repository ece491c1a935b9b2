"""The vocabulary: headings, labels, honorifics, months and the like, as data, one folder for each language.

A topic is a TOML file (`headings.toml`, `contacts.toml`, ...) that maps a key to a list of wordings. A language takes
part in a topic by having the file; nothing is listed in code. All languages are read together, since one document
mixes them (an English appeal, a Spanish address), and each wording knows its language.

How a wording is written: words with single blanks. Case, the accents on its letters, extra or missing blanks, line
breaks, hyphens and the kind of apostrophe do not matter in a document. A final `*` on a word lets the word go on;
`{number}`, `{date}`, `{word}` (one or none) and `{any}` stand for what varies. A leading `=` asks
for the very letter case ("=FU" is no Mr Fu).
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from ingest import kept_patterns


class Wording(NamedTuple):
    """One wording of a key, in one language (ISO 639-1)."""

    text: str
    language: str


# A date that ends a wording goes to its year, or to the end of the line.
_DATE_AT_END = r"[^\n:]{3,40}?(?:(?<=\d{4})(?!\d)|(?=\n|$))"
_BETWEEN_WORDS = r"[\s\u2010-\u2013-]{0,6}"
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308"
_PLACEHOLDERS = {
    "{number}": r"\d{1,4}",
    "{date}": r"[^\n:]{3,40}?",
    "{any}": r"[^\n]{0,80}?",
    "{word}": r"(?:[^\W\d_]{1,15})?",
}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, English first, since it is the series' own."""
    names = sorted(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and len(entry.name) == 2)
    return tuple(sorted(names, key=lambda name: name != "en"))


@cache
def topic(name: str) -> dict[str, tuple[Wording, ...]]:
    """All wordings of a topic by key, in the order of the files."""
    merged: dict[str, list[Wording]] = {}
    for language in languages():
        source = files(__name__) / language / f"{name}.toml"
        for key, wordings in _entries(source):
            merged.setdefault(key, []).extend(Wording(text, language) for text in wordings)
    return {key: tuple(wordings) for key, wordings in merged.items()}


def _entries(source: Traversable) -> Iterator[tuple[str, list[str]]]:
    if not source.is_file():
        return
    data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    for key, value in data.items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield key, value


@cache
def table(name: str) -> dict[str, Any]:
    """A table that belongs to no language, such as `index_codes`."""
    data: dict[str, Any] = tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
    return data


def wordings(topic_name: str, key: str) -> tuple[Wording, ...]:
    """The wordings of one key; empty where no language has it."""
    return topic(topic_name).get(key, ())


@cache
def word_set(key: str, topic_name: str = "writing") -> frozenset[str]:
    """The wordings of one key, case-folded, to look single words up in."""
    return frozenset(wording.text.casefold() for wording in wordings(topic_name, key))


@cache
def pattern(topic_name: str, *keys: str) -> re.Pattern[str]:
    """A pattern that finds any wording of the keys as whole words; the longest wins. It has no groups."""
    texts = [wording.text for key in keys for wording in wordings(topic_name, key)]
    return compiled(texts)


def without_marks(word: str) -> str:
    """A word case-folded and without accents and the like."""
    if word.isascii():
        return word.casefold()
    return "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char))


def compiled(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the wordings as whole words; the longest wins."""
    source = by_first_letter((text, source_of(text)) for text in sorted(set(texts), key=lambda one: (-len(one), one)))
    return kept_patterns.compiled(rf"(?<!\w)(?:{source})(?!\w)" if source else r"(?!)", re.IGNORECASE)


def by_first_letter(alternatives: Iterable[tuple[str, str]]) -> str:
    """The regular expression of alternatives, each given as its text and its own expression, in order.

    Those that begin with the same letter stand together behind a look at that letter, accents aside: the engine tries
    each alternative at each character of a text, and most texts hold none of them.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for text, source in alternatives:
        first = text.removeprefix("=")[:1]
        groups.setdefault(without_marks(first)[:1] if first.isalpha() else "", []).append((first, source))
    if "" in groups:
        # One that may begin with anything may stand before any other.
        return "|".join(source for group in groups.values() for _, source in group)
    return "|".join(_behind_letter(group) for group in groups.values())


def _behind_letter(group: list[tuple[str, str]]) -> str:
    letters = "".join(sorted({one for first, _ in group for one in _prints_of(first)}))
    return rf"(?=[{letters}])(?:{'|'.join(source for _, source in group)})"


def _prints_of(letter: str) -> Iterator[str]:
    """A letter as it is written, without its accents, and with others."""
    plain = without_marks(letter)[:1]
    yield from (letter, plain)
    yield from (one for accent in _ACCENTS if len(one := unicodedata.normalize("NFC", plain + accent)) == 1)


def source_of(wording: str, letter: Callable[[str], str] = re.escape) -> str:
    """The regular expression of one wording: bounded, without groups that capture. `letter` gives that of a letter."""
    if wording.startswith("="):
        return rf"(?-i:{source_of(wording[1:], letter)})"
    source = ""
    previous = ""
    words = wording.split()
    at_end = words[-1:] == ["{date}"]
    for word in words[:-1] if at_end else words:
        if source:
            # A word behind a date must not be found inside it ("TO" in "OCTOBER").
            source += r"\s{1,6}" if previous == "{date}" else _BETWEEN_WORDS
        source += _word_source(word, letter)
        previous = word
    return source + _BETWEEN_WORDS + _DATE_AT_END if at_end else source


@cache
def _word_source(word: str, letter: Callable[[str], str]) -> str:
    if letter is re.escape and word.isascii() and word.isalnum():
        return word
    for placeholder, source in _PLACEHOLDERS.items():
        if placeholder in word:
            before, _, behind = word.partition(placeholder)
            return _word_source(before, letter) + source + _word_source(behind, letter)
    goes_on = word.endswith("*") and len(word) > 1
    # "él" without its accent is another word; a longer word is only misprinted.
    lenient = letter is re.escape and len(word) >= _SHORTEST_LENIENT
    pieces = [
        _accented(char) if lenient and not char.isascii() else _char_source(char, letter)
        for char in (word[:-1] if goes_on else word)
    ]
    return "".join(pieces) + (r"\w{0,30}" if goes_on else "")


def _char_source(char: str, letter: Callable[[str], str]) -> str:
    if char in "'\u2019":
        return "['\u2019\u2018`\u00b4]?"
    if char in "-\u2010":
        return r"[-\u2010-\u2013]?\s{0,6}"
    if char in '"\u201c\u201d':
        return '["\u201c\u201d\u00ab\u00bb]?'
    return letter(char)


_SHORTEST_LENIENT = 4


def _accented(char: str) -> str:
    """A letter with an accent as it may be printed: with it, without it (capitals, old dumps), or with another."""
    plain = without_marks(char)
    if len(plain) != 1 or not ("a" <= plain <= "z") or plain == char.casefold():
        return _char_source(char, re.escape)
    bare = plain.upper() if char.isupper() else plain
    accents = (unicodedata.normalize("NFC", bare + accent) for accent in _ACCENTS)
    return f"[{char}{bare}{''.join(one for one in accents if len(one) == 1)}]"
