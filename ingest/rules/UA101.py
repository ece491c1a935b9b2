"""No section tells the reader what to do.

Why: A reader who is not asked to act does not act; the case is told and nobody writes.

Bad:
    CONTACT INFORMATION

    Minister of Justice ...

Good:
    TAKE ACTION:

    1. Write a letter in your own words, or take the sample below as a guide.

    CONTACT INFORMATION

    Minister of Justice ...
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family asks for it and neither an action nor a recommended action is there."""
    if not draft.expects(Expected.TAKE_ACTION):
        return
    if not draft.parts(SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION):
        message = "no section tells the reader what to do; add TAKE ACTION with the things to do"
        yield Problem(message, draft.gap(SectionKind.TAKE_ACTION))
