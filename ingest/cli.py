"""The command `uacase`: arguments, messages and exit codes, nothing else.

The pipeline is imported by the commands that run it, so that `uacase --help` answers at once.
"""

import argparse
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import __version__
from ingest.configuration import ConfigurationError, find_configuration
from ingest.errors import UacaseError, UnreadableFile
from ingest.exit_code import ExitCode

if TYPE_CHECKING:
    from ingest.exports.sinks import Sink
    from ingest.pipeline import Options
    from models import Outcome

_STANDARD_INPUT = "-"
_DEFECT = "Report it with the program's version"
_DEFECT_RULE = UacaseError.rule

_EPILOG = """\
examples:
  uacase convert appeal.pdf                       one record, as JSON on one line
  uacase convert --pretty appeal.txt -o case.json the same, indented, into a file
  uacase convert *.pdf -o cases.jsonl             one record a line, in the order given
  pdftotext appeal.pdf - | uacase convert -       from standard input
  uacase explain appeal.pdf                       sections, fields and their places, to read
  uacase schema > case_record.schema.json         the JSON Schema of a record

exit codes:
  0    done
  1    some file gave no record; each such file has a line on standard error, the others were converted
  2    wrong usage: an option, the configuration, or an output that cannot be written
  3    a defect of the program, said on standard error; what it does not concern was converted
  130  interrupted
  141  the reader of the output went away

Nothing is sent anywhere: no command uses the network. Messages name files, never their content.
"""
_CONVERT = """\
Convert Urgent Actions (plain text, Markdown, PDF with a text layer) into case records. The kind of a file is seen
from its content. One file gives one JSON document; several give JSON Lines, one record a line, in the order given.
A file that gives no record gets one line on standard error; the other files are converted all the same.
"""
_EXPLAIN = """\
Show how a file is read: its sections, the value of each field with its JSON pointer and the place that it was read
from, and the findings. Sections are shown also for a file that is not recognised as an Urgent Action.
"""
_SCHEMA = "Print the JSON Schema (draft 2020-12) of a case record as `uacase convert` writes it."


class UsageError(Exception):
    """Arguments that do not go together. The text says what, and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the arguments behind its name (None takes the process's own) and return the exit code."""
    _silence_libraries()
    chosen = argument_parser().parse_args(arguments)
    with _quiet_ending() as ending:
        ending.code = _COMMANDS[chosen.command](chosen)
        sys.stdout.flush()
    return ending.code


class _Ending:
    """The exit code that a run comes to."""

    code = ExitCode.INTERNAL


@contextmanager
def _quiet_ending() -> Iterator[_Ending]:
    """Turn what ends a run into an exit code and at most one line, without a traceback."""
    from ingest.exports.sinks import UnwritableOutput

    ending = _Ending()
    try:
        yield ending
    except KeyboardInterrupt:
        ending.code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        _abandon_standard_output()
        ending.code = ExitCode.BROKEN_PIPE
    except (UsageError, ConfigurationError) as error:
        _say(str(error))
        ending.code = ExitCode.USAGE
    except UnwritableOutput as error:
        _abandon_standard_output()
        _say(f"{error}. Check the folder, its permissions and the space that is left.")
        ending.code = ExitCode.USAGE
    except Exception as error:
        _say(f"The program failed ({type(error).__name__}). {_DEFECT}.")
        ending.code = ExitCode.INTERNAL


def _abandon_standard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _silence_libraries() -> None:
    """Keep the libraries' warnings, which may quote the document, off standard error; -W brings them back."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _say(message: str) -> None:
    """One line on standard error, whatever a file's name holds."""
    line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in message)
    print(f"uacase: {line}", file=sys.stderr, flush=True)


def _convert(chosen: argparse.Namespace) -> ExitCode:
    from ingest.exports.sinks import open_sink

    _check_usage(chosen)
    options = _options(chosen)
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
    if chosen.files.count(_STANDARD_INPUT) > 1:
        raise UsageError("Standard input can be read only once. Name - only once.")
    output: Path | None = chosen.output
    if output is None or not output.is_file():
        return
    for name in chosen.files:
        if name != _STANDARD_INPUT and Path(name).exists() and output.samefile(name):
            raise UsageError(f"{name}: The output would replace this file. Choose another name for it.")


def _options(chosen: argparse.Namespace) -> "Options":
    from ingest.pipeline import Options
    from ingest.readers.pdf import PdfEngine

    usual = Options()
    return Options(
        pdf_engine=PdfEngine[chosen.pdf_engine.upper()],
        mentions=chosen.mentions,
        model=chosen.spacy_model or find_configuration(Path.cwd()).spacy_model,
        with_text=chosen.with_text,
        max_bytes=chosen.max_bytes or usual.max_bytes,
        max_pages=chosen.max_pages or usual.max_pages,
        max_characters=chosen.max_characters or usual.max_characters,
    )


