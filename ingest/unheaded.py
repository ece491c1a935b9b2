"""Part of the stage `sections`: what stands under headings that no vocabulary knows, or under none, told by its shape.

A stretch of text is cut into units (paragraphs, list items, single lines). Letters and target blocks show themselves:
one by salutation and valediction, the other by lines that name, place and reach somebody. What lies between them is
prose or a list, and its wording and its place say what it is for. A line that stands alone like a heading belongs to
what follows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from ingest import vocabulary
from ingest.case_number import number_pattern
from ingest.document import Document, Line, Span, plain
from ingest.fields.contacts import label_pattern
from ingest.fields.offices import organization_score, role_score
from ingest.fields.official_names import split_titles
from ingest.kept_patterns import compiled
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import country_of, ends_a_line_in_country, find_countries
from ingest.shapes import (
    is_banner,
    is_number_line,
    is_quotation,
    is_speaker,
    names_last_day,
    reads_as_block_line,
    reads_as_prose,
    salutation_at,
    valediction_at,
)
from models import SectionKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that is a section by its shape, and its heading, if a line stands over it as one."""

    kind: SectionKind
    start: int
    end: int
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
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


def find_stretches(
    document: Document, kind: SectionKind, body: Span, *, acted: bool, acts: bool, told: bool
) -> list[Stretch]:
    """The sections that begin inside `body`, the text of a section of kind `kind`, in order.

    What comes before the first of them goes on with `kind`. `acted`: instructions, targets or letter stand before
    `body`, `acts`: anywhere in the document; `told`: a text about the case stands before it. Where nothing else begins
    the list is empty.
    """
    units = _units(document, body)
    if not units:
        return []
    reader = _Reader(document, kind, body, units, acted=acted, acts=acts, told=told)
    return reader.stretches()


