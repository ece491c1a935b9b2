"""Layouts whose headings are unknown or missing: a line `@@ kind` in a case stands before each section's text."""

import re
from pathlib import Path

import pytest

from ingest import Options, convert
from ingest.pipeline import sections_of
from models import SectionKind, Status

FOLDER = Path(__file__).parent / "layouts"
CASES = sorted(FOLDER.glob("*.txt"))
MARK = re.compile(r"^@@ (\w+)(?: \+)?\n", re.MULTILINE)
# A text that tells of the case, and instructions, have two kinds each, by their wording.
ONE = {
    SectionKind.BACKGROUND: SectionKind.ADDITIONAL_INFORMATION,
    SectionKind.RECOMMENDED_ACTION: SectionKind.TAKE_ACTION,
}
OPENING = {SectionKind.HEADER, SectionKind.TITLE, SectionKind.SUMMARY}


def folded(text: str) -> str:
    """The first letters of a text."""
    return re.sub(r"[\W_]+", "", text)[:25]


def gold(case: Path) -> tuple[str, list[tuple[SectionKind, str]]]:
    """A case's document, and its sections as kind and first letters."""
    pieces = MARK.split(case.read_text("utf-8"))
    pairs = list(zip(pieces[1::2], pieces[2::2], strict=True))
    text = "".join(body for _, body in pairs)
    return text, [(ONE.get(SectionKind(kind), SectionKind(kind)), folded(body)) for kind, body in pairs]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_sections_behind_the_opening_are_found(case: Path) -> None:
    text, expected = gold(case)
    sectioned = sections_of(text.encode())
    printed = [
        (ONE.get(part.kind, part.kind), folded(sectioned.document.text[part.start :])) for part in sectioned.parts
    ]
    assert [one for one in printed if one[0] not in OPENING] == [one for one in expected if one[0] not in OPENING]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_record_has_targets(case: Path) -> None:
    text, _ = gold(case)
    outcome = convert(text.encode(), options=Options(mentions=False))
    assert outcome.status is Status.DONE
    assert outcome.records[0].targets
