"""Part of the stage `text`: which characters something opaque was painted over later, as a bar over a name is.

Nobody sees them on the page, yet they stand in the file. Who covered them meant them to be gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import cos, radians, sin
from typing import NamedTuple

from ingest.deadline import in_time
from ingest.kept_patterns import compiled
from ingest.layout.page import Cover, LinkArea, PageContent, Paint, Point, TextRun
from ingest.layout.visibility import ASCENT, DESCENT, run_box, touches
from ingest.reading import Box

_ACROSS = (1 / 6, 1 / 2, 5 / 6)
_DOWN = tuple((step + 0.5) / 10 for step in range(10))
"""Where a character's box is looked at, in parts of its width and height."""
_MOST = 0.6
"""A character is covered if its centre is, and at least this part of its box."""
_WORD = compiled(r"[^\s!-/:-@\[-`{-~\u00a1\u00ab\u00b7\u00bb\u00bf\u2010-\u205e]{1,80}")
_ADDRESS = compiled(r"[^\s\d@/_]{0,80}(?:[\d@/_]|(?<=\w)\.(?=\w))\S{0,80}")
_NUMBER = compiled(r"[+(]{0,2}\d{1,20}(?:(?!\.\s)[\s()./-]{1,3}\d{1,20}){0,20}")
"""Of these, nothing is kept where a part is covered: the rest would be another word, address or number."""
_NEAR = (-1, 0, 1)
_STRIP, _LOWEST = 16.0, 20_000.0
"""In points."""
_MOST_IN_STRIP, _MOST_POINTS = 500, 600
"""Of more paint across one strip of a page, and of shapes with more points over one run, the last counts."""
_LEAST = 2.0
"""In points: lower or narrower paint is a line, and hides no character."""

_Place = tuple[str, int, int, int]
"""A character, its direction, and its place in whole points."""


def can_hide(box: Box) -> bool:
    """Whether what fills a box is large enough to hide a character."""
    return box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST


class Uncovered(NamedTuple):
    """The runs of a page without what is covered, what was left out of them, and how many characters that takes away.

    What is drawn again above its cover is not taken away.
    """

    runs: tuple[TextRun, ...]
    left_out: tuple[TextRun, ...] = ()
    characters: int = 0


def uncovered(runs: Sequence[TextRun], content: PageContent) -> Uncovered:
    """The runs of a page, those of which a part is covered divided into what stands on either side of it.

    Of a word, number or address of which a part is covered, nothing is kept: the rest would be another one. What is
    drawn again above the cover counts as one with what is under it.
    """
    first = min((run.order for run in runs), default=0)
    later = [cover for cover in content.covers if cover.regions and cover.order > first]
    if not later:
        return Uncovered(tuple(runs))
    covers = _Covers(later)
    kept, left_out = list[TextRun](), list[TextRun]()
    for run in in_time(runs):
        hidden = _covered(run, covers)
        if not hidden:
            kept.append(run)
            continue
        hidden = _with_the_rest(run.text, hidden)
        kept += _parts(run, hidden)
        left_out += _parts(run, frozenset(range(len(run.text))) - hidden)
    return Uncovered(tuple(kept), tuple(left_out), _taken_away(left_out, kept))


def without_covered(links: Sequence[LinkArea], left_out: Sequence[TextRun]) -> tuple[LinkArea, ...]:
    """The links without those of whose text a part was left out: where they lead may name it."""
    if not left_out:
        return tuple(links)
    middles = [_point(run, index, 0.5, 0.5) for run in left_out for index in range(len(run.text))]
    return tuple(
        link
        for link in links
        if not any(link.box[0] <= x <= link.box[2] and link.box[1] <= y <= link.box[3] for x, y in middles)
    )


