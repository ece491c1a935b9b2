"""Part of the stage `sections`: what stands under unknown headings, or under none, told by its shape.

A stretch of text is cut into units (paragraphs, list items, single lines). Letters and target blocks show themselves:
one by salutation and valediction, the other by lines that name, place and reach somebody. What lies between them is
prose or a list, and its wording and its place say what it is for. A line that stands alone like a heading belongs to
what follows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from ingest import vocabulary
from ingest.dates import find_dates, weekday_source
from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from ingest.last_day import holds_last_day, is_announced_last_day
from ingest.places import ends_a_line_in_country
from ingest.sectioning.senders_words import is_footer, speaks_to_members
from ingest.sectioning.units import (
    Unit,
    asks_to_write,
    is_block_of_targets,
    is_demand,
    is_labelled,
    is_listed_target,
    is_step,
    lead_to_points,
    names_an_office,
    names_somebody,
    sentences_that_ask,
    speaks_of_writing,
    tells,
    units_in,
)
from ingest.sections import ACTIONS, Part, is_later_step
from ingest.sending_notes import is_mail_note, is_sending_note, speaks_of_sending
from ingest.shapes import is_quotation, is_shouted, is_speaker, names_last_day, salutation_at, valediction_at
from models import SectionKind

_LONGEST_REQUEST = 40
"""Words; a longer paragraph tells of the case."""
_LONGEST_DAY = 12
"""Words of the last day and what little is said of it."""
_NEAR_START = 120
"""How far into a note the words stand that make it one."""
# Sections that nothing without a heading of its own begins in: they hold no prose, or nothing but words of the sender.
_CLOSED = frozenset({SectionKind.HEADER, SectionKind.TITLE, SectionKind.BOILERPLATE})
_ASKING = frozenset({SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION, SectionKind.TARGETS, SectionKind.LETTER})
_CASE = frozenset({SectionKind.SUMMARY, SectionKind.BACKGROUND, SectionKind.ADDITIONAL_INFORMATION})
_BEHIND_LEAD = frozenset({SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND})
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


def with_unheaded(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts, and as parts of their own what begins inside them under a heading that no vocabulary knows."""
    acted = told = False
    acts = any(part.kind in _ASKING for part in parts)
    for part in _with_headings_of_letters(document, list(_with_case_behind_lead(parts))):
        found = (
            []
            if part.kind in _CLOSED or is_later_step(document, part)
            else _stretches(document, part.kind, part.body, acted=acted, acts=acts, told=told)
        )
        found = [one for one in found if not is_announced_last_day(document, part, one.start)]
        # A call above the lead is not yet the appeal.
        called = part.kind is SectionKind.TAKE_ACTION and part.heading is None and not told
        told = told or part.kind in _CASE or any(one.kind in _CASE for one in found)
        if not found:
            yield part
        else:
            if document.text[part.start : found[0].start].strip():
                yield replace(part, end=found[0].start)
            yield from found
        acted = acted or (part.kind in _ASKING and not called) or any(one.kind in _ASKING for one in found)


def _with_case_behind_lead(parts: list[Part]) -> Iterator[Part]:
    """The parts; a text about the case under a heading is the background where a lead stands above it already."""
    led = False
    for part in parts:
        second = part.kind is SectionKind.SUMMARY and part.heading is not None and led
        led = led or part.kind is SectionKind.SUMMARY
        yield replace(part, kind=SectionKind.BACKGROUND) if second else part


