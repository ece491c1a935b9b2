"""The arguments of every command that reads documents, and where such a command reads from."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.commands.memory import USUAL_MEGABYTES
from ingest.commands.usage import positive, share
from ingest.errors import UnreadableFile

if TYPE_CHECKING:
    from ingest.pipeline import Options

STANDARD_INPUT = "-"


def reading_arguments(*, mentions: bool = True) -> argparse.ArgumentParser:
    """The options of every command that reads documents; without `mentions` of one that leaves them empty."""
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("reading")
    if mentions:
        _mention_arguments(group)
    else:
        options.set_defaults(mentions=False, spacy_model=None)
    group.add_argument(
        "--pdf-engine",
        choices=("auto", "pdfium", "pdfplumber"),
        default="auto",
        help="what reads a PDF's characters; auto: pdfium, and pdfplumber where that gives no usable text",
    )
    group.add_argument(
        "--ocr",
        choices=("auto", "off", "rapidocr", "tesseract"),
        default="auto",
        help="what reads pages that hold no text; auto: rapidocr where it is installed, otherwise tesseract",
    )
    group.add_argument(
        "--ocr-confidence",
        metavar="N",
        type=share,
        help="warn of a page that OCR read with less confidence, from 0 to 1 (usually 0.60)",
    )
    for what, usual in (("pages", "500"), ("bytes", "100,000,000"), ("characters", "1,000,000")):
        group.add_argument(
            f"--max-{what}", metavar="N", type=positive, help=f"refuse a file with more {what} (usually {usual})"
        )
    group.add_argument(
        "--max-seconds", metavar="N", type=positive, help="give a file up after so many seconds (usually 120)"
    )
    return options


def _mention_arguments(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--no-mentions", dest="mentions", action="store_false", help="leave `mentions` empty; spaCy is then not loaded"
    )
    group.add_argument(
        "--spacy-model",
        metavar="NAME",
        help="an installed spaCy pipeline for `mentions`, whatever the language; otherwise that of the configuration "
        "(spacy-model in uacase.toml, or in [tool.uacase] of pyproject.toml), otherwise the document language's own",
    )


def memory_argument(command: argparse.ArgumentParser) -> None:
    """The option of commands that read in their own process."""
    command.add_argument(
        "--max-memory",
        metavar="MB",
        type=positive,
        default=USUAL_MEGABYTES,
        help="megabytes that the process may take (usually 2,000; Linux)",
    )


def reading_options(chosen: argparse.Namespace) -> "Options":
    """How to convert, as the arguments and the configuration say. Raises ConfigurationError."""
    from ingest.configuration import find_configuration
    from ingest.pipeline import Options
    from ingest.readers.ocr import OcrChoice, OcrSettings
    from ingest.readers.pdf_engine import PdfEngine

    usual = Options()
    confidence = usual.ocr.least_confidence if chosen.ocr_confidence is None else chosen.ocr_confidence
    return Options(
        pdf_engine=PdfEngine[chosen.pdf_engine.upper()],
        mentions=chosen.mentions,
        model=chosen.spacy_model or find_configuration(Path.cwd()).spacy_model,
        with_text=chosen.with_text,
        max_bytes=chosen.max_bytes or usual.max_bytes,
        max_pages=chosen.max_pages or usual.max_pages,
        max_characters=chosen.max_characters or usual.max_characters,
        max_seconds=chosen.max_seconds or usual.max_seconds,
        ocr=OcrSettings(choice=OcrChoice(chosen.ocr), least_confidence=confidence),
    )


def source_of(name: str, max_bytes: int) -> Path | bytes:
    """The path, or the bytes of standard input, one more than is allowed at most. Raises UnreadableFile."""
    if name != STANDARD_INPUT:
        return Path(name)
    try:
        return sys.stdin.buffer.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableFile(
            f"Standard input cannot be read ({error.strerror})", "Check what is sent to it."
        ) from error
