"""The opening of a layout that does not label its parts: header lines, headline and lead, told apart by shape."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile, zip_longest

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, number_in
from ingest.dates import find_dates
from ingest.document import Document, Line, Span, plain
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.kept_patterns import compiled
from ingest.last_day import holds_last_day
from ingest.normalising.frames import is_framed
from ingest.old_layouts.catalogue_headline import catalogue_headline
from ingest.old_layouts.people_lines import is_name_alone, list_of_people
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import country_of
from ingest.shapes import (
    headline_behind_banner,
    is_banner,
    is_banner_with_country,
    is_headline,
    is_mail_line,
    is_number_line,
    is_office_line,
    is_senders_line,
    is_sentence,
    is_shouted,
    reads_as_prose,
    spaced_source,
    telegraphed,
)
from models import SectionKind

Piece = tuple[SectionKind, Span]


@dataclass(frozen=True, slots=True)
class _HeadLine:
    """A line before the lead. `place`: its rank among the lines with text; `role`: it states what the document is;
    `framed`: signs are drawn round it, as a newsletter does with the heading of a page.
    """

    span: Span
    text: str
    place: int
    role: bool
    behind_blank: bool
    framed: bool


def divide_opening(document: Document, body: Span) -> Iterator[Piece]:
    """The stretches of header, headline and lead in what stands before the first heading, in order, without gaps."""
    flattened = flattened_head(document, body)
    if flattened is not None:
        yield from _divide_flattened(document, body, flattened)
        return
    groups = paragraphs(document, body)
    lead = _lead_start(document, body, groups)
    remarks = remarks_above(document, groups)
    lines = list(_head_lines(document, Span(body.start, body.end if lead is None else lead), remarks))
    title = _title(document, lines) or _repeated_headline(document.text, body)
    if title is None and lead is not None:
        title, lead = _headline_with_country(document, lead, groups)
    cuts = [(SectionKind.HEADER, body.start)]
    if title is not None:
        cuts.append((SectionKind.TITLE, title.start))
    behind = [line for line in lines if title is None or line.span.start >= title.end]
    last_role = max((index for index, line in enumerate(behind) if line.role), default=-1)
    if title is not None:
        last_role = max(last_role, _last_alone(document, behind, body.end if lead is None else lead))
    for index, line in enumerate(behind):
        cuts.append((SectionKind.HEADER if index <= last_role else SectionKind.SUMMARY, line.span.start))
    if lead is not None:
        cuts.append((SectionKind.SUMMARY, max(lead, title.end if title else 0)))
        below = _dated_below(document, Span(lead, body.end))
        cuts += [] if below is None else [(SectionKind.HEADER, below)]
    yield from _in_order(body, cuts)


def _dated_below(document: Document, lead: Span) -> int | None:
    """Where the lines begin that stand below the lead, each for itself, and give date or number; None without such."""
    start = None
    for group in reversed(paragraphs(document, lead)[1:]):
        text = document.as_read[slice(*group.span)]
        if "\n" in text or not (_is_dated(plain(text)) or is_number_line(text)):
            break
        start = group.span.start
    return start


_LONGEST_WITH_COUNTRY = 30


def _headline_with_country(document: Document, lead: int, groups: Sequence[Paragraph]) -> tuple[Span | None, int]:
    """The headline in sentences that a country opens above the lead ("IRAN. Fear of torture. Ali Rezai."), and where
    the lead begins behind it; None and the same lead where there is none.
    """
    for place, group in enumerate(groups):
        text = plain(document.quote(*group.spans))
        country = _COUNTRY_AND_STOP.match(text)
        if group.span.start > lead:
            break
        if country is None or country_of(country["country"]) is None or len(text.split()) > _LONGEST_WITH_COUNTRY:
            continue
        told = (one.span.start for one in groups[place + 1 :] if reads_as_prose(document.quote(*one.spans)))
        below = next(told, None)
        return (group.span, below) if below is not None and not _LABELLED_FIELD.search(text) else (None, lead)
    return None, lead


_LABELLED_FIELD = compiled(r"\d{1,2}[ ./-][^\W\d_]{3,10}[ ./-]\d{4}|/\d{2,4}(?!\d)")
"""A date or number, which stand in header lines."""


_COUNTRY_AND_STOP = compiled(r"(?P<country>[^.:\n]{3,40}?)\s?[.:]\s")
_ALL_IN_BRACKETS = compiled(r"\[[^\[\]]+\][.]?|\([^()]+\)[.]?")


def remarks_above(document: Document, groups: Sequence[Paragraph]) -> tuple[Span, ...]:
    """The paragraphs above the first prose that are all in brackets: remarks on the document, and no lead."""
    remarks = [group for group in groups if _ALL_IN_BRACKETS.fullmatch(plain(document.quote(*group.spans)))]
    others = (one for one in groups if one not in remarks and reads_as_prose(document.quote(*one.spans)))
    told = next(others, None)
    return tuple(one.span for one in remarks if told is not None and one.span.start < told.span.start)


def _greets_readers(text: str) -> bool:
    """Whether a line greets those who write the appeals ("DEAR MEMBERS,")."""
    greeting = text.strip().endswith((",", "!", ":"))
    return greeting and vocabulary.match(text.strip(), "letter", "readers_greeting") is not None


_SENTENCES_END = compiled(r"[.!?:\u2026\u061f][\"\u201d\u2019'\u00bb)\]]{0,3}$")


def _last_alone(document: Document, lines: Sequence[_HeadLine], lead: int) -> int:
    """The index of the last line above the lead that is no sentence, and no part of one; -1 without one.

    Blank lines are around it and the lines that it stands among, or it stands right over the lead as a heading does.
    What greets the readers belongs to the words behind it.
    """
    last, closed = -1, False
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        closed = closed and above is not None and not _SENTENCES_END.search(above.text.rstrip())
        closed = closed or line.behind_blank or (above is not None and above.role)
        below = document.text[line.span.end : lead]
        told = document.as_read[lead : document.lines[document.line_at(lead)].end] if below == "\n" else ""
        over = line.behind_blank and _stands_over(line.text, told)
        alone = closed and below.startswith("\n\n") and not _SENTENCES_END.search(line.text.rstrip())
        last = index if over or (alone and not _greets_readers(line.text)) else last
    return last


def _in_order(body: Span, cuts: list[tuple[SectionKind, int]]) -> Iterator[Piece]:
    """The pieces between the cuts; each goes to the next of another kind."""
    kind, start = cuts[0]
    for following, position in cuts[1:]:
        if following is kind or position >= body.end:
            continue
        if position > start:
            yield kind, Span(start, position)
        kind, start = following, position
    yield kind, Span(start, body.end)


def _lead_start(document: Document, body: Span, groups: Sequence[Paragraph]) -> int | None:
    """Where the first paragraph of prose begins, behind the banner where greetings of a mail stand before that.

    None where there is no prose. A headline that is joined to the paragraph, or as long as one, is left out of it.
    """
    start = behind_mail(document, body)
    labelled, remarks = _labelled_lines(document, body), remarks_above(document, groups)
    told = [group for group in groups if reads_as_prose(document.quote(*group.spans))]
    # A sentence or two may be all that is told.
    for group in told or [group for group in groups if is_sentence(document.quote(*group.spans))][:1]:
        if group.span.end <= start or group.span in remarks:
            continue
        lines = [line for line in document.lines_in(group.span) if line.end > start and line.end not in labelled]
        lines = _behind_header([line for line in lines if document.quote(line.span).strip()], document)
        lines = [line for line in lines if catalogue_headline(document, line.span) is None]
        if lines and telegraphed(document.quote(*group.spans)):
            return lines[0].start
        for line, following in zip_longest(lines, lines[1:]):
            text = document.as_read[line.start : line.end]
            below = document.as_read[following.start : following.end] if following else ""
            if text.strip() and not is_shouted(text) and not _states_what_it_is(text) and not _stands_over(text, below):
                return line.start
    return None


_MOST_HEADLINES = 2


def _behind_header(lines: list[Line], document: Document) -> list[Line]:
    """The lines of a paragraph without a headline and the header line right below it that were taken for its first."""
    for place, line in enumerate(lines[1 : _MOST_HEADLINES + 1], 1):
        above = [document.as_read[one.start : one.end] for one in lines[:place]]
        if not all(map(is_headline, above)):
            break
        if _states_what_it_is(document.as_read[line.start : line.end]):
            return lines[place + 1 :]
    return lines


# A line below a headline that is so much longer shows that the headline did not end where the page does.
_MUCH_LONGER = 1.6


def _stands_over(text: str, below: str) -> bool:
    """Whether a line is a headline right above a paragraph that was not wrapped, and no first line of it."""
    longer = len(below.strip()) > _MUCH_LONGER * len(text.strip())
    return longer and below.lstrip()[:1].isupper() and is_headline(text) and reads_as_prose(below)


# A mail's own lines and greeting before the banner are no longer than this.
_MAIL_LINES = 25
_FEWEST_MAIL_LABELS = 2


def behind_mail(document: Document, body: Span) -> int:
    """Where the Urgent Action begins behind a mail's lines: at banner, number or index, or at a headline in capitals
    right above them; else where `body` begins.
    """
    end = mail_lines_end(document, body)
    if end == body.start:
        return end
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    headline: Line | None = None
    for line in lines[:_MAIL_LINES]:
        text = document.as_read[line.start : line.end]
        opens = is_banner(text) or number_in(text) or (is_number_line(text) and not is_mail_line(text))
        if line.start >= end and opens:
            return headline.start if headline is not None else line.start
        if _RULE.fullmatch(text) is None:
            headline = line if line.start >= end and _is_headline_in_capitals(text) else None
    return end


def _is_headline_in_capitals(text: str) -> bool:
    enough = len(text.split()) >= _ENOUGH_WORDS
    return enough and is_shouted(text) and is_headline(text) and not _states_what_it_is(text)


def mail_lines_end(document: Document, body: Span) -> int:
    """Where a mail's own lines ("Subject: ...") end that `body` opens with; where it begins, if it does not."""
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    labelled = [line for line in lines[:6] if is_mail_line(document.text[line.start : line.end])]
    return labelled[-1].end if len(labelled) >= _FEWEST_MAIL_LABELS else body.start


