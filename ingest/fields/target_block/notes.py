"""Part of the field `targets`: what in a block is about no target: notes, headings, prose, the sender's own lines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields.address_rules import is_area, is_street, shows_address
from ingest.fields.contacts.channel_labels import CHANNEL_KEYS, label_pattern
from ingest.fields.offices import SURE_INSTITUTION, opens_official, organization_score
from ingest.fields.official_names import is_titled_name
from ingest.fields.official_words import is_role_word
from ingest.fields.target_block.formulas import bracketed_formula
from ingest.headings import announces_targets
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.places import country_of, ends_a_line_in_country
from ingest.sending_notes import goes_on_in_note, is_sending_note, start_of_note, without_aside
from ingest.shapes import begins_small, is_mail_line, reads_as_prose


def about_nobody(document: Document, body: Span) -> list[Span]:
    """What a block says of nobody, over whole lines or sentences: representatives in general, prose, the sender."""
    return [
        *_nobody(document, body),
        *_told(document, body),
        *_senders(document, body),
        *_mail_head(document, body),
        *_on_sending(document, body),
        *_calls(document, body),
        *_matters(document, body),
    ]


@cache
def _matter_label() -> re.Pattern[str]:
    label = vocabulary.expression("contacts", "matter_label")
    return compiled(rf"[ \t]{{0,12}}{label}\.?[ \t]{{0,3}}:[ \t]{{1,20}}(?=\S)", re.IGNORECASE)


def _matters(document: Document, body: Span) -> Iterator[Span]:
    """The lines that say behind a label what a letter is about ("Re: Ana Ruiz"), and name no official."""
    for line in document.lines_in(body):
        label = _matter_label().match(document.text, line.start, line.end)
        value = document.text[label.end() : line.end] if label is not None else ""
        if value and not compiled(r"[\d@]").search(value) and not _names_official(value):
            yield line.span


def _calls(document: Document, body: Span) -> Iterator[Span]:
    """The lines that open a paragraph with a call to write, over whom to write to, and name nobody themselves.

    "Please write at once, in your own language, | to the authorities below, asking them to | release him:"
    """
    lines = document.lines_in(body)
    for is_printed, group in groupby(lines, lambda line: bool(document.quote(line.span).strip())):
        call: list[Line] = []
        leads = False
        for line in group if is_printed else ():
            text = document.quote(line.span).strip()
            ended = bool(call) and document.quote(call[-1].span).rstrip().endswith((".", ":"))
            if ended or _names_official(text) or compiled(r"[\d@]").search(text):
                # "... in your own language, | to the Minister of ...": the first line may be all of the call.
                leads = bool(call) and text[0].islower() and document.quote(call[-1].span).rstrip().endswith(",")
                break
            call.append(line)
        text = " ".join(document.quote(line.span).strip() for line in call)
        if (leads or len(call) > 1) and _calls_to_write(text):
            yield Span(call[0].start, call[-1].end)


_FEWEST_WORDS_OF_CALL = 8
_SMALL_SHARE_OF_CALL = 0.6


def _calls_to_write(text: str) -> bool:
    """Whether a text is a sentence in small letters about writing, with a comma in it, and asks for no copies."""
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < _FEWEST_WORDS_OF_CALL or "," not in text or not text[0].isupper():
        return False
    if sum(map(begins_small, words)) < _SMALL_SHARE_OF_CALL * len(words):
        return False
    if vocabulary.pattern("contacts", "copy_word").search(text) is not None:
        return False
    return vocabulary.pattern("phrases", "writing", "instruction").search(text) is not None


def _names_official(text: str) -> bool:
    """Whether a part of a line opens with an official or a titled name, or a capital in it opens an office."""
    parts = [part.strip() for part in compiled(r"[,;:()]").split(text) if part.strip()]
    if any(opens_official(part) or is_titled_name(part) or country_of(part) for part in parts):
        return True
    return any(word[0].isupper() and is_role_word(word.strip(".,;:")) for word in text.split())


def _nobody(document: Document, body: Span) -> list[Span]:
    """The lines that name nobody: diplomatic representatives in general, and empty address forms."""
    matches = vocabulary.finditer(document.text, "contacts", "nobody", start=body.start, end=body.end)
    spans = [
        Span(_own_start(document.text, match), _sentence_end(document.text, match.end(), body.end)) for match in matches
    ]
    return [span for span in spans if not _copies_to_address(document.quote(span))]


_WORD_ABOVE = compiled(r"[^\W\d_]+[ \t]*\n[ \t]*[-*\u2013\u2022]?[ \t]*(?=[^\W\d_a-z])")


def _own_start(text: str, match: re.Match[str]) -> int:
    """Where a note begins whose first word, which may be any, ends the line above ("Amman | Diplomatic ...")."""
    above = _WORD_ABOVE.match(text, *match.span())
    return above.end() if above is not None else match.start()


def _copies_to_address(text: str) -> bool:
    """Whether a sentence that asks for copies names a receiver's whole address, beside representatives in general."""
    parts = [part.strip(" .()\n") for part in compiled(r"[,;]").split(text)]
    placed = len(parts) > 1 and compiled(r"\d").search(text) is not None and any(map(country_of, parts))
    return placed and vocabulary.pattern("contacts", "copy_word").search(text) is not None


