"""A page drawn for a test of what is seen on it, and read by both PDF engines, which have to agree."""

import io

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading

ENGINES = (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER)


def read_alike(data: bytes) -> Reading:
    """What both engines read of a file."""
    first, second = (read(data, engine) for engine in ENGINES)
    assert first.text == second.text
    assert first.findings == second.findings
    assert list(first.glyphs or ()) == list(second.glyphs or ())
    return first


class Sheet:
    """A page of 800 by 800 points with a line that is seen, and more to come."""

    def __init__(self, rotation: int = 0) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=(800, 800), invariant=1)
        self.canvas.setPageRotation(rotation)
        self.write("seen", y=100)

    def write(self, text: str, x: float = 60, y: float = 200, mode: int = 0) -> None:
        """Draw a text with its baseline `y` points below the top."""
        self.canvas.setFont("Helvetica", 12)
        self.canvas.drawString(x, 800 - y, text, mode=mode)

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw a grey picture."""
        picture = ImageReader(Image.new("L", (8, 8), 200))
        self.canvas.drawImage(picture, x0, 800 - bottom, x1 - x0, bottom - top)

    def rectangle(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Fill a rectangle with the present colour."""
        self.canvas.rect(x0, 800 - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def clip(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Paint nothing outside of a rectangle from now on."""
        path = self.canvas.beginPath()
        path.rect(x0, 800 - bottom, x1 - x0, bottom - top)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def reading(self) -> Reading:
        """What both engines read."""
        self.canvas.save()
        return read_alike(self._file.getvalue())

    def assert_hidden(self, characters: int) -> None:
        """Only the first line is read, and so many characters are told to be hidden."""
        reading = self.reading()
        assert reading.text == "seen"
        assert [finding.rule for finding in reading.findings] == ["UA604"]
        assert f": {characters};" in reading.findings[0].message

    def assert_read(self, *texts: str) -> None:
        """The texts are read behind the first line, and nothing is hidden."""
        reading = self.reading()
        assert reading.text.split() == ["seen", *texts]
        assert reading.findings == ()
