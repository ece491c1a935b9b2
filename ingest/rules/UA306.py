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

from collections.abc import Iterator

from ingest.dates import DateFound
from ingest.rules.deadline import announced_deadlines
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

NEEDS = ("action",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each announced deadline that is another day than the first; points at the later place."""
    first: DateFound | None = None
    for found in announced_deadlines(draft):
        if first is None:
            first = found
        elif _differ(first, found):
            one, other = draft.quote(first.span), draft.quote(found.span)
            yield Problem(f"the deadline is '{other}' here, and '{one}' before; give one date", found.span)


def _differ(one: DateFound, other: DateFound) -> bool:
    if None not in (one.year, other.year) and one.year != other.year:
        return True
    return (one.month, one.day) != (other.month, other.day)
