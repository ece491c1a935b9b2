"""Found values: a value, the stretches of text that it was read from, and how those give it again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.document import Document, Span, plain

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """An extracted leaf value.

    `reading` turns the quote of `spans` (joined by line feeds where they are several) into the value; the record
    is only built from values for which it does.
    """

    value: T
    spans: tuple[Span, ...]
    reading: Callable[[str], T]

    def holds(self, document: Document) -> bool:
        """Whether the quote, read again, gives the value."""
        return self.reading(document.quote(*self.spans)) == self.value

    @property
    def start(self) -> int:
        """Where its first stretch begins."""
        return self.spans[0].start


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something wrong or doubtful that a stage met: the rule's code, a message and the place.

    `pointer` (RFC 6901) names the part of the record concerned, where it is no single value.
    """

    rule: str
    message: str
    span: Span | None = None
    pointer: str | None = None


def found_text(document: Document, *spans: Span) -> Found[str]:
    """A text value: what the spans print, with single blanks."""
    return Found(plain(document.quote(*spans)), spans, plain)


def read_from(document: Document, reading: Callable[[str], T], *spans: Span) -> Found[T]:
    """A value derived from what the spans print."""
    return Found(reading(document.quote(*spans)), spans, reading)