def _sentence_end(text: str, position: int, limit: int) -> int:
    """Where the sentence running on at `position` ends: its full stop; `position` if a colon or blank line is first."""
    match = compiled(r"(?:(?!\.\s|\.$|:\s|\n\s*\n)[\s\S]){0,400}?\.(?=\s|$)").match(text, position, limit)
    if match is None:
        return position
    below = match.group().split("\n")[1:]
    return position if any(map(_opens_receiver, below)) else match.end()


def _opens_receiver(line: str) -> bool:
    """Whether a line opens with a titled name or an institution in a part of its own ("Embassy of X")."""
    first = compiled(r"[,;]").split(line)[0].strip()
    return first[:1].isupper() and (is_titled_name(first) or organization_score(first) >= SURE_INSTITUTION)


# A paragraph of so many words in a block tells something and names nobody to write to.
_FEWEST_WORDS_TOLD = 25


def _told(document: Document, body: Span) -> list[Span]:
    """The paragraphs of prose inside a block, which hold no way to reach anybody."""
    told = []
    for group in paragraphs(document, body):
        text = document.quote(*group.spans)
        if _names_a_place(text):
            continue
        words = text.split()
        running = 2 * sum(map(begins_small, words)) > len(words)
        if len(words) < _FEWEST_WORDS_TOLD or not running or not reads_as_prose(text):
            continue
        if not compiled(r"\S@\S").search(text) and not label_pattern().search(text):
            told.append(group.span)
    return told


def _on_sending(document: Document, body: Span) -> list[Span]:
    """The lines that are notes on postage and mail, each with the lines in which it goes on."""
    notes: list[Span] = []
    before = ""
    for line in document.lines_in(body):
        text = document.text[line.start : line.end]
        if before and goes_on_in_note(before, text):
            notes[-1] = Span(notes[-1].start, line.end)
            before = text
        elif is_sending_note(text):
            notes.append(line.span)
            before = text
        else:
            before = ""
    return notes


def without_note_behind(document: Document, line: Line) -> Line:
    """A line without the note that stands behind its address: on sending, or a remark behind a wide gap."""
    text = document.text[line.start : line.end]
    start = start_of_note(text)
    start = without_aside(text) if start is None else start
    start = _start_of_remark(text) if start is None else start
    return line if start is None else replace(line, end=line.start + start)


