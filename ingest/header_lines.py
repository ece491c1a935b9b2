"""Lines at a document's head that only say what it is, or that a page prints there: banner, number, date, menu."""

import re
from functools import cache

from ingest import vocabulary
from ingest.case_number import number_in
from ingest.dates import find_dates
from ingest.document import Span, plain
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.kept_patterns import compiled
from ingest.places import country_of
from ingest.shapes import (
    begins_small,
    headline_behind_banner,
    is_banner,
    is_banner_with_country,
    is_mail_line,
    is_number_line,
    is_office_line,
    is_senders_line,
    is_shouted,
    reads_as_prose,
    spaced_source,
)

_NAVIGATION = compiled(
    r"[^\n|\u00b7\u2022/>\u203a]{1,30}(?:\s(?:[|\u00b7\u2022/>\u203a]|>>)\s[^\n|\u00b7\u2022/>\u203a]{1,40}){2,}"
)
_MENU = compiled(r"[^\W\d]\S*(?: \S+)?(?:[ \t]{2,}[^\W\d]\S*(?: \S+)?){2,}")
_BETWEEN_ENTRIES = compiled(r"[ \t]{2,}|\s[|\u00b7\u2022/>\u203a]\s")
RULE = compiled(r"[\W_]*")
"""A line of signs that stand for a rule, or of none."""


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


def states_what_it_is(text: str) -> bool:
    """Whether a line at the head belongs to the header: banner, number, date, country, sender, navigation, rule."""
    value = plain(text)
    if RULE.fullmatch(value) or _MARKUP.fullmatch(text):
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
    if len(cells) > 1 and all(map(states_what_it_is, cells)):
        return True
    if label_pattern().match(text) is not None or is_banner_with_country(text) or _is_of_carrier(value):
        return True
    says_kind = any(vocabulary.may_be(value, "header", key) for key in _KINDS)
    return (says_kind and _kind_alone().fullmatch(value) is not None) or is_dated(value)


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
    # A country is told as the section's own behind the sender's name only.
    first, last = (
        word.casefold() in vocabulary.word_set("section", "header") and country_of(word) is None
        for word in (words[0], words[-1])
    )
    named = is_shouted(value) or country_of(" ".join(words[1:])) is not None
    return (first and named) or (last and not any(map(begins_small, words[:-1])))


_MOST_WORDS_OF_CARRIER = 6
_MOST_WORDS_AT_DATE = 4
_MOST_WORDS_AT_NUMBER = 20


def is_dated(value: str) -> bool:
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
