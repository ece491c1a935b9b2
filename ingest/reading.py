"""What a reader hands on: the characters of a file in reading order, and where each one stands.

A `Reading` is the one form in which the reader of every format gives its result; the normalisation stage turns it
into a `Document`. Nothing in it is cleaned: it holds the source's own characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.suppressions import Suppression
from models import Finding
from models.case_record import TextOrigin

Box = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` in PDF points from the top left corner of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """Where one source character stands: its page (from 1) and its box."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the characters `start` to `end` (end excluded) of the reading's text, and its destination."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The characters of a file in reading order.

    `text` holds lines divided by line feeds; a blank line divides blocks that stand apart (paragraphs, columns,
    pages).
    `glyphs` has one entry for each character of `text` in a paged format (None for line feeds and blanks that the
    reader added) and is None where the format has no pages. `furniture` are spans of `text` (start, end excluded)
    that repeat on pages or number them: running headers, footers, page numbers. `links` do not overlap and stand in
    order. `suppressions` are notes to the check that stand beside the text (a comment, a property); those in the text
    are lines of it.
    """

    text: str
    media_type: str
    engine: str
    text_origin: TextOrigin = TextOrigin.DIGITAL
    page_count: int | None = None
    glyphs: Sequence[Glyph | None] | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
