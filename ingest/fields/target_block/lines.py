"""Part of the field `targets`: the lines of a block in the order of reading; columns apart, wrapped lines as one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields.address_rules import is_area, is_city, shows_address
from ingest.fields.broken_offices import breaks_off, lacks_its_noun, lacks_its_rank
from ingest.fields.contacts.channel_labels import SOCIAL_KEYS, label_key, label_pattern
from ingest.fields.contacts.emails import REST_OF_DOMAIN
from ingest.fields.listed_fields import end_of_listed_fields
from ingest.fields.offices import (
    SURE_INSTITUTION,
    SURE_OFFICE,
    opens_official,
    organization_score,
    role_score,
)
from ingest.fields.official_names import is_half_name, is_untitled_name
from ingest.fields.official_words import (
    is_conjunction,
    is_connector,
    is_field,
    is_organization_word,
    is_role_part,
    is_role_word,
)
from ingest.fields.target_block.formula_cells import with_formula_cells
from ingest.fields.target_block.rows import columns_of_rows
from ingest.kept_patterns import compiled
from ingest.places import country_of
from ingest.sending_notes import is_aside

# A gap of so many blanks parts two columns; in so many lines one must begin at the same place.
_GAP = compiled(r"(?<=\S)[ ]{2,}(?=\S)")
_FEWEST_LINES = 2
_FEWEST_SHARE = 0.3
_NARROWEST = 14
# A longer line is a paragraph of its own and no line of columns.
_WIDEST_COLUMNS = 180


def lines_of(document: Document, body: Span) -> list[Line]:
    """The lines of a block: column after column, a blank line between them; a line over a break where one was wrapped.

    Offsets are those of the document's text.
    """
    lines = list(document.lines_in(body))
    width = _width(document)
    ordered: list[Line] = []
    for printed in _paragraphs(document, lines):
        paragraph, cells = with_formula_cells(document, printed)
        columns = _columns(document, paragraph)
        if columns == [paragraph]:
            columns = columns_of_rows(document, paragraph) or columns
        for number, column in enumerate(columns):
            if number:
                ordered.append(Line(column[0].start, column[0].start))
            widest = (_own_width(document, paragraph) or width) if columns == [paragraph] else None
            for line in _unwrapped(document, column, widest):
                ordered += [line, *cells.get(line.end, [])]
    return ordered


def _paragraphs(document: Document, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that are all printed, and blank lines one by one."""
    run: list[Line] = []
    for line in lines:
        text = document.text[line.start : line.end].strip()
        if text and len(text) <= _WIDEST_COLUMNS:
            run.append(line)
            continue
        if run:
            yield run
            run = []
        yield [line]
    if run:
        yield run


# Columns


def _columns(document: Document, paragraph: list[Line]) -> list[list[Line]]:
    """The lines of each column of a paragraph, or the paragraph as it is.

    Lines above the columns that run across them stay with the first one; those below stand behind the last one.
    """
    if len(paragraph) < _FEWEST_LINES + 1:
        return [paragraph]
    tabbed = _tabbed(document, paragraph)
    if tabbed:
        return tabbed
    printed = [document.quote(_whole(document, line)) for line in paragraph]
    printed = [_NUMBER_OF_CELL.sub(lambda match: " " * len(match.group()), text) for text in printed]
    edges, first, last = _edges(printed)
    if not edges:
        return [paragraph]
    columns: list[list[Line]] = []
    for start, end in zip([0, *edges], [*edges, None], strict=True):
        cells = [_cell(document, line, start, end) for line in paragraph[first:last]]
        columns.append([cell for cell in cells if document.text[cell.start : cell.end].strip()])
    columns[0] = [*paragraph[:first], *columns[0]]
    columns = _salutations_behind([column for column in columns if column], document)
    columns = _asides_behind(columns, document)
    return [*columns, paragraph[last:]] if last < len(paragraph) else columns


