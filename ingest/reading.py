"""What a reader hands on: the characters of a file in reading order, and where each one stands.

A `Reading` is the one form in which the reader of every format gives its result; the normalisation stage turns it
into a `Document`. Nothing in it is cleaned: it holds the source's own characters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, radians, sin

from ingest.suppressions import Suppression
from models import Finding
from models.case_record import TextOrigin

Box = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` in PDF points from the top left corner of the page as it is shown."""


LOST = "\ufffd"
"""Stands for characters that the file has lost, or gives no Unicode value for. No value goes over it."""

MAILS = frozenset({"message/rfc822", "application/vnd.ms-outlook"})
"""The media types of mails, whose own lines the readers leave out."""


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
class PageTurn:
    """How a page was turned about its middle so that its writing is upright: by `angle` degrees clockwise.

    All lengths are points: the sizes of the upright page and of the page as it is shown.
    """

    angle: float
    width: float
    height: float
    shown_width: float
    shown_height: float

    def shown(self, box: Box) -> Box:
        """A box of the upright page as a box of the page as shown, in tenths of a point; never beyond its edges."""
        cosine, sine = cos(radians(self.angle)), sin(radians(self.angle))
        corners = [(x - self.width / 2, y - self.height / 2) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [self.shown_width / 2 + x * cosine + y * sine for x, y in corners]
        ys = [self.shown_height / 2 - x * sine + y * cosine for x, y in corners]
        return (
            round(min(max(min(xs), 0.0), self.shown_width), 1),
            round(min(max(min(ys), 0.0), self.shown_height), 1),
            round(min(max(xs), self.shown_width), 1),
            round(min(max(ys), self.shown_height), 1),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The characters of a file in reading order.

    `text` holds lines divided by line feeds; a blank line divides blocks that stand apart (paragraphs, columns,
    pages).
    `glyphs` has one entry for each character of `text` in a paged format (None for line feeds and blanks that the
    reader added) and is None where the format has no pages. `furniture` are spans of `text` (start, end excluded)
    that stand at the edges of pages: running headers, footers, page numbers, footnotes. `links` do not overlap
    and stand in order. `ocr_pages` are the numbers of the pages that were read by OCR; `text_origin` is then OCR, even
    if others hold text of their own. `turns`, by page, tell of pages whose glyphs stand on the page as it was turned
    for OCR.
    `suppressions` are notes to the check that stand beside the text (a comment, a property); those in the text are
    lines of it.
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
    ocr_pages: frozenset[int] = frozenset()
    turns: Mapping[int, PageTurn] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()


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
