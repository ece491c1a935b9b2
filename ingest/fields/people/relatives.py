"""Relatives in running text and lists who are named by a first name or by their kinship alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.people.ages import figures_or_word
from ingest.kept_patterns import compiled, kept_pattern


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative: `name` is the first name or, where none is printed, the words for the kinship ("her brother").

    `relation` stands before a first name ("his wife"), `age` behind the words for the kinship.
    """

    name: Span
    relation: Span | None = None
    age: Span | None = None


def relatives_in(text: str, span: Span) -> Iterator[Relative]:
    """The single relatives in a stretch, in order: those with a first name, and those without one who have an age."""
    if vocabulary.search(text, "people", "possessive", start=span.start, end=span.end) is None:
        return
    for match in _named().finditer(text, *span):
        yield Relative(Span(*match.span("name")), Span(*match.span("kin")))
    for match in _aged().finditer(text, *span):
        group = next(key for key in ("age", "bare", "inside") if match[key])
        yield Relative(Span(*match.span("kin")), None, Span(*match.span(group)))


def relatives_named_together(text: str, span: Span) -> Iterator[Relative]:
    """Several relatives with first names behind one noun ("his sons Yusuf and Ismail"), each with that noun."""
    if vocabulary.search(text, "people", "possessive", start=span.start, end=span.end) is None:
        return
    for match in _named_together().finditer(text, *span):
        for name in compiled(_NAME).finditer(text, *match.span("names")):
            yield Relative(Span(*name.span()), Span(*match.span("kin")))


def relative_in_full(text: str, span: Span) -> tuple[int, int] | None:
    """Where a name in an entry ends before "and", and where the relative begins who is named in full behind it."""
    if vocabulary.search(text, "people", "possessive", start=span.start, end=span.end) is None:
        return None
    match = _in_full().search(text, *span)
    before = text[span.start : match.start()] if match is not None else ""
    if match is None or not before[:1].isupper() or len(before.split()) < _FEWEST_NAMES:
        return None
    return match.start(), match.start("kin")


_FEWEST_NAMES = 2


def kinship_before_name(text: str, span: Span) -> tuple[Span | None, int] | None:
    """The words for a kinship that open an entry, and where the name behind them begins ("his wife, | Layla").

    Those for several relatives stand before the first of their names and are said of none ("their children Ana (6)").
    """
    if not vocabulary.may_begin(vocabulary.squeezed(text[span.start : span.end]), "people", "possessive"):
        return None
    match = _before_name().match(text, *span)
    if match is None:
        return None
    return (Span(*match.span("kin")) if match["kin"] else None, match.end())


def kinship_alone(text: str, span: Span) -> Relative | None:
    """The relative of an entry that gives no name, only the kinship and perhaps an age."""
    match = _alone().fullmatch(text, *span)
    if match is None:
        return None
    group = next((key for key in ("age", "bare", "inside") if match[key]), None)
    return Relative(Span(*match.span("kin")), None, Span(*match.span(group)) if group else None)


_SMALL = r"(?-i:[a-z\u00df-\u00ff][\w'\u2019-]*)"
_NAME = r"(?-i:[A-Z\u00c0-\u00de][^\W\d_]{1,30}(?:-[A-Z\u00c0-\u00de][^\W\d_]{1,30})?)"


def _kin() -> str:
    """A possessive, perhaps an age, a word or two, and the noun for a relative."""
    possessive, kin, old = (vocabulary.expression("people", key) for key in ("possessive", "relation", "year_old"))
    aged = rf"(?P<inside>{figures_or_word()})(?:-|\s){old}\s{{1,3}}"
    return rf"(?P<kin>{possessive}\s{{1,3}}(?:{aged})?(?:{_SMALL}\s{{1,3}}){{0,2}}?{kin})"


def _behind() -> str:
    """An age behind the words for a relative."""
    aged, old, joint = (vocabulary.expression("people", key) for key in ("age_word", "year_old", "list_joint"))
    return (
        rf"(?:,?\s{{1,3}}\(?(?:{aged}\s{{1,3}})?(?P<age>{figures_or_word()})\s{{1,2}}{old}\)?"
        rf"|(?:,\s{{1,3}}|\s\()(?:{aged}\s{{1,3}})?(?P<bare>\d{{1,2}})(?=[,.;)]|\s(?:{joint})\s|$)\)?)"
    )


@kept_pattern(re.IGNORECASE)
def _named() -> str:
    # Behind a comma a capital may as well begin what the person is ("his wife, Slovenian citizen").
    joint = vocabulary.expression("people", "list_joint")
    closed = rf"(?(comma)(?=\s?[,(.;]|\s(?:{joint})\s|\s{{0,3}}$))"
    particle = vocabulary.expression("officials", "name_particle")
    alone = rf"(?!\s{{1,3}}(?-i:(?:{particle}\s){{0,2}}[A-Z\u00c0-\u00de])|['\u2019\w-])"
    return rf"{_kin()}(?:\s{_SMALL})?(?P<comma>,)?\s{{1,3}}(?P<name>{_NAME}){alone}{closed}"


@kept_pattern(re.IGNORECASE)
def _named_together() -> str:
    joint = vocabulary.expression("people", "list_joint")
    names = rf"{_NAME}(?:,\s{{1,3}}{_NAME}){{0,4}},?\s{{1,3}}(?:{joint})\s{{1,3}}{_NAME}"
    return rf"(?P<kin>{_them()}),?\s{{1,3}}(?P<names>{names})(?=\s?[,(.;]|\s{{1,3}}(?-i:[a-z])|$)"


def _them() -> str:
    """A possessive, perhaps how many, and the noun for several relatives."""
    possessive, several = (vocabulary.expression("people", key) for key in ("possessive", "relations"))
    count = vocabulary.expression("people", "number_word")
    return rf"{possessive}\s{{1,3}}(?:{count}\s{{1,3}})?(?:{_SMALL}\s{{1,3}})?{several}"


@kept_pattern(re.IGNORECASE)
def _in_full() -> str:
    joint = vocabulary.expression("people", "list_joint")
    particle = vocabulary.expression("officials", "name_particle")
    name = rf"{_NAME}(?:\s{{1,3}}(?:(?-i:{particle})\s){{0,2}}{_NAME}){{1,4}}"
    # Behind a comma alone the next one closes what the person before it is ("Ana Ruiz, his wife, Luis Paz").
    return (
        rf"(?:,?\s{{1,3}}(?P<joint>{joint})|,)\s{{1,3}}{_kin()}(?(joint),?)\s{{1,3}}{name}"
        rf"(?=\s{{0,3}}(?:$|[,;(])|\s{{1,3}}{joint}\s)"
    )


@kept_pattern(re.IGNORECASE)
def _aged() -> str:
    kin = _kin()
    # An age before the noun needs none behind it.
    return rf"{kin}(?:(?(inside)(?!,?\s{{1,3}}(?-i:[A-Z\u00c0-\u00de]))|{_behind()}))"


@kept_pattern(re.IGNORECASE)
def _alone() -> str:
    return rf"{_kin()}{_behind()}?[.;,]?"


@kept_pattern(re.IGNORECASE)
def _before_name() -> str:
    return rf"(?:{_kin()}(?:\s{_SMALL})?|{_them()}),?\s{{1,3}}(?=(?-i:[A-Z\u00c0-\u00de]))"


def is_plural_of_kin(noun: str) -> bool:
    """Whether a noun is one for several relatives ("sons")."""
    bare = noun.casefold()
    if bare in vocabulary.word_set("relations", "people"):
        return True
    return bare.endswith("s") and bare[:-1] in vocabulary.word_set("relation", "people")
