"""The concern of a 1973-2008 header: on the line of the number, before or behind it, or on a line near by."""

import re
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, behind_earlier_numbers, ordinal_source
from ingest.concern_words import names_concern
from ingest.dates import find_dates
from ingest.document import Document, Span, plain
from ingest.kept_patterns import compiled
from ingest.old_layouts.beside_number import date_start, issuing_places, says_more
from ingest.old_layouts.list_opening import LINES_TO_LIST, is_country_and_names
from ingest.old_layouts.people_lines import list_of_people
from ingest.old_layouts.story import FEWEST_PROSE_WORDS, ends_sentence
from ingest.paragraphs import paragraphs
from ingest.places import country_of, find_countries
from ingest.shapes import (
    is_banner,
    is_mail_line,
    is_number_line,
    is_office_line,
    is_senders_line,
    is_shouted,
    reads_as_prose,
    telegraphed,
)

_LONGEST_CONCERN = 200
_CLOSING_BRACKET = compiled(r"[ \t]{0,3}[)\]]")
"""Behind a number in brackets."""


def concern_before(document: Document, number: re.Match[str], line: Span) -> Span | None:
    """The concern between banner and number, divided by dashes ("Urgent Action - Torture - UA 30/76")."""
    before = document.as_read[line.start : number.start()]
    parts = compiled(r"\s[-\u2013\u2014]\s").split(before)
    if len(parts) != 3 or parts[2].strip() or not is_banner(parts[0]) or not _is_concern(parts[1]):
        return None
    start = line.start + before.index(parts[1], len(parts[0]))
    return document.trimmed(Span(start, start + len(parts[1])))


def concern_above(document: Document, line: Span) -> Span | None:
    """The concern on the line with text above the number's, or above a country there, where that says nothing else."""
    above = document.lines_with_text(Span(0, line.start))[-2:]
    if above and country_of(document.quote(above[-1].span).strip()) is not None:
        above = above[:-1]
    for one in above[-1:]:
        text = document.quote(one.span).strip()
        known = is_number_line(text) or is_banner(text) or is_mail_line(text) or country_of(text) is not None
        known = known or any(date.full for date in find_dates(text, Span(0, len(text))))
        if not known and _is_concern(text) and not reads_as_prose(text):
            return document.trimmed(one.span)
    return None


def is_plain_concern(document: Document, concern: Span | None) -> bool:
    """Whether words above a number are in capitals, or name a concern that the vocabulary knows."""
    text = document.quote(concern) if concern is not None else ""
    return is_shouted(text) or names_concern(text)


def concern_behind(document: Document, rest: Span, limit: int) -> Span | None:
    """The concern: what stands behind the number, without brackets and date; it may run on to the next line."""
    text = document.as_read
    start = behind_earlier_numbers(text, rest.start, limit)
    line = Span(start, _line_end(text, start, limit))
    beside = _concern_beside(document, line)
    if beside is not None:
        return beside
    indexed = INDEX_NUMBER.search(document.quote(line)) is not None
    if indexed or not says_more(document.quote(line)):
        below = _line_before_list(document, Span(line.end, limit))
        if below is None and start > rest.start:
            below = _next_line(document, Span(line.end, limit))
        if below is None or list_of_people(document, below) is not None:
            return _below_behind_country(document, Span(line.end, limit))
        line = below
    dates = find_dates(text, line)
    end = date_start(text, line.start, dates[0].span.start) if dates else line.end
    closed = _CLOSING_BRACKET.match(text, line.start, end)
    concern = document.trimmed(Span(closed.end() if closed else line.start, end), marks="-\u2013\u2014:;,|.")
    concern = behind_country_in_line(document, concern)
    if not _is_concern(document.quote(concern)):
        return None
    return _with_next_line(document, concern, limit) if not dates else concern


