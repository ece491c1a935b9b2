"""The English name of a country, for tools that show people a name and not a code."""

from functools import cache


@cache
def country_name(code: str) -> str:
    """The name of an ISO 3166-1 alpha-2 code in Unicode's locale data; the code itself for a state that is gone."""
    from babel import Locale

    name: str = Locale("en").territories.get(code, code)
    return name
