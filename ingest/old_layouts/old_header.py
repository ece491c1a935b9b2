"""The header of 1973-2008 layouts, found by its number or by the label of its concern, with the names below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ingest import vocabulary
from ingest.case_number import number_in
from ingest.concern_words import names_concern
from ingest.document import Document, Line, Span, plain
from ingest.kept_patterns import compiled
from ingest.old_layouts.catalogue_headline import catalogue_headline
from ingest.old_layouts.concern_by_number import concern_above, concern_before, concern_behind, is_plain_concern
from ingest.old_layouts.list_opening import (
    ends_with_dates,
    is_country_and_names,
    is_headline_over,
    names_follow,
    titled_names_follow,
)
from ingest.old_layouts.story import first_paragraph_end, story_start
from ingest.paragraphs import paragraphs
from ingest.shapes import begins_small, is_mail_line, is_shouted

_WORDS_OF_SENTENCE = 3
"""Words in small letters before a number that make its line a sentence ("This is the second update of UA 1/12")."""
_MOST_NUMBERS = 40
"""Lines with a number that are looked at: a header has a few, and what has more is a list."""


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
    head = Span(body.start, first_paragraph_end(document, body))
    for line, number in islice(_numbers(document, head), _MOST_NUMBERS):
        catalogue = catalogue_headline(document, line.span)
        if catalogue is not None:
            names = Span(line.end, story_start(document, Span(line.end, body.end)))
            of_catalogue = of_catalogue or OldHeader(catalogue.whole, names, country=catalogue.country)
            continue
        found = _behind_number(document, number, Span(line.start, line.end), body.end)
        if found is not None:
            return found
    return of_catalogue


def _labelled(document: Document, body: Span) -> OldHeader | None:
    """The header whose concern has a label in a line of its own ("Concern: Torture"), above all that is told."""
    if not any(vocabulary.may_occur(document.text, "header", key) for key in ("concern_label", "sheet_subject")):
        return None
    end = first_paragraph_end(document, body)
    concern = _labelled_concern("concern_label").search(document.as_read, body.start, end)
    concern = concern or _subject_of_sheet(document, Span(body.start, end))
    if concern is None or _holds_headline(document, Span(body.start, concern.start())):
        return None
    names = Span(concern.end(), body.end)
    return OldHeader(Span(*concern.span("concern")), Span(names.start, story_start(document, names)))


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
    lines = document.lines_with_text(above)
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
    concern = concern_behind(document, Span(number.end(), line.end), limit) or concern_before(document, number, line)
    if concern is None and not names_follow(document, number.end(), limit):
        return None
    if concern is None:
        concern = concern_above(document, line)
        if not ends_with_dates(document, number.end(), limit) and not is_plain_concern(document, concern):
            return None
    behind = concern.end if concern is not None and concern.end > number.end() else line.end
    names_start = document.as_read.find("\n", behind, limit)
    if names_start < 0:
        # In a text without line breaks the names run on into the narrative.
        sure = concern is not None and names_concern(document.quote(concern))
        return OldHeader(concern, Span(limit, limit)) if sure else None
    prose = story_start(document, Span(names_start, limit))
    names = Span(names_start, prose)
    beside = _names_beside(document, concern) if concern is not None else None
    above = beside or (None if document.quote(names).strip() else _names_above(document, line.start))
    headline = concern is not None and concern.end <= line.start and titled_names_follow(document, number.end(), limit)
    below = _headline_below(document, names)
    return OldHeader(
        concern, names if below is None else Span(names.start, below.start), above, headline=headline, below=below
    )


def _headline_below(document: Document, names: Span) -> Span | None:
    """The paragraph in capitals that closes a list of names and is none: some of its words stand small around."""
    last = paragraphs(document, names)[1:][-1:]
    text = plain(document.quote(*last[0].spans)) if last else ""
    story_end = names.end + _LONGEST_LEAD
    if not is_shouted(text) or not is_headline_over(text, document.text[names.end : story_end]):
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
    lines = document.lines_with_text(Span(start, end))
    if not lines or not is_country_and_names(document.as_read[lines[0].start : lines[0].end]):
        return None
    return Span(start, end)


def _names_beside(document: Document, concern: Span) -> Span | None:
    """The country and the names that stand on the concern's line before it, if any."""
    before = document.trimmed(Span(document.text.rfind("\n", 0, concern.start) + 1, concern.start))
    return before if is_country_and_names(document.as_read[before.start : before.end]) else None
