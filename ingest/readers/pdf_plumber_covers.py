"""Engine: pdfplumber; collects what is painted on a page that may hide what was painted before it.

Facts: ISO 32000-1, 8.5.3 (filling and stroking), 8.9 (pictures), 11.3.5 (blend modes), 11.6.5 (masks).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.deadline import check_time
from ingest.layout.covering import can_hide
from ingest.layout.page import Cover, Matrix, Point, Region
from ingest.reading import Box

_OPAQUE = 0.99
_PLAIN = frozenset({"Normal", "Compatible"})
_DARKENING = frozenset({"Multiply", "Darken"})
"""In these blend modes black hides what is under it, as in a plain one; no other colour does."""
_WHOLE_PAGE = 0.8
"""White paint over this part of a page is its ground: some programs paint it late, or more than once."""
_SCAN = 0.5
"""Pictures over this part of a page may be scans of it: the text under them says what they show."""
_INSET = 0.25
"""A picture that is laid over a scan takes at most so much of its area."""
_MOST_COVERS, _MOST_POINTS, _MOST_CLIPS = 20_000, 1_000, 64
"""More paint of one page, shapes of more points, and more clips are not followed: the text counts as seen."""
_LONGEST = 20_000
"""Bytes of a picture's mask, packed, that is looked at,"""
_PACKED = frozenset({"FlateDecode", "Fl", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx"})
"""and how it may be packed."""
_CURVE = tuple(step / 6 for step in range(1, 7))
"""A curve is followed in so many straight steps."""
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_NOWHERE = Region(())
"""Encloses nothing."""


class Blending(NamedTuple):
    """How paint is mixed with what is under it: how opaque it is, from 0 to 1, its blend mode, and if it is masked."""

    fill: float = 1.0
    stroke: float = 1.0
    mode: str = "Normal"
    masked: bool = False

    def hides(self, opacity: float, *, black: bool) -> bool:
        """Whether paint of an opacity, black or of another colour, lets nothing through."""
        plain = self.mode in _PLAIN or (black and self.mode in _DARKENING)
        return plain and not self.masked and opacity >= _OPAQUE


SOLID = Blending()


class Colour(NamedTuple):
    """What counts of a colour here; a pattern may let through what is under it."""

    white: bool = False
    black: bool = False
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class _Painted:
    """A cover, and what decides at the end of the page whether it is one; areas in parts of the page."""

    cover: Cover
    area: float
    white: bool = False
    picture: bool = False
    inset: bool = False


class CoverSheet:
    """The covers of a page of `width` by `height` points, as it is shown, collected while it is painted."""

    def __init__(self, width: float, height: float) -> None:
        self._height = height
        self._page: Box = (0.0, 0.0, width, height)
        self._painted: list[_Painted] = []
        self._pictures: list[Box] = []
        self._order = 0
        self._above: int | None = None
        self.clips: tuple[Region, ...] = ()
        """What paint is cut to at present,"""
        self.groups: tuple[Blending, ...] = ()
        """and how the groups are mixed with the page in which it stands."""

    def step(self) -> int:
        """The next place in the order in which the page is painted."""
        check_time()
        self._order += 1
        return self._order if self._above is None else self._above

    def begin_above(self, order: int) -> None:
        """Paint above the page from now on, at a place in the order, and cut to nothing."""
        self._above, self.clips, self.groups = order, (), ()

    def cut(self, path: Iterable[Any], matrix: Matrix, *, even_odd: bool) -> None:
        """Paint only inside of a path from now on."""
        polygons = tuple(self._placed(path, matrix))
        if sum(map(len, polygons)) > _MOST_POINTS or len(self.clips) >= _MOST_CLIPS:
            self.clips = (_NOWHERE,)
        else:
            self.clips = (*self.clips, Region(polygons, even_odd))

    def cut_to_text(self) -> None:
        """Paint only inside of letters from now on: that hides nothing else."""
        self.clips = (_NOWHERE,)

    def paint(
        self,
        path: Iterable[Any],
        matrix: Matrix,
        blending: Blending,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        *,
        line: float = 0.0,
        even_odd: bool = False,
    ) -> None:
        """Fill a path in a colour, or draw a line along it that is `line` wide before `matrix` scales it, or both."""
        order = self.step()
        half = line * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) / 2 if stroke else 0.0
        points = [self._point(x, y, matrix) for x, y in _points(path)]
        box = _grown(_box_of(points), half)
        if not can_hide(box) or len(points) > _MOST_POINTS:
            return
        polygons = tuple(self._placed(path, matrix))
        if fill and self._hides(fill, blending, blending.fill):
            self._add(order, box, Region(polygons, even_odd), fill)
        elif stroke and self._hides(stroke, blending, blending.stroke):
            bars = tuple(bar for polygon in polygons for bar in _bars(polygon, half))
            self._add(order, box, Region(bars), stroke)
        else:
            self._add(order, box, None, Colour())

    def picture(self, matrix: Matrix, blending: Blending, *, opaque: bool) -> None:
        """Draw a picture, as which the unit square stands."""
        order = self.step()
        square = tuple(self._point(x, y, matrix) for x, y in _UNIT_SQUARE)
        box = _box_of(square)
        if can_hide(box):
            hides = opaque and self._hides(Colour(), blending, blending.fill)
            self._add(order, box, Region((square,)) if hides else None, Colour(), picture=True)
        if self._above is None:
            self._pictures.append(box)

    def covers(self) -> tuple[Cover, ...]:
        """What may hide something, and what else is painted of that size, in the order of the paint."""
        is_scan = sum(self._share(box) for box in self._pictures) >= _SCAN
        return tuple(
            replace(one.cover, regions=()) if _is_ground(one, is_scan=is_scan) else one.cover for one in self._painted
        )

    def _hides(self, colour: Colour, blending: Blending, opacity: float) -> bool:
        around = all(group.hides(group.fill, black=colour.black) for group in self.groups)
        return around and not colour.pattern and blending.hides(opacity, black=colour.black)

    def _add(self, order: int, box: Box, shape: Region | None, colour: Colour, *, picture: bool = False) -> None:
        if len(self._painted) >= _MOST_COVERS:
            return
        under = sum(_common_area(box, other) for other in self._pictures)
        on_picture = under >= _SCAN * _area(box)
        inset = on_picture and _area(box) <= _INSET * sum(map(_area, self._pictures))
        over_picture = inset if picture else on_picture
        cover = Cover(order, box, (shape, *self.clips) if shape else (), over_picture)
        self._painted.append(_Painted(cover, self._share(box), colour.white, picture, inset))

    def _share(self, box: Box) -> float:
        """The part of the page that a box takes."""
        return _common_area(box, self._page) / max(1.0, _area(self._page))

    def _placed(self, path: Iterable[Any], matrix: Matrix) -> Iterator[tuple[Point, ...]]:
        """A path's polygons on the shown page."""
        for polygon in _polygons(path):
            yield tuple(self._point(x, y, matrix) for x, y in polygon)

    def _point(self, x: float, y: float, matrix: Matrix) -> Point:
        a, b, c, d, e, f = matrix
        return a * x + c * y + e, self._height - (b * x + d * y + f)


def _is_ground(painted: _Painted, *, is_scan: bool) -> bool:
    """Whether something is a page's ground or a picture of the page, under which text is read all the same."""
    if painted.picture:
        return painted.area >= _SCAN or (is_scan and not painted.inset)
    return painted.area >= _WHOLE_PAGE and (painted.white or is_scan)


def _points(path: Iterable[Any]) -> Iterator[Point]:
    """All points that a path names, those that only bend its curves too."""
    for _, *numbers in path:
        if all(isinstance(number, int | float) for number in numbers):
            yield from zip(numbers[::2], numbers[1::2], strict=False)


def _polygons(path: Iterable[Any]) -> Iterator[list[Point]]:
    """The polygons of a path as pdfminer gives it, before any matrix; curves become straight steps."""
    points: list[Point] = []
    for kind, *numbers in path:
        if not all(isinstance(number, int | float) for number in numbers):
            continue
        ends = list(zip(numbers[::2], numbers[1::2], strict=False))
        if kind == "m":
            if len(points) > 1:
                yield points
            points = ends
        elif kind == "h":
            points = [*points, *points[:1]]
        elif points:
            points += _curve(points[-1], kind, ends) if kind in "cvy" else ends
    if len(points) > 1:
        yield points


def _curve(start: Point, kind: str, ends: list[Point]) -> Iterator[Point]:
    if kind == "v":
        ends = [start, *ends]
    elif kind == "y":
        ends = [*ends, ends[-1]]
    if len(ends) != 3:
        return
    (x1, y1), (x2, y2), (x3, y3) = ends
    for t in _CURVE:
        p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        yield p * start[0] + q * x1 + r * x2 + s * x3, p * start[1] + q * y1 + r * y2 + s * y3


def _bars(polygon: tuple[Point, ...], half: float) -> Iterator[tuple[Point, ...]]:
    """What a line twice `half` wide along a polygon takes, all turning one way around."""
    for (x0, y0), (x1, y1) in pairwise(polygon):
        length = math.hypot(x1 - x0, y1 - y0)
        if length:
            dx, dy = half * (y1 - y0) / length, half * (x1 - x0) / length
            yield (x0 + dx, y0 - dy), (x1 + dx, y1 - dy), (x1 - dx, y1 + dy), (x0 - dx, y0 + dy)


def _box_of(points: Sequence[Point]) -> Box:
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _common_area(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[tuple[Any, ...]]:
    """The path around a rectangle, as pdfminer gives one."""
    return [("m", x0, y0), ("l", x1, y0), ("l", x1, y1), ("l", x0, y1)]


def is_opaque(picture: Any) -> bool:
    """Whether a picture, a stream of pdfminer's, lets nothing through."""
    from pdfminer.pdftypes import resolve1

    attributes = {key: resolve1(picture.attrs.get(key)) for key in ("ImageMask", "IM", "Mask", "SMask", "SMaskInData")}
    mask = attributes.pop("SMask")
    return not any(attributes.values()) and (mask is None or _lets_nothing_through(mask))


def _lets_nothing_through(mask: Any) -> bool:
    """Whether a soft mask is opaque all over: some programs give each picture one. Such a one packs well."""
    from pdfminer.pdftypes import resolve1

    width, height, depth, decode = (
        resolve1(mask.get(key)) for key in ("Width", "Height", "BitsPerComponent", "Decode")
    )
    filters = [getattr(name, "name", "") for name, _ in mask.get_filters()]
    if not isinstance(width, int) or not isinstance(height, int) or depth != 8 or decode not in (None, [0, 1]):
        return False
    if not _PACKED.issuperset(filters) or len(filters) > len(set(filters)) or len(mask.get_rawdata() or b"") > _LONGEST:
        return False
    data = mask.get_data()
    return 0 < width * height <= len(data) and data.count(b"\xff", 0, width * height) == width * height
