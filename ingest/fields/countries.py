"""Field: the countries of the case, as the header's lines, the headline or the index name them."""

import re
from collections.abc import Iterable, Iterator

from ingest import vocabulary
from ingest.case_number import index_number_value
from ingest.dates import find_dates
from ingest.document import Document, Span, as_read
from ingest.found import Found, read_from
from ingest.header_lines import menu_entries
from ingest.old_layouts.listed_countries import countries_listed, country_spans, split_country
from ingest.old_layouts.old_header import find_old_header
from ingest.places import country_of, country_of_index, find_countries, is_doubtful
from ingest.preface import behind_mail
from ingest.sections import Sectioned
from ingest.shapes import is_office_line
from models import SectionKind


def read_countries(
    sectioned: Sectioned, number: re.Match[str] | None, index_number: Found[str] | None
) -> tuple[Found[str], ...]:
    """The countries (ISO 3166-1) of a document with this number and index, in the order of the text, each once."""
    document = sectioned.document
    dated: list[tuple[Span, str]] = []
    divided = _divided_country(document, sectioned.bodies(SectionKind.HEADER))
    if divided is not None:
        return (divided,)
    for kind in (SectionKind.HEADER, SectionKind.TITLE):
        found = [
            pair for body in sectioned.bodies(kind) for area in _country_areas(document, body, kind) for pair in area
        ]
        certain = [pair for pair in found if kind is SectionKind.HEADER or not _doubtful_in_title(document, pair[0])]
        if kind is SectionKind.HEADER:
            certain = _below_letterhead(document, _behind_words_of_mail(document, certain), number, index_number)
            dated = [pair for pair in certain if _opens_dateline(document, pair[0])]
            certain = [pair for pair in certain if pair not in dated]
        certain = certain or (dated if kind is SectionKind.TITLE else [])
        if certain:
            return countries_found(document, certain)
    opening = next(
        filter(None, (_opening_country(document, one) for one in sectioned.bodies(SectionKind.SUMMARY))), None
    )
    if opening is not None:
        return countries_found(document, [opening])
    if index_number is None:
        return countries_found(document, _behind_number(document, number))
    code = country_of_index(index_number.value)
    if code is None:
        return ()
    return (Found(code, index_number.spans, lambda quote: country_of_index(index_number_value(quote)) or ""),)


# So far behind its number a flattened head names its countries: behind earlier numbers, dates and concerns.
_LONGEST_HEAD = 250


def _behind_number(document: Document, number: re.Match[str] | None) -> list[tuple[Span, str]]:
    """The countries named first behind the number ("uganda / drc"), in a text that lost its capitals with its lines."""
    if number is None or any(map(str.isupper, document.text)):
        return []
    head = Span(number.end(), min(number.end() + _LONGEST_HEAD, len(document.text)))
    found = find_countries(document.as_read, head)
    joined = found[:1]
    for pair in found[1:]:
        if document.text[joined[-1][0].end : pair[0].start].strip() != "/":
            break
        joined.append(pair)
    return joined


def _divided_country(document: Document, headers: Iterable[Span]) -> Found[str] | None:
    """The country of an old header's list whose name a narrow column divides over lines."""
    for header in headers:
        old = find_old_header(document, header)
        cells = split_country(document, old.listed) if old else ()
        if cells:
            return read_from(document, _country_value, *cells)
    return None


