"""Engine: Tesseract, the program, in a process of its own that is stopped when its time is over."""

import csv
import io
import os
import shutil
import subprocess
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.readers.ocr.words import OcrFailure, OcrTimeout, Word, WordLine

if TYPE_CHECKING:
    from PIL.Image import Image

PROGRAM = "tesseract"
_LANGUAGES = ("eng", "spa", "fra", "deu", "por")
_DPI = "200"
_WORD_LEVEL = "5"
_SECONDS_TO_START = 20


class TesseractEngine:
    """Tesseract with all of the project's languages that are installed. Raises OcrFailure where it cannot start."""

    name = "tesseract"

    def __init__(self) -> None:
        self._program = shutil.which(PROGRAM) or PROGRAM

    def read(self, picture: "Image", seconds: float) -> list[WordLine]:
        """The lines of a picture. Raises OcrTimeout or OcrFailure."""
        stream = io.BytesIO()
        picture.convert("L").save(stream, "PPM")
        arguments = ["stdin", "stdout", "-l", self._languages, "--psm", "3", "--dpi", _DPI, "tsv"]
        return _lines(self._run(arguments, seconds, stream.getvalue()))

    @cached_property
    def _languages(self) -> str:
        installed = set(self._run(["--list-langs"], _SECONDS_TO_START).split())
        wanted = [language for language in _LANGUAGES if language in installed]
        if not wanted:
            raise OcrFailure("no language data")
        return "+".join(wanted)

    def _run(self, arguments: list[str], seconds: float, given: bytes | None = None) -> str:
        # One thread: its threads cost more than they bring, and a batch has its own.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(
                [self._program, *arguments],
                input=given,
                stdin=subprocess.DEVNULL if given is None else None,
                capture_output=True,
                timeout=seconds,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise OcrTimeout from error
        except OSError as error:
            raise OcrFailure(type(error).__name__) from error
        if done.returncode != 0:
            raise OcrFailure(f"exit code {done.returncode}")
        return done.stdout.decode("utf-8", "replace")


def is_installed() -> bool:
    """Whether the program is on the search path."""
    return shutil.which(PROGRAM) is not None


def _lines(table: str) -> list[WordLine]:
    """The words of Tesseract's TSV, grouped by its blocks, paragraphs and lines."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == _WORD_LEVEL and (row["text"] or "").strip())
    grouped = groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return [tuple(_word(row) for row in line) for _, line in grouped]


def _word(row: dict[str, str]) -> Word:
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    return Word(row["text"].strip(), left, top, left + width, top + height, max(0.0, float(row["conf"]) / 100))
