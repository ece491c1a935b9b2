"""The instructions name another number of targets than there are.

Why: Readers look for the second official, or overlook that there is one.

Bad:
    1. Write a letter to one or both government officials listed.

    (one official is listed)

Good:
    1. Write a letter to the government official listed.
"""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind, Severity

NEEDS = ("action", "targets")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where instructions or headings count the officials, and not as many are there to write to.

    Where the count fits with the copies, it is only information.
    """
    to_write_to = sum(not target.copy_ for target in draft.record.targets)
    everybody = len(draft.record.targets)
    if not to_write_to:
        return
    for area in _areas(draft):
        for place, count in _counts(draft.text, area):
            if count == to_write_to:
                continue
            message = (
                f"'{draft.quote(place)}' speaks of {count} to write to, and there "
                f"{'is' if to_write_to == 1 else 'are'} {to_write_to}; correct the number or the targets"
            )
            yield Problem(message, place, severity=Severity.INFO if count == everybody else None)


def _areas(draft: Draft) -> Iterator[Span]:
    """The instructions, and the headings of the targets."""
    for index in range(len(draft.record.action.instructions)):
        yield from draft.spans(f"/action/instructions/{index}")
    for part in draft.parts(SectionKind.TARGETS):
        if part.heading is not None:
            yield part.heading


def _counts(text: str, area: Span) -> Iterator[tuple[Span, int]]:
    """The first count of officials in a stretch of text."""
    found = [(match, count) for count, pattern in _patterns() if (match := pattern.search(text, *area))]
    if found:
        match, count = min(found, key=lambda one: (one[0].start(), -len(one[0].group())))
        yield Span(*match.span()), count


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """A pattern for each number: the number, up to three words, and the noun; one official is told in set words."""
    several = [
        (int(key), _with_noun(key)) for key in sorted(vocabulary.topic("counts")) if key.isdigit() and key != "1"
    ]
    return ((1, vocabulary.pattern("counts", "1")), *several)


def _with_noun(key: str) -> re.Pattern[str]:
    number, noun = (vocabulary.expression("counts", name) for name in (key, "noun"))
    return compiled(rf"{number}\s{{1,3}}(?:[\w'-]{{1,20}}\s{{1,3}}){{0,3}}?{noun}", re.IGNORECASE)
