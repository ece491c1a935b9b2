"""Part of the field `targets`: text without a label cut into pieces at its commas and other marks."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.address_rules import is_area, is_city, shows_address
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.fields.joined_offices import split_role_and_name
from ingest.fields.listed_fields import end_of_listed_fields
from ingest.fields.offices import (
    SURE_INSTITUTION,
    SURE_OFFICE,
    is_editor,
    opens_official,
    organization_score,
    role_score,
)
from ingest.fields.official_names import (
    FEWEST_NAMES,
    are_letters_behind_name,
    is_abbreviated,
    is_honorific_alone,
    is_titled_name,
    is_untitled_name,
    opens_with_honorific,
)
from ingest.fields.official_words import (
    WORD,
    are_fields,
    elided_article,
    heads_field,
    heads_phrase,
    is_conjunction,
    is_in,
    known_words,
)
from ingest.fields.target_block import Label, Piece
from ingest.fields.target_block.formulas import (
    bracketed_formula,
    formula_behind,
    formula_in_brackets,
    quoted_formula,
    unlabelled_formula,
)
from ingest.fields.target_block.leads import leads_alone, only_leads, tells_where, without_article, without_lead
from ingest.fields.target_block.runs import runs_of
from ingest.fields.translated_offices import says_office_twice
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of
from ingest.sending_notes import is_sending_note


def text_pieces(document: Document, span: Span, index: int, numbered: bool, is_address: bool) -> Iterator[Piece]:
    """Parts of the line `index` between commas, a part that holds a role and a name cut once more.

    `numbered` says that the line opens with a number, `is_address` that a label announced an address.
    """
    labelled = _field_label().match(document.text, *span)
    if labelled is not None and labelled.end() < span.end:
        span = Span(labelled.end(), span.end)
    opening = bracketed_formula().match(document.text, *span)
    if opening is not None and opening.end() < span.end:
        # "(Dear Minister,) Ana Ruiz; ..."
        yield Piece(document.trimmed(Span(*opening.span("formula")), marks=","), index, "salutation", None)
        yield from text_pieces(document, document.trimmed(Span(opening.end(), span.end)), index, numbered, is_address)
        return
    quoted = quoted_formula().search(document.text, *span)
    if quoted is not None:
        yield from text_pieces(document, Span(span.start, quoted.start()), index, numbered, is_address)
        yield Piece(Span(*quoted.span("formula")), index, "salutation", None)
        yield from text_pieces(document, Span(quoted.end(), span.end), index, False, is_address)
        return
    behind = formula_behind(document, span)
    if behind is not None:
        rest = document.trimmed(Span(span.start, behind.start), marks="(,;|")
        yield from text_pieces(document, rest, index, numbered, is_address)
        yield Piece(behind, index, "salutation", None, aside=document.text[: behind.start].rstrip().endswith("("))
        return
    yield from _between_commas(document, span, index, numbered, is_address)


@kept_pattern(re.IGNORECASE)
def _field_label() -> str:
    """The label of a name or an office, where each line of a block has one ("Office: Minister of Justice")."""
    label = vocabulary.expression("contacts", "name_label", "office_label", "copy_to", "matter_label")
    return rf"(?<![^\n])[ \t]{{0,12}}{label}[ \t]{{0,3}}:[ \t]{{1,20}}"


_NEAR = 40


def _opens_block(document: Document, part: Span) -> bool:
    """Whether an honorific stands alone over the name, on the first line of a paragraph or below an office."""
    line = document.lines[document.line_at(part.start)]
    alone = document.trimmed(line.span) == part and is_honorific_alone(document.quote(part))
    before = document.text[max(0, line.start - _NEAR) : line.start].rstrip(" \t")
    below = compiled(r"\n[ \t]{0,40}(?P<line>\S[^\n]*)").match(document.text, line.end)
    if not alone or below is None:
        return False
    # "President | Su Excelencia | Dr. Ana Ruiz"
    over_name = is_titled_name(below["line"].strip()) and role_score(before.rstrip("\n: ").rpartition("\n")[2]) > 0
    return before[-2:] in ("", "\n\n") or over_name


def _is_styled_name(document: Document, part: Span) -> bool:
    """Whether a style and a whole name ("Su Excelencia Ana Ruiz") say who it is: not below a channel or a blank line,
    where the same words rather greet.
    """
    style = vocabulary.match(document.text, "officials", "style", start=part.start, end=part.end)
    if style is None or not is_untitled_name(document.text[style.end() : part.end].strip()):
        return False
    lines = document.text[: part.start].rstrip(" \t").splitlines()[-1:]
    return not document.text[: part.start].endswith("\n") or label_pattern().search(lines[0]) is None


def _between_commas(document: Document, span: Span, index: int, numbered: bool, is_address: bool) -> Iterator[Piece]:
    """As `text_pieces`, of a text without a salutation but one that is all of a part."""
    before = ""
    numbered_next = False
    for part, mark in _parts(document, span):
        following, numbered_next = numbered_next, mark.startswith(";") and _ends_address(document.quote(part))
        placed = country_of(before) is not None or (is_city(before) and country_of(document.quote(part)) is None)
        # "Respublika Uzbekistan; 700163 g. Tashkent"
        placed = placed and not document.quote(part)[:1].isdigit()
        numbered = numbered or (
            following and (opens_official(document.quote(part)) or placed or opens_receiver(document, part))
        )
        in_care = _care_of().match(document.quote(part)) is not None
        slashed = _between_slashes(document, part)
        if slashed:
            for side in slashed:
                yield from text_pieces(document, side, index, numbered, is_address)
                numbered = False
            continue
        formula = formula_in_brackets(document, part) or unlabelled_formula(document, part)
        if formula is not None and not (_opens_block(document, part) or _is_styled_name(document, part)):
            yield Piece(formula, index, "salutation", None, numbered=numbered)
            continue
        is_postal = is_address or in_care
        if part.start >= part.end or not compiled(r"\w").search(document.quote(part)):
            continue
        if only_leads().fullmatch(document.text, *part):
            numbered = (
                numbered
                or vocabulary.match(document.text, "contacts", "for_attention", start=part.start, end=part.end) is None
            )
            continue
        if is_conjunction(document.quote(part)) or (
            before and not mark and _only_articles().fullmatch(document.quote(part))
        ):
            continue
        led = _leads_to_next().match(document.text, *part) if following else None
        if led is not None:
            # "...; and to the XXXX, ...": whatever it is called, somebody else follows.
            part, numbered = Span(led.end(), part.end), True
        joined = _joins_next().match(document.text, *part) if before else None
        if joined is not None and (country_of(before) or is_titled_name(document.text[joined.end() : part.end])):
            # "..., Xxxx, PERU, and "Yyyy", ...": behind a country somebody else follows; and so he does by his title.
            part, numbered = Span(joined.end(), part.end), True
        if numbered:
            part = without_article(document, part)
        opened = part if in_care else without_lead(document, part, before)
        if opened is None:
            continue
        if opened != part:
            # "and to the ..." names the next one.
            numbered = (
                numbered
                or vocabulary.match(document.text, "contacts", "lead_in", start=part.start, end=part.end) is not None
            )
            part = opened
        if _adds_nothing(document.quote(part), mark, before) or is_sending_note(document.quote(part)):
            continue
        other = _other_number().fullmatch(document.text, *part)
        if other is not None:
            # "if the line is busy, try +233 302 664081": of what, is open.
            yield Piece(Span(*other.span("number")), index, "number", None)
            continue
        before = document.quote(part)
        joint = None if is_postal else _before_another(document, part)
        if joint is not None:
            yield from _named(document, document.trimmed(Span(part.start, joint.start())), index, numbered, is_postal)
            part, numbered = Span(joint.end(), part.end), True
        yield from _named(document, part, index, numbered, is_postal)
        numbered = False


def _before_another(document: Document, part: Span) -> re.Match[str] | None:
    """The word in a part that joins an official and another one's name ("Minister of Health and | Dr Ana Ruiz")."""
    joint = _joins_next().search(document.text, part.start + 1, part.end)
    if joint is None or not opens_with_honorific(document.text[joint.end() : part.end]):
        return None
    before = plain(document.text[part.start : joint.start()])
    official = max(role_score(before), organization_score(before)) >= SURE_INSTITUTION or is_titled_name(before)
    return joint if official and is_titled_name(document.text[joint.end() : part.end]) else None


