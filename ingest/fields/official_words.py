"""Part of the field `targets`: single words of an official's lines: which are offices, institutions, joining words."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ingest import vocabulary
from ingest.kept_patterns import compiled, kept_pattern

WORD = compiled(r"[^\s,;/()\u201c\u201d\"]+")
"""A word with the signs that belong to it: full stops, apostrophes, hyphens."""


def words_of(text: str) -> list[str]:
    """The words of a text, as printed."""
    return WORD.findall(text)


_APOSTROPHES = {ord(mark): "'" for mark in "\u2018\u2019\u02bb\u02bc\u0060\u00b4\u02be\u02bf"}
"""Marks that stand for an apostrophe, or for a letter of Arabic or Uzbek that is transliterated as one."""


def bare_word(word: str) -> str:
    """A word as it is looked up: case-folded, without its genitive's ending and the signs around it."""
    straight = word.translate(_APOSTROPHES)
    return compiled(r"(?:'s|')$").sub("", straight.strip(".:*'")).casefold()


@cache
def known_words(key: str) -> frozenset[str]:
    """The words of a key, case-folded, with and without their accents: old documents print none."""

    def known() -> frozenset[str]:
        words = {word.translate(_APOSTROPHES) for word in vocabulary.word_set(key, "officials")}
        return frozenset(words | {vocabulary.without_marks(word) for word in words})

    return vocabulary.made(f"officials {key}", known)


def elided_article() -> str:
    """The regular expression of articles joined to a word by an apostrophe ("l'")."""
    stems = sorted(wording.text.rstrip("'") for wording in vocabulary.wordings("officials", "elided_article"))
    return rf"(?:{'|'.join(map(re.escape, dict.fromkeys(stems)))})['\u2019]"


@kept_pattern()
def _joined_article() -> str:
    return rf"^(?:{vocabulary.alternatives('officials', 'joined_article')}-(?=\w{{2}})|{elided_article()}(?=\w{{4}}))"


@kept_pattern()
def _joined_ending() -> str:
    return rf"-{vocabulary.alternatives('officials', 'joined_ending')}$"


WORDS_KEPT = 50_000
"""So many answers are kept: a document of a few pages asks for the same few hundred words again and again."""


@lru_cache(maxsize=WORDS_KEPT)
def is_in(key: str, word: str) -> bool:
    """Whether a word is one of a key: as listed, by its ending, by its stem, or behind an article joined to it."""
    words = known_words(key)
    bare = bare_word(word)
    if word.casefold() in words or bare in words:
        return True
    plain = vocabulary.without_marks(bare)
    if len(plain) > _SHORTEST_LENIENT and plain in words and not _is_listed(bare) and bare[-1].isascii():
        return True
    endings = _endings(key)
    if bare.endswith(endings) and any(
        bare.endswith(ending) and len(bare) > len(ending) - (len(ending) > _SHORT_ENDING) for ending in endings
    ):
        return True
    if _stem_of(plain) == key:
        return True
    if key == "role" and not _is_listed(bare) and any(form in words for form in _other_genders(bare)):
        return True
    joined = _joined_ending().sub("", _joined_article().sub("", bare))
    if joined != bare and (joined in words or _stem_of(vocabulary.without_marks(joined)) == key):
        return True
    # "Commissioner-General" and "Primeiro-Ministro" are known by their parts, "Quartel-General" is no office.
    parts = bare.split("-") if bare not in known_words("organization") else [bare]
    return key == "role" and len(parts) > 1 and (parts[-1] in words or all(part in words for part in parts))


_SHORTEST_LENIENT = 4
# A longer ending is a word by itself too.
_SHORT_ENDING = 6


# How the forms of an office for a woman and a man differ at their ends, in languages that tell them apart.
@cache
def _genders() -> tuple[tuple[str, str], ...]:
    both = [wording.text.partition("/") for wording in vocabulary.wordings("officials", "gendered_ending")]
    return tuple((woman, man) for woman, _, man in both)


_SHORTEST_GENDERED = 6


def _other_genders(word: str) -> list[str]:
    """What a word for an office would be in the other gender."""
    if len(word) < _SHORTEST_GENDERED:
        return []
    ends = [*_genders(), *((other, own) for own, other in _genders())]
    return [word.removesuffix(own) + other for own, other in ends if word.endswith(own)]


@cache
def _endings(key: str) -> tuple[str, ...]:
    return tuple(known_words(f"{key}_ending"))


