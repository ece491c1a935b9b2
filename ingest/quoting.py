"""Part of the stage `normalise`: a document that stands quoted inside somebody's mail ("> UA 12/01 ...").

Readers of mail see this too, but a mail is often kept as text, and more than one person may have passed it on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.kept_patterns import compiled
from ingest.readers.mail_quoting import names_urgent_action

_MARKS = compiled(r"[ \t]{0,3}(?:>[ ]?){1,12}")
_LEAST_SHARE = 0.5
"""Of the lines with text, so many are quoted where the document is what is quoted."""
_FEWEST_LINES = 8
_REST_SHARE = 0.4
"""Of the widest line, the rest of a line that was broken once more takes no more than this."""
_FEWEST_RESTS = 3
_GOES_ON = compiled(r"[\w'\u2019\"\u201d)]$")
_BEGINS_ITEM = compiled(r"\W")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted: `marks` are the stretches to take out, each with what comes in their place; `own` are those of
    the person who passes the document on.
    """

    marks: tuple[tuple[int, int, str], ...]
    own: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _QuotedLine:
    start: int
    end: int
    depth: int
    bare: int
    """Where its text begins, behind the marks of the document."""
    text: str
    """Behind all marks."""


def find_quoted(chars: str) -> Quoted | None:
    """The Urgent Action that is most of a text and quoted in it; None where none is."""
    if "\n>" not in chars and not chars.startswith(">"):
        return None
    lines = list(_lines(chars))
    filled = [line for line in lines if line.text]
    depths = sorted({line.depth for line in filled if line.depth}, reverse=True)
    for depth in depths:
        inside = [line for line in filled if line.depth >= depth]
        if len(inside) >= max(_FEWEST_LINES, _LEAST_SHARE * len(filled)):
            break
    else:
        return None
    if not names_urgent_action("\n".join(line.text for line in inside)):
        return None
    return _quoted(chars, lines, depth)


def _lines(chars: str) -> Iterator[_QuotedLine]:
    start = 0
    for text in chars.split("\n"):
        end = start + len(text)
        marks = _MARKS.match(text)
        behind = marks.end() if marks else 0
        yield _QuotedLine(start, end, text[:behind].count(">"), start + behind, text[behind:].strip())
        start = end + 1


def _quoted(chars: str, lines: list[_QuotedLine], depth: int) -> Quoted:
    inside = [index for index, line in enumerate(lines) if line.depth >= depth]
    marks: list[tuple[int, int, str]] = []
    own: list[tuple[int, int]] = []
    rests = _rests(lines, inside)
    for index, line in enumerate(lines):
        if line.depth >= depth:
            begin = _behind_marks(chars, line, depth)
            joined = index in rests
            marks.append((lines[index - 1].end if joined else line.start, begin, " " if joined else ""))
        elif line.text and not _lost_its_mark(lines, index, depth):
            own.append((line.start, line.end))
    return Quoted(tuple(marks), tuple(own))


def _behind_marks(chars: str, line: _QuotedLine, depth: int) -> int:
    """Past as many marks as the document has; what more there are belong to its text."""
    position = line.start
    for _ in range(depth):
        position = chars.index(">", position) + 1
        position += chars[position : position + 1] == " "
    return position


def _lost_its_mark(lines: list[_QuotedLine], index: int, depth: int) -> bool:
    """Whether a line stands between quoted ones without a blank line: breaking a long one left it without a mark."""
    around = lines[index - 1 : index] + lines[index + 1 : index + 2]
    return len(around) == 2 and all(line.text and line.depth >= depth for line in around)


def _rests(lines: list[_QuotedLine], inside: list[int]) -> set[int]:
    """The lines that are only the rest of the one above, which a mail program broke once more to fit in its marks."""
    width = max(lines[index].end - lines[index].start for index in inside)
    found: set[int] = set()
    for index in inside:
        if index == 0 or lines[index - 1].depth != lines[index].depth:
            continue
        above, line = lines[index - 1], lines[index]
        if not line.text or not above.text or not _GOES_ON.search(above.text) or _BEGINS_ITEM.match(line.text):
            continue
        full = above.end - above.start + 1 + len(line.text.split()[0]) > width
        goes_on = index + 1 < len(lines) and lines[index + 1].text and lines[index + 1].depth == line.depth
        if full and goes_on and line.end - line.bare < _REST_SHARE * width:
            found.add(index)
    return found if len(found) >= _FEWEST_RESTS else set()
