"""Gold records: where they stand, which document each belongs to, and what a person writes of them by hand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLD = ".gold.json"
GOLD_LINES = ".gold.jsonl"
"""Several records of one file, one a line; a list in a `.gold.json` means the same."""
_NO_DOCUMENTS = frozenset({".json", ".jsonl", ".toml"})

GoldRecord = dict[str, Any]


class UnusableGold(Exception):
    """A gold file that cannot be scored. `path` is the file, `reason` why and `remedy` what helps; no content."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


def gold_files(folder: Path) -> Iterator[Path]:
    """The gold files in a folder and below it, in the order of their paths."""
    yield from sorted(path for path in folder.rglob("*") if is_gold(path) and path.is_file())


def is_gold(path: Path) -> bool:
    """Whether a file's name is that of a gold file."""
    return path.name.endswith((GOLD, GOLD_LINES))


def gold_of(document: Path) -> Path:
    """The gold file of a document."""
    return document.with_name(document.stem + GOLD)


def document_of(gold: Path) -> Path:
    """The document of a gold file: the one beside it with its stem. Raises UnusableGold where none stands there."""
    stem = gold.name.removesuffix(GOLD).removesuffix(GOLD_LINES)
    beside = sorted(path for path in gold.parent.iterdir() if path.stem == stem and path.suffix not in _NO_DOCUMENTS)
    for path in beside:
        if path.is_file():
            return path
    raise UnusableGold(gold, "No document stands beside it", "Put the document there, with the same stem.")


def read_gold(path: Path) -> list[GoldRecord]:
    """The gold records of a file, in the order of the document's records. Raises UnusableGold for anything else."""
    try:
        text = path.read_text("utf-8-sig")
        lines = [line for line in text.splitlines() if line.strip()] if path.name.endswith(GOLD_LINES) else [text]
        data = [json.loads(line) for line in lines]
    except (ValueError, OSError) as error:
        raise UnusableGold(path, f"It cannot be read as JSON ({type(error).__name__})", "Mend the file.") from error
    records = data[0] if len(data) == 1 and isinstance(data[0], list) else data
    if not records or not all(isinstance(record, dict) for record in records):
        raise UnusableGold(path, "It holds no record", "Write a JSON object, or a list of them.")
    return records


def is_complete(gold: GoldRecord) -> bool:
    """Whether the record has its evidence, and is compared as a whole from then on."""
    return "evidence" in gold


def rule_codes(findings: list[Any]) -> list[str]:
    """The rule codes of findings, which hand-written gold gives alone and a record as part of each finding."""
    return [one if isinstance(one, str) else one["rule"] for one in findings]


def heading_by_hand(heading: str | None) -> str | None:
    """A heading as gold is compared: without its final colon."""
    return heading.rstrip().removesuffix(":").rstrip() if heading else None
