"""The legal references in single sentences."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import convert
from ingest.pipeline import Options

_CASES = tomllib.loads((Path(__file__).parent / "law_cases.toml").read_text("utf-8"))["case"]
_DOCUMENT = "First UA: 9/21 Index: ASA 25/0009/2021 South Korea Date: 20 November 2021\n\nURGENT ACTION\nFREE HIM\n{}\n"


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_legal_references(case: dict[str, Any]) -> None:
    text = _DOCUMENT.format(case["text"])
    outcome = convert(text.encode(), name="case.txt", options=Options(mentions=False))
    assert list(outcome.records[0].legal_references) == case["laws"]
