"""What nobody sees on a PDF's page is left out and told as UA604, by both engines alike; what is seen is read."""

import pytest

from tests.readers.drawn_sheet import Sheet

INVISIBLE, STROKE, FILL_AND_STROKE, CLIP = 3, 1, 2, 7


@pytest.mark.parametrize("colour", [(1, 1, 1), (0.99, 1, 0.99)])
def test_white_on_white(colour: tuple[float, float, float]) -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(*colour)
    sheet.write("hidden")
    sheet.assert_hidden(6)


def test_white_in_grey_and_in_cmyk() -> None:
    sheet = Sheet()
    sheet.canvas.setFillGray(1)
    sheet.write("hidden", y=200)
    sheet.canvas.setFillColorCMYK(0, 0, 0, 0)
    sheet.write("hidden", y=300)
    sheet.assert_hidden(12)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_white_on_a_dark_ground_is_read(rotation: int) -> None:
    sheet = Sheet(rotation)
    sheet.canvas.setFillColorRGB(0.1, 0.1, 0.1)
    sheet.rectangle(50, 180, 300, 210)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.write("banner")
    sheet.assert_read("banner")


def test_white_beside_a_dark_ground_is_hidden() -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(0.1, 0.1, 0.1)
    sheet.rectangle(50, 280, 300, 310)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.rectangle(50, 180, 300, 210)
    sheet.write("hidden")
    sheet.assert_hidden(6)


def test_white_on_a_picture_and_on_a_thick_line_is_read() -> None:
    sheet = Sheet()
    sheet.picture(50, 180, 300, 210)
    sheet.canvas.setLineWidth(24)
    sheet.canvas.line(50, 800 - 296, 300, 800 - 296)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.write("one", y=200)
    sheet.write("two", y=300)
    sheet.assert_read("one", "two")


def test_white_on_a_ground_in_a_form_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.beginForm("banner", 0, 0, 300, 40)
    sheet.canvas.setFillColorRGB(0.8, 0.7, 0)
    sheet.canvas.rect(0, 0, 300, 40, stroke=0, fill=1)
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(50, 590)
    sheet.canvas.doForm("banner")
    sheet.canvas.restoreState()
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.write("banner")
    sheet.assert_read("banner")


def test_white_with_an_outline_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.write("outline", mode=FILL_AND_STROKE)
    sheet.assert_read("outline")


def test_a_white_outline_alone_is_hidden() -> None:
    sheet = Sheet()
    sheet.canvas.setStrokeColorRGB(1, 1, 1)
    sheet.write("hidden", mode=STROKE)
    sheet.assert_hidden(6)


@pytest.mark.parametrize("mode", [INVISIBLE, CLIP])
def test_text_without_paint(mode: int) -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.write("hidden", mode=mode)
    sheet.canvas.restoreState()
    sheet.assert_hidden(6)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_layer_of_ocr_over_a_scan_is_read(rotation: int) -> None:
    sheet = Sheet(rotation)
    sheet.write("layer", mode=INVISIBLE)
    sheet.picture(0, 0, 800, 800)
    sheet.assert_read("layer")


def test_text_without_paint_beside_a_picture_is_hidden() -> None:
    sheet = Sheet()
    sheet.picture(50, 300, 500, 700)
    sheet.write("hidden", mode=INVISIBLE)
    sheet.assert_hidden(6)


@pytest.mark.parametrize("rotation", [0, 90])
def test_text_outside_of_its_clip(rotation: int) -> None:
    sheet = Sheet(rotation)
    sheet.canvas.saveState()
    sheet.clip(50, 150, 500, 180)
    sheet.write("hidden", y=200)
    sheet.canvas.restoreState()
    sheet.assert_hidden(6)


def test_text_inside_of_its_clip_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.clip(50, 150, 500, 250)
    sheet.clip(0, 0, 800, 800)
    sheet.write("clipped", y=200)
    sheet.canvas.restoreState()
    sheet.write("free", y=300)
    sheet.assert_read("clipped", "free")


def test_a_text_cut_at_its_foot_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.clip(50, 150, 500, 198)
    sheet.write("cut", y=200)
    sheet.canvas.restoreState()
    sheet.assert_read("cut")


@pytest.mark.parametrize("size", [0.2, 0.9])
def test_tiny_text(size: float) -> None:
    sheet = Sheet()
    sheet.canvas.setFont("Helvetica", size)
    sheet.canvas.drawString(60, 500, "hidden")
    sheet.assert_hidden(6)


def test_text_written_up_the_side_of_the_page_off_its_edge() -> None:
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.translate(-5, 300)
    sheet.canvas.rotate(90)
    sheet.write("hidden", x=0, y=800)
    sheet.canvas.restoreState()
    sheet.assert_hidden(6)
