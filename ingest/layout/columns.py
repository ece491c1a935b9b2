"""Stage: the segments of a sheet become blocks in reading order, by the gutters that part columns.

A gutter is a vertical white strip that holds over several lines with text on both sides. What stands above it
is read first, then the columns from left to right, then what stands below; each part is looked at again in
the same way.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from ingest.deadline import in_time
from ingest.layout.rows import Segment, rows

_LEAST_LINES = 3
"""A gutter has at least so many lines on each side."""
_LEAST_SHIFTED_LINES = 2
"""if one side has more lines above or below and the lines stand at heights of their own, or if both sides have."""
_SHIFTED = 0.25
"""Lines whose baselines differ by so many font sizes stand at heights of their own."""
_BULLET_WIDTH = 2.0
"""In font sizes: what is narrower may be a bullet or a number, at whatever height."""
_NARROW = 0.6
"""A gutter is at least so many font sizes wide."""
_WIDE = 1.5
"""From so many font sizes on, the lines to its right need not begin at one place."""
_ALIGNED_SHARE = 0.6
"""Beside a narrower gutter at least this part of the lines to its right begins at one place."""
_ALIGNMENT = 0.35
"""What begins within so many font sizes begins at one place."""
_LABEL_WIDTH = 7.0
"""Texts of at most so many font sizes, each with a text beside it, are labels or bullets, no column."""
_LABELLED_SHARE = 0.8
"""At least this part of labels has a text at its own height."""
_LEAST_LABELS = 2
_FULL_LINE, _FULL_SHARE, _LEAST_PROSE = 0.8, 0.6, 6
"""In running text of so many lines or more, so large a part of them is as long as this part of the longest."""
_OVERLAP = 0.1
"""Segments that share at least this part of the lower one's height stand beside each other."""
_FLOW_GAP = 0.6
"""Lines with less than so many font sizes of white between them belong to one paragraph or block."""
_LEAST_DISTANCE = 0.3
"""A line of the left column ends at least so many font sizes before the right one."""
_SAME_GAP = 1.25
"""White spaces of one kind differ by at most this factor."""
_PARAGRAPH_GAP = 1.6
"""White space of at most so many font sizes may part the paragraphs of one column."""
_BAND = 1.5
"""A band across two columns is so many times as wide as the widest other white space in them."""
_CLEARLY_WIDER = 1.2
"""White space is clearly wider than other from this factor on."""
_SIZE_SPREAD = 0.03
"""Print of one size differs by at most this part."""
_ROW_HEIGHT_SPREAD = 0.15
"""The cells of a table's row begin at heights that differ by at most so many font sizes."""
_SLACK = 1.0
"""In points: how far a segment may reach into a strip and still stand beside it."""

Block = list[Segment]


class _Neighbours(NamedTuple):
    left: Segment
    right: Segment


class _Sides(NamedTuple):
    """Who stands left of whom, and who right, by identity."""

    left_of: Mapping[int, Segment]
    right_of: Mapping[int, Segment]


class _Strip(NamedTuple):
    """A white strip from `x0` to `x1`, the neighbours that it parts, and all segments on both sides of it."""

    x0: float
    x1: float
    pairs: list[_Neighbours]
    passed: list[Segment]


