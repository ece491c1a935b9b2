"""Field: the header; number, kind, index, dates, headline and lead of the document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest import vocabulary
from ingest.case_number import (
    INDEX_NUMBER,
    counted_update,
    index_number_value,
    number_in,
    number_pattern,
    ordinal_source,
    ordinal_words,
    stated_number,
)
from ingest.concern_words import names_concern
from ingest.dates import DateFound, find_dates, parse_full_date
from ingest.document import Document, Line, Span, as_read, plain
from ingest.fields.countries import read_countries
from ingest.fields.references import is_labelled_as_earlier
from ingest.found import Doubt, Found, found_text, read_from
from ingest.kept_patterns import compiled
from ingest.old_layouts.concern_by_number import behind_country_in_line
from ingest.old_layouts.old_header import find_old_header
from ingest.paragraphs import paragraphs
from ingest.places import country_of, full_year
from ingest.preface import behind_mail, mail_lines_end, preface_end
from ingest.sections import Part, Sectioned
from ingest.shapes import banner_source, is_banner, spaced_source
from models import SectionKind
from models.case_record import Kind, Series


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """What the header of the record needs; `None` where the document does not state it."""

    series: Found[Series] | None = None
    ua_number: Found[str] | None = None
    ua_year: Found[int] | None = None
    kind: Found[Kind] | None = None
    ordinal: Found[int] | None = None
    index_number: Found[str] | None = None
    issue_date: Found[str] | None = None
    title: Found[str] | None = None
    summary: Found[str] | None = None
    countries: tuple[Found[str], ...] = ()
    format: Found[str] | None = None
    doubts: tuple[Doubt, ...] = ()


_WHERE_NUMBERS_STAND = (SectionKind.HEADER, SectionKind.TITLE)


def read_header(sectioned: Sectioned) -> HeaderFields:
    """The header fields; countries from the header's own lines, title or index (the targets may add some later)."""
    document = sectioned.document
    number = _own_number(sectioned)
    index_number = _own_index(sectioned)
    issue_date, doubts = _issue_date(sectioned)
    return HeaderFields(
        series=_series(document, number),
        ua_number=read_from(document, _ua_number, _number_span(number)) if number else None,
        ua_year=read_from(document, _ua_year, _number_span(number)) if number else None,
        kind=_kind(sectioned, number),
        ordinal=_ordinal(document, number),
        index_number=index_number,
        issue_date=issue_date,
        title=_title(sectioned) or _concern(sectioned) or _subject_of_mail(sectioned),
        summary=_summary(sectioned),
        countries=read_countries(sectioned, number, index_number),
        doubts=doubts,
    )


def _number_span(number: re.Match[str]) -> Span:
    return Span(number.start("sequence"), number.end("year"))


def _ua_number(quote: str) -> str:
    sequence, year = compiled(r"\d+").findall(as_read(quote))
    return f"{int(sequence)}/{full_year(year) % 100:02d}"


def _ua_year(quote: str) -> int:
    return full_year(compiled(r"\d+").findall(as_read(quote))[1])


def _own_number(sectioned: Sectioned) -> re.Match[str] | None:
    """The document's own number: in its first lines, then in what to do, then in any section that names no others'.

    A running head counts only where nothing else gives the number.
    """
    stated = _number_stated(sectioned)
    if stated is not None:
        return stated
    areas = [
        _WHERE_NUMBERS_STAND,
        (SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION),
        (
            SectionKind.SUMMARY,
            SectionKind.OTHER,
            SectionKind.TARGETS,
            SectionKind.SUBJECT_NAMES,
            SectionKind.DEADLINE,
            SectionKind.BOILERPLATE,
            SectionKind.DEADLINE,
        ),
    ]
    number = _number_by(sectioned, number_pattern(), areas) or _number_with_index(sectioned)
    if number is None and sectioned.document.reading.ocr_pages:
        return _number_by(sectioned, number_pattern(by_ocr=True), areas[:1])
    return number


