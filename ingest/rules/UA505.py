"""A target's name is spelled in two ways.

Why: A minister who finds their name misspelled need not read on.

Bad:
    Dr Tewodros Wolde-Giyorgis, Attorney General ... Salutation: Dear Dr Wolde-Georgis

Good:
    Dr Tewodros Wolde-Giyorgis, Attorney General ... Salutation: Dear Dr Wolde-Giyorgis
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.fields.subjects import other_spellings
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("targets", "subjects")
# Where a UA names its officials; a copy's block is one of the targets'.
_NAMING = (
    SectionKind.SUMMARY,
    SectionKind.TAKE_ACTION,
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.LETTER,
    SectionKind.ADDITIONAL_INFORMATION,
    SectionKind.BACKGROUND,
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each other spelling in the text or in a salutation, once; names of others are none."""
    told = [part.body for part in draft.parts(*_NAMING)]
    told += [place for at in range(len(draft.record.targets)) for place in draft.spans(f"/targets/{at}/salutation")]
    seen: set[Span] = set()
    for index, target in enumerate(draft.record.targets):
        if target.name is None:
            continue
        others = _names_of_others(draft, target.name)
        said: set[str] = set()
        for found in other_spellings(draft.document, target.name, sorted(told)):
            place = found.spans[0]
            if found.value.casefold() in others | said or place in seen:
                continue
            seen.add(place)
            said.add(found.value.casefold())
            message = f"'{found.value}' is written here, and '{target.name}' in the address; write the name in one way"
            yield Problem(message, place, f"/targets/{index}/name")


def _names_of_others(draft: Draft, name: str) -> set[str]:
    """The words of all other names of the record, and those of this one; none of them is a misspelling."""
    names = [target.name for target in draft.record.targets if target.name]
    names += [spelling for one in draft.record.subjects for spelling in (one.name, *one.aliases)]
    return {word.casefold() for other in (*names, name) for word in other.split()}
