"""Records compared with gold, on cases with known results."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ingest.evaluation.contract import field_names, group_of, misfits
from ingest.evaluation.evaluate import score_of
from ingest.evaluation.report import Score, added, mean_f1
from ingest.evaluation.scoring import Comparison, compare_record, stated_in
from ingest.evaluation.similarity import folded

CASES = tomllib.loads(Path(__file__).with_name("scoring_cases.toml").read_text("utf-8"))["case"]
Counts = dict[str, list[int]]


def counts(comparisons: Iterable[Comparison], verdict: str) -> Counts:
    """Right, wrong and missed values by field; fields without any are left out."""
    by_field = defaultdict(list)
    for one in comparisons:
        by_field[one.field].append(one)
    scores = {field: score_of(listed, lambda one: getattr(one, verdict)) for field, listed in by_field.items()}
    return {field: [one.tp, one.fp, one.fn] for field, one in scores.items() if one != Score()}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_record_gets_its_counts(case: dict[str, Any]) -> None:
    comparisons = compare_record(case["gold"], case["record"])
    assert counts(comparisons, "strict") == case["strict"]
    assert counts(comparisons, "soft") == case.get("soft", case["strict"])
    assert counts(comparisons, "span") == case.get("span", {})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_gold_against_itself_is_all_right(case: dict[str, Any]) -> None:
    comparisons = compare_record(case["gold"], case["gold"])
    assert all(one.strict and one.soft for one in comparisons)


def test_without_a_record_all_of_gold_is_missed() -> None:
    gold = {"header": {"ua_number": "6/24"}, "targets": [{"name": "Ana Sol", "emails": ["a@b.pe", "c@b.pe"]}]}
    missed = {"header.ua_number": [0, 0, 1], "targets.name": [0, 0, 1], "targets.emails": [0, 0, 2]}
    assert counts(compare_record(gold, None), "strict") == missed


def test_a_record_without_gold_is_too_much_in_what_the_other_golds_state() -> None:
    record = {"header": {"ua_number": "6/24", "title": "FREE HER"}, "concerns": ["torture"]}
    stated = stated_in([{"header": {"ua_number": "5/24"}}])
    assert counts(compare_record(None, record, stated), "strict") == {"header.ua_number": [0, 1, 0]}


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(tp=3, fp=1, fn=2), 0.75, 0.6, 0.666667),
        (Score(tp=0, fp=0, fn=2), None, 0.0, 0.0),
        (Score(tp=0, fp=2, fn=0), 0.0, None, 0.0),
        (Score(), None, None, None),
    ],
)
def test_scores_follow_from_counts(score: Score, precision: float | None, recall: float | None, f1: float) -> None:
    assert (score.precision, score.recall, score.f1) == (precision, recall, f1)


def test_micro_counts_values_and_macro_counts_fields() -> None:
    scores = [Score(tp=9, fp=0, fn=0), Score(tp=0, fp=1, fn=1), Score()]
    assert added(scores).f1 == 0.9
    assert mean_f1(scores) == 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Łukasz Żak", "lukasz zak", True),
        ("Dear Sir / Madam,", "DEAR SIR/MADAM", True),
        ("Straße 5", "STRASSE 5", True),
        ("Room 5", "Room 6", False),
        ("कि", "की", False),
        ("--", "//", False),
    ],
)
def test_what_is_folded(one: str, other: str, same: bool) -> None:
    assert (folded(one) == folded(other)) is same


def test_every_field_has_a_group() -> None:
    assert {group_of(field) for field in field_names()} >= {"header", "targets", "addresses", "contacts", "people"}
    assert "other" not in {group_of(field) for field in field_names()}


@pytest.mark.parametrize(
    ("gold", "pointer"),
    [
        ({"header": {"titel": "X"}}, "/header/titel"),
        ({"targets": {"name": "X"}}, "/targets"),
        ({"targets": [{"adress": None}]}, "/targets/0/adress"),
        ({"targets": ["X"]}, "/targets/0"),
        ({"concerns": [None]}, "/concerns/0"),
        ({"findings": [{"name": "x"}]}, "/findings/0"),
        ({"header": {"title": ["X"]}}, "/header/title"),
    ],
)
def test_misspelt_gold_is_seen(gold: dict[str, Any], pointer: str) -> None:
    (reason,) = misfits(gold)
    assert reason.startswith(f"{pointer}: ")
