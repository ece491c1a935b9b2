"""`uacase export`: case records to other forms."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.commands.messages import say
from ingest.commands.reading import STANDARD_INPUT
from ingest.commands.usage import UsageError, positive
from ingest.errors import MissingExtra, UacaseError
from ingest.exit_code import ExitCode
from ingest.exports.formats import FORMATS, writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.exports.formats import Writer
    from models import CaseRecord

_DESCRIPTION = """\
Turn case records, as `uacase convert` writes them, into other forms. Only what the records state is written: a record
without a deadline gives no calendar event, a target without an e-mail address no addressee. The output appears whole or
not at all, and the same records give the same bytes.
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    export = commands.add_parser("export", help="records to other forms", description=_DESCRIPTION)
    export.add_argument("records", metavar="RECORDS", help="JSON Lines, or the JSON of one record; - is standard input")
    forms = "; ".join(f"{name}: {form.gives}" for name, form in FORMATS.items())
    export.add_argument("--to", metavar="FORMAT", required=True, choices=tuple(FORMATS), help=forms)
    export.add_argument(
        "-o", "--output", metavar="OUT", type=Path, required=True, help="the file or folder that is written"
    )
    export.add_argument(
        "--alarm",
        metavar="DAYS",
        type=positive,
        action="append",
        default=[],
        help="for ics: ring so many days before a deadline; can be given several times",
    )


def run(chosen: argparse.Namespace) -> ExitCode:
    """Write the records in the form that was chosen."""
    _check_usage(chosen)
    try:
        _writer(chosen)(_records(chosen.records), chosen.output)
    except MissingExtra as error:
        raise UsageError(str(error)) from error
    except UacaseError as error:
        say(f"{chosen.records}: {error}")
        return ExitCode.NO_RECORD
    return ExitCode.DONE


def _check_usage(chosen: argparse.Namespace) -> None:
    """Raise UsageError for arguments that do not go together, and where the output would replace the records."""
    if chosen.alarm and chosen.to != "ics":
        raise UsageError("--alarm goes with --to ics only. Leave it out.")
    if chosen.output.is_file() and Path(chosen.records).is_file() and chosen.output.samefile(chosen.records):
        raise UsageError(f"{chosen.records}: The output would replace this file. Choose another name for it.")


def _writer(chosen: argparse.Namespace) -> "Writer":
    if not chosen.alarm:
        return writer(chosen.to)
    from ingest.exports import calendar

    return partial(calendar.write, alarm_days=chosen.alarm)


def _records(name: str) -> "Iterator[CaseRecord]":
    from ingest.exports.records import read_records, records_of

    return records_of(sys.stdin.buffer) if name == STANDARD_INPUT else read_records(Path(name))
