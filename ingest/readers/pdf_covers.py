"""Reader: PDF; tells what is painted over text that PDFium reads: it does not know what lets through what is under it.

pdfplumber's reading of the same page knows it. It is asked only where something is painted over text at all.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.errors import EncryptedFile, LimitExceeded, TimeExceeded, UnreadableFile
from ingest.layout.covering import uncovered
from ingest.layout.page import ABOVE_THE_PAGE, Cover, PageContent, Region
from ingest.readers import pdf_plumber
from ingest.reading import Box

_SAME = 1.0
"""In points: the edges of a box are as far apart at most in the two readings."""
_NEAR = (0, -1, 1)


def with_covers(pages: Iterator[PageContent], data: bytes, max_pages: int) -> Iterator[PageContent]:
    """Yield the pages, their covers with what they hide; where that cannot be told, they hide nothing."""
    again: pdf_plumber.Pages | None = None
    try:
        for index, page in enumerate(pages):
            if not _may_be_covered(page):
                yield replace(page, covers=()) if page.covers else page
                continue
            known: tuple[Cover, ...] = ()
            try:
                again = again or pdf_plumber.Pages(data, max_pages)
                known = again.read(index).covers
            except TimeExceeded:
                raise
            except (UnreadableFile, EncryptedFile, LimitExceeded, IndexError):
                pass
            yield replace(page, covers=tuple(_known(page.covers, known)))
    finally:
        if again is not None:
            again.close()


def _may_be_covered(page: PageContent) -> bool:
    """Whether any character lies under a cover's box."""
    if not page.covers:
        return False
    whole = tuple(replace(cover, regions=(_region(cover.box),), over_picture=True) for cover in page.covers)
    return bool(uncovered(page.runs, replace(page, covers=whole)).left_out)


def _region(box: Box) -> Region:
    x0, top, x1, bottom = box
    return Region((((x0, top), (x1, top), (x1, bottom), (x0, bottom)),))


def _known(covers: Sequence[Cover], known: Sequence[Cover]) -> Iterator[Cover]:
    """The covers as the other reading knows them, each in its own place of the order of paint.

    The same box may be filled several times: what was painted first is the same in both readings.
    """
    left: dict[tuple[int, int], list[Cover]] = defaultdict(list)
    for cover in reversed(known):
        if cover.order < ABOVE_THE_PAGE:
            left[_corner(cover.box)].append(cover)
    for cover in covers:
        other = _taken(cover.box, left) if cover.order < ABOVE_THE_PAGE else None
        if other is not None:
            yield replace(other, order=cover.order)
    yield from (cover for cover in known if cover.order >= ABOVE_THE_PAGE)


def _corner(box: Box) -> tuple[int, int]:
    """The upper left corner, in whole points."""
    return round(box[0]), round(box[1])


def _taken(box: Box, left: dict[tuple[int, int], list[Cover]]) -> Cover | None:
    """The first cover that is left with a box, which is taken away from what is left."""
    x, top = _corner(box)
    for near in ((x + dx, top + dy) for dx in _NEAR for dy in _NEAR):
        here = left.get(near, [])
        place = next((place for place in reversed(range(len(here))) if _is_same(box, here[place].box)), None)
        if place is not None:
            return here.pop(place)
    return None


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
