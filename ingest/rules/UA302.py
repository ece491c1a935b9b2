"""The deadline lies before the day of the check.

Why: A draft that goes out after its own deadline tells its readers that it is too late to write.

Bad:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 7 March 2024     (checked on 8 March 2024)

Good:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 3 May 2024       (checked on 8 March 2024)
"""

from collections.abc import Iterator
from datetime import date

from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

NEEDS = ("action",)
_DEADLINE = "/action/deadline"


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the record has a deadline and `as_of` lies behind it; the deadline's own day is in time."""
    deadline = draft.record.action.deadline
    if deadline is not None and date.fromisoformat(deadline) < draft.as_of:
        message = (
            f"the deadline {deadline} lies before the day of the check, {draft.as_of.isoformat()}; set a later one"
        )
        yield Problem(message, pointer=_DEADLINE)
