"""Part of the stage `sections`: paragraphs, list items and lines; what each looks like and what it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest import vocabulary
from ingest.case_number import number_in
from ingest.document import Document, Line, Span, plain
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.fields.offices import organization_score, role_score
from ingest.fields.official_names import split_titles
from ingest.headings import find_headings
from ingest.kept_patterns import compiled
from ingest.line_breaks import LONGEST_WRAPPED
from ingest.normalising.frames import is_framed
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import country_of, find_countries
from ingest.shapes import (
    is_banner,
    is_number_line,
    is_shouted,
    reads_as_block_line,
    reads_as_prose,
    valediction_at,
)

_SMALL_WORDS_OF_PROSE = 0.4
"""The share of words that begin small in sentences at least: German writes its nouns with capitals."""
_FEWEST_WORDS_OF_PROSE = 10
"""A sentence of fewer words may be a line of an address."""
_LONGEST_HEADING = 80
"""Characters."""
_MOST_HEADING_WORDS = 12
_SURE = 3.0
"""The score of a line from which on it is an office or an institution."""
_FEWEST_COMMAS = 2
"""An address in one line has more than so many parts."""
_FEWEST_STEPS = 2
"""One item is no list."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, list item or line: its stretch, its text, and what it looks like."""

    start: int
    end: int
    text: str
    item: bool
    told: bool
    """Whether it is made of sentences; `prose`: and these reach nobody."""
    prose: bool
    block: bool
    heading: bool
    marked: bool
    apart: bool
    """Whether a blank line stands before it."""


def units_in(document: Document, body: Span) -> list[Unit]:
    """The units of a stretch of text, in order."""
    units: list[Unit] = []
    packed = _is_packed(document, body)
    for group in paragraphs(document, body):
        lines = list(document.lines_in(group.span))
        listed = group.marker is not None and not _points(document, group)
        start = document.text.rfind("\n", 0, group.span.start) + 1 if listed else group.span.start
        units.append(_unit(document, group, lines, max(body.start, start), packed=packed))
    return units


def _is_packed(document: Document, body: Span) -> bool:
    """Whether a text has a line for each paragraph and no blank one between them, as what is copied from a page has."""
    lengths = [len(document.text[line.start : line.end].strip()) for line in document.lines_in(body)]
    while lengths and not lengths[-1]:
        lengths.pop()
    return all(lengths) and any(length > LONGEST_WRAPPED for length in lengths)


def _unit(document: Document, group: Paragraph, lines: Sequence[Line], start: int, *, packed: bool) -> Unit:
    text = plain(document.quote(*group.spans))
    printed = [document.text[line.start : line.end] for line in lines]
    pointed = _points(document, group)
    item = group.marker is not None and not document.text[group.marker.start].isdigit() and not pointed
    apart = _stands_apart(document, start)
    marked = pointed or _is_marked(document, start)
    told = tells(text)
    prose = told and not is_labelled(text) and not any(map(_is_whole_address, printed))
    closing = valediction_at(document.text, lines[0].start, lines[0].end) is not None
    block = not item and not prose and all(map(reads_as_block_line, printed)) and not closing
    alone = len(lines) == 1 and not item and not prose and not closing and (apart or marked or packed)
    heading = alone and _reads_as_heading(text)
    return Unit(start, group.span.end, text, item, told, prose, block, heading, marked, apart)


def _points(document: Document, group: Paragraph) -> bool:
    if group.marker is None:
        return False
    marker, text = document.quote(group.marker), plain(document.quote(*group.spans))
    arrow = _ARROW.match(marker.strip()) is not None
    return _is_pointed_at(marker, text) or (arrow and _reads_as_heading(text) and _marks_headings(document, marker))


def _marks_headings(document: Document, marker: str) -> bool:
    """Whether a mark stands before known headings elsewhere in the document, which it shows to be headings' mark."""
    starts = (one.span.start for one in find_headings(document))
    before = (document.text[document.text.rfind("\n", 0, start) + 1 : start].strip() for start in starts)
    known = sum(text == marker.strip() for text in before)
    return known >= _FEWEST_MARKED


_FEWEST_MARKED = 2


_ARROW = compiled(r">>|=>|->|\u00bb")


