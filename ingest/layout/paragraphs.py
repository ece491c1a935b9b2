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
_ABOVE_PAGE = 1.3
"""A block's usual leading is at most so many times its page's."""


def paragraph_starts(lines: Sequence[Line], page_leading: float) -> list[bool]:
    """For each line of a block whether it begins a paragraph; `page_leading` is the page's usual leading."""
    leading = min(usual_leading([lines], default=page_leading), _ABOVE_PAGE * page_leading)
    return [True, *(_stands_apart(upper, lower, leading) for upper, lower in pairwise(lines))][: len(lines)]


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
