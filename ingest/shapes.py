"""Shapes of lines: what a line looks like when no heading says what it is."""

import re
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, number_in
from ingest.dates import find_dates
from ingest.document import Span, plain
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of

_LONGEST_BLOCK_LINE = 140
_LONGEST_WITH_VERB = 90
"""Characters. A longer line of words, some of them in small letters, is a sentence's."""
_SENTENCE = compiled(r"(?:[^\W\d_][\w\u2019'-]*[ ,]+){7,}")
_ENDS_SENTENCE = compiled(r"[\da-z\u00df-\u00ff\u0621-\u06d3)\"\u201d\u2019]{2}[.!?\u061f][\"\u201d\u2019)]?$")


TELEGRAPH_STOP = r"(?<=[A-Z\d)\"'\u201d][ \n])STOP(?!\S)"
"""The word that ends a sentence in a telegram, which has no full stops; in all languages."""


def banner_source() -> str:
    """The regular expression of the banner's wordings; their letters may be spaced out."""
    return spaced_source("banner")


def spaced_source(key: str) -> str:
    """The regular expression of a key's wordings in the vocabulary of headers; their letters may be spaced out."""
    return vocabulary.made(f"spaced {key}", lambda: "|".join(map(_spaced, _longest_first(key))))


def _longest_first(key: str) -> list[str]:
    return sorted((wording.text for wording in vocabulary.wordings("header", key)), key=lambda text: -len(text))


def _spaced(wording: str) -> str:
    words = wording.removeprefix("=").split()
    source = _BETWEEN_WORDS.join(_BETWEEN_LETTERS.join(map(_letter, word)) for word in words)
    return rf"(?-i:{source})" if wording.startswith("=") else source


def _letter(char: str) -> str:
    return vocabulary.caseless_source(char) if vocabulary.is_caseless(char) else re.escape(char)


# Blanks between letters that are spaced out, and between their words.
_BETWEEN_LETTERS = r"\s{0,3}"
_BETWEEN_WORDS = r"\s{0,8}"


@kept_pattern(re.IGNORECASE)
def _banner() -> str:
    kinds = vocabulary.expression("header", "final", "stop", "update_alone", "banner_kind")
    beside = rf"\W{{1,4}}(?:{banner_source()}|{kinds})"
    return rf"\W{{0,6}}(?:{banner_source()})(?:{beside})?\W{{0,6}}"


@kept_pattern(re.IGNORECASE)
def _salutation() -> str:
    opening = vocabulary.expression("letter", "salutation")
    return (
        rf"[ \t]{{0,12}}(?P<salutation>{opening}\.?(?:[ \t][^,:;!?\u060c\u061b\u061f\n\[\]]{{0,110}})?"
        r"(?P<mark>[,:;!\u060c\u061b]?))"
    )


def _valediction_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """The valediction, or two with a stroke between them, that is a line of its own at `start`."""
    line = text[start:end]
    if "/" in line and vocabulary.may_occur(line, "letter", "valediction"):
        return _valedictions().match(text, start, end)
    return _valediction(vocabulary.opening_at(line, 0, "letter", "valediction")).match(text, start, end)


@kept_pattern(re.IGNORECASE | re.MULTILINE)
def _valediction(opening: str) -> str:
    return _line_of_valediction(vocabulary.expression("letter", "valediction", opening=opening))


@kept_pattern(re.IGNORECASE | re.MULTILINE)
def _valedictions() -> str:
    closing = vocabulary.expression("letter", "valediction")
    # Beside it may stand one in a language that no vocabulary has.
    other = r"[^\W\d_][^\n/.:;@\d]{1,30}"
    return _line_of_valediction(
        rf"(?:{closing}(?:,?[ \t]{{0,3}}/[ \t]{{0,3}}(?:{closing}|{other}))?|{other}/[ \t]{{0,3}}{closing})"
    )


def _line_of_valediction(closing: str) -> str:
    return rf"[ \t]{{0,40}}(?P<valediction>{closing}[,.!\u060c]?)[ \t]{{0,12}}$"


@kept_pattern(re.IGNORECASE)
def _number_line() -> str:
    labels = vocabulary.expression("header", "number_label", "extra_label", "index_label", "date_label", "distribution")
    return (
        rf"\W{{0,4}}(?:\w{{2,12}}[ \t]{{1,80}}){{0,2}}{labels}[ \t]{{0,3}}(?:[:|]|\d|$)"
        rf"|[^\n]{{0,120}}\b[A-Z]{{3}}[ ]?\d{{2}}/\d{{2,4}}/\d{{2,4}}\b"
    )