def preface_end(document: Document) -> int:
    """Where the running text ends that is furniture at the document's start: a mail's, a newsletter's, or a page's."""
    if not any(start == 0 for start, _ in document.reading.furniture):
        return 0
    lines = [line for line in document.lines if document.quote(line.span).strip()]
    first = next((line.start for line in lines if not line.furniture), 0)
    return first if reads_as_prose(" ".join(document.quote(line.span) for line in lines if line.start < first)) else 0


_LONGEST_GREETING = 6
_LONGEST_FOREWORD = 40
_HEAD_LINES = 6
"""Lines with text."""


def foreword(document: Document, body: Span) -> Span | None:
    """The greeting and the words of who passes an Urgent Action on, above it; None where `body` does not open so.

    The greeting is the first line ("Dear friends,"), or the first one below the sender's letterhead. The document's
    number or index stands in the lines below the one that it begins with, which blank space or a ruler parts from the
    words above.
    """
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    texts = [document.as_read[line.start : line.end] for line in lines[: _LONGEST_FOREWORD + _HEAD_LINES]]
    first = next((place for place, text in enumerate(texts[:_HEAD_LINES]) if not _is_of_letterhead(text)), len(texts))
    lines, texts = lines[first:], texts[first:]
    if not texts or not (_is_greeting(texts[0]) if first == 0 else _greets_readers(texts[0])):
        return None
    for place, text in enumerate(texts[:_LONGEST_FOREWORD]):
        if not (is_banner(text) or is_number_line(text)):
            continue
        above, head = texts[1:place], texts[place : place + _HEAD_LINES]
        ruled = bool(above) and _RULER.fullmatch(above[-1]) is not None
        apart = ruled or document.text[: lines[place].start].endswith("\n\n")
        greeted = ruled or first > 0 or texts[0].rstrip().endswith(",")
        numbered = any(number_in(one) or INDEX_NUMBER.search(one) for one in head)
        told = any(reads_as_prose(document.quote(*one.spans)) for one in paragraphs(document, _above(lines, place)))
        found = apart and greeted and numbered and (told or first > 0)
        headline = found and place > 1 and _is_headline_in_capitals(texts[place - 1])
        return Span(lines[0].start, lines[place - headline].start) if found else None
    return None


