"""Gold records: where they stand, which document each belongs to, and how far each is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"
HOLDOUT = FIXTURES / "holdout"
_GOLD = ".gold.json"
_NO_DOCUMENTS = frozenset({".json", ".toml"})


def gold_files(folder: Path = FIXTURES) -> Iterator[Path]:
    """The gold records in a folder and below it, in the order of their paths, without the holdout."""
    for path in sorted(folder.rglob(f"*{_GOLD}")):
        if not in_holdout(path):
            yield path


def in_holdout(path: Path) -> bool:
    """Whether a file belongs to the holdout, which is scored only and never looked at."""
    return HOLDOUT in path.resolve().parents


def gold_of(document: Path) -> Path:
    """The gold record of a document."""
    return document.with_name(document.stem + _GOLD)


def document_of(gold: Path) -> Path:
    """The document of a gold record. Raises FileNotFoundError where none stands beside it."""
    stem = gold.name.removesuffix(_GOLD)
    for path in sorted(gold.parent.glob(f"{stem}.*")):
        if path.stem == stem and path.suffix not in _NO_DOCUMENTS:
            return path
    raise FileNotFoundError(f"{gold.name}: no document stands beside it")


def read_gold(path: Path) -> dict[str, Any]:
    """A gold record as plain data."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def is_complete(gold: dict[str, Any]) -> bool:
    """Whether the record has its evidence, and is compared as a whole from then on."""
    return "evidence" in gold
