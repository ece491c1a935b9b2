"""Gold records are completed where every hand-written value agrees, and left alone where one does not."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from scripts.complete_gold import main
from scripts.gold import FIXTURES

DOCUMENT = FIXTURES / "modern" / "us_mexico_two.txt"
BY_HAND = (
    *("header", "subjects", "concerns", "action", "targets", "letter", "additional_information", "events"),
    *("related_documents", "legal_references"),
)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return Path(shutil.copy(DOCUMENT, tmp_path))


@pytest.fixture
def by_hand(document: Path) -> dict[str, Any]:
    """The values of the document's own record, in the form in which a person writes them."""
    from ingest import convert
    from ingest.exports.record_json import record_json

    record = convert(document).record
    assert record is not None
    data = json.loads(record_json(record))
    return {key: data[key] for key in BY_HAND} | {
        "sections": [{"kind": one["kind"], "heading": one["heading"]} for one in data["sections"]],
        "findings": [one["rule"] for one in data["findings"]],
    }


def write(document: Path, gold: dict[str, Any]) -> Path:
    path = document.with_suffix(".gold.json")
    path.write_text(json.dumps(gold), "utf-8")
    return path


def test_a_gold_record_that_agrees_gets_evidence(document: Path, by_hand: dict[str, Any]) -> None:
    by_hand["sections"] = [
        one | {"heading": (one["heading"] or "").removesuffix(":") or None} for one in by_hand["sections"]
    ]
    path = write(document, by_hand)
    assert main([str(document)]) == 0
    completed = json.loads(path.read_text("utf-8"))
    assert completed["evidence"]["/header/ua_number"][0]["quote"] == "6.24"
    assert completed["source"]["name"] == document.name
    assert completed["sections"][0]["start"] == 0
    assert {key: completed[key] for key in BY_HAND} == {key: by_hand[key] for key in BY_HAND}


def test_completing_twice_changes_nothing(document: Path, by_hand: dict[str, Any]) -> None:
    path = write(document, by_hand)
    assert main([str(path)]) == 0
    once = path.read_bytes()
    assert main([str(path.parent)]) == 0
    assert path.read_bytes() == once


def test_a_dry_run_changes_nothing(document: Path, by_hand: dict[str, Any]) -> None:
    path = write(document, by_hand)
    before = path.read_bytes()
    assert main(["--dry-run", str(path)]) == 0
    assert path.read_bytes() == before


def changed(gold: dict[str, Any], kind: str) -> dict[str, Any]:
    """The gold record with one thing in it that the document does not say."""
    if kind == "value":
        gold["header"]["ordinal"] = 2
    elif kind == "missing item":
        del gold["events"][0]
    elif kind == "more findings":
        gold["findings"].append("UA203")
    elif kind == "another heading":
        gold["sections"][3]["heading"] = "ACT NOW"
    elif kind == "another order":
        gold["concerns"].reverse()
    elif kind == "missing inside":
        del gold["header"]["title"]
    elif kind == "missing member":
        del gold["letter"]
    elif kind == "unknown member":
        gold["remarks"] = "none"
    elif kind == "true for one":
        gold["action"]["own_language"] = 1
    return gold


@pytest.mark.parametrize(
    ("kind", "pointer"),
    [
        ("value", "/header/ordinal: - 2\n"),
        ("missing item", "/events/0: + "),
        ("more findings", "/findings/0: - UA203\n"),
        ("another heading", "/sections/3/heading: "),
        ("another order", "/concerns: "),
        ("missing inside", "/header: "),
        ("missing member", "/letter: "),
        ("unknown member", "/remarks: "),
        ("true for one", "/action/own_language: - 1 + true"),
    ],
)
def test_a_gold_record_that_differs_is_left_alone(
    kind: str, pointer: str, document: Path, by_hand: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(document, changed(by_hand, kind))
    before = path.read_bytes()
    assert main([str(path)]) == 1
    assert path.read_bytes() == before
    shown = capsys.readouterr().out
    assert f"\n  {pointer}" in shown
    assert shown.endswith("0 of 1 agree\n")


def test_a_document_that_gives_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "note.txt"
    document.write_text("BACKGROUND\nOnly a note.\n")
    path = write(document, {})
    assert main([str(path)]) == 1
    assert "no record: This is no Urgent Action" in capsys.readouterr().out
    assert path.read_text() == "{}"


def test_the_holdout_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    gold = next((FIXTURES / "holdout").glob("*.gold.json"))
    before = gold.read_bytes()
    assert main([str(gold)]) == 1
    assert "left alone" in capsys.readouterr().out
    assert gold.read_bytes() == before
