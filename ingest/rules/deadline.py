"""The deadlines that a draft announces, and how much time it leaves to its readers."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from ingest import vocabulary
from ingest.dates import DateFound, find_dates
from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.rules.draft import Draft
from models import CaseRecord, SectionKind

# Where readers are told what to do; dates of the narrative are those of the case.
INSTRUCTIONS = (
    SectionKind.HEADER,
    SectionKind.TAKE_ACTION,
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.TARGETS,
    SectionKind.PREFERRED_LANGUAGE,
    SectionKind.DEADLINE,
    SectionKind.SUBJECT_NAMES,
    SectionKind.BOILERPLATE,
)


def days_to_act(record: CaseRecord) -> int | None:
    """Days from the issue date to the deadline, less than none where it lies before; None without both dates."""
    deadline, issued = record.action.deadline, record.header.issue_date
    if deadline is None or issued is None:
        return None
    return (date.fromisoformat(deadline) - date.fromisoformat(issued)).days


def announced_deadlines(draft: Draft, *kinds: SectionKind) -> list[DateFound]:
    """The days that are announced as the last one to write, in the order of the text, each place once.

    `kinds` are the sections in which words announce them: those that tell readers what to do, unless given. What is
    ambiguous or no day is left out.
    """
    by_place: dict[Span, DateFound] = {}
    for area in (*_sections(draft), *_phrases(draft, kinds or INSTRUCTIONS)):
        dates = [one for one in find_dates(draft.text, area) if one.day is not None]
        if dates and not dates[0].ambiguous and not dates[0].impossible:
            by_place.setdefault(dates[0].span, dates[0])
    return [by_place[span] for span in sorted(by_place)]


def _sections(draft: Draft) -> Iterator[Span]:
    """Of each deadline section its heading and first paragraph."""
    for part in draft.parts(SectionKind.DEADLINE):
        groups = paragraphs(draft.document, part.body)
        yield Span(part.start, groups[0].span.end if groups else part.end)


def _phrases(draft: Draft, kinds: tuple[SectionKind, ...]) -> Iterator[Span]:
    """What stands directly behind words that announce a deadline and nothing else."""
    for part in draft.parts(*kinds):
        # Under this heading readers alone are spoken to: any "before" is theirs.
        key = "deadline_phrase" if part.kind is SectionKind.TAKE_ACTION else "deadline_announced"
        for match in _announcement(key).finditer(draft.text, part.start, part.end):
            area = Span(match.end(), min(part.end, match.end() + 40))
            dates = find_dates(draft.text, area)
            if dates and dates[0].span.start == area.start:
                yield area


@cache
def _announcement(key: str) -> re.Pattern[str]:
    source = vocabulary.expression("dates" if key == "deadline_phrase" else "told", key)
    return compiled(rf"{source}[ \t]{{0,3}}:?\s{{0,3}}", re.IGNORECASE)
