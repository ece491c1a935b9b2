"""Stage: is this an Urgent Action, and of which family of layouts? Scores over the vocabulary."""

import re
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER
from ingest.document import Document, Span
from ingest.errors import NotAnUrgentAction
from ingest.fields.header import HeaderFields
from ingest.found import Found
from ingest.kept_patterns import compiled
from ingest.places import find_countries
from ingest.preface import behind_mail, preface_end
from ingest.reading import MAILS
from ingest.sections import Part, Sectioned
from ingest.shapes import TELEGRAPH_STOP, banner_source, is_banner
from models import SectionKind
from models.case_record import Kind

_MARKS_NEEDED = 2


def require_urgent_action(sectioned: Sectioned, header: HeaderFields) -> None:
    """Raise NotAnUrgentAction unless at least two different marks of an Urgent Action are there."""
    text = sectioned.document.as_read
    kinds = {part.kind for part in sectioned.parts if part.heading is not None}
    marks = [
        _banner().search(text) is not None,
        header.ua_number is not None,
        bool(kinds & {SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION}),
        bool(kinds & {SectionKind.TARGETS, SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE})
        or (header.ua_number is not None and bool(sectioned.of(SectionKind.TARGETS))),
        bool(kinds & {SectionKind.SUBJECT_NAMES, SectionKind.PREVIOUS_UA}),
        header.ua_number is not None and bool(INDEX_NUMBER.search(text)),
        any(part.kind is SectionKind.LETTER for part in sectioned.parts) and len(kinds) > 0,
        header.ua_number is not None and header.kind is not None and header.kind.value in (Kind.STOP, Kind.FINAL),
    ]
    if sum(marks) < _MARKS_NEEDED:
        raise NotAnUrgentAction(sum(marks), _MARKS_NEEDED)


@cache
def _banner() -> re.Pattern[str]:
    """The banner anywhere in the text, its letters spaced out or not."""
    return compiled(rf"(?<!\w)(?:{banner_source()})", re.IGNORECASE)


# A bulletin wraps another layout: two marks of its own outweigh all of the wrapped one.
_DECISIVE = frozenset({"bulletin"})
# The years in which each family was in use; a number's year outside of them rules the family out.
_YEARS = {"is_1990": (1961, 2009), "is_2009": (2009, 2019), "is_2018": (2016, 2060), "template_2018": (2016, 2060)}
# The layout of the telegram and telex years went over into the next one without a break.
_LAST_TELEGRAM_YEAR = 1989


def _in_use(family: str, header: HeaderFields) -> bool:
    first, last = _YEARS.get(family, (1961, 2060))
    return header.ua_year is None or first <= header.ua_year.value <= last


def _by_year(family: str, header: HeaderFields) -> str:
    year = header.ua_year.value if header.ua_year else None
    return "telegram" if family == "is_1990" and year is not None and year <= _LAST_TELEGRAM_YEAR else family


def recognise_family(sectioned: Sectioned, header: HeaderFields) -> Found[str] | None:
    """The family whose marks the document holds most of; the evidence is its first mark. None where there is no mark.

    A mark that several families share says nothing; of two with as many marks the one listed first wins. What a
    page or newsletter tells its readers above the head is none of the document's.
    """
    document = sectioned.document
    start = preface_end(document)
    best: tuple[int, str, Span] | None = None
    dotted = _dotted_number(sectioned, header)
    for family in vocabulary.keys("families"):
        marks = _marks(document.text, start, family) if vocabulary.may_occur(document.text, "families", family) else []
        own = [dotted] if dotted is not None and family == _WITH_DOT else []
        score = len(marks) + len(own)
        decisive = family in _DECISIVE and score > 1
        if score and _in_use(family, header) and (best is None or score > best[0] or decisive):
            best = (score, family, min(marks or own))
    passed_on = _passed_on(sectioned, header, best[1] if best else None)
    if passed_on is not None:
        return passed_on
    if best is None:
        return _by_stops(sectioned, header) or _by_head(sectioned, header)
    family = _by_year(best[1], header)
    return Found(family, (best[2],), lambda _: family)


# The families of the International Secretariat's own sheets and the last year of each.
_LAST_YEARS = (("telegram", _LAST_TELEGRAM_YEAR), ("is_1990", 2008), ("is_2009", 2017), ("is_2018", 2060))
_PUBLISHED_IN = frozenset({"en", "es", "fr", "ar", "pt"})
"""The languages of the International Secretariat's sheets (ISO 639-1); in others sections publish their own."""
_LAST_YEAR_OF_NO_OTHERS = 2008
"""Up to then nearly all that gives a number in its head is a sheet of the International Secretariat."""


def _by_head(sectioned: Sectioned, header: HeaderFields) -> Found[str] | None:
    """The International Secretariat's family of the number's year, where its sheet's head is all that shows one.

    The head gives the number, and besides it the index, the date or the banner. From 2009 on it gives all of them,
    over a sheet that asks for nothing: what asks for something tells its family by its words.
    """
    number, year = header.ua_number, header.ua_year
    if number is None or year is None:
        return None
    if sectioned.languages[0] not in _PUBLISHED_IN and year.value > _LAST_TELEGRAM_YEAR:
        return Found("section", number.spans, lambda _: "section")
    heads = sectioned.of(SectionKind.HEADER, SectionKind.TITLE)
    given = [
        any(part.start <= one.start < part.end for part in heads)
        for one in (number, header.index_number, header.issue_date)
        if one is not None
    ]
    bannered = any(_holds_banner(sectioned.document, part) for part in heads)
    if not given[0] or sum(given) + bannered < _LEAST_SIGNS:
        return None
    asks = sectioned.of(SectionKind.TARGETS, SectionKind.LETTER)
    if year.value > _LAST_YEAR_OF_NO_OTHERS and (asks or sum(given) + bannered < _ALL_SIGNS):
        page = asks and sectioned.document.reading.media_type == _PAGE
        return Found("section", number.spans, lambda _: "section") if page else None
    family = next(name for name, last in _LAST_YEARS if year.value <= last)
    return Found(family, number.spans, lambda _: family)


