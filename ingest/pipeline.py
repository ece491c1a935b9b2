"""The stages in order: bytes -> reading -> document -> sections -> fields -> record.

Each stage takes one value and gives one; reading and division give one for each Urgent Action in a file. What goes
wrong becomes part of the outcome; nothing is raised for bad input.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ingest.case_fields import read_fields
from ingest.deadline import check_time, time_limit
from ingest.division import divide
from ingest.document import Document
from ingest.errors import (
    LimitExceeded,
    MemoryExceeded,
    NotAnUrgentAction,
    TimeExceeded,
    UacaseError,
    UnreadableFile,
)
from ingest.found import Doubt
from ingest.furniture import mark_furniture
from ingest.normalising.normalise import normalise
from ingest.readers import messages_in, read_attachments, read_bytes, read_message
from ingest.readers.ocr import OcrSettings
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading
from ingest.record import build_record, finding
from ingest.rule_names import finding_of
from ingest.sectioning import split_sections
from ingest.sections import Sectioned
from models import CaseRecord, Finding, Outcome, Source, Status


class Stage(StrEnum):
    """The stages, in the order in which a file goes through them."""

    READ = "read"
    NORMALISE = "normalise"
    DIVIDE = "divide"
    FURNITURE = "furniture"
    SECTIONS = "sections"
    FIELDS = "fields"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Options:
    """How to convert. `model` names a spaCy pipeline; None takes the language's own. `strict` raises on defects.

    `max_seconds` is for one file; what a C library does in one call is not interrupted. `ocr` says what reads pages
    that hold no text.
    """

    pdf_engine: PdfEngine = PdfEngine.AUTO
    mentions: bool = True
    model: str | None = None
    with_text: bool = False
    max_bytes: int = 100_000_000
    max_pages: int = 500
    max_characters: int = 1_000_000
    max_seconds: float = 120.0
    strict: bool = False
    ocr: OcrSettings = field(default_factory=OcrSettings)


@dataclass(slots=True)
class _Clock:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        check_time()
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file as far as the stages brought it, for those who look at more than its records.

    `sectioned` holds the sections behind each record of `outcome`, in the same order. `carried` is what the readers
    found in a file that gave no record; where there are records, their findings hold it.
    """

    outcome: Outcome
    sectioned: tuple[Sectioned, ...] = ()
    carried: tuple[Finding, ...] = ()


def convert(
    source: str | os.PathLike[str] | bytes, *, name: str | None = None, options: Options | None = None
) -> Outcome:
    """Convert one file, given by its path or its bytes; never raises for what is in it.

    `name` is the base name that the record shows for bytes; a path shows its own.
    """
    return inspect(source, name=name, options=options).outcome


def inspect(
    source: str | os.PathLike[str] | bytes, *, name: str | None = None, options: Options | None = None
) -> Inspection:
    """As `convert`, with the sections that the records were made from."""
    chosen = options or Options()
    clock = _Clock()
    carried: list[Finding] = []
    label = name or ("-" if isinstance(source, bytes) else Path(source).name)
    try:
        data = source if isinstance(source, bytes) else _file_bytes(Path(source), chosen)
        shown = None if isinstance(source, bytes) and name is None else label
        with time_limit(chosen.max_seconds):
            cases = _convert_bytes(data, shown, chosen, clock, carried)
    except UacaseError as error:
        if chosen.strict and error.rule == "UA904":
            raise
        return Inspection(_failed(label, error, clock), (), tuple(carried))
    except MemoryError:
        return Inspection(_failed(label, MemoryExceeded(), clock), (), tuple(carried))
    except Exception as error:
        if chosen.strict:
            raise
        broken = UacaseError(f"A stage broke ({type(error).__name__})")
        return Inspection(_failed(label, broken, clock), (), tuple(carried))
    records = tuple(_numbered([record for _, record in cases]))
    findings = tuple(one for record in records for one in record.findings)
    status = Status.PARTIAL if any(one.rule == "UA904" for one in findings) else Status.DONE
    outcome = Outcome(label, status, records, findings, None, clock.seconds)
    return Inspection(outcome, tuple(sectioned for sectioned, _ in cases))


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
            # Memory is taken for what is asked for. A pipe or a device has no size, and a file may grow meanwhile.
            data = stream.read(size + 1)
            return data if len(data) <= size else data + stream.read(options.max_bytes + 1 - len(data))
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file", "Check the path.") from error
    except OSError as error:
        raise UnreadableFile(f"The file cannot be opened ({error.strerror})", "Check its permissions.") from error


def _convert_bytes(
    data: bytes, name: str | None, options: Options, clock: _Clock, carried: list[Finding]
) -> list[tuple[Sectioned, CaseRecord]]:
    """A record, with its sections, for each Urgent Action in the bytes, in order.

    Each message of a mailbox counts for itself. Adds to `carried` what the readers found. Raises UacaseError where
    there is no Urgent Action.
    """
    with clock.stage(Stage.READ):
        if len(data) > options.max_bytes:
            raise LimitExceeded("bytes", options.max_bytes, len(data))
        messages = messages_in(data)
    source = _FileSource(data, name)
    if not messages:
        return _convert_part(data, source, options, clock, carried)
    cases: list[tuple[Sectioned, CaseRecord]] = []
    refusals: list[UacaseError] = []
    left_out: list[Finding] = []
    for number, message in enumerate(messages, start=1):
        try:
            cases += _convert_part(message, source, options, clock, carried, in_mailbox=True)
        except (TimeExceeded, MemoryExceeded):
            raise
        except (NotAnUrgentAction, UnreadableFile) as error:
            refusals.append(error)
        except LimitExceeded as error:
            refusals.append(error)
            left_out.append(finding_of("UA905", f"Message {number} of the mailbox was left out. {error}"))
    if not cases and refusals:
        # A message that was left out says more than one that is no appeal, and that one more than a damaged one.
        raise min(refusals, key=lambda error: _WEIGHTS.index(type(error)))
    carried += left_out
    return _told_first(cases, left_out)