def _number_stated(sectioned: Sectioned) -> re.Match[str] | None:
    """The number of a sentence that says which this is, wherever it stands, if the first lines give none."""
    in_head = _number_by(sectioned, number_pattern(), [_WHERE_NUMBERS_STAND])
    return stated_number(sectioned.document.as_read) if in_head is None else None


_LONGEST_STATEMENT = 160


def _behind_stated(sectioned: Sectioned) -> Span | None:
    """What a sentence that says which document this is goes on with: index and date, perhaps."""
    number = _number_stated(sectioned)
    if number is None:
        return None
    text = sectioned.document.as_read
    limit = min(len(text), number.end() + _LONGEST_STATEMENT)
    end = compiled(r"[.!?](?=\s|$)|\n[ \t]{0,20}\n").search(text, number.end(), limit)
    return Span(number.end(), end.start() if end else limit)


_NOT_OWN = frozenset({SectionKind.LETTER, SectionKind.PREVIOUS_UA})


def _number_with_index(sectioned: Sectioned) -> re.Match[str] | None:
    """The number that an index follows directly, in whatever section: no other document is named so in full."""
    document = sectioned.document
    for part in sectioned.parts:
        if part.kind in _NOT_OWN:
            continue
        for match in number_pattern().finditer(document.as_read, part.start, part.end):
            if _index_behind(document, match) is not None and match["update"] is None:
                return match
    return None


def _index_behind(document: Document, number: re.Match[str]) -> re.Match[str] | None:
    """The index right behind a number, with nothing but a comma or bar between them, or alone on the line below."""
    beside = compiled(rf"[ \t]{{0,3}}[,;|\u2013-]?[ \t]{{0,3}}(?P<index>{INDEX_NUMBER.pattern})")
    below = compiled(rf"[ \t]{{0,12}}\n[ \t]{{0,90}}(?P<index>{INDEX_NUMBER.pattern})[ \t]{{0,12}}(?=\n|$)")
    text = document.as_read
    return beside.match(text, number.end()) or below.match(text, number.end())


def _number_by(
    sectioned: Sectioned, pattern: re.Pattern[str], areas: Sequence[tuple[SectionKind, ...]]
) -> re.Match[str] | None:
    document = sectioned.document
    in_furniture: list[re.Match[str]] = []
    for kinds in areas:
        for part in sectioned.of(*kinds):
            for match in pattern.finditer(document.as_read, part.start, part.end):
                if not int(match["sequence"]):
                    continue
                if not document.lines[document.line_at(match.start("sequence"))].furniture:
                    return match
                in_furniture.append(match)
    return in_furniture[0] if in_furniture else None


def _series(document: Document, number: re.Match[str] | None) -> Found[Series] | None:
    if number is None:
        return None
    extra = vocabulary.pattern("header", "extra_label")

    def series(quote: str) -> Series:
        return Series.EXTRA if extra.fullmatch(quote.strip()) else Series.UA

    between = Span(number.end("series"), number.start("sequence"))
    own = extra.search(document.text, *between)
    # The banner may stand right above the number, and the series between them ("URGENT ACTION / EXTRA 1/96").
    return read_from(document, series, Span(*own.span()) if own else Span(*number.span("series")))


def _ordinal(document: Document, number: re.Match[str] | None) -> Found[int] | None:
    group = "ordinal" if number and number["ordinal"] else "ordinal_behind"
    if number and number[group]:
        return read_from(document, _ordinal_value, Span(*number.span(group)))
    return _ordinal_of_update(document, number)


def _ordinal_starts(number: re.Match[str] | None) -> tuple[int, ...]:
    """Where the ordinals beside the number stand: they count UAs, all others count updates."""
    return (number.start("ordinal"), number.start("ordinal_behind")) if number else ()


