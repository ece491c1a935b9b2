"""What can read the characters of a PDF."""

from enum import StrEnum


class PdfEngine(StrEnum):
    """What reads the characters. AUTO: PDFium, and pdfplumber where PDFium fails or gives no usable text."""

    AUTO = "auto"
    PDFIUM = "pypdfium2"
    PDFPLUMBER = "pdfplumber"