def _is_pointed_at(marker: str, text: str) -> bool:
    """Whether a line in capitals behind a mark is a heading, and no item: the mark is an arrow, or a colon ends the
    line ("> ACT NOW: WRITE TO THE AUTHORITIES:").
    """
    return is_shouted(text) and (text.endswith(":") or _ARROW.match(marker.strip()) is not None)


def _stands_over_unwrapped(document: Document, start: int) -> bool:
    """Whether a short line stands right above a paragraph that was not wrapped."""
    index = document.line_at(start)
    line = document.lines[index]
    if line.end - line.start > _LONGEST_HEADING or index + 1 >= len(document.lines):
        return False
    below = document.lines[index + 1]
    return below.end - below.start > LONGEST_WRAPPED


def _stands_apart(document: Document, start: int) -> bool:
    if _stands_over_unwrapped(document, start):
        return True
    index = document.line_at(start)
    while index > 0:
        before = document.lines[index - 1]
        if not before.furniture:
            text = document.text[before.start : before.end].strip()
            return not text or (len(text) > LONGEST_WRAPPED and _SENTENCE_END.search(text) is not None)
        index -= 1
    return True


_MARK = compiled(r"[ \t]{0,3}(?:#{1,6}[ \t]|\*\*|__)")


def _is_marked(document: Document, start: int) -> bool:
    """Whether the source marks a line as a heading or as bold, or a frame encloses it."""
    origin = document.origins[start] if start < len(document.text) else 0
    source = document.reading.text
    line_start = max(source.rfind(mark, 0, origin) for mark in "\n\r\f") + 1
    return _MARK.match(source, line_start) is not None or is_framed(source, line_start)


def _reads_as_heading(text: str) -> bool:
    """Whether a line is worded as a heading: short, no sentence, no name, office, address or way to reach somebody."""
    words = text.split()
    if not words or len(text) > _LONGEST_HEADING or len(words) > _MOST_HEADING_WORDS:
        return False
    if (
        text[-1] in ".,;"
        or compiled(r"[@\d()|]|https?:|www\.").search(text)
        or not compiled(r"[^\W\d_]{2}").search(text)
    ):
        return False
    if not (text.lstrip("\"'\u201c\u00ab\u00bf\u00a1 ")[:1].isupper() or text[-1] in ":?!"):
        return False
    if is_banner(text) or is_number_line(text) or country_of(text) or is_labelled(text):
        return False
    bare = text.rstrip(" :?!")
    return not names_somebody(bare)


_SENTENCE_END = compiled(r"[^\W_]{2}[.!?\u2026:][\"\u201d\u2019\u00bb)\]]{0,2}$")


def tells(text: str) -> bool:
    """Whether a paragraph is made of sentences, and no line of an address that got long."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    told = reads_as_prose(text) or (len(words) >= _FEWEST_WORDS_OF_PROSE and _SENTENCE_END.search(text) is not None)
    return told and small >= _SMALL_WORDS_OF_PROSE * len(words)


_MAY_BE_LABELLED = compiled(r"[:=@\uff1a]|https?:|www\.|\d[\d ().-]{5,}\d|\+\d")


def is_labelled(text: str) -> bool:
    """Whether the label of a channel, a salutation or a copy stands in a text. Most texts hold no mark of one."""
    return _MAY_BE_LABELLED.search(text) is not None and label_pattern().search(text) is not None


def names_somebody(text: str) -> bool:
    """Whether a line reads as a name with a title, an office or an institution, as lines of a target block do."""
    if text.split()[0].casefold() in _indefinite():
        return False
    return role_score(text) >= _SURE or organization_score(text) >= _SURE or split_titles(text) > 0


@cache
def _indefinite() -> frozenset[str]:
    """Articles before what is told, and not before an office ("A word from ...")."""
    return vocabulary.word_set("indefinite", "people")


def names_an_office(units: Sequence[Unit]) -> bool:
    """Whether a piece of some paragraphs, between commas or brackets, names somebody."""
    pieces = (piece.strip() for unit in units for piece in compiled(r"[,;(]").split(unit.text))
    return any(names_somebody(piece) for piece in pieces if piece)


def says_where(text: str) -> bool:
    """Whether a line ends in a country, or holds a street or a post box."""
    countries = find_countries(text, Span(0, len(text)))
    if countries and countries[-1][0].end >= len(text.rstrip(" .,;")):
        return True
    words = vocabulary.pattern("addresses", "street", "post_box")
    return compiled(r"\d").search(text) is not None and words.search(text) is not None


def _is_whole_address(line: str) -> bool:
    """Whether a line holds an address up to its country ("..., 12 Main Street, Lagos, Nigeria")."""
    parts = line.strip(" .;").split(",")
    return len(parts) > _FEWEST_COMMAS and country_of(parts[-1].strip()) is not None and says_where(line)


_FEWEST_PARTS_OF_TARGET = 3


def is_listed_target(text: str) -> bool:
    """Whether a list item is somebody's whole address: a name or office, and behind commas where to reach him."""
    if is_demand(text) or tells(text):
        return False
    parts = [part.strip() for part in compiled(r"[,;(]").split(text) if part.strip()]
    if len(parts) < _FEWEST_PARTS_OF_TARGET or not any(map(names_somebody, parts[:3])):
        return False
    return says_where(text) or bool(find_countries(text, Span(0, len(text)))) or is_labelled(text)


