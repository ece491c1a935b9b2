"""Field: the sample letter; salutation, paragraphs, what it asks for, and how it closes."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.found import Found, found_text
from ingest.kept_patterns import compiled
from ingest.paragraphs import Paragraph, paragraphs, text_of
from ingest.sections import Sectioned
from ingest.sentences import sentences
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
                salutation = _with_second_salutation(document, Span(*place), body.end)
                start = salutation.end
                continue
        if line.end <= start:
            continue
        place = valediction_at(document.text, line.start, line.end)
        if place is not None and line.start > start:
            valediction = Span(*place)
            end = line.start
            break
    if valediction is None:
        valediction = _closing_line(document, Span(start, end))
        end = valediction.start if valediction else end
    return salutation, Span(start, end), valediction


def _with_second_salutation(document: Document, salutation: Span, end: int) -> Span:
    """A salutation with what is behind its comma for other officials ("Dear Minister, dear Governor,")."""
    gap = _GAP.match(document.text, salutation.end, end)
    if gap is None or not document.quote(salutation).endswith(","):
        return salutation
    place = salutation_at(document.text, gap.end(), end)
    if place is not None and document.text[place[1] - 1] in ",:":
        line_end = document.text.find("\n", place[1], end)
        rest = document.text[place[1] : end if line_end < 0 else line_end]
        return salutation if rest.strip() else Span(salutation.start, place[1])
    others = _OTHERS.match(document.text, salutation.end, end)
    return Span(salutation.start, others.end()) if others and _names_addressees(others.group()) else salutation


_OTHERS = compiled(r"[ \t]{1,8}[^\s.;!?][^\n.;!?:]{1,90}(?:\n[^\n.;!?:]{1,60})?(?<=[,:])(?=[ \t]{0,8}(?:\n|$))")
_MOST_WORDS_OF_ADDRESSEES = 14


def _names_addressees(text: str) -> bool:
    """Whether what stands behind a salutation's comma, on its line and to another comma, names more officials."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    return len(words) <= _MOST_WORDS_OF_ADDRESSEES and 2 * small <= len(words)


_GAP = compiled(r"[ \t]{0,8}\n?[ \t]{0,8}")
_MOST_WORDS_OF_CLOSING = 6


def _closing_line(document: Document, inside: Span) -> Span | None:
    """The formula that closes a letter in words that no vocabulary has: a few of them, and a comma, at the end."""
    for group in paragraphs(document, inside)[1:][-_LINES_OF_SIGNATURE:]:
        text = text_of(document, group.spans)
        short = len(text.split()) <= _MOST_WORDS_OF_CLOSING and "\n" not in document.quote(group.span)
        if short and text.endswith(",") and text[0].isupper() and group.marker is None:
            return group.span
    return None


# The formula, a name and what its bearer is.
_LINES_OF_SIGNATURE = 3


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
    listing = False
    seen: set[str] = set()
    bare = 0
    for place, group in enumerate(groups):
        if (listing and group.marker is not None) or place < bare:
            yield from _once(seen, found_text(document, *_item_spans(document, group)))
            continue
        listing = False
        for parts in sentences(document, group):
            quote = document.quote(*parts)
            asked = (match.start() for match in vocabulary.finditer(quote, "letter", "demand"))
            if not any(vocabulary.match(quote, "letter", "no_demand", start=start) is None for start in asked):
                continue
            if quote.rstrip().endswith(":") and parts[-1].end == group.spans[-1].end:
                listing = True
                bare = _end_of_bare_list(document, groups, place + 1)
            else:
                yield from _once(seen, found_text(document, *parts))


def _end_of_bare_list(document: Document, groups: list[Paragraph], start: int) -> int:
    """Past the last item of a list whose bullets got lost, alone in ending with a stop; `start` if there is none."""
    first = next((at for at in range(start, len(groups)) if document.quote(groups[at].span)[-1:] in _ENDS), len(groups))
    items = groups[start : first + 1]
    bare = all(item.marker is None and document.quote(item.span)[:1].isupper() for item in items)
    return first + 1 if bare and len(items) > 1 and first < len(groups) else start


_ENDS = (".", "!", "?", ":")


def _item_spans(document: Document, group: Paragraph) -> tuple[Span, ...]:
    """The spans of a paragraph without the mark at its end that only divides an item of a list from the next."""
    if group.marker is None:
        return (*group.spans[:-1], document.trimmed(group.spans[-1], marks=";"))
    return tuple(document.trimmed(span, marks=";,") for span in group.spans)


def _once(seen: set[str], found: Found[str]) -> Iterator[Found[str]]:
    if found.value and found.value not in seen:
        seen.add(found.value)
        yield found
