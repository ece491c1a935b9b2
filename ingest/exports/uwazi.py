"""Export: a CSV that Uwazi (HURIDOCS) imports, one entity for each Urgent Action.

Columns are called as Uwazi names properties, several values have `|` between them, a link is `label|url`, and a date
is YYYY/MM/DD: https://github.com/huridocs/uwazi/wiki/Import-CSV. There is no byte order mark, which would become part
of the first column's name.
"""

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

from ingest.exports.country_names import country_name
from ingest.exports.identity import case_label
from ingest.exports.sinks import FileSink
from models import CaseRecord, Target


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write the CSV. Cells hold what the record states and no more: for a spreadsheet take the format `csv`.

    Raises UnwritableOutput.
    """
    with FileSink(out) as sink:
        sink.write(_line(PROPERTIES))
        for record in records:
            sink.write(_line(read(record) for read, _ in PROPERTIES.values()))
        sink.keep()


def _line(cells: Iterable[str | None]) -> bytes:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(list(cells))
    return line.getvalue().encode("utf-8")


def _title(record: CaseRecord) -> str:
    """What Uwazi shows of an entity and never lets be empty: number and title, or else the file's name or hash."""
    stated = [part for part in (case_label(record), record.header.title) if part]
    return ": ".join(stated) or record.source.name or record.source.sha256


def _values(values: Iterable[str]) -> str:
    """Several values; what parts values (`|`) and the levels of a thesaurus (`::`) in Uwazi must not occur in one."""
    return "|".join(dict.fromkeys(value.replace("|", "/").replace("::", ":") for value in values))


def _paragraphs(values: Iterable[str]) -> str:
    return "\n\n".join(values)


def _points(values: Iterable[str]) -> str:
    return "\n".join(f"- {value}" for value in values)


def _date(stated: str | None) -> str | None:
    return stated.replace("-", "/") if stated else None


def _days(record: CaseRecord) -> str:
    """Dates of the case that are whole days; Uwazi has no months."""
    return _values(event.date.replace("-", "/") for event in record.events if event.date.count("-") == 2)


def _previous(record: CaseRecord) -> str | None:
    """The first link to another document: a link property holds one."""
    for document in record.related_documents:
        if document.url:
            return f"{(document.index_number or document.url).replace('|', '/')}|{document.url}"
    return None


def _official(target: Target) -> str:
    return ", ".join(part for part in (target.name, target.role, target.organization) if part)


PROPERTIES: dict[str, tuple[Callable[[CaseRecord], str | None], str]] = {
    "title": (_title, "title"),
    "ua_number": (lambda record: record.header.ua_number, "text"),
    "index_number": (lambda record: record.header.index_number, "text"),
    "kind": (lambda record: record.header.kind, "select"),
    "issue_date": (lambda record: _date(record.header.issue_date), "date"),
    "deadline": (lambda record: _date(record.action.deadline), "date"),
    "countries": (lambda record: _values(map(country_name, record.header.countries)), "multiselect"),
    "concerns": (lambda record: _values(record.concerns), "multiselect"),
    "people": (lambda record: _values(subject.name for subject in record.subjects), "multiselect"),
    "officials": (lambda record: _values(filter(None, map(_official, record.targets))), "multiselect"),
    "event_dates": (_days, "multidate"),
    "summary": (lambda record: record.header.summary, "markdown"),
    "appeal_points": (lambda record: _points(record.action.appeal_points), "markdown"),
    "additional_information": (lambda record: _paragraphs(record.additional_information), "markdown"),
    "related_document": (_previous, "link"),
    "source_language": (lambda record: record.source.language, "text"),
    "source_file": (lambda record: record.source.name, "text"),
    "source_sha256": (lambda record: record.source.sha256, "text"),
}
"""The columns, how each is read, and the type that the property of this name has in the Uwazi template."""
