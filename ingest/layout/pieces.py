"""Stage: runs become pieces, unbroken stretches of characters, on sheets of one writing direction each."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import NamedTuple

from ingest.layout.page import TextRun
from ingest.reading import Box

WORD_GAP = 0.18
"""White space wider than this many times the font size parts two words."""
_JUMP_BACK = 0.3
"""The pen going back further than this many times the font size ends a piece."""
_ASCENT, _DESCENT = 0.75, 0.25
"""A character's box reaches this many times the font size above and below its baseline, whatever its ink."""
_AS_PRINTED = str.maketrans("\u00ad", "-")
"""A soft hyphen that stands on a page is a printed hyphen."""


class Piece(NamedTuple):
    """An unbroken stretch of characters, `start` to `end` (excluded) of its sheet's characters.

    Lengths are points on the sheet, downwards and to the right. `blank_before` and `blank_after` tell
    of blanks in the file itself.
    """

    start: int
    end: int
    x0: float
    x1: float
    baseline: float
    size: float
    blank_before: bool = False
    blank_after: bool = False
    symbols: bool = False

    @property
    def top(self) -> float:
        """The upper edge of its characters' boxes."""
        return self.baseline - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its characters' boxes."""
        return self.baseline + _DESCENT * self.size


@dataclass(slots=True)
class Sheet:
    """What is written in one direction on a page; `angle` is that in whole degrees anticlockwise.

    `starts` and `ends` are the characters' edges in points, on the page turned so that the writing is
    upright. `bridges` are pieces without characters, which hold together the line that they stand in.
    """

    angle: int
    text: str = ""
    starts: "array[float]" = field(default_factory=lambda: array("d"))
    ends: "array[float]" = field(default_factory=lambda: array("d"))
    pieces: list[Piece] = field(default_factory=list)
    bridges: list[Piece] = field(default_factory=list)


def sheets(runs: Iterable[TextRun], left_out: Iterable[TextRun] = ()) -> list[Sheet]:
    """The sheets of a page, the upright one first; blanks are dropped, they come back from the gaps.

    Runs that are `left_out` are no part of the text: they are bridges.
    """
    by_angle: dict[int, Sheet] = {}
    texts: dict[int, list[str]] = {}
    for run in runs:
        sheet = by_angle.setdefault(run.angle, Sheet(run.angle))
        sheet.pieces += _pieces(run, offset=len(sheet.starts))
        sheet.starts.extend(run.starts)
        sheet.ends.extend(run.ends)
        texts.setdefault(run.angle, []).append(run.text)
    for angle, sheet in by_angle.items():
        sheet.text = "".join(texts[angle]).translate(_AS_PRINTED)
    for run in left_out:
        if run.angle in by_angle:
            by_angle[run.angle].bridges.append(Piece(0, 0, min(run.starts), max(run.ends), run.baseline, run.size))
    return [by_angle[angle] for angle in sorted(by_angle) if by_angle[angle].pieces]


def _pieces(run: TextRun, offset: int) -> Iterator[Piece]:
    starts, ends, size = run.starts, run.ends, run.size
    widest, furthest_back = WORD_GAP * size, -_JUMP_BACK * size
    first: int | None = None
    blank: int | None = None
    for index, char in enumerate(run.text):
        if char.isspace():
            if first is not None:
                yield _piece(run, first, index, offset, blank, index)
                first = None
            blank = index
            continue
        if first is None:
            first = index
            continue
        if not furthest_back <= starts[index] - ends[index - 1] <= widest:
            yield _piece(run, first, index, offset, blank)
            first, blank = index, None
    if first is not None:
        yield _piece(run, first, len(run.text), offset, blank)


def _piece(run: TextRun, first: int, end: int, offset: int, *blanks: int | None) -> Piece:
    """The piece of the characters `first` to `end`; `blanks` are those next to it, on either side as they are drawn."""
    x0 = min(run.starts[first], run.starts[end - 1])
    sides = [run.starts[blank] >= x0 for blank in blanks if blank is not None]
    return Piece(
        first + offset,
        end + offset,
        x0,
        max(run.ends[first], run.ends[end - 1]),
        run.baseline,
        run.size,
        not all(sides),
        any(sides),
        run.symbols,
    )


def box_on_page(angle: int, x0: float, top: float, x1: float, bottom: float) -> Box:
    """A box of a sheet turned by `angle` degrees as a box of the page as shown."""
    if angle == 0:
        return (x0, top, x1, bottom)
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    xs = [u * cosine + v * sine for u in (x0, x1) for v in (top, bottom)]
    ys = [v * cosine - u * sine for u in (x0, x1) for v in (top, bottom)]
    return (min(xs), min(ys), max(xs), max(ys))
