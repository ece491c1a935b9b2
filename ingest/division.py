"""Stage: a document that holds several Urgent Actions becomes one document for each.

A compilation is told by the heads of its documents: a banner, an own number line, a line of distribution and index. A
head alone proves little, since updates name earlier numbers and pages repeat their banners. So a document ends before
a head only where both sides are Urgent Actions as a whole and can be told apart: by their numbers, or else by their
index numbers, languages, kinds, dates or countries, each stated on both sides. In doubt nothing is divided.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TypeVar

from ingest import vocabulary
from ingest.breaks import Break, find_breaks, opening_line, page_between
from ingest.case_number import INDEX_NUMBER, number_in, states_number
from ingest.deadline import in_time
from ingest.document import Document, Line, Span
from ingest.errors import NotAnUrgentAction
from ingest.fields.header import read_header
from ingest.found import Found
from ingest.furniture import mark_furniture
from ingest.headings import Heading, find_headings
from ingest.kept_patterns import compiled
from ingest.normalising.normalise import normalise
from ingest.old_layouts.old_header import find_old_header
from ingest.paragraphs import paragraphs
from ingest.places import full_year
from ingest.preface import behind_mail
from ingest.reading import Reading, part_of
from ingest.recognition import require_urgent_action
from ingest.sectioning import split_sections
from ingest.shapes import QUOTED, is_banner, reads_as_prose
from models import SectionKind

T = TypeVar("T")

_HEAD_LINES = 10
"""The lines of one head stand within so many lines with text of each other."""
_LONGEST_MARK = 240
_LEAST_LIST = 3
"""So many lines with a number each are a list, also with blank lines between them."""
_WORDS_BEFORE_NUMBER = 4
_PROSE_WORDS = 16
"""A line of so many words is text, and no part of a head."""
_LEAST_WORDS = 40
"""An Urgent Action without anything to do, such as an outcome, has at least so many words."""
_LETTERHEAD_LINES = 4
"""A letterhead has at most so many lines and blank ones between them."""
_LONGEST_NOTE = 8
"""Words behind a number: what is longer and ends in a full stop is a sentence."""
_ACTION_KINDS = frozenset(
    {SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION, SectionKind.TARGETS, SectionKind.DEADLINE}
)
_CASE_KINDS = frozenset(
    {
        SectionKind.BACKGROUND,
        SectionKind.ADDITIONAL_INFORMATION,
        SectionKind.RECOMMENDED_ACTION,
        SectionKind.TARGETS,
        SectionKind.LETTER,
        SectionKind.SUBJECT_NAMES,
    }
)
_HEAD_KINDS = frozenset({SectionKind.HEADER, SectionKind.TITLE, SectionKind.SUMMARY})
_GOES_ON_BEHIND = compiled(r"(?:,|[^\W\d_]-)$")
_CHANNEL = compiled(r"\S@\S|\+\d|\b(?:\d[ .-]?){6}")


@dataclass(frozen=True, slots=True)
class _Head:
    """The first lines of a document: where they start and end, and what they hold.

    `first_line` is an index into the document's lines; `apart`: it stands at the start of a block or a page.
    """

    first_line: int
    span: Span
    apart: bool
    banner: bool = False
    distribution: bool = False
    number: str | None = None
    index: str | None = None

    def is_among(self, names: set[str | None]) -> bool:
        """Whether it gives a number or index number, and none but those of heads before it."""
        own = {self.number, self.index} - {None}
        return bool(own) and own <= names

    @property
    def is_named(self) -> bool:
        """Whether it gives a number or an index number."""
        return self.number is not None or self.index is not None

    @property
    def strong(self) -> bool:
        """Whether it can be nothing but the head of a document: a mention of another one has no such marks."""
        return (self.number is not None and (self.banner or self.distribution)) or (
            self.index is not None and self.distribution
        )


def divide(document: Document) -> list[Document]:
    """The document alone, or one for each Urgent Action in it, in order; each has a text of its own.

    What stands before the first one, such as a list of contents, is furniture of the first; before a single one, what
    speaks to the readers of the page or newsletter that it stands in.
    """
    heads = list(_heads(document))
    if not heads:
        return [document]
    ground = _Ground(document, heads, find_headings(document), find_breaks(document))
    starts, preface_end = _starts(ground) if len(heads) > 1 else ([], False)
    offsets = _verified(document, {0: True, **{_source_start(ground, head): head.strong for head in starts[1:]}})
    whole = [*offsets, len(document.reading.text)]
    cuts = sorted({*offsets, *(cut for start, end in pairwise(whole) for cut in _further_cuts(ground, start, end))})
    if len(cuts) < 2:
        return [document] if len(starts) > 1 else [_without_preface(ground)]
    parts = [_part(document.reading, start, end) for start, end in pairwise([*cuts, len(document.reading.text)])]
    if preface_end:
        parts[0] = _without_contents(parts[0], _letterhead_start(document, starts[0]))
    return [normalise(part) for part in parts]


def _without_contents(part: Reading, end: int) -> Reading:
    """The first part; what stands before its head, such as a list of contents, is furniture if that loses nothing."""
    if not 0 < end < len(part.text):
        return part
    without = replace(part, furniture=((0, end), *_behind(part.furniture, end)))
    case, whole = _recognised(without), _recognised(part)
    lost = whole is not None and (case is None or case.states_less_than(whole))
    return part if lost else without


def _heads(document: Document) -> Iterator[_Head]:
    """What looks like the head of a document, in order. Marks close to each other are one head."""
    headings = [heading.span.start for heading in find_headings(document) if heading.kind not in _HEAD_KINDS]
    head: _Head | None = None
    names: set[str | None] = set()
    for mark in _without_lists(document, list(_marks(document))):
        # A name that was given before closes its document; what follows is another head.
        if head is not None and not head.is_among(names) and _goes_on(document, headings, head, mark):
            head = _joined(head, mark)
            continue
        if head is not None:
            names |= {head.number, head.index}
            yield head
        head = mark
    if head is not None:
        yield head


def _marks(document: Document) -> Iterator[_Head]:
    for index, line in enumerate(in_time(document.lines)):
        mark = _mark(document, index, document.text[line.start : line.end])
        if mark is not None:
            yield mark


def _without_lists(document: Document, marks: list[_Head]) -> Iterator[_Head]:
    """The marks without those of a list of numbers: lines that follow one another, each with a number of its own.

    Behind blank lines the last entry may be the head of what follows.
    """
    runs: list[list[_Head]] = []
    for mark in marks:
        if runs and _is_next_entry(document, runs[-1], mark):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    for run in runs:
        if len(run) < 2:
            yield from run
        elif not _touch(run[0], run[1]):
            yield from run if len(run) < _LEAST_LIST else run[-1:]


def _touch(one: _Head, next_one: _Head) -> bool:
    return next_one.first_line - one.first_line == 1


def _is_next_entry(document: Document, run: Sequence[_Head], mark: _Head) -> bool:
    entry = run[-1]
    if entry.number is None or mark.number in (None, entry.number) or mark.strong or entry.strong:
        return False
    if len(run) > 1 and _touch(run[0], run[1]) != _touch(entry, mark):
        return False
    return not document.text[entry.span.end : mark.span.start].strip()


def _goes_on(document: Document, headings: Sequence[int], head: _Head, mark: _Head) -> bool:
    """Whether a mark belongs to the head above it."""
    if mark.number is not None and head.number not in (None, mark.number):
        return False
    if mark.distribution and mark.apart and (head.number is not None or (head.is_named and not head.distribution)):
        return False
    if any(head.span.end <= start <= mark.span.start for start in headings):
        return False
    between = document.text[head.span.end : mark.span.start].split("\n")
    printed = [line for line in between if line.strip()]
    return len(printed) < _HEAD_LINES and all(_words(line) < _PROSE_WORDS for line in printed)


def _joined(head: _Head, mark: _Head) -> _Head:
    return replace(
        head,
        span=Span(head.span.start, mark.span.end),
        banner=head.banner or mark.banner,
        distribution=head.distribution or mark.distribution,
        number=head.number or mark.number,
        index=head.index or mark.index,
    )


def _mark(document: Document, index: int, text: str) -> _Head | None:
    """The line as a head of its own, if it has a mark of one."""
    line = document.lines[index]
    if not text.strip() or len(text) > _LONGEST_MARK:
        return None
    apart = _stands_apart(document, index)
    head = _Head(index, line.span, apart)
    if is_banner(text):
        return replace(head, banner=True)
    distribution = bool(_distribution().match(text.strip()))
    number, index_number = _own_number(text), _own_index(text, beside_distribution=distribution)
    if number is None and index_number is None and not distribution:
        return None
    return replace(head, distribution=distribution, number=number, index=index_number)


@cache
def _distribution() -> re.Pattern[str]:
    """A line that opens with the circle of readers, alone or with the index number behind it."""
    labels = vocabulary.expression("header", "distribution")
    return compiled(rf"{labels}[ \t]{{0,80}}(?:$|[^\n]{{0,40}}?{INDEX_NUMBER.pattern})", re.IGNORECASE)


def _own_number(text: str) -> str | None:
    """The number that a line gives as a document's own; None for a sentence that names one."""
    match = number_in(text)
    if match is None or len(compiled(r"\w+").findall(text[: match.start()])) > _WORDS_BEFORE_NUMBER:
        return None
    before, behind = text[: match.start()].strip(), text[match.end() :].strip()
    if before[:1].islower() or (behind[:1].islower() and match["update"] is None):
        return None
    if behind.endswith(".") and len(behind.split()) > _LONGEST_NOTE:
        return None
    return f"{int(match['sequence'])}/{full_year(match['year']) % 100:02d}"


