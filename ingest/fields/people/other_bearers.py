"""Names of places, institutions and things, told from those of people by their words and by what stands around them."""

import re
from functools import cache

from ingest import standard_names, vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.people.ages import behind_age
from ingest.fields.people.named import begins_with_kind
from ingest.fields.people.noun_phrases import can_stand_in_phrase, is_occupation, phrase_behind
from ingest.kept_patterns import compiled


def names_no_person(document: Document, run: Span, name: Span) -> bool:
    """Whether capitalised words name a place, an institution or a thing: figures count it, or its words or those around
    it say so and nothing tells of a person.

    `run` begins with the words that were taken off before `name`.
    """
    if _is_counted(document, run) or _completes_noun(document, name):
        return True
    other = (
        _behind_article_or_kind(document, run, name)
        or _has_words_of_place(document, name)
        or any(_stands_for_place(document.text, one) for one in _places_of(document, name))
    )
    return other and not is_told_of_person(document, name)


def _completes_noun(document: Document, name: Span) -> bool:
    """Whether a name begins with what joins it to the noun before it ("Moradores | de Vila Nova")."""
    joints = vocabulary.word_set("place_joint", "people") | vocabulary.word_set("definite_article", "people")
    return document.quote(name).split()[0] in joints


def _is_counted(document: Document, run: Span) -> bool:
    """Whether figures that are no date, or words for many, stand right before a name ("42,7 Gramm Diamorphin",
    "Thousands of Endo Marak").
    """
    before = document.text[max(0, run.start - _LONGEST_BEFORE) : run.start]
    if _many_before().search(before) is not None:
        return True
    return compiled(r"(?<![\d/.,-])(?!(?:19|20)\d\d\s)\d{1,4}(?:[., ]\d{1,3})*\s{1,3}$").search(before) is not None


@cache
def _many_before() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){vocabulary.expression('people', 'uncounted')}\s{{1,3}}$", re.IGNORECASE)


def _behind_article_or_kind(document: Document, run: Span, name: Span) -> bool:
    """Whether an article, or what a place or an institution is, stands right before a name ("the Andaman Sea", "San
    Juan Kole", "Radio La Voz").
    """
    taken = document.text[run.start : name.start].split()
    last = taken[-1].casefold() if taken else ""
    if taken:
        kinds = vocabulary.word_set("organization", "officials") | vocabulary.word_set("place_name_first", "people")
        articles = vocabulary.word_set("definite_article", "people")
        return last in articles or (last in kinds and not is_occupation(last))
    before = document.text[max(0, run.start - _LONGEST_BEFORE) : run.start].split()
    return bool(before) and before[-1] in vocabulary.word_set("definite_article", "people")


def _has_words_of_place(document: Document, name: Span) -> bool:
    """Whether a name is that of a part of a country, or begins or ends as names of places and things do."""
    printed = plain(document.quote(name)).casefold()
    words = printed.split()
    return (
        words[0] in vocabulary.word_set("place_name_first", "people")
        or words[-1] in vocabulary.word_set("place_name_last", "people")
        or begins_with_kind(printed)
        or printed in standard_names.all_subdivisions()
    )


