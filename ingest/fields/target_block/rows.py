"""Part of the field `targets`: rows that hold a cell of each of several columns and lost the gaps between them.

A copy that keeps a page's rows, and no blanks between its columns, runs two targets into each other line by line. That
they do shows where a row says a label twice. What cannot be told apart with certainty is left out: a number goes to
nobody rather than to the wrong one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields.contacts.channel_labels import label_key, label_pattern
from ingest.fields.target_block import Label
from ingest.fields.target_block.runs import Run, cells_of
from ingest.headings import announces_targets
from ingest.kept_patterns import compiled
from ingest.places import country_of

_MOST_COLUMNS = 3
_FEWEST_SIGNS = 2
"""Rows that show how many columns there are."""
_FEWEST_ROWS = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, the labels that open a value in it, and whether it ends with the words that announce copies."""

    line: Line
    labels: tuple[re.Match[str], ...]
    copies: Span | None


def columns_of_rows(document: Document, paragraph: Sequence[Line]) -> list[list[Line]]:
    """The cells of each column of a paragraph's rows, one column after the other, and the lines around as they are.

    Empty where the rows do not show that they hold more than one column.
    """
    rows = [_row(document, line) for line in paragraph]
    found = _stretch(document, rows)
    if found is None:
        return []
    first, end, count = found
    columns = [column for column in _columns(document, rows[first:end], count) if column]
    before, behind = list(paragraph[:first]), list(paragraph[end:])
    rest = columns_of_rows(document, behind) or ([behind] if behind else [])
    return [*([before] if before else []), *columns, *rest]


def _row(document: Document, line: Line) -> _Row:
    labelled = ":" in document.as_read[slice(*line.span)]
    labels = label_pattern().finditer(document.as_read, *line.span) if labelled else ()
    found = [match for match in labels if ":" in match["mark"]]
    own = tuple(match for match in found if label_key(match) not in ("copies", "address_label"))
    return _Row(line, own, next((Span(*one.span()) for one in found if label_key(one) == "copies"), None))


def _stretch(document: Document, rows: Sequence[_Row]) -> tuple[int, int, int] | None:
    """The first row of the first stretch in columns, the one behind its last, and how many columns there are."""
    parted = [index for index, row in enumerate(rows) if _only_announces(document, row)]
    first = 0
    for end in [*parted, len(rows)]:
        count = _count(document, rows[first:end])
        if count > 1:
            last = max(index for index in range(first, end) if rows[index].labels)
            return first, last + 1, count
        first = end + 1
    return None


def _only_announces(document: Document, row: _Row) -> bool:
    """Whether a row is nothing but the words that announce copies or targets."""
    bare = document.quote(row.line.span).strip(" \t:")
    return vocabulary.fullmatch(bare, "contacts", "copies") is not None or announces_targets(bare)


def _count(document: Document, rows: Sequence[_Row]) -> int:
    """How many columns rows hold: as many as say the same label, or the same country, side by side in two rows.

    A salutation said twice in one row is sign enough, and so is a country where there are more rows than a run-on line.
    """
    signs: list[int] = []
    for row in rows:
        keys = Counter(label_key(match) for match in row.labels)
        starts = bool(row.labels) and row.labels[0].start() == document.trimmed(row.line.span).start
        if starts and keys and max(keys.values()) > 1:
            signs += [max(keys.values())] * (_FEWEST_SIGNS if keys["salutation"] > 1 else 1)
        elif not row.labels:
            signs += [_countries(document.quote(row.line.span))] * (_FEWEST_SIGNS if len(rows) >= _FEWEST_ROWS else 1)
    told = max(signs, default=1)
    labelled = any(len(row.labels) > 1 for row in rows)
    if sum(sign > 1 for sign in signs) < _FEWEST_SIGNS or not labelled or told > _MOST_COLUMNS:
        return 1
    # The column of those who get copies may have no such label.
    above = [_before_copies(document, row) for row in rows if row.copies is not None]
    return told + any(not _holds_cells(document, one, told - 1) and _holds_cells(document, one, told) for one in above)


def _holds_cells(document: Document, row: Span, count: int) -> bool:
    return bool(cells_of(document, row, count)) if count > 1 else not cells_of(document, row, count + 1)


def _before_copies(document: Document, row: _Row) -> Span:
    end = row.copies.start if row.copies is not None else row.line.end
    return document.trimmed(Span(row.line.start, end))


_LONGEST_COUNTRY = 6
_LONGEST_ROW = 18


def _countries(text: str) -> int:
    """How often a row says the country that it ends with, each time at a cell's end ("Suva, Fiji Suva, Fiji")."""
    words = text.split()
    if len(words) > _LONGEST_ROW:
        return 1
    endings = (" ".join(words[-length:]) for length in range(min(_LONGEST_COUNTRY, len(words)), 0, -1))
    country = next((ending for ending in endings if country_of(ending)), None)
    if country is None:
        return 1
    name = re.escape(country)
    ends = compiled(rf"(?:^|,\s|(?<={name})\s){name}(?=$|\s[^\Wa-z])").findall(text.strip())
    return min(len(ends), _MOST_COLUMNS)


def _columns(document: Document, rows: Sequence[_Row], count: int) -> list[list[Line]]:
    """The cells of each column. One that has its salutation is full: the cells below are the others'.

    Everybody is named once: what looks like a row of names further down are places.
    """
    columns: list[list[Line]] = [[] for _ in range(count)]
    full: set[int] = set()
    named = False
    for row in rows:
        free = [number for number in range(count) if number not in full]
        cells = _cells(document, row, len(free))
        names = [cell.label is Label.NAME for cell in cells]
        if named and cells and all(names):
            continue
        named = named or any(names)
        for number, cell in zip(free, cells, strict=False):
            columns[number].append(replace(row.line, start=cell.span.start, end=cell.span.end))
            label = label_pattern().match(document.as_read, *cell.span)
            if label is not None and label_key(label) == "salutation":
                full.add(number)
    return columns


def _cells(document: Document, row: _Row, count: int) -> list[Run]:
    """A row cut into so many cells; empty where it holds more or fewer, or may be cut in two ways."""
    whole = _before_copies(document, row)
    if row.copies is not None:
        before = [Run(whole, Label.ROLE)] if count == 2 else cells_of(document, whole, count - 1)
        return [*before, Run(row.copies, Label.CHANNEL)] if before else []
    if not row.labels:
        return cells_of(document, whole, count)
    edges = [whole.start, *(match.start() for match in row.labels if match.start() > whole.start), whole.end]
    stretches = [document.trimmed(Span(*pair)) for pair in pairwise(edges)]
    if len(stretches) < count:
        stretches = [part for stretch in stretches for part in _behind_value(document, stretch)]
    return [Run(stretch, Label.CHANNEL) for stretch in stretches] if len(stretches) == count else []


_VALUE = compiled(r"\+?\d[\d ()./-]{4,30}\d(?=\s[^\W\d_])|[^\s@]{1,80}@[^\s@]{1,120}(?=\s)")


def _behind_value(document: Document, cell: Span) -> list[Span]:
    """A labelled number or address, and the cell that stands behind it without a label."""
    label = label_pattern().match(document.as_read, *cell)
    value = _VALUE.match(document.text, label.end(), cell.end) if label is not None else None
    if value is None:
        return [cell]
    return [Span(cell.start, value.end()), document.trimmed(Span(value.end(), cell.end))]
