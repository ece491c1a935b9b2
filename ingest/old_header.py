"""The header of 1973-2008 layouts: the concern behind the number, the country, and the list of names below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ingest import standard_names, vocabulary
from ingest.case_number import INDEX_NUMBER, behind_earlier_numbers, number_in, ordinal_source
from ingest.catalogue_headline import catalogue_headline
from ingest.concern_words import first_concern, names_concern
from ingest.dates import find_dates, weekday_source
from ingest.document import Document, Line, Span, plain
from ingest.kept_patterns import compiled
from ingest.name_list import glued_country
from ingest.opening import behind_mail
from ingest.paragraphs import paragraphs
from ingest.places import country_of, find_countries
from ingest.shapes import (
    begins_small,
    is_banner,
    is_mail_line,
    is_number_line,
    is_office_line,
    is_senders_line,
    is_shouted,
    reads_as_prose,
    telegraphed,
)

_FEWEST_PROSE_WORDS = 12
_LONGEST_CONCERN = 200
_WORDS_OF_SENTENCE = 3
"""Words in small letters before a number that make its line a sentence ("This is the second update of UA 1/12")."""
_MOST_NUMBERS = 40
"""Lines with a number that are looked at: a header has a few, and what has more is a list."""
_CLOSING_BRACKET = compiled(r"[ \t]{0,3}[)\]]")
"""Behind a number in brackets."""


@dataclass(frozen=True, slots=True)
class OldHeader:
    """Where the concern stands (None: nowhere), and the name list, country included, up to the first prose.

    `above` is a list of names that stands above the number instead, or on the concern's own line. `headline`: the
    concern is one above the number's line, with titled names below it, as on sheets of the years from 2009 on too.
    `below` is a headline in capitals between the names and the story. `country`: where a catalogue's headline names it;
    none of its other words do.
    """

    concern: Span | None
    names: Span
    above: Span | None = None
    headline: bool = False
    below: Span | None = None
    country: Span | None = None

    @property
    def listed(self) -> Span:
        """Where the names stand."""
        return self.above or self.names


def find_old_header(document: Document, body: Span) -> OldHeader | None:
    """The old header at the start of `body`, or None where no concern and no list of names stands by its number, and
    no concern behind a label.
    """
    labelled = _labelled(document, body)
    if labelled is not None:
        return labelled
    of_catalogue: OldHeader | None = None
    for line, number in islice(_numbers(document, Span(body.start, _story_end(document, body))), _MOST_NUMBERS):
        catalogue = catalogue_headline(document, line.span)
        if catalogue is not None:
            names = Span(line.end, _first_prose(document, Span(line.end, body.end)))
            of_catalogue = of_catalogue or OldHeader(catalogue.whole, names, country=catalogue.country)
            continue
        found = _behind_number(document, number, Span(line.start, line.end), body.end)
        if found is not None:
            return found
    return of_catalogue


def _labelled(document: Document, body: Span) -> OldHeader | None:
    """The header whose concern has a label in a line of its own ("Concern: Torture"), above all that is told."""
    squeezed = vocabulary.squeezed(document.text)
    if not any(vocabulary.may_occur(squeezed, "header", key) for key in ("concern_label", "sheet_subject")):
        return None
    end = _story_end(document, body)
    concern = _labelled_concern("concern_label").search(document.as_read, body.start, end)
    concern = concern or _subject_of_sheet(document, Span(body.start, end))
    if concern is None or _holds_headline(document, Span(body.start, concern.start())):
        return None
    names = Span(concern.end(), body.end)
    return OldHeader(Span(*concern.span("concern")), Span(names.start, _first_prose(document, names)))


def _subject_of_sheet(document: Document, body: Span) -> re.Match[str] | None:
    """The concern behind a label that mails have too ("Subject"), where it names one and stands in no mail."""
    for subject in _labelled_concern("sheet_subject").finditer(document.as_read, *body):
        if not _stands_in_mail(document.as_read, subject) and names_concern(subject["concern"]):
            return subject
    return None


_FEWEST_MAIL_LINES = 3


def _stands_in_mail(text: str, subject: re.Match[str]) -> bool:
    """Whether the lines right around a subject's are those of a mail's head: more than a date, or an e-mail address."""
    above = text[: subject.start()].rpartition("\n\n")[2]
    below = text[subject.end() :].partition("\n\n")[0]
    lines = [line for line in (*above.split("\n"), *below.split("\n")) if is_mail_line(line)]
    return len(lines) + 1 >= _FEWEST_MAIL_LINES or any("@" in line for line in lines)


_FEWEST_WORDS_OF_HEADLINE = 4
_LEAST_SMALL = 0.5


def _holds_headline(document: Document, above: Span) -> bool:
    """Whether a line without a label is a headline in small letters ("Witness, 16, threatened with death").

    None of the lines is one that stand right below the sender's name, at the very beginning: they say who he is.
    """
    lines = _filled_lines(document, above)
    if lines and vocabulary.match(document.quote(lines[0].span).strip(), "header", "sender"):
        gap = compiled(r"\n[ \t]{0,20}\n").search(document.text, lines[0].start, above.end)
        lines = [line for line in lines if gap is not None and line.start >= gap.end()]
    for line in lines:
        words = [word for word in document.quote(line.span).split() if word[0].isalpha()]
        if ":" in document.quote(line.span) or len(words) < _FEWEST_WORDS_OF_HEADLINE:
            continue
        if sum(map(begins_small, words)) >= _LEAST_SMALL * len(words):
            return True
    return False


@cache
def _labelled_concern(key: str) -> re.Pattern[str]:
    """A line with a label of the vocabulary's `key`, and the concern behind it."""
    label = vocabulary.expression("header", key)
    return compiled(
        rf"^[ \t]{{0,20}}{label}[ \t]{{0,3}}:[ \t]{{1,20}}(?P<concern>\S[^\n]{{0,200}}?)[ \t]{{0,20}}$", re.I | re.M
    )


