"""Pages for the layout tests: text at a place, in a font whose characters are all half as wide as high."""

from array import array

from ingest.layout.page import LinkArea, PageContent, TextRun

HEIGHT, WIDTH = 800.0, 600.0
LEADING = 1.2


def run(text: str, x: float, y: float, size: float = 10.0, step: float = 0.5, symbols: bool = False) -> TextRun:
    """A run from `x` on, its baseline `y` below the top; the pen goes on by `step` font sizes a character."""
    starts = array("d", [x + index * step * size for index in range(len(text))])
    ends = array("d", [start + 0.5 * size for start in starts])
    return TextRun(text, starts, ends, y, size, symbols=symbols)


def block(x: float, y: float, *lines: str, size: float = 10.0, leading: float = LEADING) -> list[TextRun]:
    """Lines one below the other; an empty one leaves its space blank."""
    placed = [(line, y + number * leading * size) for number, line in enumerate(lines)]
    return [run(line, x, baseline, size) for line, baseline in placed if line]


def page(*blocks: list[TextRun], links: tuple[LinkArea, ...] = ()) -> PageContent:
    """A page of blocks in drawing order."""
    return PageContent(WIDTH, HEIGHT, tuple(text_run for block_ in blocks for text_run in block_), links)
