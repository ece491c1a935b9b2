"""Names of people in running text, told from those of places, institutions and officials by their words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.people.noun_phrases import can_stand_in_phrase, is_occupation, months
from ingest.fields.people.other_bearers import names_no_person
from ingest.fields.people.personal_titles import behind_titles
from ingest.fields.people.relatives import is_plural_of_kin
from ingest.fields.people.spellings import NICKNAME_BEHIND, nickname_in_story
from ingest.kept_patterns import compiled
from ingest.places import country_of


@cache
def _person_name() -> re.Pattern[str]:
    particles = "|".join(
        sorted(
            (re.escape(w.text) for w in vocabulary.wordings("officials", "name_particle") if w.text.isalpha()),
            key=len,
            reverse=True,
        )
    )
    word = (
        r"(?:[A-Z]\.(?:-?[A-Z]\.)*"
        r"|[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff][^\W\d_]*(?:['\u2019-][^\W\d_]+){0,3})"
    )
    blank = rf"[ \n](?:{nickname_in_story()}[ \n])?"
    return compiled(
        # Nothing of a name may be left off to make it end before an institution ("Ana Ruiz Lawyers' Collective").
        rf"(?<![\w\u2019'-])(?>{word}(?:{blank}(?:(?:{particles})[ -]){{0,2}}{word}){{1,4}})"
        rf"(?!['\u2019]\s[A-Z])(?:{NICKNAME_BEHIND})?"
    )


def persons(document: Document, span: Span, officials: Sequence[str]) -> Iterator[Span]:
    """The names of people in a stretch, without titles and occupations before them; none of `officials`."""
    no_names = vocabulary.word_set("no_name", "people")
    for start, words in _parted_names(document, span):
        run = start + words[0].start()
        if _names_institution([word.group() for word in words]):
            continue
        while words and (
            opening := _demonym([word.group() for word in words])
            or (is_no_name(words[0].group(), no_names) and not _is_namesake(document, start, words))
            or is_occupation(words[0].group())
            or is_plural_of_kin(words[0].group())
            or _tells_age(words[0].group())
        ):
            words = words[int(opening) :]
        # A small word inside is a particle ("Maria das Neves").
        others = words[1:] if _is_namesake(document, start, words) else words
        if len(words) < 2 or any(is_no_name(word.group(), no_names) for word in others if not word.group().islower()):
            continue
        if words[-2].group().islower() and words[-1].group().casefold() in months():
            # "Champ de Mars"
            continue
        place = Span(start + words[0].start(), start + words[-1].end())
        possessive = compiled(r"['\u2019]s$").search(document.quote(place))
        place = Span(
            place.start + behind_titles(document.quote(place)),
            place.end - (len(possessive.group()) if possessive else 0),
        )
        name = plain(document.quote(place))
        if (
            country_of(name)
            or _behind_preposition(document, place)
            or any(_same_person(name, official) for official in officials)
            or name.isupper()
            or _is_quoted(document, place)
            or _is_no_persons(name)
            or _qualifies_noun(document, place)
            or _completes_institution(document, place)
            or names_no_person(document, Span(run, place.end), place)
        ):
            continue
        yield place


def _demonym(words: Sequence[str]) -> int:
    """How many words of several open with an adjective made of a country's name of two words or more ("Sri Lankan")."""
    for count in range(2, min(len(words), _LONGEST_DEMONYM) + 1):
        adjective = " ".join(words[:count])
        stems = (adjective[:-ending] for ending in range(1, _LONGEST_ENDING + 1))
        # Letters alone are a country's too ("U K|yaw").
        stems = (stem for stem in stems if stem[-1:].isalpha() and len(stem) >= _SHORTEST_STEM)
        if country_of(adjective) is None and any(map(country_of, stems)):
            return count
    return 0


_LONGEST_DEMONYM = 4
_SHORTEST_STEM = 5
_LONGEST_ENDING = 3


def _completes_institution(document: Document, place: Span) -> bool:
    """Whether capitalised words end the name of an institution ("Women of | Bulawayo Arise"): its first word has a
    capital inside a sentence, or its letters stand in brackets behind it ("(WBA)"); or whether somebody heads what they
    name or belongs to it ("director of | Otros Mundos").
    """
    before = document.text[max(0, place.start - _LONGEST_HEAD) : place.start]
    headed = compiled(r"(?P<head>[^\W\d_]+)\s(?P<joint>[a-z]{2,3})\s$").search(before)
    joints = vocabulary.word_set("institution_joint", "people")
    if headed is None or headed["joint"] not in joints:
        return False
    if headed["head"].casefold() in vocabulary.word_set("head_of_institution", "people"):
        return True
    opening = compiled(r"(?P<small>[a-z,]\s{1,3})?(?<!\w)[A-Z][a-z]+\s[a-z]{2,3}\s$").search(before)
    if opening is None:
        return False
    letters = compiled(r"\s\((?P<letters>[A-Z]{3,10})\)").match(document.text, place.end)
    initials = "".join(word[0] for word in document.quote(place).split())
    return opening["small"] is not None or (letters is not None and letters["letters"].endswith(initials))


_LONGEST_HEAD = 40


def _qualifies_noun(document: Document, place: Span) -> bool:
    """Whether capitalised words belong to the noun behind them, before a name ("Imprisoned Uyghur | rights activist
    Ana Ruiz"); nothing but small words of its phrase stands between.
    """
    behind = compiled(r"(?:[ \n][a-z\u00df-\u00ff][\w-]*){1,5}(?=,?[ \n][A-Z\u00c0-\u00de])").match(
        document.text, place.end
    )
    words = behind.group().split() if behind else []
    return bool(words) and is_occupation(words[-1]) and all(map(can_stand_in_phrase, words))