def _numbers(document: Document, body: Span) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines that name an Urgent Action, each with the first number in it; none that tell of it in a sentence."""
    for line in document.lines_in(body):
        number = number_in(document.as_read, line.start, line.end)
        if number is None or is_mail_line(document.quote(line.span)):
            continue
        before = document.text[line.start : number.start()].split()
        if (
            not _goes_on(document.text[number.end() : line.end])
            and sum(word[0].islower() for word in before) < _WORDS_OF_SENTENCE
        ):
            yield line, number


def _goes_on(behind: str) -> bool:
    """Whether a sentence goes on behind a number: with a comma, several words without figures, and a verb."""
    words = behind.casefold().split()
    if not behind.startswith(",") or len(words) < _WORDS_OF_SENTENCE or any(map(str.isdigit, behind)):
        return False
    return not vocabulary.word_set("auxiliary", "people").isdisjoint(words)


def _behind_number(document: Document, number: re.Match[str], line: Span, limit: int) -> OldHeader | None:
    concern = _concern(document, Span(number.end(), line.end), limit) or _concern_before(document, number, line)
    if concern is None and not _names_follow(document, number.end(), limit):
        return None
    if concern is None:
        concern = _concern_above(document, line)
        if not _ends_with_dates(document, number.end(), limit) and not _is_plain_concern(document, concern):
            return None
    behind = concern.end if concern is not None and concern.end > number.end() else line.end
    names_start = document.as_read.find("\n", behind, limit)
    if names_start < 0:
        # In a text without line breaks the names run on into the narrative.
        sure = concern is not None and names_concern(document.quote(concern))
        return OldHeader(concern, Span(limit, limit)) if sure else None
    prose = _first_prose(document, Span(names_start, limit))
    names = Span(names_start, prose)
    beside = _names_beside(document, concern) if concern is not None else None
    above = beside or (None if document.quote(names).strip() else _names_above(document, line.start))
    headline = concern is not None and concern.end <= line.start and _titled_names_follow(document, number.end(), limit)
    below = _headline_below(document, names)
    return OldHeader(
        concern, names if below is None else Span(names.start, below.start), above, headline=headline, below=below
    )


def _headline_below(document: Document, names: Span) -> Span | None:
    """The paragraph in capitals that closes a list of names and is none: some of its words stand small around."""
    last = paragraphs(document, names)[1:][-1:]
    text = plain(document.quote(*last[0].spans)) if last else ""
    story_end = names.end + _LONGEST_LEAD
    if not is_shouted(text) or not _is_headline(text, document.text[names.end : story_end]):
        return None
    small = set(_SMALL_WORD.findall(document.text[names.start : story_end]))
    words = compiled(r"[^\W\d_]{4,}").findall(text.casefold())
    return last[0].span if sum(word in small for word in words) >= _FEWEST_SMALL else None


_SMALL_WORD = compiled(r"(?<!\w)[a-z\u00df-\u00ff]{4,40}(?!\w)")
_FEWEST_SMALL = 2
_LONGEST_LEAD = 2000
"""Characters below the names that tell whether words are theirs, also where only the header is looked at."""


def _names_above(document: Document, number_start: int) -> Span | None:
    """The list of names above the number's line: lines without a gap, the first of which begins with the country."""
    end = len(document.text[:number_start].rstrip())
    start = document.text.rfind("\n\n", 0, end) + 1
    lines = _filled_lines(document, Span(start, end))
    if not lines or not _is_country_and_names(document.as_read[lines[0].start : lines[0].end]):
        return None
    return Span(start, end)


