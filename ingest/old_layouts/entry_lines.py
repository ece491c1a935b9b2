"""Lines of a list of names: whether one goes on with the entry of the line before it."""

from itertools import takewhile

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.noun_phrases import what_behind_article
from ingest.kept_patterns import compiled

ENTRY_NUMBER = compiled(r"(?:\(?\d{1,2}[.)]|[*+\u2022\u25cf\u25aa\u2013-](?=\s))\s{1,12}")
"""The number or sign that an entry begins with."""


def goes_on_with_entry(document: Document, before: Span, span: Span, column: int | None) -> bool:
    """Whether a line goes on with the entry before it: behind a comma, small word or article, a bracket, indented."""
    last = document.quote(before)
    text = document.quote(span)
    at_least = vocabulary.match(text, "people", "at_least")
    if _joins_relatives(text) or what_behind_article(document, span) is not None:
        return False
    if text.split()[0] in vocabulary.word_set("entry_goes_on", "people") and at_least is None:
        return True
    if document.line_at(before.end) + 1 == document.line_at(span.start) and (_is_acronym_first(text) or _is_rest(text)):
        return True
    if (
        _goes_on_with_institution(last, text)
        or last[-1:] in ",/-"
        or last.split()[-1].casefold() in vocabulary.word_set("connector", "officials")
        or last.split()[-1] in vocabulary.word_set("article", "people")
    ):
        return True
    return column is not None and document.column_at(span.start) > column + 1


def _goes_on_with_institution(last: str, text: str) -> bool:
    """Whether a line begins with the noun of an institution whose adjectives end the line above ("of the Sudan |
    Organisation against Torture").
    """
    if text.split()[0].casefold() not in vocabulary.word_set("organization", "officials"):
        return False
    articles = vocabulary.word_set("article", "people")
    words = last.split()
    capitals = list(takewhile(lambda word: word[0].isupper() and word[-1].isalnum(), reversed(words)))
    before = words[-len(capitals) - 1 :][:1] if capitals else []
    return bool(before) and before[0] in articles


def _is_acronym_first(text: str) -> bool:
    """Whether a line opens with the letters of the name above it in brackets ("(CONAVIGUA), ...")."""
    return compiled(r"\([A-Z][A-Z-]{1,11}\)").match(text) is not None


def _joins_relatives(text: str) -> bool:
    """Whether a line adds those who belong to the people above it, whose names it does not give ("y sus hijos")."""
    first, _, rest = text.casefold().partition(" ")
    words = rest.split(" ")
    article = len(words) > 1 and words[0] in vocabulary.word_set("article", "people")
    joined = first in vocabulary.word_set("list_joint", "people")
    return joined and words[1 if article else 0] in vocabulary.word_set("possessive", "people")


def _is_rest(text: str) -> bool:
    """Whether a line that begins small is the rest of what is told of somebody, and no entry of its own.

    A name in it stands behind a small word that makes it a complement ("headman of Gursu").
    """
    words = text.split()
    capital = next((place for place, word in enumerate(words) if not word.strip("(\"'")[:1].islower()), len(words))
    if capital == 0 or (capital < len(words) and words[capital - 1] not in _small_words()):
        return False
    opening = vocabulary.word_set("list_joint", "people") | vocabulary.word_set("possessive", "people")
    opening |= vocabulary.word_set("number_word", "people") | vocabulary.word_set("article", "people")
    opening |= vocabulary.word_set("other_people", "people") | vocabulary.word_set("relation", "people")
    return words[0] not in opening and vocabulary.search(text, "people", "group") is None


def _small_words() -> frozenset[str]:
    return vocabulary.word_set("entry_goes_on", "people") | vocabulary.word_set("connector", "officials")