class _Gutter(NamedTuple):
    """A white strip from `x0` to `x1` and from `top` to `bottom`; `lines`: how many its poorer side has.

    What stands above `ceiling` or below `floor` are labels with their values, which are read across.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    lines: int
    right_starts: tuple[float, ...]
    ceiling: float
    floor: float


class _Parts(NamedTuple):
    above: Block
    left: Block
    right: Block
    below: Block


def reading_order(segments: Sequence[Segment], *, in_column: bool = False) -> list[Block]:
    """The segments as blocks, each a column or a full-width stretch, in the order in which one reads them.

    `in_column` tells that they are a column of a page, and no page: nothing stands below that is no part of it.
    """
    if not segments:
        return []
    gutter = _best_gutter(segments)
    if gutter is None:
        return [list(segments)]
    parts = _divide(segments, gutter, in_column=in_column)
    ordered = _by_table_rows(parts) or _in_two_rows(parts) or _with_side_box_first(parts, gutter)
    return [
        block
        for part in ordered
        for block in reading_order(part, in_column=in_column or part is parts.left or part is parts.right)
    ]


def _best_gutter(segments: Sequence[Segment]) -> _Gutter | None:
    by_top = sorted(segments, key=lambda segment: (segment.top, segment.x0))
    neighbours = list(_neighbours(by_top))
    if len(neighbours) < _LEAST_SHIFTED_LINES:
        return None
    beside = _Sides(
        {id(pair.right): pair.left for pair in neighbours}, {id(pair.left): pair.right for pair in neighbours}
    )
    gutters: list[_Gutter] = []
    tried: set[int] = set()
    for seed in in_time(neighbours):
        if id(seed.left) in tried:
            continue
        strip = _strip_from(seed, beside, by_top)
        tried.update(id(pair.left) for pair in strip.pairs)
        gutter = _gutter(strip)
        if gutter:
            gutters.append(gutter)
    return max(gutters, key=lambda gutter: (gutter.lines, -gutter.x0), default=None)


def _neighbours(by_top: Sequence[Segment]) -> Iterator[_Neighbours]:
    """Each segment with the next one to its right that stands beside it, from top to bottom."""
    for index, segment in enumerate(by_top):
        to_the_right = [other for other in _beside(by_top, index) if other.x0 >= segment.x1]
        if not to_the_right:
            continue
        edge = min(other.x0 for other in to_the_right)
        if edge - segment.x1 >= _NARROW * segment.size:
            near = [other for other in to_the_right if other.x0 - edge <= _ALIGNMENT * segment.size]
            yield _Neighbours(segment, min(near, key=lambda other: abs(other.baseline - segment.baseline)))


def _beside(by_top: Sequence[Segment], index: int) -> Iterator[Segment]:
    """The segments that share some height with the one at `index`."""
    segment = by_top[index]
    tallest = max(segment.bottom - segment.top, 1.0) * 4
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(by_top) and abs(by_top[place].top - segment.top) < tallest:
            other = by_top[place]
            shared = min(segment.bottom, other.bottom) - max(segment.top, other.top)
            if shared >= _OVERLAP * min(segment.size, other.size):
                yield other
            place += step


def _strip_from(seed: _Neighbours, beside: _Sides, by_top: Sequence[Segment]) -> _Strip:
    """The strip between the seed's two segments, followed down the page until a segment stands in its way."""
    x0, x1 = seed.left.x1, seed.right.x0
    pairs: list[_Neighbours] = []
    strip = (x0, x1)
    passed = list(_beside_above(seed, by_top))
    for segment in by_top:
        if segment.top < seed.left.top - 0.01 and segment is not seed.right:
            continue
        narrowed = _narrowed(x0, x1, segment) or _narrowed_by_word(x0, x1, segment, beside.left_of.get(id(segment)))
        if narrowed is None or narrowed[1] - narrowed[0] < _NARROW * segment.size:
            break
        x0, x1 = narrowed
        passed.append(segment)
        partner = beside.right_of.get(id(segment))
        if partner is not None and segment.x1 <= x1 and partner.x0 >= x0:
            pairs.append(_Neighbours(segment, partner))
            strip = (x0, x1)
    return _Strip(*strip, pairs, passed)


def _beside_above(seed: _Neighbours, by_top: Sequence[Segment]) -> Iterator[Segment]:
    """What stands on both sides of the strip between the seed's segments above these, up to what stands in it."""
    for segment in reversed(by_top):
        if segment.top >= seed.left.top - 0.01 or segment is seed.right:
            continue
        if segment.x1 > seed.left.x1 + _SLACK and segment.x0 < seed.right.x0 - _SLACK:
            return
        yield segment


def _narrowed_by_word(x0: float, x1: float, segment: Segment, before: Segment | None) -> tuple[float, float] | None:
    """What the last word of a line leaves of the strip, where the line is spread so wide that its words stand apart."""
    if before is None or not x0 <= segment.x0 < segment.x1 < x1:
        return None
    gap = segment.x0 - before.x1
    return (segment.x1, x1) if gap <= _WIDE * segment.size and gap < x1 - segment.x1 else None


def _narrowed(x0: float, x1: float, segment: Segment) -> tuple[float, float] | None:
    """What the segment leaves of the strip; None where it stands across or inside it."""
    if segment.x1 <= x0 + _SLACK or segment.x0 >= x1 - _SLACK:
        return (x0, x1)
    if segment.x0 < x0 and segment.x1 < x1:
        return (segment.x1, x1)
    if segment.x0 > x0 and segment.x1 > x1:
        return (x0, segment.x0)
    return None


