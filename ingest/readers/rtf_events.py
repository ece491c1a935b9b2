"""Stage: reading; RTF as a stream of what it prints: texts, breaks, cells, links, by the part of the document.

striprtf and its kin lose link targets, hidden and deleted text prints in them, and each file has one charset to them;
the format is simple enough to be read by its own rules.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from ingest.deadline import in_time
from ingest.readers.field_codes import link_destination
from ingest.readers.limits import too_large
from ingest.readers.list_labels import BULLET

MAX_GROUPS = 2_000
"""Levels of groups in groups."""
MAX_TOKENS = 3_000_000
_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,20})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<feed>[\r\n\x00]+)|(?P<text>[^\\{}\r\n\x00]+)"
)
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 77: "mac_roman",
}  # fmt: skip
_SYMBOL_CHARSET = 2
_SYMBOL = "symbol"
_SIGNS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_WORDS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
_FURNITURE = frozenset(["header", "headerl", "headerr", "footer", "footerl", "footerr", "footerf"])
# Groups whose text is no text of the document; those marked by `\*` are left out anyway unless known.
_SILENT = frozenset(
    [
        "colortbl",
        "stylesheet",
        "pict",
        "nonshppict",
        "object",
        "objdata",
        "filetbl",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "xe",
        "tc",
        "tcn",
        "bkmkstart",
        "bkmkend",
        "annotation",
        "atnid",
        "atnauthor",
        "atnref",
        "atntime",
        "atndate",
        "atnparent",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "pn",
        "pnseclvl",
        "title",
        "subject",
        "company",
        "manager",
        "keywords",
        "comment",
        "doccomm",
        "category",
        "hlinkbase",
        "sp",
        "mmathPr",
        "do",
        "fldtype",
        "shprslt",
    ]
)
_KNOWN_STARRED = frozenset(["shpinst", "fldinst", "footnote"])
_AUTHORS = frozenset({"author", "operator"})
_ASIDE = frozenset({"annotation", "staticval"})
"""Destinations of which each is kept apart: comments, and the values of custom properties."""


class Break(Enum):
    """What divides texts."""

    PARAGRAPH = auto()
    LINE = auto()
    ROW_START = auto()
    CELL = auto()
    ROW_END = auto()
    LINK_END = auto()
    BOX_START = auto()
    BOX_END = auto()


@dataclass(frozen=True, slots=True)
class LinkStart:
    """What follows leads to `url`."""

    url: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The end of a paragraph with the space before and after it, in points."""

    before: float
    after: float


Event = str | LinkStart | Gap | Break


