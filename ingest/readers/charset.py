"""Stage: reading; the charset of bytes: by mark, by proof (UTF-8), as declared, or as a detector finds."""

import codecs
from typing import NamedTuple

from ingest.errors import UnreadableFile
from ingest.kept_patterns import compiled

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
_CENTRAL_LETTERS = frozenset("áâăäąćčçďđéęëěíîĺľłńňóôőöŕřśšşťţúůűüýźžżÁÂĂÄĄĆČÇĎĐÉĘËĚÍÎĹĽŁŃŇÓÔŐÖŔŘŚŠŞŤŢÚŮŰÜÝŹŽŻß")
_TURKISH_LETTERS = frozenset("âçğıîöşûüÂÇĞİÎÖŞÛÜ")
_CANDIDATES = (
    ("cp1252", _WESTERN_LETTERS),
    ("mac_roman", _WESTERN_LETTERS),
    ("cp1254", _TURKISH_LETTERS),
    ("iso8859_2", _CENTRAL_LETTERS),
    ("cp1250", _CENTRAL_LETTERS),
)
_SIGN_IN_WORD = compiled(r"[£§©®½´](?=[^\W\d_])|(?<=[^\W\d_])[£½¿¡](?=[^\W\d_])")
"""What no writer puts there: a letter of another charset."""
_CAPITAL_IN_WORD = compiled(r"[a-z][À-ÖØ-Þ](?=[a-z])")
_MOST_READINGS = 2
_WESTERN_SIGNS = frozenset("€‚„…†‡‰‹›‘’“”•–—™«»¡¿°ºª§©®´·½\u00a0\u00ad£")


class Decoding(NamedTuple):
    """A text, the charset that it was read in, and whether another one would give other letters as well."""

    charset: str
    text: str
    doubtful: bool = False


def decoded(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """`(charset, text)`, as `decoding` finds them."""
    found = decoding(data, declared)
    return found.charset, found.text


def decoding(data: bytes, declared: str | None = None) -> Decoding:
    """The text of bytes. What is valid UTF-8 is UTF-8, whatever it is declared to be: no other text looks like it.

    Raises UnreadableFile where the bytes are text in no charset.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Decoding(charset, data[len(mark) :].decode(charset, errors="replace"))
    wide = _utf16_without_mark(data)
    if wide is not None:
        return Decoding(wide, data.decode(wide, errors="replace"))
    for candidate in ("utf-8", _known(declared)):
        text = _strictly(data, candidate)
        if text is not None and candidate is not None:
            return Decoding(candidate, text)
    return _fitting(data) or _detected(data)


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


def _fitting(data: bytes) -> Decoding | None:
    """The charset in which each byte above ASCII is a letter or a sign of its countries, and they are few.

    Detectors take such short texts for charsets of other countries that share most letters. Windows-1252 goes before
    the others; of those, several that fit leave a doubt.
    """
    found: list[Decoding] = []
    for charset, letters in _CANDIDATES:
        text = _strictly(data, charset)
        if text is None or not _fits(text, letters) or text in (other.text for other in found):
            continue
        if charset == "cp1252":
            return Decoding(charset, text)
        found.append(Decoding(charset, text))
    return found[0]._replace(doubtful=len(found) > 1) if found else None


def _fits(text: str, letters: frozenset[str]) -> bool:
    foreign = [char for char in text if char > "\x7f"]
    accented = sum(char in letters for char in foreign)
    return (
        all(char in letters or char in _WESTERN_SIGNS for char in foreign)
        and accented <= _MOST_ACCENTED * sum(char.isalpha() for char in text)
        and _SIGN_IN_WORD.search(text) is None
        and _CAPITAL_IN_WORD.search(text) is None
    )


def _detected(data: bytes) -> Decoding:
    """What the detector thinks, in doubt where it leaves many other readings."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise UnreadableFile("The file is text in no known charset", "Save it as UTF-8, or convert it to PDF.")
    return Decoding(best.encoding, str(best), doubtful=len(matches) > _MOST_READINGS)