def _gutter(strip: _Strip) -> _Gutter | None:
    """The strip as a gutter, if it parts columns and not labels, bullets or chance gaps between words."""
    x0, x1 = strip.x0, strip.x1
    pairs = [pair for pair in strip.pairs if pair.left.x1 <= x0 + _SLACK and pair.right.x0 >= x1 - _SLACK]
    pairs, ceiling, floor = _between_labels(pairs)
    lefts = {id(pair.left): pair.left for pair in pairs}
    rights = {id(pair.right): pair.right for pair in pairs}
    lines = min(len(lefts), len(rights))
    shifted = _are_shifted(pairs)
    if lines < _LEAST_LINES and not (lines >= _LEAST_SHIFTED_LINES and _are_long(strip, shifted)):
        return None
    size = median(pair.left.size for pair in pairs)
    starts = tuple(right.x0 for right in rights.values())
    if x1 - x0 < _WIDE * size and not shifted and not _is_aligned(starts, size):
        return None
    top = min(min(pair.left.top, pair.right.top) for pair in pairs)
    bottom = max(max(pair.left.bottom, pair.right.bottom) for pair in pairs)
    label_width = _LABEL_WIDTH if _have_values(strip, pairs, top, bottom) else _BULLET_WIDTH
    if all(left.x1 - left.x0 <= label_width * left.size for left in lefts.values()):
        return None
    return _Gutter(x0, x1, top, bottom, lines, starts, ceiling, floor)


def _between_labels(pairs: list[_Neighbours]) -> tuple[list[_Neighbours], float, float]:
    """The most pairs that no labels with values part, and the heights that they keep between.

    Labels are two lines or more, one below the other, that end in a colon and have a text at their own height: so
    what they label stands there, and not in the next line. Beside running text nothing is a label.
    """
    if _is_prose([pair.right for pair in pairs]):
        return pairs, -inf, inf
    marks = [_is_label(pair) for pair in pairs]
    runs = [(first, end) for first, end in _runs(marks) if end - first >= _LEAST_LABELS]
    edges = [0, *(edge for run in runs for edge in run), len(pairs)]
    first, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda run: run[1] - run[0])
    ceiling = pairs[first - 1].left.bottom if first else -inf
    floor = pairs[end].left.top if end < len(pairs) else inf
    return pairs[first:end], ceiling, floor


def _is_label(pair: _Neighbours) -> bool:
    left, right = pair
    short = left.x1 - left.x0 <= _LABEL_WIDTH * left.size
    return left.colon and short and not right.colon and not _is_shifted(pair)


