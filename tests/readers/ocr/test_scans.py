"""The scanned fixtures from end to end by RapidOCR, and by Tesseract where it is installed."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from ingest import Options, Status, convert
from ingest.evaluation.gold import gold_of
from ingest.exports.record_json import record_json
from ingest.readers import read_bytes
from ingest.readers.ocr import OcrChoice, OcrSettings
from ingest.readers.ocr.tesseract import is_installed
from ingest.readers.pdf_engine import PdfEngine
from models import CaseRecord
from scripts.compare_ocr import values
from scripts.gold import FIXTURES, read_gold
from tests.readers.ocr.sheets import LINES, pdf_of, picture_of, png

ROOT = Path(__file__).parent.parent.parent.parent
SCANS = sorted((FIXTURES / "scans").glob("*.pdf"))
needs_tesseract = pytest.mark.skipif(not is_installed(), reason="needs Tesseract (Debian: tesseract-ocr)")


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_a_scan_is_read_as_it_is_printed(path: Path) -> None:
    """One test for all that a scan shows: to read it takes long, and tests share nothing between processes."""
    outcome = convert(path, options=Options(mentions=False, strict=True, with_text=True, max_seconds=900))
    assert outcome.status is Status.DONE, outcome.error
    assert outcome.record is not None
    assert kinds_that_differ(outcome.record, path) == set()
    assert_it_is_said(outcome.record, path.stem)
    assert_boxes_stand_on_the_page(outcome.record, path.stem)
    if path.stem in LAYOUTS:
        LAYOUTS[path.stem](outcome.record)


def kinds_that_differ(record: CaseRecord, path: Path) -> set[str]:
    """The kinds of values that matter of which the record has others than the gold."""
    found = Counter(values(record.model_dump(mode="json", by_alias=True)))
    expected = Counter(values(read_gold(gold_of(path))))
    return {kind for kind, _ in (*(expected - found), *(found - expected))}


def assert_it_is_said(record: CaseRecord, stem: str) -> None:
    assert record.source.text_origin == "ocr"
    mixed = stem == "en_turned_annex"
    assert record.source.engine == ("pypdfium2+rapidocr" if mixed else "rapidocr")
    assert [one.page for one in record.findings if one.rule == "UA607"] == ([2] if mixed else [1])


def assert_boxes_stand_on_the_page(record: CaseRecord, stem: str) -> None:
    width, height = (842, 595.5) if stem == "en_turned_annex" else (595.5, 842)
    for places in record.evidence.values():
        for place in places:
            assert place.boxes
            for x0, top, x1, bottom in place.boxes:
                assert 0 <= x0 < x1 <= max(width, 595.5)
                assert 0 <= top < bottom <= max(height, 842)


def assert_lines_from_the_foot_up(upside_down: CaseRecord) -> None:
    number = upside_down.evidence["/header/ua_number"][0].boxes
    fax = upside_down.evidence["/targets/0/faxes/0"][0].boxes
    assert number is not None
    assert fax is not None
    assert len(number) == len(fax) == 1
    assert number[0][1] > fax[0][1] > 300


def assert_lines_stand_upright(sideways: CaseRecord) -> None:
    fax = sideways.evidence["/targets/0/faxes/0"][0].boxes
    assert fax is not None
    assert len(fax) == 1
    assert fax[0][3] - fax[0][1] > 3 * (fax[0][2] - fax[0][0])


def assert_columns_follow_one_another(record: CaseRecord) -> None:
    text = record.text or ""
    order = ["Rosalba", "ENVÍEN LLAMAMIENTOS", "Palacio de Nariño", "Popayán", "INFORMACIÓN COMPLEMENTARIA"]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


LAYOUTS = {
    "fr_upside_down": assert_lines_from_the_foot_up,
    "en_turned_annex": assert_lines_stand_upright,
    "es_two_columns": assert_columns_follow_one_another,
}


def test_the_same_picture_gives_the_same_record() -> None:
    data = png(picture_of())
    first, second = (convert(data, name="a.png", options=Options(mentions=False, with_text=True)) for _ in range(2))
    assert first.record is not None
    assert second.record is not None
    assert record_json(first.record) == record_json(second.record)
    assert first.record.source.media_type == "image/png"
    assert first.record.source.page_count == 1
    assert first.record.targets[0].faxes == ["+2342012634610"]


def test_every_frame_of_a_picture_file_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "fax.tiff"
    picture = picture_of()
    picture.save(path, "TIFF", save_all=True, append_images=[Image.new("L", picture.size, 255)], dpi=(200, 200))
    reading = read_bytes(path.read_bytes(), pdf_engine=PdfEngine.AUTO, max_pages=5, ocr=OcrSettings())[0]
    assert (reading.page_count, reading.media_type) == (2, "image/tiff")
    assert reading.glyphs is not None
    assert {glyph.page for glyph in reading.glyphs if glyph} == {1}
    assert [one.page for one in reading.findings] == [1]


def test_a_stamp_over_a_scan_does_not_hide_it() -> None:
    picture = picture_of(LINES * 3)
    size = (picture.width * 0.36, picture.height * 0.36)
    outcome = convert(
        pdf_of(picture, pagesize=size, stamp="Copy 2"),
        options=Options(mentions=False, with_text=True),
    )
    assert outcome.record is not None
    assert outcome.record.source.text_origin == "ocr"
    assert outcome.record.targets[0].faxes == ["+2342012634610"]


@pytest.mark.parametrize("shade", [255, 0, 128])
@pytest.mark.parametrize("size", [(1.0, 1.0), (595.0, 842.0), (14_400.0, 14_400.0)])
def test_pages_with_nothing_to_read_end_soon(shade: int, size: tuple[float, float]) -> None:
    data = pdf_of(Image.new("L", (4, 4), shade), pagesize=size)
    outcome = convert(data, options=Options(mentions=False))
    assert outcome.status is Status.FAILED
    assert {one.rule for one in outcome.findings} == {"UA901"}


def test_a_low_confidence_is_a_finding() -> None:
    settings = OcrSettings(least_confidence=1.0)
    reading = read_bytes(png(picture_of()), pdf_engine=PdfEngine.AUTO, max_pages=5, ocr=settings)[0]
    assert [(one.rule, one.page) for one in reading.findings] == [("UA607", 1), ("UA608", 1)]


OFFLINE = """
import socket, sys
def refuse(*_arguments, **_names):
    raise AssertionError("the network was asked")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from ingest import Options, convert
