"""Stage: a document becomes a partition into sections.

Headings are found through the vocabulary. What no heading announces is found by its shape: the header lines, headline
and lead before the first heading, the target block behind the instructions, the letter from its salutation on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest
from statistics import median

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, number_pattern, states_number
from ingest.dates import find_dates
from ingest.document import Document, Line, Span, plain
from ingest.fields.contacts import label_pattern
from ingest.fields.target_block.leads import told_target_end
from ingest.headings import Heading, find_headings
from ingest.kept_patterns import compiled
from ingest.last_day import last_days
from ingest.old_header import find_old_header
from ingest.opening import (
    behind_mail,
    divide_opening,
    flattened_head,
    foreword_end,
    is_navigation,
)
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import ends_a_line_in_country
from ingest.readers.mail_quoting import RULED_LINE
from ingest.shapes import (
    is_banner,
    is_headline,
    is_number_line,
    is_sentence,
    is_shouted,
    is_target_line,
    names_last_day,
    reads_as_block_line,
    reads_as_prose,
    salutation_at,
    valediction_at,
)
from ingest.unheaded import (
    asks_for_something,
    find_block,
    find_stretches,
    heading_at_end,
    is_mail_note,
    lists_steps,
    names_somebody,
    reaches_sender,
    speaks_of_sending,
    tells,
)
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


def preface_end(document: Document) -> int:
    """Where the running text ends that is furniture at the document's start: a mail's, a newsletter's, or a page's."""
    if not any(start == 0 for start, _ in document.reading.furniture):
        return 0
    lines = [line for line in document.lines if document.quote(line.span).strip()]
    first = next((line.start for line in lines if not line.furniture), 0)
    return first if reads_as_prose(" ".join(document.quote(line.span) for line in lines if line.start < first)) else 0


def split_sections(document: Document) -> Sectioned:
    """Divide the document's text into sections."""
    headings = _without_menu(document, find_headings(document))
    headings = _without_headlines(document, _without_labels_of_list(document, headings))
    headings = list(_with_numbered_steps(document, headings))
    parts = list(_by_headings(document, headings))
    labelled = any(heading.kind is SectionKind.TITLE for heading in headings)
    parts = [piece for part in parts for piece in _refined(document, part, labelled=labelled)]
    parts = list(_with_opening_behind_notes(document, parts))
    parts = list(_with_letter_behind_notes(document, parts))
    parts = [piece for part in parts for piece in _without_closing_request(document, part)]
    parts = list(_with_unheaded(document, parts))
    if not any(part.kind is SectionKind.TARGETS for part in parts):
        parts = [piece for part in parts for piece in _with_told_targets(document, part)]
    parts = _with_lists_of_demands(document, parts)
    parts = _with_lists_of_steps(document, parts)
    dated = any(_heads_targets_with_date(document, part) for part in parts)
    parts = [piece for part in parts for piece in _without_deadline_sentence(document, part, dated=dated)]
    parts = list(_without_repeated_head(document, parts))
    parts = [piece for part in parts for piece in _without_office_footer(document, part)]
    parts = list(_with_whole_addresses(document, parts))
    parts = _without_signature(document, parts)
    return Sectioned(document, tuple(_partition(document, parts)), _languages(document, headings))


def _with_told_targets(document: Document, part: Part) -> Iterator[Part]:
    """What the reader should do, the sentences in it that name whom to write to as targets of their own."""
    start, heading = part.start, part.heading
    for group in paragraphs(document, part.body) if part.kind in _ACTIONS else ():
        end = told_target_end(document, group.span) if group.marker is None else None
        if end is None:
            continue
        if document.text[start : group.span.start].strip():
            yield Part(part.kind, start, group.span.start, heading)
        yield Part(SectionKind.TARGETS, group.span.start, end)
        start, heading = end, None
    if document.text[start : part.end].strip():
        yield Part(part.kind, start, part.end, heading)


_ACTIONS = frozenset({SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION})
_TWO_DASHES = compiled(r"[ \t]{0,3}--[ \t]{0,3}")
_LONGEST_SIGNATURE = 15
"""Lines with text."""


def _without_signature(document: Document, parts: list[Part]) -> list[Part]:
    """The parts; what a mail program or a list put behind the text, from its ruler on, is the sender's."""
    lines = [line for line in document.lines if document.text[line.start : line.end].strip()]
    rulers = (
        line.start
        for line in lines[1:][-_LONGEST_SIGNATURE:]
        if _TWO_DASHES.fullmatch(document.text, *line.span) or RULED_LINE.match(document.text, *line.span)
    )
    start = next(rulers, None)
    if start is None or any(part.heading is not None and part.end > start for part in parts if part.start >= start):
        return parts
    before = [replace(part, end=min(part.end, start)) for part in parts if document.text[part.start : start].strip()]
    return [*before, Part(SectionKind.BOILERPLATE, start, len(document.text))]


def _with_whole_addresses(document: Document, parts: list[Part]) -> Iterator[Part]:
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
            blank = _BLANK_LINE.search(document.text, following.start, following.end)
            start = blank.end() if blank else following.end
            part = replace(part, end=start)
        if document.text[part.start : part.end].strip():
            yield part


_STEP = compiled(r"\(?(?P<number>\d{1,2})[.)]")


