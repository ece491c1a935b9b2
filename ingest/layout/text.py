"""Stage: all pages become one text in reading order, with places of characters, furniture and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.deadline import check_time
from ingest.layout.columns import Block, reading_order
from ingest.layout.covering import uncovered, without_covered
from ingest.layout.footnotes import without_footnotes
from ingest.layout.furniture import PageFurniture, PageSegments, page_furniture
from ingest.layout.glyphs import GlyphTable
from ingest.layout.letters import runs_right_to_left
from ingest.layout.lines import Line, lines
from ingest.layout.links import PlacedLine, link_spans
from ingest.layout.page import UNMAPPED, LinkArea, PageContent
from ingest.layout.paragraphs import paragraph_starts, usual_leading
from ingest.layout.pieces import Piece, Sheet, box_on_page, sheets
from ingest.layout.reading_direction import begin_on_the_right, in_reading_order, mirrored
from ingest.layout.rows import Segment, segments
from ingest.layout.visibility import can_be_seen
from ingest.reading import Link

_BULLET = "\u2022"
_BULLET_GAP = 0.15
"""A bullet is followed by at least so many font sizes of white space."""


@dataclass(frozen=True, slots=True)
class LaidOutText:
    """A text with the place of each character; spans are offsets, end excluded, pages count from 1."""

    text: str
    glyphs: GlyphTable
    furniture: tuple[tuple[int, int], ...]
    links: tuple[Link, ...]
    page_count: int
    empty_pages: tuple[int, ...]
    hidden: int = 0
    """Characters that nobody can see, which are left out,"""
    covered: tuple[tuple[int, int], ...] = ()
    """and, with the page before each, how many characters something was painted over."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page on its way: number from 1, upright sheet, what is written in other directions, links."""

    number: int
    upright: PageSegments
    turned: tuple[Sheet, ...]
    links: tuple[LinkArea, ...]
    hidden: int
    covered: int


def lay_out(pages: Iterable[PageContent]) -> LaidOutText:
    """Put the characters of all pages in reading order. The pages are taken one by one, none is kept."""
    kept = [_page(number, content) for number, content in enumerate(pages, start=1)]
    furniture = page_furniture([page.upright for page in kept])
    writer = _Writer()
    for page, page_edges in zip(kept, furniture, strict=True):
        check_time()
        writer.write_page(page, page_edges)
    empty = tuple(page.number for page in kept if not _has_text(page))
    covered = tuple((page.number, page.covered) for page in kept if page.covered)
    return replace(writer.result(len(kept), empty), hidden=sum(page.hidden for page in kept), covered=covered)


def _page(number: int, content: PageContent) -> _Page:
    seen = [run for run in content.runs if can_be_seen(run, content)]
    hidden = sum(not char.isspace() for run in content.runs for char in run.text) - sum(
        not char.isspace() for run in seen for char in run.text
    )
    left = uncovered(seen, content)
    found = sheets(left.runs, left.left_out)
    upright = next((sheet for sheet in found if sheet.angle == 0), Sheet(angle=0))
    turned = tuple(sheet for sheet in found if sheet.angle != 0)
    shown = PageSegments(upright, segments(upright), content.height)
    links = without_covered(content.links, left.left_out)
    return _Page(number, shown, turned, links, hidden, left.characters)


def _has_text(page: _Page) -> bool:
    return bool(page.upright.segments or page.turned)


