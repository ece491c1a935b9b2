"""Field: the targets; blocks of lines become officials with their addresses and channels.

A block is cut into pieces (labelled channels, and parts of text between commas), each piece gets a score for each
label it may have, and the whole sequence is decoded together: what a line is depends on its neighbours, and a new
target begins where that makes the best sense of all lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Line, Span, plain
from ingest.fields import contacts
from ingest.fields.address import AddressFields, read_address
from ingest.fields.block_labels import Label, Piece, decode
from ingest.fields.officials import (
    completes_office,
    is_abbreviated,
    is_honorific_alone,
    split_name,
    split_role_and_name,
    without_translations,
)
from ingest.found import Doubt, Found, found_text, read_from
from ingest.paragraphs import BULLET
from ingest.sections import Part, Sectioned
from models import SectionKind


@dataclass(frozen=True, slots=True)
class TargetFields:
    """One official or office."""

    copy_: Found[bool] | None = None
    name: Found[str] | None = None
    honorific: Found[str] | None = None
    role: Found[str] | None = None
    organization: Found[str] | None = None
    address: AddressFields | None = None
    emails: tuple[Found[str], ...] = ()
    phones: tuple[Found[str], ...] = ()
    faxes: tuple[Found[str], ...] = ()
    telexes: tuple[Found[str], ...] = ()
    copy_emails: tuple[Found[str], ...] = ()
    social: tuple[contacts.SocialFields, ...] = ()
    websites: tuple[Found[str], ...] = ()
    salutation: Found[str] | None = None


@dataclass(slots=True)
class _Group:
    """The pieces of one target."""

    pieces: list[Piece] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    copy: Span | None = None

    def spans(self, label: Label) -> list[Span]:
        return [piece.span for piece, own in zip(self.pieces, self.labels, strict=True) if own is label]


def read_targets(sectioned: Sectioned) -> tuple[tuple[TargetFields, ...], tuple[Doubt, ...]]:
    """All targets in the order of the text, and doubts about values that were left out."""
    targets: list[TargetFields] = []
    doubts: list[Doubt] = []
    for part in sectioned.of(SectionKind.TARGETS):
        # Names cannot be told from other words in a text that lost its capitals: rather none than a wrong one.
        if not any(char.isupper() for char in sectioned.document.text[part.body.start : part.body.end]):
            continue
        for group in _groups(sectioned.document, part.body, _copies_heading(sectioned.document, part)):
            target, own_doubts = _target(sectioned.document, group)
            doubts += own_doubts
            if target is not None:
                targets.append(target)
    return tuple(targets), tuple(doubts)


def _copies_heading(document: Document, part: Part) -> Span | None:
    """The heading, if it announces copies."""
    if part.heading is None:
        return None
    printed = document.trimmed(part.heading, marks=":")
    return printed if vocabulary.pattern("contacts", "copies").fullmatch(document.quote(printed)) else None


def _groups(document: Document, body: Span, copy: Span | None) -> list[_Group]:
    pieces = _salutations_behind(_with_honorifics(document, list(_pieces(document, body))))
    groups: list[_Group] = []
    pending: Span | None = None
    decoded = decode(document, pieces)
    for index, (piece, (label, opens)) in enumerate(zip(pieces, decoded, strict=True)):
        if piece.key == "copies":
            pending = piece.label
            if _only_emails_follow(document, pieces, index) and groups:
                groups[-1].pieces.append(piece)
                groups[-1].labels.append(Label.CHANNEL)
                pending = None
            continue
        if opens or not groups or pending is not None:
            copy = pending or copy
            pending = None
            groups.append(_Group(copy=copy))
        groups[-1].pieces.append(piece)
        groups[-1].labels.append(label)
    return [_with_telegram(document, group) for group in groups]


def _with_telegram(document: Document, group: _Group) -> _Group:
    """A target without a postal address, with what its telegram address says: office, institution, and where it is.

    What the block has said before (the name, most often) is not said twice.
    """
    if Label.ADDRESS in group.labels or not any(piece.key == "telegram_address" for piece in group.pieces):
        return group
    above = [
        (piece, label) for piece, label in zip(group.pieces, group.labels, strict=True) if label is not Label.CHANNEL
    ]
    known = {plain(document.quote(piece.span)).casefold() for piece, _ in above}
    wired = [
        part
        for piece in group.pieces
        if piece.key == "telegram_address"
        for part in _text_pieces(document, piece.span, piece.line, numbered=False, is_address=False)
        if plain(document.quote(part.span)).casefold() not in known
    ]
    labels = [label for label, _ in decode(document, [*(piece for piece, _ in above), *wired])][len(above) :]
    for piece, label in zip(wired, labels, strict=True):
        if label is Label.ADDRESS or label not in group.labels:
            group.pieces.append(piece)
            group.labels.append(label)
    return group


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


def _only_emails_follow(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a copies label stands before bare addresses on its own line, inside a target's block."""
    return bool(re.search(r"\S@\S", document.quote(pieces[index].span)))