def _ordinal_of_update(document: Document, number: re.Match[str] | None) -> Found[int] | None:
    """The ordinal of "This is the third update of UA ..." or "Further information (2) on UA ...", as printed."""
    update = vocabulary.expression("header", "update")
    words = ordinal_source()
    told = compiled(rf"(?<!\w)(?P<ordinal>{words})\s{{1,3}}(?:{update})", re.IGNORECASE).search(document.text)
    if told:
        return read_from(document, _ordinal_value, Span(*told.span("ordinal")))
    if number is None:
        return None
    line = document.lines[document.line_at(number.start("sequence"))]
    counting = counted_update().search(document.text, *line.span)
    if counting and counting["ordinal"]:
        return read_from(document, _ordinal_value, Span(*counting.span("ordinal")))
    start = document.text.rfind("\n", 0, number.start()) + 1
    counted = compiled(rf"{update}\s?\((?P<ordinal>\d{{1,2}})\)", re.IGNORECASE).search(
        document.text, start, number.end()
    )
    if counted:
        return read_from(document, _ordinal_value, Span(*counted.span("ordinal")))
    return _ordinal_beside(document, number)


def _ordinal_beside(document: Document, number: re.Match[str]) -> Found[int] | None:
    """The ordinal of "first UA" elsewhere on the number's line."""
    line = document.lines[document.line_at(number.start("sequence"))]
    words = ordinal_source()
    series = vocabulary.expression("header", "number_label")
    beside = compiled(rf"(?<!\w)(?P<ordinal>{words})[ \t]{{1,3}}{series}", re.IGNORECASE)
    found = beside.search(document.text, *line.span)
    return read_from(document, _ordinal_value, Span(*found.span("ordinal"))) if found else None


def _ordinal_value(quote: str) -> int:
    figures = compiled(r"\d+").match(quote)
    return int(figures.group()) if figures else ordinal_words()[quote.casefold()]


def _kind(sectioned: Sectioned, number: re.Match[str] | None) -> Found[Kind] | None:
    """What the header says: a stop or final action, an update, or else (with a number) an initial one."""
    document = sectioned.document
    for key, kind in (("stop", Kind.STOP), ("final", Kind.FINAL)):
        match = _wording_in_opening(sectioned, key) or (_nothing_asked(sectioned) if kind is Kind.FINAL else None)
        if match:
            return Found(kind, (Span(*match.span()),), lambda _, kind=kind: kind)  # type: ignore[misc]
    ordinal = _ordinal(document, number)
    if ordinal is not None:
        beside = _ordinal_beside(document, number) if number else None
        counts_updates = ordinal.spans[0].start not in _ordinal_starts(number) and (
            beside is None or ordinal.spans != beside.spans
        )
        return read_from(
            document,
            lambda quote: Kind.INITIAL if _ordinal_value(quote) == 1 and not counts_updates else Kind.UPDATE,
            *ordinal.spans,
        )
    update = _wording_in_opening(sectioned, "update") or _counted_update(sectioned)
    span = Span(*update.span()) if update else Span(*number.span("update")) if number and number["update"] else None
    if span:
        return read_from(document, lambda _: Kind.UPDATE, span)
    counted = _UPDATES_BEHIND.match(document.text, number.end("year")) if number else None
    if counted is not None:
        return read_from(document, lambda _: Kind.UPDATE, Span(*counted.span("count")))
    if number:
        return read_from(document, lambda _: Kind.INITIAL, _number_span(number))
    return _initial_by_banner(sectioned)


_UPDATES_BEHIND = compiled(r"-(?P<count>[1-9]\d?)(?![\d/.:]|\s{0,3}[^\W\d_]{3,10}\.?\s{1,3}\d{4})(?=\s|$|[)|,;\u00b7])")
"""Right behind a number: how many updates of it there have been ("UA-163/2007-1")."""


def _counted_update(sectioned: Sectioned) -> re.Match[str] | None:
    """The words "second update" and the like in the first lines."""
    start = preface_end(sectioned.document)
    for part in sectioned.of(SectionKind.HEADER):
        match = counted_update().search(sectioned.document.text, max(start, part.start), part.end)
        if match:
            return match
    return None


