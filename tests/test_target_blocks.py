"""Target blocks of all continents against their gold; the list of those still read wrongly must stay true."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.fields.targets import read_targets
from ingest.normalise import normalise
from ingest.reading import Reading
from ingest.record import plain_values
from ingest.sections import Part, Sectioned
from models import SectionKind, Target

FOLDER = Path(__file__).parent.parent / "fixtures" / "target_blocks"
BLOCKS = [json.loads(line) for line in (FOLDER / "blocks.jsonl").read_text("utf-8").splitlines()]
STILL_WRONG = frozenset((FOLDER / "still_wrong.txt").read_text("utf-8").split())


def targets_in(block: str) -> list[Target]:
    """The targets that the program reads in a block, as the record gives them."""
    document = normalise(Reading(block, "text/plain", "test"))
    whole = Part(SectionKind.TARGETS, 0, len(document.text))
    found, _ = read_targets(Sectioned(document, (whole,), ("en",)))
    return [Target.model_validate(values) for values in plain_values(document, found)]


@pytest.mark.parametrize("block", BLOCKS, ids=[block["name"] for block in BLOCKS])
def test_a_block_gives_its_targets(block: dict[str, Any]) -> None:
    gold = [Target.model_validate(target) for target in block["targets"]]
    if block["name"] in STILL_WRONG:
        assert targets_in(block["block"]) != gold, "read rightly now: take it off still_wrong.txt"
    else:
        assert targets_in(block["block"]) == gold


def test_the_list_names_blocks_that_exist() -> None:
    assert {block["name"] for block in BLOCKS} >= STILL_WRONG
