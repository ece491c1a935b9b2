"""Part of the field `targets`: e-mails, phones, faxes, telexes, social accounts, sites and salutations of a block.

Patterns find a labelled stretch, libraries judge it: phonenumbers with the region of the address, email-validator
without DNS.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import standard_names, vocabulary
from ingest.document import Document, Span, plain
from ingest.fields import misread
from ingest.found import Doubt, Found, found_text, read_from
from ingest.kept_patterns import compiled, compiled_once, kept_pattern
from ingest.numbering_plans import plans
from models import SocialNetwork

SOCIAL_KEYS = {
    "twitter": SocialNetwork.TWITTER,
    "facebook": SocialNetwork.FACEBOOK,
    "instagram": SocialNetwork.INSTAGRAM,
    "telegram": SocialNetwork.TELEGRAM,
    "telegram_address": SocialNetwork.TELEGRAM,
    "whatsapp": SocialNetwork.WHATSAPP,
    "youtube": SocialNetwork.YOUTUBE,
    "vk": SocialNetwork.VK,
    "weibo": SocialNetwork.WEIBO,
    "other_social": SocialNetwork.OTHER,
}
CHANNEL_KEYS = ("email", "phone", "fax", "phone_and_fax", "telex", "website", *SOCIAL_KEYS)
LABEL_KEYS = (*CHANNEL_KEYS, "salutation", "copies", "address_label")
_DOMAINS = {
    "twitter.com": SocialNetwork.TWITTER,
    "x.com": SocialNetwork.TWITTER,
    "facebook.com": SocialNetwork.FACEBOOK,
    "fb.com": SocialNetwork.FACEBOOK,
    "instagram.com": SocialNetwork.INSTAGRAM,
    "t.me": SocialNetwork.TELEGRAM,
    "telegram.me": SocialNetwork.TELEGRAM,
    "wa.me": SocialNetwork.WHATSAPP,
    "youtube.com": SocialNetwork.YOUTUBE,
    "vk.com": SocialNetwork.VK,
    "weibo.com": SocialNetwork.WEIBO,
    "tiktok.com": SocialNetwork.OTHER,
    "linkedin.com": SocialNetwork.OTHER,
    "threads.net": SocialNetwork.OTHER,
    "bsky.app": SocialNetwork.OTHER,
}
_NO_HANDLES = frozenset(
    {
        "pages",
        "profile.php",
        "groups",
        "channel",
        "user",
        "in",
        "people",
        "watch",
        "c",
        "intent",
        "share",
        "home",
        "company",
        "public",
    }
)
# Behind these an account's name follows ("linkedin.com/company/NAME").
_FOLDERS = frozenset({"company", "in", "school", "showcase", "user", "c"})
URL = compiled(
    r"(?:https?://|www\.)(?:[^\s<>\"\u201c\u201d\u00ab\u00bb,;|]|[,;|](?!https?://|www\.)){3,500}", re.IGNORECASE
)
_BARE_SITE = compiled(
    r"(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?:/[^\s<>,;|]{0,300})?(?![@\w])", re.IGNORECASE
)
_EMAIL = compiled(r"[^\s<>()\[\],;:|\"\u201c\u201d/\\]{1,80}@[^\s<>()\[\],;|:\"\u201c\u201d/\\]{1,200}")
USUAL_EMAIL = compiled(
    r"[a-z0-9]{1,20}(?:[._-][a-z0-9]{1,20}){0,2}@"
    r"(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20})?\.){1,3}(?:[a-z]{2}|com|edu|gov|info|int|mil|net|org)"
)
"""Addresses that are valid and in their normal form. The library finds the same, but takes longer to load than that."""
_HANDLE = compiled(r"(?<![\w.])@(?P<name>[\w.-]{1,60}\w)")
_PLAIN_HANDLE = compiled(r"(?P<name>[A-Za-z0-9][\w.-]{1,60})")
_NOTE = compiled(r"\((?=[^()\d]{3,80}\))[^()]{3,80}\)|\([^()]{0,40}[^\W\d_]{4,}[^()]{0,60}\)")
_FEWEST_DIGITS = 5
_MENDED = "OCR misread this {0}; it was read as the valid one that looks most like it: compare it with the scan"
_OTHER_DOMAINS = frozenset({"ac", "eu", "su", "uk"})
"""Top-level domains of two letters that are no country's code today."""


