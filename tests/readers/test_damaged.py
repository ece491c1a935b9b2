"""Mutated files for the readers that have no such test of their own: PDF by both engines, plain text, pictures.

And that the demand on all of them (`reads_or_refuses`) can fail.
"""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import pdf, text
from ingest.readers.ocr import OcrSettings, pictures
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Link, Reading
from scripts.gold import FIXTURES
from tests.readers.mutations import FORMATS, mutated, own_text, reads_or_refuses
from tests.readers.ocr.sheets import LINES, picture_of

PDFS = [(FIXTURES / "pdf" / f"{stem}.pdf").read_bytes() for stem in ("template_colombia_links", "us_egypt_side_box")]
TEXTS = [(FORMATS / name).read_bytes() for name in ("ethiopia_windows.txt", "ethiopia_utf16.txt")]


def picture(form: str) -> bytes:
    """A small sheet as a picture file."""
    stream = io.BytesIO()
    sheet = picture_of(LINES[:1], width=120.0)
    if form == "TIFF":
        sheet.save(stream, form, save_all=True, append_images=[sheet], compression="tiff_lzw")
    else:
        sheet.save(stream, form)
    return stream.getvalue()


PICTURES = [picture(form) for form in ("PNG", "JPEG", "TIFF")]


@pytest.mark.parametrize(
    ("engine", "examples"), [(PdfEngine.PDFIUM, 80), (PdfEngine.PDFPLUMBER, 30)], ids=["pdfium", "pdfplumber"]
)
def test_damaged_pdfs_are_read_or_refused(engine: PdfEngine, examples: int) -> None:
    @settings(deadline=None, max_examples=examples)
    @given(st.sampled_from(PDFS).flatmap(mutated))
    def by_engine(data: bytes) -> None:
        reads_or_refuses(lambda data: pdf.read(data, engine), data)

    by_engine()


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TEXTS).flatmap(mutated))
def test_damaged_texts_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(text.read, data)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(deadline=None, max_examples=25)
@given(st.sampled_from(PICTURES).flatmap(mutated))
def test_damaged_pictures_are_read_or_refused(data: bytes) -> None:
    if data.startswith(tuple(pictures.MARKS)):
        reads_or_refuses(lambda data: pictures.read(data, OcrSettings(), max_pages=3), data)


SOUND = Reading(text=own_text(), media_type="text/plain", engine="text")
UNSOUND = {
    "a link behind the end": replace(SOUND, links=(Link(0, len(SOUND.text) + 1, "https://example.org"),)),
    "a link of nothing": replace(SOUND, links=(Link(3, 3, "https://example.org"),)),
    "links across each other": replace(SOUND, links=(Link(0, 9, "#"), Link(5, 12, "#"))),
    "furniture behind the end": replace(SOUND, furniture=((0, len(SOUND.text) + 1),)),
    "a glyph too few": replace(SOUND, glyphs=[None] * (len(SOUND.text) - 1)),
}


def test_the_demand_is_met_by_a_sound_reading() -> None:
    reads_or_refuses(lambda _: SOUND, b"")


@pytest.mark.parametrize("case", UNSOUND)
def test_the_demand_fails_for_an_unsound_reading(case: str) -> None:
    with pytest.raises(AssertionError):
        reads_or_refuses(lambda _: UNSOUND[case], b"")


@pytest.mark.parametrize("error", [ValueError, RecursionError, KeyError])
def test_the_demand_fails_for_an_error_without_a_type(error: type[Exception]) -> None:
    def read(_: bytes) -> Reading:
        raise error

    with pytest.raises(error):
        reads_or_refuses(read, b"")
