"""Part of the field `targets`: a block's lines cut into pieces, and those joined or moved that belong together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Line, Span, as_read, plain
from ingest.fields.address_rules import is_city, shows_address, shows_building
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.fields.offices import (
    SURE_INSTITUTION,
    SURE_OFFICE,
    opens_official,
    opens_with_office,
    organization_score,
    role_score,
)
from ingest.fields.official_names import WHOLE_NAME, is_honorific_alone, is_titled_name, name_score
from ingest.fields.target_block import Piece, names_follow
from ingest.fields.target_block.channels import (
    labelled,
    labels_in,
    opens_label,
    own_label,
    unlabelled,
    without_separator,
)
from ingest.fields.target_block.formula_cells import formula_cells_at
from ingest.fields.target_block.formulas import bracketed_formula, ends_salutation, told_formula
from ingest.fields.target_block.leads import (
    asks_for_copies,
    behind_article_below,
    breaks_in_request,
    copy_mark,
    end_of_lead,
    end_of_request,
    inline_copy,
    led_to_copy,
    without_article,
)
from ingest.fields.target_block.lines import goes_on_in_column, lines_of
from ingest.fields.target_block.notes import (
    MOST_LINES_OF_NOTE,
    about_nobody,
    is_caption,
    is_note,
    opens_formula,
    parts_targets,
    to_bracket,
    without_note_behind,
    without_open_bracket,
)
from ingest.fields.target_block.own_scores import IN_QUOTES
from ingest.fields.target_block.receiver_again import without_receiver_again
from ingest.fields.target_block.text_parts import holder_in_brackets, opens_receiver, text_pieces
from ingest.kept_patterns import compiled
from ingest.line_breaks import BULLET
from ingest.places import country_of


def pieces_of(document: Document, body: Span) -> list[Piece]:
    """The pieces of a block in its order; an honorific stands with its name, a salutation behind its target."""
    pieces = _with_own_names(document, _with_hyphens(document, list(_cut(document, body))))
    pieces = _with_translations(document, pieces)
    pieces = _with_honorifics(document, without_receiver_again(document, pieces))
    return _salutations_behind(document, pieces)


def _with_hyphens(document: Document, pieces: list[Piece]) -> list[Piece]:
    """The pieces, one whose last word goes on in the next piece with the hyphen behind it."""
    whole = list(pieces)
    for index, (piece, following) in enumerate(pairwise(pieces)):
        if following.goes_on and document.text[piece.span.end : piece.span.end + 1] in _HYPHENS:
            whole[index] = replace(piece, span=Span(piece.span.start, piece.span.end + 1))
    return whole


_HYPHENS = ("-", "\u2010")


def _cut(document: Document, body: Span) -> Iterator[Piece]:
    """Cut the lines of a block into pieces."""
    blank = False
    previous_key: str | None = None
    skipped = about_nobody(document, body)
    lines = lines_of(document, body)
    told_until = -1
    opened = False
    behind_article = body.start
    listed = ""
    done = body.start
    for index, whole in enumerate(lines):
        if index <= told_until:
            continue
        cells = formula_cells_at(document, lines, index)
        if cells:
            told_until = index + cells - 1
            yield from _formula_in_cells(document, lines[index : index + cells], index)
            continue
        line = without_note_behind(document, without_open_bracket(document, lines, index))
        led = behind_article_below(document, line, body.end)
        if led > line.end:
            behind_article = led
            continue
        line = replace(line, start=behind_article if line.start < behind_article <= line.end else led)
        text = document.text[line.start : line.end]
        if not text.strip() and document.text[whole.start : whole.end].strip():
            continue
        if not text.strip():
            blank = True
            continue
        left_out = next((span for span in skipped if span.start < line.end and line.start < span.end), None)
        before_note = _end_before(document, line, left_out) if left_out is not None else None
        behind_note = end_of_lead(document, Span(left_out.end, line.end)) if left_out is not None else None
        if behind_note is not None:
            line = replace(line, start=behind_note)
            text = document.text[line.start : line.end]
            blank, previous_key = True, None
        elif before_note is not None:
            line = replace(line, end=before_note)
            text = document.text[line.start : line.end]
        elif left_out is not None and left_out.end < line.end and document.text[left_out.end] == "\n":
            # Of lines that were joined, the first ones are left out.
            line = replace(line, start=left_out.end + 1)
            text = document.text[line.start : line.end]
            blank, previous_key = True, None
        elif left_out is not None or parts_targets(text) or is_caption(document, lines, index):
            blank = True
            previous_key = None
            continue
        requested = end_of_request(document, line.span)
        if requested is not None:
            blank, previous_key = True, None
            line = replace(line, start=requested)
            text = document.text[line.start : line.end]
            if not text.strip():
                continue
        if previous_key == "salutation" and not blank and ends_salutation(document, lines, index):
            if done < line.start:
                # Between it and its beginning stands a line of the next column.
                yield Piece(document.trimmed(line.span), index, "salutation", None, goes_on=True)
            previous_key = None
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is not None and breaks_in_request(text, document.text[following.start : following.end]):
            told_until = index + 1
            yield Piece(Span(following.end, following.end), index, "copies", document.trimmed(line.span))
            blank, previous_key = False, "copies"
            continue
        translation = _translation(document, lines, index) if previous_key is None and not blank else None
        if translation is not None:
            told_until, span = translation
            yield Piece(span, index, None, None)
            continue
        if is_note(text) and not _names_holder(document, line.span):
            continue
        if previous_key == "telegram_address" and not blank and _ends_telegram(document, lines, index):
            continue
        goes_on = not blank and goes_on_in_column(document, lines, index)
        if goes_on and previous_key in _NUMBERS:
            yield Piece(document.trimmed(line.span), index, previous_key, None, goes_on=True)
            continue
        goes_on = goes_on and previous_key is None
        parted = bool(listed) and (country_of(listed) is not None or _opens_listed(document, line.span))
        listed = _ends_listed(text)
        wired = _telegram_of_target(document, line.span) if opened and not blank else None
        opened = True
        line_pieces = _line_pieces(document, line.span, index, previous_key)
        for piece in [replace(wired, line=index)] if wired is not None else line_pieces:
            if parted and piece.key is None:
                piece = replace(piece, span=without_article(document, piece.span), numbered=True)
            parted = False
            if piece.key == "salutation" and piece.span.end >= line.end - 2 and index + 1 < len(lines):
                piece = replace(piece, span=_whole_formula(document, piece.span, text, lines, index + 1))
            yield replace(piece, blank_before=blank, goes_on=goes_on and piece.key is None)
            blank = goes_on = False
            previous_key, done = piece.key, piece.span.end


def _end_before(document: Document, line: Line, note: Span) -> int | None:
    """Where targets end that run on to a note: in a text without line breaks, or in a sentence; None where none do.

    "...; and to the diplomatic representatives of X": the few small words that lead to the note are no part of them.
    """
    text, before = document.text[line.start : line.end], document.text[line.start : note.start]
    led = _LEADS_TO_NOTE.search(before)
    targets = before[: led.start()] if led is not None else before
    if "\n" not in text and len(text) >= _LONGEST_LINE and len(before) >= _LONG_BEFORE_NOTE:
        return line.start + len(targets)
    named = compiled(r"[^\W_a-z\u00df-\u00f6\u00f8-\u00ff]").search(targets) is not None
    if not named or len(before) < _LEAST_PLACE:
        return None
    parted = led is not None and led["mark"] is not None and len(led["words"].split()) <= _FEW_LEADING
    return line.start + len(targets) if parted or _ends_in_place(targets) else None


_LONGEST_LINE = 250
_LONG_BEFORE_NOTE = 80
_LEAST_PLACE = 14
_FEW_LEADING = 3
# Small words, or such in capitals, behind an address or a number: "; and, if possible, to", "AND TO", "sowie an die".
_LEADS_TO_NOTE = compiled(
    r"(?P<mark>[,;.)]|(?<=\d))?[ \n]{1,3}(?:[-\u2013\u2022*][ ]{0,3})?"
    r"(?P<words>(?:(?:[a-z\u00df-\u00ff'\u2019]{1,10}|[A-Z]{1,5}),?\s{1,3}){0,6})$"
)


def _ends_in_place(text: str) -> bool:
    """Whether a text ends with a country or town, behind a comma or at the end of what stands there."""
    last = compiled(r"[,;\n]").split(text)[-1].strip(" .\t")
    return bool(last) and (country_of(last) is not None or is_city(last) or country_of(last.split()[-1]) is not None)


def _whole_formula(document: Document, formula: Span, text: str, lines: list[Line], following: int) -> Span:
    """A salutation at the end of a line, which prints `text`, with what stands of it on the line `following`."""
    below = lines[following]
    # Between the lines of a column stand those of the next one.
    if ends_salutation(document, lines, following) and not document.text[formula.end : below.start].strip():
        return Span(formula.start, below.end)
    return to_bracket(document, formula, lines[following]) if opens_formula(text) else formula


def _formula_in_cells(document: Document, cells: list[Line], index: int) -> Iterator[Piece]:
    """The formula of address that the cells hold which stand right of the target before the line `index`."""
    for number, cell in enumerate(cells):
        span = document.trimmed(cell.span, marks="()[]")
        yield Piece(span, index, "salutation", None, aside=True, goes_on=number > 0)


_NUMBERS = ("phone", "fax", "phone_and_fax")


def _names_holder(document: Document, line: Span) -> bool:
    """Whether a line is all in brackets, and names who heads the institution above ("(President: Ana Ruiz)")."""
    match = _IN_BRACKETS_ALONE.fullmatch(document.text, *document.trimmed(line))
    return match is not None and bool(holder_in_brackets(document, Span(match.start() + 1, match.end() - 1)))


def _telegram_of_target(document: Document, line: Span) -> Piece | None:
    """The telegram address of the target above, behind words that alone open targets ("Telegrams to: ...")."""
    lead = vocabulary.pattern("contacts", "telegrams_to").match(document.text, *document.trimmed(line))
    behind = compiled(r"[ \t]{0,3}:[ \t]{0,6}(?=\S)").match(document.text, lead.end(), line.end) if lead else None
    if lead is None or behind is None:
        return None
    return Piece(document.trimmed(Span(behind.end(), line.end)), 0, "telegram_address", Span(*lead.span()))


def _ends_listed(text: str) -> str:
    """The country or town that ends a line before a semicolon, behind which the next of a list may stand; else ""."""
    bare = text.rstrip()
    place = compiled(r"[,;]").split(bare[:-1])[-1].strip() if bare.endswith(";") else ""
    return place if place and (country_of(place) is not None or is_city(place)) else ""


def _opens_listed(document: Document, line: Span) -> bool:
    """Whether a line behind a town and a semicolon opens with the next one of a list, and not with the country."""
    comma = document.text.find(",", *line)
    return comma > line.start and opens_receiver(document, document.trimmed(Span(line.start, comma)))


def _ends_telegram(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line without a label goes on with a telegram's address that has no country yet."""
    before = document.text[lines[index - 1].start : lines[index - 1].end].rstrip(" \t)]")
    line = document.text[lines[index].start : lines[index].end].strip(" \t()[]")
    if label_pattern().match(as_read(line)):
        return False
    if vocabulary.match(line, "contacts", "bare_salutation"):
        return False
    if before.endswith(","):
        return True
    ends = country_of(line.rsplit(",", 1)[-1].strip(" .")) is not None and not opens_official(line)
    return country_of(before.rsplit(",", 1)[-1]) is None and ("," in before or ends)


