"""Stage `sections`: a document becomes a partition into sections.

Headings are found through the vocabulary. What no heading announces is found by its shape: the header lines, headline
and lead before the first heading, the target block behind the instructions, the letter from its salutation on.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise, zip_longest

from ingest import vocabulary
from ingest.dates import find_dates
from ingest.document import Document, Span
from ingest.headings import Heading
from ingest.kept_patterns import compiled
from ingest.sectioning.appeal import (
    divide_appeal,
    with_letter,
    with_letter_behind_notes,
    with_lists_of_demands,
    with_lists_of_steps,
    with_told_targets,
    with_whole_addresses,
)
from ingest.sectioning.closing_lines import without_closing_lines
from ingest.sectioning.head import (
    divide_preamble,
    with_opening_behind_notes,
    without_closing_request,
    without_repeated_head,
)
from ingest.sectioning.last_day_sentence import days_over_targets, without_deadline_sentence
from ingest.sectioning.lead_request import without_request
from ingest.sectioning.members_mail import with_closing_reference
from ingest.sectioning.senders_words import (
    without_office_behind_all,
    without_office_footer,
    without_quoted_articles,
    without_signature,
)
from ingest.sectioning.true_headings import true_headings
from ingest.sectioning.unheaded import with_unheaded
from ingest.sectioning.units import asks_to_write
from ingest.sections import Part, Sectioned, is_later_step
from models import SectionKind

_EMPTY = 4
"""Blank lines between two headings, in characters."""
_HEADING_WEIGHT = 40
"""A heading shows a language as well as so many small words."""
_FEWEST_SMALL_WORDS = 10
_SAMPLE = 20_000
"""Characters, from the document's first, whose words show its language."""
# Sections that hold a value or two; a letter or block behind them belongs to no heading.
_ONE_VALUE = frozenset({SectionKind.HEADER, SectionKind.TITLE, SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE})


def split_sections(document: Document) -> Sectioned:
    """Divide the document's text into sections."""
    headings = true_headings(document)
    parts = list(_by_headings(document, headings))
    labelled = any(heading.kind is SectionKind.TITLE for heading in headings)
    parts = [piece for part in parts for piece in _refined(document, part, labelled=labelled)]
    parts = list(with_opening_behind_notes(document, parts))
    parts = list(with_letter_behind_notes(document, parts))
    parts = [piece for part in parts for piece in without_closing_request(document, part)]
    parts = list(with_unheaded(document, parts))
    parts = [piece for part in parts for piece in without_request(document, part)]
    if not any(part.kind is SectionKind.TARGETS for part in parts):
        parts = [piece for part in parts for piece in with_told_targets(document, part)]
    parts = with_lists_of_demands(document, parts)
    parts = with_lists_of_steps(document, parts)
    headed = {day for part in parts for day in days_over_targets(document, part)}
    parts = [piece for part in parts for piece in without_deadline_sentence(document, part, headed=headed)]
    parts = list(with_closing_reference(document, parts))
    parts = list(without_repeated_head(document, parts))
    parts = [piece for part in parts for piece in without_office_footer(document, part)]
    parts = [piece for part in parts for piece in without_closing_lines(document, part)]
    parts = list(without_quoted_articles(document, parts))
    parts = list(with_whole_addresses(document, parts))
    parts = list(without_office_behind_all(document, parts))
    parts = without_signature(document, parts)
    return Sectioned(document, tuple(_partition(document, parts)), _languages(document, headings))


def _by_headings(document: Document, headings: list[Heading]) -> Iterator[Part]:
    starts = [_start_of(document, heading) for heading in headings]
    first = starts[0] if starts else len(document.text)
    if first > 0 or not headings:
        yield Part(SectionKind.OTHER, 0, first)
    for heading, start, following in zip_longest(headings, starts, starts[1:]):
        yield Part(heading.kind, start, len(document.text) if following is None else following, heading.span)


def _start_of(document: Document, heading: Heading) -> int:
    """Where the section of a heading starts: at the mark before it, if nothing else stands there in its line."""
    line = document.lines[document.line_at(heading.span.start)]
    before = document.text[line.start : heading.span.start]
    return heading.span.start if any(map(str.isalnum, before)) else line.start


def _refined(document: Document, part: Part, *, labelled: bool) -> Iterator[Part]:
    """Find what stands in a part without a heading of its own.

    `labelled`: the headline has a heading, as in the drafters' template; what stands before the first heading is none.
    """
    if part.heading is None and labelled:
        yield replace(part, kind=SectionKind.HEADER)
    elif is_later_step(document, part):
        yield part
    elif part.heading is None:
        yield from divide_preamble(document, part)
    elif part.kind in (
        SectionKind.TAKE_ACTION,
        SectionKind.TARGETS,
        SectionKind.LETTER,
        SectionKind.RECOMMENDED_ACTION,
    ):
        yield from divide_appeal(document, part)
    elif part.kind is SectionKind.SUMMARY or part.kind in _ONE_VALUE:
        yield from with_letter(document, part)
    else:
        yield part


