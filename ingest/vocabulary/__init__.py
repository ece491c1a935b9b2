"""The vocabulary: headings, labels, honorifics, months and the like, as data, one folder for each language.

A topic is a TOML file (`headings.toml`, `contacts.toml`, ...) that maps a key to a list of wordings. A language takes
part in a topic by having the file; nothing is listed in code. All languages are read together, since one document
mixes them (an English appeal, a Spanish address), and each wording knows its language.

How a wording is written: words with single blanks. Case, the accents on its letters, extra or missing blanks, line
breaks, hyphens and the kind of apostrophe do not matter in a document. A final `*` on a word lets the word go on;
`{number}`, `{date}`, `{word}` (one or none), `{any}`, `{phrase}` (without a colon) and `{wrapped}` (over a line's end
too) stand for what varies.
A leading `=` asks for the very letter case ("=FU" is no Mr Fu). In a script without capitals, the small words that a
language joins to the front of a word (`particles` in `writing.toml`) and the marks of vowels may be there or not.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from ingest import kept_patterns
from ingest.keeping import Kept, kept, kept_toml, state

_FOLDER = Path(__file__).parent
# `importlib.resources`, which reads a package out of an archive too, takes as long to load as a page to read.


class Wording(NamedTuple):
    """One wording of a key, in one language (ISO 639-1)."""

    text: str
    language: str


class _Part(NamedTuple):
    """A word of a wording or the gap between two: its regular expression, and the letters that it begins with."""

    source: str
    letters: str


# A date whose line ends in its middle: before the year, behind the day ("10 / October 2014"), or before it.
_SMALL_WORD = r"(?:[^\W\d_]{1,3}[ \t]{1,3})?"
_BROKEN_DATE = (
    rf"(?:[^\n:]{{1,40}}?\n"
    rf"|[^\n:]{{0,40}}?\d[^\W\d_]{{0,2}}[.,]?\n{_SMALL_WORD}[^\W\d_]{{3,12}}[.,]?[ \t]{{1,3}}{_SMALL_WORD}"
    rf"|[^\n:]{{3,40}}?\n\d{{1,2}}[^\W\d_]{{0,2}}[.,]?[ \t]{{1,3}})(?:19|20)\d\d(?!\d)"
)
# A date that ends a wording goes to its year, or to the end of the line.
_DATE_AT_END = rf"(?:[^\n:]{{3,40}}?(?<=\d{{4}})(?!\d)|{_BROKEN_DATE}|[^\n:]{{3,40}}?(?=\n|$))"
_BETWEEN_WORDS = r"[\s\u2010-\u2013-]{0,6}"
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308"
_PLACEHOLDERS = {
    "{number}": r"\d{1,4}",
    "{date}": rf"(?:[^\n:]{{3,40}}?|{_BROKEN_DATE})",
    "{any}": r"[^\n]{0,80}?",
    "{phrase}": r"[^\n:]{0,80}?",
    "{wrapped}": r"(?:[^\n]{0,80}?|[^\n:.]{0,80}\n[^\n:.]{1,60}?)",
    "{word}": r"(?:[^\W\d_]{1,15})?",
}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, English first, since it is the series' own."""
    names = sorted(entry.name for entry in _FOLDER.iterdir() if entry.is_dir() and len(entry.name) == 2)
    return tuple(sorted(names, key=lambda name: name != "en"))


def topic(name: str) -> dict[str, tuple[Wording, ...]]:
    """All wordings of a topic by key, in the order of the files."""
    return {key: wordings(name, key) for key in keys(name)}


def keys(topic_name: str) -> tuple[str, ...]:
    """The keys of a topic, in the order of the files."""
    return made(f"keys {topic_name}", lambda: tuple(_texts(topic_name)))


@cache
def wordings(topic_name: str, key: str) -> tuple[Wording, ...]:
    """The wordings of one key; empty where no language has it."""
    texts = kept(("wordings", state(), topic_name, key), lambda: _texts(topic_name).get(key, []))
    return tuple(map(Wording._make, texts))


