"""Export: documents, subjects and targets as CSV tables that a spreadsheet opens and that cannot run anything there."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from ingest.exports.rows import DOCUMENT, SUBJECT, TARGET, Scalar, row
from ingest.exports.sinks import bundle
from ingest.kept_patterns import compiled
from models import CaseRecord, SocialAccount, Subject, Target

BETWEEN_VALUES = " | "
_STARTS_A_FORMULA = compiled(r"\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]")
"""What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), full-width forms included."""

_DOCUMENT_LISTS = ("countries", "concerns", "preferred_languages", "appeal_points", "findings")
_TARGET_LISTS = ("emails", "phones", "faxes", "telexes", "copy_emails", "social", "websites")
_KEYS = ("document", "ua_number", "position")
COLUMNS = {
    "documents": ("document", *DOCUMENT, *_DOCUMENT_LISTS),
    "subjects": (*_KEYS, *SUBJECT, "aliases"),
    "targets": (*_KEYS, *TARGET, *_TARGET_LISTS),
}


def safe_cell(value: Scalar) -> Scalar:
    """The value as a cell: text that would start a formula gets an apostrophe before it, null is an empty cell."""
    if isinstance(value, str) and _STARTS_A_FORMULA.match(value):
        return f"'{value}"
    return value


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write `documents.csv`, `subjects.csv` and `targets.csv` into a folder, or a ZIP if the name ends in .zip.

    UTF-8 with a byte order mark, commas, CR LF, as Excel reads it without being asked. Several values of a cell stand
    in the record's order with ` | ` between them. `document` counts the records from 1 and joins the tables.
    Raises UnwritableOutput.
    """
    with bundle(out) as folder, ExitStack() as files:
        tables = {
            name: _Table(files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")))
            for name in COLUMNS
        }
        for name, columns in COLUMNS.items():
            tables[name].add(columns)
        for number, record in enumerate(records, start=1):
            tables["documents"].add((number, *_document(record)))
            number_printed = record.header.ua_number
            for place, subject in enumerate(record.subjects, start=1):
                tables["subjects"].add((number, number_printed, place, *_subject(subject)))
            for place, target in enumerate(record.targets, start=1):
                tables["targets"].add((number, number_printed, place, *_target(target)))


class _Table:
    """A CSV file that rows are added to."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\r\n")

    def add(self, cells: Sequence[Scalar]) -> None:
        """Add a row, each of its cells made safe."""
        self._writer.writerow([safe_cell(cell) for cell in cells])


def _joined(values: Iterable[str]) -> str | None:
    return BETWEEN_VALUES.join(values) or None


def _document(record: CaseRecord) -> list[Scalar]:
    lists = (
        record.header.countries,
        record.concerns,
        record.action.preferred_languages,
        record.action.appeal_points,
        [finding.rule for finding in record.findings],
    )
    return [*row(DOCUMENT, record), *map(_joined, lists)]


def _subject(subject: Subject) -> list[Scalar]:
    return [*row(SUBJECT, subject), _joined(subject.aliases)]


def _target(target: Target) -> list[Scalar]:
    lists = (
        target.emails,
        target.phones,
        target.faxes,
        target.telexes,
        target.copy_emails,
        [_account(account) for account in target.social],
        target.websites,
    )
    return [*row(TARGET, target), *map(_joined, lists)]


def _account(account: SocialAccount) -> str:
    return f"{account.network.value}: {account.handle or account.url or ''}".rstrip()
