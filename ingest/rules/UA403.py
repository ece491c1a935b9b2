"""The sample letter asks the official for nothing.

Why: A letter without a demand can be answered with thanks and filed.

Bad:
    Dear Minister,

    I am deeply concerned about Mr Tesfaye. He has been held since April.

    Yours sincerely,

Good:
    Dear Minister,

    I am deeply concerned about Mr Tesfaye. He has been held since April.

    I urge you to release him at once.

    Yours sincerely,
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("letter", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the record has no demand and no softer wording asks either; the place is the letter's opening."""
    letter = draft.record.letter
    if letter is None or not draft.expects(Expected.LETTER) or letter.demands or not letter.paragraphs:
        return
    if vocabulary.pattern("letter", "demand", "asking").search(" ".join(letter.paragraphs)):
        return
    part = next(iter(draft.parts(SectionKind.LETTER)), None)
    message = "the letter asks for nothing; say what the official should do, as in 'I urge you to ...'"
    yield Problem(message, draft.opening(part) if part else None)
