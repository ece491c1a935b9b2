"""Part of the field `targets`: a block's lines cut into pieces: labelled channels, and parts of text between commas."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields import contacts
from ingest.fields.block_labels import Piece
from ingest.fields.officials import is_abbreviated, is_honorific_alone, split_role_and_name
from ingest.paragraphs import BULLET, paragraphs
from ingest.shapes import reads_as_prose


def pieces_of(document: Document, body: Span) -> list[Piece]:
    """The pieces of a block in its order; an honorific stands with its name, a salutation behind its target."""
    return _salutations_behind(_with_honorifics(document, list(_pieces(document, body))))


def _with_honorifics(document: Document, pieces: list[Piece]) -> list[Piece]:
    """A piece that is only an honorific ("His Excellency") is joined to the name on the next line."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.key is None
            and piece.key is None
            and is_honorific_alone(document.quote(before.span))
        ):
            joined[-1] = replace(before, span=Span(before.span.start, piece.span.end))
        else:
            joined.append(piece)
    return joined


def _salutations_behind(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a salutation that opens a target moved to the target's end.

    It opens one at the block's beginning, behind a blank line or behind a label of copies, where an unlabelled line
    follows it at once.
    """
    moved: list[Piece] = []
    waiting: Piece | None = None
    for index, piece in enumerate(pieces):
        begins = index == 0 or piece.blank_before or pieces[index - 1].key == "copies"
        opened = waiting is not None and pieces[index - 1] is waiting
        if waiting is not None and not opened and (begins or piece.key == "copies"):
            moved.append(replace(waiting, blank_before=False))
            waiting = None
        if begins and piece.key == "salutation" and _names_follow(pieces, index):
            waiting = piece
            continue
        moved.append(replace(piece, numbered=True) if opened and moved else piece)
    return [*moved, replace(waiting, blank_before=False)] if waiting is not None else moved


def _names_follow(pieces: list[Piece], index: int) -> bool:
    """Whether an unlabelled piece follows, without a blank line between."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    return following is not None and following.key is None and not following.blank_before


def _pieces(document: Document, body: Span) -> Iterator[Piece]:
    """Cut the lines of a block into pieces."""
    blank = False
    previous_key: str | None = None
    skipped = [*_nobody(document, body), *_told(document, body)]
    lines = list(document.lines_in(body))
    for index, whole in enumerate(lines):
        line = _without_open_bracket(document, lines, index)
        text = document.text[line.start : line.end]
        if not text.strip() and document.text[whole.start : whole.end].strip():
            continue
        if not text.strip():
            blank = True
            continue
        if any(span.start < line.end and line.start < span.end for span in skipped) or _is_heading(text):
            blank = True
            previous_key = None
            continue
        if previous_key == "salutation" and not blank and _ends_salutation(document, lines, index):
            previous_key = None
            continue
        goes_on = _ends_salutation(document, lines, index + 1) if index + 1 < len(lines) else False
        if _is_note(text):
            continue
        for piece in _line_pieces(document, line.span, index, previous_key):
            if piece.key == "salutation" and goes_on and piece.span.end >= line.end - 2:
                piece = replace(piece, span=Span(piece.span.start, lines[index + 1].end))
            yield replace(piece, blank_before=blank)
            blank = False
            previous_key = piece.key


_OPEN_BRACKET = re.compile(r"\s{0,40}[(\[][^()\[\]]{0,80}$")
_CLOSED_LATER = re.compile(r"[^()\[\]]{0,80}[)\]][.,;]?[ \t]*")


def _without_open_bracket(document: Document, lines: list[Line], index: int) -> Line:
    """A line without the halves of notes in brackets that a line break parts ("(office | hours only)").

    A formula of address in brackets stays whole where it begins.
    """
    line = lines[index]
    start, end = line.start, line.end
    before = document.text[lines[index - 1].start : lines[index - 1].end] if index else ""
    if _OPEN_BRACKET.search(before) and not _opens_formula(before):
        closed = _CLOSED_LATER.match(document.text, start, end)
        start = closed.end() if closed else start
    following = lines[index + 1] if index + 1 < len(lines) else None
    opened = _OPEN_BRACKET.search(document.text[start:end])
    if opened and following and _CLOSED_LATER.match(document.text, following.start, following.end):
        end = end if _opens_formula(opened.group()) else start + opened.start()
    return replace(line, start=start, end=end)


def _opens_formula(text: str) -> bool:
    """Whether a bracket that is open at the end of `text` holds a salutation or its label."""
    opened = _OPEN_BRACKET.search(text)
    return opened is not None and (
        vocabulary.pattern("letter", "salutation").search(opened.group()) is not None
        or contacts.label_pattern().search(opened.group()) is not None
    )


# A paragraph of so many words in a block tells something and names nobody to write to.
_FEWEST_WORDS_TOLD = 25


def _told(document: Document, body: Span) -> list[Span]:
    """The paragraphs of prose inside a block, which hold no way to reach anybody."""
    told = []
    for group in paragraphs(document, body):
        text = document.quote(*group.spans)
        words = text.split()
        running = 2 * sum(word[0].islower() for word in words) > len(words)
        if len(words) < _FEWEST_WORDS_TOLD or not running or not reads_as_prose(text):
            continue
        if not re.search(r"\S@\S", text) and not contacts.label_pattern().search(text):
            told.append(group.span)
    return told


def _is_heading(text: str) -> bool:
    """Whether a line only announces targets ("Appeals to:"), and no copies."""
    bare = text.strip(" \t:")
    headings = vocabulary.pattern("headings", "targets").fullmatch(bare)
    return headings is not None and not vocabulary.pattern("contacts", "copies").fullmatch(bare)


def _is_note(text: str) -> bool:
    """Whether a line is a note in brackets, which is nobody's, and no salutation."""
    if not re.fullmatch(r"\s*\([^()]*\)?[.,]?\s*", text):
        return False
    return not _formula().search(text) and not contacts.label_pattern().search(text)


def _ends_salutation(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line is only the last word or two of a salutation broken by a narrow column, a blank line behind it."""
    words = document.text[lines[index].start : lines[index].end].split()
    following = document.text[lines[index + 1].start : lines[index + 1].end].strip() if index + 1 < len(lines) else ""
    return 1 <= len(words) <= 2 and not following and not re.search(r"[:@\d]", " ".join(words))


def _nobody(document: Document, body: Span) -> list[Span]:
    """The lines that name nobody: diplomatic representatives in general, and empty address forms."""
    pattern = vocabulary.pattern("contacts", "nobody")
    return [
        Span(match.start(), _sentence_end(document.text, match.end(), body.end))
        for match in pattern.finditer(document.text, *body)
    ]


def _sentence_end(text: str, position: int, limit: int) -> int:
    """Where the sentence running on at `position` ends: its full stop; `position` if a colon or blank line is first."""
    match = re.compile(r"(?:(?!\.\s|\.$|:\s|\n\s*\n)[\s\S]){0,400}?\.(?=\s|$)").match(text, position, limit)
    return match.end() if match else position


def _line_pieces(document: Document, line: Span, index: int, previous_key: str | None) -> Iterator[Piece]:
    bullet = BULLET.match(document.text, *line)
    if bullet and bullet["marker"][0].isalpha():
        bullet = None
    numbered = bool(bullet and bullet["marker"].strip("().").isdigit())
    start = bullet.end() if bullet and bullet.end() < line.end else line.start
    labels = _labels(document, Span(start, line.end))
    first_label = labels[0].start() if labels else line.end
    before = document.trimmed(
        Span(start, first_label),
        marks=",;|/\u2022-\u2013" if ")" in document.text[start:first_label] else ",;|/\u2022-\u2013(",
    )
    if before.start < before.end:
        yield from _unlabelled(document, before, index, numbered, previous_key)
        numbered = False
    for number, match in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else line.end
        value = _without_separator(document, document.trimmed(Span(match.end(), end), marks="|;,\u2022"))
        if "(" not in document.quote(value):
            value = document.trimmed(value, marks=")")
        yield from _labelled(document, match, value, index, numbered)
        numbered = False


def _without_separator(document: Document, span: Span) -> Span:
    """Drop a capital I that stands for a bar at the end ("202 895 5400 I")."""
    match = re.search(r"\s(?:I|-|/|\u2013|or|and)$", document.quote(span))
    return document.trimmed(Span(span.start, span.start + match.start())) if match else span


def _labels(document: Document, span: Span) -> list[re.Match[str]]:
    """The labels on a line that open a value, without those inside another one's (a word of a salutation or a URL)."""
    found: list[re.Match[str]] = []
    urls = contacts.url_spans(document.text, span)
    for match in contacts.label_pattern(by_ocr=document.is_ocr(span)).finditer(document.text, *span):
        if any(url.start <= match.start() < url.end for url in urls):
            continue
        glued = document.text[match.start() - 1 : match.start()].isalnum()
        if found and contacts.label_key(found[-1]) == "salutation" and not glued:
            break
        if _is_label(document, match, span.start):
            found.append(match)
    return found


def _is_label(document: Document, match: re.Match[str], line_start: int) -> bool:
    """Whether a wording is used as a label: single letters and prose words need a separator before them."""
    printed = match.group().strip(" \t:.=")
    before = document.text[line_start : match.start()].rstrip(" \t")
    if not before:
        return True
    if len(printed) == 1 and not printed.isupper():
        return False
    glued = document.text[match.start() - 1].isalnum()
    if not glued and match["mark"] is None and before[-1].islower() and not _value_follows(document.text, match.end()):
        return False
    return glued or contacts.label_key(match) not in ("address_label", "copies") or before[-1] in ".|;,"


def _value_follows(text: str, position: int) -> bool:
    """Whether a number with a prefix, an address or a site stands right behind a label that no colon ends."""
    return (
        re.compile(r"\s{0,3}(?:[+(]|00|\d[\d\s().-]{6}|[^\s@]{1,60}@|https?:|www\.)").match(text, position) is not None
    )


def _labelled(document: Document, match: re.Match[str], value: Span, index: int, numbered: bool) -> Iterator[Piece]:
    key = contacts.label_key(match)
    label = document.trimmed(Span(*match.span()))
    if key == "address_label":
        yield from _unlabelled(document, value, index, numbered, None, is_address=True)
        return
    if key == "copies":
        copies_emails = bool(re.search(r"\S@\S", document.quote(value)))
        yield Piece(value if copies_emails else Span(value.start, value.start), index, key, label, numbered=numbered)
        if not copies_emails and value.start < value.end:
            yield from _unlabelled(document, value, index, numbered, None)
        return
    formula = _formula_behind(document, value) if key != "salutation" else None
    if formula is not None:
        value = document.trimmed(Span(value.start, formula.start), marks="(,;")
        yield Piece(value, index, key, label, numbered=numbered)
        yield Piece(formula, index, "salutation", None)
        return
    if key == "telegram_address" and re.search(r"@|t\.me", document.quote(value)):
        key = "telegram"
    addresses = list(_ADDRESS_SHAPE.finditer(document.text, *value)) if key in _NUMBER_KEYS else []
    for match in addresses:
        yield Piece(Span(*match.span()), index, "unlabelled", None)
    end = addresses[0].start() if addresses else value.end
    yield Piece(document.trimmed(Span(value.start, end), marks=",;|"), index, key, label, numbered=numbered)


_NUMBER_KEYS = ("phone", "fax", "phone_and_fax", "telex")
_ADDRESS_SHAPE = re.compile(r"[^\s<>,;|()]{1,80}@[^\s<>,;|()]{1,200}")
_NUMBER_LINE = re.compile(r"[+(\d][\d\s()./+-]{6,60}(?:\([^)]{0,40}\))?")


def _unlabelled(
    document: Document, span: Span, index: int, numbered: bool, previous_key: str | None, *, is_address: bool = False
) -> Iterator[Piece]:
    """Pieces of text without a label: e-mails and sites in it are channels, a number goes on with the line before."""
    text = document.quote(span)
    if previous_key in ("phone", "fax", "phone_and_fax") and _NUMBER_LINE.fullmatch(text):
        yield Piece(span, index, previous_key, None, numbered=numbered)
        return
    channels = contacts.url_spans(document.text, span)
    channels += [Span(*match.span()) for match in _ADDRESS_SHAPE.finditer(document.text, *span)]
    start = span.start
    for place in sorted(channels):
        if place.start < start:
            continue
        yield from text_pieces(document, Span(start, place.start), index, numbered, is_address)
        numbered = False
        key = "copies_email" if previous_key == "copies" else "unlabelled"
        yield Piece(place, index, key, None)
        start = place.end
    yield from text_pieces(document, Span(start, span.end), index, numbered, is_address)


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(
        rf"\(\s?(?P<formula>{vocabulary.pattern('letter', 'salutation').pattern}[^()\n]{{0,100}})\)", re.IGNORECASE
    )


def _formula_in_brackets(document: Document, part: Span) -> Span | None:
    """The salutation that stands in brackets behind a name, without a label."""
    match = _formula().fullmatch(document.text, *part)
    return Span(*match.span("formula")) if match else None


def _formula_behind(document: Document, value: Span) -> Span | None:
    """The salutation in brackets at the end of a channel's value."""
    for match in _formula().finditer(document.text, *value):
        if not document.text[match.end() : value.end].strip(" .,;"):
            return Span(*match.span("formula"))
    return None


_CUT = re.compile(r"[,;|\t]|\s[-\u2013\u2014]\s|[ ]{3,}|(?<=[a-z]{3})\.\s(?=[A-Z])")


def text_pieces(document: Document, span: Span, index: int, numbered: bool, is_address: bool) -> Iterator[Piece]:
    """Parts of the line `index` between commas, a part that holds a role and a name cut once more.

    `numbered` says that the line opens with a number, `is_address` that a label announced an address.
    """
    start = span.start
    for match in [*_CUT.finditer(document.text, *span), None]:
        if match and match.group()[0] == "." and is_abbreviated(document.text[: match.start() + 1]):
            continue
        end = match.start() if match else span.end
        part = document.trimmed(
            Span(start, end), marks="<>:,;|-\u2013()" if "(" not in document.text[start:end] else "<>:,;|-\u2013"
        )
        start = match.end() if match else span.end
        formula = _formula_in_brackets(document, part)
        if formula is not None:
            yield Piece(formula, index, "salutation", None, numbered=numbered)
            continue
        care = re.match(r"c/o\s{1,3}", document.quote(part), re.IGNORECASE)
        if part.start >= part.end or not re.search(r"\w", document.quote(part)):
            continue
        is_postal = is_address or care is not None
        pieces = [part] if is_postal else split_role_and_name(document, part)
        for place in pieces:
            yield Piece(place, index, "address" if is_postal else None, None, numbered=numbered)
            numbered = False
