"""Part of the field `targets`: the telex numbers of a block."""

from ingest import vocabulary
from ingest.document import Document, Span, is_cut
from ingest.found import Found, found_text
from ingest.kept_patterns import compiled, kept_pattern


@kept_pattern()
def _between_telexes() -> str:
    # A telex ends in letters, which may be a word of some language.
    words = vocabulary.alternatives("contacts", "alternative")
    return rf";|,|\s{words}\s(?=[+(]?\d)|\s/\s|(?<=[a-z])\s(?=\d{{5}})"


def telexes(document: Document, span: Span) -> list[Found[str]]:
    """Telex numbers as printed, one for each alternative."""
    found: list[Found[str]] = []
    start = span.start
    for match in [*_between_telexes().finditer(document.text, *span), None]:
        end = match.start() if match else span.end
        place = document.trimmed(Span(start, end), marks=".,;")
        note = compiled(r"\s*\([^()]{6,}\)?$").search(document.quote(place))
        place = Span(place.start, place.start + note.start()) if note else place
        if compiled(r"\d{3}").search(document.quote(place)) and not is_cut(document.text, place):
            found.append(found_text(document, place))
        start = match.end() if match else span.end
    return found
