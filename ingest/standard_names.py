"""Names that standards give: countries and languages (CLDR, ISO 639), parts of countries (ISO 3166-2), cities (CLDR).

They stand in `standard_names.json`, which `scripts/make_standard_names.py` makes of babel and pycountry, since to load
these takes longer than to read a draft. A language that is not in it yet is looked up in babel.
"""

from functools import cache
from pathlib import Path
from typing import Any

from ingest.keeping import kept, state


@cache
def _of(kind: str, key: str) -> Any:
    """What stands in the table of a kind of names under a key, or None. A run loads what it asks for."""
    return kept(("standard names", state(), kind, key), lambda: _table()[kind].get(key))


@cache
def _all(kind: str) -> Any:
    """The whole table of a kind of names."""
    return kept(("standard names", state(), kind), lambda: _table()[kind])


@cache
def _table() -> dict[str, Any]:
    import json

    table: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return table


def territories(language: str) -> dict[str, str]:
    """The names of countries and territories in a language, by alpha-2 code, in CLDR's order; empty if it has none."""
    found: dict[str, str] | None = _of("territories", language)
    return cldr_names(language)[0] if found is None else found


def languages(language: str) -> dict[str, str]:
    """The names of languages in a language, by ISO 639-1 code, in CLDR's order; empty if it has none."""
    found: dict[str, str] | None = _of("languages", language)
    return cldr_names(language)[1] if found is None else found


def iso_languages() -> dict[str, str]:
    """The English names of ISO 639, case-folded and without what stands in brackets, to ISO 639-1 codes."""
    names: dict[str, str] = _all("iso_languages")
    return names


def subdivisions(country: str) -> frozenset[str]:
    """The parts of a country (alpha-2) by ISO 3166-2, case-folded."""
    return frozenset(_of("subdivisions", country) or ())


def all_subdivisions() -> frozenset[str]:
    """The parts of all countries by ISO 3166-2, case-folded."""
    return frozenset(name for names in _all("subdivisions").values() for name in names)


def cities() -> dict[str, str]:
    """Well-known cities, case-folded, with their country: those that CLDR names time zones after."""
    found: dict[str, str] = _all("cities")
    return found


@cache
def cldr_names(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The names of territories and of languages in a language, as babel has them."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale(language)
    except UnknownLocaleError:
        return {}, {}
    territories = {code: str(name) for code, name in locale.territories.items() if len(code) == 2}
    return territories, {code: str(name) for code, name in locale.languages.items() if len(code) == 2}