def _line_pieces(document: Document, line: Span, index: int, previous_key: str | None) -> Iterator[Piece]:
    """The pieces of the line `index`; `previous_key` is that of the piece before it."""
    if asks_for_copies(document.quote(document.trimmed(line))):
        yield Piece(Span(line.end, line.end), index, "copies", document.trimmed(line))
        return
    inline = inline_copy(document, line)
    if inline is not None:
        yield from _line_pieces(document, document.trimmed(Span(line.start, inline)), index, previous_key)
        yield from _line_pieces(document, Span(inline, line.end), index, None)
        return
    led = copy_mark().match(document.text, *line) or led_to_copy(document, line)
    if led is not None:
        yield Piece(Span(led.end(), led.end()), index, "copies", document.trimmed(Span(*led.span())))
        line = Span(led.end(), line.end)
    enclosed = _bracketed_address(document, line)
    if enclosed is not None:
        yield from _around_address(document, line, enclosed, index, previous_key)
        return
    told = told_formula().search(document.text, *line)
    if told is not None and not label_pattern().search(document.text, told.start("lead"), line.end):
        yield from _line_pieces(document, document.trimmed(Span(line.start, told.start())), index, previous_key)
        yield Piece(Span(*told.span("formula")), index, "salutation", Span(*told.span("lead")))
        return
    own = own_label(document, line)
    if own is not None:
        yield replace(own, line=index)
        return
    yield from _between_labels(document, line, index, previous_key)


