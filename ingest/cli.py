"""The command `uacase`: its commands, what ends a run, and the exit codes.

What each command takes and does stands in `ingest.commands`.
"""

import argparse
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from ingest import __version__
from ingest.commands.messages import DEFECT, say
from ingest.commands.usage import UsageError
from ingest.exit_code import ExitCode
from ingest.starting import end_at_once, silence_logging, start_quickly

_EPILOG = """\
examples:
  uacase convert appeal.pdf                       one record, as JSON on one line
  uacase convert --pretty appeal.txt -o case.json the same, indented, into a file
  uacase convert *.pdf -o cases.jsonl             one record a line, in the order given
  pdftotext appeal.pdf - | uacase convert -       from standard input
  uacase batch archive/ --out records/            a whole archive, with a manifest; --resume goes on
  uacase check draft.docx                         what is wrong with a draft, before it goes out
  uacase rule UA203                               what a rule of the check finds, and why
  uacase explain appeal.pdf                       sections, fields and their places, to read
  uacase evaluate gold/                           how well the documents beside gold records are read
  uacase export cases.jsonl --to csv -o tables    records as tables, calendars, contacts, letters and more
  uacase schema > case_record.schema.json         the JSON Schema of a record

exit codes:
  0    done
  1    some file gave no record; each such file has a line on standard error, the others were converted
       (check: there are findings of the severity of --fail-on, or above;
       evaluate: a score fell below the baseline by more than the tolerance)
  2    wrong usage: an option, the configuration, a gold record, or an output that cannot be written
  3    a defect of the program, said on standard error; what it does not concern was converted
  130  interrupted
  141  the reader of the output went away

Nothing is sent anywhere; only `batch` uses a network, and only for an input that is a URL.
Messages name files, never their content.
"""
_COMMANDS = ("convert", "batch", "check", "rule", "rules", "explain", "evaluate", "export", "schema")
"""Each is a module of `ingest.commands`, and is loaded when it is asked for."""


def process() -> NoReturn:
    """Run the command with the arguments of this process, and end it with the exit code."""
    start_quickly()
    end_at_once(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run the command with the arguments behind its name and return the exit code."""
    _silence_libraries()
    named = arguments[0] if arguments and arguments[0] in _COMMANDS else None
    chosen = argument_parser(named).parse_args(arguments)
    with _quiet_ending() as ending:
        ending.code = _module(chosen.command).run(chosen)
        sys.stdout.flush()
    return ending.code


class _Ending:
    """The exit code that a run comes to."""

    code = ExitCode.INTERNAL


@contextmanager
def _quiet_ending() -> Iterator[_Ending]:
    """Turn what ends a run into an exit code and at most one line, without a traceback."""
    from ingest.configuration import ConfigurationError
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
        say(str(error))
        ending.code = ExitCode.USAGE
    except UnwritableOutput as error:
        _abandon_standard_output()
        say(f"{error}. Check the folder, its permissions and the space that is left.")
        ending.code = ExitCode.USAGE
    except Exception as error:
        say(f"The program failed ({type(error).__name__}). {DEFECT}.")
        ending.code = ExitCode.INTERNAL


def _abandon_standard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _silence_libraries() -> None:
    """Keep the libraries' warnings, which may quote the document, off standard error; -W brings them back.

    Nor may what else is installed look at the records: Pydantic hands them to any plugin that it finds, and looking for
    plugins alone takes a while.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    silence_logging()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _module(command: str) -> ModuleType:
    return import_module(f"ingest.commands.{command}")


class _Parser(argparse.ArgumentParser):
    """As argparse's, its commands' too; for each argument it makes a formatter, whose width `shutil` would find, which
    loads all that packs files.
    """

    def _get_formatter(self) -> argparse.HelpFormatter:
        return self.formatter_class(self.prog, width=_columns() - _MARGIN)  # type: ignore[call-arg]


_USUAL_COLUMNS, _MARGIN = 80, 2


def _columns() -> int:
    """The width of the terminal, as `shutil.get_terminal_size` tells it."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL_COLUMNS  # type: ignore[union-attr]
    return _USUAL_COLUMNS


def argument_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of the command line, with a parser for each command, or only for the one that is named."""
    parser = _Parser(
        prog="uacase",
        description="Turn Urgent Actions, human rights appeals, into case records: JSON with evidence for every value.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"uacase {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in _COMMANDS if command is None else (command,):
        _module(name).add(commands)
    return parser
