"""The results of a run as files: records and findings in the order of the inputs, whole or not at all."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.batch.conversion import unpacked
from ingest.batch.manifest import Manifest
from ingest.exports.sinks import FileSink

RECORDS_NAME = "records.jsonl"
FINDINGS_NAME = "findings.jsonl"


@dataclass(slots=True)
class Written:
    """What was written: the number of records, and of findings by rule."""

    records: int = 0
    rules: Counter[str] = field(default_factory=Counter)


def write_results(manifest: Manifest, folder: Path) -> Written:
    """Write the records and the findings of all inputs that have ended. Raises UnwritableOutput.

    A line of the findings holds `path` and `member` as in the manifest, `record_index` (null where the finding is the
    file's own) and the members of a finding.
    """
    written = Written()
    with _sink(folder / RECORDS_NAME) as records, _sink(folder / FINDINGS_NAME) as findings:
        manifest.place_records(_write(manifest, records, findings, written))
        findings.keep()
        records.keep()
    return written


def _sink(path: Path) -> FileSink:
    return FileSink(path, keep_empty=True)


def _write(
    manifest: Manifest, records: FileSink, findings: FileSink, written: Written
) -> Iterator[tuple[int, int, int]]:
    """Write all, and give the line, the input and the index of each record."""
    for ended in manifest.ended():
        if ended.records is None or ended.findings is None:
            continue
        lines, problems = unpacked(ended.records, ended.findings)
        records.write(lines)
        for problem in problems:
            written.rules[problem["rule"]] += 1
            findings.write(_line({"path": ended.path, "member": ended.member or None, **problem}))
        for index in range(lines.count(b"\n")):
            written.records += 1
            yield written.records, ended.id, index


def _line(data: dict[str, object]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", errors="replace") + b"\n"
