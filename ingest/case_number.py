"""The number and the index number of an Urgent Action in all their guises: series, ordinal, sequence and year."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import vocabulary
from ingest.dates import CENTURY, find_dates
from ingest.document import Span, as_read, plain
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import full_year

INDEX_NUMBER = compiled(
    r"(?<![A-Za-z\ufffd])(?P<region>[A-Z]{3})[ \t]?"
    r"(?:\n(?=\d{2}/\d{3,5}/\d)|(?<=AFR|AMR|ASA|EUR|MDE)\n(?=\d{2}/\d{2}/\d{2}))?(?P<code>\d{2})[ \t]?/"
    r"[ \t]?\n?(?P<sequence>\d{1,5})[ \t]?/[ \t]?"
    # A lost gap may glue a date to an old one ("AMR 22/11/8512 April 1985").
    r"(?P<year>[7-9]\d(?=\d{1,2}[ ][^\W\d_]{3})|(?:\d{4}|\d{2})(?!\d))(?P<suffix>/[a-z]{1,3}\b)?(?![/\ufffd])"
)
_NUMBER = rf"(?P<sequence>\d{{1,3}})[ \t]?[/.][ \t]?(?P<year>{CENTURY}\d{{2}}|\d{{2}})(?![\d/.]\d|\d|\ufffd)"


@cache
def ordinal_words() -> dict[str, int]:
    """Ordinal words, case-folded, to the number that their place in the list gives; a slash divides spellings."""
    words: dict[str, int] = {}
    for language in vocabulary.languages():
        own = vocabulary.in_language("header", "ordinals", language)
        words |= {spelling: index for index, text in enumerate(own, 1) for spelling in text.casefold().split("/")}
    return words


@cache
def ordinal_source() -> str:
    """The regular expression of an ordinal word, the longest first; bounds are the caller's."""
    words = sorted(ordinal_words(), key=lambda word: (-len(word), word))
    return vocabulary.by_first_letter((word, re.escape(word)) for word in words)


@cache
def counted_update() -> re.Pattern[str]:
    """Finds what counts an update in a header line ("Second update", "update 2"). Group: ordinal, before the word."""
    words = ordinal_source()
    update = vocabulary.expression("header", "update_alone")
    before = rf"(?P<ordinal>{words})[ \t]{{1,3}}{update}"
    return compiled(rf"(?<!\w)(?:{before}|{update}[ \t]{{1,3}}(?:\d{{1,2}}\b|{words}))", re.IGNORECASE)


_MISREAD_INITIALS = {"U": "[UV\u00dc]", "A": "[A4\u00c0-\u00c2]"}
"""What OCR takes the initials of a series for ("VA: 133/10")."""
_MOST_INITIALS = 2


def number_pattern(*, by_ocr: bool = False) -> re.Pattern[str]:
    """Finds a number with its label. Groups: update, ordinal, series, ordinal_behind, sequence, year.

    `by_ocr`: also where OCR misread the initials of the series.
    """
    return _number_pattern(by_ocr)


@kept_pattern(re.IGNORECASE)
def _number_pattern(by_ocr: bool) -> str:
    ordinal = ordinal_source()
    series = vocabulary.expression("header", "number_label", "extra_label").removesuffix(r"(?!\w)")
    if by_ocr:
        series = "|".join([series, *sorted(_misread_series())])
    update = vocabulary.expression("header", "update")
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    number_word = vocabulary.alternatives("writing", "number_word")
    return (
        rf"(?:(?P<update>{update})[^\n]{{0,24}}?)?"
        rf"(?:(?<!\w)(?P<ordinal>{ordinal}|\d{{1,2}}{ending})[ \t-]{{1,3}})?"
        rf"(?P<series>{series})(?:[ \t]{{0,3}}{number_word}\.?(?!\w))?"
        r"[ \t]{0,3}#?[:#.\u2013-]?[ \t\n]{0,3}"
        rf"(?:(?P<ordinal_behind>{ordinal}):?[ \t]{{1,3}})?(?:[A-Z][\w.]*[ \t]{{1,3}}){{0,3}}{_NUMBER}(?!\s?@)"
    )


# What every number has, with a label or without.
_FIGURES_OF_NUMBER = compiled(r"\d[ \t]?[/.][ \t]?\d\d")