@dataclass(frozen=True, slots=True)
class SocialFields:
    """An account on a social network."""

    network: Found[SocialNetwork]
    handle: Found[str] | None
    url: Found[str] | None


@kept_pattern(re.IGNORECASE)
def _spelled_email() -> str:
    at = vocabulary.alternatives("contacts", "spelled_at")
    return rf"[\w.+-]{{1,80}}[ ]?(?:\[{at}\]|\({at}\)|\{{{at}\}})[ ]?[\w.-]{{1,150}}"


@kept_pattern(re.IGNORECASE)
def _spelled_at() -> str:
    return rf"[ ]?[\[({{]{vocabulary.alternatives('contacts', 'spelled_at')}[\])}}][ ]?"


@cache
def _alternatives() -> re.Pattern[str]:
    """What divides two values of one channel: marks, wide gaps, a capital I for a bar, and words such as "or"."""
    words = "|".join(re.escape(wording.text) for wording in vocabulary.wordings("contacts", "alternative"))
    # Whatever word stands there, a plus begins another number.
    before_plus = r"\s(?:[^\W\d_]{1,8}\s)?(?=\+\d)"
    return compiled(
        rf"[;,/|&\u2022]|[\s(]-?(?:{words})-?\s|\s{{3,}}|\sI\s(?=[+\d(])|(?<=\d){before_plus}", re.IGNORECASE
    )


def may_hold_label(text: str, span: Span) -> bool:
    """Whether a mark or value stands in a stretch that a label has behind it: most lines of a block hold none."""
    return _BEHIND_LABEL.search(text, *span) is not None


_BEHIND_LABEL = compiled(r"[:\uff1a=\d@]|https?:|www\.", re.IGNORECASE)


def label_pattern(*, by_ocr: bool = False) -> re.Pattern[str]:
    """Labels of channels, salutation and copies, each with its colon or dot; the group's name gives the key.

    `by_ocr`: also as OCR misreads them ("Emai1:").
    """
    return _label_pattern(by_ocr)


@cache
def _label_pattern(by_ocr: bool) -> re.Pattern[str]:
    name = f"labels{' by OCR' if by_ocr else ''}"
    return compiled_once(name, lambda: _labels_source(by_ocr), re.IGNORECASE)


def _labels_source(by_ocr: bool) -> str:
    found = [(wording.text, key) for key in LABEL_KEYS for wording in vocabulary.wordings("contacts", key)]
    found.sort(key=lambda entry: -len(entry[0]))
    labels = [(text, f"(?P<{key}_{index}>{_label_source(text, by_ocr)})") for index, (text, key) in enumerate(found)]
    # OCR misreads first letters too.
    groups = "|".join(label for _, label in labels) if by_ocr else vocabulary.by_first_letter(labels)
    at_word = r"(?<![\w@/.+-])"
    # Behind a small letter, a figure or a word in capitals: the blank or line break before the label was lost.
    glued = r"(?-i:(?<=[a-z\d])(?=[A-Z]{2}|[A-Z][a-z]{2})|(?<=[A-Z]{3})(?=[A-Z][a-z]{2}))(?=\w{2,12}\.?[ \t]{0,2}:)"
    number_word = rf"(?:[ \t]{{0,3}}(?:{vocabulary.alternatives('writing', 'number_word')}\.?)?)"
    # "Fax(es):", "E-mail (office):", "Email/s:", "Tel 2:"
    note = r"(?:[ ]?\([^()\d\n]{1,50}\)(?=[ \t]{0,3}:)|(?:/e?s|[ ]?\d)(?=[ \t]{0,3}:))?"
    # A label in two languages, one of which nobody knows ("Barua pepe/E-mail:", "Fax / Faksi:").
    second = r"(?:[ ]?/[ ]?(?P<second>[^\W\d_](?:[^\W\d_]|-){1,15}(?:[ ][^\W\d_]{2,12}){0,2})(?=[ \t]{0,3}:))?"
    opens_line = r"(?:(?<![^\n])|(?<=[\n\t ]{2}))"
    first = rf"(?:{opens_line}(?P<first>[^\W\d_](?:[^\W\d_]|-){{1,15}}(?:[ ][^\W\d_]{{2,12}}){{0,2}})/)?"
    dash = r"(?<=\w\w)[ \t]{1,3}[-\u2013\u2014](?=[ \t]{1,3}(?:[+(]{0,2}\d|[\w.+-]{1,60}@))"
    # One figure alone is no number to dial ("Brigada M\u00f3vil No. 2").
    figures = r"\d[\d ()./-]{0,4}\d"
    separator = rf"[ \t]{{0,3}}\.?[ \t]{{0,3}}[:\uff1a=]|[.;](?=[ \t]{{0,3}}(?:[+(@]|{figures}))|{dash}"
    before_value = rf"(?=(?:[ \t]{{1,3}}|\n[ \t]{{0,8}})(?:[+(]{{0,2}}[ ]?{figures}|@|https?:|www\.|[\w.+-]{{1,60}}@))"
    return (
        rf"(?:{at_word}{first}|{glued})(?:{groups}){number_word}{second}{note}"
        rf"(?P<mark>{separator}|{before_value})[ \t]{{0,6}}"
    )


