"""The opening of a layout that does not label its parts: header lines, headline and lead, told apart by shape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from ingest import vocabulary
from ingest.dates import find_dates
from ingest.document import Document, Line, Span, plain
from ingest.flattened_opening import flattened_cuts, flattened_head, repeated_headline
from ingest.header_lines import is_dated, states_what_it_is
from ingest.kept_patterns import compiled
from ingest.last_day import holds_last_day
from ingest.normalising.frames import is_framed
from ingest.old_layouts.catalogue_headline import catalogue_headline
from ingest.old_layouts.people_lines import is_name_alone, list_of_people
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import country_of
from ingest.preface import ENOUGH_WORDS, behind_mail, greets_readers
from ingest.shapes import (
    headline_behind_banner,
    is_banner,
    is_headline,
    is_number_line,
    is_sentence,
    is_shouted,
    reads_as_prose,
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
        yield from _in_order(body, flattened_cuts(document, body, flattened))
        return
    groups = paragraphs(document, body)
    lead = _lead_start(document, body, groups)
    remarks = remarks_above(document, groups)
    lines = list(_head_lines(document, Span(body.start, body.end if lead is None else lead), remarks))
    title = _title(document, lines) or repeated_headline(document.text, body)
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
        if "\n" in text or not (is_dated(plain(text)) or is_number_line(text)):
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
        last = index if over or (alone and not greets_readers(line.text)) else last
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
            if text.strip() and not is_shouted(text) and not states_what_it_is(text) and not _stands_over(text, below):
                return line.start
    return None


_MOST_HEADLINES = 2


def _behind_header(lines: list[Line], document: Document) -> list[Line]:
    """The lines of a paragraph without a headline and the header line right below it that were taken for its first."""
    for place, line in enumerate(lines[1 : _MOST_HEADLINES + 1], 1):
        above = [document.as_read[one.start : one.end] for one in lines[:place]]
        if not all(map(is_headline, above)):
            break
        if states_what_it_is(document.as_read[line.start : line.end]):
            return lines[place + 1 :]
    return lines


# A line below a headline that is so much longer shows that the headline did not end where the page does.
_MUCH_LONGER = 1.6


def _stands_over(text: str, below: str) -> bool:
    """Whether a line is a headline right above a paragraph that was not wrapped, and no first line of it."""
    longer = len(below.strip()) > _MUCH_LONGER * len(text.strip())
    return longer and below.lstrip()[:1].isupper() and is_headline(text) and reads_as_prose(below)


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
        known = known or is_name_alone(plain(text)) or states_what_it_is(text) or holds_last_day(document, line.span)
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
    candidates = [line for line in lines if not (line.role or greets_readers(line.text)) and is_headline(line.text)]
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
    return value.endswith(".") and len(value.split()) >= ENOUGH_WORDS and is_headline(value.rstrip("."))


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


def _likeness(line: _HeadLine, candidates: Sequence[_HeadLine]) -> float:
    """How much a line looks like the headline among the candidates; the first of equals wins."""
    value = plain(line.text)
    score = 3.0 if is_shouted(line.text) else 0.0
    score += 0.5 * min(len(value.split()), ENOUGH_WORDS)
    score -= 1.0 * bool(compiled(r"\S[ \t]{4,}\S").search(line.text.strip()))
    score -= 0.5 * bool(compiled(r"\d").search(value)) + 1.0 * bool(compiled(r"\s[|\u00b7]\s").search(value))
    score += 0.4 * (line == candidates[0]) + 0.6 * bool(_COUNTRY_FIRST.match(value) and _names_country(value))
    score -= 1.0 * bool(vocabulary.pattern("header", "banner").search(value) and not is_shouted(line.text))
    score -= 2.0 * line.framed
    score -= 1.0 * bool(_LABELLED.match(value) and not _names_country(value))
    return score - 1.5 * bool(vocabulary.pattern("header", "slogan").search(value))


_LABELLED = compiled(r"[^\W\d_]{3,20}:\s")
_COUNTRY_FIRST = compiled(r"(?P<country>[^:\n]{3,40})\s?:\s")


def _names_country(value: str) -> bool:
    match = _COUNTRY_FIRST.match(value)
    return match is not None and country_of(match["country"].strip()) is not None
