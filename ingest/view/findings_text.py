"""View: findings for a person or a log: `path:line:column: CODE severity: message`, and below it the line concerned.

The offending text is underlined, and what may be mended without asking is offered. In colour where it is asked for.
"""

import unicodedata
from collections.abc import Iterator

from ingest.checking import Checked, Located
from models import Severity

_WIDEST = 100
"""Columns of a source line that are shown; of a longer one the part around the place."""
_BEFORE = 30
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_Piece = tuple[str, str]
"""A text and its style; the style is empty for plain text."""


class TextReport:
    """Some lines for each finding, as soon as a file is checked."""

    def __init__(self, *, colour: bool = False, charset: str = "utf-8") -> None:
        self._colour = colour
        self._charset = charset

    def file(self, path: str, checked: Checked) -> bytes:
        """The findings of a file; empty where there is none."""
        lines = [line for one in checked.findings for line in _lines(path, one)]
        text = _coloured(lines) if self._colour else "".join("".join(text for text, _ in line) + "\n" for line in lines)
        return text.encode(self._charset, errors="backslashreplace")

    def end(self) -> bytes:
        """Nothing is left to say."""
        return b""


def _coloured(lines: list[list[_Piece]]) -> str:
    """The lines with the codes that colour them; neither markup nor emoji codes of a document count."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    stream = StringIO()
    console = Console(file=stream, force_terminal=True, markup=False, emoji=False, highlight=False)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return stream.getvalue()


def _lines(path: str, one: Located) -> Iterator[list[_Piece]]:
    finding = one.finding
    style = _STYLES[finding.severity]
    yield [
        (f"{_visible(path)}{_place(one)}: ", "bold"),
        (finding.rule, style),
        (f" {finding.severity.value}", style),
        (f": {_visible(finding.message)} ({finding.name})", ""),
    ]
    if one.start is not None and one.source_line is not None and one.source_line.strip():
        yield from _underlined(one, style)
    if one.fix is not None:
        yield [("  = fix: ", "green"), (f"write {_visible(one.fix.new)!r} ({one.fix.what}; --fix does it)", "")]


def _place(one: Located) -> str:
    if one.start is None:
        return f": page {one.finding.page}" if one.finding.page else ""
    page = f": page {one.start.page}, line " if one.start.page else ":"
    return f"{page}{one.start.line}:{one.start.column}"


def _underlined(one: Located, style: str) -> Iterator[list[_Piece]]:
    """The source's line, and marks below the offending text; to the line's end where that goes on."""
    if one.start is None or one.source_line is None:
        return
    line, start = one.source_line, one.start.column - 1
    same = one.end is not None and (one.end.page, one.end.line) == (one.start.page, one.start.line)
    end = one.end.column - 1 if one.end is not None and same else len(line.rstrip())
    low = 0 if len(line) <= _WIDEST else max(0, start - _BEFORE)
    high = min(len(line), low + _WIDEST)
    before, inside = line[low:start], line[start : min(end, high)]
    cut = "\u2026" if low else ""
    more = "\u2026" if high < len(line) else ""
    number = str(one.start.line)
    gap = " " * len(number)
    yield [(f"  {number} | ", "dim"), (f"{cut}{_visible(line[low:high])}{more}", "")]
    yield [(f"  {gap} | ", "dim"), (" " * _width(cut + before), ""), ("^" * max(1, _width(inside)), style)]


def _width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in _visible(text)
    )


def _visible(text: str) -> str:
    """The text without characters that would steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
