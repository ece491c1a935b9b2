"""`uacase explain`: how a file is read, to look at in a terminal."""

import argparse
import sys

from ingest.commands.memory import limit_memory
from ingest.commands.messages import code_of, say, say_what_is_wrong
from ingest.commands.reading import memory_argument, reading_arguments, reading_options, source_of
from ingest.errors import UacaseError
from ingest.exit_code import ExitCode

_DESCRIPTION = """\
Show how a file is read: its sections, the value of each field with its JSON pointer and the place that it was read
from, and the findings. Sections are shown also for a file that is not recognised as an Urgent Action.
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    explain = commands.add_parser(
        "explain", help="how a file is read", description=_DESCRIPTION, parents=[reading_arguments()]
    )
    explain.add_argument("file", metavar="FILE", help="the file; - is standard input")
    memory_argument(explain)
    explain.set_defaults(with_text=False)


def run(chosen: argparse.Namespace) -> ExitCode:
    """Show how the file is read."""
    from ingest.pipeline import convert, sections_of
    from ingest.view.terminal import show_document

    options = reading_options(chosen)
    limit_memory(chosen.max_memory)
    try:
        source = source_of(chosen.file, options.max_bytes)
        sectioned = sections_of(source, options)
        outcome = convert(source, options=options)
    except UacaseError as error:
        say(f"{chosen.file}: {error}")
        return ExitCode.NO_RECORD
    show_document(sectioned, outcome.record, sys.stdout)
    say_what_is_wrong(chosen.file, outcome)
    return code_of(outcome)