def _initial_by_banner(sectioned: Sectioned) -> Found[Kind] | None:
    """A document without a number that does not say what it is: its banner makes it an initial one."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.HEADER):
        for line in document.lines_in(Span(part.start, part.end)):
            if is_banner(compiled(r"[ \t]{3,40}").split(document.quote(line.span).strip())[0]):
                return read_from(document, lambda _: Kind.INITIAL, document.trimmed(line.span))
    return None


def _nothing_asked(sectioned: Sectioned) -> re.Match[str] | None:
    """The sentence that asks for no further action, where the document asks for none."""
    text = sectioned.document.text
    for part in sectioned.of(SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION, SectionKind.SUMMARY):
        match = vocabulary.search(text, "phrases", "no_action", start=part.start, end=part.end)
        if match and not sectioned.of(SectionKind.TARGETS):
            return match
    return None


def _wording_in_opening(sectioned: Sectioned, key: str) -> re.Match[str] | None:
    pattern = _spaced_out(key)
    start = preface_end(sectioned.document)
    for part in sectioned.of(*_WHERE_NUMBERS_STAND):
        match = pattern.search(sectioned.document.text, max(start, part.start), part.end)
        if match:
            return match
    return None


@cache
def _spaced_out(key: str) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{spaced_source(key)})(?!\w)", re.IGNORECASE)


def _own_index(sectioned: Sectioned) -> Found[str] | None:
    document = sectioned.document
    for part in sectioned.of(*_WHERE_NUMBERS_STAND):
        for match in INDEX_NUMBER.finditer(document.as_read, part.start, part.end):
            if is_labelled_as_earlier(document, match.start()):
                continue
            if not _in_brackets(document.text, match.start()) or _belongs_to_number(document, match.start()):
                return read_from(document, index_number_value, Span(*match.span()))
    label = vocabulary.expression("header", "index_label")
    labelled = compiled(rf"{label}[ \t]{{0,3}}:?[ \t]{{0,3}}(?P<index>{INDEX_NUMBER.pattern})", re.IGNORECASE)
    for part in sectioned.parts:
        if part.kind in (SectionKind.ADDITIONAL_INFORMATION, SectionKind.LETTER):
            continue
        # Beside its heading stands the number of the earlier document; a line further down may print the own one.
        start = part.start if part.kind is not SectionKind.PREVIOUS_UA else _behind_line(document, part.body)
        found = labelled.search(document.as_read, start, part.end)
        if found and found["region"].isupper() and _begins_line(document, found.start(), part):
            return read_from(document, index_number_value, Span(*found.span("index")))
    stated = _behind_stated(sectioned)
    told = INDEX_NUMBER.search(document.as_read, *stated) if stated else None
    if told is not None:
        return read_from(document, index_number_value, Span(*told.span()))
    own = _number_with_index(sectioned)
    beside = _index_behind(document, own) if own and _number_key(own) == _number_key(_own_number(sectioned)) else None
    return read_from(document, index_number_value, Span(*beside.span("index"))) if beside else None


def _behind_line(document: Document, body: Span) -> int:
    """Behind the first line with text of a section's body."""
    printed = document.lines_with_text(body)
    return printed[0].end if printed else body.end


def _begins_line(document: Document, position: int, part: Part) -> bool:
    line = document.lines[document.line_at(position)]
    return part.kind is not SectionKind.PREVIOUS_UA or not document.text[line.start : position].strip()


def _belongs_to_number(document: Document, position: int) -> bool:
    """Whether an index in brackets stands directly behind a number that is no earlier document's ("UA 7/02 (...)",
    "(UA 7/02, our reference ...)").
    """
    line = document.lines[document.line_at(position)]
    before = document.text[line.start : position]
    number = next((one for one in reversed(list(number_pattern().finditer(before)))), None)
    between = before[number.end() :].strip() if number else ""
    if number is None or not (between == "(" or _index_labelled().fullmatch(between)):
        return False
    return number["update"] is None and vocabulary.pattern("header", "update", "stop").search(before) is None


