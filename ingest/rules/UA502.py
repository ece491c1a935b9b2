"""A subject's name is spelled in two ways.

Why: Officials say that they know nobody of that name, and a search finds half of what was written about the person.

Bad:
    Maryna Kavalenka was taken from her home. ... Kavalenko has not been seen since.

Good:
    Maryna Kavalenka was taken from her home. ... Kavalenka has not been seen since.
"""

from collections.abc import Iterator

from ingest.fields.people.spellings import alike
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

NEEDS = ("subjects",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at the first place of each other spelling; a name that is told as another ("also known as") is none."""
    every_word = {word for subject in draft.record.subjects for word in _words(subject.name)}
    for index, subject in enumerate(draft.record.subjects):
        for place, alias in enumerate(subject.aliases):
            if alias in every_word:
                continue
            word = next((word for word in _words(subject.name) if alike(word, alias)), None)
            if word is not None:
                message = f"'{alias}' and '{word}' are two spellings of one name; write it in one way throughout"
                yield Problem(message, pointer=f"/subjects/{index}/aliases/{place}")


def _words(name: str) -> list[str]:
    """The words of a name, without the quotation marks around a nickname among them."""
    return [word.strip("\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb") for word in name.split()]