@cache
def in_language(topic_name: str, key: str, language: str) -> tuple[str, ...]:
    """The wordings of one key in one language (ISO 639-1), as written and in the order of its file."""
    return tuple(wording.text for wording in wordings(topic_name, key) if wording.language == language)


@cache
def _texts(topic_name: str) -> dict[str, list[tuple[str, str]]]:
    """What stands in the files of a topic: by key, each wording and its language."""
    return kept(("topic", state(), topic_name), lambda: _read(topic_name))


def _read(topic_name: str) -> dict[str, list[tuple[str, str]]]:
    merged: dict[str, list[tuple[str, str]]] = {}
    for language in languages():
        source = _FOLDER / language / f"{topic_name}.toml"
        for key, texts in _entries(source):
            merged.setdefault(key, []).extend((text, language) for text in texts)
    return merged


def made(name: str, make: Callable[[], Kept]) -> Kept:
    """What is made of the vocabulary and this program, kept under a name until one of their files changes."""
    return kept((name, state()), make)


def _entries(source: Path) -> Iterator[tuple[str, list[str]]]:
    if not source.is_file():
        return
    import tomllib

    for key, value in tomllib.loads(source.read_text("utf-8")).items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield key, value


@cache
def table(name: str) -> dict[str, Any]:
    """A table that belongs to no language, such as `index_codes`."""
    return kept_toml(_FOLDER / f"{name}.toml")


@cache
def word_set(key: str, topic_name: str = "writing") -> frozenset[str]:
    """The wordings of one key, case-folded, to look single words up in."""
    return made(
        f"words {topic_name} {key}", lambda: frozenset(wording.text.casefold() for wording in wordings(topic_name, key))
    )


@cache
def pattern(topic_name: str, *keys: str) -> re.Pattern[str]:
    """A pattern that finds any wording of the keys as whole words; the longest wins. It has no groups."""
    name = " ".join(("vocabulary", topic_name, *keys))
    return kept_patterns.compiled_once(name, lambda: expression(topic_name, *keys), re.IGNORECASE)


@cache
def expression(topic_name: str, *keys: str, opening: str | None = None) -> str:
    """The regular expression of `pattern`, for a part of a longer one.

    `opening`: of the wordings alone that may stand where a text opens so (`opening_at`).
    """

    def source() -> str:
        return _any_of(_texts_at(opening, topic_name, *keys))

    return kept(("pattern", state(), topic_name, *keys, *_named(opening)), source)


def opening_at(text: str, position: int, topic_name: str, *keys: str) -> str:
    """The first letters by which the wordings of the keys are looked up that may stand at a position.

    To load the pattern of all wordings takes far longer than to load that of those that begin so.
    """
    return _known_opening(_letters_at(text, position), _openings(topic_name, *keys))


def _letters_at(text: str, position: int) -> str:
    return text[position : position + _NEAR_OPENING].casefold().translate(_SQUEEZED)[:_LETTERS_OF_OPENING]


def _known_opening(letters: str, known: frozenset[str]) -> str:
    """The longest of the known openings with which letters begin; "" without one."""
    if is_caseless(letters[:1]):
        return _CASELESS
    return next((letters[:count] for count in range(len(letters), 0, -1) if letters[:count] in known), "")


_LETTERS_OF_OPENING = 3
_NEAR_OPENING = 20
"""In so many characters stand that many letters: between words there are no more than six others."""


@cache
def _openings(topic_name: str, *keys: str) -> frozenset[str]:
    return made(f"openings {topic_name} {' '.join(keys)}", lambda: frozenset(_by_opening(topic_name, *keys)))


@cache
def _by_opening(topic_name: str, *keys: str) -> dict[str, list[str]]:
    """The wordings of the keys by their first letters, fewer or none where no more are certain."""
    found: dict[str, list[str]] = {}
    for wording in (one for key in keys for one in wordings(topic_name, key)):
        letters = certain_letters(wording.text)
        opening = _CASELESS if is_caseless(letters[:1]) else letters[:_LETTERS_OF_OPENING]
        found.setdefault(opening, []).append(wording.text)
    return found


