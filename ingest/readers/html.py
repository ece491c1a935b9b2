"""Reader: HTML; bytes -> Reading. What a browser shows of a saved page's content; nothing is fetched or run."""

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from ingest.deadline import in_time
from ingest.errors import UnreadableFile
from ingest.kept_patterns import compiled
from ingest.readers import carried, html_hidden_email
from ingest.readers.charset import decoding
from ingest.readers.flow import Flow
from ingest.readers.html_content import Content
from ingest.readers.limits import too_large
from ingest.readers.list_labels import BULLET, numbered
from ingest.reading import Reading
from ingest.suppressions import in_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "text/html"
_ENGINE = "html/lxml"
MAX_BYTES = 30_000_000
MAX_ELEMENTS = 500_000
LEAST_BESIDE_FRAMES = 40
"""Words from which on what a page of frames says to programs without them is a text and no excuse."""
MAX_DEPTH = 2_048
"""Levels of nesting: libxml2's own limit, behind which it would silently drop the rest of the page."""
_META_WITHIN = 4_096
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000}) -->", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "blockquote",
        "center",
        "details",
        "dl",
        "fieldset",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "pre",
        "table",
        "ul",
    ]
)
_LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "dd",
        "div",
        "dt",
        "figcaption",
        "footer",
        "header",
        "hgroup",
        "legend",
        "li",
        "main",
        "section",
        "summary",
        "tbody",
        "textarea",
        "tfoot",
        "thead",
        "tr",
    ]
)
_BREAKS_CELL = _BLOCKS | {"br", "div", "li"}
_NO_MARGIN = compiled(
    r"(?:^|;)\s*margin(?:-bottom)?\s*:\s*0(?:[a-z]{2}|%)?(?:\s+0(?:[a-z]{2}|%)?){0,3}\s*(?:;|$)", re.I
)
_NO_BULLET = compiled(r"list-style(?:-type)?\s*:[^;]{0,60}\bnone\b", re.IGNORECASE)
_CAPITALS = compiled(r"text-transform\s*:\s*uppercase", re.IGNORECASE)
_ADDRESS_SCHEMES = ("mailto:", "tel:")


def read(data: bytes) -> Reading:
    """The text of a saved web page. Raises UnreadableFile or LimitExceeded."""
    if len(data) > MAX_BYTES:
        raise too_large("bytes of HTML", MAX_BYTES, len(data))
    match = _CHARSET.search(data[:_META_WITHIN])
    declared = (match[1] or match[2]).decode("ascii", errors="replace") if match else None
    charset, markup, doubtful = decoding(data, declared)
    saved_from = _SAVED_FROM.search(data[:_META_WITHIN])
    flow = flow_of(markup, saved_from[1].decode("ascii", errors="replace") if saved_from else None)
    findings = tuple(carried.charset_doubtful(charset)) if doubtful else ()
    engine = f"{_ENGINE}/{charset}"
    return Reading(
        text=flow.text,
        media_type=MEDIA_TYPE,
        engine=engine,
        links=flow.links,
        findings=findings,
        suppressions=tuple(in_markup(markup)),
    )


def flow_of(markup: str, address: str | None = None) -> Flow:
    """What HTML shows, its relative links resolved against `address`. Raises UnreadableFile or LimitExceeded."""
    body = _parsed(markup)
    flow = Flow()
    if body is not None and body.tag == "frameset":
        body = _parsed(_beside_frames(body))
    if body is not None:
        html_hidden_email.reveal(body)
        walk = _Walk(flow, _base(body, address), Content(body))
        walk.through(walk.content.root)
    return flow


