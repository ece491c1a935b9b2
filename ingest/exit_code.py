"""The exit codes of the command `uacase`."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a run ended; of several that apply, the highest below 100."""

    DONE = 0
    NO_RECORD = 1
    """Some file gave no record; the others did."""
    USAGE = 2
    """An option, the configuration or the output's place is wrong; nothing was converted."""
    INTERNAL = 3
    """A defect of the program; the files that it does not concern were converted."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    """The reader of the output went away."""