def _around_address(
    document: Document, line: Span, enclosed: Span, index: int, previous_key: str | None
) -> Iterator[Piece]:
    """The pieces of a line that holds an address in brackets: before it, inside, and behind it."""
    for side in (Span(line.start, enclosed.start), Span(enclosed.start + 1, enclosed.end - 1)):
        rest = document.trimmed(side, marks=",;")
        if rest.start < rest.end:
            yield from _line_pieces(document, rest, index, previous_key)
    rest = document.trimmed(Span(enclosed.end, line.end), marks=",;.")
    joined = _joins_target().match(document.text, *rest)
    if joined is not None:
        rest = document.trimmed(Span(joined.end(), rest.end), marks=",")
        rest = without_article(document, rest)
    for piece in _line_pieces(document, rest, index, None) if rest.start < rest.end else ():
        # "(ADDRESS) and the ...": somebody else follows.
        yield replace(piece, numbered=piece.numbered or joined is not None) if piece.key is None else piece
        joined = None


def _between_labels(document: Document, line: Span, index: int, previous_key: str | None) -> Iterator[Piece]:
    """The pieces of a line before its first label, and behind each of its labels."""
    bullet = BULLET.match(document.text, *line)
    if bullet and bullet["marker"][0].isalpha():
        bullet = None
    numbered = bool(bullet and bullet["marker"].strip("().").isdigit())
    start = bullet.end() if bullet and bullet.end() < line.end else line.start
    labels = labels_in(document, Span(start, line.end))
    ends = [*(match.start() for match in labels), line.end]
    brackets = "" if compiled(r"[)\]]").search(document.text[start : ends[0]]) else "(["
    before = document.trimmed(Span(start, ends[0]), marks=f",;|/\u2022-\u2013{brackets}")
    if labels and before.start < before.end and opens_label(document, before, labels[0]):
        if vocabulary.fullmatch(document.quote(before), "contacts", "copy_word"):
            # "CC e-mails:"
            yield Piece(document.trimmed(Span(labels[0].end(), ends[1])), index, "copies_email", before)
            return
    elif before.start < before.end:
        yield from unlabelled(document, before, index, numbered, previous_key)
        numbered = False
    for match, end in zip(labels, ends[1:], strict=True):
        value = without_separator(document, document.trimmed(Span(match.end(), end), marks="|;,\u2022"))
        if "(" not in document.quote(value):
            value = document.trimmed(value, marks=")")
        if "[" not in document.quote(value):
            value = document.trimmed(value, marks="]")
        yield from labelled(document, match, value, index, numbered)
        numbered = False


