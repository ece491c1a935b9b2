"""Part of the field `targets`: labels ("Fax:") and the values behind them, and values that need none."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.address_rules import is_city, shows_address
from ingest.fields.contacts.accounts import url_spans
from ingest.fields.contacts.channel_labels import CHANNEL_KEYS, label_key, label_pattern, may_hold_label, social_key_of
from ingest.fields.offices import opens_official
from ingest.fields.target_block import Piece
from ingest.fields.target_block.formulas import formula_behind, formula_end, quoted_formula
from ingest.fields.target_block.text_parts import text_pieces
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of


def labels_in(document: Document, span: Span) -> list[re.Match[str]]:
    """The labels on a line that open a value, without those inside another one's (a word of a salutation or a URL)."""
    found: list[re.Match[str]] = []
    if not may_hold_label(document.text, span):
        return found
    urls = url_spans(document.text, span)
    for match in label_pattern(by_ocr=document.is_ocr(span)).finditer(document.as_read, *span):
        if any(url.start <= match.start() < url.end for url in urls):
            continue
        glued = document.text[match.start() - 1 : match.start()].isalnum()
        behind_salutation = bool(found) and label_key(found[-1]) == "salutation"
        if behind_salutation and not glued and not _has_colon(match):
            continue
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
    if label_key(match) == "email" and not _has_colon(match):
        # "Casilla de correo 8678" is a post box.
        return glued or compiled(r"\s{0,3}[^\s@]{1,60}@|\s{0,3}https?:").match(document.text, match.end()) is not None
    if label_key(match) == "copies" and _has_colon(match) and printed[0].isupper():
        return True
    return glued or label_key(match) not in ("address_label", "copies") or before[-1] in ".|;,"


def opens_label(document: Document, before: Span, label: re.Match[str]) -> bool:
    """Whether the words before a label belong to it: they do before small letters, where they name nobody and no place
    ("Indirizzi e-mail:", "Office faxes:"), and so does another label with "and" behind it ("E-mail and fax:").
    """
    words = document.quote(before)
    if document.text[before.end : label.start()].strip() or not _has_colon(label) or "," in words:
        return False
    if _joined_label().fullmatch(words) is not None:
        return True
    first, *others = words.split()
    if not label.group()[:1].islower() or len(others) >= _MOST_BEFORE_LABEL or country_of(words):
        return False
    if any(not other[0].islower() for other in others):
        # "Ana Ruiz e-mail:"
        return False
    if first[0].islower():
        # "via website:"
        return True
    return not (opens_official(words) or shows_address(words) or is_city(words) or is_city(first))


_MOST_BEFORE_LABEL = 3


@kept_pattern(re.IGNORECASE)
def _joined_label() -> str:
    labels = "|".join(vocabulary.alternatives("contacts", key) for key in CHANNEL_KEYS)
    return rf"(?:{labels})\.?\s(?:{vocabulary.alternatives('officials', 'conjunction')}|&)"


def _has_colon(match: re.Match[str]) -> bool:
    return ":" in (match["mark"] or "")


def _value_follows(text: str, position: int) -> bool:
    """Whether a number with a prefix, an address or a site stands right behind a label that no colon ends."""
    return compiled(r"\s{0,3}(?:[+(]|00|\d[\d\s().-]{6}|[^\s@]{1,60}@|https?:|www\.)").match(text, position) is not None


_BEHIND_LABEL = compiled(r"(?P<label>[^\W\d_][^:@\d\n/]{0,60}):[ \t]{1,6}(?P<value>[^\n]{4,300})")
_KINDS_OF_VALUE = {
    "number": compiled(r"(?:\+|00)[\d ().-]{8,24}(?<=[\d)])"),
    "handle": compiled(r"(?<![\w.])@[\w.-]{2,40}"),
    "place": compiled(r"(?:https?://|www\.)[^\s,;]+|[\w.+-]{1,60}@[\w.-]{3,100}"),
}
# Between two values stand marks, or a word: whatever it is, it joins them.
_JOINS_VALUES = compiled(r"[\s,;/|&.]{1,4}(?:[^\W\d_]{1,8}[\s.]{1,3})?")


