"""The list of names in a 1973-2008 header: its entries, without the columns, numbers, braces and labels around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from ingest import vocabulary
from ingest.concern_words import names_concern
from ingest.dates import find_dates
from ingest.document import Document, Line, Span
from ingest.fields.people.ages import figures_or_word, holds_number_word
from ingest.fields.people.noun_phrases import can_stand_in_phrase, is_occupation
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of, find_countries
from ingest.shapes import is_banner, is_number_line, is_shouted, reads_as_prose

# A longer one ends in a small letter, as no name does ("Nueva persona en peligro:").
_LABEL = compiled(r"(?:(?:[^\W\d_]+\s){0,2}[^\W\d_]+|(?:[^\W\d_]+\s){3,4}[^\W\d_A-Z\u00c0-\u00de]+)[ ]?:\s{1,24}")
_LABELS = compiled(r"(?:^|\s{2})[^\W\d_]+:\s")
_NUMBER = compiled(r"(?:\(?\d{1,2}[.)]|[*+\u2022\u25cf\u25aa\u2013-](?=\s))\s{1,12}")
# A brace joins lines in a column of its own; what stands behind it is said of several people.
_BRACE = compiled(r"(?:\s{2,}|(?<=\)|,)\s)[)\]}|](?=\s|$)")
# What may stand between a country and the first name: a bracket, a region ("INDONESIA/ACEH"), a colon, a dash, blanks.
_BEHIND_COUNTRY = compiled(
    r"\s{0,3}\)?(?:\([^()\n]{1,60}\))?[ \t]{0,3}"
    r"(?:/[ ]?[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de' .-]{1,30}(?=[ \t]{2}|:|$))?"
    r"(?:[:/]|[-\u2013\u2014](?=[ \t]{0,3}[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]))?[ \t]{0,80}"
)
_REGION = compiled(r"\([^()\n]{2,40}\)[ \t]{0,40}(?=[^\W\d_])")
_LARGE = r"A-Z\u00c0-\u00de"
_GLUED_COUNTRY = compiled(
    rf"(?P<country>[{_LARGE}][{_LARGE}' -]{{1,39}}[{_LARGE}])(?:/[{_LARGE}][{_LARGE}' -]{{1,29}}[{_LARGE}])?"
    r"(?=[A-Z\u00c0-\u00de][a-z\u00df-\u00ff])"
)
_FEWEST_WORDS_OF_SENTENCE = 6
DASHES = "-\u2013\u2014"
DASH = compiled(rf"\s{{1,12}}[{DASHES}]{{1,2}}\s{{1,12}}")
"""A dash between a name and what is told of the person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the stretch that its name begins, and those of the lines on which it goes on.

    `shared` is what stands behind the brace that joins its line to others.
    """

    spans: tuple[Span, ...]
    shared: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list: what of it belongs to an entry, and how the entry before it and the brace bear on it."""

    span: Span
    goes_on: bool
    braced: bool
    behind_brace: Span | None


def name_entries(document: Document, names: Span) -> list[Entry]:
    """The entries of the list in `names`, in order; it ends where a line is a sentence."""
    rows = list(_rows(document, names))
    entries: list[Entry] = []
    for index, row in enumerate(rows):
        if row.goes_on and entries:
            entries[-1] = replace(entries[-1], spans=(*entries[-1].spans, row.span))
        else:
            entries.append(Entry((row.span,), _behind_brace(rows, index) if row.braced else ()))
    return entries


def _behind_brace(rows: list[_Row], index: int) -> tuple[Span, ...]:
    """What stands behind the brace on any of the lines that it joins with the line at `index`."""
    first = last = index
    while first > 0 and rows[first - 1].braced:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].braced:
        last += 1
    return tuple(row.behind_brace for row in rows[first : last + 1] if row.behind_brace is not None)