def _is_namesake(document: Document, start: int, words: Sequence[re.Match[str]]) -> bool:
    """Whether a name begins with a first name that is a month's or country's too; it stands in the document again
    ("May Aung", "Israel Ruiz").
    """
    namesakes = months() | vocabulary.word_set("country_or_name", "people")
    if len(words) < 2 or words[0].group().casefold() not in namesakes:
        return False
    name = document.text[start + words[0].start() : start + words[1].end()]
    return document.text.count(name) > 1


def _parted_names(document: Document, span: Span) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """The words of each name in a stretch, and where they are counted from.

    What joins two surnames joins two people where whole names stand on both sides ("Ana Ruiz y | Luis Paz").
    """
    joints = vocabulary.word_set("list_joint", "people")
    for match in _person_name().finditer(document.text, *span):
        words = list(compiled(r"\S+").finditer(match.group()))
        first = 0
        for index, word in enumerate(words):
            whole = index - first >= _FEWEST_WORDS_OF_NAME and len(words) - index > _FEWEST_WORDS_OF_NAME
            if whole and word.group().islower() and word.group() in joints:
                yield match.start(), words[first:index]
                first = index + 1
        yield match.start(), words[first:]


_FEWEST_WORDS_OF_NAME = 2


def relatives_named(document: Document, span: Span) -> Iterator[Span]:
    """Relatives with one name only, behind the noun for them and before an age ("her sons, Luis, 9, and Juan, 6,")."""
    position = span.start
    for noun in compiled(r"[^\W\d_]+(?=,?\s{1,3}[A-Z\u00c0-\u00de])").finditer(document.text, *span):
        if noun.start() < position or not is_plural_of_kin(noun.group()):
            continue
        position = noun.end()
        while relative := _relative().match(document.text, position, span.end):
            yield Span(*relative.span("name"))
            position = relative.end()


@cache
def _relative() -> re.Pattern[str]:
    joints = vocabulary.expression("people", "list_joint")
    old = vocabulary.expression("people", "year_old")
    aged = vocabulary.expression("people", "age_word")
    return compiled(
        rf"(?:,?\s{{1,3}}(?:{joints}\s{{1,3}})?)(?P<name>[A-Z\u00c0-\u00de][^\W\d_]{{1,30}})"
        rf"(?:,\s{{1,3}}(?:{aged}\s{{1,3}})?\d{{1,3}}(?:\s{{1,2}}{old})?(?=[,.;\s])|\s\((?:{aged}\s)?\d{{1,3}}(?:\s{old})?\))"
    )


def _is_no_persons(name: str) -> bool:
    """Whether capitalised words are no name of a person: a possessive inside, or a preposition ("Gefahr in Verzug")."""
    words = name.split()
    prepositions = vocabulary.word_set("preposition", "places")
    return any(word.endswith(("'s", "\u2019s")) for word in words) or any(word in prepositions for word in words[1:-1])


def _is_quoted(document: Document, place: Span) -> bool:
    """Whether a name is all that quotation marks hold: a nickname, or the title of something."""
    return document.text[place.start - 1] in _QUOTES and document.text[place.end : place.end + 1] in _QUOTES


_QUOTES = tuple('"\u201c\u201d\u201e\u00ab\u00bb')


def _behind_preposition(document: Document, place: Span) -> bool:
    """Whether a word stands right before the name that only stands before places ("in Addis Ababa")."""
    before = document.text[max(0, place.start - _LONGEST_PREPOSITION) : place.start].split()
    return bool(before) and before[-1].casefold() in vocabulary.word_set("preposition", "places")


_LONGEST_PREPOSITION = 16


_SHORTEST_COMPOUND = 9
"""Letters of a word that is long enough to be a compound noun by its ending."""


def is_no_name(word: str, no_names: frozenset[str]) -> bool:
    """Whether a capitalised word stands in no person's name: one of `no_names`, of an institution, place or country."""
    bare = word.strip(".,()'\u2019").casefold()
    institutions = vocabulary.word_set("organization", "officials") | vocabulary.word_set("role", "officials")
    institutions -= vocabulary.word_set("title_or_name", "officials")
    if bare.partition("-")[0] in vocabulary.word_set("number_word", "people"):
        return True
    if bare.rpartition("-")[2] in vocabulary.word_set("place_word", "people"):
        return True
    endings = tuple(vocabulary.word_set("no_name_ending", "people"))
    if len(bare) >= _SHORTEST_COMPOUND and bare.endswith(endings):
        return True
    return bare in no_names or bare in institutions or country_of(bare.title()) is not None


def _tells_age(word: str) -> bool:
    """Whether a word before a name only tells an age ("Sixteen-year-old")."""
    return vocabulary.pattern("people", "year_old").search(word.replace("-", " ", 1)) is not None


def _names_institution(words: Sequence[str]) -> bool:
    """Whether words begin with an institution that a complement goes on with ("Dirección General de Inteligencia")."""
    if not words or words[0].casefold() not in vocabulary.word_set("organization", "officials"):
        return False
    rest = takewhile(lambda word: not word.islower(), words[1:])
    behind = words[1 + sum(1 for _ in rest) :]
    return bool(behind) and behind[0] in vocabulary.word_set("connector", "officials")


def _same_person(name: str, official: str) -> bool:
    return name.casefold() == official.casefold() or official.casefold().endswith(" " + name.casefold())
