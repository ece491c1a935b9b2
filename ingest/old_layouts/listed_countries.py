"""What stands before the names of a list: countries, their regions and labels, also glued or divided over lines."""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from ingest.places import country_of, find_countries
from ingest.shapes import is_shouted

# A longer one ends in a small letter, as no name does ("Nueva persona en peligro:").
_LABEL = compiled(r"(?:(?:[^\W\d_]+\s){0,2}[^\W\d_]+|(?:[^\W\d_]+\s){3,4}[^\W\d_A-Z\u00c0-\u00de]+)[ ]?:\s{1,24}")
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
        offset = document.column_at(cells[0].start)
        for count in range(len(cells), 1, -1):
            pieces = cells[:count]
            if not all(is_shouted(document.quote(cell)) for cell in pieces):
                continue
            if any(document.column_at(cell.start) != offset for cell in pieces):
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


def behind_cell(document: Document, line: Span, cell: Span) -> int:
    """Where the first name of a line begins behind a piece of the country's name."""
    behind = _BEHIND_COUNTRY.match(document.text, cell.end, line.end)
    return behind.end() if behind else cell.end


def behind_label(document: Document, line: Span, column: int | None) -> int:
    """Past the country, region or label that stands before the first name of a line."""
    start = behind_country(document, line)
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
        if document.column_at(gap.end()) == column:
            return gap.end()
    return line.start


def behind_country(document: Document, line: Span) -> int:
    """Past the countries that a line begins with, and the region, sign and blanks behind them."""
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
        end = behind_country(document, whole) if whole.start < whole.end else whole.start
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
