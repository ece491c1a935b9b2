"""Whole drafts: thirty with injected defects are found out completely, and twenty clean ones pass."""

import tomllib
from collections import Counter
from typing import Any

import pytest

from ingest.checking import Checked, check
from ingest.rules.registry import rules
from models import Severity
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


@pytest.mark.parametrize("name", DATA["clean"])
def test_a_clean_draft_passes(name: str) -> None:
    assert alarms(check(FIXTURES / name, as_of=LONG_AGO)) == Counter()


def test_there_are_enough_of_both_kinds() -> None:
    assert len(DATA["draft"]) >= 30
    assert len(DATA["clean"]) >= 20
    assert all(defect["rule"] for draft in DATA["draft"] for defect in draft["defects"])
