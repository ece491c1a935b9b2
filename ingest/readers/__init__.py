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


def messages_in(data: bytes) -> list[bytes]:
    """The messages of a mailbox, each an e-mail of its own; empty for any other file. Raises as `read_bytes` does."""
    return eml.messages(data) if kind_of(data) is Kind.MBOX else []


def read_message(data: bytes) -> list[Reading]:
    """The document that a message of a mailbox is. Raises UnreadableFile or LimitExceeded."""
    return [replace(eml.read(data), media_type=eml.MBOX_MEDIA_TYPE)]


def read_attachments(
    data: bytes, *, pdf_engine: PdfEngine, max_pages: int, ocr: OcrSettings, in_mailbox: bool = False
) -> list[Reading]:
    """The documents attached to an e-mail that can be read, in order; empty for any other file.

    Their pages are those of the attachment. `in_mailbox`: `data` is a message of a mailbox. Raises LimitExceeded.
    """
    try:
        if not in_mailbox and kind_of(data) is not Kind.EML:
            return []
        attached = eml.attachments(data)
    except LimitExceeded:
        raise
    except UacaseError:
        return []
    media_type = eml.MBOX_MEDIA_TYPE if in_mailbox else eml.MEDIA_TYPE
    readings: list[Reading] = []
    for one in attached:
        try:
            found = read_bytes(one, pdf_engine=pdf_engine, max_pages=max_pages, ocr=ocr)
        except LimitExceeded:
            raise
        except UacaseError:
            # A picture or a signature is attached to many a mail.
            continue
        readings += (replace(one, media_type=media_type, engine=f"email/{one.engine}") for one in found)
    return readings