class _Reader:
    """Walks over the units of one section and notes what else begins there."""

    def __init__(
        self,
        document: Document,
        kind: SectionKind,
        body: Span,
        units: Sequence[_Unit],
        *,
        acted: bool,
        acts: bool,
        told: bool,
    ) -> None:
        self.document, self.body, self.units = document, body, units
        self.acted, self.acts, self.told = acted, acts, told
        self.current = kind
        self.found: list[Stretch] = []
        self.blocked = False

    def stretches(self) -> list[Stretch]:
        index = 0
        while index < len(self.units):
            index = self._step(index)
        return self.found

    def _step(self, index: int) -> int:
        if self.current is SectionKind.LETTER and not self.found and self._closes_later(index):
            self.told = True
            return self._behind_valediction(index)
        unit = self.units[index]
        heading = self._is_heading(index)
        first = index + 1 if heading else index
        letter_end = self._letter_end(first)
        if letter_end is not None:
            self._open(SectionKind.LETTER, index, heading=heading)
            self.acted = True
            return letter_end
        block_end = self.block_end(first, headed=heading)
        if block_end is not None:
            if self.current is not SectionKind.TARGETS or (heading and self.blocked and unit.marked):
                self._open(SectionKind.TARGETS, index, heading=heading)
            self.acted = self.blocked = True
            return block_end
        return self._gap(index, heading=heading)

    def _open(self, kind: SectionKind, index: int, *, heading: bool) -> None:
        unit = self.units[index]
        if self.found:
            last = self.found[-1]
            self.found[-1] = Stretch(last.kind, last.start, unit.start, last.heading)
        span = Span(unit.start, unit.end) if heading else None
        self.found.append(Stretch(kind, unit.start, self.body.end, span))
        self.current = kind

    def _is_heading(self, index: int) -> bool:
        """Whether a line stands over what follows it as a heading does."""
        unit = self.units[index]
        if not unit.heading or index + 1 >= len(self.units) or (index == 0 and self.current in _SHORT):
            return False
        following = self.units[index + 1]
        if self._is_picked_out(unit, following) or (index > 0 and self._is_picked_out(self.units[index - 1], unit)):
            return False
        if following.told or following.item:
            return True
        if self.current is SectionKind.TARGETS:
            return unit.marked and not following.marked
        return not following.heading or unit.marked

    @staticmethod
    def _is_picked_out(unit: _Unit, following: _Unit) -> bool:
        """Whether a quotation stands over the name of who said it, as a box beside the text shows it."""
        return is_quotation(unit.text) and is_speaker(following.text)

    def _letter_end(self, index: int) -> int | None:
        """The index behind the letter that opens at a unit; None if none does or the section is one already."""
        if index >= len(self.units) or self.current is SectionKind.LETTER:
            return None
        start = self.units[index].start
        if salutation_at(self.document.text, start, self.body.end) is None:
            return None
        if self.current is SectionKind.TARGETS and not any(unit.prose for unit in self.units[index : index + 2]):
            return None
        return self._behind_valediction(index)

    def _closes_later(self, index: int) -> bool:
        """Whether the section is a letter whose formula still comes: nothing else begins inside it."""
        return any(self._closes_letter(unit) for unit in self.units[index:])

    def _behind_valediction(self, index: int) -> int:
        closing = (place for place in range(index, len(self.units)) if self._closes_letter(self.units[place]))
        return next(closing, len(self.units) - 1) + 1

    def block_end(self, index: int, *, headed: bool) -> int | None:
        """The index behind the target block that opens at a unit."""
        end = index
        while end < len(self.units) and self.units[end].block and not (end > index and self._opens_prose(end)):
            end += 1
        run = self.units[index:end]
        if not run or not _is_block_of_targets(run, headed=headed or self.current is SectionKind.TARGETS):
            return None
        return end

    def _opens_prose(self, index: int) -> bool:
        """Whether a unit is the heading of a text, or of a list, and no line of a block."""
        unit = self.units[index]
        if not unit.heading or index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        return following.told or following.item

    def _gap(self, index: int, *, heading: bool) -> int:
        """What is neither letter nor block, up to the next heading, letter or block."""
        first = index + 1 if heading else index
        end = max(first, index) + 1
        while end < len(self.units) and not self._opens(end):
            end += 1
        if self.current is SectionKind.TARGETS and not heading:
            # Lines of a block that nothing proves to be one stay where they are.
            index = first = next((place for place in range(first, end) if self.units[place].prose), first)
            if self._block_goes_on(end):
                return end
            note = self.units[first : first + 1] if first < end else []
            if note and speaks_of_sending(note[0].text) and not _is_footer(note):
                # A note on how to write, and behind it perhaps a story.
                self.told = self.told or any(unit.prose for unit in self.units[index : first + 1])
                return first + 1
        if self._may_lead() and not heading:
            # Behind a last day that stands above the lead comes the lead.
            index = first = next((place for place in range(first, end) if self.units[place].prose), first)
        kind = self._kind_of(self.units[first:end], heading=self.units[index].text if heading else None)
        if kind is not None and (kind is not self.current or heading):
            self._open(kind, index, heading=heading)
        self.told = self.told or any(unit.prose for unit in self.units[index:end])
        return end

    def _may_lead(self) -> bool:
        """Whether nothing is told or asked yet, and a value stands before the story."""
        return self.current in _ABOVE_LEAD and not (self.told or self.acted)

    def _block_goes_on(self, index: int) -> bool:
        """Whether more lines of a target block come before the next heading: what stood between was a note."""
        for unit in self.units[index:]:
            if unit.heading or unit.prose:
                return False
            if _is_labelled(unit.text):
                return True
        return False

    def _opens(self, index: int) -> bool:
        unit = self.units[index]
        if (
            self._is_heading(index)
            or self._letter_end(index) is not None
            or self._instructs(index)
            or self._leads(index)
        ):
            return True
        before = self.units[index - 1]
        if self.current is SectionKind.LETTER and self._closes_letter(before):
            return True
        return unit.block and (unit.apart or not before.block) and self.block_end(index, headed=False) is not None

    def _instructs(self, index: int) -> bool:
        closed = self.current in _SHORT or self.current in (SectionKind.LETTER, *_ACTIONS)
        return not closed and _asks_to_write(self.units[index].text) and not self._tells_case(self.units[index])

    def _tells_case(self, unit: _Unit) -> bool:
        """Whether a paragraph that begins by asking to write tells the case: it comes first, and is long, and what to
        do has a section of its own ("Please write on behalf of ...").
        """
        first = self.current is SectionKind.SUMMARY and not self.told and self.acts and not self.acted
        return first and len(unit.text.split()) > _LONGEST_REQUEST and not unit.text.endswith(":")

    def _kind_of(self, units: Sequence[_Unit], heading: str | None) -> SectionKind | None:
        """What a stretch of prose or list is; None for what goes on with the section that it stands in."""
        if not units:
            return None
        text = units[0].text
        items = [unit for unit in units if unit.item]
        demands = sum(_demands(unit.text) for unit in items)
        prose = any(unit.prose for unit in units)
        if self.current is SectionKind.LETTER and not self._letter_is_closed(units[0].start):
            return None
        if self.current in _ACTIONS and items:
            return None
        if heading is None and demands and self._leads(self.units.index(units[0])):
            return SectionKind.RECOMMENDED_ACTION
        asks = _asks_to_write(text) and self.current not in _ACTIONS and not self._tells_case(units[0])
        if asks and (heading is not None or (not self.acted and self.current not in _SHORT)):
            return SectionKind.RECOMMENDED_ACTION if demands else SectionKind.TAKE_ACTION
        copied = self.current is SectionKind.TARGETS and vocabulary.pattern("contacts", "copy_word").search(text)
        if self._is_note(text) or (copied and heading is None):
            return None
        if self.current is SectionKind.TARGETS and heading is None:
            if self._opens_with_address(units[0]):
                return None
            if len(units) == 1 and not _is_labelled(text) and is_mail_note(text):
                return SectionKind.BOILERPLATE
        if prose and self.acted and _is_footer(units):
            return SectionKind.BOILERPLATE
        if heading is not None and self.acted and units[0].told and _is_footer(units) and not _names_an_office(units):
            return SectionKind.BOILERPLATE
        if (
            heading is not None
            and len(items) > 1
            and 2 * len(items) >= len(units)
            and self._may_demand(items, demands, heading)
        ):
            steps = not demands and 2 * sum(_is_step(unit.text) for unit in items) > len(items)
            return SectionKind.TAKE_ACTION if steps else SectionKind.RECOMMENDED_ACTION
        if not prose:
            return None
        if heading is not None and self.current not in _ACTIONS and sum(map(_sentences_that_ask, units)) > 1:
            return SectionKind.RECOMMENDED_ACTION
        return self._told_kind(heading)

    def _opens_with_address(self, unit: _Unit) -> bool:
        """Whether the first line of a paragraph is a target in one line, which ends in its country."""
        line = self.document.text[unit.start : unit.end].split("\n", 1)[0]
        return ends_a_line_in_country(line) and compiled(r"\d").search(line) is not None and not tells(line)

    def _may_demand(self, items: Sequence[_Unit], demands: int, heading: str) -> bool:
        if _leading().match(heading):
            return True
        return 2 * demands >= len(items) or (not self.acted and self.current not in _TELLING)

    def _leads(self, index: int) -> bool:
        """Whether a paragraph that speaks of writing stands over a list of what to ask for, the first that asks."""
        unit = self.units[index]
        if self.acted or unit.item or self.current in (SectionKind.LETTER, *_ACTIONS):
            return False
        asks = _speaks_of_writing(unit.text) or (
            unit.text.endswith(":") and vocabulary.pattern("last_day", "appeal").search(unit.text) is not None
        )
        return asks and self._demands_behind(index)

    def _demands_behind(self, index: int) -> bool:
        """Whether a list follows, at once or behind one more line, most items of which are demands."""
        start = next(
            (place for place in range(index + 1, min(index + 3, len(self.units))) if self.units[place].item), None
        )
        if start is None:
            return False
        items = list(takewhile(lambda unit: unit.item, self.units[start:]))
        return len(items) > 1 and 2 * sum(_demands(unit.text) for unit in items) >= len(items)

    def _told_kind(self, heading: str | None) -> SectionKind | None:
        """What a text that tells something is, by its place."""
        if heading is None and self._may_lead():
            return SectionKind.SUMMARY
        behind_block = self.current is SectionKind.TARGETS and self.blocked
        if heading is None and not behind_block and self.current is not SectionKind.LETTER:
            return None
        if not self.told:
            return SectionKind.SUMMARY if self.acted and heading is None else None
        return SectionKind.ADDITIONAL_INFORMATION if self.acted or not self.acts else SectionKind.BACKGROUND

    def _letter_is_closed(self, position: int) -> bool:
        return any(unit.end <= position and self._closes_letter(unit) for unit in self.units)

    def _closes_letter(self, unit: _Unit) -> bool:
        lines = self.document.lines_in(Span(unit.start, unit.end))
        return any(valediction_at(self.document.text, line.start, line.end) is not None for line in lines)

    @staticmethod
    def _is_note(text: str) -> bool:
        """Whether a paragraph belongs to the section before it: a last day, or a note about the addresses."""
        return (
            names_last_day(text)
            or vocabulary.pattern("phrases", "deadline_sentence", "deadline_opening", "no_action").match(text)
            is not None
            or vocabulary.pattern("contacts", "nobody").search(text[:_NEAR_START]) is not None
        )