def own_label(document: Document, line: Span) -> Piece | None:
    """A line that is numbers, sites or addresses behind a label that nobody knows, an account on an unknown network, or
    a salutation.

    A number is what a word in the label says; without one it is left out, since it may be a phone's or a fax's.
    """
    match = _BEHIND_LABEL.fullmatch(document.text, *document.trimmed(line))
    if match is not None and _greets(match):
        value = document.trimmed(Span(*match.span("value")), marks=".,;")
        return Piece(value, 0, "salutation", Span(*match.span("label")))
    if match is None or label_pattern().search(document.text, match.start(), line.end):
        return None
    kind = next((kind for kind, values in _KINDS_OF_VALUE.items() if _holds_only(match["value"], values)), None)
    if kind is None or _ends_in_lost_blank(match["label"]):
        return None
    label, value = Span(*match.span("label")), document.trimmed(Span(*match.span("value")), marks=".,;")
    if kind == "number":
        said = (key for key in ("fax", "phone") if vocabulary.pattern("contacts", key).search(match["label"]))
        return Piece(value, 0, next(said, "number"), label)
    return Piece(value, 0, "unknown" if kind == "handle" else "unlabelled", label)


def _greets(match: re.Match[str]) -> bool:
    """Whether the word that opens a salutation is a label before the rest of it ("Dear: Minister")."""
    greeting = vocabulary.fullmatch(match["label"], "contacts", "bare_salutation") is not None
    complete = match["label"].casefold() in vocabulary.word_set("complete_salutation", "contacts")
    return greeting and not complete and compiled(r"[\d@]").search(match["value"]) is None


def _holds_only(text: str, values: re.Pattern[str]) -> bool:
    """Whether a text is nothing but values of one kind and what joins them."""
    between = values.split(text.strip())
    return (
        len(between) > 1
        and not between[0]
        and between[-1].strip(" .,;") == ""
        and all(_JOINS_VALUES.fullmatch(joint) for joint in between[1:-1])
    )


_LONGEST_SHORT_LABEL = 3


def _ends_in_lost_blank(label: str) -> bool:
    """Whether a label is a country and a short label that lost the break between them ("PERUF"): of what, is open."""
    return any(country_of(label[:-letters]) is not None for letters in range(1, _LONGEST_SHORT_LABEL + 1))


@cache
def _separator_at_end() -> re.Pattern[str]:
    # A telex ends in letters, which may be a word of some language ("21062 minju et").
    words = vocabulary.expression("contacts", "alternative")
    return compiled(rf"\s(?:I|-|/|\u2013|(?<=[\d)]\s)(?i:{words}))$")


def without_separator(document: Document, span: Span) -> Span:
    """Drop what leads to another value at the end, such as a capital I that stands for a bar ("202 895 5400 I")."""
    match = _separator_at_end().search(document.quote(span))
    return document.trimmed(Span(span.start, span.start + match.start())) if match else span


def labelled(document: Document, match: re.Match[str], value: Span, index: int, numbered: bool) -> Iterator[Piece]:
    """The pieces of what stands behind a label: `match` is the label, `value` what it labels, on the line `index`."""
    key = label_key(match)
    label = document.trimmed(Span(*match.span()))
    if key == "address_label":
        yield from unlabelled(document, value, index, numbered, None, is_address=True)
        return
    if key == "salutation":
        yield from _salutation(document, value, label, index, numbered)
        return
    if key == "copies":
        copies_emails = bool(compiled(r"\S@\S").search(document.quote(value)))
        yield Piece(value if copies_emails else Span(value.start, value.start), index, key, label, numbered=numbered)
        if not copies_emails and value.start < value.end:
            yield from unlabelled(document, value, index, numbered, None)
        return
    rest = _behind_value(document, value)
    if rest is not None:
        yield from labelled(document, match, document.trimmed(Span(value.start, rest[0]), marks=",;"), index, numbered)
        yield from rest[1](index)
        return
    formula = formula_behind(document, value)
    if formula is not None:
        value = document.trimmed(Span(value.start, formula.start), marks="(,;")
        yield Piece(value, index, key, label, numbered=numbered)
        yield Piece(formula, index, "salutation", None)
        return
    if key == "telegram_address" and compiled(r"@|t\.me").search(document.quote(value)):
        key = "telegram"
    addresses = list(_ADDRESS_SHAPE.finditer(document.text, *value)) if key in _NUMBER_KEYS else []
    for match in addresses:
        yield Piece(Span(*match.span()), index, "unlabelled", None)
    if addresses and not compiled(r"\d").search(document.text, value.start, addresses[0].start()):
        # "E-mail and fax: x@example.org / +51 1 225 4035"
        value = document.trimmed(Span(addresses[-1].end(), value.end), marks="/")
        addresses = []
    end = addresses[0].start() if addresses else value.end
    end = _end_of_numbers(document, Span(value.start, end)) if key in _NUMBER_KEYS and key != "telex" else end
    sentence = _NEXT_SENTENCE.search(document.text, value.start, end) if key in _NUMBER_KEYS else None
    behind = document.text[sentence.end() : end] if sentence is not None else ""
    if sentence is not None and not (opens_official(behind) or shows_address(behind)):
        end = sentence.start()
    yield Piece(document.trimmed(Span(value.start, end), marks=",;|"), index, key, label, numbered=numbered)


