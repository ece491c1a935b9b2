"""Part of the stage `sections`: the sentence that names the last day becomes a section of its own."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ingest import vocabulary
from ingest.dates import find_dates
from ingest.document import Document, Line, Span
from ingest.kept_patterns import compiled
from ingest.last_day import last_days
from ingest.paragraphs import Paragraph, paragraphs
from ingest.sectioning.appeal import BLANK_LINE, trailing_block
from ingest.sections import ACTIONS, TELLING, Part
from ingest.shapes import names_last_day, reads_as_prose
from models import SectionKind

_NEAR = 200
"""How far behind the opening words of a sentence the day stands that it names."""
_ENDED_BY_SENTENCE = frozenset(
    {
        SectionKind.TARGETS,
        SectionKind.RECOMMENDED_ACTION,
        SectionKind.SUMMARY,
        SectionKind.TAKE_ACTION,
        SectionKind.PREFERRED_LANGUAGE,
        SectionKind.BOILERPLATE,
    }
)
# Parts of short lines, among which one may name the last day in any words.
_LISTING = frozenset({SectionKind.TARGETS, SectionKind.PREFERRED_LANGUAGE, SectionKind.BOILERPLATE})


def days_over_targets(document: Document, part: Part) -> Iterator[tuple[int | None, int]]:
    """The months and days that the heading over the targets names ("PLEASE SEND APPEALS BEFORE 3 MAY 2011 TO")."""
    if part.kind is not SectionKind.TARGETS or part.heading is None:
        return
    for found in find_dates(document.as_read, part.heading):
        if found.day is not None:
            yield found.month, found.day


def without_deadline_sentence(
    document: Document, part: Part, *, headed: Collection[tuple[int | None, int]]
) -> Iterator[Part]:
    """The closing sentence that names the last day ("PLEASE SEND APPEALS IMMEDIATELY. ...") as its own section.

    `headed`: the days that the heading over the targets names; a sentence that only speaks of them is a note.
    """
    sentence = _deadline_sentence(document, part)
    if sentence is not None and headed and part.kind is SectionKind.TARGETS:
        dates = [found for found in find_dates(document.as_read, sentence) if found.day is not None]
        sentence = sentence if any((found.month, found.day) not in headed for found in dates) else None
    if sentence is None:
        yield part
        return
    if document.text[part.start : sentence.start].strip():
        yield replace(part, end=sentence.start)
    rest = Span(sentence.end, part.end)
    if _goes_on(document, part, rest):
        yield Part(SectionKind.DEADLINE, *sentence)
        yield Part(part.kind, rest.start, rest.end)
    else:
        yield Part(SectionKind.DEADLINE, sentence.start, part.end)


def _deadline_sentence(document: Document, part: Part) -> Span | None:
    """The first line behind the heading of `part` that names the last day, to the end of its paragraph."""
    if part.kind not in _ENDED_BY_SENTENCE | TELLING:
        return None
    before = ""
    known = set(_last_day_sentences(document, part))
    for line in document.lines_in(part.body):
        text = document.text[line.start : line.end]
        inside = part.kind in TELLING and (before[-1:].isalnum() or before[-1:] in (",", "-"))
        opens = line.start + len(text) - len(text.lstrip()) in known
        first = line.start == part.start and (part.heading is not None or part.kind not in TELLING)
        first = first or (part.kind is SectionKind.TAKE_ACTION and _is_first(document, part, line))
        first = first or _is_caption_of_targets(part, text)
        if not first and not inside and (opens or _opens_with_last_day(document, line, part)):
            paragraph, *below = paragraphs(document, Span(line.start, part.end))
            if not _leads_to_list(document, part, paragraph, below):
                return Span(line.start, _end_of_notes(document, paragraph, below))
        before = text.rstrip()
    return None


def _end_of_notes(document: Document, paragraph: Paragraph, below: Sequence[Paragraph]) -> int:
    """Where the notes on the last day end that stand right below the paragraph that names it."""
    end = paragraph.span.end
    for one in below:
        apart = BLANK_LINE.search(document.text, end, one.span.start) is not None
        if apart or vocabulary.match(document.quote(*one.spans), "phrases", "deadline_opening") is None:
            break
        end = one.span.end
    return end


def _leads_to_list(document: Document, part: Part, paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Whether a paragraph of an action is the request above what to ask for, and no closing sentence."""
    items = bool(below) and below[0].marker is not None
    return part.kind in ACTIONS and items and document.quote(*paragraph.spans).rstrip().endswith(":")


def _is_caption_of_targets(part: Part, line: str) -> bool:
    """Whether a line only says when to write to those below it ("Before 18 November:")."""
    return part.kind is SectionKind.TARGETS and line.rstrip().endswith(":")


def _is_first(document: Document, part: Part, line: Line) -> bool:
    """Whether a line stands in the first paragraph below a heading: there it is what to do, with a last day in it."""
    groups = paragraphs(document, part.body)
    return part.heading is not None and bool(groups) and line.start <= groups[0].span.end


def _last_day_sentences(document: Document, part: Part) -> Iterator[int]:
    """Where the sentences begin that name the last day, in a part whose own text they are not."""
    if part.kind not in TELLING | _LISTING:
        return
    for sentence, date in last_days(document, part.body, told=part.kind in TELLING):
        # What stands above a blank line ended without a full stop: a list's item, or a target.
        apart = list(BLANK_LINE.finditer(document.text, sentence.start, date.span.start))
        sentence = Span(apart[-1].end(), sentence.end) if apart else sentence
        line = document.lines[document.line_at(sentence.start)]
        before = document.text[line.start : sentence.start]
        # "Write now!" before it on its line goes with it; a target's channel does not.
        yield sentence.start if compiled(r"[\d@:]").search(before) else line.start + len(before) - len(before.lstrip())


def _opens_with_last_day(document: Document, line: Line, part: Part) -> bool:
    text = document.as_read[line.start : line.end]
    start = line.start + len(text) - len(text.lstrip())
    if vocabulary.match(document.as_read, "phrases", "deadline_sentence", start=start, end=line.end):
        return True
    if part.kind not in TELLING | _LISTING:
        return False
    if vocabulary.match(document.as_read, "phrases", "deadline_opening", start=start, end=line.end):
        near = Span(start, min(part.end, start + _NEAR))
        return any(found.day is not None for found in find_dates(document.as_read, near))
    return part.kind in _LISTING and names_last_day(text)


def _goes_on(document: Document, part: Part, rest: Span) -> bool:
    """Whether the section goes on behind the sentence: with more targets, or with more of the story."""
    groups = paragraphs(document, rest)
    if part.kind in TELLING:
        return any(reads_as_prose(document.quote(*group.spans)) for group in groups)
    return part.kind is SectionKind.TARGETS and trailing_block(document, rest) is not None
