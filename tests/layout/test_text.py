"""From characters to text: nothing is lost, blanks and blank lines stand where a reader sees them."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout.page import PageContent, TextRun
from ingest.layout.text import lay_out
from tests.layout.pages import block, page, run

# U+FFFD before a line is a bullet that no font says.
WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="\ufffd"), min_size=1, max_size=12
)
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@st.composite
def pages(draw: st.DrawFn) -> PageContent:
    """Blocks of lines at places that do not run over each other's baselines more than by chance."""
    runs: list[TextRun] = []
    for _ in range(draw(st.integers(1, 6))):
        x = draw(st.floats(0, 500))
        y = draw(st.floats(20, 780))
        size = draw(st.sampled_from([6.0, 8.5, 10.0, 24.0]))
        lines = draw(st.lists(LINES, min_size=1, max_size=6))
        runs += block(x, y, *lines, size=size, leading=draw(st.floats(0.5, 3.0)))
    return page(runs)


# In a line from right to left a bracket is printed as the other one of its pair.
UNPAIRED = str.maketrans(")]}>\u00bb", "([{<\u00ab")


def visible(text: str) -> Counter[str]:
    return Counter(char for char in text.translate(UNPAIRED) if not char.isspace())


def letters_apart(content: PageContent) -> bool:
    """Whether no character stands where the same one already stands, so that no doubled ink is dropped."""
    places = [
        (char, start, text_run.baseline, text_run.size)
        for text_run in content.runs
        for char, start in zip(text_run.text, text_run.starts, strict=True)
    ]
    return not any(
        one[0] == other[0]
        and abs(one[1] - other[1]) <= 0.2 * max(one[3], other[3])
        and abs(one[2] - other[2]) <= 0.2 * max(one[3], other[3])
        for index, one in enumerate(places)
        for other in places[:index]
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(pages(), min_size=1, max_size=3))
def test_no_character_is_lost_or_made_up(contents: list[PageContent]) -> None:
    contents = [content for content in contents if letters_apart(content)]
    laid_out = lay_out(contents)
    drawn = "".join(text_run.text for content in contents for text_run in content.runs)
    # What is drawn off the page is left out, and counted.
    assert visible(laid_out.text) <= visible(drawn.replace("\u00ad", "-"))
    assert (visible(drawn.replace("\u00ad", "-")) - visible(laid_out.text)).total() == laid_out.hidden
    assert len(laid_out.glyphs) == len(laid_out.text)
    assert "  " not in laid_out.text
    for char, glyph in zip(laid_out.text, laid_out.glyphs, strict=True):
        assert (glyph is None) == char.isspace()


@settings(max_examples=50, deadline=None)
@given(pages())
def test_layout_does_not_depend_on_the_order_of_drawing(content: PageContent) -> None:
    if not letters_apart(content):
        return
    backwards = PageContent(content.width, content.height, content.runs[::-1], content.links)
    assert visible(lay_out([backwards]).text) == visible(lay_out([content]).text)


def test_gaps_part_words_and_blanks_do_not_double() -> None:
    runs = [run("Dear", 50, 100), run("Minister,", 74, 100), run("  I  write", 130, 100)]
    assert lay_out([page(runs)]).text == "Dear Minister, I write"


def test_kerned_parts_of_a_word_are_joined() -> None:
    assert lay_out([page([run("Wa", 50, 100), run("ter", 60.3, 100)])]).text == "Water"


@pytest.mark.parametrize("step", [0.8, 1.0, 1.5])
def test_spaced_out_letters_are_words(step: float) -> None:
    assert lay_out([page([run("URGENT ACTION", 50, 100, step=step)])]).text == "URGENT ACTION"


def test_letters_spaced_out_by_blanks_are_words() -> None:
    assert lay_out([page([run("U R G E N T   A C T I O N", 50, 100)])]).text == "URGENT ACTION"


def test_initials_and_short_words_are_not_joined() -> None:
    assert lay_out([page([run("J F K I", 50, 100), run("is not a b", 90, 100)])]).text == "J F K I is not a b"


def test_doubled_line_is_kept_once() -> None:
    twice = [run("URGENT ACTION", 50, 100, size=20), run("URGENT ACTION", 50.6, 100.3, size=20)]
    assert lay_out([page(twice)]).text == "URGENT ACTION"


def test_double_letters_stay() -> None:
    assert lay_out([page([run("Lawyer's bill: 1100", 50, 100)])]).text == "Lawyer's bill: 1100"


def test_doubled_words_inside_a_line_are_kept_once() -> None:
    assert lay_out([page([run("a very bold word", 50, 100), run("bold", 50 + 7 * 5 + 0.4, 100)])]).text == (
        "a very bold word"
    )


def test_white_space_begins_a_paragraph() -> None:
    lines = block(50, 100, "one", "two", "three", "", "four", "five", "six")
    assert lay_out([page(lines)]).text == "one\ntwo\nthree\n\nfour\nfive\nsix"


def test_wide_leading_alone_begins_no_paragraph() -> None:
    lines = block(50, 100, "one", "two", "three", "four", leading=2.0)
    assert lay_out([page(lines)]).text == "one\ntwo\nthree\nfour"


def test_heading_in_larger_print_stands_apart() -> None:
    assert lay_out([page(block(50, 100, "HEADING", size=18), block(50, 116, "one", "two", "three"))]).text == (
        "HEADING\n\none\ntwo\nthree"
    )


def test_large_print_tells_nothing_of_the_leading_below_it() -> None:
    banner = [*block(50, 60, "URGENT", "ACTION", size=30, leading=0.95), *block(50, 118, "HEADLINE", size=15)]
    lines = block(50, 140, "one", "two", "three")
    assert lay_out([page(banner, lines)]).text == "URGENT\nACTION\n\nHEADLINE\n\none\ntwo\nthree"


def test_a_line_left_of_the_text_of_a_list_ends_it() -> None:
    items = [*block(50, 100, "*", "", "*"), *block(70, 100, "one", "goes on", "two")]
    assert lay_out([page(items, block(50, 136, "Behind the list"))]).text.endswith("two\n\nBehind the list")


def test_pages_are_parted_by_a_blank_line() -> None:
    assert lay_out([page(block(50, 100, "one")), page(), page(block(50, 100, "two"))]).text == "one\n\ntwo"


def test_empty_pages_are_counted() -> None:
    laid_out = lay_out([page(), page(block(50, 100, "two")), page([run("  ", 50, 100)])])
    assert (laid_out.page_count, laid_out.empty_pages) == (3, (1, 3))


def test_symbol_before_a_gap_is_a_bullet() -> None:
    lines = [run("n", 50, 100, symbols=True), run("release them", 62, 100)]
    assert lay_out([page(lines)]).text == "\u2022 release them"


def test_symbol_inside_a_line_stays() -> None:
    lines = [run("release", 50, 100), run("n", 100, 100, symbols=True), run("them", 120, 100)]
    assert lay_out([page(lines)]).text == "release n them"
