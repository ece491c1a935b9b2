"""The sample letter does not open with a salutation.

Why: Readers copy the letter as it stands; without a form of address it reads as a leaflet and is answered like one.

Bad:
    SAMPLE LETTER

    I am writing to you in great concern for ...

Good:
    SAMPLE LETTER

    Dear Minister,

    I am writing to you in great concern for ...
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("letter",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where there is a letter with text in it and no salutation; the place is the letter's first line."""
    letter = draft.record.letter
    if letter is None or letter.salutation is not None or not letter.paragraphs:
        return
    message = "the letter does not open with a salutation; begin it with 'Dear ...,'"
    part = next(iter(draft.parts(SectionKind.LETTER)), None)
    yield Problem(message, draft.first_line(part.body) if part else None)
