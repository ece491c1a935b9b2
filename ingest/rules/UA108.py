"""There is no headline.

Why: The headline is what people see in a list or a subject line; without it nobody opens the appeal.

Bad:
    URGENT ACTION

    Magazine editor Maryna Kavalenka was taken from her office ...

Good:
    URGENT ACTION

    EDITOR MISSING AFTER ARREST

    Magazine editor Maryna Kavalenka was taken from her office ...
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family has one and none was found; the concern is the headline of 1973-2008 layouts."""
    if draft.expects(Expected.TITLE) and draft.record.header.title is None:
        yield Problem("there is no headline; add one above the first paragraph", draft.gap(SectionKind.TITLE))
