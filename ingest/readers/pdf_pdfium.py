"""Engine: the characters of a PDF's pages by pypdfium2 (PDFium). Fast; not for several threads at once."""

import ctypes
import math
import operator
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ingest.deadline import check_time, in_time
from ingest.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ingest.layout.letters import FIRST_FROM_RIGHT, runs_right_to_left
from ingest.layout.page import UNMAPPED, LinkArea, PageContent, PageFrame, Paint, TextRun, direction
from ingest.readers.pdf_actual_text import ActualText, DrawnRun
from ingest.readers.pdf_fonts import SYMBOL_WIDTH, is_symbol_font, meaningful
from ingest.readers.pdf_pdfium_covers import PaintOrder
from ingest.readers.pdf_pdfium_marks import taken_texts
from ingest.readers.pdf_pdfium_paint import Clips, paint_of, painted_areas

_GLYPH_UNITS = 1000.0
"""PDFium counts widths in thousandths of the font size."""
_BLANK = 0x20
_LINE_END_HYPHEN, _HYPHEN = 0x02, 0x2D
"""What PDFium gives for a hyphen at the end of a line, and what is printed."""
_LIGATURES = {"ff": 0xFB00, "fi": 0xFB01, "fl": 0xFB02, "ffi": 0xFB03, "ffl": 0xFB04, "st": 0xFB06}
"""PDFium spells ligatures out; a font knows them by these codes."""


