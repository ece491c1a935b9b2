"""Columns of running text that blanks set side by side are read one after the other, and nothing is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document, plain
from ingest.normalising.normalise import normalise
from ingest.normalising.text_columns import in_columns
from ingest.reading import Reading

LEFT = """Ilze Kalna, a librarian at the
port of the capital, was taken
from her home before dawn. Two
neighbours saw how she was led
to a car without a number. She
has not been seen since. Her
brother asked at the station
and was sent away by a guard
with the words that there was"""
RIGHT = """nobody of that name. He wrote to
the minister on the next day and
has had no answer. In April the
library had refused to hand over
the list of its readers.

BACKGROUND INFORMATION

The port has been closed since
the strike of the dockers began
in March, and the unions fear a
new law against gatherings."""


def beside(*columns: str, width: int = 38, indent: int = 2) -> str:
    """Columns side by side, each begun at a multiple of `width`."""
    split = [column.split("\n") for column in columns]
    rows = []
    for number in range(max(map(len, split))):
        cells = [column[number] if number < len(column) else "" for column in split]
        rows.append((" " * indent + "".join(cell.ljust(width) for cell in cells)).rstrip())
    return "\n".join(rows)


def document_of(text: str) -> Document:
    return normalise(Reading(text=text, media_type="text/plain", engine="text/utf-8"))


def read(text: str) -> str:
    return document_of(text).text


def test_a_sentence_goes_on_from_the_foot_of_a_column_to_the_head_of_the_next() -> None:
    text = read(
        f"UA 12/91   Fear of torture   4 May 1991\n\n{beside(LEFT, RIGHT)}\n\nRECOMMENDED ACTION: Please write:\n"
    )
    assert "that there was nobody of that name. He wrote to the minister" in text
    assert "\n\nBACKGROUND INFORMATION\n\nThe port has been closed since the strike" in text
    assert text.startswith("UA 12/91   Fear of torture   4 May 1991\n\n")
    assert text.endswith("gatherings.\n\nRECOMMENDED ACTION: Please write:\n")


def test_a_word_divided_at_the_foot_of_a_column_is_joined() -> None:
    text = read(beside(LEFT + " no-", "body of that name. " + RIGHT))
    assert "there was nobody" in " ".join(text.split())


def test_three_columns() -> None:
    third = LEFT.replace("Ilze", "Aija")
    text = read(beside(LEFT, RIGHT.replace("\n\nBACKGROUND INFORMATION\n\n", "\n"), third))
    assert text.index("Ilze") < text.index("nobody of that") < text.index("against gatherings.") < text.index("Aija")


def test_specks_between_columns_are_no_text() -> None:
    rows = beside(LEFT, RIGHT).split("\n")
    rows[3] = f"{rows[3][:37]} | {rows[3][40:]}"
    rows[9] = f"{' ' * 38}. {rows[9][40:]}"
    assert read("\n".join(rows)) == read(beside(LEFT, RIGHT))


def test_columns_end_with_their_page() -> None:
    pages = f"{beside(LEFT, RIGHT)}\f{beside(LEFT.replace('Ilze', 'Aija'), RIGHT)}"
    text = read(pages)
    assert text.index("Ilze") < text.index("against gatherings.") < text.index("Aija")


def test_each_character_keeps_its_place_in_the_source() -> None:
    source = beside(LEFT, RIGHT)
    document = document_of(source)
    for char, origin in zip(document.text, document.origins, strict=True):
        assert char.isspace() or char == source[origin]


KEPT = {
    "one column": LEFT,
    "justified lines": "\n".join(
        line.replace(" ", "  ", 1 + number % 3) for number, line in enumerate(LEFT.split("\n"))
    ),
    "labels and values": beside("Name:\nBorn:\nWork:\nHeld in:\nSince:\nFears:", RIGHT, width=20),
    "dated rows": beside("2 May\n3 May\n\n\n4 May\n\n5 May\n", LEFT, width=20),
    "names": beside(
        "Ilze Kalna\nAija Liepa\nIvo Kronis\nJuris Ozols\nAnna Vanaga", "librarian\ndocker\nclerk\npoet\nlawyer"
    ),
    "two lines": beside(
        "Ilze Kalna, a librarian at the\nport of the capital, was taken", "nobody of that name\nthe minister on"
    ),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_is_no_two_texts_stays_as_it_is(case: str) -> None:
    assert in_columns(KEPT[case]) == []


def test_a_list_of_addresses_beside_a_letter_is_read_first() -> None:
    block = (
        "Minister of Justice\nIvo Kronis\nBrivibas iela 36\nRiga LV-1536\nLatvia\nEmail: tm@tm.example\n"
        "Salutation: Dear Minister\n\nAnd copies to:\nEmbassy of Latvia"
    )
    text = read(beside(block, RIGHT.replace("BACKGROUND INFORMATION", "I ask you to let her go.")))
    assert text.index("Embassy of Latvia") < text.index("nobody of that name")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["a", "porter", "was", "seen", "of", "Riga", "said:", "|", "5", "--"]), max_size=7),
        max_size=14,
    ),
    st.integers(20, 44),
)
def test_no_word_is_lost(rows: list[list[str]], width: int) -> None:
    """But for specks in a gutter."""
    text = "\n".join(" ".join(row[:4])[:width].ljust(width + 2) + " ".join(row[4:]) for row in rows)
    kept = "".join(put_in or text[start:end] for start, end, put_in in in_columns(text)) or text
    assert sorted(re.findall(r"\w+", plain(kept))) == sorted(re.findall(r"\w+", plain(text)))
