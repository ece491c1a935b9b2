"""Reader: DOCX; documents inside the package (`altChunk`), which programs write that turn pages to DOCX."""

from ingest.errors import UnreadableFile
from ingest.readers import eml, html, rtf, text
from ingest.readers.sniffing import Kind, kind_of
from ingest.reading import Reading

_READERS = {Kind.HTML: html.read, Kind.EML: eml.read, Kind.RTF: rtf.read, Kind.TEXT: text.read}


def chunk_of(data: bytes) -> Reading:
    """The text of a chunk. Raises UnreadableFile for one of another kind: its text would be lost; or LimitExceeded."""
    read = _READERS.get(kind_of(data))
    if read is None:
        raise UnreadableFile(
            "The document holds another one that is not read",
            "Save it again with Word or LibreOffice, and convert that.",
        )
    return read(data)