_TELLING = frozenset({SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND})
# A longer paragraph tells of the case.
_LONGEST_REQUEST = 40
# How far into a note the words stand that make it one.
_NEAR_START = 120
# Sections that hold a value or two: a short line behind their heading is the value, and no heading.
_SHORT = frozenset(
    {
        SectionKind.DEADLINE,
        SectionKind.PREFERRED_LANGUAGE,
        SectionKind.SUBJECT_NAMES,
        SectionKind.PREVIOUS_UA,
    }
)
# Those of them that may stand above the lead, which then has no heading.
_ABOVE_LEAD = frozenset({SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE, SectionKind.SUBJECT_NAMES})
_ACTIONS = frozenset({SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION})


def find_block(document: Document, span: Span) -> int | None:
    """Where a target block begins that goes to the end of `span`, behind a blank line; None where none is proved."""
    units = _units(document, span)
    reader = _Reader(document, SectionKind.OTHER, span, units, acted=False, acts=False, told=False)
    for index in range(1, len(units)):
        opens = units[index].apart and names_somebody(units[index].text)
        if opens and reader.block_end(index, headed=False) == len(units):
            return units[index].start
    return None


def heading_at_end(document: Document, span: Span) -> Span | None:
    """The line at the end of a stretch that stands there like a heading of what follows; None where none does."""
    units = _units(document, span)
    if len(units) < 2 or not units[-1].heading:
        return None
    return Span(units[-1].start, units[-1].end)