@cache
def _index_labelled() -> re.Pattern[str]:
    """What stands between a number and the index beside it in the same brackets (", our reference")."""
    return compiled(rf"[,;/\u2013-]\s{{0,3}}{vocabulary.expression('header', 'index_label')}\s{{0,3}}:?", re.IGNORECASE)


def _in_brackets(text: str, position: int) -> bool:
    """Whether an open bracket stands before the position on its line or the one above: it is another document's."""
    line_start = text.rfind("\n", 0, position) + 1
    above_start = text.rfind("\n", 0, max(0, line_start - 1)) + 1
    for start in (line_start, above_start):
        before = text[start:position]
        if before.count("(") > before.count(")"):
            return True
    return False


def _issue_date(sectioned: Sectioned) -> tuple[Found[str] | None, tuple[Doubt, ...]]:
    """The labelled date of the first lines, or else the first full date in them outside brackets.

    Where they hold none: the date in a line further down that gives the document's number or index; then the day on
    which it was passed on, that of the mail which brought the text, or of a line at a page's edge.
    """
    document = sectioned.document
    label = compiled(vocabulary.expression("header", "date_label") + r"[ \t]{0,3}[:|]?[ \t]{0,3}$", re.IGNORECASE)
    labelled: list[DateFound] = []
    bare: list[DateFound] = []
    dispatched: list[DateFound] = []
    by_mail: list[DateFound] = []
    mail_end = behind_mail(document, Span(0, len(document.text)))
    for found in _dates_of_opening(sectioned):
        before = document.text[max(0, found.span.start - 40) : found.span.start]
        around = found.span.start < mail_end or document.lines[document.line_at(found.span.start)].furniture
        by_kind = by_mail if around else labelled if label.search(before) else bare
        by_kind = dispatched if not around and _is_dispatch(document, found) else by_kind
        by_kind.append(found)
    candidates = labelled or [found for found in bare if found.full]
    candidates = candidates or list(_dates_of_reference(sectioned))
    stated = _stated_date(sectioned) if not candidates else None
    if stated is not None:
        return stated, ()
    candidates = candidates or [found for found in dispatched if found.full] or by_mail
    return _dated(sectioned, candidates[0]) if candidates else (None, ())


def _is_dispatch(document: Document, found: DateFound) -> bool:
    """Whether a label before a date on its line says that the document was passed on that day ("Mailed: 9 March")."""
    line = document.lines[document.line_at(found.span.start)]
    before = document.text[line.start : found.span.start].rstrip(" \t:.*_-\u2013")
    if not before or vocabulary.search(before, "header", "dispatch_label") is None:
        return False
    return any(match.end() == len(before) for match in vocabulary.pattern("header", "dispatch_label").finditer(before))


def _stated_date(sectioned: Sectioned) -> Found[str] | None:
    """The date of the sentence that says which document this is; without a year it is of the number's."""
    number, behind = _number_stated(sectioned), _behind_stated(sectioned)
    if number is None or behind is None:
        return None
    found = next((one for one in find_dates(sectioned.document.as_read, behind) if one.day is not None), None)
    if found is None or found.ambiguous:
        return None
    if found.full:
        return full_date(sectioned, found)
    year = full_year(number["year"])
    iso = found.iso(year)

    def reading(quote: str) -> str:
        dates = [one for one in find_dates(quote, Span(0, len(quote))) if one.day is not None]
        return (dates[-1].iso(year) or "") if dates else ""

    return Found(iso, (found.span,), reading) if iso else None


def _dates_of_opening(sectioned: Sectioned) -> Iterator[DateFound]:
    document = sectioned.document
    for part in sectioned.of(SectionKind.HEADER):
        for found in find_dates(document.as_read, Span(part.start, part.end)):
            if not _in_brackets(document.text, found.span.start) and not _is_another_day(document, found):
                yield found


