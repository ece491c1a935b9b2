"""Stage: reading; bytes -> readings, one for each document in a file, whose kind is seen from the content alone."""

from collections.abc import Callable
from dataclasses import replace

from ingest.errors import LimitExceeded, UacaseError
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


def read_attachments(data: bytes, *, pdf_engine: PdfEngine, max_pages: int, ocr: OcrSettings) -> list[Reading]:
    """The documents attached to an e-mail that can be read, in order; empty for any other file.

    Their pages are those of the attachment. Raises LimitExceeded.
    """
    try:
        if kind_of(data) is not Kind.EML:
            return []
        attached = eml.attachments(data)
    except LimitExceeded:
        raise
    except UacaseError:
        return []
    readings: list[Reading] = []
    for one in attached:
        try:
            found = read_bytes(one, pdf_engine=pdf_engine, max_pages=max_pages, ocr=ocr)
        except LimitExceeded:
            raise
        except UacaseError:
            # A picture or a signature is attached to many a mail.
            continue
        readings += (replace(one, media_type=eml.MEDIA_TYPE, engine=f"email/{one.engine}") for one in found)
    return readings
