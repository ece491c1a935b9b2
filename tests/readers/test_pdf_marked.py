"""What a PDF marks in its drawing: layers that are off are not read, given text stands for meaningless glyphs."""

import pytest

from ingest.layout.page import UNMAPPED
from ingest.readers.pdf import read
from ingest.readers.pdf_engine import PdfEngine
from tests.readers.drawn_sheet import ENGINES, read_alike
from tests.readers.plain_pdf import CATALOGUE, PAGE, packed_stream, page_of

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>"
SHOWN, OTHER = b"<</Type/OCG/Name(same)>>", b"<</Type/OCG/Name(same)>>"


def lines(*texts: bytes) -> bytes:
    """The drawing of lines, one below the other, with what stands around each."""
    drawn = b"BT /F 12 Tf 50 760 Td (seen) Tj ET\n"
    for number, text in enumerate(texts, 1):
        drawn += text.replace(b"[", b"BT /F 12 Tf 50 %d Td (" % (760 - 40 * number)).replace(b"]", b") Tj ET\n")
    return drawn


def layered(content: bytes, settings: bytes, *more: bytes, group: bytes = SHOWN) -> bytes:
    """A page whose resources name the layers A (object 7) and B (8) and the conditions C (9); the form is object 6."""
    page = PAGE.replace(b"/XObject", b"/Properties<</A 7 0 R/B 8 0 R/C 9 0 R>>/XObject")
    catalogue = CATALOGUE.replace(b">>", b"/OCProperties<</OCGs[7 0 R 8 0 R]/D<<%s>>>>>>" % settings)
    form = packed_stream(FORM + b"/OC 8 0 R", lines(b"[form]").replace(b"(seen)", b"()"))
    return page_of(content, form, group, OTHER, *(more or (b"null",)), catalogue=catalogue, page=page)


@pytest.mark.parametrize(
    ("settings", "read_texts"),
    [
        (b"", "a b"),
        (b"/ON[7 0 R]", "a b"),
        (b"/OFF[8 0 R]", "a"),
        (b"/OFF[7 0 R 8 0 R]", ""),
        (b"/BaseState/OFF/ON[8 0 R]", "b"),
        (b"/BaseState/OFF", ""),
        (b"/OFF[7 0 R]/AS[<</Event/Print/OCGs[8 0 R]/Category[/Print]>>]", "b"),
    ],
)
def test_layers_that_are_off_are_left_out_and_told(settings: bytes, read_texts: str) -> None:
    content = lines(b"/OC /A BDC [a] EMC", b"/OC /B BDC /P <</MCID 0>> BDC [b] EMC EMC")
    reading = read_alike(layered(content, settings))
    assert reading.text.split() == ["seen", *read_texts.split()]
    hidden = 2 - len(read_texts.split())
    assert [one.rule for one in reading.findings] == (["UA604"] if hidden else [])
    assert not hidden or f": {hidden};" in reading.findings[0].message


def test_a_state_for_the_screen_counts_where_the_file_wants_it() -> None:
    group = b"<</Type/OCG/Name(a)/Usage<</View<</ViewState/OFF>>>>>>"
    content = lines(b"/OC /A BDC [a] EMC")
    settings = b"/AS[<</Event/View/OCGs[7 0 R]/Category[/View]>>]"
    assert read_alike(layered(content, settings, group=group)).text == "seen"
    assert read_alike(layered(content, b"", group=group)).text.split() == ["seen", "a"]


@pytest.mark.parametrize(
    ("settings", "texts"), [(b"", "seen form"), (b"/OFF[8 0 R]", "seen"), (b"/OFF[7 0 R]", "seen form")]
)
def test_a_form_in_a_layer_is_off_with_it(settings: bytes, texts: str) -> None:
    assert read_alike(layered(lines() + b"/I Do", settings)).text.split() == texts.split()


def test_a_form_drawn_inside_a_layer_is_off_with_it() -> None:
    assert read_alike(layered(lines() + b"/OC /A BDC /I Do EMC", b"/OFF[7 0 R]")).text == "seen"


