"""Names in the line of languages that are no language's: what is known as one is ISO 639, CLDR and the vocabulary."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.writing_languages import language_code
from ingest.kept_patterns import compiled, kept_pattern
from ingest.rules.draft import Draft
from models import SectionKind

if TYPE_CHECKING:
    from babel import Locale

_LEAST_ALIKE = 75.0
_LONGEST_NAME = 3
_SHORTEST_NAME = 4
_SENTENCE_END = compiled(r"[.!?](?:\s|$)|$")


@kept_pattern(re.IGNORECASE)
def _joint() -> str:
    words = vocabulary.alternatives("contacts", "alternative")
    return rf"[,;/|&+.]|\s{words}\s|\((?:[^()\n]{{0,60}})\)"


def unknown_languages(draft: Draft) -> list[Span]:
    """The names in the first line of the languages' section that no language has."""
    return [name for part in draft.parts(SectionKind.PREFERRED_LANGUAGE) for name in _unknown(draft, part.body)]


def _unknown(draft: Draft, body: Span) -> Iterator[Span]:
    first = draft.first_line(body)
    ended = _SENTENCE_END.search(draft.text, *first)
    line = Span(first.start, ended.start() if ended else first.end)
    text = draft.text[line.start : line.end]
    if vocabulary.search(text, "phrases", "own_language", "instruction") and not _joint().search(text):
        return
    own = vocabulary.pattern("phrases", "own_language").search(draft.text, *line)
    for name in _names(draft, line):
        words = draft.quote(name).split()
        if own and name.start >= own.end() and not words[0][0].isupper():
            continue  # a remark about the reader's own language: "or your own language, if possible"
        small = vocabulary.word_set("common_words")
        if len(words) > _LONGEST_NAME or len("".join(words)) < _SHORTEST_NAME:
            continue
        if any(word.casefold() in small or not word.replace("-", "").isalpha() for word in words):
            continue
        if not _is_known(words):
            yield name


def _names(draft: Draft, line: Span) -> Iterator[Span]:
    """The stretches between commas, joining words and brackets; words in brackets are remarks."""
    start = line.start
    for match in [*_joint().finditer(draft.text, *line), None]:
        end = match.start() if match else line.end
        name = draft.document.trimmed(Span(start, end), marks=":-\u2013\u2014*\u2022")
        if name.start < name.end:
            yield name
        start = match.end() if match else line.end


def _is_known(words: list[str]) -> bool:
    """Whether any run of the words is a language: "Brazilian Portuguese", "Kurdish Sorani", "formal French"."""
    if language_code(" ".join(words)):
        return True
    folded = [vocabulary.without_marks(word) for word in words]
    runs = {" ".join(folded[start:end]) for start in range(len(folded)) for end in range(start + 1, len(folded) + 1)}
    if runs & _known().keys():
        return True
    return vocabulary.pattern("phrases", "own_language").search(" ".join(words)) is not None


def _locales() -> "Iterator[Locale]":
    """The CLDR locales of the vocabulary's languages; they name more languages than ISO 639-1 has codes."""
    from babel import Locale, UnknownLocaleError

    for language in vocabulary.languages():
        try:
            yield Locale(language)
        except UnknownLocaleError:
            continue


@cache
def _known() -> dict[str, str]:
    """Names of languages, case-folded and without accents, to the name as written; the vocabulary's languages first."""
    import pycountry

    names: dict[str, str] = {}

    def add(name: str) -> None:
        for spelling in (name, *compiled(r"\s*[();,/]\s*").split(name)):
            if len(spelling) > 1:
                names.setdefault(vocabulary.without_marks(spelling), spelling)

    for locale in _locales():
        for name in locale.languages.values():
            add(name)
    for wordings in vocabulary.topic("language_names").values():
        for wording in wordings:
            add(wording.text)
    for wording in vocabulary.wordings("other_languages", "name"):
        add(wording.text)
    for language in pycountry.languages:
        add(language.name)
    return names


def nearest(draft: Draft, printed: str) -> str | None:
    """The language's name, in English or the draft's own language, that is most like what is printed; None for none."""
    from rapidfuzz import process

    folded = vocabulary.without_marks(printed)
    close = process.extractOne(folded, _usual(draft.sectioned.languages[0]), score_cutoff=_LEAST_ALIKE)
    return _known()[close[0]] if close else None


@cache
def _usual(language: str) -> list[str]:
    """The names of languages with a two-letter code: a slip is more likely of one of these."""
    return [
        vocabulary.without_marks(name)
        for locale in _locales()
        if locale.language in ("en", language)
        for code, name in locale.languages.items()
        if len(code) == 2
    ]
