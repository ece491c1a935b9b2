"""The Urgent Action names no person or group.

Why: Nobody can be asked to protect someone who is not named.

Bad:
    NAME AND PRONOUN:

Good:
    NAME AND PRONOUN: Selamawit Bekele (she/her)
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("subjects", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where neither a name line nor the header's list nor headline and lead name anybody.

    A name line that holds anything names somebody, even if not in a form that the record can hold.
    """
    if draft.record.subjects or not draft.expects(Expected.SUBJECT):
        return
    part = next(iter(draft.parts(SectionKind.SUBJECT_NAMES)), None)
    if part and any(char.isalpha() for char in draft.quote(part.body)):
        return
    message = "no person or group is named; add NAME AND PRONOUN with the name of who is at risk"
    yield Problem(message, draft.opening(part) if part else draft.gap(SectionKind.SUBJECT_NAMES))
