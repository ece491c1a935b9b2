"""An opening that lost its line breaks: header, headline and lead run into each other."""

from itertools import takewhile

from ingest import vocabulary
from ingest.case_number import number_in
from ingest.dates import find_dates
from ingest.document import Document, Span, plain
from ingest.kept_patterns import compiled
from ingest.old_layouts.catalogue_headline import catalogue_headline
from ingest.shapes import is_shouted
from models import SectionKind

# An opening on one line that is longer is flattened: header and lead run into each other; the number stands so near.
_FLATTENED_OPENING = 150
_NEAR_NUMBER = 600
_LONGEST_CATALOGUE_LINE = 600
"""A headline with many names; a whole text without line breaks is longer."""


def flattened_head(document: Document, body: Span) -> int | None:
    """Where the header ends in a flattened opening: behind the number, or the date or index that follows it closely."""
    first = next((line for line in document.lines_in(body) if document.text[line.start : line.end].strip()), None)
    if first is None or len(plain(document.quote(first.span))) < _FLATTENED_OPENING:
        return None
    if first.end - first.start < _LONGEST_CATALOGUE_LINE and catalogue_headline(document, first.span) is not None:
        return None
    number = number_in(document.as_read, *body)
    if number is None or number.start() > body.start + _NEAR_NUMBER:
        return None
    near = Span(number.end(), min(body.end, number.end() + 120))
    dates = [found.span.end for found in find_dates(document.as_read, near) if found.full]
    return max([number.end(), *dates])


def flattened_cuts(document: Document, body: Span, head_end: int) -> list[tuple[SectionKind, int]]:
    """Where header, headline and lead of a flattened text begin; its headline shows where a later page repeats it, or
    by its capitals behind the banner.
    """
    repeated = repeated_headline(document.text, body)
    title = repeated or _capitals_behind_banner(document, Span(body.start, head_end))
    cuts = [(SectionKind.HEADER, body.start)]
    if title is not None:
        cuts.append((SectionKind.TITLE, title.start))
        cuts += [] if repeated else [(SectionKind.HEADER, title.end)]
    lead = head_end if title is None else title.end if repeated else max(head_end, title.end)
    return [*cuts, (SectionKind.SUMMARY, lead)]


_NEAR_BANNER = 60
"""So far behind number and date the banner stands."""
_LONGEST_IN_CAPITALS = 25
"""Words."""


def _capitals_behind_banner(document: Document, head: Span) -> Span | None:
    """The words in capitals behind the banner of a flattened text, up to its number or the first word of the lead."""
    banner = vocabulary.pattern("header", "banner").search(
        document.text, head.start, min(head.end + _NEAR_BANNER, len(document.text))
    )
    if banner is None:
        return None
    number = number_in(document.as_read, banner.end(), head.end)
    words = compiled(r"\S+").finditer(document.text, banner.end(), number.start() if number else len(document.text))
    shouted = list(takewhile(lambda word: not any(map(str.islower, word.group())), words))
    # An article or the like opens the lead.
    shouted = shouted[:-1] if shouted and len(shouted[-1].group()) == 1 else shouted
    if not _FEWEST_REPEATED_WORDS <= len(shouted) <= _LONGEST_IN_CAPITALS or not is_shouted(banner.group()):
        return None
    return document.trimmed(Span(shouted[0].start(), shouted[-1].end()), marks=":|-\u2013\u2014")


_FEWEST_REPEATED_WORDS = 3
_LONGEST_HEADLINE = 200


def repeated_headline(text: str, body: Span) -> Span | None:
    """The words behind the first banner that stand behind the second one too."""
    banners = list(vocabulary.pattern("header", "banner").finditer(text))[:2]
    if len(banners) < 2 or not body.start <= banners[0].start() < body.end:
        return None
    first, second = (compiled(r"\s{0,20}").match(text, banner.end()) for banner in banners)
    if first is None or second is None:
        return None
    length = 0
    limit = min(_LONGEST_HEADLINE, body.end - first.end(), len(text) - second.end())
    while length < limit and text[first.end() + length] == text[second.end() + length]:
        length += 1
    same = text[first.end() : first.end() + length]
    whole = same[: same.rfind(" ")].rstrip() if not same.endswith(" ") else same.rstrip()
    if len(whole.split()) < _FEWEST_REPEATED_WORDS:
        return None
    return Span(first.end(), first.end() + len(whole))