def _own_index(text: str, *, beside_distribution: bool) -> str | None:
    """The index number that a line gives beside the circle of readers or a label for the date, as header lines do."""
    match = INDEX_NUMBER.search(text)
    if match is None or not (beside_distribution or vocabulary.pattern("header", "date_label").search(text)):
        return None
    return " ".join(match.group().split())


def _stands_apart(document: Document, index: int) -> bool:
    """Whether nothing, a blank line, a line of signs, or another page stands before a line."""
    if index == 0:
        return True
    before, line = document.lines[index - 1], document.lines[index]
    if not any(char.isalnum() for char in document.text[before.start : before.end]):
        return True
    return page_between(document, before, line)


def _starts(ground: "_Ground") -> tuple[list[_Head], bool]:
    """The heads that open a document, and whether what stands before the first is none."""
    heads = ground.heads
    first = 0 if heads[0].strong else next((i for i in range(len(heads)) if ground.is_whole_alone(i)), 0)
    starts = [heads[first]]
    for index in range(first + 1, len(heads)):
        head = heads[index]
        if (
            _are_two(starts[-1], head)
            and ground.is_whole_alone(index)
            and ground.is_whole(starts[-1], head.span.start)
            and not ground.is_running_head(starts[-1], head)
        ):
            starts.append(head)
    return starts, _words(ground.document.text[: starts[0].span.start]) > 0