def _names_beside(document: Document, concern: Span) -> Span | None:
    """The country and the names that stand on the concern's line before it, if any."""
    before = document.trimmed(Span(document.text.rfind("\n", 0, concern.start) + 1, concern.start))
    return before if _is_country_and_names(document.as_read[before.start : before.end]) else None


def _concern_before(document: Document, number: re.Match[str], line: Span) -> Span | None:
    """The concern between banner and number, divided by dashes ("Urgent Action - Torture - UA 30/76")."""
    before = document.as_read[line.start : number.start()]
    parts = compiled(r"\s[-\u2013\u2014]\s").split(before)
    if len(parts) != 3 or parts[2].strip() or not is_banner(parts[0]) or not _is_concern(parts[1]):
        return None
    start = line.start + before.index(parts[1], len(parts[0]))
    return document.trimmed(Span(start, start + len(parts[1])))


def _concern_above(document: Document, line: Span) -> Span | None:
    """The concern on the line with text above the number's, or above a country there, where that says nothing else."""
    above = _filled_lines(document, Span(0, line.start))[-2:]
    if above and country_of(document.quote(above[-1].span).strip()) is not None:
        above = above[:-1]
    for one in above[-1:]:
        text = document.quote(one.span).strip()
        known = is_number_line(text) or is_banner(text) or is_mail_line(text) or country_of(text) is not None
        known = known or any(date.full for date in find_dates(text, Span(0, len(text))))
        if not known and _is_concern(text) and not reads_as_prose(text):
            return document.trimmed(one.span)
    return None


def _names_follow(document: Document, start: int, limit: int) -> bool:
    """Whether the line behind the number's begins with a country and goes on with names, as in old lists; or titled
    names stand there.
    """
    lines = _lines_below(document, start, limit)
    if lines and _is_country_and_names(lines[0]):
        return not _is_headline(lines[0].partition(":")[2], document.text[start:limit].partition(lines[0])[2])
    return _titled_names_follow(document, start, limit)


def _titled_names_follow(document: Document, start: int, limit: int) -> bool:
    """Whether titled names stand on the lines below the number's, or below the country there ("Herr Ali Koto")."""
    lines = _lines_below(document, start, limit)
    titled = lines[1:] if lines and country_of(lines[0]) is not None else lines
    return bool(titled) and _is_titled_entry(titled[0])


def _ends_with_dates(document: Document, start: int, limit: int) -> bool:
    """Whether nothing but dates stands behind a number, and a country with names below it and its index."""
    text = document.as_read
    start = behind_earlier_numbers(text, start, limit)
    line_end = text.find("\n", start, limit)
    if line_end < 0 or compiled(r"[^\W_]").search(_without_dates(text[start:line_end])):
        return False
    return any(map(_is_country_and_names, _lines_below(document, start, limit)[:1]))


def _is_plain_concern(document: Document, concern: Span | None) -> bool:
    """Whether words above a number are in capitals, or name a concern that the vocabulary knows."""
    text = document.quote(concern) if concern is not None else ""
    return is_shouted(text) or names_concern(text)


def _lines_below(document: Document, start: int, limit: int) -> list[str]:
    """The first lines with text below a number's line, without those with numbers and dates; none if that says more."""
    text = document.as_read
    start = behind_earlier_numbers(text, start, limit)
    line_end = text.find("\n", start, limit)
    if line_end < 0 or _says_more(text[start:line_end]):
        return []
    lines = [text[line.start : line.end].strip() for line in _filled_lines(document, Span(line_end + 1, limit))]
    return [line for line in lines[:_LINES_TO_LIST] if not (is_number_line(line) or _is_labelled_reference(line))]


