"""Engine: pypdfium2; what is painted on a page behind text in the order of its paint, and so may hide it.

PDFium does not tell all that decides whether it does: masks, blend modes of groups, layers, how annotations look.
"""

import ctypes
import math
from collections.abc import Iterator, Set
from typing import Any

from ingest.deadline import in_time
from ingest.layout.covering import can_hide
from ingest.layout.page import ABOVE_THE_PAGE, IDENTITY, Cover, Matrix, PageFrame
from ingest.readers.pdf_pdfium_paint import bounds_of, drawn_objects, page_objects, placed_box, times
from ingest.reading import Box

_MOST_POINTS = 1_000
"""Shapes of more points are not looked at: the text under them counts as seen."""
_SAME = 0.5
"""In points: text that is repeated differs by no more in width and height."""
_LOOKED_BACK = 8
"""PDFium finds a repeated text among the last five before it."""
_LEAST_LINE = 2.0
"""In points: a thinner line hides no character."""


class PaintOrder:
    """When the text objects of a page are painted, and what else is that may hide them."""

    def __init__(self, page: Any, frame: PageFrame) -> None:
        """The page has to stand as it is shown: `frame` is that of the shown page."""
        self._orders: dict[int, int] = {}
        self._boxes: dict[int, Box] = {}
        self.covers: tuple[Cover, ...] = ()
        """In the order of the paint, without regions: whether they hide anything is not known yet.

        Empty where nothing is painted that may hide text.
        """
        above = tuple(_annotations(page, frame))
        if above or _may_hide_text(page):
            self.covers = (*self._painted(page, frame.height), *above)

    def of(self, address: int) -> int:
        """The place in the order of paint of the text object at an address; 0 where nothing may hide it."""
        return self._orders.get(address, 0)

    def heed_repeats(self, known: Set[int]) -> None:
        """Give text objects the order of the last one that repeats them, of which PDFium's text knows the first alone.

        `known` are the addresses of the text objects that its text knows.
        """
        painted = list(self._orders.items())
        for place, (address, order) in enumerate(painted):
            if address in known:
                continue
            for first, _ in painted[max(0, place - _LOOKED_BACK) : place]:
                if first in known and _is_repeat(self._boxes[first], self._boxes[address]):
                    self._orders[first] = order

    def _painted(self, page: Any, height: float) -> Iterator[Cover]:
        import pypdfium2.raw as pdfium

        for order, (page_object, matrix) in enumerate(drawn_objects(page_objects(page), IDENTITY), start=1):
            if pdfium.FPDFPageObj_GetType(page_object) == pdfium.FPDF_PAGEOBJ_TEXT:
                address = ctypes.addressof(page_object.contents)
                self._orders[address] = order
                self._boxes[address] = placed_box(bounds_of(page_object), matrix, height)
                continue
            box = _painted_box(page_object, matrix, height)
            if box is not None and can_hide(box):
                yield Cover(order, box)


def _is_repeat(one: Box, other: Box) -> bool:
    """Whether two text objects take as much space, and stand over each other for the most part."""
    if any(abs((one[edge + 2] - one[edge]) - (other[edge + 2] - other[edge])) > _SAME for edge in (0, 1)):
        return False
    return all(abs(one[edge] - other[edge]) <= (one[edge + 2] - one[edge]) / 2 for edge in (0, 1))


def _may_hide_text(page: Any) -> bool:
    """Whether anything large is painted behind the first text. What stands in forms may be."""
    import pypdfium2.raw as pdfium

    get_object = ctypes.cast(
        pdfium.FPDFPage_GetObject, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    )
    get_type = ctypes.cast(pdfium.FPDFPageObj_GetType, ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p))
    address = ctypes.cast(page, ctypes.c_void_p)
    has_text = False
    for index in in_time(range(pdfium.FPDFPage_CountObjects(page))):
        kind = get_type(get_object(address, index))
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            has_text = True
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            return True
        elif has_text and kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            page_object = pdfium.FPDFPage_GetObject(page, index)
            if can_hide(bounds_of(page_object)) and (kind == pdfium.FPDF_PAGEOBJ_IMAGE or _is_painted(page_object)):
                return True
    return False


def _is_painted(path: Any) -> bool:
    """Whether a path is filled, or drawn with a line that may be a thick one."""
    import pypdfium2.raw as pdfium

    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(path, width)
    return bool(fill.value) or (bool(stroke.value) and width.value >= _LEAST_LINE)


def _painted_box(page_object: Any, matrix: Matrix, height: float) -> Box | None:
    """The box of a filled or thickly drawn path, or of a picture, on the shown page; nothing is cut away of it."""
    import pypdfium2.raw as pdfium

    kind, own = pdfium.FPDFPageObj_GetType(page_object), pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(page_object, own)
    placed = times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return _box([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)], placed, height, 0.0)
    if kind != pdfium.FPDF_PAGEOBJ_PATH or not _is_painted(page_object):
        return None
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(page_object, fill, stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(page_object, width)
    scale = math.sqrt(abs(placed[0] * placed[3] - placed[1] * placed[2]))
    return _box(list(_points(page_object)), placed, height, width.value * scale / 2 if stroke.value else 0.0)


def _points(path: Any) -> Iterator[tuple[float, float]]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(path)
    for index in range(count if count <= _MOST_POINTS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _box(points: list[tuple[float, float]], matrix: Matrix, height: float, grown: float) -> Box | None:
    if not points:
        return None
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [height - (b * x + d * y + f) for x, y in points]
    return (min(xs) - grown, min(ys) - grown, max(xs) + grown, max(ys) + grown)


def _annotations(page: Any, frame: PageFrame) -> Iterator[Cover]:
    """The boxes of the annotations that may be painted over text."""
    import pypdfium2.raw as pdfium

    shapes = {
        pdfium.FPDF_ANNOT_REDACT,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
        pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_POLYLINE,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STAMP,
    }
    rect = pdfium.FS_RECTF()
    for number in in_time(range(pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        if pdfium.FPDFAnnot_GetSubtype(annotation) in shapes and pdfium.FPDFAnnot_GetRect(annotation, rect):
            yield Cover(ABOVE_THE_PAGE + number, frame.shown_box(rect.left, rect.bottom, rect.right, rect.top))
        pdfium.FPDFPage_CloseAnnot(annotation)
