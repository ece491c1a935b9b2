"""`uacase schema`: the JSON Schema of a case record."""

import argparse
import sys

from ingest.exit_code import ExitCode

_DESCRIPTION = "Print the JSON Schema (draft 2020-12) of a case record as `uacase convert` writes it."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command; it has no arguments."""
    commands.add_parser("schema", help="the JSON Schema of a record", description=_DESCRIPTION)


def run(_: argparse.Namespace) -> ExitCode:
    """Print the schema."""
    from models.schema import case_record_schema_text

    sys.stdout.buffer.write(case_record_schema_text().encode("utf-8"))
    return ExitCode.DONE