def _partition(document: Document, parts: list[Part]) -> Iterator[Part]:
    """Drop empty parts and close every gap, so that each character has exactly one section."""
    filled = list(
        _merged(document, [_with_true_heading(document, part) for part in parts if _holds_words(document, part)])
    )
    if not filled:
        yield Part(SectionKind.OTHER, 0, len(document.text))
        return
    filled[0] = replace(filled[0], start=0)
    for part, following in pairwise(filled):
        yield replace(part, end=following.start)
    yield replace(filled[-1], end=len(document.text))


def _holds_words(document: Document, part: Part) -> bool:
    return compiled(r"\w").search(document.text, part.start, part.end) is not None


def _with_true_heading(document: Document, part: Part) -> Part:
    """The part, without a heading that is none: an entry of a menu, which a bar divides from what follows, or the
    beginning of a sentence about the last day.
    """
    if part.kind is SectionKind.DEADLINE and part.heading is None:
        return replace(part, heading=_label_of_last_day(document, part))
    bar = part.heading is not None and document.quote(part.heading).rstrip().endswith("|")
    told = part.kind is SectionKind.DEADLINE and _begins_sentence(document, part)
    return replace(part, heading=None) if told or (bar and part.kind is SectionKind.BOILERPLATE) else part


_LABEL = compiled(r"[^\w\n]{0,8}(?P<label>[^\W\d_][^\n:.!?]{2,60}[:\uff1a])[ \t]{1,8}(?P<value>\S[^\n]{0,40})")
_LONGEST_LABEL = 8
"""Words."""


def _label_of_last_day(document: Document, part: Part) -> Span | None:
    """The label with a colon that the day stands right behind ("Last date: 3 May"); None where none does."""
    labelled = _LABEL.match(document.text, part.start, part.end)
    if labelled is None or len(labelled["label"].split()) > _LONGEST_LABEL:
        return None
    dated = find_dates(document.as_read, Span(*labelled.span("value")))
    before = document.text[labelled.start("value") : dated[0].span.start] if dated else ""
    return Span(*labelled.span("label")) if dated and len(before.split()) <= 1 else None


def _begins_sentence(document: Document, part: Part) -> bool:
    """Whether a heading without a colon is the beginning of a sentence ("Please take action before 3 May 2021.")."""
    if part.heading is None or document.quote(part.heading).rstrip()[-1:] in (":", "\uff1a"):
        return False
    line = document.lines[document.line_at(part.heading.end)]
    rest = document.text[part.heading.end : line.end].strip()
    return rest.endswith(".") and rest[:1].isalnum()


def _goes_on_with(part: Part, previous: Part) -> bool:
    """Whether a part belongs to the one before it: the same kind, and no heading between, or none over a text."""
    if part.kind is not previous.kind:
        return False
    boilerplate = part.kind is SectionKind.BOILERPLATE and previous.heading is None
    return part.heading is None or boilerplate


def _is_subheading(document: Document, part: Part, previous: Part) -> bool:
    """Whether a request is all that stands under the heading of an action, as a heading of its own."""
    if part.kind is not SectionKind.RECOMMENDED_ACTION or previous.heading is None:
        return False
    if previous.end - previous.heading.end > _EMPTY:
        return False
    asks = part.heading is not None and asks_to_write(document.quote(part.heading))
    return previous.kind is part.kind or (previous.kind is SectionKind.TAKE_ACTION and asks)


def _merged(document: Document, parts: list[Part]) -> Iterator[Part]:
    """A part without a heading that goes on with the kind of the part before it belongs to that part."""
    previous: Part | None = None
    for part in parts:
        if previous is not None and (_goes_on_with(part, previous) or _is_subheading(document, part, previous)):
            previous = replace(previous, kind=part.kind, end=part.end)
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
    """Languages by what shows them, headings and small words.

    Headings of a language show nothing in a text of another that holds none of its small words ("AGIR").
    """
    words = Counter(compiled(r"[^\W\d_]+").findall(document.text[:_SAMPLE].casefold()))
    scores = {
        language: sum(words[word] for word in common & words.keys()) for language, common in _common_words().items()
    }
    told = frozenset(language for language in scores if scores[language])
    in_another = max(scores.values(), default=0) >= _FEWEST_SMALL_WORDS
    for heading in headings:
        if heading.language in told or heading.language not in _common_words() or not in_another:
            scores[heading.language] = scores.get(heading.language, 0) + _HEADING_WEIGHT
    found = sorted((language for language in scores if scores[language]), key=lambda name: (-scores[name], name))
    return tuple(found) or ("en",)
