"""Part of the stage `sections`: instructions, target block and letter, which share a heading or have none."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from ingest import vocabulary
from ingest.document import Document, Line, Span, plain
from ingest.fields.target_block.leads import told_target_end
from ingest.kept_patterns import compiled
from ingest.last_day import holds_last_day
from ingest.paragraphs import Paragraph, paragraphs
from ingest.sectioning.senders_words import is_senders
from ingest.sectioning.unheaded import find_block
from ingest.sectioning.units import asks_for_something, lists_steps, tells, units_in
from ingest.sections import ACTIONS, Part
from ingest.shapes import (
    CHANNEL,
    is_sentence,
    is_target_line,
    reads_as_block_line,
    salutation_at,
    valediction_at,
)
from models import SectionKind

BLANK_LINE = compiled(r"\n[ \t]*\n\s*")


def divide_appeal(document: Document, part: Part) -> Iterator[Part]:
    """Divide what stands under an action, target or letter heading into instructions, target block and letter."""
    if part.kind is SectionKind.LETTER and _says_what_to_write(document, part.body):
        part = replace(part, kind=SectionKind.RECOMMENDED_ACTION)
    if part.kind is SectionKind.LETTER:
        yield from letter_and_targets(document, part)
        return
    letter = salutation_line(document, part.body)
    if letter is not None and part.kind is SectionKind.TARGETS and not _text_follows(document, letter, part.end):
        letter = None
    before = part if letter is None else replace(part, end=letter)
    if part.kind is SectionKind.TARGETS:
        yield before
    else:
        yield from _instructions(document, before)
    if letter is not None:
        yield from letter_and_targets(document, Part(SectionKind.LETTER, letter, part.end))


def _says_what_to_write(document: Document, body: Span) -> bool:
    """Whether what stands under the heading of a letter is no letter, but a list of what to ask for in one."""
    if salutation_line(document, body) is not None or not asks_for_something(document, body):
        return False
    if any(valediction_at(document.text, line.start, line.end) is not None for line in document.lines_in(body)):
        return False
    return any(group.marker is not None for group in paragraphs(document, body)[:_NEAR_HEADING])


_NEAR_HEADING = 3
"""Paragraphs; a list of what to ask for stands behind an opening or two."""


def _instructions(document: Document, part: Part) -> Iterator[Part]:
    """Cut the target block, if there is one, off the end of the instructions."""
    block = _block_start(document, part.body)
    if block is None or is_senders(document.text[block : part.end]) or _is_heading_alone(document, block, part.end):
        yield part
        return
    if document.text[part.start : block].strip():
        yield replace(part, end=block)
        yield Part(SectionKind.TARGETS, block, part.end)
    else:
        yield Part(SectionKind.TARGETS, part.start, part.end)


def _is_heading_alone(document: Document, block: int, end: int) -> bool:
    """Whether nothing stands there but a heading of what comes next."""
    units = units_in(document, Span(block, end))
    return len(units) == 1 and units[0].heading and not units[0].text.endswith(":")


def _block_start(document: Document, body: Span) -> int | None:
    """Where the target block at the end of `body` begins: the first line behind its last sentence or list item."""
    groups = paragraphs(document, body)
    start: int | None = None
    for above, group in reversed([*zip([None, *groups], groups, strict=False)]):
        if _ends_list(document, above, group):
            break
        if start is None and holds_last_day(document, group.span):
            continue
        lines = list(document.lines_in(group.span))
        numbered = group.marker is not None and document.text[group.marker.start].isdigit()
        items_follow = numbered and start is not None and _is_block(document, lines)
        if not items_follow and (group.marker is not None or not _is_block(document, lines)):
            break
        start = document.text.rfind("\n", 0, group.span.start) + 1 if group.marker else group.span.start
    if start is None or start < body.start:
        start = body.start if start is not None else None
    if start is None or not document.text[start : body.end].strip():
        return None
    return start


def _ends_list(document: Document, above: Paragraph | None, group: Paragraph) -> bool:
    """Whether a paragraph is the last item of a list that lost its bullets, below one that ends in a semicolon."""
    if above is None or document.text[above.span.end - 1] != ";":
        return False
    return document.text[group.span.end - 1] == "."


def _is_block(document: Document, lines: list[Line]) -> bool:
    texts = [document.text[line.start : line.end] for line in lines]
    if len(texts) == 1 and (_names_language(texts[0]) or _names_ways(texts[0])):
        return False
    if all(map(is_target_line, texts)):
        return True
    if not all(map(reads_as_block_line, texts)) or (len(texts) > 1 and is_sentence(" ".join(texts))):
        return False
    return not holds_last_day(document, Span(lines[0].start, lines[-1].end))


def _names_language(line: str) -> bool:
    """Whether a line is a sentence of its own that says in which language to write."""
    return line.rstrip().endswith(".") and vocabulary.pattern("phrases", "write_in").search(line) is not None


def _names_ways(line: str) -> bool:
    """Whether a line without a label names several ways to write ("Telegrams now, letters afterwards")."""
    ways = {match.group().casefold() for match in vocabulary.pattern("last_day", "appeal").finditer(line)}
    return ":" not in line and len(ways) >= _FEWEST_WAYS


_FEWEST_WAYS = 2


def with_letter(document: Document, part: Part) -> Iterator[Part]:
    """A letter that begins behind the value of a short section, or behind the lead, is a section of its own."""
    letter = salutation_line(document, part.body)
    if letter is None:
        yield part
        return
    yield replace(part, end=letter)
    yield from letter_and_targets(document, Part(SectionKind.LETTER, letter, part.end))


def with_letter_behind_notes(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; a letter behind words of the sender, and the targets before it, are sections of their own.

    A box beside the instructions ("SHARE THIS ACTION") is read before what stands below both. Where a letter stands
    elsewhere, one among the sender's words is an example.
    """
    has_letter = any(part.kind is SectionKind.LETTER for part in parts)
    for part in parts:
        letter = salutation_line(document, part.body) if part.kind is SectionKind.BOILERPLATE else None
        if has_letter or letter is None or not _text_follows(document, letter, part.end):
            yield part
            continue
        block = find_block(document, Span(part.body.start, letter))
        yield replace(part, end=letter if block is None else block)
        if block is not None:
            yield Part(SectionKind.TARGETS, block, letter)
        yield from letter_and_targets(document, Part(SectionKind.LETTER, letter, part.end))