def _places_of(document: Document, name: Span) -> list[Span]:
    """Where the document prints a name, not as a part of a longer one."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(document.quote(name))}(?![\w'\u2019-]|\s[A-Z])")
    return [Span(*match.span()) for match in pattern.finditer(document.text)]


def _stands_for_place(text: str, place: Span) -> bool:
    """Whether a place, an institution or a thing is meant by what stands right before or behind its name ("in",
    "newspaper", "district").
    """
    start = max(0, place.start - _LONGEST_BEFORE)
    before = text[start : place.start].split()
    if before and before[-1].casefold() in _prepositions():
        return True
    behind = compiled(r"\s([^\W\d_]+)(?:\s([^\W\d_]+))?").match(text, place.end)
    nouns = vocabulary.word_set("behind_place_name", "people")
    # "Lower Kole | protest camp"; a verb or a joining word opens something else.
    joined = behind is not None and behind[2] in nouns and can_stand_in_phrase(behind[1])
    if behind is not None and (behind[1] in nouns or joined):
        return True
    return _kind_before().search(text, start, place.start) is not None


_LONGEST_BEFORE = 80


def _prepositions() -> frozenset[str]:
    return vocabulary.word_set("preposition", "places") | vocabulary.word_set("before_place", "people")


@cache
def _kind_before() -> re.Pattern[str]:
    """What stands before the name of a place or a thing and says what it is ("the village of", "the newspaper"), or
    who belongs to it ("residents of"); other names of the kind may stand between ("villagers of Lower Kole and").
    """
    kinds, belonging, joint = (
        vocabulary.expression("people", *keys)
        for keys in (("place_noun", "named_thing"), ("belonging_to_place",), ("place_joint",))
    )
    others = rf"(?-i:{_CAPITALISED}(?:,\s|,?\s{vocabulary.expression('people', 'list_joint')}\s)){{0,3}}"
    return compiled(rf"(?<!\w)(?:{kinds}|{belonging}\s{{1,3}}{joint})\s{{1,3}}{others}$", re.IGNORECASE)


_CAPITALISED = r"[A-Z\u00c0-\u00de][\w'\u2019-]*(?:\s[A-Z\u00c0-\u00de][\w'\u2019-]*){0,3}"


def is_told_of_person(document: Document, name: Span) -> bool:
    """Whether the text tells that a name is a person's: what somebody is, an age, what became of somebody, or the
    surname alone elsewhere.
    """
    return (
        is_presented(document, name)
        or _stated_age().match(document.text, name.end) is not None
        or _is_behind_occupation(document, name)
        or any(
            _what_became().match(document.text, place.end) and not _stands_for_place(document.text, place)
            for place in _places_of(document, name)
        )
        or _has_surname(document, name)
    )


@cache
def _stated_age() -> re.Pattern[str]:
    """An age with its word behind a name, also at the end of a sentence (", aged 20.")."""
    return compiled(rf",?\s{{1,3}}\(?{vocabulary.expression('people', 'age_word')}\s{{1,3}}\d", re.IGNORECASE)


@cache
def _what_became() -> re.Pattern[str]:
    """What became of somebody, behind the name ("was last week arrested", "has been detained")."""
    auxiliary, passive, status = (
        vocabulary.expression("people", key) for key in ("auxiliary", "passive_auxiliary", "status")
    )
    return compiled(
        rf"\s{{1,3}}(?:{auxiliary}\s{{1,3}})?{passive}\s{{1,3}}(?:[^\s.;]+\s{{1,3}}){{0,5}}?{status}(?!\w)",
        re.IGNORECASE,
    )


def _is_behind_occupation(document: Document, name: Span) -> bool:
    before = document.text[max(0, name.start - _LONGEST_BEFORE) : name.start].split()
    return bool(before) and is_occupation(before[-1])


def _has_surname(document: Document, name: Span) -> bool:
    """Whether the last word of a name stands alone somewhere, and not where a place would stand."""
    last = document.quote(name).split()[-1]
    alone = re.compile(rf"(?P<before>\S+)\s{{1,3}}{re.escape(last)}(?![\w-]|\s{{1,3}}[A-Z\u00c0-\u00de])")
    no_evidence = frozenset().union(
        _prepositions(),
        *(vocabulary.word_set(key, "people") for key in ("definite_article", "place_joint", "named_thing")),
    )
    courtesies = vocabulary.word_set("courtesy", "officials")
    return any(
        match["before"][-1] in ",;:."
        or match["before"].casefold() in courtesies
        or (match["before"].islower() and match["before"] not in no_evidence)
        for match in alone.finditer(document.text)
    )


def is_presented(document: Document, name: Span) -> bool:
    """Whether what stands right around a name says who the person is: "Ana Ruiz, a human rights lawyer,", "Ana Ruiz,
    41,", or at the start of a sentence "Der Gewerkschafter Hasan Ruiz".
    """
    if phrase_behind(document, Span(name.end, len(document.text)), "", first=True) is not None:
        return True
    aged = document.text[name.end : behind_age(document.text, name.end, len(document.text))]
    return compiled(r"\d").search(aged) is not None or _opens_with_occupation(document, name)


LONGEST_OCCUPATION = 60
"""Letters before a name among which the noun for what somebody is is looked for."""
MOST_WORDS_BEFORE_NAME = 4


def _opens_with_occupation(document: Document, name: Span) -> bool:
    """Whether a sentence begins with what the person is, right before the name ("The trade unionist")."""
    before = document.text[max(0, name.start - LONGEST_OCCUPATION) : name.start]
    opening = compiled(r"(?:\A|\n\s*\n|[.!?]\s{1,3})(?P<words>[^.!?\n]+\s)$").search(before)
    words = compiled(r"[^\W\d_]+").findall(opening["words"]) if opening else []
    return 0 < len(words) <= MOST_WORDS_BEFORE_NAME and is_occupation(words[-1])
