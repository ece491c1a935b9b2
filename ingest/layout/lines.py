"""Stage: the segments of one column become lines, and each line is told where its blanks stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.layout.pieces import WORD_GAP, Piece, Sheet
from ingest.layout.rows import INITIAL, Segment, rows

_LEAST_GAP = 0.03
"""A blank in the file counts only where it leaves this much white space, in font sizes."""
_SPACED_LETTERS = 5
"""So many single letters in a row, evenly apart, are one spaced-out word."""
_WORD_TO_LETTER_GAP = 1.6
"""Between spaced-out words the gap is at least so many times the gap between their letters."""
_OVERLAP = 1.0
"""What stands over more than so many font sizes of other text,"""
_NEXT_LINE = 0.6
"""and is so many font sizes lower, is in a line of its own."""
_EVEN = 1.35
"""The widest of even gaps is at most so many times their median."""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right, and before which of them a blank stands; lengths in points on the sheet."""

    pieces: tuple[Piece, ...]
    blanks: tuple[bool, ...]
    x0: float
    x1: float
    baseline: float
    size: float


def lines(segments: Sequence[Segment], sheet: Sheet) -> list[Line]:
    """The lines of one column from top to bottom; what stands in one row is one line."""
    return [_line(level, sheet) for row in rows(segments) for level in _levels(row)]


def _levels(row: Sequence[Segment]) -> list[list[Segment]]:
    """A row as the lines that it holds: a large initial has two beside it, one below the other."""
    levels: list[list[Segment]] = []
    for segment in sorted(row, key=lambda segment: segment.top):
        level = next((level for level in levels if not any(_is_below(segment, other) for other in level)), None)
        if level is None:
            levels.append([segment])
        else:
            level.append(segment)
    return [sorted(level, key=lambda segment: (segment.x0, segment.x1)) for level in levels]


def _is_below(segment: Segment, other: Segment) -> bool:
    overlap = min(segment.x1, other.x1) - max(segment.x0, other.x0)
    if overlap <= _OVERLAP * min(segment.size, other.size):
        return False
    lower, upper = _print_over(segment, other), _print_over(other, segment)
    size = min(lower.size, upper.size)
    return overlap > _OVERLAP * size and abs(lower.baseline - upper.baseline) > _NEXT_LINE * size


def _print_over(segment: Segment, other: Segment) -> Piece:
    """The largest of a segment's pieces that stand above or below another one; a large initial stands beside it."""
    inside = [piece for piece in segment.pieces if piece.x0 < other.x1 and other.x0 < piece.x1]
    return max(inside or segment.pieces, key=lambda piece: piece.size)


def _line(row: Sequence[Segment], sheet: Sheet) -> Line:
    pieces = [piece for segment in row for piece in segment.pieces]
    main = max(row, key=lambda segment: (segment.size, len(segment.pieces)))
    blanks = [False, *(is_parted(left, right) for left, right in pairwise(pieces))]
    for start, end in _spaced_out(pieces, blanks, sheet):
        _join_letters(pieces, blanks, start, end)
    baseline, size = main.baseline, main.size
    if len(pieces) > 1 and _is_initial(pieces[0], pieces[1]):
        baseline, size = pieces[1].baseline, pieces[1].size
    return Line(tuple(pieces), tuple(blanks), row[0].x0, max(segment.x1 for segment in row), baseline, size)


def _is_initial(first: Piece, second: Piece) -> bool:
    """Whether a line begins with a large initial, which reaches down over the lines below."""
    lower = first.baseline - second.baseline > _NEXT_LINE * second.size
    return first.end - first.start == 1 and first.size >= INITIAL * second.size and lower


def is_parted(left: Piece, right: Piece) -> bool:
    """Whether a blank stands between two pieces of a line."""
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if gap > WORD_GAP * size:
        return True
    return (left.blank_after or right.blank_before) and gap > _LEAST_GAP * size


def _spaced_out(pieces: Sequence[Piece], blanks: Sequence[bool], sheet: Sheet) -> list[tuple[int, int]]:
    """Stretches of pieces, end excluded, that are single letters parted by blanks."""
    found: list[tuple[int, int]] = []
    start = 0
    for index in range(len(pieces) + 1):
        if index < len(pieces) and _is_single(pieces, blanks, index):
            continue
        if index - start >= _SPACED_LETTERS and _mostly_letters(pieces[start:index], sheet):
            found.append((start, index))
        start = index + 1
    return found


def _is_single(pieces: Sequence[Piece], blanks: Sequence[bool], index: int) -> bool:
    """Whether the piece is one character with blanks, or the line's ends, on both sides."""
    alone = index + 1 == len(pieces) or blanks[index + 1]
    return pieces[index].end - pieces[index].start == 1 and alone and (index == 0 or blanks[index])


def _mostly_letters(pieces: Sequence[Piece], sheet: Sheet) -> bool:
    return 2 * sum(sheet.text[piece.start].isalpha() for piece in pieces) > len(pieces)


def _join_letters(pieces: Sequence[Piece], blanks: list[bool], start: int, end: int) -> None:
    """Take away the blanks between the letters of words, if the gaps tell letters and words apart."""
    gaps = [pieces[index].x0 - pieces[index - 1].x1 for index in range(start + 1, end)]
    letter_gap = median(sorted(gaps)[: max(1, (len(gaps) * 2) // 3)])
    narrow = [gap for gap in gaps if gap < _WORD_TO_LETTER_GAP * letter_gap]
    if 2 * len(narrow) < len(gaps) or max(narrow, default=0.0) > _EVEN * letter_gap:
        return
    for index, gap in enumerate(gaps, start=start + 1):
        if gap < _WORD_TO_LETTER_GAP * letter_gap:
            blanks[index] = False
