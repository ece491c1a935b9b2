"""One e-mail address is given for two targets.

Why: Often it was copied from one block to the next; a reader who writes to both sends one office two letters.

Bad:
    Minister of Justice
    Email: info@justice.gov.gh

    Attorney General
    Email: info@justice.gov.gh

Good:
    Minister of Justice
    Email: info@justice.gov.gh

    Attorney General
    Email: info@attorney.gov.gh
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

NEEDS = ("targets",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at the second target that has an address; silent for the addresses of "Copies to:"."""
    owners: dict[str, int] = {}
    for index, target in enumerate(draft.record.targets):
        for place, address in enumerate(target.emails):
            if owners.setdefault(address.casefold(), index) != index:
                message = f"{address} is given for another target, too; check whether both have it"
                yield Problem(message, pointer=f"/targets/{index}/emails/{place}")