@cache
def _joins_next() -> re.Pattern[str]:
    joint = vocabulary.expression("officials", "conjunction")
    return compiled(rf"{joint}\s{{1,3}}(?=[\"\u201c\u00ab]|(?-i:[^\W\d_a-z]))", re.IGNORECASE)


@cache
def _only_articles() -> re.Pattern[str]:
    """The words before an official at the end of a line, who stands on the next one ("...; and to the")."""
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(rf"{_small_leads()}\s{{1,3}}{articles}|{_small_leads()}|{articles}")


def _small_leads() -> str:
    """The regular expression of "to", "and to", "and also to" and their like in other languages."""
    joint = vocabulary.expression("officials", "conjunction")
    also = vocabulary.expression("contacts", "also")
    to = vocabulary.expression("contacts", "copy_to")
    return rf"(?:{joint}\s{{1,3}})?(?:{also}\s{{1,3}})?{to}"


@cache
def _leads_to_next() -> re.Pattern[str]:
    """The words that lead to the next one of a list, and what kind of a receiver he is ("and to the newspaper")."""
    articles = vocabulary.expression("contacts", "lead_article")
    kinds = vocabulary.expression("officials", "caption")
    article = rf"(?:{articles}\s{{1,3}}|{elided_article()})"
    behind = rf"(?:{_small_leads()}\s{{1,3}}{article}?|{article})(?:{kinds}\s{{1,3}})?"
    return compiled(rf"{behind}(?=[^\W\d_a-z\u00df-\u00ff])")


