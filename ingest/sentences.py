"""Sentences: stretches of a paragraph that end with a mark, which an abbreviation's or a day's dot is none of."""

from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from ingest.line_breaks import SENTENCE_BREAK, month_name
from ingest.paragraphs import Paragraph

_WORD_AT_END = compiled(r"[^\s.!?\u061f]{0,30}$")


@cache
def _abbreviations() -> frozenset[str]:
    return vocabulary.word_set("abbreviations")


def sentences(document: Document, paragraph: Paragraph) -> list[tuple[Span, ...]]:
    """The sentences of a paragraph, each as one stretch or, around page furniture, several."""
    whole = paragraph.span
    return list(document.read_once(("sentences", whole), lambda: _sentences(document, whole)))


def _sentences(document: Document, whole: Span) -> list[tuple[Span, ...]]:
    found: list[tuple[Span, ...]] = []
    start = whole.start
    for match in SENTENCE_BREAK.finditer(document.text, whole.start, whole.end):
        following = document.text[match.end() : match.end() + 1]
        if match["mark"] == ".":
            word = _word_before(document.text, whole.start, match.start())
            if _abbreviates(word, following) or _is_ordinal(document.text, word, match.end()):
                continue
        found.append(document.without_furniture(Span(start, match.start("gap"))))
        start = match.end("gap")
    found.append(document.without_furniture(Span(start, whole.end)))
    return [parts for parts in found if parts]


def _word_before(text: str, begin: int, end: int) -> str:
    word = _WORD_AT_END.search(text, max(begin, end - 30), end)
    return word.group() if word else ""


def _is_ordinal(text: str, word: str, following: int) -> bool:
    """Whether the dot behind a word belongs to a day ("19. August"); `following` is where the next word begins."""
    return compiled(r"\d{1,2}").fullmatch(word) is not None and month_name().match(text, following) is not None


def _abbreviates(word: str, following: str) -> bool:
    """Whether a word before a full stop is an abbreviation; `following` is the character behind the blank."""
    bare = word.strip("(\"'\u201c\u2018[")
    if following.isdigit() and bare.casefold() in vocabulary.word_set("abbreviations_before_figure"):
        return True
    if len(bare) == 1 and bare.isupper():
        return True
    return bare.casefold() in _abbreviations()
