"""Page furniture: what repeats at the edges of pages, and page numbers."""

from ingest.layout.page import PageContent
from ingest.layout.text import LaidOutText, lay_out
from tests.layout.pages import block, page

BODY = block(50, 150, "one line of the body", "and another one")


def furniture(laid_out: LaidOutText) -> list[str]:
    return [laid_out.text[start:end] for start, end in laid_out.furniture]


def numbered(number: int, *extra: str) -> PageContent:
    return page(block(50, 30, "RUNNING HEAD"), BODY, block(300, 780, str(number)), block(50, 400, *extra))


def test_running_head_and_numbers_are_kept_in_their_place() -> None:
    laid_out = lay_out([numbered(1, "first"), numbered(2, "second")])
    assert furniture(laid_out) == ["RUNNING HEAD", "1", "RUNNING HEAD", "2"]
    assert laid_out.text.startswith("RUNNING HEAD\n\none line")
    assert "first\n\n1\n\nRUNNING HEAD" in laid_out.text


def test_numbers_in_words_repeat_with_other_digits() -> None:
    pages = [
        page(block(50, 100, f"text {name}"), block(250, 785, f"Page {number} of 12"))
        for number, name in ((9, "a"), (10, "b"))
    ]
    assert furniture(lay_out(pages)) == ["Page 9 of 12", "Page 10 of 12"]


def test_head_of_a_single_page_is_text() -> None:
    assert furniture(lay_out([page(block(50, 30, "UA: 12/22 Index: X"), BODY)])) == []


def test_same_line_at_another_height_is_text() -> None:
    assert furniture(lay_out([page(block(50, 40, "URGENT ACTION"), BODY), page(block(50, 90, "URGENT ACTION"))])) == []


def test_banner_and_headline_of_the_first_page_are_text() -> None:
    heading = [*block(50, 60, "URGENT ACTION", size=24), *block(50, 80, "POET ARRESTED")]
    first = page(block(50, 30, "UA: 12/12"), heading, BODY)
    laid_out = lay_out([first, page(heading, block(50, 150, "what goes on"))])
    assert furniture(laid_out) == ["URGENT ACTION", "POET ARRESTED"]
    assert laid_out.text.startswith("UA: 12/12\n\nURGENT ACTION\n\nPOET ARRESTED")


def test_number_in_the_middle_of_a_page_is_text() -> None:
    assert furniture(lay_out([page(BODY, block(50, 400, "12"))])) == []


def test_number_beside_other_text_at_the_foot_is_text() -> None:
    assert furniture(lay_out([page(BODY, [*block(50, 780, "220030"), *block(120, 780, "Minsk")])])) == []


def target(*lines: str) -> PageContent:
    return page(BODY, block(50, 730, *lines, "Port Vila", "Fax: +678 22 026"))


def test_a_contact_at_the_foot_of_two_blocks_is_text() -> None:
    pages = [target("Minister of Justice", "Private Bag 4"), target("Commissioner of Prisons", "PMB 61")]
    assert furniture(lay_out(pages)) == []


def test_a_contact_at_the_foot_of_two_pages_that_stands_apart_is_furniture() -> None:
    pages = [
        page(block(50, 500, f"one line of {name}", "and another one"), block(50, 780, "Tel: +44 20 7413 5500"))
        for name in ("the first", "the second")
    ]
    assert furniture(lay_out(pages)) == ["Tel: +44 20 7413 5500"] * 2


def test_a_footer_that_stands_apart_on_one_page_is_furniture_on_all() -> None:
    footer = block(50, 780, "Tel: +44 20 7413 5500")
    pages = [page(block(50, 756, "a text", "down to the foot"), footer), page(BODY, footer)]
    assert furniture(lay_out(pages)) == ["Tel: +44 20 7413 5500"] * 2
