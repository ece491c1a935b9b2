"""A finding: what is wrong or doubtful in a document, in the words of the rule catalogue."""

from enum import StrEnum

from pydantic import Field

from models.base import RecordPart


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(RecordPart):
    """One finding. Offsets point into the normalised text; all places are null where nothing can be shown."""

    rule: str = Field(pattern=r"^UA\d{3}$", examples=["UA203"])
    name: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$", examples=["email-invalid"])
    severity: Severity
    message: str
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    page: int | None = Field(default=None, ge=1)
    pointer: str | None = Field(default=None, description="RFC 6901 pointer to the value concerned")
