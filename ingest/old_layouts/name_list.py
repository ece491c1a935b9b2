"""The list of names in a 1973-2008 header: its entries, without the columns, numbers, braces and labels around them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest import vocabulary
from ingest.concern_words import names_concern
from ingest.dates import find_dates
from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from ingest.old_layouts.braces import brace_of, gap_below_brace
from ingest.old_layouts.entry_lines import ENTRY_NUMBER, goes_on_with_entry
from ingest.old_layouts.listed_countries import behind_cell, behind_glued_country, behind_label, split_country
from ingest.shapes import is_number_line, is_shouted

_LABELS = compiled(r"(?:^|\s{2})[^\W\d_]+:\s")
_FEWEST_WORDS_OF_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the stretch that its name begins, and those of the lines on which it goes on.

    `shared` is what stands behind the brace that joins its line to others.
    """

    spans: tuple[Span, ...]
    shared: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list: what of it belongs to an entry, and how the entry before it and the brace bear on it."""

    span: Span
    goes_on: bool
    braced: bool
    behind_brace: Span | None


def name_entries(document: Document, names: Span) -> list[Entry]:
    """The entries of the list in `names`, in order; it ends where a line is a sentence."""
    rows = list(_rows(document, names))
    entries: list[Entry] = []
    for index, row in enumerate(rows):
        if row.goes_on and entries:
            entries[-1] = replace(entries[-1], spans=(*entries[-1].spans, row.span))
        else:
            entries.append(Entry((row.span,), _behind_brace(rows, index) if row.braced else ()))
    return entries


def _behind_brace(rows: list[_Row], index: int) -> tuple[Span, ...]:
    """What stands behind the brace on any of the lines that it joins with the line at `index`."""
    first = last = index
    while first > 0 and rows[first - 1].braced:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].braced:
        last += 1
    return tuple(row.behind_brace for row in rows[first : last + 1] if row.behind_brace is not None)


def _rows(document: Document, names: Span) -> Iterator[_Row]:
    column: int | None = None
    numbered = False
    cells = {cell.start: cell for cell in split_country(document, names)}
    before: Span | None = None
    begun: int | None = None
    braces: tuple[int, ...] = ()
    for line in document.lines_in(names):
        whole = document.trimmed(line.span)
        if whole.start >= whole.end or is_number_line(document.quote(whole)) or is_dateline(document, whole):
            continue
        if _is_running_line(document.quote(whole)) or _states_kind(document.quote(whole)):
            continue
        if _is_sentence(document.quote(whole)) or (before is not None and _is_headline(document, before, whole, names)):
            return
        if len(_LABELS.findall(document.quote(whole))) > 1 or _is_bare_label(document.quote(whole)):
            continue
        cell = cells.get(whole.start)
        label = behind_cell(document, whole, cell) if cell else behind_label(document, whole, column)
        marked = ENTRY_NUMBER.match(document.text, *whole) or ENTRY_NUMBER.match(document.text, label, whole.end)
        numbered = numbered or marked is not None
        brace = brace_of(document, whole) or gap_below_brace(document, whole, braces)
        if brace is not None:
            braces = (document.column_at(brace.start), document.column_at(brace.end))
        start = marked.end() if marked else max(whole.start, label)
        # A comma before a brace leads on to what stands behind it.
        marks = ",:/" if brace else ":/"
        span = document.trimmed(Span(start, brace.start if brace else whole.end), marks=marks)
        if span.start >= span.end:
            continue
        bare = marked is None and label == whole.start
        offset = document.column_at(span.start)
        below = column if begun is None or offset != begun else None
        goes_on = bare and before is not None and (numbered or goes_on_with_entry(document, before, span, below))
        begun = begun if goes_on else offset
        if column is None and _tells_column(document, line.span, whole, span):
            column = document.column_at(span.start)
        behind = document.trimmed(Span(brace.end, whole.end)) if brace else None
        yield _Row(span, goes_on, brace is not None, behind if behind and behind.start < behind.end else None)
        before = span


def _states_kind(text: str) -> bool:
    """Whether a line only says which kind of document it is ("* * * STOP ACTION * * *")."""
    return vocabulary.fullmatch(text.strip(" \t*=_-#"), "header", "stop", "final", "update") is not None


def _is_running_line(text: str) -> bool:
    """Whether a line between the names is a page's: the sender with a date or the page's number."""
    sent = vocabulary.match(text, "header", "sender")
    return sent is not None and compiled(r"\d").search(text, sent.end()) is not None


def _tells_column(document: Document, line: Span, whole: Span, name: Span) -> bool:
    """Whether a line tells in which column the names stand: not one whose name a lost tab glued to the country, nor
    one with a tab behind the country, since how far a tab reached there is not known.
    """
    if name.start == line.start or behind_glued_country(document, whole) != whole.start:
        return False
    return "\t" not in document.text[whole.start : name.start]


_LONGEST_PLACE = 4


def is_dateline(document: Document, entry: Span) -> bool:
    """Whether a line of a header is a place and a day ("Londres, le 20 mai 1997")."""
    day = next((found for found in find_dates(document.as_read, entry) if found.full), None)
    if day is None or document.text[day.span.end : entry.end].strip(" ."):
        return False
    before = document.text[entry.start : day.span.start]
    if vocabulary.search(before, "people", "status") is not None:
        return False
    return "," in before and len(before.split()) <= _LONGEST_PLACE


_MOST_WORDS_OF_LABEL = 5


def _is_bare_label(text: str) -> bool:
    """Whether a line is nothing but a label over the names ("On behalf of:")."""
    return text.endswith(":") and "," not in text and len(text.split()) <= _MOST_WORDS_OF_LABEL


def _is_sentence(text: str) -> bool:
    """Whether a line of the list is a sentence of its own ("PLEASE SEND NO MORE APPEALS.")."""
    words = text.split()
    if not text.endswith(".") or len(words) < _FEWEST_WORDS_OF_SENTENCE:
        return False
    return is_shouted(text) or any(word in vocabulary.word_set("auxiliary", "people") for word in words)


def _is_headline(document: Document, before: Span, line: Span, names: Span) -> bool:
    """Whether a line below a name that is not all in capitals begins a headline in capitals, over the lines to come:
    it says what is feared or what became of somebody.
    """
    if not is_shouted(document.quote(line)) or is_shouted(document.quote(before)):
        return False
    below = (document.trimmed(one.span) for one in document.lines_in(Span(line.start, names.end)))
    headline = " ".join(takewhile(is_shouted, (document.quote(one) for one in below)))
    if len(headline.split()) < _FEWEST_WORDS_OF_HEADLINE:
        return False
    return names_concern(headline) or vocabulary.search(headline, "people", "status") is not None


_FEWEST_WORDS_OF_HEADLINE = 3
