"""A heading has nothing under it.

Why: What it announces was forgotten or got lost, and readers look for it in vain.

Bad:
    ADDITIONAL INFORMATION

    PREFERRED LANGUAGE TO ADDRESS TARGET: English

Good:
    ADDITIONAL INFORMATION

    Maryna Kavalenka has taught at the school of music since ...

    PREFERRED LANGUAGE TO ADDRESS TARGET: English
"""

from collections.abc import Iterator
from itertools import zip_longest

from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from ingest.sections import Part
from models import SectionKind

NEEDS = ("action",)

# What may stand directly under a heading without one of its own: the heading announces it.
_GOES_ON = frozenset(
    {
        SectionKind.TARGETS,
        SectionKind.LETTER,
        SectionKind.TAKE_ACTION,
        SectionKind.SUMMARY,
        SectionKind.OTHER,
    }
)

# "RECOMMENDED ACTION" and "Please send appeals to arrive as quickly as possible" are two headings of one part.
_ASKED = frozenset({SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION})
_ASKED_IN_TWO_LINES = _ASKED | {SectionKind.DEADLINE}


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each such heading; silent where the heading says all by itself or what it announces follows at once."""
    parts = draft.sectioned.parts
    for part, following in zip_longest(parts, parts[1:]):
        if part.heading is None or part.kind is SectionKind.BOILERPLATE or _holds_text(draft, part.body):
            continue
        if _says_all(draft, part.heading) or (following is not None and _announces(part, following)):
            continue
        printed = draft.quote(part.heading).rstrip(" :")
        yield Problem(
            f"nothing stands under '{printed}'; write what belongs there, or delete the heading", part.heading
        )


def _holds_text(draft: Draft, body: Span) -> bool:
    return any(compiled(r"\w").search(draft.quote(line)) for line in draft.lines(body))


def _announces(part: Part, following: Part) -> bool:
    """Whether the next section is what a heading announces, or another wording of the same request."""
    if following.heading is None:
        return following.kind in _GOES_ON
    asked = {part.kind, following.kind} <= _ASKED
    return asked or (following.kind is part.kind and part.kind in _ASKED_IN_TWO_LINES)


def _says_all(draft: Draft, heading: Span) -> bool:
    """Whether a heading is an instruction by itself, or holds its value, such as a day."""
    count = len(draft.record.action.instructions)
    instructions = (span for index in range(count) for span in draft.spans(f"/action/instructions/{index}"))
    if any(heading.start <= span.start < heading.end for span in instructions):
        return True
    return compiled(r"\d").search(draft.quote(heading)) is not None
