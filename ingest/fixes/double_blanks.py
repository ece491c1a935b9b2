"""Fix: two blanks between words of running text become one. Wider gaps are columns, and stay."""

from collections.abc import Iterator

from ingest.document import Span
from ingest.fixes.fix import Fix
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from models import SectionKind

_RUNNING_TEXT = (
    SectionKind.TITLE,
    SectionKind.SUMMARY,
    SectionKind.TAKE_ACTION,
    SectionKind.LETTER,
    SectionKind.ADDITIONAL_INFORMATION,
    SectionKind.BACKGROUND,
    SectionKind.RECOMMENDED_ACTION,
)
_DOUBLED = compiled(r"\S{1,60}(?:  \S{1,60}){1,200}")
_COLUMNS = compiled(r"\S[ \t]{3,}\S|\S\t+\S")


def offered(draft: Draft) -> Iterator[Fix]:
    """The words in running text that two blanks divide."""
    for part in draft.parts(*_RUNNING_TEXT):
        for line in draft.lines(part.body):
            text = draft.text[line.start : line.end]
            if _COLUMNS.search(text):
                continue
            for match in _DOUBLED.finditer(text):
                span = Span(line.start + match.start(), line.start + match.end())
                yield Fix(span, match.group(), match.group().replace("  ", " "), "one blank between words")
