"""Fixes applied to a DOCX: only the runs that hold the text change; every other byte of every part stays.

A fix is applied where its text stands in the paragraphs exactly as often as the reader found it, so that nothing else
that happens to read the same is touched.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, unescape

from ingest.fixes.fix import Fix
from ingest.kept_patterns import compiled

_PARTS = compiled(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_BETWEEN = {"tab": "\t", "br": "\n", "cr": "\n"}


@dataclass(slots=True)
class _Piece:
    """The text of one `w:t`, and the bytes `start` to `end` of the part that hold it; a sign between has none."""

    text: str
    start: int = -1
    end: int = -1

    @property
    def fixed(self) -> bool:
        """Whether it is a sign that no text can be written into."""
        return self.start < 0


@dataclass(slots=True)
class _Paragraph:
    """The pieces of a paragraph. `repeated`: it says again, for old programs, what stands in another one."""

    repeated: bool
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it prints, with plain blanks."""
        return _with_plain_blanks("".join(piece.text for piece in self.pieces))


def _with_plain_blanks(text: str) -> str:
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)


def mended(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """The bytes of a DOCX with the fixes in it; as they were where none can be applied."""
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: package.read(name) for name in package.namelist() if _PARTS.fullmatch(name)}
    paragraphs = {name: _paragraphs(part) for name, part in parts.items()}
    wanted = Counter((fix.old, fix.new) for fix in fixes if not {"\n", "\t"} & set(fix.old))
    taken = [(old, new) for (old, new), count in wanted.items() if _standing(paragraphs.values(), old) == count]
    changed = {name: _spliced(part, paragraphs[name], taken) for name, part in parts.items()}
    if changed == parts:
        return data
    return _packed(package, changed)


def _standing(parts: Iterable[list[_Paragraph]], old: str) -> int:
    """How often a text stands in the paragraphs, as a whole."""
    return sum(len(_places(one.text, old)) for part in parts for one in part if not one.repeated)


def _places(text: str, old: str) -> list[int]:
    """Where `old` stands, not as a part of a longer word or number."""
    return [match.start() for match in re.finditer(rf"(?<![\w+]){re.escape(old)}(?!\w)", text)]


def _paragraphs(part: bytes) -> list[_Paragraph]:
    """The paragraphs of a part, with the bytes of each text. Names count without their prefix."""
    found: list[_Paragraph] = []
    open_paragraphs: list[_Paragraph] = []
    opened: list[tuple[int, list[str]]] = []
    fallback = 0
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal fallback
        bare = name.rpartition(":")[2]
        fallback += bare == "Fallback"
        if bare == "p":
            open_paragraphs.append(_Paragraph(fallback > 0))
            found.append(open_paragraphs[-1])
        elif bare == "t" and open_paragraphs:
            opened.append((_behind_tag(part, parser.CurrentByteIndex), []))
        elif bare in _BETWEEN and open_paragraphs:
            open_paragraphs[-1].pieces.append(_Piece(_BETWEEN[bare]))

    def characters(text: str) -> None:
        if opened:
            opened[-1][1].append(text)

    def end(name: str) -> None:
        nonlocal fallback
        bare = name.rpartition(":")[2]
        fallback -= bare == "Fallback"
        if bare == "p" and open_paragraphs:
            open_paragraphs.pop()
        elif bare == "t" and opened:
            begin, texts = opened.pop()
            if part[begin - 2 : begin] != b"/>":
                open_paragraphs[-1].pieces.append(_Piece("".join(texts), begin, parser.CurrentByteIndex))

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        return []
    return [one for one in found if _is_as_written(part, one)]


def _behind_tag(part: bytes, position: int) -> int:
    """The byte behind the tag that begins at `position`; a quoted value may hold the sign that ends tags."""
    match = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>").match(part, position)
    return match.end() if match else position


def _is_as_written(part: bytes, paragraph: _Paragraph) -> bool:
    """Whether the bytes of each piece are its text, in UTF-8, with nothing but the usual entities."""
    return all(
        piece.fixed
        or unescape(part[piece.start : piece.end].decode("utf-8", errors="replace"), _ENTITIES) == piece.text
        for piece in paragraph.pieces
    )


_ENTITIES = {"&quot;": '"', "&apos;": "'"}


def _spliced(part: bytes, paragraphs: list[_Paragraph], fixes: list[tuple[str, str]]) -> bytes:
    """The part with the texts of the pieces that a fix changes written anew."""
    changed: dict[int, tuple[int, str]] = {}
    for paragraph in paragraphs:
        texts = [piece.text for piece in paragraph.pieces]
        for old, new in fixes:
            for place in reversed(_places(_with_plain_blanks("".join(texts)), old)):
                _replace(paragraph, texts, place, old, new)
        for piece, text in zip(paragraph.pieces, texts, strict=True):
            if text != piece.text and not piece.fixed:
                changed[piece.start] = (piece.end, text)
    for start in sorted(changed, reverse=True):
        end, text = changed[start]
        part = part[:start] + escape(text).encode() + part[end:]
    return part


def _replace(paragraph: _Paragraph, texts: list[str], place: int, old: str, new: str) -> None:
    """Write `new` for `old` at an offset of the paragraph's joined `texts`; change none that need not change."""
    head = next((index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start, end = place + head, place + len(old) - tail
    written = new[head : len(new) - tail]
    for index, low, high in list(_ranges(texts)):
        if paragraph.pieces[index].fixed:
            continue
        text = texts[index]
        holds = low <= start < high or (start == end == high)
        a, b = max(start, low) - low, min(end, high) - low
        if holds or a < b:
            texts[index] = text[:a] + (written if holds else "") + text[max(a, b) :]
            if holds:
                written = ""


def _ranges(texts: list[str]) -> Iterator[tuple[int, int, int]]:
    position = 0
    for index, text in enumerate(texts):
        yield index, position, position + len(text)
        position += len(text)


def _packed(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The package with other bytes in some entries; order, dates, attributes and remarks are kept."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        written.comment = package.comment
        for entry in package.infolist():
            data = changed.get(entry.filename)
            written.writestr(copy(entry), package.read(entry) if data is None else data, entry.compress_type)
    return target.getvalue()