def _tabbed(document: Document, paragraph: list[Line]) -> list[list[Line]]:
    """The columns of a paragraph whose lines are the rows of a table, one tab between two cells; empty for any other.

    Where labels stand before the tabs, their values stand behind them.
    """
    printed = [_whole(document, line) for line in paragraph]
    rows = [list(compiled(r"[^\t]+").finditer(document.text, *span)) for span in printed]
    tabs = [index for index, span in enumerate(printed) if "\t" in document.quote(span)]
    if not tabs:
        return []
    first, end = tabs[0], tabs[-1] + 1
    full = [row for row in rows[first:end] if len(row) == _CELLS]
    if len(full) <= max(_FEWEST_LINES, (end - first) // 2) or any(len(row) > _CELLS for row in rows):
        return []
    if _LABELS_SHARE * sum(_is_label(row[0].group().strip()) for row in full) >= len(full):
        return []
    columns: list[list[Line]] = [list(paragraph[:first]), []]
    for line, span, row in zip(paragraph[first:end], printed[first:end], rows[first:end], strict=True):
        # Where the first cell is empty, a tab begins the line.
        for number, cell in enumerate(row, int(document.text[span.start] == "\t")):
            trimmed = document.trimmed(Span(*cell.span()))
            columns[number].append(replace(line, start=trimmed.start, end=trimmed.end))
    return [*columns, paragraph[end:]] if end < len(paragraph) else columns


_CELLS = 2
_LABELS_SHARE = 3
"""The label of a channel or office stands before the tab in fewer of the rows than one in so many."""


def _is_label(cell: str) -> bool:
    return cell.endswith(":") or label_pattern().fullmatch(cell) is not None


def _whole(document: Document, line: Line) -> Span:
    """A line from its very beginning."""
    return Span(document.text.rfind("\n", 0, line.start) + 1, line.end)


# The number of a target that stands left of the column below it ("4) Mr Xxxx").
_NUMBER_OF_CELL = compiled(r"(?<=[ ]{2})\(?\d{1,2}[.)][ ]{1,2}(?=\S)")


def _before_number(document: Document, first: int, place: int) -> int:
    """Where a column begins on the line that begins at `first`: at `place`, or at the number that stands left of it."""
    number = _NUMBER_OF_CELL.search(document.text, max(first, first + place - _LONGEST_NUMBER), first + place + 1)
    return number.start() if number is not None and number.end() == first + place else first + place


_LONGEST_NUMBER = 8


def _salutations_behind(columns: list[list[Line]], document: Document) -> list[list[Line]]:
    """The columns; one that only says how to address whoever stands beside it goes below him."""
    if len(columns) != _FEWEST_LINES or len(columns[0]) != 1:
        return columns
    text = document.quote(columns[0][0].span).strip(" ()[]:,.")
    formula = vocabulary.match(text, "contacts", "bare_salutation")
    return [[*columns[1], columns[0][0]]] if formula else columns


def _asides_behind(columns: list[list[Line]], document: Document) -> list[list[Line]]:
    """The columns without one of nothing but remarks and labelled values: these go below the column before it."""
    kept: list[list[Line]] = []
    for column in columns:
        texts = [document.quote(cell.span).strip() for cell in column]
        values = [cell for cell, text in zip(column, texts, strict=True) if _is_value(text)]
        remarks = [text for text in texts if not _is_value(text)]
        if kept and remarks and all(map(is_aside, remarks)):
            kept[-1] = [*kept[-1], *values]
        else:
            kept.append(column)
    return kept


def _is_value(text: str) -> bool:
    """Whether a cell is a labelled value, or a formula of address."""
    bare = text.strip(" ()[]:,.")
    if label_pattern().match(bare) is not None:
        return True
    return vocabulary.match(bare, "contacts", "bare_salutation") is not None


def _cell(document: Document, line: Line, start: int, end: int | None) -> Line:
    """What a line prints in a column between two places counted from its beginning."""
    first = document.text.rfind("\n", 0, line.start) + 1
    left = min(line.end, max(line.start, _before_number(document, first, start)))
    right = line.end if end is None else min(line.end, max(left, _before_number(document, first, end)))
    trimmed = document.trimmed(Span(left, right))
    return replace(line, start=trimmed.start, end=trimmed.end)


def _edges(printed: Sequence[str]) -> tuple[list[int], int, int]:
    """Where the columns behind the first begin, counted from a line's beginning, and the first line of the columns and
    the one behind the last; no places where there is one column.
    """
    starts = Counter(match.end() for text in printed for match in _GAP.finditer(text))
    # A line that is empty in the first column opens with the blanks up to the second.
    indents = (len(text) - len(text.lstrip(" ")) for text in printed)
    starts.update(indent for indent in indents if indent >= _NARROWEST)
    edges: list[int] = []
    first, last = 0, len(printed)
    for place, count in sorted(starts.items()):
        if place < _NARROWEST or count < _FEWEST_LINES or (edges and place - edges[-1] < _NARROWEST):
            continue
        run = _run_of(printed, place, first, last)
        begun = sum(_begins_at(text, place) for text in printed[slice(*run)])
        if begun >= max(_FEWEST_LINES, _FEWEST_SHARE * (run[1] - run[0])) and _is_edge(printed[slice(*run)], place):
            edges.append(place)
            first, last = run
    return edges, first, last


def _begins_at(text: str, place: int) -> bool:
    return len(text) > place and text[place] != " " and text[place - 2 : place] == "  "


def _run_of(printed: Sequence[str], place: int, first: int, last: int) -> tuple[int, int]:
    """The longest run of lines, between two of them, that a place does not cut through."""
    best = (first, first)
    start = first
    for index in range(first, last + 1):
        if index < last and (len(printed[index]) <= place - 1 or printed[index][place - 2 : place] == "  "):
            continue
        if index - start > best[1] - best[0]:
            best = (start, index)
        start = index + 1
    return best


def _is_edge(printed: Sequence[str], place: int) -> bool:
    """Whether what stands before a place is text of its own, and not mostly labels in front of their values."""
    befores = [text[:place].strip() for text in printed if len(text) > place]
    labels = sum(before.endswith(":") for before in befores)
    return any(befores) and 2 * labels < len(befores)


# Wrapped lines

_WIDEST = 130
_NARROWEST_TEXT = 55
_FEWEST_LONG_LINES = 4
_NEARLY_FULL = 0.8


def _width(document: Document) -> int | None:
    """How many characters a line of the document holds of wrapped text holds; None where the text is not wrapped."""
    lengths = sorted(len(document.text[line.start : line.end].rstrip()) for line in document.lines)
    full = [length for length in lengths if length >= _NARROWEST_TEXT]
    if len(full) < _FEWEST_LONG_LINES:
        return None
    width = full[int(0.9 * (len(full) - 1))]
    return width if width <= _WIDEST else None


def _own_width(document: Document, paragraph: Sequence[Line]) -> int | None:
    """The width of a paragraph that asks to write, or for copies, in a wrapped sentence; None of any other."""
    texts = [document.text[line.start : line.end].strip() for line in paragraph]
    full = [len(text) for text in texts[:-1]]
    if not full or min(full) < _NARROWEST_TEXT or not texts[-1].endswith("."):
        return None
    lead = vocabulary.match(texts[0], "contacts", "lead_in")
    asks = lead is not None or vocabulary.pattern("contacts", "copy_word").search(texts[0]) is not None
    return max(full) if asks and max(full) <= _WIDEST else None


def _unwrapped(document: Document, paragraph: list[Line], width: int | None) -> list[Line]:
    """The lines of a paragraph, those that only a full line parted as one."""
    joined: list[Line] = []
    for line in paragraph:
        if joined and _goes_on(document, joined[-1], line, width):
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(line)
    return _with_whole_names(document, joined) if len(joined) < len(paragraph) else joined


_WIDEST_NARROW = 45


def _with_whole_names(document: Document, lines: list[Line]) -> list[Line]:
    """The lines of a column in which lines were wrapped, a name as one that did not fit on a line of it.

    "General Mohammed | Zia Khan": a title and one name, and below it names only.
    """
    printed = [text for line in lines for text in document.text[line.start : line.end].split("\n")]
    width = max(len(text.strip()) for text in printed)
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined and width <= _WIDEST_NARROW else None
        if before is not None and _is_next(document, before, line):
            last, rest = (document.text[one.start : one.end].strip() for one in (before, line))
            full = len(last) + 1 + len(rest.partition(" ")[0]) > width
            if full and is_half_name(last) and is_untitled_name(rest):
                joined[-1] = replace(before, end=line.end)
                continue
        joined.append(line)
    return joined


def _goes_on(document: Document, line: Line, following: Line, width: int | None) -> bool:
    """Whether a line runs on in the next one: it breaks off inside a phrase, or is full and ends no sentence."""
    if not _is_next(document, line, following):
        return False
    if _is_break_moved(document, line):
        return True
    first = document.text.rfind("\n", 0, line.end) + 1
    text = document.as_read[first : line.end].rstrip()
    rest = document.as_read[following.start : following.end].strip()
    last = text.strip()
    if _breaks_in_address(last, rest) or _breaks_in_other_name(last, rest):
        return True
    if _breaks_in_message(document.as_read[line.start : line.end]):
        return True
    if _leads_to_copies(last):
        return False
    if not rest or not last or label_pattern().match(rest) or (compiled(r"[^\w(]|\(?\w{1,2}[.)]\s").match(rest)):
        return False
    if _value_goes_on(last, rest) or _box_goes_on(last, rest) or _email_goes_on(last, rest):
        return True
    if _opens_with_channel(last):
        return _breaks_off_telegram(last) and not vocabulary.match(rest, "contacts", "bare_salutation")
    if _breaks_in_street(last, rest):
        return True
    if _ends_in_label(last):
        return True
    if _breaks_in_phrase(last, rest) or _breaks_in_list(last, rest):
        return True
    if width is None or (_ends_channel(last) and not _runs_in_sentences(text, rest, width)):
        return False
    if last[-1] in ".:;)]" and not compiled(r"\b[A-Z][a-z]{0,3}\.$").search(last):
        return False
    if country_of(compiled(r"[,;]").split(last.rstrip(","))[-1].strip()) and not last.endswith(","):
        return False
    if last[-1] == "," and len(text) >= _NEARLY_FULL * width:
        return True
    full = len(text) + 1 + len(rest.split()[0]) > width
    return full and (_ends_in_first_word(last) or not (_opens_target(rest) or _holds_office(rest, last)))


def _holds_office(rest: str, last: str) -> bool:
    """Whether a line is nothing but a name, and the office that is all of the long line above is that person's."""
    return is_untitled_name(rest) and "," not in last and role_score(last) >= SURE_OFFICE


def _is_break_moved(document: Document, line: Line) -> bool:
    """Whether a line ends where cleaning put the line break, behind a hyphenated word: inside one as printed."""
    source = document.reading.text
    if line.end >= len(document.text) or source[document.origins[line.end]] not in " \t":
        return False
    word = max(line.start, document.text.rfind(" ", line.start, line.end) + 1)
    # Where columns stood side by side, a break is new too, but no word runs over a printed one.
    return "\n" in source[document.origins[word] : document.origins[line.end - 1]]


def goes_on_in_column(document: Document, lines: Sequence[Line], index: int) -> bool:
    """Whether a line of a column that stands beside another one is the rest of what the line above breaks off."""
    if not index:
        return False
    between = document.text[lines[index - 1].end : lines[index].start]
    if between.count("\n") != 1 or not between.strip():
        return False
    last, rest = (document.as_read[line.start : line.end].strip() for line in lines[index - 1 : index + 1])
    if not last or not rest or label_pattern().match(rest):
        return False
    return _value_goes_on(last, rest) if label_pattern().match(last) else _breaks_in_phrase(last, rest)


def _breaks_in_phrase(last: str, rest: str) -> bool:
    """Whether a line ends inside the phrase of an office or institution, or inside a double name."""
    if last.isupper() and rest.isupper():
        last, rest = _with_small_joints(last), _with_small_joints(rest)
    if (breaks_off(last) or lacks_its_noun(last, rest)) and last[-1].isalpha():
        return True
    if _breaks_in_word(last, rest) or lacks_its_rank(last, rest) or _breaks_in_area(last, rest):
        return True
    own = last.rpartition(",")[2].strip()
    opens = _opens_with_complement(rest) or _opens_with_last_field(rest)
    return opens and max(role_score(own), organization_score(own)) >= SURE_INSTITUTION


def _with_small_joints(text: str) -> str:
    """A text in capitals as it would stand without them: the words that join an office's parts are small."""
    words = text.split(" ")
    return " ".join(word.lower() if word.isalpha() and is_connector(word) else word.capitalize() for word in words)


_LONGEST_AREA = 4
"""Words of a country's or region's name that a line's end divides."""


def _breaks_in_area(last: str, rest: str) -> bool:
    """Whether the name of a country or region begins at a line's end and ends in the next ("Syrian Arab | Republic",
    "... Saudi | Arabia").
    """
    end, words = compiled(r"[,;]").split(rest)[0].rstrip(" ."), last.split()
    if not end[:1].isupper() or not words[-1][0].isupper() or not words[-1].isalpha():
        return False
    if len(end.split()) >= _LONGEST_AREA or _is_land(end):
        return False
    begins = (" ".join(words[-count:]) for count in range(1, _LONGEST_AREA))
    return any(_is_land(f"{begin} {end}") for begin in begins)


def _is_land(text: str) -> bool:
    return is_area(text) or country_of(text) is not None


def _breaks_in_list(last: str, rest: str) -> bool:
    """Whether a line ends inside the fields of an office that are listed ("Minister of Women, Youth, | Sports ...").

    It does not where they are whole, and the next line opens with an institution or site, or says no field.
    """
    *starts, _ = (0, *(comma.end() for comma in compiled(",").finditer(last)))
    first = rest.partition(",")[0]
    words = first.split()
    official = any(is_role_word(word) or is_organization_word(word) for word in words)
    parted = shows_address(first) or official or not any(map(is_field, words))
    whole = {start for start in starts if parted and start + end_of_listed_fields(last[start:]) == len(last)}
    return any(
        end_of_listed_fields(f"{last[start:]} {rest}") > len(last) - start for start in starts if start not in whole
    )


_HALF_A_NAME = compiled(r"(?:^|[\s'\u2019-])[^\W\d_a-z][^\W\d_]{0,20}(?:-[^\W\d_]{1,6})?[-\u2010]$")


def _breaks_in_word(text: str, rest: str) -> bool:
    """Whether a line ends behind the hyphen of a double name, whose other half opens the following one."""
    return _HALF_A_NAME.search(text) is not None and compiled(r"[^\W\d_]{2}").match(rest) is not None


def _breaks_in_street(text: str, rest: str) -> bool:
    """Whether the following line is nothing but the noun of the street that a line ends in ("4 Freedom | Avenue")."""
    words = text.replace(",", " ").split()
    if not rest.isalpha() or not rest[0].isupper() or len(words) < _FEWEST_OF_STREET or text.endswith(","):
        return False
    if rest.casefold() not in vocabulary.word_set("street_end", "addresses"):
        return False
    last = words[-1]
    return last.isalpha() and last[0].isupper() and shows_address(text) and country_of(last) is None


_FEWEST_OF_STREET = 2


def _ends_in_first_word(text: str) -> bool:
    """Whether one word alone stands behind the last mark that begins an office or institution of a list in a sentence.

    "...; Chief | Justice", "...; Law | Association of X", "..., Army | Commander"
    """
    last = _WORD_BEHIND_MARK.search(text)
    if last is None or is_city(last["word"]) or country_of(last["word"]) is not None:
        return False
    return last["mark"] == ";" or is_role_part(last["word"]) or is_field(last["word"])


_WORD_BEHIND_MARK = compiled(r"(?P<mark>[,;])\s{1,3}(?P<word>[^\W\d_a-z][^\W\d_]{1,14})$")


def _opens_target(text: str) -> bool:
    """Whether a line opens with an official, or with an institution and a comma behind it, and not in small letters."""
    first, comma, _ = text.partition(",")
    if text[0].islower():
        return False
    return opens_official(text) or (bool(comma) and organization_score(first) >= SURE_INSTITUTION)


def _leads_to_copies(text: str) -> bool:
    """Whether a line ends with the words that ask for copies ("And please send a copy to")."""
    last = text.rstrip(" :").rsplit(None, 1)[-1:]
    asks = vocabulary.pattern("contacts", "copy_word").search(text) is not None
    return asks and bool(last) and vocabulary.fullmatch(last[0], "contacts", "copy_to") is not None


def _runs_in_sentences(text: str, rest: str, width: int) -> bool:
    """Whether a channel stands in a full line of running text, behind other sentences ("... Telexes: 343 | ab.")."""
    ended = compiled(r"\d\s*$|\S@[\w-]+(?:\.[\w-]+)+\s*$").search(text) is not None
    if ended and rest[0].isupper() and rest[1:2].islower():
        # A number or address that ends a line ends its target too, where no full stop leads on to another sentence.
        return False
    label = label_pattern().search(text)
    return bool(label and label.start() > width // 3 and len(text) + 1 + len(rest.split()[0]) > width)


_OPEN_ADDRESS = compiled(r"\([^()]*[,;][^()]*$")


def _breaks_in_address(text: str, rest: str) -> bool:
    """Whether a line ends inside brackets that hold an address and are closed on the next line."""
    opened = _OPEN_ADDRESS.search(text)
    if opened is None or not compiled(r"[^()]*\)").match(rest):
        return False
    inside = f"{opened.group()[1:]} {rest.split(')')[0]}"
    parts = [part.strip() for part in compiled(r"[,;]").split(inside)]
    placed = any(country_of(part) or is_city(part.strip(" 0123456789")) for part in parts)
    return placed and compiled(r"\d").search(inside) is not None


_LONGEST_MESSAGE = 280


def _breaks_in_message(text: str) -> bool:
    """Whether a quotation that a network's label opens is not closed yet: what to write there ('Twitter: "Call on')."""
    quotes = text.count('"') % 2 == 1 or text.count("\u201c") > text.count("\u201d")
    label = label_pattern().match(text) if quotes and len(text) <= _LONGEST_MESSAGE else None
    return label is not None and label_key(label) in SOCIAL_KEYS


_OPEN_BRACKET = compiled(r"\((?P<inside>[^()\d@:;]{3,80})$")


_BRACKETED_ABBREVIATION = compiled(r"\([A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd.-]{1,11}\)[.,;]?")


def _breaks_in_other_name(text: str, rest: str) -> bool:
    """Whether a line ends inside brackets, closed on the next line, that hold an institution's other name.

    Or the next line is nothing but an abbreviation in brackets.
    """
    if _BRACKETED_ABBREVIATION.fullmatch(rest) and not compiled(r"\d").search(text):
        return max(organization_score(text), role_score(text)) >= SURE_INSTITUTION
    opened = _OPEN_BRACKET.search(text)
    closed = compiled(r"(?P<inside>[^()\d@:;]{2,80})\)\W{0,2}$").match(rest) if opened else None
    if opened is None or closed is None:
        return False
    inside = f"{opened['inside']} {closed['inside']}"
    if compiled(r"\d").search(text, 0, opened.start()):
        return False
    return organization_score(inside) >= SURE_INSTITUTION and inside[0].isupper()


def _ends_in_label(text: str) -> bool:
    """Whether a line ends with a channel's label, whose value stands on the next line ("..., e-mail")."""
    last = compiled(r"[,;(.]\s{0,3}").split(text)[-1].strip()
    keys = ("email", "fax", "phone", "phone_and_fax", "telex")
    return text != last and len(last) > 1 and vocabulary.fullmatch(last, "contacts", *keys) is not None


def _ends_channel(text: str) -> bool:
    """Whether a line with a channel's label ends with its number or address: then the next line is somebody else's."""
    labelled = compiled(r"[^\W\d_]:\s").search(text) is not None or label_pattern().search(text) is not None
    return labelled and compiled(r"\d\)?\.?$|@\S+$").search(text) is not None


# The end of a number that a line break parted, and the answerback code behind a telex number.
_REST_OF_NUMBER = compiled(r"\d{2,4}(?:[ -]\d{2,4}){0,3}(?=[;,.)]|$)")
_REST_OF_TELEX = compiled(r"[a-z]{3,12}(?:\s[a-z]{2,3})?(?=[;,.)]|$)")
_NUMBER_AT_END = compiled(r"\d[\d\s()./+-]{2,40}$")


def _value_goes_on(last: str, rest: str) -> bool:
    """Whether a line ends within the number of a phone, fax or telex, whose end opens the following line."""
    number = _NUMBER_AT_END.search(last)
    labels = list(label_pattern().finditer(last)) if number else []
    if number is None or not labels or last[labels[-1].end() : number.start()].strip(" +(:"):
        return False
    key = label_key(labels[-1])
    if key == "telex":
        return _REST_OF_TELEX.match(rest) is not None
    return key in ("phone", "fax", "phone_and_fax") and _REST_OF_NUMBER.match(rest) is not None


_LAST_WORDS = compiled(r"(?:[^\s,;]+[ ]){0,2}[^\s,;]+$")


def _box_goes_on(last: str, rest: str) -> bool:
    """Whether a line ends with the words for a post box, whose number opens the following one."""
    words = _LAST_WORDS.search(last)
    if words is None or not rest[0].isdigit():
        return False
    parts = words.group().split()
    ends = (" ".join(parts[start:]) for start in range(len(parts)))
    return any(vocabulary.fullmatch(end, "addresses", "post_box") for end in ends)


def _email_goes_on(last: str, rest: str) -> bool:
    """Whether a line ends within the domain of an e-mail address, whose end is all of the following one."""
    address = compiled(r"[^\s@]{1,60}@[\w.-]{2,80}$").search(last)
    both = f"{last}\n{rest}"
    domain = REST_OF_DOMAIN.match(both, len(last)) if address else None
    return domain is not None and not both[domain.end() :].strip(" ,;)")


def _opens_with_complement(text: str) -> bool:
    """Whether a line opens with the small word that joins the field of an office to it ("of Defence")."""
    words = text.split()
    joins = words[0].islower() and is_connector(words[0]) and not is_conjunction(words[0])
    return len(words) > 1 and joins and not words[0].endswith(".")


def _opens_with_last_field(text: str) -> bool:
    """Whether a line opens with the last field of an office that has several ("and Local Government")."""
    words = text.split()
    if not (words[0].islower() and is_conjunction(words[0])):
        return False
    fields = [word for word in words[1:] if not is_connector(word)]
    if not fields or not fields[0][0].isupper() or is_role_word(fields[0]):
        return False
    known = any(is_role_word(word) or is_organization_word(word) for word in fields)
    return is_field(fields[0]) or (not (known or shows_address(text)) and all(map(str.isalpha, fields)))


def _is_next(document: Document, line: Line, following: Line) -> bool:
    """Whether only a line break, or the other columns of a line, stand between two lines."""
    return document.text.count("\n", line.end, following.start) == 1 and (
        following.start == line.end + 1 or not document.text[line.end : following.start].strip()
    )


def _opens_with_channel(text: str) -> bool:
    """Whether a line opens with the label of a channel; behind the one of copies a sentence may run on."""
    label = label_pattern().match(text)
    return label is not None and label_key(label) != "copies"


def _breaks_off_telegram(text: str) -> bool:
    """Whether a telegram's address breaks off before the country that ends it."""
    label = label_pattern().match(text)
    if label is None or label_key(label) != "telegram_address":
        return False
    return country_of(compiled(r"[,;]").split(text.rstrip(" ,)]"))[-1].strip()) is None or text.endswith(",")
