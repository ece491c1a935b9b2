"""Domains of e-mail addresses: which government has one, and what a misspelt one was meant to be."""

from functools import cache
from typing import Any

from ingest import standard_names, vocabulary
from ingest.kept_patterns import compiled

_SHORTEST_NAME = 5
"""Shorter names of providers are too like those of others."""


@cache
def _data() -> dict[str, Any]:
    return vocabulary.table("mail_domains")


@cache
def _countries() -> frozenset[str]:
    """The alpha-2 codes of all countries, lower case."""
    return frozenset(code.lower() for code in standard_names.territories("en"))


def country_of_domain(domain: str) -> str | None:
    """The alpha-2 code of the country that a domain's ending belongs to; None for any other ending."""
    ending = domain.rpartition(".")[2]
    own: dict[str, str] = _data()["country_endings"]
    return own.get(ending) or (ending.upper() if ending in _countries() else None)


def government_of(domain: str) -> str | None:
    """The country whose government a domain belongs to ("mfa.gov.by"); None for any other domain."""
    labels = domain.split(".")
    if labels[-1] in ("gov", "mil"):
        return "US"
    country = country_of_domain(domain)
    names: list[str] = _data()["governments"].get(country, [])
    return country if len(labels) > 1 and labels[-2] in names else None


def meant_instead(domain: str) -> str | None:
    """What a doubtful domain was probably meant to be; None for one that may be right.

    `domain` in lower case. Nothing is looked up: the judgement is by the lists of `mail_domains.toml` alone.
    """
    if domain in _data()["providers"]:
        return None
    return _provider(domain) or _ending(domain) or _government(domain)


def _provider(domain: str) -> str | None:
    name, _, rest = domain.partition(".")
    national: dict[str, list[str]] = _data()["national"]
    if name in national:
        country = "{cc}" if country_of_domain(domain) else ""
        pattern = compiled(r"[^.]+$").sub(country, rest) if country else rest
        return None if rest in national[name] or pattern in national[name] else f"{name}.{national[name][0]}"
    for known in _data()["providers"]:
        own = known.partition(".")[0]
        if len(own) >= _SHORTEST_NAME and known.partition(".")[2] == rest and is_one_slip(name, own):
            return str(known)
    for own, endings in national.items():
        if is_one_slip(name, own) and len(own) >= _SHORTEST_NAME and rest in endings:
            return f"{own}.{rest}"
    return None


def _ending(domain: str) -> str | None:
    before, _, ending = domain.rpartition(".")
    meant: str | None = _data()["endings"].get(ending)
    return f"{before}.{meant}" if meant else None


def _government(domain: str) -> str | None:
    """The government's domain that was meant by a name of another language, swapped letters, or no country's ending."""
    labels = domain.split(".")
    if len(labels) < 2:
        return None
    *before, name, ending = labels
    governments: dict[str, list[str]] = _data()["governments"]
    words = {word for own in governments.values() for word in own if len(word) > 2}
    if name in words and len(ending) == 2 and country_of_domain(domain) is None:
        swapped = ending[::-1]
        return ".".join((*before, name, swapped)) if swapped.upper() in governments else domain + " (no country)"
    own = governments.get(country_of_domain(domain) or "", [])
    if not own or name in own:
        return None
    if name in words or any(len(word) > 2 and is_swapped(name, word) for word in own):
        return ".".join((*before, own[0], ending))
    return None


def is_swapped(one: str, other: str) -> bool:
    """Whether two words differ by two neighbouring letters that changed places."""
    differing = [index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]


def is_one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter too many, too few, or changed, or by two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or is_swapped(one, other)
    short, long = sorted((one, other), key=len)
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))
