"""What a worker does with one file: bytes become what the manifest keeps of it, records and findings as JSON."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from ingest.errors import UacaseError
from ingest.exports.record_json import record_json
from ingest.found import Doubt
from ingest.pipeline import Options
from ingest.record import finding
from models import CaseRecord, Finding, Outcome, Status

CONVERT = "ingest.pipeline:convert"
_PACKING_LEVEL = 6


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What the manifest tells of a record, to count and to link by."""

    series: str | None
    ua_number: str | None
    ua_year: int | None
    index_number: str | None
    kind: str | None
    ordinal: int | None
    issue_date: str | None
    language: str | None
    family: str | None
    countries: tuple[str, ...]
    filled: tuple[str, ...]
    """The parts of the record that hold something, of `PARTS`."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a file. `records` and `findings` are packed, see `unpacked`."""

    status: str
    error_code: str | None
    error: str | None
    engine: str | None
    media_type: str | None
    facts: tuple[RecordFacts, ...]
    records: bytes
    findings: bytes


def converted(data: bytes, name: str, options: Options, convert: str) -> Converted:
    """Convert the bytes of a file that is called `name` with the function `convert`, named as `module:function`."""
    outcome: Outcome = _function(convert)(data, name=name, options=options)
    first = outcome.record
    return Converted(
        status=outcome.status.value,
        error_code=outcome.findings[0].rule if outcome.error is not None and outcome.findings else None,
        error=outcome.error,
        engine=first.source.engine if first else None,
        media_type=first.source.media_type if first else None,
        facts=tuple(_facts(record) for record in outcome.records),
        records=zlib.compress(b"".join(record_json(record) for record in outcome.records), _PACKING_LEVEL),
        findings=_packed(_findings(outcome)),
    )


def outcome_of(path: str, options: Options) -> Outcome:
    """Convert the file at a path, as `convert_many` does."""
    return _function(CONVERT)(path, options=options)


def not_converted(error: UacaseError) -> Converted:
    """What is kept of a file that gave no outcome at all."""
    problem = finding(None, Doubt(error.rule, str(error)))
    packed = _packed([{"record_index": None, **problem.model_dump(mode="json")}])
    return Converted(Status.FAILED.value, error.rule, str(error), None, None, (), zlib.compress(b""), packed)


def unpacked(records: bytes, findings: bytes) -> tuple[bytes, list[dict[str, Any]]]:
    """The records as JSON Lines, and the findings, each with the index of its record or None."""
    return zlib.decompress(records), json.loads(zlib.decompress(findings))


def _packed(findings: list[dict[str, Any]]) -> bytes:
    text = json.dumps(findings, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", errors="replace"), _PACKING_LEVEL)


def _findings(outcome: Outcome) -> list[dict[str, Any]]:
    """Those of the file as a whole, and those of each record."""
    of_records = [(record.source.record_index, one) for record in outcome.records for one in record.findings]
    of_file: list[tuple[int | None, Finding]]
    of_file = [(None, one) for one in outcome.findings[: len(outcome.findings) - len(of_records)]]
    return [{"record_index": index, **one.model_dump(mode="json")} for index, one in [*of_file, *of_records]]


@cache
def _function(name: str) -> Callable[..., Outcome]:
    module, _, function = name.partition(":")
    found: Callable[..., Outcome] = getattr(import_module(module), function)
    return found


def _facts(record: CaseRecord) -> RecordFacts:
    header = record.header
    return RecordFacts(
        series=header.series.value if header.series else None,
        ua_number=header.ua_number,
        ua_year=header.ua_year,
        index_number=header.index_number,
        kind=header.kind.value if header.kind else None,
        ordinal=header.ordinal,
        issue_date=header.issue_date,
        language=record.source.language,
        family=header.format,
        countries=tuple(header.countries),
        filled=tuple(name for name, holds in PARTS.items() if holds(record)),
    )


PARTS: dict[str, Callable[[CaseRecord], object]] = {
    "number": lambda record: record.header.ua_number,
    "index number": lambda record: record.header.index_number,
    "issue date": lambda record: record.header.issue_date,
    "title": lambda record: record.header.title,
    "summary": lambda record: record.header.summary,
    "country": lambda record: record.header.countries,
    "subjects": lambda record: record.subjects,
    "concerns": lambda record: record.concerns,
    "deadline": lambda record: record.action.deadline,
    "languages to write in": lambda record: record.action.preferred_languages,
    "appeal points": lambda record: record.action.appeal_points,
    "targets": lambda record: record.targets,
    "postal addresses": lambda record: any(target.address for target in record.targets),
    "e-mail addresses": lambda record: any(target.emails for target in record.targets),
    "phone numbers": lambda record: any(target.phones for target in record.targets),
    "fax numbers": lambda record: any(target.faxes for target in record.targets),
    "salutations": lambda record: any(target.salutation for target in record.targets),
    "letter": lambda record: record.letter,
    "additional information": lambda record: record.additional_information,
    "events": lambda record: record.events,
}
"""The parts of a record whose coverage the report shows, and what says that one is there."""
