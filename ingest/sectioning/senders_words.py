"""Part of the stage `sections`: the sender's own words, which close a section and are none of its text.

They say how to reach or to help the sender's office, speak to readers, or sign.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, is_reference, states_number
from ingest.dates import find_dates
from ingest.document import Document, Span, plain
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.fields.official_names import is_untitled_name
from ingest.header_lines import is_navigation
from ingest.kept_patterns import compiled, kept_pattern
from ingest.last_day import holds_last_day, is_announced_last_day
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import ends_a_line_in_country
from ingest.readers.mail_quoting import RULED_LINE
from ingest.sectioning.units import Unit, is_block_of_targets, is_labelled, names_somebody, units_in
from ingest.sections import TELLING, Part
from ingest.sending_notes import is_mail_note, is_sending_note, speaks_of_sending, start_of_note, states_price
from ingest.shapes import CHANNEL, QUOTED, is_office_line, reads_as_prose, valediction_at
from models import SectionKind

_LONGEST_SIGNATURE = 15
"""Lines with text, behind the ruler of a mail program or a list."""
_MOST_SIGNATURE_LINES = 6
"""Paragraphs, from a formula on to the end of the section."""
_FOOTER_WITHIN = 60
"""How far into a paragraph the words stand that make it a footer."""
_LONGEST_CLOSING = 60
"""Words; a longer paragraph tells of the case."""
_FEWEST_CLOSING = 5
"""Words; among targets a shorter line may be a part of one."""
_LONGEST_NEUTRAL = 8
"""Words of a line that goes with the sender's words around it."""
_LONGEST_WAY = 30
"""Words of a paragraph that says how to reach somebody."""
_LONGEST_LABEL = 2
"""Words."""
_WIDE = 3
"""Blanks before a remark beside an address."""
_LITTLE = 20
"""A paragraph of fewer words tells no story."""
_MAY_END_IN_FOOTER = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.TARGETS,
        SectionKind.LETTER,
        SectionKind.ADDITIONAL_INFORMATION,
        SectionKind.BACKGROUND,
        SectionKind.PREFERRED_LANGUAGE,
        SectionKind.DEADLINE,
        SectionKind.SUBJECT_NAMES,
        SectionKind.PREVIOUS_UA,
    }
)
# A letter speaks to its reader, and notes to readers go with a last day or a language.
_WITH_NOTES = frozenset({SectionKind.LETTER, SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE})
_CLOSED_BY_THANKS = frozenset(
    {SectionKind.SUMMARY, SectionKind.TARGETS, SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE}
)
# Sections whose short lines are values.
_LISTING = frozenset({SectionKind.TARGETS, SectionKind.SUBJECT_NAMES, SectionKind.PREVIOUS_UA})
_WAY = compiled(r"[^\s@]@[^\s@]|https?:|www\.|\+?\d[\d ()/-]{6,}\d")
# What a value's note says ("+977 1 4415 594 (office hours only)") is not the sender's.
_BEHIND = compiled(r"(?<=\S)[ \t]{1,3}\([^()\n]{1,160}\)")
_TWO_DASHES = compiled(r"[ \t]{0,3}--[ \t]{0,3}")


@kept_pattern(re.IGNORECASE)
def _document_link() -> str:
    """Links to what can be read: to a folder of texts, or deep into a site of others that is no network."""
    folder = _any_of("link_folder", "phrases")
    sender, network = _any_of("sender_domain", "contacts"), _any_of("social_site", "contacts")
    return (
        rf"(?:https?://|www\.|(?<!\w)(?:{sender})\.org/)(?:[^\s<>]{{1,200}}?/)?(?:{folder})/[^\s<>]{{2,300}}"
        rf"|(?:https?://|www\.)(?![^\s/]*(?:{sender}|{network}))[\w.-]{{4,80}}/[^\s/<>]{{2,80}}/[^\s<>]{{2,300}}"
    )


