"""Case records read back from JSON Lines, or from one JSON document, one at a time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from ingest.errors import UnreadableFile
from models import CaseRecord

WRITE_AGAIN = "Write the records again with `uacase convert`."


class UnreadableRecords(UnreadableFile):
    """A line that holds no case record, or a file that cannot be opened. `line` counts from 1; 0 means the file."""

    def __init__(self, reason: str, line: int = 0, remedy: str = WRITE_AGAIN) -> None:
        super().__init__(reason, remedy)
        self.line = line


def read_records(path: Path) -> Iterator[CaseRecord]:
    """The records of a file, in order, one in memory at a time. Raises UnreadableRecords, also in the middle."""
    try:
        with path.open("rb") as stream:
            yield from records_of(stream)
    except OSError as error:
        reason = f"The records cannot be read ({error.strerror or type(error).__name__})"
        raise UnreadableRecords(reason, remedy="Check the path and its permissions.") from error


def records_of(stream: BinaryIO) -> Iterator[CaseRecord]:
    """The records of a stream: one a line, or a single one on several lines. Raises UnreadableRecords."""
    first = True
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        if first and not _is_json(line):
            yield _record(line + stream.read(), number)
            return
        first = False
        yield _record(line, number)


def _is_json(line: bytes) -> bool:
    """Whether the line is whole: an indented document's first line is not."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _record(data: bytes, line: int) -> CaseRecord:
    try:
        return CaseRecord.model_validate_json(data)
    except ValidationError as error:
        raise UnreadableRecords(f"Line {line} is no case record ({_place(error)})", line) from error


def _place(error: ValidationError) -> str:
    """Where a record first differs from the contract, and how; never what stands there."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    pointer = "/".join(str(part) for part in first["loc"])
    return f"/{pointer}: {first['type']}" if pointer else str(first["type"])
