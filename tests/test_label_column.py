"""A sheet whose labels stand in a column of their own reads as if each label had its colon; nothing else is touched."""

import pytest

from ingest import Options, convert
from ingest.document import Document
from ingest.normalising.label_column import beside_labels
from ingest.normalising.normalise import normalise
from ingest.reading import Reading
from models import CaseRecord

SHEET = """URGENT ACTION CARD

Number          UA 31/84
Issued          3 February 1984
Country         CHAD
Concern         Fear of torture
Names           Haroun Bechir (m), 31, nurse
                Achta Oumar (f), teacher

The case        Haroun Bechir and Achta Oumar were taken from the clinic of
                Sarh on 28 January 1984 by men in uniform. Nobody has seen
                them since.

                Their families were told that they had never been arrested.

Suggested       Send telegrams or airmail letters in French
action
                - asking where they are held;
                - urging that they be treated humanely.

Write to        Mr Idriss Kelo
                Minister of the Interior
                B.P. 742
                N'Djamena
                Chad
                Telex         5238 kd
                Begin         Dear Minister

Last day        16 March 1984
"""


def document_of(text: str) -> Document:
    return normalise(Reading(text=text, media_type="text/plain", engine="text/utf-8"))


def record_of(text: str) -> CaseRecord:
    outcome = convert(text.encode(), name="sheet.txt", options=Options(mentions=False, strict=True))
    return outcome.records[0]


def test_a_label_gets_the_colon_that_its_gap_stands_for() -> None:
    text = document_of(SHEET).text
    assert "\nNumber: UA 31/84\n" in text
    assert "\nThe case:\nHaroun Bechir and Achta Oumar were taken" in text
    assert "\nTelex: 5238 kd\nBegin: Dear Minister\n" in text


def test_a_label_may_go_over_two_lines() -> None:
    assert "\nSuggested action:\nSend telegrams or airmail letters in French\n" in document_of(SHEET).text


def test_each_character_keeps_its_place() -> None:
    document = document_of(SHEET)
    pairs = zip(document.text, document.origins, strict=True)
    moved = [(char, SHEET[origin]) for char, origin in pairs if not char.isspace() and SHEET[origin] != char]
    assert {char for char, _ in moved} == {":"}
    assert sorted("".join(document.text.replace(":", "").split())) == sorted("".join(SHEET.replace(":", "").split()))


def test_the_record_of_a_sheet() -> None:
    record = record_of(SHEET)
    assert record.header.title == "Fear of torture"
    assert [(one.name, one.age, one.description) for one in record.subjects] == [
        ("Haroun Bechir", 31, "nurse"),
        ("Achta Oumar", None, "teacher"),
    ]
    assert record.action.appeal_points == ["asking where they are held", "urging that they be treated humanely."]
    assert record.action.deadline == "1984-03-16"
    assert [(one.name, one.role, one.salutation) for one in record.targets] == [
        ("Idriss Kelo", "Minister of the Interior", "Dear Minister")
    ]


def test_a_heading_is_shown_as_it_is_printed() -> None:
    assert [section.heading for section in record_of(SHEET).sections] == [
        None,
        "The case",
        "Suggested action",
        "Write to",
        "Last day",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Haroun Bechir     nurse\nAchta Oumar       teacher\nIdriss Kelo       trader\nFatime Ali        farmer\n",
        "UA 31/84          Fear of torture\nCHAD              Haroun Bechir\n                  Achta Oumar\n",
        "Number:         UA 31/84\nIssued:         3 February 1984\nCountry:        CHAD\nConcern:        Torture\n",
        "Mr Idriss Kelo              Mme Achta Oumar\nMinister of the Interior    Minister of Justice\n"
        "B.P. 742                    B.P. 426\nN'Djamena                   N'Djamena\n",
    ],
    ids=["table", "old header", "colons", "two targets"],
)
def test_what_is_no_such_sheet_stays(text: str) -> None:
    assert beside_labels(text) == []


RULED = """
COUNTRY       |  CHAD
--------------+------------------------------------------
NUMBER        |  UA 31/84
ISSUED        |  3 February 1984
--------------+------------------------------------------
CONCERN       |  Fear of torture
--------------+------------------------------------------
THE CASE      |  Haroun Bechir was taken from the clinic of
              |  Sarh on 28 January 1984 by men in uniform.
              |
              |  Nobody has seen him since.
--------------+------------------------------------------
WRITE TO      |  Mr Idriss Kelo
              |  Minister of the Interior
              |  N'Djamena
              |  Chad
"""
WRAPPED = """
Number:       UA 31/84
Date:         3 February 1984

Country:      CHAD

Concern:      Fear of torture

Who:          Haroun Bechir (m), 31, nurse
              Achta Oumar (f), 22, teacher

The case:     Haroun Bechir and Achta Oumar were taken from
              the clinic of Sarh on 28 January 1984 by men
              in uniform. Nobody has seen them since.

What to ask:  - that they be treated humanely;
              - that their families be told where they are.

Write to:     1) Mr Idriss Kelo
              Minister of the Interior
              N'Djamena
              Chad
"""


def test_a_bar_between_labels_and_values_and_rules_between_rows_are_none_of_the_text() -> None:
    text = document_of(RULED).text
    assert "|" not in text
    assert "--" not in text
    record = record_of(RULED)
    assert record.header.title == "Fear of torture"
    assert (record.header.summary or "").endswith("by men in uniform. Nobody has seen him since.")
    assert [one.name for one in record.targets] == ["Idriss Kelo"]


def test_values_that_are_wrapped_beside_labels_with_colons_go_to_the_margin() -> None:
    record = record_of(WRAPPED)
    assert record.header.title == "Fear of torture"
    assert [(one.name, one.age, one.description) for one in record.subjects] == [
        ("Haroun Bechir", 31, "nurse"),
        ("Achta Oumar", 22, "teacher"),
    ]
    assert record.action.appeal_points == [
        "that they be treated humanely",
        "that their families be told where they are.",
    ]
