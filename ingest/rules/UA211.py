"""The letter addresses an office that no target holds.

Why: The letter was written for somebody else; readers send a minister's letter to a prosecutor.

Bad:
    Andrei Novak
    Prosecutor General
    ...
    Dear Minister,

Good:
    Andrei Novak
    Prosecutor General
    ...
    Dear Prosecutor General,
"""

from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import Target

NEEDS = ("letter", "targets")
_SALUTATION = "/letter/salutation"


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the salutation names an office and every target to write to holds another.

    Silent where one of those targets is told by name only, and where its block gives that salutation itself.
    """
    letter = draft.record.letter
    if letter is None or letter.salutation is None:
        return
    addressed = _offices(letter.salutation)
    officials = [target for target in draft.record.targets if not target.copy_]
    held = [_offices(_told(target)) for target in officials]
    if not addressed or not held or not all(held) or any(addressed & own for own in held):
        return
    printed = letter.salutation.rstrip(",:;! ")
    message = f"the letter says '{printed}', and no target holds that office; address the one who is written to"
    yield Problem(message, pointer=_SALUTATION)


def _told(target: Target) -> str:
    """What tells a target's office."""
    parts = (target.role, target.honorific, target.organization, target.salutation)
    return "\n".join(part for part in parts if part)


def _offices(text: str) -> frozenset[str]:
    """The offices that a text names, by their keys; a prime minister is no minister."""
    found: set[str] = set()
    for key in sorted(_keys()):
        if vocabulary.pattern("offices", key).search(text):
            found.add(key)
    if "prime_minister" in found and not vocabulary.pattern("offices", "minister").search(_without(text)):
        found.discard("minister")
    return frozenset(found)


def _without(text: str) -> str:
    return vocabulary.pattern("offices", "prime_minister").sub("", text)


@cache
def _keys() -> frozenset[str]:
    return frozenset(vocabulary.topic("offices"))