def _rows(document: Document, names: Span) -> Iterator[_Row]:
    column: int | None = None
    numbered = False
    cells = {cell.start: cell for cell in split_country(document, names)}
    before: Span | None = None
    begun: int | None = None
    braces: tuple[int, ...] = ()
    for line in document.lines_in(names):
        whole = document.trimmed(line.span)
        if whole.start >= whole.end or is_number_line(document.quote(whole)) or is_dateline(document, whole):
            continue
        if _is_running_line(document.quote(whole)) or _states_kind(document.quote(whole)):
            continue
        if _is_sentence(document.quote(whole)) or (before is not None and _is_headline(document, before, whole, names)):
            return
        if len(_LABELS.findall(document.quote(whole))) > 1 or _is_bare_label(document.quote(whole)):
            continue
        cell = cells.get(whole.start)
        label = _behind_cell(document, whole, cell) if cell else _label_end(document, whole, column)
        marked = _NUMBER.match(document.text, *whole) or _NUMBER.match(document.text, label, whole.end)
        numbered = numbered or marked is not None
        brace = _brace(document, whole) or _in_column(document, whole, braces)
        if brace is not None:
            braces = (_offset(document, brace.start), _offset(document, brace.end))
        start = marked.end() if marked else max(whole.start, label)
        # A comma before a brace leads on to what stands behind it.
        marks = ",:/" if brace else ":/"
        span = document.trimmed(Span(start, brace.start if brace else whole.end), marks=marks)
        if span.start >= span.end:
            continue
        bare = marked is None and label == whole.start
        offset = _offset(document, span.start)
        below = column if begun is None or offset != begun else None
        goes_on = bare and before is not None and (numbered or _goes_on(document, before, span, below))
        begun = begun if goes_on else offset
        if column is None and _tells_column(document, line.span, whole, span):
            column = _offset(document, span.start)
        behind = document.trimmed(Span(brace.end, whole.end)) if brace else None
        yield _Row(span, goes_on, brace is not None, behind if behind and behind.start < behind.end else None)
        before = span


def _states_kind(text: str) -> bool:
    """Whether a line only says which kind of document it is ("* * * STOP ACTION * * *")."""
    return vocabulary.fullmatch(text.strip(" \t*=_-#"), "header", "stop", "final", "update") is not None


def _is_running_line(text: str) -> bool:
    """Whether a line between the names is a page's: the sender with a date or the page's number."""
    sent = vocabulary.match(text, "header", "sender")
    return sent is not None and compiled(r"\d").search(text, sent.end()) is not None


def _tells_column(document: Document, line: Span, whole: Span, name: Span) -> bool:
    """Whether a line tells in which column the names stand: not one whose name a lost tab glued to the country, nor
    one with a tab behind the country, since how far a tab reached there is not known.
    """
    if name.start == line.start or behind_glued_country(document, whole) != whole.start:
        return False
    return "\t" not in document.text[whole.start : name.start]


_LONGEST_PLACE = 4


def is_dateline(document: Document, entry: Span) -> bool:
    """Whether a line of a header is a place and a day ("Londres, le 20 mai 1997")."""
    day = next((found for found in find_dates(document.as_read, entry) if found.full), None)
    if day is None or document.text[day.span.end : entry.end].strip(" ."):
        return False
    before = document.text[entry.start : day.span.start]
    if vocabulary.search(before, "people", "status") is not None:
        return False
    return "," in before and len(before.split()) <= _LONGEST_PLACE


_MOST_WORDS_OF_LABEL = 5


def _is_bare_label(text: str) -> bool:
    """Whether a line is nothing but a label over the names ("On behalf of:")."""
    return text.endswith(":") and "," not in text and len(text.split()) <= _MOST_WORDS_OF_LABEL


_GAP = compiled(r"[ \t]{2,}|\t|:|$", re.MULTILINE)
_MOST_CELLS = 3
"""Lines over which the name of a country is divided."""