def is_banner(text: str) -> bool:
    """Whether a line is the series' banner and nothing else; its letters may be spaced out."""
    return bool(_banner().fullmatch(text.strip()))


def headline_behind_banner(text: str) -> int | None:
    """Where the headline begins in a line that opens with banner or label and a colon or dash; None in any other."""
    match = _banner_and_mark().match(text)
    if match is None:
        return None
    headline = _BRACKET_AT_END.sub("", text[match.end() :])
    if number_in(text[: match.end()] + headline):
        return None
    if match.group().rstrip().endswith("|") and country_of(plain(headline.partition("|")[0])) is None:
        # Bars part the entries of a menu too; behind the banner's stand country and headline.
        return None
    said = is_number_line(headline) or is_office_line(headline) or country_of(plain(headline)) is not None
    if len(headline.split()) < _FEWEST_HEADLINE_WORDS or said:
        return None
    return match.end() if _issue_of_periodical().search(headline) is None else None


@kept_pattern(re.IGNORECASE)
def _issue_of_periodical() -> str:
    """What counts the issues of what a sender mails out ("WEEKLY DIGEST No. 23")."""
    return rf"(?<!\w){vocabulary.alternatives('writing', 'number_word')}\.?\s{{0,2}}\d{{1,4}}\s{{0,8}}$"


_BRACKET_AT_END = compiled(r"\s{0,3}\([^()\n]{1,60}\)\s{0,3}$")
"""It may hold the number ("Urgent Action: Teacher Held (Chad: UA 3.21)")."""


def is_banner_with_country(text: str) -> bool:
    """Whether a line is the banner and a country behind a colon or dash ("URGENT ACTION - CHAD")."""
    match = _banner_and_mark().match(text)
    return match is not None and country_of(plain(text[match.end() :])) is not None


@kept_pattern(re.IGNORECASE)
def _banner_and_mark() -> str:
    mark = r"[ \t]{0,3}[:|\u2013\u2014-][ \t]{0,8}(?=[^\W_]|[\"\u201c\u00ab\u00bf\u00a1])"
    label = vocabulary.expression("header", "title_label")
    return rf"\W{{0,6}}(?:{banner_source()}|{label}){mark}"


_FEWEST_HEADLINE_WORDS = 2


def is_number_line(text: str) -> bool:
    """Whether a line gives the document's number, index or date."""
    if len(text) > 200:
        return False
    number = number_in(text)
    alone = number is not None and _words_besides(text[: number.start()] + " " + text[number.end() :]) <= _MOST_BESIDES
    return (
        (alone and not _is_headline_before_bracket(text))
        or _gives_number_beside_banner(text)
        or bool(_number_line().match(text.strip()))
        or _is_date(_behind_banner(text))
    )


def _is_headline_before_bracket(text: str) -> bool:
    """Whether words without figures stand before a bracket that ends the line and holds country and number
    ("TEACHER HELD (CHAD: UA 3.21)").
    """
    bracket = _BRACKET_AT_END.search(text)
    before = _behind_banner(text[: bracket.start()]) if bracket else ""
    opened = bracket.group().strip(" ()").partition(":")[0] if bracket else ""
    words = before.split()
    named = len(words) >= _FEWEST_HEADLINE_WORDS and not any(map(str.isdigit, before))
    return named and country_of(before.strip()) is None and country_of(opened) is not None


def _gives_number_beside_banner(text: str) -> bool:
    """Whether a number opens a column of its own beside the banner ("URGENT ACTION OF THE WEEK      UA 3/91  CHAD")."""
    banner, *cells = compiled(r"[ \t]{4,}").split(text.strip())
    return _banner().match(banner) is not None and any(map(_opens_with_number, cells))


def _opens_with_number(text: str) -> bool:
    number = number_in(text)
    return number is not None and number.start() == 0 and _words_besides(text[number.end() :]) <= _MOST_BESIDES


_MOST_BESIDES = 4


def _words_besides(text: str) -> int:
    """How many words a header line holds besides its number, the banner, dates and index numbers."""
    rest = INDEX_NUMBER.sub(" ", _behind_banner(text))
    for found in reversed(find_dates(rest, Span(0, len(rest)))):
        if found.full:
            rest = rest[: found.span.start] + " " + rest[found.span.end :]
    return len(compiled(r"\w+").findall(rest))


