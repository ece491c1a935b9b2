"""The places of a text's characters in flat arrays: a `Glyph` is made only when somebody asks for it."""

from array import array
from collections.abc import Sequence
from typing import overload

from ingest.layout.pieces import Piece, Sheet, box_on_page
from ingest.reading import Glyph


class GlyphTable(Sequence[Glyph | None]):
    """One entry for each character of a text; None for one that the reader added.

    Boxes are rounded to a tenth of a point. They reach from one pen position to the next, and by fixed parts
    of the font size above and below the baseline: so every engine gives the same ones, whatever it knows of
    the glyphs' ink.
    """

    __slots__ = ("_bottoms", "_ends", "_pages", "_starts", "_tops")

    def __init__(self) -> None:
        self._pages = array("H")
        self._starts = array("d")
        self._tops = array("d")
        self._ends = array("d")
        self._bottoms = array("d")

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, index: int) -> Glyph | None: ...
    @overload
    def __getitem__(self, index: slice) -> "GlyphTable": ...
    def __getitem__(self, index: int | slice) -> "Glyph | GlyphTable | None":
        return self._part(index) if isinstance(index, slice) else self._glyph(index)

    def _part(self, stretch: slice) -> "GlyphTable":
        part = GlyphTable()
        part._pages = self._pages[stretch]
        part._starts, part._ends = self._starts[stretch], self._ends[stretch]
        part._tops, part._bottoms = self._tops[stretch], self._bottoms[stretch]
        return part

    def _glyph(self, index: int) -> Glyph | None:
        page = self._pages[index]
        if page == 0:
            return None
        box = (self._starts[index], self._tops[index], self._ends[index], self._bottoms[index])
        return Glyph(page, (_tenths(box[0]), _tenths(box[1]), _tenths(box[2]), _tenths(box[3])))

    @property
    def page_numbers(self) -> Sequence[int]:
        """The page of each character; 0 for one that the reader added."""
        return self._pages

    def add_piece(self, page: int, sheet: Sheet, piece: Piece) -> None:
        """Append the characters of a piece that stands on page `page` (from 1)."""
        count = piece.end - piece.start
        self._pages.extend([page] * count)
        starts, ends = sheet.starts[piece.start : piece.end], sheet.ends[piece.start : piece.end]
        if sheet.angle == 0:
            self._starts.extend(starts)
            self._ends.extend(ends)
            self._tops.extend([piece.top] * count)
            self._bottoms.extend([piece.bottom] * count)
            return
        for start, end in zip(starts, ends, strict=True):
            x0, top, x1, bottom = box_on_page(sheet.angle, start, piece.top, end, piece.bottom)
            self._starts.append(x0)
            self._tops.append(top)
            self._ends.append(x1)
            self._bottoms.append(bottom)

    def add_blanks(self, count: int) -> None:
        """Append characters that stand nowhere."""
        self._pages.extend([0] * count)
        for places in (self._starts, self._tops, self._ends, self._bottoms):
            places.extend([0.0] * count)


def _tenths(length: float) -> float:
    """Rounded to a tenth, so that an engine's small error does not matter.

    Lengths are often multiples of half a thousandth of a point. Shifted like this, none of those stands where
    rounding turns.
    """
    return round(length + 0.00375, 1)
