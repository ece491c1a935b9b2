"""Field `targets`: the cases of `target_cases.toml`, each a block with values that must be read in it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from models import Address
from scripts.score_targets import read_block

_CASES = tomllib.loads((Path(__file__).parent / "target_cases.toml").read_text("utf-8"))["case"]


def _values(target: dict[str, Any], names: list[str]) -> dict[str, Any]:
    address = target["address"] or {}
    found = {name: address.get(name) if name in Address.model_fields else target[name] for name in names}
    return {name: "" if value is None else value for name, value in found.items()}


@pytest.mark.parametrize("case", _CASES, ids=[case["says"] for case in _CASES])
def test_a_block_is_read(case: dict[str, Any]) -> None:
    read = read_block(case["block"].strip("\n"), case.get("near"))
    found = [target.model_dump(mode="json", by_alias=True) for target in read]
    assert len(found) == len(case["targets"])
    for target, expected in zip(found, case["targets"], strict=True):
        assert _values(target, list(expected)) == expected
