"""Part of the field `targets`: phrases for offices and institutions: what they are, and how well they read as it."""

import re
from functools import lru_cache

from ingest import vocabulary
from ingest.fields.address_rules import is_area, shows_address
from ingest.fields.official_names import (
    WHOLE_NAME,
    is_name_word,
    name_score,
    split_titles,
    title_behind,
)
from ingest.fields.official_words import (
    WORDS_KEPT,
    bare_word,
    elided_article,
    ends_in_own_abbreviation,
    heads_phrase,
    is_conjunction,
    is_in,
    is_role_word,
    known_words,
    opens_surname,
    words_of,
)
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of


def opens_official(text: str) -> bool:
    """Whether a text opens as an official does: with an office, an institution, or a titled name."""
    words = words_of(text)
    if not words or not words[0][0].isupper():
        return False
    return is_role_word(words[0]) or is_in("organization", words[0]) or split_titles(text) > 0


def opens_with_office(text: str) -> bool:
    """Whether a text opens with a word for an office, and what the office is for ("Menteri Dalam Negeri")."""
    words = words_of(text)
    if vocabulary.match(text, "officials", "role_phrase"):
        return True
    return len(words) > 1 and is_in("role", words[0]) and any(is_in(key, words[1]) for key in _COMPLEMENTS)


_COMPLEMENTS = ("connector", "portfolio", "organization")


def is_acting(text: str) -> bool:
    """Whether an office ends with the words for holding it for the time being ("Chargé d'affaires a.i.")."""
    acting = vocabulary.expression("officials", "acting").removesuffix(r"(?!\w)")
    return compiled(rf"{acting}$", re.IGNORECASE).search(text) is not None


def is_editor(text: str) -> bool:
    """Whether a text says no more than who stands for a newspaper ("The Editor")."""
    return vocabulary.fullmatch(text, "officials", "editor") is not None


def courtesy_at_start(text: str) -> re.Match[str] | None:
    """The form of courtesy that opens a text, and the word behind it."""
    if not vocabulary.may_begin(vocabulary.squeezed(text), "officials", "honorific"):
        return None
    return _courtesy_before_role().match(text)


@kept_pattern(re.IGNORECASE)
def _courtesy_before_role() -> str:
    words = vocabulary.expression("officials", "honorific")
    articles = vocabulary.alternatives("officials", "office_article", "courtesy_article")
    article = rf"(?P<article>{articles}\s{{1,3}}|{elided_article()}(?=\w))?"
    return rf"(?P<courtesy>(?:(?:\A|\s{{1,3}}){words}\.?){{1,3}})\s{{1,3}}{article}(?P<office>[^\s,;/()]+)"


SURE_OFFICE = 3.0
"""So well an office scores that has a word for one, or is one whatever it is ("Deputy Xxxx")."""
# An office that is said again in another language, in brackets or behind a stroke.
_SAID_AGAIN = compiled(
    r"(?P<own>[^()/\[\]]{3,80}?)\s{0,2}(?:[(\[](?P<bracket>[^()\[\]]{5,80})[)\]]?|/\s?(?P<other>[^()/]{5,80}))"
)
_BY_TRANSLATION = -0.5


def role_score(text: str) -> float:
    """How well a piece reads as the office that a person holds."""
    again = _SAID_AGAIN.fullmatch(text)
    own = office_score(text)
    if own >= SURE_OFFICE or again is None or name_score(again["own"]) >= 3.0:
        return own
    return max(own, office_score(again["bracket"] or again["other"]) + _BY_TRANSLATION)


def office_score(text: str) -> float:
    """As `role_score`, for an office that is not said again behind itself."""
    courtesy = courtesy_at_start(text)
    if courtesy is not None and is_in("role", courtesy["office"]) and not is_in("title_or_name", courtesy["office"]):
        text = text[courtesy.start("office") :]
    words = words_of(text)
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people"):
        words = words[1:]
    if not words:
        return -5.0
    if vocabulary.match(text, "officials", "role_phrase") or is_editor(text):
        return 5.0
    if _opens_as_institution(text, words):
        return -2.5
    if has_unknown_head(text):
        return _UNKNOWN_HEAD + (_BY_RANK if _has_rank_word(words) else 0.0)
    heads = [index for index in range(len(words)) if _is_role_head(words, index)]
    if not heads and _role_in_bracket(text):
        return _TOLD_IN_BRACKET
    if not heads and len(words) > 1 and is_in("cut_off", words[0]) and not _heads_institution(words):
        return SURE_OFFICE
    if not heads or _is_institution(words, heads):
        return -2.5
    if (split_titles(text) or title_behind(text) is not None) and name_score(text) > 3.0:
        return 1.0
    score = 5.0 if heads[0] == 0 else 3.5
    street = vocabulary.search(text, "addresses", "street")
    is_house = len(words) > 1 and _is_building(words[-1]) and _complement(words) == len(words)
    if (street and street.end() == len(text)) or is_house:
        # "Chief Minister House"
        score -= 5.0
    if is_in("organization", words[heads[0]]):
        score -= 3.5
    if any(char.isdigit() for char in text):
        score -= 0.5 if heads[0] == 0 else 2.0
    return score


