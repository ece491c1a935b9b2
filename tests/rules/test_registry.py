"""The registry holds the catalogue's rules, each in a module of its form, and refuses what has another."""

import csv
from pathlib import Path
from types import ModuleType

import pytest

from ingest import rules as package
from ingest.rule_names import REPORTED_BY_STAGES, RULES
from ingest.rules import UA101, UA203
from ingest.rules.registry import DoubleCode, registered, rules
from ingest.rules.rule import SUPPRESSIONS, MalformedRule, rule_of

FIXTURES = Path(__file__).parent.parent.parent / "fixtures" / "rules"
with (FIXTURES / "catalogue.csv").open(newline="", encoding="utf-8") as stream:
    CATALOGUE = {row["code"]: (row["name"], row["severity"]) for row in csv.DictReader(stream)}
NOT_YET = set((FIXTURES / "not_yet.txt").read_text("utf-8").split())
"""Codes of the catalogue whose rules are still to be written."""
EXPLAINED = '"""What.\n\nWhy: harm.\n\nBad:\n    bad\n\nGood:\n    good\n"""'


def test_names_and_severities_are_those_of_the_catalogue() -> None:
    assert {code: (name, severity.value) for code, (name, severity) in RULES.items()} == CATALOGUE


def test_every_code_of_the_catalogue_is_registered() -> None:
    assert set(rules()) == set(CATALOGUE) - NOT_YET
    assert set(CATALOGUE) >= NOT_YET


def test_the_codes_stand_in_order() -> None:
    assert list(rules()) == sorted(rules())


def test_every_module_of_a_rule_is_registered() -> None:
    (folder,) = package.__path__
    assert {path.stem for path in Path(folder).glob("UA*.py")} == set(rules())


def test_a_double_code_is_refused() -> None:
    with pytest.raises(DoubleCode) as caught:
        registered([UA101, UA203, UA101])
    assert caught.value.code == "UA101"


@pytest.mark.parametrize("code", rules())
def test_each_rule_explains_itself(code: str) -> None:
    explanation = rules()[code].explanation
    for part in (explanation.what, explanation.why):
        assert part.endswith((".", "?", ")"))
    assert explanation.bad != explanation.good


def test_only_what_others_report_has_no_check() -> None:
    assert {code for code, rule in rules().items() if rule.check is None} <= REPORTED_BY_STAGES | {SUPPRESSIONS}


def module(name: str, source: str) -> ModuleType:
    made = ModuleType(f"ingest.rules.{name}")
    exec(source, made.__dict__)
    return made


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        ("UA999", EXPLAINED, "no such code"),
        ("UA101", EXPLAINED, "no function check"),
        ("UA203", '"""Only what."""', "docstring"),
        ("UA203", "pass", "docstring"),
        ("UA203", EXPLAINED.replace("Good:\n", "Better:\n"), "docstring"),
        ("UA203", EXPLAINED + '\nNEEDS = ("tragets",)', "NEEDS"),
    ],
)
def test_a_module_of_another_form_is_refused(name: str, source: str, reason: str) -> None:
    with pytest.raises(MalformedRule, match=reason):
        _ = rule_of(module(name, source)).explanation


def test_the_explanation_is_divided() -> None:
    explanation = rule_of(module("UA203", EXPLAINED)).explanation
    assert (explanation.what, explanation.why, explanation.bad, explanation.good) == ("What.", "harm.", "bad", "good")
