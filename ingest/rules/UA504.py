"""The pronouns that are stated for the person at risk are not those of the text.

Why: One of them is wrong; often the text was taken over from another case.

Bad:
    ... He was taken from his office, and his family ...
    NAME AND PRONOUN: Selamawit Bekele (she/her)

Good:
    ... She was taken from her office, and her family ...
    NAME AND PRONOUN: Selamawit Bekele (she/her)
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.narrative import narrative
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models.case_record import Gender, SubjectKind

NEEDS = ("subjects",)
_LEAST_OTHERS = 3
# People of the other gender beside the subject leave the subject's own pronouns far more frequent than this.
_MOST_OWN_PER_OTHER = 0.25
_SIDES = {Gender.FEMALE: ("female", "male"), Gender.MALE: ("male", "female")}


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the only subject has pronouns of one gender and the narrative uses at least three of the other and
    hardly any of its own; words that may mean something else ("sie", "il") count for the person, never against.
    """
    if len(draft.record.subjects) != 1:
        return
    (subject,) = draft.record.subjects
    sides = _SIDES.get(subject.gender) if subject.gender else None
    if subject.kind is not SubjectKind.PERSON or subject.pronouns is None or sides is None:
        return
    own, other = sides
    if _of_both(subject.pronouns, other):
        return
    others = _told(draft, other)
    most = _MOST_OWN_PER_OTHER * len(others)
    if len(others) >= _LEAST_OTHERS and len(_told(draft, own, f"perhaps_{own}")) <= most:
        printed = draft.quote(others[0])
        message = f"the text says '{printed}', and {subject.pronouns} is stated for {subject.name}; correct one of them"
        yield Problem(message, others[0], "/subjects/0/pronouns")


def _of_both(pronouns: str, other: str) -> bool:
    """Whether the stated pronouns leave a choice: "she/they", "he/she"."""
    words = set(compiled(r"[^\W\d_]+").findall(pronouns))
    choice = vocabulary.word_set(f"pronoun_{other}", "people") | vocabulary.word_set("pronoun_other", "people")
    return bool(words & choice)


def _told(draft: Draft, *keys: str) -> list[Span]:
    """The pronouns of these keys in the narrative, in the languages of the document."""
    languages = draft.sectioned.languages[:1]
    words = [one.text for key in keys for one in vocabulary.wordings("pronouns_told", key) if one.language in languages]
    pattern = vocabulary.compiled(words)
    return [
        Span(*match.span())
        for paragraph in narrative(draft.sectioned)
        for span in paragraph.spans
        for match in pattern.finditer(draft.text, *span)
    ]
