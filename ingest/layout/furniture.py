"""Stage: finds the page furniture: running headers and footers, which repeat on pages, and page numbers.

Two texts are the same where they differ in digits only and stand at the same place of their pages.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from ingest.kept_patterns import compiled
from ingest.layout.pieces import Sheet
from ingest.layout.rows import Segment, rows

_MARGIN_ROWS = 4
"""Furniture is looked for in so many rows at the top and at the bottom of each page,"""
_MARGIN_HEIGHT = 0.18
"""but no further from the page's edge than this part of its height,"""
_NUMBER_MARGIN = 0.1
"""a bare page number no further than this one."""
_SAME_PLACE = 3.0
"""Points by which a running text may wander from page to page."""
_LARGE_PRINT = 1.3
"""Print is large from so many times the usual size on."""
_DIGITS = compiled(r"\d+")
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """The segments of one page that are furniture, as they stand at its head and at its foot."""

    head: tuple[Segment, ...] = ()
    foot: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSegments:
    """The upright sheet of a page, its segments, and the page's height in points."""

    sheet: Sheet
    segments: Sequence[Segment]
    height: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A segment in a page's margin, its text with `#` for numbers, and whether it has its row to itself."""

    page: int
    at_head: bool
    segment: Segment
    text: str
    alone: bool


def page_furniture(pages: Sequence[PageSegments]) -> list[PageFurniture]:
    """The furniture of each page."""
    candidates = [candidate for index, page in enumerate(pages) for candidate in _candidates(index, page)]
    repeated = _without_headline(_repeated(candidates), pages[0]) if pages else []
    found = {id(candidate.segment) for candidate in repeated} - _contacts_of_blocks(pages, repeated)
    found |= {
        id(candidate.segment) for candidate in candidates if _is_page_number(candidate, pages[candidate.page].height)
    }
    by_page: list[tuple[list[Segment], list[Segment]]] = [([], []) for _ in pages]
    for candidate in candidates:
        if id(candidate.segment) in found:
            by_page[candidate.page][0 if candidate.at_head else 1].append(candidate.segment)
    return [PageFurniture(tuple(head), tuple(foot)) for head, foot in by_page]


def _candidates(index: int, page: PageSegments) -> list[_Candidate]:
    margin = _MARGIN_HEIGHT * page.height
    page_rows = rows(page.segments)
    found: list[_Candidate] = []
    for place, row in enumerate(page_rows):
        at_head = place < _MARGIN_ROWS and row[0].baseline <= margin
        at_foot = place >= len(page_rows) - _MARGIN_ROWS and row[0].baseline >= page.height - margin
        if at_head or at_foot:
            found += [
                _Candidate(index, at_head, segment, _pattern(segment, page.sheet), len(row) == 1) for segment in row
            ]
    return found


def _pattern(segment: Segment, sheet: Sheet) -> str:
    return _DIGITS.sub("#", _printed(segment, sheet))


def _printed(segment: Segment, sheet: Sheet) -> str:
    return "".join(sheet.text[piece.start : piece.end] for piece in segment.pieces)


def _repeated(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    by_text: dict[tuple[bool, str], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_text[candidate.at_head, candidate.text].append(candidate)
    return [
        candidate
        for group in by_text.values()
        for candidate in group
        if any(other.page != candidate.page and _at_same_place(candidate.segment, other.segment) for other in group)
    ]


def _without_headline(repeated: Sequence[_Candidate], first: PageSegments) -> list[_Candidate]:
    """What repeats, but for banner and headline on the first page, which a later one has again at the same height.

    They are in larger print than the text is, or in no smaller and below a line that does not repeat, as the number's.
    """
    usual = median(segment.size for segment in first.segments) if first.segments else 0.0
    running = {id(candidate.segment) for candidate in repeated}
    tops = (segment.baseline for segment in first.segments if id(segment) not in running)
    highest = min(tops, default=inf)

    def opens(candidate: _Candidate) -> bool:
        segment = candidate.segment
        if candidate.page or not candidate.at_head or segment.size < usual:
            return False
        return segment.size > _LARGE_PRINT * usual or segment.top > highest

    return [candidate for candidate in repeated if not opens(candidate)]


_CONTACT = compiled(r"\S@\S|[:.]\s{0,3}[+(]{0,2}\d[\d\s.\-/()]{5,}$")
_TIGHT = 1.7
"""Lines of one block are no further apart than so many times the size of their letters."""
_FEWEST_ROWS_BESIDE = 2
"""Rows of a block beside those that repeat: a footer stands apart from the text."""


def _contacts_of_blocks(pages: Sequence[PageSegments], repeated: Sequence[_Candidate]) -> set[int]:
    """The segments, by their `id`, that repeat because two blocks of a binder end or begin alike: on each page where
    they stand they go on with the lines of the text, and one of them reaches somebody.
    """
    texts = {id(candidate.segment): (candidate.at_head, candidate.text) for candidate in repeated}
    joined = {id(segment) for page in pages for segment in _joined_to_text(page, texts)}
    apart = {texts[known] for known in texts.keys() - joined}
    return {known for known in joined if texts[known] not in apart}


def _joined_to_text(page: PageSegments, texts: dict[int, tuple[bool, str]]) -> list[Segment]:
    """The segments that repeat and stand in a block with lines that do not, where one of them reaches somebody."""
    found: list[Segment] = []
    for block in _tight_blocks(rows(page.segments)):
        running = [segment for row in block for segment in row if id(segment) in texts]
        beside = sum(all(id(segment) not in texts for segment in row) for row in block)
        reaches = any(_CONTACT.search(_printed(segment, page.sheet)) for segment in running)
        if beside >= _FEWEST_ROWS_BESIDE and reaches:
            found += running
    return found


def _tight_blocks(page_rows: Sequence[list[Segment]]) -> list[list[list[Segment]]]:
    """The rows of a page, in blocks that a gap divides."""
    blocks: list[list[list[Segment]]] = []
    for row in page_rows:
        above = blocks[-1][-1][0] if blocks else None
        if above is not None and row[0].baseline - above.baseline <= _TIGHT * max(above.size, row[0].size):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _at_same_place(one: Segment, other: Segment) -> bool:
    if abs(one.baseline - other.baseline) > _SAME_PLACE:
        return False
    offsets = (one.x0 - other.x0, one.x1 - other.x1, (one.x0 + one.x1 - other.x0 - other.x1) / 2)
    return any(abs(offset) <= _SAME_PLACE for offset in offsets)


def _is_page_number(candidate: _Candidate, height: float) -> bool:
    """Whether it is a number alone in its row, close to the page's edge."""
    if candidate.text != "#" or not candidate.alone:
        return False
    if sum(piece.end - piece.start for piece in candidate.segment.pieces) > _MOST_DIGITS:
        return False
    baseline = candidate.segment.baseline
    return min(baseline, height - baseline) <= _NUMBER_MARGIN * height
