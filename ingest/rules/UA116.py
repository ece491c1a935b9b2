"""An update neither names nor links the UA that it follows.

Why: Readers who hear of the case for the first time cannot find what happened before.

Bad:
    Second UA: 34/22 Index: AFR 25/5702/2022 ...
    NAME AND PRONOUN: Maryna Kavalenka (they/them)

Good:
    Second UA: 34/22 Index: AFR 25/5702/2022 ...
    NAME AND PRONOUN: Maryna Kavalenka (they/them)
    LINK TO PREVIOUS UA: https://www.amnesty.org/en/documents/afr25/5511/2022/en/
"""

from collections.abc import Iterator

from ingest.case_number import find_numbers
from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind
from models.case_record import Kind, Relation

NEEDS = ("header", "related_documents")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires for an update without a link, an index number or "further information on UA ..." for what it follows.

    Silent where anything stands under the heading for the link: whether that is right is a matter of UA117.
    """
    if not draft.expects(Expected.PREVIOUS_UA) or draft.record.header.kind is not Kind.UPDATE:
        return
    under_heading = (line for part in draft.parts(SectionKind.PREVIOUS_UA) for line in draft.lines(part.body))
    if any(under_heading) or _names_it(draft):
        return
    message = "this update does not say which UA it follows; add LINK TO PREVIOUS UA with its address"
    yield Problem(message, draft.gap(SectionKind.PREVIOUS_UA))


def _names_it(draft: Draft) -> bool:
    if any(related.relation is Relation.PREVIOUS_UA for related in draft.record.related_documents):
        return True
    return any(found.follows_another for found in find_numbers(draft.text, Span(0, len(draft.text))))
