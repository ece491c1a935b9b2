"""Fixes applied to a plain text: its charset, its mark and its line breaks stay as they are."""

import unicodedata
from collections.abc import Iterable

from ingest.document import Document
from ingest.fixes.fix import Fix
from ingest.readers.charset import decoded


def source_span(document: Document, fix: Fix) -> tuple[int, int] | None:
    """Where the fix stands in the reading's text; None where more was normalised there than the kind of a blank."""
    start, end = fix.span
    if end <= start:
        return None
    first, last = document.origins[start], document.origins[end - 1] + 1
    written = document.reading.text[first:last]
    plain = "".join(" " if unicodedata.category(char) == "Zs" else char for char in written)
    return (first, last) if plain == fix.old else None


def mended(data: bytes, fixes: Iterable[tuple[Document, Fix]]) -> bytes:
    """The bytes of a plain text with the fixes in it; as they were where it could not be written back exactly."""
    charset, text = decoded(data)
    body = text.encode(charset, errors="replace")
    if not data.endswith(body):
        return data
    mark = data[: len(data) - len(body)]
    spans = [(source_span(document, fix), fix.new) for document, fix in fixes]
    for span, new in sorted(((span, new) for span, new in spans if span is not None), reverse=True):
        text = text[: span[0]] + new + text[span[1] :]
    try:
        return mark + text.encode(charset)
    except UnicodeEncodeError:
        return data