print(convert(sys.argv[1], options=Options(mentions=False)).status)
"""


def test_nothing_is_downloaded_and_nothing_is_written(tmp_path: Path) -> None:
    """In a process of its own, with an empty home folder, from the first use of the engine on."""
    home, path = tmp_path / "home", tmp_path / "scan.png"
    home.mkdir()
    path.write_bytes(png(picture_of()))
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(path)],
        cwd=ROOT,
        env={"HOME": str(home), "TMPDIR": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "done\n", done.stderr[-500:]
    assert list(home.iterdir()) == []


@needs_tesseract
def test_tesseract_reads_a_sheet() -> None:
    outcome = convert(png(picture_of()), options=Options(mentions=False, ocr=OcrSettings(choice=OcrChoice.TESSERACT)))
    assert outcome.record is not None
    assert outcome.record.source.engine == "tesseract"
    assert outcome.record.targets[0].faxes == ["+2342012634610"]


@needs_tesseract
def test_a_page_that_takes_too_long_is_left_out_and_named() -> None:
    settings = OcrSettings(choice=OcrChoice.TESSERACT, seconds=0.001)
    reading = read_bytes(png(picture_of()), pdf_engine=PdfEngine.AUTO, max_pages=5, ocr=settings)[0]
    assert reading.text == ""
    assert [one.rule for one in reading.findings] == ["UA607"]
    assert "longer than" in reading.findings[0].message
