"""The exit codes of the command `uacase`."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a run ended; of several that apply, the highest below 100."""

    DONE = 0
    NO_RECORD = 1
    """Some file gave no record; the others did."""
    LOSS = 1
    """A score of `evaluate` fell below its baseline by more than the tolerance."""
    FINDINGS = 1
    """The check found something of the severity that makes it fail, or above."""
    USAGE = 2
    """An option, the configuration or the output's place is wrong."""
    INTERNAL = 3
    """A defect of the program: a file failed or its record is not complete; what it does not concern was converted."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    """The reader of the output went away."""
