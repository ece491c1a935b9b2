"""A postal code is not one that its country uses.

Why: Sorting machines send the letter astray or back.

Bad:
    Kurfürstenstraße 84
    1078 Berlin, Germany

Good:
    Kurfürstenstraße 84
    10787 Berlin, Germany
"""

from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.address_rules import postal_code_pattern
from ingest.kept_patterns import compiled
from ingest.places import country_of
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import Address

NEEDS = ("header", "targets")

_FIGURES = r"(?:[A-Z]{1,2}-)?(?=[A-Z\d]*\d)[A-Z\d]{3,10}(?:[ -](?=[A-Z]*\d)[A-Z\d]{2,4})?"
_CITY = r"[^\W\d_][^\d,]{2,40}"
_CODE_AND_CITY = compiled(
    rf"(?P<code>{_FIGURES})[ ]{{1,3}}(?P<city>{_CITY})|(?P<before>{_CITY})[ ]{{1,3}}(?P<behind>{_FIGURES})"
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the last line before the country holds a city and figures, and those are no code of the country.

    Silent where a code of the country was read, in the only line of an address (the figures may be a house number),
    and where a word tells what the figures are ("P.O. Box", "Street", "Km"). Old documents have the codes of their day.
    """
    if not draft.expects(Expected.CURRENT_CODES):
        return
    for index, target in enumerate(draft.record.targets):
        address = target.address
        if address is None or address.country is None:
            continue
        place = _wrong_code(draft, index, address.country) if address.postal_code is not None else None
        if address.postal_code is None:
            place = _doubtful_code(draft, index, address, address.country)
        if place is not None:
            message = f"'{draft.quote(place)}' is no postal code of this country; correct it"
            yield Problem(message, place, f"/targets/{index}/address")


def _wrong_code(draft: Draft, index: int, country: str) -> Span | None:
    """The place of a code that was read beside a city and is none that the country uses."""
    pattern = postal_code_pattern(country)
    place = draft.span(f"/targets/{index}/address/postal_code")
    if pattern is None or place is None or pattern.search(draft.document.quote(place)):
        return None
    return place


def _doubtful_code(draft: Draft, index: int, address: Address, country: str) -> Span | None:
    pattern = postal_code_pattern(country)
    segments = _segments(draft, index, len(address.lines))
    while segments and country_of(draft.quote(segments[-1])) is not None:
        segments.pop()
    if pattern is None or len(segments) < 2:
        return None
    last = segments[-1]
    quote = draft.document.quote(last)
    match = _CODE_AND_CITY.fullmatch(quote)
    if match is None or vocabulary.search(quote, "addresses", "street", "building", "area", "post_box"):
        return None
    group = "code" if match["code"] else "behind"
    if pattern.fullmatch(match[group]):
        return None
    return Span(last.start + match.start(group), last.start + match.end(group))


def _segments(draft: Draft, index: int, count: int) -> list[Span]:
    """The parts of the address between commas and line breaks."""
    found: list[Span] = []
    for number in range(count):
        for line in draft.spans(f"/targets/{index}/address/lines/{number}"):
            start = line.start
            for match in [*compiled(r"[,;\n]").finditer(draft.text, *line), None]:
                end = match.start() if match else line.end
                segment = draft.document.trimmed(Span(start, end))
                if segment.start < segment.end:
                    found.append(segment)
                start = match.end() if match else line.end
    return found