def _is_of_letterhead(text: str) -> bool:
    return is_banner(text) or is_senders_line(text) or is_office_line(text)


def _above(lines: Sequence[Line], place: int) -> Span:
    return Span(lines[0].end, lines[place].start)


_RULER = compiled(r"[ \t]{0,8}([-_=*~#])(?:[ ]?\1){4,80}[ \t]{0,8}")


def _is_greeting(text: str) -> bool:
    """Whether a line can be the greeting of a mail: a few words with a comma or an exclamation mark behind them."""
    words = plain(text).split()
    return len(words) <= _LONGEST_GREETING and text.rstrip().endswith((",", "!")) and not compiled(r"\d").search(text)


def _head_lines(document: Document, span: Span, remarks: Sequence[Span]) -> Iterator[_HeadLine]:
    """The lines with text before the lead. All lines of a mail's head and before it only say what the document is, as
    do `remarks` on it.
    """
    mail_end = behind_mail(document, span)
    labelled = _labelled_lines(document, span)
    people = list_of_people(document, span) or Span(span.start, span.start)
    blank, place = True, 0
    divided = _divided_banner(document, span)
    for line in document.lines_in(span):
        text = document.as_read[line.start : line.end]
        if not text.strip():
            blank = True
            continue
        called = is_shouted(text) and vocabulary.may_be(text.strip(), "headings", "take_action")
        called = called and vocabulary.fullmatch(text.strip(), "headings", "take_action") is not None
        button = vocabulary.fullmatch(text.strip(), "furniture", "action_button") is not None
        known = called or button or line.end in labelled | divided
        # Those at risk may stand above the headline.
        known = known or is_name_alone(plain(text)) or _states_what_it_is(text) or holds_last_day(document, line.span)
        remarked = any(one.start <= line.start < one.end for one in remarks)
        role = line.start < mail_end or known or remarked or people.start <= line.start < people.end
        framed = _is_framed(document, line.start)
        yield _HeadLine(line.span, text, place, role, blank, framed)
        blank, place = False, place + 1


