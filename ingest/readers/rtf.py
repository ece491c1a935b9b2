"""Reader: RTF; bytes -> Reading. What the page shows, in the order of the document, as if all changes were accepted."""

from collections.abc import Iterator

from ingest.errors import UnreadableFile
from ingest.readers import carried
from ingest.readers.flow import BLOCK_GAP, Flow
from ingest.readers.rtf_events import Break, Event, Gap, LinkStart, Parsed, parse
from ingest.reading import Reading
from ingest.suppressions import of_note

MEDIA_TYPE = "application/rtf"
_ENGINE = "rtf"
_MARK = b"{\\rtf"


def read(data: bytes) -> Reading:
    """The text of an RTF. Raises UnreadableFile or LimitExceeded.

    Findings: UA601 for a person in the metadata, UA602 for tracked changes, UA603 for comments, UA604 for hidden text.
    """
    start = data.find(_MARK, 0, 1_024)
    if start < 0:
        raise UnreadableFile("The file is no RTF")
    parsed = parse(data[start:])
    flow = Flow()
    _print(parsed, flow)
    notes = [of_note(comment) for comment in parsed.comments]
    properties = [of_note(value) for value in parsed.properties]
    return Reading(
        text=flow.text,
        media_type=MEDIA_TYPE,
        engine=_ENGINE,
        furniture=flow.furniture,
        links=flow.links,
        findings=(
            *carried.metadata_authors(parsed.authors),
            *carried.tracked_changes(parsed.changes),
            *carried.comments_left(notes.count(None)),
            *carried.hidden_text(parsed.hidden),
        ),
        suppressions=tuple(note for note in (*notes, *properties) if note is not None),
    )


def _print(parsed: Parsed, flow: Flow) -> None:
    """Headers, body, notes and footers. A header of the first page alone repeats nothing, so it is text.

    Notes are furniture, as in a PDF: what they say belongs to no section.
    """
    if parsed.has_first_page:
        _part(parsed.first_header, flow)
    _furniture(parsed.headers, flow)
    _part(parsed.body, flow)
    for number, note in enumerate(parsed.notes, start=1):
        with flow.as_furniture():
            flow.prefix(f"{number} ")
            _part(note, flow)
            flow.prefix("")
    _furniture(parsed.footers, flow)


def _furniture(parts: list[list[Event]], flow: Flow) -> None:
    """Each header or footer once, though every section repeats it."""
    seen: set[tuple[Event, ...]] = set()
    for part in parts:
        if tuple(part) not in seen:
            seen.add(tuple(part))
            with flow.as_furniture():
                _part(part, flow)


def _part(events: list[Event], flow: Flow) -> None:
    flow.block()
    previous: Gap | None = None
    in_table = False
    for position, paragraph in enumerate(_paragraphs(events)):
        end = paragraph[-1] if isinstance(paragraph[-1], Gap) else None
        is_row = paragraph[0] is Break.ROW_START
        if is_row != in_table:
            flow.block()
            in_table = is_row
        if is_row:
            _row(paragraph, flow)
            previous = None
        else:
            _gap(previous, end, paragraph, flow, first=position == 0)
            _inline(paragraph, flow)
            previous = end
    flow.block()


def _paragraphs(events: list[Event]) -> Iterator[list[Event]]:
    """The events in stretches: a paragraph with its end, or a whole table row."""
    stretch: list[Event] = []
    in_row = False
    for event in events:
        if event is Break.ROW_START and not in_row:
            if stretch:
                yield stretch
            stretch, in_row = [], True
        stretch.append(event)
        if event is Break.ROW_END or (not in_row and isinstance(event, Gap)):
            yield stretch
            stretch, in_row = [], False
    if stretch:
        yield stretch


def _gap(previous: Gap | None, end: Gap | None, paragraph: list[Event], flow: Flow, *, first: bool) -> None:
    """Begin a line or, behind a gap or an empty paragraph, a block."""
    if first:
        return
    if not any(isinstance(event, str) and event.strip() for event in paragraph):
        flow.block()
        return
    gap = max(previous.after if previous is not None else 0.0, end.before if end is not None else 0.0)
    flow.line() if gap < BLOCK_GAP else flow.block()


def _row(events: list[Event], flow: Flow) -> None:
    """The cells of a row are blocks where one of them has several lines, or else lines."""
    cells: list[list[Event]] = [[]]
    for event in events[1:]:
        if event is Break.CELL:
            cells.append([])
        elif event is not Break.ROW_END:
            cells[-1].append(event)
    lines = all(_is_one_line(cell) for cell in cells)
    label = False
    for index, cell in enumerate(cells):
        if not lines:
            flow.block()
        elif label:
            # A label and its value are one line on the page.
            flow.literal(" ")
        else:
            flow.line()
        _inline(cell, flow)
        label = "".join(event for event in cells[index] if isinstance(event, str)).rstrip().endswith(":")
    flow.line() if lines else flow.block()


def _is_one_line(cell: list[Event]) -> bool:
    return not any(isinstance(event, Gap) or event is Break.LINE for event in cell)


def _inline(events: list[Event], flow: Flow) -> None:
    for event in events:
        if isinstance(event, str):
            flow.literal(event)
        elif isinstance(event, LinkStart):
            flow.open_link(event.url)
        elif event is Break.LINK_END:
            flow.close_link()
        elif event in (Break.BOX_START, Break.BOX_END):
            flow.block()
        elif isinstance(event, Gap) or event is Break.LINE:
            flow.feed()
