"""Line breaks: whether a line goes on with the paragraph of the line before it, by what both of them say."""

import re
from functools import cache

from ingest import vocabulary
from ingest.document import plain
from ingest.kept_patterns import compiled, kept_pattern
from ingest.shapes import TELEGRAPH_STOP, begins_small

BULLET = compiled(
    r"[ \t]{0,12}(?P<marker>"
    r"[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u25a0\u25a1\u25fc\u25fe\u2713\u2714\u27a2\u25ba\u00b7\u2219\uf000-\uf0ff>*]{1,2}(?=\s|\w)"
    r"|=>|->|>>(?=\s)|-{2,3}(?=\s)|[\u00b0+=~](?=\s)"
    r"|[\u00bb\u2192\u2794\u27a4\u2756\u25c6\u25c7\u25b6\u25b8\u25b9\u25ba\u26ab\u2b1b\u2666\u2043](?=\s)"
    # Squares, arrows and ticks of a font of signs, left as its letters.
    r"|[\u00a7\u00d8\u00fc](?=[ \t]{1,6}[^\W\d_]{2})|[lquv](?=\t|[ ]{2,}\S)|[A-H][.)](?=\s[A-Z]\w+\s[a-z])"
    r"|\.(?=[ ]{1,3}[^\W\d_]{2})|[-\u2013\u2014](?=\s|\w)|n(?=[ \t]\S|[ ]{2,})|o(?=\t|[ ]{2,}\S)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s)|\(?\d{1,2}\)(?=\w)|\d{1,2}(?=[ ]{2,6}[a-z]{3}))[ \t]{0,12}"
)
_SENTENCE_END = compiled(rf"[.!?\u2026:\u061f][\"\u201d\u2019'\u00bb)\]]{{0,3}}$|{TELEGRAPH_STOP}$")
_LONGEST_SENTENCE_END = 6
SENTENCE_BREAK = compiled(
    rf"(?P<mark>[.!?\u2026\u061f]{{1,3}}|{TELEGRAPH_STOP})"
    r"(?:[\u00a0\u202f ]\u00bb|[\"\u201d\u2019'\u00bb)\]]{0,3})(?P<gap>\s{1,40})"
    r"(?=[\"\u201c\u2018'\u00ab(\[\u00bf\u00a1]{0,3}[^\W\d_a-z]|[\"\u201c\u00ab(]?\d)"
)


# The signs by which one line goes on with another, or begins a paragraph. Lengths are in characters as printed; a share
# is one of the width, the length of the longest line around.
LONGEST_WRAPPED = 160
"""A longer line is a paragraph of its own: nobody wraps so late."""
SHORTEST_PROSE_LINE = 50
FEWEST_WORDS_OF_PROSE = 7
"""A shorter line, or one of fewer words, may be a heading, a name or a part of an address."""
ROOM_LEFT = 0.18
"""A line that left less room behind it, next word included, was full: its sentence goes on."""
ROOM_LEFT_BY_SENTENCE = 0.1
"""The same where a sentence ends with the line: a paragraph may begin behind it, so it must be fuller to go on."""
SHORTEST_ABOVE_BLANK = 0.6
"""A line that fills a smaller share does not go on behind a blank line."""
_LONG_BEFORE_PROSE = 0.7
"""A line that fills more goes on where the next begins with a name and breaks off like prose."""
_LONG_AMONG_UNWRAPPED = 0.8
"""The same among lines that were not wrapped, whatever comes behind."""
_SHORTEST_BEHIND_SENTENCE = 0.7
"""A line below a sentence's end that fills less, and ends none itself, begins something else."""
_QUOTES = '"\u201c\u201e\u00ab'