def _are_two(first: _Head, second: _Head) -> bool:
    """Whether two heads can open different documents."""
    if first.number is not None and second.number is not None and first.number != second.number:
        return second.apart or second.banner or second.distribution
    # Where a number stands further down or is the same, the parts as a whole are compared later.
    return second.apart and (second.banner or second.distribution)


@dataclass(frozen=True, slots=True)
class _Case:
    """What tells one Urgent Action from another. `kind` goes with its ordinal; `asks`: it says what to do or whom to
    write to; `whole`: it says both.
    """

    number: str | None
    index: str | None
    kind: tuple[str | None, int | None]
    issue_date: str | None
    title: str | None
    countries: frozenset[str]
    language: str
    asks: bool
    whole: bool

    def differs_from(self, other: "_Case") -> bool:
        """Whether both are Urgent Actions of their own. What one of them does not state proves nothing."""
        if self.number is not None and other.number is not None and self.number != other.number:
            return True
        if _both_differ(self.index, other.index) or self.language != other.language:
            return True
        if not (self.asks and other.asks) or not _both_differ(self.title, other.title):
            return False
        # Two headlines and two callings for action: another part of the story, another day, or another country.
        if self.number is not None and self.number == other.number and self.kind != other.kind:
            return True
        return _both_differ(self.issue_date, other.issue_date) or (
            bool(self.countries) and bool(other.countries) and self.countries.isdisjoint(other.countries)
        )

    def states_less_than(self, other: "_Case") -> bool:
        """Whether the other, of the same text and more, has a headline, number, index or date that this one has not."""
        pairs = zip(self._stated, other._stated, strict=True)
        return any(own is None and value is not None for own, value in pairs)

    @property
    def _stated(self) -> tuple[str | None, ...]:
        return self.number, self.index, self.issue_date, self.title

    def stands_beside(self, other: "_Case") -> bool:
        """Whether both are whole, tell of a case, and differ by what each states, the other below this one."""
        told = self.whole and other.whole and bool(self.title or self.number) and bool(other.title)
        return told and self.differs_from(replace(other, language=self.language))