def read_pages(data: bytes, max_pages: int) -> Iterator[PageContent]:
    """Yield the pages of a PDF one by one; each is closed before the next is opened.

    Raises EncryptedFile where a password is needed, UnreadableFile for a damaged file, LimitExceeded for too
    many pages.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile from error
        raise UnreadableFile("The PDF is damaged: PDFium cannot open it") from error
    try:
        if len(document) > max_pages:
            raise LimitExceeded("pages", max_pages, len(document))
        for index in range(len(document)):
            check_time()
            yield _read_page(document, index)
    finally:
        document.close()


def _read_page(document: Any, index: int) -> PageContent:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageContent(width=0.0, height=0.0)
    try:
        x0, y0, x1, y1 = page.get_bbox()
        frame = PageFrame(x0, y0, x1, y1, page.get_rotation())
        links = tuple(_links(document.raw, page.raw, frame))
        _turn_upright(page.raw, frame)
        texts = taken_texts(page.raw)
        order = PaintOrder(page.raw, frame)
        text_page = page.get_textpage()
        try:
            runs = meaningful(_RunReader(page.raw, text_page.raw, frame.height, texts, order).runs())
        finally:
            text_page.close()
        painted = all(run.paint is Paint.COLOUR for run in runs)
        grounds, pictures = ((), ()) if painted else painted_areas(page.raw, frame.height)
        return PageContent(frame.width, frame.height, runs, links, grounds, pictures, order.covers)
    except pypdfium2.PdfiumError:
        return PageContent(width=0.0, height=0.0)
    finally:
        page.close()


def _turn_upright(page: Any, frame: PageFrame) -> None:
    """Move what is on the page to where it is shown: PDFium measures the width of upright characters only."""
    import pypdfium2.raw as pdfium

    if frame.matrix == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0):
        return
    for index in in_time(range(pdfium.FPDFPage_CountObjects(page))):
        page_object = pdfium.FPDFPage_GetObject(page, index)
        pdfium.FPDFPageObj_Transform(page_object, *frame.matrix)
        pdfium.FPDFPageObj_TransformClipPath(page_object, *frame.matrix)


def _links(document: Any, page: Any, frame: PageFrame) -> Iterator[LinkArea]:
    import pypdfium2.raw as pdfium

    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        url = _url(document, link)
        if url and pdfium.FPDFLink_GetAnnotRect(link, rect):
            yield LinkArea(frame.shown_box(rect.left, rect.bottom, rect.right, rect.top), url)


def _url(document: Any, link: Any) -> str:
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")


class _Style(NamedTuple):
    """What the characters of one text object share; `stretch` turns thousandths of a size into points."""

    size: float
    angle: int
    symbols: bool
    unmapped: bool
    font: Any
    stretch: float
    text_object: Any


def _bare(function: Any, result: Any, *more_arguments: Any) -> Any:
    """A PDFium function of a text page and a character's index, taking and giving handles as bare addresses.

    The typed pointers of pypdfium2 make an object for each call, which doubles the time for a page.
    """
    return ctypes.cast(function, ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more_arguments))


class _RunReader:
    """Reads the characters of one text page, a run for each text object."""

    def __init__(
        self, page: Any, text_page: Any, height: float, texts: dict[int, ActualText], order: PaintOrder
    ) -> None:
        """`texts`: what is given in place of text objects, by their addresses."""
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._clips = Clips(page, height)
        self._text_page = text_page
        self._page_address = ctypes.cast(text_page, ctypes.c_void_p)
        self._get_object = _bare(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
        self._get_unicode = _bare(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
        self._get_origin = _bare(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
        self._height = height
        self._texts = texts
        self._order = order
        self._symbol_fonts: dict[int, bool] = {}
        self._widths: dict[tuple[int, int], float] = {}
        self._width, self._rect = ctypes.c_float(), pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def runs(self) -> Iterator[DrawnRun]:
        """Yield the runs in drawing order.

        They are without the blanks and line ends that PDFium generates.
        """
        get_object, page = self._get_object, self._page_address
        start, current = 0, None
        count = self._pdfium.FPDFText_CountChars(self._text_page)
        if self._order.covers:
            self._order.heed_repeats({get_object(page, index) for index in in_time(range(count))})
        for index in in_time(range(count)):
            here = get_object(page, index)
            if here == current:
                continue
            if current:
                yield self._run(start, index)
            start, current = index, here
        if current:
            yield self._run(start, count)

    def _run(self, start: int, end: int) -> DrawnRun:
        style = self._style(start)
        indices, codes = self._drawn(start, end)
        starts, baseline = self._starts(indices, style.angle)
        ends = array("d", map(operator.add, starts, self._advances(indices, codes, style)))
        if len(set(starts)) < len(starts):
            self._share_ligatures(codes, starts, ends, style)
        text = self._text(indices, codes, style.unmapped)
        if runs_right_to_left("".join(text)):
            _end_where_the_next_begins(starts, ends)
        address = ctypes.addressof(style.text_object.contents)
        run = TextRun(
            *_without_surrogates(text, starts, ends),
            baseline,
            style.size,
            style.angle,
            style.symbols,
            paint_of(style.text_object),
            self._clips.of(style.text_object),
            self._order.of(address),
        )
        font = ctypes.addressof(style.font.contents) if style.font else 0
        return DrawnRun(font, run, self._texts.get(address))

    def _drawn(self, start: int, end: int) -> tuple[list[int], list[int]]:
        """The indices and codes of the characters without the blanks that PDFium puts into wide gaps."""
        get_unicode, page = self._get_unicode, self._page_address
        is_generated = self._pdfium.FPDFText_IsGenerated
        indices, codes = list[int](), list[int]()
        for index in range(start, end):
            code = get_unicode(page, index)
            if code == _BLANK and is_generated(self._text_page, index) == 1:
                continue
            indices.append(index)
            codes.append(_HYPHEN if code == _LINE_END_HYPHEN else code)
        return indices, codes

    def _text(self, indices: Sequence[int], codes: Sequence[int], unmapped: bool) -> list[str]:
        text = [chr(code) if code else UNMAPPED for code in codes]
        if not unmapped:
            return text
        has_error = self._pdfium.FPDFText_HasUnicodeMapError
        return [
            UNMAPPED if has_error(self._text_page, index) == 1 else char
            for index, char in zip(indices, text, strict=True)
        ]

    def _style(self, index: int) -> _Style:
        pdfium = self._pdfium
        matrix, font_size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFText_GetMatrix(self._text_page, index, matrix)
        text_object = pdfium.FPDFText_GetTextObject(self._text_page, index)
        pdfium.FPDFTextObj_GetFontSize(text_object, font_size)
        font = pdfium.FPDFTextObj_GetFont(text_object)
        return _Style(
            size=abs(font_size.value) * math.hypot(matrix.c, matrix.d),
            angle=direction(matrix.a, matrix.b, font_size.value),
            symbols=self._is_symbol_font(font),
            unmapped=pdfium.FPDFText_HasUnicodeMapError(self._text_page, index) == 1,
            font=font,
            stretch=abs(font_size.value) * math.hypot(matrix.a, matrix.b) / _GLYPH_UNITS,
            text_object=text_object,
        )

    def _is_symbol_font(self, font: Any) -> bool:
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self._symbol_fonts:
            length = self._pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(max(1, length))
            self._pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
            self._symbol_fonts[key] = is_symbol_font(buffer.value.decode("utf-8", "replace"))
        return self._symbol_fonts[key]

    def _starts(self, indices: Sequence[int], angle: int) -> tuple["array[float]", float]:
        """Where the pen stands before each character, along the run's direction, and the baseline."""
        get_origin, page, x, y = self._get_origin, self._page_address, self._x, self._y
        x_address, y_address = ctypes.addressof(x), ctypes.addressof(y)
        starts, baseline = array("d"), 0.0
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        for index in indices:
            get_origin(page, index, x_address, y_address)
            if angle == 0:
                starts.append(x.value)
                continue
            starts.append(x.value * cosine - (self._height - y.value) * sine)
            baseline = x.value * sine + (self._height - y.value) * cosine
        return starts, baseline if angle else self._height - y.value

    def _advances(self, indices: Sequence[int], codes: Sequence[int], style: _Style) -> Iterator[float]:
        """How far the pen goes with each character, in points."""
        if style.symbols:
            yield from (SYMBOL_WIDTH * _GLYPH_UNITS * style.stretch for _ in codes)
            return
        font_key = ctypes.addressof(style.font.contents) if style.font else 0
        widths = self._widths
        for index, code in zip(indices, codes, strict=True):
            if code >= FIRST_FROM_RIGHT and runs_right_to_left(chr(code)):
                # Its letters have several forms, of which the character does not tell the width; its marks have none.
                yield 0.0 if unicodedata.combining(chr(code)) else self._loose_width(index)
                continue
            key = (font_key, code)
            if key not in widths:
                widths[key] = self._glyph_width(style.font, code)
            yield widths[key] * style.stretch or self._loose_width(index)

    def _loose_width(self, index: int) -> float:
        """The width of an upright character whose font does not tell it; it takes in ink that sticks out."""
        self._pdfium.FPDFText_GetLooseCharBox(self._text_page, index, self._rect)
        return float(self._rect.right - self._rect.left)

    def _glyph_width(self, font: Any, code: int) -> float:
        """In thousandths of the font size; 0 where the font does not tell."""
        if not self._pdfium.FPDFFont_GetGlyphWidth(font, code, _GLYPH_UNITS, self._width):
            return 0.0
        return self._width.value

    def _share_ligatures(
        self, codes: Sequence[int], starts: "array[float]", ends: "array[float]", style: _Style
    ) -> None:
        """Give each letter of a ligature, which PDFium puts all at one place, an equal part of the width."""
        index = 0
        while index < len(starts) - 1:
            last = index
            while last + 1 < len(starts) and starts[last + 1] == starts[index]:
                last += 1
            if last > index:
                left, width = (
                    starts[index],
                    self._ligature_width(codes[index : last + 1], style, ends[index] - starts[index]),
                )
                part = width / (last + 1 - index)
                for step, place in enumerate(range(index, last + 1)):
                    starts[place], ends[place] = left + step * part, left + (step + 1) * part
            index = last + 1

    def _ligature_width(self, codes: Sequence[int], style: _Style, loose: float) -> float:
        if runs_right_to_left(chr(codes[0])):
            return loose
        ligature = _LIGATURES.get("".join(map(chr, codes)))
        width = self._glyph_width(style.font, ligature) if ligature else 0.0
        return width * style.stretch or sum(self._glyph_width(style.font, code) for code in codes) * style.stretch


def _end_where_the_next_begins(starts: "array[float]", ends: "array[float]") -> None:
    """Cut what sticks out of a character over the one on its right: what is drawn to the left is measured loosely."""
    places = sorted(set(starts))
    for index, start in enumerate(starts):
        following = bisect_right(places, start)
        if following < len(places):
            ends[index] = min(ends[index], max(start, places[following]))


def _without_surrogates(
    chars: list[str], starts: "array[float]", ends: "array[float]"
) -> tuple[str, "array[float]", "array[float]"]:
    """Join surrogate pairs, which PDFium gives as two characters."""
    text = "".join(chars)
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text, starts, ends
    joined, new_starts, new_ends = list[str](), array("d"), array("d")
    index = 0
    while index < len(chars):
        pair = (
            "\ud800" <= chars[index] < "\udc00" and index + 1 < len(chars) and "\udc00" <= chars[index + 1] <= "\udfff"
        )
        last = index + 1 if pair else index
        raw = "".join(chars[index : last + 1])
        joined.append(raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")[0])
        new_starts.append(starts[index])
        new_ends.append(ends[last])
        index = last + 1
    return "".join(joined), new_starts, new_ends
