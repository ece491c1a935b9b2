"""A heading stands twice.

Why: One of the two is a leftover, and readers do not know which part counts.

Bad:
    ADDITIONAL INFORMATION
    ...
    ADDITIONAL INFORMATION
    ...

Good:
    ADDITIONAL INFORMATION
    ...
    ...
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind

# One line for each person, or for each of several earlier documents.
_MAY_REPEAT = frozenset({SectionKind.SUBJECT_NAMES, SectionKind.PREVIOUS_UA})


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each heading printed before in the same words; silent for the label of copies, one for each block."""
    seen: set[str] = set()
    for part in draft.sectioned.parts:
        if part.heading is None or part.kind in _MAY_REPEAT:
            continue
        printed = draft.quote(part.heading).strip(" :.")
        words = printed.casefold()
        if vocabulary.fullmatch(printed, "contacts", "copies"):
            continue
        if words in seen:
            yield Problem(f"the heading '{printed}' stands here again; join both parts, or delete one", part.heading)
        seen.add(words)