def _says_more(text: str) -> bool:
    """Whether what stands behind a number is more than index, date and the initials of who wrote the sheet."""
    rest = INDEX_NUMBER.sub(" ", _without_dates(_COUNT_BEHIND.sub("", text)))
    rest = vocabulary.pattern("header", "index_label", "date_label", "distribution").sub(" ", rest)
    return compiled(r"[^\W_]").search(_INITIALS.sub("", rest)) is not None


_COUNT_BEHIND = compiled(r"^-\d{1,2}(?!\d)")
"""Behind a number: the how many-th update of it this is."""
_INITIALS = compiled(r"[-\u2013\u2014/]\s{0,3}[a-z]{1,3}\s{0,20}$")


def _is_titled_entry(text: str) -> bool:
    """Whether a line is an entry of a list of names that begins with "Mr" and the like."""
    first, *names = text.split()
    courteous = first.casefold() in vocabulary.word_set("courtesy", "officials")
    return courteous and bool(names) and names[0][0].isupper() and not reads_as_prose(text) and text[-1] not in ".:"


_LABEL_AND_REFERENCE = compiled(r"[ \t]{0,12}(?P<label>[^\W\d_][^\n:]{1,40}):[ \t]{1,20}(?=[^\n]{0,80}\d)")


def _is_labelled_reference(line: str) -> bool:
    """Whether a line below the number gives its index or date, or an earlier document, behind a label."""
    labelled = _LABEL_AND_REFERENCE.match(line)
    if labelled is None or country_of(labelled["label"].strip()) is not None:
        return False
    return is_number_line(line) or number_in(line) is not None or INDEX_NUMBER.search(line) is not None


_FEWEST_WORDS = 3
_BEHIND_SENTENCE = compiled(r"(?:\A|[.!?:]\s{1,4}|\n[ \t]{0,6}\n)\W{0,4}\w+")


def _is_headline(behind: str, story: str) -> bool:
    """Whether words in capitals, behind a country perhaps, are a headline: few of them are names in the story below.

    A list gives names, and their ages or commas between them ("KENYA: JOHN OTIENO, 34").
    """
    words = compiled(r"[^\W\d_]{2,}").findall(behind)
    if len(words) < _FEWEST_WORDS or not behind.isupper() or compiled(r"[\d,;()/]").search(behind):
        return False
    told = set(compiled(r"[^\W\d_]{2,}").findall(_BEHIND_SENTENCE.sub(" ", story)))
    return 2 * sum(word.capitalize() in told for word in words) <= len(words)


def _is_country_and_names(text: str) -> bool:
    if glued_country(text) and text.count(" ") > 0:
        return True
    countries = find_countries(text, Span(0, len(text)))
    if not countries or text[: countries[0][0].start].strip():
        return False
    behind = text[countries[0][0].end :]
    if _reads_on_small(behind) and not is_shouted(text[: countries[0][0].end]):
        # A headline: "Chad: teachers held without charge".
        return False
    if _opens_with_concern(behind.strip(" \t:")):
        # A headline too: "CHAD: Fear of torture / Legal concern".
        return False
    if is_shouted(text[: countries[0][0].end]) and _NAME_AND_MORE.match(behind):
        return True
    return _NAME_APART.match(behind) is not None


def _opens_with_concern(text: str) -> bool:
    """Whether words without figures, commas and brackets name a concern, with a word before it at most."""
    named = first_concern(text) if compiled(r"[\d,(]").search(text) is None else None
    return named is not None and len(text[: named.start()].split()) <= 1


def _reads_on_small(behind: str) -> bool:
    """Whether the words behind a country have no capital, or are several of which the first alone has one."""
    words = compiled(r"[^\W\d_]+").findall(behind)
    rest = " ".join(words[1:]) if len(words) >= _FEWEST_WORDS else behind
    return not any(map(str.isupper, rest))


# A colon or a wide gap, and a name or the letter in quotes that stands for one.
_NAME_APART = compiled(
    r"(?:[ \t]{0,3}/[ ]?[^\W\d_]{2,20})?(?:[ \t]{0,3}:|[ \t]{2,})[ \t]*"
    r"(?:[^\W\d_]{2}|[\"\u201c'\u2018][^\W\d_]{1,20}[\"\u201d'\u2019])"
)
# One blank is left of the tab behind a country; a name in small letters goes on with a comma or a bracket.
_NAME_AND_MORE = compiled(
    r"[ ](?:[A-Z\u00c0-\u00de][\w'\u2019-]*[a-z\u00df-\u00ff]+ ){1,4}[A-Z\u00c0-\u00de][\w'\u2019-]+(?:,[ ]|[ ]\()"
)


