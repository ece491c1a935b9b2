"""Engine: pypdfium2; what text is painted with, what is cut away of it, and what else is painted on a page."""

import ctypes
from collections.abc import Iterator
from typing import Any

from ingest.deadline import in_time
from ingest.layout.page import IDENTITY, Matrix, Paint
from ingest.reading import Box

_WHITE = 250
"""Of 255: each part of a colour that counts as white is at least so light."""
_DEEPEST_FORM = 6
_MOST_CLIPS, _MOST_CLIP_SEGMENTS = 64, 256
"""More clips of one text, and those of more segments, are not followed: the text counts as seen."""
_THICK_LINE = 3.0
"""In points: a thicker line may be the ground of a text."""


def paint_of(text_object: Any) -> Paint:
    """What a text object is painted with."""
    import pypdfium2.raw as pdfium

    mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
    if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
        return Paint.NONE
    stroke = mode in (
        pdfium.FPDF_TEXTRENDERMODE_STROKE,
        pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
        pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
        pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
    )
    fill = mode not in (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    paints = [
        _paint_of_colour(get_colour, text_object)
        for get_colour, used in ((pdfium.FPDFPageObj_GetFillColor, fill), (pdfium.FPDFPageObj_GetStrokeColor, stroke))
        if used
    ]
    return next((paint for paint in (Paint.COLOUR, Paint.WHITE) if paint in paints), Paint.NONE)


def _paint_of_colour(get_colour: Any, page_object: Any) -> Paint:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get_colour(page_object, red, green, blue, alpha):
        return Paint.COLOUR
    if not alpha.value:
        return Paint.NONE
    return Paint.WHITE if min(red.value, green.value, blue.value) >= _WHITE else Paint.COLOUR


def _is_white(get_colour: Any, page_object: Any) -> bool:
    return _paint_of_colour(get_colour, page_object) is not Paint.COLOUR


class Clips:
    """What is cut away of the text objects of a page, which is shown `height` points high."""

    def __init__(self, page: Any, height: float) -> None:
        self._page = page
        self._height = height
        self._top_level: set[int] | None = None

    def of(self, text_object: Any) -> Box | None:
        """The box on the shown page outside of which nothing of a text object is painted.

        None where nothing is cut away, or where the text stands in a form, whose own coordinates its clip has.
        """
        clip = _clip(text_object)
        if clip is None:
            return None
        left, bottom, right, top = clip
        x0, y0, x1, y1 = bounds_of(text_object)
        if left <= x0 and bottom <= y0 and x1 <= right and y1 <= top:
            return None
        return (left, self._height - top, right, self._height - bottom) if self._is_on_page(text_object) else None

    def _is_on_page(self, page_object: Any) -> bool:
        """Whether an object stands on the page itself, and in no form."""
        if self._top_level is None:
            self._top_level = {ctypes.addressof(one.contents) for one in in_time(page_objects(self._page))}
        return ctypes.addressof(page_object.contents) in self._top_level


def _clip(text_object: Any) -> tuple[float, float, float, float] | None:
    """The box that the clips of a text object have in common, as PDFium counts; None where there are none."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(text_object)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if not 0 < count <= _MOST_CLIPS:
        return None
    left, bottom, right, top = float("-inf"), float("-inf"), float("inf"), float("inf")
    for number in range(count):
        points = list(_clip_points(clip, number))
        if points:
            xs, ys = zip(*points, strict=True)
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return (left, bottom, right, top)


def _clip_points(clip: Any, number: int) -> Iterator[tuple[float, float]]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFClipPath_CountPathSegments(clip, number)
    for index in range(count if count <= _MOST_CLIP_SEGMENTS else 0):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, index)
        if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def page_objects(page: Any) -> list[Any]:
    """The objects that stand on a page itself, in the order in which they are painted."""
    import pypdfium2.raw as pdfium

    return [pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page))]


def painted_areas(page: Any, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The boxes of all that is painted in another colour than white, and those of the pictures among it."""
    import pypdfium2.raw as pdfium

    grounds, pictures = list[Box](), list[Box]()
    for page_object, matrix in drawn_objects(page_objects(page), IDENTITY):
        kind = pdfium.FPDFPageObj_GetType(page_object)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or (kind == pdfium.FPDF_PAGEOBJ_PATH and not _is_ground(page_object)):
            continue
        box = placed_box(bounds_of(page_object), matrix, height)
        grounds.append(box)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
    return tuple(grounds), tuple(pictures)


def drawn_objects(objects: list[Any], matrix: Matrix, depth: int = 0) -> Iterator[tuple[Any, Matrix]]:
    """Yield the objects, and those in forms (which are `depth` forms deep), each with the matrix to the page."""
    import pypdfium2.raw as pdfium

    for page_object in in_time(objects):
        if pdfium.FPDFPageObj_GetType(page_object) != pdfium.FPDF_PAGEOBJ_FORM:
            yield page_object, matrix
        elif depth < _DEEPEST_FORM:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(page_object, own)
            count = pdfium.FPDFFormObj_CountObjects(page_object)
            inside = [pdfium.FPDFFormObj_GetObject(page_object, index) for index in range(max(0, count))]
            yield from drawn_objects(inside, times((own.a, own.b, own.c, own.d, own.e, own.f), matrix), depth + 1)


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what `first` does, then what `second` does."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _is_ground(path: Any) -> bool:
    import pypdfium2.raw as pdfium

    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if fill.value and not _is_white(pdfium.FPDFPageObj_GetFillColor, path):
        return True
    pdfium.FPDFPageObj_GetStrokeWidth(path, width)
    thick = bool(stroke.value) and width.value >= _THICK_LINE
    return thick and not _is_white(pdfium.FPDFPageObj_GetStrokeColor, path)


def bounds_of(page_object: Any) -> tuple[float, float, float, float]:
    """The left, lower, right and upper edge of an object, in the coordinates of what it stands on."""
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(page_object, *edges)
    return (edges[0].value, edges[1].value, edges[2].value, edges[3].value)


def placed_box(bounds: tuple[float, float, float, float], matrix: Matrix, height: float) -> Box:
    """The box on a shown page, `height` points high, of edges that `matrix` brings there."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (bounds[0], bounds[2]) for y in (bounds[1], bounds[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return (min(xs), height - max(ys), max(xs), height - min(ys))