class _Writer:
    """Writes pages one after the other; blocks, paragraphs and pages are parted by a blank line."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._glyphs = GlyphTable()
        self._furniture: list[tuple[int, int]] = []
        self._links: list[Link] = []
        self._page_lines: list[PlacedLine] = []
        self._has_turned = self._from_right = False

    def result(self, page_count: int, empty_pages: tuple[int, ...]) -> LaidOutText:
        """What has been written."""
        return LaidOutText(
            "".join(self._parts),
            self._glyphs,
            tuple(self._furniture),
            tuple(self._links),
            page_count,
            empty_pages,
        )

    def write_page(self, page: _Page, furniture: PageFurniture) -> None:
        """Write the head, the blocks in reading order, the foot, and what is written in other directions.

        Footnotes are furniture too: a sentence may go on over the page, and what they say belongs to no section.
        """
        self._page_lines = []
        edges = {id(segment) for segment in (*furniture.head, *furniture.foot)}
        body = [segment for segment in page.upright.segments if id(segment) not in edges]
        text, notes = without_footnotes(body, page.upright.sheet)
        self._look_at(page.upright.sheet, page.upright.segments)
        self._write_furniture(page, furniture.head)
        self._write_blocks(page, page.upright.sheet, self._in_order(text, page.upright.sheet))
        self._write_furniture(page, notes)
        self._write_furniture(page, furniture.foot)
        for sheet in page.turned:
            found = segments(sheet)
            self._look_at(sheet, found)
            self._write_blocks(page, sheet, self._in_order(found, sheet))
        self._links += link_spans(page.links, self._page_lines, self._glyphs)

    def _look_at(self, sheet: Sheet, found: Sequence[Segment]) -> None:
        """See whether any line of a sheet is written from right to left, and whether the lines as a whole are."""
        self._has_turned = runs_right_to_left(sheet.text)
        self._from_right = self._has_turned and begin_on_the_right(lines(found, sheet), sheet)

    def _in_order(self, found: Sequence[Segment], sheet: Sheet) -> list[Block]:
        """The blocks in reading order. Where lines run to the left, so do columns, as a mirror would show them."""
        if not self._from_right:
            return list(reading_order(found))
        images = [mirrored(segment, sheet) for segment in found]
        originals = {id(image): segment for image, segment in zip(images, found, strict=True)}
        return [[originals[id(image)] for image in block] for block in reading_order(images)]

    def _write_furniture(self, page: _Page, block: Sequence[Segment]) -> None:
        for number, line in enumerate(lines(block, page.upright.sheet)):
            start = self._write_line(page.number, page.upright.sheet, line, feeds=2 if number == 0 else 1)
            self._furniture.append((start, self._length))

    def _write_blocks(self, page: _Page, sheet: Sheet, blocks: Sequence[Block]) -> None:
        laid_out = [lines(block, sheet) for block in blocks]
        page_leading = usual_leading(laid_out)
        for block in laid_out:
            for line, begins in zip(block, paragraph_starts(block, page_leading), strict=True):
                self._write_line(page.number, sheet, line, feeds=2 if begins else 1)

    def _write_line(self, page: int, sheet: Sheet, line: Line, feeds: int) -> int:
        """Write a line behind so many line feeds (none at the very start) and return its offset."""
        if self._length:
            self._write_added("\n" * feeds)
        start = self._length
        if self._has_turned and runs_right_to_left(
            "".join(sheet.text[piece.start : piece.end] for piece in line.pieces)
        ):
            self._write_turned(page, sheet, line)
        else:
            self._write_pieces(page, sheet, line)
        top, bottom = min(piece.top for piece in line.pieces), max(piece.bottom for piece in line.pieces)
        box = box_on_page(sheet.angle, line.x0, top, line.x1, bottom)
        self._page_lines.append(PlacedLine(start, self._length, box))
        return start

    def _write_turned(self, page: int, sheet: Sheet, line: Line) -> None:
        """Write the characters of a line that holds writing from right to left, as they are read."""
        for piece, char, blank in in_reading_order(line, sheet, from_right=self._from_right):
            if blank:
                self._write_added(" ")
            self._parts.append(char)
            self._length += 1
            self._glyphs.add_piece(page, sheet, piece)

    def _write_pieces(self, page: int, sheet: Sheet, line: Line) -> None:
        for index, (piece, blank) in enumerate(zip(line.pieces, line.blanks, strict=True)):
            if blank:
                self._write_added(" ")
            text = sheet.text[piece.start : piece.end]
            if index == 0 and _is_bullet(line.pieces, text):
                text = _BULLET
            self._parts.append(text)
            self._length += len(text)
            self._glyphs.add_piece(page, sheet, piece)

    def _write_added(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._glyphs.add_blanks(len(text))


def _is_bullet(pieces: Sequence[Piece], text: str) -> bool:
    """Whether the line begins with a lone character (`text`) of a symbol font, or with one that has no meaning."""
    first = pieces[0]
    meaningless = text == UNMAPPED or "\ue000" <= text <= "\uf8ff"
    if first.end - first.start != 1 or len(pieces) == 1 or not (first.symbols or meaningless):
        return False
    return pieces[1].x0 - first.x1 >= _BULLET_GAP * first.size
