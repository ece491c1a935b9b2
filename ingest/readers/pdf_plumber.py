"""Engine: the characters of a PDF's pages by pdfplumber (pdfminer.six). Slow, and patient with odd files."""

import io
import math
import unicodedata
import zlib
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ingest.deadline import check_time
from ingest.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ingest.layout.page import UNMAPPED, LinkArea, Matrix, PageContent, PageFrame, Paint, TextRun, direction
from ingest.readers.limits import too_large
from ingest.readers.pdf_actual_text import DrawnRun
from ingest.readers.pdf_fonts import SYMBOL_WIDTH, is_symbol_font, meaningful
from ingest.readers.pdf_layers import Layers
from ingest.readers.pdf_plumber_annotations import draw_annotations
from ingest.readers.pdf_plumber_covers import SOLID, Blending, CoverSheet, is_opaque, rectangle
from ingest.readers.pdf_plumber_paint import Mark, colour_of, heedful_interpreter, is_white, path_box, unit_box
from ingest.reading import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page

MAX_CONTENT = 10_000_000
"""Bytes of one page's drawing, unpacked."""
_MOST_SHRUNK = 1_032
"""Deflating makes nothing smaller than by this factor."""
_INVISIBLE = (3, 7)
"""Render modes without paint,"""
_STROKE = (1, 2, 5, 6)
"""those that draw the outline,"""
_NO_FILL = (1, 5)
"""and those that draw the outline alone."""
_FIRST_CLIPPING = 4
"""From this render mode on, what follows is cut to the letters."""
_THICK_LINE = 3.0
"""In points: a thicker line may be the ground of a text."""
_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The page that readers assume where a file names none."""


def read_pages(data: bytes, max_pages: int) -> Iterator[PageContent]:
    """Yield the pages of a PDF one by one; each is closed before the next is opened.

    Raises EncryptedFile where a password is needed, UnreadableFile for a damaged file, LimitExceeded for too
    many pages.
    """
    pages = Pages(data, max_pages)
    try:
        for index in range(len(pages)):
            check_time()
            yield pages.read(index)
    finally:
        pages.close()


class Pages:
    """The pages of an open PDF. Raises what `read_pages` raises."""

    def __init__(self, data: bytes, max_pages: int) -> None:
        import pdfplumber
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

        try:
            self._document = pdfplumber.open(io.BytesIO(data))
            count = len(self._document.pages)
        except MemoryError:
            raise
        except Exception as error:  # pdfminer raises whatever its parsing runs into
            causes = (error, *error.args)
            if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
                raise EncryptedFile from error
            raise UnreadableFile("The PDF is damaged: pdfplumber cannot open it") from error
        if count == 0:
            raise UnreadableFile("The PDF has no pages")
        if count > max_pages:
            raise LimitExceeded("pages", max_pages, count)
        self._layers = _layers(self._document.doc)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._document.pages)

    def read(self, index: int) -> PageContent:
        """What is drawn on a page, by its index from 0; nothing of it is kept."""
        page = self._document.pages[index]
        try:
            return _read_page(page, self._layers)
        finally:
            page.close()

    def close(self) -> None:
        """Give the file's bytes back."""
        self._document.stream.close()


def _layers(document: Any) -> Layers:
    """The layers of a document; where they are damaged, all are shown."""
    try:
        return Layers(document.catalog)
    except MemoryError:
        raise
    except Exception:  # pdfminer raises whatever its parsing runs into
        return Layers({})


def _read_page(page: "Page", layers: Layers) -> PageContent:
    try:
        frame = _frame(page)
        drawn = _drawn(page, frame, layers)
        links = tuple(_links(page, frame))
    except (LimitExceeded, MemoryError):
        raise
    except Exception:
        return PageContent(width=0.0, height=0.0)
    return PageContent(
        frame.width,
        frame.height,
        meaningful(drawn.runs),
        links,
        tuple(drawn.grounds),
        tuple(drawn.pictures),
        drawn.covers.covers(),
    )


def _frame(page: "Page") -> PageFrame:
    from pdfminer.pdftypes import resolve_all

    attributes = page.page_obj.attrs
    media = _ordered(resolve_all(attributes.get("MediaBox"))) or _LETTER
    crop = _ordered(resolve_all(attributes.get("CropBox"))) or media
    shown = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    # As PDFium does: what is no multiple of a quarter turn is cut down to one.
    return PageFrame(*shown, rotation=int(int(resolve_all(attributes.get("Rotate")) or 0) / 90) % 4 * 90)


