"""Part of the stage `sections`: a mail to members without a head of its own.

Below the mail's own lines stand a greeting and some words to the readers; number, index and date come in a sentence
at the end, with the sender's name below it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, stated_number, states_update
from ingest.dates import find_dates
from ingest.document import Document, Span, plain
from ingest.kept_patterns import compiled
from ingest.paragraphs import Paragraph, paragraphs
from ingest.preface import mail_lines_end
from ingest.reading import MAILS
from ingest.sections import Part
from ingest.shapes import QUOTED, reads_as_prose
from models import SectionKind

_LONGEST_GREETING = 8
"""Words."""
_LONGEST_CHAT = 80
"""Words of a paragraph that speaks to members."""
_MOST_WORDS_BESIDES = 16
"""Words of a closing reference besides number, index and date."""
_NEAR_END = 8
"""Paragraphs."""
_NEAR_END_OF_PART = 2
"""Paragraphs."""
_LONGEST_SIGNATURE = 12
"""Words of a paragraph below the closing reference."""
_NOT_CLOSED = frozenset({SectionKind.HEADER, SectionKind.TITLE, SectionKind.LETTER, SectionKind.PREVIOUS_UA})


def chat_at_head(document: Document, body: Span) -> Span | None:
    """The greeting below a mail's own lines, with the paragraphs behind it that speak to readers; None without one.

    `body` goes to the first heading; the lead remains in it, if there is one.
    """
    start = mail_lines_end(document, body)
    groups = [one for one in paragraphs(document, body) if one.span.start >= start]
    if not groups:
        return None
    by_mail = start > body.start or document.reading.media_type in MAILS
    greeted = _behind_greeting(document, groups[0], by_mail=by_mail)
    if greeted is None:
        return None
    rest = paragraphs(document, Span(greeted, body.end))
    end = greeted
    for group, following in zip(rest, [*rest[1:], None], strict=True):
        if not _is_chat(document, group) or not (following is None or _tells_on(document, rest, following)):
            break
        end = group.span.end
    return Span(groups[0].span.start, end)


def _tells_on(document: Document, rest: list[Paragraph], following: Paragraph) -> bool:
    """Whether a story stands from a paragraph on, or nothing but lines that are none."""
    later = [one for one in rest if one.span.start >= following.span.start]
    return any(reads_as_prose(document.quote(*one.spans)) for one in later)


def _behind_greeting(document: Document, group: Paragraph, *, by_mail: bool) -> int | None:
    """Where the words begin behind the greeting that opens a paragraph; None where none does."""
    line = document.lines[document.line_at(group.span.start)]
    text = document.text[group.span.start : line.end]
    mark = _GREETING.match(text)
    if mark is None or len(mark["words"].split()) > _LONGEST_GREETING:
        return None
    known = vocabulary.match(text, "letter", "readers_greeting") is not None
    alone = not text[mark.end() :].strip()
    if not mark["mark"]:
        return group.span.end if known and "\n" not in document.quote(group.span) else None
    if not known and not (by_mail and alone):
        return None
    return group.span.start + mark.end()


_GREETING = compiled(r"[\u00a1\s]{0,3}(?P<words>[^\W\d_][^\n\d:;.!?@]{1,70}?)(?:[ ]?(?P<mark>[,:!])(?=\s|$)|[ \t]*$)")


def _is_chat(document: Document, group: Paragraph) -> bool:
    """Whether a paragraph speaks to readers, or tells of nobody: it gives no day, and no name of two words."""
    text = plain(document.quote(*group.spans))
    if len(text.split()) > _LONGEST_CHAT or any(one.day is not None for one in find_dates(text, Span(0, len(text)))):
        return False
    if _names().search(_without_openings(text)) is not None:
        return False
    speaks = vocabulary.pattern("phrases", "to_readers").search(QUOTED.sub(" ", text)) is not None
    return speaks or compiled(r"(?<=[\w,] )[A-Z\u00c0-\u00de]").search(text) is None


def _without_openings(text: str) -> str:
    """A text without the names of the sender and of the series, whose sentences begin with small letters."""
    named = vocabulary.pattern("contacts", "sender_name").sub(" ", text)
    named = vocabulary.pattern("header", "series_name").sub(" ", named)
    return compiled(r"(?:^|[.!?:]\s)\W{0,3}\w").sub(lambda found: found.group().lower(), named)


@cache
def _names() -> re.Pattern[str]:
    """Two words with capitals, perhaps with a particle of a name between them."""
    word = r"[A-Z\u00c0-\u00de][\w'\u2019-]+"
    return compiled(rf"{word} (?:{vocabulary.alternatives('officials', 'name_particle')} )?{word}")


def with_closing_reference(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; the sentence near the end that says which document this is is header, and what signs below it the
    sender's.
    """
    closing = _closing_reference(document)
    for part in parts:
        reference = _statement_of_update(document, part) or closing
        if reference is None or part.kind in _NOT_CLOSED or not part.body.start <= reference.start < part.end:
            yield part
            continue
        if document.text[part.start : reference.start].strip():
            yield replace(part, end=reference.start)
        yield Part(SectionKind.HEADER, reference.start, min(reference.end, part.end))
        if document.text[reference.end : part.end].strip():
            signed = all(_signs(document, one) for one in paragraphs(document, Span(reference.end, part.end)))
            yield Part(SectionKind.BOILERPLATE if signed else part.kind, reference.end, part.end)


def _statement_of_update(document: Document, part: Part) -> Span | None:
    """The paragraph, one of the last under a heading, that says which update of which number this is."""
    if part.heading is None or part.kind in _NOT_CLOSED:
        return None
    groups = paragraphs(document, part.body)[-_NEAR_END_OF_PART:]
    return next((one.span for one in groups if states_update(plain(document.quote(*one.spans)))), None)


def _closing_reference(document: Document) -> Span | None:
    """The paragraph near the document's end that says which document this is, with index or date, and no more."""
    for group in reversed(paragraphs(document, Span(0, len(document.text)))[1:][-_NEAR_END:]):
        text = plain(document.quote(*group.spans))
        number = stated_number(text)
        if number is None:
            continue
        rest = INDEX_NUMBER.sub(" ", text[: number.start()] + " " + text[number.end() :])
        dates = [one for one in find_dates(rest, Span(0, len(rest))) if one.full]
        if rest == text[: number.start()] + " " + text[number.end() :] and not dates:
            continue
        besides = len(compiled(r"[^\W\d_]+").findall(rest)) - len(dates)
        if besides <= _MOST_WORDS_BESIDES and vocabulary.search(text, "header", "update") is None:
            return group.span
    return None


def _signs(document: Document, group: Paragraph) -> bool:
    """Whether a paragraph below the reference is the sender's formula, name or office."""
    text = document.quote(*group.spans)
    return len(text.split()) <= _LONGEST_SIGNATURE or (
        vocabulary.search(text, "phrases", "to_readers", "office_footer") is not None
    )
