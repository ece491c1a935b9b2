"""A modern UA that asks for letters holds no sample letter.

Why: Most readers take the sample as it is; without one, far fewer of them write.

Bad:
    Salutation: Dear Minister

    ADDITIONAL INFORMATION
    ...

Good:
    Salutation: Dear Minister

    SAMPLE LETTER

    Dear Minister,

    I am deeply concerned for ...

    ADDITIONAL INFORMATION
    ...
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header", "letter")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family asks for a letter and there is none; silent where the reader is asked only to call."""
    if not draft.expects(Expected.LETTER) or draft.record.letter is not None or _asks_for_something_else(draft):
        return
    message = "there is no sample letter; add one that opens with 'Dear ...,' and closes with 'Yours sincerely,'"
    yield Problem(message, draft.gap(SectionKind.LETTER))


def _asks_for_something_else(draft: Draft) -> bool:
    """Whether there are instructions, and none of them speaks of writing."""
    writing = vocabulary.pattern("phrases", "writing")
    instructions = draft.record.action.instructions
    headings = [draft.quote(part.heading) for part in draft.parts(SectionKind.TAKE_ACTION) if part.heading]
    return bool(instructions) and not any(writing.search(text) for text in (*instructions, *headings))