@cache
def _joins_target() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('contacts', 'alternative')}[\s,]", re.IGNORECASE)


_IN_BRACKETS = compiled(r"\((?P<inside>[^()]{10,300})\)")


def _bracketed_address(document: Document, line: Span) -> Span | None:
    """Brackets behind a name or institution that hold its address: parts between commas, one of them a place."""
    for match in _IN_BRACKETS.finditer(document.text, *line):
        if not document.text[line.start : match.start()].strip():
            continue
        parts = [part.strip() for part in compiled(r"[,;]").split(match["inside"])]
        placed = any(country_of(part) or is_city(part) or is_city(part.strip(" 0123456789")) for part in parts)
        if len(parts) > 1 and placed and compiled(r"\d").search(match["inside"]):
            return Span(*match.span())
    return None


_LINES_IN_BRACKETS = compiled(r"\s{0,40}(?P<whole>\([^()\d@]{4,160}\))[.,;]?[ \t]*(?=\n|$)")


def _translation(document: Document, lines: list[Line], index: int) -> tuple[int, Span] | None:
    """The last line of brackets that open on a line and hold nothing but an office or institution, and their place."""
    text = document.text
    line_start = text.rfind("\n", 0, lines[index].start) + 1
    if text[line_start : lines[index].start].strip():
        return None
    match = _LINES_IN_BRACKETS.match(text, lines[index].start, lines[-1].end)
    if match is None or match["whole"].count("\n") >= MOST_LINES_OF_NOTE:
        return None
    inside = plain(match["whole"][1:-1])
    if label_pattern().search(inside) or bracketed_formula().match(match["whole"]) or not inside[0].isupper():
        return None
    if max(role_score(inside), organization_score(inside)) < SURE_INSTITUTION:
        return None
    if holder_in_brackets(document, Span(match.start("whole") + 1, match.end("whole") - 1)):
        return None
    last = max((number for number, line in enumerate(lines) if line.start < match.end("whole")), default=index)
    return last, Span(*match.span("whole"))


