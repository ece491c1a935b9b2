"""Reader: PDF. Two engines give the same characters; what follows is shared geometry (`ingest.layout`)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.errors import EncryptedFile, LimitExceeded, UacaseError, UnreadableFile
from ingest.layout.page import UNMAPPED, PageContent, TextRun
from ingest.layout.text import LaidOutText, lay_out
from ingest.readers import (
    carried,
    pdf_carried,
    pdf_covers,
    pdf_entries,
    pdf_forms,
    pdf_hidden_layers,
    pdf_layers,
    pdf_named_glyphs,
    pdf_pdfium,
    pdf_plumber,
)
from ingest.readers.ocr.page_text import has_gaps
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading
from ingest.rule_names import finding_of
from models import Finding

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 500
_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
"""The signature stands within so many bytes of the start."""
_USABLE_SHARE = 0.5
"""Text is usable if at least this part of its characters is mapped to Unicode and is no control character."""


_ENGINES: dict[PdfEngine, Callable[[bytes, int], Iterator[PageContent]]] = {
    PdfEngine.PDFIUM: pdf_pdfium.read_pages,
    PdfEngine.PDFPLUMBER: pdf_plumber.read_pages,
}


def read(data: bytes, engine: PdfEngine = PdfEngine.AUTO, *, max_pages: int = MAX_PAGES) -> Reading:
    """The text of a PDF in reading order, with the place of each character.

    A page without any text, or with many characters of unknown meaning, gives the finding UA607, text that nobody can
    see UA604, a person's name in the metadata UA601, comments UA603. Raises
    EncryptedFile where a password is needed, UnreadableFile for a file that is empty, no PDF or damaged beyond
    reading, LimitExceeded for more than `max_pages` pages, and TimeExceeded for pages that never end.
    """
    if not data:
        raise UnreadableFile("The file is empty")
    if _MAGIC not in data[:_MAGIC_WITHIN]:
        raise UnreadableFile("The file is no PDF: it does not begin with %PDF-")
    pdf_forms.require_end(data)
    reading = _read_by(engine, data, max_pages)
    return replace(reading, findings=(*reading.findings, *pdf_carried.findings_of(data, max_pages)))


def _read_by(engine: PdfEngine, data: bytes, max_pages: int) -> Reading:
    if engine is not PdfEngine.AUTO:
        return _reading(_read_with(engine, data, max_pages), engine)
    try:
        first = _read_with(PdfEngine.PDFIUM, data, max_pages)
    except (EncryptedFile, LimitExceeded):
        raise
    except UnreadableFile:
        return _reading(_read_with(PdfEngine.PDFPLUMBER, data, max_pages), PdfEngine.PDFPLUMBER)
    if is_usable(first.text):
        return _reading(first, PdfEngine.PDFIUM)
    return _second_try(first, data, max_pages)


def page_contents(data: bytes, engine: PdfEngine, max_pages: int) -> Iterator[PageContent]:
    """The pages as an engine (not AUTO) reads them, before any layout, with what is typed onto them.

    Raises what `read` raises.
    """
    pages = _ENGINES[engine](data, max_pages)
    if engine is PdfEngine.PDFIUM:
        pages = pdf_named_glyphs.with_named_glyphs(pages, data, max_pages)
        if pdf_layers.has_hidden_layers(data):
            pages = pdf_hidden_layers.with_hidden_layers(pages, data, max_pages)
    pages = _with_entries(pages, data, max_pages)
    return pdf_covers.with_covers(pages, data, max_pages) if engine is PdfEngine.PDFIUM else pages


def _with_entries(pages: Iterator[PageContent], data: bytes, max_pages: int) -> Iterator[PageContent]:
    typed: dict[int, tuple[TextRun, ...]] | None = None
    for index, content in enumerate(pages):
        typed = pdf_entries.entries(data, max_pages) if typed is None else typed
        more = typed.get(index, ())
        yield replace(content, runs=(*content.runs, *more)) if more else content


def is_usable(text: str) -> bool:
    """Whether the text holds letters, and is not mostly characters without meaning."""
    visible = [char for char in text if not char.isspace()]
    meaningful = sum(char.isprintable() and char != UNMAPPED for char in visible)
    return any(char.isalpha() for char in visible) and meaningful >= _USABLE_SHARE * len(visible)


def _second_try(first: LaidOutText, data: bytes, max_pages: int) -> Reading:
    try:
        second = _read_with(PdfEngine.PDFPLUMBER, data, max_pages)
    except UacaseError:
        return _reading(first, PdfEngine.PDFIUM)
    if is_usable(second.text):
        return _reading(second, PdfEngine.PDFPLUMBER)
    return _reading(first, PdfEngine.PDFIUM)


def _read_with(engine: PdfEngine, data: bytes, max_pages: int) -> LaidOutText:
    return lay_out(page_contents(data, engine, max_pages))


def _reading(laid_out: LaidOutText, engine: PdfEngine) -> Reading:
    return Reading(
        text=laid_out.text,
        media_type=MEDIA_TYPE,
        engine=engine.value,
        page_count=laid_out.page_count,
        glyphs=laid_out.glyphs,
        furniture=laid_out.furniture,
        links=laid_out.links,
        findings=(
            *(_page_without_text(page) for page in laid_out.empty_pages),
            *_pages_with_gaps(laid_out),
            *carried.hidden_text(laid_out.hidden),
            *(carried.covered_text(page, count) for page, count in laid_out.covered),
        ),
    )


def _pages_with_gaps(laid_out: LaidOutText) -> Iterator[Finding]:
    """UA607 for each page with many characters of which the file does not say what they are."""
    if UNMAPPED not in laid_out.text:
        return
    counts = Counter(
        page for char, page in zip(laid_out.text, laid_out.glyphs.page_numbers, strict=True) if char == UNMAPPED
    )
    for page, count in sorted(counts.items()):
        if has_gaps(UNMAPPED * count):
            message = (
                f"Page {page} holds {count:,} characters in a font that does not tell what they are; "
                "read it by OCR, or compare it with the file."
            )
            yield finding_of("UA607", message, page=page)


def _page_without_text(page: int) -> Finding:
    message = f"Page {page} holds no text that can be read; if it is a picture, read it by OCR."
    return finding_of("UA607", message, page=page)