def _end_of_numbers(document: Document, value: Span) -> int:
    """Where the numbers of a phone or fax end: before a comma with words behind it that lead to no other number."""
    for match in _BEHIND_NUMBER.finditer(document.text, *value):
        first, second = (word.strip(".:") for word in match["words"].casefold().split())
        joins = any(
            first in vocabulary.word_set(key, "contacts") for key in ("alternative", "other_number", "extension")
        )
        leads_on = joins and second not in vocabulary.word_set("copy_to", "contacts")
        if not leads_on and _or_number().search(document.text, match.end(), value.end) is None:
            return match.start()
    return value.end


@kept_pattern(re.IGNORECASE)
def _or_number() -> str:
    return rf"\s{vocabulary.alternatives('contacts', 'alternative')}\s(?=[+(\d])"


_BEHIND_NUMBER = compiled(r"(?<=\d)\)?[,;]\s{1,3}(?P<words>(?:[^\W\d_][\w.'\u2019-]{0,30}\s{1,3}){2})")
_NEXT_SENTENCE = compiled(r"(?<=\d)\.\s{1,3}(?=[^\W\d_a-z])")
_NUMBER_KEYS = ("phone", "fax", "phone_and_fax", "telex")
_ADDRESS_SHAPE = compiled(r"[^\s<>,;|()]{1,80}@[^\s<>,;|()]{1,200}")


@kept_pattern()
def _next_one() -> str:
    joint = vocabulary.alternatives("officials", "conjunction")
    behind = (
        rf"(?:{vocabulary.alternatives('contacts', 'also')}\s)?(?:{vocabulary.alternatives('contacts', 'copy_to')}\s)?"
    )
    article = rf"(?:{vocabulary.alternatives('contacts', 'lead_article')}\s)?"
    # What kind of receiver it is may stand before its name ("and to the weekly XYZ").
    to_kind = rf"{vocabulary.alternatives('contacts', 'copy_to')}\s{article}[a-z\u00df-\u00ff]{{3,16}}\s"
    return rf"\)?[;,.]\s{{1,3}}{joint}\s(?:{behind}{article}|{to_kind})(?=[^\W\d_a-z][\s\S]{{20}})"


def _behind_value(document: Document, value: Span) -> tuple[int, Callable[[int], Iterator[Piece]]] | None:
    """Where a channel's value ends inside a sentence, and the pieces of what follows: a salutation in quotation marks
    ("Begin with ..."), or the next target ("; and to the ...").
    """
    quoted = quoted_formula().search(document.text, *value)
    if quoted is not None:
        formula, rest = Span(*quoted.span("formula")), Span(quoted.end(), value.end)

        def salutation(index: int) -> Iterator[Piece]:
            yield Piece(formula, index, "salutation", None)
            yield from text_pieces(document, rest, index, False, is_address=False)

        return quoted.start(), salutation
    following = _next_one().search(document.text, *value)
    if following is None:
        return None
    return following.start(), lambda index: text_pieces(
        document, Span(following.end(), value.end), index, True, is_address=False
    )


@cache
def _language_beside() -> re.Pattern[str]:
    """The label of a language on a salutation's line, behind a gap ("Dear Minister      Language: French")."""
    label = vocabulary.expression("phrases", "language_label")
    return compiled(rf"[ \t]{{2,}}[|;]?[ \t]{{0,4}}{label}\s?:", re.IGNORECASE)


