"""Neither the target's block nor the letter gives a salutation.

Why: Readers do not know how to address a minister, a judge or a king, and leave it out or get it wrong.

Bad:
    Minister of Justice
    12 Court Road, Accra, Ghana

    I am deeply concerned for ...

Good:
    Minister of Justice
    12 Court Road, Accra, Ghana
    Salutation: Dear Minister

    Dear Minister,

    I am deeply concerned for ...
"""

from collections.abc import Iterator

from ingest.rules.blocks import follows_at_once
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem

NEEDS = ("header", "targets", "letter")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each target to write to without a salutation, where the letter has none either; silent for copies."""
    letter = draft.record.letter
    if not draft.expects(Expected.SALUTATION) or (letter is not None and letter.salutation is not None):
        return
    for index, target in enumerate(draft.record.targets):
        if not target.copy_ and target.salutation is None and not _goes_on(draft, index):
            message = "no salutation is given for this target; add 'Salutation: Dear ...' to its block"
            yield Problem(message, pointer=f"/targets/{index}")


def _goes_on(draft: Draft, index: int) -> bool:
    """Whether a block without name and role is the rest of the one before, which has the salutation."""
    target = draft.record.targets[index]
    return target.name is None and target.role is None and follows_at_once(draft, index)
