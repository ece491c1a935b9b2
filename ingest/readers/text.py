"""Reader: plain text and Markdown; bytes -> Reading. The characters are those of the file, in its own charset."""

import codecs

from ingest.errors import UnreadableFile
from ingest.reading import Reading

MEDIA_TYPE = "text/plain"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A text holds hardly any control characters; a picture, a program or an archive is full of them.
_MOST_CONTROLS = 0.02


def read(data: bytes) -> Reading:
    """Decode a text. Raises UnreadableFile where the bytes are none in any charset."""
    charset, text = _decoded(data)
    if _is_binary(text):
        raise UnreadableFile("The file is of no kind that can be read", "Convert it to PDF or text first.")
    return Reading(text=text, media_type=MEDIA_TYPE, engine=f"text/{charset}")


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return charset, data[len(mark) :].decode(charset, errors="replace")
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(data)


def _detected(data: bytes) -> tuple[str, str]:
    """The charset that charset-normalizer finds the most plausible."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableFile("The file is of no kind that can be read", "Convert it to PDF or text first.")
    return best.encoding, str(best)


def _is_binary(text: str) -> bool:
    controls = sum(1 for char in text[:100_000] if (ord(char) < 32 and char not in "\t\n\r\f\v") or char == "\ufffd")
    return controls > _MOST_CONTROLS * min(len(text), 100_000)
