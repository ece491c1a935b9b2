"""Fonts that do not tell what their characters are: never junk in silence, and OCR where it is there."""

import io
import re
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Options, Status, convert
from ingest.layout.page import UNMAPPED, TextRun
from ingest.readers import read_bytes
from ingest.readers.ocr import OcrChoice, OcrSettings
from ingest.readers.pdf import read
from ingest.readers.pdf_engine import PdfEngine
from ingest.readers.pdf_fonts import without_junk
from tests.layout.pages import run

# Not the face that other tests register: the first registration of a face is what counts in a process.
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
ENGINES = (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER)
OFF = OcrSettings(choice=OcrChoice.OFF)
BODY = (
    "First UA: 12/23  Index: AMR 46/7001/2023  Peru  Date: 5 May 2023",
    "URGENT ACTION",
    "FARMER HELD FOR SITTING ON A ROAD",
    "Farmer Rosa Quispe was taken from her home on 2 May. She must be released at once.",
    "TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER",
    "Minister of Justice",
)
LETTER = ("Dear Minister,", "I urge you to release Rosa Quispe at once, who has done nothing but sit on a road.")
needs_dejavu = pytest.mark.skipif(not DEJAVU.exists(), reason="needs fonts-dejavu-core")


def document(*, odd: tuple[str, ...], plain: tuple[str, ...] = ()) -> bytes:
    """A page with lines in a standard font and lines in one that is numbered anew and has lost its mapping."""
    pdfmetrics.registerFont(TTFont("Odd", DEJAVU, asciiReadable=0))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(600, 800), invariant=1)
    y = 740
    for font, lines in (("Helvetica", plain), ("Odd", odd)):
        for line in lines:
            canvas.setFont(font, 11)
            canvas.drawString(50, y, line)
            y -= 20
    canvas.save()
    # The name of the entry, made another one of the same length.
    return file.getvalue().replace(b"/ToUnicode", b"/Forgotten")


@needs_dejavu
@pytest.mark.parametrize("engine", ENGINES)
def test_one_font_of_two_without_a_mapping_is_told_and_is_no_junk(engine: PdfEngine) -> None:
    reading = read(document(plain=BODY, odd=("Fax: +51 1 204 8020", "Email: ministro@justicia.example")), engine)
    assert "\nMinister of Justice\n" in reading.text
    lost = reading.text.splitlines()[-2:]
    assert set("".join(lost)) <= {UNMAPPED, " "}
    assert [(one.rule, one.page) for one in reading.findings] == [("UA607", 1)]
    assert "characters in a font" in reading.findings[0].message


@needs_dejavu
def test_engines_agree_on_a_lost_mapping() -> None:
    """But for the blanks between characters of which nothing is known."""
    first, second = (read(document(plain=BODY, odd=LETTER), engine) for engine in ENGINES)
    texts = [re.sub(f"{UNMAPPED}[{UNMAPPED} ]*", UNMAPPED, reading.text) for reading in (first, second)]
    assert texts[0] == texts[1]
    assert texts[0].endswith(f"\nMinister of Justice\n{UNMAPPED}\n{UNMAPPED}")
    assert [one.rule for one in first.findings] == [one.rule for one in second.findings] == ["UA607"]


@needs_dejavu
def test_a_record_with_a_lost_font_has_no_value_of_it() -> None:
    data = document(plain=BODY, odd=("Fax: +51 1 204 8020", *LETTER))
    outcome = convert(data, options=Options(mentions=False, ocr=OFF))
    assert outcome.record is not None
    assert [target.faxes for target in outcome.record.targets] == [[]]
    assert outcome.record.letter is None
    assert "UA607" in {one.rule for one in outcome.findings}


@needs_dejavu
def test_a_file_of_lost_fonts_alone_is_an_error_that_names_ocr() -> None:
    outcome = convert(document(odd=BODY + LETTER), options=Options(mentions=False, ocr=OFF))
    assert outcome.status is Status.FAILED
    assert "fonts" in (outcome.error or "")
    assert "--ocr auto" in (outcome.error or "")


@needs_dejavu
@pytest.mark.parametrize("plain", [(), BODY])
def test_ocr_reads_a_page_with_a_lost_font(plain: tuple[str, ...]) -> None:
    pytest.importorskip("rapidocr")
    data = document(plain=plain, odd=("Fax: +51 1 204 8020", *LETTER) if plain else (*BODY, *LETTER))
    reading = read_bytes(data, pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings(OcrChoice.RAPIDOCR))[0]
    assert reading.ocr_pages == {1}
    assert "Dear Minister," in reading.text
    assert UNMAPPED not in reading.text
    assert [one.rule for one in reading.findings] == ["UA607"]


def test_a_font_with_a_wrong_mapping_is_junk() -> None:
    """Each letter three places on: all of it printable, none of it in any language."""
    runs = [(1, run("wkh dxwkrulwlhv pxvw uhohdvh klp dw rqfh vlu " * 3, 50, 100)), (2, run("Dear Minister,", 50, 120))]
    texts = [one.text for one in without_junk(runs)]
    assert set(texts[0]) == {UNMAPPED}
    assert texts[1] == "Dear Minister,"


@pytest.mark.parametrize(
    "font",
    [
        [run("The authorities must release her. \ufffd \ufffd \ufffd", 50, 100)],
        [run("\uf0b7\uf0b7\uf0b7\uf0b7\uf0b7", 50, 100, symbols=True)],
        [run("\uf0b7", 50, 100), run("release them at once", 60, 100)],
        [run("Chrząszcz brzmi w trzcinie w Szczebrzeszynie. " * 4, 50, 100)],
        [run("UA 12/23 MDE 13/001/2023 BBC PKK KGB DPRK HRW", 50, 100)],
    ],
)
def test_a_few_odd_characters_spoil_no_font(font: list[TextRun]) -> None:
    assert list(without_junk((1, one) for one in font)) == font
