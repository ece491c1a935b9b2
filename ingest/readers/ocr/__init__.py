"""Pages that hold no usable text are rendered, set upright and read by an OCR engine.

The words go through the same geometry (`ingest.layout`) as the characters of digital pages.
"""

from dataclasses import dataclass
from enum import StrEnum


class OcrChoice(StrEnum):
    """What reads pages without text. AUTO: RapidOCR where it is installed, otherwise Tesseract where it is."""

    AUTO = "auto"
    OFF = "off"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """How pages without text are read.

    A page whose mean confidence (0 to 1) is below `least_confidence` gives a finding. `seconds` bound the time for one
    page as far as the engine can be stopped. `deskew` straightens tilted pages; it is on but for measurements.
    """

    choice: OcrChoice = OcrChoice.AUTO
    least_confidence: float = 0.60
    seconds: float = 120.0
    deskew: bool = True
