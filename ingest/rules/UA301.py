"""No date says until when to act.

Why: Appeals go on arriving after the case has changed, and some of them do harm then.

Bad:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE

Good:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 28 June 2022
"""

from collections.abc import Iterator

from ingest.rules.deadline import announced_deadlines
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("action", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family has a deadline and nothing in the text announces one.

    The stages report a deadline that is no date ("until further notice").
    """
    action = draft.record.action
    if action.deadline is not None or action.deadline_text is not None or not draft.expects(Expected.DEADLINE):
        return
    if announced_deadlines(draft, *SectionKind):
        return
    message = "no date says until when to act; add the deadline with day, month and year"
    part = next(iter(draft.parts(SectionKind.DEADLINE)), None)
    yield Problem(message, draft.opening(part) if part else draft.gap(SectionKind.DEADLINE))
