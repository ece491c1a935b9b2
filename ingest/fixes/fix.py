"""A fix: one stretch of a draft, and what is to stand there instead."""

from dataclasses import dataclass

from ingest.document import Span


@dataclass(frozen=True, slots=True)
class Fix:
    """Write `new` for `old`, the normalised text of `span`.

    `what` says it in a few words; `mends` are the codes of the rules whose finding at that place is then gone.
    """

    span: Span
    old: str
    new: str
    what: str
    mends: frozenset[str] = frozenset()
