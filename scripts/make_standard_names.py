"""Write `ingest/standard_names.json` of what babel (CLDR) and pycountry (ISO) know.

`python scripts/make_standard_names.py` is to be run where one of them has a new version, or the vocabulary a new
language.
"""

import json
import re
from pathlib import Path
from typing import Any

import pycountry
from babel.core import get_global

from ingest import vocabulary
from ingest.standard_names import cldr_names

TARGET = Path(__file__).parent.parent / "ingest" / "standard_names.json"


def standard_names() -> dict[str, Any]:
    """The whole table."""
    spoken = {language: cldr_names(language) for language in vocabulary.languages()}
    return {
        "territories": {language: names for language, (names, _) in spoken.items()},
        "languages": {language: names for language, (_, names) in spoken.items()},
        "iso_languages": _iso_languages(),
        "subdivisions": _subdivisions(),
        "cities": _cities(),
    }


def _iso_languages() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in pycountry.languages:
        code = getattr(language, "alpha_2", None)
        if code:
            names.setdefault(language.name.split(" (")[0].casefold(), code)
    return names


def _subdivisions() -> dict[str, list[str]]:
    parts: dict[str, set[str]] = {}
    for division in pycountry.subdivisions:
        name = re.split(r"[,(\[]", division.name)[0].strip().casefold()
        parts.setdefault(division.country_code, set()).add(name)
    return {country: sorted(names) for country, names in sorted(parts.items())}


def _cities() -> dict[str, str]:
    zones: dict[str, str] = dict(get_global("zone_territories"))
    return {
        zone.rsplit("/", 1)[-1].replace("_", " ").casefold(): country for zone, country in zones.items() if "/" in zone
    }


def written() -> str:
    """The file's text."""
    return json.dumps(standard_names(), ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(), "utf-8")