@kept_pattern(re.IGNORECASE)
def _other_number() -> str:
    return rf"{vocabulary.alternatives('contacts', 'other_number')}\s(?P<number>\+\d[\d ().-]{{6,24}}\d)"


@cache
def _care_of() -> re.Pattern[str]:
    # In a wording a hyphen may be missing: "c/ Mayor" is a Spanish street.
    words = vocabulary.alternatives("addresses", "care_of")
    return compiled(rf"\[?(?:c/-|{words})\]?\s{{0,3}}(?=\w)", re.IGNORECASE)


def _parts(document: Document, span: Span) -> Iterator[tuple[Span, str]]:
    """The parts of a text between the marks that part it, each with the mark behind it; "" behind the last one."""
    start = span.start
    listed = start + end_of_listed_fields(document.quote(span))
    for match in [*_CUT.finditer(document.text, *span), None]:
        if match is not None and (match.start() < listed or not _cuts(document, match, start, span)):
            continue
        part = _bare(document, Span(start, match.start() if match else span.end))
        mark = match.group() if match else ""
        start = match.end() if match else span.end
        listed = start + end_of_listed_fields(document.text[start : span.end])
        if not (mark.startswith(":") and tells_where(document.quote(part))):
            yield part, mark


def _cuts(document: Document, match: re.Match[str], start: int, span: Span) -> bool:
    """Whether a mark ends the part of `span` that begins at `start`.

    The full stop of an abbreviation does not, nor the colon of "Attn:", nor the dash behind an acronym that opens the
    text, nor any mark in brackets.
    """
    text, mark = document.text, match.group()
    if mark[0] == "." and _is_shortened(document, start, match.start()):
        return False
    if mark[0] == ":" and (
        leads_alone(text[start : match.start()]) or _heads_field(document, Span(start, span.end), match)
    ):
        return False
    if start == span.start and _ACRONYM.fullmatch(text, start, match.start()) and mark.strip() in _DASHES:
        return False
    return not _is_bracketed(text, start, match.start(), span.end)