def _runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of true marks, end excluded."""
    start = 0
    for mark, group in groupby(marks):
        end = start + len(list(group))
        if mark:
            yield start, end
        start = end


def _is_prose(lines: Sequence[Segment]) -> bool:
    """Whether most of many lines are about as long as the longest one."""
    longest = max((line.x1 - line.x0 for line in lines), default=0.0)
    full = sum(line.x1 - line.x0 >= _FULL_LINE * longest for line in lines)
    return len(lines) >= _LEAST_PROSE and full >= _FULL_SHARE * len(lines)


def _have_values(strip: _Strip, pairs: Sequence[_Neighbours], top: float, bottom: float) -> bool:
    """Whether nearly all lines on the left have text at their own height on the right, as labels do."""
    lines = sum(segment.x1 <= strip.x0 + _SLACK and top <= segment.baseline <= bottom for segment in strip.passed)
    level = sum(not _is_shifted(pair) for pair in pairs)
    return level >= _LABELLED_SHARE * lines


def _are_long(strip: _Strip, shifted: bool) -> bool:
    """Whether the two sides, which stand beside each other in two lines alone, are columns all the same."""
    left = sum(segment.x1 <= strip.x0 + _SLACK for segment in strip.passed)
    right = sum(segment.x0 >= strip.x1 - _SLACK for segment in strip.passed)
    return (max if shifted else min)(left, right) >= _LEAST_LINES


def _are_shifted(pairs: Sequence[_Neighbours]) -> bool:
    """Whether most lines on the left have no line at their own height on the right."""
    return 2 * sum(_is_shifted(pair) for pair in pairs) > len(pairs)


def _is_shifted(pair: _Neighbours) -> bool:
    left, right = pair
    return abs(left.baseline - right.baseline) > _SHIFTED * min(left.size, right.size)


def _is_aligned(starts: Sequence[float], size: float) -> bool:
    near = _ALIGNMENT * size
    best = max(sum(abs(other - start) <= near for other in starts) for start in starts)
    return best >= _ALIGNED_SHARE * len(starts)


def _divide(segments: Sequence[Segment], gutter: _Gutter, *, in_column: bool) -> _Parts:
    parts = _Parts([], [], [], [])
    for segment in sorted(segments, key=lambda segment: (segment.baseline, segment.x0)):
        middle = (segment.top + segment.bottom) / 2
        if middle < gutter.top:
            parts.above.append(segment)
        elif middle > gutter.bottom:
            parts.below.append(segment)
        elif segment.x0 < (gutter.x0 + gutter.x1) / 2:
            parts.left.append(segment)
        else:
            parts.right.append(segment)
    return _prolonged_down(_prolonged_up(parts, gutter), gutter, in_column=in_column)


def _prolonged_up(parts: _Parts, gutter: _Gutter) -> _Parts:
    """One column may begin above the other: take in the lines over it that begin where it does."""
    above, left, right = list(parts.above), list(parts.left), list(parts.right)
    while above and above[-1].baseline > gutter.ceiling:
        segment = above[-1]
        if _continues_right(segment, gutter, min(other.top for other in right) - segment.bottom):
            right.insert(0, above.pop())
        elif segment.x1 <= gutter.x0 + _SLACK and _continues_left(segment, left):
            left.insert(0, above.pop())
        else:
            break
    return parts._replace(above=above, left=left, right=right)


def _continues_left(segment: Segment, left: Block) -> bool:
    """Whether a line of the left part runs on directly from the segment above it."""
    near = [other for other in left if abs(other.x0 - segment.x0) <= _ALIGNMENT * segment.size]
    return bool(near) and min(other.top for other in near) - segment.bottom <= _FLOW_GAP * segment.size


def _continues_right(segment: Segment, gutter: _Gutter, gap: float) -> bool:
    if segment.x0 < gutter.x1 - _SLACK:
        return False
    if gap <= _FLOW_GAP * segment.size:
        return True
    return any(abs(segment.x0 - start) <= _ALIGNMENT * segment.size for start in gutter.right_starts)


def _prolonged_down(parts: _Parts, gutter: _Gutter, *, in_column: bool) -> _Parts:
    """One column may end below the other: take in the lines under it, up to one that crosses the gutter."""
    left, right, below = list(parts.left), list(parts.right), list(parts.below)
    lower: list[Segment] = []
    while below and below[0].baseline < gutter.floor:
        segment = below[0]
        on_left = segment.x1 <= gutter.x1 - _LEAST_DISTANCE * segment.size
        gap = segment.top - max(other.bottom for other in right)
        if not on_left and not _continues_right(segment, gutter, gap):
            break
        (right if segment.x0 >= gutter.x0 else lower).append(below.pop(0))
    added, given_back = (lower, []) if in_column and not below else _continued_left(left, lower, right, below)
    return _Parts(parts.above, left + added, right, given_back + below)


def _continued_left(column: Block, lower: Block, right: Block, below: Block) -> tuple[Block, Block]:
    """Which of the lines under the left column go on with it, and which belong to the full-width text below.

    A line runs on directly, or is parted from the column by no more white than its own parts are from each
    other; but the last stretch belongs below if what follows runs on from it, or if it is one short line, a
    heading.
    """
    last_line = max(_in_line_with(lower, column), key=lambda segment: segment.bottom)
    stretches = _stretches([last_line, *lower])
    widest = max(_gaps(_stretches(column)), default=0.0)
    kept = 1
    for gap in _gaps(stretches):
        if gap > _SAME_GAP * widest:
            break
        kept += 1
    kept = max(kept, 1 + _filled_as(stretches[1:], column))
    kept = max(kept, 1 + _alike(stretches, below[:1], max(segment.bottom for segment in right)))
    if below and kept == len(stretches) > 1 and not _filled_as(stretches[-1:], column):
        runs_on = below[0].top - stretches[-1][-1].bottom <= _FLOW_GAP * below[0].size
        kept -= runs_on or len(rows(stretches[-1])) == 1
    added = [segment for stretch in stretches[:kept] for segment in stretch if segment is not last_line]
    return added, [segment for stretch in stretches[kept:] for segment in stretch]


def _filled_as(stretches: Sequence[Block], column: Block) -> int:
    """How many stretches, from the first on, are running text that fills lines as wide as the column's.

    Text of the whole width would cross the gutter.
    """
    width = max(segment.x1 - segment.x0 for segment in column)
    left = min(segment.x0 for segment in column)
    for count, stretch in enumerate(stretches):
        size = stretch[0].size
        wide = [segment.x1 - segment.x0 >= _FULL_LINE * width for segment in stretch[:-1]]
        aligned = abs(min(segment.x0 for segment in stretch) - left) <= _ALIGNMENT * size
        if not aligned or len(wide) + 1 < _LEAST_LINES or sum(wide) < _FULL_SHARE * len(wide):
            return count
    return len(stretches)


def _in_line_with(lower: Block, column: Block) -> Block:
    """The part of the column that begins where the lower text does; all of it where none does.

    The column's last line counts wherever it begins if the lower text runs on from it: the first line of a list's item
    hangs out.
    """
    if not lower:
        return column
    last = max(column, key=lambda segment: segment.bottom)
    over = min(last.x1, lower[0].x1) > max(last.x0, lower[0].x0)
    if over and lower[0].top - last.bottom <= _FLOW_GAP * lower[0].size and _of_one_size(last.size, lower[0].size):
        return [last]
    near = [segment for segment in column if abs(segment.x0 - lower[0].x0) <= _ALIGNMENT * segment.size]
    return near or column


def _alike(stretches: Sequence[Block], below: Block, right_end: float) -> int:
    """How many stretches are set as the first one is, the column's end, and not as the text below is.

    What begins hardly lower than the right column ends (`right_end`) is not set below the two.
    """
    column = stretches[0][-1]
    gaps = _gaps([*stretches, below] if below else stretches)
    count = 0
    for index, stretch in enumerate(stretches[1:], start=1):
        same = all(_of_one_size(segment.size, column.size) for segment in stretch)
        if not same or gaps[index - 1] > _PARAGRAPH_GAP * column.size:
            break
        beside = stretch[0].top - right_end <= _FLOW_GAP * column.size
        unlike = bool(below) and _is_unlike(stretch, column, below[0])
        if beside or unlike or (below and max(gaps[index:]) >= _CLEARLY_WIDER * max(gaps[:index])):
            count = index
    return count


def _is_unlike(stretch: Block, column: Segment, below: Segment) -> bool:
    """Whether a stretch, set in the column's size, is told from the text below by its size or left edge."""
    if not _of_one_size(below.size, column.size):
        return True
    near = _ALIGNMENT * below.size
    return abs(stretch[0].x0 - below.x0) > near >= abs(stretch[0].x0 - column.x0)


