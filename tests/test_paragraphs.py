"""Paragraphs over page furniture, over lines of any length, and over days that a line begins with."""

import textwrap

import pytest

from ingest.document import Span
from ingest.furniture import mark_furniture
from ingest.normalising.normalise import normalise
from ingest.paragraphs import paragraphs, text_of
from ingest.readers import pdf
from ingest.readers.text import read
from ingest.reading import Reading
from tests.readers.plain_pdf import page_of


def texts(text: str) -> list[str]:
    """The paragraphs of a text, its furniture marked."""
    return texts_of(read(text.encode()))


def texts_of(reading: Reading) -> list[str]:
    """The paragraphs of what a reader found, its furniture marked."""
    document = mark_furniture(normalise(reading))
    return [text_of(document, one.spans) for one in paragraphs(document, Span(0, len(document.text)))]


_FIRST = "She was taken from the market in the old town by men in plain clothes, who beat her brother and"
_SECOND = "told the others to keep away. Nobody has seen her since."


@pytest.mark.parametrize(
    "between",
    [
        "P.T.O.",
        "(please turn over)",
        "...continued overleaf",
        "- 2 -",
        "-2-",
        "2/3",
        "P.T.O.\n\n- 2 -",
        "UA 12/94 (continued)",
        "Page 2 of UA 12/94",
        "AU 12/94 - p\u00e1gina 2",
        "bitte wenden\n\nSeite 2 von 3",
        "suite au verso",
        "(sigue al dorso)",
        "vire, por favor",
        "UA 12/94",
        "Ref.: UA 12/94",
        "UA: 12/94 Index: AFR 22/007/1994",
        ".../2\n\n- 2 -",
        "Amnesty International 2 of 3",
        "Amnesty International               2",
        "www.amnesty.org 2",
        "\f",
    ],
)
def test_a_paragraph_goes_over_the_end_of_a_page(between: str) -> None:
    head = "UA 12/94, AU 12/94"
    assert texts(f"{head}\n\n{_FIRST}\n\n{between}\n\n{_SECOND}\n") == [head, f"{_FIRST} {_SECOND}"]


def test_a_banner_that_comes_again_heads_a_page() -> None:
    head = "URGENT ACTION\n\nUA 12/94"
    told = texts(f"{head}\n\n{_FIRST}\n\n2\n\nURGENT ACTION\n\n{_SECOND}\n")
    assert told == [*head.split("\n\n"), f"{_FIRST} {_SECOND}"]


@pytest.mark.parametrize("between", ["Over", "Suite", "Continued"])
def test_a_single_word_turns_the_page_only_inside_a_sentence(between: str) -> None:
    assert texts(f"{_FIRST}\n\n{between}\n\n{_SECOND}\n") == [f"{_FIRST} {_SECOND}"]
    assert between in texts(f"{_SECOND}\n\n{between}\n\n{_SECOND}\n")


def test_a_ruler_divides() -> None:
    assert len(texts(f"Ana RUIZ, teacher\n__________\n\n{_SECOND}\n")) == 2


_WRAPPED = """\
Die Bauern aus dem Dorf Tarnau wehren sich seit 2009 gegen den
Bau einer Talsperre, für die der Fluss umgeleitet werden soll.
Ihr Sprecher wurde im März 2012 auf dem Weg zum Markt
festgenommen und ohne Anklage eine Woche lang in einer Kaserne
gefangen gehalten.

Im Juni 2012 forderte die Interamerikanische
Wasserrechtskommission die Regierung auf, das Verfahren erneut
zu prüfen. Nach Angaben von Dr.
Martin Holler hat sie darauf bis heute nicht geantwortet.

Die Anwältin der Familien war im Herbst selbst in Haft, weil
sie bei einer Sitzung des Rates gesprochen hatte und den Saal
nicht verlassen wollte.
"""


def test_one_line_that_runs_over_the_others_parts_no_paragraph() -> None:
    told = [" ".join(paragraph.split()) for paragraph in _WRAPPED.split("\n\n")]
    assert texts(_WRAPPED) == told
    overlong = _WRAPPED.replace("Kaserne\ngefangen gehalten", "Kaserne gefangen gehalten, weit\nvon seinem Dorf")
    told[0] = told[0].replace("gefangen gehalten", "gefangen gehalten, weit von seinem Dorf")
    assert texts(overlong) == told


def test_short_lines_end_no_paragraph_where_lines_break_anywhere() -> None:
    uneven = (
        "The army has been in\nthe valley since the winter, when two bridges were blown up and a bus was burned.\n"
        "Nobody\n"
        "was hurt.\nStudents who speak of it\nin public are often taken away for a night. Some\ndo not come back."
    )
    assert texts(uneven) == [uneven.replace("\n", " ")]


def test_short_lines_end_paragraphs_where_lines_are_even() -> None:
    first = "The army has been in the valley since the winter, when two bridges were\nblown up and a bus was burned."
    second = "Students who speak of it in public are often taken away for a night, and\nsome do not come back."
    assert len(texts(f"{first}\n{second}\n")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Der Gewerkschafter Hasan Demirel wurde am\n3. Mai 1999 vor seiner Wohnung festgenommen.",
        "He was arrested at his home by soldiers on the\n12. of April and has not been seen since.",
        "The court of the province has not sat since 3\nJanuary, and no judge has been named.",
    ],
)
def test_a_day_at_a_lines_start_is_no_list_item(text: str) -> None:
    assert texts(text) == [text.replace("\n", " ")]


