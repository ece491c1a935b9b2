"""A postal address has no country.

Why: A letter from abroad cannot be posted, and cities of one name lie in several countries.

Bad:
    12 Court Road
    Georgetown

Good:
    12 Court Road
    Georgetown, Guyana
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.rules.blocks import block_of
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import Address

NEEDS = ("targets",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each address whose record has no country; region and postal code may name it beyond doubt.

    It is silent where the address is said to be that of the target before.
    """
    for index, target in enumerate(draft.record.targets):
        address = target.address
        if address is None or address.country is not None or not _is_postal(address):
            continue
        if not _is_that_above(draft, index):
            message = "this address has no country; add it as the last line"
            yield Problem(message, pointer=f"/targets/{index}/address")


def _is_that_above(draft: Draft, index: int) -> bool:
    block = block_of(draft, index)
    return block is not None and vocabulary.pattern("contacts", "same_address").search(draft.quote(block)) is not None


def _is_postal(address: Address) -> bool:
    return any((address.street, address.city, address.postal_code))
