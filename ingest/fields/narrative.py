"""Fields of the narrative: additional information, dated events, concerns, legal references, links to other documents."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.contacts import url_spans
from ingest.fields.dates import DateFound, find_times
from ingest.fields.header import INDEX_NUMBER, index_number_value
from ingest.fields.letter import letter_body
from ingest.found import Found, found_text, read_from
from ingest.paragraphs import Paragraph, paragraphs, sentences
from ingest.sections import Sectioned
from models import SectionKind
from models.case_record import DateOrigin, Relation

INFORMATION = (SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND)


def read_information(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The paragraphs of the additional or background information."""
    document = sectioned.document
    return tuple(
        found_text(document, *paragraph.spans)
        for body in sectioned.bodies(*INFORMATION)
        for paragraph in paragraphs(document, body)
    )


def narrative(sectioned: Sectioned) -> Iterator[Paragraph]:
    """The paragraphs that tell the case: lead, letter and information, in the order of the text."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.SUMMARY, SectionKind.LETTER, *INFORMATION):
        body = letter_body(document, part.body)[1] if part.kind is SectionKind.LETTER else part.body
        yield from paragraphs(document, body)


@dataclass(frozen=True, slots=True)
class EventFields:
    """A dated fact: date, sentence, and whether the year is printed with the date."""

    date: Found[str]
    text: Found[str]
    resolved_from: Found[DateOrigin]


def read_events(sectioned: Sectioned, reference: Found[str] | None) -> tuple[EventFields, ...]:
    """The dated sentences of the narrative.

    `reference` is the day (ISO) after which nothing told can lie: the issue date, or else the deadline or the end of
    the number's year. A date without a year takes the last year printed before it in its paragraph; otherwise the latest
    that does not lie after the reference. Without either it gives no event.
    """
    document = sectioned.document
    events: dict[tuple[str, str], EventFields] = {}
    for paragraph in narrative(sectioned):
        year: Found[int] | None = None
        for parts in sentences(document, paragraph):
            text = found_text(document, *parts)
            for order, found in enumerate(_dates(document, parts)):
                event = _event(document, found, order, text, year, reference)
                if event is not None:
                    events.setdefault((event.date.value, text.value), event)
                if found.year is not None:
                    year = Found(found.year, (found.span,), lambda quote: int(re.findall(r"(?:19|20)\d\d", quote)[-1]))
    return tuple(events.values())


def _dates(document: Document, parts: tuple[Span, ...]) -> Iterator[DateFound]:
    for part in parts:
        yield from find_times(document.text, part)


def _event(
    document: Document, found: DateFound, order: int, text: Found[str], year: Found[int] | None, reference: Found[str] | None
) -> EventFields | None:
    index = _index_in_range(document, found)
    if found.year is not None:
        iso = found.iso()
        if iso is None:
            return None
        date = Found(iso, (_with_preposition(document, found),), lambda quote: _nth_date(quote, index, None))
        return EventFields(date, text, read_from(document, lambda _: DateOrigin.STATED, found.span))
    source = year or reference
    if source is None:
        return None
    iso = _resolved(found, year, reference)
    if iso is None:
        return None
    resolved_year = int(iso[:4])
    date = Found(iso, (_with_preposition(document, found),), lambda quote: _nth_date(quote, index, resolved_year))
    origin = Found(DateOrigin.CONTEXT, (found.span, *source.spans), lambda _: DateOrigin.CONTEXT)
    return EventFields(date, text, origin)


def _resolved(found: DateFound, year: Found[int] | None, reference: Found[str] | None) -> str | None:
    if year is not None:
        return found.iso(year.value)
    if reference is None:
        return None
    latest = int(reference.value[:4])
    for candidate in range(latest, latest - 5, -1):
        iso = found.iso(candidate)
        if iso is not None and iso <= reference.value[: len(iso)]:
            return iso
    return None


def _with_preposition(document: Document, found: DateFound) -> Span:
    """A bare month or year with the word before it, without which it is no date."""
    if found.day is not None or (found.month is not None and found.year is not None):
        return found.span
    start = max(0, found.span.start - 40)
    for times in (find_times(document.text, Span(begin, found.span.end)) for begin in range(found.span.start - 3, start, -1)):
        if times and times[-1].span == found.span:
            break
    before = document.text[start : found.span.start]
    words = list(re.finditer(r"\S+\s*$", before))
    for count in range(1, 6):
        words = list(re.finditer(r"\S+", before))[-count:]
        if not words:
            break
        begin = start + words[0].start()
        times = find_times(document.text, Span(begin, found.span.end))
        if times and times[-1].span == found.span:
            return Span(begin, found.span.end)
    return found.span


def _index_in_range(document: Document, found: DateFound) -> int:
    """Which of the days that one expression prints ("3 to 5 May") this is."""
    same = [other for other in find_times(document.text, found.span) if other.span == found.span]
    return next((index for index, other in enumerate(same) if other.day == found.day), 0)


def _nth_date(quote: str, index: int, year: int | None) -> str:
    times = find_times(quote, Span(0, len(quote)))
    return (times[min(index, len(times) - 1)].iso(year) or "") if times else ""


@cache
def _concern_pattern() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (code, vocabulary.compiled([wording.text for wording in group]))
        for code, group in vocabulary.topic("concerns").items()
    ]


def read_concerns(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The concerns that headline, lead and letter name, in the order of their first wording."""
    document = sectioned.document
    areas = [*sectioned.bodies(SectionKind.TITLE, SectionKind.SUMMARY)]
    areas += [letter_body(document, body)[1] for body in sectioned.bodies(SectionKind.LETTER)]
    found: list[Found[str]] = []
    for code, pattern in _concern_pattern():
        match = next((match for area in areas if (match := pattern.search(document.text, *area))), None)
        if match:
            found.append(Found(code, (Span(*match.span()),), lambda _, code=code: code))  # type: ignore[misc]
    return tuple(sorted(found, key=lambda concern: concern.start))


