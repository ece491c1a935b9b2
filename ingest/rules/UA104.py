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

from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from ingest.sections import Part

NEEDS = ("header",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires once, at the first heading that stands behind one that its family puts after it.

    Only headings count: what has none is placed by its shape, and heads that a second page repeats have none.
    """
    before: Part | None = None
    furthest = -1
    for part in draft.sectioned.parts:
        place = draft.family.place(part.kind)
        if part.heading is None or place is None:
            continue
        if before is not None and before.heading is not None and place < furthest:
            own, other = draft.quote(part.heading).rstrip(" :"), draft.quote(before.heading).rstrip(" :")
            yield Problem(f"'{own}' stands behind '{other}'; put it before that", part.heading)
            return
        if place > furthest:
            before, furthest = part, place