def _of_one_size(one: float, other: float) -> bool:
    return abs(one - other) <= _SIZE_SPREAD * max(one, other)


def _gaps(stretches: Sequence[Block]) -> list[float]:
    """The heights of the white space between stretches, in points."""
    return [
        min(segment.top for segment in lower) - max(segment.bottom for segment in upper)
        for upper, lower in pairwise(stretches)
    ]


def _by_table_rows(parts: _Parts) -> tuple[Block, ...]:
    """The parts row by row and cell by cell if the columns are a table; empty if they are none.

    In a table every white strip in one column goes on in the other, and the text under it begins at one
    height. A line above some of its rows stands on the left, with nothing beside it. Where both cells of a row open
    with the same label ("Fax:"), each goes on with what stands above it, and the columns are read one by one.
    """
    above, left, right, below = parts
    right_cells = _stretches(right)
    left_cells = [cell for stretch in _stretches(left) for cell in _cut_at_rows(stretch, right_cells)]
    if len(right_cells) < 2 or len(left_cells) < len(right_cells):
        return ()
    cells: list[Block] = []
    waiting = list(right_cells)
    for left_cell in left_cells:
        cells.append(left_cell)
        if waiting and _is_level(left_cell[0], waiting[0]):
            if _have_one_label(left_cell[0], waiting[0][0]):
                return ()
            cells.append(waiting.pop(0))
        elif any(_share_height(left_cell, right_cell) for right_cell in right_cells):
            return ()
    if waiting:
        return ()
    gutter = _best_gutter(right)
    return (above, *(part for cell in cells for part in _parted(cell, gutter)), below)