def _any_of(key: str, topic: str) -> str:
    return "|".join(map(re.escape, sorted(vocabulary.word_set(key, topic))))


def without_office_footer(document: Document, part: Part) -> Iterator[Part]:
    """The sender's office, postage tips and share lines at the end of a section are boilerplate, not its text."""
    if part.kind is SectionKind.OTHER and part.start > 0 and reaches_sender(document.quote(part.body)):
        yield replace(part, kind=SectionKind.BOILERPLATE)
        return
    letterhead = _letterhead(document, part) if part.kind is SectionKind.TAKE_ACTION else None
    if letterhead is not None:
        yield replace(part, end=letterhead)
        yield Part(SectionKind.BOILERPLATE, letterhead, part.end)
        return
    if part.kind not in _MAY_END_IN_FOOTER:
        yield part
        return
    groups = paragraphs(document, part.body)
    closing = _thanks(document, part, groups) or _closing_words(document, part, groups)
    for index, paragraph in enumerate(groups):
        if paragraph.span.start == closing:
            if document.text[part.start : closing].strip():
                yield replace(part, end=closing)
            yield Part(SectionKind.BOILERPLATE, closing, part.end)
            return
        start, text = paragraph.span.start, document.quote(*paragraph.spans)
        found = vocabulary.search(_BEHIND.sub(_blank, text), "phrases", "office_footer")
        opens = found is not None and found.start() == 0 and part.kind not in TELLING
        opens = opens or part.kind is SectionKind.DEADLINE
        footed = found is not None and found.start() < _FOOTER_WITHIN and (opens or _reads_as_footer(text))
        footed = footed and not (part.kind is SectionKind.DEADLINE and _is_note_on_last_day(text))
        footed = footed and not (part.kind is SectionKind.TARGETS and _parts_targets(document, part, groups, index))
        labelled = footed and (part.kind is SectionKind.SUMMARY or label_pattern().match(text) is not None)
        if footed and start > part.start and not labelled and not is_announced_last_day(document, part, start):
            if document.text[part.start : start].strip():
                yield replace(part, end=start)
            story = _story_behind(document, part, groups[index + 1 :])
            yield Part(SectionKind.BOILERPLATE, start, part.end if story is None else story)
            if story is not None:
                yield from without_office_footer(document, Part(part.kind, story, part.end))
            return
    yield part


def _story_behind(document: Document, part: Part, groups: list[Paragraph]) -> int | None:
    """Where a story goes on behind the footer of a page; None where nothing but the sender's words follows."""
    if part.kind not in TELLING or part.kind is SectionKind.LETTER:
        return None
    return next((group.span.start for group in groups if _is_story(document, part.kind, group)), None)


def _is_story(document: Document, kind: SectionKind, group: Paragraph) -> bool:
    text = document.quote(*group.spans)
    if not reads_as_prose(text) and not (find_dates(document.as_read, group.span) and text.rstrip().endswith(".")):
        return False
    if _names_sender(text) or _WAY.search(text) is not None or _speaks_for_sender(document, kind, group):
        return False
    return vocabulary.search(text, "phrases", "office_footer", "to_readers", "thanks") is None


def _letterhead(document: Document, part: Part) -> int | None:
    """Where lines with the sender's name and how to reach him begin that close instructions; None where none do."""
    opening: int | None = None
    for group in reversed(paragraphs(document, part.body)[1:]):
        text = plain(document.quote(*group.spans))
        if group.marker is not None or reads_as_prose(text) or not is_office_line(text):
            break
        opening = group.span.start if _names_sender(text) else opening
    return opening


def _parts_targets(document: Document, part: Part, groups: list[Paragraph], index: int) -> bool:
    """Whether a note on sending stands between the targets of a section: some come behind it, or on its line before it.

    One that speaks to readers behind it asks for replies, and names the sender.
    """
    text = document.quote(*groups[index].spans)
    if _stands_beside(document, groups[index]):
        return True
    opened = compiled(r"[,;(\n]").split(text)[0].strip()
    if opened and names_somebody(opened) and start_of_note(text) is not None and not _names_sender(text):
        return True
    if not is_sending_note(text) or index + 1 == len(groups):
        return False
    return names_targets(document, Span(groups[index + 1].span.start, part.end))