_LONGEST_REFERENCE = 200


def _dates_of_reference(sectioned: Sectioned) -> Iterator[DateFound]:
    """Full dates behind the document's own number or index on its line, wherever that is ("UA 1/16, 3 May 2016")."""
    document = sectioned.document
    for place in _references(sectioned):
        line = document.lines[document.line_at(place.start)]
        if line.end - line.start > _LONGEST_REFERENCE:
            continue
        for found in find_dates(document.as_read, Span(place.end, line.end)):
            if found.full and not _in_brackets(document.text, found.span.start):
                yield found


def _references(sectioned: Sectioned) -> Iterator[Span]:
    """Where the document's own number stands, outside header and letter, and its index."""
    document = sectioned.document
    number = _own_number(sectioned)
    for part in sectioned.parts if number else ():
        if part.kind in (SectionKind.HEADER, SectionKind.LETTER):
            continue
        for match in number_pattern().finditer(document.as_read, part.start, part.end):
            if _number_key(match) == _number_key(number):
                yield Span(match.start("sequence"), match.end())
    index = _own_index(sectioned)
    if index is not None:
        yield Span(index.start, index.spans[-1].end)


def _number_key(number: re.Match[str] | None) -> tuple[int, int] | None:
    return (int(number["sequence"]), full_year(number["year"])) if number else None


def _is_another_day(document: Document, found: DateFound) -> bool:
    """Whether a date of the first lines is an earlier document's ("issued 5 March") or the deadline ("expires")."""
    line = document.lines[document.line_at(found.span.start)]
    before = document.text[line.start : found.span.start]
    if _labels_own_day(document, line, before) or _is_own_reference(document, line, before):
        return False
    earlier = vocabulary.finditer(before, "header", "follow_up", "ended_label")
    if any(match.end() >= len(before.rstrip()) for match in earlier):
        return True
    return vocabulary.pattern("phrases", "deadline_sentence").search(before) is not None


def _is_own_reference(document: Document, line: Line, before: str) -> bool:
    """Whether a line gives the document's number and its index before the date, and names no earlier document."""
    number = number_in(before)
    if number is None or number["update"] is not None or INDEX_NUMBER.search(before) is None or "(" in before:
        return False
    return vocabulary.search(document.quote(line.span), "header", "update", "final", "stop") is None


def _labels_own_day(document: Document, line: Line, before: str) -> bool:
    """Whether a line begins with a label of the date ("Issued 5 March") and the one above names no earlier document."""
    label = vocabulary.fullmatch(before.strip(" \t*_:"), "header", "date_label")
    above = document.text[: line.start].rstrip().rsplit("\n", 1)[-1]
    return label is not None and vocabulary.search(above, "header", "update", "stop") is None


def _dated(sectioned: Sectioned, found: DateFound) -> tuple[Found[str] | None, tuple[Doubt, ...]]:
    value = full_date(sectioned, found)
    return value, () if value else (date_doubt(sectioned, found),)


def full_date(sectioned: Sectioned, found: DateFound) -> Found[str] | None:
    """The ISO value of a date with day, month and year; None where it is ambiguous, impossible or incomplete."""
    language = sectioned.languages[0]
    iso = found.in_language(language).iso() if found.full else None
    if iso is None:
        return None

    def reading(quote: str) -> str:
        quote = as_read(quote)
        dates = find_dates(quote, Span(0, len(quote)))
        own = dates[-1].in_language(language).iso() if dates else None
        if found.language is None or own is None:
            return own or ""
        return parse_full_date(plain(quote), language) or parse_full_date(plain(quote), found.language) or own

    value = Found(iso, (found.span,), reading)
    return value if value.holds(sectioned.document) else None


