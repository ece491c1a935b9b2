"""Fix: the full stop behind an e-mail address that stands alone in its line, or behind its label, goes.

Mail programs take it for a part of the address. Behind a sentence it stays.
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.fixes.fix import Fix
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft

_POINTER = compiled(r"/targets/\d+/(?:emails|copy_emails)/\d+")
_LABEL = compiled(r"\s*(?:[^\W\d_][\w -]{0,20}:)?\s*")


def offered(draft: Draft) -> Iterator[Fix]:
    """The addresses of the record that a full stop follows at the line's end."""
    for pointer, places in draft.record.evidence.items():
        if not _POINTER.fullmatch(pointer):
            continue
        for place in places:
            line = draft.document.lines[draft.document.line_at(place.start)]
            if place.end > line.end or draft.text[place.end : line.end].rstrip() != ".":
                continue
            if _LABEL.fullmatch(draft.text[line.start : place.start]):
                old = draft.text[place.start : place.end + 1]
                yield Fix(Span(place.start, place.end + 1), old, old[:-1], "no full stop behind an e-mail address")
