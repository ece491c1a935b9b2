"""Stage: reading; plain text and Markdown. The characters are those of the file, in its own charset."""

from ingest.errors import UnreadableFile
from ingest.readers import carried
from ingest.readers.charset import decoding, is_binary
from ingest.reading import Reading

MEDIA_TYPE = "text/plain"
_SAMPLE = 100_000


def read(data: bytes) -> Reading:
    """Decode a text. Raises UnreadableFile where the bytes are none in any charset."""
    charset, text, doubtful = decoding(data)
    if is_binary(text[:_SAMPLE]):
        raise UnreadableFile("The file is of no kind that can be read", "Convert it to PDF or text first.")
    findings = carried.charset_doubtful(charset) if doubtful else []
    return Reading(text=text, media_type=MEDIA_TYPE, engine=f"text/{charset}", findings=tuple(findings))
