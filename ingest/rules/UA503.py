"""The person at risk is named without their pronoun.

Why: Readers and translators guess it, and a letter that gets it wrong hurts the person for whom it was written.

Bad:
    NAME AND PRONOUN: Selamawit Bekele

Good:
    NAME AND PRONOUN: Selamawit Bekele (she/her)
"""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind
from models.case_record import Subject, SubjectKind

NEEDS = ("subjects", "header")
_NAME_WORD = compiled(r"[^\W\d_](?:[\w.'\u2019-]*)?")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires in the name line at each person without a pronoun; where there is no such line, once where it belongs.

    Groups need none, and what does not read as a person's name is not judged.
    """
    if not draft.expects(Expected.PRONOUNS):
        return
    without = [(at, one.name) for at, one in enumerate(draft.record.subjects) if _lacks_pronoun(one)]
    if without and not draft.parts(SectionKind.SUBJECT_NAMES):
        names = ", ".join(name for _, name in without)
        message = f"no pronoun is given for {names}; add NAME AND PRONOUN, as in '{without[0][1]} (she/her)'"
        yield Problem(message, draft.gap(SectionKind.SUBJECT_NAMES))
        return
    for index, name in without:
        message = f"no pronoun is given for {name}; write it behind the name, as in '(she/her)'"
        yield Problem(message, _in_name_line(draft, name), f"/subjects/{index}")


def _lacks_pronoun(subject: Subject) -> bool:
    if subject.kind is not SubjectKind.PERSON or subject.pronouns is not None:
        return False
    small = vocabulary.word_set("common_words") - vocabulary.word_set("name_particle", "officials")
    words = subject.name.split()
    return all(_NAME_WORD.fullmatch(word) and word.casefold() not in small for word in words)


def _in_name_line(draft: Draft, name: str) -> Span | None:
    spelled = re.compile(r"\s{1,4}".join(map(re.escape, name.split())), re.IGNORECASE)
    for part in draft.parts(SectionKind.SUBJECT_NAMES):
        match = spelled.search(draft.text, *part.body)
        if match:
            return Span(*match.span())
    return None
