"""Whereabouts: an offset of the normalised text in a person's terms, as page, line and column.

What a line is depends on the file. In plain text it is the file's own line, as an editor counts it. Other formats have
no lines to count; there it is the n-th line of the text that holds anything, from the page's start where there are
pages. A column counts the characters of the line. All count from 1.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ingest.document import Document, Span
from ingest.kept_patterns import compiled

_LINE_BREAK = compiled(r"\r\n|[\n\r]")
_PLAIN_TEXT = "text/plain"


class Position(NamedTuple):
    """A character's place: the page (None without pages), line and column, from 1."""

    page: int | None
    line: int
    column: int


@dataclass(frozen=True)
class Whereabouts:
    """Tells positions in one document."""

    document: Document

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in the reading's text."""
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.document.reading.text))]

    @cached_property
    def _filled(self) -> list[int]:
        """For each line of the reading's text, how many lines before it hold anything."""
        text, counts, seen = self.document.reading.text, [], 0
        for start, end in zip(self._starts, [*self._starts[1:], len(text)], strict=True):
            counts.append(seen)
            seen += not text[start:end].isspace() and start < end
        return counts

    @cached_property
    def _page_lines(self) -> dict[int, int]:
        """For each page, how many lines that hold anything stand before it."""
        first: dict[int, int] = {}
        for index, glyph in enumerate(self.document.reading.glyphs or ()):
            if glyph is not None and glyph.page not in first:
                first[glyph.page] = self._filled[self._index(index)]
        return first

    def _index(self, origin: int) -> int:
        return max(0, bisect_right(self._starts, origin) - 1)

    def position(self, offset: int) -> Position:
        """Where the character at an offset of the normalised text stands; an offset behind the text is at its end."""
        document = self.document
        if not document.text:
            return Position(None, 1, 1)
        inside = min(offset, len(document.text) - 1)
        origin = document.origins[inside] + (offset > inside)
        return self._position_of(origin, document.page_at(inside))

    def name(self, offset: int) -> str:
        """The page where there are pages, otherwise the line, in words."""
        position = self.position(offset)
        return f"line {position.line}" if position.page is None else f"page {position.page}"

    def end(self, span: Span) -> Position:
        """Where a stretch ends: the column behind its last character, on that character's line."""
        if span.end <= span.start:
            return self.position(span.start)
        last = self.position(span.end - 1)
        return last._replace(column=last.column + 1)

    def source_position(self, origin: int) -> Position:
        """Where a character of the reading's text stands, in a file without pages; for what no normalised text has."""
        return self._position_of(origin, None)

    def source_line(self, origin: int) -> str:
        """The source's line at an offset of the reading's text, without its line break."""
        index = self._index(origin)
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.document.reading.text)
        return self.document.reading.text[self._starts[index] : end].rstrip("\r\n")

    def _position_of(self, origin: int, page: int | None) -> Position:
        index = self._index(origin)
        column = origin - self._starts[index] + 1
        if self.document.reading.media_type == _PLAIN_TEXT:
            return Position(None, index + 1, column)
        before = self._page_lines.get(page, 0) if page is not None else 0
        return Position(page, max(1, self._filled[index] - before + 1), column)

    def line_text(self, offset: int) -> str:
        """The source's line at an offset of the normalised text, without its line break; columns count in it."""
        document = self.document
        if not document.text:
            return ""
        return self.source_line(document.origins[min(offset, len(document.text) - 1)])