def _units(document: Document, body: Span) -> list[_Unit]:
    units: list[_Unit] = []
    packed = _is_packed(document, body)
    for group in paragraphs(document, body):
        lines = list(document.lines_in(group.span))
        start = document.text.rfind("\n", 0, group.span.start) + 1 if group.marker else group.span.start
        units.append(_unit(document, group, lines, max(body.start, start), packed=packed))
    return units


# Nobody wraps so late: a line that is longer is a whole paragraph, and no blank line need stand behind it.
_LONGEST_WRAPPED = 160


def _is_packed(document: Document, body: Span) -> bool:
    """Whether a text has a line for each paragraph and no blank one between them, as what is copied from a page has."""
    lengths = [len(document.text[line.start : line.end].strip()) for line in document.lines_in(body)]
    while lengths and not lengths[-1]:
        lengths.pop()
    return all(lengths) and any(length > _LONGEST_WRAPPED for length in lengths)


def _unit(document: Document, group: Paragraph, lines: Sequence[Line], start: int, *, packed: bool) -> _Unit:
    text = plain(document.quote(*group.spans))
    printed = [document.text[line.start : line.end] for line in lines]
    item = group.marker is not None and not document.text[group.marker.start].isdigit()
    apart = _stands_apart(document, start)
    marked = is_marked(document, start)
    told = tells(text)
    prose = told and not _is_labelled(text) and not any(map(_is_whole_address, printed))
    closing = valediction_at(document.text, lines[0].start, lines[0].end) is not None
    block = not item and not prose and all(map(reads_as_block_line, printed)) and not closing
    alone = len(lines) == 1 and not item and not prose and not closing and (apart or marked or packed)
    heading = alone and _reads_as_heading(text)
    return _Unit(start, group.span.end, text, item, told, prose, block, heading, marked, apart)


# German writes its nouns with capitals.
_SMALL_WORDS_OF_PROSE = 0.4
_FEWEST_WORDS = 10


