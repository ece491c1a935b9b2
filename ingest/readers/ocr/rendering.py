"""Pages of a PDF as grey pictures, one by one, at a resolution that reads well and within a limit of pixels."""

from typing import TYPE_CHECKING, NamedTuple

from ingest.errors import EncryptedFile, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL.Image import Image

POINTS_AN_INCH = 72.0
DPI = 200.0
"""What archives scan at, and what the engines read best."""
_MOST_PIXELS = 12_000_000
"""A3 at 200 dpi has 7.7 million. Larger pages are rendered more coarsely."""
_LONGEST_SIDE = 6_000


class PagePicture(NamedTuple):
    """A picture of a page as it is shown. `scale`: pixels a point. `picture` is None where it cannot be drawn."""

    page: int
    picture: "Image | None"
    scale: float


def scale_for(width: float, height: float, dpi: float = DPI) -> float:
    """Pixels a point for a page of so many points, at most as the limits allow."""
    scale = dpi / POINTS_AN_INCH
    if width <= 0 or height <= 0:
        return scale
    by_pixels = (_MOST_PIXELS / (width * height)) ** 0.5
    return float(min(scale, by_pixels, _LONGEST_SIDE / max(width, height)))


def rendered_pages(data: bytes, pages: "Iterable[int]") -> "Iterator[PagePicture]":
    """Yield the pages with the given numbers (from 1); each is freed before the next is drawn.

    Raises UnreadableFile or EncryptedFile where PDFium cannot open the file.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile from error
        raise UnreadableFile("The PDF is damaged: PDFium cannot draw it") from error
    try:
        for number in pages:
            yield _rendered(document, number)
    finally:
        document.close()


def _rendered(document: "object", number: int) -> PagePicture:
    import pypdfium2

    try:
        page = document[number - 1]  # type: ignore[index]
    except (pypdfium2.PdfiumError, IndexError):
        return PagePicture(number, None, 1.0)
    try:
        scale = scale_for(*page.get_size())
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            # The picture shares the bitmap's memory, which goes with it.
            return PagePicture(number, bitmap.to_pil().convert("L").copy(), scale)
        finally:
            bitmap.close()
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return PagePicture(number, None, 1.0)
    finally:
        page.close()
