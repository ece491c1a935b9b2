"""An index number does not have the form REGION CC/SEQUENCE/YEAR.

Why: The index number is the document's address in the archive; under a wrong one nobody finds it.

Bad:
    First UA: 34/22 Index: AFR 25-5511/2022 Ethiopia

Good:
    First UA: 34/22 Index: AFR 25/5511/2022 Ethiopia
"""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER
from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.places import full_year
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("header",)

# The organization was founded in 1961; no document is of an earlier year.
_FIRST_YEAR, _LAST_YEAR = 1961, 2060
_TOKEN = r"[A-Z]{2,4}[ \t]{0,2}\d[\d/.\\_-]{0,20}(?:[ \t]?/[ \t]?\d[\d/]{0,12})?"


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at what the first lines label as an index number, or begin with a known region, and has another form."""
    for part in draft.parts(SectionKind.HEADER, SectionKind.TITLE):
        for place in _candidates(draft.text, Span(part.start, part.end)):
            reason = _reason(draft.text, place.start)
            if reason is not None:
                printed = draft.quote(place)
                yield Problem(f"'{printed}' is no index number: {reason}; write it as 'AFR 25/5511/2022'", place)


def _candidates(text: str, area: Span) -> Iterator[Span]:
    for match in _pattern().finditer(text, *area):
        start = match.start("labelled") if match["labelled"] else match.start("bare")
        end = match.end()
        while text[end - 1] in ".-_/ \t":
            end -= 1
        yield Span(start, end)


@cache
def _pattern() -> re.Pattern[str]:
    """What is labelled as an index number, and what begins with a known region and goes on with figures and marks."""
    label = vocabulary.expression("header", "index_label")
    regions = "|".join(sorted(_regions()))
    figures = r"[ \t]{0,2}\d{1,3}[ \t]?[/.\\_-][ \t]?\d[\d/.\\_ \t-]{0,20}"
    return compiled(
        rf"(?:{label}[ \t]{{0,3}}:?[ \t]{{0,8}}(?P<labelled>{_TOKEN})"
        rf"|(?<![A-Za-z])(?-i:(?P<bare>(?:{regions}){figures})))",
        re.IGNORECASE,
    )


def _reason(text: str, start: int) -> str | None:
    """What is wrong with the index number at `start`; None where nothing is."""
    match = INDEX_NUMBER.match(text, start)
    if match is None:
        return "it does not have the form REGION CC/SEQUENCE/YEAR"
    if match["region"] not in _regions():
        return f"there is no region {match['region']}"
    if not _FIRST_YEAR <= full_year(match["year"]) <= _LAST_YEAR:
        return f"there is no year {match['year']}"
    return None if int(match["sequence"]) else "its sequence is zero"


@cache
def _regions() -> frozenset[str]:
    """The regions of index numbers, and the series that belong to no country."""
    codes = vocabulary.table("index_codes")
    return frozenset({*(key for key in codes if key.isupper()), *codes["without_country"]})
