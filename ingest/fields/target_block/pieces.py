"""Part of the field `targets`: a block's lines cut into pieces: labelled channels, and parts of text between commas."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise

from ingest import vocabulary
from ingest.document import Document, Line, Span, as_read, plain
from ingest.fields import contacts
from ingest.fields.address_parts import is_city, shows_address
from ingest.fields.offices import (
    opens_official,
    opens_with_office,
    organization_score,
    role_score,
    says_office_twice,
    split_role_and_name,
)
from ingest.fields.official_names import (
    are_letters_behind_name,
    is_abbreviated,
    is_honorific_alone,
    is_titled_name,
    name_score,
)
from ingest.fields.official_words import is_conjunction, is_connector, is_role_part, is_role_word, opens_office
from ingest.fields.target_block import Label, Piece, names_follow
from ingest.fields.target_block.lines import lines_of
from ingest.fields.target_block.runs import runs_of
from ingest.headings import announces_targets
from ingest.kept_patterns import compiled
from ingest.paragraphs import BULLET, paragraphs
from ingest.places import country_of, ends_a_line_in_country
from ingest.shapes import begins_small, is_mail_line, reads_as_prose


def pieces_of(document: Document, body: Span) -> list[Piece]:
    """The pieces of a block in its order; an honorific stands with its name, a salutation behind its target."""
    pieces = _with_translations(document, list(_pieces(document, body)))
    return _salutations_behind(document, _with_honorifics(document, pieces))


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


def _may_say_again(document: Document, part: Span) -> bool:
    """Whether brackets that open a line hold an office or institution, which the line above may say before it."""
    opens = not document.text[document.text.rfind("\n", 0, part.start) + 1 : part.start].strip()
    inside = plain(document.quote(part))[1:-1]
    if not opens or _formula().match(document.text, *part) or not inside[:1].isupper() or is_titled_name(inside):
        return False
    return max(role_score(inside), organization_score(inside)) >= _SURE_INSTITUTION


_IN_BRACKETS_ALONE = compiled(r"\([^()]+\)")


def _says_again(document: Document, before: Piece, bracket: Piece, following: list[Piece]) -> bool:
    """Whether a piece in brackets translates the one before it."""
    text = document.quote(before.span)
    if before.key is not None or bracket.blank_before or compiled(r"\d").search(text):
        return False
    if is_titled_name(text) and not opens_with_office(text):
        return False
    if name_score(text) < _LIKE_A_NAME or opens_with_office(text):
        return True
    below = document.quote(following[0].span) if following and following[0].key is None else ""
    if not below or following[0].blank_before or following[0].line == bracket.line:
        return False
    return is_titled_name(below) or (name_score(below) >= _LIKE_A_NAME and len(text.split()) > len(below.split()))


# So well two words in capitals score, which may be a name.
_LIKE_A_NAME = 3.0


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
        ):
            joined[-1] = replace(before, span=Span(before.span.start, piece.span.end))
        else:
            joined.append(piece)
    return joined


# So well an institution scores that has a word for one.
_SURE_INSTITUTION = 3.0


def _is_institution(text: str) -> bool:
    """Whether what stands behind a rank is no name but an institution ("Inspector General, Frontier Corps")."""
    return organization_score(text) >= _SURE_INSTITUTION and name_score(text) < 0


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
    return role_score(above[0]) > 0 and name_score(document.quote(pieces[index + 1].span)) >= _LIKE_A_NAME


def _pieces(document: Document, body: Span) -> Iterator[Piece]:
    """Cut the lines of a block into pieces."""
    blank = False
    previous_key: str | None = None
    skipped = [*_nobody(document, body), *_told(document, body), *_senders(document, body), *_mail_head(document, body)]
    lines = lines_of(document, body)
    told_until = -1
    ends_target = False
    for index, whole in enumerate(lines):
        if index <= told_until:
            continue
        line = _without_open_bracket(document, lines, index)
        text = document.text[line.start : line.end]
        if not text.strip() and document.text[whole.start : whole.end].strip():
            continue
        if not text.strip():
            blank = True
            continue
        left_out = [span for span in skipped if span.start < line.end and line.start < span.end]
        is_run = "\n" not in text and len(text) >= _LONGEST_LINE
        before_note = document.text[line.start : left_out[0].start] if left_out else ""
        if left_out and (
            (is_run and len(before_note) >= _LONG_BEFORE_NOTE)
            or (len(before_note) >= _LEAST_PLACE and _ENDS_IN_PLACE.search(before_note) is not None)
        ):
            # Targets run on to the note: in a text without line breaks, or in a sentence ("...; and to the ...").
            end = left_out[0].start
            joined = _JOINS_NEXT.search(document.text, line.start, end)
            line = replace(line, end=joined.start() if joined else end)
            text = document.text[line.start : line.end]
        elif left_out or _parts_targets(text) or _is_caption(document, lines, index):
            blank = True
            previous_key = None
            continue
        if previous_key == "salutation" and not blank and _ends_salutation(document, lines, index):
            previous_key = None
            continue
        goes_on = _ends_salutation(document, lines, index + 1) if index + 1 < len(lines) else False
        translation = _translation(document, lines, index) if previous_key is None and not blank else None
        if translation is not None:
            told_until, span = translation
            yield Piece(span, index, None, None)
            continue
        if _is_note(text) or _tells_no_channel(text) or _CALL.match(text):
            continue
        if previous_key == "telegram_address" and not blank and _ends_telegram(document, lines, index):
            continue
        parted, ends_target = ends_target, _ends_listed(text)
        for piece in _line_pieces(document, line.span, index, previous_key):
            if parted and piece.key is None:
                piece = replace(piece, numbered=True)
            parted = False
            if piece.key == "salutation" and piece.span.end >= line.end - 2:
                if goes_on:
                    piece = replace(piece, span=Span(piece.span.start, lines[index + 1].end))
                elif _opens_formula(text) and index + 1 < len(lines):
                    piece = replace(piece, span=_to_bracket(document, piece.span, lines[index + 1]))
            yield replace(piece, blank_before=blank)
            blank = False
            previous_key = piece.key


def _ends_listed(text: str) -> bool:
    """Whether a line ends with a country and a semicolon, behind which the next one of a list of targets stands."""
    bare = text.rstrip()
    return bare.endswith(";") and country_of(compiled(r"[,;]").split(bare[:-1])[-1].strip()) is not None


_LONG_BEFORE_NOTE = 80
_LINES_IN_BRACKETS = compiled(r"\s{0,40}(?P<whole>\([^()\d@]{4,160}\))[.,;]?[ \t]*(?=\n|$)")


def _translation(document: Document, lines: list[Line], index: int) -> tuple[int, Span] | None:
    """The last line of brackets that open on a line and hold nothing but an office or institution, and their place."""
    text = document.text
    line_start = text.rfind("\n", 0, lines[index].start) + 1
    if text[line_start : lines[index].start].strip():
        return None
    match = _LINES_IN_BRACKETS.match(text, lines[index].start, lines[-1].end)
    if match is None or match["whole"].count("\n") >= _MOST_LINES_OF_NOTE:
        return None
    inside = plain(match["whole"][1:-1])
    if contacts.label_pattern().search(inside) or _formula().match(match["whole"]) or not inside[0].isupper():
        return None
    if max(role_score(inside), organization_score(inside)) < _SURE_INSTITUTION or is_titled_name(inside):
        return None
    last = max((number for number, line in enumerate(lines) if line.start < match.end("whole")), default=index)
    return last, Span(*match.span("whole"))


_JOINS_NEXT = compiled(r"(?:[,;]|(?<=\d))[ \n]{1,3}(?:[^\W\d_]{1,8}\s{1,3}){1,3}$")
# Behind an address or a number, the few words that lead to those in general.
_ENDS_IN_PLACE = compiled(r"(?<=[,;.)\d])[ \n]{1,3}(?:[^\W\d_]{1,8}\s{1,3}){0,3}\Z")
_LEAST_PLACE = 14
_LONGEST_LINE = 250
_OPEN_BRACKET = compiled(r"\s{0,40}[(\[][^()\[\]]{0,140}$")
_CLOSED_LATER = compiled(r"[ \t]{0,200}+[^()\[\]]{0,140}[)\]][.,;]?[ \t]*")


def _without_open_bracket(document: Document, lines: list[Line], index: int) -> Line:
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
        end = end if _opens_formula(opened.group()) else start + opened.start()
    return replace(line, start=start, end=end)


_MOST_LINES_OF_NOTE = 3


def _is_open(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a bracket that a line or one of the two above it opens is still open at its end, and closed below."""
    opened = False
    for line in lines[max(0, index - _MOST_LINES_OF_NOTE + 1) : index + 1]:
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
    for line in lines[index + 1 : index + _MOST_LINES_OF_NOTE]:
        text = document.text[line.start : line.end]
        if compiled(r"[)\]]").search(text):
            return _CLOSED_LATER.match(document.text, line.start, line.end) is not None
        if not text.strip() or compiled(r"[(\[]").search(text):
            return False
    return False