def _label_source(wording: str, by_ocr: bool) -> str:
    return vocabulary.source_of(wording, misread.letters_as_printed(wording) if by_ocr else re.escape)


def social_key_of(wording: str) -> str | None:
    """The key of the social network that a wording names ("Twitter", "X/Twitter"); None for anything else."""
    for key in SOCIAL_KEYS:
        if key != "telegram_address" and vocabulary.fullmatch(wording.strip(), "contacts", key):
            return key
    return None


def label_key(match: re.Match[str]) -> str:
    """The vocabulary key of the label that matched; a phone's and a fax's side by side ("Simu/Faksi") are both."""
    aside = ("mark", "first", "second")
    named = (name for name, text in match.groupdict().items() if text is not None and name not in aside)
    key = next(named).rsplit("_", 1)[0]
    beside = match["first"] or match["second"]
    other = {"phone": "fax", "fax": "phone"}.get(key)
    is_both = beside and other and vocabulary.fullmatch(beside, "contacts", other)
    return "phone_and_fax" if is_both else key


def emails(document: Document, span: Span) -> tuple[list[Found[str]], list[Doubt]]:
    """The valid addresses in a stretch, and a doubt for each that is none."""
    found: list[Found[str]] = []
    doubts: list[Doubt] = []
    mended = _mended_emails(document, span) if document.is_ocr(span) else []
    for value in mended:
        found.append(value)
        doubts.append(Doubt("UA608", _MENDED.format("e-mail address"), value.spans[0]))
    for start, end in _email_places(document.text, span):
        place = Span(start, end)
        if any(place.start < value.spans[0].end and value.spans[0].start < place.end for value in mended):
            continue
        value = read_from(document, email_value, place)
        if value.value:
            found.append(value)
        else:
            doubts.append(Doubt("UA203", "this e-mail address is not valid; correct it", place))
    for match in vocabulary.pattern("contacts", "hidden_email").finditer(document.text, *span):
        doubts.append(
            Doubt("UA203", "a web page hid this e-mail address; take it from the original", Span(*match.span()))
        )
    return found, doubts


REST_OF_DOMAIN = compiled(
    r"(?:(?<=\w\.)\n[ \t]{0,40}|(?<=\w)\n[ \t]{0,40}\.)[a-z]{2,12}(?:\.[a-z]{2,6}){0,2}(?=[ \t]*(?:[,;)]|$|\n))"
)
"""The end of an address's domain on the next line, which a dot joins to what stands before the break."""


def _email_places(text: str, span: Span) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text, *span):
        if match.group().startswith("mailto"):
            continue
        start, end = match.span()
        rest = REST_OF_DOMAIN.match(text, end, span.end)
        if rest is not None:
            end = rest.end()
        while end > start and text[end - 1] in ".'\u2019*_-":
            end -= 1
        while start < end and text[start] in ".'\u2018*":
            start += 1
        yield start, end
    for match in _spelled_email().finditer(text, *span):
        yield match.span()


