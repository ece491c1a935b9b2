"""A checked file with its fixes in it: plain text and DOCX; other formats have none."""

from ingest.checking import Checked
from ingest.fixes import text_file, word_file
from ingest.readers.docx import MEDIA_TYPE as WORD
from ingest.readers.text import MEDIA_TYPE as TEXT


def mended(data: bytes, checked: Checked) -> bytes:
    """The file's bytes with the fixes of its check; the same bytes where there is nothing to mend."""
    cases = [(sectioned.document, fix) for sectioned, fixes in checked.fixes for fix in fixes]
    if not cases:
        return data
    kinds = {document.reading.media_type for document, _ in cases}
    if kinds == {TEXT}:
        return text_file.mended(data, cases)
    if kinds == {WORD}:
        return word_file.mended(data, [fix for _, fix in cases])
    return data
