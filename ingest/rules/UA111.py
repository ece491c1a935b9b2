"""Two different numbers are given as this UA's own.

Why: Replies and reports are counted under the number; under a wrong one they are lost or counted for another case.

Bad:
    First UA: 34/22 Index: AFR 25/5511/2022 ...
    ... let us know the actions you took on Urgent Action 35.22.

Good:
    First UA: 34/22 Index: AFR 25/5511/2022 ...
    ... let us know the actions you took on Urgent Action 34.22.
"""

from collections.abc import Iterator

from ingest.case_number import NumberFound, find_numbers
from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from ingest.sections import Part
from models import SectionKind

NEEDS = ("header",)
# Where a UA gives its own number; narrative and links name those of others.
_OWN = (
    SectionKind.HEADER,
    SectionKind.TITLE,
    SectionKind.TAKE_ACTION,
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.SUBJECT_NAMES,
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each number that is not the record's, but for those on its line: an update lists those it follows."""
    own, first = draft.record.header.ua_number, draft.span("/header/ua_number")
    if own is None or first is None:
        return
    told = {own}
    for part in draft.parts(*_OWN):
        for other in _numbers(draft, part):
            if other.value in told or _beside(draft, other.span, first) or _in_brackets(draft, other.span):
                continue
            told.add(other.value)
            yield Problem(f"the number {other.value} is given here, and {own} before; give one number", other.span)


def _numbers(draft: Draft, part: Part) -> Iterator[NumberFound]:
    """The numbers in a section that are labelled as one and not told as an earlier document's."""
    for found in find_numbers(draft.text, Span(part.start, part.end)):
        if not found.follows_another or part.kind is SectionKind.HEADER:
            yield found


def _beside(draft: Draft, span: Span, first: Span) -> bool:
    """Whether a number stands on the line that gives the UA's own."""
    return draft.document.line_at(span.start) == draft.document.line_at(first.start)


def _in_brackets(draft: Draft, span: Span) -> bool:
    line = draft.document.lines[draft.document.line_at(span.start)]
    before = draft.text[line.start : span.start]
    return before.count("(") > before.count(")") and not before.lstrip().startswith("(")
