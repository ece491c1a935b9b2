"""What an engine hands to the layout stages: the characters and hyperlinks of one page, in neutral form.

All lengths are PDF points from the top left corner of the page as it is shown, that is after its rotation and
crop.
"""

from array import array
from dataclasses import dataclass
from enum import Enum
from math import atan2, degrees

from ingest.reading import LOST, Box

Matrix = tuple[float, float, float, float, float, float]
"""`(a, b, c, d, e, f)` of the PDF standard: x' = a x + c y + e, y' = b x + d y + f."""

Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

UNMAPPED = LOST
"""Stands for a character that the file gives no Unicode value for."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The part of a page's own coordinates (y upwards) that is shown, and its clockwise turn in degrees."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int = 0

    @property
    def width(self) -> float:
        """The width as shown."""
        return self.x1 - self.x0 if self.rotation % 180 == 0 else self.y1 - self.y0

    @property
    def height(self) -> float:
        """The height as shown."""
        return self.y1 - self.y0 if self.rotation % 180 == 0 else self.x1 - self.x0

    @property
    def matrix(self) -> Matrix:
        """From the page's own coordinates to the shown page, from its lower left corner, y upwards."""
        match self.rotation:
            case 90:
                return (0.0, -1.0, 1.0, 0.0, -self.y0, self.x1)
            case 180:
                return (-1.0, 0.0, 0.0, -1.0, self.x1, self.y1)
            case 270:
                return (0.0, 1.0, -1.0, 0.0, self.y1, -self.x0)
            case _:
                return (1.0, 0.0, 0.0, 1.0, -self.x0, -self.y0)

    def shown_box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page's own coordinates as `(x0, top, x1, bottom)` on the shown page."""
        a, b, c, d, e, f = self.matrix
        xs = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
        ys = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
        return (min(xs), self.height - max(ys), max(xs), self.height - min(ys))


def direction(a: float, b: float, font_size: float) -> int:
    """The direction of text drawn by a matrix `(a, b, ...)`, y upwards, in whole degrees anticlockwise."""
    sign = -1.0 if font_size < 0 else 1.0
    return round(degrees(atan2(sign * b, sign * a))) % 360


class Paint(Enum):
    """What the characters of a run are painted with: a colour, white, or nothing at all (as a layer of OCR is).

    OFF: they stand in a layer that the file switches off.
    """

    COLOUR = "colour"
    WHITE = "white"
    NONE = "none"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters drawn in one go on one straight line.

    The coordinates are those of the page turned so that the run reads from left to right: `angle` is the
    direction of the run in whole degrees, anticlockwise. `starts` and `ends` hold each character's pen
    position before and after it, `baseline` is measured downwards. `symbols` tells a font of pictures
    (Wingdings and its kin). Outside of `clip`, an upright box of the shown page, nothing of the run is painted; None
    where that is not known. `order` is its place in the order in which the page is painted, as that of a `Cover` is.
    """

    text: str
    starts: "array[float]"
    ends: "array[float]"
    baseline: float
    size: float
    angle: int = 0
    symbols: bool = False
    paint: Paint = Paint.COLOUR
    clip: Box | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """What polygons enclose on the shown page: where the winding number is not zero, or is odd if `even_odd`."""

    polygons: tuple[tuple[Point, ...], ...]
    even_odd: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        winding = sum(_winding(polygon, x, y) for polygon in self.polygons)
        return winding % 2 != 0 if self.even_odd else winding != 0


def _winding(polygon: tuple[Point, ...], x: float, y: float) -> int:
    """How many times a polygon, closed by itself, goes around a point."""
    winding = 0
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        if (y0 <= y) != (y1 <= y):
            side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
            if y1 > y0 and side > 0:
                winding += 1
            elif y1 < y0 and side < 0:
                winding -= 1
        x0, y0 = x1, y1
    return winding


@dataclass(frozen=True, slots=True)
class Cover:
    """Paint that may hide what was painted before it, that is with a lower `order`.

    `box` is that of what is filled, before anything is cut away of it. What lies in all of `regions` (the filled
    shape, and those that it is cut to) is hidden; without any, nothing is known to be hidden, because the paint lets
    through what is under it. `over_picture`: it hides a picture, so that a layer of OCR under it tells of nothing that
    can be seen.
    """

    order: int
    box: Box
    regions: tuple[Region, ...] = ()
    over_picture: bool = False

    def hides(self, x: float, y: float) -> bool:
        """Whether a point of the shown page lies under the paint."""
        x0, top, x1, bottom = self.box
        return x0 <= x <= x1 and top <= y <= bottom and all(region.holds(x, y) for region in self.regions)


ABOVE_THE_PAGE = 1_000_000_000
"""Annotations are painted above the page: their order is this number and their place in the page's list of them."""


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A rectangle of the shown page that leads to `url`."""

    box: Box
    url: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """The characters and hyperlinks of one page; no characters where the engine could not read the page.

    `grounds` are the boxes of what is painted in another colour than white, pictures included, `pictures` those of the
    pictures alone. Both may be missing where all runs are painted in a colour. `covers` are in the order in which they
    are painted.
    """

    width: float
    height: float
    runs: tuple[TextRun, ...] = ()
    links: tuple[LinkArea, ...] = ()
    grounds: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    covers: tuple[Cover, ...] = ()
