"""The stages in order: bytes -> reading -> document -> sections -> fields -> record.

Each stage takes one value and gives one. What goes wrong becomes part of the outcome; nothing is raised for bad input.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ingest.case_fields import read_fields
from ingest.errors import LimitExceeded, MemoryShort, NotAnUrgentAction, UacaseError, UnreadableFile
from ingest.found import Doubt
from ingest.furniture import mark_furniture
from ingest.normalise import normalise
from ingest.readers import read_bytes
from ingest.readers.pdf import PdfEngine
from ingest.reading import Reading
from ingest.record import build_record, finding
from ingest.sections import Sectioned, split_sections
from models import CaseRecord, Outcome, Source, Status

STAGES = ("read", "normalise", "furniture", "sections", "fields", "record")


@dataclass(frozen=True, slots=True)
class Options:
    """How to convert. `model` names a spaCy pipeline; None takes the language's own. `strict` raises on defects."""

    pdf_engine: PdfEngine = PdfEngine.AUTO
    mentions: bool = True
    model: str | None = None
    with_text: bool = False
    max_bytes: int = 100_000_000
    max_pages: int = 500
    max_characters: int = 1_000_000
    strict: bool = False


@dataclass(slots=True)
class _Clock:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def convert(
    source: str | os.PathLike[str] | bytes, *, name: str | None = None, options: Options | None = None
) -> Outcome:
    """Convert one file, given by its path or its bytes; never raises for what is in it.

    `name` is the base name that the record shows for bytes; a path shows its own.
    """
    chosen = options or Options()
    clock = _Clock()
    label = name or ("-" if isinstance(source, bytes) else Path(source).name)
    try:
        data = source if isinstance(source, bytes) else _file_bytes(Path(source), chosen)
        records = _convert_bytes(data, None if isinstance(source, bytes) and name is None else label, chosen, clock)
    except UacaseError as error:
        if chosen.strict and error.rule == "UA904":
            raise
        return _failed(label, error, clock)
    except MemoryError:
        return _failed(label, MemoryShort(), clock)
    except Exception as error:
        if chosen.strict:
            raise
        return _failed(label, UacaseError(f"A stage broke ({type(error).__name__})"), clock)
    findings = tuple(one for record in records for one in record.findings)
    status = Status.PARTIAL if any(one.rule == "UA904" for one in findings) else Status.DONE
    return Outcome(label, status, records, findings, None, clock.seconds)


def _failed(label: str, error: UacaseError, clock: _Clock) -> Outcome:
    problem = finding(None, Doubt(error.rule, str(error)))
    status = Status.NOT_A_UA if error.rule == "UA903" else Status.FAILED
    return Outcome(label, status, (), (problem,), str(error), clock.seconds)


def _file_bytes(path: Path, options: Options) -> bytes:
    """The bytes of a file, if it is one and within the limit. Raises UnreadableFile or LimitExceeded."""
    try:
        if path.is_dir():
            raise UnreadableFile("This is a folder", "Name the files in it.")
        size = path.stat().st_size
        if size > options.max_bytes:
            raise LimitExceeded("bytes", options.max_bytes, size)
        with path.open("rb") as stream:
            # A pipe or a device has no size: one byte more than allowed is enough to see that.
            return stream.read(options.max_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file", "Check the path.") from error
    except OSError as error:
        raise UnreadableFile(f"The file cannot be opened ({error.strerror})", "Check its permissions.") from error


def _convert_bytes(data: bytes, name: str | None, options: Options, clock: _Clock) -> tuple[CaseRecord, ...]:
    """A record for each Urgent Action in the bytes, in order. Raises UacaseError where there is none."""
    with clock.stage("read"):
        readings = _read(data, options)
    records: list[CaseRecord] = []
    refusal: NotAnUrgentAction | None = None
    for reading in readings:
        try:
            records.append(_convert_reading(reading, data, name, options, clock))
        except NotAnUrgentAction as error:
            refusal = error
    if not records and refusal is not None:
        raise refusal
    return tuple(_numbered(records))


def _numbered(records: list[CaseRecord]) -> Iterator[CaseRecord]:
    for index, record in enumerate(records):
        place = {"record_index": index, "record_count": len(records)}
        yield record.model_copy(update={"source": record.source.model_copy(update=place)})


def _convert_reading(reading: Reading, data: bytes, name: str | None, options: Options, clock: _Clock) -> CaseRecord:
    with clock.stage("normalise"):
        document = normalise(reading)
    with clock.stage("furniture"):
        document = mark_furniture(document)
    with clock.stage("sections"):
        sectioned = split_sections(document)
    with clock.stage("fields"):
        case, doubts = read_fields(sectioned, mentions=options.mentions, model=options.model, strict=options.strict)
    with clock.stage("record"):
        described = _source(data, name, reading, sectioned)
        return build_record(sectioned, described, case, doubts, with_text=options.with_text, strict=options.strict)


def _read(data: bytes, options: Options) -> list[Reading]:
    if len(data) > options.max_bytes:
        raise LimitExceeded("bytes", options.max_bytes, len(data))
    readings = read_bytes(data, pdf_engine=options.pdf_engine, max_pages=options.max_pages)
    characters = sum(len(reading.text) for reading in readings)
    if characters > options.max_characters:
        raise LimitExceeded("characters", options.max_characters, characters)
    with_text = [reading for reading in readings if reading.text.strip()]
    if not with_text:
        raise UnreadableFile("The file holds no text", "If it is a scan, convert it with text recognition first.")
    return with_text


def _source(data: bytes, name: str | None, reading: Reading, sectioned: Sectioned) -> Source:
    return Source(
        name=name,
        media_type=reading.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        page_count=reading.page_count,
        text_origin=reading.text_origin,
        engine=reading.engine,
        language=sectioned.languages[0],
    )


def sections_of(source: str | os.PathLike[str] | bytes, options: Options | None = None) -> Sectioned:
    """The sections of the first document in a file, whatever it is, for people who ask why a record is as it is.

    Raises UacaseError where it cannot be read.
    """
    chosen = options or Options()
    data = source if isinstance(source, bytes) else _file_bytes(Path(source), chosen)
    return split_sections(mark_furniture(normalise(_read(data, chosen)[0])))