def _heads_field(document: Document, line: Span, colon: re.Match[str]) -> bool:
    """Whether an office and, behind its colon, what it is for ("Head: Prisons") stand over a titled name."""
    text = document.text[line.start : line.end]
    if ":" in text[colon.end() - line.start :] or not heads_field(text):
        return False
    below = compiled(r"[ \t]{0,40}\n[ \t]{0,40}(?P<line>\S[^\n]*)").match(document.text, line.end)
    return below is not None and is_titled_name(below["line"].strip())


def _bare(document: Document, stretch: Span) -> Span:
    """A part without the marks around it, brackets that hold all of it, and a note behind a country's name."""
    marks = "<>:,;\u060c\u061b|/-\u2013" + ("" if "(" in document.text[stretch.start : stretch.end] else "()")
    part = document.trimmed(stretch, marks=marks)
    if document.text[part.end - 1 : part.end] == "(":
        # Before a labelled value in brackets.
        part = document.trimmed(Span(part.start, part.end - 1))
    if _BRACKETED.fullmatch(document.text, *part) and not _may_say_again(document, part):
        part = document.trimmed(Span(part.start + 1, part.end - 1))
    noted = _NOTE_BEHIND_PLACE.fullmatch(document.text, *part)
    if noted is not None and country_of(noted["place"]) and not country_of(document.quote(part)):
        part = Span(part.start, part.start + len(noted["place"]))
    return part


def _adds_nothing(text: str, mark: str, before: str) -> bool:
    """Whether a part says nothing of a target: `mark` stands behind it, and the part `before`, if there is one."""
    if mark.startswith(":") and not before and (country_of(text) or vocabulary.fullmatch(text, "officials", "caption")):
        # "Russian Federation: Minister ...", "Newspaper: La Tarde": neither is a part of whom it announces.
        return True
    if vocabulary.fullmatch(text.strip("."), "contacts", "same_address"):
        return True
    if vocabulary.pattern("contacts", "your_country").search(compiled(r"\([^()]*\)").sub("", text)):
        # "or the embassy in your own country": in general.
        return True
    return bool(before) and (are_letters_behind_name(text, before) or _tells_kind(text, before))


@cache
def _kinds() -> re.Pattern[str]:
    """The kind of a receiver, with an adjective or two: "independent daily newspaper", "diario independiente"."""
    kind = vocabulary.expression("officials", "caption")
    small = r"[a-z\u00df-\u00ff][a-z\u00df-\u00ff-]{1,20}"
    return compiled(rf"(?:{small} ){{0,2}}{kind}(?: {small}){{0,3}}")


def _tells_kind(text: str, before: str) -> bool:
    """Whether a part only says what kind of receiver stands before its comma ("La Tarde, daily newspaper").

    It does so in small letters, or in a language that writes its nouns with capitals.
    """
    return not (is_editor(before) or country_of(before)) and _is_kind(text)


def _is_kind(text: str) -> bool:
    written = {wording.text for wording in vocabulary.wordings("officials", "caption")}
    *adjectives, noun = text.split()
    is_written_so = noun in written and all(map(str.islower, adjectives))
    return _kinds().fullmatch(text) is not None and (text.islower() or is_written_so)


def is_kind_in_brackets(text: str) -> bool:
    """Whether what stands in brackets behind a receiver only says its kind ("Tageszeitung", "English daily")."""
    first, _, rest = text.partition(" ")
    small = text.casefold() if text.isupper() else f"{first.casefold()} {rest}"
    return _is_kind(text) or (small.islower() and _is_kind(small))


