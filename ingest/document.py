"""The document: normalised text with an exact map back to the source's characters, lines, pages and boxes."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from ingest.kept_patterns import compiled
from ingest.reading import LOST, Box, Glyph, Reading
from models import Place

Read = TypeVar("Read")

_LINK_DESTINATION = compiled(r"\s?<(?:[a-z][a-z0-9+.-]{1,15}:[^<>\s]{0,2000}|#[^<>\s]{0,200}|)>", re.IGNORECASE)
_HYPHEN_AT_LINE_END = compiled(r"(?<=\w)(?P<hyphen>[-\u2010])[ \t]{0,8}\n\s{0,40}(?=\w)")


# Figures, and words in capitals, in which OCR may have put look-alikes ("l992", "2O", "lO June 1998", "lNFORMATlON").
_FIGURES = compiled(
    r"(?<!\w)(?=[OolI]{0,5}\d)[\dOolI]{2,6}(?!\w)"
    r"|(?<![\w.'\u2019-])[OolI]{2}(?=[ ][^\W\d_]{3,10}[ ](?=[OolI]{0,3}\d)[\dOolI]{4}(?!\w))"
)
_CAPITALS = compiled(r"(?<!\w)(?=[A-Z0l1|]{0,20}[A-Z]{3})[A-Z0l1|]{4,24}(?!\w)|(?<=[A-Z]{3} )[A-Z]0(?=\s?:)")
# Words in small letters with figures inside them, or at their end before a colon ("Te1egrams", "Emai1:").
_WORDS = compiled(
    r"(?<![\w@./-])(?=[A-Za-z][a-z]{0,20}[01|])"
    r"[A-Za-z](?:[a-z]|[01|](?=[a-z01|]{0,2}[a-z]|[ ]{0,2}:)){2,24}(?![\w@/|-])"
)
_AS_FIGURES = str.maketrans("OolI", "0011")
_AS_CAPITALS = str.maketrans("0l1|", "OIII")
_AS_LETTERS = str.maketrans("01|", "oll")
_TEXTS_KEPT = 16
"""A stage that marks something in a document makes another of the same text."""


@lru_cache(maxsize=_TEXTS_KEPT)
def as_read(text: str) -> str:
    """A text of the same length in which figures hold no letters and words no figures.

    To find and read things by it where OCR left such mistakes; what is printed stays the evidence.
    """
    mended = _FIGURES.sub(lambda match: match.group().translate(_AS_FIGURES), text)
    mended = _CAPITALS.sub(lambda match: match.group().translate(_AS_CAPITALS), mended)
    return _WORDS.sub(lambda match: match.group().translate(_AS_LETTERS), mended)


class Span(NamedTuple):
    """A stretch of the normalised text: offsets in characters, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the normalised text without its line feed. `furniture`: a running header, footer or page number."""

    start: int
    end: int
    furniture: bool = False

    @property
    def span(self) -> Span:
        """The line's stretch of the text."""
        return Span(self.start, self.end)


class PrintedLine(NamedTuple):
    """Where a line stands on its page: points from the left and, to the foot of its print, from the top; the height of
    its print, and its first word's width.
    """

    page: int
    x0: float
    x1: float
    bottom: float
    height: float
    first_word: float


def is_cut(text: str, span: Span) -> bool:
    """Whether characters are lost (`LOST`) in a stretch of a text or beside it, so that no value can be taken from it.

    A blank may stand between. A mark that opens a line, with a blank behind it, is a bullet.
    """
    if LOST not in text[max(0, span.start - 2) : span.end + 2]:
        return False
    if LOST in text[max(0, span.start - 1) : span.end + 1] or text.startswith(f" {LOST}", span.end):
        return True
    return text.endswith(f"{LOST} ", 0, span.start) and text[max(0, span.start - 3) : span.start - 2] not in ("", "\n")


def plain(quote: str) -> str:
    """The text value that a quote gives: link destinations dropped, white space single, broken words joined."""
    value = _LINK_DESTINATION.sub("", quote) if "<" in quote else quote
    if "\n" in value:
        value = _HYPHEN_AT_LINE_END.sub(r"\g<hyphen>", value)
    return " ".join(value.split())


