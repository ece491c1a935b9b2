"""The last day of an appeal: sentences that say until when to write, known by their build and not by their wording.

Such a sentence holds a limit right before a date ("before", "no later than", "expires on") and a word for what readers
send or do ("appeals", "write", "this action") or for what they ask first ("check with your section"); or it is a label
with a date ("Closing date: 24 August 2018").
"""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.dates import DateFound, find_dates, weekday_source
from ingest.document import Document, Span
from ingest.kept_patterns import compiled, kept_pattern
from ingest.paragraphs import Paragraph, paragraphs
from ingest.sections import Part
from ingest.sentences import sentences
from models import SectionKind

_MOST_FILLERS = 3
# How far before its date a limit may begin.
_NEAR = 80


def last_days(document: Document, area: Span, *, told: bool) -> Iterator[tuple[Span, DateFound]]:
    """The sentences in `area` that name the last day, each with its date, in the order of the text.

    `told`: the area tells a story, in which a date is the last day only where the sentence speaks to the reader about
    the appeal ("Please", "this action"). List items that say what to ask the officials for name none.
    """
    for paragraph in paragraphs(document, area):
        listed = paragraph.marker is not None
        if listed and vocabulary.match(document.text, "phrases", "appeal_verb", start=paragraph.span.start):
            continue
        for parts in sentences(document, paragraph):
            sentence = Span(parts[0].start, parts[-1].end)
            step = not told and _is_short_step(document, paragraph)
            found = _last_day(document.as_read, sentence, told=told, step=step)
            if found is not None:
                yield sentence, found


def holds_last_day(document: Document, area: Span) -> bool:
    """Whether a sentence in `area`, which tells no story, names the last day."""
    return next(last_days(document, area, told=False), None) is not None


def is_announced_last_day(document: Document, part: Part, position: int) -> bool:
    """Whether the day that a heading of the last day announces stands in the paragraph that begins at `position`.

    What the paragraph says behind it ("after that date, please ask your section") goes with it.
    """
    if (
        part.kind is not SectionKind.DEADLINE
        or part.heading is None
        or document.text[part.body.start : position].strip()
    ):
        return False
    first = paragraphs(document, part.body)[0]
    return any(found.day is not None for found in find_dates(document.as_read, first.span))


_LONGEST_STEP = 12


def _is_short_step(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph is a numbered step of few words, which need not say what to do again ("2. By 3 May.")."""
    marker = paragraph.marker
    numbered = marker is not None and re.search(r"\d", document.quote(marker)) is not None
    return numbered and len(document.quote(*paragraph.spans).split()) <= _LONGEST_STEP


def _last_day(text: str, sentence: Span, *, told: bool, step: bool) -> DateFound | None:
    dates = [found for found in find_dates(text, sentence) if found.day is not None]
    if not dates:
        return None
    opening = vocabulary.opening_at(text, sentence.start, "last_day", "label")
    if _label(opening).match(text, sentence.start, dates[0].span.start):
        if "\n" in text[dates[0].span.end : dates[-1].span.start]:
            # A line below gives the day of issue.
            return dates[0]
        if not text[dates[-1].span.end : sentence.end].strip(" \t.)!"):
            return dates[-1]
    if _is_labelled(text, sentence, dates):
        return dates[-1]
    if (
        not step
        and vocabulary.search(text, "last_day", "appeal", "check_with", start=sentence.start, end=sentence.end) is None
    ):
        return None
    if told and vocabulary.search(text, "last_day", "to_reader", start=sentence.start, end=sentence.end) is None:
        return None
    limited = [found for found in dates if _is_limited(text, sentence, found)]
    # "What comes after 29 November may be too late; appeals are welcome up to 9 January."
    open_ones = [found for found in limited if not _is_passed(text, sentence, found)]
    return next(iter([*open_ones, *limited]), None)


_LONGEST_LABEL = 8
"""Words."""


def _is_labelled(text: str, sentence: Span, dates: list[DateFound]) -> bool:
    """Whether a date stands alone behind a label that tells the end of the appeal ("Close of campaign: 3 May")."""
    label, colon, between = text[sentence.start : dates[0].span.start].partition(":")
    if not colon or "\n" in label or len(label.split()) > _LONGEST_LABEL or len(between.split()) > 1:
        return False
    if text[dates[-1].span.end : sentence.end].strip(" \t.)!"):
        return False
    if vocabulary.fullmatch(label.strip(" \t*_-"), "last_day", "end_alone") is not None:
        return True
    ends = vocabulary.search(label, "last_day", "end") is not None
    return ends and vocabulary.search(label, "last_day", "appeal", "campaign") is not None


def _is_passed(text: str, sentence: Span, found: DateFound) -> bool:
    """Whether the words right before a date speak of what comes after it."""
    return _limit_passed().search(text[max(sentence.start, found.span.start - _NEAR) : found.span.start]) is not None


@cache
def _limit_passed() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('last_day', 'limit_passed')}\s{{1,3}}$", re.IGNORECASE)


def _is_limited(text: str, sentence: Span, found: DateFound) -> bool:
    """Whether the words right before or right behind a date make it a limit."""
    before = text[max(sentence.start, found.span.start - _NEAR) : found.span.start]
    if _limit().search(before):
        return True
    return _limit_behind().match(text, found.span.end, sentence.end) is not None


@kept_pattern(re.IGNORECASE)
def _limit() -> str:
    limit = vocabulary.expression("last_day", "limit")
    filler = vocabulary.expression("last_day", "filler")
    between = rf"[\s:,*_]{{0,6}}(?:(?:{filler}|{weekday_source()})[\s,.]{{1,4}}){{0,{_MOST_FILLERS}}}"
    return rf"{limit}{between}$"


@cache
def _limit_behind() -> re.Pattern[str]:
    return compiled(rf"[\s,(]{{1,4}}{vocabulary.expression('last_day', 'limit_behind')}", re.IGNORECASE)


@kept_pattern(re.IGNORECASE)
def _label(opening: str) -> str:
    """A label that opens so, and at most a limit behind it, up to the date."""
    label = vocabulary.expression("last_day", "label", opening=opening)
    limit = vocabulary.expression("last_day", "limit")
    return rf"\W{{0,4}}{label}\s{{0,3}}[:\u2013-]?\s{{0,3}}(?:{limit})?\s{{0,3}}$"
