"""Part of the field `targets`: the fields of an office listed between commas ("Minister of Women, Youth and Sport")."""

from collections.abc import Iterator

from ingest.fields.address_rules import is_city
from ingest.fields.official_names import split_titles
from ingest.fields.official_words import WORD, is_conjunction, is_connector, is_in, is_role_word
from ingest.places import country_of

_LONGEST_FIELD = 5
_MOST_FIELDS = 7
_LONGEST_UNKNOWN = 2


def end_of_listed_fields(text: str) -> int:
    """How many characters of a text an office or institution takes up to the last one of its fields; 0 without a list.

    The list begins behind the word that joins the office to its fields, and its last one stands behind a conjunction;
    a word of the office's first field is known, and so is one of the others.
    """
    text = text.partition(";")[0]
    head, comma, _ = text.partition(",")
    if not comma or not _opens_list([word.group() for word in WORD.finditer(head)]):
        return 0
    known = False
    for number, (end, words) in enumerate(_items(text, len(head) + 1)):
        conjunctions = [index for index, word in enumerate(words) if is_conjunction(word)]
        cut = conjunctions[-1] if conjunctions else len(words)
        fields = [field for field in (words[:cut], words[cut + 1 :]) if field]
        if number > _MOST_FIELDS or not fields or not all(map(_is_field, fields)):
            return 0
        # An institution's noun before the last field would open one of its own ("Minister of Justice, Ministry ...").
        if any(map(_is_institution, words[:cut])):
            return 0
        known = known or any(is_in(key, word) for word in words for key in ("portfolio", "organization"))
        if conjunctions:
            return end if known and len(words) > cut + 1 else 0
    return 0


def _opens_list(head: list[str]) -> bool:
    """Whether words are an office or institution, a word that joins, and a field of it that nothing is joined to."""
    joint = next((index for index, word in enumerate(head) if index and is_connector(word)), len(head))
    office, field = head[:joint], head[joint + 1 :]
    if not any(is_in("role", word) or is_in("organization", word) for word in office):
        return False
    if any(is_conjunction(word) or _is_institution(word) for word in field):
        return False
    return any(is_in("portfolio", word) for word in field)


def _is_institution(word: str) -> bool:
    """Whether a word names an institution alone; "Police" and "Gobierno" are fields of offices too."""
    return is_in("organization", word) and not is_in("portfolio", word)


def _items(text: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """The words of what stands between commas from a place on, each with where it ends."""
    while start <= len(text):
        comma = text.find(",", start)
        end = comma if comma >= 0 else len(text)
        yield end, [word.group() for word in WORD.finditer(text, start, end)]
        start = end + 1


def _is_field(words: list[str]) -> bool:
    """Whether words can say what an office is for: no office, person or place, and known ones if they are several."""
    text = " ".join(words)
    # "de la Fonction publique"
    opens = words[0].islower() and is_connector(words[0])
    whole = words[-1][0].isupper() or (opens and any(word[0].isupper() for word in words))
    if len(words) > _LONGEST_FIELD or not whole or any(char.isdigit() for char in text):
        return False
    # "Justice" is a field too, where no name stands behind it.
    titled = split_titles(text) and not all(is_in("portfolio", word) for word in words)
    if any(map(is_role_word, words)) or titled or country_of(text) or is_city(text):
        return False
    nouns = [word for word in words if not is_connector(word)]
    joined = len(nouns) < len(words)
    known = any(is_in("portfolio", word) or is_in("organization", word) for word in nouns)
    return known or joined or len(nouns) < _LONGEST_UNKNOWN
