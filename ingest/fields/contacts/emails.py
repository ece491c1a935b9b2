"""Part of the field `targets`: the e-mail addresses of a block, judged by email-validator without DNS."""

import re
from collections.abc import Iterator

from ingest import standard_names, vocabulary
from ingest.document import Document, Span, is_cut
from ingest.fields import misread
from ingest.found import Doubt, Found, read_from
from ingest.kept_patterns import compiled, kept_pattern

_MENDED = "OCR misread this e-mail address; the valid one that looks most like it was read: compare it with the scan"
_EMAIL = compiled(r"[^\s<>()\[\],;:|\"\u201c\u201d/\\]{1,80}@[^\s<>()\[\],;|:\"\u201c\u201d/\\]{1,200}")
USUAL_EMAIL = compiled(
    r"[a-z0-9]{1,20}(?:[._-][a-z0-9]{1,20}){0,2}@"
    r"(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20})?\.){1,3}(?:[a-z]{2}|com|edu|gov|info|int|mil|net|org)"
)
"""Addresses that are valid and in their normal form. The library finds the same, but takes longer to load than that."""
_OTHER_DOMAINS = frozenset({"ac", "eu", "su", "uk"})
"""Top-level domains of two letters that are no country's code today."""


@kept_pattern(re.IGNORECASE)
def _spelled_email() -> str:
    at = vocabulary.alternatives("contacts", "spelled_at")
    return rf"[\w.+-]{{1,80}}[ ]?(?:\[{at}\]|\({at}\)|\{{{at}\}})[ ]?[\w.-]{{1,150}}"


@kept_pattern(re.IGNORECASE)
def _spelled_at() -> str:
    return rf"[ ]?[\[({{]{vocabulary.alternatives('contacts', 'spelled_at')}[\])}}][ ]?"


def email_addresses(document: Document, span: Span) -> tuple[list[Found[str]], list[Doubt]]:
    """The valid addresses in a stretch, and a doubt for each that is none."""
    found: list[Found[str]] = []
    doubts: list[Doubt] = []
    mended = _mended_emails(document, span) if document.is_ocr(span) else []
    for value in mended:
        found.append(value)
        doubts.append(Doubt("UA608", _MENDED, value.spans[0]))
    for start, end in _email_places(document.text, span):
        place = Span(start, end)
        if any(place.start < value.spans[0].end and value.spans[0].start < place.end for value in mended):
            continue
        value = read_from(document, email_value, place)
        if value.value and not is_cut(document.text, place):
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
