"""Measure the speed of the conversion as ratios within one run, so that figures of different machines compare.

Usage: python scripts/benchmark.py [DOCUMENT.pdf [DOCUMENT.txt]]

Each row is a task, the task that it is measured against, and how many times as long it takes. Every figure is the
best of several rounds, in milliseconds; what is loaded once is loaded before.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import spacy
from rich.console import Console
from rich.table import Table

from ingest import Options, convert
from ingest.fields.mentions import model_for
from ingest.readers.pdf_engine import PdfEngine
from scripts.gold import FIXTURES

PDF = FIXTURES / "pdf" / "us_vietnam_address_table.pdf"
TEXT = FIXTURES / "modern" / "us_mexico_two.txt"
ROUNDS = 7


def main(arguments: list[str]) -> None:
    """Measure and print the table."""
    pdf = Path(arguments[0]) if arguments else PDF
    text = Path(arguments[1]) if len(arguments) > 1 else TEXT
    table = Table("task", "ms", "measured against", "ms", "ratio", title=f"{pdf.name}, {text.name}")
    for row in (*_reading(pdf.read_bytes()), _mentions(text), _start_up()):
        table.add_row(*row)
    Console().print(table)


def _row(task: str, seconds: float, against: str, other_seconds: float) -> tuple[str, str, str, str, str]:
    ratio = seconds / other_seconds
    return task, f"{seconds * 1000:.1f}", against, f"{other_seconds * 1000:.1f}", f"{ratio:.2f}"


def _best(task: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The seconds of the fastest round; one more round goes before, unmeasured."""
    task()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _reading(data: bytes) -> list[tuple[str, str, str, str, str]]:
    """Conversion without mentions against what it takes to read the same PDF's text or words alone."""
    text_seconds = _best(lambda: _pdfium_text(data))
    word_seconds = _best(lambda: _plumber_words(data))
    rows = []
    for engine, against, seconds in (
        (PdfEngine.PDFIUM, "pypdfium2 text extraction", text_seconds),
        (PdfEngine.PDFIUM, "pdfplumber extract_words", word_seconds),
        (PdfEngine.PDFPLUMBER, "pdfplumber extract_words", word_seconds),
    ):
        options = Options(mentions=False, pdf_engine=engine)
        taken = _best(partial(convert, data, options=options))
        rows.append(_row(f"convert without mentions, {engine.value}", taken, against, seconds))
    return rows


def _pdfium_text(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return sum(len(page.get_textpage().get_text_bounded()) for page in document)
    finally:
        document.close()


def _plumber_words(data: bytes) -> int:
    with pdfplumber.open(BytesIO(data)) as document:
        return sum(len(page.extract_words()) for page in document.pages)


def _mentions(path: Path) -> tuple[str, str, str, str, str]:
    """Conversion with mentions against spaCy alone on the same text."""
    name = model_for("en", None)
    if name is None:
        return "convert with mentions", "-", "no English spaCy pipeline is installed", "-", "-"
    language = spacy.load(name)
    text = path.read_text("utf-8")
    pipe_seconds = _best(lambda: list(language.pipe([text])))
    taken = _best(lambda: convert(path))
    return _row("convert with mentions", taken, f"spaCy pipe, {name}", pipe_seconds)


def _start_up() -> tuple[str, str, str, str, str]:
    bare = _best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    taken = _best(lambda: subprocess.run([sys.executable, "-m", "ingest", "--help"], check=True, capture_output=True))
    return _row("uacase --help", taken, "python -c pass", bare)


if __name__ == "__main__":
    main(sys.argv[1:])
