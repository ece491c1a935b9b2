"""Names that a sentence gives in one breath, parted by commas, joining words, ages and what the people are."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.ages import behind_age
from ingest.fields.people.noun_phrases import is_occupation, phrase_behind
from ingest.fields.people.relatives import is_plural_of_kin
from ingest.fields.people.spellings import behind_other_name
from ingest.kept_patterns import compiled


def with_companions(document: Document, names: list[Span], chosen: list[Span]) -> list[Span]:
    """The chosen names of a sentence and those that it names in one breath with them ("Ana Ruiz and her son Luis")."""
    kept = set(chosen)
    if not kept:
        return []
    for pairs in (pairwise(names), pairwise(names[::-1])):
        for one, other in pairs:
            if one in kept and _in_one_breath(document, min(one, other), max(one, other)):
                kept.add(other)
    return [name for name in names if name in kept]


def _in_one_breath(document: Document, before: Span, behind: Span) -> bool:
    """Whether only commas, joining words, ages and what people are stand between two names, perhaps in a whole phrase
    between commas behind the first ("Ana Ruiz, head of a school in Tame, and Luis Paz").
    """
    start = behind_other_name(document.text, before.end, behind.start)
    start = behind_age(document.text, start, behind.start)
    if document.text[start : start + 1] in _POSSESSIVE:
        # "Ana Ruiz's lawyer, Luis Paz"
        return False
    phrase = phrase_behind(document, Span(before.end, behind.start), "", first=False)
    if phrase is not None and document.text[phrase.end] == ",":
        start = phrase.end
    between = list_joint().sub(" & ", document.text[start : behind.start])
    words = compiled(r"[^\s,()]+").findall(between)
    joints = vocabulary.word_set("conjunction", "officials") | vocabulary.word_set("list_joint", "people")
    small = joints | vocabulary.word_set("possessive", "people") | vocabulary.word_set("article", "people")
    small |= vocabulary.word_set("number_word", "people") | vocabulary.word_set("age_word", "people")
    joints |= {"&"}
    listed = "," in document.text[before.end : behind.start] or any(word.casefold() in joints for word in words)
    words = [word for place, word in enumerate(words) if not _opens_compound(words[place:])]
    return listed and all(
        word.casefold() in small or is_occupation(word) or is_plural_of_kin(word) or _is_age(word) for word in words
    )


_POSSESSIVE = ("'", "\u2019")


def _opens_compound(words: Sequence[str]) -> bool:
    """Whether words begin with one in small letters that belongs to the noun behind it ("bus driver")."""
    noun = next((place for place, word in enumerate(words) if is_occupation(word)), len(words))
    stops = vocabulary.word_set("phrase_stop", "people")
    return 0 < noun < min(len(words), _LONGEST_COMPOUND) and all(
        word.islower() and word not in stops for word in words[:noun]
    )


_LONGEST_COMPOUND = 3


def _is_age(word: str) -> bool:
    """Whether figures can be an age, perhaps joined to its unit ("22-j\u00e4hrige")."""
    number, hyphen, unit = word.partition("-")
    aged = not hyphen or vocabulary.fullmatch(unit, "people", "year_old") is not None
    return number.isdigit() and len(number) < _LONGEST_AGE and aged


_LONGEST_AGE = 3


@cache
def list_joint() -> re.Pattern[str]:
    """What joins names, in several words too ("as well as")."""
    return compiled(rf"(?<!\w){vocabulary.expression('people', 'list_joint')}(?!\w)", re.IGNORECASE)
