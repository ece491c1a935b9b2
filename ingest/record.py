"""Stage: found values become the validated record; here alone values and evidence are put together.

Each value's quote is read again before it goes into the record: what does not read as itself is left out and reported.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any

from ingest.document import Document, Span, plain
from ingest.errors import EvidenceMismatch
from ingest.found import Doubt, Found
from ingest.rule_names import RULES
from ingest.sections import Part, Sectioned
from models import CaseRecord, Finding, Place, Section, Source

_ALIASES = {"copy_": "copy"}


@dataclass(frozen=True, slots=True)
class CaseFields:
    """All found parts, named as the record names them."""

    header: Any
    subjects: tuple[Any, ...]
    concerns: tuple[Found[str], ...]
    action: Any
    targets: tuple[Any, ...]
    letter: Any | None
    additional_information: tuple[Found[str], ...]
    events: tuple[Any, ...]
    related_documents: tuple[Any, ...]
    legal_references: tuple[Found[str], ...]
    mentions: Any


@dataclass(slots=True)
class _Builder:
    """Collects evidence and mismatches while found parts become plain data."""

    document: Document
    strict: bool
    evidence: dict[str, list[Place]] = field(default_factory=dict)
    mismatches: list[Finding] = field(default_factory=list)

    def plain(self, value: object, pointer: str) -> object:
        if isinstance(value, Found):
            return self._leaf(value, pointer)
        if isinstance(value, tuple):
            return self.items(value, pointer)
        if is_dataclass(value) and not isinstance(value, type):
            return self._members(value, pointer)
        return value

    def _leaf(self, found: Found[Any], pointer: str) -> object:
        if not found.holds(self.document):
            if self.strict:
                raise EvidenceMismatch(pointer)
            self.mismatches.append(
                finding(
                    self.document, Doubt("UA904", f"the evidence of {pointer} does not give its value", found.spans[0])
                )
            )
            return None
        self.evidence[pointer] = [place for span in found.spans for place in self.document.places(span)]
        return found.value

    def items(self, values: tuple[object, ...], pointer: str) -> list[object]:
        items: list[object] = []
        for value in values:
            item = self.plain(value, f"{pointer}/{len(items)}")
            if item is not None:
                items.append(item)
        return items

    def _members(self, part: Any, pointer: str) -> dict[str, object] | None:
        """The part as a mapping; None where a value that it cannot do without was left out."""
        members: dict[str, object] = {}
        for member in fields(part):
            if member.name == "doubts":
                continue
            name = _ALIASES.get(member.name, member.name)
            value = self.plain(getattr(part, member.name), f"{pointer}/{name}")
            if value is not None:
                members[name] = value
            elif member.default is MISSING and isinstance(getattr(part, member.name), Found):
                return None
        return members


def plain_values(document: Document, found: tuple[Any, ...]) -> list[object]:
    """Found parts as the plain data of a record. Raises EvidenceMismatch where a quote does not give its value."""
    return _Builder(document, strict=True).items(found, "")


def build_record(
    sectioned: Sectioned, source: Source, case: CaseFields, doubts: tuple[Doubt, ...], *, with_text: bool, strict: bool
) -> CaseRecord:
    """Put the record together and validate it.

    Raises EvidenceMismatch if `strict` and a quote does not give its value.
    """
    document = sectioned.document
    builder = _Builder(document, strict)
    data = builder.plain(case, "")
    findings = [finding(document, doubt) for doubt in doubts] + list(document.reading.findings) + builder.mismatches
    if not isinstance(data, dict):
        raise TypeError("a case gives a mapping")
    return CaseRecord.model_validate(
        {
            **data,
            "source": source,
            "sections": list(_sections(document, sectioned.parts)),
            "evidence": builder.evidence,
            "findings": sorted(findings, key=lambda one: (one.start is None, one.start or 0, one.rule)),
            "text": document.text if with_text else None,
        }
    )


def _sections(document: Document, parts: tuple[Part, ...]) -> Iterator[Section]:
    for part in parts:
        heading = None
        if part.heading is not None:
            heading = plain(document.quote(_as_printed(document, part.heading)))
        yield Section(kind=part.kind, heading=heading or None, start=part.start, end=part.end)


def _as_printed(document: Document, heading: Span) -> Span:
    """A heading without the colon that stands for the gap behind a label in the source."""
    end = document.trimmed(heading).end
    put_in = document.text[end - 1] == ":" != document.reading.text[document.origins[end - 1]]
    return Span(heading.start, end - 1) if put_in else heading


def finding(document: Document | None, doubt: Doubt) -> Finding:
    """A doubt as a finding of the catalogue, with its place."""
    name, severity = RULES[doubt.rule]
    span = doubt.span
    return Finding(
        rule=doubt.rule,
        name=name,
        severity=severity,
        message=doubt.message,
        start=span.start if span else None,
        end=span.end if span else None,
        page=document.page_at(span.start) if document and span else None,
        pointer=doubt.pointer,
    )
