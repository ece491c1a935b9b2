"""Stage: a document becomes a partition into sections.

Headings are found through the vocabulary. What no heading announces is found by its shape: the header lines, headline
and lead before the first heading, the target block behind the instructions, the letter from its salutation on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest

from ingest import vocabulary
from ingest.case_number import number_pattern
from ingest.dates import find_dates
from ingest.document import Document, Line, Span, plain
from ingest.headings import Heading, find_headings
from ingest.kept_patterns import compiled
from ingest.old_header import find_old_header
from ingest.paragraphs import paragraphs
from ingest.places import country_of
from ingest.shapes import (
    headline_behind_banner,
    is_banner,
    is_headline,
    is_number_line,
    is_office_line,
    is_senders_line,
    is_sentence,
    is_shouted,
    names_last_day,
    opens_with_banner,
    reads_as_block_line,
    reads_as_prose,
    salutation_at,
    valediction_at,
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


def split_sections(document: Document) -> Sectioned:
    """Divide the document's text into sections."""
    headings = _without_labels_of_list(document, find_headings(document))
    parts = list(_by_headings(document, headings))
    labelled = any(heading.kind in _SAID_BY_LABEL for heading in headings)
    parts = [piece for part in parts for piece in _refined(document, part, labelled=labelled)]
    parts = [piece for part in parts for piece in _without_deadline_sentence(document, part)]
    parts = list(_without_repeated_head(document, parts))
    parts = [piece for part in parts for piece in _without_office_footer(document, part)]
    return Sectioned(document, tuple(_partition(document, parts)), _languages(document, headings))


