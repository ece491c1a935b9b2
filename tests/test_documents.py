"""What holds for each document of the fixtures, from one conversion: its record is valid, no name in it is kept,
and the check gives no false alarm.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ingest import CaseRecord, Options, keeping, kept_patterns
from ingest.evaluation.gold import document_of, gold_of, is_complete
from ingest.exports.record_json import record_json
from ingest.pipeline import inspect
from models.schema import case_record_schema
from scripts.gold import FIXTURES, gold_files, read_gold
from tests.rules.alarms import assert_no_false_alarm

GOLDS = [gold for gold in gold_files() if gold.parent.name != "scans" and not is_complete(read_gold(gold))]
"""Not those whose record is their gold record, which `test_gold` finds valid; nor the scans, which take long."""
NAMED = FIXTURES / "modern" / "us_mexico_two.txt"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(case_record_schema())


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the patterns that were kept, or asked for, for the first time in this process."""
    sources: list[str] = []

    def noted(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        sources.append(key[-2])
        return keeping.kept(key, make)

    monkeypatch.setattr(kept_patterns, "kept", noted)
    return sources


@pytest.mark.parametrize("gold", GOLDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_record_is_valid_and_no_name_in_it_is_kept(
    gold: Path, validator: Draft202012Validator, kept: list[str]
) -> None:
    """What is kept stays on the disk; the people named are in danger. The check gives no false alarm either."""
    inspection = inspect(document_of(gold), options=Options(mentions=False, with_text=True))
    assert_no_false_alarm(inspection, gold, read_gold(gold))
    record = inspection.outcome.record
    if record is None:
        return
    assert_valid(record, validator)
    assert held(names_in(record), kept) == []


def assert_valid(record: CaseRecord, validator: Draft202012Validator) -> None:
    written = json.loads(record_json(record))
    assert written["text"]
    validator.validate(written)
    # Nothing else changes without the text, which is the only member that may be missing.
    without = json.loads(record_json(record.model_copy(update={"text": None})))
    assert "text" not in without
    assert {**without, "text": written["text"]} == written


def names_in(record: CaseRecord) -> set[str]:
    """The names of two words and more in a record, as a pattern would hold them."""
    names = [one.name for one in record.subjects] + [one.name for one in record.targets if one.name]
    words = [re.findall(r"[^\W\d_]+", name) for name in names]
    return {r"[^\w\n][^\n]{0,12}".join(one[:2]) for one in words if len(one) > 1 and min(map(len, one[:2])) > 3}


def held(names: set[str], sources: list[str]) -> list[str]:
    """The names that a pattern holds."""
    patterns = "\n".join(sources)
    return [name for name in names if re.search(name, patterns)]


def test_a_name_that_is_kept_would_be_seen(kept: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "kept", lambda key, make: make())
    record = CaseRecord.model_validate(read_gold(gold_of(NAMED)))
    for subject in record.subjects:
        kept_patterns.compiled.__wrapped__(re.escape(subject.name))
    assert held(names_in(record), kept) != []
