"""Part of the field `targets`: ways to reach somebody in a block that no piece holds, so that none is lost silently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Document, Span
from ingest.fields.contacts.channel_labels import label_key, label_pattern
from ingest.fields.target_block import Piece
from ingest.fields.target_block.notes import about_nobody
from ingest.found import Doubt
from ingest.kept_patterns import compiled

_OPEN_ROW = "whose {0} this is cannot be told, since its line holds several receivers; give each one lines of its own"
_RULES = {"phone": "UA205", "phone_and_fax": "UA205", "fax": "UA206"}
_NUMBER = compiled(r"[+(]{0,2}\d[\d ().-]{5,24}\d")
_NUMBER_BEHIND_COLON = compiled(rf":[ \t]{{0,6}}{_NUMBER.pattern}")
_EMAIL = compiled(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")


def values_left_out(document: Document, body: Span, pieces: Sequence[Piece]) -> list[Doubt]:
    """A doubt for each e-mail address and each labelled number of a block that stands in none of its pieces.

    What the block says of nobody, such as the sender's own lines, is left out rightly.
    """
    held = [piece.span for piece in pieces]
    open_values = [value for value in _values(document, body) if not _is_held(value.span, held)]
    nobody = about_nobody(document, body) if open_values else []
    left = [value for value in open_values if not _is_held(value.span, nobody)]
    return [Doubt(value.rule, _OPEN_ROW.format(value.kind), value.span) for value in left]


@dataclass(frozen=True, slots=True)
class _Value:
    """A way to reach somebody, what it is, and the rule under which one that is left out is found."""

    rule: str
    kind: str
    span: Span


def _is_held(value: Span, spans: Sequence[Span]) -> bool:
    return any(span.start < value.end and value.start < span.end for span in spans)


def _values(document: Document, body: Span) -> Iterator[_Value]:
    """The ways to reach somebody, without those of a page's head or foot."""
    for stretch in document.without_furniture(body):
        for match in _EMAIL.finditer(document.text, *stretch):
            yield _Value("UA203", "e-mail address", Span(*match.span()))
        if _NUMBER_BEHIND_COLON.search(document.text, *stretch) is None:
            continue
        for label in label_pattern().finditer(document.as_read, *stretch):
            key = label_key(label)
            number = _NUMBER.match(document.text, label.end(), stretch.end) if key in _RULES else None
            if number is not None and ":" in label["mark"]:
                yield _Value(_RULES[key], "fax number" if key == "fax" else "phone number", Span(*number.span()))
