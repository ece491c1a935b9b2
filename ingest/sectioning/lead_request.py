"""Part of the stage `sections`: the sentences that close a lead and ask its reader for something, or for nothing more.

They are no part of the summary, whether they stand in a paragraph of their own or end one that tells of the case.
"""

from collections.abc import Iterator
from dataclasses import replace

from ingest import vocabulary
from ingest.case_number import number_in
from ingest.dates import find_dates
from ingest.document import Document, Span, plain
from ingest.kept_patterns import compiled
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import full_year
from ingest.sectioning.units import asks_to_write
from ingest.sections import Part
from models import SectionKind

_SENTENCE_END = compiled(r"(?<=[^\W\d_]{2}[.!?])[\"\u201d\u00bb)]?\s+(?=[\W_]{0,3}[^\W\d_])")
_QUOTES = compiled(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
_LONGEST_REQUEST = 40
"""Words of a sentence."""
_LONGEST_ADDRESS = 10
"""Words of a sentence."""
_FIRST_YEAR_OF_TAKE_ACTION = 2009


def kind_of_request(document: Document) -> SectionKind:
    """What a request in the lead is: a recommended action in the layouts before 2009, which know no other."""
    number = number_in(document.as_read)
    old = number is not None and full_year(number["year"]) < _FIRST_YEAR_OF_TAKE_ACTION
    return SectionKind.RECOMMENDED_ACTION if old else SectionKind.TAKE_ACTION


def without_request(document: Document, part: Part) -> Iterator[Part]:
    """The lead, and as a part of its own the request that ends it."""
    start = _request_start(document, part.body) if part.kind is SectionKind.SUMMARY else None
    if start is None:
        yield part
        return
    yield replace(part, end=start)
    yield Part(kind_of_request(document), start, part.end)


def _request_start(document: Document, body: Span) -> int | None:
    """Where the sentences begin that end a lead and ask its reader for something; None where nothing else is told."""
    start: int | None = None
    for group in reversed(paragraphs(document, body)):
        asked = sentences_that_request(document, group)
        if asked is None:
            return start
        if asked > group.span.start:
            return asked
        start = asked
    return None


def sentences_that_request(document: Document, group: Paragraph) -> int | None:
    """Where the sentences begin that end a paragraph and speak to its reader, the first of them with a request."""
    start: int | None = None
    for sentence in reversed(_sentences(document, group.span)):
        text = plain(document.quote(sentence))
        if len(text.split()) > _LONGEST_REQUEST or _QUOTES.search(text):
            break
        leads = start is not None and (_thanks(text) or _speaks_to_one_reader(text))
        if leads or _requests(text):
            start = sentence.start
        elif not _speaks_to_reader(text) or find_dates(text, Span(0, len(text))):
            break
    return start


def _requests(text: str) -> bool:
    """Whether a sentence asks its reader to act, or says that nothing more is asked."""
    bare = text.lstrip("\u00a1 ")
    if vocabulary.match(bare, "phrases", "call") is not None or asks_to_write(bare):
        return True
    return vocabulary.search(text, "phrases", "no_action") is not None


def _speaks_to_reader(text: str) -> bool:
    return _thanks(text) or vocabulary.search(text, "phrases", "to_readers", "thanking") is not None


def _speaks_to_one_reader(text: str) -> bool:
    """Whether a short sentence, before one that asks, speaks of its reader ("You can help.")."""
    return len(text.split()) <= _LONGEST_ADDRESS and vocabulary.search(text, "phrases", "reader") is not None


def _thanks(text: str) -> bool:
    return vocabulary.match(text.lstrip("\u00a1 "), "phrases", "thanks") is not None


def _sentences(document: Document, span: Span) -> list[Span]:
    text = document.quote(span)
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [Span(span.start + start, span.start + end) for start, end in zip(starts, [*ends, len(text)], strict=True)]
