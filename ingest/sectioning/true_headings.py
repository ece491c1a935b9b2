"""Part of the stage `sections`: which of the wordings that look like headings are some.

Entries of a menu, labels inside a list of names and headlines are none; a numbered step is one of the action.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest

from ingest import vocabulary
from ingest.dates import find_dates
from ingest.document import Document, Line, Span
from ingest.header_lines import is_navigation
from ingest.headings import Heading, asks_who_gets_copies, find_headings
from ingest.kept_patterns import kept_pattern
from ingest.old_layouts.old_header import find_old_header
from ingest.paragraphs import paragraphs, text_of
from ingest.sectioning.senders_words import names_targets
from ingest.sectioning.units import Unit, tells, units_in
from ingest.sections import TELLING, step_number
from ingest.sending_notes import is_sending_note
from ingest.shapes import is_banner, is_number_line, is_shouted, reads_as_prose
from models import SectionKind

_LINES_OF_MENU = 30
"""A page's menu stands in its first lines with text."""
_ABOVE_LEAD = frozenset({SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE, SectionKind.SUBJECT_NAMES})
"""What may stand among the header lines."""
_NOT_IN_MENU = frozenset({SectionKind.TITLE, SectionKind.HEADER, SectionKind.SUBJECT_NAMES, SectionKind.DEADLINE})


def true_headings(document: Document) -> list[Heading]:
    """The headings of the document's sections, in order."""
    headings = _without_menu(document, find_headings(document))
    headings = _without_headlines(document, _without_labels_of_list(document, headings))
    headings = _without_notes_among_targets(document, headings)
    headings = _without_labels_of_targets(document, headings)
    headings = _without_labels_of_header(headings)
    headings = _without_asides_above_lead(document, headings)
    headings = _without_labels_of_links(document, headings)
    headings = _with_questions_about_copies(document, _with_answered_questions(document, headings))
    return list(_with_numbered_steps(document, _with_question_over_lead(document, headings)))