# Behind a postal code, whose last sign is a figure or a capital that a figure stands near.
_REMARK = compiled(r"(?<=\d)[A-Z]{0,2}(?P<stop>\.)[ ]{1,2}(?P<remark>[^\W\d_a-z][^\d@:/,;()\n]{6,80}[.!])[ \t]{0,8}$")
_FEWEST_WORDS_OF_REMARK = 3


def _start_of_remark(text: str) -> int | None:
    """Where a sentence begins that ends a line behind a postal code ("... 2BQ. He does reply."); no plea for copies."""
    found = _REMARK.search(text)
    if found is None or vocabulary.pattern("contacts", "copy_word").search(found["remark"]):
        return None
    words = found["remark"].split()
    small = sum(word[0].islower() for word in words)
    return found.start("stop") if len(words) >= _FEWEST_WORDS_OF_REMARK and 2 * small > len(words) else None


def _names_a_place(text: str) -> bool:
    """Whether a line of a text ends with a country, or it holds a post box: an address, whatever its sentences."""
    if vocabulary.search(text, "addresses", "post_box"):
        return True
    return ends_a_line_in_country(text)


def _senders(document: Document, body: Span) -> Iterator[Span]:
    """The paragraphs in which a line opens with the sender's name: how to reach his own office.

    As furniture of a page the name may stand anywhere, and says so only at the end of the text.
    """
    name = vocabulary.pattern("contacts", "sender_name")
    lines = document.lines_in(body, furniture=True)
    for is_printed, group in groupby(lines, lambda line: bool(document.quote(line.span).strip())):
        paragraph = list(group)
        named = [line for line in paragraph if name.match(document.quote(line.span).strip(" \t*_"))]
        is_last = not document.text[paragraph[-1].end :].strip()
        if is_printed and (
            any(is_last or not line.furniture for line in named) or _stands_over_sender(document, paragraph)
        ):
            yield Span(paragraph[0].start, paragraph[-1].end)


def _stands_over_sender(document: Document, paragraph: list[Line]) -> bool:
    """Whether a line or two without figures stand right over the sender's name, in the next section.

    "For further information: | Xxxx's Urgent Action Network", "Ana Ruiz, Jan Novak | Urgent Action Office | Xxxx"
    """
    below = compiled(r"\n[ \t*_]{0,40}(?=\S)").match(document.text, paragraph[-1].end)
    if below is None or vocabulary.match(document.text, "contacts", "sender_name", "sender", start=below.end()) is None:
        return False
    text = document.text[paragraph[0].start : paragraph[-1].end]
    return len(paragraph) <= _MOST_LINES_OVER_SENDER and not compiled(r"\d").search(text)


_MOST_LINES_OVER_SENDER = 2


_FEWEST_MAIL_LINES = 3


def _mail_head(document: Document, body: Span) -> list[Span]:
    """The lines of a mail's own head ("From: ...", "Date: ..."): several together, not all labelled alike.

    "To: Mr Xxxx, Minister of ..." is a target's.
    """
    printed = [line.span for line in document.lines_in(body) if is_mail_line(document.quote(line.span))]
    lines = [line for line in printed if not _names_official(document.quote(line).partition(":")[2])]
    labels = {document.quote(line).partition(":")[0].strip(" \t>*").casefold() for line in lines}
    return lines if len(lines) >= _FEWEST_MAIL_LINES and len(labels) > 1 else []


def parts_targets(text: str) -> bool:
    """Whether a line only stands between targets: a heading, one that names a region ("North Carolina:"), or "-OR-"."""
    bare = text.strip(" \t-\u2013\u2014*=_:.").casefold()
    if text.rstrip(" \t*_").endswith(":") and is_area(bare):
        return True
    return _is_heading(text) or _shouts_to_whom(text) or bare in vocabulary.word_set("alternative", "contacts")


def _is_heading(text: str) -> bool:
    """Whether a line only announces targets ("Appeals to:"), and no copies."""
    bare = text.strip(" \t:")
    return announces_targets(bare) and not vocabulary.fullmatch(bare, "contacts", "copies")


