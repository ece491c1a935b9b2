"""Documents as they are passed on: quoted in mails, copied from web pages, read by OCR, told by other sections."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, convert

_CASES = tomllib.loads((Path(__file__).parent / "passed_on_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["what"])
def test_passed_on(case: dict[str, Any]) -> None:
    outcome = convert(case["text"].encode(), name="case.txt", options=Options(mentions=False))
    assert outcome.record is not None
    record = outcome.record.model_dump(mode="json")
    assert _like(record, case["record"]) == case["record"]


def _like(found: Any, wanted: Any) -> Any:
    """What was found, as far as the case says what it should be; lists as long as they are."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: _like(found.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(found, list):
        padded = [*wanted, *([None] * len(found))][: len(found)]
        return [_like(one, other) if other is not None else one for one, other in zip(found, padded, strict=True)]
    return found
