"""What a reader hands on: the characters of a file in reading order, and where each one stands.

A `Reading` is the one form in which the reader of every format gives its result; the normalisation stage turns it
into a `Document`. Nothing in it is cleaned: it holds the source's own characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    order.
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


def part_of(reading: Reading, start: int, end: int) -> Reading:
    """The characters `start` to `end` (end excluded) as a reading of their own; pages keep their numbers in the file.

    Findings about a page go with the page. Those about the whole file stand at the reading that begins the file.
    """
    glyphs = reading.glyphs[start:end] if reading.glyphs is not None else None
    inside = [(max(0, first - start), min(end, last) - start) for first, last in reading.furniture]
    return replace(
        reading,
        text=reading.text[start:end],
        glyphs=glyphs,
        furniture=tuple(span for span in inside if span[0] < span[1]),
        links=tuple(
            Link(link.start - start, link.end - start, link.url)
            for link in reading.links
            if start <= link.start and link.end <= end
        ),
        findings=_findings_of(reading, start, end),
    )


def _findings_of(reading: Reading, start: int, end: int) -> tuple[Finding, ...]:
    before, behind = _page_at(reading, start), _page_at(reading, end)
    kept = []
    for finding in reading.findings:
        if finding.page is None:
            keep = start == 0
        else:
            keep = (start == 0 or finding.page >= before) and (end == len(reading.text) or finding.page < behind)
        if keep:
            kept.append(finding)
    return tuple(kept)


def _page_at(reading: Reading, offset: int) -> int:
    """The page of the first character from `offset` on that stands on one; 0 where none does."""
    for index in range(offset, len(reading.glyphs or ())):
        glyph = reading.glyphs[index] if reading.glyphs is not None else None
        if glyph is not None:
            return glyph.page
    return 0
