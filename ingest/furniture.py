"""Stage: marks the lines of a document that are page furniture, beyond those that the reader saw by their place.

Logos and page lines are vocabulary; a line that repeats an earlier one at the head of a page is a running header.
Marked lines stay in the text but never land in a field.
"""

import re
from dataclasses import replace
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Line

_NUMBER_ALONE = re.compile(r"[-\u2013\u2014\s]{0,6}\d{1,3}[-\u2013\u2014\s]{0,6}")


@cache
def _furniture_line() -> re.Pattern[str]:
    texts = {wording.text for wording in vocabulary.wordings("furniture", "line")}
    return re.compile(
        "|".join(vocabulary.source_of(text) for text in sorted(texts, key=len, reverse=True)), re.IGNORECASE
    )


def mark_furniture(document: Document) -> Document:
    """The same document, its furniture lines marked."""
    heads = _page_heads(document)
    lines = []
    seen: set[str] = set()
    for index, line in enumerate(document.lines):
        text = document.text[line.start : line.end].strip()
        repeated = index in heads and text.casefold() in seen
        if text:
            seen.add(text.casefold())
        marked = line.furniture or repeated or _is_furniture(document, index, text)
        lines.append(replace(line, furniture=marked) if marked != line.furniture else line)
    return replace(document, lines=tuple(lines))


def _is_furniture(document: Document, index: int, text: str) -> bool:
    if _furniture_line().fullmatch(text):
        return True
    return bool(_NUMBER_ALONE.fullmatch(text)) and _stands_alone(document, index)


def _stands_alone(document: Document, index: int) -> bool:
    """Whether the lines before and behind are blank or missing, so that a lone number is a page's."""

    def blank(at: int) -> bool:
        if not 0 <= at < len(document.lines):
            return True
        line = document.lines[at]
        return not document.text[line.start : line.end].strip()

    return blank(index - 1) and blank(index + 1)


def _page_heads(document: Document) -> frozenset[int]:
    """The indices of the first two lines with text of each page but the first; form feeds divide plain text."""
    heads: set[int] = set()
    source = document.reading.text
    wanted = 0
    previous: Line | None = None
    for index, line in enumerate(document.lines):
        if previous is not None and _page_break(document, source, previous, line):
            wanted = 2
        previous = line
        if wanted and document.text[line.start : line.end].strip():
            heads.add(index)
            wanted -= 1
    return frozenset(heads)


def _page_break(document: Document, source: str, before: Line, behind: Line) -> bool:
    if document.reading.glyphs is not None:
        first, second = document.page_at(before.start), document.page_at(behind.start)
        return first is not None and second is not None and second > first
    if behind.start >= len(document.origins):
        return False
    return "\f" in source[document.origins[before.start] : document.origins[behind.start] + 1]
