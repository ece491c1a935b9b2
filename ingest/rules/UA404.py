"""The sample letter does not name the person at risk.

Why: The official cannot tell whom the letter is about, and a letter taken over from another case goes unnoticed.

Bad:
    Dear Attorney General,

    I urge you to disclose where the editor is held ...

    NAME AND PRONOUN: Selamawit Bekele (she/her)

Good:
    Dear Attorney General,

    I urge you to disclose where Selamawit Bekele is held ...

    NAME AND PRONOUN: Selamawit Bekele (she/her)
"""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SectionKind
from models.case_record import Subject, SubjectKind

NEEDS = ("letter", "subjects", "header")
_SHORTEST_WORD = 3


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the letter holds no part of any subject's name; one that a group or several share is enough.

    Accents and endings do not matter. A letter in another script than the names is not judged.
    """
    letter = draft.record.letter
    subjects = draft.record.subjects
    if letter is None or not draft.expects(Expected.LETTER) or not letter.paragraphs or not subjects:
        return
    text = vocabulary.without_marks(" ".join(letter.paragraphs))
    if _in_another_script(text, subjects) or any(_named(text, subject) for subject in subjects):
        return
    part = next(iter(draft.parts(SectionKind.LETTER)), None)
    message = f"the letter does not name {subjects[0].name}; say whom it is about"
    yield Problem(message, draft.opening(part) if part else None)


def _named(text: str, subject: Subject) -> bool:
    """Whether the letter holds a word of the subject's name; a group may be called by its kind ("the families")."""
    if subject.kind is SubjectKind.GROUP and vocabulary.search(text, "people", "group"):
        return True
    small = vocabulary.word_set("name_particle", "officials") | vocabulary.word_set("common_words")
    return any(
        re.search(rf"(?<!\w){re.escape(vocabulary.without_marks(word))}", text)
        for name in (subject.name, *subject.aliases)
        for word in compiled(r"[^\W\d_]+").findall(name)
        if len(word) >= min(_SHORTEST_WORD, len(name)) and word.casefold() not in small
    )


def _in_another_script(text: str, subjects: list[Subject]) -> bool:
    return _is_latin(text) is not _is_latin("".join(subject.name for subject in subjects))


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char < "\u0250" for char in letters) >= len(letters)
