"""What every model of the record shares: unknown keys are refused and values never change."""

from pydantic import BaseModel, ConfigDict


class RecordPart(BaseModel):
    """A part of the case record: immutable, and closed against keys that the contract does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
