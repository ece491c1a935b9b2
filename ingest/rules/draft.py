"""What a rule looks at: one Urgent Action as document, sections and record, the settings and the day of the check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ingest.document import Document, Span, plain
from ingest.rules.expectations import Expected, Family, family_of
from ingest.rules.settings import Settings
from ingest.sections import Part, Sectioned
from models import CaseRecord, Finding, SectionKind
from models.case_record import Kind


@dataclass(frozen=True)
class Draft:
    """One Urgent Action under check. All spans are offsets into `text`, the normalised text."""

    sectioned: Sectioned
    record: CaseRecord
    settings: Settings
    as_of: date

    @property
    def document(self) -> Document:
        """The document: text, lines, furniture, and the way back to the source."""
        return self.sectioned.document

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.document.text

    @property
    def year(self) -> int | None:
        """The year of the issue date, or else of the number; None where the draft says neither."""
        issued = self.record.header.issue_date
        return int(issued[:4]) if issued else self.record.header.ua_year

    @cached_property
    def family(self) -> Family:
        """What the draft's family of layouts is held to."""
        return family_of(self.record.header.format)

    @property
    def asks_nothing(self) -> bool:
        """Whether it closes a case: a final UA or stop action asks its readers for nothing."""
        return self.record.header.kind in (Kind.FINAL, Kind.STOP)

    def expects(self, what: Expected) -> bool:
        """Whether a draft of this family, year and kind must have it."""
        return self.family.expects(what, self.year, closes=self.asks_nothing)

    def reported(self, *codes: str) -> list[Finding]:
        """What the stages reported under these codes, in the order of the text."""
        return [one for one in self.record.findings if one.rule in codes]

    def parts(self, *kinds: SectionKind) -> list[Part]:
        """The sections of these kinds, in the order of the text; `heading` and `body` of each are spans."""
        return self.sectioned.of(*kinds)

    def quote(self, span: Span) -> str:
        """What a stretch prints: single blanks, without link destinations."""
        return plain(self.document.quote(span))

    def lines(self, span: Span) -> Iterator[Span]:
        """The lines of a stretch that hold anything, trimmed, without page furniture."""
        for line in self.document.lines_in(span):
            trimmed = self.document.trimmed(line.span)
            if trimmed.start < trimmed.end:
                yield trimmed

    def first_line(self, span: Span) -> Span:
        """The first line of a stretch that holds anything; the empty stretch at its start where none does."""
        return next(self.lines(span), Span(span.start, span.start))

    def opening(self, part: Part) -> Span:
        """A section's heading, or its first line where it has none."""
        return part.heading or self.first_line(part.body)

    def spans(self, pointer: str) -> list[Span]:
        """The evidence of the value at a pointer into the record, in order; empty where it has none."""
        return [Span(place.start, place.end) for place in self.record.evidence.get(pointer, ())]

    def span(self, pointer: str) -> Span | None:
        """The first stretch of evidence of the value at a pointer, or of the first value below it."""
        own = self.spans(pointer)
        if own:
            return own[0]
        below = [
            Span(place.start, place.end)
            for key, places in self.record.evidence.items()
            if key.startswith(f"{pointer}/")
            for place in places
        ]
        return min(below, default=None)

    def gap(self, kind: SectionKind) -> Span | None:
        """Where a missing section belongs: the empty stretch before the first section that its family puts behind it.

        The end of the text where none of those is there; None where the family does not place it.
        """
        later = self.family.behind(kind)
        if later is None:
            return None
        following = [part for part in self.sectioned.parts if part.kind in later]
        start = self.opening(following[0]).start if following else self.document.trimmed(Span(0, len(self.text))).end
        return Span(start, start)