def _divided_banner(document: Document, span: Span) -> frozenset[int]:
    """Where the two lines end over which a banner runs, whose words stand one below the other on a page."""
    lines = [line for line in document.lines_in(span) if document.text[line.start : line.end].strip()]
    texts = [document.as_read[line.start : line.end].strip() for line in lines]
    first = next((place for place, pair in enumerate(pairwise(texts)) if is_banner(" ".join(pair))), None)
    return frozenset() if first is None else frozenset(line.end for line in lines[first : first + 2])


def _is_framed(document: Document, start: int) -> bool:
    source = document.reading.text
    origin = document.origins[start]
    return is_framed(source, max(source.rfind(mark, 0, origin) for mark in "\n\r\f") + 1)


_LABEL_AND_VALUE = compiled(r"[ \t]{0,12}(?:[^\W\d_][\w'\u2019-]{1,20} ?){1,3}:[ \t]{1,20}\S[^\n]{0,120}")
_FEWEST_LABELLED = 2


def _labelled_lines(document: Document, span: Span) -> frozenset[int]:
    """Where the lines end that stand below one another and each have a label ("Country: Chad", "Date: 4 March").

    The country before a headline is none.
    """
    runs: list[list[int]] = [[]]
    for line in document.lines_in(span):
        found = _LABEL_AND_VALUE.fullmatch(document.text, line.start, line.end)
        if found is not None and country_of(found.group().partition(":")[0].strip()) is None:
            runs[-1].append(line.end)
        elif runs[-1]:
            runs.append([])
    return frozenset(end for run in runs if len(run) >= _FEWEST_LABELLED for end in run)


_NAVIGATION = compiled(
    r"[^\n|\u00b7\u2022/>\u203a]{1,30}(?:\s(?:[|\u00b7\u2022/>\u203a]|>>)\s[^\n|\u00b7\u2022/>\u203a]{1,40}){2,}"
)
_MENU = compiled(r"[^\W\d]\S*(?: \S+)?(?:[ \t]{2,}[^\W\d]\S*(?: \S+)?){2,}")
_BETWEEN_ENTRIES = compiled(r"[ \t]{2,}|\s[|\u00b7\u2022/>\u203a]\s")
_RULE = compiled(r"[\W_]*")


def menu_entries(text: str) -> list[str]:
    """The entries of a line that is a page's menu; empty where it is none."""
    return _BETWEEN_ENTRIES.split(text.strip()) if is_navigation(text) else []


