"""The arguments of every command that reads documents, and where such a command reads from."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.commands.usage import positive
from ingest.errors import UnreadableFile

if TYPE_CHECKING:
    from ingest.pipeline import Options

STANDARD_INPUT = "-"


def reading_arguments() -> argparse.ArgumentParser:
    """The options of every command that reads documents."""
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("reading")
    group.add_argument(
        "--no-mentions", dest="mentions", action="store_false", help="leave `mentions` empty; spaCy is then not loaded"
    )
    group.add_argument(
        "--pdf-engine",
        choices=("auto", "pdfium", "pdfplumber"),
        default="auto",
        help="what reads a PDF's characters; auto: pdfium, and pdfplumber where that gives no usable text",
    )
    group.add_argument(
        "--spacy-model",
        metavar="NAME",
        help="an installed spaCy pipeline for `mentions`, whatever the language; otherwise that of the configuration "
        "(spacy-model in uacase.toml, or in [tool.uacase] of pyproject.toml), otherwise the document language's own",
    )
    for what, usual in (("pages", "500"), ("bytes", "100,000,000"), ("characters", "1,000,000")):
        group.add_argument(
            f"--max-{what}", metavar="N", type=positive, help=f"refuse a file with more {what} (usually {usual})"
        )
    return options


def reading_options(chosen: argparse.Namespace) -> "Options":
    """How to convert, as the arguments and the configuration say. Raises ConfigurationError."""
    from ingest.configuration import find_configuration
    from ingest.pipeline import Options
    from ingest.readers.pdf import PdfEngine

    usual = Options()
    return Options(
        pdf_engine=PdfEngine[chosen.pdf_engine.upper()],
        mentions=chosen.mentions,
        model=chosen.spacy_model or find_configuration(Path.cwd()).spacy_model,
        with_text=chosen.with_text,
        max_bytes=chosen.max_bytes or usual.max_bytes,
        max_pages=chosen.max_pages or usual.max_pages,
        max_characters=chosen.max_characters or usual.max_characters,
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
