"""The sections stand in another order than the family's.

Why: Readers, translators and programs look for each part in its place; what stands elsewhere is overlooked.

Bad:
    ADDITIONAL INFORMATION
    ...
    TAKE ACTION:
    ...

Good:
    TAKE ACTION:
    ...
    ADDITIONAL INFORMATION
    ...
"""

from collections.abc import Iterator

from ingest.fields.targets import copies_heading
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from ingest.sections import Part, is_later_step
from models import SectionKind

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires once, at the first heading that stands behind one that its family puts after it.

    Only headings count: what has none is placed by its shape, and heads that a second page repeats have none.
    """
    before: Part | None = None
    furthest = -1
    for part in draft.sectioned.parts:
        place = draft.family.place(part.kind)
        if part.heading is None or place is None or _stands_anywhere(draft, part, furthest):
            continue
        if before is not None and before.heading is not None and place < furthest:
            own, other = draft.quote(part.heading).rstrip(" :"), draft.quote(before.heading).rstrip(" :")
            yield Problem(f"'{own}' stands behind '{other}'; put it before that", part.heading)
            return
        if place > furthest:
            before, furthest = part, place


def _stands_anywhere(draft: Draft, part: Part, furthest: int) -> bool:
    """Whether a section is bound to no place: a later numbered step, those to copy, or what may follow the targets."""
    if is_later_step(draft.document, part) or copies_heading(draft.document, part) is not None:
        return True
    targets = draft.family.place(SectionKind.TARGETS)
    return part.kind in draft.family.behind_targets and targets is not None and furthest >= targets
