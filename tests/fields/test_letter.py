"""The salutation of a letter to several officials goes to its last comma, and takes no text."""

import pytest

from ingest import Options, convert

_HEAD = """URGENT ACTION
DOCTOR HELD WITHOUT CHARGE
First UA: 31/22  Index: MDE 24/5410/2022  Syria  Date: 14 March 2022

Dr Samer Haddad was arrested at a clinic in Suwayda on 2 March 2022. His family do not know where he is being held.

SAMPLE LETTER

"""


def salutation(opening: str) -> str | None:
    text = (
        f"{_HEAD}{opening}\n\nI write about Dr Samer Haddad. I urge you to release him at once.\n\nYours sincerely,\n"
    )
    record = convert(text.encode(), name="appeal.txt", options=Options(mentions=False)).record
    assert record is not None
    assert record.letter is not None
    return record.letter.salutation


@pytest.mark.parametrize(
    "printed",
    [
        "Dear Minister, dear Attorney General,",
        "Dear Mr President, Madam Speaker and\nHonourable Members of the Assembly,",
        "Your Excellencies the Minister of Justice, the Minister of Interior,",
        "Monsieur le Pr\u00e9sident, Madame la Ministre,",
        "Sehr geehrter Herr Pr\u00e4sident, sehr geehrte Frau Ministerin,",
        "Se\u00f1or Fiscal General, se\u00f1ora Ministra:",
        "Excelent\u00edssimo Senhor Governador, Excelent\u00edssima Senhora Secret\u00e1ria,",
    ],
)
def test_a_salutation_may_name_several(printed: str) -> None:
    assert salutation(printed) == printed.replace("\n", " ")


def test_text_behind_the_comma_is_no_salutation() -> None:
    assert salutation("Dear Minister, I write to you today as a doctor and a friend,") == "Dear Minister,"


def test_a_salutation_without_a_comma_stands_over_a_text_full_of_capitals() -> None:
    text = (
        f"{_HEAD}Sehr geehrter Herr Generalstaatsanwalt\n\n"
        "Ich bin in Sorge um die Sicherheit der Menschenrechtsverteidigerin Ana Ruiz. Bitte schützen Sie sie.\n\n"
        "Hochachtungsvoll\n"
    )
    record = convert(text.encode(), name="appeal.txt", options=Options(mentions=False)).record
    assert record is not None
    assert record.letter is not None
    assert record.letter.salutation == "Sehr geehrter Herr Generalstaatsanwalt"
