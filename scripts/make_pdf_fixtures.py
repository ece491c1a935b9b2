"""Draw the PDF fixtures: `fixtures/pdf/<stem>.source.toml` -> `<stem>.pdf` beside it, always the same bytes.

Usage: python scripts/make_pdf_fixtures.py [STEM ...]

Needs reportlab (a development dependency) and the DejaVu fonts (Debian: apt-get install fonts-dejavu-core).

A source has page settings (`paper`, `rotate`, `crop`, `head`, `foot`, `number`, and `watermark`, pale words across each
page) and blocks, drawn one below the other. A block has a `text`, or `columns` that begin at one height, each with `x`,
`width` and `text`. Its `ground` is a grey box `[x, top, width, height]` under it. `justify` spreads the words of a line
over the width, each drawn by itself; `small_capitals` prints small letters as smaller capitals; `typed` sets lines as
they are, in letters of one width. Lengths are points. In a text, a line feed ends a line and a blank line a
paragraph; longer lines are broken at blanks and soft hyphens. `!` at the start of a line makes it bold, `*` a bullet of
a symbol font (of the block's `bullet` instead, if it has one), a tab goes to the next tab stop, `[[label|url]]` is a
hyperlink, and `^{1}` is small and raised. Over `{{black|text}}` a bar is painted once the page is written, black,
white, or as a yellow highlighter would (`yellow`).
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent.parent / "fixtures" / "pdf"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
PLAIN, BOLD, TYPED, BULLETS = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono", "ZapfDingbats"
PRIVATE_BULLET = 0xF0B7
"""The code under which Word's symbol font has its bullet; the fixtures' font gets it too."""
PAPERS = {"A4": A4, "Letter": LETTER}
TOP_MARGIN, BOTTOM_MARGIN = 56.0, 64.0
LEADING = 1.22
BULLET_INDENT = 1.6
TAB_STOPS = 40.0
CELL_PADDING = 5.0
SOFT_HYPHEN = "\u00ad"
RAISED = re.compile(r"\^\{([^}]*)\}")
RAISED_SIZE, RAISED_BY = 0.65, 0.35
SMALL_CAPITAL_SIZE = 0.78
WATERMARK_SIZE, WATERMARK_ANGLE = 46, 52
PALE = 0.93
MARKED = re.compile(
    r"\[\[(?P<label>[^|\]]+)\|(?P<url>[^\]]*)\]\]|\{\{(?P<paint>black|white|yellow)\|(?P<covered>[^}]+)\}\}"
)
PAINTS = {"black": ((0, 0, 0), "Normal"), "white": ((1, 1, 1), "Normal"), "yellow": ((1, 1, 0), "Multiply")}
"""The colours of bars, and how they are mixed with what is under them."""


@dataclass(frozen=True)
class Style:
    """How a block's text looks. `spacing` parts the letters, `double` draws all twice, both in points."""

    x: float
    width: float
    size: float = 9.0
    bold: bool = False
    spacing: float = 0.0
    double: float = 0.0
    words: bool = False
    justify: bool = False
    small_capitals: bool = False
    typed: bool = False
    paragraph_gap: float = 6.0
    bullet: str = ""

    @property
    def font(self) -> str:
        """The font's name."""
        if self.typed:
            return TYPED
        return BOLD if self.bold else PLAIN

    @property
    def leading(self) -> float:
        """From baseline to baseline."""
        return self.size * LEADING

    def text_width(self, text: str) -> float:
        """The width of a printed text."""
        return sum(
            float(pdfmetrics.stringWidth(part, self.font, self.size * scale)) + self.spacing * len(part)
            for part, scale, _ in _parts(text, small_capitals=self.small_capitals)
        )


@dataclass(frozen=True)
class Word:
    """A word with the link that it is part of and the paint of a bar over it. Soft hyphens tell where it may break."""

    text: str
    url: str | None = None
    paint: str | None = None


