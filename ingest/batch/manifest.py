"""The manifest: a SQLite file with one row for each input, what became of it, and the results until they are written.

Each result is committed with its row in one transaction, in a write-ahead log: a run that is killed at any moment
leaves each input either ended or still to be done. A power cut can take back the last few; they are done again.
Positions are the order of the inputs as listed. What is listed no more is kept and stands behind, by its row's age.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from ingest.batch.conversion import Converted, not_converted
from ingest.batch.inputs import Listed
from ingest.batch.recipe import Recipe
from ingest.errors import UacaseError

MANIFEST_NAME = "manifest.sqlite"
_APPLICATION = 0x75616361  # "uaca"
_FORMAT = 1
_SCHEMA = """
CREATE TABLE inputs (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    listed INTEGER NOT NULL DEFAULT 1,
    input TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    copy INTEGER NOT NULL,
    size_bytes INTEGER,
    stamp TEXT,
    status TEXT,
    error_code TEXT,
    error TEXT,
    sha256 TEXT,
    duplicate_of INTEGER REFERENCES inputs (id) ON DELETE SET NULL,
    record_count INTEGER NOT NULL DEFAULT 0,
    seconds REAL,
    peak_memory_bytes INTEGER,
    engine TEXT,
    media_type TEXT,
    program_version TEXT,
    vocabulary_version TEXT,
    recipe TEXT,
    try_again INTEGER NOT NULL DEFAULT 0,
    place_only INTEGER NOT NULL DEFAULT 0,
    UNIQUE (input, path, member, copy)
);
CREATE INDEX inputs_by_position ON inputs (position);
CREATE INDEX inputs_to_be_done ON inputs (position) WHERE status IS NULL;
CREATE INDEX inputs_by_sha256 ON inputs (sha256);
CREATE INDEX inputs_by_status ON inputs (status);
CREATE INDEX inputs_by_original ON inputs (duplicate_of);
CREATE TABLE records (
    input_id INTEGER NOT NULL REFERENCES inputs (id) ON DELETE CASCADE,
    record_index INTEGER NOT NULL,
    line INTEGER,
    case_id INTEGER,
    series TEXT,
    ua_number TEXT,
    ua_year INTEGER,
    index_number TEXT,
    kind TEXT,
    ordinal INTEGER,
    issue_date TEXT,
    language TEXT,
    family TEXT,
    countries TEXT NOT NULL,
    filled TEXT NOT NULL,
    PRIMARY KEY (input_id, record_index)
);
CREATE INDEX records_by_case ON records (case_id);
CREATE INDEX records_by_number ON records (ua_number, series);
CREATE INDEX records_by_index_number ON records (index_number);
CREATE TABLE results (
    input_id INTEGER PRIMARY KEY REFERENCES inputs (id) ON DELETE CASCADE,
    records BLOB NOT NULL,
    findings BLOB NOT NULL
);
CREATE VIEW failures AS
    SELECT input, path, member, error_code, error FROM inputs WHERE status IN ('failed', 'partial')
    ORDER BY position;
CREATE VIEW same_ua AS
    SELECT case_id, series, ua_number, index_number, language, kind, ordinal, issue_date, input, path, member, line
    FROM records JOIN inputs ON inputs.id = input_id
    WHERE case_id IN (SELECT case_id FROM records GROUP BY case_id HAVING count(*) > 1)
    ORDER BY case_id, line;
"""
_BEHIND = 1 << 60
"""Added to the id of a row that is listed no more, this is its position."""


class InputStatus(StrEnum):
    """What became of an input."""

    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED_DUPLICATE = "skipped_duplicate"
    NOT_A_UA = "not_a_ua"


class UnusableManifest(Exception):
    """A manifest that another program or version wrote, that is damaged, or that was not to be there."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")


