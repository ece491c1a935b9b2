"""Whole drafts: thirty with injected defects are found out completely, and the clean ones are looked at."""

import tomllib
from collections import Counter
from typing import Any

import pytest

from ingest.checking import Checked, check
from ingest.evaluation.gold import document_of
from ingest.rules.registry import rules
from models import Severity
from scripts.gold import gold_files
from tests.rules.alarms import CLEAN
from tests.rules.cases import FIXTURES, LONG_AGO, base, edited

DATA = tomllib.loads((FIXTURES / "drafts" / "defects.toml").read_text("utf-8"))


def alarms(checked: Checked) -> Counter[str]:
    """How often each rule found something of severity error or warning."""
    return Counter(one.finding.rule for one in checked.findings if one.finding.severity is not Severity.INFO)


def label(draft: dict[str, Any]) -> str:
    return "-".join([draft["base"], *(defect["rule"] for defect in draft["defects"])])


@pytest.mark.parametrize("draft", DATA["draft"], ids=label)
def test_every_defect_is_found_and_nothing_else(draft: dict[str, Any]) -> None:
    text = base(draft["base"])
    for edit in (edit for defect in draft["defects"] for edit in defect["edits"]):
        text = edited(text, edit)
    found = alarms(check(text.encode(), as_of=draft.get("as_of", LONG_AGO)))
    injected = Counter(defect["rule"] for defect in draft["defects"] if defect["rule"] in rules())
    follows = {rule for defect in draft["defects"] for rule in defect.get("also", [])}
    assert injected - found == Counter(), "not found"
    assert {rule for rule in (found - injected) if rule not in follows} == set(), "found, and not injected"


def test_clean_drafts_are_documents_whose_alarms_are_looked_at() -> None:
    """Where each document is converted: `tests/test_gold.py` and `tests/test_documents.py`."""
    documents = {document_of(gold) for gold in gold_files() if gold.parent.name != "scans"}
    assert [name for name in CLEAN if FIXTURES / name not in documents] == []


def test_there_are_enough_of_both_kinds() -> None:
    assert len(DATA["draft"]) >= 30
    assert len(CLEAN) >= 20
    assert all(defect["rule"] for draft in DATA["draft"] for defect in draft["defects"])