def _opens_formula(text: str) -> bool:
    """Whether a bracket that is open at the end of `text` holds a salutation or its label."""
    opened = _OPEN_BRACKET.search(text)
    return opened is not None and (
        vocabulary.pattern("letter", "salutation").search(opened.group()) is not None
        or contacts.label_pattern().search(opened.group()) is not None
    )


def _to_bracket(document: Document, formula: Span, following: Line) -> Span:
    """A formula in brackets with what stands of it on the following line."""
    closed = _CLOSED_LATER.match(document.text, following.start, following.end)
    if closed is None:
        return formula
    return document.trimmed(Span(formula.start, closed.end()), marks=")].,;")


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
        if not compiled(r"\S@\S").search(text) and not contacts.label_pattern().search(text):
            told.append(group.span)
    return told


_FEWEST_MAIL_LINES = 3


def _mail_head(document: Document, body: Span) -> list[Span]:
    """The lines of a mail's own head ("From: ...", "Date: ..."), of which several stand together."""
    lines = [line.span for line in document.lines_in(body) if is_mail_line(document.quote(line.span))]
    return lines if len(lines) >= _FEWEST_MAIL_LINES else []


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
        if is_printed and any(is_last or not line.furniture for line in named):
            yield Span(paragraph[0].start, paragraph[-1].end)


def _names_a_place(text: str) -> bool:
    """Whether a line of a text ends with a country, or it holds a post box: an address, whatever its sentences."""
    if vocabulary.pattern("addresses", "post_box").search(text):
        return True
    return ends_a_line_in_country(text)


def _parts_targets(text: str) -> bool:
    """Whether a line only stands between targets: a heading, or "-OR-"."""
    bare = text.strip(" \t-\u2013\u2014*=_:.").casefold()
    return _is_heading(text) or _shouts_to_whom(text) or bare in vocabulary.word_set("alternative", "contacts")


@cache
def _caption() -> re.Pattern[str]:
    return compiled(
        rf"(?:[^\W\d_]+ ){{0,2}}{vocabulary.expression('officials', 'caption')}(?: [^\W\d_A-Z]+){{0,4}}", re.IGNORECASE
    )


