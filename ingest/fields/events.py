"""Field: the events; the dated facts of the case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ingest import vocabulary
from ingest.dates import DateFound, find_dates, find_times, with_capital
from ingest.document import Document, Span, as_read
from ingest.fields.header import date_doubt
from ingest.fields.law import find_laws
from ingest.fields.narrative import narrative
from ingest.found import Doubt, Found, found_text, read_from
from ingest.kept_patterns import compiled
from ingest.sections import Sectioned
from ingest.sentences import sentences
from ingest.shapes import is_number_line
from models.case_record import DateOrigin


@dataclass(frozen=True, slots=True)
class EventFields:
    """A dated fact: date, sentence, and whether the year is printed with the date."""

    date: Found[str]
    text: Found[str]
    resolved_from: Found[DateOrigin]


def read_events(
    sectioned: Sectioned, reference: Found[str] | None
) -> tuple[tuple[EventFields, ...], tuple[Doubt, ...]]:
    """The dated sentences of the narrative, and doubts about days that no calendar has.

    `reference` is the day (ISO) after which nothing told can lie: the issue date, or else the deadline or the end of
    the number's year. A date without a year is the next one behind the reference where the sentence tells of something
    to come; otherwise it takes the last year printed before it in its paragraph, or else the latest that does not lie
    after the reference. Without either it gives no event.
    """
    document = sectioned.document
    events: dict[tuple[str, str], EventFields] = {}
    doubts: list[Doubt] = []
    for paragraph in narrative(sectioned):
        year: Found[int] | None = None
        for parts in sentences(document, paragraph):
            text = found_text(document, *parts)
            if is_number_line(text.value) and not text.value.endswith("."):
                continue
            dates = list(_dates(document, parts))
            for index, found in enumerate(dates):
                if found.impossible:
                    doubts.append(date_doubt(sectioned, found))
                told = _year_of_next(document, found, dates[index + 1 : index + 2]) or year
                if told is None and found.year is None and _behind(document, found, "same_year"):
                    told = _printed_year(document, Span(paragraph.span.start, found.span.start))
                    if told is None:
                        continue
                event = _event(document, found, text, told, reference, sectioned.languages[0])
                if event is not None:
                    events.setdefault((event.date.value, text.value), event)
                if found.year is not None:
                    year = _year(found, found.year)
    return tuple(events.values()), tuple(doubts)


def _year(found: DateFound, year: int) -> Found[int]:
    return Found(year, (found.span,), lambda quote: int(compiled(r"\d{4}").findall(as_read(quote))[-1]))


def _printed_year(document: Document, before: Span) -> Found[int] | None:
    """The last year printed in a stretch, whatever it tells: "of that year" means it."""
    years = list(compiled(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])").finditer(document.as_read, *before))
    return Found(int(years[-1].group()), (Span(*years[-1].span()),), int) if years else None


def _year_of_next(document: Document, found: DateFound, following: list[DateFound]) -> Found[int] | None:
    """The year of the month that "and" joins to a month without one ("in April and in May 2013")."""
    if found.year is not None or found.day is not None or not following:
        return None
    later = following[0]
    if later.year is None or later.month is None or later.month <= (found.month or later.month):
        return None
    between = document.text[found.span.end : later.span.start]
    return _year(later, later.year) if _joined_months().fullmatch(between) else None


@cache
def _joined_months() -> re.Pattern[str]:
    words = vocabulary.expression("dates", "range", "time_preposition")
    return compiled(rf"\s{{0,3}},?(?:\s{{0,3}}{words}){{1,2}}\s{{1,3}}", re.IGNORECASE)


def _dates(document: Document, parts: tuple[Span, ...]) -> Iterator[DateFound]:
    """The dates of a sentence, without those that only belong to the name of a law."""
    for part in parts:
        dates = find_times(document.as_read, part)
        laws = find_laws(document.as_read, part) if dates else []
        for found in dates:
            if any(law.start <= found.span.start < law.end or _dates_law(document, law, found) for law in laws):
                continue
            if not (
                _recurs(document, found)
                or _is_name(document, found)
                or _names_person(document, found)
                or _names_place(document, found)
                or _is_in_name(document, found)
                or _names_thing(document, found)
            ):
                yield found


def _dates_law(document: Document, law: Span, found: DateFound) -> bool:
    """Whether a year stands right behind a law, between commas: that of its making ("the Bail Act, of 1992,")."""
    if found.month is not None or not law.end <= found.span.start <= law.end + _LONGEST_JOINT:
        return False
    between = document.as_read[law.end : found.span.start].casefold().split()
    joints = vocabulary.word_set("naming", "dates") | vocabulary.word_set("link", "dates") | {","}
    closed = document.as_read[found.span.end : found.span.end + 1] in (",", ".", ";", ")")
    return closed and between[:1] == [","] and all(word in joints for word in between)


_LONGEST_JOINT = 8


def _names_thing(document: Document, found: DateFound) -> bool:
    """Whether a year alone behind "of" only tells which thing is meant ("une carte de 1906", no "de 1990 à 1995")."""
    if found.year is None or found.month is not None:
        return False
    before = document.text[max(0, found.span.start - _NEAR) : found.span.start].rstrip()
    words = before.rsplit(None, 2)
    if len(words) < 2 or words[-1].casefold() not in vocabulary.word_set("naming", "dates"):
        return False
    noun = words[-2]
    if not noun.isalpha() or _range_to_year().match(document.text, found.span.end):
        return False
    noun_end = len(before) - len(before.rsplit(None, 1)[-1])
    times = vocabulary.pattern("dates", "time_preposition").finditer(before)
    # "primer semestre de 2013", "au printemps de 2020"
    return not any(match.start() < noun_end <= match.end() + 1 for match in times)


_NEAR = 40


@cache
def _range_to_year() -> re.Pattern[str]:
    return compiled(rf"\s{{1,3}}{vocabulary.expression('dates', 'range')}\s{{1,3}}\d{{4}}(?!\d)", re.IGNORECASE)


def _is_name(document: Document, found: DateFound) -> bool:
    """Whether a day without a year is all that quotation marks hold: something is named after it."""
    before, behind = (
        document.text[found.span.start - 1 : found.span.start],
        document.text[found.span.end : found.span.end + 1],
    )
    return found.year is None and bool(before) and before in _OPENING and bool(behind) and behind in _CLOSING


def _names_person(document: Document, found: DateFound) -> bool:
    """Whether a month without day and year is the first name of somebody whom the document names again ("May Aung")."""
    if found.year is not None or found.day is not None:
        return False
    behind = _SURNAME.match(document.text, found.span.end)
    return behind is not None and document.text.count(document.quote(Span(found.span.start, behind.end()))) > 1


_SURNAME = compiled(r"\s[^\W\d_a-z\u00df-\u00ff][^\W\d_]+")


def _is_in_name(document: Document, found: DateFound) -> bool:
    """Whether a month without day and year is a part of what is called after it ("a May Day march")."""
    if found.year is not None or found.day is not None:
        return False
    around = Span(max(0, found.span.start - _NEAR), min(len(document.text), found.span.end + _NEAR))
    names = vocabulary.pattern("dates", "named_after_month").finditer(document.text, *around)
    return any(
        name.start() <= found.span.start < name.end() and name.group().split()[-1][0].isupper() for name in names
    )


def _names_place(document: Document, found: DateFound) -> bool:
    """Whether a day is the name of what stands right before it ("barrio 17 de Octubre"), or a month is a part of a name
    ("Champ de Mars"): it has a capital, in a document that prints the months small elsewhere.
    """
    if found.year is not None or found.month is None or found.language in with_capital():
        return False
    if compiled(r"[A-Z]").search(document.quote(found.span)) is None:
        return False
    before = document.text[max(0, found.span.start - 40) : found.span.start].split()
    if found.day is not None and (not before or not before[-1].isalpha() or before[-1].casefold() in _before_days()):
        return False
    others = find_dates(document.as_read, Span(0, len(document.text)))
    return any(one.language == found.language and document.quote(one.span).islower() for one in others)


@cache
def _before_days() -> frozenset[str]:
    """Words that stand before a day when something happened."""
    keys = ("article", "time_preposition", "range", "future_preposition", "link")
    words = frozenset().union(*(vocabulary.word_set(key, "dates") for key in keys))
    small = vocabulary.word_set("article", "people") | vocabulary.word_set("indefinite", "people")
    weekdays = (word for text in vocabulary.word_set("weekdays", "weekdays") for word in text.split("/"))
    return words | small | frozenset(weekdays) | vocabulary.word_set("before_day", "dates")


_OPENING, _CLOSING = "\"\u201c\u00ab\u201e'\u2018", "\"\u201d\u00bb\u201c'\u2019"


def _recurs(document: Document, found: DateFound) -> bool:
    """Whether a day is one that comes back every year ("every March 8")."""
    before = document.text[max(0, found.span.start - 24) : found.span.start].rstrip()
    pattern = compiled(rf"(?:{vocabulary.expression('dates', 'recurring')})$", re.IGNORECASE)
    return found.year is None and pattern.search(before) is not None


# A bare year or month is the last date of what is quoted for it ("in 2004, 2006").
_LAST = -1


def _event(
    document: Document,
    found: DateFound,
    text: Found[str],
    year: Found[int] | None,
    reference: Found[str] | None,
    language: str,
) -> EventFields | None:
    bare = found.day is None and None in (found.month, found.year)
    index = _LAST if bare else _index_in_range(document, found)
    if found.year is not None:
        iso = found.in_language(language).iso()
        if iso is None:
            return None
        day = Found(iso, (_with_preposition(document, found),), lambda quote: _nth_date(quote, index, None, language))
        return EventFields(day, text, read_from(document, lambda _: DateOrigin.STATED, found.span))
    source = year or reference
    if source is None:
        return None
    if year is not None and _behind(document, found, "same_year"):
        reference = None
    elif reference is not None and _behind(document, found, "this_year"):
        current = int(reference.value[:4])
        year = Found(current, reference.spans, lambda _: current)
        source, reference = year, None
    latest = reference is not None and (_behind(document, found, "latest_behind") or _is_latest(document, found))
    if latest and reference is not None:
        source, year = reference, None
    ahead = not latest and _lies_ahead(document, found, text, language)
    iso = _resolved(found, year, reference, ahead=ahead)
    if iso is None:
        return None
    resolved_year = int(iso[:4])
    day = Found(
        iso, (_with_preposition(document, found),), lambda quote: _nth_date(quote, index, resolved_year, language)
    )
    origin = Found(DateOrigin.CONTEXT, (found.span, *source.spans), lambda _: DateOrigin.CONTEXT)
    return EventFields(day, text, origin)


def _behind(document: Document, found: DateFound, key: str) -> bool:
    """Whether words of a key stand right behind a date ("6 December | of that year")."""
    behind = compiled(rf",?\s{{1,3}}{vocabulary.expression('dates', key)}", re.IGNORECASE)
    return behind.match(document.text, found.span.end) is not None


# Words such as "last" stand at most so many characters before their date.
_LATEST_BEFORE_DATE = 24


def _is_latest(document: Document, found: DateFound) -> bool:
    """Whether a word right before a date makes it the latest one before the document ("last | July")."""
    before = document.text[max(0, found.span.start - _LATEST_BEFORE_DATE) : found.span.start]
    words = vocabulary.expression("dates", "latest_before")
    return compiled(rf"{words}\s{{1,3}}$", re.IGNORECASE).search(before) is not None


# A cue such as "is scheduled for" stands at most so many characters before its date.
_CUE_BEFORE_DATE = 90
_CUE_BEHIND_DATE = 40
# A date opens its clause where at most so many words stand before it ("On | 14 January he will ...").
_WORDS_OPENING = 2


def _lies_ahead(document: Document, found: DateFound, sentence: Found[str], language: str) -> bool:
    """Whether the sentence tells of something still to come on the date: by its words before the date, by "until" and
    the like right before it where no verb is in the past, or by its words right behind a date that opens the clause.

    `language` is the document's: it says which endings are those of a future tense.
    """
    text = document.text
    told = _clause_before(text, found, sentence)
    if vocabulary.search(told, "dates", "future") or _has_future_ending(told, language):
        return True
    until = compiled(rf"(?:{vocabulary.expression('dates', 'future_preposition')})\s{{1,3}}$", re.IGNORECASE)
    behind = compiled(r"[,.;:]|\n\s*\n").split(text[found.span.end : found.span.end + _CUE_BEHIND_DATE])[0]
    past = vocabulary.search(told, "dates", "past") is not None
    if until.search(told) and not past and not _denies_in_past(f"{told} {behind}", language):
        return True
    if len(told.split()) > _WORDS_OPENING:
        return False
    behind = compiled(r"[.;]\s|\n\s*\n").split(text[found.span.end : found.span.end + _CUE_BEHIND_DATE])[0]
    return vocabulary.search(behind, "dates", "future_behind") is not None


def _clause_before(text: str, found: DateFound, sentence: Found[str]) -> str:
    """What the sentence tells before a date, back to a semicolon or to another date that is not one of its range."""
    begin = max(sentence.start, found.span.start - _CUE_BEFORE_DATE)
    others = [other.span for other in find_times(text, Span(begin, found.span.start)) if other.span != found.span]
    for other in reversed(others):
        between = text[other.end : found.span.start].split()
        if len(between) > _WORDS_OPENING:
            begin = other.end
            break
    return text[max(begin, text.rfind(";", begin, found.span.start) + 1) : found.span.start]


def _has_future_ending(told: str, language: str) -> bool:
    return _has_ending(told, vocabulary.in_language("dates", "future_ending", language))


def _has_ending(told: str, endings: tuple[str, ...]) -> bool:
    return any(
        word.islower() and len(word) > 4 and word.endswith(endings) for word in compiled(r"[^\W\d_]+").findall(told)
    )


def _denies_in_past(told: str, language: str) -> bool:
    """Whether a clause says that something did not happen until then ("Aucun n'a vu de juge avant")."""
    words = {word.casefold() for word in compiled(r"[^\W\d_]+").findall(told)}
    if not words.intersection(vocabulary.in_language("dates", "negation", language)):
        return False
    verbs = words.intersection(vocabulary.in_language("dates", "past_verb", language))
    return bool(verbs) or _has_ending(told, vocabulary.in_language("dates", "past_ending", language))


def _resolved(found: DateFound, year: Found[int] | None, reference: Found[str] | None, *, ahead: bool) -> str | None:
    soon = _soon_after(found, reference.value) if ahead and reference is not None else None
    if soon is not None:
        return soon
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


_SOON_DAYS = 200


def _soon_after(found: DateFound, reference: str) -> str | None:
    """The day in the months after the reference, if there is one."""
    start = date.fromisoformat(reference)
    for year in (start.year, start.year + 1):
        iso = found.iso(year)
        day = date.fromisoformat(f"{iso}-01"[:10] if iso and found.day is None else iso) if iso else None
        if day is not None and 0 <= (day - start).days <= _SOON_DAYS:
            return iso
    return None


def _with_preposition(document: Document, found: DateFound) -> Span:
    """A bare month or year together with the words before it or behind, without which it is no date."""
    if found.day is not None or (found.month is not None and found.year is not None):
        return found.span
    before = list(compiled(r"\S+").finditer(document.text[max(0, found.span.start - 60) : found.span.start]))
    for count in range(1, 6):
        if count > len(before):
            break
        start = max(0, found.span.start - 60) + before[-count].start()
        times = find_times(document.as_read, Span(start, found.span.end))
        if times and times[-1].span == found.span:
            return Span(start, found.span.end)
    behind = compiled(r"(?::|\s\S+)\s[^\W\d_]+").match(document.text, found.span.end)
    if behind is None:
        return found.span
    opening = Span(found.span.start, behind.end())
    quote = as_read(document.quote(opening))
    if not before or find_times(quote, Span(0, len(quote))):
        return opening
    return Span(max(0, found.span.start - 60) + before[-1].start(), behind.end())


def _index_in_range(document: Document, found: DateFound) -> int:
    """Which of the days that one expression prints ("3 to 5 May") this is."""
    same = [other for other in find_times(document.as_read, found.span) if other.span == found.span]
    return next((index for index, other in enumerate(same) if (other.month, other.day) == (found.month, found.day)), 0)


def _nth_date(quote: str, index: int, year: int | None, language: str) -> str:
    times = find_times(as_read(quote), Span(0, len(quote)))
    return (times[min(index, len(times) - 1)].in_language(language).iso(year) or "") if times else ""
