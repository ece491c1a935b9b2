"""The section split: every character of the normalised text belongs to exactly one section."""

from enum import StrEnum

from pydantic import Field

from models.base import RecordPart


class SectionKind(StrEnum):
    """What a stretch of an Urgent Action is for."""

    HEADER = "header"
    TITLE = "title"
    SUMMARY = "summary"
    TAKE_ACTION = "take_action"
    TARGETS = "targets"
    LETTER = "letter"
    ADDITIONAL_INFORMATION = "additional_information"
    PREFERRED_LANGUAGE = "preferred_language"
    DEADLINE = "deadline"
    SUBJECT_NAMES = "subject_names"
    PREVIOUS_UA = "previous_ua"
    RECOMMENDED_ACTION = "recommended_action"
    BACKGROUND = "background"
    BOILERPLATE = "boilerplate"
    OTHER = "other"


class Section(RecordPart):
    """One section; `end` is the next section's `start`, and the first section starts at 0."""

    kind: SectionKind
    heading: str | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