def _both_differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


@dataclass(frozen=True, slots=True)
class _Ground:
    """A document, what looks like a head in it, its headings, and where a new text can begin in it."""

    document: Document
    heads: Sequence[_Head]
    headings: Sequence[Heading]
    breaks: Mapping[int, Break]

    def is_whole_alone(self, index: int) -> bool:
        """Whether an Urgent Action stands between a head and the next one of another document."""
        head = self.heads[index]
        others = (
            other.span.start
            for other in self.heads[index + 1 :]
            if other.banner or other.distribution or other.number != head.number
        )
        return self.is_whole(head, next(others, len(self.document.text)))

    def is_running_head(self, opener: _Head, head: _Head) -> bool:
        """Whether a head without a number only stands at the top of a further page of the opener's document.

        There the same headline follows, or a section, or the rest of a sentence.
        """
        if head.number not in (None, opener.number):
            return False
        line = self._line_behind(head)
        text = self.document.text[line.start : line.end].strip()
        before = self.document.text[max(0, head.span.start - _LONGEST_MARK) : head.span.start].rstrip()
        return (
            text[:1].islower()
            or _GOES_ON_BEHIND.search(before) is not None
            or any(
                line.start <= heading.span.start < line.end and heading.kind not in _HEAD_KINDS
                for heading in self.headings
            )
            or text in self.document.text[opener.span.start : head.span.start]
        )

    def _line_behind(self, head: _Head) -> Line:
        """The first line with text behind a head."""
        index = self.document.line_at(max(head.span.start, head.span.end - 1)) + 1
        while index < len(self.document.lines) - 1:
            line = self.document.lines[index]
            if self.document.text[line.start : line.end].strip():
                break
            index += 1
        return self.document.lines[min(index, len(self.document.lines) - 1)]

    def is_whole(self, head: _Head, end: int) -> bool:
        """Whether there is something to do and someone to write to, or else a sure head and a text under it."""
        text = self.document.text[head.span.end : end]
        if head.strong and _words(text) >= _LEAST_WORDS:
            return True
        return self.asks(Span(head.span.end, end))

    def asks(self, stretch: Span) -> bool:
        """Whether there is something to do, someone to write to, and a text in a stretch."""
        text = self.document.text[slice(*stretch)]
        acts = any(
            heading.kind in _ACTION_KINDS and stretch.start <= heading.span.start < stretch.end
            for heading in self.headings
        )
        return acts and bool(_CHANNEL.search(text)) and _words(text) >= _LEAST_WORDS

    def opens_with(self, line: int, head: _Head | None) -> bool:
        """Whether a line is the first of the document whose head this is; at a foot stands which document it was."""
        if head is None:
            return False
        at_foot = states_number(self.document.quote(self.document.lines[head.first_line].span))
        return line == self.opening_line(head.first_line) or (line == head.first_line and not at_foot)

    def opening_line(self, head: int) -> int | None:
        """The line at a break with which the document opens whose head stands in a line."""
        return opening_line(self.document, head, self.breaks, self._headed(_HEAD_KINDS))

    def _headed(self, others: frozenset[SectionKind]) -> frozenset[int]:
        """The lines with the heading of a section that is of none of these kinds."""
        return frozenset(
            self.document.line_at(heading.span.start) for heading in self.headings if heading.kind not in others
        )