def tells(text: str) -> bool:
    """Whether a paragraph is made of sentences, and no line of an address that got long."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    told = reads_as_prose(text) or (len(words) >= _FEWEST_WORDS and _SENTENCE_END.search(text) is not None)
    return told and small >= _SMALL_WORDS_OF_PROSE * len(words)


_SENTENCE_END = compiled(r"[^\W_]{2}[.!?\u2026:][\"\u201d\u2019\u00bb)\]]{0,2}$")


_MAY_BE_LABELLED = compiled(r"[:=@\uff1a]|https?:|www\.|\d[\d ().-]{5,}\d|\+\d")


def _is_labelled(text: str) -> bool:
    """Whether the label of a channel, a salutation or a copy stands in a text. Most texts hold no mark of one."""
    return _MAY_BE_LABELLED.search(text) is not None and label_pattern().search(text) is not None


def _stands_over_unwrapped(document: Document, start: int) -> bool:
    """Whether a short line stands right above a paragraph that was not wrapped."""
    index = document.line_at(start)
    line = document.lines[index]
    if line.end - line.start > _LONGEST_HEADING or index + 1 >= len(document.lines):
        return False
    below = document.lines[index + 1]
    return below.end - below.start > _LONGEST_WRAPPED


def _stands_apart(document: Document, start: int) -> bool:
    if _stands_over_unwrapped(document, start):
        return True
    index = document.line_at(start)
    while index > 0:
        before = document.lines[index - 1]
        if not before.furniture:
            text = document.text[before.start : before.end].strip()
            return not text or (len(text) > _LONGEST_WRAPPED and _SENTENCE_END.search(text) is not None)
        index -= 1
    return True


_MARK = compiled(r"[ \t]{0,3}(?:#{1,6}[ \t]|\*\*|__)")


def is_marked(document: Document, start: int) -> bool:
    """Whether the source marks a line as a heading or as bold."""
    origin = document.origins[start] if start < len(document.text) else 0
    source = document.reading.text
    line_start = max(source.rfind(mark, 0, origin) for mark in "\n\r\f") + 1
    return _MARK.match(source, line_start) is not None


_LONGEST_HEADING = 80
_MOST_HEADING_WORDS = 12


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
    if is_banner(text) or is_number_line(text) or country_of(text) or _is_labelled(text):
        return False
    bare = text.rstrip(" :?!")
    return not names_somebody(bare)


def names_somebody(text: str) -> bool:
    """Whether a line reads as a name with a title, an office or an institution, as lines of a target block do."""
    if text.split()[0].casefold() in _indefinite():
        return False
    return role_score(text) >= _SURE or organization_score(text) >= _SURE or split_titles(text) > 0


@cache
def _indefinite() -> frozenset[str]:
    """Articles before what is told, and not before an office ("A word from ...")."""
    return vocabulary.word_set("indefinite", "people")


_SURE = 3.0


def _names_an_office(units: Sequence[_Unit]) -> bool:
    pieces = (piece.strip() for unit in units for piece in compiled(r"[,;(]").split(unit.text))
    return any(names_somebody(piece) for piece in pieces if piece)


def _is_block_of_targets(units: Sequence[_Unit], *, headed: bool) -> bool:
    """Whether lines name somebody and say where to reach him: each kind of line counts once, and two must be there."""
    text = "\n".join(unit.text for unit in units)
    if len(units) < 2 and not (headed and "," in text):
        return False
    if number_pattern().search(text) or vocabulary.pattern("phrases", "office_footer").search(text):
        return False
    reached = compiled(r"[^\s@]@[^\s@]").search(text) is not None or _is_labelled(text)
    named = any(
        names_somebody(piece.strip())
        for unit in units
        for piece in compiled(r"[,;(]").split(unit.text)[:2]
        if piece.strip()
    )
    placed = any(_places(unit.text) for unit in units)
    if headed:
        return named + placed + reached > 1 or (named and len(units) > 1)
    return named and placed and (reached or len(units) > 3)


def _places(text: str) -> bool:
    """Whether a line ends in a country, or holds a street or a post box."""
    countries = find_countries(text, Span(0, len(text)))
    if countries and countries[-1][0].end >= len(text.rstrip(" .,;")):
        return True
    words = vocabulary.pattern("addresses", "street", "post_box")
    return compiled(r"\d").search(text) is not None and words.search(text) is not None


_FEWEST_COMMAS = 2


def _is_whole_address(line: str) -> bool:
    """Whether a line holds an address up to its country ("..., 12 Main Street, Lagos, Nigeria")."""
    parts = line.strip(" .;").split(",")
    return len(parts) > _FEWEST_COMMAS and country_of(parts[-1].strip()) is not None and _places(line)


@cache
def _instruction() -> re.Pattern[str]:
    return vocabulary.pattern("phrases", "instruction")


def _is_step(text: str) -> bool:
    """Whether a list item tells the reader what to do: it speaks of writing, or to him."""
    return _speaks_of_writing(text) or vocabulary.pattern("phrases", "to_readers").search(text) is not None


@cache
def _leading() -> re.Pattern[str]:
    """How a line begins that leads to what to ask for."""
    return vocabulary.pattern("phrases", "appeal_verb", "points_lead")


def _speaks_of_writing(text: str) -> bool:
    return vocabulary.pattern("phrases", "writing").search(text) is not None


def _asks_to_write(text: str) -> bool:
    """Whether a paragraph begins by asking its reader to write."""
    return (
        _instruction().match(text) is not None
        and vocabulary.pattern("phrases", "writing").search(text) is not None
        and vocabulary.pattern("phrases", "no_action").search(text) is None
    )


# A longer paragraph with words of sending tells a story about letters.
_LONGEST_NOTE = 45
_PRICE = compiled(r"[$\u20ac\u00a3\u00a5]\s?\d|(?<!\w)\d+(?:[.,]\d\d)?\s?(?:\u20ac|\u00a3|EUR|CHF|Fr\.|DM|kr)(?!\w)")
_IN_BRACKETS = compiled(r"\([^()]+\)\.?|\[[^\[\]]+\]\.?")


def speaks_of_sending(text: str) -> bool:
    """Whether a paragraph is a short note on how to write, or what it costs: to its reader, or in brackets."""
    if len(text.split()) > _LONGEST_NOTE or vocabulary.pattern("phrases", "writing").search(text) is None:
        return False
    return (
        _PRICE.search(text) is not None
        or _IN_BRACKETS.fullmatch(text) is not None
        or vocabulary.pattern("phrases", "to_readers").search(text) is not None
    )


_LONGEST_MAIL_NOTE = 32


def is_mail_note(text: str) -> bool:
    """Whether a short paragraph is a note on the sending of letters: no person is told of, and no year."""
    words = text.split()
    if len(words) > _LONGEST_MAIL_NOTE or compiled(r"(?:19|20)\d\d(?!\d)").search(text):
        return False
    if any(word.strip(".,;:()\"'").casefold() in _told_persons() for word in words):
        return False
    return vocabulary.pattern("phrases", "mail_note").search(text) is not None


@cache
def _told_persons() -> frozenset[str]:
    """Words that stand for a person of whom something is told, or say whose something is."""
    keys = ("pronoun_female", "pronoun_male", "possessive")
    told = frozenset().union(*(vocabulary.word_set(key, "people") for key in keys))
    return told - vocabulary.word_set("to_readers", "phrases")


def reaches_sender(text: str) -> bool:
    """Whether a paragraph behind the targets says how to reach or to help the sender."""
    return (
        compiled(r"[^\s@]@[^\s@]|https?:|www\.|\bIBAN\b").search(text) is not None
        or _is_labelled(text)
        or vocabulary.pattern("phrases", "office_footer").search(text) is not None
    )


def asks_for_something(document: Document, body: Span) -> bool:
    """Whether instructions say what to ask for: in list items, or in sentences that begin with a verb of asking."""
    return any(_sentences_that_ask(unit) > 0 for unit in _units(document, body))


def lists_steps(document: Document, body: Span) -> bool:
    """Whether a text is a list most of whose items tell the reader what to do, and none of them what to ask for."""
    units = [unit for unit in _units(document, body) if unit.item or _is_numbered(document, unit)]
    if len(units) < _FEWEST_STEPS or any(map(_demands, (unit.text for unit in units))):
        return False
    return 2 * sum(_is_step(unit.text) for unit in units) > len(units)


_FEWEST_STEPS = 2


def _is_numbered(document: Document, unit: _Unit) -> bool:
    """Whether a paragraph is an item of a numbered list."""
    return compiled(r"\s{0,12}\(?\d{1,2}[.)]\s").match(document.text, unit.start, unit.end) is not None


def _sentences_that_ask(unit: _Unit) -> int:
    """How many sentences of a paragraph begin with a verb of asking."""
    pieces = compiled(r"(?<=[.!?:;])\s").split(unit.text)
    return sum(vocabulary.pattern("phrases", "appeal_verb").match(piece) is not None for piece in pieces)


def _is_footer(units: Sequence[_Unit]) -> bool:
    """Whether paragraphs behind the targets are the sender's: all reach him, or the first says so and tells little."""
    footer = vocabulary.pattern("phrases", "office_footer").search(units[0].text[: _NEAR_START // 2])
    reaching = [reaches_sender(unit.text) for unit in units]
    return footer is not None or all(reaching) or (len(units[0].text.split()) < _LITTLE and any(reaching[:3]))


# A paragraph of fewer words tells no story.
_LITTLE = 20


def _demands(text: str) -> bool:
    """Whether a list item is something to ask for."""
    return (
        vocabulary.pattern("phrases", "appeal_verb").match(text) is not None
        or vocabulary.pattern("letter", "demand").search(text) is not None
    )
