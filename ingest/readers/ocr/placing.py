"""Words of a picture become the characters of a page: runs with a baseline and a size, in points.

An engine's boxes reach more or less far around the ink. So the baseline and the height of the letters are measured in
the picture itself, and sizes that are nearly those of the page's body text are made equal to it.
"""

from array import array
from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ingest.layout.page import TextRun
from ingest.readers.ocr.words import WordLine

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ingest.readers.ocr.ink import Ink

_CORE = 0.33
"""The rows between baseline and the height of small letters hold at least so much of the fullest row's ink."""
_BRIDGED = 5
"""So many rows further on a full row still belongs to the same band."""
_NEAR_BASELINE = 4
"""The baseline is looked for within so many rows of the band's end."""
_SMALL_LETTERS, _CAPITALS = 0.47, 0.66
"""Their heights in font sizes, in the faces of books and typewriters."""
_TALL = frozenset("bdfhklt\u00df")
_FEW_TALL, _MOSTLY_TALL = 0.25, 0.75
"""With fewer tall letters (capitals and figures too) the band of ink is as high as small letters; with more, as tall
ones; between, it may be either."""
_BOX_SIZE, _BOX_BASELINE = 0.80, 0.22
"""Where the ink tells nothing: size and depth of the baseline in heights of the line's box."""
_FAR_FROM_BOX = (0.45, 2.4)
"""A measured size lies within these multiples of the box's height."""
_BEARING = 0.12
"""White space in font sizes that belongs to a character beside its ink; typewriters leave more, print less."""
_LIKE_BODY = 1.3
"""Sizes that differ from the body text's by at most this factor are its own."""


class _Measure(NamedTuple):
    """Of one line, in pixels of the picture: its baseline from the top, and its font size, surely or in two ways."""

    baseline: float
    sizes: tuple[float, ...]

    def size(self, body: float) -> float:
        """The font size: the body text's where it may be that."""
        likely = min(self.sizes, key=lambda size: max(size / body, body / size))
        return body if body / _LIKE_BODY <= likely <= body * _LIKE_BODY else self.sizes[0]


def placed_runs(lines: Sequence[WordLine], ink: "Ink", scale: float) -> Iterator[TextRun]:
    """A run for each line, blanks between its words; `scale`: pixels a point."""
    measures = [_measure(line, ink) for line in lines]
    body = _body_size(lines, measures)
    for line, measure in zip(lines, measures, strict=True):
        yield _run(line, measure.baseline / scale, measure.size(body) / scale, scale)


def _body_size(lines: Sequence[WordLine], measures: Sequence[_Measure]) -> float:
    """The size of most characters, of those whose size is sure if there are any; in pixels."""
    pairs = list(zip(lines, measures, strict=True))
    sure = [(line, measure) for line, measure in pairs if len(measure.sizes) == 1]
    sizes = [measure.sizes[0] for line, measure in sure or pairs for word in line for _ in word.text]
    return max(1.0, median(sizes)) if sizes else 1.0


def _measure(line: WordLine, ink: "Ink") -> _Measure:
    """Baseline and size from the ink of the line's words, or from its box where that makes no sense."""
    import numpy as np

    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    height = max(1.0, bottom - top)
    first = max(0, int(top))
    parts = [ink[first : int(bottom) + 1, max(0, int(word.x0)) : int(word.x1) + 1].sum(axis=1) for word in line]
    rows = np.sum(parts, axis=0)
    by_box = _Measure(bottom - _BOX_BASELINE * height, (_BOX_SIZE * height,))
    if rows.size == 0 or rows.max() == 0:
        return by_box
    core = _fullest_band(rows)
    sizes = tuple((core[1] - core[0]) / part for part in _heights(line))
    if not any(_FAR_FROM_BOX[0] * height <= size <= _FAR_FROM_BOX[1] * height for size in sizes):
        return by_box
    return _Measure(first + _steepest_fall(rows, core[1]), sizes)


def _heights(line: WordLine) -> tuple[float, ...]:
    """How high the band of ink of a line is in font sizes: as small letters, as tall ones, or as either."""
    signs = [char for word in line for char in word.text if char.isalnum()]
    tall = sum(char.isupper() or char.isdigit() or char in _TALL for char in signs)
    if tall <= _FEW_TALL * len(signs):
        return (_SMALL_LETTERS,)
    return (_CAPITALS,) if tall >= _MOSTLY_TALL * len(signs) else (_SMALL_LETTERS, _CAPITALS)


def _steepest_fall(rows: "npt.NDArray[np.int64]", end: int) -> float:
    """Where the ink falls off most steeply near the end of a band: there most letters stand, descenders or not."""
    import numpy as np

    padded = np.concatenate([rows, [0]])
    near = range(max(1, end - _NEAR_BASELINE), min(len(padded) - 1, end + _NEAR_BASELINE) + 1)
    return float(max(near, key=lambda row: (padded[row - 1] - padded[row], -abs(row - end)), default=end))


def _fullest_band(rows: "npt.NDArray[np.int64]") -> tuple[int, int]:
    """The band of full rows that holds most ink, as `(first, end)`; a box can reach into the lines above and below."""
    import numpy as np

    full = np.nonzero(rows >= _CORE * rows.max())[0]
    bands = np.split(full, np.nonzero(np.diff(full) > _BRIDGED)[0] + 1)
    best = max(bands, key=lambda band: float(rows[band].sum()))
    return int(best[0]), int(best[-1]) + 1


def _run(line: WordLine, baseline: float, size: float, scale: float) -> TextRun:
    """The words with a blank between each two; within a word the characters share its width."""
    chars: list[str] = []
    starts, ends = array("d"), array("d")
    bearing = _BEARING * size
    right = line[0].x0 / scale - bearing
    for word in line:
        left = max(word.x0 / scale - bearing, right + (bearing if chars else 0.0))
        if chars:
            chars.append(" ")
            starts.append(right)
            ends.append(left)
        step = max(word.x1 / scale + bearing - left, bearing) / len(word.text)
        for index, char in enumerate(word.text):
            chars.append(char)
            starts.append(left + index * step)
            ends.append(left + (index + 1) * step)
        right = ends[-1]
    return TextRun("".join(chars), starts, ends, baseline, size)
