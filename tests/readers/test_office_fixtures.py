"""Files that LibreOffice wrote: PDF, DOCX, ODT and RTF of one Urgent Action give the record of its text."""

from functools import cache
from pathlib import Path

import pytest

from ingest import CaseRecord, Options, convert
from ingest.readers import pdf, read_bytes
from ingest.readers.ocr import OcrSettings
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading
from scripts.gold import FIXTURES
from scripts.make_format_fixtures import blocks, html_block
from scripts.make_office_fixtures import FOLDER, FORMATS, TEXTS
from tests.test_division import PLAIN, values


def reading_of(kind: str) -> Reading:
    data = (FOLDER / f"everything.{kind}").read_bytes()
    return read_bytes(data, pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings())[0]


@cache
def record_of_text(stem: str) -> CaseRecord:
    """What the text itself gives; its forms share it."""
    record = convert(FIXTURES / TEXTS[stem], options=PLAIN).record
    assert record is not None
    return record


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("stem", TEXTS)
def test_the_record_is_that_of_the_text(stem: str, kind: str) -> None:
    text = record_of_text(stem)
    found = convert(FOLDER / f"{stem}.{kind}", options=PLAIN).record
    assert found is not None
    assert values(found) == values(text)
    assert all(place.page for places in found.evidence.values() for place in places) == (kind == "pdf")


def test_engines_agree_on_writing_from_right_to_left_and_read_it_in_its_order() -> None:
    data = (FOLDER / "jordan.pdf").read_bytes()
    first, second = (pdf.read(data, engine) for engine in (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER))
    assert first.text == second.text
    assert first.text.split() == (FIXTURES / TEXTS["jordan"]).read_text("utf-8").split()


def page(path: Path) -> bytes:
    """The text as a section's page, with what stands around it there."""
    body = "".join(html_block(lines) for lines in blocks(path))
    links = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "News", "Join us"))
    return (
        f"<!doctype html><meta charset=utf-8><header><nav><ul>{links}</ul></nav></header><div class=cookie-banner>"
        f"We use cookies.</div><main><article>{body}</article></main><aside class=related><h3>Related</h3><ul>{links}"
        f"</ul></aside><footer>Imprint, Privacy</footer>"
    ).encode()


def mail(path: Path) -> bytes:
    head = "From: a@section.example\nMessage-ID: <1@section.example>\nMIME-Version: 1.0\n"
    return (
        f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n".encode()
        + path.read_bytes()
    )


@pytest.mark.parametrize("make", [page, mail], ids=["html", "eml"])
@pytest.mark.parametrize("stem", TEXTS)
def test_page_and_mail_give_the_record_of_the_text_too(stem: str, make: object) -> None:
    assert callable(make)
    found = convert(make(FIXTURES / TEXTS[stem]), options=PLAIN).record
    assert found is not None
    wanted = values(record_of_text(stem))
    if make is mail and wanted["header"]["format"] in ("is_1990", "is_2009"):
        # A mail passes the sheet on.
        wanted["header"]["format"] = "bulletin"
    assert values(found) == wanted


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_text_box_is_read_line_by_line(kind: str) -> None:
    assert "First UA: 12/23\nIndex: AMR 46/7001/2023\n" in reading_of(kind).text


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_tables_lists_notes_links_and_changes(kind: str) -> None:
    reading = reading_of(kind)
    for part in (
        "Minister of Justice\nCalle Scipión Llona 350\nLima, Peru\n\nOmbudsperson\nJirón Ucayali 394-398\nLima, Peru",
        "Fax: +51 1 204 8020\nEmail: here",
        "a) at once",
        "was detained on 2 May",
        "1 As her lawyer told a newspaper.",
    ):
        assert part in reading.text
    assert "Do not print this" not in reading.text
    assert [(reading.text[link.start : link.end], link.url) for link in reading.links] == [
        ("here", "mailto:ministro@justicia.example"),
        ("earlier UA", "https://www.example.org/en/documents/amr46/6990/2023/en/"),
    ]
    assert next(reading.text[start:end] for start, end in reading.furniture) == "AMNESTY INTERNATIONAL URGENT ACTION"
    assert "1 As her lawyer told a newspaper." in [reading.text[start:end] for start, end in reading.furniture]
    assert [finding.rule for finding in reading.findings] == ["UA601", "UA602", "UA604"]


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
def test_a_table_that_runs_into_a_list_keeps_its_last_rows(engine: PdfEngine) -> None:
    data = (FOLDER / "everything.pdf").read_bytes()
    text = read_bytes(data, pdf_engine=engine, max_pages=9, ocr=OcrSettings())[0].text
    assert "Lima, Peru\n\nFax: +51 1 204 8020\nEmail: here\n1. Demand that they free her\na) at once" in text


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_white_text_is_hidden(kind: str) -> None:
    assert "Nor this" not in reading_of(kind).text


def test_the_engines_agree_on_what_libreoffice_draws() -> None:
    for path in sorted(FOLDER.glob("*.pdf")):
        first, second = (
            convert(path, options=Options(mentions=False, with_text=True, pdf_engine=engine)).records
            for engine in (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER)
        )
        assert [values(record) for record in first] == [values(record) for record in second]
        assert [record.text for record in first] == [record.text for record in second]
