"""Where a new text can begin in a document: behind the turn of a page, a line of signs, wide blank space; with a mail's
own lines. The division of a file into its Urgent Actions asks for it.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import takewhile

from ingest import vocabulary
from ingest.case_number import number_in
from ingest.document import Document, Line
from ingest.kept_patterns import compiled
from ingest.shapes import is_mail_line, is_office_line, is_senders_line, reads_as_prose

_HEAD_LINES = 10
"""So many lines with text may stand between a break and the line that shows what begins there."""
_PROSE_WORDS = 16
"""A line of so many words is text, and no part of a head."""
_WIDE = 3
"""A line feed more than the blank lines of a gap that can part texts."""
_MAIL_LINES = 24
_FEWEST_MAIL_LINES = 2
_LONGEST_MAIL_WORDS = 40
"""Lines with text that may stand between a mail's own lines and the sheet that it passes on."""
_LONGEST_STORY = 30
"""Lines that may stand between the top of a page and the number of the text on it, with a story among them."""
_FIELD = compiled(r"[ \t>]{0,6}[A-Z][\w-]{1,30}:")
_SIGNS = compiled(r"[^\w\n]{0,40}(?:([^\w\s])(?:[ ]{0,3}\1){2,160})[^\w\n]{0,40}")


class Break(StrEnum):
    """What stands before a line that can open a text."""

    PAGE = "page"
    RULE = "rule"
    MAIL = "mail"
    GAP = "gap"


def page_between(document: Document, before: Line, line: Line) -> bool:
    """Whether a page ends between two lines that follow one another."""
    if document.reading.glyphs is not None:
        return document.page_at(before.start) != document.page_at(line.start)
    source = document.reading.text[document.origins[before.start] : document.origins[line.start] + 1]
    return "\f" in source


def find_breaks(document: Document) -> dict[int, Break]:
    """The lines with text before which a break stands: index into the document's lines -> the break.

    The document's own beginning is one of a page.
    """
    breaks: dict[int, Break] = {}
    lines, text = document.lines, document.text
    filled = [index for index, line in enumerate(lines) if text[line.start : line.end].strip()]
    ruled = False
    before: int | None = None
    for index in filled:
        if _SIGNS.fullmatch(text, *lines[index].span):
            ruled = True
            continue
        kind = Break.PAGE if before is None else _break_between(document, before, index)
        if ruled and kind in (None, Break.GAP):
            kind = Break.RULE
        if _opens_mail(document, index):
            kind = Break.MAIL
        if kind is not None:
            breaks[index] = kind
        before, ruled = index, False
    return breaks


def _break_between(document: Document, before: int, index: int) -> Break | None:
    above, line = document.lines[before], document.lines[index]
    if page_between(document, above, line):
        return Break.PAGE
    return Break.GAP if document.text.count("\n", above.end, line.start) >= _WIDE else None


def _opens_mail(document: Document, index: int) -> bool:
    """Whether a line is the first of a mail's own lines, with its subject among them."""
    lines, text = document.lines, document.text
    if not _opens_field(text, lines[index]) or (index and _opens_field(text, lines[index - 1])):
        return False
    block = takewhile(lambda line: bool(text[line.start : line.end].strip()), lines[index : index + _MAIL_LINES])
    labelled = [text[line.start : line.end] for line in block if is_mail_line(text[line.start : line.end])]
    return len(labelled) >= _FEWEST_MAIL_LINES and any(_is_subject(one) for one in labelled)


def _opens_field(text: str, line: Line) -> bool:
    """Whether a line has the shape of a mail's own, with a label of one word ("Return-Path: ...")."""
    return _FIELD.match(text, line.start, line.end) is not None or is_mail_line(text[line.start : line.end])


def _is_subject(text: str) -> bool:
    label = vocabulary.expression("header", "subject_label")
    return compiled(rf"[ \t>*]{{0,6}}(?i:{label})(?=[ \t*]{{0,3}}:)").match(text) is not None


def opening_line(document: Document, head: int, breaks: Mapping[int, Break], headings: frozenset[int]) -> int | None:
    """The line with which the text opens whose number or banner stands in the line `head`; None if no break tells it.

    `headings` are the lines with the heading of a section, which no head holds. A mail may say something of its own
    above the sheet that it passes on.
    """
    behind_gap: int | None = None
    mail = _mail_above(document, head, breaks, headings)
    if mail is not None:
        return mail
    for line in _lines_of_head(document, head, headings):
        kind = breaks.get(line)
        if kind is Break.GAP and not _closes_text(document, line, head):
            behind_gap = line if behind_gap is None else max(line, behind_gap, key=lambda one: _gap(document, one))
        elif kind is Break.RULE and behind_gap is not None and _closes_text(document, line, behind_gap):
            return behind_gap
        elif kind in (Break.PAGE, Break.RULE):
            return line
    return _behind_page_or_rule(document, head, breaks, headings) if behind_gap is None else behind_gap


def _gap(document: Document, line: int) -> int:
    """How many blank lines stand above a line."""
    count = 0
    while count < line and not document.quote(document.lines[line - 1 - count].span).strip():
        count += 1
    return count


def _lines_of_head(document: Document, head: int, headings: frozenset[int]) -> list[int]:
    """The lines with text from a head upwards that can belong to it: neither running text nor a section's heading."""
    found: list[int] = []
    group: list[int] = []
    for index in range(head, -1, -1):
        text = document.text[document.lines[index].start : document.lines[index].end]
        if text.strip():
            if index != head and (index in headings or len(text.split()) >= _PROSE_WORDS or number_in(text)):
                return found
            group.append(index)
        if index and text.strip():
            continue
        if head not in group and reads_as_prose(_text_of(document, group)):
            return found
        found += group
        group = []
        if len(found) > _HEAD_LINES:
            break
    return found[: _HEAD_LINES + 1]


def _text_of(document: Document, lines: list[int]) -> str:
    return "\n".join(document.quote(document.lines[index].span) for index in reversed(lines))


def _closes_text(document: Document, first: int, end: int) -> bool:
    """Whether lines are the address at the foot of the text above; under the sender's name it is a letterhead."""
    texts = [document.quote(line.span) for line in document.lines[first:end]]
    return any(is_office_line(text) for text in texts) and not is_senders_line(texts[0])


def _behind_page_or_rule(
    document: Document, head: int, breaks: Mapping[int, Break], headings: frozenset[int]
) -> int | None:
    """The last line behind a page or a line of signs above a head, if no section begins in between."""
    for index in range(head, max(-1, head - _LONGEST_STORY), -1):
        if index != head and (index in headings or number_in(document.quote(document.lines[index].span))):
            return None
        if breaks.get(index) in (Break.PAGE, Break.RULE):
            return index
    return None


def _mail_above(document: Document, head: int, breaks: Mapping[int, Break], headings: frozenset[int]) -> int | None:
    """The first line of the mail that passes a sheet on, or of the mail around that one; None without such."""
    found: int | None = None
    for index in range(head, -1, -1):
        lowest = head if found is None else found
        line = document.lines[index]
        headed = index in headings and not _opens_field(document.text, line)
        if headed or lowest - index > _LONGEST_MAIL_WORDS:
            break
        kind = breaks.get(index)
        found = index if kind is Break.MAIL else found
        if kind is Break.PAGE:
            break
    return found
