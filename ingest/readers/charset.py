"""Stage: reading; the charset of bytes: by mark, by proof (UTF-8), as declared, or as a detector finds."""

import codecs

from ingest.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these labels as Windows-1252, and their writers mean it.
_AS_WINDOWS = frozenset({"ascii", "iso8859-1", "latin-1", "cp1252"})
_SAMPLE = 4_096
_NUL_SHARE = 0.3
_MOST_ACCENTED = 0.3
_WESTERN_LETTERS = frozenset("àâäáãåæçèéêëìíîïñòóôöõøùúûüÿœßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜŸŒ")
_WESTERN_SIGNS = frozenset("€‚„…†‡‰‹›‘’“”•–—™«»¡¿°ºª§©®´·½\u00a0\u00ad£")


def decoded(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """`(charset, text)`. What is valid UTF-8 is UTF-8, whatever it is declared to be: no other text looks like it.

    Raises UnreadableFile where the bytes are text in no charset.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return charset, data[len(mark) :].decode(charset, errors="replace")
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide, data.decode(wide, errors="replace")
    for candidate in ("utf-8", _known(declared)):
        text = _strictly(data, candidate)
        if text is not None and candidate is not None:
            return candidate, text
    return _western(data) or _detected(data)


def _strictly(data: bytes, charset: str | None) -> str | None:
    """The text, or None where a byte has no meaning in the charset."""
    try:
        return data.decode(charset) if charset else None
    except (UnicodeDecodeError, ValueError):
        return None


def _known(declared: str | None) -> str | None:
    """The codec for a declared charset; None for one that is unknown or no text codec."""
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(codec, "_is_text_encoding", True) or codec.name.startswith(("utf-16", "utf-32", "utf-7", "idna")):
        # A declaration that can be read is in none of the wide charsets; the others are no charsets of documents.
        return None
    return "cp1252" if codec.name in _AS_WINDOWS else codec.name


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 by the zero bytes that letters of Latin script have in it."""
    sample = data[: _SAMPLE - len(data[:_SAMPLE]) % 2]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > _NUL_SHARE * pairs and even < 0.1 * odd:
        return "utf-16-le"
    return "utf-16-be" if even > _NUL_SHARE * pairs and odd < 0.1 * even else None


def _western(data: bytes) -> tuple[str, str] | None:
    """Windows-1252, where each byte above ASCII is a letter or a sign of a western language, and they are few.

    Detectors take such short texts for charsets of other countries that share most letters.
    """
    text = _strictly(data, "cp1252")
    if text is None:
        return None
    foreign = [char for char in text if char > "\x7f"]
    letters = sum(char.isalpha() for char in text)
    accented = sum(char in _WESTERN_LETTERS for char in foreign)
    fits = all(char in _WESTERN_LETTERS or char in _WESTERN_SIGNS for char in foreign)
    return ("cp1252", text) if fits and accented <= _MOST_ACCENTED * letters else None


def _detected(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableFile("The file is text in no known charset", "Save it as UTF-8, or convert it to PDF.")
    return best.encoding, str(best)
