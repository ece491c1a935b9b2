"""Lines that each name a person, and say so without a country before them: with an age, a gender, a title."""

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields.people.entry_notes import DASH, is_age_cell, states_person, tells_age
from ingest.fields.people.noun_phrases import is_occupation, what_behind_article
from ingest.kept_patterns import compiled
from ingest.old_layouts.entry_lines import ENTRY_NUMBER
from ingest.old_layouts.listed_countries import behind_country
from ingest.shapes import is_banner, is_number_line, is_shouted, reads_as_prose

_CELL_NAME = compiled(r"[^\W\d_][^\d(),;:\n]*")


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
_FEWEST_NAMES = 2
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
    entry = document.trimmed(Span(behind_country(document, whole), whole.end))
    text = document.quote(entry)
    return bool(text) and (_is_entry(document, entry) or (not first and (_is_companion(text) or _names_group(text))))


def _names_group(text: str) -> bool:
    """Whether a line begins with the word for a group ("Residents of the camp") and is no sentence."""
    named = vocabulary.match(text, "people", "group") is not None
    return named and len(text.split()) > 1 and ":" not in text and not text.endswith(".")


def _begins_with_group(document: Document, line: Line) -> bool:
    whole = document.trimmed(line.span)
    behind = behind_country(document, whole)
    text = document.text[behind : whole.end].strip()
    return bool(text) and _counts_group(text)


def _counts_group(text: str) -> bool:
    """Whether the first line of a list, behind its country if one opens it, names a group by how many it is ("38 Roma
    families").
    """
    first = text.split()[0].casefold()
    counts = first.isdigit() or first in vocabulary.word_set("number_word", "people")
    return counts and vocabulary.search(text, "people", "group") is not None and not text.endswith(".")


def _is_entry(document: Document, line: Span) -> bool:
    """Whether a line is a name with an age, with a bracket for gender or pronouns, with "Mr", with an article and what
    the person is, or with whose relative he is ("Ana Ruiz, his wife"), and no sentence.
    """
    text = document.quote(line)
    if what_behind_article(document, line) is not None and not text.endswith(".") and not reads_as_prose(text):
        return True
    marked = ENTRY_NUMBER.match(text)
    entry = _ENTRY.fullmatch(text[marked.end() :] if marked else text)
    cells = row_cells(document, line) if entry is None else None
    if (entry is None and cells is None) or len(text) > _LONGEST_ENTRY or reads_as_prose(text) or _tells(text):
        return False
    name = entry["name"] if entry else document.quote(*(cells or ())[:1])
    particles = vocabulary.word_set("name_particle", "officials") | vocabulary.word_set("list_joint", "people")
    words = name.split()
    if len(words) < _FEWEST_NAMES or any(word[0].islower() and word.casefold() not in particles for word in words):
        return False
    if is_banner(text) or is_number_line(text):
        return False
    rest = entry["rest"] or "" if entry else ""
    if rest and (marked or DASH.search(text)) and any(map(is_occupation, rest.split())):
        return True
    told = entry is None or states_person(entry["note"] or "") or tells_age(rest) or _is_courteous(name, rest)
    return told or rest.partition(" ")[0].casefold() in vocabulary.word_set("possessive", "people")


def _tells(text: str) -> bool:
    """Whether a line is a sentence with a verb ("Ana Ruiz, aged 34, was arrested."), however short."""
    words = text.casefold().split()
    return text.endswith(".") and not vocabulary.word_set("auxiliary", "people").isdisjoint(words)


def _is_courteous(name: str, rest: str) -> bool:
    """Whether a name is printed behind "Mr" and the like in capitals, or before what the person is ("Frau ANA RUIZ",
    "Herr Luis Paz, Bauer").
    """
    first, *names = name.split()
    told = is_shouted(names[-1]) or any(map(is_occupation, rest.split()))
    return first.casefold() in vocabulary.word_set("courtesy", "officials") and len(names) > 1 and told


def is_name_alone(text: str) -> bool:
    """Whether a line is one person's name with a surname in capitals behind the first name, or "Mr" and the like before
    it, and perhaps behind a comma what the person is ("Ana RUIZ Paz", "Frau RUIZ, Lehrerin").
    """
    words = text.partition(",")[0].split()
    if not 1 < len(words) <= _MOST_NAMES or not all(word[0].isupper() and _NAME.fullmatch(word) for word in words):
        return False
    courteous = words[0].casefold() in vocabulary.word_set("courtesy", "officials")
    if not any((courteous or len(word) > _LONGEST_ACRONYM) and is_shouted(word) for word in words[1:]):
        return False
    return courteous or not is_shouted(words[0])


_MOST_NAMES = 5
_LONGEST_ACRONYM = 3
_NAME = compiled(r"[^\W\d_][^\W\d_'\u2019-]*(?:['\u2019-][^\W\d_]+)*")


def _is_companion(text: str) -> bool:
    """Whether a line goes on with a list in small letters, and is no sentence."""
    return text[0].islower() and len(text) <= _LONGEST_ENTRY and not text.endswith(".")
