"""There is nobody to write to.

Why: An appeal without an address reaches nobody.

Bad:
    TAKE ACTION:

    1. Write a letter to the official below.

    SAMPLE LETTER

Good:
    TAKE ACTION:

    1. Write a letter to the official below.

    Minister of Justice
    Ministry of Justice
    12 Court Road, Accra, Ghana

    SAMPLE LETTER
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header", "targets")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where a family with targets has none but copies; silent in a text that lost its capitals."""
    if not draft.expects(Expected.TARGET) or any(not target.copy_ for target in draft.record.targets):
        return
    if _lost_its_capitals(draft):
        return
    message = "there is nobody to write to; name an official with an address, e-mail, phone or fax"
    yield Problem(message, _where(draft))


def _where(draft: Draft) -> Span | None:
    part = next(iter(draft.parts(SectionKind.TARGETS)), None)
    return draft.opening(part) if part else draft.gap(SectionKind.TARGETS)


def _lost_its_capitals(draft: Draft) -> bool:
    """Whether there are target sections, and names cannot be told from other words in them."""
    blocks = [draft.quote(part.body) for part in draft.parts(SectionKind.TARGETS)]
    return any(blocks) and not any(char.isupper() for block in blocks for char in block)
