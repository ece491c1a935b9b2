"""Stage: parts the footnotes of a page from its text, and takes their marks out of the lines that they stand in.

A footnote stands at the foot of the page in smaller print and begins with a mark that also stands, raised and small,
in the text above: a mark at the end of a number must not become a part of it. Raised print that no footnote answers
to, such as the "2" of square metres, stays.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.layout.pieces import Piece, Sheet
from ingest.layout.rows import Segment, rows

_SMALLER = 0.93
"""The print of footnotes is at most so large, compared with the text's."""
_MARK_SIZE = 0.8
"""A mark in the text is at most so large, compared with its line,"""
_RAISED = 0.12
"""and raised by at least so many of the line's font sizes."""
_SIGNS = frozenset("*\u2020\u2021\u00a7")
_LONGEST_NUMBER = 3
_LONGEST_SIGNS = 3


class PartedPage(NamedTuple):
    """The segments of a page's text without the marks, and those of its footnotes."""

    text: list[Segment]
    notes: list[Segment]


def without_footnotes(body: Sequence[Segment], sheet: Sheet) -> PartedPage:
    """Part the footnotes, if there are any, from the text of a page."""
    by_place = sorted(body, key=lambda segment: (segment.baseline, segment.x0))
    raised = [piece for segment in by_place for piece in _raised(segment, sheet)]
    notes = _notes(body, sheet, {_text(piece, sheet) for piece in raised}) if raised else []
    if not notes:
        return PartedPage(list(body), [])
    inside = {id(segment) for segment in notes}
    marks = set(_answered(raised, [_first_mark(segment, sheet) for segment in notes], sheet))
    text = [_without_marks(segment, marks) for segment in body if id(segment) not in inside]
    return PartedPage([segment for segment in text if segment is not None], notes)


def _answered(raised: Sequence[Piece], notes: Sequence[str | None], sheet: Sheet) -> Iterator[Piece]:
    """The marks that the notes answer to, one for each: if it can be, one behind that of the note before."""
    next_place = 0
    for mark in notes:
        places = [place for place, piece in enumerate(raised) if _text(piece, sheet) == mark]
        place = next((place for place in places if place >= next_place), places[0] if places else None)
        if place is not None:
            yield raised[place]
            next_place = max(next_place, place + 1)


def _notes(body: Sequence[Segment], sheet: Sheet, marks: set[str]) -> list[Segment]:
    """The rows of small print at the foot of the page, from the highest one that begins with one of the marks on."""
    usual = _usual_size(body)
    small: list[list[Segment]] = []
    for row in reversed(rows(body)):
        if max(segment.size for segment in row) > _SMALLER * usual:
            break
        small.append(row)
    highest = max((index for index, row in enumerate(small) if _first_mark(row[0], sheet) in marks), default=-1)
    return [segment for row in reversed(small[: highest + 1]) for segment in row]


def _usual_size(body: Sequence[Segment]) -> float:
    """The font size of most characters."""
    counted: Counter[float] = Counter()
    for segment in body:
        counted[round(segment.size, 1)] += sum(piece.end - piece.start for piece in segment.pieces)
    return max(counted, key=lambda size: (counted[size], size))


def _first_mark(segment: Segment, sheet: Sheet) -> str | None:
    """The mark that a line begins with, raised or not, as a word of its own."""
    text = _text(segment.pieces[0], sheet)
    return text if _is_mark(text) else None


def _raised(segment: Segment, sheet: Sheet) -> Iterator[Piece]:
    """The marks behind other text of a line."""
    for piece in segment.pieces[1:]:
        small = piece.size <= _MARK_SIZE * segment.size
        if small and segment.baseline - piece.baseline >= _RAISED * segment.size and _is_mark(_text(piece, sheet)):
            yield piece


def _is_mark(text: str) -> bool:
    if text.isdecimal():
        return len(text) <= _LONGEST_NUMBER
    return len(text) <= _LONGEST_SIGNS and set(text) <= _SIGNS


def _text(piece: Piece, sheet: Sheet) -> str:
    return sheet.text[piece.start : piece.end]


def _without_marks(segment: Segment, marks: set[Piece]) -> Segment | None:
    kept = tuple(piece for piece in segment.pieces if piece not in marks)
    if len(kept) == len(segment.pieces):
        return segment
    return segment._replace(pieces=kept, x1=max(piece.x1 for piece in kept)) if kept else None
