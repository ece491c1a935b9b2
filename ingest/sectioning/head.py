"""Part of the stage `sections`: the head of a document, header lines, headline and lead, and where it comes again."""

from collections.abc import Iterator
from dataclasses import replace

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, is_reference, number_in, stated_number
from ingest.dates import find_dates
from ingest.document import Document, Line, Span, plain
from ingest.flattened_opening import flattened_head
from ingest.kept_patterns import compiled
from ingest.old_layouts.old_header import find_old_header
from ingest.opening import divide_opening, remarks_above
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import country_of
from ingest.preface import behind_mail, foreword, mail_lines_end
from ingest.reading import MAILS
from ingest.sectioning.appeal import bare_block, letter_and_targets, salutation_line
from ingest.sectioning.lead_request import kind_of_request, sentences_that_request
from ingest.sectioning.members_mail import chat_at_head
from ingest.sectioning.units import asks_to_write
from ingest.sections import TELLING, Part
from ingest.shapes import (
    begins_small,
    is_banner,
    is_headline,
    is_number_line,
    is_shouted,
    reads_as_prose,
    valediction_at,
)
from models import SectionKind

_HEADLINE_SIZE = 1.25
"""A headline is at least so many times as high as the usual line below it."""
_LONGEST_NO_MORE = 50
"""Words; a paragraph that asks for nothing more says little else."""
_LONGEST_STATEMENT = 12
"""Words of a line that says what the document is."""
_OPENING_PARTS = frozenset({SectionKind.TITLE, SectionKind.SUMMARY, SectionKind.BACKGROUND})
_STATEMENT = compiled(r"[A-Z][^\n.:,;()]{5,80}\d/\d{2,4}\.?")
_URL = compiled(r"<?https?://\S+")
_NUMBER_IN_BRACKETS = compiled(r"[ \t]{0,40}[(\[][^()\[\]\n]{4,80}\d[)\]]\.?[ \t]{0,12}")


def divide_preamble(document: Document, part: Part) -> Iterator[Part]:
    """Divide what stands before the first heading into header lines, headline and lead; and find a bare letter."""
    # What stands before it in a mail greets the list that the mail goes to.
    greeting = foreword(document, part.body)
    if greeting is not None:
        if document.text[part.start : greeting.start].strip():
            yield Part(SectionKind.HEADER, part.start, greeting.start)
            part = replace(part, start=greeting.start)
        yield Part(SectionKind.BOILERPLATE, part.start, greeting.end)
        part = replace(part, start=greeting.end)
    chat = (
        chat_at_head(document, part.body)
        if behind_mail(document, part.body) <= mail_lines_end(document, part.body)
        else None
    )
    if chat is not None:
        if document.text[part.start : chat.start].strip():
            yield Part(SectionKind.HEADER, part.start, chat.start)
        yield Part(SectionKind.BOILERPLATE, *chat)
        part = replace(part, start=chat.end)
    start = behind_mail(document, part.body)
    letter = salutation_line(document, Span(start, part.end))
    letter = None if letter is not None and _greets_by_name(document, part.body, letter) else letter
    end = part.end if letter is None else letter
    block = None if letter is None else bare_block(document, Span(part.start, end))
    lead_end = end if block is None else block
    for piece in _opening(document, Span(part.start, lead_end)):
        yield from _without_chat(document, piece)
    if block is not None:
        yield Part(SectionKind.TARGETS, block, end)
    if letter is not None:
        yield from letter_and_targets(document, Part(SectionKind.LETTER, letter, part.end))


def _greets_by_name(document: Document, body: Span, salutation: int) -> bool:
    """Whether a salutation in a mail greets its reader: nothing is told above it, and no formula closes a letter."""
    if document.reading.media_type not in MAILS:
        return False
    above = paragraphs(document, Span(body.start, salutation))
    lines = document.lines_in(Span(salutation, body.end))
    closed = any(valediction_at(document.text, line.start, line.end) is not None for line in lines)
    return not closed and not any(reads_as_prose(document.quote(*one.spans)) for one in above)


def _without_chat(document: Document, part: Part) -> Iterator[Part]:
    """A lead, and before it the greeting below the headline with the words to members behind that."""
    chat = chat_at_head(document, part.body) if part.kind is SectionKind.SUMMARY else None
    if chat is None:
        yield part
        return
    yield Part(SectionKind.BOILERPLATE, part.start, chat.end)
    yield replace(part, start=chat.end)