def split_country(document: Document, names: Span) -> tuple[Span, ...]:
    """The pieces of a country's name in capitals that a narrow column at the left divides over lines ("PAPUA NEW |
    GUINEA"); empty where the list begins otherwise.
    """
    lines = [whole for line in document.lines_in(names) if document.quote(whole := document.trimmed(line.span))]
    for first in range(min(len(lines), _MOST_CELLS)):
        cells = [_left_cell(document, line) for line in lines[first : first + _MOST_CELLS]]
        offset = _offset(document, cells[0].start)
        for count in range(len(cells), 1, -1):
            pieces = cells[:count]
            if not all(is_shouted(document.quote(cell)) for cell in pieces):
                continue
            if any(_offset(document, cell.start) != offset for cell in pieces):
                continue
            opening = document.quote(pieces[0])
            # A piece that is a whole country's name may as well be one of several.
            open_ended = opening.endswith("-") or country_of(opening) is None
            if open_ended and country_of(document.quote(*pieces)) is not None:
                return tuple(pieces)
    return ()


def _left_cell(document: Document, line: Span) -> Span:
    """What stands in a line before a wide gap or a colon."""
    gap = _GAP.search(document.text, line.start, line.end)
    return document.trimmed(Span(line.start, gap.start() if gap else line.end))


def _behind_cell(document: Document, line: Span, cell: Span) -> int:
    """Where the first name of a line begins behind a piece of the country's name."""
    behind = _BEHIND_COUNTRY.match(document.text, cell.end, line.end)
    return behind.end() if behind else cell.end


def _is_sentence(text: str) -> bool:
    """Whether a line of the list is a sentence of its own ("PLEASE SEND NO MORE APPEALS.")."""
    words = text.split()
    if not text.endswith(".") or len(words) < _FEWEST_WORDS_OF_SENTENCE:
        return False
    return is_shouted(text) or any(word in vocabulary.word_set("auxiliary", "people") for word in words)


def _is_headline(document: Document, before: Span, line: Span, names: Span) -> bool:
    """Whether a line below a name that is not all in capitals begins a headline in capitals, over the lines to come:
    it says what is feared or what became of somebody.
    """
    if not is_shouted(document.quote(line)) or is_shouted(document.quote(before)):
        return False
    below = (document.trimmed(one.span) for one in document.lines_in(Span(line.start, names.end)))
    headline = " ".join(takewhile(is_shouted, (document.quote(one) for one in below)))
    if len(headline.split()) < _FEWEST_WORDS_OF_HEADLINE:
        return False
    return names_concern(headline) or vocabulary.search(headline, "people", "status") is not None


_FEWEST_WORDS_OF_HEADLINE = 3


def _offset(document: Document, position: int) -> int:
    """How far into its line a character stands, a tab counting eight."""
    start = document.text.rfind("\n", 0, position) + 1
    return len(document.text[start:position].expandtabs())


def _label_end(document: Document, line: Span, column: int | None) -> int:
    """Past the country, region or label that stands before the first name of a line."""
    start = _behind_country(document, line)
    region = _REGION.match(document.text, start, line.end)
    start = region.end() if region else start
    label = _LABEL.match(document.text, start, line.end)
    if label and vocabulary.match(document.text[label.end() : line.end], "people", "status") is None:
        # "COUNTRY: CHAD" names nobody.
        return line.end if country_of(document.text[label.end() : line.end]) else label.end()
    if start == line.start and column is not None:
        return _behind_left_column(document, line, column)
    return start


def _behind_left_column(document: Document, line: Span, column: int) -> int:
    """Past words that stand left of the column in which the names do ("Nuevos      Ana Ruiz")."""
    for gap in compiled(r"\s{2,}").finditer(document.text, *line):
        if _offset(document, gap.end()) == column:
            return gap.end()
    return line.start


def _behind_country(document: Document, line: Span) -> int:
    start = behind_glued_country(document, line)
    if start > line.start:
        return start
    joints = vocabulary.word_set("conjunction", "officials")
    for place, _ in find_countries(document.as_read, line):
        gap = document.text[start : place.start].strip()
        if gap not in ("", "/", "(") and gap.casefold() not in joints and not _is_state_form(gap):
            break
        if _begins_name(document, place, line.end):
            break
        start = place.end
        behind = _BEHIND_COUNTRY.match(document.text, start, line.end)
        start = behind.end() if behind else start
    return start