def _pieces(document: Document, body: Span) -> Iterator[Piece]:
    """Cut the lines of a block into pieces."""
    blank = False
    previous_key: str | None = None
    skipped = _nobody(document, body)
    lines = list(document.lines_in(body))
    for index, line in enumerate(lines):
        text = document.text[line.start : line.end]
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
    for match in contacts.label_pattern().finditer(document.text, *span):
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
    return glued or contacts.label_key(match) not in ("address_label", "copies") or before[-1] in ".|;,"


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
        yield from _text_pieces(document, Span(start, place.start), index, numbered, is_address)
        numbered = False
        key = "copies_email" if previous_key == "copies" else "unlabelled"
        yield Piece(place, index, key, None)
        start = place.end
    yield from _text_pieces(document, Span(start, span.end), index, numbered, is_address)


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


def _text_pieces(document: Document, span: Span, index: int, numbered: bool, is_address: bool) -> Iterator[Piece]:
    """Parts between commas, a part that holds a role and a name cut once more."""
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


def _target(document: Document, group: _Group) -> tuple[TargetFields | None, list[Doubt]]:
    """The target of a group of pieces; None where the group holds nothing of one."""
    doubts: list[Doubt] = []
    address = read_address(document, _address_lines(document, group))
    region = address.country.value if address and address.country and len(address.country.value) == 2 else None
    name, honorific = _name(document, group)
    target = TargetFields(
        copy_=read_from(document, bool, group.copy) if group.copy else None,
        name=name,
        honorific=honorific,
        role=_joined(document, without_translations(document, group.spans(Label.ROLE))),
        organization=_joined(document, group.spans(Label.ORGANIZATION)),
        address=address,
    )
    if _is_institution_in_its_own_words(target):
        target = replace(target, organization=target.name, name=None)
    for piece, label in zip(group.pieces, group.labels, strict=True):
        if label is Label.CHANNEL:
            target = _with_channel(document, target, piece, region, doubts)
    return (target if _is_somebody(target) and not _is_sender(target) else None), doubts


def _is_institution_in_its_own_words(target: TargetFields) -> bool:
    """Whether what reads as a name is an institution: one word, or the receiver of a copy, without title or office.

    Persons who receive a copy have one or the other; papers and associations stand there with their name alone.
    """
    if target.name is None or any((target.honorific, target.role, target.organization)):
        return False
    return target.copy_ is not None or " " not in target.name.value


def _is_sender(target: TargetFields) -> bool:
    """Whether it is the office that sent the appeal."""
    office = target.organization or target.name
    return office is not None and vocabulary.pattern("contacts", "sender").fullmatch(office.value) is not None


def _is_somebody(target: TargetFields) -> bool:
    return (
        any((target.name, target.role, target.organization))
        or bool(target.address and (target.emails or target.faxes or target.phones or target.address.street))
        or bool(target.emails)
    )