@cache
def alternatives(topic_name: str, *keys: str, opening: str | None = None) -> str:
    """The regular expression of any wording of the keys, the longest first, without bounds: for parts of words.

    `opening`: as for `expression`.
    """

    def source() -> str:
        texts = set(_texts_at(opening, topic_name, *keys))
        ordered = sorted(texts, key=lambda text: (-len(text), text))
        return f"(?:{'|'.join(map(source_of, ordered))})" if ordered else r"(?!)"

    return kept(("alternatives", state(), topic_name, *keys, *_named(opening)), source)


def _texts_at(opening: str | None, topic_name: str, *keys: str) -> Iterator[str]:
    """The wordings of the keys, or those that may stand where a text opens so."""
    if opening is None:
        return (wording.text for key in keys for wording in wordings(topic_name, key))
    known = _by_opening(topic_name, *keys)
    return (text for start, texts in known.items() if opening.startswith(start) for text in texts)


def _named(opening: str | None) -> tuple[str, ...]:
    return () if opening is None else (f"at {opening}",)


class _WithoutMarks(dict[int, str]):
    """Each character's code to the character without accents and the like, found when it first comes."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = "".join(part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part))
        self[code] = bare
        return bare


# The Turkish letter whose capital is I.
_WITHOUT_MARKS = _WithoutMarks({0x131: "i"})


class _Squeezed(dict[int, str]):
    """Each character's code to its letter, if it is one, without accents, and one for those printed for one another."""

    def __missing__(self, code: int) -> str:
        bare = "".join(filter(str.isalnum, _WITHOUT_MARKS[code]))
        self[code] = bare.translate(_ONE_OF_ALIKE)
        return self[code]


_SQUEEZED = _Squeezed()
_TEXTS_KEPT = 256
"""Several stages ask for the letters of the same line, or of the whole document."""


def without_marks(word: str) -> str:
    """A word case-folded and without accents and the like."""
    folded = word.casefold()
    return folded if folded.isascii() else folded.translate(_WITHOUT_MARKS)


@lru_cache(maxsize=_TEXTS_KEPT)
def squeezed(text: str) -> str:
    """The letters and digits of a text alone, case-folded, without accents, and one for those printed for one another.

    Whatever a wording's expression matches holds the wording's `certain_part` and begins with its `certain_letters`,
    all squeezed: to look for these tells at once, for most wordings, that a text does not hold them.
    """
    return text.casefold().translate(_SQUEEZED)


def certain_letters(wording: str) -> str:
    """The letters that a wording begins with however it is printed, squeezed; "" where these are not certain.

    In a script without capitals a joined particle may stand before them.
    """
    return squeezed(wording.removeprefix("=").partition("{")[0].partition("*")[0])


def certain_part(wording: str) -> str:
    """The most letters in a row that a wording holds however it is printed, squeezed."""
    return max(map(squeezed, _OPEN.split(wording.removeprefix("="))), key=len)


_OPEN = re.compile(r"\{[^{}]*\}|\*")


def may_occur(text: str, topic_name: str, key: str) -> bool:
    """Whether a text may hold a wording of the key."""
    letters = squeezed(text)
    words, short, long = _certain_parts(topic_name, key)
    if not words.isdisjoint(_squeezed_words(text)) or any(map(letters.__contains__, short)):
        return True
    return any(part in letters for piece in _pieces(letters).intersection(long) for part in long[piece])


def may_begin(letters: str, topic_name: str, key: str) -> bool:
    """Whether a text may begin with a wording of the key; `letters` is the text, or its first ones, squeezed."""
    return letters.startswith(_starts(topic_name, key)) or is_caseless(letters[:1] or " ")


