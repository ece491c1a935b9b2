"""A government's e-mail domain is another country's than the target's address.

Why: One of the two was copied from another document.

Bad:
    Ministry of Justice
    12 Court Road, Accra, Ghana
    Email: minister@justice.gov.ng

Good:
    Ministry of Justice
    12 Court Road, Accra, Ghana
    Email: minister@justice.gov.gh
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Span
from ingest.places import find_countries
from ingest.rules.draft import Draft
from ingest.rules.mail_domains import government_of
from ingest.rules.rule import Problem
from models import Target

NEEDS = ("header", "targets")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a domain of a government that neither the address nor the target's office names.

    An embassy stands in another country than its government.
    """
    for index, target in enumerate(draft.record.targets):
        country = target.address.country if target.address else None
        if country is None:
            continue
        own = {country} | _named(target)
        if _is_mission(target):
            own |= set(draft.record.header.countries)
        for place, address in enumerate(target.emails):
            government = government_of(address.rpartition("@")[2].casefold())
            if government is not None and government not in own:
                message = (
                    f"the domain of {address} is of a government in {government}, and the address is in {country}; "
                    "correct one of them"
                )
                yield Problem(message, pointer=f"/targets/{index}/emails/{place}")


def _told(target: Target) -> str:
    return "\n".join(part for part in (target.role, target.organization) if part)


def _named(target: Target) -> set[str]:
    """The countries that a target's office and institution name."""
    told = _told(target)
    return {country for _, country in find_countries(told, Span(0, len(told)))}


def _is_mission(target: Target) -> bool:
    """Whether a target represents a government abroad."""
    told = "\n".join(part for part in (_told(target), target.honorific) if part)
    return vocabulary.pattern("offices", "ambassador").search(told) is not None