def _concern(document: Document, rest: Span, limit: int) -> Span | None:
    """The concern: what stands behind the number, without brackets and date; it may run on to the next line."""
    text = document.as_read
    start = behind_earlier_numbers(text, rest.start, limit)
    line = Span(start, _line_end(text, start, limit))
    beside = _concern_beside(document, line)
    if beside is not None:
        return beside
    indexed = INDEX_NUMBER.search(document.quote(line)) is not None
    if indexed or not _says_more(document.quote(line)):
        below = _line_before_list(document, Span(line.end, limit))
        if below is None and start > rest.start:
            below = _next_line(document, Span(line.end, limit))
        if below is None:
            return _below_behind_country(document, Span(line.end, limit))
        line = below
    dates = find_dates(text, line)
    end = _date_start(text, line.start, dates[0].span.start) if dates else line.end
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
    while line is not None and not _says_more(document.quote(line)):
        line = _next_line(document, Span(line.end, span.end))
    if line is None:
        return None
    whole = document.trimmed(line)
    concern = behind_country_in_line(document, whole)
    return concern if concern.start > whole.start and _is_concern(document.quote(concern)) else None


def _without_dates(text: str) -> str:
    """The text without its full dates, their days of the week and places of issue."""
    for found in reversed(find_dates(text, Span(0, len(text)))):
        if found.full:
            text = text[: _date_start(text, 0, found.span.start)] + text[found.span.end :]
    return text


def _date_start(text: str, start: int, date: int) -> int:
    """Where a date begins with the place of issue and the day of the week ("Londres, mardi 24 août").

    `start`: what lies before it is not read.
    """
    words = _date_opening().search(text[max(start, date - _LONGEST_OPENING) : date])
    opening = date - len(words.group()) if words else date
    place = _PLACE_BEFORE_DATE.search(text[max(start, opening - _LONGEST_OPENING) : opening])
    issued = place is not None and place["place"].casefold() in _issuing_places()
    return opening - len(place.group()) if place and issued else opening


_PLACE_BEFORE_DATE = compiled(
    r"(?<!\w)(?P<place>[^\W\d_][\w'\u2019-]{2,24}(?:[ ][^\W\d_][\w'\u2019-]{2,24})?),[ \t]{1,3}$"
)


_LONGEST_OPENING = 40


@cache
def _date_opening() -> re.Pattern[str]:
    article = vocabulary.expression("weekdays", "article")
    place = vocabulary.expression("header", "issuing_place")
    return compiled(
        rf"(?:{place},?[ \t]{{1,3}})?(?:(?:{article}[ \t]{{1,3}})?{weekday_source()}[.,]{{0,2}}[ \t]{{1,3}})?"
        rf"(?:{article}[ \t]{{1,3}})?$",
        re.IGNORECASE,
    )


def _next_line(document: Document, span: Span) -> Span | None:
    """The next line with text, unless it begins a paragraph of prose, or a sentence."""
    groups = paragraphs(document, span)
    text = plain(document.quote(*groups[0].spans)) if groups else ""
    if not groups or reads_as_prose(text) or (len(text.split()) >= _FEWEST_PROSE_WORDS and _ends_sentence(text)):
        return None
    return next((line.span for line in _filled_lines(document, span)), None)


def _line_end(text: str, start: int, limit: int) -> int:
    end = text.find("\n", start, limit)
    return limit if end < 0 else end


# So many lines with text may stand between a number and the list of names: index, date and the concern.
_LINES_TO_LIST = 7


def _filled_lines(document: Document, span: Span) -> list[Line]:
    return [line for line in document.lines_in(span) if document.quote(line.span).strip()]


