"""The domain of an e-mail address looks misspelt.

Why: The letters come back, or land with a stranger who registered the misspelt domain.

Bad:
    Email: minister@mfa.gov.yb
    Copies to: appeals.justice@gmial.com

Good:
    Email: minister@mfa.gov.by
    Copies to: appeals.justice@gmail.com
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.mail_domains import meant_instead
from ingest.rules.rule import Problem

NEEDS = ("targets",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a domain one slip away from a well-known one, or at a government's domain as no country has it."""
    for index, target in enumerate(draft.record.targets):
        for key, addresses in (("emails", target.emails), ("copy_emails", target.copy_emails)):
            for place, address in enumerate(addresses):
                domain = address.rpartition("@")[2].casefold()
                meant = None if domain in draft.settings.own_domains else meant_instead(domain)
                if meant is not None:
                    message = f"the domain {domain} looks misspelt; check it: probably {meant} is meant"
                    yield Problem(message, pointer=f"/targets/{index}/{key}/{place}")