def _in_two_rows(parts: _Parts) -> tuple[Block, ...]:
    """The parts with what stands above a white band across both columns first; empty where no such band is there.

    Under the band both columns begin at one height, and it is clearly wider than other white space in either: two
    addresses side by side stand over a text in two columns.
    """
    above, left, right, below = parts
    left_cells, right_cells = _stretches(left), _stretches(right)
    left_gaps, right_gaps = _gaps(left_cells), _gaps(right_cells)
    for i, left_gap in enumerate(left_gaps):
        for j, right_gap in enumerate(right_gaps):
            left_first, right_first = left_cells[i + 1][0], right_cells[j + 1][0]
            if not _is_level(left_first, right_cells[j + 1]) or _have_one_label(left_first, right_first):
                continue
            others = [*left_gaps[:i], *left_gaps[i + 1 :], *right_gaps[:j], *right_gaps[j + 1 :]]
            if others and min(left_gap, right_gap) >= _BAND * max(others):
                upper = (_joined(left_cells[: i + 1]), _joined(right_cells[: j + 1]))
                return (above, *upper, _joined(left_cells[i + 1 :]), _joined(right_cells[j + 1 :]), below)
    return ()


def _joined(cells: Sequence[Block]) -> Block:
    return [segment for cell in cells for segment in cell]


def _parted(cell: Block, gutter: _Gutter | None) -> tuple[Block, ...]:
    """A cell as the two that a gutter makes of it; it alone has too few lines to show one."""
    if gutter is None:
        return (cell,)
    left = [segment for segment in cell if segment.x1 <= gutter.x0 + _SLACK]
    right = [segment for segment in cell if segment.x0 >= gutter.x1 - _SLACK]
    return (left, right) if left and right and len(left) + len(right) == len(cell) else (cell,)


def _have_one_label(one: Segment, other: Segment) -> bool:
    """Whether two lines open with the same label."""
    return bool(one.label) and one.label == other.label


def _is_level(segment: Segment, cell: Block) -> bool:
    """Whether a cell begins at the height of a segment."""
    return abs(segment.baseline - cell[0].baseline) <= _ROW_HEIGHT_SPREAD * segment.size


def _cut_at_rows(stretch: Block, right_cells: Sequence[Block]) -> Iterator[Block]:
    """A stretch of the left column, cut where a cell begins on the right beside one of its later lines."""
    start = 0
    for place in range(1, len(stretch)):
        if any(_is_level(stretch[place], cell) for cell in right_cells):
            yield stretch[start:place]
            start = place
    yield stretch[start:]


def _share_height(one: Block, other: Block) -> bool:
    """Whether some line of one stands beside a line of the other."""
    top, bottom = min(segment.top for segment in other), max(segment.bottom for segment in other)
    return any(segment.top < bottom and segment.bottom > top for segment in one)


def _stretches(column: Block) -> list[Block]:
    """The column's segments from top to bottom, parted where there is white space above a line."""
    found: list[Block] = []
    bottom = 0.0
    for row in rows(column):
        top = min(segment.top for segment in row)
        if not found or top - bottom > _FLOW_GAP * row[0].size:
            found.append([])
        found[-1] += row
        bottom = max(segment.bottom for segment in row)
    return found


def _with_side_box_first(parts: _Parts, gutter: _Gutter) -> tuple[Block, ...]:
    """The parts in reading order. Where the left column runs on under the gutter, the right one is a box.

    Such a box is read before the paragraph that flows around it.
    """
    above, left, right, below = parts
    if not _runs_on(left, below) or below[0].x1 < gutter.x1:
        return (above, left, right, below)
    flow_start = len(above)
    while flow_start and _runs_on(above[flow_start - 1 : flow_start], above[flow_start:] or left):
        flow_start -= 1
    if flow_start == len(above) or not _runs_on(above[flow_start:], left):
        return (above, right, [*left, *below])
    return (above[:flow_start], right, [*above[flow_start:], *left, *below])


def _runs_on(upper: Block, lower: Block) -> bool:
    """Whether `upper` goes on in `lower` as one paragraph: same left edge and size, no white between."""
    if not upper or not lower:
        return False
    last = max(upper, key=lambda segment: (segment.baseline, -segment.x0))
    first = min(lower, key=lambda segment: (segment.baseline, segment.x0))
    return (
        first.top - last.bottom <= _FLOW_GAP * first.size
        and abs(first.x0 - min(segment.x0 for segment in upper)) <= 2 * _ALIGNMENT * first.size
        and abs(first.size - last.size) <= 0.1 * first.size
    )