def behind_country_in_line(document: Document, concern: Span) -> Span:
    """A concern without the country and the gap before it ("UA 4/79   CHAD   Torture / Fear of execution"), and without
    the names that semicolons part from it ("CHAD   Ali Koto; Ana Deby; FEAR OF TORTURE").
    """
    text = document.quote(concern)
    countries = find_countries(text, Span(0, len(text)))
    if not countries or text[: countries[0][0].start].strip():
        return concern
    gap = compiled(r"[ \t]{0,3}[:-]?[ \t]{2,}").match(text, countries[0][0].end)
    rest = text[gap.end() :] if gap else ""
    if gap is None or not (names_concern(rest) or compiled(r"\w ?/ ?\w").search(rest)):
        return concern
    names, sign, last = rest.rpartition("; ")
    if sign and not (is_shouted(last) and names_concern(last)):
        return concern
    return Span(concern.start + gap.end() + len(names + sign), concern.end)


def _below_behind_country(document: Document, span: Span) -> Span | None:
    """The concern behind the country below the number ("UA 4/79 / CHAD   Torture / Fear of execution").

    Lines that only give the date or the index may stand between.
    """
    line = _next_line(document, span)
    while line is not None and not says_more(document.quote(line)):
        line = _next_line(document, Span(line.end, span.end))
    if line is None:
        return None
    whole = document.trimmed(line)
    concern = behind_country_in_line(document, whole)
    return concern if concern.start > whole.start and _is_concern(document.quote(concern)) else None


def _next_line(document: Document, span: Span) -> Span | None:
    """The next line with text, unless it begins a paragraph of prose, or a sentence."""
    groups = paragraphs(document, span)
    text = plain(document.quote(*groups[0].spans)) if groups else ""
    if not groups or reads_as_prose(text) or (len(text.split()) >= FEWEST_PROSE_WORDS and ends_sentence(text)):
        return None
    return next((line.span for line in document.lines_with_text(span)), None)


def _line_end(text: str, start: int, limit: int) -> int:
    end = text.find("\n", start, limit)
    return limit if end < 0 else end


_CAPITALS_BEHIND = compiled(r":[^\n]{0,40}?(?<!\w)[^\W\d_a-z]{3}")
"""A surname in capitals behind a country ("Chad: Ali KOTO")."""


def _line_before_list(document: Document, span: Span) -> Span | None:
    """The concern on a line of its own: what the next lines print, without index and date, before country and names."""
    found: Span | None = None
    for line in document.lines_with_text(span)[:LINES_TO_LIST]:
        text = document.quote(line.span).strip()
        text = _country_label().sub("", text, count=1) if ":" in text else text
        listed = is_shouted(text[:4]) or (":" in text and _CAPITALS_BEHIND.search(text) is not None)
        if listed and (is_country_and_names(text) or country_of(text)):
            alone = country_of(text) is not None
            return found or (_concern_below(document, Span(line.end, span.end)) if alone else None)
        shouted = _SHOUTED_BEFORE_GAP.match(document.as_read, *line.span)
        opened = _update_before_concern().match(document.as_read, *line.span) if shouted else None
        if opened is not None:
            found = Span(opened.end(), line.end)
        elif found is None and not is_number_line(text) and not is_banner(text) and says_more(text):
            found = line.span
        found = found or _concern_beside(document, line.span)
    return None


def _concern_beside(document: Document, line: Span) -> Span | None:
    """The concern that gaps part from the index in its line ("FEAR OF TORTURE      Index: AFR 44/13/91")."""
    whole = document.trimmed(line)
    cells = list(compiled(r"\S+(?:[ \t]{1,2}\S+)*").finditer(document.text, *whole))
    others = [cell for cell in cells if INDEX_NUMBER.search(cell.group()) is None]
    if len(others) in (0, len(cells)):
        return None
    named = (cell for cell in others if not is_number_line(cell.group()) and names_concern(cell.group()))
    concern = next(named, None)
    return Span(*concern.span()) if concern is not None else None


def _concern_below(document: Document, span: Span) -> Span | None:
    """The concern on the next line behind the country, where nothing but a telegram's story stands below it."""
    groups = paragraphs(document, span)[:2]
    if not groups or not all(telegraphed(document.quote(*one.spans)) for one in groups[1:]):
        return None
    text = document.quote(*groups[0].spans)
    named = "\n" not in text and is_shouted(text) and names_concern(text)
    return groups[0].span if named and not telegraphed(text) else None