def _with_own_names(document: Document, pieces: list[Piece]) -> list[Piece]:
    """The pieces, an institution on a line joined to what it is called in quotes on the next one, over its address.

    'Lawyers' Collective | "Ana Ruiz" | 12 Main Street'
    """
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = joined[-1] if joined else None
        if before is not None and _is_own_name(document, before, piece, pieces[index + 1 : index + 2]):
            joined[-1] = replace(before, span=Span(before.span.start, piece.span.end), line=piece.line)
        else:
            joined.append(piece)
    return joined


def _is_own_name(document: Document, before: Piece, piece: Piece, following: list[Piece]) -> bool:
    """Whether a line in quotes is what the institution on the line before it is called; its address follows."""
    if not following or {before.key, piece.key, following[0].key} != {None}:
        return False
    if piece.blank_before or following[0].blank_before or piece.numbered:
        return False
    if before.line + 1 != piece.line or piece.line == following[0].line:
        return False
    text = document.quote(before.span)
    if compiled(r"[\"\u201c\u00ab\d]").search(text) or not IN_QUOTES.fullmatch(document.quote(piece.span)):
        return False
    is_house = shows_building(document.quote(piece.span))
    return (
        organization_score(text) >= SURE_INSTITUTION
        and not is_house
        and shows_address(document.quote(following[0].span))
    )


def _with_translations(document: Document, pieces: list[Piece]) -> list[Piece]:
    """The pieces, an office or institution joined to what says it again in brackets, behind it or on the next line.

    What reads as a name holds the office in brackets, and is told by them only where a name follows below.
    """
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = joined[-1] if joined else None
        if piece.key is not None or not _IN_BRACKETS_ALONE.fullmatch(document.quote(piece.span)):
            joined.append(piece)
        elif before is not None and _says_again(document, before, piece, pieces[index + 1 : index + 2]):
            joined[-1] = replace(before, span=Span(before.span.start, piece.span.end), said_again=True)
        else:
            inside = document.trimmed(piece.span, marks="()")
            parts = text_pieces(document, inside, piece.line, numbered=False, is_address=False)
            joined += [replace(part, blank_before=piece.blank_before) for part in parts]
    return joined


