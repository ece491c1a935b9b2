"""Stage: reading; plain text and Markdown. The characters are those of the file, in its own charset."""

from ingest.errors import UnreadableFile
from ingest.kept_patterns import compiled
from ingest.readers import carried
from ingest.readers.charset import decoding
from ingest.reading import Reading

MEDIA_TYPE = "text/plain"
# A hole in a text, where a disk lost a block, is one fault.
_CONTROL = compiled(r"\x00+|[\x01-\x08\x0e-\x1f\ufffd]")
# A text holds hardly any control characters; a picture, a program or an archive is full of them.
_MOST_CONTROLS = 0.02
_SAMPLE = 100_000


def read(data: bytes) -> Reading:
    """Decode a text. Raises UnreadableFile where the bytes are none in any charset."""
    charset, text, doubtful = decoding(data)
    if _is_binary(text[:_SAMPLE]):
        raise UnreadableFile("The file is of no kind that can be read", "Convert it to PDF or text first.")
    findings = carried.charset_doubtful(charset) if doubtful else []
    return Reading(text=text, media_type=MEDIA_TYPE, engine=f"text/{charset}", findings=tuple(findings))


def _is_binary(sample: str) -> bool:
    controls = len(_CONTROL.findall(sample))
    return controls > _MOST_CONTROLS * len(sample)