_TOLD_IN_BRACKET = 3.0
_WORDS_AND_BRACKET = compiled(r"[^()]{3,80} \((?P<translated>[^()]{4,80})\)")


def _role_in_bracket(text: str) -> bool:
    """Whether words that nobody knows have an office behind them in brackets, as its translation."""
    match = _WORDS_AND_BRACKET.fullmatch(text)
    return match is not None and role_score(match["translated"]) > _TOLD_IN_BRACKET and split_titles(text) == 0


# "Xxxx of Yyyy": an office or an institution, as what stands around it says.
_UNKNOWN_HEAD = 1.0
# An institution is called by its first letters, and an office is not.
_BY_ACRONYM = 1.5
_BRACKETED_ACRONYM = compiled(r"\([A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd-]{1,9}\)")


@lru_cache(maxsize=WORDS_KEPT)
def has_unknown_head(text: str) -> bool:
    """Whether a phrase has a complement ("Xxxx of Yyyy"), and no known word says what the words before it head."""
    words = words_of(text)
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people"):
        words = words[1:]
    first = _complement(words)
    head = words[:first]
    if not head or first + 1 >= len(words) or len(head) > _LONGEST_HEAD or not head[0][0].isupper():
        return False
    if any(not is_name_word(word) or is_in("portfolio", word) for word in head) or split_titles(text):
        return False
    known = (is_in(key, word) for word in head for key in ("role", "organization", "title_or_name"))
    if any(known) and not _has_rank_word(head):
        return False
    if not words[first].islower() or any(char.isdigit() for char in text) or country_of(text):
        return False
    named = vocabulary.match(text, "addresses", "street", "building", "area", "post_box")
    # "SEN Avenida das Nações"
    if head[0].isupper() and named is None:
        named = vocabulary.search(" ".join(head[1:]), "addresses", "street")
    return named is None and _institution_phrase().match(text) is None


_LONGEST_HEAD = 3
# "Xxxx's Yyyy for Zzzz"
_AS_A_BODY = 0.7


def _names_a_body(words: list[str]) -> bool:
    """Whether words no head of which is known are a group's: they say whose it is ("Mothers' Circle for Peace")."""
    head = words[: _complement(words)]
    return any(compiled(r"(?:s['\u2019]|['\u2019]s)$").search(word) for word in head[:-1])


# "Xxxx General", "Deputy Xxxx"
_BY_RANK = 1.5


def _has_rank_word(words: list[str]) -> bool:
    """Whether an unknown word before the complement is made an office by one beside it ("Xxxx General of ...")."""
    head = words[: _complement(words)]
    parts = [word for word in head if is_in("role_part", word)]
    rest = [word for word in head if word not in parts]
    return bool(parts and rest) and not any(is_in(key, word) for word in rest for key in ("role", "organization"))


def _complement(words: list[str]) -> int:
    """Where the complement of a phrase begins ("of the Interior"); its length where it has none."""
    joins = (
        index for index, word in enumerate(words) if index and is_in("connector", word) and not is_conjunction(word)
    )
    return next(joins, len(words))


def saluted_as(text: str, formula: str) -> str | None:
    """What a salutation says of a piece whose words it repeats: "role" ("Dear Warden"), or "name" ("Dear Ms Paz")."""
    length = split_titles(text)
    words = words_of(text[length:])
    head = words[: _complement(words)]
    spoken = words_of(formula)
    told = {vocabulary.without_marks(bare_word(word)): index for index, word in enumerate(spoken)}
    # "Dear Board members": an institution's noun tells no office.
    own = [word for word in head if is_in("role", word) or not is_in("organization", word)]
    common = [told[key] for word in own if len(key := vocabulary.without_marks(bare_word(word))) > 2 and key in told]
    if not common or any(word.endswith(("'s", "\u2019s", "s'", "s\u2019")) for word in head):
        return None
    courtesy = vocabulary.word_set("courtesy", "officials") | vocabulary.word_set("honorific", "officials")
    by_name = any(spoken[index - 1].casefold() in courtesy for index in common if index)
    if length or ((by_name or name_score(text) >= WHOLE_NAME) and not any(map(is_role_word, head))):
        return "name"
    return "role"


