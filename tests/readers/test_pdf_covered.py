"""Text that something opaque was painted over is left out and told as UA604, by both engines alike; other text is not.

What is covered is called "secret" here.
"""

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from tests.readers.drawn_sheet import Sheet, read_alike
from tests.readers.plain_pdf import CATALOGUE, PAGE, packed_stream, page_of

INVISIBLE = 3
BLACK, WHITE, RED, GREY, YELLOW = (0, 0, 0), (1, 1, 1), (0.8, 0.1, 0.1), (0.9, 0.9, 0.9), (1, 1, 0)
OVER = (55.0, 186.0, 110.0, 206.0)
"""The box of a bar over what is written at the usual place."""


def assert_left_out(sheet: Sheet, *texts: str, characters: int = 6) -> None:
    """The texts are read behind the first line, and so many characters are told to be covered."""
    reading = sheet.reading()
    assert reading.text.split() == ["seen", *texts]
    assert [(finding.rule, finding.page) for finding in reading.findings] == [("UA604", 1)]
    assert f": {characters};" in reading.findings[0].message
    assert "secret" not in reading.findings[0].message


def paint(sheet: Sheet, colour: tuple[float, float, float] = BLACK, box: tuple[float, ...] = OVER) -> None:
    """Fill a box."""
    sheet.canvas.setFillColorRGB(*colour)
    sheet.rectangle(*box)
    sheet.canvas.setFillColorRGB(*BLACK)


def picture(sheet: Sheet, mode: str, colour: object, box: tuple[float, ...] = OVER) -> None:
    """Draw a picture of one colour into a box."""
    x0, top, x1, bottom = box
    image = ImageReader(Image.new(mode, (8, 8), colour))  # type: ignore[arg-type]
    sheet.canvas.drawImage(image, x0, 800 - bottom, x1 - x0, bottom - top, mask="auto")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("colour", [BLACK, WHITE, RED])
def test_a_bar_over_a_text(colour: tuple[float, float, float], rotation: int) -> None:
    sheet = Sheet(rotation)
    sheet.write("secret")
    paint(sheet, colour)
    assert_left_out(sheet)


def test_a_picture_over_a_text() -> None:
    sheet = Sheet()
    sheet.write("secret")
    picture(sheet, "RGB", (0, 0, 0))
    assert_left_out(sheet)


def test_a_picture_whose_mask_lets_nothing_through_over_a_text() -> None:
    sheet = Sheet()
    sheet.write("secret")
    picture(sheet, "RGBA", (0, 0, 0, 255))
    assert_left_out(sheet)


def test_a_thick_line_over_a_text() -> None:
    sheet = Sheet()
    sheet.write("secret")
    sheet.canvas.setLineWidth(16)
    sheet.canvas.line(50, 800 - 196, 120, 800 - 196)
    assert_left_out(sheet)


def test_a_round_shape_over_a_text() -> None:
    sheet = Sheet()
    sheet.write("secret")
    sheet.canvas.roundRect(52, 800 - 208, 60, 24, 8, stroke=1, fill=1)
    assert_left_out(sheet)


def test_a_bar_in_a_form_over_a_text() -> None:
    sheet = Sheet()
    sheet.write("secret")
    sheet.canvas.beginForm("bar", 0, 0, 60, 20)
    sheet.canvas.rect(0, 0, 60, 20, stroke=0, fill=1)
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(55, 594)
    sheet.canvas.doForm("bar")
    sheet.canvas.restoreState()
    assert_left_out(sheet)


def test_a_text_in_a_form_under_a_bar() -> None:
    sheet = Sheet()
    sheet.canvas.beginForm("text", 0, 0, 800, 800)
    sheet.write("secret")
    sheet.canvas.endForm()
    sheet.canvas.doForm("text")
    paint(sheet)
    assert_left_out(sheet)


def test_a_text_up_the_side_of_the_page_under_a_bar() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.translate(300, 300)
    sheet.canvas.rotate(90)
    sheet.write("secret", x=0, y=800)
    sheet.canvas.restoreState()
    paint(sheet, box=(286, 400, 306, 502))
    assert_left_out(sheet)


