"""Notes on the sending of letters, as they stand beside addresses: what postage costs, how long a letter takes."""

import re
from functools import cache

from ingest import vocabulary
from ingest.document import plain
from ingest.fields.address_rules import shows_address
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.fields.offices import opens_official
from ingest.fields.official_words import is_connector, is_role_word
from ingest.fields.writing_languages import says_in_which_language
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of, ends_a_line_in_country
from ingest.shapes import begins_small

_LONGEST_NOTE = 45
"""Words. A longer paragraph with words of sending tells a story about letters."""
_LONGEST_MAIL_NOTE = 32
_LONGEST_LABEL = 8
"""Words before the colon of a note ("Airmail postage to Ghana from Europe:")."""
_SMALL_WORDS = 0.4
"""The share of words that begin small in a sentence at least: German writes its nouns with capitals."""
_FEWEST_WORDS = 4
"""Words behind "Note", and of a sentence without a price."""
_IN_BRACKETS = compiled(r"\([^()]+\)\.?|\[[^\[\]]+\]\.?")
_WAY = compiled(r"[^\s@]@[^\s@]|https?:|www\.|[+\d(][\d ()/.-]{6,}\d")
_COLON = compiled(r"\s?[:\uff1a]\s")


@kept_pattern(re.IGNORECASE)
def _price() -> str:
    return _price_source()


def _price_source() -> str:
    """A sign of a currency before a figure, or a sign, a name or an abbreviation of one behind it."""
    currency = vocabulary.alternatives("phrases", "currency")
    return rf"[$\u20ac\u00a3\u00a5]\s?\d|(?<!\w)\d+(?:[.,]\d\d)?\s?(?:[\u20ac\u00a3]|{currency})(?!\w)"


def states_price(text: str) -> bool:
    """Whether a text says what something costs."""
    return _price().search(text) is not None


def speaks_of_sending(text: str) -> bool:
    """Whether a paragraph is a short note on how to write, or what it costs: to its reader, or in brackets."""
    if len(text.split()) > _LONGEST_NOTE or vocabulary.pattern("phrases", "writing").search(text) is None:
        return False
    return (
        states_price(text)
        or _IN_BRACKETS.fullmatch(text) is not None
        or vocabulary.pattern("phrases", "to_readers").search(text) is not None
        or says_in_which_language(text)
    )


def is_mail_note(text: str) -> bool:
    """Whether a short paragraph is a note on the sending of letters: no person is told of, and no year."""
    words = text.split()
    if len(words) > _LONGEST_MAIL_NOTE or compiled(r"(?:19|20)\d\d(?!\d)").search(text):
        return False
    if any(word.strip(".,;:()\"'").casefold() in _told_persons() for word in words):
        return False
    return vocabulary.pattern("phrases", "mail_note").search(text) is not None


@cache
def _told_persons() -> frozenset[str]:
    """Words that stand for a person of whom something is told, or say whose something is."""
    keys = ("pronoun_female", "pronoun_male", "possessive")
    told = frozenset().union(*(vocabulary.word_set(key, "people") for key in keys))
    return told - vocabulary.word_set("to_readers", "phrases")


def is_sending_note(printed: str) -> bool:
    """Whether a line or paragraph among targets is a note on sending, and names nobody and no way to reach anybody.

    It opens with the word for postage, or for a note, and a colon; it says a price; or it is a sentence about mail or
    about the language to write in.
    """
    text = printed.strip(" ()[]*_-\u2013\u2022\t")
    if not _is_note(plain(text)):
        return False
    # Behind an address the note is not all of the line.
    start = next((match.start() for match in _BEFORE_NOTE.finditer(text) if _is_note(plain(text[match.end() :]))), None)
    return start is None or _is_note(plain(text[:start]))


def _is_note(text: str) -> bool:
    words = text.split()
    if not words or len(words) > _LONGEST_NOTE or _WAY.search(text) is not None:
        return False
    if says_in_which_language(text):
        return True
    if not any(vocabulary.may_occur(text, "phrases", key) for key in _TELLING_OF_NOTES):
        return False
    if vocabulary.pattern("contacts", "copy_word").search(text) or ends_a_line_in_country(text.rstrip(" .")):
        return False
    return _opens_with_label(text) or _tells_of_mail(text)


def start_of_note(line: str) -> int | None:
    """Where a note on sending begins that stands behind an address: in brackets, or behind a stop or a gap."""
    priced = _price_alone().search(line) if _GAP in line.strip() else None
    if priced is not None:
        return priced.start()
    if not any(vocabulary.may_occur(line, "phrases", key) for key in ("postage", "mail_note")):
        return None
    cuts = (match.start() for match in _BEFORE_NOTE.finditer(line) if is_sending_note(line[match.end() :]))
    return next(cuts, None)