def _with_numbered_steps(document: Document, headings: list[Heading]) -> Iterator[Heading]:
    """The headings; what bears the number behind that of the action is a step of it ("2) LET US KNOW").

    A sentence with the last day is none where it is a numbered step below the heading of what to do.
    """
    steps = 0
    acting = False
    for heading in headings:
        number = _STEP.match(document.text, *heading.span)
        if number is not None and heading.kind is SectionKind.DEADLINE and acting:
            continue
        acting = heading.kind is SectionKind.TAKE_ACTION
        if number is not None and heading.kind is SectionKind.TAKE_ACTION:
            steps = int(number["number"])
        elif number is not None and heading.kind is SectionKind.BOILERPLATE and int(number["number"]) == steps + 1:
            steps += 1
            heading = replace(heading, kind=SectionKind.TAKE_ACTION)
        yield heading


def _without_labels_of_list(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without those that are labels inside an old header's list of names ("New name:")."""
    in_header = (SectionKind.SUBJECT_NAMES, SectionKind.HEADER)
    first = next((one.span.start for one in headings if one.kind not in in_header), 0)
    labels = [one for one in headings if one.kind is SectionKind.SUBJECT_NAMES and one.span.start < first]
    old = find_old_header(document, Span(0, first)) if labels else None
    if old is None:
        return headings
    return [one for one in headings if one not in labels or not old.names.start <= one.span.start < old.names.end]


# A page's menu stands in its first lines.
_LINES_OF_MENU = 30
_NOT_IN_MENU = frozenset({SectionKind.TITLE, SectionKind.HEADER, SectionKind.SUBJECT_NAMES, SectionKind.DEADLINE})


def _without_menu(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without a menu's entries: short lines above the number and all prose, or several on a line."""
    lines = [line for line in document.lines if document.quote(line.span).strip()][:_LINES_OF_MENU]
    headings = [one for one in headings if one.kind in _NOT_IN_MENU or not _in_navigation(document, one, lines)]
    end = next((line.start for line in lines if is_number_line(document.quote(line.span))), None)
    if end is None or any(reads_as_prose(document.quote(line.span)) for line in lines if line.start < end):
        return headings
    return [
        one for one in headings if one.span.start >= end or one.kind in _NOT_IN_MENU or not _is_entry(document, one)
    ]


def _is_entry(document: Document, heading: Heading) -> bool:
    """Whether a heading is an entry of a menu, alone on its line or one of several."""
    line = document.lines[document.line_at(heading.span.start)]
    return _alone(document, heading) or is_navigation(document.quote(line.span))


def _in_navigation(document: Document, heading: Heading, lines: list[Line]) -> bool:
    """Whether a heading is an entry of a menu that stands in one of the first lines ("Act | Issues | Join us")."""
    line = next((one for one in lines if one.start <= heading.span.start < one.end), None)
    return line is not None and is_navigation(document.quote(line.span)) and ":" not in document.quote(line.span)


def _alone(document: Document, heading: Heading) -> bool:
    """Whether a heading is all of its line, and has no colon."""
    line = document.lines[document.line_at(heading.span.start)]
    return document.quote(line.span).strip() == document.quote(heading.span).strip(" \n") and ":" not in document.quote(
        heading.span
    )


def _without_headlines(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without one before all prose that is a headline ("Further information: Lawyer jailed")."""
    if not headings or headings[0].kind not in _TELLING:
        return headings
    first = headings[0].span
    line = document.lines[document.line_at(first.start)]
    rest = document.quote(Span(first.end, max(first.end, line.end)))
    above = paragraphs(document, Span(0, line.start))
    if not rest.strip() or reads_as_prose(rest) or any(reads_as_prose(document.quote(*one.spans)) for one in above):
        return headings
    return headings[1:]


def _by_headings(document: Document, headings: list[Heading]) -> Iterator[Part]:
    first = headings[0].span.start if headings else len(document.text)
    if first > 0 or not headings:
        yield Part(SectionKind.OTHER, 0, first)
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.span.start if following else len(document.text)
        yield Part(heading.kind, heading.span.start, end, heading.span)


def _refined(document: Document, part: Part, *, labelled: bool) -> Iterator[Part]:
    """Find what stands in a part without a heading of its own.

    `labelled`: the headline has a heading, as in the drafters' template; what stands before the first heading is none.
    """
    if part.heading is None and labelled:
        yield replace(part, kind=SectionKind.HEADER)
    elif is_later_step(document, part):
        yield part
    elif part.heading is None:
        yield from _preamble(document, part)
    elif part.kind in (
        SectionKind.TAKE_ACTION,
        SectionKind.TARGETS,
        SectionKind.LETTER,
        SectionKind.RECOMMENDED_ACTION,
    ):
        yield from _appeal(document, part)
    elif part.kind is SectionKind.SUMMARY or part.kind in _ONE_VALUE:
        yield from _with_letter(document, part)
    else:
        yield part


# Sections that nothing without a heading of its own begins in: they hold no prose, or nothing but words of the sender.
_CLOSED = frozenset({SectionKind.HEADER, SectionKind.TITLE, SectionKind.BOILERPLATE})
_ASKING = frozenset({SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION, SectionKind.TARGETS, SectionKind.LETTER})


_CASE = frozenset({SectionKind.SUMMARY, SectionKind.BACKGROUND, SectionKind.ADDITIONAL_INFORMATION})


def _with_unheaded(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts, and as parts of their own what begins inside them under a heading that no vocabulary knows."""
    acted = told = False
    acts = any(part.kind in _ASKING for part in parts)
    for part in _with_headings_of_letters(document, list(_with_case_behind_lead(parts))):
        found = (
            []
            if part.kind in _CLOSED or is_later_step(document, part)
            else find_stretches(document, part.kind, part.body, acted=acted, acts=acts, told=told)
        )
        found = [one for one in found if not _is_last_day(document, part, one.start)]
        told = told or part.kind in _CASE or any(one.kind in _CASE for one in found)
        if not found:
            yield part
        else:
            if document.text[part.start : found[0].start].strip():
                yield replace(part, end=found[0].start)
            yield from (Part(one.kind, one.start, one.end, one.heading) for one in found)
        acted = acted or part.kind in _ASKING or any(one.kind in _ASKING for one in found)


def is_later_step(document: Document, part: Part) -> bool:
    """Whether a section is a numbered step behind the first: nothing but what to do stands there."""
    number = _STEP.match(document.text, *part.heading) if part.heading is not None else None
    return part.kind is SectionKind.TAKE_ACTION and number is not None and int(number["number"]) > 1


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
            taken = heading_at_end(document, part.body) if part.kind not in _CLOSED else None
        yield part if taken is None else replace(part, end=taken.start)


def _with_lists_of_demands(document: Document, parts: list[Part]) -> list[Part]:
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


def _with_lists_of_steps(document: Document, parts: list[Part]) -> list[Part]:
    """The parts; where a letter says what to ask for, a list that only tells the reader what to do is instructions."""
    if not any(part.kind is SectionKind.LETTER for part in parts):
        return parts
    return [
        replace(part, kind=SectionKind.TAKE_ACTION)
        if part.kind is SectionKind.RECOMMENDED_ACTION and lists_steps(document, part.body)
        else part
        for part in parts
    ]


_ENDED_BY_SENTENCE = frozenset(
    {SectionKind.TARGETS, SectionKind.RECOMMENDED_ACTION, SectionKind.SUMMARY, SectionKind.TAKE_ACTION}
)
# Sections that tell: a date in them is the last day only where a paragraph opens with the words for that.
_TELLING = frozenset({SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND, SectionKind.LETTER})


def _heads_targets_with_date(document: Document, part: Part) -> bool:
    """Whether the heading over the targets names the last day ("PLEASE SEND APPEALS BEFORE 3 MAY 2011 TO")."""
    if part.kind is not SectionKind.TARGETS or part.heading is None:
        return False
    return any(found.day is not None for found in find_dates(document.as_read, part.heading))


def _without_deadline_sentence(document: Document, part: Part, *, dated: bool) -> Iterator[Part]:
    """The closing sentence that names the last day ("PLEASE SEND APPEALS IMMEDIATELY. ...") as its own section.

    `dated`: the heading over the targets names it, and a sentence that only speaks of that date is a note.
    """
    sentence = _deadline_sentence(document, part)
    if sentence is not None and dated and part.kind is SectionKind.TARGETS:
        sentence = sentence if find_dates(document.as_read, sentence) else None
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
    if part.kind not in _ENDED_BY_SENTENCE | _TELLING:
        return None
    before = ""
    known = set(_last_day_sentences(document, part))
    for line in document.lines_in(part.body):
        text = document.text[line.start : line.end]
        inside = part.kind in _TELLING and (before[-1:].isalnum() or before[-1:] in (",", "-"))
        opens = line.start + len(text) - len(text.lstrip()) in known
        first = line.start == part.start and (part.heading is not None or part.kind not in _TELLING)
        first = first or (part.kind is SectionKind.TAKE_ACTION and _is_first(document, part, line))
        first = first or _is_caption_of_targets(part, text)
        if not first and not inside and (opens or _opens_with_last_day(document, line, part)):
            return Span(line.start, paragraphs(document, Span(line.start, part.end))[0].span.end)
        before = text.rstrip()
    return None


_BLANK_LINE = compiled(r"\n[ \t]*\n\s*")


def _is_caption_of_targets(part: Part, line: str) -> bool:
    """Whether a line only says when to write to those below it ("Before 18 November:")."""
    return part.kind is SectionKind.TARGETS and line.rstrip().endswith(":")


def _is_first(document: Document, part: Part, line: Line) -> bool:
    """Whether a line stands in the first paragraph below a heading: there it is what to do, with a last day in it."""
    groups = paragraphs(document, part.body)
    return part.heading is not None and bool(groups) and line.start <= groups[0].span.end


def _last_day_sentences(document: Document, part: Part) -> Iterator[int]:
    """Where the sentences begin that name the last day, in a part whose own text they are not."""
    if part.kind not in _TELLING | {SectionKind.TARGETS}:
        return
    for sentence, date in last_days(document, part.body, told=part.kind in _TELLING):
        # What stands above a blank line ended without a full stop: a list's item, or a target.
        apart = list(_BLANK_LINE.finditer(document.text, sentence.start, date.span.start))
        sentence = Span(apart[-1].end(), sentence.end) if apart else sentence
        line = document.lines[document.line_at(sentence.start)]
        before = document.text[line.start : sentence.start]
        # "Write now!" before it on its line goes with it; a target's channel does not.
        yield sentence.start if compiled(r"[\d@:]").search(before) else line.start + len(before) - len(before.lstrip())


def _opens_with_last_day(document: Document, line: Line, part: Part) -> bool:
    text = document.as_read[line.start : line.end]
    start = line.start + len(text) - len(text.lstrip())
    if vocabulary.pattern("phrases", "deadline_sentence").match(document.as_read, start, line.end):
        return True
    if part.kind not in _TELLING | {SectionKind.TARGETS}:
        return False
    if vocabulary.pattern("phrases", "deadline_opening").match(document.as_read, start, line.end):
        near = Span(start, min(part.end, start + _NEAR))
        return any(found.day is not None for found in find_dates(document.as_read, near))
    return part.kind is SectionKind.TARGETS and names_last_day(text)


# How far behind the opening words of a sentence the day stands that it names.
_NEAR = 200


def _goes_on(document: Document, part: Part, rest: Span) -> bool:
    """Whether the section goes on behind the sentence: with more targets, or with more of the story."""
    groups = paragraphs(document, rest)
    if part.kind in _TELLING:
        return any(reads_as_prose(document.quote(*group.spans)) for group in groups)
    return part.kind is SectionKind.TARGETS and _trailing_block(document, rest) is not None


_MAY_END_IN_FOOTER = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.TARGETS,
        SectionKind.LETTER,
        SectionKind.ADDITIONAL_INFORMATION,
        SectionKind.BACKGROUND,
        SectionKind.PREFERRED_LANGUAGE,
        SectionKind.DEADLINE,
        SectionKind.SUBJECT_NAMES,
        SectionKind.PREVIOUS_UA,
    }
)


def _without_office_footer(document: Document, part: Part) -> Iterator[Part]:
    """The sender's office, postage tips and share lines at the end of a section are boilerplate, not its text."""
    if part.kind is SectionKind.OTHER and part.start > 0 and reaches_sender(document.quote(part.body)):
        yield replace(part, kind=SectionKind.BOILERPLATE)
        return
    if part.kind not in _MAY_END_IN_FOOTER:
        yield part
        return
    footer = vocabulary.pattern("phrases", "office_footer")
    groups = paragraphs(document, part.body)
    closing = _closing_words(document, part, groups)
    for paragraph in groups:
        if paragraph.span.start == closing:
            if document.text[part.start : closing].strip():
                yield replace(part, end=closing)
            yield Part(SectionKind.BOILERPLATE, closing, part.end)
            return
        start, text = paragraph.span.start, document.quote(*paragraph.spans)
        found = footer.search(text)
        labelled = label_pattern().match(text) is not None or part.kind is SectionKind.SUMMARY
        opens = found is not None and found.start() == 0 and part.kind not in _TELLING
        opens = opens or part.kind is SectionKind.DEADLINE
        footed = found is not None and found.start() < _FOOTER_WITHIN and (opens or _reads_as_footer(text))
        if footed and start > part.start and not labelled and not _is_last_day(document, part, start):
            if document.text[part.start : start].strip():
                yield replace(part, end=start)
            yield Part(SectionKind.BOILERPLATE, start, part.end)
            return
    yield part


def _is_last_day(document: Document, part: Part, position: int) -> bool:
    """Whether the day that a heading of the last day announces stands in the paragraph that begins at `position`.

    What the paragraph says behind it ("after that date, please ask your section") goes with it.
    """
    if (
        part.kind is not SectionKind.DEADLINE
        or part.heading is None
        or document.text[part.body.start : position].strip()
    ):
        return False
    first = paragraphs(document, part.body)[0]
    return any(found.day is not None for found in find_dates(document.as_read, first.span))


_LONGEST_CLOSING = 60
_LONGEST_NEUTRAL = 8
QUOTED = compiled(r"[\"\u201c\u00ab\u201e][^\"\u201c\u201d\u00ab\u00bb\u201e]{1,400}[\"\u201d\u00bb\u201c]")
_DOCUMENT_LINK = compiled(r"/(?:documents?|library|info)/", re.IGNORECASE)


def _closing_words(document: Document, part: Part, groups: list[Paragraph]) -> int | None:
    """Where the sender's own words begin that close a section: paragraphs that speak to readers, or reach an office.

    Short lines among them go with them. None where the section ends with what it is about.
    """
    if part.kind in _WITH_NOTES:
        return None
    own = groups if part.heading is None and part.kind in _TELLING else groups[1:]
    signed = _signature(document, own) if part.kind is not SectionKind.SUMMARY else None
    if signed is not None:
        return signed
    opening: int | None = None
    for group in reversed(own):
        short = len(document.quote(*group.spans).split()) <= _LONGEST_NEUTRAL
        if _speaks_for_sender(document, part.kind, group):
            opening = group.span.start
        elif not short or part.kind in _LISTING or part.kind is SectionKind.SUMMARY:
            break
    if (
        opening is not None
        and part.kind is SectionKind.TARGETS
        and label_pattern().search(document.text, opening, part.end)
    ):
        return None
    return opening


_MOST_SIGNATURE_LINES = 6


def _signature(document: Document, groups: list[Paragraph]) -> int | None:
    """Where the sender signs: a formula on a line of its own, and short lines behind it to the end of the section."""
    for group in groups[-_MOST_SIGNATURE_LINES:]:
        line = document.lines[document.line_at(group.span.start)]
        below = document.quote(Span(line.end, groups[-1].span.end)).split("\n")
        if valediction_at(document.text, *line.span) and all(len(one.split()) <= _LONGEST_NEUTRAL for one in below):
            return group.span.start
    return None


# A letter speaks to its reader, and notes to readers go with a last day or a language.
_WITH_NOTES = frozenset({SectionKind.LETTER, SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE})
# Sections whose short lines are values.
_LISTING = frozenset({SectionKind.TARGETS, SectionKind.SUBJECT_NAMES, SectionKind.PREVIOUS_UA})


def _speaks_for_sender(document: Document, kind: SectionKind, group: Paragraph) -> bool:
    """Whether a paragraph is the sender's: it speaks to readers, not in quotation marks, or says how to reach him."""
    text = document.quote(*group.spans)
    words = text.split()
    if states_number(text):
        return True
    if kind is SectionKind.SUMMARY:
        return False
    if len(words) > _LONGEST_CLOSING or group.marker is not None:
        return False
    if kind is SectionKind.TARGETS and (_is_about_addresses(document, group) or _addresses_somebody(text)):
        return False
    if kind is SectionKind.TARGETS and text[:1].islower() and _WAY.search(text) is None:
        # It goes on with the list above it ("and to the embassy in your country").
        return False
    if kind in _TELLING and find_dates(document.as_read, group.span) and _WAY.search(text) is None:
        return False
    footer = vocabulary.pattern("phrases", "office_footer").search(text) is not None
    if _DOCUMENT_LINK.search(text) and not footer:
        return False
    if kind in _TELLING and not QUOTED.search(text) and (speaks_of_sending(plain(text)) or is_mail_note(plain(text))):
        return True
    if INDEX_NUMBER.search(document.as_read, *group.span) and not footer:
        return False
    if vocabulary.pattern("phrases", "to_readers").search(QUOTED.sub(" ", text)):
        return kind is not SectionKind.TARGETS or len(words) >= _FEWEST_CLOSING
    return kind in _TELLING and len(words) <= _LONGEST_WAY and _WAY.search(text) is not None


_LONGEST_WAY = 30
_WAY = compiled(r"[^\s@]@[^\s@]|https?:|www\.|\+?\d[\d ()/-]{6,}\d")


_FEWEST_CLOSING = 5


def _addresses_somebody(text: str) -> bool:
    """Whether a paragraph among targets is one itself: a line ends in a country, or says a salutation."""
    if vocabulary.pattern("contacts", "bare_salutation").search(text):
        return True
    if vocabulary.pattern("addresses", "post_box").search(text):
        return True
    return ends_a_line_in_country(text)


def _is_about_addresses(document: Document, group: Paragraph) -> bool:
    """Whether a paragraph is a note on addresses, copies, languages or the last day: it goes with what stands above."""
    text = document.quote(*group.spans)
    if vocabulary.pattern("phrases", "to_us").search(text) and not _names_an_embassy(text):
        return _names_last_day(document, group.span)
    note = vocabulary.pattern("phrases", "own_language", "deadline_sentence", "deadline_opening", "instruction")
    return (
        note.search(text) is not None
        or vocabulary.pattern("contacts", "copy_word", "nobody").search(text) is not None
        or label_pattern().match(text) is not None
        or _names_last_day(document, group.span)
        or any(names_somebody(piece.strip()) for piece in compiled(r"[,;(\n]").split(text) if piece.strip())
    )


def _names_an_embassy(text: str) -> bool:
    """Whether a note speaks of those whom nobody's name stands for: the representatives in the reader's country."""
    return vocabulary.pattern("contacts", "nobody").search(text) is not None


def _is_senders(text: str) -> bool:
    """Whether lines at the end of a section are the document's own reference, or those of the sender's office."""
    first = text.strip().split("\n", 1)[0]
    footer = vocabulary.pattern("phrases", "office_footer").search(first)
    return _is_reference(first) or (footer is not None and footer.start() < _FOOTER_WITHIN)


# How far into a paragraph the words stand that make it a footer.
_FOOTER_WITHIN = 60


def _reads_as_footer(text: str) -> bool:
    """Whether a paragraph is no prose about the case: short lines, or ways to reach an office."""
    return (
        not reads_as_prose(text)
        or _CHANNEL.search(text) is not None
        or compiled(r"www\.|https?:").search(text) is not None
    )


def _without_repeated_head(document: Document, parts: list[Part]) -> Iterator[Part]:
    """Banner and headline that a second page repeats, and a number line at the end, are header and title again."""
    titles = {
        plain(document.quote(Span(part.start, part.end))).casefold() for part in parts if part.kind is SectionKind.TITLE
    }
    for part in parts:
        if part.kind in (SectionKind.HEADER, SectionKind.TITLE):
            yield part
            continue
        yield from _cut_at_repeats(document, part, titles)


def _cut_at_repeats(document: Document, part: Part, titles: set[str]) -> Iterator[Part]:
    kind, start, heading = part.kind, part.start, part.heading
    for line in document.lines_in(part.body):
        text = document.text[line.start : line.end]
        if not text.strip() or line.start == part.start:
            continue
        repeated = _repeated_kind(text, part.kind, titles)
        if repeated is kind or (repeated is None and kind is part.kind):
            continue
        if line.start > start:
            yield Part(kind, start, line.start, heading)
        kind, start, heading = repeated or SectionKind.OTHER, line.start, None
    yield Part(kind, start, part.end, heading)


def _repeated_kind(text: str, kind: SectionKind, titles: set[str]) -> SectionKind | None:
    if (
        is_banner(text)
        or (kind is SectionKind.SUBJECT_NAMES and is_number_line(_URL.sub(" ", text)))
        or _is_reference(text)
    ):
        return SectionKind.HEADER
    if plain(text).casefold() in titles:
        return SectionKind.TITLE
    if kind is SectionKind.SUMMARY and _NUMBER_IN_BRACKETS.fullmatch(text) and is_number_line(text):
        return SectionKind.HEADER
    return SectionKind.HEADER if _says_what_it_is(text) else None


_URL = compiled(r"<?https?://\S+")
_NUMBER_IN_BRACKETS = compiled(r"[ \t]{0,40}[(\[][^()\[\]\n]{4,80}\d[)\]]\.?[ \t]{0,12}")
_LONGEST_REFERENCE = 24


def _is_reference(text: str) -> bool:
    """Whether a line below the story gives the document's own number with its index or date, and no more."""
    number = number_pattern().search(text)
    if number is None or len(text.split()) > _LONGEST_REFERENCE or text.rstrip().endswith((".", ")", ",")):
        return False
    before = text[: number.start()]
    if len(before.split()) > 2 or INDEX_NUMBER.search(text) is None:
        return False
    return any(found.full for found in find_dates(text, Span(number.end(), len(text))))


_LONGEST_STATEMENT = 12


def _says_what_it_is(text: str) -> bool:
    """Whether a line only says which update of which number this is ("THIS IS THE FINAL UPDATE OF UA 5/22.")."""
    if len(text.split()) > _LONGEST_STATEMENT or not is_shouted(text) or number_pattern().search(text) is None:
        return False
    return vocabulary.pattern("header", "update", "final", "stop").search(text) is not None


# Sections that hold a value or two; a letter or block behind them belongs to no heading.
_ONE_VALUE = frozenset({SectionKind.HEADER, SectionKind.TITLE, SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE})


def _with_letter(document: Document, part: Part) -> Iterator[Part]:
    """A letter that begins behind the value of a short section, or behind the lead, is a section of its own."""
    letter = _salutation_line(document, part.body)
    if letter is None:
        yield part
        return
    yield replace(part, end=letter)
    yield from _letter(document, Part(SectionKind.LETTER, letter, part.end))


_OPENING_PARTS = frozenset({SectionKind.TITLE, SectionKind.SUMMARY, SectionKind.BACKGROUND})


def _with_opening_behind_notes(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; where no headline and no story stands before words of the sender, what is behind these opens both: the
    banner, or the headline in the largest print.

    A bar beside the first page ("What is an Urgent Action?") is read before what stands beside it.
    """
    opened = False
    for part in parts:
        opened = opened or part.kind in _OPENING_PARTS
        start = _opening_line(document, part.body) if part.kind is SectionKind.BOILERPLATE and not opened else None
        if start is None:
            yield part
            continue
        opened = True
        yield replace(part, end=start)
        yield from _preamble(document, Part(SectionKind.OTHER, start, part.end))


_HEADLINE_SIZE = 1.25
"""A headline is at least so many times as high as the usual line below it."""


def _opening_line(document: Document, body: Span) -> int | None:
    """Where the opening begins inside the words of the sender: a banner, or a line in the largest print, and text."""
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    found = next((line for line in lines if is_banner(document.as_read[line.start : line.end])), None)
    found = found or _largest(document, lines)
    return found.start if found is not None and found is not lines[-1] else None


def _largest(document: Document, lines: list[Line]) -> Line | None:
    """The first line in the largest print, where a page shows it, if it can be a headline over smaller print."""
    heights = [printed.height for line in lines if (printed := document.printed_lines[document.line_at(line.start)])]
    if len(heights) < len(lines) or not lines:
        return None
    line = lines[heights.index(max(heights))]
    larger = max(heights) >= _HEADLINE_SIZE * median(heights)
    return line if larger and is_headline(document.as_read[line.start : line.end]) else None


def _with_letter_behind_notes(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; a letter behind words of the sender, and the targets before it, are sections of their own.

    A box beside the instructions ("SHARE THIS ACTION") is read before what stands below both. Where a letter stands
    elsewhere, one among the sender's words is an example.
    """
    has_letter = any(part.kind is SectionKind.LETTER for part in parts)
    for part in parts:
        letter = _salutation_line(document, part.body) if part.kind is SectionKind.BOILERPLATE else None
        if has_letter or letter is None or not _text_follows(document, letter, part.end):
            yield part
            continue
        block = find_block(document, Span(part.body.start, letter))
        yield replace(part, end=letter if block is None else block)
        if block is not None:
            yield Part(SectionKind.TARGETS, block, letter)
        yield from _letter(document, Part(SectionKind.LETTER, letter, part.end))


def _appeal(document: Document, part: Part) -> Iterator[Part]:
    """Divide what stands under an action, target or letter heading into instructions, target block and letter."""
    if part.kind is SectionKind.LETTER:
        yield from _letter(document, part)
        return
    letter = _salutation_line(document, part.body)
    if letter is not None and part.kind is SectionKind.TARGETS and not _text_follows(document, letter, part.end):
        letter = None
    before = part if letter is None else replace(part, end=letter)
    if part.kind is SectionKind.TARGETS:
        yield before
    else:
        yield from _instructions(document, before)
    if letter is not None:
        yield from _letter(document, Part(SectionKind.LETTER, letter, part.end))


def _instructions(document: Document, part: Part) -> Iterator[Part]:
    """Cut the target block, if there is one, off the end of the instructions."""
    block = _block_start(document, part.body)
    if block is None or _is_senders(document.text[block : part.end]):
        yield part
        return
    if document.text[part.start : block].strip():
        yield replace(part, end=block)
        yield Part(SectionKind.TARGETS, block, part.end)
    else:
        yield Part(SectionKind.TARGETS, part.start, part.end)


def _block_start(document: Document, body: Span) -> int | None:
    """Where the target block at the end of `body` begins: the first line behind its last sentence or list item."""
    groups = paragraphs(document, body)
    start: int | None = None
    for group in reversed(groups):
        if start is None and _names_last_day(document, group.span):
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


def _is_block(document: Document, lines: list[Line]) -> bool:
    texts = [document.text[line.start : line.end] for line in lines]
    if all(map(is_target_line, texts)):
        return True
    if not all(map(reads_as_block_line, texts)) or (len(texts) > 1 and is_sentence(" ".join(texts))):
        return False
    return not _names_last_day(document, Span(lines[0].start, lines[-1].end))


def _names_last_day(document: Document, span: Span) -> bool:
    return next(last_days(document, span, told=False), None) is not None


def _text_follows(document: Document, salutation: int, end: int) -> bool:
    """Whether a letter's text stands behind a salutation, and not the rest of a target block."""
    lines = document.lines_in(Span(salutation, end))
    if any(valediction_at(document.text, line.start, line.end) is not None for line in lines):
        return True
    groups = paragraphs(document, Span(salutation, end))[:2]
    return any(tells(plain(document.quote(*group.spans))) for group in groups)


def _salutation_line(document: Document, body: Span) -> int | None:
    """The offset of the first line in `body` that opens a letter."""
    for line in document.lines_in(body):
        if salutation_at(document.text, line.start, body.end) is not None:
            return line.start
    return None


def _letter(document: Document, part: Part) -> Iterator[Part]:
    """End the letter behind its valediction if a target block follows there."""
    closing = None
    for line in document.lines_in(part.body):
        if valediction_at(document.text, line.start, line.end) is not None:
            closing = line.end
            break
    if closing is None:
        yield part
        return
    block = _trailing_block(document, Span(closing, part.end))
    if block is None:
        yield part
        return
    yield replace(part, end=block)
    yield Part(SectionKind.TARGETS, block, part.end)


_CHANNEL = compiled(r"[^\s@]@[^\s@]|:\s{0,3}\+?[\d(][\d\s().-]{5,}")


def _trailing_block(document: Document, rest: Span) -> int | None:
    """Where a target block behind the letter begins: its lines hold a channel and are no sentences."""
    groups = paragraphs(document, rest)
    if not groups or not _CHANNEL.search(document.text, rest.start, rest.end):
        return None
    start = _block_start(document, rest)
    first = next((group for group in groups if start is not None and group.span.end > start), None)
    return first.span.start if first else None


def _preamble(document: Document, part: Part) -> Iterator[Part]:
    """Divide what stands before the first heading into header lines, headline and lead; and find a bare letter."""
    # What stands before it in a mail greets the list that the mail goes to.
    start = foreword_end(document, part.body)
    if start > part.start:
        yield Part(SectionKind.BOILERPLATE, part.start, start)
        part = replace(part, start=start)
    start = behind_mail(document, part.body)
    letter = _salutation_line(document, Span(start, part.end))
    end = part.end if letter is None else letter
    block = None if letter is None else _bare_block(document, Span(part.start, end))
    lead_end = end if block is None else block
    yield from _opening(document, Span(part.start, lead_end))
    if block is not None:
        yield Part(SectionKind.TARGETS, block, end)
    if letter is not None:
        yield from _letter(document, Part(SectionKind.LETTER, letter, part.end))


def _bare_block(document: Document, body: Span) -> int | None:
    start = _block_start(document, body)
    if start is None or start == body.start or not _CHANNEL.search(document.text, start, body.end):
        return find_block(document, body)
    return start


def _opening(document: Document, body: Span) -> Iterator[Part]:
    """Header lines, headline and lead; and the sentence that no further action is asked, which ends the lead."""
    closing = next(
        (paragraph.span for paragraph in paragraphs(document, body) if _asks_no_more(document, paragraph)),
        None,
    )
    if closing is not None and _stands_in_header(document, body, closing):
        closing = None
    yield from _head(document, Span(body.start, body.end if closing is None else closing.start))
    if closing is None:
        return
    told = [reads_as_prose(document.quote(*one.spans)) for one in paragraphs(document, Span(body.start, closing.start))]
    end = body.end if any(told) else closing.end
    yield Part(SectionKind.TAKE_ACTION, closing.start, end)
    if end < body.end:
        yield Part(SectionKind.SUMMARY, end, body.end)


def _without_closing_request(document: Document, part: Part) -> Iterator[Part]:
    """A text about the case under a heading, and what behind it asks for nothing more, perhaps with a target."""
    closing = None
    if part.kind in (SectionKind.BACKGROUND, SectionKind.ADDITIONAL_INFORMATION) and part.heading is not None:
        asks_no_more = (one.span.start for one in paragraphs(document, part.body) if _asks_no_more(document, one))
        closing = next(asks_no_more, None)
    if closing is None:
        yield part
        return
    yield replace(part, end=closing)
    first = paragraphs(document, Span(closing, part.end))[0].span
    yield Part(SectionKind.TAKE_ACTION, closing, first.end)
    if document.text[first.end : part.end].strip():
        yield Part(SectionKind.OTHER, first.end, part.end)


def _stands_in_header(document: Document, body: Span, closing: Span) -> bool:
    """Whether a line in capitals above all that is told asks for nothing more: it belongs to the header."""
    above = paragraphs(document, Span(body.start, closing.start))
    told = any(reads_as_prose(document.quote(*one.spans)) for one in above)
    return not told and is_shouted(document.quote(closing)) and find_old_header(document, body) is not None


# A paragraph that asks for nothing more says little else.
_LONGEST_NO_MORE = 50


def _asks_no_more(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph says that no further action is asked: at its beginning, or behind some words of thanks."""
    nothing = vocabulary.pattern("phrases", "no_action")
    if nothing.match(document.text, paragraph.span.start):
        return True
    text = document.quote(*paragraph.spans)
    return len(text.split()) <= _LONGEST_NO_MORE and nothing.search(text) is not None


def _head(document: Document, body: Span) -> Iterator[Part]:
    old = find_old_header(document, body) if flattened_head(document, body) is None else None
    if old is None:
        yield from _modern_head(document, body)
        return
    yield Part(SectionKind.HEADER, body.start, old.names.end)
    if document.text[old.names.end : body.end].strip():
        yield Part(SectionKind.SUMMARY, old.names.end, body.end)


def _modern_head(document: Document, body: Span) -> Iterator[Part]:
    for kind, span in divide_opening(document, body):
        yield Part(kind, *span)


def _partition(document: Document, parts: list[Part]) -> Iterator[Part]:
    """Drop empty parts and close every gap, so that each character has exactly one section."""
    filled = list(_merged([_without_menu_heading(document, part) for part in parts if _holds_words(document, part)]))
    if not filled:
        yield Part(SectionKind.OTHER, 0, len(document.text))
        return
    filled[0] = replace(filled[0], start=0)
    for part, following in pairwise(filled):
        yield replace(part, end=following.start)
    yield replace(filled[-1], end=len(document.text))


def _holds_words(document: Document, part: Part) -> bool:
    return compiled(r"\w").search(document.text, part.start, part.end) is not None


def _without_menu_heading(document: Document, part: Part) -> Part:
    """The part; what a bar divides from the words behind it is one entry of a menu, and no heading of them."""
    bar = part.heading is not None and document.quote(part.heading).rstrip().endswith("|")
    return replace(part, heading=None) if bar and part.kind is SectionKind.BOILERPLATE else part


def _goes_on_with(part: Part, previous: Part) -> bool:
    """Whether a part belongs to the one before it: the same kind, and no heading between, or none over a text."""
    if part.kind is not previous.kind:
        return False
    boilerplate = part.kind is SectionKind.BOILERPLATE and previous.heading is None
    return part.heading is None or boilerplate


def _is_subheading(part: Part, previous: Part) -> bool:
    """Whether a request is all that stands under the heading of a recommended action, as a heading of its own."""
    both = part.kind is previous.kind is SectionKind.RECOMMENDED_ACTION
    return both and previous.heading is not None and previous.end - previous.heading.end <= _EMPTY


# Blank lines between two headings.
_EMPTY = 4


def _merged(parts: list[Part]) -> Iterator[Part]:
    """A part without a heading that goes on with the kind of the part before it belongs to that part."""
    previous: Part | None = None
    for part in parts:
        if previous is not None and (_goes_on_with(part, previous) or _is_subheading(part, previous)):
            previous = replace(previous, end=part.end)
            continue
        if previous is not None:
            yield previous
        previous = part
    if previous is not None:
        yield previous


@cache
def _common_words() -> dict[str, frozenset[str]]:
    by_language: dict[str, set[str]] = {}
    for wording in vocabulary.wordings("writing", "common_words"):
        by_language.setdefault(wording.language, set()).add(wording.text.casefold())
    return {language: frozenset(words) for language, words in by_language.items()}


def _languages(document: Document, headings: list[Heading]) -> tuple[str, ...]:
    """Languages by what shows them: a heading counts as much as forty small words."""
    scores: dict[str, int] = {}
    for heading in headings:
        scores[heading.language] = scores.get(heading.language, 0) + 40
    words = Counter(compiled(r"[^\W\d_]+").findall(document.text[:20_000].casefold()))
    for language, common in _common_words().items():
        scores[language] = scores.get(language, 0) + sum(words[word] for word in common & words.keys())
    found = sorted((language for language in scores if scores[language]), key=lambda name: (-scores[name], name))
    return tuple(found) or ("en",)