@dataclass(frozen=True)
class Document:
    """A file's text, cleaned, and the way back.

    `text` is NFC with line feeds as the only line breaks. `origins[i]` is the offset, in the reading's text, of the
    source character that `text[i]` stands for; it never decreases but inside an inserted link destination, and where
    columns that stand side by side in the source follow one another.
    """

    text: str
    reading: Reading
    origins: Sequence[int]
    lines: tuple[Line, ...]

    def read_once(self, key: tuple[str, Span], read: Callable[[], Read]) -> Read:
        """What `read` finds in this document, for what several stages ask for; the document never changes."""
        if key not in self._read_before:
            self._read_before[key] = read()
        found: Read = self._read_before[key]
        return found

    @cached_property
    def _read_before(self) -> dict[tuple[str, Span], Any]:
        return {}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def as_read(self) -> str:
        """The text as `as_read` mends it; the same offsets."""
        return as_read(self.text)

    def quote(self, *spans: Span) -> str:
        """The characters of the spans, joined by a line feed where there are several."""
        return "\n".join(self.text[start:end] for start, end in spans)

    def line_at(self, offset: int) -> int:
        """The index of the line that holds the character at `offset`."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def lines_in(self, span: Span, *, furniture: bool = False) -> Iterator[Line]:
        """The lines that meet the span, cut to it; page furniture only if asked for."""
        for index in range(self.line_at(span.start), len(self.lines)):
            line = self.lines[index]
            if line.start >= span.end:
                return
            if line.furniture and not furniture:
                continue
            start, end = max(line.start, span.start), min(line.end, span.end)
            if start <= end:
                whole = (start, end) == (line.start, line.end)
                yield line if whole else Line(start, end, line.furniture)

    def lines_with_text(self, span: Span) -> list[Line]:
        """The lines that meet the span, cut to it, in which anything is printed; no page furniture."""
        return [line for line in self.lines_in(span) if self.quote(line.span).strip()]

    def column_at(self, offset: int) -> int:
        """How far into its line the character at `offset` stands, a tab counting eight."""
        start = self.text.rfind("\n", 0, offset) + 1
        return len(self.text[start:offset].expandtabs())

    def trimmed(self, span: Span, marks: str = "") -> Span:
        """The span without white space, and without the given marks, at its ends."""
        start, end = span
        while start < end and (self.text[start].isspace() or self.text[start] in marks):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in marks):
            end -= 1
        return Span(start, end)

    def without_furniture(self, span: Span) -> tuple[Span, ...]:
        """The span as one stretch, or as several where page furniture stands inside it."""
        parts: list[Span] = []
        start = span.start
        for line in self.lines_in(span, furniture=True):
            if line.furniture:
                parts.append(self.trimmed(Span(start, line.start)))
                start = line.end
        parts.append(self.trimmed(Span(start, span.end)))
        return tuple(part for part in parts if part.start < part.end)

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) of the character at `offset`; None where the format has no pages."""
        glyphs = self.reading.glyphs
        if glyphs is None or offset >= len(self.text):
            return None
        for index in range(offset, len(self.text)):
            glyph = glyphs[self.origins[index]]
            if glyph is not None:
                return glyph.page
        return None

    @cached_property
    def printed_lines(self) -> "tuple[PrintedLine | None, ...]":
        """For each line where it is printed; None for one without text, and where the format has no pages.

        The rest of a word that a line break parted, which cleaning put into the line, is not counted.
        """
        glyphs = self.reading.glyphs
        if glyphs is None:
            return (None,) * len(self.lines)
        return tuple(self._printed(line, glyphs) for line in self.lines)

    def _printed(self, line: Line, glyphs: Sequence[Glyph | None]) -> PrintedLine | None:
        first: Glyph | None = None
        x0 = x1 = word_end = 0.0
        in_first_word = True
        for index in range(line.start, line.end):
            glyph = None if self.text[index].isspace() else glyphs[self.origins[index]]
            if glyph is None:
                in_first_word = in_first_word and first is None
                continue
            if first is None:
                first, x0, x1 = glyph, glyph.box[0], glyph.box[2]
            elif min(first.box[3], glyph.box[3]) - max(first.box[1], glyph.box[1]) <= 0:
                break
            x0, x1 = min(x0, glyph.box[0]), max(x1, glyph.box[2])
            word_end = glyph.box[2] if in_first_word else word_end
        if first is None:
            return None
        _, top, _, bottom = first.box
        return PrintedLine(first.page, x0, x1, bottom, bottom - top, word_end - first.box[0])

    def places(self, span: Span) -> list[Place]:
        """The span as evidence: one place, or one for each page that it covers."""
        if self.reading.glyphs is None:
            return [Place(start=span.start, end=span.end, quote=self.quote(span))]
        return [
            Place(start=part.start, end=part.end, quote=self.quote(part), page=page, boxes=boxes)
            for part, page, boxes in self._by_page(span, self.reading.glyphs)
        ]

    def _by_page(
        self, span: Span, glyphs: Sequence[Glyph | None]
    ) -> Iterator[tuple[Span, int | None, list[Box] | None]]:
        start, page, boxes = span.start, None, list[Box]()
        for index in range(span.start, span.end):
            glyph = glyphs[self.origins[index]]
            if glyph is None:
                continue
            if page is not None and glyph.page != page:
                yield self.trimmed(Span(start, index)), page, self._shown(page, boxes)
                start, boxes = index, []
            page = glyph.page
            _extend(boxes, glyph.box)
        yield Span(start, span.end), page, self._shown(page, boxes) or None

    def _shown(self, page: int | None, boxes: list[Box]) -> list[Box]:
        """The boxes on the page as it is shown, where OCR had to turn it."""
        turn = self.reading.turns.get(page) if page is not None else None
        return [turn.shown(box) for box in boxes] if turn else boxes

    def is_ocr(self, span: Span) -> bool:
        """Whether the span stands on a page that was read by OCR."""
        return bool(self.reading.ocr_pages) and self.page_at(span.start) in self.reading.ocr_pages


def _extend(boxes: list[Box], box: Box) -> None:
    """Let the last box take in `box` where both stand on one line, or else begin a new one."""
    if boxes:
        x0, top, x1, bottom = boxes[-1]
        shared = min(bottom, box[3]) - max(top, box[1])
        if shared > 0.5 * (box[3] - box[1]) and box[0] >= x0 - 1.0:
            boxes[-1] = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
            return
    boxes.append(box)
