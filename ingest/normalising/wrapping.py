"""Part of the stage `normalise`: what programs put around and into a text that was passed on and kept as plain text.

A document may stand quoted inside somebody's mail ("> UA 12/01 ..."); readers of mail see this too, but a mail is often
kept as text, and more than one person may have passed it on. A text browser numbers the links of a page ("[3]Home") and
lists where they lead.
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
class Wrapping:
    """Stretches of a text: `marks` are to be taken out, each with what comes in their place; `around` are lines that
    are no part of the document.
    """

    marks: tuple[tuple[int, int, str], ...]
    around: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    depth: int
    bare: int
    """Where its text begins, behind the marks of the document."""
    text: str
    """Behind all marks."""


def find_quoted(chars: str) -> Wrapping | None:
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


def _lines(chars: str) -> Iterator[_Line]:
    start = 0
    for text in chars.split("\n"):
        end = start + len(text)
        marks = _MARKS.match(text)
        behind = marks.end() if marks else 0
        yield _Line(start, end, text[:behind].count(">"), start + behind, text[behind:].strip())
        start = end + 1


def _quoted(chars: str, lines: list[_Line], depth: int) -> Wrapping:
    inside = [index for index, line in enumerate(lines) if line.depth >= depth]
    marks: list[tuple[int, int, str]] = []
    around: list[tuple[int, int]] = []
    rests = _rests(lines, inside)
    for index, line in enumerate(lines):
        if line.depth >= depth:
            begin = _behind_marks(chars, line, depth)
            joined = index in rests
            marks.append((lines[index - 1].end if joined else line.start, begin, " " if joined else ""))
        elif line.text and not _lost_its_mark(lines, index, depth):
            around.append((line.start, line.end))
    return Wrapping(tuple(marks), tuple(around))


def _behind_marks(chars: str, line: _Line, depth: int) -> int:
    """Past as many marks as the document has; what more there are belong to its text."""
    position = line.start
    for _ in range(depth):
        position = chars.index(">", position) + 1
        position += chars[position : position + 1] == " "
    return position


def _lost_its_mark(lines: list[_Line], index: int, depth: int) -> bool:
    """Whether a line stands between quoted ones without a blank line: breaking a long one left it without a mark."""
    around = lines[index - 1 : index] + lines[index + 1 : index + 2]
    return len(around) == 2 and all(line.text and line.depth >= depth for line in around)


def _rests(lines: list[_Line], inside: list[int]) -> set[int]:
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


_LINK_NUMBER = compiled(r"(?<![\w\]])\[(\d{1,3})\](?=[^\s\[\]])")
_LINK_LINE = compiled(r"[ \t]{0,12}(?:\[\d{1,3}\][^\n\[\]]{1,60}){2,30}")
_DESTINATION = compiled(r"[ \t]{0,8}\d{1,3}\.[ \t]{1,3}(?:[a-z]{3,8}://|mailto:|file:)\S{1,2000}[ \t]{0,8}")
_FEWEST_LINKS = 4


def find_link_numbers(chars: str) -> Wrapping | None:
    """The numbers that a text browser put before the labels of links; around: its lines of nothing but links, and the
    list of where these lead. None where no such numbers run through the text.
    """
    numbers = list(_LINK_NUMBER.finditer(chars))
    values = [int(number[1]) for number in numbers]
    if len(numbers) < _FEWEST_LINKS or values != sorted(set(values)):
        return None
    around: list[tuple[int, int]] = []
    listed: list[_Line] = []
    lines = list(_lines(chars))
    for line in lines:
        text = chars[line.start : line.end]
        if _LINK_LINE.fullmatch(text):
            around.append((line.start, line.end))
        elif _DESTINATION.fullmatch(text):
            listed.append(line)
    if listed:
        above = [line for line in lines if line.text and line.end < listed[0].start][-1:]
        around += [(line.start, line.end) for line in (*above, *listed) if line in listed or len(line.text.split()) < 3]
    return Wrapping(tuple((number.start(), number.end(), "") for number in numbers), tuple(around))