def _is_state_form(text: str) -> bool:
    """Whether a text is what a state is, before its name ("COMMONWEALTH OF")."""
    return text.casefold() in vocabulary.word_set("state_forms", "places")


# Right behind a country's name in small letters: the rest of a person's name.
_REST_OF_NAME = compiled(r"[ ][^\W\d_][^\W\d_'\u2019-]")


def _begins_name(document: Document, country: Span, end: int) -> bool:
    """Whether a country's name at the start of a line is a person's first name ("Maurice Ngaikossi", "Chad Brown")."""
    if is_shouted(document.quote(country)):
        return False
    behind = _REST_OF_NAME.match(document.text, country.end, end)
    return behind is not None and behind.group()[1].isupper()


def countries_listed(document: Document, names: Span) -> Iterator[Span]:
    """Where the lines of a list of names begin with countries: what is named further behind is told of a person."""
    for line in document.lines_in(names):
        whole = document.trimmed(line.span)
        label = _LABEL.match(document.text, *whole)
        if label is not None and not find_countries(document.as_read, Span(*label.span())):
            whole = Span(label.end(), whole.end)
        end = _behind_country(document, whole) if whole.start < whole.end else whole.start
        if end > whole.start:
            yield Span(whole.start, end)


def behind_glued_country(document: Document, line: Span) -> int:
    """Past a country in capitals to which a lost tab glued the first name ("SUDANMoslih"), or past two countries."""
    glued = glued_country(document.quote(line))
    if glued:
        return line.start + glued
    pair = _two_countries(document, line)
    if pair is None:
        return line.start
    blanks = _BLANKS.match(document.text, pair[1].end, line.end)
    return blanks.end() if blanks else pair[1].end


_BLANKS = compiled(r"[ \t:]{0,80}")
_FIRST_CELL = compiled(r"[^\W\d_][^\W\d_ ]*(?:[ ][^\W\d_ ]+){0,3}(?=[ \t]{2}|[ ]?:|$)", re.MULTILINE)
_SHORTEST_COUNTRY = 4
_LONGEST_PAIR = 40


def _two_countries(document: Document, line: Span) -> tuple[Span, Span] | None:
    """The two countries that a line begins with where nothing stands between them ("KenyaUganda   Joseph Okot")."""
    cell = _FIRST_CELL.match(document.text, *line)
    if cell is None or len(cell.group()) > _LONGEST_PAIR or len(cell.group()) < 2 * _SHORTEST_COUNTRY:
        return None
    text = cell.group()
    for place in range(_SHORTEST_COUNTRY, len(text) - _SHORTEST_COUNTRY + 1):
        if not (text[place].isupper() and text[place - 1].isalpha()):
            continue
        if country_of(text[:place]) is not None and country_of(text[place:]) is not None:
            start = cell.start()
            return Span(start, start + place), Span(start + place, cell.end())
    return None


def glued_country(text: str) -> int:
    """How many characters of a text are a country in capitals, perhaps with a region, to which the first name is glued.

    0 where none is.
    """
    glued = _GLUED_COUNTRY.match(text)
    return glued.end() if glued and country_of(glued["country"]) else 0


def _brace(document: Document, line: Span) -> Span | None:
    """The brace of a line: one that stands apart, or a closing bracket at its end that nothing has opened."""
    apart = _BRACE.search(document.text, *line)
    if apart:
        return Span(*apart.span())
    single = compiled(r"(?<=\w) (?P<sign>[)}\]])(?=[ ]|$)").search(document.text, *line)
    if single:
        opening = "([{"[")]}".index(single["sign"])]
        opened, closed = (document.text.count(one, line.start, single.end()) for one in (opening, single["sign"]))
        if opened < closed:
            return Span(*single.span())
    text = document.quote(line)
    if text[-1:] in ")]}" and text.count("([{"[")]}".index(text[-1])]) < text.count(text[-1]):
        return Span(line.end - 1, line.end)
    return None