_IN_BRACKETS_ALONE = compiled(r"\([^()]+\)")


def _says_again(document: Document, before: Piece, bracket: Piece, following: list[Piece]) -> bool:
    """Whether a piece in brackets translates the one before it."""
    text = document.quote(before.span)
    if before.key is not None or bracket.blank_before or compiled(r"\d").search(text):
        return False
    if is_titled_name(text) and not opens_with_office(text):
        return False
    if name_score(text) < WHOLE_NAME or opens_with_office(text):
        return True
    below = document.quote(following[0].span) if following and following[0].key is None else ""
    if not below or following[0].blank_before or following[0].line == bracket.line:
        return False
    return is_titled_name(below) or (name_score(below) >= WHOLE_NAME and len(text.split()) > len(below.split()))


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
            and not _is_institution(document.quote(piece.span))
            and country_of(document.quote(piece.span)) is None
            and not _ends_street(document, joined)
            and not _is_office_over_name(document.quote(before.span), document.quote(piece.span))
            and not any(char.isdigit() for char in document.quote(piece.span))
        ):
            joined[-1] = replace(before, span=Span(before.span.start, piece.span.end))
        else:
            joined.append(piece)
    return joined


def _is_office_over_name(text: str, below: str) -> bool:
    """Whether a rank is the office of whoever stands below it with a title of his own ("Inspector General | Mr X")."""
    return role_score(text) >= SURE_OFFICE and is_titled_name(below)


def _ends_street(document: Document, pieces: list[Piece]) -> bool:
    """Whether the last piece stands behind a street on its line ("2 King Drive, S.E.")."""
    if len(pieces) < 2:
        return False
    street, last = pieces[-2:]
    return street.line == last.line and shows_address(document.quote(street.span))


def _is_institution(text: str) -> bool:
    """Whether what stands behind a rank is no name but an institution ("Inspector General, Frontier Corps")."""
    return organization_score(text) >= SURE_INSTITUTION and name_score(text) < 0


def _salutations_behind(document: Document, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a salutation that opens a target, or parts office and name, moved to the target's end.

    It opens one at the block's beginning, behind a blank line or behind a label of copies, where an unlabelled line
    follows it at once.
    """
    moved: list[Piece] = []
    waiting: Piece | None = None
    for index, piece in enumerate(pieces):
        if waiting is None and _parts_office_and_name(document, pieces, index):
            waiting = piece
            continue
        begins = index == 0 or piece.blank_before or pieces[index - 1].key == "copies"
        opened = waiting is not None and pieces[index - 1] is waiting and not _is_inside(pieces, index - 1)
        if waiting is not None and not opened and (begins or piece.key == "copies"):
            moved.append(replace(waiting, blank_before=False))
            waiting = None
        if begins and piece.key == "salutation" and names_follow(pieces, index):
            waiting = piece
            continue
        moved.append(replace(piece, numbered=True) if opened and moved else piece)
    return [*moved, replace(waiting, blank_before=False)] if waiting is not None else moved


def _is_inside(pieces: list[Piece], index: int) -> bool:
    """Whether an unlabelled piece stands directly before one, without a blank line between."""
    return index > 0 and pieces[index - 1].key is None and not pieces[index].blank_before


def _parts_office_and_name(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a salutation stands between an office that begins a target and the name below it."""
    if pieces[index].key != "salutation" or not _is_inside(pieces, index) or not names_follow(pieces, index):
        return False
    start = index - 1
    while start > 0 and not (pieces[start].blank_before or pieces[start].numbered) and pieces[start - 1].key is None:
        start -= 1
    begins = start == 0 or pieces[start].blank_before or pieces[start].numbered or pieces[start - 1].key == "copies"
    above = [document.quote(piece.span) for piece in pieces[start:index]]
    if not begins or any(is_titled_name(text) or shows_address(text) for text in above):
        return False
    return role_score(above[0]) > 0 and name_score(document.quote(pieces[index + 1].span)) >= WHOLE_NAME