def _mended_emails(document: Document, span: Span) -> list[Found[str]]:
    """The addresses that are none as OCR printed them, and valid ones as they were meant."""
    places = [Span(*place) for place in _email_places(document.text, span)]
    broken = list(misread.broken_emails(document.text, span))
    places = [place for place in places if not any(one.start < place.end and place.start < one.end for one in broken)]
    mended: list[Found[str]] = []
    for place in sorted([*broken, *places]):
        if is_known_email(email_value(document.quote(place))):
            continue
        value = read_from(document, mended_email_value, place)
        if value.value:
            mended.append(value)
    return mended


def mended_email_value(quote: str) -> str:
    """The address that OCR misread, or "" where mending gives none, or none of a known country."""
    value = email_value(misread.email_as_read(quote))
    return value if is_known_email(value) else ""


def is_known_email(value: str) -> bool:
    """Whether an address ends in a country's or in a longer domain. Two letters are always a country's (ISO 3166)."""
    last = value.rpartition(".")[2]
    return bool(value) and (
        len(last) != 2 or last in _OTHER_DOMAINS or last.upper() in standard_names.territories("en")
    )


def email_value(quote: str) -> str:
    """The address in its normal form (lower-case domain), or "" where its syntax is wrong; no name is looked up."""
    printed = _spelled_at().sub("@", "".join(part.strip() for part in quote.split("\n")))
    if USUAL_EMAIL.fullmatch(printed):
        return printed
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(printed, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


@dataclass(frozen=True, slots=True)
class _NumberPiece:
    span: Span
    digits: str


def numbers(document: Document, span: Span, region: str | None, rule: str) -> tuple[list[Found[str]], list[Doubt]]:
    """The valid phone or fax numbers in a stretch in E.164, and a doubt with the given rule for each that is none.

    `region` is the alpha-2 code of the country where a number without a country code belongs. A short alternative
    ("or 542 1648", "| 6701") takes the first digits of the number before it; an extension belongs to it.
    """
    found: list[Found[str]] = []
    doubts: list[Doubt] = []
    pieces = list(_number_pieces(document, span)) or _unread(document, span)
    previous: _NumberPiece | None = None
    extension: _NumberPiece | None = None
    for piece in pieces:
        if previous is not None and _is_extension(document, span, piece, extension):
            value = _extended(document, previous, piece, region)
            if extension is None and found and found[-1].spans[-1] == previous.span:
                found.pop()
            extension = piece
            if value is not None:
                found.append(value)
            continue
        value, is_mended = _number(document, piece, previous, region), False
        if document.is_ocr(piece.span) and (value is None or misread.is_misread_number(document.quote(piece.span))):
            value = _mended_number(document, piece, region)
            is_mended = value is not None
        if value is not None:
            found.append(value)
            if is_mended:
                doubts.append(Doubt("UA608", _MENDED.format("number"), piece.span))
        else:
            doubts.append(Doubt(rule, _number_message(document, piece, region, rule), piece.span))
        if previous is None or len(piece.digits) >= len(previous.digits) - 2:
            previous, extension = piece, None
    return found, doubts


def _unread(document: Document, span: Span) -> list[_NumberPiece]:
    """A stretch without the shape of a number that still holds the figures of one: nothing is left out unsaid."""
    digits = compiled(r"\D").sub("", document.quote(span))
    return [_NumberPiece(span, digits)] if len(digits) >= _FEWEST_UNREAD else []


_FEWEST_UNREAD = 7
_LONGEST_EXTENSION = 6


def _is_extension(document: Document, span: Span, piece: _NumberPiece, before: _NumberPiece | None) -> bool:
    """Whether figures are an extension of the number before them: behind the word for one, or behind another one."""
    if len(piece.digits) > _LONGEST_EXTENSION:
        return False
    if before is not None:
        return len(piece.digits) == len(before.digits)
    return _is_behind_extension_word(document.text[span.start : piece.span.start])


def _is_behind_extension_word(printed: str) -> bool:
    words = vocabulary.expression("contacts", "extension").removesuffix(r"(?!\w)")
    return compiled(rf"(?<!\w)(?:{words})s?\.?[\s:]{{0,3}}$", re.IGNORECASE).search(printed) is not None


def _extended(document: Document, base: _NumberPiece, extension: _NumberPiece, region: str | None) -> Found[str] | None:
    def reading(quote: str) -> str:
        number, _, short = quote.partition("\n")
        return number_value(f"{number} ext. {short}", region)

    value = read_from(document, reading, base.span, extension.span)
    return value if value.value else None


def _number_message(document: Document, piece: _NumberPiece, region: str | None, rule: str) -> str:
    kind = "fax" if rule == "UA206" else "phone"
    if region is None and not document.quote(piece.span).lstrip("( ").startswith(("+", "00")):
        return f"this {kind} number has no country code and its address no country; write it as +COUNTRY NUMBER"
    return f"this is no valid {kind} number of its country; correct it"


def _number_pieces(document: Document, span: Span) -> Iterator[_NumberPiece]:
    text = document.text
    notes = [
        match.span() for match in _NOTE.finditer(text, *span) if not _extension_words().search(f" {match.group()}")
    ]
    notes = [place for note in notes for place in _around_number(text, note)]
    cuts = [match.span() for match in _alternatives().finditer(text, *span)]
    cuts = [cut for cut in cuts if not _is_behind_area(text, span, cut) and not _parts_words(text, span, cut)]
    aside = _BEHIND_DASH.search(text, *span)
    end = aside.start() if aside and compiled(r"\d").search(text, span.start, aside.start()) else span.end
    breaks = [cut for cut in sorted(notes + cuts) if cut[0] < end]
    start = span.start
    for cut_start, cut_end in [*breaks, (end, end)]:
        if cut_start > start:
            yield from _number_piece(document, Span(start, cut_start))
        start = max(start, cut_end)


# What a dash parts from a number is a note on it ("... - ring 426 8162 first").
_BEHIND_DASH = compiled(r"\s[-\u2013\u2014]{1,2}\s(?=[^\W\d_]{3,})")
# A country's code, an area's, or both, with a mark that shows them to be one.
_AREA_AT_END = compiled(r"(?:^|[^\d\s().+-])\s{0,3}(?:\+\d{1,3}[ (]{1,2}0?|0|\()\d{1,5}\)?$")
_REST_BEHIND_AREA = compiled(r"\d[\d\s.-]{4,}")


def _is_behind_area(text: str, span: Span, cut: tuple[int, int]) -> bool:
    """Whether a slash only parts an area's code from the rest of a number ("0228/95 61 284", "02/646.20.41")."""
    if text[slice(*cut)] != "/" or _REST_BEHIND_AREA.match(text, cut[1], span.end) is None:
        return False
    return _AREA_AT_END.search(text[span.start : cut[0]]) is not None


def _parts_words(text: str, span: Span, cut: tuple[int, int]) -> bool:
    """Whether a stroke parts two words for an extension ("dahili / extension 3117")."""
    if text[slice(*cut)].strip() != "/" or compiled(r"\d\s{0,3}$").search(text, span.start, cut[0]):
        return False
    return any(match.start() < cut[0] < match.start("number") for match in _extension_words().finditer(text, *span))


def is_of_country(printed: str, region: str) -> bool:
    """Whether a number begins with the code of a country, without the plus that belongs before it."""
    digits = compiled(r"\D").sub("", printed.split("/")[0])
    code = str(plans().country_code_for_region(region))
    return digits.startswith(code) and len(digits) >= len(code) + _FEWEST_BEHIND_CODE


_FEWEST_BEHIND_CODE = 7
_FULL_NUMBER = compiled(r"\+\s?\d[\d\s().-]{7,24}\d")


def _around_number(text: str, note: tuple[int, int]) -> list[tuple[int, int]]:
    """A note, without the whole number in it ("if busy try +291 1 124920")."""
    number = _FULL_NUMBER.search(text, *note)
    words = compiled(r"[^\W\d_]+").findall(text[note[0] : number.start()].casefold()) if number else []
    if not {*words} & vocabulary.word_set("other_number", "contacts"):
        return [note]
    return [(note[0], number.start()), (number.end(), note[1])] if number else [note]


def _number_piece(document: Document, span: Span) -> Iterator[_NumberPiece]:
    match = compiled(r"[+(\d\uff0b][^\n]*").search(document.text, *span)
    if match is None:
        return
    piece = document.trimmed(Span(match.start(), span.end), marks=".,:-")
    printed = _without_carrier(_with_extension(document.quote(piece)))
    digits = compiled(r"\D").sub("", compiled(r"(?i)\s*(?:ext|x)").split(printed)[0])
    # One figure is another last one of the number before it: "2316 7684/5".
    alternative = (
        len(digits) == 1 and document.text[piece.start - 1] == "/" and document.text[piece.start - 2].isdigit()
    )
    if len(digits) >= 2 or alternative or _is_behind_extension_word(document.text[span.start : piece.start]):
        yield _NumberPiece(piece, digits)


def _number(
    document: Document, piece: _NumberPiece, previous: _NumberPiece | None, region: str | None
) -> Found[str] | None:
    def reading(quote: str) -> str:
        return number_value(quote, region)

    def completed(quote: str) -> str:
        first, _, short = quote.partition("\n")
        return number_value(_with_prefix(first, short), region)

    whole = read_from(document, reading, piece.span) if len(piece.digits) >= _FEWEST_DIGITS else None
    if whole is not None and not whole.value:
        whole = None
    printed = document.quote(piece.span)
    if previous is None or printed.startswith(("+", "00")):
        return whole
    if whole is not None and (printed.startswith(_OWN_PREFIX) or not _goes_abroad(document, previous)):
        return whole
    # Beside "+385 1 6122 450", "6122 771" is no number of its own, though its country may have such numbers too.
    short = read_from(document, completed, previous.span, piece.span)
    if short.value and (whole is None or short.value != whole.value):
        return short
    return whole


_OWN_PREFIX = ("0", "(", "\uff0b")
"""How a number begins that says its area."""


def _goes_abroad(document: Document, piece: _NumberPiece) -> bool:
    """Whether a number is printed with the code of its country."""
    return document.quote(piece.span).lstrip("( ").startswith(("+", "00", "011", "\uff0b"))


def _mended_number(document: Document, piece: _NumberPiece, region: str | None) -> Found[str] | None:
    """The number that is valid once the letters among its figures are read as figures."""

    def reading(quote: str) -> str:
        return number_value(misread.number_as_read(quote), region)

    value = read_from(document, reading, piece.span)
    return value if value.value else None


def _with_prefix(first: str, short: str) -> str:
    """The first number with its last digits replaced by those of the short one, whose extension stays."""
    extension = compiled(r" ext\. \d+$").search(_with_extension(short))
    if extension is not None:
        return _with_prefix(first, _with_extension(short)[: extension.start()]) + extension.group()
    missing = len(compiled(r"\D").sub("", short))
    kept = first
    while missing and kept:
        missing -= kept[-1].isdigit()
        kept = kept[:-1]
    return kept + compiled(r"\D").sub("", short)


_OLD_BRITISH_PREFIX = "010"
"""What was dialled in Britain for abroad until 1995; elsewhere an area may have it, so that the country must agree."""


def number_value(quote: str, region: str | None) -> str:
    """A printed number in E.164, its extension behind `;ext=`; "" where it is no valid number."""
    phonenumbers = plans()
    printed = _with_extension(" ".join(quote.split()))
    candidates = [(candidate, False) for candidate in _candidates(printed)]
    if printed.startswith(_OLD_BRITISH_PREFIX):
        candidates.append(("+" + printed[len(_OLD_BRITISH_PREFIX) :].lstrip(), True))
    for candidate, dialled in candidates:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and not (
            dialled and phonenumbers.region_code_for_number(number) != region
        ):
            extension = f";ext={number.extension}" if number.extension else ""
            return f"{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}{extension}"
    return ""


@cache
def _extension_words() -> re.Pattern[str]:
    words = vocabulary.expression("contacts", "extension")
    twice = rf"(?:{words})(?:\.?\s?/\s?(?:{words}))?"
    return compiled(rf"[\s,;(-]{{1,4}}{twice}\.?[\s:-]{{0,3}}(?P<number>\d{{1,6}})\)?", re.IGNORECASE)


def _with_extension(printed: str) -> str:
    """A number with its extension's word, in any language, written the way that the library reads."""
    return _extension_words().sub(lambda match: f" ext. {match['number']}", printed)


def _without_carrier(printed: str) -> str:
    """A number without the place that Brazil's national form leaves for a carrier ("0xx 61 3326 2937")."""
    return compiled(r"^(\(?)0\s?(?:[xX]{2}|\*\*)[\s-]{0,2}(?=\d)").sub(r"\1", printed)


def _candidates(printed: str) -> Iterator[str]:
    """The printed number, and the same with a stray zero or a prefix for abroad (00, 011) written the normal way."""
    tidy = _without_carrier(printed.replace("\uff0b", "+"))
    tidy = compiled(r"^\(\+\s?(\d{1,3})\)").sub(r"+\1", compiled(r"^\+\s+").sub("+", tidy))
    # "(00256) 414", "(00 996) 312", "+ (235) 22"
    tidy = compiled(r"^(?:\+\((?:00)?|\(00)\s?(\d{1,3})\)").sub(r"+\1", tidy)
    yield tidy
    yield compiled(r"^(\+\d{1,3})[\s-]*\(0\)").sub(r"\1 ", tidy)
    for prefix in ("00", "011"):
        if tidy.startswith(prefix):
            yield "+" + tidy[len(prefix) :].lstrip()


@kept_pattern()
def _between_telexes() -> str:
    # A telex ends in letters, which may be a word of some language.
    words = vocabulary.alternatives("contacts", "alternative")
    return rf";|,|\s{words}\s(?=[+(]?\d)|\s/\s|(?<=[a-z])\s(?=\d{{5}})"


def telexes(document: Document, span: Span) -> list[Found[str]]:
    """Telex numbers as printed, one for each alternative."""
    found: list[Found[str]] = []
    start = span.start
    for match in [*_between_telexes().finditer(document.text, *span), None]:
        end = match.start() if match else span.end
        place = document.trimmed(Span(start, end), marks=".,;")
        note = compiled(r"\s*\([^()]{6,}\)?$").search(document.quote(place))
        place = Span(place.start, place.start + note.start()) if note else place
        if compiled(r"\d{3}").search(document.quote(place)):
            found.append(found_text(document, place))
        start = match.end() if match else span.end
    return found


@cache
def _bare_profile() -> re.Pattern[str]:
    """A profile on a known network without its scheme ("facebook.com/NAME")."""
    domains = "|".join(re.escape(domain) for domain in _DOMAINS)
    return compiled(rf"(?<![\w@./-])(?:{domains})/[^\s<>\"\u201c\u201d]{{2,200}}", re.IGNORECASE)


def url_spans(text: str, span: Span) -> list[Span]:
    """The URLs in a stretch, without the marks of punctuation that follow them."""
    spans = []
    for match in [*URL.finditer(text, *span), *_bare_profile().finditer(text, *span)]:
        end = match.end()
        while text[end - 1] in ".,;:!?)]'\u2019\u2026*|" and not (text[end - 1] == ")" and "(" in match.group()):
            end -= 1
        spans.append(Span(match.start(), end))
    return spans


def network_of_url(url: str) -> SocialNetwork | None:
    """The network that a URL leads to; None for any other site."""
    host = (
        compiled(r"^(?:https?://)?(?:www\.|m\.|[a-z]{2}(?:-[a-z]{2})?\.)?")
        .sub("", url.strip().casefold())
        .split("/")[0]
    )
    return _DOMAINS.get(host)


def websites(document: Document, span: Span, labelled: bool) -> list[Found[str]]:
    """The sites in a stretch that are no social accounts; without a scheme only where a label announces them."""
    spans = [place for place in url_spans(document.text, span) if network_of_url(document.quote(place)) is None]
    if labelled and not spans:
        spans = [
            document.trimmed(Span(*match.span()), marks=".,;")
            for match in _BARE_SITE.finditer(document.text, *span)
            if "@" not in match.group()
        ]
    return [found_text(document, place) for place in spans]


def accounts(
    document: Document, span: Span, label: Span | None, key: str | None, region: str | None
) -> tuple[list[SocialFields], list[Doubt]]:
    """The social accounts in a stretch (by label and handle, by URL, or both), and doubts about numbers left out."""
    urls = [place for place in url_spans(document.text, span) if network_of_url(document.quote(place)) or key]
    found: list[SocialFields] = []
    if key == "whatsapp" and label is not None:
        return _whatsapp(document, span, label, region)
    handles = list(_handles(document, span, urls, plain_allowed=key is not None))
    network_by_label = SOCIAL_KEYS[key] if key else None
    for handle in handles:
        url = next((place for place in urls if place.start >= handle.start), None)
        if url is not None and (
            any(handle.end < other.start < url.start for other in handles)
            or not _is_of(document, url, network_by_label)
        ):
            url = None
        found.extend(_account(document, network_by_label, label, handle, url))
    for url in urls:
        # Behind the account on one network, that on another ("Twitter: @abc | facebook.com/abc").
        if not handles or not _is_of(document, url, network_by_label):
            found.extend(_account(document, network_by_label, label, None, url))
    return found, []


def _is_of(document: Document, url: Span, network: SocialNetwork | None) -> bool:
    """Whether a URL may lead to an account on a network: it leads to no other known one."""
    return network is None or network_of_url(document.quote(url)) in (None, network)


def _handles(document: Document, span: Span, urls: list[Span], plain_allowed: bool) -> Iterator[Span]:
    def inside_url(place: Span) -> bool:
        return any(url.start <= place.start < url.end for url in urls)

    marked = [Span(*match.span("name")) for match in _HANDLE.finditer(document.text, *span)]
    marked = [place for place in marked if not inside_url(place)]
    if marked or not plain_allowed or urls:
        yield from marked
        return
    for match in _PLAIN_HANDLE.finditer(document.text, *span):
        rest = document.text[match.end() : span.end].strip(" .,;|")
        if not rest or document.text[match.end()] in ",;|/":
            yield Span(*match.span("name"))
        return


def _account(
    document: Document, network: SocialNetwork | None, label: Span | None, handle: Span | None, url: Span | None
) -> Iterator[SocialFields]:
    by_url = network_of_url(document.quote(url)) if url else None
    if network is None and by_url is None:
        return
    if by_url is not None and url is not None:
        network_found = read_from(document, lambda quote: network_of_url(quote) or SocialNetwork.OTHER, url)
    else:
        if label is None or network is None:
            return
        network_found = read_from(document, network_of_label, label)
    handle_found = found_text(document, handle) if handle else _handle_of_url(document, url)
    yield SocialFields(network_found, handle_found, found_text(document, url) if url else None)


def network_of_label(quote: str) -> SocialNetwork:
    """The network that a label such as "Twitter/X:" names."""
    match = label_pattern().match(quote + " @") or label_pattern(by_ocr=True).match(quote + " @")
    return SOCIAL_KEYS.get(label_key(match), SocialNetwork.OTHER) if match else SocialNetwork.OTHER


def _handle_of_url(document: Document, url: Span | None) -> Found[str] | None:
    if url is None:
        return None
    value = handle_in_url(document.quote(url))
    return Found(value, (url,), handle_in_url) if value else None


def handle_in_url(quote: str) -> str:
    """The account's name in a profile URL, or ""."""
    path = compiled(r"^(?:https?://)?[^/]+/?").sub("", quote.strip()).split("?")[0].strip("/")
    folder, _, rest = path.partition("/")
    first = (rest if folder in _FOLDERS else path).split("/")[0].removeprefix("@")
    return (
        first if first and first.casefold() not in _NO_HANDLES and compiled(r"[\w.+-]{1,60}").fullmatch(first) else ""
    )


def _whatsapp(
    document: Document, span: Span, label: Span, region: str | None
) -> tuple[list[SocialFields], list[Doubt]]:
    network = read_from(document, network_of_label, label)
    found, doubts = numbers(document, span, region, "UA215")
    return [SocialFields(network, number, None) for number in found], doubts


def salutation(document: Document, *spans: Span) -> Found[str] | None:
    """The form of address behind its label; in a narrow column it may stand on several lines."""
    before = [_to_stroke(document, span) for span in spans[:-1]]
    place = document.trimmed(spans[-1], marks=",;")
    if compiled(r"[^\W\d_]{4}\.$").search(document.quote(place)):
        # The full stop of the sentence, and not one of an abbreviation ("Sr.").
        place = document.trimmed(place, marks=".")
    return found_text(document, *before, place) if plain(document.quote(*before, place)) else None


def _to_stroke(document: Document, span: Span) -> Span:
    """The beginning of a form of address, with the stroke behind it before the same in another language."""
    stroke = compiled(r",?[ \t]{0,3}/|,(?=\s)").match(document.text, span.end)
    return Span(span.start, stroke.end()) if stroke else span
