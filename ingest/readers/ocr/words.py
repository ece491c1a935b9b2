"""What an OCR engine gives, and what every engine must be able to do."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image


class Word(NamedTuple):
    """A word in a picture: its box in pixels from the top left corner, and how sure the engine is (0 to 1)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


WordLine = tuple[Word, ...]
"""Words that the engine takes for one line, from left to right."""


class OcrTimeout(Exception):
    """An engine needed more seconds for a page than it was given."""


class OcrFailure(Exception):
    """An engine broke on a page."""


class Engine(Protocol):
    """An OCR engine, loaded once and used for many pages."""

    @property
    def name(self) -> str:
        """What `source.engine` calls it."""
        ...

    def read(self, picture: "Image", seconds: float) -> list[WordLine]:
        """The lines of a grey picture whose writing is upright. Raises OcrTimeout or OcrFailure."""
        ...


def mean_confidence(lines: list[WordLine]) -> float:
    """The mean confidence of all words, each counted by its characters; 0 where there is none."""
    characters = sum(len(word.text) for line in lines for word in line)
    if not characters:
        return 0.0
    return sum(word.confidence * len(word.text) for line in lines for word in line) / characters
