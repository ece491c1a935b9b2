"""What is typed onto a PDF's page, in form fields and as free text, is read in its place, by both engines alike."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest import Options, convert
from ingest.readers.pdf import read
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading

ENGINES = (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER)


class Form:
    """A page of 600 by 800 points with printed lines and things to fill in; `y` counts from the top."""

    def __init__(self, rotation: int = 0) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=(600, 800), invariant=1)
        self.canvas.setPageRotation(rotation)

    def write(self, x: float, y: float, text: str) -> None:
        """Print a line."""
        self.canvas.setFont("Helvetica", 11)
        self.canvas.drawString(x, 800 - y, text)

    def field(self, name: str, value: str, x: float, y: float, flags: str = "", **more: object) -> None:
        """A text field whose lower edge is a little below the line at `y`."""
        self.canvas.acroForm.textfield(
            name=name, value=value, x=x, y=800 - y - 5, width=300, height=18, fontSize=11, fieldFlags=flags, **more
        )

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        self.canvas.save()
        return self._file.getvalue()

    def reading(self) -> Reading:
        """What both engines read."""
        data = self.data
        first, second = (read(data, engine) for engine in ENGINES)
        assert first.text == second.text
        assert list(first.glyphs or ()) == list(second.glyphs or ())
        return first


def test_a_field_stands_behind_its_label() -> None:
    form = Form()
    form.write(60, 100, "Fax:")
    form.field("fax", "+51 1 204 8020", 100, 100)
    form.write(60, 130, "Email:")
    form.field("email", "ministro@justicia.example", 100, 130)
    reading = form.reading()
    assert reading.text == "Fax: +51 1 204 8020\n\nEmail: ministro@justicia.example"
    glyph = (reading.glyphs or [None])[5]
    assert glyph is not None
    assert glyph.page == 1
    assert 95 <= glyph.box[0] <= 110
    assert 85 <= glyph.box[1] < glyph.box[3] <= 110


def test_free_text_is_read_line_by_line_in_its_box() -> None:
    form = Form()
    form.write(60, 100, "Copies to:")
    form.canvas.freeTextAnnotation(
        "Ombudsperson\nJiron Ucayali 394\nLima, Peru", "0 g /Helv 10 Tf", Rect=[60, 640, 300, 690], relative=0
    )
    form.write(60, 200, "Yours sincerely,")
    assert form.reading().text == ("Copies to:\n\nOmbudsperson\nJiron Ucayali 394\nLima, Peru\n\nYours sincerely,")


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_field_adds_nothing(value: str) -> None:
    form = Form()
    form.write(60, 100, "Fax:")
    form.field("fax", value, 100, 100)
    assert form.reading().text == "Fax:"


def test_a_password_and_a_hidden_field_are_not_read() -> None:
    form = Form()
    form.write(60, 100, "Code:")
    form.field("code", "secret", 100, 100, flags="password")
    form.field("note", "hidden", 100, 130, annotationFlags="hidden")
    assert form.reading().text == "Code:"


def test_choices_are_read_and_buttons_are_not() -> None:
    form = Form()
    form.write(60, 100, "Country:")
    form.canvas.acroForm.choice(
        name="country", value="Peru", options=["Chile", "Peru"], x=120, y=695, width=200, height=18, fontSize=11
    )
    form.canvas.acroForm.checkbox(name="agree", checked=True, x=60, y=600)
    assert form.reading().text == "Country: Peru"


def test_a_filled_form_gives_values_with_evidence() -> None:
    form = Form()
    for number, line in enumerate(
        (
            "First UA: 12/23 Index: AMR 46/7001/2023 Peru Date: 5 May 2023",
            "URGENT ACTION",
            "FARMER HELD FOR SITTING ON A ROAD",
            "Farmer Rosa Quispe was taken from her home on 2 May. She must be released at once.",
            "TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER",
            "Minister of Justice",
            "Lima, Peru",
            "Fax:",
        )
    ):
        form.write(60, 60 + 20 * number, line)
    form.field("fax", "+51 1 204 8020", 100, 200)
    record = convert(form.data, options=Options(mentions=False)).record
    assert record is not None
    assert record.targets[0].faxes == ["+5112048020"]
    place = record.evidence["/targets/0/faxes/0"][0]
    assert (place.quote, place.page) == ("+51 1 204 8020", 1)
    assert place.boxes
