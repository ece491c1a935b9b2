"""The people of short documents: who they are and what is known of them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import convert
from ingest.pipeline import Options

_CASES = tomllib.loads((Path(__file__).parent / "people_cases.toml").read_text("utf-8"))["case"]
_UNSTATED: dict[str, Any] = {
    "aliases": [],
    "kind": "person",
    "pronouns": None,
    "gender": None,
    "age": None,
    "description": None,
}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["what"])
def test_people(case: dict[str, Any]) -> None:
    outcome = convert(case["text"].encode(), name="case.txt", options=Options(mentions=False))
    found = [subject.model_dump(mode="json") for subject in outcome.records[0].subjects]
    assert found == [{**_UNSTATED, **subject} for subject in case["subjects"]]
