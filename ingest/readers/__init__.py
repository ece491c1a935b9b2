"""Stage: reading; bytes -> readings, one for each document in a file, whose kind is seen from the content alone."""

from collections.abc import Callable

from ingest.readers import docx, eml, html, odt, pdf, rtf, text
from ingest.readers.ocr import OcrSettings, pictures
from ingest.readers.ocr.scanned_pages import with_ocr
from ingest.readers.pdf import PdfEngine
from ingest.readers.sniffing import Kind, kind_of
from ingest.reading import Reading

_READERS: dict[Kind, Callable[[bytes], Reading]] = {
    Kind.DOCX: docx.read,
    Kind.ODT: odt.read,
    Kind.RTF: rtf.read,
    Kind.HTML: html.read,
    Kind.EML: eml.read,
    Kind.TEXT: text.read,
}


def read_bytes(data: bytes, *, pdf_engine: PdfEngine, max_pages: int, ocr: OcrSettings) -> list[Reading]:
    """The documents of a file of any known kind.

    Raises UnreadableFile, EncryptedFile, LimitExceeded, or MissingExtra or MissingProgram for a scan without OCR.
    """
    kind = kind_of(data)
    if kind is Kind.PDF:
        reading = pdf.read(data, pdf_engine, max_pages=max_pages)
        engine = PdfEngine(reading.engine)
        return [with_ocr(reading, data, ocr, lambda: pdf.page_contents(data, engine, max_pages))]
    if kind is Kind.PICTURE:
        return [pictures.read(data, ocr, max_pages=max_pages)]
    if kind is Kind.MBOX:
        return eml.read_all(data)
    return [_READERS[kind](data)]
