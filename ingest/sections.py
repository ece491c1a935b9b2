"""The sections of a document: the kind of each, where it stands, and the text behind its heading."""

from dataclasses import dataclass

from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from models import SectionKind


@dataclass(frozen=True, slots=True)
class Part:
    """A section in work: from `start` to `end`, its heading (None where it has none) and its text behind that."""

    kind: SectionKind
    start: int
    end: int
    heading: Span | None = None

    @property
    def body(self) -> Span:
        """The section's text without its heading."""
        return Span(self.heading.end if self.heading else self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sectioned:
    """A document and its sections; they cover the text without a gap, in order."""

    document: Document
    parts: tuple[Part, ...]
    languages: tuple[str, ...]
    """The languages whose headings and phrases were found, the most frequent first; English if none."""

    def of(self, *kinds: SectionKind) -> list[Part]:
        """The sections of these kinds, in the order of the text."""
        return [part for part in self.parts if part.kind in kinds]

    def bodies(self, *kinds: SectionKind) -> list[Span]:
        """The texts of the sections of these kinds."""
        return [part.body for part in self.of(*kinds)]


ACTIONS = frozenset({SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION})
TELLING = frozenset({SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND, SectionKind.LETTER})
"""Sections that tell: a date in them is the last day only where a paragraph opens with the words for that."""
_STEP = compiled(r"\(?(?P<number>\d{1,2})[.)]")


def step_number(document: Document, heading: Span) -> int | None:
    """The number that a heading bears as one of several steps ("2) LET US KNOW"); None where it bears none."""
    number = _STEP.match(document.text, *heading)
    return int(number["number"]) if number else None


def is_later_step(document: Document, part: Part) -> bool:
    """Whether a section is a numbered step behind the first: nothing but what to do stands there."""
    number = step_number(document, part.heading) if part.heading is not None else None
    return part.kind is SectionKind.TAKE_ACTION and number is not None and number > 1
