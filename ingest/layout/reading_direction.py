"""Stage: puts the characters of a line in the order in which they are read, where it holds Arabic or Hebrew writing.

A page shows such writing from right to left, and numbers and Latin words in it from left to right. Which way the line
as a whole runs is seen from all lines of the page. Facts: Unicode Standard Annex 9, turned round.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.layout.letters import runs_right_to_left
from ingest.layout.lines import Line, is_parted
from ingest.layout.pieces import Piece, Sheet
from ingest.layout.rows import COLONS, Segment

_DIGITS = frozenset({"EN", "AN"})
_SEPARATORS = frozenset(".,:/\u060c\u066b\u066c")
"""What joins figures to one number,"""
_HYPHENS = frozenset("-+")
"""and what does so in Hebrew alone."""
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_ENDS = frozenset(".:!?\u060c\u061b\u061f,;")
_BULLETS = frozenset("\u2022\u25a0\u25cf\u25aa\u25e6\u25cb\u25fc*-\u2013")
_HALF_MARK = 0.2
"""In font sizes, from the edge of a mark to its middle."""
_EDGE = 2.0
"""Lines whose edges are so many points apart are flush with each other."""


class _Cluster(NamedTuple):
    """A character with the marks above or below it: their pieces, one for each character, and its text."""

    pieces: tuple[Piece, ...]
    text: str
    blank: bool

    @property
    def kind(self) -> str:
        """The class of the base in the bidirectional algorithm, as far as it matters."""
        return unicodedata.bidirectional(self.text[0])


def begin_on_the_right(lines: Sequence[Line], sheet: Sheet) -> bool:
    """Whether the lines of a page that hold such writing run to the left as a whole.

    Then their sentences end on the left, and items have their bullets on the right. Where neither tells, most of the
    page's letters are of such writing, and these lines are flush right.
    """
    edges = list[tuple[float, float]]()
    votes = 0
    for line in lines:
        text = _text_of(line.pieces, sheet)
        if runs_right_to_left(text):
            edges.append((line.x0, line.x1))
            votes += (text[0] in _ENDS) + (text[-1] in _BULLETS) - (text[-1] in _ENDS) - (text[0] in _BULLETS)
    if votes:
        return votes > 0
    letters = sum(map(str.isalpha, sheet.text))
    if 2 * sum(map(runs_right_to_left, sheet.text)) < letters:
        return False
    return _most_alike([right for _, right in edges]) >= _most_alike([left for left, _ in edges])


def _most_alike(edges: Sequence[float]) -> int:
    return max((sum(abs(other - edge) <= _EDGE for other in edges) for edge in edges[:200]), default=0)


def mirrored(segment: Segment, sheet: Sheet) -> Segment:
    """A segment as a mirror shows it, its pieces left as they are: what stood on the right stands on the left."""
    begins = sheet.text[segment.pieces[0].start]
    return segment._replace(x0=-segment.x1, x1=-segment.x0, colon=begins in COLONS)


def in_reading_order(line: Line, sheet: Sheet, *, from_right: bool) -> Iterator[tuple[Piece, str, bool]]:
    """Yield each character of a line: its piece, what it is, and whether a blank stands before it.

    `from_right`: the line as a whole runs from right to left.
    """
    clusters = _clusters(line, sheet)
    ordered = _from_right(clusters) if from_right else _from_left(clusters)
    mirrored = _is_mirrored("".join(one.text for one in ordered))
    for number, one in enumerate(ordered):
        text = one.text.translate(_MIRRORED) if mirrored else one.text
        for place, (piece, char) in enumerate(zip(one.pieces, text, strict=True)):
            yield piece, char, bool(number) and not place and one.blank


def _text_of(pieces: Sequence[Piece], sheet: Sheet) -> str:
    return "".join(sheet.text[piece.start : piece.end] for piece in pieces)


def _clusters(line: Line, sheet: Sheet) -> list[_Cluster]:
    """The characters as they stand from left to right, each mark with its own."""
    bases: list[tuple[list[Piece], str, bool]] = []
    marks: list[tuple[Piece, str]] = []
    before: Piece | None = None
    for piece in line.pieces:
        for index in range(piece.start, piece.end):
            single = piece._replace(start=index, end=index + 1, x0=sheet.starts[index], x1=sheet.ends[index])
            char = sheet.text[index]
            if unicodedata.combining(char):
                marks.append((single, char))
                continue
            # The line's own blanks are of no use: a mark may have stood between the two.
            inside = index > piece.start
            bases.append(([single], char, not inside and before is not None and is_parted(before, single)))
            before = single
    if not bases:
        return [_Cluster((piece,), char, False) for piece, char in marks]
    starts = [pieces[0].x0 for pieces, _, _ in bases]
    for piece, char in marks:
        # It is drawn from its own left edge on.
        number = max(0, bisect_right(starts, piece.x0 + _HALF_MARK * piece.size) - 1)
        pieces, text, blank = bases[number]
        pieces.append(piece)
        bases[number] = (pieces, text + char, blank)
    return [_Cluster(tuple(pieces), text, blank) for pieces, text, blank in bases]


def _from_right(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """The clusters of a line that runs to the left: all turned, but Latin stretches and numbers as they stand."""
    hebrew = not any(one.kind == "AL" for one in clusters)
    found: list[_Cluster] = []
    for start, end in reversed(list(_stretches(clusters, hebrew=hebrew))):
        found += _turned(clusters, start, end)
    return found


def _from_left(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """The clusters of a line that runs to the right: the stretches of the other direction in it are turned."""
    found: list[_Cluster] = []
    start = 0
    while start < len(clusters):
        end = start
        if clusters[start].kind not in ("R", "AL", *_DIGITS):
            found.append(clusters[start])
            start += 1
            continue
        last = start
        while end < len(clusters) and clusters[end].kind != "L":
            if clusters[end].kind in ("R", "AL", *_DIGITS):
                last = end
            end += 1
        stretch = clusters[start : last + 1]
        if any(one.kind in ("R", "AL") for one in stretch):
            turned = _from_right(stretch)
            found += [turned[0]._replace(blank=stretch[0].blank), *turned[1:]]
        else:
            found += stretch
        start = last + 1
    return found


def _stretches(clusters: Sequence[_Cluster], *, hebrew: bool) -> Iterator[tuple[int, int]]:
    """Stretches, from left to right, inside of which the characters are read as they stand; most hold one alone."""
    start = 0
    while start < len(clusters):
        end = start + 1
        kind = clusters[start].kind
        if kind == "L":
            ahead = end
            while ahead < len(clusters) and clusters[ahead].kind not in ("R", "AL"):
                ahead += 1
                if clusters[ahead - 1].kind in ("L", "EN"):
                    end = ahead
        elif kind in _DIGITS:
            while end < len(clusters) and _goes_on(clusters, end, hebrew=hebrew):
                end += 1
        yield start, end
        start = end


def _goes_on(clusters: Sequence[_Cluster], at: int, *, hebrew: bool) -> bool:
    """Whether a number goes on in a figure, or in a separator before the next figure, without a blank."""
    one = clusters[at]
    if one.blank:
        return False
    if one.kind in _DIGITS:
        return True
    joins = one.text in _SEPARATORS or (hebrew and one.text in _HYPHENS)
    return joins and at + 1 < len(clusters) and clusters[at + 1].kind in _DIGITS and not clusters[at + 1].blank


def _turned(clusters: Sequence[_Cluster], start: int, end: int) -> Iterator[_Cluster]:
    """A stretch as it is read; the blank on its right side comes before it now."""
    before = end < len(clusters) and clusters[end].blank
    for at in range(start, end):
        yield clusters[at]._replace(blank=before if at == start else clusters[at].blank)


def _is_mirrored(text: str) -> bool:
    """Whether brackets open where they should close: some files name the glyph, others the character it stands for."""
    return _unmatched(text.translate(_MIRRORED)) < _unmatched(text)


def _unmatched(text: str) -> int:
    level = unmatched = 0
    for char in text:
        if char in _OPENING:
            level += 1
        elif char in _CLOSING:
            unmatched += level == 0
            level = max(0, level - 1)
    return unmatched + level