def _behind_banner(text: str) -> str:
    banner = _banner().match(text.strip())
    return text.strip()[banner.end() :] if banner else text


_LONGEST_DATE = 80


def _is_date(text: str) -> bool:
    """Whether a line holds a date and nothing else."""
    value = text.strip()
    if len(value) > _LONGEST_DATE:
        return False
    dates = find_dates(value, Span(0, len(value)))
    return bool(dates) and dates[0].full and dates[0].span.end - dates[0].span.start >= len(value) - 2


def is_shouted(text: str) -> bool:
    """Whether a line is printed in capitals, as headlines are."""
    letters = list(filter(str.isalpha, plain(text)))
    return bool(letters) and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def telegraphed(text: str) -> bool:
    """Whether a text in capitals has a telegram's stops for full stops: what is in capitals is no headline then.

    One in the middle may be a verb ("ARMY MUST STOP SHELLING").
    """
    stops = [stop.end() for stop in compiled(TELEGRAPH_STOP).finditer(text)] if "STOP" in text else []
    if not stops or not is_shouted(text):
        return False
    return len(stops) >= _FEWEST_STOPS or (
        stops[-1] == len(text.rstrip()) and len(text.split()) >= _FEWEST_WORDS_OF_PROSE
    )


def reads_as_prose(text: str) -> bool:
    """Whether a paragraph is made of sentences: many words, and the end of one among them."""
    value = plain(text)
    if len(value.split()) < _FEWEST_WORDS_OF_PROSE:
        return False
    return _SENTENCE_ENDS.search(value) is not None or telegraphed(value)


# "No. 4" is none.
_SENTENCE_ENDS = compiled(r"[^\W\d_]{2}[.!?\u061f](?:[\s\"\u201d\u2019)](?!\d)|$)")
_FEWEST_WORDS_OF_PROSE = 18
_FEWEST_STOPS = 2


def is_office_line(text: str) -> bool:
    """Whether a line at a document's head belongs to the sender's letterhead: an address, e-mail or site."""
    if _mostly_small(text) and not compiled(r"\S@\S").search(text):
        return False
    words = vocabulary.search(text, "addresses", "street", "post_box")
    address = words and compiled(r"\d").search(text) and number_in(text) is None
    return bool(address) or bool(
        compiled(r"\S@\S|\b(?:www\.|https?:)|\b[A-Z]{2},? \d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b").search(text)
    )


# An address of more words has some of a sentence's.
_LONGEST_ADDRESS = 9


def _mostly_small(text: str) -> bool:
    """Whether a line of many words is a part of a sentence: most of them begin small."""
    words = text.split()
    return len(words) > _LONGEST_ADDRESS and 2 * sum(map(begins_small, words)) > len(words)


_TRAIL = compiled(r"[^\n>\u203a\u00bb]{1,40}(?:\s[>\u203a\u00bb]\s[^\n>\u203a\u00bb]{1,60}){2,}")


def is_senders_line(text: str) -> bool:
    """Whether a line at a document's head only names the sender or the way to the page on the sender's site."""
    value = plain(text)
    if _TRAIL.fullmatch(value):
        return True
    sender = vocabulary.match(value, "header", "sender")
    if sender is None or len(value) >= _LONGEST_SENDERS_LINE or value[-1:] in ".!?":
        return False
    return not is_shouted(value) or _names_office_only(value[sender.end() :])


@cache
def _office_name() -> re.Pattern[str]:
    offices = vocabulary.expression("header", "network", "section")
    return compiled(rf"(?:{banner_source()}|{offices})(?:\s[^\W\d_]{{1,15}})?", re.IGNORECASE)


def _names_office_only(text: str) -> bool:
    """Whether words behind the sender's name only say which of its offices it is ("AUSTRALIA - URGENT ACTION TEAM")."""
    parts = [part.strip() for part in compiled(r"[,:;|/()\u2013\u2014-]").split(text)]
    return all(not part or country_of(part) is not None or _is_office_of(part) for part in parts)


def _is_office_of(text: str) -> bool:
    """Whether words name one of the sender's offices, perhaps behind its country ("BELGIQUE FRANCOPHONE")."""
    words = text.split()
    starts = [0, *(place for place in range(1, len(words)) if country_of(" ".join(words[:place])) is not None)]
    return any(_office_name().fullmatch(" ".join(words[start:])) for start in starts)


_LONGEST_SENDERS_LINE = 90