def _with_headings_of_letters(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; a letter that was found by its salutation takes the heading over it from the part before."""
    taken: Span | None = None
    for part, following in zip_longest(parts, parts[1:]):
        if taken is not None:
            part = replace(part, start=taken.start, heading=taken)
            taken = None
        if following is not None and following.kind is SectionKind.LETTER and following.heading is None:
            taken = _heading_at_end(document, part.body) if part.kind not in _CLOSED else None
        yield part if taken is None else replace(part, end=taken.start)


def _heading_at_end(document: Document, span: Span) -> Span | None:
    """The line at the end of a stretch that stands there like a heading of what follows; None where none does."""
    units = units_in(document, span)
    if len(units) < 2 or not units[-1].heading:
        return None
    return Span(units[-1].start, units[-1].end)


def find_block(document: Document, span: Span) -> int | None:
    """Where a target block begins that goes to the end of `span`, behind a blank line; None where none is proved."""
    units = units_in(document, span)
    reader = _Reader(document, SectionKind.OTHER, span, units, acted=False, acts=False, told=False)
    for index in range(1, len(units)):
        opens = units[index].apart and names_somebody(units[index].text)
        if opens and reader.block_end(index, headed=False) == len(units):
            return units[index].start
    return None


def _stretches(document: Document, kind: SectionKind, body: Span, *, acted: bool, acts: bool, told: bool) -> list[Part]:
    """The sections that begin inside `body`, the text of a section of kind `kind`, in order.

    What comes before the first of them goes on with `kind`. `acted`: instructions, targets or letter stand before
    `body`, `acts`: anywhere in the document; `told`: a text about the case stands before it. Where nothing else begins
    the list is empty.
    """
    units = units_in(document, body)
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
        units: Sequence[Unit],
        *,
        acted: bool,
        acts: bool,
        told: bool,
    ) -> None:
        self.document, self.body, self.units = document, body, units
        self.acted, self.acts, self.told = acted, acts, told
        self.current = kind
        self.found: list[Part] = []
        self.blocked = False

    def stretches(self) -> list[Part]:
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
        if heading and self._is_day(first):
            self._open(SectionKind.DEADLINE, index, heading=True)
            return first + 1
        letter_end = self._letter_end(first)
        if letter_end is not None:
            self._open(SectionKind.LETTER, index, heading=heading)
            self.acted = True
            return letter_end
        block_end = None if self._is_name(index) else self.block_end(first, headed=heading)
        if block_end is not None and not (heading and self._is_chat(self.units[first:block_end])):
            footer = heading and vocabulary.match(unit.text, "phrases", "office_footer") is not None
            if footer:
                self._open(SectionKind.BOILERPLATE, index, heading=False)
            elif self.current is not SectionKind.TARGETS or (heading and self.blocked and unit.marked):
                self._open(SectionKind.TARGETS, index, heading=heading)
            self.acted = self.blocked = True
            return block_end
        return self._gap(index, heading=heading)

    def _is_name(self, index: int) -> bool:
        """Whether a unit stands on the line of the label of those at risk: they are nobody to write to."""
        if index or self.current is not SectionKind.SUBJECT_NAMES or self.found:
            return False
        return "\n" not in self.document.text[self.body.start : self.units[0].start]

    def _open(self, kind: SectionKind, index: int, *, heading: bool) -> None:
        unit = self.units[index]
        line = self.document.lines[self.document.line_at(unit.start)]
        # A mark that points at a heading goes with it.
        alone = not any(map(str.isalnum, self.document.text[line.start : unit.start]))
        start = max(self.body.start, line.start) if alone else unit.start
        if self.found:
            last = self.found[-1]
            self.found[-1] = Part(last.kind, last.start, start, last.heading)
        span = Span(unit.start, unit.end) if heading else None
        self.found.append(Part(kind, start, self.body.end, span))
        self.current = kind

    def _is_heading(self, index: int) -> bool:
        """Whether a line stands over what follows it as a heading does."""
        unit = self.units[index]
        if not unit.heading or index + 1 >= len(self.units) or (index == 0 and self.current in _SHORT):
            return False
        following = self.units[index + 1]
        if self._is_picked_out(unit, following) or (index > 0 and self._is_picked_out(self.units[index - 1], unit)):
            return False
        if following.told or following.item or self._is_day(index + 1):
            return True
        if self.current is SectionKind.TARGETS:
            return unit.marked and not following.marked
        joined = unit.apart and not following.apart and following.block
        if joined and not (unit.marked or unit.text[-1] in ":?!" or is_shouted(unit.text)):
            # The name over an office, and no heading.
            return False
        return not following.heading or unit.marked

    def _is_day(self, index: int) -> bool:
        """Whether a unit behind the appeal begins with a day and says little besides, as the last day is given."""
        if not self.acted or index >= len(self.units) or self.current in (SectionKind.LETTER, *_CASE):
            return False
        unit = self.units[index]
        if unit.item or unit.told or len(unit.text.split()) > _LONGEST_DAY:
            return False
        dates = [found for found in find_dates(unit.text, Span(0, len(unit.text))) if found.day is not None]
        before = unit.text[: dates[0].span.start] if dates else unit.text
        return bool(dates) and compiled(rf"\W{{0,4}}(?:{weekday_source()}[\s,.]{{1,3}})?").fullmatch(before) is not None

    def _is_chat(self, units: Sequence[Unit]) -> bool:
        """Whether a paragraph under a heading of its own behind the appeal is news of those who pass it on."""
        if not self.acted or not units or not units[0].told:
            return False
        return speaks_to_members(units[0].text)

    @staticmethod
    def _is_picked_out(unit: Unit, following: Unit) -> bool:
        """Whether a quotation stands over the name of who said it, as a box beside the text shows it, or below the
        words that lead to it.
        """
        led = unit.text.endswith(":") and is_quotation(following.text)
        return led or (is_quotation(unit.text) and is_speaker(following.text))

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
        while end < len(self.units) and self._is_of_block(end, headed=headed):
            if end > index and self._opens_other(end):
                break
            end += 1
        run = self.units[index:end]
        if not run or not is_block_of_targets(run, headed=headed or self.current is SectionKind.TARGETS):
            return None
        return end

    def _is_of_block(self, index: int, *, headed: bool) -> bool:
        """Whether a unit can stand in a target block: its lines, or under a heading an item that holds an address."""
        unit = self.units[index]
        return unit.block or (headed and unit.item and is_listed_target(unit.text))

    def _opens_other(self, index: int) -> bool:
        """Whether a unit is the heading of a text, a list or a day, or one in a frame, and no line of a block."""
        unit = self.units[index]
        if not unit.heading or index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        return following.told or following.item or unit.marked or self._is_day(index + 1)

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
            if note and _is_note_on_sending(note[0].text) and not is_footer(note):
                # A note on how to write, and behind it perhaps a story.
                self.told = self.told or any(unit.prose for unit in self.units[index : first + 1])
                return first + 1
        if self._may_lead() and not heading:
            # Behind a last day or names that stand above the lead comes the lead; a request may end it.
            index = first = next((place for place in range(first, end) if self.units[place].prose), first)
            end = first + 1 if self.units[first].prose else end
        kind = self._kind_of(self.units[first:end], heading=self.units[index].text if heading else None)
        if heading and kind in _BEHIND_LEAD and self._announces_list(index):
            return end
        if kind is not None and (kind is not self.current or heading):
            self._open(kind, index, heading=heading)
        self.told = self.told or any(unit.prose for unit in self.units[index:end])
        return end

    def _announces_list(self, index: int) -> bool:
        """Whether a line inside what tells of the case ends in a colon over a list, as a sentence of it does."""
        text = self.units[index].text
        listed = index + 1 < len(self.units) and self.units[index + 1].item
        return listed and self.current in _CASE and text.endswith(":") and not is_shouted(text)

    def _may_lead(self) -> bool:
        """Whether nothing is told or asked yet, and a value stands before the story."""
        return self.current in _ABOVE_LEAD and not (self.told or self.acted)

    def _block_goes_on(self, index: int) -> bool:
        """Whether more lines of a target block come before the next heading: what stood between was a note."""
        for unit in self.units[index:]:
            if unit.heading or unit.prose:
                return False
            if is_labelled(unit.text):
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
        closed = self.current in _SHORT or self.current in (SectionKind.LETTER, *ACTIONS)
        return not closed and asks_to_write(self.units[index].text) and not self._tells_case(self.units[index])

    def _tells_case(self, unit: Unit) -> bool:
        """Whether a paragraph that begins by asking to write tells the case: it comes first, and is long, and what to
        do has a section of its own ("Please write on behalf of ...").
        """
        first = self.current is SectionKind.SUMMARY and not self.told and self.acts and not self.acted
        return first and len(unit.text.split()) > _LONGEST_REQUEST and not unit.text.endswith(":")

    def _kind_of(self, units: Sequence[Unit], heading: str | None) -> SectionKind | None:
        """What a stretch of prose or list is; None for what goes on with the section that it stands in."""
        if not units:
            return None
        text = units[0].text
        items = [unit for unit in units if unit.item]
        demands = sum(is_demand(unit.text) for unit in items)
        prose = any(unit.prose for unit in units)
        if self.current is SectionKind.LETTER and not self._letter_is_closed(units[0].start):
            return None
        if self.current in ACTIONS and items:
            return None
        if heading is None and demands and self._leads(self.units.index(units[0])):
            return SectionKind.RECOMMENDED_ACTION
        listed = heading is not None and len(items) == len(units) and heading.endswith(":") and asks_to_write(heading)
        asks = (listed or asks_to_write(text)) and self.current not in ACTIONS and not self._tells_case(units[0])
        if asks and (heading is not None or (not self.acted and self.current not in _SHORT)):
            return SectionKind.RECOMMENDED_ACTION if demands or listed else SectionKind.TAKE_ACTION
        copied = self.current is SectionKind.TARGETS and vocabulary.pattern("contacts", "copy_word").search(text)
        if self._is_note(text) or (copied and heading is None):
            return None
        if self.current is SectionKind.TARGETS and heading is None:
            if self._opens_with_address(units[0]):
                return None
            if len(units) == 1 and not is_labelled(text) and is_mail_note(text):
                return SectionKind.BOILERPLATE
        # What tells the case ends in words of the sender at most, which are found from its end.
        closed = heading is None and self.current in _CASE
        if prose and self.acted and not closed and is_footer(units):
            return SectionKind.BOILERPLATE
        if heading is not None and self._is_chat(units):
            return SectionKind.BOILERPLATE
        if heading is not None and not self.acted and self.told and any(self._names_last_day(unit) for unit in units):
            return SectionKind.RECOMMENDED_ACTION if demands else SectionKind.TAKE_ACTION
        if heading is not None and self.acted and units[0].told and is_footer(units) and not names_an_office(units):
            return SectionKind.BOILERPLATE
        if (
            heading is not None
            and len(items) > 1
            and 2 * len(items) >= len(units)
            and self._may_demand(items, demands, heading)
        ):
            steps = not demands and 2 * sum(is_step(unit.text) for unit in items) > len(items)
            return SectionKind.TAKE_ACTION if steps else SectionKind.RECOMMENDED_ACTION
        if not prose:
            return None
        if heading is not None and self.current not in ACTIONS and sum(map(sentences_that_ask, units)) > 1:
            return SectionKind.RECOMMENDED_ACTION
        return self._told_kind(heading)

    def _names_last_day(self, unit: Unit) -> bool:
        return unit.told and holds_last_day(self.document, Span(unit.start, unit.end))

    def _opens_with_address(self, unit: Unit) -> bool:
        """Whether the first line of a paragraph is a target in one line, which ends in its country."""
        line = self.document.text[unit.start : unit.end].split("\n", 1)[0]
        return ends_a_line_in_country(line) and compiled(r"\d").search(line) is not None and not tells(line)

    def _may_demand(self, items: Sequence[Unit], demands: int, heading: str) -> bool:
        if lead_to_points().match(heading):
            return True
        # A line of the lead that ends in a colon leads to what is told, where the action has a section of its own.
        tells_on = self.acts and not demands and heading.endswith(":") and not is_shouted(heading)
        return 2 * demands >= len(items) or not (self.acted or self.current in _BEHIND_LEAD or tells_on)

    def _leads(self, index: int) -> bool:
        """Whether a paragraph that speaks of writing stands over a list of what to ask for, the first that asks."""
        unit = self.units[index]
        if self.acted or unit.item or self.current in (SectionKind.LETTER, *ACTIONS):
            return False
        asks = speaks_of_writing(unit.text) or (
            unit.text.endswith(":") and vocabulary.search(unit.text, "last_day", "appeal") is not None
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
        return len(items) > 1 and 2 * sum(is_demand(unit.text) for unit in items) >= len(items)

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

    def _closes_letter(self, unit: Unit) -> bool:
        lines = self.document.lines_in(Span(unit.start, unit.end))
        return any(valediction_at(self.document.text, line.start, line.end) is not None for line in lines)

    @staticmethod
    def _is_note(text: str) -> bool:
        """Whether a paragraph belongs to the section before it: a last day, or a note about the addresses."""
        return (
            names_last_day(text)
            or vocabulary.match(text, "phrases", "deadline_sentence", "deadline_opening", "no_action") is not None
            or vocabulary.search(text[:_NEAR_START], "contacts", "nobody") is not None
        )


def _is_note_on_sending(text: str) -> bool:
    return speaks_of_sending(text) or is_sending_note(text)