class UnwritableManifest(Exception):
    """The system does not let the manifest be written, most often since the disk is full."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: The manifest cannot be written ({reason})")


class Pending(NamedTuple):
    """An input that is still to be done."""

    id: int
    position: int
    given: str
    path: str
    member: str
    copy: int


class Ended(NamedTuple):
    """An input that has come to an end, with its packed results, if it has any."""

    id: int
    path: str
    member: str
    records: bytes | None
    findings: bytes | None


class Manifest:
    """An open manifest. Text of paths goes in and out as it is, bytes that are no UTF-8 too."""

    def __init__(self, connection: sqlite3.Connection, recipe: Recipe) -> None:
        self._db = connection
        self._recipe = recipe

    # --- listing

    def list_inputs(self, found: Iterable[Listed], *, retry_failed: bool) -> int:
        """Take in what was listed and decide what is still to be done; gives the number of inputs.

        Still to be done is what is new, has changed, came from another recipe, failed for a reason that may be gone,
        or failed at all if `retry_failed`.
        """
        with self._db:
            self._db.execute("DELETE FROM inputs WHERE place_only")
            self._db.execute("UPDATE inputs SET listed = 0, position = id + ?", (_BEHIND,))
            self._db.executemany(_LIST, self._rows(found))
            self._reopen(_TO_BE_DONE_AGAIN, (self._recipe.fingerprint,))
            if retry_failed:
                self._reopen("status IN ('failed', 'partial') AND NOT place_only")
        return int(self._db.execute("SELECT count(*) FROM inputs").fetchone()[0])

    def _rows(self, found: Iterable[Listed]) -> Iterator[tuple[Any, ...]]:
        for position, file in enumerate(found):
            failed = file.error is not None
            yield (
                position,
                *map(_bytes, (file.given, file.path, file.member)),
                file.copy,
                file.size,
                file.stamp,
                InputStatus.FAILED.value if failed else None,
                file.error.rule if file.error else None,
                str(file.error) if file.error else None,
                failed,
                self._recipe.program,
                self._recipe.vocabulary,
                self._recipe.fingerprint,
            )

    def _reopen(self, condition: str, values: Iterable[Any] = ()) -> None:
        """Let inputs be done again, and forget what came of them."""
        chosen = [row[0] for row in self._db.execute(f"SELECT id FROM inputs WHERE {condition}", tuple(values))]
        for table in ("records", "results"):
            self._db.executemany(f"DELETE FROM {table} WHERE input_id = ?", ((one,) for one in chosen))
        self._db.executemany(
            "UPDATE inputs SET status = NULL, error_code = NULL, error = NULL, sha256 = NULL, duplicate_of = NULL, "
            "record_count = 0, try_again = 0 WHERE id = ?",
            ((one,) for one in chosen),
        )

    # --- converting

    def pending(self) -> Iterator[Pending]:
        """The inputs that are still to be done, in order; others may end meanwhile."""
        position = -1
        while True:
            row = self._db.execute(
                "SELECT id, position, input, path, member, copy FROM inputs INDEXED BY inputs_to_be_done "
                "WHERE status IS NULL AND position > ? ORDER BY position LIMIT 1",
                (position,),
            ).fetchone()
            if row is None:
                return
            position = row[1]
            yield Pending(*row)

    def count_pending(self) -> int:
        """How many inputs are still to be done."""
        return int(self._db.execute("SELECT count(*) FROM inputs WHERE status IS NULL").fetchone()[0])

    def original_of(self, one: Pending, sha256: str) -> int | None:
        """The id of an ended input of the same bytes that stands before this one, if there is one."""
        row = self._db.execute(
            "SELECT id FROM inputs WHERE sha256 = ? AND status IS NOT NULL AND status != 'skipped_duplicate' "
            "AND position < ? ORDER BY position LIMIT 1",
            (sha256, one.position),
        ).fetchone()
        return None if row is None else int(row[0])

    def end_as_duplicate(self, input_id: int, sha256: str, original: int) -> None:
        """An input has the same bytes as one before it."""
        with self._db:
            self._end(input_id, InputStatus.SKIPPED_DUPLICATE.value, sha256, duplicate_of=original)

    def end_unread(self, input_id: int, error: UacaseError, *, again: bool) -> None:
        """The bytes of an input cannot be had; `again` where that may be otherwise another time."""
        self.end(input_id, None, not_converted(error), again=again)

    def end(
        self,
        input_id: int,
        sha256: str | None,
        result: Converted,
        *,
        again: bool = False,
        seconds: float | None = None,
        peak_bytes: int | None = None,
    ) -> None:
        """An input has been converted, or cannot be: its row, facts and results in one step."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (input_id, result.records, result.findings)
            )
            for index, facts in enumerate(result.facts):
                self._db.execute(
                    "INSERT OR REPLACE INTO records VALUES (?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        input_id,
                        index,
                        facts.series,
                        facts.ua_number,
                        facts.ua_year,
                        facts.index_number,
                        facts.kind,
                        facts.ordinal,
                        facts.issue_date,
                        facts.language,
                        facts.family,
                        json.dumps(facts.countries),
                        json.dumps(facts.filled),
                    ),
                )
            self._end(
                input_id,
                result.status,
                sha256,
                error_code=result.error_code,
                error=result.error,
                record_count=len(result.facts),
                seconds=seconds,
                peak_memory_bytes=peak_bytes,
                engine=result.engine,
                media_type=result.media_type,
                try_again=again,
            )

    def _end(self, input_id: int, status: str, sha256: str | None, **values: Any) -> None:
        columns = {
            "status": status,
            "sha256": sha256,
            "program_version": self._recipe.program,
            "vocabulary_version": self._recipe.vocabulary,
            "recipe": self._recipe.fingerprint,
            **values,
        }
        assignments = ", ".join(f"{column} = ?" for column in columns)
        self._db.execute(f"UPDATE inputs SET {assignments} WHERE id = ?", (*columns.values(), input_id))

    def settle_duplicates(self) -> int:
        """Let the first of inputs with the same bytes be the original, whichever was converted first.

        Gives how many inputs are to be done again, since what they were copies of has changed meanwhile.
        """
        with self._db:
            for later, first in self._db.execute(_LATER_COPIES).fetchall():
                for table in ("records", "results"):
                    self._db.execute(f"DELETE FROM {table} WHERE input_id = ?", (later,))
                self._db.execute(_DEMOTE, (first, later))
                self._db.execute("UPDATE inputs SET duplicate_of = ? WHERE duplicate_of = ?", (first, later))
            self._reopen(_WITHOUT_ORIGINAL)
        return self.count_pending()

    # --- writing

    def ended(self) -> Iterator[Ended]:
        """All inputs in order, with their packed results."""
        rows = self._db.execute(
            "SELECT id, path, member, records, findings FROM inputs LEFT JOIN results ON input_id = id "
            "WHERE status IS NOT NULL ORDER BY position"
        )
        for row in rows:
            yield Ended(*row)

    def place_records(self, lines: Iterable[tuple[int, int, int]]) -> None:
        """Tell each record its line in the output, from 1: (line, id of the input, index of the record)."""
        with self._db:
            self._db.execute("UPDATE records SET line = NULL")
            self._db.executemany("UPDATE records SET line = ? WHERE input_id = ? AND record_index = ?", lines)

    def link_cases(self, cases: Iterable[tuple[int, int]]) -> None:
        """Tell each record its case: (id of the case, line of the record)."""
        with self._db:
            self._db.executemany("UPDATE records SET case_id = ? WHERE line = ?", cases)

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, for those who count."""
        return self._db.execute(query, values).fetchall()


_LIST = """
INSERT INTO inputs (position, input, path, member, copy, size_bytes, stamp, status, error_code, error, place_only,
                    program_version, vocabulary_version, recipe)
VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (input, path, member, copy) DO UPDATE SET
    position = min(inputs.position, excluded.position),
    listed = 1,
    recipe = CASE WHEN inputs.size_bytes IS excluded.size_bytes AND inputs.stamp IS excluded.stamp
                  THEN inputs.recipe END,
    size_bytes = excluded.size_bytes,
    stamp = excluded.stamp
"""
"""A row whose file has changed loses its recipe, and so is done again."""
_TO_BE_DONE_AGAIN = "status IS NOT NULL AND NOT place_only AND (try_again OR (listed AND recipe IS NOT ?))"
_LATER_COPIES = """
SELECT id, first FROM (
    SELECT id, status, first_value(id) OVER (PARTITION BY sha256 ORDER BY position) AS first
    FROM inputs WHERE sha256 IS NOT NULL AND status IS NOT NULL)
WHERE id != first AND status != 'skipped_duplicate'
"""
_DEMOTE = """
UPDATE inputs SET status = 'skipped_duplicate', duplicate_of = ?, error_code = NULL, error = NULL, record_count = 0,
                  seconds = NULL, peak_memory_bytes = NULL, engine = NULL, media_type = NULL, try_again = 0
WHERE id = ?
"""
_WITHOUT_ORIGINAL = """
status = 'skipped_duplicate' AND NOT EXISTS (
    SELECT 1 FROM inputs AS original
    WHERE original.id = inputs.duplicate_of AND original.sha256 IS inputs.sha256
      AND original.status != 'skipped_duplicate'
      AND original.position < inputs.position)
"""


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


@contextmanager
def open_manifest(folder: Path, recipe: Recipe, *, resume: bool) -> Iterator[Manifest]:
    """The manifest of an output folder; a new one where there is none.

    Raises UnusableManifest, also where there is one and `resume` is false, and UnwritableManifest at any time.
    """
    path = folder / MANIFEST_NAME
    if path.exists() and not resume:
        raise UnusableManifest(path, "There is a run in this folder", "Go on with --resume, or choose another folder.")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path)
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        _prepare(connection, path)
        yield Manifest(connection, recipe)
    except sqlite3.OperationalError as error:
        raise UnwritableManifest(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise UnusableManifest(path, f"It is no manifest, or damaged ({error})", "Choose another folder.") from error
    finally:
        if connection is not None:
            _close(connection)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    made_by = connection.execute("PRAGMA application_id").fetchone()[0]
    made_as = connection.execute("PRAGMA user_version").fetchone()[0]
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_FORMAT};"
        connection.executescript(f"BEGIN; {_SCHEMA} {marks} COMMIT;")
    elif (made_by, made_as) != (_APPLICATION, _FORMAT):
        raise UnusableManifest(path, "Another program or version wrote it", "Choose another folder.")


def _close(connection: sqlite3.Connection) -> None:
    """Fold the log into the file, if the disk lets it; otherwise the next run does."""
    try:
        connection.close()
    except sqlite3.Error:
        return