def _words(text: str) -> int:
    return sum(any(char.isalpha() for char in word) for word in text.split())


def _source_start(ground: _Ground, head: _Head) -> int:
    """The offset in the source at which the document begins that a head shows."""
    document, first = ground.document, head.first_line
    opening = ground.opening_line(first)
    return _source_offset(document, _letterhead_line(document, first) if opening is None else opening)


def _letterhead_start(document: Document, head: _Head) -> int:
    """The offset in the source at which a head begins, or the letterhead or page above it."""
    return _source_offset(document, _letterhead_line(document, head.first_line))


def _letterhead_line(document: Document, first: int) -> int:
    """The line with which the letterhead or the page begins that stands above a line; the line itself if none does."""
    top = first
    for index in range(first - 1, max(-1, first - 1 - 3 * _LETTERHEAD_LINES), -1):
        line = document.lines[index]
        text = document.text[line.start : line.end]
        if page_between(document, line, document.lines[top]):
            break
        if _is_sender(text) or (text.strip() and _is_on_top_of_page(document, index)):
            top = index
    return top


def _source_offset(document: Document, line: int) -> int:
    """Where in the source a line begins."""
    source = document.reading.text
    origin = document.origins[document.lines[line].start]
    return max(source.rfind(mark, 0, origin) for mark in "\n\r\f\v") + 1


@cache
def _sender() -> re.Pattern[str]:
    """The sender's name at the start of a letterhead, alone or with wide gaps behind it."""
    return compiled(rf"\s{{0,40}}(?:{vocabulary.expression('furniture', 'line')})(?:\s{{3}}|\s*$)", re.IGNORECASE)


def _is_sender(text: str) -> bool:
    return _sender().match(text) is not None


def _is_on_top_of_page(document: Document, index: int) -> bool:
    """Whether no more than a few short lines stand between the top of the page and a line, itself a short one."""
    if document.reading.glyphs is None:
        return False
    page = document.page_at(document.lines[index].start)
    above = index
    while above >= 0 and document.page_at(document.lines[above].start) == page:
        if _words(document.text[document.lines[above].start : document.lines[above].end]) >= _PROSE_WORDS:
            return False
        above -= 1
    return index - above <= 3 * _LETTERHEAD_LINES


def _without_preface(ground: _Ground) -> Document:
    """The document; what a newsletter or page tells its readers above the head of its only Urgent Action is furniture.

    So it is where all running text above speaks to readers, and what stands below is whole without it.
    """
    document = ground.document
    whole = Span(0, len(document.text))
    head = next((one for one in ground.heads if one.number is not None and _opens_whole(document, one)), None)
    if head is None or behind_mail(document, whole) or not _speaks_to_readers(document, Span(0, head.span.start)):
        return document
    reading, start = document.reading, _letterhead_start(document, head)
    below = split_sections(mark_furniture(normalise(_part(reading, start, len(reading.text)))))
    header = read_header(below)
    if not (header.title and header.summary and header.ua_number and below.of(*_ACTION_KINDS)):
        return document
    around = [(0, start), *_behind(reading.furniture, start)]
    end = _behind_rule(document, head)
    return normalise(replace(reading, furniture=(*around, (end, len(reading.text))) if end else tuple(around)))


