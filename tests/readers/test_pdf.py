"""PDFs to readings: both engines, the layouts of the fixtures, links, furniture, boxes, unreadable files."""

import io
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Options, convert
from ingest.errors import EncryptedFile, LimitExceeded, UacaseError, UnreadableFile
from ingest.readers import pdf, pdf_pdfium
from ingest.readers.pdf import is_usable, read
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading

ROOT = Path(__file__).parent.parent.parent
FIXTURES = sorted((ROOT / "fixtures" / "pdf").glob("*.pdf"))
COVERED = "is_honduras_covered_names"
"""In this one, bars lie over some names: `test_pdf_covered.py`."""
DRAFT = ROOT.parent / "shared" / "real" / "draft_template.pdf"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
ENGINES = (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER)
both_engines = pytest.mark.parametrize("engine", ENGINES)


class Page:
    """A small PDF in the making; `text` draws at points from the top left corner of a page of 600 by 800."""

    def __init__(self, **options: object) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=(600, 800), invariant=1, **options)

    def text(self, x: float, y: float, *lines: str, size: float = 10, font: str = "Helvetica") -> "Page":
        """Draw lines with their first baseline `y` points below the top, 12 points apart."""
        for number, line in enumerate(lines):
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, 800 - y - number * 12, line)
        return self

    def next(self) -> "Page":
        """Begin a new page."""
        self.canvas.showPage()
        return self

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        self.canvas.save()
        return self._file.getvalue()


def fixture(stem: str) -> bytes:
    return (ROOT / "fixtures" / "pdf" / f"{stem}.pdf").read_bytes()


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def box_of(reading: Reading, word: str) -> tuple[float, float, float, float]:
    """The box of the first occurrence of a word."""
    start = reading.text.index(word)
    assert reading.glyphs is not None
    boxes = [glyph.box for glyph in reading.glyphs[start : start + len(word)] if glyph]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_engines_agree_to_the_last_glyph(path: Path) -> None:
    first, second = (read(path.read_bytes(), engine) for engine in ENGINES)
    assert first.text == second.text
    assert list(first.glyphs or ()) == list(second.glyphs or ())
    assert first.furniture == second.furniture
    assert first.links == second.links
    assert first.findings == second.findings
    assert (first.engine, second.engine) == ("pypdfium2", "pdfplumber")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_reading_keeps_its_promises(path: Path) -> None:
    reading = read(path.read_bytes())
    assert reading.glyphs is not None
    assert len(reading.glyphs) == len(reading.text)
    for char, glyph in zip(reading.text, reading.glyphs, strict=True):
        assert (glyph is None) == char.isspace()
    assert "  " not in reading.text
    assert "\n\n\n" not in reading.text
    assert reading.text == reading.text.strip()
    assert {one.rule for one in reading.findings} == ({"UA604"} if path.stem == COVERED else set())
    spans = [*reading.furniture]
    assert spans == sorted(spans)
    assert all(left.end <= right.start for left, right in zip(reading.links, reading.links[1:], strict=False))


def test_there_are_fixtures_of_every_layout() -> None:
    assert len(FIXTURES) >= 12


def test_targets_on_the_left_are_read_before_the_letter_on_the_right() -> None:
    text = read(fixture("us_sri_lanka_two_columns")).text
    assert in_order(text, "Hon. Nimal", "Ambassador Dil", "Dear Minister,", "Sincerely,", "ADDITIONAL INFORMATION")
    assert "Salutation: Dear Ambassador\n\nDear Minister,\n\nI am writing" in text


def test_three_columns_of_addressees_are_read_from_left_to_right() -> None:
    text = read(fixture("is2009_guatemala_three_columns")).text
    assert in_order(
        text,
        "PLEASE SEND APPEALS BEFORE",
        "Attorney General\nMaritza",
        "Minister of the Interior\nEdgar",
        "And copies to:\nAssociation",
        "Also send copies",
    )


def test_table_of_addresses_is_read_row_by_row() -> None:
    text = read(fixture("us_vietnam_address_table")).text
    assert in_order(text, "Lê Văn Khải\nMin", "Nguyễn Thu Hằng\nPres", "Phạm Đức Long\nEmb", "Đỗ Minh Châu\nConsul")


def test_letter_on_the_left_is_read_before_the_box_on_the_right() -> None:
    text = read(fixture("us_egypt_side_box")).text
    assert in_order(text, "Dear Counsellor,\n\nI appeal", "Sincerely,\n\nProsecutor General\nMohamed", "ADDITIONAL")


