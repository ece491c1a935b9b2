"""Part of the field `targets`: offices that are said again, in another language or shorter."""

from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.offices import SURE_OFFICE, office_score
from ingest.fields.official_words import bare_word, is_in, longest_stem, words_of


def says_office_twice(text: str) -> bool:
    """Whether a stroke parts an office from the same one in another language ("Governor of X / Gobernador de X")."""
    own, stroke, other = text.partition("/")
    sides = (own.strip(), other.strip())
    return bool(stroke) and "/" not in other and all(side and office_score(side) >= SURE_OFFICE for side in sides)


def without_translations(document: Document, spans: list[Span], language: str) -> list[Span]:
    """The parts of a role without a line that says the office again, in another language or shorter.

    `language` is the document's: in one that is not English, the office that stands first is its own.
    """
    spans = [span for span in spans if span is spans[0] or not _says_again(document, span, spans[0])]
    if not spans:
        return spans
    own = language != "en" and _has_office(document.quote(spans[0]))
    if not own and not _in_english(document.quote(spans[0])):
        english = [span for span in spans if _in_english(document.quote(span))]
        return english if english and _has_office(document.quote(spans[0])) and len(english) < len(spans) else spans
    in_english = _in_english(document.quote(spans[0]))
    kept = [
        span
        for span in spans
        if span is spans[0] or _in_english(document.quote(span)) is in_english or not _has_office(document.quote(span))
    ]
    if not own or in_english:
        return kept
    # A sheet says the office in its own language, and below the name as the official himself does.
    others = _offices_of_others(language)
    return [span for span in kept if span is spans[0] or _office_word(document.quote(span)) not in others]


@cache
def _offices_of_others(language: str) -> frozenset[str]:
    """The words for offices that languages other than this one and English have, without those that this one has."""

    def read() -> frozenset[str]:
        by_language = {
            other: {word.casefold() for word in vocabulary.in_language("officials", "role", other)}
            for other in vocabulary.languages()
        }
        others = (words for other, words in by_language.items() if other not in (language, "en"))
        # The English list holds words of other languages too.
        return frozenset().union(*others) - by_language[language] - _english_offices()

    return vocabulary.made(f"offices in others than {language}", read)


def _says_again(document: Document, span: Span, first: Span) -> bool:
    """Whether a line of an office is how the first line begins ("Prefect of Ouémé", and below the name "Prefect")."""
    words, opening = words_of(document.quote(span)), words_of(document.quote(first))
    apart = "\n" in document.text[first.end : span.start]
    return (
        apart
        and 0 < len(words) < len(opening)
        and [*map(str.casefold, opening[: len(words)])] == [*map(str.casefold, words)]
    )


def _has_office(text: str) -> bool:
    return any(is_in("role", word) for word in words_of(text))


def _office_word(text: str) -> str:
    return bare_word(next((word for word in words_of(text) if is_in("role", word)), ""))


def _in_english(text: str) -> bool:
    office = _office_word(text)
    if office not in _english_offices() and office.partition("-")[0] not in _english_offices():
        return False
    # "President de la Republique", typed without its accents, begins with an English word.
    words = words_of(text)
    place = next(place for place, word in enumerate(words) if bare_word(word) == office)
    return _joints_of_others().isdisjoint(words[place + 1 : place + 3])


@cache
def _joints_of_others() -> frozenset[str]:
    """The small words that join an office to its place in other languages than English."""

    def read() -> frozenset[str]:
        joints = vocabulary.word_set("connector", "officials")
        return joints - {word.casefold() for word in vocabulary.in_language("officials", "connector", "en")}

    return vocabulary.made("joints of offices in others than English", read)


@cache
def _english_offices() -> frozenset[str]:
    def read() -> frozenset[str]:
        english = {word.casefold() for word in vocabulary.in_language("officials", "role", "en")}
        # The English list holds transliterated words of other languages too: their heads stand first.
        english -= vocabulary.word_set("head_first", "officials") | vocabulary.word_set("head_last", "officials")
        return frozenset(word for word in english if longest_stem(vocabulary.without_marks(word)) is None)

    return vocabulary.made("offices in English", read)
