"""What tells of a PDF's fonts: their names, and whether their characters mean what the file says."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from ingest.layout.page import UNMAPPED, TextRun
from ingest.readers.ocr.page_text import has_too_few_vowels
from ingest.readers.pdf_actual_text import DrawnRun, with_actual_text

SYMBOL_WIDTH = 0.7
"""In font sizes: the width given to every character of a symbol font; engines disagree on the real one."""
_SYMBOL_FONTS = ("wingdings", "webdings", "zapfdingbats", "dingbats", "symbol")
_LEAST_UNMAPPED = 4
_UNMAPPED_SHARE = 0.2
"""A font with so many characters without a meaning, and so large a part of them, has no meaning for the rest either."""


def is_symbol_font(name: str) -> bool:
    """Whether a font of this name holds pictures, coded as letters that they do not mean."""
    bare = name.rpartition("+")[2].casefold().replace(" ", "").replace("-", "")
    return bare.startswith(_SYMBOL_FONTS)


def meaningful(drawn: Iterable[DrawnRun]) -> tuple[TextRun, ...]:
    """The runs of a page as an engine finds them, with what the file says of their meaning."""
    found = list(drawn)
    runs = without_junk((one.font, one.run) for one in found)
    return with_actual_text(zip(runs, (one.actual for one in found), strict=True))


def without_junk(runs: Iterable[tuple[Hashable, TextRun]]) -> tuple[TextRun, ...]:
    """The runs of a page, given with their fonts; what is drawn in a font without a mapping to Unicode is UNMAPPED.

    A file that lacks the mapping for a font still gives some of its characters, by their numbers in the font: these are
    letters, but not the ones that are printed.
    """
    kept = list(runs)
    texts: dict[Hashable, list[str]] = defaultdict(list)
    for font, run in kept:
        if not run.symbols:
            texts[font].append(run.text)
    junk = {font for font, parts in texts.items() if _is_junk(parts)}
    return tuple(_unmapped(run) if font in junk and not run.symbols else run for font, run in kept)


def _is_junk(parts: Sequence[str]) -> bool:
    text = "".join(parts)
    shown = len(text) - sum(map(text.count, " \t\n\u00a0"))
    # Nearly all texts end here: what is printable needs no closer look.
    if text.isprintable() and UNMAPPED not in text:
        return has_too_few_vowels(text)
    meaningless = sum(char == UNMAPPED or not (char.isprintable() or char.isspace()) for char in text)
    return meaningless >= max(_LEAST_UNMAPPED, _UNMAPPED_SHARE * shown) or has_too_few_vowels(text)


def _unmapped(run: TextRun) -> TextRun:
    """The run without any meaning; what its numbers make a blank may be a letter too."""
    return replace(run, text=UNMAPPED * len(run.text))
