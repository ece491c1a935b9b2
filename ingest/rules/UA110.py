"""There is no UA number anywhere.

Why: Replies, reports and updates are filed under the number; without it they belong to no case.

Bad:
    ... let us know the actions you took.

Good:
    ... let us know the actions you took on Urgent Action 34.22.
"""

from collections.abc import Iterator

from ingest.case_number import find_numbers
from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)

# Numbers in these are those of other documents.
_TELLS_OF_OTHERS = frozenset(
    {
        SectionKind.LETTER,
        SectionKind.ADDITIONAL_INFORMATION,
        SectionKind.BACKGROUND,
        SectionKind.PREVIOUS_UA,
    }
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the record has no number and no section but those that tell of other documents holds one."""
    if not draft.expects(Expected.UA_NUMBER) or draft.record.header.ua_number is not None:
        return
    own = (part for part in draft.sectioned.parts if part.kind not in _TELLS_OF_OTHERS)
    if any(True for part in own for _ in find_numbers(draft.text, Span(part.start, part.end))):
        return
    message = "there is no UA number; give it as 'UA: 34/22' in the first lines"
    yield Problem(message, draft.gap(SectionKind.HEADER))
