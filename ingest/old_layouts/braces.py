"""Braces in a list of names: they join lines, and what stands behind them is said of several people."""

from ingest.document import Document, Span
from ingest.kept_patterns import compiled

# In a column of its own.
_BRACE = compiled(r"(?:\s{2,}|(?<=\)|,)\s)[)\]}|](?=\s|$)")


def brace_of(document: Document, line: Span) -> Span | None:
    """The brace of a line: one that stands apart, or a closing bracket at its end that nothing has opened."""
    apart = _BRACE.search(document.text, *line)
    if apart:
        return Span(*apart.span())
    single = compiled(r"(?<=\w) (?P<sign>[)}\]])(?=[ ]|$)").search(document.text, *line)
    if single:
        opening = "([{"[")]}".index(single["sign"])]
        opened, closed = (document.text.count(one, line.start, single.end()) for one in (opening, single["sign"]))
        if opened < closed:
            return Span(*single.span())
    text = document.quote(line)
    if text[-1:] in ")]}" and text.count("([{"[")]}".index(text[-1])]) < text.count(text[-1]):
        return Span(line.end - 1, line.end)
    return None


_NEAR_COLUMN = 2


def gap_below_brace(document: Document, line: Span, columns: tuple[int, ...]) -> Span | None:
    """The wide gap before what goes on below the words behind a brace, where this line bears none; None elsewhere."""
    for gap in compiled(r"[ \t]{3,}").finditer(document.text, *line) if columns else ():
        if any(abs(document.column_at(gap.end()) - column) <= _NEAR_COLUMN for column in columns):
            return Span(*gap.span())
    return None