def printed_width(text: str) -> int:
    """The length of a line as printed, without the link destinations that cleaning put in."""
    return len(plain(text)) if "<" in text else len(text)


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends with a text."""
    return _SENTENCE_END.search(text, max(0, len(text) - _LONGEST_SENTENCE_END)) is not None


def _ends_in_title(text: str) -> bool:
    """Whether a text breaks off behind a title before a name ("Dr.")."""
    word = text.rsplit(maxsplit=1)[-1]
    return word[0].isupper() and word[-1] == "." and word[:-1].casefold() in _courtesies()


@cache
def _courtesies() -> frozenset[str]:
    """Titles, without the dot of an abbreviation, that a name follows and no sentence ends with."""
    return frozenset(title.rstrip(".") for title in vocabulary.word_set("courtesy", "officials"))


def continues(before: str, text: str, width: int, blank: bool, turned: bool, filled: bool, closed: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it. `turned`: on another page; `filled`: that one
    had no room for this one's first word; `closed`: it had some, and a sentence ends with it.
    """
    before, text = before.rstrip(), text.lstrip()
    if not blank and _ends_in_title(before) and not is_item(text):
        return True
    date = None if blank else _date_over_break(before, text)
    if not blank and (_leads_to_number(before, text) or (date is not None and _is_surely_date(before, text, date))):
        return True
    # A day's dot ends no sentence ("am 30." / "Juni").
    ended = ends_sentence(before) and date is None
    room = width - printed_width(before) - 1 - len(text.split(maxsplit=1)[0])
    full = filled or (not closed and room < (ROOM_LEFT_BY_SENTENCE if ended else ROOM_LEFT) * width)
    if is_item(text) and not _wrapped_mark(text, before, full, blank):
        return False
    if not blank and before[-1:] in (":", "\uff1a") and text.startswith(("http://", "https://", "www.")):
        # A label, and what it announces on the next line.
        return True
    if blank:
        goes_on = text[0].islower() or turned
        return not ended and goes_on and len(before) > SHORTEST_ABOVE_BLANK * min(width, LONGEST_WRAPPED)
    if before[-1:] == ";" and text[0].isupper() and vocabulary.match(text, "phrases", "appeal_verb"):
        return False
    if not ended and before.rsplit(maxsplit=1)[-1] in vocabulary.word_set("connector", "officials"):
        return True
    if width > LONGEST_WRAPPED:
        return not ended and (text[0].islower() or len(before) > _LONG_AMONG_UNWRAPPED * width or breaks_off(before))
    if ended and len(text.rstrip()) < _SHORTEST_BEHIND_SENTENCE * width and not ends_sentence(text.rstrip()):
        return False
    if not ended and len(before) > _LONG_BEFORE_PROSE * width and breaks_off(text):
        # A name at the line's start, and prose behind it.
        return True
    return full or (not ended and (text.lstrip(_QUOTES)[:1].islower() or breaks_off(before)))


@cache
def dotted_day() -> re.Pattern[str]:
    """A day with the dot of an ordinal, before a word."""
    link = vocabulary.alternatives("dates", "link")
    return compiled(rf"\d{{1,2}}\.[ \t]{{1,3}}(?:{link}[ \t]{{1,3}})?(?=[^\W\d_]{{3}})")


def is_item(text: str) -> bool:
    """Whether a line begins a list item. A day with the dot of an ordinal is no number of one ("3. Mai 1999")."""
    if not BULLET.match(text):
        return False
    day = dotted_day().match(text.lstrip())
    if day is None:
        return True
    return month_name().match(text.lstrip(), day.end()) is None


_FEWEST_WORDS_READ_ON = 5


def _leads_to_number(before: str, text: str) -> bool:
    """Whether a line ends with what is numbered ("Prison No."), or a short one of a sentence with a small word."""
    words = before.split()
    if not text[0].isdigit() or not words:
        return False
    if words[-1][0].isupper() and words[-1][-1] == ".":
        return words[-1].casefold() in vocabulary.word_set("numbered", "addresses")
    if not begins_small(words[-1]) or not words[-1].isalpha():
        return False
    return _reads_on(before)


def _reads_on(before: str) -> bool:
    """Whether a line is inside a sentence, also a short one: most of its words are small, and no mark ends it."""
    words = before.split()
    small = sum(map(begins_small, words))
    return len(words) >= _FEWEST_WORDS_READ_ON and 2 * small > len(words) and before[-1] not in "!?\u2026:;,)"


def _date_over_break(before: str, text: str) -> re.Match[str] | None:
    """The rest of a date at a line's start that the line above breaks off in; None where it breaks off in none.

    "on 12" / "March 1994", "28 February" / "1992", "in" / "May 1993", "am" / "3. Mai 1999", "am 30." / "Juni".
    """
    if compiled(r"\d").search(before[-_LONGEST_DAY:] + text[:_LONGEST_DATE]) is None or not _may_go_on_in_date(text):
        return None
    begins = _date_begins().match(text)
    ends = _date_ends().search(before[-_LONGEST_DATE:]) if begins is not None else None
    return begins if begins and ends and begins.lastgroup in _GOES_ON[str(ends.lastgroup)] else None


