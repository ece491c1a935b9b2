"""The index number's region and code are another country's than the UA's.

Why: The number was copied from another document, and the archive files the case under a wrong country.

Bad:
    First UA: 34/22 Index: AFR 24/5511/2022 Ethiopia        (AFR 24 is Equatorial Guinea)

Good:
    First UA: 34/22 Index: AFR 25/5511/2022 Ethiopia
"""

from collections.abc import Iterator
from functools import cache

from ingest import standard_names, vocabulary
from ingest.document import Span
from ingest.places import country_of_index, find_countries
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header", "targets")
_INDEX = "/header/index_number"


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where headline and lead do not name the index number's country, and the UA names another one.

    Where the first lines name none, the countries of those to write to count, and then the text must not name the
    index number's country anywhere.
    """
    index_number = draft.record.header.index_number
    country = country_of_index(index_number) if index_number else None
    if index_number is None or country is None:
        return
    others = _stated(draft)
    told = (SectionKind.HEADER, SectionKind.TITLE, SectionKind.SUMMARY)
    named = _named(draft, told if others else tuple(SectionKind))
    others = others or _of_targets(draft)
    if others and not any(_same(country, other) for other in (*others, *named)):
        message = (
            f"the index number {index_number} is one of {_name(country)}, and the UA is about "
            f"{' and '.join(map(_name, others))}; correct the number's region and code, or the country"
        )
        yield Problem(message, pointer=_INDEX)


def _stated(draft: Draft) -> list[str]:
    """The countries of the record that were not derived from the index number itself."""
    own = draft.span(_INDEX)
    return [
        country
        for index, country in enumerate(draft.record.header.countries)
        if draft.span(f"/header/countries/{index}") != own
    ]


def _of_targets(draft: Draft) -> list[str]:
    found = (
        target.address.country
        for target in draft.record.targets
        if not target.copy_ and target.address is not None and target.address.country is not None
    )
    return list(dict.fromkeys(found))


def _named(draft: Draft, kinds: tuple[SectionKind, ...]) -> set[str]:
    areas = (Span(part.start, part.end) for part in draft.parts(*kinds))
    return {country for area in areas for _, country in find_countries(draft.text, area)}


def _same(one: str, other: str) -> bool:
    """Whether two countries are one, or were, or share their documents."""
    return one == other or any({one, other} <= group for group in _together())


@cache
def _together() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in vocabulary.table("index_codes")["together"])


def _name(country: str) -> str:
    """A country's English name; its code where CLDR has none."""
    return standard_names.territories("en").get(country, country)