def _salutation(document: Document, value: Span, label: Span, index: int, numbered: bool) -> Iterator[Piece]:
    """A labelled salutation, and what a lost line break put behind it."""
    aside = document.text[: label.start].rstrip()[-1:] in ("(", "[")
    language = _language_beside().search(document.text, *value)
    value = value if language is None else document.trimmed(Span(value.start, language.start()), marks=",;|")
    end = formula_end(document, value)
    formula = document.trimmed(Span(value.start, end), marks=",;|")
    # The number of the next target, whose line break was lost ("Dear Minister 2) ...").
    counted = compiled(r"\s{1,3}\(?\d{1,2}[.)]$").search(document.text, *formula)
    formula = Span(formula.start, counted.start()) if counted and counted.start() > formula.start else formula
    yield Piece(formula, index, "salutation", label, numbered=numbered, aside=aside and end == value.end)
    if end < value.end:
        rest = list(text_pieces(document, document.trimmed(Span(end, value.end)), index, True, is_address=False))
        yield from rest


_HANDLE_BEFORE_NETWORK = compiled(r"(?P<handle>@[\w.-]{1,60})\s{0,3}\((?P<network>[^()\n]{1,30})\)")
_NUMBER_LINE = compiled(r"[+(\d][\d\s()./+-]{6,60}(?:\([^)\n]{0,160}\))?")


def unlabelled(
    document: Document, span: Span, index: int, numbered: bool, previous_key: str | None, *, is_address: bool = False
) -> Iterator[Piece]:
    """Pieces of text without a label: e-mails and sites in it are channels, a number goes on with the line before."""
    text = document.quote(span)
    if previous_key in ("phone", "fax", "phone_and_fax") and _NUMBER_LINE.fullmatch(text):
        yield Piece(span, index, previous_key, None, numbered=numbered)
        return
    behind = list(_NUMBER_AND_LABEL.finditer(document.text, *span))
    numbers = {match.start(): match for match in behind if _key_behind(match["label"])}
    if text.startswith("+") and _NUMBER_LINE.fullmatch(text):
        yield Piece(span, index, "phone", None, numbered=numbered)
        return
    handle = _HANDLE_BEFORE_NETWORK.fullmatch(document.text, *span)
    network = social_key_of(handle["network"]) if handle else None
    if handle is not None and network is not None:
        place = Span(*handle.span("handle"))
        yield Piece(place, index, network, Span(*handle.span("network")), numbered=numbered)
        return
    channels = url_spans(document.text, span)
    channels += [Span(*match.span()) for match in _ADDRESS_SHAPE.finditer(document.text, *span)]
    channels += [Span(*match.span()) for match in numbers.values()]
    abroad = {match.start("number") for match in _NUMBER_ALONE.finditer(document.text, *span)}
    channels += [Span(*match.span("number")) for match in _NUMBER_ALONE.finditer(document.text, *span)]
    start = span.start
    named = False
    for place in sorted(channels):
        if place.start < start:
            continue
        if not _only_joins(document.text[start : place.start]):
            named = named or any(map(str.isalnum, document.text[start : place.start]))
            before = document.trimmed(Span(start, place.start), marks="(")
            yield from text_pieces(document, before, index, numbered, is_address)
        number = numbers.get(place.start)
        if number is None and place.start in abroad:
            yield Piece(place, index, "phone", None, numbered=numbered)
        elif number is not None:
            key = _key_behind(number["label"])
            yield Piece(Span(*number.span("number")), index, key, Span(*number.span("label")), numbered=numbered)
        else:
            # Behind a name on its line an address is that receiver's; without one it is the target's above.
            yield Piece(place, index, "copies_email" if previous_key == "copies" and not named else "unlabelled", None)
        numbered = False
        start = place.end
    yield from text_pieces(document, Span(start, span.end), index, numbered, is_address)


_NUMBER_AND_LABEL = compiled(r"(?P<number>[+(]?\d[\d ().-]{5,24}\d)[ ]?\((?P<label>[^\W\d_][^()\d\n]{0,20})\)")

# A number as it is dialled from abroad, between the marks that part a line: a telephone's, most often.
_NUMBER_ALONE = compiled(r"(?<=[;,|])[ ](?P<number>\+\d[\d ().-]{6,24}\d)(?=[ ]?(?:[;,|.]|$))", re.MULTILINE)


def _key_behind(label: str) -> str | None:
    """The key of a label that stands in brackets behind its number ("(F)")."""
    keys = ("phone", "fax", "phone_and_fax")
    return next((key for key in keys if vocabulary.fullmatch(label.strip(" ."), "contacts", key)), None)


def _only_joins(text: str) -> bool:
    """Whether a text is only the word that joins two addresses ("OR")."""
    return text.strip(" -\u2013\t\n").casefold() in vocabulary.word_set("alternative", "contacts")
