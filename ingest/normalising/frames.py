"""Part of the stage `normalise`: what a typewriter draws round a heading, boxes of signs and rows of them beside it.

A newsletter sets its headings off that way; what stands behind the frame is a line like any other. A box of more than
two lines of text is left as it is: it holds more than a heading.
"""

import re
from collections.abc import Iterator

from ingest.kept_patterns import compiled

_CORNER = r"[+|.,:'`\u250c-\u257f]"
_RULE = rf"[ \t]{{0,60}}(?:{_CORNER}[-=~_\u2500\u2501\u2550]{{4,160}}{_CORNER}|[*#=~-]{{5,160}})[ \t]{{0,8}}"
_UPRIGHT = r"[|*#:!=~\u2502\u2503\u2551]"
_FRAMED = rf"[ \t]{{0,60}}{_UPRIGHT}(?:[^\n]{{0,160}}(?<=[ \t]){_UPRIGHT})[ \t]{{0,8}}"
# Rules above and below, and lines with uprights at both ends between them.
_BOX = compiled(rf"^(?P<top>{_RULE})\n(?P<inside>(?:{_FRAMED}\n){{1,4}})(?P<foot>{_RULE})$", re.MULTILINE)
_CONTENT = compiled(
    rf"^(?P<left>[ \t]{{0,60}}{_UPRIGHT}[ \t]{{0,80}})(?P<text>[^\n]*?)"
    rf"(?P<right>[ \t]{{0,80}}{_UPRIGHT}[ \t]{{0,8}})$",
    re.MULTILINE,
)
_MOST_LINES = 2
"""Lines of text in a box that is one of a heading."""

# "=== WHERE TO WRITE ===", "*** BACKGROUND ***"
_BETWEEN_ROWS = compiled(
    r"^(?P<left>[ \t]{0,60}(?P<sign>[=*#~+:<>-])(?P=sign){1,80}[ \t]{1,8})"
    r"(?P<text>[^\W\d_][^\n\d:@=*#~<>]{1,70}[^\s=*#~+:<>-])"
    r"(?P<right>[ \t]{1,8}[=*#~+:<>-]{2,80}[ \t]{0,8})$",
    re.MULTILINE,
)
_FEWEST_ROWS = 2
"""One such line may be what a program wrote ("----- Original Message -----")."""


def frames(chars: str) -> Iterator[tuple[int, int]]:
    """Where the signs stand that frame the headings of a text, in order."""
    yield from sorted([*_boxes(chars), *_rows(chars)])


def _boxes(chars: str) -> Iterator[tuple[int, int]]:
    for box in _BOX.finditer(chars):
        lines = list(_CONTENT.finditer(chars, *box.span("inside")))
        filled = sum(any(map(str.isalnum, line["text"])) for line in lines)
        if not 0 < filled <= _MOST_LINES:
            continue
        yield box.span("top")
        for line in lines:
            yield line.span("left")
            yield line.span("right")
        yield box.span("foot")


def _rows(chars: str) -> Iterator[tuple[int, int]]:
    rows = [row for row in _BETWEEN_ROWS.finditer(chars) if row["text"].isupper()]
    if len(rows) < _FEWEST_ROWS:
        return
    for row in rows:
        yield row.span("left")
        yield row.span("right")


def is_framed(text: str, line_start: int) -> bool:
    """Whether the line that starts at `line_start` stands in a frame, or between rows of signs."""
    line_end = text.find("\n", line_start)
    line = text[line_start : len(text) if line_end < 0 else line_end].rstrip("\r")
    if _BETWEEN_ROWS.match(line):
        return True
    above = text[max(0, text.rfind("\n", 0, max(0, line_start - 1)) + 1) : max(0, line_start - 1)].rstrip("\r")
    return re.fullmatch(_FRAMED, line) is not None and re.fullmatch(_RULE, above) is not None
