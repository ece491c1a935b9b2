"""The person at risk is named without their pronoun.

Why: Readers and translators guess it, and a letter that gets it wrong hurts the person for whom it was written.

Bad:
    NAME AND PRONOUN: Selamawit Bekele

Good:
    NAME AND PRONOUN: Selamawit Bekele (she/her)
"""

import re
from collections.abc import Iterator

from ingest.document import Span
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind
from models.case_record import SubjectKind

NEEDS = ("subjects", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each person without a pronoun, in the name line where there is one; groups need none."""
    if not draft.expects(Expected.PRONOUNS):
        return
    for index, subject in enumerate(draft.record.subjects):
        if subject.kind is SubjectKind.PERSON and subject.pronouns is None:
            message = f"no pronoun is given for {subject.name}; write it behind the name, as in '(she/her)'"
            yield Problem(message, _in_name_line(draft, subject.name), f"/subjects/{index}")


def _in_name_line(draft: Draft, name: str) -> Span | None:
    spelled = re.compile(r"\s{1,4}".join(map(re.escape, name.split())), re.IGNORECASE)
    for part in draft.parts(SectionKind.SUBJECT_NAMES):
        match = spelled.search(draft.text, *part.body)
        if match:
            return Span(*match.span())
    return None