@dataclass(slots=True)
class Parsed:
    """An RTF's parts. `notes` and `furniture` hold one list for each note, header or footer."""

    body: list[Event] = field(default_factory=list)
    first_header: list[Event] = field(default_factory=list)
    headers: list[list[Event]] = field(default_factory=list)
    footers: list[list[Event]] = field(default_factory=list)
    notes: list[list[Event]] = field(default_factory=list)
    authors: dict[str, str | None] = field(default_factory=dict)
    changes: int = 0
    comments: list[str] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)
    hidden: int = 0
    has_first_page: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group. `target`: where its text goes; None for nowhere."""

    target: list[Event] | None
    codec: str
    skip_after_unicode: int = 1
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    destination: str = ""
    font_table: bool = False
    link_open: bool = False
    box: bool = False
    list_mark: bool = False


def parse(data: bytes) -> Parsed:
    """The parts of an RTF. What is damaged is read as far as it goes. Raises LimitExceeded."""
    return _Parser(data).parsed()


class _Parser:
    """One pass over the tokens, with a stack of states."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._result = Parsed()
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._state = _State(self._result.body, self._default)
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._high: int | None = None
        self._skip = 0
        self._starred = False
        self._collected: dict[str, list[str]] = {}
        self._before = self._after = 0.0
        self._in_row = False
        self._aside: list[str] = []

    def parsed(self) -> Parsed:
        for match in in_time(self._tokens()):
            self._token(match)
        self._flush()
        for name in _AUTHORS & self._collected.keys():
            self._result.authors[name] = "".join(self._collected[name])
        return self._result

    def _tokens(self) -> Iterator[re.Match[bytes]]:
        """All tokens; the raw bytes of pictures (`bin`) are stepped over."""
        position = count = 0
        while (match := _TOKEN.match(self._data, position)) is not None:
            position = match.end()
            count += 1
            if count > MAX_TOKENS:
                raise too_large("marks", MAX_TOKENS, count)
            if match["word"] == b"bin" and match["number"]:
                position += max(0, int(match["number"]))
                continue
            yield match

    def _token(self, match: re.Match[bytes]) -> None:
        if match["text"] is not None:
            self._raw(match["text"])
        elif match["hex"] is not None:
            self._raw(bytes((int(match["hex"], 16),)))
        elif match["word"] is not None:
            self._flush()
            number = match["number"]
            self._word(match["word"].decode("ascii"), int(number) if number is not None else None)
        elif match["sign"] is not None:
            self._sign(match["sign"])
        elif match["brace"] == b"{":
            self._open()
        elif match["brace"] == b"}":
            self._close()

    def _raw(self, data: bytes) -> None:
        """Bytes of text, without those that stand in for a Unicode character before them."""
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._starred = False
        if skipped < len(data):
            self._bytes += data[skipped:]

    def _flush(self) -> None:
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        if self._state.font_table:
            return
        if self._state.codec == _SYMBOL:
            self._text(BULLET if data.strip() else " ")
        else:
            self._text(data.decode(self._state.codec, errors="replace"))

    def _text(self, text: str) -> None:
        state = self._state
        if state.destination in _ASIDE:
            self._aside.append(text)
        elif state.destination:
            self._collected.setdefault(state.destination, []).append(text)
        elif state.target is None or state.deleted:
            return
        elif state.hidden:
            self._result.hidden += len(text.strip())
        else:
            state.target.append(text.upper() if state.capitals else text)

    def _event(self, event: Event) -> None:
        if self._state.target is not None and not self._state.destination:
            self._state.target.append(event)

    def _open(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._stack) >= MAX_GROUPS:
            raise too_large("levels of groups", MAX_GROUPS, len(self._stack) + 1)
        self._stack.append(self._state)
        if self._state.link_open or self._state.box:
            self._state = replace(self._state, link_open=False, box=False)

    def _close(self) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        if self._state.link_open:
            self._event(Break.LINK_END)
        if self._state.box:
            self._event(Break.BOX_END)
        if not self._stack:
            return
        closed, self._state = self._state.destination, self._stack.pop()
        if closed in _ASIDE and self._state.destination != closed:
            kept = self._result.comments if closed == "annotation" else self._result.properties
            kept.append("".join(self._aside))
            self._aside.clear()

    def _sign(self, sign: bytes) -> None:
        self._flush()
        if self._skip:
            self._skip -= 1
        elif sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._paragraph()
        elif sign in _SIGNS:
            self._text(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in _WORDS:
            # A list number is set off by a tab that the list, not its writer, put there.
            self._text(" " if word == "tab" and self._state.list_mark else _WORDS[word])
        elif word in _BREAKS:
            self._break(word)
        elif not (self._is_destination(word, starred) or self._character_property(word, number)):
            self._document_property(word, number)

    def _unicode(self, number: int) -> None:
        """A character by its number, in two halves if it is beyond the first 65,536."""
        self._skip = self._state.skip_after_unicode
        code = number + 65_536 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            if self._high is not None:
                self._text(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
        elif 0 < code < 0x110000:
            # Word writes symbol fonts' characters in the private use area; in a text they are bullets.
            self._text(BULLET if 0xF000 <= code <= 0xF0FF else chr(code))
        self._high = None

    def _break(self, word: str) -> None:
        event = _BREAKS[word]
        if event is Break.ROW_START:
            if self._in_row:
                return
            self._in_row = True
        elif event is Break.ROW_END:
            self._in_row = False
        if event is Break.PARAGRAPH:
            self._paragraph()
            if word in ("page", "sect"):
                self._event(Break.PARAGRAPH)
        else:
            self._event(event)

    def _paragraph(self) -> None:
        if not self._state.deleted:
            self._event(Gap(self._before, self._after))

    def _is_destination(self, word: str, starred: bool) -> bool:
        """Whether a word says where its group's text goes; then it has been seen to."""
        if word in ("fldinst", *_AUTHORS):
            self._collect(word)
        elif word in ("listtext", "pntext"):
            self._state = replace(self._state, list_mark=True)
        elif word == "fldrslt":
            self._field_result()
        elif word == "fonttbl":
            self._state = replace(self._state, font_table=True)
        elif word in ("footnote", "headerf") or word in _FURNITURE:
            self._apart(word)
        elif word == "shptxt":
            self._box()
        elif word in _ASIDE and (self._state.target is not None or word == "staticval"):
            self._state = replace(self._state, target=None, destination=word)
        elif word in _SILENT or (starred and word not in _KNOWN_STARRED):
            # What stands inside a comment, such as its day, is no part of what it says.
            self._state = replace(self._state, target=None, destination="")
        else:
            return starred
        return True

    def _collect(self, word: str) -> None:
        """Keep a group's text aside: a field's code or a name of the metadata."""
        if word not in _AUTHORS:
            self._collected.pop(word, None)
        self._state = replace(self._state, destination=word)

    def _field_result(self) -> None:
        url = link_destination("".join(self._collected.pop("fldinst", [])))
        self._state = replace(self._state, destination="")
        if url is not None and self._state.target is not None:
            self._event(LinkStart(url))
            self._state = replace(self._state, link_open=True)

    def _apart(self, word: str) -> None:
        if self._state.target is None:
            return
        part: list[Event] = self._result.first_header if word == "headerf" else []
        if word == "footnote":
            self._result.notes.append(part)
        elif word in _FURNITURE:
            (self._result.headers if word.startswith("header") else self._result.footers).append(part)
        self._state = replace(self._state, target=part, destination="")

    def _box(self) -> None:
        if self._state.target is not None:
            self._event(Break.BOX_START)
            self._state = replace(self._state, box=True)

    def _character_property(self, word: str, number: int | None) -> bool:
        on = number != 0
        match word:
            case "v":
                self._state = replace(self._state, hidden=on)
            case "caps":
                self._state = replace(self._state, capitals=on)
            case "deleted":
                self._result.changes += on
                self._state = replace(self._state, deleted=on)
            case "revised":
                self._result.changes += on
            case "plain":
                self._state = replace(self._state, hidden=False, capitals=False, deleted=False)
            case "f":
                self._chosen_font(number or 0)
            case "uc":
                self._state = replace(self._state, skip_after_unicode=max(0, min(number or 0, 10)))
            case _:
                return False
        return True

    def _chosen_font(self, number: int) -> None:
        if self._state.font_table:
            self._font = number
        else:
            self._state = replace(self._state, codec=self._fonts.get(number, self._default))

    def _document_property(self, word: str, number: int | None) -> None:
        match word:
            case "fcharset" if self._state.font_table:
                self._fonts[self._font] = _codec_of(number or 0, self._default)
            case "ansicpg" if number:
                self._default = _known_codec(f"cp{number}") or self._default
                self._state = replace(self._state, codec=self._default)
            case "mac":
                self._default = "mac_roman"
                self._state = replace(self._state, codec=self._default)
            case "titlepg":
                self._result.has_first_page = True
            case "pard":
                self._before = self._after = 0.0
            case "sb":
                self._before = (number or 0) / 20
            case "sa":
                self._after = (number or 0) / 20
            case _:
                return


_BREAKS = {
    "par": Break.PARAGRAPH,
    "sect": Break.PARAGRAPH,
    "page": Break.PARAGRAPH,
    "line": Break.LINE,
    "softline": Break.LINE,
    "trowd": Break.ROW_START,
    "cell": Break.CELL,
    "nestcell": Break.CELL,
    "row": Break.ROW_END,
}


def _codec_of(charset: int, default: str) -> str:
    return _SYMBOL if charset == _SYMBOL_CHARSET else _CHARSETS.get(charset, default)


def _known_codec(name: str) -> str | None:
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name
