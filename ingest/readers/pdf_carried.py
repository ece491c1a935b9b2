"""Reader: PDF; what a file carries beside its text: a person's name in its metadata, and comments."""

from typing import TYPE_CHECKING

from ingest.readers import carried
from models import Finding

if TYPE_CHECKING:
    import pypdfium2


def findings_of(data: bytes, max_pages: int) -> list[Finding]:
    """UA601 and UA603 for a PDF, as far as PDFium opens it; text of neither is repeated."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        author = document.get_metadata_value("Author")
        comments = sum(_comments(document, index) for index in range(min(len(document), max_pages)))
    finally:
        document.close()
    return [*carried.metadata_authors({"Author": author}), *carried.comments_left(comments)]


def _comments(document: "pypdfium2.PdfDocument", index: int) -> int:
    """How many annotations of a page are a reader's marks or notes, and no links, fields or pop-up windows."""
    from pypdfium2 import PdfiumError
    from pypdfium2 import raw as pdfium

    kinds = {
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_CARET,
    }
    try:
        page = document[index]
    except PdfiumError:
        return 0
    count = 0
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if annotation:
            count += pdfium.FPDFAnnot_GetSubtype(annotation) in kinds
            pdfium.FPDFPage_CloseAnnot(annotation)
    page.close()
    return count
