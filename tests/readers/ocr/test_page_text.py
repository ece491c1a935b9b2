"""Which pages go through OCR, and what is said where there is no engine."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from ingest import Options, Status, convert
from ingest.readers import pdf
from ingest.readers.ocr import OcrChoice, OcrSettings
from ingest.readers.ocr.page_text import is_of_use, suspect_pages
from tests.readers.ocr.sheets import pdf_of, picture_of, png

ROOT = Path(__file__).parent.parent.parent.parent
PICTURE = picture_of()
TEXT = "UA 12/96\nURGENT ACTION\nThe authorities must release him at once.\nAPPEALS TO:\nMinister of Justice\n" * 5
OFF = Options(mentions=False, ocr=OcrSettings(choice=OcrChoice.OFF))


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("Dear Minister, I write to you about the arrest of a teacher.", True),
        ("Генеральный прокурор Республики Беларусь, улица Интернациональная, 22, Минск", True),
        ("Ministerstwo Sprawiedliwości, Warszawa; chrząszcz brzmi w trzcinie w Szczebrzeszynie " * 2, True),
        ("UA 12/23", True),
        ("", False),
        ("123 456", False),
        ("\ufffd\ufffd\ufffda", False),
        ("\ue001\ue002\ue003 \ue004a", False),
        ("WKH DXWKRULWLHV PXVW UHOHDVH KLP DW RQFH VLU " * 4, False),
    ],
)
def test_text_is_of_use_if_it_may_be_a_language(text: str, usable: bool) -> None:
    assert is_of_use(text) is usable


def test_only_pages_without_their_own_text_are_suspect() -> None:
    data = pdf_of(TEXT, PICTURE, None)
    assert suspect_pages(pdf.read(data), data) == ((2, 3), (), ())


def test_a_stamp_over_a_picture_is_no_text_layer() -> None:
    data = pdf_of(PICTURE, stamp="Received by fax on 4 March 1996, page 1 of 1")
    assert suspect_pages(pdf.read(data), data) == ((), (1,), ())


def test_a_short_page_with_a_small_picture_keeps_its_text() -> None:
    data = pdf_of("Yours sincerely,")
    assert suspect_pages(pdf.read(data), data) == ((), (), ())


def test_a_blank_page_is_no_finding_and_a_picture_is_one() -> None:
    outcome = convert(pdf_of(TEXT, None, PICTURE), options=OFF)
    assert outcome.record is not None
    assert outcome.record.source.text_origin == "digital"
    assert [(one.rule, one.page) for one in outcome.findings if one.rule == "UA607"] == [("UA607", 3)]
    assert "switched off" in next(one.message for one in outcome.findings if one.rule == "UA607")


def test_a_scan_and_ocr_off_is_an_error_that_names_the_option() -> None:
    outcome = convert(pdf_of(PICTURE), options=OFF)
    assert outcome.status is Status.FAILED
    assert "--ocr auto" in (outcome.error or "")


def test_a_picture_and_ocr_off_is_an_error_that_names_the_option() -> None:
    outcome = convert(png(Image.new("L", (30, 30), 255)), options=OFF)
    assert outcome.status is Status.FAILED
    assert "--ocr off" in (outcome.error or "")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff\xe0" + bytes(50), b"II*\x00" + b"\xff" * 50], ids=len
)
def test_a_damaged_picture_is_a_typed_error(data: bytes) -> None:
    outcome = convert(data, options=Options(mentions=False))
    assert outcome.status is Status.FAILED
    assert {one.rule for one in outcome.findings} == {"UA901"}


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    header = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + (60_000).to_bytes(4, "big") * 2
    body = header + bytes.fromhex("0800000000")
    import zlib

    data = body + zlib.crc32(body[12:]).to_bytes(4, "big") + bytes.fromhex("0000000049444154")
    outcome = convert(data, options=Options(mentions=False))
    assert {one.rule for one in outcome.findings} <= {"UA905", "UA901"}
    assert outcome.status is Status.FAILED


MISSING = """
import sys, importlib.abc
class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "rapidocr":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocked())
from ingest import Options, convert
for path in sys.argv[1:]:
    outcome = convert(path, options=Options(mentions=False))
    print(outcome.status, [(one.rule, one.page, one.message) for one in outcome.findings])
"""


def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    scan, mixed = tmp_path / "scan.pdf", tmp_path / "mixed.pdf"
    scan.write_bytes(pdf_of(PICTURE))
    mixed.write_bytes(pdf_of(TEXT, PICTURE))
    done = subprocess.run(
        [sys.executable, "-c", MISSING, str(scan), str(mixed)],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert first.startswith("failed [('UA901', None")
    assert "pip install 'uacase[ocr]'" in first
    assert second.startswith("done")
    assert "('UA607', 2" in second
    assert "pip install 'uacase[ocr]'" in second