def _may_go_on_in_date(text: str) -> bool:
    """Whether a line begins with a day or a year, or with letters that may be a month's: to tell takes little."""
    if text[0].isdigit():
        return compiled(r"\d{1,2}(?!\d)|(?:19|20)\d\d(?!\d)").match(text) is not None
    letters = vocabulary.squeezed(text[:_LONGEST_DATE])
    return any(vocabulary.may_begin(letters, "dates", key) for key in (*map(str, range(1, 13)), "link"))


def _is_surely_date(before: str, text: str, begins: re.Match[str]) -> bool:
    """Whether the words around show that a date goes on over a line break, and the next line begins nothing else.

    Its rest stands in a sentence, or is a day with the dot of an ordinal, or the line above is inside a sentence.
    """
    if begins.lastgroup == "day_and_year" or _BEHIND_DATE_IN_SENTENCE.match(text, begins.end()):
        return True
    dotted = begins.lastgroup == "day" and dotted_day().match(text) is not None
    return _reads_on(before) or (dotted and len(before.split()) >= _FEWEST_WORDS_READ_ON)


_BEHIND_DATE_IN_SENTENCE = compiled(r"\s{0,2}(?:[a-z\u00df-\u00ff\d,.;:)]|$)")
_LONGEST_DAY, _LONGEST_DATE = 5, 30
# What follows behind the end of a line that breaks off in a date.
_GOES_ON = {"day": ("month",), "range": ("day",), "month": ("year", "day_and_year"), "word": ("month", "year", "day")}


@kept_pattern(re.IGNORECASE)
def _date_ends() -> str:
    """The end of a line behind which a date goes on: a day, a month, or a word that stands before them."""
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    link = vocabulary.expression("dates", "link")
    day = rf"(?<![\d.:/])\d{{1,2}}(?:{ending}|\u00ba|\u00b0|\.)?"
    month = vocabulary.expression("dates", *map(str, range(1, 13)))
    word = vocabulary.expression("dates", "time_preposition", "before_day")
    return (
        rf"(?:(?P<day>{day}(?:\s{link})?)|(?P<range>{day}\s?[-\u2013/])"
        rf"|(?P<month>{month},?(?:\s{link})?)|(?P<word>{word}))$"
    )


@kept_pattern(re.IGNORECASE)
def _date_begins() -> str:
    """The rest of a date at a line's start: a month, a year, or a day with what follows it."""
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    link = vocabulary.expression("dates", "link")
    month = vocabulary.expression("dates", *map(str, range(1, 13)))
    year = r"(?:19|20)\d\d(?![\w/-])"
    day = rf"\d{{1,2}}(?:{ending}|\u00ba|\.)?"
    return (
        rf"(?:(?P<day_and_year>{day},?\s{year})|(?P<day>{day}\s(?:{link}\s)?{month})"
        rf"|(?P<month>(?:{link}\s)?{month})|(?P<year>(?:{link}\s)?{year}))"
    )


def breaks_off(before: str) -> bool:
    """Whether a line is running prose that its sentence goes on behind, however short the line is on its page."""
    words = before.split()
    small = sum(map(begins_small, words))
    long = len(words) >= FEWEST_WORDS_OF_PROSE and len(before) >= SHORTEST_PROSE_LINE
    # A line inside which a sentence ends may hold many names.
    prose = (3 if SENTENCE_BREAK.search(before) else 2) * small > len(words)
    return long and prose and before[-1] not in ";:"


def _wrapped_mark(text: str, before: str, full: bool, blank: bool) -> bool:
    """Whether a dash or number at a line's start only came there by wrapping: inside a sentence, behind a full line."""
    if text[0] == ".":
        # A speck, which OCR read as a bullet's dot.
        return not blank and before[-1:] not in ".;:!?"
    inside = full and not blank and before[-1:] not in ".;:!?,"
    return inside and (text[0].isdigit() or text[0] in "-\u2013\u2014")


@cache
def month_name() -> re.Pattern[str]:
    """The names of months."""
    return vocabulary.pattern("dates", *(str(number) for number in range(1, 13)))