@pytest.mark.parametrize(
    ("condition", "is_read"),
    [
        (b"/OCGs[7 0 R 8 0 R]", True),
        (b"/OCGs[7 0 R 8 0 R]/P/AllOn", False),
        (b"/OCGs[7 0 R 8 0 R]/P/AnyOff", True),
        (b"/OCGs[7 0 R 8 0 R]/P/AllOff", False),
        (b"/OCGs 7 0 R", False),
        (b"/OCGs 8 0 R", True),
        (b"/VE[/And 8 0 R[/Not 7 0 R]]", True),
        (b"/VE[/Or 7 0 R[/Not 8 0 R]]", False),
        (b"", True),
    ],
)
def test_conditions_on_layers(condition: bytes, is_read: bool) -> None:
    content = lines(b"/OC /C BDC [c] EMC")
    reading = read_alike(layered(content, b"/OFF[7 0 R]", b"<</Type/OCMD%s>>" % condition))
    assert reading.text.split() == ["seen", "c"] if is_read else ["seen"]


def test_the_same_words_in_a_layer_that_is_shown_stay() -> None:
    content = lines(b"/OC /A BDC [both] EMC") + b"/OC /B BDC BT /F 12 Tf 50 720 Td (both) Tj ET EMC"
    reading = read_alike(layered(content, b"/OFF[7 0 R]"))
    assert reading.text.split() == ["seen", "both"]
    assert ": 4;" in reading.findings[0].message


def test_an_end_of_a_mark_too_many_does_not_show_a_layer() -> None:
    content = lines(b"EMC EMC /OC /A BDC [a] EMC EMC [b]")
    assert read_alike(layered(content, b"/OFF[7 0 R]")).text.split() == ["seen", "b"]


def test_what_is_printed_counts_before_the_text_that_is_given_for_it() -> None:
    content = lines(b"/Span <</ActualText(other words)>> BDC [printed] EMC", b"/Span <</ActualText()>> BDC [kept-] EMC")
    assert read_alike(page_of(content)).text.split() == ["seen", "printed", "kept-"]


def odd_font(*names: str) -> bytes:
    """A font whose codes A, B and so on are glyphs of names without a meaning."""
    differences = b"".join(b"/%s" % name.encode() for name in names)
    return b"<</Type/Font/Subtype/Type1/BaseFont/Odd/FirstChar 65/LastChar %d/Widths[%s]/FontDescriptor 7 0 R%s>>" % (
        64 + len(names),
        b"600 " * len(names),
        b"/Encoding<</Type/Encoding/Differences[65%s]>>" % differences,
    )


DESCRIPTOR = b"<</Type/FontDescriptor/FontName/Odd/Flags 4/FontBBox[0 0 600 700]/Ascent 700/Descent 0>>"
MEANINGLESS = odd_font("g1", "g2", "g3")


def with_odd_font(content: bytes) -> bytes:
    page = PAGE.replace(b"/F 5 0 R", b"/F 5 0 R/O 8 0 R")
    return page_of(lines() + content, b"null", DESCRIPTOR, MEANINGLESS, page=page)


def test_glyphs_without_a_meaning_have_the_one_that_is_given() -> None:
    odd = b"BT /O 12 Tf 50 700 Td %s ET"
    plain = read_alike(with_odd_font(odd % b"(ABC) Tj"))
    assert set(plain.text.split()[1]) <= {UNMAPPED, *"ABC"}
    given = read_alike(with_odd_font(odd % b"/Span <</ActualText(Sir)>> BDC (ABC) Tj EMC"))
    assert given.text.split() == ["seen", "Sir"]
    boxes = [glyph.box for glyph in given.glyphs or () if glyph is not None][-3:]
    assert [round(box[0], 1) for box in boxes] == [50.0, 57.2, 64.4]


def test_given_text_of_another_length_shares_the_width_and_divides_no_word() -> None:
    odd = b"BT /O 12 Tf 50 700 Td /Span <</ActualText(one two)>> BDC (ABC) Tj 0 -14 Td (ABC) Tj EMC ET"
    given = read_alike(with_odd_font(odd))
    assert given.text.split() == ["seen", "one", "two"]
    last = [glyph.box for glyph in given.glyphs or () if glyph is not None][-1]
    assert last[2] == pytest.approx(71.6, abs=0.2)


