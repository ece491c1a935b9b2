"""Part of the field `targets`: formulas of address in brackets far right of a target's lines, on one line or two."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Document, Line
from ingest.fields.target_block.formulas import bracketed_formula
from ingest.kept_patterns import compiled

_OPENS_CELL = compiled(r"(?<=\S)(?P<gap>[ \t]{3,})(?P<cell>[(\[][^()\[\]]{2,80}(?P<closed>[)\]])?)[.,]?[ \t]*$")
_CLOSES_CELL = compiled(r"(?:^|(?<=\S))[ \t]{3,}(?P<cell>[^\s()\[\]][^()\[\]]{1,80}[)\]])[.,]?[ \t]*$")


def with_formula_cells(document: Document, paragraph: Sequence[Line]) -> tuple[list[Line], dict[int, list[Line]]]:
    """The lines of a paragraph without the formulas of address at their right edge, and the cells of each formula by
    where the line beside which it begins ends without it.
    """
    lines = list(paragraph)
    cells: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        if not any(mark in document.text[line.start : line.end] for mark in "(["):
            continue
        opened = _OPENS_CELL.search(document.text, line.start, line.end)
        if opened is None:
            continue
        own = replace(line, start=opened.start("cell"), end=opened.end("cell"))
        below = lines[index + 1] if index + 1 < len(lines) and not opened["closed"] else None
        closed = _CLOSES_CELL.search(document.text, _printed_start(document, below), below.end) if below else None
        whole = f"{opened['cell']} {closed['cell']}" if closed else opened["cell"]
        if bracketed_formula().fullmatch(whole) is None or _is_in_column(document, paragraph, opened.start("cell")):
            continue
        lines[index] = replace(line, end=opened.start("gap"))
        cells[opened.start("gap")] = [own]
        if below is not None and closed is not None:
            cells[opened.start("gap")].append(replace(below, start=closed.start("cell"), end=closed.end("cell")))
            lines[index + 1] = replace(below, end=max(below.start, closed.start()))
    emptied = [line.start == line.end < whole.end for line, whole in zip(lines, paragraph, strict=True)]
    return [line for line, empty in zip(lines, emptied, strict=True) if not empty], cells


def _is_in_column(document: Document, paragraph: Sequence[Line], position: int) -> bool:
    """Whether other lines than those of formulas begin a cell at the same place: a column, whose target is greeted."""
    place = position - (document.text.rfind("\n", 0, position) + 1)
    printed = [document.text[_printed_start(document, line) : line.end].rstrip() for line in paragraph]
    return any(
        text[place - 2 : place] == "  " and text[place] not in " ([" and text[-1] not in ")]"
        for text in printed
        if len(text) > place
    )


def formula_cells_at(document: Document, lines: Sequence[Line], index: int) -> int:
    """How many lines from one on are the cells of a formula of address that stands right of a target; 0 for others."""
    line = lines[index]
    if document.text[line.start : line.start + 1] not in ("(", "["):
        return 0
    if not document.text[_printed_start(document, line) : line.start].strip():
        return 0
    texts = [document.text[cell.start : cell.end].strip() for cell in lines[index : index + 2]]
    counts = (count for count in range(1, len(texts) + 1) if bracketed_formula().fullmatch(" ".join(texts[:count])))
    return next(counts, 0)


def _printed_start(document: Document, line: Line) -> int:
    return document.text.rfind("\n", 0, line.start) + 1