_NEAR_COLUMN = 2


def _in_column(document: Document, line: Span, columns: tuple[int, ...]) -> Span | None:
    """The wide gap before what goes on below the words behind a brace, where this line bears none; None elsewhere."""
    for gap in compiled(r"[ \t]{3,}").finditer(document.text, *line) if columns else ():
        if any(abs(_offset(document, gap.end()) - column) <= _NEAR_COLUMN for column in columns):
            return Span(*gap.span())
    return None


def _goes_on(document: Document, before: Span, span: Span, column: int | None) -> bool:
    """Whether a line goes on with the entry before it: behind a comma, small word or article, a bracket, indented."""
    last = document.quote(before)
    text = document.quote(span)
    at_least = vocabulary.match(text, "people", "at_least")
    if _joins_relatives(text) or what_behind_article(document, span) is not None:
        return False
    if text.split()[0] in vocabulary.word_set("entry_goes_on", "people") and at_least is None:
        return True
    if document.line_at(before.end) + 1 == document.line_at(span.start) and (_is_acronym_first(text) or _is_rest(text)):
        return True
    if (
        _goes_on_with_institution(last, text)
        or last[-1:] in ",/-"
        or last.split()[-1].casefold() in vocabulary.word_set("connector", "officials")
        or last.split()[-1] in vocabulary.word_set("article", "people")
    ):
        return True
    return column is not None and _offset(document, span.start) > column + 1


def _goes_on_with_institution(last: str, text: str) -> bool:
    """Whether a line begins with the noun of an institution whose adjectives end the line above ("of the Sudan |
    Organisation against Torture").
    """
    if text.split()[0].casefold() not in vocabulary.word_set("organization", "officials"):
        return False
    articles = vocabulary.word_set("article", "people")
    words = last.split()
    capitals = list(takewhile(lambda word: word[0].isupper() and word[-1].isalnum(), reversed(words)))
    before = words[-len(capitals) - 1 :][:1] if capitals else []
    return bool(before) and before[0] in articles


def _is_acronym_first(text: str) -> bool:
    """Whether a line opens with the letters of the name above it in brackets ("(CONAVIGUA), ...")."""
    return compiled(r"\([A-Z][A-Z-]{1,11}\)").match(text) is not None


def _joins_relatives(text: str) -> bool:
    """Whether a line adds those who belong to the people above it, whose names it does not give ("y sus hijos")."""
    first, _, rest = text.casefold().partition(" ")
    words = rest.split(" ")
    article = len(words) > 1 and words[0] in vocabulary.word_set("article", "people")
    joined = first in vocabulary.word_set("list_joint", "people")
    return joined and words[1 if article else 0] in vocabulary.word_set("possessive", "people")


def _is_rest(text: str) -> bool:
    """Whether a line that begins small is the rest of what is told of somebody, and no entry of its own.

    A name in it stands behind a small word that makes it a complement ("headman of Gursu").
    """
    words = text.split()
    capital = next((place for place, word in enumerate(words) if not word.strip("(\"'")[:1].islower()), len(words))
    if capital == 0 or (capital < len(words) and words[capital - 1] not in _small_words()):
        return False
    opening = vocabulary.word_set("list_joint", "people") | vocabulary.word_set("possessive", "people")
    opening |= vocabulary.word_set("number_word", "people") | vocabulary.word_set("article", "people")
    opening |= vocabulary.word_set("other_people", "people") | vocabulary.word_set("relation", "people")
    return words[0] not in opening and vocabulary.search(text, "people", "group") is None


def _small_words() -> frozenset[str]:
    return vocabulary.word_set("entry_goes_on", "people") | vocabulary.word_set("connector", "officials")


