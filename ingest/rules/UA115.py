"""There is no issue date, in a family that prints one.

Why: Without it nobody can tell whether the facts are of this week or of last year.

Bad:
    First UA: 34/22 Index: AFR 25/5511/2022 Ethiopia

Good:
    First UA: 34/22 Index: AFR 25/5511/2022 Ethiopia Date: 3 May 2022
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the first lines hold no date; one that is ambiguous or impossible is reported as that."""
    if not draft.expects(Expected.ISSUE_DATE) or draft.record.header.issue_date is not None:
        return
    areas = [Span(part.start, part.end) for part in draft.parts(SectionKind.HEADER)]
    doubtful = draft.reported("UA301", "UA303", "UA307")
    if any(area.start <= one.start < area.end for one in doubtful if one.start is not None for area in areas):
        return
    yield Problem("there is no issue date; add 'Date: 3 May 2022' to the first lines", _where(draft))


def _where(draft: Draft) -> Span | None:
    """The line of the number, where the date belongs."""
    number = draft.span("/header/index_number") or draft.span("/header/ua_number")
    if number is None:
        return draft.gap(SectionKind.TITLE)
    line = draft.document.lines[draft.document.line_at(number.start)]
    return draft.document.trimmed(line.span)
