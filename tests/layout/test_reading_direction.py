"""Lines with Arabic or Hebrew writing: drawn from right to left, given in the order in which they are read."""

import pytest

from ingest.layout.text import lay_out
from tests.layout.pages import block, page, run

DOT = ".דחא םלוע"
"""A line that only tells that the page's lines run to the left."""


def read(*drawn: str) -> str:
    """The text of lines, given as they stand from left to right."""
    return lay_out([page(block(50, 100, *drawn))]).text


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("םולש", "שלום"),
        ("!םלוע םולש", "שלום עולם!"),
        ("2023 יאמב 2-ב", "ב-2 במאי 2023"),
        ("12/23 ןוילג", "גליון 12/23"),
        ("לארשי UA 12/23", "UA 12/23 ישראל"),
        ("EUR 15/7001/2023 :סקדניא", "אינדקס: EUR 15/7001/2023"),
        ("sar@justice.example :ל״אוד", "דוא״ל: sar@justice.example"),
        ("+972 2 646 6655 :סקפ", "פקס: 6655 646 2 972+"),
        ("6655 646 2 972+ :סקפ", "פקס: +972 2 646 6655"),
        ("02-646-6655 :סקפ", "פקס: 02-646-6655"),
        ("(34) יול הזור", "רוזה לוי (34)"),
        (")34( יול הזור", "רוזה לוי (34)"),
        ("؛٢٠١٣ طابش/رياربف ٣", "٣ فبراير/شباط ٢٠١٣؛"),
        ("٦٦١ ٢٣٢ ١٧ ٩٧٣+ :سكاف", "فاكس: +٩٧٣ ١٧ ٢٣٢ ٦٦١"),
    ],
)
def test_a_line_that_runs_to_the_left(drawn: str, text: str) -> None:
    assert read(DOT, "", drawn).split("\n\n")[-1] == text


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("Salutation: ריקי רש / Dear Minister", "Salutation: שר יקיר / Dear Minister"),
        ("Amnesty (לארשי יטסנמא) in Tel Aviv", "Amnesty (אמנסטי ישראל) in Tel Aviv"),
        ("Embassy of Peru, 12 May 2023", "Embassy of Peru, 12 May 2023"),
        ("He called (in Arabic: ٢٠١٣ ماع).", "He called (in Arabic: عام ٢٠١٣)."),
    ],
)
def test_such_writing_in_a_line_that_runs_to_the_right(drawn: str, text: str) -> None:
    assert read("The first line ends here.", "", drawn).split("\n\n")[-1] == text


def test_letters_that_are_drawn_one_by_one_in_the_order_of_reading() -> None:
    """Each has its place, and so have the marks, which stand over the letter that is read before them."""
    word = "שלום"
    runs = [run(char, 100 - 5 * number, 100) for number, char in enumerate(word)]
    assert lay_out([page(runs)]).text == word
    marks = [*runs[:1], run("\u05c1", 101, 100), *runs[1:]]
    assert lay_out([page(marks)]).text == "ש\u05c1לום"


def test_each_character_has_its_own_place() -> None:
    laid_out = lay_out([page(block(50, 100, "!םלוע"))])
    boxes = [laid_out.glyphs[index].box[0] for index in range(5)]  # type: ignore[union-attr]
    assert laid_out.text == "עולם!"
    assert boxes == sorted(boxes, reverse=True)


def test_bullets_on_the_right_tell_that_lines_run_to_the_left() -> None:
    assert read("UA 5/23 תחא •", "UA 6/23 םייתש •") == "• אחת UA 5/23\n• שתיים UA 6/23"


def test_columns_are_read_from_right_to_left_too() -> None:
    first = ["תחא הרוש הנושארה הדומעה", "םייתש הרוש הנושארה הדומעה", "שולש הרוש הנושארה הדומעה", ".עברא הרוש הנושארה"]
    second = ["תחא הרוש הינשה הדומעה", "םייתש הרוש הינשה הדומעה", "שולש הרוש הינשה הדומעה", ".עברא הרוש הינשה"]
    text = lay_out([page(block(320, 100, *first), block(50, 100, *second))]).text
    assert text.split("\n\n") == ["\n".join(line[::-1] for line in column) for column in (first, second)]


def test_labels_on_the_right_keep_their_values() -> None:
    rows = [(":תכתובת", "םילשורי"), (":סקפ", "026466655"), (":ל״אוד", "a@b.example"), (":הינפ ןונגס", "רש דובכ")]
    labels = [run(label, 340 - 5 * len(label), 100 + 12 * number) for number, (label, _) in enumerate(rows)]
    values = [run(value, 270 - 5 * len(value), 100 + 12 * number) for number, (_, value) in enumerate(rows)]
    lines = lay_out([page(labels, values)]).text.split("\n")
    assert [line.split(":")[1].strip() for line in lines] == ["ירושלים", "026466655", "a@b.example", "כבוד שר"]