@cache
def _law_pattern() -> re.Pattern[str]:
    unit = vocabulary.pattern("law", "unit").pattern
    instrument = vocabulary.pattern("law", "instrument").pattern
    treaty = vocabulary.pattern("law", "treaty").pattern
    joint = vocabulary.pattern("law", "joint").pattern
    numbers = r"\d{1,4}[\w.\u00ba\u00b0-]{0,8}(?:\s?\([\w]{1,4}\)){0,3}(?:(?:,\s?|\s(?:and|or|to|y|et|und|bis|a|à)\s|-|\u2013)\d{1,4}[\w.-]{0,6}(?:\s?\([\w]{1,4}\)){0,3}){0,5}"
    capitalised = r"(?:(?:[A-Z\u00c0-\u00de][\w'\u2019-]*)\s){0,6}"
    owner = r"(?:\s(?:of|de|del|des|der|du|on|for|against|sobre|relative à|contre|contra)\s(?:the\s|la\s|los\s|las\s|les\s|l['\u2019])?(?:[A-Z\u00c0-\u00de][\w'\u2019-]*)(?:\s(?:of|and|the|de|y|et|on|la|und|der)|\s[A-Z\u00c0-\u00de][\w'\u2019-]*){0,8}(?<!\sof)(?<!\sand)(?<!\sthe)(?<!\sde)(?<!\son))?"
    number_of_law = r"(?:\s(?:No\.?|Nos\.?|n\.?\u00ba|n\u00b0|Nr\.?|number|N\u00ba)\s?\d[\w/.-]{0,12}(?<![.])(?:\sof\s(?:19|20)\d\d)?|\s\d{1,4}/\d{2,4}|\s\d{1,5}\sof\s(?:19|20)\d\d|\s(?:19|20)\d\d(?!\d))"
    law = rf"(?-i:{capitalised}){instrument}(?:{number_of_law}|(?-i:{owner}){number_of_law}?)"
    return re.compile(
        rf"(?:{unit}\.?\s{{1,3}}{numbers}(?:{joint}(?:{treaty}|{law}))?|{treaty}|(?-i:(?=[A-Z\u00c0-\u00de]))(?:(?-i:{capitalised}){instrument}{number_of_law}|{instrument}(?-i:{owner}){number_of_law}))",
        re.IGNORECASE,
    )