def _is_institution(words: list[str], roles: list[int]) -> bool:
    """Whether an institution, and not the office that its words also name, heads the phrase.

    The head is the first word where its language puts it there ("Kantor Bupati"), else the last noun before the first
    connector: "Cabinet Secretary" and "Director of the Prison Service" are
    offices, "Attorney General's Department" and "Office of the President" institutions.
    """
    if heads_phrase(words[0]):
        return is_in("organization", words[0]) and not is_in("role", words[0])
    first = next((index for index, word in enumerate(words) if index and _joins(word)), len(words))
    institutions = [
        index for index, word in enumerate(words) if is_in("organization", word) and not is_in("role", word)
    ]
    inside = [index for index in institutions if index < first]
    if not inside:
        return bool(institutions) and min(roles) > first and institutions[0] < roles[0]
    offices = [index for index in roles if index < first]
    return not offices or max(inside) > max(offices)


def _heads_institution(words: list[str]) -> bool:
    """Whether an institution's noun ends the phrase, or what stands before its complement ("Permanent Court of X")."""
    return any(is_in("organization", word) for word in (words[-1], words[_complement(words) - 1]))


def _joins(word: str) -> bool:
    """Whether a word joins the parts of an office's name: a known one, or any short word in small letters."""
    return is_in("connector", word) or (word.islower() and len(word) <= _LONGEST_JOINING and word.isalpha())


_LONGEST_JOINING = 4


def _is_role_head(words: list[str], index: int) -> bool:
    """Whether a word says what office it is; some words do so only beside another one."""
    word = words[index]
    if not is_in("role", word) or word.endswith(("'s", "\u2019s", "s'", "s\u2019")):
        # "King's House", "Governors' Lodge"
        return False
    if _is_surname(words, index):
        return False
    if not is_in("role_part", word):
        return True
    neighbours = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
    if any(is_in("role", other) for other in neighbours):
        return True
    ends = index == len(words) - 1 or is_in("connector", words[index + 1])
    if index > 0 and ends and is_in("organization", words[index - 1]) and not is_in("rank", word):
        # "Police Chief of X", "Supreme Court Justice"
        return True
    if len(words) > 1 and opens_surname(words[1]):
        # "General Le Van Huong"
        return False
    if len(words) > 1 and is_conjunction(words[1]) and is_in("portfolio", word):
        # "Justice and Peace Commission"
        return False
    return index == 0 and (len(words) == 1 or is_in("connector", words[1]))


def _is_surname(words: list[str], index: int) -> bool:
    """Whether a word that is an office or institution and a name alike ends a name: the noun would open its phrase.

    "Ali Raisi", "Moussa Camara"
    """
    if (
        not index
        or index != len(words) - 1
        or not (is_in("title_or_name", words[-1]) and is_in("head_first", words[-1]))
    ):
        return False
    known = ("role", "role_part", "portfolio", "organization", "connector")
    return not any(is_in(key, word) for word in words[:-1] for key in known)


# Several words that say nothing, right behind an official, are rather the institution's own name than a street.
_LONG_PHRASE = 3
_UNKNOWN_PHRASE = 0.8
# "Centro de ..." is the beginning of an institution's name or of a district's.
_BY_PHRASE = 3.0


def _opens_as_institution(text: str, words: list[str]) -> bool:
    """Whether words that only together say an institution open a phrase ("Estado Mayor": its "Mayor" is no office)."""
    phrase = _institution_phrase().match(text)
    if phrase is None or " " not in phrase.group() or is_in("role", words[0]):
        return False
    # "Task Force Commander"
    behind = words[len(words_of(phrase.group())) : _complement(words)]
    return not any(is_in("role", word) for word in behind)


@kept_pattern(re.IGNORECASE)
def _institution_phrase() -> str:
    """Institutions known by more than one word ("Centro de ...", "Bar Association")."""
    return vocabulary.any_of(
        wording.text
        for key in ("organization", "organization_phrase")
        for wording in vocabulary.wordings("officials", key)
        if " " in wording.text or key == "organization_phrase"
    )


def _is_building(word: str) -> bool:
    return word.casefold() in vocabulary.word_set("building", "addresses")


def _is_building_alone(text: str, words: list[str]) -> bool:
    """Whether it is a building by its whole name, or by its last two words ("Kenyatta Conference Centre")."""
    if vocabulary.fullmatch(text, "addresses", "building") is not None:
        return True
    return " ".join(words[-2:]).casefold() in vocabulary.word_set("building_phrase", "addresses")


