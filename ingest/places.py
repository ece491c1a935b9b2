"""Countries: names in all languages of the vocabulary (CLDR and our own list) to ISO 3166 codes."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ingest import standard_names, vocabulary
from ingest.document import Span
from ingest.kept_patterns import compiled, kept_pattern

_SPELLING = str.maketrans({"\u2019": "'", "\u2018": "'", ".": " ", "-": " "})
_NAMES_KNOWN = 2048
"""What was asked for lately; each line of a block of targets is asked for several times."""
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


# Letters of an abbreviation, apart where its dots were ("P D R").
_INITIALS = compiled(r"(?<![^\W_])[^\W\d_](?:[ ][^\W\d_])+(?![^\W_])")


def _folded(name: str) -> str:
    spaced = vocabulary.without_marks(_spaced(name))
    return _INITIALS.sub(lambda match: match.group().replace(" ", ""), spaced)


def _spaced(name: str) -> str:
    """A name with straight apostrophes, and single blanks for dots and hyphens."""
    return " ".join(name.translate(_SPELLING).split())


@cache
def _printed_names() -> frozenset[str]:
    """The country names in small letters as they are printed, with their accents."""
    own = (w.text for key, group in vocabulary.topic("places").items() if key.isupper() for w in group)
    cldr = (name for language in vocabulary.languages() for name in standard_names.territories(language).values())
    return frozenset(_spaced(name).casefold() for name in (*own, *cldr))


@cache
def _country_names() -> dict[str, str]:
    """Country names, folded, to ISO 3166-1 alpha-2 (ISO 3166-3 for states that are gone). The vocabulary goes first."""
    return vocabulary.made("country names", _read_country_names)


def _read_country_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for key, group in vocabulary.topic("places").items():
        if key.isupper():
            for wording in group:
                names.setdefault(_folded(wording.text), key)
    for language in vocabulary.languages():
        for code, name in standard_names.territories(language).items():
            if code.isalpha() and code not in _NOT_COUNTRIES and not _is_common_word(name):
                for variant in (name, name.replace(" & ", " and "), compiled(r"^St\.").sub("Saint", name)):
                    names.setdefault(_folded(variant), code)
    # Dumps lose the apostrophe ("Peoples Republic of China", which is not the Republic of China).
    for name in [name for name in names if "'" in name]:
        names.setdefault(name.replace("'", ""), names[name])
    return names


def _is_common_word(name: str) -> bool:
    """Whether a name is so short that it is a word of other languages ("Man", the Isle of Man in Norwegian)."""
    return len(name) < _SHORTEST_NAME and name.isascii() and not name.isupper()


_SHORTEST_NAME = 4


@kept_pattern(re.IGNORECASE)
def _form_at_start(opening: str) -> str:
    # "Sultanat d'Oman" has no blank there.
    forms = vocabulary.alternatives("places", "state_forms", opening=opening)
    return rf"^{forms}(?:\s{{1,3}}|(?<=['\u2019]))"


@cache
def _by_first_word() -> dict[str, str]:
    """The regular expressions of the country names that begin with a word, the longest first, by that word.

    A pattern of all names would take longer to load than a document's words to look up.
    """
    return vocabulary.made("country names by first word", _read_by_first_word)


def _read_by_first_word() -> dict[str, str]:
    sources: dict[str, list[str]] = {}
    for name in sorted({*_country_names(), *_printed_names()}, key=lambda name: (-len(name), name)):
        source = re.escape(name).replace(r"\ ", r"[\s.-]{1,3}").replace("'", "['\u2019\u2018]")
        first = _WORD.match(name)
        if first is not None:
            sources.setdefault(vocabulary.without_marks(first.group()), []).append(source)
    return {word: "|".join(alternatives) for word, alternatives in sources.items()}


_WORD = compiled(r"\w+")


def _names_in(text: str, span: Span) -> Iterator[re.Match[str]]:
    """The country names in a stretch of text as they are printed, in order, without overlaps."""
    end = span.start
    for word in _WORD.finditer(text, span.start, span.end):
        names = _by_first_word().get(vocabulary.without_marks(word.group())) if word.start() >= end else None
        if names is None:
            continue
        # Behind a slash stands a part of an address on the web, or one of several countries ("Kenya/Rwanda").
        joined = end > span.start and text[end : word.start()] == "/"
        no_path = "" if joined else r"(?-i:(?<![a-z\d]/))"
        whole = rf"(?<![\w@.-]){no_path}(?:{names})(?![\w@]|\.\w|-\w)"
        match = compiled(whole, re.IGNORECASE).match(text, word.start(), span.end)
        if match is not None:
            end = match.end()
            yield match


@lru_cache(maxsize=_NAMES_KNOWN)
def country_of(name: str) -> str | None:
    """The code of a country's name alone ("Belarus", "the Republic of Belarus"); None for anything else."""
    bare = name.strip(" \t\n.,;:()")
    names = _country_names()
    if bare.casefold() in vocabulary.word_set("no_country", "places"):
        return None
    found = names.get(_folded(bare))
    if found:
        return found
    without_form = _form_at_start(vocabulary.opening_at(bare, 0, "places", "state_forms")).sub("", bare)
    if without_form != bare and names.get(_folded(without_form)):
        return names[_folded(without_form)]
    return _with_bracket(bare) or _with_region(bare)


