"""Stage: tells which lines of a block begin a paragraph, by the white space above them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.layout.lines import Line

_LARGER = 1.2
"""A gap is larger than usual from so many times the usual leading on,"""
_LEAST_EXTRA = 0.2
"""and if it is larger by at least so many font sizes."""
_OTHER_SIZE = 1.3
"""Lines whose sizes differ by this factor belong to different paragraphs."""
_SPREAD = 1.08
"""Leadings of one kind differ by at most this factor."""
_SUPPORT = 0.15
"""The usual leading is held by at least this part of a block's lines,"""
_LEAST_SUPPORT = 2
"""and by at least so many."""
_TIGHTEST = 0.7
"""Lines closer than so many font sizes tell nothing of the leading."""
_DEFAULT_LEADING = 1.25
_LEAST_PIECES_OF_ITEM = 2
_MARK_GAP = 0.5
"""Behind the mark of a list's item stand at least so many font sizes of white space."""
_ALIGNMENT = 0.35
"""What begins within so many font sizes begins at one place."""
_ABOVE_PAGE = 1.3
"""A block's usual leading is at most so many times its page's."""


def paragraph_starts(lines: Sequence[Line], page_leading: float) -> list[bool]:
    """For each line of a block whether it begins a paragraph; `page_leading` is the page's usual leading."""
    leading = min(usual_leading([lines], default=page_leading), _ABOVE_PAGE * page_leading)
    outdented = _behind_items(lines)
    starts = [True, *(_stands_apart(upper, lower, leading) for upper, lower in pairwise(lines))][: len(lines)]
    return [start or index in outdented for index, start in enumerate(starts)]


def _behind_items(lines: Sequence[Line]) -> set[int]:
    """The lines that begin left of a list's items, whose text hangs: the list ends above them."""
    found: set[int] = set()
    indent, hangs = None, False
    for index, line in enumerate(lines):
        near = _ALIGNMENT * line.size
        item = _item_indent(line)
        if item is not None:
            hangs = hangs and indent is not None and abs(item - indent) <= near
            indent = item
        elif indent is not None and abs(line.x0 - indent) <= near:
            hangs = True
        elif indent is not None:
            if hangs and line.x0 < indent - near:
                found.add(index)
            indent, hangs = None, False
    return found


def _item_indent(line: Line) -> float | None:
    """Where the text of a list's item begins, behind its mark; None for any other line."""
    if len(line.pieces) < _LEAST_PIECES_OF_ITEM:
        return None
    mark, text = line.pieces[:2]
    is_mark = mark.end - mark.start == 1 and mark.x1 - mark.x0 <= line.size
    return text.x0 if is_mark and text.x0 - mark.x1 >= _MARK_GAP * line.size else None


def usual_leading(blocks: Iterable[Sequence[Line]], default: float = _DEFAULT_LEADING) -> float:
    """The usual distance from baseline to baseline in font sizes: the smallest that enough lines of one size keep."""
    pairs = (pair for block in blocks for pair in pairwise(block) if not _differ_in_size(*pair))
    leadings = sorted(_leading(upper, lower) for upper, lower in pairs)
    leadings = [leading for leading in leadings if leading >= _TIGHTEST]
    needed = max(_LEAST_SUPPORT, _SUPPORT * len(leadings))
    for index, leading in enumerate(leadings):
        if bisect_right(leadings, _SPREAD * leading) - index >= needed:
            return leading
    return default


def _differ_in_size(upper: Line, lower: Line) -> bool:
    return max(upper.size, lower.size) > _OTHER_SIZE * min(upper.size, lower.size)


def _stands_apart(upper: Line, lower: Line, leading: float) -> bool:
    if _differ_in_size(upper, lower):
        return True
    distance = _leading(upper, lower)
    return distance > _LARGER * leading and distance > leading + _LEAST_EXTRA


def _leading(upper: Line, lower: Line) -> float:
    """From baseline to baseline in font sizes; in hundredths, so that small errors decide nothing."""
    return round((lower.baseline - upper.baseline) / max(upper.size, lower.size), 2)
