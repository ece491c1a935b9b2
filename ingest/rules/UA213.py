"""One target stands twice.

Why: The official gets every letter twice, and the one who was meant in the second place gets none.

Bad:
    Jan Novak, Minister of Justice ...

    Mr Jan Novak, Ministry of Justice ...

Good:
    Jan Novak, Minister of Justice ...
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import Target

NEEDS = ("targets",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at the second of two targets of one name, or of one office where neither has a name."""
    seen: set[tuple[str, ...]] = set()
    for index, target in enumerate(draft.record.targets):
        key = _key(target)
        if key is None:
            continue
        if key in seen:
            printed = target.name or target.role or target.organization
            yield Problem(f"'{printed}' stands here again; delete one of the two", pointer=f"/targets/{index}")
        seen.add(key)


def _key(target: Target) -> tuple[str, ...] | None:
    """What tells a target from others; None where too little is known of it."""
    if target.name:
        return ("name", _folded(target.name))
    city = target.address.city if target.address else None
    office = (_folded(target.role), _folded(target.organization), _folded(city))
    return ("office", *office) if target.role and (target.organization or city) else None


def _folded(text: str | None) -> str:
    return compiled(r"\W+").sub(" ", vocabulary.without_marks(text or "")).strip()