_CELL_NAME = compiled(r"[^\W\d_][^\d(),;:\n]*")
_CELL_AGE = compiled(r"\(?1?\d{1,2}\)?")


def is_age_cell(text: str) -> bool:
    """Whether a cell of a table holds an age and nothing else."""
    return _CELL_AGE.fullmatch(text) is not None or states_age(text)


def row_cells(document: Document, line: Span) -> tuple[Span, ...] | None:
    """The cells of a line of a table of people, the name first; None where it is no such line.

    Wide gaps, tabs or bars divide the columns; one behind the name holds an age. A number before the name is left out.
    """
    bounds = [line.start]
    for gap in compiled(r"(?:[ ]{2,}|[ ]*\t|[ ]\|)(?:[ \t]*\|)?[ \t]*").finditer(document.text, *line):
        bounds += [gap.start(), gap.end()]
    bounds.append(line.end)
    cells = [document.trimmed(Span(*pair), marks="|") for pair in zip(bounds[::2], bounds[1::2], strict=True)]
    cells = [cell for cell in cells if cell.start < cell.end]
    if len(cells) > _FEWEST_COLUMNS and compiled(r"\d{1,3}\.?").fullmatch(document.quote(cells[0])):
        cells = cells[1:]
    if len(cells) < _FEWEST_COLUMNS or not _CELL_NAME.fullmatch(document.quote(cells[0])):
        return None
    return tuple(cells) if any(is_age_cell(document.quote(cell)) for cell in cells[1:]) else None


_FEWEST_COLUMNS = 2


# A line of a list is no longer, and a name in it has at most so many words.
_LONGEST_ENTRY = 120
_ENTRY = compiled(
    r"(?P<name>[^\W\d_][\w.'\u2019-]*(?:[ ]{1,3}[\w.'\u2019\"\u201c\u201d-]+){1,7})"
    r"(?:[ ]?\((?P<note>[^()\n]{1,60})\))?(?:(?:[,;]|[ ][-\u2013\u2014])[ \t]{1,4}(?P<rest>[^\n]{1,100}))?"
)


def list_of_people(document: Document, span: Span) -> Span | None:
    """The first lines between gaps in `span` that are a list of people, each with an age, a gender, pronouns or "Mr".

    Such a list needs no country before it. Lines that go on in small letters ("und ihre Kinder") belong to it.
    """
    lines: list[Line] = []
    for line in [*document.lines_in(span), None]:
        if line is not None and document.quote(line.span).strip():
            lines.append(line)
            continue
        grouped = len(lines) > 1 and _begins_with_group(document, lines[0])
        listed = lines[1:] if grouped else lines
        if listed and all(_belongs_to_list(document, one, first=one is listed[0]) for one in listed):
            return Span(lines[0].start, lines[-1].end)
        lines = []
    return None


def _belongs_to_list(document: Document, line: Line, *, first: bool) -> bool:
    whole = document.trimmed(line.span)
    entry = document.trimmed(Span(_behind_country(document, whole), whole.end))
    text = document.quote(entry)
    return bool(text) and (_is_entry(document, entry) or (not first and (_is_companion(text) or _names_group(text))))


def _names_group(text: str) -> bool:
    """Whether a line begins with the word for a group ("Residents of the camp") and is no sentence."""
    named = vocabulary.match(text, "people", "group") is not None
    return named and len(text.split()) > 1 and ":" not in text and not text.endswith(".")


def _begins_with_group(document: Document, line: Line) -> bool:
    whole = document.trimmed(line.span)
    behind = _behind_country(document, whole)
    text = document.text[behind : whole.end].strip()
    return bool(text) and _counts_group(text)


def _counts_group(text: str) -> bool:
    """Whether the first line of a list, behind its country if one opens it, names a group by how many it is ("38 Roma
    families").
    """
    first = text.split()[0].casefold()
    counts = first.isdigit() or first in vocabulary.word_set("number_word", "people")
    return counts and vocabulary.search(text, "people", "group") is not None and not text.endswith(".")


