"""The number of an Urgent Action in all its guises: series, ordinal, sequence and year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import kept_patterns, vocabulary
from ingest.document import Span
from ingest.places import full_year

INDEX_NUMBER = re.compile(
    r"(?<![A-Za-z])(?P<region>[A-Z]{3})[ \t]?(?P<code>\d{2})[ \t]?/[ \t]?(?P<sequence>\d{1,5})"
    r"[ \t]?/[ \t]?(?P<year>\d{4}|\d{2})(?P<suffix>/[a-z]{1,3}\b)?(?![\d/])"
)
_NUMBER = r"(?P<sequence>\d{1,3})[ \t]?[/.][ \t]?(?P<year>(?:19|20)\d{2}|\d{2})(?![\d/.]\d|\d)"


@cache
def ordinal_words() -> dict[str, int]:
    """Ordinal words, case-folded, to the number that their place in the list gives; a slash divides spellings."""
    words: dict[str, int] = {}
    for language in vocabulary.languages():
        own = [w.text for w in vocabulary.wordings("header", "ordinals") if w.language == language]
        words |= {spelling: index for index, text in enumerate(own, 1) for spelling in text.casefold().split("/")}
    return words


@cache
def number_pattern() -> re.Pattern[str]:
    """Finds a number with its label. Groups: update, ordinal, series, ordinal_behind, sequence, year."""
    ordinal = "|".join(sorted(map(re.escape, ordinal_words()), key=len, reverse=True))
    series = vocabulary.pattern("header", "number_label", "extra_label").pattern.removesuffix(r"(?!\w)")
    update = vocabulary.pattern("header", "update").pattern
    return kept_patterns.compiled(
        rf"(?:(?P<update>{update})[^\n]{{0,24}}?)?"
        rf"(?:(?<!\w)(?P<ordinal>{ordinal}|\d{{1,2}}(?:st|nd|rd|th))[ \t-]{{1,3}})?"
        rf"(?P<series>{series})[ \t]{{0,3}}[:#.\u2013-]?[ \t\n]{{0,3}}"
        rf"(?:(?P<ordinal_behind>{ordinal})[ \t]{{1,3}})?(?:[A-Z][\w.]*[ \t]{{1,3}}){{0,3}}{_NUMBER}(?!\s?@)",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number with its label: `value` as the record writes it ("147/20"), `span` that of sequence and year.

    `follows_another`: the words before it tell it as that of the document that is followed up.
    """

    value: str
    span: Span
    follows_another: bool


def find_numbers(text: str, span: Span) -> Iterator[NumberFound]:
    """All labelled numbers in a stretch of text, in order."""
    for match in number_pattern().finditer(text, span.start, span.end):
        if int(match["sequence"]):
            value = f"{int(match['sequence'])}/{full_year(match['year']) % 100:02d}"
            place = Span(match.start("sequence"), match.end("year"))
            yield NumberFound(value, place, match["update"] is not None)