@cache
def _country_label() -> re.Pattern[str]:
    """A label before the country at the head of a list ("COUNTRY: CHAD")."""
    return compiled(rf"^{vocabulary.expression('header', 'country_label')}[ \t]{{0,3}}:[ \t]{{0,20}}", re.IGNORECASE)


# A line of a list with labels ("Concern: Torture").
_LABELLED = compiled(r"[^\W\d_]{3,20}:[ \t]")
# In the address of a letterhead ("5300 Bonn 1").
_CODE_AND_CITY = compiled(r"(?<![\d/-])\d{4,5}[ ][^\W\d_a-z][a-z\u00df-\u00ff]")


def _is_concern(text: str) -> bool:
    labels = vocabulary.pattern("header", "index_label", "date_label")
    if (
        labels.search(text)
        or INDEX_NUMBER.search(text)
        or len(text) > _LONGEST_CONCERN
        or is_banner(text)
        or is_senders_line(text)
        or vocabulary.fullmatch(text, "header", "distribution") is not None
        or is_office_line(text)
        or is_country_and_names(text)
        or text.casefold() in issuing_places()
        or _CODE_AND_CITY.search(text)
        or _LABELLED.match(text)
        or _limit_at_end().search(text)
        or _update_alone().fullmatch(text) is not None
    ):
        return False
    words = compiled(r"[^\W\d_]{4,}").findall(text)
    countries = find_countries(text, Span(0, len(text)))
    named = sum(span.end - span.start for span, _ in countries)
    return bool(words) and named < 0.6 * len(text)


@cache
def _update_alone() -> re.Pattern[str]:
    """Words that only say which document of its number this is ("Second update")."""
    ordinal = ordinal_source()
    update = vocabulary.expression("header", "update", "final", "stop", "update_alone")
    return compiled(rf"(?:(?:{ordinal})\s)?(?:{update})(?:\s(?:{ordinal}))?", re.IGNORECASE)


_SHOUTED_BEFORE_GAP = compiled(r"[ \t]{0,20}[^\W\d_a-z]{2}[^\n]{0,60}?(?:[ ]{2}|\t)")


@cache
def _update_before_concern() -> re.Pattern[str]:
    """What kind of document it is, in capitals and a wide gap before the concern ("STOP ACTION      Torture")."""
    kinds = vocabulary.expression("header", "update", "final", "stop")
    return compiled(
        rf"[ \t]{{0,20}}(?-i:(?=[^\W\d_a-z]{{2}})){kinds}(?:[ ]{{2,}}|[ ]?\t)[ \t]{{0,60}}(?=[^\W\d_])", re.IGNORECASE
    )


@cache
def _limit_at_end() -> re.Pattern[str]:
    """Words before a date that make it the last day ("write before")."""
    return compiled(rf"{vocabulary.expression('last_day', 'limit')}\W{{0,3}}$", re.IGNORECASE)


def _with_next_line(document: Document, concern: Span, limit: int) -> Span:
    """The concern with its further lines, where one ends in a joining word or slash or the next begins so or small."""
    text = document.as_read
    if concern.end >= limit or text[concern.end : concern.end + 1] not in ("\n", " ", ":", "/"):
        return concern
    line_end = text.find("\n", concern.end, limit)
    if line_end < 0 or concern.end - concern.start > _LONGEST_CONCERN:
        return concern
    following_end = text.find("\n", line_end + 1)
    following = document.trimmed(Span(line_end + 1, limit if following_end < 0 else min(following_end, limit)))
    dates = find_dates(text, following)
    if dates and dates[0].full:
        following = document.trimmed(Span(following.start, dates[0].span.start))
    quote = document.quote(following)
    printed = text[concern.start : line_end].rstrip()
    breaks_off = printed[-1:] in "/-,:" or printed.rsplit(None, 1)[-1] in vocabulary.word_set("connector", "officials")
    joined = breaks_off or quote[:1].islower() or quote[:1] == "/"
    return _with_next_line(document, Span(concern.start, following.end), limit) if quote and joined else concern