def _is_listed(word: str) -> bool:
    """Whether a word is known as it is printed: "secretaría" is no "secretaria"."""
    return any(word in vocabulary.word_set(key, "officials") for key in ("role", "organization", "portfolio"))


_STEMMED = ("role", "organization")


@lru_cache(maxsize=WORDS_KEPT)
def _stem_of(word: str) -> str | None:
    """Which key the longest stem that opens a word belongs to; a listed word has none."""
    if any(word in known_words(key) for key in _STEMMED):
        return None
    return longest_stem(word)


def longest_stem(word: str) -> str | None:
    """Which key (`role`, `organization`) the longest stem that opens a word belongs to; None where none opens it."""
    opening = [(length, key) for key in _STEMMED for length in _lengths(key) if word[:length] in _stems(key)]
    return max(opening)[1] if opening else None


@cache
def _lengths(key: str) -> frozenset[int]:
    return frozenset(map(len, _stems(key)))


@cache
def _stems(key: str) -> frozenset[str]:
    return frozenset(vocabulary.without_marks(stem) for stem in vocabulary.word_set(f"{key}_stem", "officials"))


def heads_phrase(word: str) -> bool:
    """Whether a word belongs to a language in which the head of an office's or institution's name stands first."""
    return is_in("head_first", word) or longest_stem(vocabulary.without_marks(bare_word(word))) is not None


def is_role_word(word: str) -> bool:
    """Whether a word says what office a person holds."""
    return is_in("role", word) and not is_in("title_or_name", word)


def is_role_part(word: str) -> bool:
    """Whether a word says what office it is only beside another one ("General", "Deputy")."""
    return is_in("role_part", word)


def is_organization_word(word: str) -> bool:
    """Whether a word names an institution."""
    return is_in("organization", word)


def is_connector(word: str) -> bool:
    """Whether a word joins the parts of an office's name ("of", "de", "and")."""
    return is_in("connector", word)


def is_conjunction(word: str) -> bool:
    """Whether a word joins the last item of a list."""
    return is_in("conjunction", word)


def is_name_particle(word: str) -> bool:
    """Whether a word is a small one inside names ("de", "bin")."""
    return is_in("name_particle", word)


def opens_surname(word: str) -> bool:
    """Whether a small word of offices and names is a name by its capital ("General | Le Van Huong")."""
    return word[:1].isupper() and not word.isupper() and is_in("name_particle", word)


def opens_office(word: str) -> bool:
    """Whether a word can open an office, or go on with one."""
    return is_in("role", word) or is_in("organization", word) or is_in("connector", word)


def is_field(word: str) -> bool:
    """Whether a word says what an office is for ("Justice")."""
    return is_in("portfolio", word)


def are_fields(words: list[str]) -> bool:
    """Whether words only say what an office is for ("Police and Armed Forces")."""
    return all(is_in("portfolio", word) or is_in("connector", word) for word in words)


def heads_field(text: str) -> bool:
    """Whether a text is an office and, behind a colon, what it is for ("Head: Correctional Services")."""
    office, colon, field = text.partition(": ")
    return bool(colon) and is_in("role", office.strip()) and are_fields(words_of(field))


def ends_whole(words: Sequence[str]) -> bool:
    """Whether words end with a noun that looks like a small word of another language ("vnutrennikh del")."""
    return " ".join(words[-2:]).casefold() in vocabulary.word_set("not_cut_off", "officials")


def abbreviates(word: str, words: Sequence[str]) -> bool:
    """Whether a word of capitals can be made of the letters of an institution's words, from its first one on."""
    letters = vocabulary.without_marks(word)
    if (
        len(words) < _FEWEST_ABBREVIATED
        or len(letters) < _SHORTEST_ABBREVIATION
        or not (word.isupper() and word.isalpha())
    ):
        return False
    left = iter(vocabulary.without_marks("".join(words)))
    return letters[0] == vocabulary.without_marks(words[0])[:1] and all(letter in left for letter in letters)


def ends_in_own_abbreviation(text: str) -> bool:
    """Whether words end in brackets with what they are called by their letters ("Koalisi Perempuan Adil (KPA)")."""
    if not text.endswith(")"):
        return False
    words, _, letters = text[:-1].rpartition(" (")
    return words.count(" ") >= _FEWEST_ABBREVIATED and abbreviates(letters, words_of(words))


_FEWEST_ABBREVIATED = 2
_SHORTEST_ABBREVIATION = 3