def _shouts_to_whom(text: str) -> bool:
    """Whether a line in capitals ends with the word for "to" and a colon: a heading, whatever else it says."""
    bare = text.strip(" \t*_")
    words = bare.rstrip(" :").split()
    if len(words) < 2 or not bare.endswith(":") or not bare.isupper() or compiled(r"[,;@\d]").search(bare):
        return False
    to = vocabulary.fullmatch(words[-1], "contacts", "copy_to")
    return to is not None and vocabulary.pattern("contacts", "copy_word").search(bare) is None


@cache
def _caption() -> re.Pattern[str]:
    return compiled(
        rf"(?:[^\W\d_]+ ){{0,2}}{vocabulary.expression('officials', 'caption')}(?: [^\W\d_A-Z]+){{0,4}}", re.IGNORECASE
    )


def is_caption(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line only says what the institution on the next line is ("Human rights organization").

    It does so in small letters, but for the first one, or with a colon behind it, or as known over an institution or
    its initials ("Human Rights NGO | CLO").
    """
    text = document.text[lines[index].start : lines[index].end].strip()
    below = document.text[lines[index + 1].start : lines[index + 1].end].strip() if index + 1 < len(lines) else ""
    if not below or _caption().fullmatch(text.rstrip(" :")) is None:
        return False
    known = vocabulary.fullmatch(text, "officials", "caption") is not None and _names_institution(below)
    initials = text.split()[-1].isupper() and compiled(r"[A-Z\u00c0-\u00de]{2,12}").fullmatch(below) is not None
    over = known or (initials and not text.isupper())
    if not (text.endswith(":") or over) and any(word[0].isupper() for word in text.split()[1:]):
        return False
    if shows_address(compiled(r"[,;]").split(below)[0]) and organization_score(below) < SURE_INSTITUTION:
        return _is_house_name(document, lines, index + 1)
    return not (is_titled_name(below) or label_pattern().match(below))


def _names_institution(line: str) -> bool:
    return organization_score(compiled(r"[,;]").split(line)[0]) >= SURE_INSTITUTION


def _is_house_name(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line is called as a building is, with the street on the next one ("Casa Luna | 13 Avenida, 0-37")."""
    if index + 1 >= len(lines):
        return False
    text, below = (document.text[line.start : line.end].strip() for line in lines[index : index + 2])
    return not compiled(r"[\d,]").search(text) and is_street(compiled(r"[,;]").split(below)[0])


def is_note(text: str) -> bool:
    """Whether a line names nobody and no way to reach him: a note in brackets, or in small letters, or a call."""
    return _is_in_brackets(text) or _tells_no_channel(text) or _CALL.match(text) is not None or _shouts_to_write(text)


def _shouts_to_write(text: str) -> bool:
    """Whether a line in capitals only calls on the reader to write, without a date ("PLEASE WRITE AT ONCE")."""
    words = text.split()
    if len(words) < _FEWEST_WORDS_IN_CAPITALS or not text.isupper() or compiled(r"[,;:@\d]").search(text):
        return False
    asked = vocabulary.pattern("phrases", "writing").search(text)
    to_readers = vocabulary.word_set("to_readers", "phrases")
    spoken = any(word.casefold() in to_readers for word in words)
    return asked is not None and spoken and vocabulary.pattern("contacts", "copy_word").search(text) is None


_FEWEST_WORDS_IN_CAPITALS = 4


# A call in capitals with a sentence behind it ("WRITE AT ONCE. After 3 May, ask your section.") names nobody.
_CALL = compiled(
    r"\s{0,40}(?:[^\W\d_a-z\u00df-\u00ff][^\W\d_a-z\u00df-\u00ff'\u2019-]{0,24},?[ \n]{1,3}){2,14}"
    r"[^\W\d_a-z\u00df-\u00ff]{3,24}[.!][ \n]{1,3}"
    r"[^\W\d_a-z][a-z\u00df-\u00ff]\S{0,24}(?:[ \n]{1,3}[^\s@:]{1,24}){4,40}[.!]\s{0,8}$"
)
_FEWEST_WORDS_OF_NOTE = 6


def _is_in_brackets(text: str) -> bool:
    """Whether a line is a note in brackets, which is nobody's, and no salutation."""
    if not compiled(r"\s*(?:\([^()]*\)?|\[[^\[\]]*\])[.,:]?\s*").fullmatch(text):
        return False
    if is_titled_name(text.strip(" ()[].,")):
        return False
    words = compiled(r"[^\W\d_][\w'\u2019-]*").findall(text)
    if len(words) >= _FEWEST_WORDS_OF_NOTE and 2 * sum(word[0].islower() for word in words) > len(words):
        return True
    return not bracketed_formula().search(text) and not label_pattern().search(text)


def _tells_no_channel(text: str) -> bool:
    """Whether a line only says in small letters that there is no way to reach somebody ("no fax known")."""
    if compiled(r"[@\d:A-Z]").search(text) or not text.strip():
        return False
    return vocabulary.pattern("contacts", *CHANNEL_KEYS).search(text) is not None


_OPEN_BRACKET = compiled(r"\s{0,40}[(\[][^()\[\]]{0,140}$")
_CLOSED_LATER = compiled(r"[ \t]{0,200}+[^()\[\]]{0,140}[)\]][.,;]?[ \t]*")


def without_open_bracket(document: Document, lines: list[Line], index: int) -> Line:
    """A line without the halves of notes in brackets that a line break parts ("(office | hours only)").

    A formula of address in brackets stays whole where it begins.
    """
    line = lines[index]
    start, end = line.start, line.end
    if index and _is_open(document, lines, index - 1):
        closed = _CLOSED_LATER.match(document.text, start, end)
        start = closed.end() if closed else end if _is_open(document, lines, index) else start
    following = lines[index + 1] if index + 1 < len(lines) else None
    opened = _OPEN_BRACKET.search(document.text[start:end])
    if (
        opened
        and following
        and (_CLOSED_LATER.match(document.text, following.start, following.end) or _is_open(document, lines, index + 1))
    ):
        end = end if opens_formula(opened.group()) else start + opened.start()
    return replace(line, start=start, end=end)


MOST_LINES_OF_NOTE = 3
"""Over so many lines, at most, a note in brackets runs."""


def _is_open(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a bracket that a line or one of the two above it opens is still open at its end, and closed below."""
    opened = False
    for line in lines[max(0, index - MOST_LINES_OF_NOTE + 1) : index + 1]:
        text = document.text[line.start : line.end]
        if not text.strip():
            opened = False
        last = max(text.rfind("("), text.rfind("["))
        opened = (
            last > max(text.rfind(")"), text.rfind("]"))
            if last >= 0
            else opened and not compiled(r"[)\]]").search(text)
        )
    if not opened:
        return False
    for line in lines[index + 1 : index + MOST_LINES_OF_NOTE]:
        text = document.text[line.start : line.end]
        if compiled(r"[)\]]").search(text):
            return _CLOSED_LATER.match(document.text, line.start, line.end) is not None
        if not text.strip() or compiled(r"[(\[]").search(text):
            return False
    return False


def opens_formula(text: str) -> bool:
    """Whether a bracket that is open at the end of `text` holds a salutation or its label."""
    opened = _OPEN_BRACKET.search(text)
    return opened is not None and (
        vocabulary.pattern("letter", "salutation").search(opened.group()) is not None
        or label_pattern().search(opened.group()) is not None
    )


def to_bracket(document: Document, formula: Span, following: Line) -> Span:
    """A formula in brackets with what stands of it on the following line."""
    closed = _CLOSED_LATER.match(document.text, following.start, following.end)
    if closed is None:
        return formula
    return document.trimmed(Span(formula.start, closed.end()), marks=")].,;")
