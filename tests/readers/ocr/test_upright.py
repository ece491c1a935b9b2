"""How a page lies and what its ink is, without any OCR engine."""

import pytest
from PIL import Image

from ingest.readers.ocr.ink import ink_of, is_blank
from ingest.readers.ocr.placing import placed_runs
from ingest.readers.ocr.rendering import scale_for
from ingest.readers.ocr.upright import lie_of
from ingest.readers.ocr.words import Word
from ingest.reading import PageTurn
from tests.readers.ocr.sheets import picture_of

PICTURE = picture_of(("The authorities must release him at once.", "He has done nothing but speak.") * 6)


@pytest.mark.parametrize("tilt", [-3.0, -1.0, -0.4, 0.0, 0.7, 2.5])
@pytest.mark.parametrize("sideways", [False, True])
def test_the_lie_of_a_page_is_seen(tilt: float, sideways: bool) -> None:
    picture = PICTURE.rotate(-tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    lie = lie_of(ink_of(picture.rotate(-90, expand=True) if sideways else picture))
    assert lie.sideways is sideways
    assert lie.tilt == pytest.approx(tilt, abs=0.2)


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (300, 1), (3, 3)])
@pytest.mark.parametrize("shade", [0, 120, 255])
def test_tiny_and_plain_pictures_have_a_lie(size: tuple[int, int], shade: int) -> None:
    ink = ink_of(Image.new("L", size, shade))
    assert is_blank(ink)
    assert lie_of(ink).tilt == 0.0


@pytest.mark.parametrize(("paper", "printed"), [(255, 0), (180, 90), (90, 20)])
def test_ink_is_darker_than_its_paper(paper: int, printed: int) -> None:
    shaded = PICTURE.point([round(printed + (paper - printed) * shade / 255) for shade in range(256)])
    assert 0.5 < ink_of(shaded).sum() / ink_of(PICTURE).sum() < 1.5


def test_words_get_a_baseline_and_the_size_of_their_letters() -> None:
    picture = picture_of(("names and places", "Prison Governor"), size=12.0)
    ink = ink_of(picture)
    scale = 200 / 72
    lines = []
    for number in (1, 2):
        bottom = (10 + 1.4 * 12 * number) * scale
        lines.append((Word("names", 20 * scale, bottom - 30, 56 * scale, bottom + 12, 0.9),))
    first, second = placed_runs(lines, ink, scale)
    assert second.baseline - first.baseline == pytest.approx(1.4 * 12, abs=0.6)
    assert first.size == second.size == pytest.approx(12, rel=0.25)


def test_a_box_on_a_turned_page_stands_where_it_is_shown() -> None:
    upside_down = PageTurn(180.0, 600, 800, 600, 800)
    assert upside_down.shown((10, 20, 110, 30)) == (490, 770, 590, 780)
    on_its_side = PageTurn(270.0, 800, 600, 600, 800)
    assert on_its_side.shown((0, 0, 100, 10)) == (590, 0, 600, 100)


@pytest.mark.parametrize(("width", "height"), [(595, 842), (14_400, 14_400), (1, 14_400), (0.01, 0.01), (0, 0)])
def test_no_page_is_drawn_too_large(width: float, height: float) -> None:
    scale = scale_for(width, height)
    assert 0 < scale <= 200 / 72
    assert width * scale * height * scale <= 12_100_000
