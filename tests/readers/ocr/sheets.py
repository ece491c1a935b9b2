"""Pictures of typed pages for the OCR tests, in PDFium's own faces: the same everywhere."""

import io

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

DPI = 200
LINES = (
    "UA 12/96       Fear of Torture       4 March 1996",
    "APPEALS TO:",
    "Minister of Justice",
    "Faxes: +234 201 263 4610",
)


def picture_of(lines: tuple[str, ...] = LINES, size: float = 11.0, width: float = 420.0) -> Image.Image:
    """The lines as typed and scanned in grey, on a slip of paper that is just large enough."""
    import pypdfium2

    height = 30.0 + 1.4 * size * len(lines)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(width, height), invariant=1)
    canvas.setFont("Courier", size)
    for number, line in enumerate(lines, start=1):
        canvas.drawString(20, height - 10 - 1.4 * size * number, line)
    canvas.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    picture: Image.Image = document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    document.close()
    return picture


def png(picture: Image.Image, dpi: int = DPI) -> bytes:
    """The picture as a PNG file that states its resolution."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi))
    return stream.getvalue()


def pdf_of(*pages: Image.Image | str | None, pagesize: tuple[float, float] = A4, stamp: str = "") -> bytes:
    """A PDF with a page for each picture (over the whole page), text, or nothing; a stamp is text over each picture."""
    from reportlab.lib.utils import ImageReader

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=pagesize, invariant=1)
    for page in pages:
        if isinstance(page, str):
            for number, line in enumerate(page.split("\n")):
                canvas.drawString(50, pagesize[1] - 60 - 14 * number, line)
        elif page is not None:
            canvas.drawImage(ImageReader(page), 0, 0, *pagesize)
            canvas.drawString(50, pagesize[1] - 20, stamp)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