def test_given_text_in_unicode_and_by_a_name_in_the_resources() -> None:
    page = PAGE.replace(b"/F 5 0 R", b"/F 5 0 R/O 8 0 R").replace(b"/XObject", b"/Properties<</S 9 0 R>>/XObject")
    content = lines() + b"BT /O 12 Tf 50 700 Td /Span /S BDC (ABC) Tj EMC ET"
    named = b"<</ActualText<FEFF015A00FC0072>>>"
    reading = read_alike(page_of(content, b"null", DESCRIPTOR, MEANINGLESS, named, page=page))
    assert reading.text.split() == ["seen", "Śür"]


def drawn_font(*names: str) -> bytes:
    """A font (Type 3) whose codes from "a" on draw the same square, under names."""
    procedures = b"".join(b"/%s 7 0 R" % name.encode() for name in names)
    differences = b"".join(b"/%s" % name.encode() for name in names)
    return (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<<%s>>"
        b"/Encoding<</Type/Encoding/Differences[97%s]>>/FirstChar 97/LastChar %d/Widths[%s]/Resources<<>>>>"
    ) % (procedures, differences, 96 + len(names), b"600 " * len(names))


SQUARE = packed_stream(b"", b"750 0 0 0 750 750 d1 0 0 750 750 re f")


def test_glyphs_of_a_drawn_font_mean_what_they_are_called() -> None:
    content = b"BT /F 12 Tf 50 700 Td (abcabcabc) Tj ET"
    assert read_alike(page_of(content, b"null", SQUARE, font=drawn_font("U", "A", "comma"))).text == "UA,UA,UA,"


@pytest.mark.parametrize("engine", ENGINES)
def test_glyphs_of_a_drawn_font_with_names_that_mean_nothing_are_unknown(engine: PdfEngine) -> None:
    content = b"BT /F 12 Tf 50 700 Td (abcabcabc) Tj ET"
    reading = read(page_of(content, b"null", SQUARE, font=drawn_font("g1", "g2", "g3")), engine)
    assert set(reading.text) == {UNMAPPED}
    assert "UA607" in [finding.rule for finding in reading.findings]


STATES = b"/ExtGState<</G<</ca 0/CA 0>>/H<</ca 0.5>>>>/ColorSpace<</S[/Separation/Black/DeviceGray 7 0 R]>>"
TINT = b"<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b"q /G gs [a] Q [b]", "b"),
        (b"q /H gs [a] Q", "a"),
        (b"q /G gs q /H gs [a] Q [b] Q", "a"),
        (b"q /S cs 0 scn [a] 1 scn [b] Q", "b"),
    ],
)
def test_what_is_transparent_or_without_ink_is_hidden(content: bytes, texts: str) -> None:
    parts = content.replace(b"[a]", b"\n[a]\n").replace(b"[b]", b"\n[b]\n").split(b"\n")
    drawn = lines(*(parts or ())) if parts else b""
    data = page_of(drawn, b"null", TINT, page=PAGE.replace(b"/XObject", STATES + b"/XObject"))
    assert read_alike(data).text.split() == ["seen", *texts.split()]


def test_the_operator_that_sets_spacings_begins_a_new_line() -> None:
    content = b"BT /F 12 Tf 14 TL 50 700 Td (first) Tj (second) ' 2 1 (third one) \" T* (fourth) Tj ET"
    assert read_alike(page_of(content)).text.split("\n") == ["first", "second", "third one", "fourth"]


@pytest.mark.parametrize("turn", [0, 45, 90, 450, -90, -180, 359])
def test_odd_turns_of_a_page(turn: int) -> None:
    page = PAGE.replace(b"/Contents", b"/Rotate %d/Contents" % turn)
    assert read_alike(page_of(lines(b"[read]"), page=page)).text.split() == ["seen", "read"]
