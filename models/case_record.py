"""The case record itself: one Urgent Action as structured data."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from models.base import RecordPart
from models.evidence import Place
from models.finding import Finding
from models.section import Section
from models.target import Alpha2, Target

SCHEMA_VERSION: Literal["1.0"] = "1.0"
IsoDate = str
"""An ISO 8601 calendar date, as precise as the source: `2020-09-07`, `2020-09` or `2020`."""

FULL_DATE = r"^\d{4}-\d{2}-\d{2}$"
ANY_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class TextOrigin(StrEnum):
    """Whether the text was in the file or had to be recognised in a picture."""

    DIGITAL = "digital"
    OCR = "ocr"


class Source(RecordPart):
    """The file that was read."""

    name: str | None = Field(description="base name only; null for bytes without a name")
    media_type: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size_bytes: int = Field(ge=0)
    page_count: int | None = None
    text_origin: TextOrigin
    engine: str
    language: str | None = None
    record_index: int = Field(default=0, ge=0)
    record_count: int = Field(default=1, ge=1)


class Series(StrEnum):
    """The series that a number belongs to."""

    UA = "UA"
    EXTRA = "EXTRA"


class Kind(StrEnum):
    """Where the document stands in its case."""

    INITIAL = "initial"
    UPDATE = "update"
    FINAL = "final"
    STOP = "stop"


class Header(RecordPart):
    """What the document is."""

    series: Series | None = None
    ua_number: str | None = Field(default=None, pattern=r"^[1-9]\d*/\d{2}$", examples=["147/20"])
    ua_year: int | None = None
    kind: Kind | None = None
    ordinal: int | None = Field(default=None, ge=1)
    index_number: str | None = None
    issue_date: IsoDate | None = Field(default=None, pattern=FULL_DATE)
    title: str | None = None
    summary: str | None = None
    countries: list[Alpha2] = []
    format: str | None = None


class SubjectKind(StrEnum):
    """A single human being, or a group or community."""

    PERSON = "person"
    GROUP = "group"


class Gender(StrEnum):
    """As the document states it, or as the pronouns that it gives say."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Subject(RecordPart):
    """A person, group or community whom the Urgent Action is about."""

    name: str
    aliases: list[str] = []
    kind: SubjectKind
    pronouns: str | None = None
    gender: Gender | None = None
    age: int | None = Field(default=None, ge=0, le=130)
    description: str | None = None


class Action(RecordPart):
    """What the reader is asked to do, and until when."""

    instructions: list[str] = []
    appeal_points: list[str] = []
    deadline: IsoDate | None = Field(default=None, pattern=FULL_DATE)
    deadline_text: str | None = None
    preferred_languages: list[str] = []
    own_language: bool = False


class Letter(RecordPart):
    """The sample letter."""

    salutation: str | None = None
    paragraphs: list[str] = []
    demands: list[str] = []
    valediction: str | None = None


class DateOrigin(StrEnum):
    """Whether a date's year stands with it or comes from the document around it."""

    STATED = "stated"
    CONTEXT = "context"


class Event(RecordPart):
    """A dated fact of the case: the date, and the sentence that tells it."""

    date: IsoDate = Field(pattern=ANY_DATE)
    text: str
    resolved_from: DateOrigin


class Relation(StrEnum):
    """How another document is related to this one."""

    PREVIOUS_UA = "previous_ua"
    REFERENCE = "reference"


class RelatedDocument(RecordPart):
    """Another document that this one names or links."""

    relation: Relation
    url: str | None = None
    index_number: str | None = None
    language: str | None = None


class Mention(RecordPart):
    """A named entity of the narrative, and how often it is named."""

    name: str
    count: int = Field(ge=1)


class Mentions(RecordPart):
    """The named entities of the narrative."""

    persons: list[Mention] = []
    organizations: list[Mention] = []
    places: list[Mention] = []


class CaseRecord(RecordPart):
    """One Urgent Action as structured, validated data; every extracted leaf value has evidence."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: Source
    header: Header
    subjects: list[Subject] = []
    concerns: list[str] = []
    action: Action
    targets: list[Target] = []
    letter: Letter | None = None
    additional_information: list[str] = []
    events: list[Event] = []
    related_documents: list[RelatedDocument] = []
    legal_references: list[str] = []
    mentions: Mentions = Mentions.model_construct()
    sections: list[Section] = []
    evidence: dict[str, list[Place]] = {}
    findings: list[Finding] = []
    text: str | None = Field(default=None, description="the normalised text; only with --with-text")

    @model_serializer(mode="wrap")
    def _leave_out_absent_text(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        if data.get("text") is None:
            data.pop("text", None)
        return data
