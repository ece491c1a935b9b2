"""Field: the sample letter; salutation, paragraphs, what it asks for, and how it closes."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.found import Found, found_text
from ingest.paragraphs import Paragraph, paragraphs, sentences
from ingest.sections import Sectioned
from ingest.shapes import salutation_at, valediction_at
from models import SectionKind


@dataclass(frozen=True, slots=True)
class LetterFields:
    """The sample letter."""

    salutation: Found[str] | None = None
    paragraphs: tuple[Found[str], ...] = ()
    demands: tuple[Found[str], ...] = ()
    valediction: Found[str] | None = None


def read_letter(sectioned: Sectioned) -> LetterFields | None:
    """The first sample letter; None where there is none."""
    document = sectioned.document
    for body in sectioned.bodies(SectionKind.LETTER):
        if document.text[body.start : body.end].strip():
            return _letter(document, body)
    return None


def letter_body(document: Document, body: Span) -> tuple[Span | None, Span, Span | None]:
    """Salutation, the stretch of the paragraphs, and valediction of a letter."""
    salutation: Span | None = None
    valediction: Span | None = None
    start = body.start
    end = body.end
    for line in document.lines_in(body):
        if salutation is None:
            place = salutation_at(document.text, line.start, body.end)
            if place is not None:
                salutation = Span(*place)
                start = salutation.end
                continue
        place = valediction_at(document.text, line.start, line.end)
        if place is not None and line.start > start:
            valediction = Span(*place)
            end = line.start
            break
    return salutation, Span(start, end), valediction


def _letter(document: Document, body: Span) -> LetterFields:
    salutation, inside, valediction = letter_body(document, body)
    groups = paragraphs(document, inside)
    return LetterFields(
        salutation=found_text(document, document.trimmed(salutation)) if salutation else None,
        paragraphs=tuple(found_text(document, *_item_spans(document, group)) for group in groups),
        demands=tuple(_demands(document, groups)),
        valediction=found_text(document, valediction) if valediction else None,
    )


def _demands(document: Document, groups: list[Paragraph]) -> Iterator[Found[str]]:
    """The sentences that ask the official to act; where one announces a list, the items of the list."""
    pattern = vocabulary.pattern("letter", "demand")
    listing = False
    seen: set[str] = set()
    for group in groups:
        if listing and group.marker is not None:
            yield from _once(seen, found_text(document, *_item_spans(document, group)))
            continue
        listing = False
        for parts in sentences(document, group):
            quote = document.quote(*parts)
            if not pattern.search(quote):
                continue
            if quote.rstrip().endswith(":") and parts[-1].end == group.spans[-1].end:
                listing = True
            else:
                yield from _once(seen, found_text(document, *parts))


def _item_spans(document: Document, group: Paragraph) -> tuple[Span, ...]:
    """The spans of a paragraph; a list item loses the mark that only divides it from the next."""
    if group.marker is None:
        return group.spans
    return tuple(document.trimmed(span, marks=";,") for span in group.spans)


def _once(seen: set[str], found: Found[str]) -> Iterator[Found[str]]:
    if found.value and found.value not in seen:
        seen.add(found.value)
        yield found
