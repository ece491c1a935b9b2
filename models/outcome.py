"""The outcome of converting one file: a value, whether it went well or not."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.case_record import CaseRecord
from models.finding import Finding


class Status(StrEnum):
    """How the conversion of a file ended."""

    DONE = "done"
    PARTIAL = "partial"
    """There are records, but a stage failed on the way: see the finding UA904."""
    NOT_A_UA = "not_a_ua"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    `records` holds one record for each Urgent Action of the file, in order; it is empty where
    `status` is `not_a_ua` or `failed`, and then `error` says why and what to do about it.
    `findings` are those of the file as a whole followed by those of its records. `timings` maps
    the name of a stage to seconds; it is no part of the record, which no clock touches.
    """

    name: str
    status: Status
    records: tuple[CaseRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def record(self) -> CaseRecord | None:
        """The first record, or None: most files hold exactly one."""
        return self.records[0] if self.records else None
