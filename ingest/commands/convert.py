"""`uacase convert`: files to case records."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.commands.memory import limit_memory
from ingest.commands.messages import DEFECT, code_of, say, say_what_is_wrong
from ingest.commands.reading import STANDARD_INPUT, memory_argument, reading_arguments, reading_options, source_of
from ingest.commands.usage import UsageError
from ingest.errors import MemoryExceeded, UacaseError
from ingest.exit_code import ExitCode

if TYPE_CHECKING:
    from ingest.exports.sinks import Sink
    from ingest.pipeline import Options

_DESCRIPTION = """\
Convert Urgent Actions (PDF, scans, Word, e-mail, web pages, text) into case records. The kind of a file is seen from
its content. One file gives one JSON document; several give JSON Lines, one record a line, in the order given.
A file that gives no record gets one line on standard error; the other files are converted all the same.
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    convert = commands.add_parser(
        "convert", help="files to JSON records", description=_DESCRIPTION, parents=[reading_arguments()]
    )
    convert.add_argument("files", metavar="FILE", nargs="+", help="the files to convert; - is standard input")
    convert.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=Path,
        help="write to this file, whole or not at all; otherwise to standard output",
    )
    convert.add_argument("--with-text", action="store_true", help="add the normalised text that offsets point into")
    memory_argument(convert)
    convert.add_argument("--pretty", action="store_true", help="indent the JSON; with one file only")


def run(chosen: argparse.Namespace) -> ExitCode:
    """Write the records of the files, in the order given."""
    from ingest.exports.sinks import open_sink

    _check_usage(chosen)
    options = reading_options(chosen)
    limit_memory(chosen.max_memory)
    code = ExitCode.DONE
    with open_sink(chosen.output, sys.stdout.buffer) as sink:
        for name in chosen.files:
            code = max(code, _convert_file(name, options, sink, pretty=chosen.pretty))
        sink.keep()
    return code


def _check_usage(chosen: argparse.Namespace) -> None:
    """Raise UsageError for arguments that do not go together."""
    if chosen.pretty and len(chosen.files) > 1:
        raise UsageError("--pretty goes with one file only, several give one record a line. Leave it out.")
    if chosen.files.count(STANDARD_INPUT) > 1:
        raise UsageError("Standard input can be read only once. Name - only once.")
    output: Path | None = chosen.output
    if output is None or not output.is_file():
        return
    for name in chosen.files:
        if name != STANDARD_INPUT and Path(name).exists() and output.samefile(name):
            raise UsageError(f"{name}: The output would replace this file. Choose another name for it.")


def _convert_file(name: str, options: "Options", sink: "Sink", *, pretty: bool) -> ExitCode:
    """Write a file's records, or say in one line why it gives none; a defect of the program ends no run."""
    from ingest.exports.record_json import record_json
    from ingest.pipeline import convert

    try:
        outcome = convert(source_of(name, options.max_bytes), options=options)
        records = [record_json(record, pretty=pretty) for record in outcome.records]
    except UacaseError as error:
        say(f"{name}: {error}")
        return ExitCode.NO_RECORD
    except MemoryError:
        say(f"{name}: {MemoryExceeded()}")
        return ExitCode.NO_RECORD
    except Exception as error:
        reason = f"The program failed on this file ({type(error).__name__})"
        say(f"{name}: {reason}. {DEFECT}; the other files are not affected.")
        return ExitCode.INTERNAL
    say_what_is_wrong(name, outcome)
    for record in records:
        sink.write(record)
    return code_of(outcome)
