"""A run: list the inputs, convert what is still to be done, write the results, tell what came out."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ingest.batch.cases import link_cases
from ingest.batch.conversion import CONVERT, not_converted
from ingest.batch.inputs import InputReader, Listed, Unreachable, listed_inputs, named_alike
from ingest.batch.lock import locked
from ingest.batch.manifest import InputStatus, Manifest, Pending, open_manifest
from ingest.batch.recipe import recipe_of
from ingest.batch.report import report_html
from ingest.batch.results import RECORDS_NAME, write_results
from ingest.batch.selection import Selection
from ingest.batch.summary import Summary, summarise, summary_json
from ingest.batch.workers import Done, Limits, Task, Wait, Workers
from ingest.errors import UacaseError
from ingest.exports.sinks import FileSink, UnwritableOutput
from ingest.pipeline import Options

SUMMARY_NAME = "summary.json"
REPORT_NAME = "report.html"
FORMAT_FILES = {"parquet": "records.parquet", "csv": "tables.zip", "sqlite": "catalogue.sqlite"}
"""Further forms of the records, and the files that they are written to."""
WARM = "ingest.batch.warm"
_JOB = "ingest.batch.conversion:converted"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do. `inputs` are files, folders, archives and URLs; `out` is the folder of the output.

    `convert` names the function that converts, as `module:function`; it takes and gives what `ingest.convert` does.
    """

    inputs: tuple[str, ...]
    out: Path
    options: Options = field(default_factory=Options)
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    selection: Selection = field(default_factory=Selection)
    resume: bool = False
    retry_failed: bool = False
    formats: tuple[str, ...] = ()
    convert: str = CONVERT


class Progress(Protocol):
    """Somebody who is told how the run goes on."""

    def found(self, count: int) -> None:
        """So many inputs have been listed so far."""

    def begin(self, total: int, ended: int) -> None:
        """There are `total` inputs, `ended` of them from earlier."""

    def ended(self, status: InputStatus) -> None:
        """One more input has ended."""

    def step(self, what: str) -> None:
        """The run turns to something that takes a while, such as writing."""


def run_batch(plan: Plan, progress: Progress) -> Summary:
    """Do what the plan says.

    Raises OutputInUse, UnusableManifest, UnwritableManifest, UnwritableOutput and WorkersDoNotStart; what was done
    until then is kept. MissingExtra is raised for a URL or a form of output that needs a package.
    """
    recipe = recipe_of(plan.options, plan.convert)
    _make_folder(plan.out)
    resume = plan.resume or plan.retry_failed
    with locked(plan.out), open_manifest(plan.out, recipe, resume=resume) as manifest:
        _clear_leftovers(plan.out)
        total = manifest.list_inputs(_listed(plan, progress), retry_failed=plan.retry_failed)
        _convert(plan, manifest, progress, total)
        progress.step("writing the records")
        written = write_results(manifest, plan.out)
        summary = summarise(manifest, written, link_cases(manifest), recipe.program, recipe.vocabulary)
        _write(plan.out / SUMMARY_NAME, summary_json(summary))
        _write(plan.out / REPORT_NAME, report_html(summary))
        _write_formats(plan, progress)
    return summary


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableOutput(str(folder), error.strerror or type(error).__name__) from error


def _clear_leftovers(folder: Path) -> None:
    """Remove what a run that was killed had begun to write."""
    for path in folder.glob(".uacase-*.part"):
        if path.is_file():
            path.unlink(missing_ok=True)


def _listed(plan: Plan, progress: Progress) -> Iterator[Listed]:
    count = 0
    for given in dict.fromkeys(map(named_alike, plan.inputs)):
        for file in listed_inputs(given, plan.selection, plan.out):
            count += 1
            progress.found(count)
            yield file


def _convert(plan: Plan, manifest: Manifest, progress: Progress, total: int) -> None:
    """Convert until every input has ended."""
    left = manifest.settle_duplicates()
    progress.begin(total, total - left)
    if not left:
        return
    preload = (WARM,) if plan.convert == CONVERT else ()
    with Workers(_JOB, min(plan.jobs, left), plan.limits, preload=preload) as workers:
        while left:
            _Round(plan, manifest, progress).convert(workers)
            left = manifest.settle_duplicates()


class _Round:
    """One pass over the inputs that are still to be done."""

    def __init__(self, plan: Plan, manifest: Manifest, progress: Progress) -> None:
        self._plan = plan
        self._manifest = manifest
        self._progress = progress
        self._sha256: dict[int, str] = {}
        self._under_way: dict[str, int] = {}

    def convert(self, workers: Workers) -> None:
        with InputReader(self._plan.options.max_bytes) as reader:
            for done in workers.results(self._tasks(reader)):
                self._end(done)

    def _end(self, done: Done) -> None:
        sha256 = self._sha256.pop(done.key)
        result = done.value if done.error is None else not_converted(done.error)
        self._manifest.end(done.key, sha256, result, again=done.again, seconds=done.seconds, peak_bytes=done.peak_bytes)
        del self._under_way[sha256]
        self._progress.ended(InputStatus(result.status))

    def _tasks(self, reader: InputReader) -> Iterator[Task | Wait]:
        """A task for each input that has to be converted."""
        for one in self._manifest.pending():
            data = self._bytes(reader, one)
            if data is None:
                yield Wait.NOT
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            original = self._under_way.get(sha256) or self._manifest.original_of(one, sha256)
            if original is not None:
                self._manifest.end_as_duplicate(one.id, sha256, original)
                self._progress.ended(InputStatus.SKIPPED_DUPLICATE)
                yield Wait.NOT
                continue
            self._sha256[one.id] = sha256
            self._under_way[sha256] = one.id
            yield Task(one.id, (data, _base_name(one), self._plan.options, self._plan.convert))

    def _bytes(self, reader: InputReader, one: Pending) -> bytes | None:
        """The bytes of an input; None where there are none to be had, and then it has ended."""
        error: UacaseError
        try:
            return reader.read(one.given, one.path, one.member, one.copy)
        except UacaseError as problem:
            error = problem
        except Exception as problem:
            error = UacaseError(f"Reading the file broke ({type(problem).__name__})")
        self._manifest.end_unread(one.id, error, again=isinstance(error, Unreachable))
        self._progress.ended(InputStatus.FAILED)
        return None


def _base_name(one: Pending) -> str:
    return (one.member or one.path).replace("\\", "/").rpartition("/")[2] or "-"


def _write(path: Path, data: bytes) -> None:
    with FileSink(path) as sink:
        sink.write(data)
        sink.keep()


def check_formats(names: Sequence[str]) -> None:
    """See to it that the records can be written so, before hours of work. Raises UacaseError."""
    from ingest.exports.formats import writer

    for name in names:
        writer(name)


def _write_formats(plan: Plan, progress: Progress) -> None:
    from ingest.exports.formats import write

    for name in plan.formats:
        progress.step(f"writing {name}")
        write(name, plan.out / RECORDS_NAME, plan.out / FORMAT_FILES[name])


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