def _ends_with_phrase(words: list[str]) -> bool:
    """Whether an institution's noun of two words stands at the end ("Tokyo Detention House")."""
    return len(words) > 1 and " ".join(words[-2:]).casefold() in known_words("organization")


def _is_government_quarter(text: str, words: list[str]) -> bool:
    """Whether it is the seat of a government, alone or by its country's or region's name ("Bangladesh Secretariat")."""
    building = vocabulary.word_set("government_quarter", "addresses")
    if not words or words[-1].casefold() not in building:
        return False
    named = text[: -len(words[-1])].strip()
    return len(words) == 1 or country_of(named) is not None or is_area(named)


def is_called_after_institution(text: str) -> bool:
    """Whether it is a quarter or a street that an institution gives its name ("Barrio Catedral", "Am Gericht 3")."""
    words = words_of(text)
    if len(words) == 1:
        return text.casefold().endswith(tuple(vocabulary.word_set("quarter_ending", "addresses")))
    heads = [index for index, word in enumerate(words) if is_in("organization", word)]
    if not heads:
        return False
    if len(words) == _SHORT_NAME:
        opened, ends = (vocabulary.word_set(key, "addresses") for key in ("quarter", "quarter_end"))
        if (heads[0] == 1 and words[0].casefold() in opened) or (heads[0] == 0 and words[1].casefold() in ends):
            return True
    return text[-1].isdigit() and vocabulary.match(text, "addresses", "street_preposition") is not None


_SHORT_NAME = 2
# What stands in brackets behind a phrase does not head it.
_NOTE_BEHIND = compiled(r"(?<=\w) \((?=[^()]*[a-z])[^()]{3,80}\)$")


SURE_INSTITUTION = 3.0
"""So well an institution scores that has a word for one."""


def organization_score(text: str) -> float:
    """How well a piece reads as an institution."""
    text = _NOTE_BEHIND.sub("", text)
    words = words_of(text)
    if vocabulary.match(text, "officials", "role_phrase"):
        return -1.0
    heads = [index for index, word in enumerate(words) if is_in("organization", word) and not _is_surname(words, index)]
    by_phrase = (not heads or words[0].casefold() in vocabulary.word_set("building", "addresses")) and (
        _institution_phrase().match(text) is not None
    )
    if by_phrase:
        heads = [0]
    ends_in_phrase = _ends_with_phrase(words)
    if ends_in_phrase and not heads:
        heads = [len(words) - 1]
    if has_unknown_head(text):
        called = _BY_ACRONYM if _BRACKETED_ACRONYM.search(text) else 0.0
        return _UNKNOWN_HEAD + max(called, _AS_A_BODY if _names_a_body(words) else 0.0)
    opens = _opens_as_institution(text, words)
    roles = [index for index in range(len(words)) if _is_role_head(words, index)] if not opens else []
    if _is_building_alone(text, words) or _is_government_quarter(text, words):
        return -0.5
    if not heads:
        titled = (
            len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people") and words[1][0].isupper()
        )
        if country_of(text):
            return -3.0
        if ends_in_own_abbreviation(text):
            return SURE_INSTITUTION
        if titled or compiled(r"[A-Z]{3,8}(?:-[A-Z]{2,4})?").fullmatch(text):
            return 1.0
        return _UNKNOWN_PHRASE if len(words) >= _LONG_PHRASE and not shows_address(text) else -1.5
    if is_called_after_institution(text):
        return -0.5
    if len(words) == _SHORT_NAME and bare_word(words[0]) != words[0].casefold() and _is_building(words[-1]):
        # "Governor's Compound", "President's Palace"
        return -0.5
    if roles and not _is_institution(words, roles):
        return 4.0 if heads[0] == roles[0] else -1.0
    last = words[-1].casefold()
    if len(words) == _SHORT_NAME and last in vocabulary.word_set("building_end", "addresses"):
        return -0.5
    opened = words[0].casefold()
    # "Sharia" is a street, but the "Sharia Court" is none.
    known = _institution_phrase().match(text) is not None
    if opened in vocabulary.word_set("street", "addresses") and len(words) > 1 and not known:
        return -0.5
    if opened in vocabulary.word_set("building", "addresses") and not by_phrase and 0 not in heads:
        return -0.5
    house = vocabulary.match(text, "addresses", "building")
    if house is not None and heads == [0] and not by_phrase and " " in house.group():
        # "Centro Administrativo del Poder Ejecutivo"
        return -0.5
    if not ends_in_phrase and (_is_building(last) or last in vocabulary.word_set("street", "addresses")):
        return -0.5
    score = _BY_PHRASE if by_phrase else 5.0 if heads[0] == 0 else 4.0
    if any(char.isdigit() for char in text):
        score -= 1.5
    return score