_MARKUP = compiled(
    r"\s*<!--.*-->\s*|\s*!\[.*|\s*\[(?:[^\]\n]{1,60}\.(?:jpe?g|png|gif|webp|svg)|image|inline|link)\b.*"
    r"|(?:\s*\[\d{1,3}\]\S[^\[\n]{0,60}){2,}|[^\n]{0,40}_{5,}.*",
    re.IGNORECASE,
)
_REMARK = compiled(r"\s{0,2}\([^()]{1,60}\)$")


def is_navigation(text: str) -> bool:
    """Whether a line is a menu, or the way to a page: short entries with bars, arrows or wide gaps between them."""
    return _NAVIGATION.fullmatch(plain(text)) is not None or _MENU.fullmatch(text.strip()) is not None


def _states_what_it_is(text: str) -> bool:
    """Whether a line at the head belongs to the header: banner, number, date, country, sender, navigation, rule."""
    value = plain(text)
    if _RULE.fullmatch(value) or _MARKUP.fullmatch(text):
        return True
    if headline_behind_banner(text) is not None or reads_as_prose(text):
        return False
    if (
        is_banner(text)
        or is_number_line(text)
        or country_of(_REMARK.sub("", value))
        or is_senders_line(text)
        or is_office_line(text)
    ):
        return True
    if is_navigation(text) or is_mail_line(text) or _is_labelled_country(value):
        return True
    cells = _BETWEEN_CELLS.split(text.strip())
    if len(cells) > 1 and all(map(_states_what_it_is, cells)):
        return True
    if label_pattern().match(text) is not None or is_banner_with_country(text) or _is_of_carrier(value):
        return True
    says_kind = any(vocabulary.may_be(value, "header", key) for key in _KINDS)
    return (says_kind and _kind_alone().fullmatch(value) is not None) or _is_dated(value)


_BETWEEN_CELLS = compiled(r"[ ]{3,}|[ ]?\t\s*")


def _is_labelled_country(value: str) -> bool:
    label, _, country = value.partition(":")
    labelled = vocabulary.fullmatch(label, "header", "country_label") is not None
    return labelled and country_of(country.strip()) is not None


_KINDS = ("update", "final", "stop")


@cache
def _kind_alone() -> re.Pattern[str]:
    """A line that says what kind of document this is ("GOOD NEWS", "* * * S T O P  A C T I O N * * *")."""
    wordings = "|".join(map(spaced_source, _KINDS))
    return compiled(rf"\W{{0,12}}(?:{wordings})\W{{0,12}}", re.IGNORECASE)


def _is_of_carrier(value: str) -> bool:
    """Whether a line only says what passes the appeal on ("PRESS RELEASE", "For immediate release") or which of the
    sender's sections does ("SECTION LUXEMBOURG").
    """
    value = value.strip("*-=_ .:\u2013\u2014")
    words = value.split()
    if len(words) > _MOST_WORDS_OF_CARRIER:
        return False
    if vocabulary.fullmatch(value, "header", "carrier") is not None:
        return True
    if len(words) <= 1 or not all(map(str.isalpha, words)):
        return False
    section = vocabulary.word_set("section", "header")
    named = is_shouted(value) or country_of(" ".join(words[1:])) is not None
    return (words[0].casefold() in section and named) or words[-1].casefold() in section


_MOST_WORDS_OF_CARRIER = 6
_MOST_WORDS_AT_DATE = 4
_MOST_WORDS_AT_NUMBER = 20


def _is_dated(value: str) -> bool:
    """Whether a line gives date or number with few words ("Londres, 18 octobre 1994", "Ref: UA 7/02, 5 May 2002")."""
    words = len(value.split())
    dates = find_dates(value, Span(0, len(value)))
    if not dates or not dates[0].full:
        return False
    if words <= _MOST_WORDS_AT_NUMBER and number_in(value):
        return True
    label = vocabulary.match(value, "header", "date_label")
    if label is not None and words <= _MOST_WORDS_AT_NUMBER:
        return True
    printed = len(value.split()) - sum(len(value[slice(*span)].split()) for span in {found.span for found in dates})
    return printed <= _MOST_WORDS_AT_DATE and not is_shouted(value) and value[-1] not in ".!?"


