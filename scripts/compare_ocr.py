"""Compare the OCR engines on the scanned fixtures, with and without straightening.

Usage: python scripts/compare_ocr.py [--engine NAME] [STEM ...]

For each engine and setting, over all fixtures: how much of the printed text was read (characters in reading order, and
words wherever they stand), how many of the values that matter most are right (F1 over e-mails, phones, faxes, the
deadline, the number and the names of targets and subjects), and the seconds of processor time for a page. Values are
compared with the gold records, texts with the sources that the scans were drawn from.
"""

import argparse
import resource
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Levenshtein

from ingest import Options, convert
from ingest.evaluation.gold import gold_of
from ingest.readers.ocr import OcrChoice, OcrSettings
from ingest.readers.ocr.engines import missing_engine
from scripts.gold import read_gold
from scripts.make_scan_fixtures import FOLDER, MARK, printed_text

ENGINES = (OcrChoice.RAPIDOCR, OcrChoice.TESSERACT)
SETTINGS = {"as scanned": False, "straightened": True}
"""Names to `deskew`."""


@dataclass
class Score:
    """Sums over fixtures; the rates are between 0 and 1."""

    distance: int = 0
    characters: int = 0
    common_words: int = 0
    words: int = 0
    right: int = 0
    given: int = 0
    expected: int = 0
    seconds: float = 0.0
    pages: int = 0
    misses: list[str] = field(default_factory=list)

    def row(self) -> str:
        """The rates as the cells of a Markdown table."""
        f1 = 2 * self.right / max(1, self.given + self.expected)
        characters = 1 - self.distance / max(1, self.characters)
        words = self.common_words / max(1, self.words)
        return f"{characters:.3f} | {words:.3f} | {f1:.3f} | {self.seconds / max(1, self.pages):.1f}"


def main(arguments: list[str]) -> int:
    """Print a table as Markdown, and below it which values were missed or invented; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=[str(engine) for engine in ENGINES])
    parser.add_argument("stems", nargs="*")
    chosen = parser.parse_args(arguments)
    print("| engine | picture | characters | words | field F1 | seconds a page |")
    print("| --- | --- | --- | --- | --- | --- |")
    misses: list[str] = []
    for engine in ENGINES:
        if chosen.engine not in (None, str(engine)):
            continue
        missing = missing_engine(engine)
        if missing is not None:
            print(f"| {engine} | {missing} | | | | |")
            continue
        for name, deskew in SETTINGS.items():
            score = scored(OcrSettings(choice=engine, deskew=deskew), chosen.stems)
            print(f"| {engine} | {name} | {score.row()} |", flush=True)
            misses += [f"{engine}, {name}: {miss}" for miss in score.misses]
    print("", *misses, sep="\n")
    return 0


def scored(settings: OcrSettings, stems: list[str]) -> Score:
    """The score of one setting over the fixtures with these stems, or all."""
    score = Score()
    for source in sorted(FOLDER.glob(f"*{MARK}")):
        stem = source.name.removesuffix(MARK)
        if not stems or stem in stems:
            _add(score, stem, tomllib.loads(source.read_text("utf-8")), settings)
    return score


def _add(score: Score, stem: str, source: dict[str, Any], settings: OcrSettings) -> None:
    document = FOLDER / f"{stem}.pdf"
    before = _processor_seconds()
    outcome = convert(document, options=Options(mentions=False, with_text=True, ocr=settings))
    score.seconds += _processor_seconds() - before
    score.pages += sum(not page.get("digital") for page in source["pages"])
    record = outcome.record.model_dump(mode="json", by_alias=True) if outcome.record else {}
    _compare_texts(score, printed_text(source), record.get("text") or "")
    expected = Counter(values(read_gold(gold_of(document))))
    given = Counter(values(record))
    score.right += (expected & given).total()
    score.expected += expected.total()
    score.given += given.total()
    score.misses += [f"{stem}: - {' '.join(value)}" for value in (expected - given)]
    score.misses += [f"{stem}: + {' '.join(value)}" for value in (given - expected)]


def _compare_texts(score: Score, printed: str, read: str) -> None:
    printed_words, read_words = printed.split(), read.replace("\u2022", " ").split()
    score.words += len(printed_words)
    score.common_words += (Counter(printed_words) & Counter(read_words)).total()
    score.characters += len(" ".join(printed_words))
    score.distance += Levenshtein.distance(" ".join(printed_words), " ".join(read_words))


def values(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The values of a record that a plea depends on, each with its kind."""
    if not record:
        return
    yield from _stated("number", record["header"]["ua_number"])
    yield from _stated("deadline", record["action"]["deadline"])
    for subject in record["subjects"]:
        yield from _stated("name", subject["name"])
    for target in record["targets"]:
        yield from _stated("name", target["name"])
        for kind in ("emails", "phones", "faxes"):
            yield from ((kind, value) for value in target[kind])


def _stated(kind: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value is not None:
        yield kind, value


def _processor_seconds() -> float:
    """Of this process and those that it started and that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