def is_step(text: str) -> bool:
    """Whether a list item tells the reader what to do: it speaks of writing, or to him."""
    return speaks_of_writing(text) or vocabulary.pattern("phrases", "to_readers").search(text) is not None


@cache
def lead_to_points() -> re.Pattern[str]:
    """How a line begins that leads to what to ask for."""
    return vocabulary.pattern("phrases", "appeal_verb", "points_lead")


def speaks_of_writing(text: str) -> bool:
    """Whether a text speaks of writing, sending or calling."""
    return vocabulary.pattern("phrases", "writing").search(text) is not None


def asks_to_write(text: str) -> bool:
    """Whether a paragraph begins by asking its reader to write, also behind a call in capitals."""
    called = text[text.find(":") + 1 :].lstrip() if is_shouted(text) and ":" in text else ""
    return (
        any(vocabulary.match(beginning, "phrases", "instruction") for beginning in (text, called))
        and vocabulary.search(text, "phrases", "writing") is not None
        and vocabulary.search(text, "phrases", "no_action") is None
    )


def sentences_that_ask(unit: Unit) -> int:
    """How many sentences of a paragraph begin with a verb of asking."""
    pieces = compiled(r"(?<=[.!?:;])\s").split(unit.text)
    return sum(vocabulary.match(piece, "phrases", "appeal_verb") is not None for piece in pieces)


def is_demand(text: str) -> bool:
    """Whether a list item is something to ask for."""
    return (
        vocabulary.match(text, "phrases", "appeal_verb") is not None
        or vocabulary.pattern("letter", "demand").search(text) is not None
    )


def asks_for_something(document: Document, body: Span) -> bool:
    """Whether instructions say what to ask for: in list items, or in sentences that begin with a verb of asking."""
    return any(sentences_that_ask(unit) > 0 for unit in units_in(document, body))


def lists_steps(document: Document, body: Span) -> bool:
    """Whether a text is a list most of whose items tell the reader what to do, and none of them what to ask for."""
    units = [unit for unit in units_in(document, body) if unit.item or _is_numbered(document, unit)]
    if len(units) < _FEWEST_STEPS or any(map(is_demand, (unit.text for unit in units))):
        return False
    return 2 * sum(is_step(unit.text) for unit in units) > len(units)


def _is_numbered(document: Document, unit: Unit) -> bool:
    """Whether a paragraph is an item of a numbered list."""
    return compiled(r"\s{0,12}\(?\d{1,2}[.)]\s").match(document.text, unit.start, unit.end) is not None


def is_block_of_targets(units: Sequence[Unit], *, headed: bool) -> bool:
    """Whether lines name somebody and say where to reach him: each kind of line counts once, and two must be there."""
    text = "\n".join(unit.text for unit in units)
    if len(units) < 2 and not (headed and "," in text):
        return False
    if number_in(text) or vocabulary.search(text, "phrases", "office_footer"):
        return False
    reached = compiled(r"[^\s@]@[^\s@]").search(text) is not None or is_labelled(text)
    named = any(
        names_somebody(piece.strip())
        for unit in units
        for piece in compiled(r"[,;(]").split(unit.text)[:2]
        if piece.strip()
    )
    placed = any(says_where(unit.text) for unit in units)
    if headed:
        return named + placed + reached > 1 or (named and len(units) > 1)
    return named and placed and (reached or len(units) > 3)