def _opening(document: Document, body: Span) -> Iterator[Part]:
    """Header lines, headline and lead; and the sentence that no further action is asked, which ends the lead."""
    closing = next(
        (_nothing_more(document, body, one) for one in paragraphs(document, body) if _asks_no_more(document, one)),
        None,
    )
    if closing is not None and _stands_in_header(document, body, closing):
        closing = None
    yield from _head(document, Span(body.start, body.end if closing is None else closing.start))
    if closing is None:
        return
    told = [reads_as_prose(document.quote(*one.spans)) for one in paragraphs(document, Span(body.start, closing.start))]
    story = _story_behind(document, Span(closing.end, body.end)) if any(told) else closing.end
    yield Part(kind_of_request(document), closing.start, story)
    if story < body.end:
        yield Part(SectionKind.BACKGROUND if any(told) else SectionKind.SUMMARY, story, body.end)


def _story_behind(document: Document, body: Span) -> int:
    """Where a stretch behind the request for nothing more tells of the case again, with a date; its end otherwise."""
    for paragraph in paragraphs(document, body):
        text = document.quote(*paragraph.spans)
        dated = any(find_dates(text, Span(0, len(text))))
        if dated and reads_as_prose(text) and stated_number(text) is None:
            return paragraph.span.start
    return body.end


def _stands_in_header(document: Document, body: Span, closing: Span) -> bool:
    """Whether a line in capitals above all that is told asks for nothing more: it belongs to the header."""
    above = paragraphs(document, Span(body.start, closing.start))
    told = any(reads_as_prose(document.quote(*one.spans)) for one in above)
    return not told and is_shouted(document.quote(closing)) and find_old_header(document, body) is not None