def _title(document: Document, lines: Sequence[_HeadLine]) -> Span | None:
    """The headline: behind the banner in its line, or the line most like one, with the lines that it runs over."""
    shouted = any(is_shouted(line.text) and not line.role and is_headline(line.text) for line in lines)
    for line in lines:
        behind = headline_behind_banner(line.text)
        if behind is not None and (is_shouted(line.text[behind:]) or not shouted):
            return Span(line.span.start + behind, line.span.end)
    of_catalogue = next((line for line in lines if catalogue_headline(document, line.span)), None)
    if of_catalogue is not None:
        return of_catalogue.span
    candidates = [line for line in lines if not (line.role or _greets_readers(line.text)) and is_headline(line.text)]
    candidates = candidates or [line for line in lines if not line.role and _is_closed_headline(line.text)][:1]
    if not candidates:
        return None
    # A page's bars stand above the banner, the headline below it.
    banner = next((line.place for line in lines if line.role and is_banner(line.text)), -1)
    if any(line.place > banner for line in candidates):
        candidates = [line for line in candidates if line.place > banner or not _is_of_bar(line, lines)]
    published = {line.place - 1 for line in lines if line.role and _says_when_published(line.text)}
    best = max(candidates, key=lambda line: (_likeness(line, candidates) + (line.place in published), -line.place))
    first = last = best
    for line in reversed(lines[: best.place]):
        if not _runs_on(line, first, candidates):
            break
        first = line
    for line in lines[best.place + 1 :]:
        if not _runs_on(last, line, candidates):
            break
        last = line
    return Span(first.span.start, last.span.end)


def _says_when_published(text: str) -> bool:
    """Whether a line tells the day behind a label ("Published on 3 May 2011 by ..."), as sites do below a headline."""
    value = plain(text)
    label = vocabulary.match(value, "header", "date_label")
    dates = find_dates(value, Span(label.end(), len(value))) if label else []
    return bool(dates) and dates[0].full and len(value[label.end() if label else 0 : dates[0].span.start].split()) <= 1


def _is_of_bar(line: _HeadLine, lines: Sequence[_HeadLine]) -> bool:
    """Whether a line above the banner belongs to a page's bar, whose words it or one above it is ("Latest news")."""
    bar = vocabulary.pattern("header", "bar")
    return any(one.place <= line.place and bar.fullmatch(plain(one.text).rstrip(":")) for one in lines)


def _is_closed_headline(text: str) -> bool:
    """Whether a line can be a headline but for the full stop behind it."""
    value = plain(text)
    return value.endswith(".") and len(value.split()) >= _ENOUGH_WORDS and is_headline(value.rstrip("."))


def _runs_on(line: _HeadLine, following: _HeadLine, candidates: Sequence[_HeadLine]) -> bool:
    """Whether a headline goes on from a line to the following one: both in capitals, or one wrapped sentence."""
    if line not in candidates or following not in candidates:
        return False
    if line.framed != following.framed:
        return False
    if is_shouted(line.text) or is_shouted(following.text):
        return is_shouted(line.text) and is_shouted(following.text)
    wrapped = len(line.text.strip()) >= _WRAPPED_HEADLINE and len(following.text) <= len(line.text) + 8
    return not following.behind_blank and (wrapped or following.text.strip()[:1].islower())


# A headline that goes on in the next line fills the line so far.
_WRAPPED_HEADLINE = 45
_ENOUGH_WORDS = 4


def _likeness(line: _HeadLine, candidates: Sequence[_HeadLine]) -> float:
    """How much a line looks like the headline among the candidates; the first of equals wins."""
    value = plain(line.text)
    score = 3.0 if is_shouted(line.text) else 0.0
    score += 0.5 * min(len(value.split()), _ENOUGH_WORDS)
    score -= 1.0 * bool(compiled(r"\S[ \t]{4,}\S").search(line.text.strip()))
    score -= 0.5 * bool(compiled(r"\d").search(value)) + 1.0 * bool(compiled(r"\s[|\u00b7]\s").search(value))
    score += 0.4 * (line == candidates[0]) + 0.6 * bool(_COUNTRY_FIRST.match(value) and _names_country(value))
    score -= 1.0 * bool(_banner_inside().search(value) and not is_shouted(line.text))
    score -= 2.0 * line.framed
    score -= 1.0 * bool(_LABELLED.match(value) and not _names_country(value))
    return score - 1.5 * bool(vocabulary.pattern("header", "slogan").search(value))


