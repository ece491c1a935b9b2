"""The case record of an Urgent Action: the published JSON contract as Pydantic models."""

from models.case_record import (
    Action,
    CaseRecord,
    Event,
    Header,
    Letter,
    Mention,
    Mentions,
    RelatedDocument,
    Source,
    Subject,
)
from models.evidence import Place
from models.finding import Finding, Severity
from models.outcome import Outcome, Status
from models.section import Section, SectionKind
from models.target import Address, SocialAccount, SocialNetwork, Target

__all__ = [
    "Action",
    "Address",
    "CaseRecord",
    "Event",
    "Finding",
    "Header",
    "Letter",
    "Mention",
    "Mentions",
    "Outcome",
    "Place",
    "RelatedDocument",
    "Section",
    "SectionKind",
    "Severity",
    "SocialAccount",
    "SocialNetwork",
    "Source",
    "Status",
    "Subject",
    "Target",
]
