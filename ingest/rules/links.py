"""The links of a draft: what they are printed as, and where they lead."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft

_DESTINATION = compiled(r" <(?P<url>[^<>\n]{0,2000})>")
_LONGEST_LABEL = 300


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link whose label and destination differ. `span` covers both, as the normalised text prints them."""

    span: Span
    url: str


def links(draft: Draft) -> Iterator[LinkFound]:
    """The links whose destinations cleaning put behind their labels, in order.

    What the source itself prints in angle brackets ("< >") is none.
    """
    document = draft.document
    for match in _DESTINATION.finditer(document.text):
        start = _label_start(document, match.start())
        if start is not None:
            yield LinkFound(Span(start, match.end()), match["url"])


def _label_start(document: Document, mark: int) -> int | None:
    """Where the label of the destination at `mark` begins; None where the source knows no link there."""
    source = document.reading.text
    origin = document.origins[mark]
    for link in document.reading.links:
        if link.start <= origin < link.end:
            return _back_to(document, link.start, mark)
    opened = source.rfind("[", max(0, origin - _LONGEST_LABEL), origin + 1)
    if source[origin : origin + 1] != "]" or opened < 0:
        return None
    return _back_to(document, opened + 1, mark)


def _back_to(document: Document, first: int, mark: int) -> int:
    """The first of the characters before `mark` that stand for source characters from `first` on."""
    start = mark
    while start and first <= document.origins[start - 1] <= document.origins[mark]:
        start -= 1
    return start
