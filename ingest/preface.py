"""What stands above an Urgent Action that somebody passes on: a mail's own lines, a greeting, a foreword."""

from collections.abc import Sequence

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, number_in
from ingest.document import Document, Line, Span, plain
from ingest.header_lines import RULE, states_what_it_is
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.shapes import (
    is_banner,
    is_headline,
    is_mail_line,
    is_number_line,
    is_office_line,
    is_senders_line,
    is_shouted,
    reads_as_prose,
)

# A mail's own lines and greeting before the banner are no longer than this.
_MAIL_LINES = 25
_FEWEST_MAIL_LABELS = 2


def behind_mail(document: Document, body: Span) -> int:
    """Where the Urgent Action begins behind a mail's lines: at banner, number or index, or at a headline in capitals
    right above them; else where `body` begins.
    """
    end = mail_lines_end(document, body)
    if end == body.start:
        return end
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    headline: Line | None = None
    for line in lines[:_MAIL_LINES]:
        text = document.as_read[line.start : line.end]
        opens = is_banner(text) or number_in(text) or (is_number_line(text) and not is_mail_line(text))
        if line.start >= end and opens:
            return headline.start if headline is not None else line.start
        if RULE.fullmatch(text) is None:
            headline = line if line.start >= end and _is_headline_in_capitals(text) else None
    return end


ENOUGH_WORDS = 4
"""Words: more make nothing likelier to be a headline."""


def _is_headline_in_capitals(text: str) -> bool:
    enough = len(text.split()) >= ENOUGH_WORDS
    return enough and is_shouted(text) and is_headline(text) and not states_what_it_is(text)


def mail_lines_end(document: Document, body: Span) -> int:
    """Where a mail's own lines ("Subject: ...") end that `body` opens with; where it begins, if it does not."""
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    labelled = [line for line in lines[:6] if is_mail_line(document.text[line.start : line.end])]
    return labelled[-1].end if len(labelled) >= _FEWEST_MAIL_LABELS else body.start


def preface_end(document: Document) -> int:
    """Where the running text ends that is furniture at the document's start: a mail's, a newsletter's, or a page's."""
    if not any(start == 0 for start, _ in document.reading.furniture):
        return 0
    lines = [line for line in document.lines if document.quote(line.span).strip()]
    first = next((line.start for line in lines if not line.furniture), 0)
    return first if reads_as_prose(" ".join(document.quote(line.span) for line in lines if line.start < first)) else 0


_LONGEST_GREETING = 6
_LONGEST_FOREWORD = 40
_HEAD_LINES = 6
"""Lines with text."""


def foreword(document: Document, body: Span) -> Span | None:
    """The greeting and the words of who passes an Urgent Action on, above it; None where `body` does not open so.

    The greeting is the first line ("Dear friends,"), or the first one below the sender's letterhead. The document's
    number or index stands in the lines below the one that it begins with, which blank space or a ruler parts from the
    words above.
    """
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    texts = [document.as_read[line.start : line.end] for line in lines[: _LONGEST_FOREWORD + _HEAD_LINES]]
    first = next((place for place, text in enumerate(texts[:_HEAD_LINES]) if not _is_of_letterhead(text)), len(texts))
    lines, texts = lines[first:], texts[first:]
    if not texts or not (_is_greeting(texts[0]) if first == 0 else greets_readers(texts[0])):
        return None
    for place, text in enumerate(texts[:_LONGEST_FOREWORD]):
        if not (is_banner(text) or is_number_line(text)):
            continue
        above, head = texts[1:place], texts[place : place + _HEAD_LINES]
        ruled = bool(above) and _RULER.fullmatch(above[-1]) is not None
        apart = ruled or document.text[: lines[place].start].endswith("\n\n")
        greeted = ruled or first > 0 or texts[0].rstrip().endswith(",")
        numbered = any(number_in(one) or INDEX_NUMBER.search(one) for one in head)
        told = any(reads_as_prose(document.quote(*one.spans)) for one in paragraphs(document, _above(lines, place)))
        found = apart and greeted and numbered and (told or first > 0)
        headline = found and place > 1 and _is_headline_in_capitals(texts[place - 1])
        return Span(lines[0].start, lines[place - headline].start) if found else None
    return None


def greets_readers(text: str) -> bool:
    """Whether a line greets those who write the appeals ("DEAR MEMBERS,")."""
    greeting = text.strip().endswith((",", "!", ":"))
    return greeting and vocabulary.match(text.strip(), "letter", "readers_greeting") is not None


def _is_of_letterhead(text: str) -> bool:
    return is_banner(text) or is_senders_line(text) or is_office_line(text)


def _above(lines: Sequence[Line], place: int) -> Span:
    return Span(lines[0].end, lines[place].start)


_RULER = compiled(r"[ \t]{0,8}([-_=*~#])(?:[ ]?\1){4,80}[ \t]{0,8}")


def _is_greeting(text: str) -> bool:
    """Whether a line can be the greeting of a mail: a few words with a comma or an exclamation mark behind them."""
    words = plain(text).split()
    return len(words) <= _LONGEST_GREETING and text.rstrip().endswith((",", "!")) and not compiled(r"\d").search(text)