def _named(document: Document, part: Span, index: int, numbered: bool, is_postal: bool) -> Iterator[Piece]:
    """The pieces of a part that says who or where somebody is; the first one is numbered where `numbered` says so."""
    if is_postal:
        yield Piece(part, index, "address", None, numbered=numbered)
        return
    held = _held_by(document, part)
    if not held and document.text[part.start - 1 : part.start] == "(":
        held = holder_in_brackets(document, part)
    if held:
        for number, place in enumerate(held):
            yield Piece(place, index, None, None, numbered=numbered and not number)
        return
    behind = _institution_behind_office(document, part)
    if behind is not None:
        yield Piece(document.trimmed(Span(part.start, behind)), index, None, None, numbered=numbered)
        yield Piece(Span(behind, part.end), index, None, None)
        return
    runs = [] if says_office_twice(document.quote(part)) else runs_of(document, part)
    for number, run in enumerate(runs):
        # Behind an address on the same line, the next office is another target's.
        begins = runs[number - 1].label is Label.ADDRESS if number else numbered
        yield Piece(run.span, index, "address" if run.label is Label.ADDRESS else None, None, numbered=begins)
    for number, place in enumerate([] if runs else split_role_and_name(document, part)):
        yield Piece(place, index, None, None, numbered=numbered and not number)


def _institution_behind_office(document: Document, part: Span) -> int | None:
    """Where an institution begins behind an office that nothing joins to it ("Commissioner | Royal Lesotho Police")."""
    places = list(WORD.finditer(document.text, *part))
    words = [place.group() for place in places]
    if not words or not is_in("role", words[0]) or not is_in("organization", words[-1]) or heads_phrase(words[0]):
        return None
    if any(is_in("connector", word) for word in words) or not document.quote(part).replace(" ", "").isalpha():
        return None
    office = list(takewhile(_is_only_office, words))
    rest = words[len(office) :]
    if all(is_in("role_part", word) for word in office) or is_in("honorific", words[0]):
        # "Executive Clemency Section", "King Fahd Security College"
        return None
    if len(rest) < FEWEST_NAMES or (len(rest) == FEWEST_NAMES and are_fields(rest)):
        # "Prime Minister Office", "Minister Public Service"
        return None
    if is_in("title_or_name", rest[-1]) and " ".join(rest[-2:]).casefold() not in known_words("organization"):
        # "Commander John Guard"
        return None
    begins = places[len(office)].start()
    return begins if organization_score(document.text[begins : part.end]) >= SURE_INSTITUTION else None


def _is_only_office(word: str) -> bool:
    """Whether a word says an office, or what rank one has, and neither an institution nor only a field."""
    field = is_in("portfolio", word) and not is_in("role_part", word)
    return is_in("role", word) and not field and not is_in("organization", word)


_AND_BRACKET = compiled(r"(?P<before>[^()]{4,140}?)\s{0,3}\((?P<inside>[^()\d@]{5,140})\)\.?")
_WITHIN_BRACKET = compiled(r"\s?[,;:]\s{1,3}|\s[-\u2013\u2014]\s")


def _held_by(document: Document, part: Span) -> list[Span]:
    """An institution or office, and in brackets behind it who heads or holds it: his name, and his office if told.

    "Supreme Court (President: Dr Ana Ruiz)", "Embassy of X (H.E. Jan Novak)"; empty where the brackets say else.
    """
    match = _AND_BRACKET.fullmatch(document.text, *part)
    if match is None:
        return []
    before = document.trimmed(Span(*match.span("before")))
    text = plain(document.quote(before))
    institution = organization_score(text) >= SURE_INSTITUTION
    if is_titled_name(text) or not (institution or role_score(text) >= SURE_OFFICE):
        return []
    sides = holder_in_brackets(document, Span(*match.span("inside")))
    return [before, *sides] if sides else []