_RULE = compiled(r"[ \t]{0,8}(?P<rule>([=*_~#+-])(?:[ ]?\2){19,160})[ \t]*")
_NEAR_HEAD = 3


def _behind_rule(document: Document, head: _Head) -> int | None:
    """Where in the source the rule stands that ends what a rule right above its head begins; None where none does."""
    above = document.lines[: head.first_line]
    filled = [line for line in above if document.text[line.start : line.end].strip()][-_NEAR_HEAD:]
    opening = next((match for line in filled if (match := _RULE.fullmatch(document.text, *line.span))), None)
    if opening is None:
        return None
    headings = find_headings(document)
    for line in document.lines_in(Span(head.span.end, len(document.text)), furniture=True):
        rule = _RULE.fullmatch(document.text, *line.span)
        if rule is None or rule["rule"] != opening["rule"]:
            continue
        acts = any(one.kind in _ACTION_KINDS and head.span.end <= one.span.start < line.start for one in headings)
        if acts and not any(one.span.start > line.start and one.kind in _CASE_KINDS for one in headings):
            return document.origins[line.start]
    return None


def _opens_whole(document: Document, head: _Head) -> bool:
    """Whether a head has a banner or the concern beside its number: then the headline stands below, or is that."""
    below = Span(document.lines[head.first_line].start, len(document.text))
    return head.banner or head.distribution or find_old_header(document, below) is not None


def _speaks_to_readers(document: Document, preface: Span) -> bool:
    """Whether there is running text in a stretch, and all of it speaks to readers ("We", "Please"), not in a quotation.

    Or it says from which of the sender's offices it is.
    """
    told = [document.quote(*group.spans) for group in paragraphs(document, preface)]
    prose = [text for text in told if reads_as_prose(text)]
    unquoted = (QUOTED.sub(" ", text) for text in prose)
    return bool(prose) and all(vocabulary.search(text, "phrases", "to_readers", "office_footer") for text in unquoted)


def _verified(document: Document, offsets: Mapping[int, bool]) -> list[int]:
    """The offsets in the source, from 0 on, at which parts begin that are documents; others go to the one before.

    Each goes with whether its head is sure. One that is not may only name another document: then a headline follows,
    and what stands above is whole.
    """
    reading = document.reading
    kept = [0]
    cases: list[_Case] = []
    for start, end in pairwise([*offsets, len(reading.text)]):
        case = _recognised(_part(reading, start, end)) if len(offsets) > 1 else None
        if case is None or not all(case.differs_from(other) for other in cases):
            continue
        if cases and not offsets[start] and not (cases[-1].whole and case.asks and case.title):
            continue
        if cases:
            kept.append(start)
        cases.append(case)
    return kept


def _further_cuts(ground: _Ground, start: int, end: int) -> Iterator[int]:
    """Where in the source a part ends before another document begins in it whose own head stands in no usual place.

    So it is where either side asks for something by itself and is another Urgent Action.
    """
    reading = ground.document.reading
    for line in _possible_openings(ground, start, end):
        cut = _source_offset(ground.document, line)
        above, below = _recognised(_part(reading, start, cut)), _recognised(_part(reading, cut, end))
        if above is not None and below is not None and above.stands_beside(below):
            yield cut
            yield from _further_cuts(ground, cut, end)
            return


_WEAKNESS: dict[Break | None, int] = {Break.PAGE: 0, Break.RULE: 0, Break.MAIL: 0, Break.GAP: 1}


