"""A salutation that opens a letter, and lines of a target block that only begin like one."""

import pytest

from ingest.shapes import salutation_at

_LETTER = "\n\nI am writing to you because nobody has told his family since March where he is held.\n"
_ADDRESS = "\nPalais de Justice\nBP 120\nLomé, Togo\n"


@pytest.mark.parametrize(
    ("text", "salutation"),
    [
        ("Dear Minister," + _LETTER, "Dear Minister,"),
        ("Your Excellency, Mr President," + _LETTER, "Your Excellency,"),
        ("Your Excellency, Minister" + _LETTER, "Your Excellency,"),
        ("Monsieur Ali Koto, Ministre de la Justice" + _ADDRESS, None),
    ],
)
def test_salutation(text: str, salutation: str | None) -> None:
    """An office behind the comma of a line with a name belongs to a block; behind a formula it does not."""
    found = salutation_at(text, 0, len(text))
    assert (text[slice(*found)] if found else None) == salutation