def is_mail_line(text: str) -> bool:
    """Whether a line is one of a mail's own head ("Subject: ..."), as it stands in a text copied from one."""
    return _mail_label().match(text) is not None


@cache
def _mail_label() -> re.Pattern[str]:
    label = vocabulary.expression("header", "mail_label")
    return compiled(rf"[ \t>*]{{0,6}}{label}[ \t*]{{0,3}}:", re.IGNORECASE)


def is_headline(text: str) -> bool:
    """Whether a line can be a headline: short, or in capitals, and no sentence."""
    value = plain(text)
    if is_shouted(text):
        return len(value) < 240
    return len(value) < 110 and not value.endswith(".")


def salutation_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch of a salutation that opens a letter at `start`, or None. Its comma or colon belongs to it.

    A line without a comma counts only if nothing but the salutation stands in it and a long line follows.
    """
    match = _salutation().match(text, start, end)
    if match is None:
        return None
    if vocabulary.match(text, "letter", "readers_greeting", start=match.start("salutation"), end=match.end()):
        return None
    line_end = text.find("\n", match.end(), end)
    line_end = end if line_end < 0 else line_end
    rest = text[match.end() : line_end].strip()
    if not match["mark"] and (rest or not _prose_follows(text, line_end, end)):
        return None
    titled = bool(rest) and match["mark"] == "," and _is_titled_line(rest)
    if titled and (_ends_in_place(rest) or not _prose_follows(text, line_end, end)):
        return None
    return match.span("salutation")


_LONGEST_OFFICE = 160


def _is_titled_line(rest: str) -> bool:
    """Whether an office stands behind the comma ("Monsieur Ali Koto, le Ministre de la Justice"), and no text.

    One with a comma of its own goes on with the salutation ("Excellency, Mr President,").
    """
    if len(rest) > _LONGEST_OFFICE or rest.endswith((",", ":", "!")):
        return False
    article = vocabulary.match(rest, "contacts", "lead_article")
    office = rest[article.end() :].lstrip() if article else rest
    return vocabulary.match(office, "officials", "role", "office_title") is not None


def _ends_in_place(rest: str) -> bool:
    """Whether what stands behind a name is a line of a target: several parts, the last of them a country."""
    parts = compiled(r"[,;]").split(rest)
    return len(parts) >= _FEWEST_OF_TARGET and country_of(parts[-1].strip(" .")) is not None


_FEWEST_OF_TARGET = 3


def _prose_follows(text: str, position: int, end: int) -> bool:
    following = text[position : min(end, position + 400)].strip().split("\n", 1)[0]
    words = following.split()
    small = sum(word[0].islower() for word in words)
    # Of a German sentence the nouns are capitals too.
    enough = 2 * small > len(words) or (following.endswith((".", ":")) and 5 * small >= 2 * len(words))
    return len(following) > 50 and enough


def valediction_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch that closes a letter from the line `start:end` on, or None: a formula may run on to a second line."""
    match = _valediction_in(text, start, end)
    if match is not None and match.end() >= end and match.group().rstrip()[-1:] in ",.!":
        return match.span("valediction")
    below = _last_line_of_sentence(text, end)
    if below is not None:
        joined = text[start:below].replace("\n", " ")
        whole = _valediction_in(joined, 0, len(joined))
        if whole is not None:
            return start + whole.start("valediction"), start + whole.end("valediction")
    return match.span("valediction") if match else None


def _last_line_of_sentence(text: str, end: int) -> int | None:
    """Where the line below ends, if the line that ends at `end` runs on to it and the paragraph ends there."""
    if text[end : end + 1] != "\n" or not text[end + 1 : end + 40].lstrip(" \t")[:1].islower():
        return None
    line_end = text.find("\n", end + 1)
    line_end = len(text) if line_end < 0 else line_end
    following = text[line_end + 1 : line_end + 40].split("\n", 1)[0].strip()
    return line_end if not following and text[end + 1 : line_end].rstrip()[-1:] in ",." else None


# A line that names the last day says little more than that.
_LONGEST_DEADLINE_LINE = 30


@cache
def _last_day() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('dates', 'deadline_phrase')}[ \t]{{0,3}}:?[ \t]{{0,3}}", re.IGNORECASE)


def names_last_day(text: str) -> bool:
    """Whether a line names the day until which to act: few words, a phrase for it, and right behind that a date."""
    if len(text.split()) > _LONGEST_DEADLINE_LINE or "@" in text:
        return False
    for phrase in _last_day().finditer(text):
        dates = find_dates(text, Span(phrase.end(), min(len(text), phrase.end() + 40)))
        if dates and dates[0].span.start == phrase.end() and dates[0].day is not None:
            return True
    return False


