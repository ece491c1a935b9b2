"""Two different deadlines are given.

Why: Readers stop writing after the earlier one, or write when it is too late.

Bad:
    Contact these two officials by 3 May 2024:
    ...
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 10 May 2024

Good:
    Contact these two officials by 10 May 2024:
    ...
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 10 May 2024
"""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.dates import DateFound, find_dates
from ingest.document import Span
from ingest.paragraphs import paragraphs
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("action",)
# Where readers are told what to do; dates of the narrative are those of the case.
_INSTRUCTIONS = (
    SectionKind.HEADER,
    SectionKind.TAKE_ACTION,
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.TARGETS,
    SectionKind.PREFERRED_LANGUAGE,
    SectionKind.DEADLINE,
    SectionKind.SUBJECT_NAMES,
    SectionKind.BOILERPLATE,
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each announced deadline that is another day than the first; points at the later place."""
    first: DateFound | None = None
    for found in _announced(draft):
        if first is None:
            first = found
        elif _differ(first, found):
            one, other = draft.quote(first.span), draft.quote(found.span)
            yield Problem(f"the deadline is '{other}' here, and '{one}' before; give one date", found.span)


def _announced(draft: Draft) -> list[DateFound]:
    """The days that are announced as the last one to write, in the order of the text, each place once."""
    by_place: dict[Span, DateFound] = {}
    for area in (*_sections(draft), *_phrases(draft)):
        dates = [one for one in find_dates(draft.text, area) if one.day is not None]
        if dates and not dates[0].ambiguous and not dates[0].impossible:
            by_place.setdefault(dates[0].span, dates[0])
    return [by_place[span] for span in sorted(by_place)]


def _sections(draft: Draft) -> Iterator[Span]:
    """Of each deadline section its heading and first paragraph."""
    for part in draft.parts(SectionKind.DEADLINE):
        groups = paragraphs(draft.document, part.body)
        yield Span(part.start, groups[0].span.end if groups else part.end)


def _phrases(draft: Draft) -> Iterator[Span]:
    """What stands directly behind words that announce a deadline and nothing else."""
    for part in draft.parts(*_INSTRUCTIONS):
        for match in _announcement().finditer(draft.text, part.start, part.end):
            area = Span(match.end(), min(part.end, match.end() + 40))
            dates = find_dates(draft.text, area)
            if dates and dates[0].span.start == area.start:
                yield area


@cache
def _announcement() -> re.Pattern[str]:
    source = vocabulary.pattern("told", "deadline_announced").pattern
    return re.compile(rf"{source}[ \t]{{0,3}}:?\s{{0,3}}", re.IGNORECASE)


def _differ(one: DateFound, other: DateFound) -> bool:
    if None not in (one.year, other.year) and one.year != other.year:
        return True
    return (one.month, one.day) != (other.month, other.day)