def _with_region(name: str) -> str | None:
    """The code of a country with one of its regions behind a slash ("INDONESIA/ACEH")."""
    country, slash, region = (part.strip() for part in name.partition("/"))
    names = _country_names()
    if not slash or not region[:1].isupper() or names.get(_folded(region)):
        return None
    return names.get(_folded(country))


_BRACKET_BEHIND = compiled(r"(?P<name>[^()]{3,40}) \((?P<more>[^()]{2,30})\)?")
_INITIALS_ALONE = compiled(r"(?:[A-Z]\.?){2,6}")


def _with_bracket(name: str) -> str | None:
    """The code of a country with part of its name, or its initials, behind it in brackets ("Korea (South)")."""
    match = _BRACKET_BEHIND.fullmatch(name)
    if match is None:
        return None
    names = _country_names()
    whole = names.get(_folded(f"{match['name']} ({match['more']})"))
    whole = whole or names.get(_folded(f"{match['more']} {match['name']}"))
    if whole:
        return whole
    code = names.get(_folded(match["name"]))
    # "Hong Kong (China)": the country that it belongs to, or belonged to.
    belongs = code is not None and _folded(match["more"]) in names
    return code if belongs or _INITIALS_ALONE.fullmatch(match["more"]) else None


def ends_a_line_in_country(text: str) -> bool:
    """Whether a line of a text ends, behind a comma, with a country, as the last line of an address does."""
    return any(country_of(compiled(r"[,;]").split(line)[-1].strip(" .")) for line in text.split("\n") if "," in line)


def find_countries(text: str, span: Span) -> list[tuple[Span, str]]:
    """The country names in a stretch of text, each with its code, in order; abbreviations only in capitals.

    A text without any capital letter lost them, so that names in small letters count there.
    """
    found = []
    in_capitals = any(char.isupper() for char in text[span.start : span.end])
    for match in _names_in(text, span):
        printed = match.group()
        if (in_capitals and printed[0].islower()) or (_is_short(printed) and _abbreviation(printed, in_capitals)):
            continue
        code = _country_names().get(_folded(printed))
        if code is not None and printed.casefold() not in vocabulary.word_set("no_country", "places"):
            found.append((Span(*match.span()), code))
    return found


def _is_short(name: str) -> bool:
    return len(name.replace(".", "")) <= _LONGEST_ABBREVIATION


_LONGEST_ABBREVIATION = 4


def _abbreviation(printed: str, in_capitals: bool) -> bool:
    """Whether a short name is written like a common word ("us") and not like an abbreviation ("US").

    Where all is in small letters, only those count as words that are some.
    """
    key = "abbreviation" if in_capitals else "abbreviation_or_word"
    return printed.casefold() in vocabulary.word_set(key, "places") and not printed.isupper()


def is_doubtful(name: str) -> bool:
    """Whether a country's name is as well a person's or another place's."""
    return name.casefold() in vocabulary.word_set("doubtful", "places")


def country_of_index(index_number: str) -> str | None:
    """The country of an index number's region and code; a state that is gone by the number's year."""
    match = compiled(r"([A-Z]{3})\s?(\d\d)/\d{1,4}/(\d{4}|\d\d)").match(index_number)
    if match is None:
        return None
    region, code, year = match[1], match[2], full_year(match[3])
    codes = vocabulary.table("index_codes")
    gone = codes["until"].get(region, {}).get(code, {})
    for last_year, old_code in gone.items():
        if year <= int(last_year):
            return str(old_code)
    found = codes.get(region, {}).get(code)
    return str(found) if found else None


def full_year(printed: str) -> int:
    """The year of two or four digits: 61-99 are 19xx, 00-60 are 20xx (the contract's rule)."""
    year = int(printed)
    if year > 99:
        return year
    return year + (1900 if year > 60 else 2000)
