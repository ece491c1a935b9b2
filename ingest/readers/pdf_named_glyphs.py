"""Reader: PDF; reads pages with pdfplumber whose glyphs have names that PDFium does not heed, as those of TeX have.

PDFium gives the characters of a drawn font (Type 3) no meaning without a mapping to Unicode; their names give one.
"""

from collections.abc import Iterator

from ingest.errors import EncryptedFile, LimitExceeded, TimeExceeded, UnreadableFile
from ingest.layout.page import UNMAPPED, PageContent
from ingest.readers import pdf_plumber
from ingest.readers.ocr.page_text import has_gaps

_GAIN = 0.5
"""The second reading counts if at most so many of the characters without a meaning are left."""
_MOST_VAIN = 3
"""After so many pages without a gain none is read again."""


def with_named_glyphs(pages: Iterator[PageContent], data: bytes, max_pages: int) -> Iterator[PageContent]:
    """Yield the pages, those with many characters without a meaning as pdfplumber reads them if it knows more."""
    again: pdf_plumber.Pages | None = None
    vain = 0
    try:
        for index, page in enumerate(pages):
            if vain < _MOST_VAIN and has_gaps(_text(page)):
                try:
                    again = again or pdf_plumber.Pages(data, max_pages)
                    other = again.read(index)
                except TimeExceeded:
                    raise
                except (UnreadableFile, EncryptedFile, LimitExceeded, IndexError):
                    vain = _MOST_VAIN
                    other = page
                if _text(other).count(UNMAPPED) <= _GAIN * _text(page).count(UNMAPPED) and other.runs:
                    yield other
                    continue
                vain += 1
            yield page
    finally:
        if again is not None:
            again.close()


def _text(page: PageContent) -> str:
    return "".join(run.text for run in page.runs)
