"""Characters that OCR takes for one another, and values as they read without such a mistake.

Used on pages that were read by OCR only, and only where the printed characters give no valid value and the mended ones
do. The evidence stays the printed characters: each function here gives the value from them again.
"""

import re
from collections.abc import Callable, Iterator

from ingest.document import Span
from ingest.kept_patterns import compiled, kept_pattern
from ingest.vocabulary import alternatives, without_marks

_AS_DIGIT = str.maketrans("OoQDlI|!iZzSsB", "00001111122558")
_LETTER_AT_FIGURE = compiled(r"\d[^\W\d_]|[^\W\d_]\d|\d\s?[|!]|[|!]\s?\d")
_FIGURES_SHARE = 0.6
"""At least this part of a number's characters is printed as figures: else it may be a word."""
_EMAIL_PART = r"[\w.+-]{1,64}"
_BROKEN_EMAIL = compiled(rf"(?<![\w.@]){_EMAIL_PART}\s?@\s?[\w-]{{1,60}}(?:\s?[.,]\s?[\w-]{{1,60}}){{1,5}}(?![\w@])")
_AS_LETTER = str.maketrans("I10|", "llol")
_LETTER_CLASSES = ("l1i|!\u00ed\u0131", "o0", "s5", "b8", "z2")
_LEAST_LABEL = 3


@kept_pattern(re.IGNORECASE)
def _number() -> str:
    return rf"[+(]{{0,2}}[\d\s()./-]{{5,40}}(?:\s?{alternatives('contacts', 'extension')}\.?\s?\d{{1,6}})?"


@kept_pattern(re.IGNORECASE | re.DOTALL)
def _extension() -> str:
    return rf"\s?{alternatives('contacts', 'extension')}\b.*$"


def is_misread_number(quote: str) -> bool:
    """Whether letters stand among the figures of a number, so that leaving them out would give another number."""
    return _LETTER_AT_FIGURE.search(_extension().sub("", quote)) is not None


def number_as_read(quote: str) -> str:
    """A number with the letters that look like figures as figures; "" where it is mostly letters or holds others."""
    body = _extension().sub("", quote)
    signs = [char for char in body if char.isalnum() or char in "|!"]
    if not signs or sum(char.isdigit() for char in signs) < _FIGURES_SHARE * len(signs):
        return ""
    mended = body.translate(_AS_DIGIT) + quote[len(body) :]
    return mended if _number().fullmatch(mended.strip()) else ""


def broken_emails(text: str, span: Span) -> Iterator[Span]:
    """The places of addresses with a blank beside their @ or a dot, or with a comma for a dot."""
    for match in _BROKEN_EMAIL.finditer(text, *span):
        if compiled(r"[\s,]").search(match.group()):
            yield Span(*match.span())


def email_as_read(quote: str) -> str:
    """An address without the blanks beside its @ and dots, with dots for commas, and with letters in its last part."""
    name, _, domain = compiled(r"\s?([@.,])\s?").sub(r"\1", quote.strip()).partition("@")
    labels = domain.replace(",", ".").split(".")
    # The rest of a domain may hold figures; its last part holds none.
    return f"{name}@{'.'.join([*labels[:-1], labels[-1].translate(_AS_LETTER)])}" if name and domain else ""


def letters_as_printed(wording: str) -> Callable[[str], str]:
    """How each letter of a label may look where OCR misread it, as a regular expression; short labels as they are."""
    return _letter_source if sum(char.isalpha() for char in wording) >= _LEAST_LABEL else re.escape


def _letter_source(char: str) -> str:
    plain = without_marks(char)
    for look_alikes in _LETTER_CLASSES:
        if plain in look_alikes:
            return f"[{re.escape(char + look_alikes)}]"
    return f"[{char}{plain}]" if plain != char.casefold() and len(plain) == 1 else re.escape(char)
