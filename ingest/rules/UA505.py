"""A target's name is spelled in two ways.

Why: A minister who finds their name misspelled need not read on.

Bad:
    Dr Tewodros Wolde-Giyorgis, Attorney General ... Salutation: Dear Dr Wolde-Georgis

Good:
    Dr Tewodros Wolde-Giyorgis, Attorney General ... Salutation: Dear Dr Wolde-Giyorgis
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.fields.people.spellings import alike, other_spellings
from ingest.kept_patterns import compiled
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
_WORD = compiled(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each other spelling in the text or in the target's salutation, once; names of others are none."""
    told = [part.body for part in draft.parts(*_NAMING)]
    for index, target in enumerate(draft.record.targets):
        if target.name is None:
            continue
        said = _words_of_names(draft)
        places = _in_salutation(draft, target.name, draft.spans(f"/targets/{index}/salutation"))
        places += [found.spans[0] for found in other_spellings(draft.document, target.name, told)]
        for place in sorted(places):
            printed = draft.quote(place)
            if printed.casefold() not in said:
                said.add(printed.casefold())
                message = f"'{printed}' is written here, and '{target.name}' in the address; write the name in one way"
                yield Problem(message, place, f"/targets/{index}/name")


def _in_salutation(draft: Draft, name: str, salutation: list[Span]) -> list[Span]:
    """The words of a target's own salutation that are other spellings of a word of the name."""
    return [
        Span(*match.span())
        for span in salutation
        for match in _WORD.finditer(draft.text, *span)
        if any(alike(word, match.group()) for word in name.split())
    ]


def _words_of_names(draft: Draft) -> set[str]:
    """The words of all names of the record; none of them is a misspelling of another."""
    names = [target.name for target in draft.record.targets if target.name]
    names += [spelling for one in draft.record.subjects for spelling in (one.name, *one.aliases)]
    return {word for name in names for part in name.casefold().split() for word in (part, *part.split("-"))}
