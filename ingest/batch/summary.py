"""What came out of a run, counted from the manifest."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from ingest.batch.conversion import PARTS
from ingest.batch.manifest import InputStatus, Manifest
from ingest.batch.results import Written

_MOST_SLOWEST = 10
_MOST_FAILURES = 200
_UNKNOWN = "unknown"


class Slow(NamedTuple):
    """A file that took long."""

    path: str
    seconds: float
    peak_memory_bytes: int | None


class Failure(NamedTuple):
    """A file that gave no whole record, and why."""

    path: str
    error_code: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by kind; each table has its largest count first, years in their order."""

    inputs: int
    records: int
    cases_in_several_records: int
    by_status: dict[str, int]
    by_error: dict[str, int]
    by_rule: dict[str, int]
    by_family: dict[str, int]
    by_language: dict[str, int]
    by_country: dict[str, int]
    by_year: dict[str, int]
    filled: dict[str, int]
    """How many records hold each part."""
    seconds: float
    """Of all conversions together, whatever ran at the same time."""
    peak_memory_bytes: int
    slowest: list[Slow]
    failures: list[Failure]
    """The first of them; all are in the manifest."""
    program_version: str
    vocabulary_version: str

    @property
    def failed(self) -> int:
        """Inputs that gave no record although they may hold one."""
        return self.by_status[InputStatus.FAILED.value]

    @property
    def defects(self) -> int:
        """Inputs where a part of the program failed."""
        return self.by_status[InputStatus.PARTIAL.value] + self.by_error.get("UA904", 0)


def summarise(manifest: Manifest, written: Written, cases: int, program: str, vocabulary: str) -> Summary:
    """Count what the manifest holds; `written` are the results, `cases` those with several records."""
    statuses = dict(manifest.rows("SELECT status, count(*) FROM inputs GROUP BY status"))
    seconds, peak = manifest.rows("SELECT total(seconds), coalesce(max(peak_memory_bytes), 0) FROM inputs")[0]
    years = manifest.rows("SELECT ua_year, count(*) FROM records WHERE ua_year NOT NULL GROUP BY ua_year ORDER BY 1")
    filled = _lists(manifest, "filled")
    return Summary(
        inputs=sum(statuses.values()),
        records=written.records,
        cases_in_several_records=cases,
        by_status={status.value: statuses.get(status.value, 0) for status in InputStatus},
        by_error=_counted(manifest, "error_code", "inputs WHERE error_code NOT NULL"),
        by_rule=_sorted(written.rules),
        by_family=_counted(manifest, "family", "records"),
        by_language=_counted(manifest, "language", "records"),
        by_country=_sorted(_lists(manifest, "countries")),
        by_year={str(year): count for year, count in years},
        filled={part: filled[part] for part in PARTS},
        seconds=round(seconds, 3),
        peak_memory_bytes=peak,
        slowest=[Slow(*row) for row in manifest.rows(_SLOWEST, (_MOST_SLOWEST,))],
        failures=[Failure(*row) for row in manifest.rows(_FAILURES, (_MOST_FAILURES,))],
        program_version=program,
        vocabulary_version=vocabulary,
    )


_PATH = "CASE member WHEN '' THEN path ELSE path || '/' || member END"
_SLOWEST = (
    f"SELECT {_PATH}, round(seconds, 3), peak_memory_bytes FROM inputs WHERE seconds NOT NULL "
    "ORDER BY seconds DESC, position LIMIT ?"
)
_FAILURES = (
    f"SELECT {_PATH}, error_code, error FROM inputs WHERE status IN ('failed', 'partial') ORDER BY position LIMIT ?"
)


def _counted(manifest: Manifest, column: str, source: str) -> dict[str, int]:
    rows = manifest.rows(f"SELECT coalesce({column}, '{_UNKNOWN}'), count(*) FROM {source} GROUP BY {column}")
    return _sorted(Counter(dict(rows)))


def _lists(manifest: Manifest, column: str) -> Counter[str]:
    """The members of JSON lists, counted."""
    counts: Counter[str] = Counter()
    for text, times in manifest.rows(f"SELECT {column}, count(*) FROM records GROUP BY {column}"):
        counts.update(dict.fromkeys(json.loads(text), times))
    return counts


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def summary_json(summary: Summary) -> bytes:
    """The summary as indented JSON."""
    data: dict[str, Any] = asdict(summary)
    data["slowest"] = [one._asdict() for one in summary.slowest]
    data["failures"] = [one._asdict() for one in summary.failures]
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", errors="replace") + b"\n"
