"""Stage: reading; bytes -> readings, one for each document in a file, whose kind is seen from the content alone.

A reader is loaded when the first file of its kind comes: all of them take longer to load than a draft to read.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from ingest.errors import LimitExceeded, MemoryExceeded, TimeExceeded, UacaseError
from ingest.readers.ocr import OcrSettings
from ingest.readers.pdf_engine import PdfEngine
from ingest.readers.sniffing import Kind, kind_of
from ingest.reading import Reading
from ingest.rule_names import finding_of

_MODULES: dict[Kind, str] = {
    Kind.DOCX: "docx",
    Kind.ODT: "odt",
    Kind.RTF: "rtf",
    Kind.HTML: "html",
    Kind.EML: "eml",
    Kind.TEXT: "text",
}


def read_bytes(data: bytes, *, pdf_engine: PdfEngine, max_pages: int, ocr: OcrSettings) -> list[Reading]:
    """The documents of a file of any known kind.

    Raises UnreadableFile, EncryptedFile, LimitExceeded, or MissingExtra or MissingProgram for a scan without OCR.
    """
    kind = kind_of(data)
    mail = _mail_in(data, kind)
    if mail is not None:
        return [_read_mail(mail, kind)]
    if kind is Kind.PDF:
        return [_read_pdf(data, pdf_engine, max_pages, ocr)]
    if kind is Kind.PICTURE:
        from ingest.readers.ocr import pictures

        return [pictures.read(data, ocr, max_pages=max_pages)]
    if kind is Kind.MBOX:
        from ingest.readers import eml

        return eml.read_all(data)
    read: Callable[[bytes], Reading] = import_module(f"{__name__}.{_MODULES[kind]}").read
    return [read(data)]


def _mail_in(data: bytes, kind: Kind) -> bytes | None:
    """The e-mail that a mail program keeps in a form of its own; None for other kinds of files."""
    if kind not in (Kind.MSG, Kind.EMLX):
        return None
    from ingest.readers import msg

    return msg.as_mail(data) if kind is Kind.MSG else msg.mail_of_emlx(data)


def _read_mail(mail: bytes, kind: Kind) -> Reading:
    from ingest.readers import eml

    return replace(eml.read(mail), media_type=_mail_type(kind))


def _mail_type(kind: Kind) -> str:
    from ingest.readers import eml, msg

    return msg.MEDIA_TYPE if kind is Kind.MSG else eml.MEDIA_TYPE


def _read_pdf(data: bytes, pdf_engine: PdfEngine, max_pages: int, ocr: OcrSettings) -> Reading:
    from ingest.readers import pdf
    from ingest.readers.ocr.scanned_pages import with_ocr

    reading = pdf.read(data, pdf_engine, max_pages=max_pages)
    engine = PdfEngine(reading.engine)
    return with_ocr(reading, data, ocr, lambda: pdf.page_contents(data, engine, max_pages))


def messages_in(data: bytes) -> list[bytes]:
    """The messages of a mailbox, each an e-mail of its own; empty for any other file. Raises as `read_bytes` does."""
    if kind_of(data) is not Kind.MBOX:
        return []
    from ingest.readers import eml

    return eml.messages(data)


def read_message(data: bytes) -> list[Reading]:
    """The document that a message of a mailbox is. Raises UnreadableFile or LimitExceeded."""
    from ingest.readers import eml

    return [replace(eml.read(data), media_type=eml.MBOX_MEDIA_TYPE)]


def read_attachments(
    data: bytes, *, pdf_engine: PdfEngine, max_pages: int, ocr: OcrSettings, in_mailbox: bool = False
) -> list[Reading]:
    """The documents attached to an e-mail that can be read, in order; empty for any other file.

    Their pages are those of the attachment. `in_mailbox`: `data` is a message of a mailbox. One over a limit is left
    out, and the first reading tells so as UA905; where none is left, raises LimitExceeded.
    """
    try:
        kind = Kind.EML if in_mailbox else kind_of(data)
        mail = data if kind is Kind.EML else _mail_in(data, kind)
        if mail is None:
            return []
        from ingest.readers import eml

        attached = eml.attachments(mail)
    except LimitExceeded:
        raise
    except UacaseError:
        return []
    media_type = eml.MBOX_MEDIA_TYPE if in_mailbox else _mail_type(kind)
    readings: list[Reading] = []
    refused: list[LimitExceeded] = []
    for one in attached:
        try:
            found = read_bytes(one, pdf_engine=pdf_engine, max_pages=max_pages, ocr=ocr)
        except (TimeExceeded, MemoryExceeded):
            raise
        except LimitExceeded as error:
            refused.append(error)
            continue
        except UacaseError:
            # A picture or a signature is attached to many a mail.
            continue
        readings += (replace(one, media_type=media_type, engine=f"email/{one.engine}") for one in found)
    if not readings and refused:
        raise refused[0]
    findings = [finding_of("UA905", f"An attachment was left out. {error}") for error in refused]
    return [replace(readings[0], findings=(*findings, *readings[0].findings)), *readings[1:]] if findings else readings
