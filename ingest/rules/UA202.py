"""A target cannot be reached: it has no address, e-mail, phone, fax or site.

Why: Readers are asked to write to somebody and not told where.

Bad:
    Minister of Justice
    Ministry of Justice
    Salutation: Dear Minister

Good:
    Minister of Justice
    Ministry of Justice
    12 Court Road, Accra, Ghana
    Salutation: Dear Minister
"""

from collections.abc import Iterator

from ingest.rules.blocks import block_of, follows_at_once
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import Address, Target

NEEDS = ("targets",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each target without any way to reach it; a channel that is printed and not valid is reported as that.

    A country alone is no address. An account on a social network or a telex is a way, too. Silent where the next block
    follows without an empty line: it may be the same target's.
    """
    if draft.asks_nothing:
        return
    for index, target in enumerate(draft.record.targets):
        if _is_reachable(target) or _has_invalid_channel(draft, index) or follows_at_once(draft, index + 1):
            continue
        message = "there is no way to reach this target; add an address, an e-mail, a phone, a fax, or a site"
        yield Problem(message, pointer=f"/targets/{index}")


def _is_reachable(target: Target) -> bool:
    channels = (target.emails, target.phones, target.faxes, target.telexes, target.websites, target.social)
    return any(channels) or (target.address is not None and _is_postal(target.address))


def _is_postal(address: Address) -> bool:
    return any((address.street, address.city, address.region, address.postal_code))


def _has_invalid_channel(draft: Draft, index: int) -> bool:
    block = block_of(draft, index)
    reported = draft.reported("UA203", "UA205", "UA206", "UA215")
    return block is not None and any(block.start <= one.start < block.end for one in reported if one.start is not None)