def test_two_bars_that_cover_a_text_together() -> None:
    sheet = Sheet()
    sheet.write("secret")
    paint(sheet, box=(55, 186, 110, 197))
    paint(sheet, box=(55, 197, 110, 206))
    assert_left_out(sheet)


def test_a_word_in_a_line_under_a_bar_leaves_the_line_whole() -> None:
    sheet = Sheet()
    for number in range(6):
        y = 200 + 15 * number
        sheet.write("The teacher secretsecretsecret was held in May.", y=y)
        paint(sheet, box=(124, y - 10, 228, y + 3))
    reading = sheet.reading()
    assert reading.text.split() == ["seen", *6 * ["The", "teacher", "was", "held", "in", "May."]]
    assert ": 108;" in reading.findings[0].message


def test_what_stands_around_a_covered_word_stays() -> None:
    sheet = Sheet()
    sheet.write("(secret), who")
    paint(sheet, box=(64, 186, 97, 206))
    assert_left_out(sheet, "(", "),", "who")


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("secret.name@rights.example", (55, 186, 95, 206)),
        ("+44 20 7946 0958", (100, 186, 125, 206)),
        ("0207-946 0958", (55, 186, 85, 206)),
        ("www.rights.example/secret", (150, 186, 220, 206)),
        ("secretsurname", (55, 186, 95, 206)),
    ],
)
def test_nothing_is_kept_of_a_word_or_number_of_which_a_part_is_covered(text: str, box: tuple[float, ...]) -> None:
    sheet = Sheet()
    sheet.write(text)
    paint(sheet, box=box)
    assert_left_out(sheet, characters=len(text.replace(" ", "")))


def test_a_link_is_left_out_with_its_text() -> None:
    sheet = Sheet()
    sheet.write("write to secret, or here")
    sheet.canvas.linkURL("mailto:secret@rights.example", (60, 595, 140, 612))
    sheet.canvas.linkURL("https://rights.example/", (150, 595, 190, 612))
    paint(sheet, box=(102, 186, 136, 206))
    reading = sheet.reading()
    assert reading.text.split() == ["seen", "write", "to", ",", "or", "here"]
    assert [link.url for link in reading.links] == ["https://rights.example/"]


def test_what_is_drawn_above_a_bar_is_read() -> None:
    sheet = Sheet()
    sheet.write("secret")
    paint(sheet, WHITE)
    sheet.write("other")
    assert_left_out(sheet, "other")


def test_a_text_that_is_drawn_again_above_its_cover_is_read_once() -> None:
    sheet = Sheet()
    sheet.write("printed")
    paint(sheet, WHITE, (55, 186, 130, 206))
    sheet.write("printed")
    sheet.assert_read("printed")


def test_a_text_that_is_drawn_twice_to_look_bold_is_read() -> None:
    sheet = Sheet()
    paint(sheet, GREY)
    sheet.write("bold")
    sheet.write("bold", x=60.3)
    paint(sheet, BLACK, (55, 386, 110, 406))
    sheet.assert_read("bold")


def test_a_text_that_is_drawn_twice_under_a_bar_counts_once() -> None:
    sheet = Sheet()
    sheet.write("secret")
    sheet.write("secret", x=60.3)
    paint(sheet)
    assert_left_out(sheet)


@pytest.mark.parametrize("colour", [BLACK, GREY])
def test_a_ground_before_the_text(colour: tuple[float, float, float]) -> None:
    sheet = Sheet()
    paint(sheet, colour, (50, 180, 300, 260))
    sheet.canvas.setFillColorRGB(*(WHITE if colour is BLACK else BLACK))
    sheet.write("cell")
    sheet.write("next", y=240)
    sheet.assert_read("cell", "next")


def test_the_shading_of_a_table_cell_by_cell() -> None:
    sheet = Sheet()
    for row in range(3):
        for column in range(3):
            x, y = 60 + 100 * column, 200 + 20 * row
            paint(sheet, GREY, (x - 4, y - 14, x + 96, y + 6))
            sheet.write(f"cell{row}{column}", x=x, y=y)
    assert len(sheet.reading().text.split()) == 10


