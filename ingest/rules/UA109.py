"""There is no lead paragraph.

Why: The lead tells in a few lines who is in danger and why; many readers read nothing else.

Bad:
    EDITOR MISSING AFTER ARREST

    TAKE ACTION:

Good:
    EDITOR MISSING AFTER ARREST

    Magazine editor Maryna Kavalenka was taken from her office ...

    TAKE ACTION:
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family has one and nothing stands between the headline and the first heading."""
    if draft.expects(Expected.SUMMARY) and draft.record.header.summary is None:
        message = "there is no lead paragraph; say below the headline who is at risk, of what, and since when"
        yield Problem(message, draft.gap(SectionKind.SUMMARY))
