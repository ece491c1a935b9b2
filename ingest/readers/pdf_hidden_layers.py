"""Reader: PDF; tells what PDFium reads in layers that are switched off, which it does not know of.

pdfplumber's reading of the same page knows it: what stands there in a hidden layer is found again by its characters and
places, which both engines give alike.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ingest.errors import EncryptedFile, LimitExceeded, TimeExceeded, UnreadableFile
from ingest.layout.page import PageContent, Paint, TextRun
from ingest.readers import pdf_plumber

_Place = tuple[str, int, int, int]
"""A character, its direction, and its place in whole points."""


def with_hidden_layers(pages: Iterator[PageContent], data: bytes, max_pages: int) -> Iterator[PageContent]:
    """Yield the pages, with what stands in a layer that is switched off painted as such."""
    known = _known(data, max_pages)
    for page in pages:
        other = next(known, None)
        yield page if other is None else _told(page, other)


def _known(data: bytes, max_pages: int) -> Iterator[PageContent]:
    """The pages as pdfplumber reads them, as far as it can."""
    try:
        yield from pdf_plumber.read_pages(data, max_pages)
    except TimeExceeded:
        raise
    except (UnreadableFile, EncryptedFile, LimitExceeded):
        return


def _told(page: PageContent, known: PageContent) -> PageContent:
    off, shown = Counter[_Place](), Counter[_Place]()
    for run in known.runs:
        (off if run.paint is Paint.OFF else shown).update(_places(run))
    if not off:
        return page
    return replace(
        page,
        runs=(
            *(run for run in page.runs if not _is_off(run, off, shown)),
            *(run for run in known.runs if run.paint is Paint.OFF),
        ),
        grounds=known.grounds,
        pictures=known.pictures,
    )


def _is_off(run: TextRun, off: "Counter[_Place]", shown: "Counter[_Place]") -> bool:
    """Whether a run stands where there are hidden ones; takes its places out of those where it was found."""
    places = list(_places(run))
    hidden = [_near(place, off) for place in places]
    seen = [_near(place, shown) for place in places]
    is_off = sum(place is not None for place in hidden) > sum(place is not None for place in seen)
    for place in hidden if is_off else seen:
        if place is not None:
            (off if is_off else shown)[place] -= 1
    return is_off


def _places(run: TextRun) -> Iterator[_Place]:
    for char, start in zip(run.text, run.starts, strict=True):
        if not char.isspace():
            yield char, run.angle, round(start), round(run.baseline)


def _near(place: _Place, counted: "Counter[_Place]") -> _Place | None:
    """The place itself, or one beside it: rounding may have parted the two."""
    char, angle, x, y = place
    around = ((x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
    return next(((char, angle, *one) for one in around if counted[(char, angle, *one)] > 0), None)
