"""Field: the action; instructions, deadline and the languages to write in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ingest import vocabulary
from ingest.document import Span, plain
from ingest.fields.dates import DateFound, find_dates
from ingest.fields.header import date_doubt, full_date
from ingest.found import Doubt, Found, found_text, read_from
from ingest.paragraphs import paragraphs, sentences
from ingest.sections import Sectioned
from models import SectionKind


@dataclass(frozen=True, slots=True)
class ActionFields:
    """What the reader is asked to do, and until when."""

    instructions: tuple[Found[str], ...] = ()
    appeal_points: tuple[Found[str], ...] = ()
    deadline: Found[str] | None = None
    deadline_text: Found[str] | None = None
    preferred_languages: tuple[Found[str], ...] = ()
    own_language: Found[bool] | None = None
    doubts: tuple[Doubt, ...] = ()


def read_action(sectioned: Sectioned) -> ActionFields:
    """The action without its appeal points where a letter holds them (the pipeline adds those)."""
    fields = ActionFields(
        instructions=_instructions(sectioned),
        appeal_points=_appeal_points(sectioned),
        preferred_languages=_languages(sectioned),
        own_language=_own_language(sectioned),
    )
    return _with_deadline(sectioned, fields)


def _instructions(sectioned: Sectioned) -> tuple[Found[str], ...]:
    document = sectioned.document
    return tuple(
        found_text(document, *paragraph.spans)
        for body in sectioned.bodies(SectionKind.TAKE_ACTION)
        for paragraph in paragraphs(document, body)
        if len(plain(document.quote(*paragraph.spans))) > 3
    )


def _appeal_points(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The bullets of a recommended action."""
    document = sectioned.document
    return tuple(
        found_text(document, *(document.trimmed(span, marks=";,") for span in paragraph.spans))
        for body in sectioned.bodies(SectionKind.RECOMMENDED_ACTION)
        for paragraph in paragraphs(document, body)
        if paragraph.marker is not None
    )


def _with_deadline(sectioned: Sectioned, fields: ActionFields) -> ActionFields:
    """Add the deadline: from its section, or from a phrase that announces one where there is no such section."""
    document = sectioned.document
    until = vocabulary.pattern("dates", "until_further_notice")
    for area in _deadline_areas(sectioned):
        dates = [found for found in find_dates(document.text, area) if found.day is not None]
        if dates:
            return _dated(sectioned, fields, dates[0])
        match = until.search(document.text, *area)
        if match:
            doubt = Doubt("UA301", "the appeal runs until further notice and names no date", Span(*match.span()))
            return replace(fields, deadline_text=found_text(document, Span(*match.span())), doubts=(*fields.doubts, doubt))
    return fields


def _dated(sectioned: Sectioned, fields: ActionFields, found: DateFound) -> ActionFields:
    value = full_date(sectioned, found)
    doubts = () if value else (date_doubt(sectioned, found),)
    return replace(
        fields,
        deadline=value,
        deadline_text=found_text(sectioned.document, found.span),
        doubts=(*fields.doubts, *doubts),
    )


def _deadline_areas(sectioned: Sectioned) -> Iterator[Span]:
    """The stretches in which a date is the deadline, the surest first."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.DEADLINE):
        yield _first_paragraph(sectioned, Span(part.start, part.end))
    phrase = _phrase()
    for part in sectioned.of(SectionKind.RECOMMENDED_ACTION, SectionKind.TARGETS, SectionKind.TAKE_ACTION, SectionKind.BOILERPLATE):
        for match in phrase.finditer(document.text, part.start, part.end):
            yield Span(match.end(), min(part.end, match.end() + 40))


def _first_paragraph(sectioned: Sectioned, span: Span) -> Span:
    document = sectioned.document
    groups = paragraphs(document, span)
    return Span(span.start, groups[min(1, len(groups) - 1)].span.end) if groups else span


@cache
def _phrase() -> re.Pattern[str]:
    source = vocabulary.pattern("dates", "deadline_phrase").pattern
    return re.compile(rf"{source}[ \t]{{0,3}}:?\s{{0,3}}", re.IGNORECASE)


@cache
def _language_names() -> dict[str, str]:
    """Names of languages in the vocabulary's languages, case-folded, to ISO 639-1. CLDR's names, then our own."""
    import pycountry
    from babel import Locale

    names: dict[str, str] = {}
    for language in vocabulary.languages():
        for code, name in Locale(language).languages.items():
            if len(code) == 2:
                names.setdefault(name.casefold(), code)
    for language in pycountry.languages:
        code = getattr(language, "alpha_2", None)
        if code:
            names.setdefault(language.name.split(" (")[0].casefold(), code)
    for code, group in vocabulary.topic("language_names").items():
        for wording in group:
            names[wording.text.casefold()] = code
    return names


@cache
def _language_pattern() -> re.Pattern[str]:
    names = sorted(_language_names(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def language_code(quote: str) -> str:
    """ISO 639-1 of a language's name; "" for no language."""
    return _language_names().get(plain(quote).casefold(), "")


def _languages(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The languages named for writing to the targets, in order, each once."""
    document = sectioned.document
    by_code: dict[str, Found[str]] = {}
    for area in _language_areas(sectioned):
        for match in _language_pattern().finditer(document.text, *area):
            found = read_from(document, language_code, Span(*match.span()))
            by_code.setdefault(found.value, found)
        if by_code:
            break
    return tuple(by_code.values())


def _language_areas(sectioned: Sectioned) -> Iterator[Span]:
    document = sectioned.document
    for body in sectioned.bodies(SectionKind.PREFERRED_LANGUAGE):
        groups = paragraphs(document, body)
        if groups:
            yield groups[0].span
    phrase = vocabulary.pattern("phrases", "write_in")
    for part in sectioned.of(SectionKind.RECOMMENDED_ACTION, SectionKind.TAKE_ACTION):
        for match in phrase.finditer(document.text, part.start, part.end):
            line_end = document.text.find("\n\n", match.end(), part.end)
            colon = document.text.find(":", match.end(), part.end)
            ends = [end for end in (line_end, colon, part.end) if end >= 0]
            yield Span(match.start(), min(ends))


def _own_language(sectioned: Sectioned) -> Found[bool] | None:
    document = sectioned.document
    pattern = vocabulary.pattern("phrases", "own_language")
    kinds = (SectionKind.PREFERRED_LANGUAGE, SectionKind.RECOMMENDED_ACTION, SectionKind.TAKE_ACTION, SectionKind.DEADLINE)
    for part in sectioned.of(*kinds):
        match = pattern.search(document.text, part.start, part.end)
        if match:
            return read_from(document, bool, Span(*match.span()))
    return None


