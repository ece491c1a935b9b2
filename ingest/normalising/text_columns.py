"""Part of the stage `normalise`: columns of running text that blanks set side by side, as a copied page has them.

A copy keeps the page's lines: each holds a line of the left column, a wide gap and a line of the right one. Read line
by line, two texts run into each other. Here a gutter is seen where several lines in a row begin their second part at
the same place and at least one side is running text; labels with values and lists of names stay.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest import vocabulary
from ingest.deadline import in_time
from ingest.kept_patterns import compiled

_GAP = compiled(r"(?<=\S)[ ]{2,200}(?=\S)")
_SPECK = compiled(r"(?<=  )[|.,'`‘’·](?= )")
"""What OCR leaves of a line between columns, or of dust."""
_WORD = compiled(r"[^\W\d_]{2,}")
_NARROWEST = 14
"""Characters of a column."""
_LONGEST_LINE = 200
_MOST_GAPS = 6
"""A line with more gaps is a row of a table."""
_MOST_BLANK_LINES = 2
_LEAST_LINES = 4
"""Lines with text on both sides, where both are running text,"""
_LEAST_BESIDE = 6
"""and where one is."""
_LEAST_ALIGNED = 0.6
"""So many of the lines on the right begin at the very gutter."""
_FULL_LINE, _FULL_SHARE = 0.7, 0.5
"""Running text: so many lines reach so much of the longest one's length,"""
_LEAST_WORDS = 3.0
"""and hold so many words on the average."""
_LEAST_WORDS_BESIDE = 1.5
_LEAST_SHARE_BESIDE = 0.6
"""What stands beside running text has a line at so many of its lines; otherwise it is a label."""
_MOST_LABELS = 0.3
_LEAST_GOING_ON = 0.4
"""So many lines of running text begin with a small letter, since a sentence goes on in them."""
_NEARLY_FULL = 0.85
"""A line to which the next word would give so much of the column's width is full."""
_OPENING = "\"'(“‘«„"
_DEEPEST = 2


class Stretch(NamedTuple):
    """Characters of the text, by offset, end excluded; or what is put in, which stands for the one before `start`."""

    start: int
    end: int
    put_in: str = ""


class _Line(NamedTuple):
    """A part of a line: its offset in the text, and its characters, specks in gutters blanked."""

    start: int
    text: str


def in_columns(text: str, pages: Collection[int] = ()) -> list[Stretch]:
    """The text in the order of reading, as stretches of it; empty where no columns stand side by side.

    `pages`: offsets of line feeds at which a new page begins. Blanks that fill gutters, and specks in them, are in no
    stretch; all else is in one.
    """
    lines = [_Line(start, _SPECK.sub(" ", line)) for start, line in _lines(text)]
    starts = [0, *(number for number, line in enumerate(lines) if line.start - 1 in pages), len(lines)]
    regions = [
        _Region(first + region.first, first + region.end, region.gutter)
        for first, end in pairwise(starts)
        for region in _regions(lines[first:end])
    ]
    if not regions:
        return []
    stretches: list[Stretch] = []
    done = 0
    for region in regions:
        stretches.append(Stretch(done, lines[region.first].start))
        stretches += _joined(_columns(lines[region.first : region.end], region.gutter, 0))
        last = lines[region.end - 1]
        done = last.start + len(last.text)
    return [*stretches, Stretch(done, len(text))] if done < len(text) else stretches


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


class _Region(NamedTuple):
    """Lines, end excluded, in two columns; `gutter` is where the right one begins."""

    first: int
    end: int
    gutter: int


def _regions(lines: Sequence[_Line]) -> Iterator[_Region]:
    """The stretches of lines in columns, from top to bottom."""
    tried: dict[int, int] = {}
    index = 0
    for number in in_time(range(len(lines))):
        if number < index:
            continue
        for gutter in _gutters(lines[number].text):
            if tried.get(gutter, 0) > number:
                continue
            end = _end(lines, number, gutter)
            tried[gutter] = end
            if end - number >= _LEAST_LINES and _are_columns([line.text for line in lines[number:end]], gutter):
                first = _first(lines, number, gutter, index)
                index = _trimmed(lines, first, end, gutter)
                yield _Region(first, index, gutter)
                break


def _gutters(line: str) -> Iterator[int]:
    if len(line) > _LONGEST_LINE:
        return
    gaps = [match.end() for match in _GAP.finditer(line)]
    if len(gaps) <= _MOST_GAPS:
        yield from (gap for gap in gaps if gap >= _NARROWEST)


def _parts(line: str, gutter: int) -> tuple[str, str] | None:
    """What stands on both sides of a gutter; None for a line that runs across it."""
    if len(line) < gutter:
        return line.rstrip(), ""
    if len(line) > _LONGEST_LINE or line[gutter - 2 : gutter].strip():
        return None
    return line[:gutter].rstrip(), line[gutter:].rstrip()


def _end(lines: Sequence[_Line], first: int, gutter: int) -> int:
    """The line behind the last one of those that leave a gutter free, without blank lines at their end."""
    end, blank = first, 0
    for number in range(first, len(lines)):
        parts = _parts(lines[number].text, gutter)
        if parts is None:
            break
        blank = blank + 1 if not any(parts) else 0
        if blank > _MOST_BLANK_LINES:
            break
        if not blank:
            end = number + 1
    return end


