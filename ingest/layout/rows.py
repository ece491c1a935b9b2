"""Stage: pieces become rows, each at one height, and segments, the parts that wide gaps leave of a row.

Text that is drawn twice at nearly the same place, to look bold, is kept once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from ingest.deadline import in_time
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
COLONS = ":\uff1a"
_MOST_PIECES_OF_LABEL = 3
_SAME_BASELINE = 0.2
"""Within so many font sizes baselines count as one: print varies little, words read by OCR more."""
_SHIFTED_GAP = 0.35
"""Behind a wider gap than so many font sizes, text of the same size on another baseline is another column's,"""
_OF_ONE_SIZE = 0.75
"""and is of the same size if it is at least so large, compared with the larger one."""
INITIAL = 1.6
"""An initial is at least so large, compared with the print beside it,"""
_NEXT_TO_INITIAL = 0.6
"""whose first line is at most so many of its font sizes lower at its top."""
_OVERHANG = 0.3
"""What goes on at another height, such as a raised figure, may begin so many font sizes before the end."""
_FEWEST_SPREAD_WORDS = 3
_ALIKE = 0.25
"""In points: gaps that spread one line differ by no more,"""
_WIDEST_BLANK = 2.5
"""and take no more font sizes."""
_STRIP = 16.0
"""In points."""

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
    """Pieces of one row that no wide gap parts, from left to right; the largest gives baseline and size.

    `colon` tells that a colon ends it, as one ends a label; `label` is what it opens with, up to a colon.
    """

    pieces: tuple[Piece, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    colon: bool = False
    label: str = ""


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
    pieces = [piece for row in rows(sheet.pieces) for piece in _without_doubles(row, sheet)]
    joined = _Chains(max((piece.size for piece in pieces), default=0.0))
    for piece in in_time(sorted((*pieces, *sheet.bridges), key=lambda piece: (piece.x0, piece.x1))):
        joined.add(piece)
    chains = ([piece for piece in chain if piece.end > piece.start] for chain in joined.chains)
    found = sorted((members for members in chains if members), key=lambda one: (one[0].baseline, one[0].x0))
    parted = [_segment(members, sheet) for members in _with_spread_words(found)]
    return sorted(parted, key=lambda segment: (segment.baseline, segment.x0))


def _with_spread_words(chains: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
    """The chains, the words of each line joined that was spread to the edges of its column: wide gaps, all alike."""
    run: list[Piece] = []
    for chain in chains:
        spread = len(chain) == 1 and run and chain[0].baseline == run[-1].baseline
        gaps = [right.x0 - left.x1 for left, right in pairwise([*run, chain[0]])] if spread else []
        if gaps and max(gaps) - min(gaps) <= _ALIKE and max(gaps) <= _WIDEST_BLANK * chain[0].size:
            run.append(chain[0])
            continue
        yield from _as_line(run)
        run = chain if len(chain) == 1 else []
        if not run:
            yield chain
    yield from _as_line(run)


def _as_line(run: list[Piece]) -> Iterator[list[Piece]]:
    if len(run) >= _FEWEST_SPREAD_WORDS:
        yield run
    else:
        yield from ([piece] for piece in run)


class _Chains:
    """Pieces, taken from left to right, each put behind the one that it goes on from.

    Only what stands close by decides: in the next column lines may stand at other heights, in other sizes.
    """

    def __init__(self, largest: float) -> None:
        self.chains: list[list[Piece]] = []
        self._largest = largest
        self._open: dict[int, list[_Chain]] = defaultdict(list)
        """Those that may still go on, by the height of their baselines in strips of `_STRIP` points."""

    def add(self, piece: Piece) -> None:
        """Put the piece behind the nearest chain that it goes on from, or begin a new one."""
        chain = min(self._candidates(piece), key=lambda one: one.distance(piece), default=None)
        if chain is None:
            chain = _Chain(piece)
            self.chains.append(chain.pieces)
        else:
            self._open[chain.strip].remove(chain)
            chain.take(piece)
        self._open[chain.strip].append(chain)

    def _candidates(self, piece: Piece) -> Iterator["_Chain"]:
        reach = max(piece.size, self._largest)
        for strip in range(int((piece.baseline - reach) // _STRIP), int((piece.baseline + reach) // _STRIP) + 1):
            chains = self._open.get(strip)
            if not chains:
                continue
            over = [chain for chain in chains if piece.x0 - chain.x1 > SEGMENT_GAP * self._largest]
            if over:
                chains[:] = [chain for chain in chains if chain not in over]
            for chain in in_time(chains):
                if chain.goes_on_in(piece):
                    yield chain


class _Chain:
    """Pieces of one line; the largest is their measure."""

    __slots__ = ("measure", "pieces", "x1")

    def __init__(self, first: Piece) -> None:
        self.pieces, self.measure, self.x1 = [first], first, first.x1

    @property
    def strip(self) -> int:
        """In which strip of the sheet the baseline lies."""
        return int(self.measure.baseline // _STRIP)

    def take(self, piece: Piece) -> None:
        """Append a piece."""
        self.pieces.append(piece)
        self.x1 = max(self.x1, piece.x1)
        if piece.size > self.measure.size:
            self.measure = piece

    def goes_on_in(self, piece: Piece) -> bool:
        """Whether the piece stands behind this chain, in its line and without a wide gap."""
        gap, size = piece.x0 - self.x1, max(piece.size, self.pieces[-1].size)
        if gap > SEGMENT_GAP * size or not _side_by_side(self.measure, piece):
            return False
        if self._is_initial_of(piece) and piece.top - self.measure.top > _NEXT_TO_INITIAL * piece.size:
            return False
        if abs(piece.baseline - self.pieces[-1].baseline) <= _SAME_BASELINE * size:
            return True
        if gap < -_OVERHANG * size:
            return False
        of_one_size = min(piece.size, self.measure.size) >= _OF_ONE_SIZE * max(piece.size, self.measure.size)
        level = abs(piece.baseline - self.measure.baseline) <= _SAME_BASELINE * size
        return gap <= (_SHIFTED_GAP if of_one_size and not level else SEGMENT_GAP) * size

    def _is_initial_of(self, piece: Piece) -> bool:
        """Whether all there is yet is a large initial: the highest line beside it goes on from it."""
        first = self.pieces[0]
        return len(self.pieces) == 1 and first.end - first.start == 1 and first.size >= INITIAL * piece.size

    def distance(self, piece: Piece) -> tuple[float, float]:
        """How far the piece is from going on behind the last one: in height, then along the line."""
        return abs(piece.baseline - self.pieces[-1].baseline), piece.x0 - self.x1


def _segment(members: Sequence[Piece], sheet: Sheet) -> Segment:
    largest = max(members, key=lambda piece: piece.size)
    return Segment(
        tuple(members),
        members[0].x0,
        max(piece.x1 for piece in members),
        min(piece.top for piece in members),
        max(piece.bottom for piece in members),
        largest.baseline,
        largest.size,
        sheet.text[members[-1].end - 1] in COLONS,
        _label(members, sheet),
    )


def _label(members: Sequence[Piece], sheet: Sheet) -> str:
    """What a segment opens with, up to a colon within its first words; empty where none stands there."""
    opening = "".join(sheet.text[piece.start : piece.end] for piece in members[:_MOST_PIECES_OF_LABEL])
    found = [place for colon in COLONS if (place := opening.find(colon)) > 0]
    return opening[: min(found)] if found else ""


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
