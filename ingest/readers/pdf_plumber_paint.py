"""Engine: pdfplumber; what is white, clipped, in a layer or given as text, which pdfminer does not follow by itself."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ingest.layout.page import Matrix, Region
from ingest.readers.pdf_actual_text import ActualText, given_text
from ingest.readers.pdf_layers import Layers
from ingest.readers.pdf_plumber_covers import Blending, Colour
from ingest.readers.pdf_plumber_fonts import forget_unknown_glyphs
from ingest.reading import Box

_WHITE, _BLACK = 0.98, 0.05
"""Each part of a colour that counts as white is at least so light, of one that counts as black at most."""
_UNKNOWN_SPACES = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})
"""Colour spaces whose numbers alone do not tell a colour,"""
_INKS = frozenset({"Separation", "DeviceN"})
"""and those of inks, where a tint of 0 is none."""


class Mark(NamedTuple):
    """A stretch of a page's drawing that the file marks: whether it is in a layer that is off, and its given text."""

    off: bool = False
    actual: ActualText | None = None


def is_white(colour: Any, space: Any) -> bool:
    """Whether a colour, as pdfminer gives it, is white."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if space.name in _INKS:
        return bool(parts) and all(isinstance(part, int | float) and part == 0 for part in parts)
    if space.name in _UNKNOWN_SPACES:
        return False
    if not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        return bool(max(parts) <= 1 - _WHITE)
    return len(parts) in (1, 3) and bool(min(parts) >= _WHITE)


def is_black(colour: Any, space: Any) -> bool:
    """Whether a colour, as pdfminer gives it, is black."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if space.name in _UNKNOWN_SPACES or not all(isinstance(part, int | float) for part in parts):
        return False
    if len(parts) == 4:
        return bool(parts[3] >= 1 - _BLACK)
    return len(parts) in (1, 3) and bool(max(parts) <= _BLACK)


def colour_of(colour: Any, space: Any) -> Colour:
    """What counts of a colour, as pdfminer gives it, for what it covers."""
    return Colour(is_white(colour, space), is_black(colour, space), pattern=space.name == "Pattern")


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


def heedful_interpreter(resource_manager: Any, device: Any, layers: Layers) -> Any:
    """A pdfminer interpreter that tells its device more of what it draws.

    `clip`: outside of which box nothing is painted; in a form it is not followed, as PDFium does not tell it there.
    `marks`: the marked stretches that the drawing stands in, outermost first. `blending`: how paint is mixed with what
    is under it. `covers`: the `CoverSheet`, which is told of all clips and of the groups that the drawing stands in.
    """
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import PSLiteral

    def mark_of(tag: Any, named: Any, resources: Any) -> Mark:
        properties = (
            _value(resolve1(resources).get("Properties"), str(named.name)) if isinstance(named, PSLiteral) else named
        )
        if isinstance(tag, PSLiteral) and tag.name == "OC":
            return Mark(off=layers.hide(properties))
        text = resolve1(_value(properties, "ActualText"))
        return Mark(actual=given_text(text)) if isinstance(text, bytes) else Mark()

    def _value(holder: Any, key: str) -> Any:
        found = resolve1(holder)
        return found.get(key) if isinstance(found, dict) else None

    class HeedfulInterpreter(PDFPageInterpreter):
        device: Any
        _in_form = False
        _outer_state: Any = None

        def init_state(self, ctm: Any) -> None:
            super().init_state(ctm)
            if self._outer_state is not None:
                self.graphicstate = self._outer_state.copy()
            self._kept: list[tuple[Box | None, Blending, tuple[Region, ...]]] = []
            self.device.clip = None
            self._outer_marks = list(self.device.marks)

        def init_resources(self, resources: Any) -> None:
            super().init_resources(resources)
            fonts = _value(resources, "Font")
            for name, specification in fonts.items() if isinstance(fonts, dict) else ():
                forget_unknown_glyphs(self.fontmap.get(name), resolve1(specification))

        def subinterp(self) -> Any:
            """An interpreter for a form, which is drawn in the colours of where it stands; pdfminer's is black."""
            inner: Any = super().subinterp()
            inner._in_form, inner._outer_state = True, self.graphicstate
            return inner

        def do_q(self) -> None:
            self._kept.append((self.device.clip, self.device.blending, self.device.covers.clips))
            super().do_q()

        def do_Q(self) -> None:
            if self._kept:
                self.device.clip, self.device.blending, self.device.covers.clips = self._kept.pop()
            super().do_Q()

        def do__w(self, aw: Any, ac: Any, s: Any) -> None:
            """Set spacings, move to the next line and show text; pdfminer does not move."""
            self.do_Tw(aw)
            self.do_Tc(ac)
            self.do__q(s)

        def do_gs(self, name: object) -> None:
            state = _value(_value(self.resources, "ExtGState"), getattr(name, "name", ""))
            fill, stroke, mode, mask = (resolve1(_value(state, key)) for key in ("ca", "CA", "BM", "SMask"))
            if isinstance(mode, list) and mode:
                mode = resolve1(mode[0])
            now = self.device.blending
            self.device.blending = Blending(
                fill if isinstance(fill, int | float) else now.fill,
                stroke if isinstance(stroke, int | float) else now.stroke,
                str(mode.name) if isinstance(mode, PSLiteral) else now.mode,
                now.masked if mask is None else not isinstance(mask, PSLiteral),
            )

        def do_W(self) -> None:
            self._cut(even_odd=False)

        def do_W_a(self) -> None:
            self._cut(even_odd=True)

        def _cut(self, *, even_odd: bool) -> None:
            self.device.covers.cut(self.curpath, self.ctm, even_odd=even_odd)
            box = path_box(self.curpath, self.ctm, device.height)
            if box and not self._in_form:
                self.device.clip = _common(self.device.clip, box)

        def do_sh(self, name: object) -> None:
            self.device.shade()

        def do_BMC(self, tag: object) -> None:
            self.device.marks.append(Mark())

        def do_BDC(self, tag: object, props: object) -> None:
            self.device.marks.append(mark_of(tag, props, self.resources))

        def do_EMC(self) -> None:
            if len(self.device.marks) > len(self._outer_marks):
                self.device.marks.pop()

        def do_Do(self, xobjid_arg: Any) -> None:
            clip, marks, blending = self.device.clip, list(self.device.marks), self.device.blending
            covers = self.device.covers
            clips, groups = covers.clips, covers.groups
            drawn = resolve1(self.xobjmap.get(getattr(xobjid_arg, "name", None)))
            self.device.marks.append(Mark(off=self._is_off(drawn)))
            if resolve1(_of(drawn, "Group")) is not None:
                covers.groups = (*groups, blending)
            super().do_Do(xobjid_arg)
            self.device.clip, self.device.marks, self.device.blending = clip, marks, blending
            covers.clips, covers.groups = clips, groups
            self.device.set_ctm(self.ctm)

        def _is_off(self, drawn: Any) -> bool:
            owner = _of(drawn, "OC")
            return owner is not None and layers.hide(owner)

    return HeedfulInterpreter(resource_manager, device)


def _of(stream: Any, key: str) -> Any:
    """What a stream of pdfminer's has under a key."""
    return stream.get(key) if stream is not None else None


def _common(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