def _ordered(box: Any) -> tuple[float, float, float, float] | None:
    """The box with its lower left corner first; None where it is missing or empty."""
    if not isinstance(box, list) or len(box) != 4:
        return None
    x0, y0, x1, y1 = (float(value) for value in box)
    if x0 == x1 or y0 == y1:
        return None
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _links(page: "Page", frame: PageFrame) -> Iterator[LinkArea]:
    for annotation in page.annots:
        url = annotation["uri"]
        rect = _ordered(annotation["data"].get("Rect"))
        if url and rect:
            yield LinkArea(frame.shown_box(*rect), url)


def _drawn(page: "Page", frame: PageFrame, layers: Layers) -> Any:
    """What is drawn on a page: an object with `runs`, the boxes `grounds` and `pictures`, and the sheet `covers`."""
    _check_contents(page.page_obj.contents)
    device = _run_device(page.pdf.rsrcmgr, frame.width, frame.height)
    interpreter = heedful_interpreter(page.pdf.rsrcmgr, device, layers)
    device.set_ctm(frame.matrix)
    interpreter.render_contents(page.page_obj.resources, page.page_obj.contents, ctm=frame.matrix)
    device.above = True
    draw_annotations(page.page_obj.annots, interpreter, device, frame, layers)
    return device


def _check_contents(contents: Any) -> None:
    """Raise LimitExceeded where a page unpacks to more than pdfminer, written in Python, reads in bearable time."""
    from pdfminer.pdftypes import stream_value

    for content in contents:
        packed = stream_value(content).get_rawdata() or b""
        if len(packed) * _MOST_SHRUNK <= MAX_CONTENT:
            continue
        size = len(packed)
        with suppress(zlib.error):
            size = max(size, len(zlib.decompressobj().decompress(packed, MAX_CONTENT + 1)))
        if size > MAX_CONTENT:
            raise too_large("bytes of drawing on one page", MAX_CONTENT, size)


def _run_device(resource_manager: Any, width: float, height: float) -> Any:
    """A pdfminer device that keeps the characters of each drawn string as a run, and where else there is paint."""
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import mult_matrix

    class RunDevice(PDFTextDevice):
        ctm: Any
        above = False
        """Whether annotations are drawn, of which nothing but their covers counts."""

        def __init__(self) -> None:
            super().__init__(resource_manager)
            self.runs: list[DrawnRun] = []
            self.grounds: list[Box] = []
            self.pictures: list[Box] = []
            self.clip: Box | None = None
            self.marks: list[Mark] = []
            self.blending = SOLID
            self.covers = CoverSheet(width, height)
            self.height = height
            self._string = _DrawnString(height, Paint.COLOUR, None, 0)

        def is_off(self) -> bool:
            """Whether what is drawn now stands in a layer that is switched off."""
            return any(mark.off for mark in self.marks)

        def begin_figure(self, name: str, bbox: Any, matrix: Matrix) -> None:
            if len(bbox) == 4:
                self.covers.cut(rectangle(*map(resolve1, bbox)), mult_matrix(matrix, self.ctm), even_odd=False)

        def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
            if self.is_off():
                return
            self._cover(graphicstate, stroke, fill, evenodd, path)
            if self.above:
                return
            filled = fill and self.blending.fill > 0 and not is_white(graphicstate.ncolor, graphicstate.ncs)
            thick = stroke and graphicstate.linewidth >= _THICK_LINE
            if filled or (thick and not is_white(graphicstate.scolor, graphicstate.scs)):
                half = graphicstate.linewidth / 2 if thick else 0.0
                box = path_box(path, self.ctm, height)
                if box:
                    self.grounds.append((box[0] - half, box[1] - half, box[2] + half, box[3] + half))

        def _cover(self, graphicstate: Any, stroke: bool, fill: bool, even_odd: bool, path: Any) -> None:
            dashed = bool(graphicstate.dash and graphicstate.dash[0])
            self.covers.paint(
                path,
                self.ctm,
                self.blending,
                colour_of(graphicstate.ncolor, graphicstate.ncs) if fill else None,
                colour_of(graphicstate.scolor, graphicstate.scs) if stroke and not dashed else None,
                line=graphicstate.linewidth,
                even_odd=even_odd,
            )

        def render_image(self, name: str, stream: Any) -> None:
            if self.is_off():
                return
            self.covers.picture(self.ctm, self.blending, opaque=is_opaque(stream))
            if not self.above:
                self.pictures.append(unit_box(self.ctm, height))
                self.grounds.append(self.pictures[-1])

        def shade(self) -> None:
            """Paint all that is not clipped, as a shading does."""
            if not self.is_off() and not self.above:
                self.grounds.append(self.clip or (0.0, 0.0, width, height))

        def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
            check_time()
            if textstate.render >= _FIRST_CLIPPING:
                self.covers.cut_to_text()
            if self.above:
                return
            paint = Paint.OFF if self.is_off() else _paint(textstate, graphicstate, self.blending)
            self._string = _DrawnString(height, paint, self.clip, self.covers.step())
            super().render_string(textstate, seq, ncs, graphicstate)
            actual = next((mark.actual for mark in reversed(self.marks) if mark.actual is not None), None)
            self.runs += (DrawnRun(id(textstate.font), run, actual) for run in self._string.runs())

        def render_char(
            self,
            matrix: Matrix,
            font: Any,
            fontsize: float,
            scaling: float,
            rise: float,
            cid: int,
            ncs: Any,
            graphicstate: Any,
        ) -> float:
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                text = UNMAPPED
            # PDFium reads widths as whole thousandths; so here too, or the pens would drift apart.
            advance = int(font.char_width(cid) * 1000) / 1000 * fontsize * scaling
            self._string.add(text, matrix, font.fontname, fontsize, scaling, rise, advance)
            return advance

    return RunDevice()