class _Covers:
    """The covers of a page, found by where they stand."""

    def __init__(self, covers: Iterable[Cover]) -> None:
        self._strips: dict[int, list[Cover]] = defaultdict(list)
        for cover in covers:
            for strip in _strips(cover.box):
                self._strips[strip].append(cover)
        for strip in self._strips:
            del self._strips[strip][:-_MOST_IN_STRIP]

    def over(self, run: TextRun) -> list[Cover]:
        """What is painted over a run later, the last first; a run without paint is covered where its picture is."""
        box = run_box(run)
        near = {id(cover): cover for strip in _strips(box) for cover in self._strips.get(strip, ())}
        found, points = list[Cover](), 0
        for cover in sorted(near.values(), key=lambda cover: cover.order, reverse=True):
            if cover.order <= run.order or points > _MOST_POINTS:
                break
            if touches(box, cover.box) and (cover.over_picture or run.paint is not Paint.NONE):
                found.append(cover)
                points += sum(len(polygon) for region in cover.regions for polygon in region.polygons)
        return found


def _strips(box: Box) -> range:
    """The strips across a page, from its top, in which a box lies; what is far off the page counts as at its edge."""
    top, bottom = (int(min(max(edge, 0.0), _LOWEST) // _STRIP) for edge in (box[1], box[3]))
    return range(top, bottom + 1)


def _covered(run: TextRun, covers: _Covers) -> frozenset[int]:
    """The indices of the characters that lie under a cover."""
    over = covers.over(run) if len(run.starts) else []
    if not over:
        return frozenset()
    return frozenset(index for index in in_time(range(len(run.text))) if _is_covered(run, index, over))


def _is_covered(run: TextRun, index: int, covers: Sequence[Cover]) -> bool:
    middle = _point(run, index, _ACROSS[1], 0.5)
    if not any(cover.hides(*middle) for cover in covers):
        return False
    points = [_point(run, index, across, down) for across in _ACROSS for down in _DOWN]
    return sum(any(cover.hides(*point) for cover in covers) for point in points) >= _MOST * len(points)


def _point(run: TextRun, index: int, across: float, down: float) -> Point:
    """A point of a character's box, on the page as shown."""
    u = run.starts[index] + across * (run.ends[index] - run.starts[index])
    v = run.baseline + (down * (ASCENT + DESCENT) - ASCENT) * run.size
    if not run.angle:
        return u, v
    cosine, sine = cos(radians(run.angle)), sin(radians(run.angle))
    return u * cosine + v * sine, v * cosine - u * sine


def _with_the_rest(text: str, hidden: frozenset[int]) -> frozenset[int]:
    """The indices with those of the rest of a word, number or address."""
    found = set(hidden)
    for pattern in (_WORD, _ADDRESS, _NUMBER):
        for match in pattern.finditer(text):
            members = range(*match.span())
            if any(index in hidden for index in members):
                found.update(members)
    return frozenset(found)


def _parts(run: TextRun, without: frozenset[int]) -> Iterator[TextRun]:
    """What is left of a run without some of its characters, in stretches that hold more than blanks."""
    start = 0
    for end in (*sorted(without), len(run.text)):
        if run.text[start:end].strip():
            yield replace(run, text=run.text[start:end], starts=run.starts[start:end], ends=run.ends[start:end])
        start = end + 1


def _taken_away(left_out: Sequence[TextRun], kept: Sequence[TextRun]) -> int:
    """How many characters, blanks aside, are not drawn again where they stand; what is drawn twice counts once."""
    if not left_out:
        return 0
    known = {place for run in kept for place in _places(run)}
    count = 0
    for run in left_out:
        new = {place for place in _places(run) if not _is_near(place, known)}
        count += len(new)
        known |= new
    return count


def _places(run: TextRun) -> Iterator[_Place]:
    for char, start in zip(run.text, run.starts, strict=True):
        if not char.isspace():
            yield char, run.angle, round(start), round(run.baseline)


def _is_near(place: _Place, shown: set[_Place]) -> bool:
    char, angle, x, y = place
    return any((char, angle, x + dx, y + dy) in shown for dx in _NEAR for dy in _NEAR)