def begins_small(word: str) -> bool:
    """Whether a word does not begin with a capital: with a small letter, or with one of a script without capitals."""
    return word[0].islower() or vocabulary.is_caseless(word[0])


def is_sentence(text: str) -> bool:
    """Whether a text of several lines is a sentence: many words, half of them or more small, and a full stop."""
    value = plain(text)
    words = [word for word in value.split() if word[0].isalpha()]
    small = sum(begins_small(word) for word in words)
    return len(words) >= 10 and 2 * small >= len(words) and _ENDS_SENTENCE.search(value) is not None


_FEWEST_PARTS = 4
CHANNEL = compiled(r"[^\s@]@[^\s@]|:\s{0,3}\+?[\d(][\d\s().-]{5,}")
"""An e-mail address, or a number behind a colon."""
_CHANNEL_VALUE = compiled(r"[^\s@]@[^\s@]|\+\d[\d ().-]{6,}")


def is_target_line(text: str) -> bool:
    """Whether a line holds somebody's whole address up to the country and a way to reach him, and few small words."""
    parts = [part.strip(" .") for part in compiled(r"[,;]").split(text)]
    words = text.split()
    if len(parts) < _FEWEST_PARTS or 3 * sum(word[0].islower() for word in words) >= len(words):
        return False
    reached = _CHANNEL_VALUE.search(text) or (":" in text and _channel_label().search(text))
    return bool(reached) and any(map(country_of, parts[1:]))


@cache
def _channel_label() -> re.Pattern[str]:
    return vocabulary.pattern("contacts", "email", "phone", "fax", "whatsapp", "telex", "facebook", "salutation")


def reads_as_block_line(text: str) -> bool:
    """Whether a line can stand in a target block: no running sentence."""
    value = plain(text)
    if not value:
        return True
    cells = compiled(r"(?<=\S)[ \t]{4,}(?=\S)").split(text.strip())
    if len(cells) > 1:
        return all(map(reads_as_block_line, cells))
    if vocabulary.match(value, "phrases", "instruction") or _asks(value):
        return False
    if is_target_line(value):
        return True
    if len(value) > _LONGEST_BLOCK_LINE and not compiled(r"@|https?:|\d{4}").search(value):
        return False
    if _SENTENCE.search(value) is None:
        return True
    return _ENDS_SENTENCE.search(value) is None and (len(value) <= _LONGEST_WITH_VERB or _is_title_cased(value))


def _is_title_cased(text: str) -> bool:
    """Whether no word begins small but those that join others, as in an institution's long name, and none ends it."""
    words = text.split()
    joints = vocabulary.word_set("connector", "officials")
    if text.isupper() or words[-1] in joints:
        return False
    return all(word in joints for word in words if begins_small(word))


def _asks(text: str) -> bool:
    """Whether a line that lost its bullet says what to ask for ("Urging them to decriminalize abortion.")."""
    verb = vocabulary.match(text, "phrases", "appeal_verb") if text[-1] in ";." else None
    words = text[verb.end() :].split() if verb is not None else []
    return len(words) >= _FEWEST_WORDS_OF_REQUEST and words[0][0].islower()


_FEWEST_WORDS_OF_REQUEST = 3


QUOTED = compiled(r"[\"\u201c\u00ab\u201e][^\"\u201c\u201d\u00ab\u00bb\u201e]{1,400}[\"\u201d\u00bb\u201c]")
"""Words in quotation marks."""
_QUOTATION = compiled(r"[\"\u201c\u00ab\u201e][^\"\u201c\u201d\u00ab\u00bb\u201e]{10,300}[\"\u201d\u00bb\u201c]")
_SPEAKER = compiled(r"[-\u2013\u2014 ]{0,4}[^\W\d_][^\n]{2,80}[^\s.!?:;,]")
_LONGEST_SPEAKER = 10
"""Words."""


def is_quotation(text: str) -> bool:
    """Whether a paragraph is one quotation, from its opening mark to its closing one."""
    return _QUOTATION.fullmatch(text.strip()) is not None


def is_speaker(text: str) -> bool:
    """Whether a line can name the person who is quoted above it ("Ana Ruiz, defence lawyer")."""
    return _SPEAKER.fullmatch(text.strip()) is not None and len(text.split()) <= _LONGEST_SPEAKER