def test_thin_lines_through_and_under_a_text() -> None:
    sheet = Sheet()
    sheet.write("struck")
    paint(sheet, box=(55, 195, 110, 196))
    paint(sheet, box=(55, 202, 110, 203))
    sheet.canvas.setLineWidth(1.5)
    sheet.canvas.line(55, 800 - 197, 110, 800 - 197)
    sheet.assert_read("struck")


@pytest.mark.parametrize("box", [(55, 200, 110, 230), (55, 170, 110, 194), (110, 186, 140, 206)])
def test_a_shape_that_only_touches_the_text(box: tuple[float, ...]) -> None:
    sheet = Sheet()
    sheet.write("beside")
    paint(sheet, box=box)
    sheet.assert_read("beside")


def test_a_frame_that_is_filled_around_a_text() -> None:
    sheet = Sheet()
    sheet.write("framed")
    path = sheet.canvas.beginPath()
    path.rect(40, 560, 200, 80)
    path.rect(44, 564, 192, 72)
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    sheet.assert_read("framed")


def test_a_shape_that_is_cut_to_elsewhere() -> None:
    sheet = Sheet()
    sheet.write("free")
    sheet.canvas.saveState()
    sheet.clip(50, 300, 500, 400)
    paint(sheet, box=(50, 150, 500, 400))
    sheet.canvas.restoreState()
    sheet.assert_read("free")


def test_a_shape_in_a_form_that_does_not_show_it() -> None:
    sheet = Sheet()
    sheet.write("free")
    sheet.canvas.beginForm("bar", 0, 0, 60, 20)
    sheet.canvas.rect(0, -100, 60, 200, stroke=0, fill=1)
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(55, 650)
    sheet.canvas.doForm("bar")
    sheet.canvas.restoreState()
    sheet.assert_read("free")


@pytest.mark.parametrize("alpha", [0.3, 0.9])
def test_a_highlight_that_lets_light_through(alpha: float) -> None:
    sheet = Sheet()
    sheet.write("marked")
    sheet.canvas.setFillAlpha(alpha)
    paint(sheet, YELLOW)
    sheet.assert_read("marked")


def test_a_picture_that_lets_light_through() -> None:
    sheet = Sheet()
    sheet.write("stamped")
    picture(sheet, "RGBA", (200, 0, 0, 100))
    sheet.assert_read("stamped")


def test_a_white_page_between() -> None:
    sheet = Sheet()
    sheet.write("under")
    paint(sheet, WHITE, (0, 0, 800, 800))
    sheet.write("above", y=300)
    sheet.assert_read("under", "above")


@pytest.mark.parametrize("mode", [0, INVISIBLE])
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("strips", [1, 8])
def test_the_text_of_a_scan(mode: int, before: bool, strips: int) -> None:
    sheet = Sheet()

    def scan() -> None:
        for strip in range(strips):
            sheet.picture(0, 800 / strips * strip, 800, 800 / strips * (strip + 1))

    if not before:
        scan()
    sheet.write("layer", mode=mode)
    if before:
        scan()
    sheet.assert_read("layer")


@pytest.mark.parametrize("over", [paint, lambda sheet: picture(sheet, "RGB", (0, 0, 0))], ids=["shape", "picture"])
@pytest.mark.parametrize("mode", [0, INVISIBLE])
def test_a_bar_over_a_scan_and_its_text(mode: int, over: Callable[[Sheet], None]) -> None:
    sheet = Sheet()
    sheet.write("secret", mode=mode)
    sheet.write("layer", y=300, mode=mode)
    sheet.picture(0, 0, 800, 800)
    over(sheet)
    assert_left_out(sheet, "layer")


def test_the_text_of_a_small_scan() -> None:
    sheet = Sheet()
    sheet.write("layer", mode=INVISIBLE)
    sheet.picture(50, 150, 300, 300)
    sheet.assert_read("layer")


STATES = (
    b"/ExtGState<</M<</BM/Multiply>>/D<</BM[/Darken/Normal]>>/N<</BM/Normal>>/H<</ca 0.4>>/O<</ca 1>>/S<</SMask 7 0 R>>"
    b"/U<</SMask/None>>>>/Pattern<</P 8 0 R>>/Properties<</L 9 0 R>>"
)
MASK = b"<</S/Luminosity/G 6 0 R>>"
GROUP = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency>>"
STRIPES = packed_stream(
    b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>", b"0 0 3 9 re f"
)
LAYER = b"<</Type/OCG/Name(a)>>"
BAR = b"45 745 100 24 re f"