def _is_caption(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line only says what the institution on the next line is ("Human rights organization").

    It does so in small letters, but for the first one, or with a colon behind it.
    """
    text = document.text[lines[index].start : lines[index].end].strip()
    below = document.text[lines[index + 1].start : lines[index + 1].end].strip() if index + 1 < len(lines) else ""
    if not below or _caption().fullmatch(text.rstrip(" :")) is None:
        return False
    if not text.endswith(":") and any(word[0].isupper() for word in text.split()[1:]):
        return False
    if shows_address(below) and organization_score(below) < _SURE_INSTITUTION:
        return False
    return not (is_titled_name(below) or contacts.label_pattern().match(below))


def _shouts_to_whom(text: str) -> bool:
    """Whether a line in capitals ends with the word for "to" and a colon: a heading, whatever else it says."""
    bare = text.strip(" \t*_")
    words = bare.rstrip(" :").split()
    if len(words) < 2 or not bare.endswith(":") or not bare.isupper() or compiled(r"[,;@\d]").search(bare):
        return False
    to = vocabulary.pattern("contacts", "copy_to").fullmatch(words[-1])
    return to is not None and vocabulary.pattern("contacts", "copy_word").search(bare) is None


def _is_heading(text: str) -> bool:
    """Whether a line only announces targets ("Appeals to:"), and no copies."""
    bare = text.strip(" \t:")
    return announces_targets(bare) and not vocabulary.pattern("contacts", "copies").fullmatch(bare)


_FEWEST_WORDS_OF_NOTE = 6


def _ends_telegram(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line without a label goes on with a telegram's address that has no country yet."""
    before = document.text[lines[index - 1].start : lines[index - 1].end].rstrip(" \t)]")
    line = document.text[lines[index].start : lines[index].end].strip(" \t()[]")
    if contacts.label_pattern().match(as_read(line)):
        return False
    if before.endswith(","):
        return True
    ends = country_of(line.rsplit(",", 1)[-1].strip(" .")) is not None and not opens_official(line)
    return country_of(before.rsplit(",", 1)[-1]) is None and ("," in before or ends)


# A call in capitals with a sentence behind it ("WRITE AT ONCE. After 3 May, ask your section.") names nobody.
_CALL = compiled(
    r"\s{0,40}(?:[^\W\d_a-z\u00df-\u00ff][^\W\d_a-z\u00df-\u00ff'\u2019-]{0,24},?[ \n]{1,3}){2,14}"
    r"[^\W\d_a-z\u00df-\u00ff]{3,24}[.!][ \n]{1,3}"
    r"[^\W\d_a-z][a-z\u00df-\u00ff]\S{0,24}(?:[ \n]{1,3}[^\s@:]{1,24}){4,40}[.!]\s{0,8}$"
)


def _is_note(text: str) -> bool:
    """Whether a line is a note in brackets, which is nobody's, and no salutation."""
    if not compiled(r"\s*(?:\([^()]*\)?|\[[^\[\]]*\])[.,:]?\s*").fullmatch(text):
        return False
    if is_titled_name(text.strip(" ()[].,")):
        return False
    words = compiled(r"[^\W\d_][\w'\u2019-]*").findall(text)
    if len(words) >= _FEWEST_WORDS_OF_NOTE and 2 * sum(word[0].islower() for word in words) > len(words):
        return True
    return not _formula().search(text) and not contacts.label_pattern().search(text)


def _tells_no_channel(text: str) -> bool:
    """Whether a line only says in small letters that there is no way to reach somebody ("no fax known")."""
    if compiled(r"[@\d:A-Z]").search(text) or not text.strip():
        return False
    return vocabulary.pattern("contacts", *contacts.CHANNEL_KEYS).search(text) is not None


_LONGEST_END = 4


def _ends_salutation(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line is only the last word or two of a salutation broken by a narrow column, a blank line behind it."""
    text = document.text[lines[index].start : lines[index].end].strip()
    if (
        compiled(r"/\s|[^\W\d_A-Z]").match(text)
        and text[0] in "/" + text[0].lower()
        and len(text.split()) <= _LONGEST_END
    ):
        return not compiled(r"[:@\d]").search(text)
    words = document.text[lines[index].start : lines[index].end].split()
    following = document.text[lines[index + 1].start : lines[index + 1].end].strip() if index + 1 < len(lines) else ""
    return 1 <= len(words) <= 2 and not following and not compiled(r"[:@\d]").search(" ".join(words))


def _nobody(document: Document, body: Span) -> list[Span]:
    """The lines that name nobody: diplomatic representatives in general, and empty address forms."""
    pattern = vocabulary.pattern("contacts", "nobody")
    return [
        Span(match.start(), _sentence_end(document.text, match.end(), body.end))
        for match in pattern.finditer(document.text, *body)
    ]


def _sentence_end(text: str, position: int, limit: int) -> int:
    """Where the sentence running on at `position` ends: its full stop; `position` if a colon or blank line is first."""
    match = compiled(r"(?:(?!\.\s|\.$|:\s|\n\s*\n)[\s\S]){0,400}?\.(?=\s|$)").match(text, position, limit)
    return match.end() if match else position


_LONGEST_ABBREVIATION = 4


def _asks_for_copies(text: str) -> bool:
    """Whether a line is nothing but words that ask for copies, those who get them on the lines below."""
    alone = vocabulary.pattern("contacts", "copies").fullmatch(text.rstrip(" :"))
    if alone is not None and len(alone.group()) > _LONGEST_ABBREVIATION:
        return True
    if _copy_heading().fullmatch(text.rstrip(" :")):
        return True
    if text.endswith(":") and _names_copies_only(text.rstrip(" :")):
        return True
    words = text.rstrip(" :").rsplit(None, 1)[-1:]
    leads = text.endswith(":") or bool(words and vocabulary.pattern("contacts", "copy_to").fullmatch(words[0]))
    led = _copy_lead().match(f"{text} X") if leads else None
    return led is not None and led.end() == len(text) + 1


@cache
def _copy_heading() -> re.Pattern[str]:
    """A word or two and the word for a copy, without those who get one ("Con copia")."""
    return compiled(
        rf"[^\W\d_]{{1,12}}\s(?:[^\W\d_]{{1,12}}\s)?{vocabulary.expression('contacts', 'copy_word')}",
        re.IGNORECASE,
    )


_MOST_WORDS_OF_COPIES = 8


def _names_copies_only(text: str) -> bool:
    """Whether a line with a colon behind it speaks of copies and names nobody ("Copies to these colleagues")."""
    words = text.split()
    named = vocabulary.pattern("contacts", "copy_word").search(text)
    if named is None or named.start() > _OPENS_CLAUSE or len(words) > _MOST_WORDS_OF_COPIES:
        return False
    rest = text[named.end() :]
    return not compiled(r"[:,;@\d]").search(rest) and not any(word[0].isupper() for word in rest.split())


@cache
def _copy_lead() -> re.Pattern[str]:
    """Words of a sentence that ask for copies, before whom to send them to.

    Either they are known as a whole, or they hold the word for a copy and, behind it, the word for "to" or a colon.
    """
    known = vocabulary.expression("contacts", "copy_lead")
    copies = vocabulary.expression("contacts", "copy_word")
    to = vocabulary.expression("contacts", "copy_to")
    articles = vocabulary.expression("contacts", "lead_article")
    any_other = rf"{copies}[^\n:.;\d@]{{0,30}}?(?:\s{to}|(?=:))"
    return compiled(
        rf"[^\n:.;\d@]{{0,60}}?(?:{known}|{any_other})[\s:]{{1,3}}(?:(?-i:{articles})\s{{1,3}}|l['\u2019])?"
        # "Copie à l'ambassade : S.E. ..."
        r"(?:(?-i:[a-z\u00df-\u00ff]{1,20})\s?:\s{1,3})?(?=[^\W\d_])",
        re.IGNORECASE,
    )


def _led_to_copy(document: Document, line: Span) -> re.Match[str] | None:
    """The words of a sentence that ask for copies at the start of a line, before an official or institution."""
    led = _copy_lead().match(document.text, *line)
    if led is None:
        return None
    named = vocabulary.pattern("contacts", "copies").match(document.text, *line)
    if named is not None and _names_office(document.text[named.end() : led.end()]):
        # "Please copy Malaysia's High Commissioner to ...": the "to" is the office's.
        led = compiled(r"[\s\S]*").match(document.text, line.start, named.end() + 1)
    if led is None:
        return None
    first = document.text[led.end() : line.end].split()[:1]
    if not first or (first[0][0].islower() and not opens_office(first[0])):
        return None
    return led


def _names_office(text: str) -> bool:
    return any(word[0].isupper() and not word.isupper() and is_role_word(word) for word in text.split())


_BEHIND_TARGET = compiled(r"[,;.)]\s{1,3}(?=[^\W\d_])")
# So far behind its beginning, at most, a clause names copies.
_OPENS_CLAUSE = 25


def _inline_copy(document: Document, line: Span) -> int | None:
    """Where, inside a line, a clause begins that asks for copies ("..., and copies to the High Commission ...")."""
    if vocabulary.pattern("contacts", "copy_word").search(document.text, *line) is None:
        return None
    for match in _BEHIND_TARGET.finditer(document.text, *line):
        before = document.text[line.start : match.start() + 1].split()[-1]
        if before.endswith(".") and is_honorific_alone(before):
            continue
        clause = Span(match.end(), line.end)
        named = vocabulary.pattern("contacts", "copy_word").search(document.text, *clause)
        if named is not None and named.start() - clause.start <= _OPENS_CLAUSE and _led_to_copy(document, clause):
            return match.end()
    return None


def _line_pieces(document: Document, line: Span, index: int, previous_key: str | None) -> Iterator[Piece]:
    if _asks_for_copies(document.quote(document.trimmed(line))):
        yield Piece(Span(line.end, line.end), index, "copies", document.trimmed(line))
        return
    inline = _inline_copy(document, line)
    if inline is not None:
        yield from _line_pieces(document, document.trimmed(Span(line.start, inline)), index, previous_key)
        yield from _line_pieces(document, Span(inline, line.end), index, None)
        return
    marked = _copy_mark().match(document.text, *line)
    if marked is not None:
        yield Piece(Span(marked.end(), marked.end()), index, "copies", document.trimmed(Span(*marked.span())))
        line = Span(marked.end(), line.end)
    led = _led_to_copy(document, line) if marked is None else None
    if led is not None:
        yield Piece(Span(led.end(), led.end()), index, "copies", document.trimmed(Span(*led.span())))
        line = Span(led.end(), line.end)
    enclosed = _bracketed_address(document, line)
    if enclosed is not None:
        sides = [Span(line.start, enclosed.start), Span(enclosed.start + 1, enclosed.end - 1)]
        for side in sides:
            rest = document.trimmed(side, marks=",;")
            if rest.start < rest.end:
                yield from _line_pieces(document, rest, index, previous_key)
        rest = document.trimmed(Span(enclosed.end, line.end), marks=",;.")
        joined = _joins_target().match(document.text, *rest)
        if joined is not None:
            rest = document.trimmed(Span(joined.end(), rest.end), marks=",")
            rest = _without_article(document, rest)
        for piece in _line_pieces(document, rest, index, None) if rest.start < rest.end else ():
            # "(ADDRESS) and the ...": somebody else follows.
            yield replace(piece, numbered=piece.numbered or joined is not None) if piece.key is None else piece
            joined = None
        return
    told = _told_formula().search(document.text, *line)
    if told is not None and not contacts.label_pattern().search(document.text, told.start("lead"), line.end):
        yield from _line_pieces(document, document.trimmed(Span(line.start, told.start())), index, previous_key)
        yield Piece(Span(*told.span("formula")), index, "salutation", Span(*told.span("lead")))
        return
    own = _own_label(document, line)
    if own is not None:
        yield replace(own, line=index)
        return
    bullet = BULLET.match(document.text, *line)
    if bullet and bullet["marker"][0].isalpha():
        bullet = None
    numbered = bool(bullet and bullet["marker"].strip("().").isdigit())
    start = bullet.end() if bullet and bullet.end() < line.end else line.start
    labels = _labels(document, Span(start, line.end))
    first_label = labels[0].start() if labels else line.end
    before = document.trimmed(
        Span(start, first_label),
        marks=",;|/\u2022-\u2013"
        if compiled(r"[)\]]").search(document.text[start:first_label])
        else ",;|/\u2022-\u2013([",
    )
    if before.start < before.end:
        yield from _unlabelled(document, before, index, numbered, previous_key)
        numbered = False
    for number, match in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else line.end
        value = _without_separator(document, document.trimmed(Span(match.end(), end), marks="|;,\u2022"))
        if "(" not in document.quote(value):
            value = document.trimmed(value, marks=")")
        if "[" not in document.quote(value):
            value = document.trimmed(value, marks="]")
        yield from _labelled(document, match, value, index, numbered)
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
        placed = any(country_of(part) or is_city(part) or is_city(part.rstrip(" 0123456789")) for part in parts)
        if len(parts) > 1 and placed and compiled(r"\d").search(match["inside"]):
            return Span(*match.span())
    return None


@cache
def _copy_mark() -> re.Pattern[str]:
    """The mark of a copy at the start of a line, without a colon, before whom it goes to ("cc  Chairperson, ...")."""
    marks = vocabulary.expression("contacts", "copy_mark")
    return compiled(rf"[ \t]{{0,20}}{marks}\.?[ \t]{{1,8}}(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)


@cache
def _told_formula() -> re.Pattern[str]:
    """A formula of address behind words and a colon, whatever the words ("Start your letter: Dear General.")."""
    formula = _bare_formula().pattern
    return compiled(
        rf"(?:^|(?<=\n)|(?<=[.;,)]\s))[ \t(\[]{{0,20}}(?P<lead>[^\W\d_][^:;.,@\d\n]{{1,50}}):\s{{1,4}}"
        rf"(?-i:(?=[^\W\d_a-z])){formula}[)\].,\s]{{0,4}}$",
        re.IGNORECASE,
    )


_VALUE_BEHIND_LABEL = compiled(
    r"(?P<label>[^\W\d_][^:@\d\n/]{0,60}):[ \t]{1,6}(?:(?P<number>(?:\+|00)[\d ().-]{8,24})|(?P<handle>@[\w.-]{2,40})|"
    r"(?P<place>(?:https?://|www\.)\S+|[\w.+-]{1,60}@[\w.-]{3,100}))[.,;]?"
)


def _own_label(document: Document, line: Span) -> Piece | None:
    """A line that is one number, site or address behind a label that nobody knows, or an account on an unknown network.

    A number is what a word in the label says; without one it is left out, since it may be a phone's or a fax's.
    """
    match = _VALUE_BEHIND_LABEL.fullmatch(document.text, *document.trimmed(line))
    if match is None or contacts.label_pattern().search(document.text, match.start(), line.end):
        return None
    label = Span(*match.span("label"))
    if _ends_in_lost_blank(match["label"]):
        return None
    if match["number"]:
        said = (key for key in ("fax", "phone") if vocabulary.pattern("contacts", key).search(match["label"]))
        return Piece(Span(*match.span("number")), 0, next(said, "number"), label)
    if match["handle"]:
        return Piece(Span(*match.span("handle")), 0, "unknown", label)
    return Piece(Span(*match.span("place")), 0, "unlabelled", label)


_LONGEST_SHORT_LABEL = 3


def _ends_in_lost_blank(label: str) -> bool:
    """Whether a label is a country and a short label that lost the break between them ("PERUF"): of what, is open."""
    return any(country_of(label[:-letters]) is not None for letters in range(1, _LONGEST_SHORT_LABEL + 1))


@cache
def _separator_at_end() -> re.Pattern[str]:
    # A telex ends in letters, which may be a word of some language ("21062 minju et").
    words = vocabulary.expression("contacts", "alternative")
    return compiled(rf"\s(?:I|-|/|\u2013|(?<=[\d)]\s)(?i:{words}))$")


def _without_separator(document: Document, span: Span) -> Span:
    """Drop what leads to another value at the end, such as a capital I that stands for a bar ("202 895 5400 I")."""
    match = _separator_at_end().search(document.quote(span))
    return document.trimmed(Span(span.start, span.start + match.start())) if match else span


def _labels(document: Document, span: Span) -> list[re.Match[str]]:
    """The labels on a line that open a value, without those inside another one's (a word of a salutation or a URL)."""
    found: list[re.Match[str]] = []
    urls = contacts.url_spans(document.text, span)
    for match in contacts.label_pattern(by_ocr=document.is_ocr(span)).finditer(document.as_read, *span):
        if any(url.start <= match.start() < url.end for url in urls):
            continue
        glued = document.text[match.start() - 1 : match.start()].isalnum()
        behind_salutation = bool(found) and contacts.label_key(found[-1]) == "salutation"
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
    if contacts.label_key(match) == "email" and not _has_colon(match):
        # "Casilla de correo 8678" is a post box.
        return glued or compiled(r"\s{0,3}[^\s@]{1,60}@|\s{0,3}https?:").match(document.text, match.end()) is not None
    if contacts.label_key(match) == "copies" and _has_colon(match) and printed[0].isupper():
        return True
    return glued or contacts.label_key(match) not in ("address_label", "copies") or before[-1] in ".|;,"


def _has_colon(match: re.Match[str]) -> bool:
    return ":" in (match["mark"] or "")


def _value_follows(text: str, position: int) -> bool:
    """Whether a number with a prefix, an address or a site stands right behind a label that no colon ends."""
    return compiled(r"\s{0,3}(?:[+(]|00|\d[\d\s().-]{6}|[^\s@]{1,60}@|https?:|www\.)").match(text, position) is not None


def _labelled(document: Document, match: re.Match[str], value: Span, index: int, numbered: bool) -> Iterator[Piece]:
    key = contacts.label_key(match)
    label = document.trimmed(Span(*match.span()))
    if key == "address_label":
        yield from _unlabelled(document, value, index, numbered, None, is_address=True)
        return
    if key == "salutation":
        yield from _salutation(document, value, label, index, numbered)
        return
    if key == "copies":
        copies_emails = bool(compiled(r"\S@\S").search(document.quote(value)))
        yield Piece(value if copies_emails else Span(value.start, value.start), index, key, label, numbered=numbered)
        if not copies_emails and value.start < value.end:
            yield from _unlabelled(document, value, index, numbered, None)
        return
    rest = _behind_value(document, value)
    if rest is not None:
        yield from _labelled(document, match, document.trimmed(Span(value.start, rest[0]), marks=",;"), index, numbered)
        yield from rest[1](index)
        return
    formula = _formula_behind(document, value)
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
    end = addresses[0].start() if addresses else value.end
    sentence = _NEXT_SENTENCE.search(document.text, value.start, end) if key in _NUMBER_KEYS else None
    behind = document.text[sentence.end() : end] if sentence is not None else ""
    if sentence is not None and not (opens_official(behind) or shows_address(behind)):
        end = sentence.start()
    yield Piece(document.trimmed(Span(value.start, end), marks=",;|"), index, key, label, numbered=numbered)


_NEXT_SENTENCE = compiled(r"(?<=\d)\.\s{1,3}(?=[^\W\d_a-z])")
_NEXT_ONE = compiled(
    r"\)?[;,.]\s{1,3}(?:and|et|y|und|e)\s(?:also\s)?(?:to\s)?(?:(?:the|la|le|el|die|der)\s)?(?=[A-Z][^\n]{20})"
)


def _behind_value(document: Document, value: Span) -> tuple[int, Callable[[int], Iterator[Piece]]] | None:
    """Where a channel's value ends inside a sentence, and the pieces of what follows: a salutation in quotation marks
    ("Begin with ..."), or the next target ("; and to the ...").
    """
    quoted = _quoted_formula().search(document.text, *value)
    if quoted is not None:
        formula, rest = Span(*quoted.span("formula")), Span(quoted.end(), value.end)

        def salutation(index: int) -> Iterator[Piece]:
            yield Piece(formula, index, "salutation", None)
            yield from text_pieces(document, rest, index, False, is_address=False)

        return quoted.start(), salutation
    following = _NEXT_ONE.search(document.text, *value)
    if following is None:
        return None
    return following.start(), lambda index: text_pieces(
        document, Span(following.end(), value.end), index, True, is_address=False
    )


# The words of a salutation; more of them on one line are rather the next target, whose line break was lost.
_LONGEST_SALUTATION = 6


def _salutation(document: Document, value: Span, label: Span, index: int, numbered: bool) -> Iterator[Piece]:
    """A labelled salutation, and what a lost line break put behind it."""
    aside = document.text[: label.start].rstrip()[-1:] in ("(", "[")
    end = _formula_end(document, value)
    formula = document.trimmed(Span(value.start, end), marks=",;|")
    yield Piece(formula, index, "salutation", label, numbered=numbered, aside=aside and end == value.end)
    if end < value.end:
        rest = list(text_pieces(document, document.trimmed(Span(end, value.end)), index, True, is_address=False))
        yield from rest


def _formula_end(document: Document, value: Span) -> int:
    """Where a salutation ends: at its value's end, or before the office or titled name that runs on behind it."""
    text = document.quote(value)
    # In several languages, it is the last one of them that runs on.
    last = max((match.end() for match in _NEXT_LANGUAGE.finditer(text)), default=0)
    if len(text[last:].split()) <= _LONGEST_SALUTATION:
        return value.end
    end = _run_on(text[last:])
    return value.end if end is None else value.start + last + end


_NEXT_LANGUAGE = compiled(r"(?<=[^\W\d_])\s{0,2}/\s{0,2}(?=[^\W\d_])")


def _run_on(text: str) -> int | None:
    """Where the office or titled name of another target begins behind a formula of address; None where none does."""
    words = list(compiled(r"\S+").finditer(text))
    opening = vocabulary.pattern("contacts", "bare_salutation").match(text)
    if opening is None:
        return None
    behind = opening.end() + text.startswith(".", opening.end())
    rest = text[behind:]
    honorific = vocabulary.expression("officials", "honorific")
    office = vocabulary.expression("officials", "office_title", "rank")
    complete = opening.group().casefold() in _COMPLETE_FORMULAS
    addressed = compiled(rf"(?:\s+{honorific}\.?)?(?:\s+(?:{office}))?", re.IGNORECASE)
    titled = addressed.match(rest) if not complete else None
    start = behind + (titled.end() if titled else 0)
    # Whoever is addressed comes first, and more of them behind "and".
    addressee = [] if complete else [word for word in words if word.start() >= start][:1]
    if titled and compiled(rf"\s+(?:{office})$", re.IGNORECASE).search(titled.group()):
        addressee = words[len(opening.group().split()) :][:1]
    parts = [word for before, word in pairwise(words) if _completes(before.group(), word.group())]
    runs_on = [
        word
        for word in words
        if word.start() >= start and word not in parts and word not in addressee
        if opens_official(text[word.start() :])
    ]
    return runs_on[0].start() if runs_on else None


def _completes(before: str, word: str) -> bool:
    """Whether a word goes on with the one before it: behind a small word, or as a part of an office's name."""
    return before.islower() or (is_role_word(before) and is_role_part(word))


_COMPLETE_FORMULAS = frozenset(
    {"your excellency", "your majesty", "your royal highness", "your highness", "excellency"}
)
_NUMBER_KEYS = ("phone", "fax", "phone_and_fax", "telex")
_ADDRESS_SHAPE = compiled(r"[^\s<>,;|()]{1,80}@[^\s<>,;|()]{1,200}")
_HANDLE_BEFORE_NETWORK = compiled(r"(?P<handle>@[\w.-]{1,60})\s{0,3}\((?P<network>[^()\n]{1,30})\)")
_NUMBER_LINE = compiled(r"[+(\d][\d\s()./+-]{6,60}(?:\([^)]{0,40}\))?")


def _unlabelled(
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
    network = contacts.social_key_of(handle["network"]) if handle else None
    if handle is not None and network is not None:
        place = Span(*handle.span("handle"))
        yield Piece(place, index, network, Span(*handle.span("network")), numbered=numbered)
        return
    channels = contacts.url_spans(document.text, span)
    channels += [Span(*match.span()) for match in _ADDRESS_SHAPE.finditer(document.text, *span)]
    channels += [Span(*match.span()) for match in numbers.values()]
    start = span.start
    for place in sorted(channels):
        if place.start < start:
            continue
        if not _only_joins(document.text[start : place.start]):
            yield from text_pieces(document, Span(start, place.start), index, numbered, is_address)
        number = numbers.get(place.start)
        if number is not None:
            key = _key_behind(number["label"])
            yield Piece(Span(*number.span("number")), index, key, Span(*number.span("label")), numbered=numbered)
        else:
            yield Piece(place, index, "copies_email" if previous_key == "copies" else "unlabelled", None)
        numbered = False
        start = place.end
    yield from text_pieces(document, Span(start, span.end), index, numbered, is_address)


_NUMBER_AND_LABEL = compiled(r"(?P<number>[+(]?\d[\d ().-]{5,24}\d)[ ]?\((?P<label>[^\W\d_][^()\d\n]{0,20})\)")


def _key_behind(label: str) -> str | None:
    """The key of a label that stands in brackets behind its number ("(F)")."""
    keys = ("phone", "fax", "phone_and_fax")
    return next((key for key in keys if vocabulary.pattern("contacts", key).fullmatch(label.strip(" ."))), None)


def _only_joins(text: str) -> bool:
    """Whether a text is only the word that joins two addresses ("OR")."""
    return text.strip(" -\u2013\t\n").casefold() in vocabulary.word_set("alternative", "contacts")


@cache
def _formula() -> re.Pattern[str]:
    return compiled(
        rf"[(\[]\s?(?P<formula>{vocabulary.expression('letter', 'salutation')}[^()\[\]\n]{{0,100}})[)\]]",
        re.IGNORECASE,
    )


def _formula_in_brackets(document: Document, part: Span) -> Span | None:
    """The salutation that stands in brackets behind a name, without a label."""
    match = _formula().fullmatch(document.text, *part)
    return Span(*match.span("formula")) if match else None


@cache
def _bare_formula() -> re.Pattern[str]:
    """A salutation without a label: all of a part of a line, with a full stop or comma behind it."""
    words = vocabulary.expression("contacts", "bare_salutation")
    return compiled(rf"(?P<formula>{words}(?:[ /,]{{1,3}}[^\W\d_][\w.'\u2019-]{{0,30}}){{0,8}}?)[.,:]?", re.IGNORECASE)


def _unlabelled_formula(document: Document, part: Span) -> Span | None:
    """The salutation that a part of a line is, without a label."""
    match = _bare_formula().fullmatch(document.text, *part)
    if match is None or not document.text[part.start].isupper():
        return None
    return document.trimmed(Span(*match.span("formula")), marks=".")


@cache
def _quoted_formula() -> re.Pattern[str]:
    """A salutation in quotation marks behind the words that tell the writer to begin so."""
    words = vocabulary.expression("contacts", "begin")
    marks = '"\u201c\u201d\u00ab\u00bb\u201e'
    return compiled(
        rf"[(;,.]?\s{{0,3}}(?:[^\W\d_]{{1,10}}\s{{1,3}}){{0,3}}?{words}[\s:]{{1,4}}[{marks}]\s?(?P<formula>[^{marks}\n]{{3,60}}(?:\n[^{marks}\n]{{1,60}})?)\s?[{marks}][.,;)]{{0,2}}",
        re.IGNORECASE,
    )


_SENTENCE = compiled(r"[.,;|]\s{1,4}(?=[^\W\d_a-z])")


def _formula_behind(document: Document, value: Span) -> Span | None:
    """The salutation at the end of a channel's value: in brackets, or as a sentence of its own."""
    for match in _SENTENCE.finditer(document.text, *value):
        formula = _unlabelled_formula(document, Span(match.end(), value.end))
        if formula is not None:
            return formula
    for match in _formula().finditer(document.text, *value):
        if not document.text[match.end() : value.end].strip(" .,;"):
            return Span(*match.span("formula"))
    return None


@cache
def _leads() -> re.Pattern[str]:
    """The words of a sentence that stand before an official or an address ("Please write to the", "at")."""
    words = vocabulary.expression("contacts", "lead_in")
    places = vocabulary.expression("contacts", "lead_to_place")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(rf"(?:{words}|(?-i:{places}))(?:\s{{1,3}}(?-i:{articles}))?[\s:]{{1,3}}", re.IGNORECASE)


@cache
def _in_a_country() -> re.Pattern[str]:
    """In which country an official is, before him in a sentence ("and in Malaysia the Minister ...")."""
    words = vocabulary.expression("contacts", "in_place")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(
        rf"(?:[^\W\d_]{{1,3}}\s)?{words}\s(?P<place>(?-i:[^\W\d_a-z])[^,\n]{{2,30}}?)\s{articles}\s(?-i:(?=[^\W\d_a-z]))",
        re.IGNORECASE,
    )


@cache
def _somewhere() -> re.Pattern[str]:
    """A place alone behind the word that says in which place something is ("In Oman")."""
    words = vocabulary.expression("contacts", "in_place")
    return compiled(rf"{words}\s(?P<place>[^\W\d_][^,\n]{{2,40}})")


@cache
def _addressed_to() -> re.Pattern[str]:
    """The word for "to" before an official, with an article ("To the", "An den", "Al"), or "for the attention of"."""
    to = vocabulary.expression("contacts", "copy_to")
    attention = vocabulary.expression("contacts", "for_attention")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(rf"(?:(?P<attention>{attention})|{to})(?:\s(?:{articles}))?[\s:]{{1,3}}(?=[^\W\d_])", re.IGNORECASE)


@cache
def _only_leads() -> re.Pattern[str]:
    """Words that lead to an official, before the colon that parts them from it ("and to:", "Attn:")."""
    words = vocabulary.expression("contacts", "lead_in", "for_attention")
    joins = vocabulary.expression("officials", "conjunction")
    return compiled(rf"(?:{words}|{joins})[.:]?", re.IGNORECASE)


@cache
def _sent_to() -> re.Pattern[str]:
    """The part of a sentence that says what should be sent, and where to ("Letters on the trial should go to the")."""
    verbs = vocabulary.expression("contacts", "sent_to")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(
        rf"(?-i:[^\W\d_a-z])(?P<subject>[^,;:.\d@\"]{{2,70}}?)\s{verbs}(?:\s{{1,3}}(?-i:{articles}))?\s{{1,3}}",
        re.IGNORECASE,
    )


def _sent(document: Document, part: Span) -> re.Match[str] | None:
    """The words at the start of a part that say where letters should go, if it has some."""
    sent = _sent_to().match(document.text, *part)
    written = sent and vocabulary.pattern("phrases", "writing").search(document.text, part.start, sent.end())
    return sent if written else None


_PART_OF_SENTENCE = compiled(r"[^,;()]+")
_SENTENCE_STOP = compiled(r"[\"\u201d)]?\.[\"\u201d]?(?=\s|$)")


def told_target_end(document: Document, paragraph: Span) -> int | None:
    """Where the sentence ends with which a paragraph names somebody to write to and his country; None where none does.

    It asks to write to him, or says where letters or copies should go; how to begin a letter goes with it.
    """
    text = document.text
    if not any((_sent(document, paragraph), _led(document, paragraph), _copy_lead().match(text, *paragraph))):
        return None
    parts = (match for match in _PART_OF_SENTENCE.finditer(text, *paragraph))
    placed = next((match.end() for match in parts if country_of(_SENTENCE_STOP.sub("", match.group()).strip())), None)
    if placed is None:
        return None
    channels = [match.end() for match in contacts.label_pattern().finditer(text, placed, paragraph.end)]
    formulas = [match.end() for match in _quoted_formula().finditer(text, placed, paragraph.end)]
    last = max([placed, *channels, *formulas])
    stop = _SENTENCE_STOP.search(text, last, paragraph.end) if text[last - 1] != "." else None
    return stop.end() if stop else last if text[last - 1] == "." else paragraph.end


def _led(document: Document, part: Span) -> re.Match[str] | None:
    """The words that lead to an official or a place at the start of a part, if it has some."""
    lead = _leads().match(document.text, *part)
    if lead is not None:
        return lead
    lead = _addressed_to().match(document.text, *part)
    if lead is None or not (lead["attention"] or document.text[part.start].isupper()):
        return None
    return lead if lead["attention"] or opens_official(document.text[lead.end() : part.end]) else None


_FEWEST_WORDS_OF_FRAGMENT = 4
_FEWEST_WORDS_OF_SENTENCE = 6
_SMALL_SHARE_OF_SENTENCE = 0.75
_SMALL_SHARE = 0.6


def _is_fragment(text: str) -> bool:
    """Whether a part is a piece of a sentence in small letters, and neither an office nor an address."""
    words = text.split()
    if len(words) >= _FEWEST_WORDS_OF_SENTENCE and sum(map(begins_small, words)) >= _SMALL_SHARE_OF_SENTENCE * len(
        words
    ):
        return not (opens_official(text) or shows_address(text) or (is_role_word(words[0]) and role_score(text) > 0))
    if len(words) < _FEWEST_WORDS_OF_FRAGMENT or not words[0][0].islower() or opens_office(words[0]):
        return False
    if is_titled_name(text) or role_score(text) > 0:
        return False
    small = sum(word[0].islower() for word in words)
    return small >= _SMALL_SHARE * len(words) and not shows_address(text)


def _without_lead(document: Document, part: Span, before: str) -> Span | None:
    """A part of a sentence without the words that lead to what it names; None where it only says in which place."""
    placed = _in_a_country().match(document.text, *part)
    if placed is not None and country_of(placed["place"]) and placed.end() < part.end:
        return Span(placed.end(), part.end)
    somewhere = _somewhere().fullmatch(document.text, *part)
    if somewhere and (country_of(somewhere["place"]) or is_city(somewhere["place"])):
        return None
    goes_on = is_connector(document.quote(part).split()[0]) and role_score(before) > 0 if before else False
    sent = _sent(document, part)
    if sent is None and _is_fragment(document.quote(part)) and not (shows_address(before) or goes_on):
        return None
    match = sent or _led(document, part)
    if match is None:
        return part
    rest = document.trimmed(Span(match.end(), part.end))
    if rest.start >= rest.end:
        return None
    return rest if not document.text[rest.start].islower() else part


def _is_bracketed(text: str, start: int, position: int, end: int) -> bool:
    """Whether a place stands inside brackets that are closed later."""
    opened = text.count("(", start, position) > text.count(")", start, position)
    return opened and ")" in text[position:end]


_LONGEST_SHORTENED = 6


def _is_shortened(document: Document, start: int, stop: int) -> bool:
    """Whether a full stop ends an abbreviation, and no sentence: a known one, or the first short word of a part."""
    word = document.text[start:stop].strip()
    first = word.isalpha() and len(word) <= _LONGEST_SHORTENED
    return first or is_abbreviated(document.text[: stop + 1])


_DASHES = ("-", "--", "\u2013", "\u2014")
_ACRONYM = compiled(r"\s*[A-Z\u00c0-\u00dd]{3,8}\s*")
_CUT = compiled(
    r"[,;|\t\u00b7\u2022]|\s(?:-{1,2}|[\u2013\u2014])(?:\s|$)|(?<=\S)[ ]{3,}|(?<=[a-z]{3})\.\s(?=[A-Z])|"
    r":\s{1,3}(?=[^\W\d_a-z])"
)


_NOTE_BEHIND_PLACE = compiled(r"(?P<place>[^()]{2,60}?)\s{1,3}\([^()\d@]{3,120}\)")


@cache
def _article() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('contacts', 'lead_article')}\s{{1,3}}")


def _without_article(document: Document, part: Span) -> Span:
    """An official at the start of a sentence's part without the article before him."""
    article = _article().match(document.text, *part)
    opens = article is not None and opens_official(document.text[article.end() : part.end])
    return Span(article.end(), part.end) if article is not None and opens else part


def _tells_where(text: str) -> bool:
    """Whether words before a colon are a sentence, mostly in small letters, and no official ("The nearest one is:")."""
    words = text.split()
    small = sum(map(begins_small, words))
    return len(words) >= _FEWEST_WORDS_OF_FRAGMENT and 2 * small >= len(words) and not opens_official(text)


def _ends_address(text: str) -> bool:
    """Whether a part is the last one of an address: a country, or a place with a postal code."""
    last = text.split()[-1:]
    return country_of(text) is not None or bool(last and (country_of(last[0]) or compiled(r"\d{3}").search(last[0])))


def _leads_alone(text: str) -> bool:
    """Whether the words before a colon only lead to whom a letter goes to ("Attn", "and to")."""
    return vocabulary.pattern("contacts", "for_attention", "lead_in", "copy_to").fullmatch(text.strip()) is not None


_BRACKETED = compiled(r"\([^()]+\)")
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


def text_pieces(document: Document, span: Span, index: int, numbered: bool, is_address: bool) -> Iterator[Piece]:
    """Parts of the line `index` between commas, a part that holds a role and a name cut once more.

    `numbered` says that the line opens with a number, `is_address` that a label announced an address.
    """
    opening = _formula().match(document.text, *span)
    if opening is not None and opening.end() < span.end:
        # "(Dear Minister,) Ana Ruiz; ..."
        yield Piece(document.trimmed(Span(*opening.span("formula")), marks=","), index, "salutation", None)
        yield from text_pieces(document, document.trimmed(Span(opening.end(), span.end)), index, numbered, is_address)
        return
    quoted = _quoted_formula().search(document.text, *span)
    if quoted is not None:
        yield from text_pieces(document, Span(span.start, quoted.start()), index, numbered, is_address)
        yield Piece(Span(*quoted.span("formula")), index, "salutation", None)
        yield from text_pieces(document, Span(quoted.end(), span.end), index, False, is_address)
        return
    behind = _formula_behind(document, span)
    if behind is not None:
        rest = document.trimmed(Span(span.start, behind.start), marks="(,;|")
        yield from text_pieces(document, rest, index, numbered, is_address)
        yield Piece(behind, index, "salutation", None, aside=document.text[: behind.start].rstrip().endswith("("))
        return
    start = span.start
    before = ""
    numbered_next = False
    for match in [*_CUT.finditer(document.text, *span), None]:
        if match and match.group()[0] == "." and _is_shortened(document, start, match.start()):
            continue
        if match and match.group()[0] == ":" and _leads_alone(document.text[start : match.start()]):
            continue
        behind_acronym = match and start == span.start and _ACRONYM.fullmatch(document.text, start, match.start())
        if match and behind_acronym and match.group().strip() in _DASHES:
            continue
        if match and _is_bracketed(document.text, start, match.start(), span.end):
            continue
        end = match.start() if match else span.end
        part = document.trimmed(
            Span(start, end),
            marks="<>:,;\u060c\u061b|/-\u2013" + ("()" if "(" not in document.text[start:end] else ""),
        )
        if _BRACKETED.fullmatch(document.text, *part) and not _may_say_again(document, part):
            part = document.trimmed(Span(part.start + 1, part.end - 1))
        noted = _NOTE_BEHIND_PLACE.fullmatch(document.text, *part)
        if noted is not None and country_of(noted["place"]) and not country_of(document.quote(part)):
            part = Span(part.start, part.start + len(noted["place"]))
        if match is not None and match.group()[0] == ":" and _tells_where(document.quote(part)):
            start = match.end()
            continue
        start = match.end() if match else span.end
        following = numbered_next
        numbered_next = match is not None and match.group().startswith(";") and _ends_address(document.quote(part))
        numbered = numbered or (following and (opens_official(document.quote(part)) or country_of(before) is not None))
        slashed = _between_slashes(document, part)
        if slashed:
            for side in slashed:
                yield from text_pieces(document, side, index, numbered, is_address)
                numbered = False
            continue
        formula = _formula_in_brackets(document, part) or _unlabelled_formula(document, part)
        if formula is not None:
            yield Piece(formula, index, "salutation", None, numbered=numbered)
            continue
        care = compiled(r"c/(?:o|-)\s{0,3}(?=\w)", re.IGNORECASE).match(document.quote(part))
        if part.start >= part.end or not compiled(r"\w").search(document.quote(part)):
            continue
        if _only_leads().fullmatch(document.text, *part):
            numbered = numbered or vocabulary.pattern("contacts", "for_attention").match(document.text, *part) is None
            continue
        if is_conjunction(document.quote(part)):
            continue
        if numbered:
            part = _without_article(document, part)
        opened = _without_lead(document, part, before)
        if opened is None:
            continue
        if opened != part:
            # "and to the ..." names the next one.
            numbered = numbered or vocabulary.pattern("contacts", "lead_in").match(document.text, *part) is not None
            part = opened
        if match is not None and match.group()[0] == ":" and not before and country_of(document.quote(part)):
            # "Russian Federation: Minister ...": a country over an official is no part of him.
            continue
        if vocabulary.pattern("contacts", "same_address").fullmatch(document.quote(part).strip(".")):
            continue
        if vocabulary.pattern("contacts", "your_country").search(compiled(r"\([^()]*\)").sub("", document.quote(part))):
            # "or the embassy in your own country": in general.
            continue
        if before and are_letters_behind_name(document.quote(part), before):
            continue
        before = document.quote(part)
        whole = is_address or care is not None or says_office_twice(document.quote(part))
        runs = [] if whole else runs_of(document, part)
        for number, run in enumerate(runs):
            # Behind an address on the same line, the next office is another target's.
            begins = numbered or (number > 0 and runs[number - 1].label is Label.ADDRESS)
            key = "address" if run.label is Label.ADDRESS else None
            yield Piece(run.span, index, key, None, numbered=begins)
            numbered = False
        if runs:
            continue
        is_postal = is_address or care is not None
        pieces = [part] if is_postal else split_role_and_name(document, part)
        for place in pieces:
            yield Piece(place, index, "address" if is_postal else None, None, numbered=numbered)
            numbered = False
