"""`uacase batch`: an archive to case records, with a manifest of what became of each file."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ingest.commands.messages import say
from ingest.commands.reading import STANDARD_INPUT, reading_arguments, reading_options
from ingest.commands.usage import UsageError, positive
from ingest.exit_code import ExitCode

if TYPE_CHECKING:
    from ingest.batch.run import Plan
    from ingest.batch.summary import Summary

_DESCRIPTION = """\
Convert whole folders, ZIP and TAR archives and lists of files. Into the output folder go records.jsonl, in the order
of the inputs, findings.jsonl, summary.json, report.html, and manifest.sqlite with a row for each input: what became of
it, and why. Files are converted in processes of their own; one that hangs, crashes or takes too much memory fails
alone. A run that was stopped, by whatever, goes on with --resume and ends with the same bytes.
"""
_FORMATS = ("jsonl", "parquet", "csv", "sqlite")
_KEPT = "What was converted is kept: go on with --resume"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    batch = commands.add_parser(
        "batch", help="a whole archive to records", description=_DESCRIPTION, parents=[reading_arguments()]
    )
    batch.add_argument("inputs", metavar="INPUT", nargs="*", help="a file, a folder, a ZIP or TAR archive, or a URL")
    batch.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write to")
    batch.add_argument("--files-from", metavar="FILE", help="a list of inputs, one a line; - is standard input")
    for name, what in (("include", "take only"), ("exclude", "leave out")):
        batch.add_argument(
            f"--{name}",
            metavar="GLOB",
            action="append",
            default=[],
            help=f"{what} what this fits: the name, or the path if it has a slash; may be given several times",
        )
    batch.add_argument("--jobs", metavar="N", type=positive, help="processes that convert; usually one a processor")
    batch.add_argument("--timeout", metavar="S", type=positive, help="seconds for one file (usually 300)")
    batch.add_argument("--max-memory", metavar="MB", type=positive, help="memory for one file (usually 2,000)")
    batch.add_argument("--resume", action="store_true", help="go on with the run that is in the folder")
    batch.add_argument("--retry-failed", action="store_true", help="the same, and try again what failed")
    batch.add_argument(
        "--format",
        metavar="LIST",
        type=_formats,
        default=(),
        help="further forms of the records: parquet, csv, sqlite, with commas; jsonl is always written",
    )
    batch.add_argument("--with-text", action="store_true", help="add the normalised text that offsets point into")


def _formats(text: str) -> tuple[str, ...]:
    """The forms beside JSON Lines, each once."""
    names = dict.fromkeys(name.strip() for name in text.split(","))
    for name in names:
        if name not in _FORMATS:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(_FORMATS)}")
    return tuple(name for name in names if name != "jsonl")


def run(chosen: argparse.Namespace) -> ExitCode:
    """Convert the archive and print the summary."""
    from ingest.batch.lock import OutputInUse
    from ingest.batch.manifest import UnusableManifest, UnwritableManifest
    from ingest.batch.run import check_formats
    from ingest.batch.workers import WorkersDoNotStart
    from ingest.errors import UacaseError
    from ingest.exports.sinks import UnwritableOutput

    plan = _plan(chosen)
    _stop_when_asked()
    try:
        check_formats(plan.formats)
        return _run(plan)
    except KeyboardInterrupt:
        say(f"Interrupted. {_KEPT}.")
        raise
    except (OutputInUse, UnusableManifest, UacaseError) as error:
        raise UsageError(str(error)) from error
    except (UnwritableManifest, UnwritableOutput) as error:
        raise UsageError(f"{error}. Check the folder and the space that is left. {_KEPT}.") from error
    except WorkersDoNotStart as error:
        say(f"{error} {_KEPT}.")
        return ExitCode.INTERNAL


def _run(plan: "Plan") -> ExitCode:
    from ingest.batch.run import run_batch
    from ingest.view.batch_progress import shown_progress, summary_text

    with shown_progress() as progress:
        summary = run_batch(plan, progress)
    sys.stdout.write(summary_text(summary, plan))
    return _code(summary)


def _code(summary: "Summary") -> ExitCode:
    if summary.defects:
        return ExitCode.INTERNAL
    return ExitCode.NO_RECORD if summary.failed else ExitCode.DONE


def _plan(chosen: argparse.Namespace) -> "Plan":
    """What the arguments ask for. Raises UsageError and ConfigurationError."""
    from ingest.batch.run import Plan, processors
    from ingest.batch.selection import Selection
    from ingest.batch.workers import Limits

    inputs = (*chosen.inputs, *_listed(chosen.files_from))
    if not inputs:
        raise UsageError("There is no input. Name files, folders or archives, or a list with --files-from.")
    for given in inputs:
        if chosen.out.is_dir() and Path(given).is_dir() and chosen.out.samefile(given):
            raise UsageError(f"{given}: The output would be an input. Choose another folder for --out.")
    usual = Limits()
    return Plan(
        inputs=inputs,
        out=chosen.out,
        options=reading_options(chosen),
        jobs=chosen.jobs or processors(),
        limits=Limits(chosen.timeout or usual.seconds, chosen.max_memory or usual.megabytes),
        selection=Selection(tuple(chosen.include), tuple(chosen.exclude)),
        resume=chosen.resume,
        retry_failed=chosen.retry_failed,
        formats=chosen.format,
    )


def _listed(source: str | None) -> list[str]:
    """The lines of a list of inputs. Raises UsageError."""
    if source is None:
        return []
    try:
        data = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
    except OSError as error:
        raise UsageError(f"{source}: The list cannot be read ({error.strerror}). Check the path.") from error
    lines = data.decode("utf-8", "surrogateescape").splitlines()
    return [line for line in lines if line.strip()]


def _stop_when_asked() -> None:
    """End as after Ctrl-C when the system asks to, or the terminal is closed; `nohup` keeps its meaning."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