@pytest.mark.parametrize(
    ("drawing", "is_covered"),
    [
        (b"%s", True),
        (b"/N gs %s", True),
        (b"/M gs 1 1 0 rg %s", False),
        (b"/M gs 0 g %s", True),
        (b"/M gs 0 0 0 1 k %s", True),
        (b"/D gs 0.5 g %s", False),
        (b"/D gs 0 g %s", True),
        (b"q /M gs 1 0 0 rg Q 1 0 0 rg %s", True),
        (b"/H gs %s", False),
        (b"q /H gs q /O gs %s Q Q", True),
        (b"/S gs %s", False),
        (b"/S gs /U gs %s", True),
        (b"/I Do", True),
        (b"/H gs /I Do", False),
        (b"1 0 0 rg /M gs /I Do", False),
        (b"0 g /M gs /I Do", True),
        (b"/Pattern cs /P scn %s", False),
        (b"BT /F 300 Tf 7 Tr 0 700 Td (O) Tj ET %s", False),
        (b"q BT /F 300 Tf 7 Tr 0 700 Td (O) Tj ET Q %s", True),
        (b"45 745 m 145 745 l 145 769 l 45 769 l b*", True),
        (b"45 745 m 145 745 l 145 769 l 45 769 l s", False),
        (b"[3] 0 d 20 w 45 757 m 145 757 l S", False),
        (b"20 w 45 757 m 145 757 l S", True),
        (b"/OC /L BDC %s EMC", True),
        (b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI", False),
        (b"q 100 0 0 24 45 745 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q", True),
        (b"q 100 0 0 24 45 745 cm BI /W 1 /H 1 /IM true ID \x00 EI Q", False),
    ],
)
def test_how_paint_is_mixed_decides(drawing: bytes, is_covered: bool) -> None:
    content = b"BT /F 12 Tf 50 700 Td (seen) Tj 0 50 Td (secret) Tj ET " + drawing.replace(b"%s", BAR)
    page = PAGE.replace(b"/XObject", STATES + b"/XObject")
    data = page_of(content, packed_stream(GROUP + b"/Resources<<>>", BAR), MASK, STRIPES, LAYER, page=page)
    assert read_alike(data).text.split() == (["seen"] if is_covered else ["secret", "seen"])


@pytest.mark.parametrize(("settings", "is_covered"), [(b"", True), (b"/OFF[9 0 R]", False)])
def test_a_bar_in_a_layer_that_is_off_covers_nothing(settings: bytes, is_covered: bool) -> None:
    catalogue = CATALOGUE.replace(b">>", b"/OCProperties<</OCGs[9 0 R]/D<<%s>>>>>>" % settings)
    content = b"BT /F 12 Tf 50 700 Td (seen) Tj 0 50 Td (secret) Tj ET /OC /L BDC %s EMC" % BAR
    page = PAGE.replace(b"/XObject", STATES + b"/XObject")
    data = page_of(content, b"null", b"null", b"null", LAYER, page=page, catalogue=catalogue)
    assert read_alike(data).text.split() == (["seen"] if is_covered else ["secret", "seen"])


APPEARANCE = b"/Type/XObject/Subtype/Form/BBox[0 0 100 24]/Resources<<>>"
FILLED = packed_stream(APPEARANCE, b"0 g 0 0 100 24 re f")
OUTLINED = packed_stream(APPEARANCE, b"1 0 0 RG 1 1 98 22 re S")
MULTIPLIED = packed_stream(
    APPEARANCE.replace(b"<<>>", b"<</ExtGState<</M<</BM/Multiply>>>>>>"), b"/M gs 1 1 0 rg 0 0 100 24 re f"
)
DAMAGED = packed_stream(APPEARANCE.replace(b"[0 0 100 24]", b"(no box)"), b"0 g 0 0 100 24 re f")


@pytest.mark.parametrize(
    ("entries", "appearance", "is_covered"),
    [
        (b"/Subtype/Redact/AP<</N 8 0 R>>", FILLED, True),
        (b"/Subtype/Redact/AP<</N 8 0 R>>", OUTLINED, False),
        (b"/Subtype/Redact/IC[0 0 0]", b"null", False),
        (b"/Subtype/Square/AP<</N 8 0 R>>", FILLED, True),
        (b"/Subtype/Square/AP<</N<</On 8 0 R/Off null>>>>/AS/On", FILLED, True),
        (b"/Subtype/Square/AP<</N 8 0 R>>", OUTLINED, False),
        (b"/Subtype/Square/AP<</N 8 0 R>>/F 2", FILLED, False),
        (b"/Subtype/Square/AP<</N 8 0 R>>/F 32", FILLED, False),
        (b"/Subtype/Square/AP<</N 8 0 R>>", DAMAGED, False),
        (b"/Subtype/Square/IC[0 0 0]", b"null", True),
        (b"/Subtype/Square/IC[0 0 0]/CA 0.4", b"null", False),
        (b"/Subtype/Square/IC[]", b"null", False),
        (b"/Subtype/Circle/IC[1 1 1]", b"null", True),
        (b"/Subtype/Highlight/QuadPoints[45 769 145 769 45 745 145 745]/AP<</N 8 0 R>>", MULTIPLIED, False),
        (b"/Subtype/Stamp/AP<</N 8 0 R>>", FILLED, True),
        (b"/Subtype/Text/AP<</N 8 0 R>>", FILLED, False),
        (b"/Subtype/Link/AP<</N 8 0 R>>", FILLED, False),
        (b"/Subtype/Square/AP(damaged)", b"null", False),
    ],
)
@pytest.mark.parametrize("rotation", [0, 90])
def test_annotations_above_the_page(entries: bytes, appearance: bytes, is_covered: bool, rotation: int) -> None:
    page = PAGE.replace(b"/Contents", b"/Rotate %d/Annots[7 0 R]/Contents" % rotation)
    annotation = b"<</Type/Annot/Rect[45 745 145 769]%s>>" % entries
    content = b"BT /F 12 Tf 50 700 Td (seen) Tj 0 50 Td (secret) Tj ET"
    reading = read_alike(page_of(content, b"null", annotation, appearance, page=page))
    assert sorted(reading.text.split()) == (["seen"] if is_covered else ["secret", "seen"])


def test_what_is_typed_over_a_text_is_read_in_its_place() -> None:
    annotation = (
        b"<</Type/Annot/Rect[45 745 145 769]/Subtype/FreeText/Contents(other)/DA(0 g /F 10 Tf)/AP<</N 8 0 R>>>>"
    )
    page = PAGE.replace(b"/Contents", b"/Annots[7 0 R]/Contents")
    content = b"BT /F 12 Tf 50 700 Td (seen) Tj 0 50 Td (secret) Tj ET"
    assert read_alike(page_of(content, b"null", annotation, FILLED, page=page)).text.split() == ["other", "seen"]


def test_what_is_typed_under_a_bar_is_left_out() -> None:
    typed = b"<</Type/Annot/Rect[45 745 145 769]/Subtype/FreeText/Contents(secret)/DA(0 g /F 10 Tf)>>"
    bar = b"<</Type/Annot/Rect[40 740 150 775]/Subtype/Square/IC[0 0 0]>>"
    content = b"BT /F 12 Tf 50 700 Td (seen) Tj ET"
    for order, texts in ((b"7 0 R 8 0 R", ["seen"]), (b"8 0 R 7 0 R", ["secret", "seen"])):
        page = PAGE.replace(b"/Contents", b"/Annots[%s]/Contents" % order)
        assert read_alike(page_of(content, b"null", typed, bar, page=page)).text.split() == texts


def test_a_shaded_cell_with_a_highlight_over_the_same_box() -> None:
    page = PAGE.replace(b"/XObject", STATES + b"/XObject")
    text = b"0 g BT /F 12 Tf 50 700 Td (seen) Tj 0 50 Td (marked) Tj ET"
    content = b"0.9 g %s %s /M gs 1 1 0 rg %s" % (BAR, text, BAR)
    data = page_of(content, b"null", MASK, STRIPES, LAYER, page=page)
    assert read_alike(data).text.split() == ["marked", "seen"]
