"""What stands beside the number of a 1973-2008 header and is no concern: index, dates and places of issue, initials."""

import re
from functools import cache

from ingest import standard_names, vocabulary
from ingest.case_number import INDEX_NUMBER
from ingest.dates import find_dates, weekday_source
from ingest.document import Span
from ingest.kept_patterns import compiled


def says_more(text: str) -> bool:
    """Whether what stands behind a number is more than index, date and the initials of who wrote the sheet."""
    rest = INDEX_NUMBER.sub(" ", without_dates(_COUNT_BEHIND.sub("", text)))
    rest = vocabulary.pattern("header", "index_label", "date_label", "distribution").sub(" ", rest)
    return compiled(r"[^\W_]").search(_INITIALS.sub("", rest)) is not None


_COUNT_BEHIND = compiled(r"^-\d{1,2}(?!\d)")
"""Behind a number: the how many-th update of it this is."""
_INITIALS = compiled(r"[-\u2013\u2014/]\s{0,3}[a-z]{1,3}\s{0,20}$")


def without_dates(text: str) -> str:
    """The text without its full dates, their days of the week and places of issue."""
    for found in reversed(find_dates(text, Span(0, len(text)))):
        if found.full:
            text = text[: date_start(text, 0, found.span.start)] + text[found.span.end :]
    return text


def date_start(text: str, start: int, date: int) -> int:
    """Where a date begins with the place of issue and the day of the week ("Londres, mardi 24 août").

    `start`: what lies before it is not read.
    """
    words = _date_opening().search(text[max(start, date - _LONGEST_OPENING) : date])
    opening = date - len(words.group()) if words else date
    place = _PLACE_BEFORE_DATE.search(text[max(start, opening - _LONGEST_OPENING) : opening])
    issued = place is not None and place["place"].casefold() in issuing_places()
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


@cache
def issuing_places() -> frozenset[str]:
    """Cities, which stand before a date as the place of issue ("Londres, le 24 août 2012")."""
    ours = (name.casefold() for names in vocabulary.table("cities").values() for name in names)
    return frozenset(standard_names.cities()) | frozenset(ours) | vocabulary.word_set("issuing_place", "header")
