"""Stage: pieces become rows, each at one height, and segments, the parts that wide gaps leave of a row.

Text that is drawn twice at nearly the same place, to look bold, is kept once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from ingest.layout.pieces import Piece, Sheet

SEGMENT_GAP = 0.8
"""White space wider than this many times the font size parts two segments."""
_SHARED_HEIGHT = 0.5
"""What stands in one row shares at least this part of the lower one's height."""
_DOUBLE_OFFSET = 0.1
"""The same character again within this many times the font size is the same ink; twice as far, a letter
can repeat."""
_LEAST_CELL = 0.1
"""In points, for print too small to be seen."""
_NEAR = (-1, 0, 1)

_Ink = tuple[str, int, int, int]
"""A character, its size in whole points, and its column and row in a grid of `_DOUBLE_OFFSET` font sizes."""


class Placed(Protocol):
    """Anything with a place on a sheet, in points, downwards and to the right."""

    @property
    def x0(self) -> float:
        """Left edge."""
        ...

    @property
    def x1(self) -> float:
        """Right edge."""
        ...

    @property
    def baseline(self) -> float:
        """Distance of the baseline from the top."""
        ...

    @property
    def size(self) -> float:
        """Font size."""
        ...

    @property
    def top(self) -> float:
        """Upper edge."""
        ...

    @property
    def bottom(self) -> float:
        """Lower edge."""
        ...


P = TypeVar("P", bound=Placed)


class Segment(NamedTuple):
    """Pieces of one row that no wide gap parts, from left to right; the largest gives baseline and size."""

    pieces: tuple[Piece, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float


def rows(items: Iterable[P]) -> list[list[P]]:
    """Group what stands at one height, from top to bottom, each row from left to right.

    The largest member is the row's measure, so that raised and lowered small print joins the line that it
    belongs to.
    """
    found: list[list[P]] = []
    measure: P | None = None
    for item in sorted(items, key=lambda item: (item.baseline, item.x0)):
        if measure is None or not _side_by_side(measure, item):
            found.append([item])
            measure = item
            continue
        found[-1].append(item)
        if item.size > measure.size:
            measure = item
    for row in found:
        row.sort(key=lambda item: (item.x0, item.x1))
    return found


def _side_by_side(one: Placed, other: Placed) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SHARED_HEIGHT * min(one.size, other.size)


def segments(sheet: Sheet) -> list[Segment]:
    """The segments of a sheet from top to bottom and left to right."""
    found: list[Segment] = []
    for row in rows(sheet.pieces):
        found += _segments_of_row(_without_doubles(row, sheet))
    return found


def _segments_of_row(row: Sequence[Piece]) -> Iterator[Segment]:
    members: list[Piece] = []
    right = 0.0
    for piece in row:
        if members and piece.x0 - right > SEGMENT_GAP * max(piece.size, members[-1].size):
            yield _segment(members)
            members = []
        right = max(right, piece.x1) if members else piece.x1
        members.append(piece)
    if members:
        yield _segment(members)


def _segment(members: Sequence[Piece]) -> Segment:
    largest = max(members, key=lambda piece: piece.size)
    return Segment(
        tuple(members),
        members[0].x0,
        max(piece.x1 for piece in members),
        min(piece.top for piece in members),
        max(piece.bottom for piece in members),
        largest.baseline,
        largest.size,
    )


def _without_doubles(row: list[Piece], sheet: Sheet) -> list[Piece]:
    """The row without characters that stand where the same character already stands."""
    if not _overlaps(row):
        return row
    kept: list[Piece] = []
    seen: set[_Ink] = set()
    for piece in sorted(row, key=lambda piece: piece.start):
        kept += _new_parts(piece, sheet, seen)
    return sorted(kept, key=lambda piece: (piece.x0, piece.x1))


def _overlaps(row: Sequence[Piece]) -> bool:
    return any(right.x0 < left.x1 - _DOUBLE_OFFSET * left.size for left, right in pairwise(row))


def _new_parts(piece: Piece, sheet: Sheet, seen: set[_Ink]) -> Iterator[Piece]:
    """The stretches of the piece that are not yet in `seen`, which gets them."""
    cell = max(_DOUBLE_OFFSET * piece.size, _LEAST_CELL)
    size, y = round(piece.size), round(piece.baseline / cell)
    new: list[int] = []
    inks: list[_Ink] = []
    for index in range(piece.start, piece.end):
        char, x = sheet.text[index], round(sheet.starts[index] / cell)
        if not any((char, size, x + dx, y + dy) in seen for dx in _NEAR for dy in _NEAR):
            new.append(index)
        inks.append((char, size, x, y))
    seen.update(inks)
    if len(new) == len(inks):
        yield piece
        return
    for first, end in _stretches(new):
        yield piece._replace(start=first, end=end, x0=sheet.starts[first], x1=sheet.ends[end - 1])


def _stretches(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers as `(first, end)`, end excluded."""
    start = 0
    for place in range(1, len(indices) + 1):
        if place == len(indices) or indices[place] != indices[place - 1] + 1:
            yield indices[start], indices[place - 1] + 1
            start = place