class Drawing:
    """A PDF in the making; `y` is the height of the pen above the page's lower edge."""

    def __init__(self, source: dict[str, Any], path: Path) -> None:
        self.source = source
        self.width, self.height = PAPERS[source.get("paper", "A4")]
        if source.get("rotate", 0) % 180:
            self.width, self.height = self.height, self.width
        self.canvas = Canvas(str(path), pagesize=(self.width, self.height), invariant=1, initialFontName=PLAIN)
        self.page = 1
        self.bars: list[tuple[str, tuple[float, float, float, float]]] = []
        self._begin_page()

    def _begin_page(self) -> None:
        self._turn()
        self._draw_watermark()
        self.y = self.height - TOP_MARGIN
        size = 7.5
        self.canvas.setFont(PLAIN, size)
        self.canvas.drawString(56, self.height - 30, self.source.get("head", ""))
        self.canvas.drawString(56, 30, self.source.get("foot", ""))
        if self.source.get("number"):
            self.canvas.drawCentredString(self.width - 60, 30, str(self.page))

    def _draw_watermark(self) -> None:
        if "watermark" not in self.source:
            return
        self.canvas.saveState()
        self.canvas.translate(self.width / 2, self.height / 2)
        self.canvas.rotate(WATERMARK_ANGLE)
        self.canvas.setFillGray(PALE)
        self.canvas.setFont(BOLD, WATERMARK_SIZE)
        self.canvas.drawCentredString(0, 0, self.source["watermark"])
        self.canvas.restoreState()

    def _turn(self) -> None:
        """Turn the drawing so that it stands upright where the viewer turns the page."""
        rotation = self.source.get("rotate", 0)
        if rotation:
            self.canvas.setPageRotation(rotation)
        if rotation == 90:
            self.canvas.transform(0, 1, -1, 0, self.height, 0)
        if "crop" in self.source:
            self.canvas.setCropBox(self.source["crop"])

    def break_page(self) -> None:
        """Go on at the top of a new page."""
        self._paint_bars()
        self.canvas.showPage()
        self.page += 1
        self._begin_page()

    def save(self) -> None:
        """Write the file."""
        self._paint_bars()
        self.canvas.save()

    def _paint_bars(self) -> None:
        for paint, box in self.bars:
            colour, mode = PAINTS[paint]
            self.canvas.saveState()
            if mode != "Normal":
                self.canvas.setBlendMode(mode)
            self.canvas.setFillColorRGB(*colour)
            self.canvas.rect(*box, stroke=0, fill=1)
            self.canvas.restoreState()
        self.bars.clear()

    def draw_block(self, block: dict[str, Any]) -> None:
        """Draw one block of the source below what is drawn already."""
        if block.get("break"):
            self.break_page()
        self.y -= block.get("gap", 0.0)
        if "top" in block:
            self.y = self.height - block["top"]
        if "ground" in block:
            self._paint_ground(*block["ground"])
        columns = block.get("columns") or [block]
        start, page, lowest = self.y, self.page, self.y
        inherited = {key: value for key, value in block.items() if key not in ("columns", "text")}
        for column in columns:
            self.y = start - column.get("drop", 0.0)
            self._draw_text(column["text"], _style(inherited | column))
            lowest = min(lowest, self.y) if self.page == page else self.y
            if column.get("frame"):
                self._draw_frame(_style(inherited | column), start, self.y)
        if block.get("rules"):
            for column in columns:
                self._draw_frame(_style(inherited | column), start, lowest)
        self.y = lowest

    def _paint_ground(self, x: float, top: float, width: float, height: float) -> None:
        self.canvas.saveState()
        self.canvas.setFillGray(PALE)
        self.canvas.rect(x, self.height - top - height, width, height, stroke=0, fill=1)
        self.canvas.restoreState()

    def _draw_frame(self, style: Style, top: float, bottom: float) -> None:
        pad = CELL_PADDING
        self.canvas.rect(
            style.x - pad,
            bottom - pad,
            style.width + 2 * pad,
            top - bottom + style.size + pad,
            stroke=1,
            fill=0,
        )

    def _draw_text(self, text: str, style: Style) -> None:
        for number, paragraph in enumerate(text.strip("\n").split("\n\n")):
            if number:
                self.y -= style.paragraph_gap
            for line in paragraph.split("\n"):
                self._draw_line(line, style)

    def _draw_line(self, line: str, style: Style) -> None:
        """Draw a line of the source, broken into as many printed lines as it needs."""
        if line.startswith("!"):
            line, style = line[1:], replace(style, bold=True)
        if style.typed:
            self.canvas.setFont(style.font, style.size)
            self.canvas.drawString(style.x, self.y, line)
            self.y -= style.leading
            return
        if "\t" in line:
            self._draw_tabbed(line.split("\t"), style)
            return
        bullet = line.startswith("*")
        if bullet:
            indent = BULLET_INDENT * style.size
            line, style = line[1:].strip(), replace(style, x=style.x + indent, width=style.width - indent)
        lines = list(_broken(_words(line), style))
        for number, words in enumerate(lines):
            if self.y < BOTTOM_MARGIN:
                self.break_page()
            if bullet and number == 0:
                self._draw_bullet(style)
            self._draw_words(words, style, spread=style.justify and number + 1 < len(lines))
            self.y -= style.leading

    def _draw_bullet(self, style: Style) -> None:
        if style.bullet:
            self.canvas.setFont(style.font, style.size)
        else:
            self.canvas.setFont(BULLETS, style.size * 0.8)
        self.canvas.drawString(style.x - BULLET_INDENT * style.size, self.y, style.bullet or "n")

    def _draw_tabbed(self, cells: list[str], style: Style) -> None:
        x = style.x
        for cell in cells:
            self._draw_words(_words(cell), replace(style, x=x))
            x += ((style.text_width(cell) + style.size) // TAB_STOPS + 1) * TAB_STOPS
        self.y -= style.leading

    def _draw_words(self, words: list[Word], style: Style, *, spread: bool = False) -> None:
        x = style.x
        gap = style.text_width(" ")
        if spread and len(words) > 1:
            printed = sum(style.text_width(word.text.replace(SOFT_HYPHEN, "")) for word in words)
            gap = (style.width - printed) / (len(words) - 1)
        for stretch in _stretches(words, apart=style.words or style.justify):
            text = " ".join(word.text for word in stretch)
            self._draw_string(x, text, style)
            if style.double:
                self._draw_string(x + style.double, text, style)
            width = style.text_width(text)
            if stretch[0].url is not None:
                box = (x, self.y - 0.25 * style.size, x + width, self.y + 0.8 * style.size)
                self.canvas.linkURL(stretch[0].url, box, relative=1)
            if stretch[0].paint is not None:
                bar = (x - 1, self.y - 0.3 * style.size, width + 2, 1.2 * style.size)
                self.bars.append((stretch[0].paint, bar))
            x += width + gap

    def _draw_string(self, x: float, text: str, style: Style) -> None:
        for part, scale, rise in _parts(text, small_capitals=style.small_capitals):
            size = style.size * scale
            self.canvas.setFont(style.font, size)
            self.canvas.drawString(x, self.y + style.size * rise, part, charSpace=style.spacing)
            x += pdfmetrics.stringWidth(part, style.font, size) + style.spacing * len(part)


def _parts(text: str, *, small_capitals: bool) -> Iterator[tuple[str, float, float]]:
    """The stretches of a text, each with its size and by how much it is raised, as parts of the font size."""
    for index, part in enumerate(RAISED.split(text)):
        if part and index % 2:
            yield part, RAISED_SIZE, RAISED_BY
        elif part and small_capitals:
            for word in re.finditer(r"[a-z]+|[^a-z]+", part):
                small = word.group()[0].islower()
                yield word.group().upper(), SMALL_CAPITAL_SIZE if small else 1.0, 0.0
        elif part:
            yield part, 1.0, 0.0


def _style(block: dict[str, Any]) -> Style:
    return Style(**{key: value for key, value in block.items() if key in Style.__dataclass_fields__})


def _words(line: str) -> list[Word]:
    words: list[Word] = []
    position = 0
    for mark in MARKED.finditer(line):
        words += [Word(text) for text in line[position : mark.start()].split()]
        words += [Word(text, mark["url"], mark["paint"]) for text in (mark["label"] or mark["covered"]).split()]
        position = mark.end()
    return words + [Word(text) for text in line[position:].split()]


def _broken(words: list[Word], style: Style) -> Iterator[list[Word]]:
    """The words in lines that fit the width."""
    line: list[Word] = []
    for word in words:
        rest = word
        while not _fits([*line, rest], style):
            head, tail = _split(line, rest, style)
            if head:
                line.append(head)
            if line:
                yield line
            line, rest = [], tail
            if not _fits([rest], style) and SOFT_HYPHEN not in rest.text:
                break
        line.append(rest)
    if line:
        yield line


def _split(line: list[Word], word: Word, style: Style) -> tuple[Word | None, Word]:
    """The longest part of the word that still fits, with a hyphen, and the rest."""
    places = [place for place, char in enumerate(word.text) if char == SOFT_HYPHEN]
    for place in reversed(places):
        head = replace(word, text=word.text[:place] + "-")
        if _fits([*line, head], style):
            return head, replace(word, text=word.text[place + 1 :])
    return None, word


def _fits(words: list[Word], style: Style) -> bool:
    return style.text_width(" ".join(word.text.replace(SOFT_HYPHEN, "") for word in words)) <= style.width


def _stretches(words: list[Word], *, apart: bool) -> Iterator[list[Word]]:
    """Words that are drawn in one go: those of one link or under one bar, or each alone if `apart`."""
    bare = [replace(word, text=word.text.replace(SOFT_HYPHEN, "")) for word in words]
    start = 0
    for index in range(1, len(bare) + 1):
        if index == len(bare) or apart or _marks(bare[index]) != _marks(bare[start]):
            yield bare[start:index]
            start = index


def _marks(word: Word) -> tuple[str | None, str | None]:
    return word.url, word.paint


def main(stems: list[str]) -> None:
    """Draw the fixtures of the given stems, or all."""
    plain = TTFont(PLAIN, FONTS / "DejaVuSans.ttf")
    plain.face.charToGlyph[PRIVATE_BULLET] = plain.face.charToGlyph[ord("\u2022")]
    pdfmetrics.registerFont(plain)
    for font in (BOLD, TYPED):
        pdfmetrics.registerFont(TTFont(font, FONTS / f"{font}.ttf"))
    for path in sorted(FOLDER.glob("*.source.toml")):
        stem = path.name.removesuffix(".source.toml")
        if stems and stem not in stems:
            continue
        source = tomllib.loads(path.read_text("utf-8"))
        drawing = Drawing(source, FOLDER / f"{stem}.pdf")
        for block in source["block"]:
            drawing.draw_block(block)
        drawing.save()


if __name__ == "__main__":
    main(sys.argv[1:])
