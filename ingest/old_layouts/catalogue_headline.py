"""The headline that catalogues and web pages give sheets of 1973-2008: country, concern and names in one line.

"UA 21/93 - CHAD: fear of torture / legal concern: Ali Koto, Ana Deby", "CHAD. FEAR OF TORTURE. Ali Koto (m), aged 30"
"""

import re
from dataclasses import dataclass

from ingest import vocabulary
from ingest.case_number import behind_earlier_numbers, number_in
from ingest.concern_words import names_concern
from ingest.document import Document, Span
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import find_countries
from ingest.shapes import is_shouted

_BEHIND_NUMBER = compiled(r"[\s,;:\u2013\u2014-]{0,12}")
_COUNTRY_END = compiled(
    r"(?:\s?/\s?[^:.()\n]{3,40}|,\s[^:.()\n]{3,30})?(?:\s?\([^()\n]{2,40}\))?\s?(?P<sign>[:.])(?!\w\.)\s{0,3}"
)
_NAMES_BEHIND = compiled(r"\s?(?::|\.(?=\s+[^\W\d_a-z]|[^\W\d_a-z][^\W\d_A-Z])|\s[-\u2013\u2014](?=\s)|,(?=\s))\s{0,3}")


_LONGEST_COUNTRY = 60


@dataclass(frozen=True, slots=True)
class CatalogueHeadline:
    """`whole`: from the country to the line's end; `country`: its name and what belongs to it ("Indonesia (East
    Timor)"); `names`: those behind the concern, or None where the headline names nobody.
    """

    whole: Span
    country: Span
    names: Span | None


def catalogue_headline(document: Document, line: Span) -> CatalogueHeadline | None:
    """The catalogue's headline that fills a line, perhaps behind the document's number; None where it holds none."""
    text = document.as_read
    start = _country_start(text, line)
    if start is None:
        return None
    countries = find_countries(text, Span(start, min(line.end, start + _LONGEST_COUNTRY)))
    if not countries or countries[0][0].start != start:
        return None
    sign = _COUNTRY_END.match(text, countries[0][0].end, line.end)
    if sign is None:
        return None
    behind = _behind_update(text, Span(sign.end(), line.end))
    cut = _names_cut(text, Span(behind, line.end))
    if not names_concern(text, behind, cut.start() if cut else line.end):
        return None
    names = document.trimmed(Span(cut.end(), line.end), marks=".") if cut else None
    return CatalogueHeadline(document.trimmed(Span(start, line.end)), Span(start, sign.start("sign")), names)


def _country_start(text: str, line: Span) -> int | None:
    """Where the country has to stand: at the line's beginning, or behind the number and words for an update."""
    number = number_in(text, *line)
    start = compiled(r"[ \t]{0,40}").match(text, *line)
    first = start.end() if start else line.start
    if number is None:
        return _behind_update(text, Span(first, line.end))
    if text[_behind_update(text, Span(first, line.end)) : number.start()].strip():
        return None
    gap = _BEHIND_NUMBER.match(text, behind_earlier_numbers(text, number.end(), line.end), line.end)
    return gap.end() if gap else None


def _behind_update(text: str, span: Span) -> int:
    update = _update().match(text, *span)
    return update.end() if update else span.start


@kept_pattern(re.IGNORECASE)
def _update() -> str:
    update, on = vocabulary.expression("header", "update"), vocabulary.expression("header", "update_on")
    return rf"{update}(?:\s{{1,3}}{on})?[:\s]\s{{0,3}}"


def _names_cut(text: str, span: Span) -> re.Match[str] | None:
    """The mark behind the last words of the concern, with what reads as a name behind it.

    A colon goes before a full stop, and that before a comma or dash; a comma behind a colon stands among the names.
    """
    cuts = [match for match in _NAMES_BEHIND.finditer(text, *span) if match.start() > span.start]
    strong = [[cut for cut in cuts if cut.group().strip() == sign] for sign in ":."]
    for found in strong:
        if found:
            return next((cut for cut in found if _begins_names(text[cut.end() : span.end])), None)
    return next(
        (cut for cut in cuts if _begins_names(rest := text[cut.end() : span.end]) and not is_shouted(rest)), None
    )


def _begins_names(rest: str) -> bool:
    opened = rest.lstrip("'\"\u2018\u201c\u00ab`")
    return (opened[:1].isupper() or opened[:1].isdigit()) and not names_concern(rest)