def holder_in_brackets(document: Document, inside: Span) -> list[Span]:
    """The name of a person, and his office if it is told, in what brackets hold; empty where they hold anything else.

    "President: Dr Ana Ruiz", "H.E. Jan Novak", "Mme Ana Ruiz, ministre"
    """
    starts, ends = [inside.start], []
    for cut in _WITHIN_BRACKET.finditer(document.text, *inside):
        ends.append(cut.start())
        starts.append(cut.end())
    sides = [document.trimmed(Span(*side)) for side in zip(starts, [*ends, inside.end], strict=True)]
    sides = [side for whole in sides for side in split_role_and_name(document, whole)]
    texts = [plain(document.quote(side)) for side in sides]
    offices = [role_score(text) >= SURE_OFFICE and not is_titled_name(text) for text in texts]
    named = [text for text, is_office in zip(texts, offices, strict=True) if not is_office]
    if len(named) != 1:
        return []
    return sides if is_titled_name(named[0]) or (any(offices) and is_untitled_name(named[0])) else []


def _is_bracketed(text: str, start: int, position: int, end: int) -> bool:
    """Whether a place stands inside brackets that are closed later."""
    opened = text.count("(", start, position) > text.count(")", start, position)
    return opened and ")" in text[position:end]


_LONGEST_SHORTENED = 6


def _is_shortened(document: Document, start: int, stop: int) -> bool:
    """Whether a full stop ends an abbreviation, and no sentence: a known one, or the first short word of a part."""
    word = document.text[start:stop].strip()
    first = word.isalpha() and len(word) <= _LONGEST_SHORTENED and country_of(word) is None
    return first or is_abbreviated(document.text[: stop + 1])


_DASHES = ("-", "--", "\u2013", "\u2014")
_ACRONYM = compiled(r"\s*[A-Z\u00c0-\u00dd]{3,8}\s*")
_CUT = compiled(
    r"[,;|\t\u00b7\u2022]|\s(?:-{1,2}|[\u2013\u2014])(?:\s|$)|(?<=\S)[ ]{3,}|(?<=[a-z]{3})\.\s(?=[A-Z])|"
    r":\s{1,3}(?=[^\W\d_a-z])"
)


def _may_say_again(document: Document, part: Span) -> bool:
    """Whether brackets that open a line hold an office or institution, which the line above may say before it."""
    opens = not document.text[document.text.rfind("\n", 0, part.start) + 1 : part.start].strip()
    inside = plain(document.quote(part))[1:-1]
    if (
        not opens
        or bracketed_formula().match(document.text, *part)
        or not inside[:1].isupper()
        or holder_in_brackets(document, Span(part.start + 1, part.end - 1))
    ):
        return False
    return max(role_score(inside), organization_score(inside)) >= SURE_INSTITUTION


_NOTE_BEHIND_PLACE = compiled(r"(?P<place>[^()]{2,60}?)\s{1,3}\([^()\d@]{3,120}\)")
_BRACKETED = compiled(r"\([^()]+\)")


def _ends_address(text: str) -> bool:
    """Whether a part is the last one of an address: a country, a town, or a place with a postal code."""
    last = text.split()[-1:]
    return (
        country_of(text) is not None
        or is_city(text)
        or bool(last and (country_of(last[0]) or compiled(r"\d{3}").search(last[0])))
    )


def opens_receiver(document: Document, part: Span) -> bool:
    """Whether what stands behind an address and a semicolon names somebody, before a comma: no more of the address."""
    text = document.quote(part)
    if document.text[part.end : part.end + 1] != "," or not text[:1].isalpha() or compiled(r"\d").search(text):
        return False
    return not (shows_address(text) or is_city(text) or country_of(text) or is_area(text))


_SLASH = compiled(r"\s{1,3}/\s{1,3}")


def _between_slashes(document: Document, part: Span) -> list[Span]:
    """The parts of a line that slashes stand between as commas do elsewhere; none where they part two languages.

    A titled name beside what is none tells it: nobody says a name in two languages.
    """
    cuts = list(_SLASH.finditer(document.text, *part))
    starts = [part.start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), part.end]
    sides = [document.trimmed(Span(start, end)) for start, end in zip(starts, ends, strict=True)]
    named = sum(is_titled_name(document.quote(side)) for side in sides)
    return sides if cuts and 0 < named < len(sides) else []