def _first(lines: Sequence[_Line], first: int, gutter: int, least: int) -> int:
    """The first line of the columns: lines of the right one alone may stand right above it."""
    while first > least:
        parts = _parts(lines[first - 1].text, gutter)
        if parts is None or parts[0].strip() or not parts[1] or parts[1][0] == " ":
            break
        first -= 1
    return first


def _trimmed(lines: Sequence[_Line], first: int, end: int, gutter: int) -> int:
    """The line behind the columns: what stands on the left alone, below a blank line under all of the right, is not
    theirs.
    """
    last_right = max(number for number in range(first, end) if _right(lines[number].text, gutter))
    for number in range(last_right + 1, end):
        if not lines[number].text.strip():
            return number
    return end


def _right(line: str, gutter: int) -> str:
    parts = _parts(line, gutter)
    return parts[1] if parts is not None else ""


def _are_columns(lines: Sequence[str], gutter: int) -> bool:
    """Whether what a gutter parts are columns with running text in them."""
    pairs = [parts for line in lines if (parts := _parts(line, gutter)) is not None]
    rights = [right for _, right in pairs if right.strip()]
    lefts = [left.strip() for left, _ in pairs if left.strip()]
    both = sum(bool(left.strip() and right.strip()) for left, right in pairs)
    aligned = sum(right[0] != " " for right in rights)
    if both < _LEAST_LINES or aligned < _LEAST_ALIGNED * len(rights):
        return False
    bare = [right.strip() for right in rights]
    # What follows on the left alone, further down, may be the page's next part.
    lefts = lefts[: max(both, len(rights))]
    prose = [_is_prose(side) for side in (lefts, bare)]
    if all(prose):
        return True
    if both < _LEAST_BESIDE or not any(prose):
        return False
    text, beside = (lefts, bare) if prose[0] else (bare, lefts)
    return both >= _LEAST_SHARE_BESIDE * len(text) and _is_text(beside)


def _is_prose(side: Sequence[str]) -> bool:
    longest = max(map(len, side), default=0)
    full = sum(len(line) >= _FULL_LINE * longest for line in side)
    words = sum(len(_WORD.findall(line)) for line in side)
    going_on = sum(line[0].islower() or vocabulary.is_caseless(line[0]) for line in side)
    return (
        longest >= _NARROWEST
        and full >= _FULL_SHARE * len(side)
        and words >= _LEAST_WORDS * len(side)
        and going_on >= _LEAST_GOING_ON * len(side)
        and sum(line.endswith(":") for line in side) <= _MOST_LABELS * len(side)
    )


def _is_text(side: Sequence[str]) -> bool:
    """Whether lines say something each, and are not mostly labels, dates or numbers."""
    words = sum(len(_WORD.findall(line)) for line in side)
    labels = sum(line.endswith(":") for line in side)
    return words >= _LEAST_WORDS_BESIDE * len(side) and labels <= _MOST_LABELS * len(side)


def _columns(lines: Sequence[_Line], gutter: int, depth: int) -> list[list[_Line]]:
    """The lines of each column, from left to right."""
    left, right = list[_Line](), list[_Line]()
    for start, line in lines:
        left.append(_Line(start, line[:gutter].rstrip()))
        right.append(_Line(start + min(gutter, len(line)), line[gutter:].rstrip()))
    found: list[list[_Line]] = []
    for column in (_bounded(left), _bounded(right)):
        inner = next(_regions(column), None) if depth < _DEEPEST else None
        whole = inner is not None and inner.first == 0 and inner.end == len(column)
        found += _columns(column, inner.gutter, depth + 1) if inner is not None and whole else [column]
    return found


def _bounded(column: list[_Line]) -> list[_Line]:
    """A column without the blank lines at its ends."""
    filled = [number for number, line in enumerate(column) if line.text.strip()]
    return column[filled[0] : filled[-1] + 1] if filled else []


def _joined(columns: Sequence[Sequence[_Line]]) -> Iterator[Stretch]:
    """The lines of the columns one after the other; a blank line stands between columns where no sentence goes on.

    The wrapped lines of running text become one, as long as the page's other paragraphs are.
    """
    before = ""
    for column in columns:
        texts = [line.text.strip() for line in column if line.text.strip()]
        width = max(map(len, texts), default=0) if _is_prose(texts) else None
        for number, line in enumerate(column):
            text = line.text.strip()
            if before or number:
                if number == 0:
                    joint = _between_columns(before, text)
                else:
                    joint = " " if width is not None and _is_wrapped(before, text, width) else "\n"
                yield Stretch(line.start, line.start, joint)
            if text:
                start = line.start + len(line.text) - len(line.text.lstrip())
                yield Stretch(start, start + len(text))
            before = text


def _between_columns(before: str, line: str) -> str:
    """What is put between the foot of a column and the head of the next, where a word or a sentence may go on."""
    if not line[:1].islower() or before[-1:] in (".", "!", "?", ":"):
        return "\n\n"
    return "\n" if before[-1:] == "-" else " "


def _is_wrapped(before: str, line: str, width: int) -> bool:
    """Whether a line only ends because the column does. A hyphen keeps its line end: it may divide a word."""
    if not before or not line or before[-1] == "-" or not (line[0].isalnum() or line[0] in _OPENING):
        return False
    return len(before) + 1 + len(line.split()[0]) > _NEARLY_FULL * width and not before.isupper()
