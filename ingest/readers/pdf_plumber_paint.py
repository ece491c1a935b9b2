"""Engine: pdfplumber; what is white, and what is clipped, which pdfminer does not follow by itself."""

from collections.abc import Iterable
from typing import Any

from ingest.layout.page import Matrix
from ingest.reading import Box

_WHITE = 0.98
"""Each part of a colour that counts as white is at least so light."""
_UNKNOWN_SPACES = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})
"""Colour spaces whose numbers alone do not tell a colour."""


def is_white(colour: Any, space: Any) -> bool:
    """Whether a colour, as pdfminer gives it, is white."""
    if space.name in _UNKNOWN_SPACES:
        return False
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        return bool(max(parts) <= 1 - _WHITE)
    return len(parts) in (1, 3) and bool(min(parts) >= _WHITE)


def path_box(path: Iterable[Any], matrix: Matrix, height: float) -> Box | None:
    """The box of a path's points on the shown page, `height` points high; None for an empty path."""
    points = [
        (float(x), float(y))
        for segment in path
        for x, y in zip(segment[1::2], segment[2::2], strict=False)
        if isinstance(x, int | float) and isinstance(y, int | float)
    ]
    return _box(points, matrix, height) if points else None


def unit_box(matrix: Matrix, height: float) -> Box:
    """Where the unit square, as which pictures are drawn, stands on the shown page."""
    return _box([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)], matrix, height)


def _box(points: list[tuple[float, float]], matrix: Matrix, height: float) -> Box:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return (min(xs), height - max(ys), max(xs), height - min(ys))


def clipping_interpreter(resource_manager: Any, device: Any) -> Any:
    """A pdfminer interpreter that tells its device, as `clip`, outside of which box nothing is painted.

    In a form the clip is not followed, as PDFium does not tell it there.
    """
    from pdfminer.pdfinterp import PDFPageInterpreter

    class ClippingInterpreter(PDFPageInterpreter):
        device: Any
        _in_form = False

        def init_state(self, ctm: Any) -> None:
            super().init_state(ctm)
            self._clips: list[Box | None] = []
            self.device.clip = None

        def subinterp(self) -> Any:
            inner: Any = super().subinterp()
            inner._in_form = True
            return inner

        def do_q(self) -> None:
            self._clips.append(self.device.clip)
            super().do_q()

        def do_Q(self) -> None:
            if self._clips:
                self.device.clip = self._clips.pop()
            super().do_Q()

        def do_W(self) -> None:
            box = path_box(self.curpath, self.ctm, device.height)
            if box and not self._in_form:
                self.device.clip = _common(self.device.clip, box)

        def do_W_a(self) -> None:
            self.do_W()

        def do_sh(self, name: object) -> None:
            self.device.shade()

        def do_Do(self, xobjid_arg: Any) -> None:
            clip = self.device.clip
            super().do_Do(xobjid_arg)
            self.device.clip = clip
            self.device.set_ctm(self.ctm)

    return ClippingInterpreter(resource_manager, device)


def _common(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
