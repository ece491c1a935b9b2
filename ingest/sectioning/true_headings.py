"""Part of the stage `sections`: which of the wordings that look like headings are some.

Entries of a menu, labels inside a list of names and headlines are none; a numbered step is one of the action.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.document import Document, Line, Span
from ingest.fields.narrative import INFORMATION
from ingest.headings import Heading, find_headings
from ingest.kept_patterns import compiled
from ingest.old_header import find_old_header
from ingest.opening import is_navigation
from ingest.paragraphs import paragraphs
from ingest.sections import TELLING, step_number
from ingest.shapes import is_number_line, reads_as_prose
from models import SectionKind

_LINES_OF_MENU = 30
"""A page's menu stands in its first lines with text."""
_NOT_IN_MENU = frozenset({SectionKind.TITLE, SectionKind.HEADER, SectionKind.SUBJECT_NAMES, SectionKind.DEADLINE})


def true_headings(document: Document) -> list[Heading]:
    """The headings of the document's sections, in order."""
    headings = _without_menu(document, find_headings(document))
    headings = _without_headlines(document, _without_labels_of_list(document, headings))
    headings = _without_labels_of_links(document, headings)
    return list(_with_numbered_steps(document, headings))


def _without_menu(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without a menu's entries: short lines above the number and all prose, or several on a line."""
    lines = [line for line in document.lines if document.quote(line.span).strip()][:_LINES_OF_MENU]
    headings = [one for one in headings if one.kind in _NOT_IN_MENU or not _in_navigation(document, one, lines)]
    end = next((line.start for line in lines if is_number_line(document.quote(line.span))), None)
    if end is None or any(reads_as_prose(document.quote(line.span)) for line in lines if line.start < end):
        return headings
    return [
        one for one in headings if one.span.start >= end or one.kind in _NOT_IN_MENU or not _is_entry(document, one)
    ]


def _is_entry(document: Document, heading: Heading) -> bool:
    """Whether a heading is an entry of a menu, alone on its line or one of several."""
    line = document.lines[document.line_at(heading.span.start)]
    return _alone(document, heading) or is_navigation(document.quote(line.span))


def _in_navigation(document: Document, heading: Heading, lines: list[Line]) -> bool:
    """Whether a heading is an entry of a menu that stands in one of the first lines ("Act | Issues | Join us")."""
    line = next((one for one in lines if one.start <= heading.span.start < one.end), None)
    return line is not None and is_navigation(document.quote(line.span)) and ":" not in document.quote(line.span)


def _alone(document: Document, heading: Heading) -> bool:
    """Whether a heading is all of its line, and has no colon."""
    line = document.lines[document.line_at(heading.span.start)]
    return document.quote(line.span).strip() == document.quote(heading.span).strip(" \n") and ":" not in document.quote(
        heading.span
    )


def _without_labels_of_list(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without those that are labels inside an old header's list of names ("New name:")."""
    in_header = (SectionKind.SUBJECT_NAMES, SectionKind.HEADER)
    first = next((one.span.start for one in headings if one.kind not in in_header), 0)
    labels = [one for one in headings if one.kind is SectionKind.SUBJECT_NAMES and one.span.start < first]
    old = find_old_header(document, Span(0, first)) if labels else None
    if old is None:
        return headings
    return [one for one in headings if one not in labels or not old.names.start <= one.span.start < old.names.end]


def _without_labels_of_links(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without labels of links inside the information ("Further information:", a link on the next line)."""
    labels = [
        one
        for above, one in pairwise(headings)
        if one.kind is SectionKind.ADDITIONAL_INFORMATION
        and above.kind in INFORMATION
        and document.quote(one.span).rstrip().endswith((":", "\uff1a"))
        and compiled(r"\s{0,12}(?:https?://|www\.|amnesty\.org/)\S").match(document.text, one.span.end)
    ]
    return [one for one in headings if one not in labels]


def _without_headlines(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without one before all prose that is a headline ("Further information: Lawyer jailed")."""
    if not headings or headings[0].kind not in TELLING:
        return headings
    first = headings[0].span
    line = document.lines[document.line_at(first.start)]
    rest = document.quote(Span(first.end, max(first.end, line.end)))
    above = paragraphs(document, Span(0, line.start))
    if not rest.strip() or reads_as_prose(rest) or any(reads_as_prose(document.quote(*one.spans)) for one in above):
        return headings
    return headings[1:]


def _with_numbered_steps(document: Document, headings: list[Heading]) -> Iterator[Heading]:
    """The headings; what bears the number behind that of the action is a step of it ("2) LET US KNOW").

    A sentence with the last day is none where it is a numbered step below the heading of what to do.
    """
    steps = 0
    acting = False
    for heading in headings:
        number = step_number(document, heading.span)
        if number is not None and heading.kind is SectionKind.DEADLINE and acting:
            continue
        acting = heading.kind is SectionKind.TAKE_ACTION
        if number is not None and heading.kind is SectionKind.TAKE_ACTION:
            steps = number
        elif number is not None and heading.kind is SectionKind.BOILERPLATE and number == steps + 1:
            steps += 1
            heading = replace(heading, kind=SectionKind.TAKE_ACTION)
        yield heading