def read_legal_references(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """Articles, laws and treaties that the narrative cites, each once whatever its letter case."""
    document = sectioned.document
    found: dict[str, Found[str]] = {}
    for paragraph in narrative(sectioned):
        for span in paragraph.spans:
            for match in _law_pattern().finditer(document.text, *span):
                value = found_text(document, document.trimmed(Span(*match.span()), marks=".,;"))
                found.setdefault(value.value.casefold(), value)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class RelatedFields:
    """Another document: how it is related, its link, its index number and the language of the link."""

    relation: Found[Relation]
    url: Found[str] | None
    index_number: Found[str] | None
    language: Found[str] | None


_DOCUMENT_URL = re.compile(
    r"/(?P<region>[a-z]{3})[ _-]?(?P<code>\d{2})/?(?P<sequence>\d{3,5})/(?P<year>\d{4})(?:/(?P<language>[a-z]{2}))?(?![a-z])", re.IGNORECASE
)


def read_related(sectioned: Sectioned, own_index: Found[str] | None) -> tuple[RelatedFields, ...]:
    """Links to earlier UAs and to other documents of the organization, and index numbers named in the text."""
    document = sectioned.document
    found: list[RelatedFields] = []
    seen = {own_index.value if own_index else ""}
    for part in sectioned.parts:
        if part.kind is SectionKind.TARGETS:
            continue
        previous = part.kind is SectionKind.PREVIOUS_UA
        for related in _related_in(document, Span(part.start, part.end), previous):
            key = related.index_number.value if related.index_number else related.url.value if related.url else ""
            if key not in seen:
                seen.add(key)
                found.append(related)
    return tuple(sorted(found, key=lambda related: related.relation.value is not Relation.PREVIOUS_UA))


def _related_in(document: Document, span: Span, previous: bool) -> Iterator[RelatedFields]:
    relation = Relation.PREVIOUS_UA if previous else Relation.REFERENCE
    urls = url_spans(document.text, span)
    for place in urls:
        url = document.quote(place)
        if not previous and not _DOCUMENT_URL.search(url):
            continue
        yield RelatedFields(
            relation=read_from(document, lambda _: relation, place),
            url=found_text(document, place),
            index_number=_from_url(document, place, index_of_url),
            language=_from_url(document, place, language_of_url),
        )
    for match in INDEX_NUMBER.finditer(document.text, *span):
        if any(place.start <= match.start() < place.end for place in urls):
            continue
        place = Span(*match.span())
        yield RelatedFields(read_from(document, lambda _: relation, place), None, read_from(document, index_number_value, place), None)


def _from_url(document: Document, place: Span, reading: Callable[[str], str]) -> Found[str] | None:
    found = read_from(document, reading, place)
    return found if found.value else None


def index_of_url(quote: str) -> str:
    """The index number in a document's URL, in the contract's form; "" where there is none."""
    match = _DOCUMENT_URL.search(plain(quote))
    return f"{match['region'].upper()} {match['code']}/{match['sequence']}/{match['year']}" if match else ""


def language_of_url(quote: str) -> str:
    """The language (ISO 639-1) that a document's URL names: behind its number, or else before it."""
    match = _DOCUMENT_URL.search(plain(quote))
    if match and match["language"]:
        return match["language"].lower()
    before = re.search(r"^(?:https?://)?[^/]+/([a-z]{2})/", plain(quote), re.IGNORECASE)
    return before[1].lower() if match and before else ""