def _stands_beside(document: Document, group: Paragraph) -> bool:
    """Whether the note on sending of a paragraph's first line stands far right of something else, an address."""
    line = document.lines[document.line_at(group.span.start)]
    start = start_of_note(document.text[line.start : line.end])
    return start is not None and document.text[line.start + start : line.end][:_WIDE].isspace()


def _names_sender(text: str) -> bool:
    return vocabulary.search(text, "contacts", "sender_name", "sender") is not None


def names_targets(document: Document, stretch: Span) -> bool:
    """Whether a stretch opens with somebody to write to, and what it says before a footer reaches nobody else's."""
    own: list[Unit] = []
    for unit in units_in(document, stretch):
        found = vocabulary.search(unit.text, "phrases", "office_footer")
        if (found is not None and found.start() < _FOOTER_WITHIN and not is_sending_note(unit.text)) or unit.prose:
            break
        own += [] if is_sending_note(unit.text) else [unit]
    if not own or _names_sender("\n".join(unit.text for unit in own)):
        return False
    speaks = vocabulary.pattern("phrases", "to_readers").search(own[0].text) is not None
    copied = vocabulary.pattern("contacts", "copy_word").search(own[0].text) is not None
    return (copied or not speaks) and is_block_of_targets(own, headed=True)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _is_note_on_last_day(text: str) -> bool:
    """Whether a paragraph under the last day begins by saying what to do after it ("After this date, ask us")."""
    return vocabulary.match(text, "phrases", "deadline_opening") is not None


def _reads_as_footer(text: str) -> bool:
    """Whether a paragraph is no prose about the case: short lines, or ways to reach an office."""
    return (
        not reads_as_prose(text)
        or CHANNEL.search(text) is not None
        or compiled(r"www\.|https?:").search(text) is not None
    )


def _thanks(document: Document, part: Part, groups: list[Paragraph]) -> int | None:
    """Where the thanks to those who write begin that close a lead, a list of targets, a last day or a language."""
    if part.kind not in _CLOSED_BY_THANKS:
        return None
    opening: int | None = None
    for group in reversed(groups[1:]):
        text = document.quote(*group.spans)
        dated = part.kind is SectionKind.SUMMARY and bool(find_dates(document.as_read, group.span))
        thanks = not dated and len(text.split()) <= _LONGEST_CLOSING
        if thanks and vocabulary.match(text, "phrases", "thanks") is not None:
            opening = group.span.start
        elif len(text.split()) > _LONGEST_NEUTRAL or label_pattern().search(text) or _addresses_somebody(text):
            break
    return opening


def _closing_words(document: Document, part: Part, groups: list[Paragraph]) -> int | None:
    """Where the sender's own words begin that close a section: paragraphs that speak to readers, or reach an office.

    Short lines among them go with them. None where the section ends with what it is about.
    """
    if part.kind in _WITH_NOTES:
        return None
    own = groups if part.heading is None and part.kind in TELLING else groups[1:]
    signed = _signature(document, own) if part.kind is not SectionKind.SUMMARY else None
    if signed is not None:
        return signed
    opening: int | None = None
    for group in reversed(own):
        short = len(document.quote(*group.spans).split()) <= _LONGEST_NEUTRAL
        if _speaks_for_sender(document, part.kind, group):
            opening = group.span.start
        elif not short or part.kind in _LISTING or part.kind is SectionKind.SUMMARY:
            break
    if (
        opening is not None
        and part.kind is SectionKind.TARGETS
        and label_pattern().search(document.text, opening, part.end)
    ):
        return None
    return opening