def test_text_below_two_columns_is_not_taken_into_the_left_one() -> None:
    text = read(fixture("is2009_pakistan_bullets")).text
    assert in_order(text, "Chief Minister of", "Inspector General, F", "And copies to:\nRegistrar", "Also send")


def test_running_header_and_footer_are_furniture_on_every_page() -> None:
    reading = read(fixture("template_kenya_running_header"))
    lines = [reading.text[start:end] for start, end in reading.furniture]
    head = "INTERNAL DRAFT Urgent Action 31/24 Kenya"
    assert lines == [line for page in "123" for line in (head, f"Campaign desk, East Africa {page}")]
    assert re.search(r"[a-z]\n\nCampaign desk, East Africa 2\n\nINTERNAL[^\n]{1,60}\n\n[a-z]", reading.text)


def test_bare_page_numbers_are_furniture() -> None:
    reading = read(fixture("template_colombia_links"))
    assert [reading.text[start:end] for start, end in reading.furniture] == ["1", "2"]


def test_links_cover_their_labels() -> None:
    reading = read(fixture("template_colombia_links"))
    links = {reading.text[link.start : link.end]: link.url for link in reading.links}
    assert links == {
        "servicio@mininterior-co.org": "mailto:servicio@mininterior-co.org",
        "https://www.mininterior-co.org/contacto": "https://www.mininterior-co.org/contacto",
        "@AMejiaRestrepo": "https://twitter.com/AMejiaRestrepo",
        "The river keeps its people": "https://amnesty.org/en/documents/amr23/2291/2020/en/",
    }


def test_spaced_out_headlines_are_words() -> None:
    text = read(fixture("is_uzbekistan_spaced_headline")).text
    assert "\nURGENT ACTION\n" in text
    assert "\nCOTTON MONITOR LOCKED UP IN HOSPITAL\n" in text


def test_text_drawn_twice_is_read_once() -> None:
    text = read(fixture("us_philippines_drawn_twice")).text
    assert text.startswith("URGENT ACTION\n\nFIND UNION ORGANIZER PULLED FROM JEEPNEY\n")
    assert text.count("SAMPLE LETTER") == 1


def test_rotated_page_is_read_as_it_is_shown() -> None:
    reading = read(fixture("is_turkey_rotated_page"))
    assert in_order(reading.text, "First UA: 69/19", "URGENT ACTION", "Selim Aksungur", "Dear Minister,")
    x0, top, x1, bottom = box_of(reading, "URGENT ACTION")
    assert x0 == 56.0
    assert 50 < top < bottom < 100
    assert x1 < 300


def test_hyphens_at_line_ends_and_ligatures_are_given_as_printed() -> None:
    text = read(fixture("is_cameroon_hyphenated")).text
    assert "father-\nland" in text
    assert "officials have often" in text
    assert "\u00ad" not in text


def test_bullets_of_a_symbol_font_are_bullets() -> None:
    text = read(fixture("is2009_guatemala_three_columns")).text
    assert text.count("\n\u2022 ") == 3


@both_engines
def test_bullets_of_every_kind_begin_items(engine: PdfEngine) -> None:
    text = read(fixture("is2009_sudan_private_use_bullets"), engine).text
    items = [line for line in text.splitlines() if line.startswith(("\u2022 ", "n "))]
    assert [item.split()[:2] for item in items] == [
        ["\u2022", "Calling"],
        ["\u2022", "Urging"],
        ["n", "Asking"],
        ["\u2022", "Reminding"],
    ]
    assert "\uf0b7" not in text


@both_engines
def test_footnotes_are_furniture_and_their_marks_are_left_out(engine: PdfEngine) -> None:
    reading = read(fixture("is_georgia_footnotes"), engine)
    assert "Fax: +995 32 240 51 42\n" in reading.text
    assert "a meadow of 900 m2 that" in reading.text
    assert "broke her hand. Nobody has looked\n" in reading.text
    assert [reading.text[start:end] for start, end in reading.furniture] == [
        "1 The line is often switched off at night.",
        "2 The film was shown by a station in Kutaisi on 9 August 2022; an expert for the defence found no cut in "
        "it, and",
        "the court did not want to see it.",
        "3 In the yearly report for 2021.",
    ]
    assert re.search(r"have been fined\n\n1 The line[^$]{1,200}see it\.\n\nfor singing", reading.text)