def date_doubt(sectioned: Sectioned, found: DateFound) -> Doubt:
    """The finding for a date that gives no value."""
    printed = plain(sectioned.document.quote(found.span))
    if found.ambiguous:
        return Doubt("UA303", f"'{printed}' can be read in two ways; write the month as a word", found.span)
    if found.impossible or found.full:
        return Doubt("UA307", f"there is no day '{printed}'; correct the date", found.span)
    return Doubt("UA301", f"'{printed}' is no complete date; write day, month and year", found.span)


def _title(sectioned: Sectioned) -> Found[str] | None:
    document = sectioned.document
    spans = [
        part
        for body in sectioned.bodies(SectionKind.TITLE)[:1]
        for part in document.without_furniture(document.trimmed(body))
        if part.start < part.end
    ]
    if not spans:
        return None
    # A country in a column of its own is none of the words of the concern beside it.
    spans[0] = behind_country_in_line(document, spans[0])
    return found_text(document, *spans[:-1], _without_number(document, spans[-1]))


def _without_number(document: Document, title: Span) -> Span:
    """A headline without the bracket behind it that holds the number and is none of its words."""
    bracket = compiled(r"\s{0,3}\([^()\n]{1,60}\)$").search(document.quote(title))
    if bracket is None or bracket.start() == 0 or number_in(bracket.group()) is None:
        return title
    return Span(title.start, title.start + bracket.start())


def _concern(sectioned: Sectioned) -> Found[str] | None:
    """The concern behind the number, which 1973-2008 layouts have for a headline."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.HEADER):
        old = find_old_header(document, Span(part.start, part.end))
        if old is not None and old.concern is not None:
            return found_text(document, old.concern)
    return None


_BEFORE_SUBJECT = compiled(r"(?:\s{0,3}(?:\[[^\[\]\n]{1,40}\]|[^\W\d_]{1,3}\s?:)){1,4}\s{0,3}")
_MARKS_AROUND = " \t-\u2013\u2014:,;/|#*"
_FEWEST_TITLE_WORDS = 3


def _subject_of_mail(sectioned: Sectioned) -> Found[str] | None:
    """The subject of a mail that prints no headline, if a country opens it or it names a concern; without the list's
    mark, the signs of a reply and the number.
    """
    document = sectioned.document
    label = compiled(rf"{vocabulary.expression('header', 'subject_label')}[ \t]{{0,3}}:", re.IGNORECASE)
    for part in sectioned.of(SectionKind.HEADER)[:1]:
        end = mail_lines_end(document, Span(part.start, part.end))
        for line in document.lines_in(Span(part.start, end)):
            found = label.match(document.text, *line.span)
            if found is not None:
                return _headline_of_subject(sectioned, Span(found.end(), line.end))
    return None


def _headline_of_subject(sectioned: Sectioned, subject: Span) -> Found[str] | None:
    document = sectioned.document
    before = _BEFORE_SUBJECT.match(document.text, *subject)
    span = Span(before.end() if before else subject.start, subject.end)
    number = number_in(document.as_read, *span)
    if number is not None and not document.text[span.start : number.start()].strip(_MARKS_AROUND):
        span = Span(number.end(), span.end)
    elif number is not None:
        span = Span(span.start, number.start())
    banner = compiled(banner_source() + r"|UA\b|AU\b", re.IGNORECASE).match(document.text, *document.trimmed(span))
    span = Span(banner.end(), span.end) if banner else span
    span = document.trimmed(span, marks=_MARKS_AROUND + "()[]")
    text = document.quote(span)
    named = country_of(compiled(r"[:.\u2013-]").split(text)[0].strip()) is not None or names_concern(text)
    return found_text(document, span) if named and len(text.split()) >= _FEWEST_TITLE_WORDS else None


def _summary(sectioned: Sectioned) -> Found[str] | None:
    document = sectioned.document
    spans = [
        span
        for body in sectioned.bodies(SectionKind.SUMMARY)
        for paragraph in paragraphs(document, body)
        for span in paragraph.spans
        # The mark before the heading that follows is none.
        if compiled(r"\w").search(document.text, *span)
    ]
    return found_text(document, *spans) if spans else None