_LEAST_SIGNS, _ALL_SIGNS = 2, 4
_PAGE = "text/html"
"""What asks for something on a web page, in none of the known words, is a section's."""


def _holds_banner(document: Document, part: Part) -> bool:
    return any(is_banner(document.quote(line.span).strip()) for line in document.lines_in(part.body))


def _by_stops(sectioned: Sectioned, header: HeaderFields) -> Found[str] | None:
    """The telegram of the telegram years, by the stops in its story."""
    for body in sectioned.bodies(SectionKind.SUMMARY):
        stop = compiled(TELEGRAPH_STOP).search(sectioned.document.text, *body)
        year = header.ua_year.value if header.ua_year else None
        if stop is not None and year is not None and year <= _LAST_TELEGRAM_YEAR:
            return Found("telegram", (Span(*stop.span()),), lambda _: "telegram")
    return None


def _marks(text: str, start: int, family: str) -> list[Span]:
    """Where the wordings of a family first stand, each once."""
    found = {
        compiled(r"\W+").sub(" ", match.group().casefold()): match
        for match in reversed(list(vocabulary.pattern("families", family).finditer(text, start)))
    }
    return [Span(*match.span()) for match in found.values()]


_WITH_DOT = "aiusa"
"""The family that prints a dot in its numbers ("UA 83.24")."""


def _dotted_number(sectioned: Sectioned, header: HeaderFields) -> Span | None:
    """Where the document's number stands, if a dot divides it: a mark of the family that prints one."""
    span = header.ua_number.spans[0] if header.ua_number is not None else None
    return span if span is not None and "." in sectioned.document.quote(span) else None


# Families of the International Secretariat, whose sheets a section or a list passes on under its own head.
_PASSED_ON = frozenset({"is_1990", "is_2009", "bulletin", None})


def _passed_on(sectioned: Sectioned, header: HeaderFields, family: str | None) -> Found[str] | None:
    """The family of what passes a sheet on: a mail, by the file or the first lines, or a section, by its letterhead.

    In the telegram years such lines are those of a memorandum.
    """
    if family not in _PASSED_ON:
        return None
    document = sectioned.document
    number = header.ua_number.spans if header.ua_number and document.reading.media_type in MAILS else None
    mailed = Found("bulletin", number, lambda _: "bulletin") if number else None
    if mailed is not None and family is not None:
        return mailed
    mail_end = behind_mail(document, Span(0, len(document.text)))
    if mail_end > 0 and not (header.ua_year and header.ua_year.value <= _LAST_TELEGRAM_YEAR):
        network = compiled(vocabulary.expression("header", "network"), re.IGNORECASE)
        sender = network.search(document.text, 0, document.lines[0].end) or _subject_or_address(document.text, mail_end)
        if sender is not None:
            return Found("bulletin", (Span(*sender.span()),), lambda _: "bulletin")
    for part in sectioned.of(SectionKind.HEADER)[:1]:
        # Above a page's menu the name is furniture.
        for line in document.lines_in(Span(part.start, part.end), furniture=True):
            head = _letterhead(document.text, line.span)
            if head is not None:
                return _of_section(document.text, head)
    return mailed


def _of_section(text: str, head: Span) -> Found[str]:
    """The family of the section whose name stands at `head`."""
    country = next((code for _, code in find_countries(text, head)), "")
    family = _SECTION_WITH_FAMILY.get(country, "section")
    return Found(family, (head,), lambda _: family)


_SECTION_WITH_FAMILY = {"US": "aiusa"}
"""The sections whose layout is a family of its own, by their country (ISO 3166-1)."""


def _subject_or_address(text: str, end: int) -> re.Match[str] | None:
    """The label of a subject, or an address, in a mail's own lines; a memorandum ("TO: ... FROM: ...") has neither."""
    label = vocabulary.expression("header", "subject_label")
    return compiled(rf"^[ \t>*]{{0,6}}{label}(?=[ \t*]{{0,3}}:)|[^\s@<]{{1,60}}@[^\s@>]{{1,60}}", re.I | re.M).search(
        text, 0, end
    )


def _letterhead(text: str, line: Span) -> Span | None:
    """A section's name: the sender's and right behind it a country, or the word for a section ("Sektion der ...")."""
    own_line = compiled(r"\s*").match(text, *line)
    alone = vocabulary.match(text, "header", "section", start=own_line.end() if own_line else line.start, end=line.end)
    if alone is not None:
        return Span(*alone.span())
    for sender in vocabulary.pattern("header", "sender").finditer(text, *line):
        behind = Span(sender.end() + 1, line.end)
        countries = find_countries(text, behind)
        if countries and countries[0][0].start == behind.start:
            return Span(sender.start(), countries[0][0].end)
        section = vocabulary.pattern("header", "section").search(text, *behind)
        if section is not None:
            return Span(sender.start(), section.end())
    return None
