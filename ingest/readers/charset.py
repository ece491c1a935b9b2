"""Stage: reading; the charset of bytes: by mark, by proof (UTF-8), as declared, or as a detector finds."""

import codecs
from typing import NamedTuple

from ingest.errors import UnreadableFile
from ingest.kept_patterns import compiled
from ingest.reading import LOST

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
_WHOLE_FOR_EACH_BROKEN = 4
_NUL_SHARE = 0.3
_MOST_ACCENTED = 0.3
_WESTERN = (
    "àâçéèêëîïôùûüœæÿ",
    "áéíóúñü",
    "áâãàçéêíóôõúü",
    "äöüßéà",
    "àèéìíîòóùú",
    "åäöéæøüà",
    "éëïèöüóáê",
    "àçèéíïòóúü",
)
"""The letters of French, Spanish, Portuguese, German, Italian, the Nordic languages, Dutch and Catalan,"""
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "áäčďéíĺľňóôŕšťúýž", "äöüß")
"""of Polish, Czech, Hungarian, Romanian, Croatian, Slovak and German,"""
_TURKISH = ("âçğıîöşûü",)
"""and of Turkish. Capitals are theirs too."""
_WESTERN_SIGNS = frozenset("€‚„…†‡‰‹›‘’“”•–—™«»¡¿°ºª§©®´·½\u00a0\u00ad£")
_DOS_SIGNS = frozenset("«»¡¿°ºª§©®·½¼\u00a0\u00ad£■│┤┐└┴┬├─┼┘┌║╗╝╔╚═╬█▄▀░▒▓")
_CANDIDATES = (
    ("cp1252", _WESTERN, _WESTERN_SIGNS),
    ("mac_roman", _WESTERN, _WESTERN_SIGNS),
    ("cp850", _WESTERN, _DOS_SIGNS),
    ("cp437", _WESTERN, _DOS_SIGNS),
    ("cp1254", _TURKISH, _WESTERN_SIGNS),
    ("iso8859_2", _CENTRAL, _WESTERN_SIGNS),
    ("cp1250", _CENTRAL, _WESTERN_SIGNS),
)
_SIGN_IN_WORD = compiled(
    r"[£§©®½´†‡‰‚„‹€™¢¤│┤┐└┴┬├─┼┘┌║╗╝╔╚═╬█▄▀░▒▓■](?=[^\W\d_])|(?<=[^\W\d_])[£½¿¡†‡‰‚„‹¢¤│┤┐└┴┬├─┼┘┌║╗╝╔╚═╬█▄▀░▒▓■…”]"
    r"(?=[^\W\d_])"
)
"""What no writer puts there: a letter of another charset. Quotation marks and daggers may stand before a word."""
_OPENING = frozenset("„‚‹†‡")
_CAPITAL_IN_WORD = compiled(r"[a-z][À-ÖØ-ÞŠŽŒŸ](?=[a-z])")
_LONE_LETTER = compiled(r"(?<![^\s(\"'«])[^\W\d_\x00-\x7f](?![^\s.,;:)\"'»])")
"""A word of one letter,"""
_WORDS_OF_ONE = frozenset("àèéêòóíåöÀÈÉÊÒÓÍÅÖ")
"""which few letters are; elsewhere it is a bullet in another charset."""
_MOST_FAULTS = 0.05
"""Of the characters above ASCII."""
_NEARLY_AS_GOOD = 1
"""Foreign letters more that leave a doubt."""
_MOST_READINGS = 2


# A hole in a text, where a disk lost a block, is one fault.
_CONTROL = compiled(rf"\x00+|[\x01-\x08\x0e-\x1a\x1c-\x1f{LOST}]")
_MOST_CONTROLS = 0.02


def is_binary(text: str) -> bool:
    """Whether decoded bytes are none of a text, which holds hardly any control characters; a picture, a program or an
    archive is full of them.
    """
    return len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text)


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
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoding("utf-8", text)
    known = _known(declared)
    damaged = _damaged_utf8(data, sure=known in (None, "utf-8"))
    if damaged is not None:
        return damaged
    text = _strictly(data, known)
    if text is not None and known is not None:
        return Decoding(known, text)
    return _fitting(data) or _detected(data)


def _damaged_utf8(data: bytes, *, sure: bool) -> Decoding | None:
    """UTF-8 of which some characters are broken (`LOST` stands for them); None where it is another charset.

    In other charsets next to no letter happens to be one of UTF-8. `sure`: nothing declares the text to be in one.
    """
    text = data.decode("utf-8", errors="replace")
    lost = text.count(LOST)
    whole = len(text) - len(text.encode("ascii", "ignore")) - lost
    enough = whole > lost if sure else whole > _WHOLE_FOR_EACH_BROKEN * lost
    return Decoding("utf-8", text, doubtful=True) if enough else None


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


class _Faults(NamedTuple):
    """What speaks against a charset: what no writer puts there, and letters outside of the language that fits best."""

    impossible: int
    foreign: int


def _fitting(data: bytes) -> Decoding | None:
    """The charset in which the bytes above ASCII are letters or signs of its countries, and they are few.

    Detectors take such short texts for charsets of other countries that share most letters. Windows-1252 goes before
    the others; of those, several that fit nearly as well leave a doubt.
    """
    found: list[tuple[_Faults, Decoding]] = []
    for charset, alphabets, signs in _CANDIDATES:
        text = _strictly(data, charset)
        if text is None or text in (other.text for _, other in found):
            continue
        faults = _faults(text, alphabets, signs)
        if faults is not None:
            found.append((faults, Decoding(charset, text)))
    if not found:
        return None
    least, best = min(found, key=lambda one: one[0])
    if best.charset == "cp1252":
        return best
    near = sum(faults <= least._replace(foreign=least.foreign + _NEARLY_AS_GOOD) for faults, _ in found)
    return best._replace(doubtful=near > 1)


def _faults(text: str, alphabets: tuple[str, ...], signs: frozenset[str]) -> _Faults | None:
    """The faults of a text in a charset of these alphabets and signs; None for too many of them."""
    above = [char for char in text if char > "\x7f"]
    letters = [char for char in above if _is_letter(char)]
    known = "".join(alphabets)
    lone = sum(match.group() not in _WORDS_OF_ONE for match in _LONE_LETTER.finditer(text))
    impossible = (
        sum(char not in signs for char in above if not _is_letter(char))
        + sum(_small(char) not in known for char in letters)
        + sum(match.group() not in _OPENING or _in_word(text, match.start()) for match in _SIGN_IN_WORD.finditer(text))
        + len(_CAPITAL_IN_WORD.findall(text))
        + lone
    )
    if impossible > _MOST_FAULTS * len(above) or len(letters) > _MOST_ACCENTED * sum(map(str.isalpha, text)):
        return None
    foreign = min(sum(_small(char) not in alphabet for char in letters) for alphabet in alphabets)
    return _Faults(impossible, foreign)


def _is_letter(char: str) -> bool:
    """Whether a character is one; the raised signs of ordinals count as signs."""
    return char.isalpha() and char not in "ªº"


def _small(char: str) -> str:
    """The small letter, also of the Turkish capital with a dot."""
    return "ı" if char == "İ" else char.lower()


def _in_word(text: str, place: int) -> bool:
    return place > 0 and text[place - 1].isalpha()


def _detected(data: bytes) -> Decoding:
    """What the detector thinks, in doubt where it leaves many other readings."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise UnreadableFile("The file is text in no known charset", "Save it as UTF-8, or convert it to PDF.")
    return Decoding(best.encoding, str(best), doubtful=len(matches) > _MOST_READINGS)
