"""The sample letter does not close.

Why: Readers copy the letter as it stands; one that breaks off looks unfinished, and often its last lines are missing.

Bad:
    I urge you to release her at once.

    ADDITIONAL INFORMATION

Good:
    I urge you to release her at once.

    Yours sincerely,

    ADDITIONAL INFORMATION
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem

NEEDS = ("letter", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where there is a letter with text in it and no valediction; the place is behind its last paragraph."""
    letter = draft.record.letter
    if letter is None or not draft.expects(Expected.LETTER) or letter.valediction is not None or not letter.paragraphs:
        return
    last = draft.spans(f"/letter/paragraphs/{len(letter.paragraphs) - 1}")
    place = Span(last[-1].end, last[-1].end) if last else None
    yield Problem("the letter does not close; end it with 'Yours sincerely,' or the like", place)
