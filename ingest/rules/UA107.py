"""A line looks like a heading and is none that is known.

Why: A misspelt heading opens no section: what stands under it is read as part of the section before.

Bad:
    ADITIONAL INFORMATION

Good:
    ADDITIONAL INFORMATION
"""

from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.document import Span
from ingest.headings import find_headings
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from ingest.shapes import is_banner, is_number_line, is_shouted
from models import SectionKind

# Names, addresses and the sender's own lines are printed in capitals too.
_RUNNING_TEXT = (
    SectionKind.SUMMARY,
    SectionKind.TAKE_ACTION,
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.LETTER,
    SectionKind.ADDITIONAL_INFORMATION,
    SectionKind.BACKGROUND,
    SectionKind.PREFERRED_LANGUAGE,
    SectionKind.DEADLINE,
    SectionKind.SUBJECT_NAMES,
    SectionKind.PREVIOUS_UA,
)
_LONGEST = 70
_FEWEST_LETTERS = 8
_ALIKE = 0.84
_MOST_LETTERS_LOST = 3


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a line of its own in capitals, or one that is nearly a known heading, inside running text or over it."""
    known = {heading.span.start for heading in find_headings(draft.document)}
    for part in draft.sectioned.parts:
        if part.heading is not None and part.heading.start not in known:
            yield from _problem(draft, SectionKind.OTHER, draft.document.trimmed(part.heading))
    for part in draft.parts(*_RUNNING_TEXT):
        for line in draft.lines(part.body):
            if part.heading is None or not _same_line(draft, line, part.heading):
                yield from _problem(draft, part.kind, line)


def _problem(draft: Draft, kind: SectionKind, line: Span) -> Iterator[Problem]:
    if _is_plain(draft.quote(line)):
        return
    from difflib import get_close_matches

    printed = draft.quote(line).rstrip(" :")
    meant = get_close_matches(_folded(printed), _known(), n=1, cutoff=_ALIKE)
    if meant and _is_slip(_folded(printed), meant[0]):
        yield Problem(f"'{printed}' is no known heading; write '{_known()[meant[0]]}'", line)
        return
    shouted = kind is not SectionKind.SUMMARY and is_shouted(printed) and len(printed.split()) > 1
    if shouted and _stands_alone(draft, line):
        message = f"'{printed}' looks like a heading and is none that is known; use one of the family's"
        yield Problem(message, line)


def _is_slip(printed: str, known: str) -> bool:
    """Whether a line is a heading misspelt, and neither the heading itself nor a part of a longer one."""
    return printed != known and abs(len(printed) - len(known)) <= _MOST_LETTERS_LOST


def _same_line(draft: Draft, line: Span, heading: Span) -> bool:
    """Whether the line goes on behind a heading, which its value does."""
    return draft.document.line_at(line.start) == draft.document.line_at(heading.end - 1)


def _is_plain(text: str) -> bool:
    """Whether a line cannot be a heading: too short, too long, a sentence, a value, or one that other stages know."""
    if len(text) > _LONGEST or sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return True
    if compiled(r"[@\d\[\]_]|https?:|[.,;!?]$").search(text):
        return True
    return is_banner(text) or is_number_line(text) or vocabulary.fullmatch(text, "furniture", "line") is not None


def _stands_alone(draft: Draft, line: Span) -> bool:
    """Whether the line above is empty, as it is before a heading."""
    index = draft.document.line_at(line.start)
    above = draft.document.lines[index - 1] if index else None
    return above is None or not draft.document.quote(above.span).strip()


def _folded(text: str) -> str:
    return compiled(r"[\W_]+").sub(" ", text.casefold()).strip()


@cache
def _known() -> dict[str, str]:
    """The headings of one form, folded, as the vocabulary writes them."""
    wordings = (wording.text for group in vocabulary.topic("headings").values() for wording in group)
    plain = (text.rstrip(" :") for text in wordings if "{" not in text and len(text) >= _FEWEST_LETTERS)
    return {_folded(text): text for text in plain}
