"""Stage: reading; the text of a reading as it grows: lines, blocks, links and furniture, for formats without pages."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from ingest.reading import Link

BLOCK_GAP = 3.0
"""In points: paragraphs that stand at least so far apart are divided by a blank line, as the eye divides them."""
_HTML_SPACE = " \t\n\r\f"
_EMPTY_SHARE = 0.08


@dataclass(slots=True)
class _Open:
    """A link or a piece of furniture that has begun; `start` is the offset of its first visible character.

    A list's number belongs to furniture, but to no link.
    """

    url: str | None
    start: int | None = None


class Flow:
    """Collects text. Line feeds and blanks wait until a visible character follows, so that none pile up."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._visible_end = 0
        self._feeds = 0
        self._blank = ""
        self._prefix = ""
        self._open: list[_Open] = []
        self._links: list[Link] = []
        self._furniture: list[tuple[int, int]] = []

    @property
    def text(self) -> str:
        """All characters so far."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Their number."""
        return self._length

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that have been closed, in order."""
        return tuple(self._links)

    @property
    def furniture(self) -> tuple[tuple[int, int], ...]:
        """The spans of headers and footers."""
        return tuple(self._furniture)

    def line(self) -> None:
        """What follows stands on a new line."""
        self._feeds = max(self._feeds, 1)
        self._blank = ""

    def block(self) -> None:
        """What follows stands apart, behind a blank line."""
        self._feeds = 2
        self._blank = ""

    def feed(self) -> None:
        """A line break of the source: two of them leave a blank line."""
        self._feeds = min(self._feeds + 1, 2)
        self._blank = ""

    def prefix(self, text: str) -> None:
        """A list number or bullet: printed before the next visible text, if any comes before it is taken back."""
        self._prefix = text

    def literal(self, text: str) -> None:
        """Characters whose white space is printed as it stands."""
        for index, piece in enumerate(text.split("\n")):
            if index:
                self.feed()
            if piece.strip():
                self._append(piece)
            elif not self._feeds:
                self._blank += piece

    def prose(self, text: str) -> None:
        """Characters whose white space is layout of the source file: any run of it is one blank."""
        words = text.strip(_HTML_SPACE)
        if not words:
            self._blank = self._blank or (" " if text else "")
            return
        if not words.strip():
            # No-break spaces alone on a line are how editors make an empty line.
            self._pad()
            return
        self._blank = self._blank or (" " if text[0] in _HTML_SPACE else "")
        self._append(" ".join(word for word in words.translate(_AS_BLANKS).split(" ") if word))
        self._blank = " " if text[-1] in _HTML_SPACE else ""

    def _pad(self) -> None:
        if self._feeds:
            self.feed()
        else:
            self._blank = " "

    def _append(self, text: str) -> None:
        gap = "\n" * self._feeds or ("" if text[0].isspace() else self._blank)
        lead = gap if self._length else ""
        whole = lead + self._prefix + text
        first = self._length + len(lead) + len(self._prefix)
        self._prefix, self._feeds, self._blank = "", 0, ""
        for mark in self._open:
            if mark.start is None:
                mark.start = (
                    first + len(text) - len(text.lstrip()) if mark.url is not None else self._length + len(lead)
                )
        self._parts.append(whole)
        self._length += len(whole)
        self._visible_end = self._length - (len(text) - len(text.rstrip()))

    def open_link(self, url: str) -> None:
        """What follows leads to `url`. A link inside a link is none."""
        outer = any(mark.url is not None for mark in self._open)
        self._open.append(_Open("" if outer else url, start=-1 if outer else None))

    def close_link(self, *, keep: bool = True) -> bool:
        """End the innermost link and keep it if wanted. Without a label that can be seen there is no link.

        Returns whether it has such a label.
        """
        mark = self._open.pop()
        if mark.start is None:
            return False
        if keep and mark.start >= 0 and mark.url is not None:
            self._links.append(Link(mark.start, self._visible_end, mark.url))
        return True

    @contextmanager
    def as_furniture(self) -> Iterator[None]:
        """What is added inside stands apart and is a running header or footer, or a footnote."""
        self.block()
        mark = _Open(None)
        self._open.append(mark)
        yield
        self._open.remove(mark)
        if mark.start is not None:
            self._furniture.append((mark.start, self._visible_end))
        self.block()


_AS_BLANKS = {ord(char): " " for char in _HTML_SPACE}


def divided_by_empty_paragraphs(empty: Iterable[bool]) -> bool:
    """Whether a writer divides blocks by empty paragraphs, so that the spacing of paragraphs divides only lines.

    `empty` tells of each paragraph in order whether it is empty.
    """
    flags = list(empty)
    inner = sum(1 for before, here in pairwise(flags) if here and not before)
    return inner >= 2 and inner >= _EMPTY_SHARE * len(flags)
