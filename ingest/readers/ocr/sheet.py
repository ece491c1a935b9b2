"""One picture of a page -> its characters: turned so that its writing is upright, read, and placed."""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ingest.kept_patterns import compiled
from ingest.layout.page import PageContent
from ingest.readers.ocr import OcrSettings
from ingest.readers.ocr.ink import ink_of, is_blank
from ingest.readers.ocr.placing import placed_runs
from ingest.readers.ocr.upright import lie_of
from ingest.readers.ocr.words import Engine, Word, WordLine, mean_confidence
from ingest.reading import PageTurn

if TYPE_CHECKING:
    from PIL.Image import Image

_BULLETS = "*\u2022"
_SPECK = compiled(r"^[.,;:](?=[^\W\d_])")
_DOT = 0.3
"""A lone mark smaller than this part of the words' height is a speck; a dash, a colon or a bar is not."""
_SURE = 0.80
"""A page that is read with less confidence is also tried upside down."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What OCR made of a picture. `content` is in points of the upright page; `turn` leads back to the shown one."""

    content: PageContent
    turn: PageTurn | None
    confidence: float
    blank: bool = False


@dataclass(frozen=True, slots=True)
class _View:
    """A picture turned clockwise by `angle` degrees, and what was read in it."""

    picture: "Image"
    angle: float
    lines: list[WordLine]

    @property
    def confidence(self) -> float:
        return mean_confidence(self.lines)

    @property
    def weight(self) -> float:
        """How much was read how well."""
        return self.confidence * sum(len(word.text) for line in self.lines for word in line)


def read_sheet(picture: "Image", scale: float, engine: Engine, settings: OcrSettings) -> ReadSheet:
    """Read a grey picture with `scale` pixels a point. Raises OcrTimeout or OcrFailure."""
    width, height = picture.width / scale, picture.height / scale
    ink = ink_of(picture)
    if is_blank(ink):
        return ReadSheet(PageContent(width, height), None, 0.0, blank=True)
    lie = lie_of(ink)
    angle = (-90.0 if lie.sideways else 0.0) - (lie.tilt if settings.deskew else 0.0)
    view = _read(picture, angle, engine, settings)
    if view.confidence < _SURE:
        other = _read(picture, angle + 180.0, engine, settings)
        view = max(view, other, key=lambda one: one.weight)
    return _placed(view, scale, width, height)


def _read(picture: "Image", angle: float, engine: Engine, settings: OcrSettings) -> _View:
    turned = _turned(picture, angle)
    return _View(turned, angle, _without_dots(engine.read(turned, settings.seconds)))


def _without_dots(lines: list[WordLine]) -> list[WordLine]:
    """The lines without the lone marks that engines make of specks and edges."""
    height = median([word.bottom - word.top for line in lines for word in line if _has_letters(word)] or [0.0])

    def is_dot(word: Word) -> bool:
        return not _has_letters(word) and max(word.x1 - word.x0, word.bottom - word.top) < _DOT * height

    kept = (tuple(_without_speck(word) for word in line if not is_dot(word)) for line in lines)
    return [line for line in kept if any(_has_letters(word) for word in line)]


def _without_speck(word: Word) -> Word:
    """The word without a stop or comma before its first letter: a speck that touches it."""
    return word._replace(text=_SPECK.sub("", word.text))


def _has_letters(word: Word) -> bool:
    return any(char.isalnum() or char in _BULLETS for char in word.text)


def _turned(picture: "Image", clockwise: float) -> "Image":
    """The picture turned about its middle, whole; the corners that appear have the paper's shade."""
    from PIL import Image

    quarters = round(clockwise / 90.0) % 4
    ways = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    if quarters:
        picture = picture.transpose(ways[quarters])
    rest = clockwise - 90.0 * round(clockwise / 90.0)
    if not rest:
        return picture
    return picture.rotate(-rest, Image.Resampling.BICUBIC, expand=True, fillcolor=_paper_shade(picture))


def _paper_shade(picture: "Image") -> int:
    """The commonest of the light shades."""
    counts = picture.histogram()
    return max(range(128, 256), key=lambda shade: counts[shade])


def _placed(view: _View, scale: float, width: float, height: float) -> ReadSheet:
    own_width, own_height = view.picture.width / scale, view.picture.height / scale
    runs = tuple(placed_runs(view.lines, ink_of(view.picture), scale))
    turn = PageTurn(view.angle % 360.0, own_width, own_height, width, height) if view.angle else None
    return ReadSheet(PageContent(own_width, own_height, runs), turn, view.confidence)