@kept_pattern(re.IGNORECASE)
def _price_alone() -> str:
    """A price far right, with what it is for at most ("(60c)", "$1.10 / 20 g")."""
    return rf"(?<=\S)[ ]{{3,120}}(?=\S)[(\[]?(?:{_price_source()})(?:[ ]?/?[ ]?\d{{1,3}}[ ]?g)?[)\]]?[ \t]{{0,8}}$"


_GAP = " " * 3
_BEFORE_NOTE = compiled(r"(?<=\S)(?:[ ]{1,20}(?=[(\[])|[.;|][ ]{1,4}|[ ]{2,120}|[ ]?\t[ ]?|[ ][-\u2013\u2014][ ])")


def goes_on_in_note(line: str, following: str) -> bool:
    """Whether a note whose line breaks off goes on in the following one, which begins small or behind a small word."""
    words, rest = line.split(), following.split()
    if not words or not rest or opens_official(following.strip()) or label_pattern().match(following.strip()):
        return False
    broken = compiled(r"[.!?:)]$").search(words[-1]) is None
    return broken and (rest[0][0].islower() or is_connector(words[-1]))


_TELLING_OF_NOTES = ("postage", "note_label", "mail_note")


def _opens_with_label(text: str) -> bool:
    """Whether a text opens with the word for postage or for a note, and no address or official stands behind it."""
    noted = vocabulary.match(text, "phrases", "note_label")
    colon = _COLON.search(f"{text} ")
    label, rest = (text[: colon.start()], text[colon.end() :].strip()) if colon is not None else ("", "")
    if label and len(label.split()) <= _LONGEST_LABEL and vocabulary.search(label, "phrases", "postage"):
        return not _names_somebody(rest) and (states_price(rest) or not shows_address(rest))
    if noted is None:
        return False
    rest = text[noted.end() :].strip(" :.!\u2013-")
    return len(rest.split()) >= _FEWEST_WORDS and _is_running(rest) and not _names_somebody(rest)


def _tells_of_mail(text: str) -> bool:
    """Whether a text says what a letter costs, or is a sentence about mail that speaks of no official."""
    postage = vocabulary.search(text, "phrases", "postage") is not None
    if _names_somebody(text):
        return False
    if postage and states_price(text):
        return True
    fewest = _FEWEST_WORDS - 1 if postage else _FEWEST_WORDS
    if len(text.split()) < fewest or not _is_running(text) or not (postage or is_mail_note(text)):
        return False
    if _CODE.search(text) is not None:
        # "ON K1A 0A6 (no stamp needed)"
        return False
    return not any(word[0].isupper() and is_role_word(word.strip(".,;")) for word in text.split())


_CODE = compiled(r"(?<!\w)(?=\w*[A-Z])(?=\w*\d)[A-Z\d]{2,5}(?!\w)")


def _is_running(text: str) -> bool:
    """Whether many words of a text begin small, as in a sentence."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(map(begins_small, words)) >= _SMALL_WORDS * len(words)


def _names_somebody(text: str) -> bool:
    """Whether a text opens with an official, or a country ends it behind an address."""
    return (
        opens_official(text)
        or vocabulary.search(text, "addresses", "post_box") is not None
        or bool("," in text and country_of(text.rsplit(",", 1)[-1].strip(" .")))
    )


def is_aside(printed: str) -> bool:
    """Whether what stands beside an address is a remark: in small letters, in brackets, a sentence, or on sending."""
    text = plain(printed)
    if _WAY.search(text) is not None or _names_somebody(text.strip(" ()[]")):
        return False
    words = text.strip("()[] ").split()
    if not words or _IN_BRACKETS.fullmatch(text) is not None or is_sending_note(text):
        return True
    if vocabulary.match(text, "phrases", "note_label") is not None:
        return True
    if text[0].islower():
        return len(words) > 1 and not is_connector(words[0])
    return len(words) >= _FEWEST_WORDS and _is_running(text) and country_of(words[-1].strip(".")) is None


def without_aside(line: str) -> int | None:
    """Where a remark in small letters begins behind a tab or a wide gap ("PO Box 12      closed in May")."""
    gap = compiled(r"(?<=\S)(?:[ ]{3,80}|[ ]{0,8}\t\s{0,40})(?=[^\W\d_])").search(line)
    if gap is None:
        return None
    before, behind = line[: gap.start()].split(), line[gap.end() :].split()
    small = all(begins_small(word) or not word[0].isalpha() for word in behind)
    if not small or len(behind) < _FEWEST_OF_ASIDE or compiled(r"[\d@:]").search(line[gap.end() :]):
        return None
    return None if is_connector(behind[0]) or is_connector(before[-1]) else gap.start()


_FEWEST_OF_ASIDE = 2
