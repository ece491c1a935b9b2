"""Reader: ODT; bytes -> Reading. What the page shows, in the order of the document, as if all changes were accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.deadline import in_time
from ingest.errors import EncryptedFile, UnreadableFile
from ingest.kept_patterns import compiled
from ingest.readers import carried
from ingest.readers.flow import BLOCK_GAP, Flow, divided_by_empty_paragraphs
from ingest.readers.list_labels import bullet, numbered
from ingest.readers.package import Package, attribute, child, local
from ingest.reading import Reading
from ingest.suppressions import Suppression, of_note

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_ENGINE = "odt/lxml"
_PARAGRAPHS = frozenset({"p", "h"})
# Declarations, forms, deleted text, descriptions of pictures, and the halves of what is there twice.
_SILENT = frozenset(
    [
        "tracked-changes",
        "forms",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "dde-connection-decls",
        "title",
        "desc",
        "object",
        "image",
        "ruby-text",
        "note-citation",
        "script",
        "alphabetical-index-mark",
        "toc-mark",
        "hidden-text",
    ]
)
_LONGEST_CHAIN = 20
_MOST_SPACES = 200
_LENGTH = compiled(r"(-?\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}


def read(data: bytes) -> Reading:
    """The text of an ODT. Raises UnreadableFile, EncryptedFile or LimitExceeded.

    Findings: UA601 for a person in the metadata, UA602 for tracked changes, UA603 for comments, UA604 for hidden text.
    """
    package = Package(data)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise EncryptedFile
    content = package.tree("content.xml")
    text = child(content, "body", "text")
    if text is None:
        raise UnreadableFile("The package holds no text document")
    sheet = package.tree_if_there("styles.xml")
    reader = _DocumentReader(_Styles([root for root in (sheet, content) if root is not None]))
    reader.read(text, sheet)
    notes = [of_note(_remark(one)) for one in text.iter("{*}annotation")]
    return Reading(
        text=reader.flow.text,
        media_type=MEDIA_TYPE,
        engine=_ENGINE,
        furniture=reader.flow.furniture,
        links=reader.flow.links,
        findings=(
            *carried.metadata_authors(_authors(package)),
            *carried.tracked_changes(sum(1 for _ in text.iter("{*}changed-region"))),
            *carried.comments_left(notes.count(None)),
            *carried.hidden_text(reader.hidden),
        ),
        suppressions=(*(note for note in notes if note is not None), *_noted_in_properties(package)),
    )


def _remark(annotation: "_Element") -> str:
    """What a comment says, without its author and day."""
    paragraphs = [part for part in annotation.iter("{*}p") if part is not annotation]
    return "\n".join("".join(str(text) for text in part.itertext()) for part in paragraphs)


def _noted_in_properties(package: Package) -> Iterator[Suppression]:
    """Notes to the check among the custom properties."""
    meta = child(package.tree_if_there("meta.xml"), "meta")
    for held in meta.iter("{*}user-defined") if meta is not None else ():
        note = of_note("".join(str(text) for text in held.itertext()))
        if note is not None:
            yield note


def _authors(package: Package) -> dict[str, str | None]:
    meta = child(package.tree_if_there("meta.xml"), "meta")
    found = {name: child(meta, name) for name in ("creator", "initial-creator", "printed-by")}
    return {name: element.text for name, element in found.items() if element is not None}


_BOXED = frozenset({"frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "connector"})
"""What is drawn and may hold text."""
_WHITE = frozenset({"#ffffff", "#FFFFFF"})
_NO_GROUND = frozenset({None, "transparent", *_WHITE})


class _Styles:
    """The styles of an ODT by their names, those of lists apart."""

    def __init__(self, roots: "Iterable[_Element]") -> None:
        self._styles: dict[str, _Element] = {}
        self._lists: dict[str, dict[int, _Element]] = {}
        self._dark = False
        for root in roots:
            for element in root.iter("{*}style", "{*}list-style"):
                name = attribute(element, "name") or ""
                if local(element) == "style":
                    self._styles[name] = element
                    self._dark = self._dark or _has_ground(element)
                else:
                    self._lists[name] = {_whole(attribute(level, "level"), 1): level for level in element}

    def value(self, style: str | None, part: str, name: str) -> str | None:
        """A property of a style, or of those that it is based on. `part`: such as `text-properties`."""
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style) if style is not None else None
            if element is None:
                return None
            properties = child(element, part)
            found = attribute(properties, name) if properties is not None else None
            if found is not None:
                return found
            style = attribute(element, "parent-style-name")
        return None

    def gap(self, style: str | None, side: str) -> float:
        """The margin at the `top` or the `bottom` of a paragraph, in points."""
        match = _LENGTH.fullmatch(self.value(style, "paragraph-properties", f"margin-{side}") or "")
        return float(match[1]) * _POINTS[match[2]] if match else 0.0

    def is_hidden(self, style: str | None) -> bool:
        """Whether text of a style is not shown, or white where nothing in the document has a ground of its own."""
        if self.value(style, "text-properties", "display") == "none":
            return True
        return not self._dark and self.value(style, "text-properties", "color") in _WHITE

    def is_capitals(self, style: str | None) -> bool:
        """Whether text of a style is shown in capitals."""
        return self.value(style, "text-properties", "text-transform") == "uppercase"

    def label(self, list_style: str | None, level: int, number: int) -> str:
        """The number or bullet of a list item with a blank behind it; empty for none."""
        style = self._lists.get(list_style or "", {}).get(level)
        if style is None:
            return ""
        if local(style) == "list-level-style-bullet":
            return f"{bullet(attribute(style, 'bullet-char') or '')} "
        printed = numbered(number, kind) if (kind := attribute(style, "num-format")) else ""
        prefix, suffix = attribute(style, "num-prefix") or "", attribute(style, "num-suffix") or ""
        return f"{prefix}{printed}{suffix} " if printed else ""

    def first_number(self, list_style: str | None, level: int) -> int:
        """The number that a list begins with."""
        style = self._lists.get(list_style or "", {}).get(level)
        return _whole(attribute(style, "start-value"), 1) if style is not None else 1


def _has_ground(style: "_Element") -> bool:
    """Whether a style gives a ground to text, cells, pages or shapes."""
    return any(
        attribute(properties, "background-color") not in _NO_GROUND or attribute(properties, "fill") == "solid"
        for properties in style
    )


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 7 else default


@dataclass(slots=True)
class _DocumentReader:
    """Walks the body. lxml lets no tree be deeper than 256 elements, which bounds the recursion."""

    styles: _Styles
    flow: Flow = field(default_factory=Flow)
    hidden: int = 0
    _notes: "list[_Element]" = field(default_factory=list)
    _previous: str | None = None
    _begun: bool = False
    _beside: bool = False
    _only_empty_divides: bool = False
    _numbers: dict[str, int] = field(default_factory=dict)

    def read(self, text: "_Element", sheet: "_Element | None") -> None:
        """Headers, body, notes and footers."""
        self._only_empty_divides = divided_by_empty_paragraphs(
            not _shown(one).strip() for one in text if local(one) in _PARAGRAPHS
        )
        pages = list(sheet.iter("{*}master-page")) if sheet is not None else []
        self._margins(pages, ("header", "header-left"))
        self._apart(text)
        for number, note in enumerate(self._notes, start=1):
            # Notes are furniture, as in a PDF: what they say belongs to no section.
            body = child(note, "note-body")
            with self.flow.as_furniture():
                self.flow.prefix(f"{_mark(note) or number} ")
                self._apart(body if body is not None else ())
                self.flow.prefix("")
        self._margins(pages, ("footer", "footer-first", "footer-left"))

    def _margins(self, pages: "list[_Element]", names: tuple[str, ...]) -> None:
        """Headers or footers, each text once. A header of the first page alone repeats nothing, so it is text."""
        seen: set[str] = set()
        if "header" in names:
            for element in (one for page in pages for one in page if local(one) == "header-first"):
                self._apart(element)
        for element in (one for page in pages for one in page if local(one) in names):
            shown = _shown(element)
            if attribute(element, "display") == "false" or shown in seen:
                continue
            seen.add(shown)
            with self.flow.as_furniture():
                self._apart(element)

    def _apart(self, blocks: "Iterable[_Element]") -> None:
        self.flow.block()
        self._begun = False
        self._blocks(blocks)
        self.flow.block()
        self._begun = False

    def _blocks(self, elements: "Iterable[_Element]") -> None:
        for element in in_time(elements):
            name = local(element)
            if name in _PARAGRAPHS:
                self._paragraph(element)
            elif name == "list":
                self._list(element, attribute(element, "style-name"), 1)
            elif name == "table":
                self._table(element)
            elif name == "frame":
                self._boxes(element)
            elif name == "section" and attribute(element, "display") == "none":
                self.hidden += len(_shown(element).strip())
            elif name not in _SILENT and name != "annotation":
                self._blocks(element)

    def _paragraph(self, paragraph: "_Element") -> None:
        style = attribute(paragraph, "style-name")
        boxes = [frame for frame in paragraph if local(frame) in _BOXED] if not (paragraph.text or "").strip() else []
        for frame in boxes:
            self._boxes(frame)
        self._gap(style, empty=not _shown(paragraph).strip())
        self._inline(paragraph, self.styles.is_hidden(style), self.styles.is_capitals(style), boxes)
        self._previous, self._begun, self._beside = style, True, False

    def _gap(self, style: str | None, *, empty: bool) -> None:
        if self._beside:
            return
        if empty:
            self.flow.block()
        elif not self._begun or self._only_empty_divides:
            self.flow.line()
        else:
            gap = max(self.styles.gap(self._previous, "bottom"), self.styles.gap(style, "top"))
            self.flow.line() if gap < BLOCK_GAP else self.flow.block()

    def _inline(self, element: "_Element", hidden: bool, capitals: bool, done: "list[_Element]") -> None:
        """The text of an element, with what is in it and behind each part of it; boxes in `done` stood before."""
        self._text(element.text, hidden, capitals)
        for part in element:
            name = local(part)
            if name in ("span", "a", "ruby", "ruby-base", "meta", "meta-field"):
                self._span(part, name, hidden, capitals)
            elif name in _BOXED:
                if part not in done:
                    self._boxes(part)
            elif name == "note":
                self._notes.append(part)
            elif name == "hidden-text":
                self.hidden += len(_shown(part).strip())
            elif name in _SPACES:
                self.flow.literal(_SPACES[name] * min(_whole(attribute(part, "c"), 1), _MOST_SPACES))
            elif name not in _SILENT and name != "annotation":
                self._inline(part, hidden, capitals, done)
            self._text(part.tail, hidden, capitals)

    def _span(self, span: "_Element", name: str, hidden: bool, capitals: bool) -> None:
        style = attribute(span, "style-name") if name == "span" else None
        link = attribute(span, "href") if name == "a" else None
        if link is not None:
            self.flow.open_link(link)
        self._inline(span, hidden or self.styles.is_hidden(style), capitals or self.styles.is_capitals(style), [])
        if link is not None:
            self.flow.close_link()

    def _text(self, text: str | None, hidden: bool, capitals: bool) -> None:
        if not text:
            return
        if hidden:
            self.hidden += len(text.strip())
        else:
            self.flow.prose(text.upper() if capitals else text)

    def _boxes(self, frame: "_Element") -> None:
        """The text of a frame's boxes, or of a drawn shape, which holds its paragraphs itself."""
        if local(frame) != "frame":
            self._apart(part for part in frame if local(part) in (*_PARAGRAPHS, "list"))
            return
        for box in frame:
            if local(box) == "text-box":
                self._apart(box)

    def _list(self, element: "_Element", style: str | None, level: int) -> None:
        """A list; its numbers begin anew unless it says that it goes on."""
        key = f"{style}/{level}"
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list") is not None
        number = self._numbers.get(key, 0) + 1 if goes_on else self.styles.first_number(style, level)
        for item in element:
            name = local(item)
            if name not in ("list-item", "list-header"):
                continue
            if name == "list-item":
                number = _whole(attribute(item, "start-value"), number)
            label = self.styles.label(style, level, number) if name == "list-item" else ""
            self._item(item, label, style, level)
            self._numbers[key] = number
            number += name == "list-item"

    def _item(self, item: "_Element", label: str, style: str | None, level: int) -> None:
        for index, part in enumerate(item):
            if local(part) == "list":
                self._list(part, attribute(part, "style-name") or style, level + 1)
                continue
            if index == 0 and label:
                self.flow.prefix(label)
            self._blocks((part,))
            self.flow.prefix("")

    def _table(self, table: "_Element") -> None:
        """Row by row. The cells of a row are blocks where one of them has several lines, or else lines."""
        self.flow.block()
        for row in _rows(table):
            self._row([cell for cell in row if local(cell) == "table-cell"])
        self.flow.block()
        self._begun = self._beside = False

    def _row(self, cells: "list[_Element]") -> None:
        lines = all(_is_one_line(cell) for cell in cells)
        for index, cell in enumerate(cells):
            # A label and its value are one line on the page.
            self._beside = bool(lines and index and _shown(cells[index - 1]).rstrip().endswith(":"))
            self._begun = False
            if self._beside:
                self.flow.literal(" ")
            elif lines:
                self.flow.line()
            else:
                self.flow.block()
            self._blocks(cell)
        self._beside = False
        self.flow.line() if lines else self.flow.block()


def _mark(note: "_Element") -> str:
    """The mark that a note has in the text."""
    citation = child(note, "note-citation")
    return " ".join(_shown(citation).split()) if citation is not None else ""


_SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}


def _rows(table: "_Element") -> "Iterator[_Element]":
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _shown(element: "_Element") -> str:
    return "".join(str(text) for text in element.itertext())


def _is_one_line(cell: "_Element") -> bool:
    if next(cell.iter("{*}line-break", "{*}table", "{*}list"), None) is not None:
        return False
    return sum(bool(_shown(one).strip()) for one in cell.iter("{*}p", "{*}h")) <= 1