def _line_before_list(document: Document, span: Span) -> Span | None:
    """The concern on a line of its own: what the next lines print, without index and date, before country and names."""
    found: Span | None = None
    for line in _filled_lines(document, span)[:_LINES_TO_LIST]:
        text = document.quote(line.span).strip()
        text = _country_label().sub("", text, count=1) if ":" in text else text
        if is_shouted(text[:4]) and (_is_country_and_names(text) or country_of(text)):
            alone = country_of(text) is not None
            return found or (_concern_below(document, Span(line.end, span.end)) if alone else None)
        shouted = _SHOUTED_BEFORE_GAP.match(document.as_read, *line.span)
        opened = _update_before_concern().match(document.as_read, *line.span) if shouted else None
        if opened is not None:
            found = Span(opened.end(), line.end)
        elif found is None and not is_number_line(text) and not is_banner(text) and _says_more(text):
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
        or _is_country_and_names(text)
        or text.casefold() in _issuing_places()
        or _CODE_AND_CITY.search(text)
        or _LABELLED.match(text)
        or _limit_at_end().search(text)
        or _update_alone().fullmatch(text) is not None
    ):
        return False
    words = compiled(r"[^\W\d_]{3,}").findall(text)
    countries = find_countries(text, Span(0, len(text)))
    named = sum(span.end - span.start for span, _ in countries)
    return bool(words) and named < 0.6 * len(text)


@cache
def _issuing_places() -> frozenset[str]:
    """Cities, which stand before a date as the place of issue ("Londres, le 24 août 2012")."""
    ours = (name.casefold() for names in vocabulary.table("cities").values() for name in names)
    return frozenset(standard_names.cities()) | frozenset(ours) | vocabulary.word_set("issuing_place", "header")


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


def _first_prose(document: Document, span: Span) -> int:
    """Where the narrative begins: the first paragraph that reads as sentences and not as a list of names."""
    for paragraph in paragraphs(document, span):
        text = plain(document.quote(*paragraph.spans))
        told = _ends_sentence(text) or telegraphed(text) or _told_in_capitals(text)
        if len(text.split()) >= _FEWEST_PROSE_WORDS and told:
            return paragraph.span.start
    return span.end


_CAPITAL_STOP = compiled(r"(?P<word>[A-Z\u00c0-\u00de]{4,40})[.!?][\"\u201d')]{0,2}(?=\s|$)")
_FEWEST_SENTENCES = 2


def _told_in_capitals(text: str) -> bool:
    """Whether a text all in capitals is sentences: it ends in a full stop, and holds two of them or a verb.

    A list of names has full stops behind titles and initials alone, or one at its very end.
    """
    if not is_shouted(text) or compiled(r"[.!?][\"\u201d')]{0,2}\s{0,3}$").search(text) is None:
        return False
    short = vocabulary.word_set("abbreviations") | vocabulary.word_set("rank", "officials")
    stops = [stop["word"].casefold() for stop in _CAPITAL_STOP.finditer(text)]
    sentences = sum(word not in short and f"{word}." not in short for word in stops)
    verbs = vocabulary.word_set("auxiliary", "people")
    return sentences >= _FEWEST_SENTENCES or (
        sentences > 0 and any(word.strip(",;:.").casefold() in verbs for word in text.split())
    )


def _story_end(document: Document, body: Span) -> int:
    """Where the first paragraph of the story ends: what names a number behind that is no header any more."""
    for paragraph in paragraphs(document, Span(behind_mail(document, body), body.end)):
        text = plain(document.quote(*paragraph.spans))
        words = text.split()
        if reads_as_prose(text) and 2 * sum(word[0].islower() for word in words) > len(words):
            return paragraph.span.end
    return body.end


_STOP = compiled(r"(?P<word>\S{0,40}[a-z\u00df-\u00ff\d\"\u201d')])[.!?]")


def _ends_sentence(text: str) -> bool:
    """Whether a full stop in the text ends a sentence: none behind an entry's number or an abbreviation ("Capt."), but
    the last one behind a day and its month, which may be short for another word ("on 26 May.").
    """
    abbreviations = vocabulary.word_set("abbreviations") | vocabulary.word_set("courtesy", "officials")
    abbreviations |= vocabulary.word_set("rank", "officials") | vocabulary.word_set("title", "people")
    for stop in _STOP.finditer(text):
        word = stop["word"].strip("(\"'\u201c")
        numbers = compiled(r"\d{1,2}").fullmatch(word) is not None and stop.end() < len(text)
        if stop.end() == len(text) and compiled(r"\d\s$").search(text[: stop.start()]) is not None:
            return True
        if not numbers and word.casefold() not in abbreviations and f"{word.casefold()}." not in abbreviations:
            return True
    return False