def test_numbers_of_a_list_are_no_days() -> None:
    assert texts("Please do this:\n1. Write to the king\n2. Write to the army\n3. March with us\n") == [
        "Please do this:",
        "Write to the king",
        "Write to the army",
        "March with us",
    ]


_FILLED = """\
The cooperative was founded in 1994 to sell the cloth of thirty villages on both
sides of the border, and has been harassed ever since by the men of a mining
company, which wants the land on which their houses stand.
{indent}In March 2003 three of its members were shot at from a car of the company on the
way home from the market, according to a report of the church. Nobody has been
charged for it yet.
{indent}"We told them that we would stay", the chairwoman said to a reporter of a daily
paper, who was himself threatened on the following day.
"""


@pytest.mark.parametrize("indent", ["", "    ", " ", "\t"])
def test_a_sentence_that_ends_early_ends_a_paragraph_where_lines_are_filled(indent: str) -> None:
    found = texts(_FILLED.format(indent=indent))
    assert [one.split()[0] for one in found] == ["The", "In", '"We']


_LAGOON = [
    "The fishing villages of the lagoon have no titles to the land on which they stand, though some of them were there "
    "before the harbour was built. The port authority wants their shore for a terminal and has offered nothing in its "
    "place.",
    "In the spring a fire burned down forty huts, and a night watchman said he had been paid to look away. The police "
    "have not heard him as a witness, and the boats that had been saved were taken away in June on the orders of the "
    "same authority.",
    "Nobody who spoke at the hearing in the town hall was asked to return.",
]


@pytest.mark.parametrize("width", [64, 86])
def test_a_little_room_ends_a_paragraph_where_a_program_wrapped_the_text(width: int) -> None:
    assert texts("\n".join(line for told in _LAGOON for line in textwrap.wrap(told, width))) == _LAGOON


def test_blanks_at_the_end_of_a_page_or_list_part_no_paragraphs() -> None:
    told = [textwrap.wrap(one, 70) for one in _LAGOON]
    listed = ["They ask for:", "- titles to the land;", "- the inquiry that was promised."]
    lines = [*told[1][:2], "", "- 2 -", "", *told[1][2:], *listed, "", *told[0], *told[2]]
    items = [one.removeprefix("- ") for one in listed]
    assert texts("\n".join(lines)) == [_LAGOON[1], *items, _LAGOON[0], _LAGOON[2]]


@pytest.mark.parametrize("indent", ["    ", "\t"])
def test_first_lines_are_indented_around_a_list_whose_items_hang(indent: str) -> None:
    told = ["\n".join(textwrap.wrap(one, 70)) for one in _LAGOON]
    listed = "- titles to the land, for which their fathers and mothers had asked\n  the governor;"
    lines = [f"{indent}{told[0]}", f"{indent}{told[1]}", listed, f"{indent}{told[2]}"]
    item = " ".join(listed.removeprefix("- ").split())
    assert texts("\n".join(lines)) == [*_LAGOON[:2], item, _LAGOON[2]]


_OFFSETS = {"gaps": (0, 2), "indents": (14, 0), "room": (0, 0)}


@pytest.mark.parametrize("offsets", _OFFSETS.values(), ids=_OFFSETS)
def test_print_parts_paragraphs_by_gaps_indents_or_room(offsets: tuple[int, int]) -> None:
    indent, gap = offsets
    content, y = b"BT /F 10 Tf 12 TL 1 0 0 1 60 700 Tm ", 700
    for one in _LAGOON:
        for number, line in enumerate(textwrap.wrap(one, 68 if indent else 70)):
            content += b"1 0 0 1 %d %d Tm (%s) Tj " % (60 + (0 if number else indent), y, line.encode())
            y -= 12
        y -= gap
    courier = b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"
    assert texts_of(pdf.read(page_of(content + b"ET", font=courier))) == _LAGOON


def test_a_line_without_room_ends_no_paragraph() -> None:
    told = " ".join(_LAGOON)
    assert texts("\n".join(textwrap.wrap(told, 70))) == [told]


@pytest.mark.parametrize("indent", ["    ", "\t"])
def test_where_first_lines_are_indented_no_other_line_begins_a_paragraph(indent: str) -> None:
    told = _FILLED.format(indent=indent).replace("charged for it yet.", "charged. See the report:\nThe land of others.")
    assert len(texts(told)) == len(texts(_FILLED.format(indent=indent)))


@pytest.mark.parametrize(
    "broken",
    [
        "under the State Security (Detention of Persons) Decree,\nNo. 2 of 1984. Many of them",
        "under a law which Parliament passed in December\n2002. Many of them",
        "most of them in the wing for politicals of Prison No.\n7. Many of them",
        "as the director of the centre said, under the\nPublic Order Act. Many of them",
        'as it\n"had to restore order", and many',
        'as a general of the army in the north of the country\nsaid:\n"We had to restore order". Many of them',
    ],
)
def test_a_line_cut_by_an_edit_ends_no_paragraph(broken: str) -> None:
    told = (
        "The military government has held hundreds of people without charge or trial since it seized power in\n"
        f"November 1993, {broken} are held in the capital, others in the north.\n"
    )
    assert len(texts(told)) == 1
