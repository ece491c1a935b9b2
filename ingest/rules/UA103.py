"""There is no additional or background information.

Why: Readers who write in their own words, and officials who ask back, need the facts behind the letter.

Bad:
    Yours sincerely,

    PREFERRED LANGUAGE TO ADDRESS TARGET: English

Good:
    Yours sincerely,

    ADDITIONAL INFORMATION

    Maryna Kavalenka has taught at the school of music since ...

    PREFERRED LANGUAGE TO ADDRESS TARGET: English
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family has it and no such heading is there; an empty one is a matter of UA106."""
    if not draft.expects(Expected.ADDITIONAL_INFORMATION):
        return
    if not draft.parts(SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND):
        message = "there is no additional information; add ADDITIONAL INFORMATION with the facts behind the case"
        yield Problem(message, draft.gap(SectionKind.ADDITIONAL_INFORMATION))