def _address_lines(document: Document, group: _Group) -> list[Span]:
    """The address pieces joined to one stretch for each printed line."""
    lines: dict[int, Span] = {}
    for piece, label in zip(group.pieces, group.labels, strict=True):
        if label is Label.ADDRESS:
            known = lines.get(piece.line)
            lines[piece.line] = Span(known.start, piece.span.end) if known else piece.span
    return [_without_note(document, line) for line in lines.values()]


def _name(document: Document, group: _Group) -> tuple[Found[str] | None, Found[str] | None]:
    spans = group.spans(Label.NAME)
    if not spans:
        return None, None
    honorific, name = split_name(document, spans[0])
    return (
        found_text(document, name) if name else None,
        found_text(document, honorific) if honorific else None,
    )


def _joined(document: Document, spans: Sequence[Span]) -> Found[str] | None:
    """Parts of a role or institution as one value: those on one line as printed, others joined by a comma or, inside a
    phrase, a blank.
    """
    if not spans:
        return None
    merged: list[Span] = []
    for span in spans:
        between = document.text[merged[-1].end : span.start] if merged else "\n"
        if merged and "\n" not in between and not re.search(r"\w", between):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return read_from(
        document, _phrase, *(_without_note(document, document.trimmed(span, marks=",;:")) for span in merged)
    )


def _without_note(document: Document, span: Span) -> Span:
    """The span without a note in small letters in brackets at its end; an abbreviation in brackets stays."""
    note = re.search(r"\s*\([a-z\u00df-\u00ff][^()]*\)?$", document.quote(span))
    return Span(span.start, span.start + note.start()) if note and note.start() > 0 else span


def _phrase(quote: str) -> str:
    parts = [plain(part) for part in quote.split("\n") if part.strip()]
    value = parts[0] if parts else ""
    for part in parts[1:]:
        last_word = value.rsplit(" ", 1)[-1].casefold()
        completes = len(part.split()) == 1 and completes_office(part, value.rsplit(" ", 1)[-1])
        runs_on = (
            completes
            or part[0].islower()
            or part[0] in "&/("
            or last_word in vocabulary.word_set("connector", "officials")
        )
        value += f" {part}" if runs_on else f", {part}"
    return value


def _with_channel(
    document: Document, target: TargetFields, piece: Piece, region: str | None, doubts: list[Doubt]
) -> TargetFields:
    """The target with what a channel piece adds; doubts about values that are left out are added to the list."""
    span, key = piece.span, piece.key
    if key == "telegram_address":
        return target
    if key == "salutation":
        return replace(target, salutation=target.salutation or contacts.salutation(document, span))
    if key == "telex":
        return replace(target, telexes=_unique(target.telexes, contacts.telexes(document, span)))
    if key in ("phone", "fax", "phone_and_fax"):
        found, own = contacts.numbers(document, span, region, "UA206" if key == "fax" else "UA205")
        doubts += own
        if key != "fax":
            target = replace(target, phones=_unique(target.phones, found))
        if key != "phone":
            target = replace(target, faxes=_unique(target.faxes, found))
        return target
    emails, own = contacts.emails(document, span)
    doubts += own
    if key in ("copies", "copies_email"):
        return replace(target, copy_emails=_unique(target.copy_emails, emails))
    social_key = key if key in contacts.SOCIAL_KEYS else None
    accounts, own = contacts.accounts(document, span, piece.label, social_key, region)
    doubts += own
    sites = contacts.websites(document, span, labelled=key == "website")
    return replace(
        target,
        emails=_unique(target.emails, emails),
        social=(*target.social, *accounts),
        websites=_unique(target.websites, sites if social_key is None else []),
    )


def _unique(known: tuple[Found[str], ...], found: list[Found[str]]) -> tuple[Found[str], ...]:
    """Both together in their order, each value once."""
    by_value: dict[str, Found[str]] = {}
    for value in (*known, *found):
        by_value.setdefault(value.value, value)
    return tuple(by_value.values())