_WEIGHTS = (LimitExceeded, NotAnUrgentAction, UnreadableFile)


def _told_first(
    cases: list[tuple[Sectioned, CaseRecord]], left_out: list[Finding]
) -> list[tuple[Sectioned, CaseRecord]]:
    """The cases, the first of which tells what was left out of the file."""
    if not cases or not left_out:
        return cases
    sectioned, record = cases[0]
    return [(sectioned, record.model_copy(update={"findings": [*left_out, *record.findings]})), *cases[1:]]


@dataclass(frozen=True, slots=True)
class _FileSource:
    """The whole file that a record comes from."""

    data: bytes
    name: str | None


def _convert_part(
    data: bytes,
    source: _FileSource,
    options: Options,
    clock: _Clock,
    carried: list[Finding],
    *,
    in_mailbox: bool = False,
) -> list[tuple[Sectioned, CaseRecord]]:
    """As `_convert_bytes`, for a file or a message of a mailbox.

    What is attached to an e-mail is read where the e-mail itself holds no Urgent Action.
    """
    try:
        with clock.stage(Stage.READ):
            readings = _with_text(read_message(data), options) if in_mailbox else _read(data, options)
        carried += [one for reading in readings for one in reading.findings]
        return _cases(readings, source, options, clock)
    except (NotAnUrgentAction, UnreadableFile):
        with clock.stage(Stage.READ):
            attached = read_attachments(
                data,
                pdf_engine=options.pdf_engine,
                max_pages=options.max_pages,
                ocr=options.ocr,
                in_mailbox=in_mailbox,
            )
            readings = _within_characters(attached, options)
        if not readings:
            raise
        carried += [one for reading in readings for one in reading.findings]
        return _cases(readings, source, options, clock)


def _cases(
    readings: list[Reading], source: _FileSource, options: Options, clock: _Clock
) -> list[tuple[Sectioned, CaseRecord]]:
    """What the readings that are Urgent Actions give. Raises NotAnUrgentAction where none is."""
    cases: list[tuple[Sectioned, CaseRecord]] = []
    refusal: NotAnUrgentAction | None = None
    for reading in readings:
        for document in _documents(reading, clock):
            try:
                cases.append(_convert_document(document, source, options, clock))
            except NotAnUrgentAction as error:
                refusal = error
    if not cases and refusal is not None:
        raise refusal
    return cases


def _numbered(records: list[CaseRecord]) -> Iterator[CaseRecord]:
    for index, record in enumerate(records):
        place = {"record_index": index, "record_count": len(records)}
        yield record.model_copy(update={"source": record.source.model_copy(update=place)})


def _documents(reading: Reading, clock: _Clock) -> list[Document]:
    with clock.stage(Stage.NORMALISE):
        document = normalise(reading)
    with clock.stage(Stage.DIVIDE):
        documents = divide(document)
    with clock.stage(Stage.FURNITURE):
        return [mark_furniture(one) for one in documents]


def _convert_document(
    document: Document, source: _FileSource, options: Options, clock: _Clock
) -> tuple[Sectioned, CaseRecord]:
    with clock.stage(Stage.SECTIONS):
        sectioned = split_sections(document)
    with clock.stage(Stage.FIELDS):
        case, doubts = read_fields(sectioned, mentions=options.mentions, model=options.model, strict=options.strict)
    with clock.stage(Stage.RECORD):
        described = _source(source, sectioned)
        record = build_record(sectioned, described, case, doubts, with_text=options.with_text, strict=options.strict)
    return sectioned, record


def _read(data: bytes, options: Options) -> list[Reading]:
    if len(data) > options.max_bytes:
        raise LimitExceeded("bytes", options.max_bytes, len(data))
    readings = read_bytes(data, pdf_engine=options.pdf_engine, max_pages=options.max_pages, ocr=options.ocr)
    return _with_text(readings, options)


def _with_text(readings: list[Reading], options: Options) -> list[Reading]:
    """The readings with text in them. Raises UnreadableFile where there are none, or LimitExceeded."""
    with_text = _within_characters(readings, options)
    if not with_text:
        raise UnreadableFile("The file holds no text", "If it is a scan, read it by OCR: --ocr auto.")
    return with_text


def _within_characters(readings: list[Reading], options: Options) -> list[Reading]:
    """The readings with text in them. Raises LimitExceeded where they hold too much of it together."""
    characters = sum(len(reading.text) for reading in readings)
    if characters > options.max_characters:
        raise LimitExceeded("characters", options.max_characters, characters)
    return [reading for reading in readings if reading.text.strip()]


def _source(source: _FileSource, sectioned: Sectioned) -> Source:
    reading = sectioned.document.reading
    return Source(
        name=source.name,
        media_type=reading.media_type,
        sha256=hashlib.sha256(source.data).hexdigest(),
        size_bytes=len(source.data),
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
    with time_limit(chosen.max_seconds):
        return split_sections(_documents(_read(data, chosen)[0], _Clock())[0])
