"""Reader: DOCX; bytes -> Reading. What the page shows, in the order of the document, as if all changes were accepted.

Text boxes stand where they are anchored, headers at the top, footnotes and footers at the end. Word does not write
down where pages end, so there are no pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

from ingest.deadline import in_time
from ingest.errors import UnreadableFile
from ingest.readers import carried
from ingest.readers.docx_styles import ListNumbers, Styles
from ingest.readers.field_codes import link_destination
from ingest.readers.flow import BLOCK_GAP, Flow, divided_by_empty_paragraphs
from ingest.readers.limits import too_large
from ingest.readers.list_labels import BULLET
from ingest.readers.package import Package, attribute, child, local, resolved
from ingest.reading import Reading
from ingest.suppressions import Suppression, of_note

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENGINE = "docx/lxml"
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_CHANGES = _DELETED | _INSERTED | {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"}
# What holds blocks or runs and prints nothing itself.
_WRAPPERS = frozenset({"sdtContent", "smartTag", "customXml", "dir", "bdo", *_INSERTED})
_MOST_CHUNKS = 50
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def read(data: bytes) -> Reading:
    """The text of a DOCX. Raises UnreadableFile, EncryptedFile or LimitExceeded.

    Findings: UA601 for a person in the metadata, UA602 for tracked changes, UA603 for comments, UA604 for hidden text.
    """
    package = Package(data)
    reader = _DocumentReader(package, _main_part(package))
    reader.read()
    return Reading(
        text=reader.flow.text,
        media_type=MEDIA_TYPE,
        engine=_ENGINE,
        furniture=reader.flow.furniture,
        links=reader.flow.links,
        findings=(
            *carried.metadata_authors(_authors(package)),
            *carried.tracked_changes(reader.changes),
            *carried.comments_left(reader.comments),
            *carried.hidden_text(reader.hidden),
        ),
        suppressions=(*reader.suppressions, *_noted_in_properties(package)),
    )


def _noted_in_properties(package: Package) -> Iterator[Suppression]:
    """Notes to the check among the custom properties."""
    parts = [one.target for one in _relations(package, "").values() if one.kind == "custom-properties"]
    root = package.tree_if_there(parts[0] if parts else None)
    for held in root if root is not None else ():
        note = of_note("".join(str(text) for text in held.itertext()))
        if note is not None:
            yield note


def _main_part(package: Package) -> str:
    for relation in _relations(package, "").values():
        if relation.kind == "officeDocument" and relation.target in package.names:
            return relation.target
    raise UnreadableFile("The package names no document")


def _authors(package: Package) -> dict[str, str | None]:
    core = [one.target for one in _relations(package, "").values() if one.kind == "core-properties"]
    root = package.tree_if_there(core[0] if core else None)
    found = {name: child(root, name) for name in ("creator", "lastModifiedBy")}
    return {name: element.text for name, element in found.items() if element is not None}


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a part refers to: the last word of the relationship's type, and the entry or address."""

    kind: str
    target: str


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, _, name = part.rpartition("/")
    root = package.tree_if_there(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    relations: dict[str, _Relation] = {}
    for element in root if root is not None else ():
        target = attribute(element, "Target")
        if target is None:
            continue
        kind = (attribute(element, "Type") or "").rpartition("/")[2]
        outside = attribute(element, "TargetMode") == "External" or kind == "hyperlink"
        relations[attribute(element, "Id") or ""] = _Relation(kind, target if outside else resolved(part, target))
    return relations


class _Mark(Enum):
    """What a paragraph holds besides text."""

    LINK_END = auto()


@dataclass(frozen=True, slots=True)
class _LinkStart:
    url: str


_Piece: TypeAlias = "str | _LinkStart | _Mark | _Element"


@dataclass(slots=True)
class _Field:
    """A complex field: its code as far as read, and whether its result has begun."""

    code: str = ""
    in_result: bool = False
    linked: bool = False


@dataclass(slots=True)
class _DocumentReader:
    """Walks the parts of a DOCX. lxml lets no tree be deeper than 256 elements, which bounds the recursion."""

    package: Package
    main: str
    flow: Flow = field(default_factory=Flow)
    changes: int = 0
    comments: int = 0
    hidden: int = 0
    suppressions: list[Suppression] = field(default_factory=list)
    _styles: Styles = field(init=False)
    _lists: ListNumbers = field(init=False)
    _relations: dict[str, _Relation] = field(init=False)
    _fields: list[_Field] = field(default_factory=list)
    _notes: list[tuple[str, str]] = field(default_factory=list)
    _previous: "_Element | None" = None
    _joined: bool = False
    _only_empty_divides: bool = False
    _shaded: int = 0
    _chunks: int = 0

    def read(self) -> None:
        """Read all parts into the flow."""
        self._relations = _relations(self.package, self.main)
        self._styles = Styles(self.package.tree_if_there(self._related("styles")))
        self._lists = ListNumbers(self.package.tree_if_there(self._related("numbering")))
        self._read_comments(self.package.tree_if_there(self._related("comments")))
        root = self.package.tree(self.main)
        body = child(root, "body")
        if body is None:
            raise UnreadableFile("The document has no body")
        self._count_changes(root)
        self._only_empty_divides = divided_by_empty_paragraphs(_is_empty(one) for one in body if local(one) == "p")
        self._margins(root, "headerReference")
        self._apart(body)
        self._footnotes()
        self._margins(root, "footerReference")

    def _related(self, kind: str) -> str | None:
        return next((one.target for one in self._relations.values() if one.kind == kind), None)

    def _read_comments(self, comments: "_Element | None") -> None:
        """Count what people remark; a comment that only speaks to the check is none of these."""
        for one in comments if comments is not None else ():
            if local(one) != "comment":
                continue
            note = of_note("".join(part.text or "" for part in one.iter("{*}t")))
            if note is None:
                self.comments += 1
            else:
                self.suppressions.append(note)

    def _count_changes(self, root: "_Element") -> None:
        self.changes += sum(local(element) in _CHANGES for element in root.iter("{*}*"))

    def _apart(self, blocks: "Iterable[_Element]") -> None:
        """Read blocks that have nothing to do with those before."""
        self.flow.block()
        self._previous, self._joined = None, False
        self._blocks(blocks)
        self.flow.block()
        self._previous, self._joined = None, False

    def _margins(self, root: "_Element", kind: str) -> None:
        """Headers or footers, each once. A header of the first page alone repeats nothing, so it is text."""
        seen: set[str] = set()
        references = list(root.iter("{*}" + kind))
        for reference in sorted(references, key=lambda one: attribute(one, "type") != "first"):
            relation = self._relations.get(attribute(reference, "id") or "")
            if relation is None or relation.target in seen or relation.target not in self.package.names:
                continue
            seen.add(relation.target)
            first_page = kind == "headerReference" and attribute(reference, "type") == "first"
            if first_page and not _has_first_page(reference):
                continue
            self._margin(relation.target, as_text=first_page)

    def _margin(self, part: str, *, as_text: bool) -> None:
        root = self.package.tree(part)
        self._count_changes(root)
        document, self._relations = self._relations, _relations(self.package, part)
        if as_text:
            self._apart(root)
        else:
            with self.flow.as_furniture():
                self._apart(root)
        self._relations = document

    def _footnotes(self) -> None:
        """The notes that the text refers to, in the order of their marks.

        They are furniture, as in a PDF: what they say belongs to no section.
        """
        for kind in ("footnote", "endnote"):
            part = self._related(f"{kind}s")
            root = self.package.tree_if_there(part)
            wanted = [identifier for named, identifier in self._notes if named == kind]
            if root is None or part is None or not wanted:
                continue
            self._count_changes(root)
            notes = {attribute(one, "id"): one for one in root}
            document, self._relations = self._relations, _relations(self.package, part)
            for number, identifier in enumerate(wanted, start=1):
                note = notes.get(identifier)
                if note is not None:
                    with self.flow.as_furniture():
                        self.flow.prefix(f"{number} ")
                        self._apart(note)
                        self.flow.prefix("")
            self._relations = document

    def _blocks(self, elements: "Iterable[_Element]") -> None:
        for element in in_time(elements):
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "sdt":
                for content in _contents(element):
                    self._blocks(content)
            elif name == "altChunk":
                self._chunk(element)
            elif name in _WRAPPERS:
                self._blocks(element)

    def _chunk(self, element: "_Element") -> None:
        """A document of another kind that Word takes in when it opens the file, such as a page or a text."""
        from ingest.readers.chunks import chunk_of

        relation = self._relations.get(attribute(element, "id") or "")
        if relation is None or relation.target not in self.package.names:
            return
        self._chunks += 1
        if self._chunks > _MOST_CHUNKS:
            raise too_large("documents in it", _MOST_CHUNKS, self._chunks)
        chunk = chunk_of(self.package.part(relation.target))
        self.flow.block()
        position = 0
        for link in chunk.links:
            self.flow.literal(chunk.text[position : link.start])
            self.flow.open_link(link.url)
            self.flow.literal(chunk.text[link.start : link.end])
            self.flow.close_link()
            position = link.end
        self.flow.literal(chunk.text[position:])
        self.flow.block()
        self._previous, self._joined = None, False

    def _paragraph(self, paragraph: "_Element") -> None:
        pieces = list(self._pieces(paragraph, self._styles.style_of(paragraph)))
        boxes_first = _boxes_before_text(pieces)
        for box in boxes_first:
            self._box(box)
        self._gap(paragraph, empty=not any(isinstance(piece, str) and piece.strip() for piece in pieces))
        label = self._label(paragraph)
        if label:
            self.flow.prefix(label)
        for piece in pieces[len(boxes_first) :]:
            self._add(piece)
        if label:
            self.flow.prefix("")
        self._joined = child(paragraph, "pPr", "rPr", "del") is not None
        self._previous = paragraph

    def _gap(self, paragraph: "_Element", *, empty: bool) -> None:
        """Begin a line or, behind a gap or an empty paragraph, a block."""
        if self._joined:
            return
        previous = self._previous
        if empty:
            self.flow.block()
        elif previous is None or self._only_empty_divides:
            self.flow.line()
        else:
            same = self._styles.style_of(previous) == self._styles.style_of(paragraph)
            behind = 0.0 if same and self._styles.is_close(previous) else self._styles.gap(previous, "after")
            before = 0.0 if same and self._styles.is_close(paragraph) else self._styles.gap(paragraph, "before")
            self.flow.line() if max(behind, before) < BLOCK_GAP else self.flow.block()

    def _label(self, paragraph: "_Element") -> str:
        numbering = self._styles.paragraph_property(paragraph, "numPr")
        identifier = child(numbering, "numId")
        level = child(numbering, "ilvl")
        depth = (attribute(level, "val") if level is not None else None) or "0"
        list_id = attribute(identifier, "val") if identifier is not None else None
        return self._lists.label(list_id, int(depth)) if list_id and depth.isdecimal() and len(depth) < 3 else ""

    def _add(self, piece: _Piece) -> None:
        if isinstance(piece, str):
            self.flow.literal(piece)
        elif isinstance(piece, _LinkStart):
            self.flow.open_link(piece.url)
        elif isinstance(piece, _Mark):
            self.flow.close_link()
        else:
            self._box(piece)

    def _box(self, content: "_Element") -> None:
        """A text box: a block of its own. Its fill is not looked up, so white text in it counts as seen."""
        fields, self._fields = self._fields, []
        self._shaded += 1
        self._apart(content)
        self._shaded -= 1
        self._fields = fields

    def _pieces(self, element: "_Element", style: str | None) -> "Iterator[_Piece]":
        """What a paragraph, or a wrapper in it, prints."""
        for part in element:
            name = local(part)
            if name == "r":
                yield from self._run(part, style)
            elif name == "hyperlink":
                yield from self._linked(self._destination(part), part, style)
            elif name == "fldSimple":
                url = link_destination(attribute(part, "instr") or "")
                yield from self._pieces(part, style) if url is None else self._linked(url, part, style)
            elif name == "sdt":
                for content in _contents(part):
                    yield from self._pieces(content, style)
            elif name in _WRAPPERS:
                yield from self._pieces(part, style)

    def _linked(self, url: str, part: "_Element", style: str | None) -> "Iterator[_Piece]":
        yield _LinkStart(url)
        yield from self._pieces(part, style)
        yield _Mark.LINK_END

    def _destination(self, hyperlink: "_Element") -> str:
        relation = self._relations.get(attribute(hyperlink, "id") or "")
        anchor = attribute(hyperlink, "anchor")
        return (relation.target if relation is not None else "") + (f"#{anchor}" if anchor else "")

    def _run(self, run: "_Element", style: str | None) -> "Iterator[_Piece]":
        hidden = self._is_hidden(run, style)
        capitals = self._styles.switched(run, style, "caps")
        for part in run:
            for piece in self._run_part(part):
                if not isinstance(piece, str):
                    yield piece
                elif hidden:
                    self.hidden += len(piece.strip())
                else:
                    yield piece.upper() if capitals else piece

    def _is_hidden(self, run: "_Element", style: str | None) -> bool:
        if self._styles.switched(run, style, "vanish") or self._styles.is_tiny(run, style):
            return True
        if self._shaded or not self._styles.is_white(run, style):
            return False
        return self._styles.run_property(run, style, "shd") is None and child(run, "rPr", "highlight") is None

    def _run_part(self, part: "_Element") -> "Iterator[_Piece]":
        name = local(part)
        if name == "fldChar":
            yield from self._field_mark(attribute(part, "fldCharType") or "")
        elif name == "instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].code += part.text or ""
        elif any(not one.in_result for one in self._fields):
            return
        elif name == "t":
            yield part.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "br":
            yield "\n" if attribute(part, "type") in (None, "textWrapping") else "\n\n"
        elif name == "sym":
            yield _symbol(attribute(part, "char") or "")
        elif name in ("footnoteReference", "endnoteReference"):
            self._notes.append((name.removesuffix("Reference"), attribute(part, "id") or ""))
        else:
            yield from _text_boxes(part)

    def _field_mark(self, kind: str) -> "Iterator[_LinkStart | _Mark]":
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            top = self._fields[-1]
            top.in_result = True
            url = link_destination(top.code)
            if url is not None:
                top.linked = True
                yield _LinkStart(url)
        elif kind == "end" and self._fields and self._fields.pop().linked:
            yield _Mark.LINK_END

    def _table(self, table: "_Element") -> None:
        """Row by row. The cells of a row are blocks where one of them has several lines, or else lines."""
        self._shaded += 1
        self.flow.block()
        for row in _rows(table):
            self._row(list(_cells(row)))
        self.flow.block()
        self._previous, self._joined = None, False
        self._shaded -= 1

    def _row(self, cells: "list[_Element]") -> None:
        lines = all(_is_one_line(cell) for cell in cells)
        for index, cell in enumerate(cells):
            # A label and its value are one line on the page.
            beside = lines and index and _plain_text(cells[index - 1]).rstrip().endswith(":")
            if beside:
                self.flow.literal(" ")
            elif lines:
                self.flow.line()
            else:
                self.flow.block()
            self._previous, self._joined = None, bool(beside)
            self._blocks(cell)
        self.flow.line() if lines else self.flow.block()


def _boxes_before_text(pieces: "list[_Piece]") -> "list[_Element]":
    """The text boxes that are anchored before the first character of a paragraph."""
    boxes = []
    for piece in pieces:
        if isinstance(piece, str | _LinkStart | _Mark):
            break
        boxes.append(piece)
    return boxes


def _text_boxes(part: "_Element") -> "Iterator[_Element]":
    """The contents of the text boxes in a drawing. What is there twice, for old programs too, is taken once."""
    name = local(part)
    if name == "txbxContent":
        yield part
    elif name == "AlternateContent":
        choices = [box for one in part if local(one) == "Choice" for box in _text_boxes(one)]
        fallbacks = (box for one in part if local(one) == "Fallback" for box in _text_boxes(one))
        yield from choices or fallbacks
    else:
        for one in part:
            yield from _text_boxes(one)


def _symbol(code: str) -> str:
    """A character of a symbol font. Their codes mean nothing elsewhere; as a list mark they are bullets."""
    return BULLET if code.upper() in ("F0B7", "F0A7", "F06E", "2022", "00B7") else ""


def _contents(control: "_Element") -> "Iterator[_Element]":
    """What a content control holds."""
    return (one for one in control if local(one) == "sdtContent")


def _has_first_page(reference: "_Element") -> bool:
    """Whether the section of a header shows a first page of its own."""
    section = reference.getparent()
    return section is not None and child(section, "titlePg") is not None


def _rows(table: "_Element") -> "Iterator[_Element]":
    for element in table:
        name = local(element)
        if name == "tr" and child(element, "trPr", "del") is None:
            yield element
        elif name == "sdt":
            for content in _contents(element):
                yield from _rows(content)
        elif name in _WRAPPERS:
            yield from _rows(element)


def _cells(row: "_Element") -> "Iterator[_Element]":
    for element in row:
        name = local(element)
        if name == "tc":
            yield element
        elif name == "sdt":
            for content in _contents(element):
                yield from _cells(content)
        elif name in _WRAPPERS:
            yield from _cells(element)


def _plain_text(element: "_Element") -> str:
    return "".join(part.text or "" for part in element.iter("{*}t"))


def _is_empty(paragraph: "_Element") -> bool:
    return not _plain_text(paragraph).strip() and next(paragraph.iter("{*}drawing", "{*}pict"), None) is None


def _is_one_line(cell: "_Element") -> bool:
    """Whether a cell holds one paragraph without line breaks at most."""
    if next(cell.iter("{*}br", "{*}cr", "{*}tbl"), None) is not None:
        return False
    return sum(not _is_empty(paragraph) for paragraph in cell.iter("{*}p")) <= 1
