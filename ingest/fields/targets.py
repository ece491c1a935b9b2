"""Field: the targets; blocks of lines become officials with their addresses and channels.

A block is cut into pieces (labelled channels, and parts of text between commas), each piece gets a score for each
label it may have, and the whole sequence is decoded together: what a line is depends on its neighbours, and a new
target begins where that makes the best sense of all lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.address import AddressFields, read_address
from ingest.fields.address_rules import countries_of_city, is_area, is_city, is_region, shows_building
from ingest.fields.broken_offices import (
    breaks_off,
    completes_office,
    is_parted_institution,
    lacks_its_noun,
    lacks_its_rank,
)
from ingest.fields.contacts.accounts import SocialFields, social_accounts, websites
from ingest.fields.contacts.channel_labels import SOCIAL_KEYS
from ingest.fields.contacts.emails import email_addresses
from ingest.fields.contacts.numbers import is_of_country, number_value, numbers
from ingest.fields.contacts.salutations import salutation
from ingest.fields.contacts.telexes import telexes
from ingest.fields.joined_offices import split_courtesy_from_role
from ingest.fields.offices import SURE_INSTITUTION, is_editor, organization_score, role_score
from ingest.fields.official_names import name_score, split_name, split_office
from ingest.fields.official_words import ends_in_own_abbreviation, heads_field, is_role_word
from ingest.fields.target_block import Label, Piece
from ingest.fields.target_block.labels import decode
from ingest.fields.target_block.leads import without_article
from ingest.fields.target_block.left_out import values_left_out
from ingest.fields.target_block.own_scores import IN_QUOTES
from ingest.fields.target_block.pieces import pieces_of
from ingest.fields.target_block.text_parts import is_kind_in_brackets, text_pieces
from ingest.fields.translated_offices import without_translations
from ingest.found import Doubt, Found, found_text, read_from
from ingest.headings import asks_who_gets_copies
from ingest.kept_patterns import compiled
from ingest.places import country_of
from ingest.sections import Part, Sectioned
from ingest.shapes import begins_small
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
    social: tuple[SocialFields, ...] = ()
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

    def rest_of(self, piece: Piece) -> list[Span]:
        """The places of the pieces that go on with a piece."""
        behind = self.pieces[self.pieces.index(piece) + 1 :]
        return [other.span for other in takewhile(lambda other: other.goes_on, behind)]


def read_targets(sectioned: Sectioned, case: str | None = None) -> tuple[tuple[TargetFields, ...], tuple[Doubt, ...]]:
    """All targets in the order of the text, and doubts about values that were left out.

    `case` is the country (alpha-2) of the case, where one alone is known: by its rules an address is read before which
    none prints another.
    """
    near: str | None = None
    targets: list[TargetFields] = []
    doubts: list[Doubt] = []
    for part in sectioned.of(SectionKind.TARGETS):
        # Names cannot be told from other words in a text that lost its capitals: rather none than a wrong one.
        letters = [char for char in sectioned.document.text[part.body.start : part.body.end] if char.isalpha()]
        if all(char.islower() for char in letters):
            continue
        pieces = pieces_of(sectioned.document, part.body)
        doubts += values_left_out(sectioned.document, part.body, pieces)
        for group in _groups(sectioned.document, pieces, copies_heading(sectioned.document, part)):
            target, own_doubts = _target(sectioned.document, group, near, case, sectioned.languages[0])
            doubts += own_doubts
            near = _country(target) or near
            if target is not None:
                targets.append(target)
    return tuple(targets), tuple(doubts)


def _country(target: TargetFields | None) -> str | None:
    """The code (alpha-2) of the country of a target's address."""
    country = target.address.country if target is not None and target.address is not None else None
    return country.value if country is not None and len(country.value) == 2 else None


def copies_heading(document: Document, part: Part) -> Span | None:
    """The heading, if it announces copies."""
    if part.heading is None:
        return None
    printed = document.trimmed(part.heading, marks=":")
    named = vocabulary.search(document.as_read[slice(*printed)], "contacts", "copies", "copy_word")
    near = named is not None and named.start() <= _WORDS_BEFORE_COPIES
    return printed if near or asks_who_gets_copies(document.quote(printed)) else None


