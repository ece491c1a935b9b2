"""Random pages whose reading order is known: bands of one to three columns between headings and full-width text.

Columns differ in font size, line spacing, height of their first line and number of lines; their texts have no meaning.
"""

import io
import random
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT, MARGIN = 600.0, 850.0, 40.0
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
_SYLLABLES = (
    "ba",
    "bo",
    "da",
    "de",
    "fa",
    "go",
    "ka",
    "ki",
    "lo",
    "mi",
    "no",
    "pe",
    "ra",
    "si",
    "ta",
    "tu",
    "ve",
    "zo",
)


@dataclass(frozen=True)
class Layout:
    """What a page is drawn from: gutters in points, lines in a column; `level`: columns set on the same lines."""

    gutter: tuple[float, float] = (10.0, 40.0)
    lines: tuple[int, int] = (3, 18)
    level: float = 0.3
    styles: tuple[str, ...] = ("justified", "ragged", "address", "address")


@dataclass
class RandomPage:
    """A page in the making: the lines in the order in which one reads them, and where each is drawn."""

    chance: random.Random
    truth: list[str] = field(default_factory=list)
    drawn: list[tuple[float, float, str, str, float, float]] = field(default_factory=list)
    y: float = 50.0

    def put(self, x: float, y: float, text: str, font: str, size: float, width: float = 0.0) -> None:
        """Draw a line with its baseline at `y`, stretched to `width` if one is given."""
        blanks = text.count(" ")
        gap = (width - pdfmetrics.stringWidth(text, font, size)) / blanks if width and blanks else 0.0
        self.truth.append(text)
        self.drawn.append((x, y, text, font, size, gap if 0 <= gap < 0.5 * size else 0.0))

    def line(self, font: str, size: float, width: float) -> str:
        """As many words as fit the width."""
        text = self._word()
        while pdfmetrics.stringWidth(longer := f"{text} {self._word()}", font, size) <= width:
            text = longer
        return text if pdfmetrics.stringWidth(text, font, size) <= width else "bada"

    def _word(self) -> str:
        return "".join(self.chance.choice(_SYLLABLES) for _ in range(self.chance.randint(1, 5)))

    def paragraph(self, size: float, width: float, count: int, style: str) -> list[str]:
        """Lines of one size: running text with a short last line, or an address."""
        shares = [self.chance.uniform(0.4, 0.95) if style == "address" else 1.0 for _ in range(count)]
        if style != "address":
            shares[-1] = self.chance.uniform(0.3, 0.9)
        if style == "ragged":
            shares = [share * self.chance.uniform(0.8, 1.0) for share in shares]
        return [self.line(PLAIN, size, width * share) for share in shares]

    def full(self) -> None:
        """A paragraph over the whole width."""
        for text in self.paragraph(10.0, WIDTH - 2 * MARGIN, self.chance.randint(2, 5), "justified"):
            self.y += 12.5
            self.put(MARGIN, self.y, text, PLAIN, 10.0)
        self.y += 8.0

    def heading(self) -> None:
        """A line in bold capitals, often larger."""
        size = self.chance.choice([10.0, 14.0, 18.0, 22.0])
        self.y += 1.4 * size
        text = self.line(BOLD, size, (WIDTH - 2 * MARGIN) * self.chance.uniform(0.3, 0.6)).upper()
        self.put(MARGIN, self.y, text, BOLD, size)
        self.y += 0.4 * size

    def band(self, layout: Layout) -> None:
        """Two or three columns side by side, from the left margin or further in."""
        count = self.chance.choice([2, 2, 3])
        left = self.chance.choice([MARGIN, MARGIN, self.chance.uniform(60, 120)])
        right = self.chance.choice([WIDTH - MARGIN, WIDTH - MARGIN, self.chance.uniform(440, 540)])
        gutters = [self.chance.uniform(*layout.gutter) for _ in range(count - 1)] + [0.0]
        shares = [self.chance.uniform(0.7, 1.3) for _ in range(count)]
        widths = [(right - left - sum(gutters)) * share / sum(shares) for share in shares]
        level = self.chance.random() < layout.level
        size, leading = self.chance.choice([8.0, 9.0, 10.0, 11.0]), self.chance.uniform(1.12, 1.4)
        top = lowest = self.y + self.chance.uniform(4, 14)
        for width, gutter in zip(widths, gutters, strict=True):
            shift = 0.0
            if not level:
                size, leading = self.chance.choice([8.0, 9.5, 10.0, 12.0]), self.chance.uniform(1.1, 1.6)
                shift = self.chance.uniform(0, 1.2) * size
            lowest = max(lowest, self.column(left, top + shift, width, size, leading, layout))
            left += width + gutter
        self.y = lowest + self.chance.uniform(6, 20)

    def column(self, x: float, top: float, width: float, size: float, leading: float, layout: Layout) -> float:
        """One column; gives the height of its last line."""
        style, gap = self.chance.choice(layout.styles), self.chance.uniform(0.5, 1.0)
        y = top + size - leading * size
        if self.chance.random() < 0.3:
            y += leading * size
            self.put(x, y, self.line(BOLD, size, 0.8 * width), BOLD, size)
        left = self.chance.randint(*layout.lines)
        while left > 0:
            count = min(left, self.chance.randint(2, 7))
            count += left - count == 1
            lines = self.paragraph(size, width, count, style)
            for number, text in enumerate(lines, start=1):
                y += leading * size
                self.put(x, y, text, PLAIN, size, width if style == "justified" and number < count else 0.0)
            left -= count
            y += gap * leading * size if left and self.chance.random() < 0.6 else 0.0
        return y


def random_page(chance: random.Random, layout: Layout) -> RandomPage:
    """A page of one or two bands that ends above the lower margin."""
    while True:
        page = RandomPage(chance)
        for part in (page.heading, page.full):
            if chance.random() < 0.6:
                part()
        page.band(layout)
        if chance.random() < 0.4:
            page.heading()
        page.full()
        if chance.random() < 0.4:
            page.band(layout)
            page.full()
        if page.y < HEIGHT - 30:
            return page


def random_file(seed: int, layout: Layout, count: int) -> tuple[bytes, list[list[str]]]:
    """A PDF of so many pages, and the lines of each page in reading order."""
    chance, file = random.Random(seed), io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    truths = []
    for _ in range(count):
        page = random_page(chance, layout)
        for x, y, text, font, size, gap in page.drawn:
            canvas.setFont(font, size)
            canvas.drawString(x, HEIGHT - y, text, wordSpace=gap)
        canvas.showPage()
        truths.append(page.truth)
    canvas.save()
    return file.getvalue(), truths
