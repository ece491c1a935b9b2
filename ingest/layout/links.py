"""Stage: hyperlinks, which a PDF knows as rectangles, become spans of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.layout.page import LinkArea
from ingest.reading import Box, Glyph, Link

_SLACK = 0.5
"""In points: a character's middle may lie so far outside of the rectangle."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of the text, offsets `start` to `end` (excluded), and its box on the page."""

    start: int
    end: int
    box: Box


def link_spans(areas: Sequence[LinkArea], lines: Sequence[PlacedLine], glyphs: Sequence[Glyph | None]) -> list[Link]:
    """The links of one page, in order and without overlaps.

    `lines` are those of the page, `glyphs` those of the whole text that the lines' offsets point into.

    Rectangles that follow one another and lead to one place, such as those of a link over two lines, are one
    link.
    """
    found = sorted((span for area in areas for span in _spans(area, lines, glyphs)), key=lambda link: link.start)
    joined: list[Link] = []
    for link in found:
        last = joined[-1] if joined else None
        if last is None:
            joined.append(link)
        elif last.url == link.url and not any(glyphs[offset] for offset in range(last.end, link.start)):
            joined[-1] = Link(last.start, max(last.end, link.end), link.url)
        elif link.end > last.end:
            joined.append(Link(max(last.end, link.start), link.end, link.url))
    return joined


def _spans(area: LinkArea, lines: Sequence[PlacedLine], glyphs: Sequence[Glyph | None]) -> Iterator[Link]:
    for line in lines:
        if not _meet(area.box, line.box):
            continue
        inside = [offset for offset in range(line.start, line.end) if _holds(area.box, glyphs[offset])]
        if inside:
            yield Link(inside[0], inside[-1] + 1, area.url)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _holds(area: Box, glyph: Glyph | None) -> bool:
    if glyph is None:
        return False
    x0, top, x1, bottom = glyph.box
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return area[0] - _SLACK <= x <= area[2] + _SLACK and area[1] - _SLACK <= y <= area[3] + _SLACK