def _signature(document: Document, groups: list[Paragraph]) -> int | None:
    """Where the sender signs: a formula on a line of its own, and short lines behind it to the end of the section."""
    for group in groups[-_MOST_SIGNATURE_LINES:]:
        line = document.lines[document.line_at(group.span.start)]
        below = document.quote(Span(line.end, groups[-1].span.end)).split("\n")
        if valediction_at(document.text, *line.span) and all(len(one.split()) <= _LONGEST_NEUTRAL for one in below):
            return group.span.start
    return None


def _speaks_for_sender(document: Document, kind: SectionKind, group: Paragraph) -> bool:
    """Whether a paragraph is the sender's: it speaks to readers, not in quotation marks, or says how to reach him."""
    text = _unannounced(document.quote(*group.spans))
    words = text.split()
    if states_number(text) or _is_bar_of_links(text):
        return True
    if kind is SectionKind.SUMMARY:
        return False
    if len(words) > _LONGEST_CLOSING or group.marker is not None:
        return False
    if kind is SectionKind.TARGETS and (
        _is_about_addresses(document, group) or _addresses_somebody(text) or _stands_beside(document, group)
    ):
        return False
    if kind is SectionKind.TARGETS and text[:1].islower() and _WAY.search(text) is None:
        # It goes on with the list above it ("and to the embassy in your country").
        return False
    if kind in TELLING and find_dates(document.as_read, group.span) and _WAY.search(text) is None:
        return False
    footer = vocabulary.search(text, "phrases", "office_footer") is not None
    if _document_link().search(text) and not footer:
        return False
    if kind in TELLING and not QUOTED.search(text) and (speaks_of_sending(plain(text)) or is_mail_note(plain(text))):
        return True
    if INDEX_NUMBER.search(document.as_read, *group.span) and not footer:
        return False
    if kind in TELLING and (vocabulary.match(text, "phrases", "thanks") or _presents_sender(text)):
        return True
    if vocabulary.pattern("phrases", "to_readers").search(QUOTED.sub(" ", text)):
        return kind is not SectionKind.TARGETS or len(words) >= _FEWEST_CLOSING
    return kind in TELLING and len(words) <= _LONGEST_WAY and _WAY.search(text) is not None


def _unannounced(text: str) -> str:
    """A paragraph without the words that ask to note what it says ("Please note: ...")."""
    announced = vocabulary.match(text, "phrases", "note_label")
    return text if announced is None else text[announced.end() :].lstrip(" :")


def _is_bar_of_links(text: str) -> bool:
    """Whether a line is short entries with bars between them, without a number or an address ("Print | Share")."""
    return "|" in text and compiled(r"[\d@:\n]").search(text) is None and is_navigation(text)


def _presents_sender(text: str) -> bool:
    """Whether a paragraph says what the sender is ("Amnesty International is a worldwide movement ...")."""
    named = vocabulary.match(text, "contacts", "sender_name")
    return (
        named is not None and vocabulary.match(text[named.end() :].lstrip(), "phrases", "presents_sender") is not None
    )


def _addresses_somebody(text: str) -> bool:
    """Whether a paragraph among targets is one itself: a line ends in a country, or says a salutation."""
    if vocabulary.pattern("contacts", "bare_salutation").search(text):
        return True
    if vocabulary.search(text, "addresses", "post_box"):
        return True
    return ends_a_line_in_country(text)


def _is_about_addresses(document: Document, group: Paragraph) -> bool:
    """Whether a paragraph is a note on addresses, copies, languages or the last day: it goes with what stands above."""
    text = document.quote(*group.spans)
    if vocabulary.search(text, "phrases", "to_us") and not _names_an_embassy(text):
        return holds_last_day(document, group.span)
    notes = ("own_language", "deadline_sentence", "deadline_opening", "instruction")
    return (
        vocabulary.search(text, "phrases", *notes) is not None
        or vocabulary.search(text, "contacts", "copy_word", "nobody") is not None
        or label_pattern().match(text) is not None
        or holds_last_day(document, group.span)
        or any(names_somebody(piece.strip()) for piece in compiled(r"[,;(\n]").split(text) if piece.strip())
    )


