"""The forms that records are exported to: the literal table of them, and the one way to write any of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import MissingExtra, UacaseError

if TYPE_CHECKING:
    from models import CaseRecord

Writer = Callable[["Iterable[CaseRecord]", Path], None]
"""Takes records one at a time and a path, which then holds all of them or is as it was."""


@dataclass(frozen=True, slots=True)
class Format:
    """A form: what it gives, the module whose `write` makes it, and a `package` that it needs with the extra for it."""

    gives: str
    module: str
    package: str | None = None
    extra: str | None = None


FORMATS: dict[str, Format] = {
    "sqlite": Format("a database to query, with full-text search", "ingest.exports.catalogue"),
    "parquet": Format("one table, targets nested", "ingest.exports.parquet", "pyarrow", "parquet"),
    "csv": Format("flat tables for spreadsheets, a folder or .zip", "ingest.exports.csv_tables"),
    "ics": Format("a calendar of the deadlines", "ingest.exports.calendar"),
    "vcard": Format("contact cards of the targets", "ingest.exports.contact_cards"),
    "docx": Format("a letter to each target, a folder or .zip", "ingest.exports.letter_docx"),
    "eml": Format("the same as e-mail drafts", "ingest.exports.letter_eml"),
    "ftm": Format("FollowTheMoney entities", "ingest.exports.ftm", "followthemoney", "ftm"),
    "uwazi": Format("a CSV that Uwazi imports", "ingest.exports.uwazi"),
}


class UnknownFormat(UacaseError):
    """There is no such form. `name` is what was asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no export format {name!r}")
        self.name = name
        self.remedy = f"Choose one of: {', '.join(FORMATS)}."


def writer(format_name: str) -> Writer:
    """What writes a form. Raises UnknownFormat, or MissingExtra where its package is not installed."""
    if format_name not in FORMATS:
        raise UnknownFormat(format_name)
    form = FORMATS[format_name]
    if form.package is not None and form.extra is not None:
        try:
            import_module(form.package)
        except ImportError as error:
            raise MissingExtra(f"the format {format_name} ({form.package})", form.extra) from error
    write_form: Writer = import_module(form.module).write
    return write_form


def write(format_name: str, records: Path, out: Path) -> None:
    """Write the records of a JSON Lines file (or of one JSON document) in a form; `out` appears whole or not at all.

    Records are read one at a time. Raises UnknownFormat, MissingExtra, UnreadableRecords and, where the records hold
    nothing of what the form shows, NothingToExport (all UacaseError), and UnwritableOutput.
    """
    from ingest.exports.records import read_records

    writer(format_name)(read_records(records), out)


class NothingToExport(UacaseError):
    """No record has what the form shows. `what` names it, `records` counts those that were looked at."""

    remedy = "No file was written."

    def __init__(self, what: str, records: int) -> None:
        super().__init__(f"Of {records:,} records none has {what}")
        self.what = what
        self.records = records
