"""Part of the stage `sections`: the sender's lines right below the last paragraph of a section, with no blank between.

His address, his thanks or his motto stand there. Where a blank line parts them from the text they are a paragraph of
their own, which `senders_words` tells.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Line
from ingest.kept_patterns import compiled
from ingest.sections import TELLING, Part
from ingest.shapes import begins_small, is_office_line
from models import SectionKind

_CLOSED = (TELLING - {SectionKind.LETTER}) | {SectionKind.SUMMARY, SectionKind.DEADLINE, SectionKind.SUBJECT_NAMES}
_MOST_LINES = 8
_LONGEST_LINE = 16
"""Words; more are a sentence of the case."""
_FEWEST_WORDS_OF_STORY = 7
_WHOLE_SENTENCE = compiled(r"[^\W\d_]{3}[.!?]$")
_SENTENCE_END = compiled(r"[.!?][\"\u201d\u2019\u00bb)\]]{0,3}$")


def without_closing_lines(document: Document, part: Part) -> Iterator[Part]:
    """The part, and as boilerplate the lines at its end that begin with the sender's name, his thanks or motto.

    What is nothing else's and begins so is the sender's as a whole.
    """
    if part.kind is SectionKind.OTHER and part.start > 0 and _opens_closing(document.quote(part.body).strip()):
        yield replace(part, kind=SectionKind.BOILERPLATE)
        return
    closing = _closing_line(document, part) if part.kind in _CLOSED else None
    if closing is None:
        yield part
        return
    yield replace(part, end=closing)
    yield Part(SectionKind.BOILERPLATE, closing, part.end)


def _closing_line(document: Document, part: Part) -> int | None:
    """Where the sender's lines begin that close a part; None where it ends with its own text.

    His name alone may be the logo of a page.
    """
    every = document.lines_in(part.body, furniture=True)
    lines = [line for line in every if document.text[line.start : line.end].strip()]
    opening: int | None = None
    own = False
    for above, line in reversed([*pairwise(lines)][-_MOST_LINES:]):
        text = document.text[line.start : line.end].strip()
        if _is_running(text) and not is_office_line(text):
            break
        own = own or not line.furniture
        if own and _opens_closing(text) and _ends_above(document, above, line):
            opening = line.start
    return opening


def _opens_closing(text: str) -> bool:
    if vocabulary.match(text, "phrases", "thanks") is not None:
        return True
    named = vocabulary.match(text, "contacts", "sender_name", "sender")
    if named is None:
        return vocabulary.fullmatch(text.strip(" .*"), "header", "slogan") is not None
    # A name before a small word begins a sentence ("Amnesty International has ...").
    return _WHOLE_SENTENCE.search(text) is None and compiled(r"[ ][a-z]{2}").match(text, named.end()) is None


def _ends_above(document: Document, above: Line, line: Line) -> bool:
    """Whether the text above a line has come to its end: with a sentence, or a blank line behind it."""
    text = document.text[above.start : above.end].rstrip()
    return _SENTENCE_END.search(text) is not None or "\n\n" in document.text[above.end : line.start]


def _is_running(text: str) -> bool:
    """Whether a line is one of running text."""
    words = text.split()
    small = sum(map(begins_small, words))
    return len(words) > _LONGEST_LINE or (len(words) >= _FEWEST_WORDS_OF_STORY and 2 * small > len(words))