def _names_an_embassy(text: str) -> bool:
    """Whether a note speaks of those whom nobody's name stands for: the representatives in the reader's country."""
    return vocabulary.search(text, "contacts", "nobody") is not None


def is_senders(text: str) -> bool:
    """Whether lines at the end of a section are the document's own reference, or those of the sender's office."""
    first = text.strip().split("\n", 1)[0]
    footer = vocabulary.search(first, "phrases", "office_footer")
    return is_reference(first) or (footer is not None and footer.start() < _FOOTER_WITHIN)


def is_footer(units: Sequence[Unit]) -> bool:
    """Whether paragraphs behind the targets are the sender's: all reach him, or the first says so and tells little."""
    footer = vocabulary.search(units[0].text[:_FOOTER_WITHIN], "phrases", "office_footer")
    reaching = [reaches_sender(unit.text) for unit in units]
    return footer is not None or all(reaching) or (len(units[0].text.split()) < _LITTLE and any(reaching[:3]))


_NUMBER_TO_CALL = compiled(r"(?<![\d/])\(?0?\d{2,5}\)?[ -]\d{2,4}[ -]\d{2,4}(?![\d/])")
_FEWEST_SIGNS = 3


def speaks_to_members(text: str) -> bool:
    """Whether a text is news of a group for its members: it addresses them, and speaks of money, stamps, boxes or
    numbers to call. One that dates an event by its year tells of something else.
    """
    if any(found.full for found in find_dates(text, Span(0, len(text)))):
        return False
    signs = (
        vocabulary.pattern("phrases", "to_readers").search(QUOTED.sub(" ", text)) is not None,
        vocabulary.pattern("phrases", "postage", "mail_note").search(text) is not None,
        vocabulary.search(text, "addresses", "post_box") is not None or is_labelled(text),
        states_price(text),
        _NUMBER_TO_CALL.search(text) is not None,
    )
    return sum(signs) >= _FEWEST_SIGNS


def reaches_sender(text: str) -> bool:
    """Whether a paragraph behind the targets says how to reach or to help the sender.

    A link to a report does not, where more than a label stands beside it.
    """
    told = _document_link().sub(" ", text) if "/" in text else text
    reached = told if len(told.split()) > _LONGEST_LABEL else text
    return (
        compiled(r"[^\s@]@[^\s@]|https?:|www\.|\bIBAN\b").search(reached) is not None
        or is_labelled(text)
        or vocabulary.search(text, "phrases", "office_footer") is not None
    )


