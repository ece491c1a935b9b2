"""The deadline lies very near to the issue date, or very far from it.

Why: In less than a week no letter arrives, and after half a year the case has changed. Mostly the month or the year
is wrong.

Bad:
    First UA: 34/22 ... Date: 3 May 2022
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 28 June 2023

Good:
    First UA: 34/22 ... Date: 3 May 2022
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 28 June 2022
"""

from collections.abc import Iterator

from ingest.rules.deadline import days_to_act
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

NEEDS = ("action", "header")
_LEAST_DAYS = 7
_MOST_DAYS = 180


def check(draft: Draft) -> Iterator[Problem]:
    """Fires below 7 and above 180 days; a deadline before the issue date is UA304's."""
    days = days_to_act(draft.record)
    if days is None or days < 0 or _LEAST_DAYS <= days <= _MOST_DAYS:
        return
    deadline, issued = draft.record.action.deadline, draft.record.header.issue_date
    message = (
        f"the deadline {deadline} lies {days} days after the issue date {issued}; "
        f"check both, and leave {_LEAST_DAYS} to {_MOST_DAYS} days"
    )
    yield Problem(message, pointer="/action/deadline")
