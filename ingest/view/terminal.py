"""View: how a file was read, for a person at a terminal: sections, fields with their places, findings."""

import json
from collections.abc import Iterator
from typing import TextIO

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ingest.document import Document, Span, plain
from ingest.sections import Part, Sectioned
from ingest.view.console import console_for, shortened, show_table, table_of, visible
from ingest.whereabouts import Whereabouts
from models import CaseRecord, Finding, Place, Severity

_LONGEST_VALUE = 400
_LONGEST_QUOTE = 80
_FIRST_WORDS = 60
_NOT_EXTRACTED = frozenset({"schema_version", "source", "sections", "evidence", "findings", "text"})
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def show_document(sectioned: Sectioned, record: CaseRecord | None, stream: TextIO) -> None:
    """Print the view; without a record only the sections. Plain text where `stream` is no terminal."""
    console = console_for(stream)
    where = Whereabouts(sectioned.document)
    if record is not None:
        console.print(_about(record))
    show_table(console, "Sections", _sections(sectioned, where))
    if record is None:
        return
    show_table(console, "Fields", _fields(record, where))
    if record.findings:
        show_table(console, "Findings", _findings(record, where))
    else:
        console.print(Text("No findings.", style="green"))


def _about(record: CaseRecord) -> RenderableType:
    source, header = record.source, record.header
    parts = [
        source.name or "standard input",
        source.media_type,
        f"{source.page_count} pages" if source.page_count is not None else None,
        f"language {source.language}" if source.language else None,
        f"layout {header.format}" if header.format else None,
        f"read by {source.engine}",
    ]
    return Text("  ".join(visible(part) for part in parts if part), style="bold")


def _sections(sectioned: Sectioned, where: Whereabouts) -> Table:
    table = table_of(("kind", 24), ("heading", 28), ("from", 9), ("length", 8), ("first words", 41))
    for part in sectioned.parts:
        table.add_row(
            Text(part.kind.value, style="bold"),
            Text(_heading(sectioned.document, part)),
            Text(where.name(_firstvisible(sectioned.document, part))),
            Text(f"{part.end - part.start:,}"),
            Text(shortened(plain(sectioned.document.quote(part.body)), _FIRST_WORDS), style="dim"),
        )
    return table


def _heading(document: Document, part: Part) -> str:
    return plain(document.quote(part.heading)) if part.heading else "-"


def _firstvisible(document: Document, part: Part) -> int:
    return document.trimmed(Span(part.start, part.end)).start


def _fields(record: CaseRecord, where: Whereabouts) -> Table:
    table = table_of(("field", 32), ("value", 40), ("read from", 38))
    for pointer, value in _leaves(record.model_dump(mode="json", by_alias=True), ""):
        places = record.evidence.get(pointer, [])
        if not places and value is False:
            continue
        table.add_row(
            Text(pointer, style="cyan"),
            Text(shortened(value if isinstance(value, str) else json.dumps(value), _LONGEST_VALUE)),
            Text(_read_from(places, where), style="dim"),
        )
    return table


def _leaves(value: object, pointer: str) -> Iterator[tuple[str, str | int | bool]]:
    """The extracted leaf values with their RFC 6901 pointers, in the record's order; what is null is left out."""
    if isinstance(value, dict):
        for key, member in value.items():
            if pointer or key not in _NOT_EXTRACTED:
                yield from _leaves(member, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _leaves(member, f"{pointer}/{index}")
    elif isinstance(value, str | int):
        yield pointer, value


def _read_from(places: list[Place], where: Whereabouts) -> str:
    if not places:
        return "-"
    quote = shortened(plain(places[0].quote), _LONGEST_QUOTE)
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"{where.name(places[0].start)}: \u201c{quote}\u201d{more}"


def _findings(record: CaseRecord, where: Whereabouts) -> Table:
    table = table_of(("rule", 8), ("severity", 9), ("name", 22), ("where", 9), ("what", 60))
    for finding in record.findings:
        table.add_row(
            Text(finding.rule, style="bold"),
            Text(finding.severity.value, style=_SEVERITY_STYLES[finding.severity]),
            Text(finding.name),
            Text(_place(finding, where)),
            Text(visible(finding.message)),
        )
    return table


def _place(finding: Finding, where: Whereabouts) -> str:
    if finding.start is not None:
        return where.name(finding.start)
    return f"page {finding.page}" if finding.page is not None else "-"
