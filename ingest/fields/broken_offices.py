"""Part of the field `targets`: phrases of offices and institutions that the end of a line breaks off.

Each function is given what stands before the break, and mostly what stands behind it.
"""

from ingest import vocabulary
from ingest.fields.address_rules import is_area, is_city
from ingest.fields.official_names import split_titles
from ingest.fields.official_words import (
    bare_word,
    ends_whole,
    is_conjunction,
    is_in,
    is_organization_word,
    is_role_word,
    known_words,
    words_of,
)
from ingest.kept_patterns import compiled
from ingest.places import country_of


def breaks_off(text: str) -> bool:
    """Whether a phrase cannot end with its last word: one that joins ("of", "and"), or half an office ("Acting")."""
    words = words_of(text)
    joins = is_in("connector", words[-1]) and words[-1].islower() and not ends_whole(words) if words else False
    lacks_noun = (
        known_words("lacks_noun") & {" ".join(words[-count:]).casefold() for count in (1, 2, 3)} if words else ()
    )
    return len(words) > 1 and (joins or bool(lacks_noun) or is_in("cut_off", words[-1]) or _is_owners_office(words[-1]))


def _is_owners_office(word: str) -> bool:
    """Whether a word is an office that what comes belongs to ("Attorney General's | Chambers")."""
    owner = compiled(r"['\u2019]s$").sub("", word)
    return owner != word and is_role_word(owner)


def lacks_its_noun(text: str, following: str) -> bool:
    """Whether an office ends with an adjective, and its noun opens the following line.

    "Chair of the Parliamentary | Committee on Trade", "High Commissioner, Jamaican | High Commission"
    """
    words, below = words_of(text), words_of(following)
    if (
        len(words) < 2
        or not below
        or not any(is_in("role", word) or is_in("organization", word) for word in words[:-1])
    ):
        return False
    last = words[-1]
    alone = text.rpartition(",")[2].split() == [last] and "," in text
    if (
        not last[0].isupper()
        or last.isupper()
        or (is_in("role", last) and not (alone and is_in("role_part", last)))
        or is_in("organization", last)
        or is_city(last)
        or country_of(last)
        or (alone and is_area(last))
    ):
        return False
    endings = tuple(vocabulary.word_set("adjective_ending", "officials"))
    # Behind the noun of a field an adjective belongs to that ("Defensa | Nacional").
    of_field = is_in("portfolio", words[-2]) and not words[-2].endswith(endings)
    adjective = last.endswith(endings) and not of_field
    joined = any(is_in("connector", word) and not is_conjunction(word) for word in words[-_NEAR:-1])
    noun = below[:1] if alone and not adjective else below[:2]
    return (alone or (adjective and joined)) and any(is_in("organization", word) for word in noun)


_NEAR = 4


def lacks_its_rank(text: str, following: str) -> bool:
    """Whether an office or institution ends with its noun, and its adjective opens the following line.

    "Minister of Justice and Attorney | General", "Fiscal | General de la Nación", "Corte | Suprema de Justicia"
    """
    words, below = words_of(text), words_of(following)
    if not words or not below or below[0].casefold() not in known_words("rank_behind"):
        return False
    if (
        not (is_role_word(words[-1]) or is_organization_word(words[-1]))
        or words[-1].islower()
        or is_in("role_part", words[-1])
        or split_titles(following)
    ):
        return False
    if len(below) > 1 and is_conjunction(below[1]) and not any(map(is_role_word, below[2:])):
        # "Prosecutor | General and Revolutionary Court of X"
        return not any(map(is_organization_word, below[2:]))
    return len(below) == 1 or (is_in("connector", below[1]) and below[1].islower())


def completes_office(word: str, before: str) -> bool:
    """Whether a word alone only completes the office or institution cut off before it.

    It does where both are words of offices, or where what stands before breaks off behind the last item of a list
    ("Minister for Immigration and Border | Protection").
    """
    known = is_in("portfolio", word) or is_in("organization", word)
    words = words_of(before)
    if is_in("role", word) or not words or _stands_alone(word) or country_of(word):
        return False
    listed = (
        len(words) > _FEWEST_OF_LIST and is_conjunction(words[-2]) and any(is_in("connector", w) for w in words[1:-2])
    )
    return (known and (is_in("portfolio", words[-1]) or is_in("organization", words[-1]))) or (
        listed and word.isalpha() and word[0].isupper() and not is_city(word)
    )


_FEWEST_OF_LIST = 3


def _stands_alone(word: str) -> bool:
    """Whether a word by itself is an institution ("Primature", "Justizministerium") or its seat ("Secretariat")."""
    if is_organization_word(word) and bare_word(word) not in known_words("organization"):
        return True
    seats = vocabulary.word_set("building", "addresses") | vocabulary.word_set("government_quarter", "addresses")
    return word.casefold() in known_words("institution_alone") | seats


def is_parted_institution(text: str, following: str) -> bool:
    """Whether a line break parted an institution's noun from the words before it ("Sudan Human | Rights Board")."""
    words, below = words_of(text), words_of(following)
    if len(words) < 2 or len(below) < 2 or any(is_in(key, word) for word in words for key in ("role", "organization")):
        return False
    return is_in("organization", below[-1]) and not any(is_in("connector", word) for word in below)
