"""Score the target reader on blocks with gold, strictly, by field, with the scorer of `uacase evaluate`.

`python scripts/score_targets.py fixtures/target_blocks/blocks.jsonl` shows the table for a file of blocks, and for
`--generated N` blocks of the generator's test pool.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.evaluation.contract import field_names
from ingest.evaluation.evaluate import score_of
from ingest.evaluation.report import Score
from ingest.evaluation.scoring import Comparison, compare_record
from ingest.fields.targets import read_targets
from ingest.normalising.normalise import normalise
from ingest.reading import Reading
from ingest.record import plain_values
from ingest.sections import Part, Sectioned
from models import SectionKind, Target
from scripts.generate_targets import generate

FIELDS = tuple(name for name in field_names() if name.startswith("targets."))
NEVER_INVENTED = ("targets.emails", "targets.phones", "targets.faxes")

Block = dict[str, Any]


@dataclass(frozen=True)
class Scores:
    """What a set of blocks was compared to, value by value, and how many of its blocks were read wholly right."""

    comparisons: tuple[Comparison, ...]
    blocks: int
    whole: int

    def of(self, field: str) -> Score:
        """The strict score of a field."""
        return score_of((one for one in self.comparisons if one.field == field), lambda one: one.strict)

    @property
    def invented(self) -> list[Any]:
        """The e-mail addresses, phone and fax numbers that gold does not have at their target."""
        return [one.found for one in self.comparisons if one.field in NEVER_INVENTED and not one.strict and one.found]


def read_block(block: str, near: str | None = None) -> list[Target]:
    """The targets that the program reads in a block, as the record gives them; `near` is the country of the case."""
    document = normalise(Reading(block, "text/plain", "test"))
    whole = Part(SectionKind.TARGETS, 0, len(document.text))
    found, _ = read_targets(Sectioned(document, (whole,), ("en",)), near)
    return [Target.model_validate(values) for values in plain_values(document, found)]


def score(blocks: Iterable[Block], read: Callable[[str], list[Target]] = read_block) -> Scores:
    """The scores of the reader on blocks with gold; `read` gives the targets of a block's text."""
    comparisons: list[Comparison] = []
    number = whole = 0
    for block in blocks:
        found = [target.model_dump(mode="json", by_alias=True) for target in read(block["block"])]
        comparisons += compare_record({"targets": block["targets"]}, {"targets": found})
        number += 1
        whole += found == block["targets"]
    return Scores(tuple(comparisons), number, whole)


def table(scores: Scores) -> str:
    """The scores as lines of text; a dash where there was nothing to find or nothing was found."""
    rows = [f"{'field':<29}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}"]
    for field in FIELDS:
        one = scores.of(field)
        shares = "".join(f"{'-' if share is None else format(share, '.3f'):>{width}}" for share, width in _shares(one))
        rows.append(f"{field:<29}{shares}{one.tp + one.fn:>7}")
    return "\n".join([*rows, f"{scores.whole} of {scores.blocks} blocks wholly right"])


def _shares(one: Score) -> tuple[tuple[float | None, int], ...]:
    return (one.precision, 10), (one.recall, 8), (one.f1, 8)


def blocks_of(path: Path) -> list[Block]:
    """The blocks of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    """Print a table for each file and for the generated blocks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, help="files of blocks as JSON lines")
    parser.add_argument(
        "--generated", type=int, default=0, metavar="N", help="also N blocks of the generator's test pool"
    )
    chosen = parser.parse_args()
    for path in chosen.files:
        print(f"{path.name}\n{table(score(blocks_of(path)))}\n")
    if chosen.generated:
        print(f"generated\n{table(score(generate(chosen.generated, 'test')))}")


if __name__ == "__main__":
    main()
