"""Score the target reader on blocks with gold: precision, recall and F1 for each field, strictly.

`python scripts/score_targets.py fixtures/target_blocks/blocks.jsonl` shows the table for a file of blocks, and for
`--generated N` blocks of the generator's test pool. A wrong value counts as one false positive and one false negative;
empty against empty does not count.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.fields.targets import read_targets
from ingest.normalise import normalise
from ingest.reading import Reading
from ingest.record import plain_values
from ingest.sections import Part, Sectioned
from models import SectionKind, Target
from scripts.generate_targets import generate

SINGLE = ("name", "honorific", "role", "organization", "salutation")
ADDRESS = ("street", "city", "region", "postal_code", "country")
LISTS = ("emails", "phones", "faxes", "telexes", "copy_emails", "social", "websites")
FIELDS = (*SINGLE, "lines", *ADDRESS, *LISTS, "copy")

Block = dict[str, Any]


@dataclass
class Counts:
    """What was found rightly, found wrongly, and missed of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the found values that are right; 1.0 where none was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold values that were found; 1.0 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1.0 where there is nothing to find and nothing was found."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass
class Scores:
    """The counts of all fields, and how many blocks were read wholly right."""

    fields: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in FIELDS})
    blocks: int = 0
    whole: int = 0
    invented: list[tuple[str, str, Any]] = field(default_factory=list)


def read_block(block: str) -> list[Target]:
    """The targets that the program reads in a block, as the record gives them."""
    document = normalise(Reading(block, "text/plain", "test"))
    whole = Part(SectionKind.TARGETS, 0, len(document.text))
    found, _ = read_targets(Sectioned(document, (whole,), ("en",)))
    return [Target.model_validate(values) for values in plain_values(document, found)]


def values_of(target: dict[str, Any], name: str) -> list[Any]:
    """The values of a field of a target as JSON, none for what is empty."""
    found = (target["address"] or {}).get(name) if name in ADDRESS or name == "lines" else target[name]
    found = found if isinstance(found, list) else [found]
    return [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in found if value is not None]


def _alike(gold: dict[str, Any], found: dict[str, Any]) -> int:
    return sum(len(set(values_of(gold, name)) & set(values_of(found, name))) for name in FIELDS if name != "copy")


def paired(
    gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Gold and found targets in order, each with its like; one without a like stands alone."""
    best = [[0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    for i in range(len(gold) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            both = best[i + 1][j + 1] + _alike(gold[i], found[j])
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(gold) and j < len(found):
        if best[i][j] == best[i + 1][j + 1] + _alike(gold[i], found[j]):
            yield gold[i], found[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield gold[i], None
            i += 1
        else:
            yield None, found[j]
            j += 1
    yield from ((target, None) for target in gold[i:])
    yield from ((None, target) for target in found[j:])


def score(blocks: Iterable[Block], read: Callable[[str], list[Target]] = read_block) -> Scores:
    """The scores of the reader on blocks with gold; `read` gives the targets of a block's text."""
    scores = Scores()
    for block in blocks:
        found = [target.model_dump(mode="json", by_alias=True) for target in read(block["block"])]
        scores.blocks += 1
        scores.whole += found == block["targets"]
        for gold_target, own in paired(block["targets"], found):
            for name in FIELDS:
                gold_values = Counter(values_of(gold_target, name) if gold_target else [])
                own_values = Counter(values_of(own, name) if own else [])
                counts = scores.fields[name]
                counts.right += (gold_values & own_values).total()
                counts.wrong += (own_values - gold_values).total()
                counts.missed += (gold_values - own_values).total()
                if name in ("emails", "phones", "faxes"):
                    scores.invented += [(block["name"], name, value) for value in own_values - gold_values]
    return scores


def table(scores: Scores) -> str:
    """The scores as lines of text."""
    rows = [f"{'field':<14}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}"]
    for name, counts in scores.fields.items():
        gold = counts.right + counts.missed
        rows.append(f"{name:<14}{counts.precision:>10.3f}{counts.recall:>8.3f}{counts.f1:>8.3f}{gold:>7}")
    return "\n".join([*rows, f"{scores.whole} of {scores.blocks} blocks wholly right"])


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