def _convert_file(name: str, options: "Options", sink: "Sink", *, pretty: bool) -> ExitCode:
    """Write a file's records, or say in one line why it gives none; a defect of the program ends no run."""
    from ingest.exports.record_json import record_json
    from ingest.pipeline import convert

    try:
        outcome = convert(_source(name, options.max_bytes), options=options)
        records = [record_json(record, pretty=pretty) for record in outcome.records]
    except UacaseError as error:
        _say(f"{name}: {error}")
        return ExitCode.NO_RECORD
    except Exception as error:
        reason = f"The program failed on this file ({type(error).__name__})"
        _say(f"{name}: {reason}. {_DEFECT}; the other files are not affected.")
        return ExitCode.INTERNAL
    _say_what_is_wrong(name, outcome)
    for record in records:
        sink.write(record)
    return _code(outcome)


def _source(name: str, max_bytes: int) -> Path | bytes:
    """The path, or the bytes of standard input, one more than is allowed at most. Raises UnreadableFile."""
    if name != _STANDARD_INPUT:
        return Path(name)
    try:
        return sys.stdin.buffer.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableFile(
            f"Standard input cannot be read ({error.strerror})", "Check what is sent to it."
        ) from error


def _say_what_is_wrong(name: str, outcome: "Outcome") -> None:
    if outcome.error is not None:
        _say(f"{name}: {outcome.error}")
        return
    defects = _defects(outcome)
    if defects:
        reason = f"The record is not complete, parts that failed: {defects} ({_DEFECT_RULE} in its findings)"
        _say(f"{name}: {reason}. {_DEFECT}.")


def _code(outcome: "Outcome") -> ExitCode:
    if _defects(outcome):
        return ExitCode.INTERNAL
    return ExitCode.DONE if outcome.records else ExitCode.NO_RECORD


def _defects(outcome: "Outcome") -> int:
    """How many findings report a defect of the program."""
    return sum(finding.rule == _DEFECT_RULE for finding in outcome.findings)


def _explain(chosen: argparse.Namespace) -> ExitCode:
    from ingest.pipeline import convert, sections_of
    from ingest.view.terminal import show_document

    options = _options(chosen)
    try:
        source = _source(chosen.file, options.max_bytes)
        sectioned = sections_of(source, options)
        outcome = convert(source, options=options)
    except UacaseError as error:
        _say(f"{chosen.file}: {error}")
        return ExitCode.NO_RECORD
    show_document(sectioned, outcome.record, sys.stdout)
    _say_what_is_wrong(chosen.file, outcome)
    return _code(outcome)


def _schema(_: argparse.Namespace) -> ExitCode:
    from models.schema import case_record_schema_text

    sys.stdout.buffer.write(case_record_schema_text().encode("utf-8"))
    return ExitCode.DONE


_COMMANDS = {"convert": _convert, "explain": _explain, "schema": _schema}


def argument_parser() -> argparse.ArgumentParser:
    """The parser of the command line, with a parser for each command."""
    parser = argparse.ArgumentParser(
        prog="uacase",
        description="Turn Urgent Actions, human rights appeals, into case records: JSON with evidence for every value.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"uacase {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    reading = _reading_options()
    _add_convert(commands.add_parser("convert", help="files to JSON records", description=_CONVERT, parents=[reading]))
    explain = commands.add_parser("explain", help="how a file is read", description=_EXPLAIN, parents=[reading])
    explain.add_argument("file", metavar="FILE", help="the file; - is standard input")
    explain.set_defaults(with_text=False)
    commands.add_parser("schema", help="the JSON Schema of a record", description=_SCHEMA)
    return parser


def _add_convert(convert: argparse.ArgumentParser) -> None:
    convert.add_argument("files", metavar="FILE", nargs="+", help="the files to convert; - is standard input")
    convert.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=Path,
        help="write to this file, whole or not at all; otherwise to standard output",
    )
    convert.add_argument("--with-text", action="store_true", help="add the normalised text that offsets point into")
    convert.add_argument("--pretty", action="store_true", help="indent the JSON; with one file only")


def _reading_options() -> argparse.ArgumentParser:
    """The options of every command that reads documents."""
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("reading")
    group.add_argument(
        "--no-mentions", dest="mentions", action="store_false", help="leave `mentions` empty; spaCy is then not loaded"
    )
    group.add_argument(
        "--pdf-engine",
        choices=("auto", "pdfium", "pdfplumber"),
        default="auto",
        help="what reads a PDF's characters; auto: pdfium, and pdfplumber where that gives no usable text",
    )
    group.add_argument(
        "--spacy-model",
        metavar="NAME",
        help="an installed spaCy pipeline for `mentions`, whatever the language; otherwise that of the configuration "
        "(spacy-model in uacase.toml, or in [tool.uacase] of pyproject.toml), otherwise the document language's own",
    )
    for what, usual in (("pages", "500"), ("bytes", "100,000,000"), ("characters", "1,000,000")):
        group.add_argument(
            f"--max-{what}", metavar="N", type=_positive, help=f"refuse a file with more {what} (usually {usual})"
        )
    return options


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