def _asks_no_more(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph says that no further action is asked: at its beginning, or behind some words of thanks."""
    if not vocabulary.may_occur(document.text, "phrases", "no_action"):
        return False
    nothing = vocabulary.pattern("phrases", "no_action")
    if nothing.match(document.text, paragraph.span.start):
        return True
    text = document.quote(*paragraph.spans)
    return len(text.split()) <= _LONGEST_NO_MORE and nothing.search(text) is not None


def _nothing_more(document: Document, body: Span, paragraph: Paragraph) -> Span:
    """What of a paragraph asks for nothing more: all of it, but for the sentences before that tell of the case, with a
    date or as the first that do.
    """
    asked = sentences_that_request(document, paragraph)
    above = paragraphs(document, Span(body.start, paragraph.span.start))
    told = any(reads_as_prose(document.quote(*one.spans)) for one in above)
    if asked is None or (told and not find_dates(document.as_read, Span(paragraph.span.start, asked))):
        return paragraph.span
    return Span(asked, paragraph.span.end)


def _head(document: Document, body: Span) -> Iterator[Part]:
    old = find_old_header(document, body) if flattened_head(document, body) is None else None
    if old is None:
        yield from _modern_head(document, body)
        return
    remarks = remarks_above(document, paragraphs(document, Span(old.names.end, body.end)))
    closed = old.names if old.below is None else old.below
    end = remarks[-1].end if remarks else closed.end
    if old.headline and old.concern is not None:
        yield Part(SectionKind.HEADER, body.start, old.concern.start)
        yield Part(SectionKind.TITLE, *old.concern)
        yield Part(SectionKind.HEADER, old.concern.end, end)
    else:
        yield Part(SectionKind.HEADER, body.start, end)
    if document.text[end : body.end].strip():
        yield Part(SectionKind.SUMMARY, end, body.end)


def _modern_head(document: Document, body: Span) -> Iterator[Part]:
    request = _pointed_request(document, body)
    for kind, span in divide_opening(document, body):
        if request is None or not span.start <= request.start < span.end:
            yield Part(kind, *span)
            continue
        if document.text[span.start : request.start].strip():
            yield Part(kind, span.start, request.start)
        yield Part(SectionKind.TAKE_ACTION, *request)
        if document.text[request.end : span.end].strip():
            yield Part(kind, request.end, span.end)


_ARROW = compiled(r">{1,3}|[=-]>|[\u00bb\u2192\u2794\u27a4\u25b6\u25b8\u25ba]")
_SENTENCE = compiled(r"(?<=[.!?:;])\s+")


def _pointed_request(document: Document, body: Span) -> Span | None:
    """The first paragraph above the lead that an arrow points at, if it asks its reader for something.

    Arrows one below the other open the items of a list.
    """
    groups = paragraphs(document, body)
    pointed = [
        group.marker is not None and _ARROW.fullmatch(document.quote(group.marker).strip()) is not None
        for group in groups
    ]
    around = zip(groups, [False, *pointed], pointed, [*pointed[1:], False], strict=False)
    alone = (group for group, before, itself, behind in around if itself and not before and not behind)
    request = next(alone, None)
    if request is None or request.marker is None:
        return None
    place = groups.index(request)
    told = [reads_as_prose(document.quote(*group.spans)) for group in groups]
    if any(told[:place]) or not any(told[place + 1 :]):
        return None
    asked = _SENTENCE.split(plain(document.quote(*request.spans)))
    verb = vocabulary.pattern("phrases", "appeal_verb")
    if not any(asks_to_write(sentence) or verb.match(sentence) for sentence in asked):
        return None
    return Span(request.marker.start, request.span.end)


def without_closing_request(document: Document, part: Part) -> Iterator[Part]:
    """A text about the case under a heading, and what behind it asks for nothing more, perhaps with a target."""
    closing = None
    if part.kind in (SectionKind.BACKGROUND, SectionKind.ADDITIONAL_INFORMATION) and part.heading is not None:
        asks_no_more = (one.span.start for one in paragraphs(document, part.body) if _asks_no_more(document, one))
        closing = next(asks_no_more, None)
    if closing is None:
        yield part
        return
    yield replace(part, end=closing)
    first = paragraphs(document, Span(closing, part.end))[0].span
    yield Part(kind_of_request(document), closing, first.end)
    if document.text[first.end : part.end].strip():
        yield Part(SectionKind.OTHER, first.end, part.end)


def with_opening_behind_notes(document: Document, parts: list[Part]) -> Iterator[Part]:
    """The parts; where no headline and no story stands before words of the sender, what is behind these opens both: the
    banner, the number, or the headline in capitals or in the largest print. So does a headline below the name line.

    A bar beside the first page ("What is an Urgent Action?") is read before what stands beside it.
    """
    opened = False
    for part in parts:
        opened = opened or part.kind in _OPENING_PARTS
        start = None
        if part.kind is SectionKind.BOILERPLATE and not opened:
            start = _opening_line(document, part.body)
        elif part.kind is SectionKind.SUBJECT_NAMES and not opened:
            start = _headline_below(document, part.body)
        if start is None:
            yield part
            continue
        opened = True
        yield replace(part, end=start)
        yield from divide_preamble(document, Part(SectionKind.OTHER, start, part.end))


def _opening_line(document: Document, body: Span) -> int | None:
    """Where the opening begins inside the words of the sender: a banner, or a line in the largest print, and text."""
    lines = [line for line in document.lines_in(body) if document.text[line.start : line.end].strip()]
    found = next((line for line in lines if is_banner(document.as_read[line.start : line.end])), None)
    found = found or _largest(document, lines) or _numbered(document, lines)
    return found.start if found is not None and found is not lines[-1] else None


def _numbered(document: Document, lines: list[Line]) -> Line | None:
    """The first line that gives the document's number, if the concern stands by it, or a headline in capitals below it,
    and a story.
    """
    number = next((line for line in lines if number_in(document.as_read, line.start, line.end)), None)
    if number is None or not is_number_line(document.as_read[number.start : number.end]):
        return None
    behind = Span(number.start, lines[-1].end)
    opens = _headline_below(document, behind) is not None or find_old_header(document, behind) is not None
    return number if opens else None


def _headline_below(document: Document, body: Span) -> int | None:
    """Where a headline stands with blank lines around it and the story below; None where there is none.

    Lines with number and date may stand between the two.
    """
    groups = paragraphs(document, body)
    for place, group in enumerate(groups[1:], 1):
        text = document.quote(*group.spans)
        if reads_as_prose(text):
            return None
        if not _reads_as_headline(text):
            continue
        below = [document.quote(*one.spans) for one in groups[place + 1 :]]
        told = next((one for one in below if not is_number_line(one)), None)
        if told is not None and reads_as_prose(told):
            return group.span.start
    return None


def _reads_as_headline(text: str) -> bool:
    """Whether a paragraph is a headline: in capitals, or of more words, most of which are small, without a mark."""
    words = text.split()
    opened, colon, _ = text.rstrip(" :").partition(":")
    if len(words) < _FEWEST_HEADLINE_WORDS or not is_headline(text) or (colon and country_of(opened) is None):
        return False
    if is_shouted(text):
        return True
    small = sum(map(begins_small, words))
    return len(words) > _FEWEST_HEADLINE_WORDS and 2 * small > len(words) and not compiled(r"[\d,;()]").search(text)


_FEWEST_HEADLINE_WORDS = 3


def _largest(document: Document, lines: list[Line]) -> Line | None:
    """The first line in the largest print, where a page shows it, if it can be a headline over smaller print."""
    heights = [printed.height for line in lines if (printed := document.printed_lines[document.line_at(line.start)])]
    if len(heights) < len(lines) or not lines:
        return None
    from statistics import median

    line = lines[heights.index(max(heights))]
    larger = max(heights) >= _HEADLINE_SIZE * median(heights)
    return line if larger and is_headline(document.as_read[line.start : line.end]) else None


def without_repeated_head(document: Document, parts: list[Part]) -> Iterator[Part]:
    """Banner and headline that a second page repeats, and a number line at the end, are header and title again."""
    titles = {
        plain(document.quote(Span(part.start, part.end))).casefold() for part in parts if part.kind is SectionKind.TITLE
    }
    for part in parts:
        if part.kind in (SectionKind.HEADER, SectionKind.TITLE):
            yield part
            continue
        yield from _cut_at_repeats(document, part, titles)


def _cut_at_repeats(document: Document, part: Part, titles: set[str]) -> Iterator[Part]:
    kind, start, heading = part.kind, part.start, part.heading
    behind = part.start + 1
    for line in _lines_with_repeats(document, part, titles):
        text = document.text[line.start : line.end]
        labelled = part.kind is SectionKind.PREVIOUS_UA and not document.text[part.body.start : line.start].strip()
        if not text.strip() or line.start < behind or labelled or _stands_below_sender(document, line):
            continue
        if part.kind is SectionKind.BOILERPLATE and _stands_over_sender(document, line):
            continue
        title_end = _title_end(document, line, titles)
        wrapped_end = _wrapped_reference_end(document, line)
        behind = title_end or wrapped_end or behind
        repeated = SectionKind.TITLE if title_end else _repeated_kind(text, part.kind)
        repeated = repeated or (SectionKind.HEADER if wrapped_end else None)
        bracket = _BRACKET.match(document.text, line.start, part.end) if repeated is SectionKind.HEADER else None
        behind = bracket.end() if bracket is not None else behind
        if repeated is kind or (repeated is None and kind is part.kind):
            continue
        if line.start > start:
            yield Part(kind, start, line.start, heading)
        goes_on = (part.kind in TELLING and _is_running(text)) or _tells_on(document, part, line.start)
        kind, start, heading = repeated or (part.kind if goes_on else SectionKind.OTHER), line.start, None
    yield Part(kind, start, part.end, heading)


def _tells_on(document: Document, part: Part, start: int) -> bool:
    """Whether the lead or the information goes on behind the line of number or banner that stands inside it."""
    telling = part.kind in TELLING or part.kind is SectionKind.SUMMARY
    behind = paragraphs(document, Span(start, part.end))[:1] if telling else []
    return any(reads_as_prose(document.quote(*one.spans)) for one in behind)


_MOST_TITLE_LINES = 4
# A paragraph in brackets, of several lines.
_BRACKET = compiled(r"[ \t]{0,12}\[(?:[^\[\]\n]{1,200}\n){1,6}[^\[\]\n]{0,200}\]")


def _title_end(document: Document, line: Line, titles: set[str]) -> int | None:
    """Where a headline ends that comes again, in one line or several; None where none begins with the line."""
    opening = plain(document.text[line.start : line.end]).casefold()
    # The end of the line may be the first half of a word.
    if not opening or not any(title.startswith(opening[:-1]) for title in titles):
        return None
    first = document.line_at(line.start)
    for last in document.lines[first : first + _MOST_TITLE_LINES]:
        if plain(document.text[line.start : last.end]).casefold() in titles:
            return last.end
    return None


def _wrapped_reference_end(document: Document, line: Line) -> int | None:
    """Where the date on the line below one with number and index ends; None where none does."""
    below = document.lines[document.line_at(line.start) + 1 :][:1]
    text = plain(document.text[line.start : line.end])
    if not below or number_in(text) is None or INDEX_NUMBER.search(text) is None or _is_running(text):
        return None
    rest = plain(document.quote(below[0].span))
    whole = f"{text} {rest}"
    dates = [one.span for one in find_dates(whole, Span(0, len(whole))) if one.full and one.span.end > len(text)]
    dated = len(rest.split()) <= _LONGEST_REST and any(end == len(whole) for _, end in dates)
    return below[0].end if dated else None


_LONGEST_REST = 8
"""Words of a date with its label."""


def _lines_with_repeats(document: Document, part: Part, titles: set[str]) -> list[Line]:
    """The lines of a part, and those of banner and headline at its end that a page repeats: furniture, as they stand at
    the page's head, but no text goes on over them.
    """
    lines = list(document.lines_in(part.body, furniture=True))
    filled = [index for index, line in enumerate(lines) if document.text[line.start : line.end].strip()]
    ends = {index: end for index in filled if (end := _title_end(document, lines[index], titles))}
    first = len(lines)
    for index in reversed(filled):
        # The last line of a headline of several may lie too low to be furniture.
        of_title = any(begin <= index and lines[index].end <= end for begin, end in ends.items())
        if not lines[index].furniture and not of_title:
            break
        if index in ends or is_banner(document.text[lines[index].start : lines[index].end]):
            first = index
    return [line for index, line in enumerate(lines) if index >= first or not line.furniture]


def _stands_over_sender(document: Document, line: Line) -> bool:
    """Whether the line right below begins with the sender's name: the office of his that this one names."""
    below = document.lines[document.line_at(line.start) + 1 :][:1]
    return (
        bool(below) and vocabulary.match(document.quote(below[0].span).strip(), "contacts", "sender_name") is not None
    )


def _stands_below_sender(document: Document, line: Line) -> bool:
    """Whether the line right above begins with the sender's name: his address, which says "Urgent Actions" too, and no
    sentence of which he is the subject.
    """
    index = document.line_at(line.start)
    above = document.quote(document.trimmed(document.lines[index - 1].span)) if index else ""
    named = bool(above) and vocabulary.match(above, "contacts", "sender_name") is not None
    return named and not _is_running(above)


def _repeated_kind(text: str, kind: SectionKind) -> SectionKind | None:
    if (
        is_banner(text)
        or (kind is SectionKind.SUBJECT_NAMES and is_number_line(_URL.sub(" ", text)))
        or is_reference(text)
    ):
        return SectionKind.HEADER
    if ":" in text and kind is not SectionKind.LETTER and _is_labelled_reference(text, kind):
        return SectionKind.HEADER
    if kind is SectionKind.SUMMARY and _NUMBER_IN_BRACKETS.fullmatch(text) and is_number_line(text):
        return SectionKind.HEADER
    return SectionKind.HEADER if _says_what_it_is(text) else None


def _is_running(text: str) -> bool:
    """Whether a line is one of running text: it has many words, most of them small."""
    words = text.split()
    return len(words) >= _FEWEST_WORDS_OF_STORY and 2 * sum(map(begins_small, words)) >= len(words)


_FEWEST_WORDS_OF_STORY = 7


def _is_labelled_reference(text: str, kind: SectionKind) -> bool:
    """Whether a line is nothing but labels with a day of issue, a country, an index or a number ("Issued: 3 May 1991").

    In a section of links and earlier documents, index and number are theirs; `kind` is the section's.
    """
    pieces = [piece for piece in _BESIDE.split(text.strip()) if piece]
    return all(_is_labelled_value(*plain(piece).partition(":")[::2], kind) for piece in pieces)


_BESIDE = compiled(r"[ ]{3,}|\t|[ ]\|[ ]")


_OF_OTHER_DOCUMENTS = frozenset({SectionKind.PREVIOUS_UA, SectionKind.BOILERPLATE})


def _is_labelled_value(label: str, value: str, kind: SectionKind) -> bool:
    label = label.strip(" *_")
    if vocabulary.fullmatch(label, "header", "country_label"):
        return country_of(value) is not None
    if vocabulary.fullmatch(label, "header", "date_label", "dispatch_label"):
        dates = find_dates(value, Span(0, len(value)))
        return len(dates) == 1 and dates[0].full and not value.replace(value[slice(*dates[0].span)], "").strip(" .")
    if kind in _OF_OTHER_DOCUMENTS or not vocabulary.fullmatch(label, "header", "index_label", "sheet_label"):
        return False
    value = value.strip(" .")
    number = number_in(value)
    return INDEX_NUMBER.fullmatch(value) is not None or (number is not None and number.group() == value)


def _says_what_it_is(text: str) -> bool:
    """Whether a line only says which update of which number this is ("THIS IS THE FINAL UPDATE OF UA 5/22.")."""
    stated = is_shouted(text) or _STATEMENT.fullmatch(text.strip()) is not None
    if len(text.split()) > _LONGEST_STATEMENT or not stated or number_in(text) is None:
        return False
    return vocabulary.pattern("header", "update", "final", "stop").search(text) is not None