# "Please send a copy to", and not "Target's contact details and copies to": so far into a heading copies are named.
_WORDS_BEFORE_COPIES = 16


def _groups(document: Document, pieces: list[Piece], copy: Span | None) -> list[_Group]:
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
    told = (_with_branch(document, _with_area(document, group)) for group in groups)
    return [_with_telegram(document, _with_receiver(document, group)) for group in told]


def _with_receiver(document: Document, group: _Group) -> _Group:
    """A group; where nobody is named, the house that opens the address is who is written to ("Bishop's House, ...")."""
    if len(group.pieces) < _FEWEST_OF_RECEIVER or any(label in _NAMING for label in group.labels):
        return group
    text = document.quote(group.pieces[0].span)
    placed = group.pieces[0].key is None and group.labels[:2] == [Label.ADDRESS, Label.ADDRESS]
    if placed and shows_building(text) and not compiled(r"\d").search(text):
        group.labels[0] = Label.ORGANIZATION
    return group


_FEWEST_OF_RECEIVER = 3
_NAMING = (Label.NAME, Label.ROLE, Label.ORGANIZATION)


def _with_area(document: Document, group: _Group) -> _Group:
    """A group; the country, region or town behind the comma of an office's line is what the office is for.

    A town is one that the address says again ("Superintendent of Police, Gaya | Gaya 823001").
    """
    for index, (piece, label) in enumerate(zip(group.pieces, group.labels, strict=True)):
        if label is Label.CHANNEL or not index or group.labels[index - 1] is not Label.ROLE:
            continue
        between = document.text[group.pieces[index - 1].span.end : piece.span.start]
        if between.strip() not in _BEFORE_AREA or "\n" in between:
            continue
        text = document.quote(piece.span)
        below = group.pieces[index + 1 : index + 2]
        ends_line = bool(below) and below[0].line != piece.line
        is_area_of_office = is_area(text) and (
            label in (Label.ORGANIZATION, Label.NAME) or (ends_line and is_region(text) and not is_city(text))
        )
        if is_area_of_office or _is_town_below(document, text, group.spans(Label.ADDRESS), piece.span):
            group.labels[index] = Label.ROLE
    return group


_DASHES = ("-", "\u2013")
_BEFORE_AREA = (",", *_DASHES)


def _country_of_number(printed: str, address: AddressFields | None, near: str | None) -> str | None:
    """The country nearby whose code a number begins with, without a plus; None where the city is one of others alone.

    The first figures of a number in Vancouver are Malaysia's code.
    """
    if near is None or not is_of_country(printed, near):
        return None
    homes = countries_of_city(address.city.value) if address is not None and address.city is not None else []
    return near if not homes or near in homes else None


def _with_branch(document: Document, group: _Group) -> _Group:
    """A group; what ends an institution's line tells its branch: a region behind a dash ("Land Office - Acre"), or
    behind a comma a place that the address says again ("Central Jail, Gaya | Gaya 823001").
    """
    for index, piece in enumerate(group.pieces[1:], 1):
        before, below = group.pieces[index - 1], group.pieces[index + 1 : index + 2]
        labels = (group.labels[index - 1], group.labels[index])
        placed = labels[0] is Label.ORGANIZATION and labels[1] in (Label.ADDRESS, Label.NAME)
        if not placed or any(one.line == piece.line for one in below):
            continue
        between = document.text[before.span.end : piece.span.start].strip()
        text = document.quote(piece.span)
        told = between == "," and _is_town_below(document, text, group.spans(Label.ADDRESS), piece.span)
        if before.line == piece.line and (told or (between in _DASHES and is_area(text))):
            group.labels[index] = Label.ORGANIZATION
    return group


def _is_town_below(document: Document, text: str, address: list[Span], own: Span) -> bool:
    """Whether a text is what a part of the address below says too, at most with a postal code beside it.

    It may be a region or city that is called after what stands below ("Gaya District", "Gaya City").
    """
    town = text.casefold()
    if not town.replace(" ", "").replace("-", "").isalpha() or country_of(text) is not None:
        return False
    parts = [document.quote(span).strip(" 0123456789-").casefold() for span in address if span.start >= own.end]
    named = vocabulary.search(text, "addresses", "region", "region_noun", "town_noun") is not None
    named = named and organization_score(text) < SURE_INSTITUTION
    return town in parts or (named and any(part and town.startswith(f"{part} ") for part in parts))