def _without_asides_above_lead(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without what opens no section above all that is told: a label of an earlier document among the
    header lines, or a page's button ("Share", "Take action now") with the lead below it.
    """
    place = next((place for place, one in enumerate(headings) if one.kind not in _ABOVE_LEAD), None)
    if place is None or headings[place].kind not in _MAY_BE_ASIDE:
        return headings
    aside, rest = headings[place], headings[place + 1 :]
    end = rest[0].span.start if rest else len(document.text)
    none = aside.kind is SectionKind.PREVIOUS_UA or _is_button(document, aside, Span(aside.span.end, end), rest)
    if _tells(document, Span(0, aside.span.start)) or not none:
        return headings
    return _without_asides_above_lead(document, [*headings[:place], *rest])


_MAY_BE_ASIDE = frozenset({SectionKind.PREVIOUS_UA, SectionKind.BOILERPLATE, SectionKind.TAKE_ACTION})


def _is_button(document: Document, heading: Heading, body: Span, rest: list[Heading]) -> bool:
    """Whether a heading is a page's button with a story below it; one to act, where a heading for that comes again."""
    label = document.quote(heading.span).strip()
    if heading.kind is not SectionKind.TAKE_ACTION:
        return vocabulary.fullmatch(label, "furniture", "button") is not None and _tells(document, body)
    if vocabulary.fullmatch(label, "furniture", "action_button") is None:
        return False
    if not any(one.kind in _ASKS_FOR_ACTION for one in rest):
        return False
    told = [unit for unit in units_in(document, body) if unit.told]
    return bool(told) and not any(map(_speaks_to_reader, told))


def _speaks_to_reader(unit: Unit) -> bool:
    asks = vocabulary.match(unit.text, "phrases", "instruction", "appeal_verb", "imperative") is not None
    return unit.item or asks or vocabulary.search(unit.text, "phrases", "to_readers") is not None


def _tells(document: Document, span: Span) -> bool:
    return any(tells(document.quote(*one.spans)) for one in paragraphs(document, span))


def _with_question_over_lead(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings, and before them the question that stands over the lead ("Who is Ana Ruiz?").

    A question in capitals is one only below another line in capitals: else it is the headline.
    """
    if not headings or "?" not in document.text[: headings[0].span.start]:
        return headings
    end = headings[0].span.start
    lines = [line for line in document.lines if line.start < end and not line.furniture]
    lines = [line for line in lines if document.quote(line.span).strip()]
    shouted = False
    for line, below in pairwise(lines):
        text = document.quote(line.span).strip()
        if reads_as_prose(text):
            break
        if _asks_what_is_told(text) and (shouted or not is_shouted(text)):
            if tells(text_of(document, paragraphs(document, Span(below.start, end))[0].spans)):
                return [Heading(SectionKind.SUMMARY, document.trimmed(line.span), headings[0].language), *headings]
            break
        shouted = shouted or (is_shouted(text) and not is_banner(text) and not is_number_line(text))
    return headings


def _with_questions_about_copies(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings, and below one over targets the lines that ask who gets copies ("Who else should get a copy?")."""
    added: list[Heading] = []
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.span.start if following is not None else len(document.text)
        if heading.kind is not SectionKind.TARGETS or "?" not in document.text[heading.span.end : end]:
            continue
        # Behind a heading on its line, it stands over another column.
        below = (line for line in document.lines if heading.span.end < line.start < end)
        asking = (document.trimmed(line.span) for line in below if asks_who_gets_copies(document.quote(line.span)))
        added += [Heading(SectionKind.TARGETS, span, heading.language) for span in asking]
    return sorted([*headings, *added], key=lambda heading: heading.span.start) if added else headings


def _with_answered_questions(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings; a question that only a story answers stands over the lead, or over information below it."""
    ends = [*(one.span.start for one in headings[1:]), len(document.text)][: len(headings)]
    found: list[Heading] = []
    for one, end in zip(headings, ends, strict=True):
        if not _is_answered(document, one, end):
            found.append(one)
            continue
        leads = one.kind is SectionKind.SUBJECT_NAMES and not _is_told_above(document, one)
        kind = SectionKind.SUMMARY if leads else SectionKind.ADDITIONAL_INFORMATION
        found.append(replace(one, kind=kind))
    return found


def _is_told_above(document: Document, heading: Heading) -> bool:
    above = paragraphs(document, Span(0, heading.span.start))
    return any(reads_as_prose(document.quote(*one.spans)) for one in above)


_ASKS_FOR_ACTION = frozenset(
    {SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION, SectionKind.PREFERRED_LANGUAGE, SectionKind.TARGETS}
)
_ASKS_FOR_MORE = frozenset({SectionKind.DEADLINE, SectionKind.SUBJECT_NAMES})


def _is_answered(document: Document, heading: Heading, end: int) -> bool:
    """Whether a heading is a question for what to do, whom to write to, until when or for whom, and only a story that
    reaches nobody and asks no reader for anything stands below it.
    """
    asks = heading.kind in _ASKS_FOR_ACTION or heading.kind in _ASKS_FOR_MORE
    if not asks or not document.quote(heading.span).rstrip().endswith("?"):
        return False
    body = Span(heading.span.end, end)
    told = document.text[body.start : body.end]
    if heading.kind in _ASKS_FOR_ACTION and vocabulary.search(told, "phrases", "to_readers", "instruction") is not None:
        return False
    dated = any(one.full for one in find_dates(document.as_read, body))
    if heading.kind in _ASKS_FOR_MORE and dated is (heading.kind is SectionKind.DEADLINE):
        return False
    units = units_in(document, body)
    return bool(units) and all(unit.prose for unit in units)


def _asks_what_is_told(text: str) -> bool:
    """Whether a line is a question that the text below answers."""
    return text.endswith("?") and vocabulary.match(text.lstrip("\u00bf "), "phrases", "telling_question") is not None


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
    labels = [one for one in labels if not document.quote(one.span).endswith("?")]
    old = find_old_header(document, Span(0, first)) if labels else None
    if old is None:
        return headings
    return [one for one in headings if one not in labels or not old.names.start <= one.span.start < old.names.end]


def _without_labels_of_links(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without labels of links below another one ("Further information:", a link on the next line)."""
    labels = [
        one
        for one in headings[1:]
        if one.kind is SectionKind.ADDITIONAL_INFORMATION
        and document.quote(one.span).rstrip().endswith((":", "\uff1a"))
        and _link().match(document.text, one.span.end)
    ]
    return [one for one in headings if one not in labels]


@kept_pattern(re.IGNORECASE)
def _link() -> str:
    """A link behind a label, on its line or the next one."""
    return rf"\s{{0,12}}(?:https?://|www\.|{vocabulary.alternatives('contacts', 'own_site')}/)\S"


def _without_headlines(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without one before all prose that is a headline ("Further information: Lawyer jailed")."""
    if not headings or headings[0].kind not in TELLING:
        return headings
    first = headings[0].span
    line = document.lines[document.line_at(first.start)]
    inside = document.quote(first).rstrip(": \n").partition(":")[2]
    rest = inside or document.quote(Span(first.end, max(first.end, line.end)))
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


def _without_notes_among_targets(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without one of postage ("Postage: $1.10") that stands under those of targets, over more of them."""
    kept: list[Heading] = []
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.span.start if following is not None else len(document.text)
        above = kept[-1].kind if kept else None
        if above in _OVER_TARGETS and heading.kind is SectionKind.BOILERPLATE and _is_note(document, heading, end):
            continue
        kept.append(heading)
    return kept


def _without_labels_of_targets(document: Document, headings: list[Heading]) -> list[Heading]:
    """The headings without the label of a target's name, over the line of its office or address ("Name: ..."), and
    without that of a telegram address below it ("Telegrams to: ...").
    """
    kept: list[Heading] = []
    for heading in headings:
        above = kept[-1] if kept else None
        over = above is not None and above.kind in _OVER_TARGETS
        named = over and heading.kind is SectionKind.SUBJECT_NAMES and _labels_target(document, heading)
        if not named and not (above is not None and over and _labels_telegram(document, heading, above.span.end)):
            kept.append(heading)
    return kept


def _labels_telegram(document: Document, heading: Heading, start: int) -> bool:
    """Whether a heading of targets is a label with its value on its line, directly below the lines of a target.

    `start` is where the heading above ends.
    """
    line = document.lines[document.line_at(heading.span.start)]
    label, colon, value = document.quote(line.span).partition(":")
    if vocabulary.fullmatch(label.strip(), "contacts", "telegrams_to") is None or not (colon and value.strip()):
        return False
    target = document.text[start : line.start]
    return bool(target.strip(" \t\n:")) and target.rstrip(" \t").count("\n", len(target.rstrip())) == 1


def _labels_target(document: Document, heading: Heading) -> bool:
    label = document.quote(heading.span).strip(" \t:")
    if vocabulary.fullmatch(label, "contacts", "name_label") is None:
        return False
    line = document.lines[document.line_at(heading.span.end)]
    below = document.text[line.end + 1 : document.text.find("\n", line.end + 1)]
    keys = ("office_label", "address_label")
    return vocabulary.fullmatch(below.partition(":")[0].strip(), "contacts", *keys) is not None


def _without_labels_of_header(headings: list[Heading]) -> list[Heading]:
    """The headings without labels of the first lines ("Index number:"): only where the headline has a label are these
    parts of their own.
    """
    if any(one.kind is SectionKind.TITLE for one in headings):
        return headings
    first = next((place for place, one in enumerate(headings) if one.kind is not SectionKind.HEADER), len(headings))
    return headings[first:]


_OVER_TARGETS = frozenset({SectionKind.TARGETS, SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION})


def _is_note(document: Document, heading: Heading, end: int) -> bool:
    """Whether the line of a heading is a note on sending, and targets stand behind it, or those who get copies."""
    line = document.lines[document.line_at(heading.span.start)]
    if not is_sending_note(document.quote(line.span)):
        return False
    rest = Span(line.end, end)
    return names_targets(document, rest)
