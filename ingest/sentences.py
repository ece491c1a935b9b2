"""Sentences: stretches of a paragraph that end with a mark, which an abbreviation's or a day's dot is none of."""

import re
from collections.abc import Iterable
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.kept_patterns import compiled, kept_pattern
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
    for match in _breaks(document, whole):
        following = document.text[match.end() : match.end() + 1]
        if match["mark"] == ".":
            word = _word_before(document.text, whole.start, match.start())
            if _abbreviates(word, following) or _is_ordinal(document.text, word, match.end()):
                continue
        found.append(document.without_furniture(Span(start, match.start("gap"))))
        start = match.end("gap")
    found.append(document.without_furniture(Span(start, whole.end)))
    return [parts for parts in found if parts]


def _breaks(document: Document, whole: Span) -> Iterable[re.Match[str]]:
    """The marks that may end a sentence; behind the next one begins with a capital, or with the sender's name in small
    letters, as German documents printed it up to 2008.
    """
    usual = SENTENCE_BREAK.finditer(document.text, whole.start, whole.end)
    if not any(name in document.text for name in _small_senders()):
        return usual
    small = _before_small_sender().finditer(document.text, whole.start, whole.end)
    return sorted((*usual, *small), key=lambda match: match.start())


@cache
def _small_senders() -> tuple[str, ...]:
    return tuple(sorted({wording.text.lower() for wording in vocabulary.wordings("contacts", "sender_name")}))


@kept_pattern()
def _before_small_sender() -> str:
    senders = "|".join(map(re.escape, _small_senders()))
    return rf"(?P<mark>[.!?])[\"\u201d\u201c\u00bb)]{{0,2}}(?P<gap>\s{{1,40}})(?=(?:{senders})(?!\w))"


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
