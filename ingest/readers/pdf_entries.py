"""Reader: PDF; what is typed onto a page: the values of form fields, and free text put over it as an annotation.

Programs draw these when they show the page; they are no part of its own drawing, so neither engine gives them.
"""

import ctypes
import textwrap
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ingest.deadline import in_time
from ingest.kept_patterns import compiled
from ingest.layout.page import ABOVE_THE_PAGE, PageFrame, TextRun
from ingest.reading import Box

_USUAL_SIZE = 10.0
_LEADING = 1.2
_ASCENT = 0.9
_WIDTH = 0.5
"""In font sizes, of a character on the average: the fonts of annotations are not looked up."""
_PASSWORD = 1 << 13
_FONT_SIZE = compiled(r"(\d{1,3}(?:\.\d{1,4})?)\s{1,4}Tf")
_LONGEST = 100_000
_SIGNS = (b"/FreeText", b"/Widget", b"/ObjStm")
"""A file without any of these holds none: annotations are named in plain, or packed into object streams."""


def entries(data: bytes, max_pages: int) -> dict[int, tuple[TextRun, ...]]:
    """The runs that are typed onto each page, by its index from 0, with places inside the boxes that hold them.

    Empty for a file that PDFium cannot open.
    """
    import pypdfium2

    if not any(sign in data for sign in _SIGNS):
        return {}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {}
    try:
        document.init_forms()
        found = {index: tuple(_of_page(document, index)) for index in range(min(len(document), max_pages))}
    except pypdfium2.PdfiumError:
        return {}
    finally:
        document.close()
    return {index: runs for index, runs in found.items() if runs}


def _of_page(document: Any, index: int) -> Iterator[TextRun]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return
    form = document.formenv.raw if document.formenv else None
    x0, y0, x1, y1 = page.get_bbox()
    frame = PageFrame(x0, y0, x1, y1, page.get_rotation())
    for number in in_time(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if annotation:
            for run in _of_annotation(annotation, form, frame):
                yield replace(run, order=ABOVE_THE_PAGE + number)
            pdfium.FPDFPage_CloseAnnot(annotation)
    page.close()


def _of_annotation(annotation: Any, form: Any, frame: PageFrame) -> Iterator[TextRun]:
    import pypdfium2.raw as pdfium

    unseen = pdfium.FPDF_ANNOT_FLAG_INVISIBLE | pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
    if pdfium.FPDFAnnot_GetFlags(annotation) & unseen:
        return
    kind, size, text = pdfium.FPDFAnnot_GetSubtype(annotation), 0.0, ""
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = _string(lambda *buffer: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *buffer))
        look = _FONT_SIZE.search(
            _string(lambda *buffer: pdfium.FPDFAnnot_GetStringValue(annotation, b"DA", *buffer))[:200]
        )
        size = float(look[1]) if look else 0.0
    elif kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
        text, size = _field(annotation, form)
    rect = pdfium.FS_RECTF()
    if text.strip() and pdfium.FPDFAnnot_GetRect(annotation, rect):
        yield from _runs(text, size, frame.shown_box(rect.left, rect.bottom, rect.right, rect.top))


def _field(annotation: Any, form: Any) -> tuple[str, float]:
    """The value of a field that holds text, and its font size; empty for buttons and passwords."""
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    flags = pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation)
    if kind not in kinds or (kind == pdfium.FPDF_FORMFIELD_TEXTFIELD and flags & _PASSWORD):
        return "", 0.0
    size = ctypes.c_float()
    pdfium.FPDFAnnot_GetFontSize(form, annotation, size)
    value = _string(lambda *buffer: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *buffer))
    return value, size.value


def _string(read: Callable[..., int]) -> str:
    """What a PDFium function gives that fills a buffer with UTF-16."""
    import pypdfium2.raw as pdfium

    length = min(read(None, 0), _LONGEST)
    if length <= 2:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (length // 2))()
    read(buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _runs(text: str, size: float, box: Box) -> Iterator[TextRun]:
    """The lines of a text that stands in a box, each a run; they are set as high and wide as the box allows."""
    x0, top, x1, bottom = box
    size = size or min(_USUAL_SIZE, max(1.0, (bottom - top) / _LEADING))
    fitting = max(1, int((x1 - x0) / (_WIDTH * size)))
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, fitting) or [""]]
    leading = min(_LEADING * size, (bottom - top) / len(lines))
    first = top + max(0.0, bottom - top - leading * len(lines)) / 2 if len(lines) == 1 else top
    for number, line in enumerate(lines):
        if line:
            step = min(_WIDTH * size, (x1 - x0) / len(line))
            starts = array("d", (x0 + index * step for index in range(len(line))))
            ends = array("d", (start + step for start in starts))
            shown = max(1.0, min(size, leading))
            yield TextRun(line, starts, ends, first + number * leading + _ASCENT * shown, shown)
