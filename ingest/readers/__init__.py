"""Readers: one file for each format, bytes -> Reading. The kind is seen from the content, never from the name."""

from ingest.readers import pdf, text
from ingest.readers.pdf import PdfEngine
from ingest.reading import Reading

_PDF_MARK = b"%PDF-"
# Acrobat accepts the mark anywhere in the first kilobyte, and archives hold such files.
_MARK_WITHIN = 1024


def read_bytes(data: bytes, *, pdf_engine: PdfEngine, max_pages: int) -> Reading:
    """Read a file of any known kind. Raises UnreadableFile, EncryptedFile or LimitExceeded."""
    if _PDF_MARK in data[:_MARK_WITHIN]:
        return pdf.read(data, pdf_engine, max_pages=max_pages)
    return text.read(data)