def _country_areas(document: Document, body: Span, kind: SectionKind) -> Iterator[list[tuple[Span, str]]]:
    """The countries that a header or headline names; lines of the sender's own office do not count."""
    if kind is SectionKind.TITLE:
        opening = _opening_country(document, body)
        yield [opening] if opening else find_countries(document.as_read, body)
        return
    old = find_old_header(document, body)
    glued = country_spans(document, old.names) if old else ()
    yield [(span, country_of(document.quote(span)) or "") for span in glued]
    listed = list(countries_listed(document, old.listed)) if old else []
    for line in document.lines_in(body):
        text = document.quote(line.span)
        if not is_office_line(text) and not vocabulary.search(text, "phrases", "office_footer"):
            found = find_countries(document.as_read, line.span)
            if old is not None and old.country is not None and line.start <= old.country.start < line.end:
                found = [pair for pair in found if _within(pair[0], old.country)]
            if old is not None and old.listed.start <= line.start < old.listed.end:
                found = [pair for pair in found if any(_within(pair[0], area) for area in listed)]
            entries = menu_entries(text)
            # "ABOUT US" in a page's menu names no country.
            found = [pair for pair in found if not entries or _opens_one(document.quote(pair[0]), entries)]
            yield [pair for pair in found if not _in_senders_name(document, pair[0])]


def _within(span: Span, area: Span) -> bool:
    return area.start <= span.start < area.end


def _opens_one(country: str, entries: list[str]) -> bool:
    return any(entry.startswith(country) for entry in entries)


def _opening_country(document: Document, title: Span) -> tuple[Span, str] | None:
    """The country that a headline or lead names first and on its own ("LEBANON. SYRIAN REFUGEE ...")."""
    start = document.trimmed(title).start
    for span, code in find_countries(document.as_read, title)[:1]:
        if span.start == start and re.match(r"\s?[.:\u2013\u2014]\s", document.text[span.end : span.end + 3]):
            return span, code
    return None


def _behind_words_of_mail(document: Document, found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The countries without those that a mail's own words name, where behind them one stands too."""
    start = behind_mail(document, Span(0, len(document.text)))
    behind = [pair for pair in found if pair[0].start >= start]
    return behind or found


def _below_letterhead(
    document: Document,
    found: list[tuple[Span, str]],
    number: re.Match[str] | None,
    index_number: Found[str] | None,
) -> list[tuple[Span, str]]:
    """The countries without those above the number, which are the sender's, where below it stands that of the index."""
    own = country_of_index(index_number.value) if index_number else None
    line = document.lines[document.line_at(number.start("sequence"))] if number else None
    below = [pair for pair in found if line is not None and pair[0].start >= line.start]
    return below if own in {code for _, code in below} else found


def _in_senders_name(document: Document, country: Span) -> bool:
    """Whether a country only says which of the sender's offices it is ("Amnesty International USA")."""
    before = document.text[max(0, country.start - 40) : country.start].rstrip()
    sender = vocabulary.pattern("header", "sender", "section")
    if any(match.end() == len(before) for match in sender.finditer(before)):
        return True
    return vocabulary.match(before.rpartition("\n")[2].lstrip(), "header", "section") is not None


def _opens_dateline(document: Document, country: Span) -> bool:
    """Whether a country is where the sender wrote, in a line that goes on with the day alone ("Luxembourg, 3 May")."""
    line = document.lines[document.line_at(country.start)]
    behind = document.as_read[country.end : line.end]
    dates = find_dates(document.as_read, Span(country.end, line.end))
    if document.text[line.start : country.start].strip() or not behind.startswith(",") or not dates:
        return False
    article = document.as_read[country.end + 1 : dates[0].span.start].strip()
    return (
        dates[0].full and len(article) <= _LONGEST_ARTICLE and not behind[dates[0].span.end - country.end :].strip(" .")
    )


_LONGEST_ARTICLE = 3


def _doubtful_in_title(document: Document, span: Span) -> bool:
    behind = document.text[span.end : span.end + 2]
    return is_doubtful(document.quote(span)) and not behind.startswith((":", " :", ".", ","))


def countries_found(document: Document, found: list[tuple[Span, str]]) -> tuple[Found[str], ...]:
    """Country names as values, each code once."""
    by_code: dict[str, Found[str]] = {}
    for span, code in found:
        by_code.setdefault(code, read_from(document, _country_value, span))
    return tuple(by_code.values())


def _country_value(quote: str) -> str:
    quote = as_read(quote)
    found = find_countries(quote, Span(0, len(quote)))
    return found[0][1] if found else country_of(quote) or ""
