"""The fixtures' gold records, as far as scripts and tests may read them: all but the holdout."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.evaluation import gold

FIXTURES = Path(__file__).parent.parent / "fixtures"
HOLDOUT = FIXTURES / "holdout"


def gold_files(folder: Path = FIXTURES) -> Iterator[Path]:
    """The gold records in a folder and below it, in the order of their paths, without the holdout."""
    return (path for path in gold.gold_files(folder) if not in_holdout(path))


def in_holdout(path: Path) -> bool:
    """Whether a file belongs to the holdout, which is scored only and never looked at."""
    return HOLDOUT in path.resolve().parents


def read_gold(path: Path) -> dict[str, Any]:
    """The one gold record of a fixture."""
    (record,) = gold.read_gold(path)
    return record