def _possible_openings(ground: _Ground, start: int, end: int) -> list[int]:
    """The lines in a stretch of the source that can open another document, the likeliest first.

    Best it opens with its number, index number or banner; or else these stand somewhere below, and the last line is it.
    """
    document = ground.document
    inside = [head for head in ground.heads if start <= document.origins[head.span.start] < end]
    limits = _in_text(document, start), _in_text(document, end)
    ranked: list[tuple[int, int]] = []
    for line in sorted(ground.breaks.keys() | {head.first_line for head in inside if head.apart}):
        top = document.lines[line].start
        new = _first_new(inside, top)
        if not limits[0] < top < limits[1]:
            continue
        sides = Span(limits[0], top), Span(top, limits[1])
        weakness = _WEAKNESS.get(ground.breaks.get(line), 2)
        if ground.opens_with(line, new) and all(_words(document.text[slice(*side)]) >= _LEAST_WORDS for side in sides):
            ranked.append((weakness, line))
        elif (new is None or new.is_named) and all(ground.asks(side) for side in sides):
            ranked.append((weakness + (3 if new else 6), -line))
    return [abs(line) for _, line in sorted(ranked)]


def _first_new(heads: Sequence[_Head], top: int) -> _Head | None:
    """The first head from an offset on that is none of a document above it: with other names, or a banner alone."""
    above = [head for head in heads if head.span.start < top]
    names = {name for head in above for name in (head.number, head.index)} - {None}
    below = (head for head in heads if head.span.start >= top)
    return next((head for head in below if (head.is_named and not head.is_among(names)) or head.banner), None)


def _in_text(document: Document, offset: int) -> int:
    """Where in the text what stands in the source from an offset on begins."""
    return next((index for index, origin in enumerate(document.origins) if origin >= offset), len(document.text))


def _behind(spans: tuple[tuple[int, int], ...], offset: int) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in spans if start >= offset)


def _part(reading: Reading, start: int, end: int) -> Reading:
    """A part of the reading: lines of signs that divide it from the next are furniture, its own head is not."""
    part = part_of(reading, start, end)
    body_end = len(part.text.rstrip())
    while body_end:
        line_start = max(part.text.rfind(mark, 0, body_end) for mark in "\n\r\f") + 1
        if any(char.isalnum() for char in part.text[line_start:body_end]):
            break
        body_end = len(part.text[:line_start].rstrip())
    divider = ((body_end, len(part.text)),) if part.text[body_end:].strip() else ()
    kept = [span for span in part.furniture if span[1] <= body_end and not _is_own_head(part.text, span)]
    return replace(part, furniture=(*kept, *divider))


def _is_own_head(text: str, span: tuple[int, int]) -> bool:
    """Whether a line that repeats on pages of the whole file is the head of this part, where it stands once."""
    line = text[span[0] : span[1]]
    return (is_banner(line) or _own_number(line) is not None) and text.count(line) == 1


def _recognised(part: Reading) -> _Case | None:
    """What a part is that is an Urgent Action by itself, otherwise None."""
    sectioned = split_sections(mark_furniture(normalise(part)))
    header = read_header(sectioned)
    try:
        require_urgent_action(sectioned, header)
    except NotAnUrgentAction:
        return None
    return _Case(
        number=_value(header.ua_number),
        index=_value(header.index_number),
        kind=(_value(header.kind), _value(header.ordinal)),
        issue_date=_value(header.issue_date),
        title=_value(header.title),
        countries=frozenset(country.value for country in header.countries),
        language=sectioned.languages[0],
        asks=bool(sectioned.of(*_ACTION_KINDS)),
        whole=bool(sectioned.of(SectionKind.TARGETS))
        and bool(sectioned.of(SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION)),
    )


def _value(found: Found[T] | None) -> T | None:
    return found.value if found is not None else None
