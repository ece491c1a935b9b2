"""Target blocks whose parts show by order, punctuation and capitals: cases of `block_cases.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.score_targets import read_block

CASES = tomllib.loads((Path(__file__).parent / "block_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_block_gives_its_targets(case: dict[str, Any]) -> None:
    found = [target.model_dump(mode="json", by_alias=True) for target in read_block(case["block"].lstrip("\n"))]
    assert len(found) == len(case["targets"])
    for target, wanted in zip(found, case["targets"], strict=True):
        assert {key: _part(target[key], value) for key, value in wanted.items() if key != "none"} == {
            key: value for key, value in wanted.items() if key != "none"
        }
        assert not [key for key in wanted.get("none", []) if target[key]]


def _part(found: Any, wanted: Any) -> Any:
    """Of an address only the keys that are wanted."""
    return {key: found[key] for key in wanted} if isinstance(wanted, dict) and found is not None else found
