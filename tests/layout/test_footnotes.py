"""Footnotes are furniture at the foot of their page, and their marks are no part of the text."""

import pytest

from ingest.layout.page import TextRun
from ingest.layout.text import LaidOutText, lay_out
from tests.layout.pages import block, page, run

BODY = block(50, 160, *(f"{number} line of the text above it" for number in range(12)))


def marked(text: str, mark: str, y: float, x: float = 50) -> list[TextRun]:
    """A line with a raised mark behind it."""
    return [run(text, x, y), run(mark, x + 5 * len(text), y - 4, size=6)]


def note(mark: str, text: str, y: float) -> list[TextRun]:
    return [run(mark, 50, y - 2, size=4.5), run(text, 56, y, size=7)]


def furniture(laid_out: LaidOutText) -> list[str]:
    return [laid_out.text[start:end] for start, end in laid_out.furniture]


def test_a_mark_is_no_part_of_a_number() -> None:
    laid_out = lay_out(
        [page(BODY, marked("Fax: +995 32 240 51 42", "1", 304), note("1", "Often switched off at night.", 740))]
    )
    assert "Fax: +995 32 240 51 42\n" in laid_out.text
    assert furniture(laid_out) == ["1 Often switched off at night."]


@pytest.mark.parametrize("mark", ["*", "**", "\u2020", "12"])
def test_marks_of_other_kinds(mark: str) -> None:
    laid_out = lay_out([page(BODY, marked("her hand.", mark, 304), note(mark, "The film was shown.", 740))])
    assert "her hand.\n" in laid_out.text
    assert furniture(laid_out) == [f"{mark} The film was shown."]


def test_notes_over_several_lines_in_their_order() -> None:
    notes = [*note("1", "The first one", 700), *block(50, 709, "in two lines.", size=7), *note("2", "The second.", 718)]
    laid_out = lay_out([page(BODY, marked("one.", "1", 304), marked("two.", "2", 316), notes)])
    assert furniture(laid_out) == ["1 The first one", "in two lines.", "2 The second."]
    assert "one.\ntwo." in laid_out.text


def test_raised_print_that_no_note_answers_to_stays() -> None:
    body = [*marked("900 m", "2", 304), run("of meadow", 90, 304), *marked("her hand.", "1", 316)]
    laid_out = lay_out([page(BODY, body, note("1", "The film was shown.", 740))])
    assert "900 m2 of meadow\nher hand.\n" in laid_out.text


def test_a_unit_before_the_first_mark_is_told_from_the_second_one() -> None:
    body = [*marked("900 m", "2", 304), *marked("one.", "1", 316), *marked("two.", "2", 328)]
    notes = [*note("1", "The first.", 730), *note("2", "The second.", 740)]
    assert "900 m2\none.\ntwo." in lay_out([page(BODY, body, notes)]).text


def test_small_print_without_a_mark_in_the_text_is_text() -> None:
    laid_out = lay_out([page(BODY, note("1", "The line is switched off.", 740))])
    assert furniture(laid_out) == []
    assert laid_out.text.endswith("1 The line is switched off.")


def test_small_print_above_other_text_is_no_footnote() -> None:
    laid_out = lay_out(
        [page(BODY, marked("her hand.", "1", 304), note("1", "A film.", 600), block(50, 700, "More text."))]
    )
    assert furniture(laid_out) == []
    assert "her hand.1\n" in laid_out.text


def test_a_footer_below_the_notes_comes_last() -> None:
    pages = [
        page(BODY, marked(f"text {name}.", "1", 304), note("1", f"A {name}.", 740), block(50, 780, "Campaign desk"))
        for name in ("film", "letter")
    ]
    assert furniture(lay_out(pages)) == ["1 A film.", "Campaign desk", "1 A letter.", "Campaign desk"]
