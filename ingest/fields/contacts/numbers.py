"""Part of the field `targets`: phones and faxes of a block, judged by phonenumbers with the region of the address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span, is_cut
from ingest.fields import misread
from ingest.found import Doubt, Found, read_from
from ingest.kept_patterns import compiled
from ingest.numbering_plans import plans

_MENDED = "OCR misread this number; the valid one that looks most like it was read: compare it with the scan"
_NOTE = compiled(r"\((?=[^()\d]{3,80}\))[^()]{3,80}\)|\([^()]{0,40}[^\W\d_]{4,}[^()]{0,60}\)")
_FEWEST_DIGITS = 5


@cache
def _alternatives() -> re.Pattern[str]:
    """What divides two values of one channel: marks, wide gaps, a capital I for a bar, and words such as "or"."""
    words = "|".join(re.escape(wording.text) for wording in vocabulary.wordings("contacts", "alternative"))
    # Whatever word stands there, a plus begins another number.
    before_plus = r"\s(?:[^\W\d_]{1,8}\s)?(?=\+\d)"
    return compiled(
        rf"[;,/|&\u2022]|[\s(]-?(?:{words})-?\s|\s{{3,}}|\sI\s(?=[+\d(])|(?<=\d){before_plus}", re.IGNORECASE
    )


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
                doubts.append(Doubt("UA608", _MENDED, piece.span))
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

    if is_cut(document.text, piece.span):
        return None
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
