"""How a page lies: whether its lines run across or down, and by how many degrees they are tilted.

Seen from the ink alone: the sums of ink along rows rise and fall most sharply where the rows follow the lines of print.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ingest.readers.ocr.ink import Ink

    _Places = npt.NDArray[np.float64]

_WIDEST_TILT = 6.0
_STEP, _FINE_STEP = 0.5, 0.1
_LEAST_TILT = 0.15
"""Degrees. Less is not worth the blur of turning the picture."""
_MOST_POINTS = 60_000
_SHRINK = 2
_SIDEWAYS = 1.3
"""Lines run down the page if that view of it is so many times sharper."""


class Lie(NamedTuple):
    """How the lines lie: down the page or across it, and then tilted clockwise by so many degrees."""

    sideways: bool
    tilt: float


def lie_of(ink: "Ink") -> Lie:
    """How the lines of a page lie. Whether they stand on their heads cannot be seen from this."""
    import numpy as np

    ys, xs = np.nonzero(ink)
    step = max(1, len(ys) // _MOST_POINTS)
    y, x = ys[::step] / _SHRINK, xs[::step] / _SHRINK
    if len(y) == 0:
        return Lie(sideways=False, tilt=0.0)
    across, down = _sharpest(y, x), _sharpest(ink.shape[1] / _SHRINK - x, y)
    sideways = down[0] > _SIDEWAYS * across[0]
    tilt = down[1] if sideways else across[1]
    return Lie(sideways, tilt if abs(tilt) >= _LEAST_TILT else 0.0)


def _sharpest(y: "_Places", x: "_Places") -> tuple[float, float]:
    """The greatest sharpness and the tilt, in degrees clockwise, at which it is reached."""
    coarse = [step * _STEP for step in range(round(-_WIDEST_TILT / _STEP), round(_WIDEST_TILT / _STEP) + 1)]
    best = max((_sharpness(y, x, tilt), tilt) for tilt in coarse)[1]
    fine = [best + step * _FINE_STEP for step in range(round(-_STEP / _FINE_STEP), round(_STEP / _FINE_STEP) + 1)]
    sharpness, tilt = max((_sharpness(y, x, tilt), tilt) for tilt in fine)
    return sharpness, round(tilt, 2)


def _sharpness(y: "_Places", x: "_Places", tilt: float) -> float:
    """How sharply the sums of ink differ from row to row, where rows are tilted by so many degrees."""
    import numpy as np

    rows = np.floor(y - x * np.tan(np.radians(tilt))).astype(np.int64)
    sums = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(sums)).sum())