def test_blanks_come_from_gaps_where_the_file_has_none() -> None:
    text = read(fixture("is_tunisia_cropped_words")).text
    assert "Amine Belkhiria was arrested in Tunis on 4 September" in text


def test_header_line_with_wide_gaps_is_one_line() -> None:
    text = read(fixture("is2009_guatemala_three_columns")).text
    assert text.startswith("UA: 274/14 Index: AMR 34/018/2014 Guatemala Date: 30 October 2014\n")


@both_engines
def test_box_of_a_known_word(engine: PdfEngine) -> None:
    data = Page().text(72, 100, "Fax: 12345").data
    x0, top, x1, bottom = box_of(read(data, engine), "12345")
    assert (top, bottom) == (92.5, 102.5)
    assert x0 == pytest.approx(72 + pdfmetrics.stringWidth("Fax: ", "Helvetica", 10), abs=0.1)
    assert x1 == pytest.approx(x0 + pdfmetrics.stringWidth("12345", "Helvetica", 10), abs=0.1)


@both_engines
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_crop_and_rotation_shift_the_boxes(engine: PdfEngine, rotation: int) -> None:
    page = Page()
    page.canvas.setCropBox((50, 100, 550, 750))
    page.canvas.setPageRotation(rotation)
    reading = read(page.text(150, 300, "here").data, engine)
    assert reading.text == "here"
    x0, top, x1, bottom = box_of(reading, "here")
    assert 0 <= x0 < x1 <= 650
    assert 0 <= top < bottom <= 650
    if rotation == 0:
        assert (x0, top) == (100.0, 242.5)


@both_engines
def test_raised_small_print_stays_in_its_line(engine: PdfEngine) -> None:
    page = Page()
    writing = page.canvas.beginText(72, 700)
    writing.setFont("Helvetica", 10)
    writing.textOut("the law")
    writing.setFont("Helvetica", 6)
    writing.setRise(4)
    writing.textOut("1")
    writing.setFont("Helvetica", 10)
    writing.setRise(0)
    writing.textOut(" of 2012")
    page.canvas.drawText(writing)
    assert read(page.data, engine).text == "the law1 of 2012"


@both_engines
def test_gaps_inside_a_drawn_string_are_measured_alike(engine: PdfEngine) -> None:
    """PDFium puts blanks of its own into such gaps, and other ones than the layout."""
    page = Page().text(72, 100, "first")
    page.canvas._code.append("BT /F1 10 Tf 72 660 Td [(dots.) -170 (.) -170 (.) -400 (end)] TJ ET")
    assert read(page.data, engine).text.splitlines()[-1] == "dots... end"


@both_engines
def test_upward_writing_is_a_block_of_its_own(engine: PdfEngine) -> None:
    page = Page().text(72, 100, "Dear Minister,", "I write to you.")
    page.canvas.saveState()
    page.canvas.translate(30, 300)
    page.canvas.rotate(90)
    page.text(0, 800, "Amended version")
    page.canvas.restoreState()
    reading = read(page.data, engine)
    assert reading.text == "Dear Minister,\nI write to you.\n\nAmended version"
    x0, top, x1, bottom = box_of(reading, "A")
    assert (x0, x1) == (22.5, 32.5)
    assert 400 < top < bottom == 500.0


@both_engines
def test_link_over_two_lines_is_one_link(engine: PdfEngine) -> None:
    page = Page().text(72, 100, "see our report at", "the usual place for more")
    before, end = (pdfmetrics.stringWidth(text, "Helvetica", 10) for text in ("see our ", "the usual place"))
    page.canvas.linkURL("https://example.org/report", (72 + before, 698, 180, 710), relative=0)
    page.canvas.linkURL("https://example.org/report", (72, 686, 72 + end, 698), relative=0)
    reading = read(page.data, engine)
    assert [(reading.text[link.start : link.end], link.url) for link in reading.links] == [
        ("report at\nthe usual place", "https://example.org/report")
    ]


