"""The errors of the pipeline: each knows its rule, carries its data and says what to do next.

No message holds text of the document: only names, numbers and reasons, so that a log betrays nobody.
"""

import math
from typing import ClassVar


class UacaseError(Exception):
    """A file that gave no record. `rule` is its code in the catalogue, `remedy` what the user can do."""

    rule: ClassVar[str] = "UA904"
    remedy: str = "Report it with the program's version; the other files are not affected."

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason}. {self.remedy}"


class UnreadableFile(UacaseError):
    """Damaged, empty, of an unknown kind, or not to be opened."""

    rule = "UA901"

    def __init__(self, reason: str, remedy: str = "Check that the file is whole, or export it again.") -> None:
        super().__init__(reason)
        self.remedy = remedy


class EncryptedFile(UacaseError):
    """A password is needed."""

    rule = "UA902"
    remedy = "Save a copy without a password and convert that."

    def __init__(self) -> None:
        super().__init__("The file is encrypted")


class NotAnUrgentAction(UacaseError):
    """The file is readable, but nothing in it shows that it is an Urgent Action."""

    rule = "UA903"
    remedy = "If it is one, check that its text was read: `uacase explain FILE` shows it."

    def __init__(self, marks_found: int, marks_needed: int) -> None:
        super().__init__(f"This is no Urgent Action ({marks_found} of {marks_needed} marks found)")
        self.marks_found = marks_found
        self.marks_needed = marks_needed


class LimitExceeded(UacaseError):
    """The file is larger than the limits allow. `what` names the limit, such as "pages"."""

    rule = "UA905"

    def __init__(self, what: str, limit: int, found: int) -> None:
        super().__init__(f"The file has {found:,} {what}; the limit is {limit:,}")
        self.what = what
        self.limit = limit
        self.found = found
        self.remedy = f"Split the file, or raise the limit with --max-{what}."


class TimeExceeded(LimitExceeded):
    """The conversion took longer than allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__("seconds", math.ceil(seconds), math.ceil(seconds))
        self.reason = f"The file took longer than {seconds:g} seconds"


class MemoryExceeded(LimitExceeded):
    """The conversion needs more memory than the process may take."""

    def __init__(self) -> None:
        super().__init__("memory", 0, 0)
        self.reason = "The file needs more memory than there is for it"


class MissingExtra(UacaseError):
    """A package is needed that is not installed. `extra` names the extra that brings it."""

    rule = "UA901"

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"A package is missing for {purpose}")
        self.extra = extra
        self.remedy = f"Install it, or name another: pip install 'uacase[{extra}]'."


class MissingProgram(UacaseError):
    """A program is needed that is not installed. `package` is the Debian package that brings it."""

    rule = "UA901"

    def __init__(self, program: str, package: str) -> None:
        super().__init__(f"The program {program} is not installed")
        self.program = program
        self.package = package
        self.remedy = f"Install it (Debian: apt-get install {package}), or choose another engine."


class EvidenceMismatch(UacaseError):
    """A value does not read as its quote does: a defect of the program. `pointer` names the value."""

    def __init__(self, pointer: str) -> None:
        super().__init__(f"The evidence of {pointer} does not give its value")
        self.pointer = pointer


class OutOfTime(UacaseError):
    """The conversion of a file took longer than it may. `seconds` is the limit."""

    rule = "UA905"
    remedy = "Try it again with a larger --timeout and --retry-failed."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The conversion took more than {seconds:g} seconds and was ended")
        self.seconds = seconds


class OutOfMemory(UacaseError):
    """The conversion of a file took more memory than it may. `megabytes` is the limit."""

    rule = "UA905"
    remedy = "Try it again with a larger --max-memory and --retry-failed."

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"The conversion took more than {megabytes:,} MB of memory and was ended")
        self.megabytes = megabytes


class WorkerCrashed(UacaseError):
    """The process that converted a file died of it. `ending` is the signal's name or the process's exit code."""

    def __init__(self, ending: str) -> None:
        super().__init__(f"The conversion crashed its process ({ending})")
        self.ending = ending


class WorkerKilled(UacaseError):
    """Somebody else, or the system for want of memory, killed the process that converted a file, again and again."""

    rule = "UA905"
    remedy = "Check that the machine has memory to spare, and go on with --resume."

    def __init__(self, attempts: int) -> None:
        super().__init__(f"The process that converts was killed from outside, {attempts} times")
        self.attempts = attempts
