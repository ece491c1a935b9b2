"""Write the DOCX fixtures: `fixtures/docx/<stem>.source.toml` -> `<stem>.docx` beside it, always the same bytes.

Usage: python scripts/make_docx_fixtures.py [STEM ...]

Needs nothing but Python. A source has `header`, `footer`, `author` and `comment`, and blocks. A block has a `text`,
each line of which is a paragraph; or `boxes`, texts in boxes that stand in one paragraph, as Word writes them; or
`cells`, those of a table's row. `bullets` makes its lines a list; `deleted` tells that a tracked change takes them
away. In a text `!` at the start of a line makes it bold, `{+...+}` was inserted and `{-...-}` deleted without being
accepted, a broken bar cuts a run in two, `[[label|url]]` is a hyperlink; soft hyphens, no-break hyphens and tabs become
Word's own elements.
"""

import re
import sys
import tomllib
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from scripts.make_format_fixtures import FIXTURES, STYLES, changed, docx_package, paragraph, text_box

FOLDER = FIXTURES / "docx"
ELEMENTS = {"\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>", "\t": "<w:tab/>"}
MARKS = re.compile(
    r"\{\+(?P<ins>.*?)\+\}|\{-(?P<del>.*?)-\}|\[\[(?P<label>[^|\]]+)\|(?P<url>[^\]]*)\]\]|(?P<text>(?:(?!\{[+-]|\[\[).)+)"
)
BULLET = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/></w:lvl>'
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{BULLET}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
REMOVED = '<w:rPr><w:del w:id="3" w:author="Rosa Quispe"/></w:rPr>'


class Package:
    """A DOCX in the making: the links that its text has so far."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.source = source
        self.links: dict[str, str] = {}
        self._numbers = count(1)

    def file(self) -> bytes:
        """The bytes of the file."""
        parts = {"styles": STYLES, "numbering": NUMBERING}
        body = "".join(self._block(block) for block in self.source["block"])
        section = ""
        for name, part in (("header", "header1"), ("footer", "footer1")):
            if name in self.source:
                parts[part] = paragraph(_runs(self.source[name]))
                section += f'<w:{name}Reference w:type="default" r:id="{part}"/>'
        if "comment" in self.source:
            content = paragraph(_runs(self.source["comment"]))
            parts["comments"] = f'<w:comment w:id="1" w:author="Rosa Quispe">{content}</w:comment>'
        author = self.source.get("author", "Amnesty International")
        return docx_package(f"{body}<w:sectPr>{section}</w:sectPr>", parts, author, self.links)

    def _block(self, block: dict[str, Any]) -> str:
        if "boxes" in block:
            return paragraph("".join(text_box(*box.strip().split("\n")) for box in block["boxes"]))
        if "cells" in block:
            cells = "".join(f"<w:tc>{self._lines(cell, '')}</w:tc>" for cell in block["cells"])
            return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        properties = LISTED * block.get("bullets", False) + REMOVED * block.get("deleted", False)
        return self._lines(block["text"], properties) + paragraph("") * (not block.get("bullets", False))

    def _lines(self, text: str, properties: str) -> str:
        return "".join(paragraph(self._line(line), "", properties) for line in text.strip("\n").split("\n"))

    def _line(self, line: str) -> str:
        bold = line.startswith("!")
        return "".join(self._piece(match, bold=bold) for match in MARKS.finditer(line.removeprefix("!")))

    def _piece(self, match: re.Match[str], *, bold: bool) -> str:
        if match["url"] is not None:
            name = f"link{next(self._numbers)}"
            self.links[name] = match["url"]
            return f'<w:hyperlink r:id="{name}">{_runs(match["label"])}</w:hyperlink>'
        for kind in ("ins", "del"):
            if match[kind] is not None:
                return changed(kind, match[kind])
        return _runs(match["text"], bold=bold)


def _runs(text: str, *, bold: bool = False) -> str:
    """Runs of a text, cut at its broken bars."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return "".join(f"<w:r>{properties}{_content(piece)}</w:r>" for piece in text.split("\u00a6") if piece)


def _content(text: str) -> str:
    pieces = re.split("([\u00ad\u2011\t])", text)
    return "".join(
        ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces if piece
    )


def made(source: Path) -> bytes:
    """The file that a source gives."""
    return Package(tomllib.loads(source.read_text("utf-8"))).file()


def main(stems: list[str]) -> None:
    """Write the fixtures of the given stems, or all."""
    for source in sorted(FOLDER.glob("*.source.toml")):
        stem = source.name.removesuffix(".source.toml")
        if not stems or stem in stems:
            (FOLDER / f"{stem}.docx").write_bytes(made(source))


if __name__ == "__main__":
    main(sys.argv[1:])