@both_engines
def test_an_address_behind_other_words_is_a_value_with_their_box(engine: PdfEngine) -> None:
    lines = (
        "First UA: 12/23 Index: AMR 46/7001/2023 Peru Date: 5 May 2023",
        "URGENT ACTION",
        "FARMER HELD FOR SITTING ON A ROAD",
        "Farmer Rosa Quispe was taken from her home on 2 May. She must be released at once.",
        "TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER",
        "Minister of Justice",
        "Lima, Peru",
        "Email: Click here",
    )
    page = Page().text(60, 60, *lines)
    left, right = (60 + pdfmetrics.stringWidth(text, "Helvetica", 10) for text in ("Email: ", "Email: Click here"))
    page.canvas.linkURL("mailto:ministro@justicia.example", (left, 653, right, 664), relative=0)
    record = convert(page.data, options=Options(mentions=False, pdf_engine=engine)).record
    assert record is not None
    assert record.targets[0].emails == ["ministro@justicia.example"]
    (place,) = record.evidence["/targets/0/emails/0"]
    assert place.page == 1
    assert place.boxes is not None
    (box,) = place.boxes
    assert box == pytest.approx((left, 136.5, right, 146.5), abs=0.1)


@both_engines
def test_page_without_text_is_reported(engine: PdfEngine) -> None:
    page = Page().text(72, 100, "text").next()
    page.canvas.rect(100, 100, 300, 300, fill=1)
    reading = read(page.next().text(72, 100, "more text").data, engine)
    assert reading.page_count == 3
    assert [(finding.rule, finding.name, finding.page) for finding in reading.findings] == [
        ("UA607", "page-without-text", 2)
    ]


@both_engines
def test_text_off_the_page_or_too_small_to_see_is_left_out_and_told(engine: PdfEngine) -> None:
    page = Page().text(40, 80, "seen").text(40, 900, "below").text(900, 90, "beside").text(40, 100, "tiny", size=0.1)
    reading = read(page.data, engine)
    assert reading.text == "seen"
    assert [(finding.rule, finding.message.split(";")[0].rpartition(" ")[2]) for finding in reading.findings] == [
        ("UA604", "15")
    ]


@both_engines
@pytest.mark.parametrize("edges", [(40, 330), (40, 160, 420), (40, 180, 320, 460)], ids=len)
def test_columns_of_any_number_and_width_in_a_page_of_one(edges: tuple[int, ...], engine: PdfEngine) -> None:
    page = Page().text(
        40, 60, "The authorities must release the four farmers, who were taken from their homes at night."
    )
    for number, x in enumerate(edges):
        lines = (f"Official {number}", f"Street {number}, Block A", f"City {number}", f"Fax: +1 202 555 01{number}0")
        page.text(x, 140, *lines, size=9)
    page.text(40, 240, "Also send copies to diplomatic representatives who are accredited to your own country.")
    blocks = read(page.data, engine).text.split("\n\n")
    assert [block.split("\n")[0] for block in blocks[1:-1]] == [f"Official {number}" for number in range(len(edges))]
    assert all(block.count("\n") == 3 for block in blocks[1:-1])


@both_engines
def test_every_page_counts_against_the_limit(engine: PdfEngine) -> None:
    data = Page().text(72, 100, "one").next().text(72, 100, "two").next().text(72, 100, "three").data
    assert read(data, engine, max_pages=3).page_count == 3
    with pytest.raises(LimitExceeded) as caught:
        read(data, engine, max_pages=2)
    assert (caught.value.what, caught.value.limit, caught.value.found) == ("pages", 2, 3)


@pytest.mark.parametrize("engine", PdfEngine)
def test_encrypted_file_is_told_apart(engine: PdfEngine) -> None:
    lock = pdfencrypt.StandardEncryption("secret", ownerPassword="owner", strength=128)
    with pytest.raises(EncryptedFile):
        read(Page(encrypt=lock).text(72, 100, "text").data, engine)


@both_engines
def test_file_that_opens_without_a_password_is_read(engine: PdfEngine) -> None:
    lock = pdfencrypt.StandardEncryption("", ownerPassword="owner", strength=128)
    assert read(Page(encrypt=lock).text(72, 100, "text").data, engine).text == "text"


@pytest.mark.parametrize("engine", PdfEngine)
@pytest.mark.parametrize(
    "data", [b"", b"no PDF at all", b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 20], ids=len
)
def test_what_is_no_pdf_is_a_typed_error(data: bytes, engine: PdfEngine) -> None:
    with pytest.raises(UnreadableFile):
        read(data, engine)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.999])
@pytest.mark.parametrize("engine", PdfEngine)
def test_truncated_file_is_read_or_a_typed_error(share: float, engine: PdfEngine) -> None:
    data = fixture("template_kenya_running_header")
    try:
        reading = read(data[: int(len(data) * share)], engine)
    except UacaseError:
        return
    assert reading.page_count == len({finding.page for finding in reading.findings}) or reading.text