_LABELLED = compiled(r"[^\W\d_]{3,20}:\s")
_COUNTRY_FIRST = compiled(r"(?P<country>[^:\n]{3,40})\s?:\s")


def _names_country(value: str) -> bool:
    match = _COUNTRY_FIRST.match(value)
    return match is not None and country_of(match["country"].strip()) is not None


# An opening on one line that is longer is flattened: header and lead run into each other; the number stands so near.
_FLATTENED_OPENING = 150
_NEAR_NUMBER = 600


_LONGEST_CATALOGUE_LINE = 600
"""A headline with many names; a whole text without line breaks is longer."""


def flattened_head(document: Document, body: Span) -> int | None:
    """Where the header ends in a flattened opening: behind the number, or the date or index that follows it closely."""
    first = next((line for line in document.lines_in(body) if document.text[line.start : line.end].strip()), None)
    if first is None or len(plain(document.quote(first.span))) < _FLATTENED_OPENING:
        return None
    if first.end - first.start < _LONGEST_CATALOGUE_LINE and catalogue_headline(document, first.span) is not None:
        return None
    number = number_in(document.as_read, *body)
    if number is None or number.start() > body.start + _NEAR_NUMBER:
        return None
    near = Span(number.end(), min(body.end, number.end() + 120))
    dates = [found.span.end for found in find_dates(document.as_read, near) if found.full]
    return max([number.end(), *dates])


def _divide_flattened(document: Document, body: Span, head_end: int) -> Iterator[Piece]:
    """Header, headline and lead of a flattened text; its headline shows where a later page repeats it, or by its
    capitals behind the banner.
    """
    repeated = _repeated_headline(document.text, body)
    title = repeated or _capitals_behind_banner(document, Span(body.start, head_end))
    cuts = [(SectionKind.HEADER, body.start)]
    if title is not None:
        cuts.append((SectionKind.TITLE, title.start))
        cuts += [] if repeated else [(SectionKind.HEADER, title.end)]
    lead = head_end if title is None else title.end if repeated else max(head_end, title.end)
    yield from _in_order(body, [*cuts, (SectionKind.SUMMARY, lead)])


_NEAR_BANNER = 60
"""So far behind number and date the banner stands."""
_LONGEST_IN_CAPITALS = 25
"""Words."""


def _capitals_behind_banner(document: Document, head: Span) -> Span | None:
    """The words in capitals behind the banner of a flattened text, up to its number or the first word of the lead."""
    banner = _banner_inside().search(document.text, head.start, min(head.end + _NEAR_BANNER, len(document.text)))
    if banner is None:
        return None
    number = number_in(document.as_read, banner.end(), head.end)
    words = compiled(r"\S+").finditer(document.text, banner.end(), number.start() if number else len(document.text))
    shouted = list(takewhile(lambda word: not any(map(str.islower, word.group())), words))
    # An article or the like opens the lead.
    shouted = shouted[:-1] if shouted and len(shouted[-1].group()) == 1 else shouted
    if not _FEWEST_REPEATED_WORDS <= len(shouted) <= _LONGEST_IN_CAPITALS or not is_shouted(banner.group()):
        return None
    return document.trimmed(Span(shouted[0].start(), shouted[-1].end()), marks=":|-\u2013\u2014")


_FEWEST_REPEATED_WORDS = 3
_LONGEST_HEADLINE = 200


def _repeated_headline(text: str, body: Span) -> Span | None:
    """The words behind the first banner that stand behind the second one too."""
    banners = list(_banner_inside().finditer(text))[:2]
    if len(banners) < 2 or not body.start <= banners[0].start() < body.end:
        return None
    first, second = (compiled(r"\s{0,20}").match(text, banner.end()) for banner in banners)
    if first is None or second is None:
        return None
    length = 0
    limit = min(_LONGEST_HEADLINE, body.end - first.end(), len(text) - second.end())
    while length < limit and text[first.end() + length] == text[second.end() + length]:
        length += 1
    same = text[first.end() : first.end() + length]
    whole = same[: same.rfind(" ")].rstrip() if not same.endswith(" ") else same.rstrip()
    if len(whole.split()) < _FEWEST_REPEATED_WORDS:
        return None
    return Span(first.end(), first.end() + len(whole))


@cache
def _banner_inside() -> re.Pattern[str]:
    return vocabulary.pattern("header", "banner")
