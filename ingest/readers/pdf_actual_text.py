"""Reader: PDF; the text that a file gives in place of glyphs (`ActualText`), for both engines.

What is printed counts: the given text is taken only for glyphs that have no meaning of their own, such as those of a
font without a mapping to Unicode, of private use, or of a font of pictures. A writer may put other words there than
those that a reader sees.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from ingest.layout.page import UNMAPPED, TextRun


@dataclass(frozen=True, slots=True, eq=False)
class ActualText:
    """The text for a stretch of a page's drawing; each stretch has an object of its own."""

    text: str


def given_text(string: bytes) -> ActualText:
    """The text that a string of a PDF holds."""
    from pdfminer.utils import decode_text

    return ActualText(decode_text(string))


class DrawnRun(NamedTuple):
    """A run as an engine finds it: what tells its font from others, and the text given for it, if any."""

    font: int
    run: TextRun
    actual: ActualText | None = None


def with_actual_text(runs: Iterable[tuple[TextRun, ActualText | None]]) -> tuple[TextRun, ...]:
    """The runs of a page, those without a meaning of their own with the text that is given for them."""
    found: list[TextRun] = []
    for actual, group in groupby(runs, key=lambda one: one[1]):
        members = [run for run, _ in group]
        if actual is None or not actual.text.strip() or not any(map(_is_meaningless, members)):
            found += members
        else:
            found += _given(members, " ".join(actual.text.split()))
    return tuple(found)


def _is_meaningless(run: TextRun) -> bool:
    return run.symbols or any(
        char == UNMAPPED or "\ue000" <= char <= "\uf8ff" or not (char.isprintable() or char.isspace())
        for char in run.text
    )


def _given(runs: Sequence[TextRun], text: str) -> Iterator[TextRun]:
    """The text in place of the runs', each with a part of it that is about as long as its own."""
    glyphs = sum(len(run.text) for run in runs)
    seen = start = 0
    for run in runs:
        seen += len(run.text)
        end = _word_end(text, round(len(text) * seen / glyphs)) if seen < glyphs else len(text)
        part, start = text[start:end].strip(), max(start, end)
        if part:
            yield _spread(run, part)


def _word_end(text: str, near: int) -> int:
    """The nearest place at or behind `near` where no word is divided."""
    blank = text.find(" ", near)
    return len(text) if blank < 0 else blank


def _spread(run: TextRun, text: str) -> TextRun:
    """The run with another text, whose characters share its width."""
    if len(text) == len(run.text):
        starts, ends = run.starts, run.ends
    else:
        left, step = min(run.starts), (max(run.ends) - min(run.starts)) / len(text)
        starts = array("d", (left + index * step for index in range(len(text))))
        ends = array("d", (left + (index + 1) * step for index in range(len(text))))
    return replace(
        run,
        text=text,
        starts=starts,
        ends=ends,
        symbols=run.symbols and not any(char.isalnum() for char in text),
    )
