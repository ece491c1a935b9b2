"""What a command says on standard error: names, reasons and remedies, never text of a document."""

import sys
from typing import TYPE_CHECKING

from ingest.errors import UacaseError
from ingest.exit_code import ExitCode

if TYPE_CHECKING:
    from models import Outcome

DEFECT = "Report it with the program's version"
_DEFECT_RULE = UacaseError.rule


def say(message: str) -> None:
    """One line on standard error, whatever a file's name holds."""
    line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in message)
    print(f"uacase: {line}", file=sys.stderr, flush=True)


def say_what_is_wrong(name: str, outcome: "Outcome") -> None:
    """A line for a file that gave no record, or whose record is not complete."""
    if outcome.error is not None:
        say(f"{name}: {outcome.error}")
        return
    defects = _defects(outcome)
    if defects:
        reason = f"The record is not complete, parts that failed: {defects} ({_DEFECT_RULE} in its findings)"
        say(f"{name}: {reason}. {DEFECT}.")


def code_of(outcome: "Outcome") -> ExitCode:
    """The exit code that the outcome of one file asks for."""
    if _defects(outcome):
        return ExitCode.INTERNAL
    return ExitCode.DONE if outcome.records else ExitCode.NO_RECORD


def _defects(outcome: "Outcome") -> int:
    """How many findings report a defect of the program."""
    return sum(finding.rule == _DEFECT_RULE for finding in outcome.findings)