def test_broken_cross_reference_table_is_mended() -> None:
    data = Page().text(72, 100, "Dear Minister,").data
    assert read(data.replace(b"startxref", b"startxxxx")).text == "Dear Minister,"


def test_second_engine_is_asked_when_the_first_gives_no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Page().text(72, 100, "Dear Minister,").data
    nothing = Page().text(72, 100, "???").data
    monkeypatch.setitem(pdf._ENGINES, PdfEngine.PDFIUM, lambda _, limit: pdf_pdfium.read_pages(nothing, limit))
    reading = read(data)
    assert (reading.text, reading.engine) == ("Dear Minister,", "pdfplumber")


def test_second_engine_is_asked_when_the_first_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_data: bytes, _max_pages: int) -> None:
        raise UnreadableFile("broken")

    monkeypatch.setitem(pdf._ENGINES, PdfEngine.PDFIUM, fail)
    reading = read(Page().text(72, 100, "Dear Minister,").data)
    assert reading.engine == "pdfplumber"


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("Dear Sir", True),
        ("", False),
        ("123 456", False),
        ("\ufffd\ufffd\ufffda", False),
        ("\x01\x02\x03ab", False),
    ],
)
def test_usable_text_has_letters_and_meaning(text: str, usable: bool) -> None:
    assert is_usable(text) is usable


@pytest.mark.skipif(not DEJAVU.exists(), reason="needs fonts-dejavu-core")
@both_engines
def test_no_character_is_lost(engine: PdfEngine) -> None:
    pdfmetrics.registerFont(TTFont("DejaVuSans", DEJAVU))
    lines = ("Łukasz Żółć, Đặng Thị Hường", "Şırnak – “quoted” … 100 % à côté", "Владимир Ελένη (a) [b] {c}")
    text = read(Page().text(72, 100, *lines, font="DejaVuSans").data, engine).text
    assert text == "\n".join(lines)


def test_no_visible_character_of_the_fixtures_is_lost() -> None:
    """Against PDFium's own text; what is drawn twice is checked elsewhere. The marks of footnotes are left out."""
    import pypdfium2

    for path in (one for one in FIXTURES if one.stem != COVERED):
        document = pypdfium2.PdfDocument(path.read_bytes())
        plain = "".join(page.get_textpage().get_text_range() for page in document)
        printed = str.maketrans({"\ufffe": "-", "\x02": "-", "\u25a0": "\u2022", "\uf0b7": "\u2022"})
        expected = Counter(plain.translate(printed))
        expected -= Counter("123" if path.stem == "is_georgia_footnotes" else "")
        found = Counter(read(path.read_bytes()).text)
        assert {char: n for char, n in expected.items() if not char.isspace()} == {
            char: n for char, n in found.items() if not char.isspace()
        }, path.stem


def test_large_file_stays_within_its_memory() -> None:
    """300 full pages in a process of their own, below 300 MB at the peak."""
    program = """
import io, re
from reportlab.pdfgen.canvas import Canvas
from ingest.readers.pdf import read
file = io.BytesIO()
canvas = Canvas(file, invariant=1)
for page in range(300):
    for line in range(55):
        text = f"line {line} of page {page}: the authorities must release them all at once"
        canvas.drawString(60, 780 - 13 * line, text)
    canvas.showPage()
canvas.save()
reading = read(file.getvalue())
assert reading.page_count == 300, reading.page_count
# Of this program alone: the peak that `resource` tells takes in that of the process which started it.
status = open("/proc/self/status").read()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the peak of one program")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300


def test_engines_are_not_loaded_before_they_are_needed() -> None:
    program = "import sys, ingest.readers.pdf; print({'pypdfium2', 'pdfplumber', 'pdfminer'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.skipif(not DRAFT.exists(), reason="the real draft is not at hand")
def test_real_draft() -> None:
    first, second = (read(DRAFT.read_bytes(), engine) for engine in ENGINES)
    assert first.text == second.text
    assert first.links == second.links
    assert first.furniture == second.furniture
    assert [first.text[start:end] for start, end in first.furniture] == ["1", "2"]
    for one, other in zip(first.glyphs or (), second.glyphs or (), strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert one.box == pytest.approx(other.box, abs=0.11)