def _with_telegram(document: Document, group: _Group) -> _Group:
    """A target without a postal address, with what its telegram address says: office, institution, and where it is.

    What the block has said before (the name, most often) is not said twice.
    """
    if Label.ADDRESS in group.labels or not any(piece.key == "telegram_address" for piece in group.pieces):
        return group
    above = [
        (piece, label) for piece, label in zip(group.pieces, group.labels, strict=True) if label is not Label.CHANNEL
    ]
    known = [plain(document.quote(piece.span)).casefold() for piece, _ in above]
    wired = [
        part
        for piece in group.pieces
        if piece.key == "telegram_address"
        for part in text_pieces(document, piece.span, piece.line, numbered=False, is_address=False)
        if not any(_is_said_in(plain(document.quote(part.span)).casefold(), text) for text in known)
        and not (Label.ROLE in group.labels and _is_office(plain(document.quote(part.span))))
    ]
    labels = [label for label, _ in decode(document, [*(piece for piece, _ in above), *wired])][len(above) :]
    for piece, label in zip(wired, labels, strict=True):
        if label is Label.ADDRESS or label not in group.labels:
            group.pieces.append(piece)
            group.labels.append(label)
    return group


def _is_said_in(words: str, text: str) -> bool:
    """Whether a text begins with these words ("Chief Justice" in "Chief Justice of the High Court")."""
    return text == words or text.startswith(f"{words} ")


def _is_office(text: str) -> bool:
    return role_score(text) > max(organization_score(text), name_score(text), 0.0)


