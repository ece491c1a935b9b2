"""The deadline lies before the issue date.

Why: One of the two dates is wrong, and a reader who believes the deadline does not write.

Bad:
    First UA: 34/22 ... Date: 3 May 2022
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 28 June 2021

Good:
    First UA: 34/22 ... Date: 3 May 2022
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 28 June 2022
"""

from collections.abc import Iterator

from ingest.rules.deadline import days_to_act
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

NEEDS = ("action", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where both dates are known and the deadline is the earlier one; on the same day it is not."""
    days = days_to_act(draft.record)
    if days is not None and days < 0:
        deadline, issued = draft.record.action.deadline, draft.record.header.issue_date
        message = f"the deadline {deadline} lies before the issue date {issued}; correct one of the two"
        yield Problem(message, pointer="/action/deadline")