def _without_labels_of_list(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without those that are labels inside an old header's list of names ("New name:")."""
    in_header = (SectionKind.SUBJECT_NAMES, SectionKind.HEADER)
    first = next((one.span.start for one in headings if one.kind not in in_header), 0)
    labels = [one for one in headings if one.kind is SectionKind.SUBJECT_NAMES and one.span.start < first]
    old = find_old_header(document, Span(0, first)) if labels else None
    if old is None:
        return headings
    return [one for one in headings if one not in labels or not old.names.start <= one.span.start < old.names.end]


# The drafters' template names the parts that other layouts leave without a heading.
_SAID_BY_LABEL = frozenset({SectionKind.TITLE, SectionKind.SUMMARY})


def _by_headings(document: Document, headings: list[Heading]) -> Iterator[Part]:
    first = headings[0].span.start if headings else len(document.text)
    if first > 0 or not headings:
        yield Part(SectionKind.OTHER, 0, first)
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.span.start if following else len(document.text)
        yield Part(heading.kind, heading.span.start, end, heading.span)


def _refined(document: Document, part: Part, *, labelled: bool) -> Iterator[Part]:
    """Find what stands in a part without a heading of its own.

    `labelled`: headline and lead have headings, so that what stands before the first heading is neither.
    """
    if part.heading is None and labelled:
        yield replace(part, kind=SectionKind.HEADER)
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


_ENDED_BY_SENTENCE = frozenset(
    {SectionKind.TARGETS, SectionKind.RECOMMENDED_ACTION, SectionKind.SUMMARY, SectionKind.TAKE_ACTION}
)
# Sections that tell: a date in them is the last day only where a paragraph opens with the words for that.
_TELLING = frozenset({SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND, SectionKind.LETTER})


def _without_deadline_sentence(document: Document, part: Part) -> Iterator[Part]:
    """The closing sentence that names the last day ("PLEASE SEND APPEALS IMMEDIATELY. ...") as its own section."""
    sentence = _deadline_sentence(document, part)
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
    for line in document.lines_in(part.body):
        text = document.text[line.start : line.end]
        inside = part.kind in _TELLING and (before[-1:].isalnum() or before[-1:] in (",", "-"))
        if line.start > part.start and not inside and _opens_with_last_day(document, line, part):
            return Span(line.start, paragraphs(document, Span(line.start, part.end))[0].span.end)
        before = text.rstrip()
    return None


def _opens_with_last_day(document: Document, line: Line, part: Part) -> bool:
    text = document.text[line.start : line.end]
    start = line.start + len(text) - len(text.lstrip())
    if vocabulary.pattern("phrases", "deadline_sentence").match(document.text, start, line.end):
        return True
    if part.kind not in _TELLING | {SectionKind.TARGETS}:
        return False
    if vocabulary.pattern("phrases", "deadline_opening").match(document.text, start, line.end):
        near = Span(start, min(part.end, start + _NEAR))
        return any(found.day is not None for found in find_dates(document.text, near))
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
    if part.kind not in _MAY_END_IN_FOOTER:
        yield part
        return
    footer = vocabulary.pattern("phrases", "office_footer")
    for paragraph in paragraphs(document, part.body):
        start, text = paragraph.span.start, document.quote(*paragraph.spans)
        found = footer.search(text)
        if found and found.start() < _FOOTER_WITHIN and start > part.start and _reads_as_footer(text):
            yield replace(part, end=start)
            yield Part(SectionKind.BOILERPLATE, start, part.end)
            return
    yield part


# How far into a paragraph the words stand that make it a footer.
_FOOTER_WITHIN = 60


def _reads_as_footer(text: str) -> bool:
    """Whether a paragraph is no prose about the case: short lines, or ways to reach an office."""
    return (
        not reads_as_prose(text) or _CHANNEL.search(text) is not None or re.search(r"www\.|https?:", text) is not None
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
    if is_banner(text) or (kind is SectionKind.SUBJECT_NAMES and is_number_line(text)):
        return SectionKind.HEADER
    if plain(text).casefold() in titles:
        return SectionKind.TITLE
    return SectionKind.HEADER if _says_what_it_is(text) else None


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


def _appeal(document: Document, part: Part) -> Iterator[Part]:
    """Divide what stands under an action, target or letter heading into instructions, target block and letter."""
    if part.kind is SectionKind.LETTER:
        yield from _letter(document, part)
        return
    letter = _salutation_line(document, part.body)
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
    if block is None:
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
    return all(map(reads_as_block_line, texts)) and not (len(texts) > 1 and is_sentence(" ".join(texts)))


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
    letter = _salutation_line(document, part.body)
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
        return None
    return start


def _opening(document: Document, body: Span) -> Iterator[Part]:
    """Header lines, headline and lead; and the sentence that no further action is asked, which ends the lead."""
    closing = next(
        (
            paragraph.span.start
            for paragraph in paragraphs(document, body)
            if vocabulary.pattern("phrases", "no_action").match(document.text, paragraph.span.start)
        ),
        None,
    )
    yield from _head(document, Span(body.start, body.end if closing is None else closing))
    if closing is not None:
        yield Part(SectionKind.TAKE_ACTION, closing, body.end)


def _head(document: Document, body: Span) -> Iterator[Part]:
    old = find_old_header(document, body) if _flattened_head(document, body) is None else None
    if old is None:
        yield from _modern_head(document, body)
        return
    yield Part(SectionKind.HEADER, body.start, old.names.end)
    if document.text[old.names.end : body.end].strip():
        yield Part(SectionKind.SUMMARY, old.names.end, body.end)


# An opening on one line that is longer is flattened: header and lead run into each other.
_FLATTENED_OPENING = 600


def _flattened_head(document: Document, body: Span) -> int | None:
    """Where the header ends in a flattened opening: behind the number, or the date or index that follows it closely."""
    first = next((line for line in document.lines_in(body) if document.text[line.start : line.end].strip()), None)
    if first is None or first.end - first.start < _FLATTENED_OPENING:
        return None
    number = number_pattern().search(document.text, *body)
    if number is None or number.start() > body.start + _FLATTENED_OPENING:
        return None
    near = Span(number.end(), min(body.end, number.end() + 120))
    dates = [found.span.end for found in find_dates(document.text, near) if found.full]
    return max([number.end(), *dates])


def _modern_head(document: Document, body: Span) -> Iterator[Part]:
    flattened = _flattened_head(document, body)
    if flattened is not None:
        yield Part(SectionKind.HEADER, body.start, flattened)
        yield Part(SectionKind.SUMMARY, flattened, body.end)
        return
    kind = SectionKind.HEADER
    start = body.start
    prose = [
        paragraph.span for paragraph in paragraphs(document, body) if reads_as_prose(document.quote(*paragraph.spans))
    ]
    titled = False
    banner = _first_banner(document, body)
    for line in document.lines_in(body):
        text = document.text[line.start : line.end]
        if not text.strip() or line.start < banner:
            continue
        headline = None if titled else headline_behind_banner(text)
        if headline is not None:
            yield Part(kind, start, line.start + headline)
            kind, start, titled = SectionKind.TITLE, line.start + headline, True
            continue
        in_prose = any(span.start <= line.end and line.start <= span.end for span in prose)
        found = _opening_kind(text, kind, in_prose=in_prose, titled=titled)
        titled = titled or found is SectionKind.TITLE
        if found is not kind:
            if line.start > start:
                yield Part(kind, start, line.start)
            kind, start = found, line.start
    if start < body.end or start == body.start:
        yield Part(kind, start, body.end)


# A banner further down is no opening.
_BANNER_WITHIN = 12


def _first_banner(document: Document, body: Span) -> int:
    """Where the banner, or behind a letterhead the number, stands if only short lines come before it.

    Otherwise where `body` begins.
    """
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    letterhead = False
    for line in lines[:_BANNER_WITHIN]:
        text = document.text[line.start : line.end]
        if is_banner(text) or (letterhead and number_pattern().search(text)):
            return line.start
        letterhead = letterhead or is_office_line(text)
        if reads_as_prose(text) or (is_shouted(text) and not letterhead and not opens_with_banner(text)):
            break
    return body.start


def _opening_kind(text: str, before: SectionKind, *, in_prose: bool, titled: bool) -> SectionKind:
    """What a line at the document's head is, given what the line before it was.

    `in_prose`: it belongs to a paragraph of sentences; `titled`: the headline is already found.
    """
    if before is SectionKind.SUMMARY:
        return SectionKind.SUMMARY
    if is_banner(text) or is_number_line(text) or country_of(plain(text)) or is_senders_line(text):
        return SectionKind.HEADER
    if before is SectionKind.TITLE and is_shouted(text):
        return SectionKind.TITLE
    if titled or before is SectionKind.TITLE or not is_headline(text) or (in_prose and not is_shouted(text)):
        return SectionKind.SUMMARY
    return SectionKind.TITLE


def _partition(document: Document, parts: list[Part]) -> Iterator[Part]:
    """Drop empty parts and close every gap, so that each character has exactly one section."""
    filled = list(_merged([part for part in parts if part.end > part.start]))
    if not filled:
        yield Part(SectionKind.OTHER, 0, len(document.text))
        return
    filled[0] = replace(filled[0], start=0)
    for part, following in pairwise(filled):
        yield replace(part, end=following.start)
    yield replace(filled[-1], end=len(document.text))


def _merged(parts: list[Part]) -> Iterator[Part]:
    """A part without a heading that goes on with the kind of the part before it belongs to that part."""
    previous: Part | None = None
    for part in parts:
        if previous is not None and part.heading is None and previous.kind is part.kind:
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
    words = re.findall(r"[^\W\d_]+", document.text[:20_000].casefold())
    for language, common in _common_words().items():
        scores[language] = scores.get(language, 0) + sum(word in common for word in words)
    found = sorted((language for language in scores if scores[language]), key=lambda name: (-scores[name], name))
    return tuple(found) or ("en",)
