"""A day of the week does not belong to the date beside it.

Why: One of the two is wrong, and with it the day of a hearing, an execution, or the deadline.

Bad:
    Her trial begins on Monday 18 November 2020.

Good:
    Her trial begins on Wednesday 18 November 2020.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from ingest import vocabulary
from ingest.dates import DateFound, find_dates
from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

_LONGEST_BEFORE = 40


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a whole date with another weekday than its own right before it, or in brackets behind it."""
    folded = draft.text.casefold()
    if not any(name in folded for name in _weekdays()):
        return
    for found in _whole_dates(draft):
        day = found.iso()
        place = _weekday_beside(draft, found.span)
        if day is None or place is None:
            continue
        number, language = _weekdays()[draft.text[place.start : place.end].casefold()]
        true_number = date.fromisoformat(day).weekday()
        if number != true_number:
            printed, true_name = draft.quote(found.span), _name(true_number, language)
            message = f"{printed} is a {true_name}; correct the day of the week or the date"
            yield Problem(message, Span(min(place.start, found.span.start), max(place.end, found.span.end)))


def _whole_dates(draft: Draft) -> Iterator[DateFound]:
    """The dates with day, month and year; of several days in one expression the first."""
    seen: set[Span] = set()
    for part in draft.sectioned.parts:
        for found in find_dates(draft.text, Span(part.start, part.end)):
            if found.full and found.span not in seen:
                yield found
            seen.add(found.span)


def _weekday_beside(draft: Draft, span: Span) -> Span | None:
    start = max(0, span.start - _LONGEST_BEFORE)
    before = _before().search(draft.text[start : span.start])
    if before:
        return Span(start + before.start("day"), start + before.end("day"))
    behind = _behind().match(draft.text, span.end)
    return Span(*behind.span("day")) if behind else None


@cache
def _weekdays() -> dict[str, tuple[int, str]]:
    """The names of weekdays, case-folded, to number (Monday is 0) and language; a slash divides spellings."""
    names: dict[str, tuple[int, str]] = {}
    for language in vocabulary.languages():
        own = vocabulary.in_language("weekdays", "weekdays", language)
        for number, spellings in enumerate(own):
            for name in spellings.casefold().split("/"):
                names.setdefault(name, (number, language))
    return names


def _name(number: int, language: str) -> str:
    own = vocabulary.in_language("weekdays", "weekdays", language)
    return own[number].split("/")[0]


@cache
def _before() -> re.Pattern[str]:
    articles = "|".join(re.escape(one.text) for one in vocabulary.wordings("weekdays", "article"))
    return compiled(rf"(?<!\w)(?P<day>{_alternatives()})\.?,?\s{{1,3}}(?:(?:{articles})\s{{1,3}})?$", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return compiled(rf"\s{{0,3}}\((?P<day>{_alternatives()})\)", re.IGNORECASE)


def _alternatives() -> str:
    return "|".join(re.escape(name) for name in sorted(_weekdays(), key=lambda name: (-len(name), name)))