def _parsed(markup: str) -> "_Element | None":
    """The body of a page, or None where it is empty."""
    from lxml import etree

    # A zero byte ends the page for libxml2, and a lone surrogate has no UTF-8.
    clean = markup.replace("\x00", "").encode("utf-8", errors="replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(clean, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if clean.strip():
            raise UnreadableFile("The HTML cannot be parsed") from error
        return None
    if any("Excessive depth" in one.message for one in parser.error_log):
        raise too_large("levels of nested elements", MAX_DEPTH, MAX_DEPTH + 1)
    if root is None:
        return None
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        raise too_large("elements", MAX_ELEMENTS, elements)
    body = next((part for part in root if part.tag in ("body", "frameset")), None)
    return body if body is not None else root


def _beside_frames(frameset: "_Element") -> str:
    """The markup for programs that know no frames. Raises UnreadableFile where that is no more than an excuse."""
    markup = "\n".join(_shown(one) for one in frameset.iter("noframes"))
    if len(markup.split()) < LEAST_BESIDE_FRAMES:
        raise UnreadableFile("The page only arranges others in frames", "Convert the pages that it names.")
    return markup


def _base(body: "_Element", address: str | None) -> str | None:
    """The address that relative links start from: as declared, as saved, or the page's own."""
    root = body.getroottree().getroot()
    declared = next((one.get("href") for one in root.iter("base")), None)
    canonical = next((one.get("href") for one in root.iter("link") if one.get("rel") == "canonical"), None)
    return declared or address or canonical


@dataclass(slots=True)
class _List:
    """An open list: its kind (`ol` or `ul`), the number of its next item, how it counts, whether it has marks."""

    kind: str
    number: int
    style: str
    marked: bool


@dataclass(slots=True)
class _Walk:
    """Puts what elements show into the flow; its own stack, so that no depth of nesting exhausts Python's."""

    flow: Flow
    base: str | None
    content: Content
    _lists: list[_List] = field(default_factory=list)
    _literal: int = 0
    _capitals: int = 0
    _rows_of_lines: "dict[_Element, bool]" = field(default_factory=dict)

    def through(self, root: "_Element") -> None:
        """Walk over an element and all in it."""
        todo: list[tuple[_Element, bool]] = [(root, True)]
        for _ in in_time(count()):
            if not todo:
                return
            element, entering = todo.pop()
            if not entering:
                self._leave(element)
            elif self.content.leaves_out(element):
                self._tail(element, root)
                continue
            else:
                self._enter(element)
                self._text(element.text)
                todo.append((element, False))
                todo += ((part, True) for part in reversed(element))
                continue
            self._tail(element, root)

    def _tail(self, element: "_Element", root: "_Element") -> None:
        if element is not root:
            self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        shown = text.upper() if self._capitals else text
        if self._literal:
            self.flow.literal(shown.replace("\r\n", "\n"))
        else:
            self.flow.prose(shown)

    def _enter(self, element: "_Element") -> None:
        tag = str(element.tag)
        self._divide(element, tag)
        self._literal += _keeps_space(element, tag)
        self._capitals += bool(_CAPITALS.search(element.get("style", "")))
        if tag == "br":
            self.flow.feed()
        elif tag == "a" and element.get("href") is not None:
            self.flow.open_link(self._destination(element))
        elif tag == "img":
            self._image(element)
        elif tag in ("ol", "ul"):
            self._lists.append(_opened(element, tag))
        elif tag == "li":
            self._item(element)

    def _leave(self, element: "_Element") -> None:
        tag = str(element.tag)
        if tag == "a" and element.get("href") is not None:
            self._close_link(element)
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self.flow.prefix("")
        self._literal -= _keeps_space(element, tag)
        self._capitals -= bool(_CAPITALS.search(element.get("style", "")))
        self._divide(element, tag, behind=True)

    def _divide(self, element: "_Element", tag: str, *, behind: bool = False) -> None:
        """Begin a line or a block before or behind an element."""
        if tag in ("td", "th"):
            self._cell(element, behind=behind)
        elif tag == "tr" and not self._is_row_of_lines(element):
            self.flow.block()
        elif tag in _LINES or (tag in ("ol", "ul") and len(self._lists) > 0) or (tag == "p" and _is_line(element)):
            self.flow.line()
        elif tag in _BLOCKS:
            self.flow.block()

    def _cell(self, cell: "_Element", *, behind: bool) -> None:
        """A cell is a block, or a line in a row of lines; behind a label (`Fax:`) it goes on in its line."""
        row = cell.getparent()
        if row is None or not self._is_row_of_lines(row):
            self.flow.block()
        elif behind:
            return
        elif (before := cell.getprevious()) is not None and _shown(before).endswith(":"):
            self.flow.literal(" ")
        else:
            self.flow.line()

    def _is_row_of_lines(self, row: "_Element") -> bool:
        """Whether no cell of a row holds more than one line."""
        known = self._rows_of_lines.get(row)
        if known is None:
            known = not any(part.tag in _BREAKS_CELL for part in row.iter())
            self._rows_of_lines[row] = known
        return known

    def _item(self, item: "_Element") -> None:
        top = self._lists[-1] if self._lists else _List("ul", 1, "", marked=True)
        if not top.marked:
            return
        if top.kind == "ul":
            self.flow.prefix(f"{BULLET} ")
            return
        value = item.get("value", "")
        if value.isdecimal() and len(value) < 7:
            top.number = int(value)
        self.flow.prefix(f"{numbered(top.number, top.style)}. ")
        top.number += 1

    def _destination(self, link: "_Element") -> str:
        """Where a link leads, in full where the page says enough. An empty link stays empty, to be reported."""
        url = "".join(link.get("href", "").split("\n")).strip()
        if self.base is None or not url or url.startswith("#"):
            return url
        try:
            return urljoin(self.base, url)
        except ValueError:
            return url

    def _close_link(self, link: "_Element") -> None:
        """End a link. One to a script or a stand-in is none; one on a picture says itself where it leads."""
        url = self._destination(link)
        useless = url.casefold().startswith(("javascript:", "data:")) or html_hidden_email.STAND_IN in url
        labelled = self.flow.close_link(keep=not useless)
        if not labelled and url.casefold().startswith(_ADDRESS_SCHEMES):
            self.flow.prose(unquote(url.partition(":")[2].partition("?")[0]))

    def _image(self, image: "_Element") -> None:
        """The stand-in text of a picture, only where it is all that a link shows."""
        parent = image.getparent()
        if parent is not None and parent.tag == "a" and not _shown(parent):
            self.flow.prose(image.get("alt", ""))


def _keeps_space(element: "_Element", tag: str) -> bool:
    return (
        tag in ("pre", "listing", "xmp", "textarea")
        or "white-space:pre" in element.get("style", "").replace(" ", "").casefold()
    )


def _is_line(paragraph: "_Element") -> bool:
    """Whether a paragraph has no margin, as those that Word and Outlook write and those in lists."""
    parent = paragraph.getparent()
    if parent is not None and parent.tag == "li":
        return True
    return bool(_NO_MARGIN.search(paragraph.get("style", ""))) or "MsoNormal" in paragraph.get("class", "").split()


def _shown(element: "_Element") -> str:
    return "".join(str(text) for text in element.itertext()).strip()


def _opened(element: "_Element", tag: str) -> _List:
    start = element.get("start", "")
    marked = not _NO_BULLET.search(element.get("style", ""))
    return _List(tag, int(start) if start.isdecimal() and len(start) < 7 else 1, element.get("type", ""), marked)