def search(text: str, topic_name: str, *keys: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The first wording of the keys in a stretch of a text, as `pattern` finds it.

    For long lists of wordings that few texts hold: what cannot stand there is not loaded.
    """
    stretch = text[start:end]
    if len(stretch) <= _SHORT and _begin_with_words(topic_name, *keys):
        return _at_words(text, stretch, start, topic_name, *keys)
    held = [key for key in keys if may_occur(stretch, topic_name, key)]
    return pattern(topic_name, *held).search(text, start, end) if held else None


def finditer(text: str, topic_name: str, *keys: str, start: int = 0, end: int = sys.maxsize) -> Iterable[re.Match[str]]:
    """All wordings of the keys in a stretch of a text, as `pattern` finds them; when, `search` says."""
    stretch = text[start:end]
    held = [key for key in keys if may_occur(stretch, topic_name, key)]
    return pattern(topic_name, *held).finditer(text, start, end) if held else ()


_SHORT = 240
"""Characters of a line or two, whose words are fewer than the wordings of a long list."""


def _at_words(text: str, stretch: str, start: int, topic_name: str, *keys: str) -> re.Match[str] | None:
    known = _openings(topic_name, *keys)
    for place, letters in _words_with_letters(stretch):
        opening = _known_opening(letters, known)
        if opening in known:
            match = _pattern_at(opening, topic_name, *keys).match(text, start + place, start + len(stretch))
            if match is not None:
                return match
    return None


@lru_cache(maxsize=_TEXTS_KEPT)
def _words_with_letters(text: str) -> tuple[tuple[int, str], ...]:
    """Where each word of a text begins, and its first letters, squeezed, with those of the words behind it."""
    starts = [match.start() for match in _RUN.finditer(text)]
    return tuple((start, _letters_at(text, start)) for start in starts)


_RUN = re.compile(r"\w+")


@cache
def _begin_with_words(topic_name: str, *keys: str) -> bool:
    """Whether all wordings of the keys begin with a letter or figure, so that they stand where words begin."""

    def read() -> bool:
        texts = (wording.text.removeprefix("=") for key in keys for wording in wordings(topic_name, key))
        return all(text[:1].isalnum() for text in texts)

    return made(f"words first {topic_name} {' '.join(keys)}", read)


def match(text: str, topic_name: str, *keys: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The wording of the keys that a stretch of a text begins with, as `pattern` matches it."""
    return _pattern_in(text, start, end, topic_name, *keys).match(text, start, end)


def fullmatch(text: str, topic_name: str, *keys: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The wording of the keys that a stretch of a text is, as `pattern` matches it."""
    return _pattern_in(text, start, end, topic_name, *keys).fullmatch(text, start, end)


def _pattern_in(text: str, start: int, end: int, topic_name: str, *keys: str) -> re.Pattern[str]:
    opening = opening_at(text[start : min(end, start + _NEAR_OPENING)], 0, topic_name, *keys)
    return _pattern_at(opening, topic_name, *keys)


@cache
def _pattern_at(opening: str, topic_name: str, *keys: str) -> re.Pattern[str]:
    name = " ".join(("vocabulary", topic_name, *keys, f"at {opening}"))
    return kept_patterns.compiled_once(name, lambda: expression(topic_name, *keys, opening=opening), re.IGNORECASE)


def may_be(text: str, topic_name: str, key: str) -> bool:
    """Whether a text as a whole may be a wording of the key: to tell that takes less than to load what finds them."""
    letters = squeezed(text)
    whole, starts = _wholes(topic_name, key)
    return letters in whole or letters.startswith(starts) or any(map(is_caseless, text))


@cache
def _wholes(topic_name: str, key: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The letters of the wordings that are certain from end to end, and what the others begin with."""

    def read() -> tuple[frozenset[str], tuple[str, ...]]:
        texts = [one.text for one in wordings(topic_name, key)]
        certain = [text for text in texts if not set("{*") & set(text)]
        others = [certain_letters(text) for text in texts if text not in certain]
        return frozenset(map(certain_letters, certain)), tuple(sorted(set(others)))

    return made(f"wholes {topic_name} {key}", read)


@cache
def _starts(topic_name: str, key: str) -> tuple[str, ...]:
    def read() -> tuple[str, ...]:
        return _fewest({certain_letters(one.text) for one in wordings(topic_name, key)}, str.startswith)

    return made(f"starts {topic_name} {key}", read)


@cache
def _certain_parts(topic_name: str, key: str) -> tuple[frozenset[str], tuple[str, ...], dict[str, tuple[str, ...]]]:
    """What the key's wordings hold for certain: the short wordings that are one word, which must stand as a word; the
    short parts of others; the long parts by the piece that they begin with.
    """

    def read() -> tuple[frozenset[str], tuple[str, ...], dict[str, tuple[str, ...]]]:
        texts = {one.text.removeprefix("=") for one in wordings(topic_name, key)}
        words = {text for text in texts if len(text) < _PIECE and text.isalnum() and not is_caseless(text[0])}
        parts = _fewest(set(map(certain_part, texts - words)), str.__contains__)
        long = sorted(part for part in parts if len(part) >= _PIECE)
        by_piece = {piece: tuple(found) for piece, found in groupby(long, lambda part: part[:_PIECE])}
        return frozenset(map(squeezed, words)), tuple(part for part in parts if len(part) < _PIECE), by_piece

    return made(f"parts {topic_name} {key}", read)


_PIECE = 5
"""Letters of a piece: the more, the fewer parts begin with one that the text holds."""


@lru_cache(maxsize=_TEXTS_KEPT)
def _squeezed_words(text: str) -> frozenset[str]:
    """The words of a text, each squeezed."""
    return frozenset([word.translate(_SQUEEZED) for word in set(_RUN.findall(text.casefold()))])


@lru_cache(maxsize=_TEXTS_KEPT)
def _pieces(letters: str) -> frozenset[str]:
    """All pieces of a text: which wordings it may hold is told by these at once, not wording by wording."""
    return frozenset([letters[start : start + _PIECE] for start in range(len(letters) - _PIECE + 1)])


def _fewest(parts: set[str], holds: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The parts without those that hold another: where the other is not found, they are not either."""
    return tuple(sorted(one for one in parts if not any(other != one and holds(one, other) for other in parts)))


def compiled(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the wordings, none of them a document's, as whole words; the longest wins."""
    return kept_patterns.compiled(any_of(texts), re.IGNORECASE)


def any_of(texts: Iterable[str]) -> str:
    """The regular expression of `compiled`."""
    chosen = sorted(set(texts))
    return kept(("any of", state(), *chosen), lambda: _any_of(chosen))


def _any_of(texts: Iterable[str]) -> str:
    """The regular expression of any of the wordings as whole words, the longest first."""
    wordings = [(text, _parts(text)) for text in sorted(set(texts), key=lambda one: (-len(one), one))]
    source = by_first_letter((group[0][0], _joined([parts for _, parts in group])) for group in _alike(wordings))
    return rf"(?<!\w)(?:{source})(?!\w)" if source else r"(?!)"


def _joined(wordings: list[list[_Part]]) -> str:
    """The regular expression of any of several wordings that begin with the same part, the first that fits.

    What several have in common at their start stands there once: the engine has less to load and to try.
    """
    shortest = min(map(len, wordings))
    columns = enumerate(zip(*wordings, strict=False))
    shared = next((index for index, column in columns if len(set(column)) > 1), shortest)
    start = "".join(part.source for part in wordings[0][:shared])
    following = [("", parts[shared:]) for parts in wordings if len(parts) > shared]
    if not following:
        return start
    rest = "|".join(_joined([parts for _, parts in group]) for group in _alike(following))
    return f"{start}(?:{rest}){'?' if len(following) < len(wordings) else ''}"


def _alike(wordings: list[tuple[str, list[_Part]]]) -> list[list[tuple[str, list[_Part]]]]:
    """The wordings that begin with the same part together, unless that would put one before another that may fit too.

    Two fit at the same place only where the letters of one's first part begin those of the other's.
    """
    groups: list[list[tuple[str, list[_Part]]]] = []
    for wording in wordings:
        first = wording[1][0]
        for group in reversed(groups):
            other = group[0][1][0]
            if other == first:
                group.append(wording)
                break
            if other.letters.startswith(first.letters) or first.letters.startswith(other.letters):
                groups.append([wording])
                break
        else:
            groups.append([wording])
    return groups


def sharing_starts(words: Iterable[str], blank: str = r"\ ") -> str:
    """The regular expression of any of the words, the longest first; what several begin with stands in it once."""
    behind: dict[str, list[str]] = {}
    for word in words:
        behind.setdefault(word[:1], []).append(word[1:])
    ends = behind.pop("", None) is not None
    parts = [(blank if char == " " else re.escape(char)) + sharing_starts(rest, blank) for char, rest in behind.items()]
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}" if parts else ""


def by_first_letter(alternatives: Iterable[tuple[str, str]]) -> str:
    """The regular expression of alternatives, each given as its text and its own expression, in order.

    Those that begin with the same letter stand together behind a look at that letter, accents aside: the engine tries
    each alternative at each character of a text, and most texts hold none of them.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for text, source in alternatives:
        groups.setdefault(first_letter(text), []).append((text, source))
    if "" in groups:
        # One that may begin with anything may stand before any other.
        return "|".join(source for group in groups.values() for _, source in group)
    return "|".join(_behind_letter(group) for group in groups.values())


def first_letter(text: str) -> str:
    """The letter by which a text is looked up, without case and accents; "" where it may begin with anything.

    It is the first, or the sign or figure that stands there. Marks that may be left out do not count. All letters of
    scripts without capitals are one: a joined particle or another form of the letter may come first.
    """
    first = text.removeprefix("=").lstrip(_OPTIONAL)[:1]
    if first in ("", "{", "*") or first.isspace():
        return ""
    return _CASELESS if is_caseless(first) else without_marks(first)[:1]


_CASELESS = "\u0627"
_OPTIONAL = "'\u2019-\u2010\"\u201c\u201d"
"""Marks that need not stand where a wording has them."""


def _behind_letter(group: list[tuple[str, str]]) -> str:
    if first_letter(group[0][0]) == _CASELESS:
        return rf"(?=[\u0590-\uffdc])(?:{'|'.join(source for _, source in group)})"
    letters = "".join(map(re.escape, sorted({one for text, _ in group for one in _begun_with(text)})))
    return rf"(?=[{letters}])(?:{'|'.join(source for _, source in group)})"


def _begun_with(text: str) -> Iterator[str]:
    """What a text may begin with in print: a mark, its first letter, the letter without its accents or with others."""
    bare = text.removeprefix("=").lstrip(_OPTIONAL)
    if bare != text.removeprefix("="):
        yield from _QUOTES_AND_HYPHENS
    plain = without_marks(bare[0])[:1]
    yield from (bare[0], plain)
    yield from (one for accent in _ACCENTS if len(one := unicodedata.normalize("NFC", plain + accent)) == 1)


_QUOTES_AND_HYPHENS = "'\u2019\u2018`\u00b4-\u2010\u2011\u2012\u2013\"\u201c\u201d\u00ab\u00bb"


def source_of(wording: str, letter: Callable[[str], str] = re.escape) -> str:
    """The regular expression of one wording: bounded, without groups that capture. `letter` gives that of a letter."""
    return "".join(part.source for part in _parts(wording, letter))


def _parts(wording: str, letter: Callable[[str], str] = re.escape) -> list[_Part]:
    """A wording's words and the gaps between them, in order."""
    if wording.startswith("="):
        return [_Part(rf"(?-i:{source_of(wording[1:], letter)})", certain_letters(wording))]
    parts = [_Part(_particle(), "")] if is_caseless(wording[:1]) else []
    previous = ""
    for word in wording.split():
        if previous:
            # A word behind a date must not be found inside it ("TO" in "OCTOBER").
            parts.append(_Part(r"\s{1,6}" if previous.endswith("{date}") else _BETWEEN_WORDS, ""))
        # French, and old sheets, have a blank before a colon.
        colon = word[-1] == ":" and word != ":" and word[-2] != "}"
        source = rf"{_word_source(word[:-1], letter)}\s{{0,2}}:" if colon else _word_source(word, letter)
        parts.append(_Part(source, certain_letters(word)))
        previous = word
    if previous == "{date}":
        parts[-1] = _Part(_DATE_AT_END, "")
    return parts


@cache
def _word_source(word: str, letter: Callable[[str], str]) -> str:
    if letter is re.escape and word.isascii() and word.isalnum():
        return word
    for placeholder, source in _PLACEHOLDERS.items():
        if placeholder in word:
            before, _, behind = word.partition(placeholder)
            return _word_source(before, letter) + source + _word_source(behind, letter)
    goes_on = word.endswith("*") and len(word) > 1
    # "él" without its accent is another word; a longer word is only misprinted, and capitals often go without.
    lenient = _accented if len(word) >= _SHORTEST_LENIENT else _capital
    pieces = [
        lenient(char) if letter is re.escape and not char.isascii() else _char_source(char, letter)
        for char in (word[:-1] if goes_on else word)
    ]
    return "".join(pieces) + (r"\w{0,30}" if goes_on else "")


def is_caseless(char: str) -> bool:
    """Whether a character is a letter of a script that has no capitals, such as Arabic."""
    return bool(char) and unicodedata.category(char) == "Lo" and char > _LAST_LATIN


@cache
def _particle() -> str:
    """What a language joins to the front of a word, in scripts without capitals ("and", "the"), or nothing."""
    particles = sorted({wording.text for wording in wordings("writing", "particles")}, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(map(re.escape, particles))})?" if particles else ""


def word_start() -> str:
    """A regular expression: a word begins here, or a joined particle ends here."""
    particles = sorted({wording.text for wording in wordings("writing", "particles")})
    return "(?:" + "|".join([r"(?<!\w)", *(rf"(?<=(?<!\w){re.escape(one)})" for one in particles)]) + ")"


# Letters of Arabic that are printed for one another, and the marks that a letter may bear.
_ALIKE = ("\u0627\u0623\u0625\u0622\u0671", "\u064a\u0649\u06cc", "\u0643\u06a9", "\u0629\u0647")
_ONE_OF_ALIKE = str.maketrans({letter: group[0] for group in (*_ALIKE, "i\u0131") for letter in group[1:]})
_VOWEL_MARKS = "[\u064b-\u0652\u0670]{0,2}"
_LAST_LATIN = "\u024f"


def caseless_source(char: str) -> str:
    """The regular expression of a letter of a script without capitals: its other forms too, and marks of vowels."""
    alike = next((group for group in _ALIKE if char in group), None)
    return (f"[{alike}]" if alike else char) + (_VOWEL_MARKS if "\u0621" <= char <= "\u06d3" else "")


def _char_source(char: str, letter: Callable[[str], str]) -> str:
    if is_caseless(char):
        return caseless_source(char)
    if char == "\u00df":
        # Swiss spelling.
        return "(?:\u00df|ss)"
    if char in "'\u2019":
        return "['\u2019\u2018`\u00b4]?"
    if char in "-\u2010":
        return r"[-\u2010-\u2013]?\s{0,6}"
    if char in '"\u201c\u201d':
        return '["\u201c\u201d\u00ab\u00bb]?'
    return letter(char)


_SHORTEST_LENIENT = 4


def _capital(char: str) -> str:
    """A letter with an accent, or, of a capital one, the bare capital ("A L'ACTION")."""
    bare = without_marks(char).upper()
    if not char.isupper() or len(bare) != 1 or not bare.isascii():
        return _char_source(char, re.escape)
    return f"(?:{_char_source(char, re.escape)}|(?-i:{bare}))"


def _accented(char: str) -> str:
    """A letter with an accent as it may be printed: with it, without it (capitals, old dumps), or with another."""
    plain = without_marks(char)
    if len(plain) != 1 or not ("a" <= plain <= "z") or plain == char.casefold():
        return _char_source(char, re.escape)
    bare = plain.upper() if char.isupper() else plain
    accents = (unicodedata.normalize("NFC", bare + accent) for accent in _ACCENTS)
    return f"[{char}{bare}{''.join(one for one in accents if len(one) == 1)}]"