def what_behind_article(document: Document, entry: Span) -> Span | None:
    """What an entry says somebody is between an article and the name ("Die | Anw\u00e4ltin Zeynep", "La | defensora de
    derechos humanos Luz Soto").
    """
    match = _behind_article().match(document.text, *entry)
    if match is None or match["what"].isupper():
        return None
    words = match["what"].split()
    if len(words) > 1 and vocabulary.search(match["what"], "people", "group") is not None:
        # "los habitantes de la vereda El Tigre"
        return None
    named = any(map(is_occupation, (words[0], words[-1]))) and can_stand_in_phrase(words[-1])
    return Span(*match.span("what")) if named else None


@cache
def _definite_articles() -> str:
    """The articles of each language that are no indefinite ones in it."""
    definite = (
        word
        for language in vocabulary.languages()
        for word in vocabulary.in_language("people", "article", language)
        if word not in vocabulary.in_language("people", "indefinite_article", language)
    )
    return vocabulary.any_of(definite)


@kept_pattern()
def _behind_article() -> str:
    """A noun phrase between an article and a name, and nothing but commas or brackets behind that. Group: what."""
    article = _definite_articles()
    small, name = r"[a-z\u00df-\u00ff][\w-]*", r"[^\W\d_a-z\u00df-\u00ff][\w.'\u2019-]*"
    return (
        rf"(?:(?i:{article})\s{{1,3}}|[Ll]['\u2019])(?P<what>[^\W\d_][\w-]*(?:\s{{1,3}}{small}){{0,6}}?)"
        rf"\s{{1,3}}{name}(?:\s{{1,3}}(?:[a-z]{{1,3}}\s{{1,3}}){{0,2}}{name}){{0,4}}(?=\s{{0,8}}(?:[,;(]|$))"
    )


def _is_entry(document: Document, line: Span) -> bool:
    """Whether a line is a name with an age, with a bracket for gender or pronouns, with "Mr" or with an article and
    what the person is, and no sentence.
    """
    text = document.quote(line)
    if what_behind_article(document, line) is not None and not text.endswith(".") and not reads_as_prose(text):
        return True
    marked = _NUMBER.match(text)
    entry = _ENTRY.fullmatch(text[marked.end() :] if marked else text)
    cells = row_cells(document, line) if entry is None else None
    if (entry is None and cells is None) or len(text) > _LONGEST_ENTRY or reads_as_prose(text):
        return False
    name = entry["name"] if entry else document.quote(*(cells or ())[:1])
    particles = vocabulary.word_set("name_particle", "officials") | vocabulary.word_set("list_joint", "people")
    words = name.split()
    if len(words) < _FEWEST_COLUMNS or any(word[0].islower() and word.casefold() not in particles for word in words):
        return False
    if is_banner(text) or is_number_line(text):
        return False
    rest = entry["rest"] or "" if entry else ""
    if rest and (marked or DASH.search(text)) and any(map(is_occupation, rest.split())):
        return True
    return entry is None or states_person(entry["note"] or "") or _tells_age(rest) or _is_courteous(name, rest)


def _is_courteous(name: str, rest: str) -> bool:
    """Whether a name is printed behind "Mr" and the like in capitals, or before what the person is ("Frau ANA RUIZ",
    "Herr Luis Paz, Bauer").
    """
    first, *names = name.split()
    told = is_shouted(names[-1]) or any(map(is_occupation, rest.split()))
    return first.casefold() in vocabulary.word_set("courtesy", "officials") and len(names) > 1 and told


def tells_status(text: str) -> bool:
    """Whether words behind names only say what became of those named ("detenidos", "both in custody")."""
    return _status().fullmatch(text.strip(" .,;")) is not None


@kept_pattern(re.IGNORECASE)
def _status() -> str:
    everybody = vocabulary.expression("people", "all_of_them")
    status = vocabulary.expression("people", "status", "status_of_several")
    joint = vocabulary.expression("people", "list_joint")
    return rf"(?:{everybody}\s{{1,3}})?{status}(?:\s{{1,3}}{joint}\s{{1,3}}{status})?"