def without_office_behind_all(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; an address without a heading that stands behind the targets and other words of the sender is his.

    So is one behind the last day that a frame encloses or that names him. Nothing but more of his words may come
    behind it, and it asks for no copies.
    """
    closing = _AFTER_ALL | {SectionKind.TARGETS}
    first = next((index for index, one in reversed([*enumerate(parts)]) if one.kind not in closing), -1) + 1
    targeted = False
    before: SectionKind | None = None
    for index, part in enumerate(parts):
        bare = part.kind is SectionKind.TARGETS and part.heading is None
        own = index >= first and bare and targeted and before in _AFTER_ALL and _is_office(document, part, before)
        yield replace(part, kind=SectionKind.BOILERPLATE) if own else part
        targeted = targeted or part.kind is SectionKind.TARGETS
        before = SectionKind.BOILERPLATE if own else part.kind


def _is_office(document: Document, part: Part, before: SectionKind | None) -> bool:
    """Whether an address behind a part of kind `before` is the sender's."""
    text = document.quote(part.body)
    first, *others = text.strip().split("\n")
    if vocabulary.pattern("contacts", "copy_word").search(first) is not None:
        return False
    framed = _FRAME.match(first) is not None and any(map(_FRAME.match, others))
    return before is SectionKind.BOILERPLATE or framed or _names_sender(text)


# A ruler, or the upright of a box.
_FRAME = compiled(r"[ \t]{0,40}(?:[|\u2502*#]|(?:[-_=+~\u2500-\u2550][ ]?){3})")


_AFTER_ALL = frozenset({SectionKind.DEADLINE, SectionKind.BOILERPLATE})


def without_quoted_articles(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; articles that stand without a heading behind the sender's advice, as those of the Universal
    Declaration on the forms of the 1980s, are what he advises to refer to.
    """
    before: SectionKind | None = None
    for part in parts:
        advised = before is SectionKind.BOILERPLATE and part.heading is None and part.kind in TELLING
        if advised and all(_is_article(document, one) for one in paragraphs(document, part.body)):
            part = replace(part, kind=SectionKind.BOILERPLATE)
        yield part
        before = part.kind


def _is_article(document: Document, paragraph: Paragraph) -> bool:
    return vocabulary.pattern("law", "article").match(document.text, *paragraph.span) is not None


def without_signature(document: Document, parts: list[Part]) -> list[Part]:
    """The parts; what a mail program or a list put behind the text, from its ruler on, is the sender's."""
    lines = [line for line in document.lines if document.text[line.start : line.end].strip()]
    rulers = (
        line.start
        for line in lines[1:][-_LONGEST_SIGNATURE:]
        if _TWO_DASHES.fullmatch(document.text, *line.span) or RULED_LINE.match(document.text, *line.span)
    )
    start = next(rulers, None)
    if start is None:
        start = _trailer(document, [line.span for line in lines[1:][-_LONGEST_SIGNATURE:]])
    if start is None or any(part.heading is not None and part.end > start for part in parts if part.start >= start):
        return parts
    before = [replace(part, end=min(part.end, start)) for part in parts if document.text[part.start : start].strip()]
    return [*before, Part(SectionKind.BOILERPLATE, start, len(document.text))]


def _trailer(document: Document, lines: Sequence[Span]) -> int | None:
    """Where the trailer of a list or a framed footer begins: at a ruler with the sender's words right behind it.

    So does a signature that rulers enclose.
    """
    rulers = [line for line in lines if _RULER.fullmatch(document.text, *line)]
    for line in rulers:
        behind = document.text[line.end : line.end + _FOOTER_BEHIND_RULER]
        if vocabulary.search(behind, "phrases", "office_footer") is not None:
            return line.start
    if len(rulers) > 1 and rulers[-1] == lines[-1] and _signs(document, Span(rulers[-2].end, rulers[-1].start)):
        return rulers[-2].start
    return None


def _signs(document: Document, enclosed: Span) -> bool:
    """Whether what rulers enclose at the end of a text is how its writer signs: a name without a title first.

    It says that he works for the sender; or it says how to reach him and no public office, and stands behind no copies.
    """
    text = document.quote(enclosed).strip()
    first = compiled(r"[\n,;|]|[ ]{2}").split(text, maxsplit=1)[0].strip(" *_")
    if vocabulary.search(text, "contacts", "copy_word", "salutation") is not None:
        return False
    if not (is_untitled_name(first) or vocabulary.search(first, "contacts", "signed") is not None):
        return False
    if vocabulary.search(text, "contacts", "signed", "sender", "sender_name") is not None:
        return True
    above = document.text[max(0, enclosed.start - _NEAR_ABOVE) : enclosed.start]
    if _WAY.search(text) is None or vocabulary.pattern("contacts", "copy_word").search(above) is not None:
        return False
    return not any(names_somebody(part.strip()) for part in compiled(r"[\n,;|]").split(text) if part.strip() != first)


_NEAR_ABOVE = 800
"""So far above a signature, in characters, those who get copies may be announced."""


# Of a ruler of stars, which are marks of bold type as well, one is left.
_RULER = compiled(r"[ \t|+]{0,8}(?:(?:[-_=*~\u2500-\u2550][ ]?){3,120}|\*)[ \t|+]{0,8}")
_FOOTER_BEHIND_RULER = 160