def _paint(textstate: Any, graphicstate: Any, blending: Blending) -> Paint:
    """What a string is painted with."""
    mode = textstate.render
    fill, stroke = mode not in _NO_FILL and blending.fill > 0, mode in _STROKE and blending.stroke > 0
    if mode in _INVISIBLE or not (fill or stroke):
        return Paint.NONE
    fill = fill and not is_white(graphicstate.ncolor, graphicstate.ncs)
    stroke = stroke and not is_white(graphicstate.scolor, graphicstate.scs)
    return Paint.COLOUR if fill or stroke else Paint.WHITE


class _DrawnString:
    """The characters of one string in the making."""

    def __init__(self, height: float, paint: Paint, clip: Box | None, order: int) -> None:
        self._height = height
        self._paint = paint
        self._clip = clip
        self._order = order
        self._chars: list[str] = []
        self._starts: array[float] = array("d")
        self._ends: array[float] = array("d")
        self._baseline = 0.0
        self._size = 0.0
        self._angle = 0
        self._symbols = False

    def add(
        self,
        text: str,
        matrix: Matrix,
        font_name: str,
        font_size: float,
        scaling: float,
        rise: float,
        advance: float,
    ) -> None:
        """Take a character in, drawn by `matrix`; a ligature is spelled out, its letters share the width."""
        a, b, c, d, e, f = matrix
        if not self._chars:
            self._angle = direction(a, b, font_size)
            self._size = abs(font_size) * math.hypot(c, d)
            self._symbols = is_symbol_font(font_name)
        start, baseline = self._turned(e + c * rise, self._height - (f + d * rise))
        if not self._chars:
            self._baseline = baseline
        letters = _spelled_out(text)
        width = SYMBOL_WIDTH * font_size * scaling if self._symbols else advance
        part = abs(width) * math.hypot(a, b) / len(letters)
        for index, letter in enumerate(letters):
            self._chars.append(letter)
            self._starts.append(start + index * part)
            self._ends.append(start + (index + 1) * part)

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        if self._angle == 0:
            return x, y
        cosine, sine = math.cos(math.radians(self._angle)), math.sin(math.radians(self._angle))
        return x * cosine - y * sine, x * sine + y * cosine

    def runs(self) -> Iterator[TextRun]:
        """The run that the string makes, if it holds any character."""
        if self._chars:
            yield TextRun(
                "".join(self._chars),
                self._starts,
                self._ends,
                self._baseline,
                self._size,
                self._angle,
                self._symbols,
                self._paint,
                self._clip,
                self._order,
            )


def _spelled_out(text: str) -> str:
    """The letters of a ligature, as PDFium gives them; a soft hyphen is printed as a hyphen."""
    if text.isascii():
        return text.replace("\0", UNMAPPED) or UNMAPPED
    if text == "\u00ad":
        return "-"
    if "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)
    if any("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufeff" for char in text):
        return _from_left_to_right(unicodedata.normalize("NFKC", text))
    return text


def _from_left_to_right(text: str) -> str:
    """The letters of a ligature that is written from right to left, as they stand in it; marks stay with theirs."""
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return "".join(reversed(clusters))
