"""The engines by name: each is loaded when the first page needs it, and once in a process."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from ingest.errors import MissingExtra, MissingProgram, UacaseError
from ingest.readers.ocr import OcrChoice, tesseract
from ingest.readers.ocr.rapid import RapidEngine
from ingest.readers.ocr.tesseract import TesseractEngine
from ingest.readers.ocr.words import Engine

EXTRA = "ocr"
_PACKAGES = ("rapidocr", "onnxruntime")


def engine_for(choice: OcrChoice) -> Engine:
    """The engine that a choice means. Raises MissingExtra or MissingProgram where it is not installed."""
    chosen = _in_place_of_auto() if choice is OcrChoice.AUTO else choice
    missing = missing_engine(chosen)
    if missing is not None:
        raise missing
    return _loaded(chosen)


def missing_engine(choice: OcrChoice) -> UacaseError | None:
    """The error that says what to install for a choice; None where it is there."""
    if choice is OcrChoice.TESSERACT:
        return None if tesseract.is_installed() else MissingProgram("Tesseract", "tesseract-ocr")
    if choice is OcrChoice.AUTO and tesseract.is_installed():
        return None
    return None if _has_rapidocr() else MissingExtra("reading scans (OCR)", EXTRA)


def _in_place_of_auto() -> OcrChoice:
    return OcrChoice.TESSERACT if not _has_rapidocr() and tesseract.is_installed() else OcrChoice.RAPIDOCR


def _has_rapidocr() -> bool:
    try:
        return all(find_spec(name) is not None for name in _PACKAGES)
    except (ImportError, ValueError):
        return False


@cache
def _loaded(choice: OcrChoice) -> Engine:
    makers: dict[OcrChoice, Callable[[], Engine]] = {
        OcrChoice.RAPIDOCR: RapidEngine,
        OcrChoice.TESSERACT: TesseractEngine,
    }
    try:
        return makers[choice]()
    except ImportError as error:
        raise MissingExtra("reading scans (OCR)", EXTRA) from error
