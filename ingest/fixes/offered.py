"""The fixes of a draft, in the order of the text; of two that meet, the first."""

from collections.abc import Iterable

from ingest.fixes import deadline_style, double_blanks, email_stop, number_spacing
from ingest.fixes.fix import Fix
from ingest.rules.draft import Draft
from models import Finding

_OF_VALUES = (email_stop.offered, deadline_style.offered, double_blanks.offered)


def fixes_of(draft: Draft, findings: Iterable[Finding]) -> list[Fix]:
    """What may be mended in a draft without asking. `findings` are those that the check leaves it with."""
    found = [fix for offered in _OF_VALUES for fix in offered(draft)]
    found += number_spacing.offered(draft, findings)
    kept: list[Fix] = []
    for fix in sorted(found, key=lambda one: one.span):
        if not kept or kept[-1].span.end <= fix.span.start:
            kept.append(fix)
    return kept