def is_name_alone(text: str) -> bool:
    """Whether a line is one person's name with the surname alone in capitals, or "Mr" and the like before it, and
    perhaps behind a comma what the person is ("Ana RUIZ", "Frau RUIZ, Lehrerin").
    """
    words = text.partition(",")[0].split()
    if not 1 < len(words) <= _MOST_NAMES or not all(word[0].isupper() and _NAME.fullmatch(word) for word in words):
        return False
    if not is_shouted(words[-1]):
        return False
    return words[0].casefold() in vocabulary.word_set("courtesy", "officials") or not is_shouted(words[0])


_MOST_NAMES = 5
_NAME = compiled(r"[^\W\d_][^\W\d_'\u2019-]*(?:['\u2019-][^\W\d_]+)*")


def states_person(note: str) -> bool:
    """Whether a bracket holds nothing but a gender or pronouns, or an age."""
    keys = ("female", "male", "pronoun_female", "pronoun_male", "pronoun_other")
    known = frozenset().union(*(vocabulary.word_set(key, "people") for key in keys))
    words = [word for word in compiled(r"[\s/,]+").split(note.casefold()) if word]
    return is_age_cell(note) or (bool(words) and all(word in known for word in words))


def _tells_age(rest: str) -> bool:
    """Whether one of the parts behind a name is an age with its unit ("45 Jahre", "22-jähriger Student")."""
    parts = compiled(rf"\s{{0,3}}(?:[,;]|(?=\()|{DASH.pattern})\s{{0,3}}").split(rest)
    # Figures alone are an age right behind the name.
    bare = _CELL_AGE.fullmatch(parts[0]) is not None
    return bare or any(states_age(part) or tells_age_and_more(part) for part in parts)


def states_age(part: str) -> bool:
    """Whether what stands between two commas of an entry is an age and nothing else ("de 31 años", "aged 34")."""
    return _age_alone(holds_number_word(part)).fullmatch(part) is not None


@kept_pattern(re.IGNORECASE)
def _age_alone(in_words: bool) -> str:
    aged = vocabulary.expression("people", "age_word")
    old = vocabulary.expression("people", "year_old")
    number = figures_or_word(in_words=in_words)
    before = vocabulary.alternatives("people", "before_age")
    return rf"\s{{0,3}}(?:{aged}\s{{1,3}}{number}(?:\s{{1,2}}{old})?|(?:{before}\s)?{number}\s{{1,2}}{old})\s{{0,3}}"


def tells_age_and_more(part: str) -> bool:
    """Whether a part of an entry is a noun with an age before it ("22-year-old student")."""
    return _aged_noun(holds_number_word(part)).fullmatch(part) is not None


@kept_pattern(re.IGNORECASE)
def _aged_noun(in_words: bool) -> str:
    old = vocabulary.expression("people", "year_old")
    return rf"\s{{0,3}}{figures_or_word(in_words=in_words)}-{old}(?:\s{{1,3}}[\w'\u2019-]{{2,24}}){{1,5}}\s{{0,3}}"


def _is_companion(text: str) -> bool:
    """Whether a line goes on with a list in small letters, and is no sentence."""
    return text[0].islower() and len(text) <= _LONGEST_ENTRY and not text.endswith(".")


def country_spans(document: Document, names: Span) -> Iterator[Span]:
    """The countries in capitals to which a lost tab glued a name, and those that are glued to each other."""
    for line in document.lines_in(names):
        span = document.trimmed(line.span)
        pair = _two_countries(document, span) if span.start < span.end else None
        if pair is not None:
            yield from pair
            continue
        end = behind_glued_country(document, span) if span.start < span.end else span.start
        if end > span.start:
            region = document.text.find("/", span.start, end)
            yield Span(span.start, end if region < 0 else region)