def letter_and_targets(document: Document, part: Part) -> Iterator[Part]:
    """End the letter behind its valediction if a target block follows there."""
    closing = None
    for line in document.lines_in(part.body):
        if valediction_at(document.text, line.start, line.end) is not None:
            closing = line.end
            break
    if closing is None:
        yield part
        return
    block = trailing_block(document, Span(closing, part.end))
    if block is None:
        yield part
        return
    yield replace(part, end=block)
    yield Part(SectionKind.TARGETS, block, part.end)


def salutation_line(document: Document, body: Span) -> int | None:
    """The offset of the first line in `body` that opens a letter."""
    for line in document.lines_in(body):
        if salutation_at(document.text, line.start, body.end) is not None:
            return line.start
    return None


def _text_follows(document: Document, salutation: int, end: int) -> bool:
    """Whether a letter's text stands behind a salutation, and not the rest of a target block."""
    lines = document.lines_in(Span(salutation, end))
    if any(valediction_at(document.text, line.start, line.end) is not None for line in lines):
        return True
    texts = [plain(document.quote(*group.spans)) for group in paragraphs(document, Span(salutation, end))[:2]]
    # What asks for copies to a country's representatives is no letter either.
    return any(tells(text) and vocabulary.pattern("contacts", "nobody").search(text) is None for text in texts)


def trailing_block(document: Document, rest: Span) -> int | None:
    """Where a target block behind the letter begins: its lines hold a channel and are no sentences."""
    groups = paragraphs(document, rest)
    if not groups or not CHANNEL.search(document.text, rest.start, rest.end):
        return None
    start = _block_start(document, rest)
    first = next((group for group in groups if start is not None and group.span.end > start), None)
    return first.span.start if first else None


def bare_block(document: Document, body: Span) -> int | None:
    """Where a target block begins at the end of a text without headings; None where none is proved."""
    start = _block_start(document, body)
    if start is None or start == body.start or not CHANNEL.search(document.text, start, body.end):
        return find_block(document, body)
    return start


def with_told_targets(document: Document, part: Part) -> Iterator[Part]:
    """What the reader should do, the sentences in it that name whom to write to as targets of their own."""
    start, heading = part.start, part.heading
    for group in paragraphs(document, part.body) if part.kind in ACTIONS else ():
        end = told_target_end(document, group.span) if group.marker is None else None
        if end is None:
            continue
        if document.text[start : group.span.start].strip():
            yield Part(part.kind, start, group.span.start, heading)
        yield Part(SectionKind.TARGETS, group.span.start, end)
        start, heading = end, None
    if document.text[start : part.end].strip():
        yield Part(part.kind, start, part.end, heading)


def with_whole_addresses(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; targets that break off behind a comma go on to the end of their paragraph."""
    start: int | None = None
    for part, following in zip_longest(parts, parts[1:]):
        if start is not None:
            part = replace(part, start=start)
            start = None
        breaks_off = (
            part.kind is SectionKind.TARGETS
            and following is not None
            and following.heading is None
            and document.text[part.start : part.end].endswith(",\n")
            and document.text[following.start].strip()
        )
        if following is not None and breaks_off:
            blank = BLANK_LINE.search(document.text, following.start, following.end)
            start = blank.end() if blank else following.end
            part = replace(part, end=start)
        if document.text[part.start : part.end].strip():
            yield part


def with_lists_of_demands(document: Document, parts: list[Part]) -> list[Part]:
    """The parts; where nothing else says what to ask for, instructions that do are the recommended action.

    A letter says it, or a section of its own. A numbered step stays what it is.
    """
    if any(part.kind in (SectionKind.LETTER, SectionKind.RECOMMENDED_ACTION) for part in parts):
        return parts
    return [
        replace(part, kind=SectionKind.RECOMMENDED_ACTION)
        if part.kind is SectionKind.TAKE_ACTION
        and part.heading is not None
        and not document.text[part.heading.start].isdigit()
        and asks_for_something(document, part.body)
        else part
        for part in parts
    ]


def with_lists_of_steps(document: Document, parts: list[Part]) -> list[Part]:
    """The parts; where a letter says what to ask for, a list that only tells the reader what to do is instructions."""
    if not any(part.kind is SectionKind.LETTER for part in parts):
        return parts
    return [
        replace(part, kind=SectionKind.TAKE_ACTION)
        if part.kind is SectionKind.RECOMMENDED_ACTION and lists_steps(document, part.body)
        else part
        for part in parts
    ]
