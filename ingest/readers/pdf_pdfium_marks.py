"""Engine: pypdfium2; the texts that a page gives in place of glyphs (`ActualText`), taken away before PDFium uses them.

PDFium would put them in place of any glyphs, all at one point.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

from ingest.deadline import in_time
from ingest.readers.pdf_actual_text import ActualText, given_text

_KEY = b"ActualText"
_DEEPEST_FORM = 6
_LONGEST = 100_000
"""Bytes of one text."""


def taken_texts(page: Any) -> dict[int, ActualText]:
    """The given text of each text object of a page that has one, by the object's address; the page loses them."""
    import pypdfium2.raw as pdfium

    texts: dict[int, ActualText] = {}
    by_mark: dict[int, ActualText] = {}
    marked: list[tuple[Any, Any]] = []
    objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
    for page_object, outer in _marked(in_time(objects), None, by_mark, marked, 0):
        texts[ctypes.addressof(page_object.contents)] = outer
    for page_object, mark in marked:
        pdfium.FPDFPageObjMark_RemoveParam(page_object, mark, _KEY)
    return texts


def _marked(
    objects: Iterator[Any],
    outer: ActualText | None,
    by_mark: dict[int, ActualText],
    marked: list[tuple[Any, Any]],
    depth: int,
) -> Iterator[tuple[Any, ActualText]]:
    """The text objects that have a text, with it; that of the innermost mark counts."""
    import pypdfium2.raw as pdfium

    for page_object in objects:
        if not page_object:
            continue
        text = outer
        for number in range(max(0, pdfium.FPDFPageObj_CountMarks(page_object))):
            mark = pdfium.FPDFPageObj_GetMark(page_object, number)
            found = _text_of(mark, by_mark)
            if found is not None:
                text = found
                marked.append((page_object, mark))
        kind = pdfium.FPDFPageObj_GetType(page_object)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and text is not None:
            yield page_object, text
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = max(0, pdfium.FPDFFormObj_CountObjects(page_object))
            inside = (pdfium.FPDFFormObj_GetObject(page_object, index) for index in range(count))
            yield from _marked(inside, text, by_mark, marked, depth + 1)


def _text_of(mark: Any, by_mark: dict[int, ActualText]) -> ActualText | None:
    import pypdfium2.raw as pdfium

    if not mark:
        return None
    address = ctypes.addressof(mark.contents)
    if address in by_mark:
        return by_mark[address]
    length = ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, length):
        return None
    buffer = (ctypes.c_ubyte * min(length.value, _LONGEST))()
    if length.value <= _LONGEST:
        pdfium.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, buffer, length.value, length)
    return by_mark.setdefault(address, given_text(bytes(buffer)))
