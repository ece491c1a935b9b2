"""Which pages of a PDF hold no text of use: nothing, junk, or next to nothing over a picture that fills the page."""

import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingest.layout.glyphs import GlyphTable
from ingest.layout.page import UNMAPPED
from ingest.reading import Reading

_MEANINGFUL_SHARE = 0.5
"""Text is of use if at least this part of its characters is mapped to Unicode and is no control character."""
_GAP = 8
"""So many characters without meaning may be a number or a name; a stray sign or two are not."""
_FEWEST_LETTERS = 80
_VOWELS = frozenset("aeiouy")
_LEAST_VOWELS = 0.2
"""In the languages written in Latin letters a third to a half are vowels; a wrong mapping of a font has fewer."""
_FEW_CHARACTERS = 400
"""A stamp, a fax header or a page number over a scan has fewer visible characters."""
_FILLING = 0.5
"""A picture that covers this part of a page may be a scan of it."""
_FORM_DEPTH = 2


class Suspects(NamedTuple):
    """Numbers of pages (from 1) whose text is of no use, or little over a large picture, or of use but with gaps."""

    useless: tuple[int, ...]
    covered: tuple[int, ...]
    gappy: tuple[int, ...] = ()


def suspect_pages(reading: Reading, data: bytes) -> Suspects:
    """The pages of a PDF's reading that OCR may read better."""
    texts = page_texts(reading)
    useless = tuple(page for page, text in texts.items() if not is_of_use(text))
    gappy = tuple(page for page, text in texts.items() if page not in useless and has_gaps(text))
    few = [page for page, text in texts.items() if page not in (*useless, *gappy) and visible(text) < _FEW_CHARACTERS]
    return Suspects(useless, tuple(_covered(data, few)) if few else (), gappy)


def page_texts(reading: Reading) -> dict[int, str]:
    """The characters of each page without those that a reader added; pages count from 1."""
    texts: dict[int, list[str]] = {page: [] for page in range(1, (reading.page_count or 0) + 1)}
    for char, page in zip(reading.text, _page_numbers(reading), strict=True):
        if page in texts:
            texts[page].append(char)
    return {page: "".join(chars) for page, chars in texts.items()}


def _page_numbers(reading: Reading) -> Iterator[int]:
    if isinstance(reading.glyphs, GlyphTable):
        yield from reading.glyphs.page_numbers
        return
    for glyph in reading.glyphs or ():
        yield glyph.page if glyph else 0


def visible(text: str) -> int:
    """How many characters are no white space."""
    return sum(not char.isspace() for char in text)


def has_gaps(text: str) -> bool:
    """Whether a text holds so many characters without meaning that a value may be among them."""
    return text.count(UNMAPPED) >= _GAP


def is_junk(text: str) -> bool:
    """Whether a text is mostly made of characters that have no meaning."""
    return bool(text.strip()) and text.count(UNMAPPED) > (1 - _MEANINGFUL_SHARE) * visible(text)


def is_of_use(text: str) -> bool:
    """Whether the text holds letters, is not mostly characters without meaning, and could be a language's."""
    shown = [char for char in text if not char.isspace()]
    meaningful = sum(char.isprintable() and char != UNMAPPED for char in shown)
    if not any(char.isalpha() for char in shown) or meaningful < _MEANINGFUL_SHARE * len(shown):
        return False
    return not has_too_few_vowels(text)


def has_too_few_vowels(text: str) -> bool:
    """Whether a text in Latin letters, long enough to tell, is in no language: a wrong mapping gives such ones."""
    letters = [char for char in unicodedata.normalize("NFD", text.casefold()) if "a" <= char <= "z"]
    vowels = sum(char in _VOWELS for char in letters)
    return len(letters) >= _FEWEST_LETTERS and vowels < _LEAST_VOWELS * len(letters)


def _covered(data: bytes, pages: list[int]) -> Iterator[int]:
    """Those of the pages that pictures cover for the most part."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in pages:
            if _covered_share(document, number) >= _FILLING:
                yield number
    finally:
        document.close()


def _covered_share(document: Any, number: int) -> float:
    """The part of a page that its pictures cover, at most; overlaps count twice."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = document[number - 1]
    except (pypdfium2.PdfiumError, IndexError):
        return 0.0
    try:
        left, bottom, right, top = page.get_bbox()
        area = max(1.0, (right - left) * (top - bottom))
        covered = 0.0
        for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH):
            x0, y0, x1, y1 = picture.get_bounds()
            covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        return float(covered / area)
    except pypdfium2.PdfiumError:
        return 0.0
    finally:
        page.close()
