"""Part of the field `targets`: the form of address behind its label."""

from ingest.document import Document, Span, plain
from ingest.found import Found, found_text
from ingest.kept_patterns import compiled


def salutation(document: Document, *spans: Span) -> Found[str] | None:
    """The form of address behind its label; in a narrow column it may stand on several lines."""
    before = [_to_stroke(document, span) for span in spans[:-1]]
    place = document.trimmed(spans[-1], marks=",;")
    if compiled(r"[^\W\d_]{4}\.$").search(document.quote(place)):
        # The full stop of the sentence, and not one of an abbreviation ("Sr.").
        place = document.trimmed(place, marks=".")
    return found_text(document, *before, place) if plain(document.quote(*before, place)) else None


def _to_stroke(document: Document, span: Span) -> Span:
    """The beginning of a form of address, with the stroke behind it before the same in another language."""
    stroke = compiled(r",?[ \t]{0,3}/|,(?=\s)").match(document.text, span.end)
    return Span(span.start, stroke.end()) if stroke else span