def number_in(text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The first labelled number in a stretch of a text, as `number_pattern` finds it.

    Most lines have none, which takes far less to see by the figures that each number has.
    """
    if _FIGURES_OF_NUMBER.search(text, start, end) is None:
        return None
    return number_pattern().search(text, start, end)


_BRACKETS = compiled(r"\([^()]{0,300}\)")


def behind_earlier_numbers(text: str, start: int, limit: int) -> int:
    """Past the brackets, dates and follow-ups that a number line names before its concern."""
    follow_up = vocabulary.pattern("header", "follow_up")
    while start < limit:
        gap = compiled(r"[\s,;:\u2013-]{0,60}").match(text, start, limit)
        position = gap.end() if gap else start
        bracket = _BRACKETS.match(text, position, limit) or INDEX_NUMBER.match(text, position, limit)
        wording = follow_up.match(text, position, limit)
        dates = [
            found
            for found in find_dates(text, Span(position, min(limit, position + 40)))
            if found.span.start == position
        ]
        if bracket:
            start = bracket.end()
        elif wording:
            start = wording.end()
            dates = find_dates(text, Span(start, min(limit, start + 40)))
            start = dates[0].span.end if dates and dates[0].span.start <= start + 4 else start
        elif dates and start > 0 and text[position - 1] == ",":
            start = dates[0].span.end
        else:
            break
    return start


def _misread_series() -> set[str]:
    """The labels of two capitals, each as OCR may have read it; only in capitals, only before a colon."""
    labels = {wording.text.removeprefix("=") for wording in vocabulary.wordings("header", "number_label")}
    initials = [label for label in labels if len(label) <= _MOST_INITIALS and label.isupper()]
    return {
        rf"(?-i:(?<!\w){''.join(_MISREAD_INITIALS.get(char, char) for char in label)}(?=[ \t]{{0,3}}:))"
        for label in initials
    }


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
    if _FIGURES_OF_NUMBER.search(text, span.start, span.end) is None:
        return
    for match in number_pattern().finditer(text, span.start, span.end):
        if int(match["sequence"]):
            value = f"{int(match['sequence'])}/{full_year(match['year']) % 100:02d}"
            place = Span(match.start("sequence"), match.end("year"))
            yield NumberFound(value, place, match["update"] is not None)


# How far before a number the words stand that say it is the document's own.
_NEAR = 24


@cache
def _this_is() -> re.Pattern[str]:
    words = vocabulary.expression("header", "this_is")
    return compiled(rf"{words}\s{{1,3}}(?:[^\W\d_]{{1,4}}(?:\s{{1,3}}|['\u2019]))?$", re.IGNORECASE)


def stated_number(text: str) -> re.Match[str] | None:
    """The number of a sentence that says which document this is ("This is Urgent Action 361/94")."""
    if _FIGURES_OF_NUMBER.search(text) is None:
        return None
    for match in number_pattern().finditer(text):
        if int(match["sequence"]) and _this_is().search(text[max(0, match.start() - _NEAR) : match.start()]):
            return match
    return None


def states_number(text: str) -> bool:
    """Whether a text says which document this is."""
    return stated_number(text) is not None


@cache
def _also_last() -> str:
    """The regular expression of what stands between an ordinal and an update that is the last one too ("and final")."""
    return rf"(?:\s{{1,3}}\w{{1,3}}\s{{1,3}}{vocabulary.alternatives('header', 'last_word')})?"


@cache
def _counts_as_update() -> re.Pattern[str]:
    """Finds the words that open a sentence about which update this is, up to a number's label."""
    update = vocabulary.expression("header", "update_alone")
    return compiled(
        rf"\W{{0,4}}{vocabulary.expression('header', 'this_is')}\s(?:[^\W\d_]{{1,4}}\s)?"
        rf"(?:{ordinal_source()}|\d{{1,2}}\w{{0,3}}[.\u00ba]?){_also_last()}\s{update}\s(?:[^\W\d_]{{1,8}}['\u2019\s]){{0,4}}",
        re.IGNORECASE,
    )


def states_update(text: str) -> bool:
    """Whether a text opens by saying which update of which number it is ("This is the second update of UA 12/03.")."""
    number = number_in(text)
    if number is None:
        return False
    opening = _counts_as_update().match(text)
    return opening is not None and number.start() <= opening.end() <= number.start("sequence")


_LONGEST_REFERENCE = 24
"""Words."""


def is_reference(text: str) -> bool:
    """Whether a line below the story gives the document's own number with its index or date, and no more."""
    number = number_in(text)
    if number is None or len(text.split()) > _LONGEST_REFERENCE or text.rstrip().endswith((".", ")", ",")):
        return False
    before = text[: number.start()]
    if len(before.split()) > 2 or INDEX_NUMBER.search(text) is None:
        return False
    return any(found.full for found in find_dates(text, Span(number.end(), len(text))))


def index_number_value(quote: str) -> str:
    """An index number in the contract's form: one blank, slashes, otherwise as printed."""
    match = INDEX_NUMBER.search(as_read(quote))
    if match is None:
        return plain(quote)
    return f"{match['region']} {match['code']}/{match['sequence']}/{match['year']}{match['suffix'] or ''}"
