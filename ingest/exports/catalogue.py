"""Export: the catalogue, a SQLite database of all records with full-text search, and its metadata for Datasette."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from itertools import chain
from pathlib import Path

from ingest.exports.queries import QUERIES
from ingest.exports.rows import DOCUMENT, SUBJECT, TARGET, Scalar, row
from ingest.exports.section_text import section_texts
from ingest.exports.sinks import replacing
from models import CaseRecord, Target

APPLICATION_ID = 0x55414341
""""UACA" in ASCII: what `file` and SQLite see in the header of a catalogue."""
SCHEMA_VERSION = 1


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write the database `out`, and beside it `<stem>.metadata.json`, which Datasette takes with `--metadata`.

    The database is one file without a write-ahead log, so that it can be copied and opened read-only. `documents.id`
    counts the records from 1. Raises UnwritableOutput.
    """
    with replacing(out) as part:
        with closing(sqlite3.connect(part)) as database:
            _build(database, records)
        with replacing(metadata_path(out)) as metadata:
            metadata.write_text(_metadata(out.stem), encoding="utf-8")


def metadata_path(out: Path) -> Path:
    """Where the metadata for Datasette stands."""
    return out.with_name(f"{out.stem}.metadata.json")


def _build(database: sqlite3.Connection, records: Iterable[CaseRecord]) -> None:
    # The file is under a temporary name and synced as a whole at the end: a journal would protect nothing.
    database.executescript(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
    )
    database.executescript(_script("catalogue.sql"))
    with database:
        database.execute("BEGIN")
        filling = _Filling(database)
        for record in records:
            filling.add(record)
    database.executescript(_script("catalogue_indexes.sql"))
    database.executescript("ANALYZE; PRAGMA journal_mode = DELETE;")


def _script(name: str) -> str:
    return (files("ingest.exports") / name).read_text("utf-8")


class _Filling:
    """Puts records into the tables, one after the other."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, record: CaseRecord) -> None:
        """Add the rows of one record."""
        document = self._insert("documents", [None, *row(DOCUMENT, record)])
        self._insert_all("countries", document, ([code] for code in record.header.countries))
        self._insert_all("concerns", document, ([concern] for concern in record.concerns))
        self._insert_all("languages", document, ([code] for code in record.action.preferred_languages))
        self._insert_all("appeal_points", document, ([point] for point in record.action.appeal_points))
        self._insert_all("legal_references", document, ([text] for text in record.legal_references))
        for place, subject in enumerate(record.subjects, start=1):
            key = self._insert("subjects", [None, document, place, *row(SUBJECT, subject)])
            self._insert_all("aliases", key, ([name] for name in subject.aliases))
        for place, target in enumerate(record.targets, start=1):
            key = self._insert("targets", [None, document, place, *row(TARGET, target)])
            self._insert_keyed("contacts", key, _contacts(target))
        self._insert_keyed("events", document, ([one.date, one.text, one.resolved_from] for one in record.events))
        related = ([one.relation, one.url, one.index_number, one.language] for one in record.related_documents)
        self._insert_keyed("related_documents", document, related)
        self._insert_keyed("sections", document, _sections(record))
        self._insert_keyed("findings", document, (list(one.model_dump().values()) for one in record.findings))

    def _insert(self, table: str, values: Sequence[Scalar]) -> int:
        """Add a row and give its key."""
        marks = ", ".join("?" * len(values))
        key = self._database.execute(f"INSERT INTO {table} VALUES ({marks})", values).lastrowid
        if key is None:
            raise sqlite3.InternalError("a row without a key")
        return key

    def _insert_all(self, table: str, owner: int, rows: Iterable[Sequence[Scalar]]) -> None:
        """Add rows that belong to another and have no key of their own."""
        for place, values in enumerate(rows, start=1):
            self._insert(table, [owner, place, *values])

    def _insert_keyed(self, table: str, owner: int, rows: Iterable[Sequence[Scalar]]) -> None:
        """Add rows that belong to another and have a key of their own."""
        for place, values in enumerate(rows, start=1):
            self._insert(table, [None, owner, place, *values])


def _contacts(target: Target) -> Iterator[Sequence[Scalar]]:
    """Channel, value and URL of each way to reach the target, in the order of the contract."""
    channels = (
        ("email", target.emails),
        ("phone", target.phones),
        ("fax", target.faxes),
        ("telex", target.telexes),
        ("copy_email", target.copy_emails),
    )
    plain = ([channel, value, None] for channel, values in channels for value in values)
    social = ([account.network, account.handle, account.url] for account in target.social)
    websites = (["website", None, url] for url in target.websites)
    return chain(plain, social, websites)


def _sections(record: CaseRecord) -> Iterator[Sequence[Scalar]]:
    texts = section_texts(record)
    for section, (text, text_from) in zip(record.sections, texts, strict=True):
        yield [section.kind, section.heading, section.start, section.end, text, text_from]


def _metadata(database: str) -> str:
    """The metadata of Datasette: what the tables are, and the queries of QUERIES.md, ready to be clicked."""
    tables = {
        "documents": {"description": "One row for each Urgent Action", "label_column": "title"},
        "subjects": {"description": "The people and groups at risk", "label_column": "name"},
        "targets": {"description": "The officials to write to, or (copy = 1) to copy to", "label_column": "name"},
        "contacts": {"description": "The ways to reach a target"},
        "events": {"description": "The dated facts of the case", "sort": "date"},
        "sections": {"description": "The section split, searchable"},
        "findings": {"description": "What is wrong or doubtful"},
    }
    queries = {
        query.name: {"title": query.title, "description": query.description, "sql": query.sql} for query in QUERIES
    }
    described = {"title": "Urgent Actions", "databases": {database: {"tables": tables, "queries": queries}}}
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"