def _only_emails_follow(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a copies label stands before bare addresses on its own line, inside a target's block."""
    return bool(compiled(r"\S@\S").search(document.quote(pieces[index].span)))


def _target(
    document: Document, group: _Group, near: str | None, case: str | None, language: str
) -> tuple[TargetFields | None, list[Doubt]]:
    """The target of a group of pieces; None where the group holds nothing of one.

    `near` is the country of the target before it: a number with that country's code, and no plus, is one of its; an
    address that prints no country is read by its rules, or by those of the `case`'s country before all others.
    `language` is the document's.
    """
    doubts: list[Doubt] = []
    address = read_address(
        document, _address_lines(document, group), near or case, of_mission=_is_mission(document, group)
    )
    region = address.country.value if address and address.country and len(address.country.value) == 2 else None
    name, honorific = _name(document, group, language)
    entitled = _office_before_name(document, honorific) if Label.ROLE not in group.labels else None
    if entitled is not None:
        honorific = entitled[1]
    courtesy, roles = _without_courtesy(document, without_translations(document, group.spans(Label.ROLE), language))
    if name is None and honorific is None and courtesy is not None:
        honorific = found_text(document, courtesy)
    target = TargetFields(
        copy_=read_from(document, bool, group.copy) if group.copy else None,
        name=name,
        honorific=honorific,
        role=entitled[0] if entitled is not None else _joined(document, roles),
        organization=_joined(document, _without_quotes(document, group.spans(Label.ORGANIZATION))),
        address=address,
    )
    if _is_institution_in_its_own_words(target):
        target = replace(target, organization=target.name, name=None)
    for piece, label in zip(group.pieces, group.labels, strict=True):
        if label is Label.CHANNEL:
            told = region or _country_of_number(document.quote(piece.span), address, near)
            rest = group.rest_of(piece)
            if piece.key == "salutation" and rest:
                whole = salutation(document, piece.span, *rest)
                target = replace(target, salutation=target.salutation or whole)
                continue
            whole = _parted_number(document, piece, rest, told) if rest else None
            if whole is not None:
                target = _with_numbers(target, piece.key, [whole])
            elif not piece.goes_on:
                target = _with_channel(document, target, piece, told, doubts)
    mailboxes = tuple(email for email in target.emails if _is_senders_mailbox(email.value))
    others = replace(
        target,
        emails=tuple(email for email in target.emails if email not in mailboxes),
        phones=_without_senders(document, target.phones, mailboxes),
        faxes=_without_senders(document, target.faxes, mailboxes),
    )
    if not _is_somebody(others) or _is_sender(others) or (mailboxes and not (others.name or others.role)):
        return None, doubts
    return others, doubts


def _is_mission(document: Document, group: _Group) -> bool:
    """Whether a target is an ambassador or a mission abroad."""
    named = (document.quote(span) for label in _NAMING for span in group.spans(label))
    return any(vocabulary.search(text, "offices", "ambassador") is not None for text in named)


def _without_senders(
    document: Document, numbers: tuple[Found[str], ...], mailboxes: tuple[Found[str], ...]
) -> tuple[Found[str], ...]:
    """The numbers without the sender's, in one sentence with his mailbox ("call 555 0100 or e-mail ...")."""
    return tuple(
        number for number in numbers if not any(_in_one_sentence(document, number, mailbox) for mailbox in mailboxes)
    )


def _in_one_sentence(document: Document, one: Found[str], other: Found[str]) -> bool:
    """Whether two values stand on one line, or the second on one that begins small below that of the first."""
    places = [one.spans[0], other.spans[0]]
    _, *below = document.text[min(places).start : max(places).end].split("\n")
    return not below or (len(below) == 1 and begins_small(below[0].strip()))


def _is_senders_mailbox(address: str) -> bool:
    """Whether an e-mail address is that of one of the sender's own offices."""
    mailbox, _, domain = address.casefold().partition("@")
    if mailbox in vocabulary.word_set("sender_mailbox", "contacts"):
        return True
    return any(part in vocabulary.word_set("sender_domain", "contacts") for part in compiled(r"[.-]").split(domain))


def _is_senders_site(site: str) -> bool:
    """Whether a site is one of the sender's own ("Further information: ...")."""
    host = compiled(r"^https?://").sub("", site.casefold()).split("/")[0]
    return any(part in vocabulary.word_set("sender_domain", "contacts") for part in host.split("."))


def _is_institution_in_its_own_words(target: TargetFields) -> bool:
    """Whether what reads as a name is an institution: one word, or the receiver of a copy, without title or office.

    Persons who receive a copy have one or the other; papers and associations stand there with their name alone.
    """
    if target.name is None or any((target.honorific, target.organization)):
        return False
    if target.role is not None:
        # Who is to print a letter is the paper, above its "Letters to the Editor".
        return is_editor(target.role.value)
    return target.copy_ is not None or " " not in target.name.value


def _is_sender(target: TargetFields) -> bool:
    """Whether it is the office that sent the appeal."""
    office = target.organization or target.name
    if target.address and any(_names_sender(line.value) for line in target.address.lines):
        return True
    if any(said is not None and _names_sender(said.value) for said in (office, target.role)):
        return True
    return office is not None and vocabulary.fullmatch(office.value, "contacts", "sender") is not None


def _names_sender(text: str) -> bool:
    return vocabulary.pattern("contacts", "sender_name").search(text) is not None


_LIKE_INSTITUTION = 1.0


def _is_somebody(target: TargetFields) -> bool:
    """Whether anybody is named, or can be reached."""
    address = target.address
    reached = any((target.emails, target.faxes, target.phones, target.salutation, target.social, target.copy_, address))
    if target.organization and not (reached or target.name or target.role):
        # A phrase alone, which nothing shows to be an institution, is a piece of a sentence.
        return organization_score(target.organization.value) >= _LIKE_INSTITUTION
    if any((target.name, target.role, target.organization)):
        return True
    if address is None:
        # An e-mail address alone is nobody's, or the sender's; one that copies go to is the receiver's.
        return bool(target.emails and target.copy_)
    placed = address.city or address.region or address.postal_code or address.country
    return bool(target.emails or target.faxes or target.phones or (address.street and placed))


def _address_lines(document: Document, group: _Group) -> list[Span]:
    """The address pieces joined to one stretch for each printed line, or part of one between bars or long dashes."""
    lines: list[Span] = []
    last: int | None = None
    for piece, label in zip(group.pieces, group.labels, strict=True):
        if label is not Label.ADDRESS:
            continue
        if last == piece.line and not _is_parted(document.text[lines[-1].end : piece.span.start]):
            lines[-1] = Span(lines[-1].start, piece.span.end)
        else:
            lines.append(piece.span)
        last = piece.line
    return [_without_note(document, line, keeps_office=False) for line in lines]


def _is_parted(between: str) -> bool:
    """Whether what stands between two parts of an address parts two lines: a bar, a long dash, or a line's end."""
    return any(mark in between for mark in "|\u2014\u00b7\u2022\n")


def _name(document: Document, group: _Group, language: str) -> tuple[Found[str] | None, Found[str] | None]:
    spans = group.spans(Label.NAME)
    if not spans:
        return None, None
    honorific, name = split_name(document, spans[0])
    rest = group.rest_of(group.pieces[group.labels.index(Label.NAME)])
    if honorific is None and name is not None:
        honorific, name = _initial_title(document, name, language)
    return (
        found_text(document, name, *rest) if name else None,
        found_text(document, honorific) if honorific else None,
    )


def _office_before_name(document: Document, titles: Found[str] | None) -> tuple[Found[str], Found[str] | None] | None:
    """The office among the titles before a name, and the honorifics around it; None where all are honorifics."""
    if titles is None or len(titles.spans) != 1:
        return None
    span = titles.spans[0]
    place = split_office(document.quote(span))
    if place is None:
        return None
    office = Span(span.start + place[0], span.start + place[1])
    around = (Span(span.start, office.start), Span(office.end, span.end))
    honorifics = [rest for rest in (document.trimmed(side, marks=",") for side in around) if rest.start < rest.end]
    return found_text(document, office), found_text(document, *honorifics) if honorifics else None


def _initial_title(document: Document, name: Span, language: str) -> tuple[Span | None, Span]:
    """A title of one letter and the name of two words or more behind it ("D. Ana Ruiz"), in a language that has one."""
    first, _, rest = document.quote(name).partition(" ")
    titles = vocabulary.in_language("officials", "honorific_initial", language)
    if first not in titles or len(rest.split()) < _WORDS_BEHIND_INITIAL:
        return None, name
    title = Span(name.start, name.start + len(first))
    return title, document.trimmed(Span(title.end, name.end))


_WORDS_BEHIND_INITIAL = 2


def _without_courtesy(document: Document, roles: list[Span]) -> tuple[Span | None, list[Span]]:
    """The form of courtesy that opens a role, and the role without it."""
    if not roles:
        return None, roles
    courtesy, first = split_courtesy_from_role(document, roles[0])
    said: dict[str, Span] = {}
    for role in (first, *roles[1:]):
        # A line above the name may announce the office that stands below it again.
        said.setdefault(plain(document.quote(role)).rstrip(" :").casefold(), role)
    # It may stand there in full only ("Fiscal General", "Fiscal General de la Nación").
    longer = {short for short in said for full in said if full.startswith(f"{short} ")}
    if len(said) > 1:
        longer |= {text for text in said if heads_field(text)}
    return courtesy, [role for text, role in said.items() if text not in longer]


def _joined(document: Document, spans: Sequence[Span]) -> Found[str] | None:
    """Parts of a role or institution as one value: those on one line as printed, others joined by a comma or, inside a
    phrase, a blank.
    """
    if not spans:
        return None
    merged: list[Span] = []
    for span in spans:
        between = document.text[merged[-1].end : span.start] if merged else "\n"
        if merged and "\n" not in between and not compiled(r"\w").search(between):
            merged[-1] = Span(merged[-1].start, span.end)
        elif document.quote(span) not in map(document.quote, merged):
            merged.append(span)
    trimmed = [_without_note(document, document.trimmed(span, marks=",;:")) for span in merged]
    # A wrapped line is one part: only the breaks between the spans part the phrase.
    inside = [document.quote(span).count("\n") for span in trimmed]

    def phrase(quote: str) -> str:
        return _phrase(_parts(quote, inside))

    return read_from(document, phrase, *trimmed)


def _without_quotes(document: Document, spans: list[Span]) -> list[Span]:
    """An institution that is all in quotes, at most with an article before them, without both ("La Tarde")."""
    if len(spans) != 1:
        return spans
    led = without_article(document, _without_note(document, spans[0], keeps_office=False))
    bare = IN_QUOTES.fullmatch(document.text, *led)
    return [Span(*bare.span("quoted"))] if bare else spans


def _parts(quote: str, inside: Sequence[int]) -> list[str]:
    """The quotes of several spans apart again; `inside` says how many line breaks each holds."""
    lines = quote.split("\n")
    parts: list[str] = []
    for breaks in inside:
        parts.append(plain("\n".join(lines[: breaks + 1])))
        lines = lines[breaks + 1 :]
    return [part for part in parts if part]


def _without_note(document: Document, span: Span, *, keeps_office: bool = True) -> Span:
    """The span without a note in small letters in brackets at its end; an abbreviation in brackets stays.

    `keeps_office`: so does an office in another language ("Premier Ministre (primer ministro)").
    """
    note = compiled(r"\s*\((?P<said>[^()]*)\)?[.,;]?$").search(document.quote(span))
    if note is None or note.start() == 0:
        return span
    if not (compiled(r"[a-z\u00df-\u00ff]").match(note["said"]) or is_kind_in_brackets(plain(note["said"]))):
        return span
    if not keeps_office and vocabulary.search(note.group(), "addresses", "street"):
        # "33 Main Street (corner of Mill Road)"
        return span
    if keeps_office and any(is_role_word(word) for word in compiled(r"\w+").findall(note.group())):
        return span
    return Span(span.start, span.start + note.start())


def _phrase(parts: Sequence[str]) -> str:
    value = parts[0] if parts else ""
    for part in parts[1:]:
        last_word = value.rsplit(" ", 1)[-1].casefold()
        completes = len(part.split()) == 1 and completes_office(part, value)
        runs_on = (
            completes
            or breaks_off(value)
            or lacks_its_rank(value, part)
            or lacks_its_noun(value, part)
            or ends_in_own_abbreviation(f"{value} {part}")
            or is_parted_institution(value, part)
            or part[0].islower()
            or part[0] in "&/("
            or last_word in vocabulary.word_set("connector", "officials")
        )
        if compiled(r"\w[-\u2010]$").search(value):
            value += part
            continue
        value += f" {part}" if runs_on else f", {part}"
    return value


_OPEN_NUMBER = "whether this is a phone or a fax number is not said; put Phone or Fax before it"


def _with_channel(
    document: Document, target: TargetFields, piece: Piece, region: str | None, doubts: list[Doubt]
) -> TargetFields:
    """The target with what a channel piece adds; doubts about values that are left out are added to the list."""
    span, key = piece.span, piece.key
    if key in ("telegram_address", "unknown"):
        return target
    if key == "number":
        doubts.append(Doubt("UA205", _OPEN_NUMBER, span))
        return target
    if key == "salutation":
        return replace(target, salutation=target.salutation or salutation(document, span))
    if key == "telex":
        return replace(target, telexes=_unique(target.telexes, telexes(document, span)))
    if key in ("phone", "fax", "phone_and_fax"):
        found, own = numbers(document, span, region, "UA206" if key == "fax" else "UA205")
        doubts += own
        return _with_numbers(target, key, found)
    emails, own = email_addresses(document, span)
    doubts += own
    if key in ("copies", "copies_email"):
        return replace(target, copy_emails=_unique(target.copy_emails, emails))
    social_key = key if key in SOCIAL_KEYS else None
    accounts, own = social_accounts(document, span, piece.label, social_key, region)
    doubts += own
    sites = websites(document, span, labelled=key == "website")
    sites = [site for site in sites if not _is_senders_site(site.value)]
    return replace(
        target,
        emails=_unique(target.emails, emails),
        social=(*target.social, *accounts),
        websites=_unique(target.websites, sites if social_key is None else []),
    )


def _with_numbers(target: TargetFields, key: str | None, found: list[Found[str]]) -> TargetFields:
    if key != "fax":
        target = replace(target, phones=_unique(target.phones, found))
    if key != "phone":
        target = replace(target, faxes=_unique(target.faxes, found))
    return target


def _parted_number(document: Document, piece: Piece, rest: list[Span], region: str | None) -> Found[str] | None:
    """The number that a piece begins and `rest` ends, on the next lines of its column; None where they are none."""
    value = read_from(document, lambda quote: number_value(quote, region), piece.span, *rest)
    return value if value.value else None


def _unique(known: tuple[Found[str], ...], found: list[Found[str]]) -> tuple[Found[str], ...]:
    """Both together in their order, each value once."""
    by_value: dict[str, Found[str]] = {}
    for value in (*known, *found):
        by_value.setdefault(value.value, value)
    return tuple(by_value.values())
