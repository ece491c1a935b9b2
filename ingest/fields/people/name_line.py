"""The people of the name line ("NAME AND PRONOUN:", "Name:"), each with its bracket or the gender stated for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.anonymous import letters_alone
from ingest.fields.people.entry_notes import states_age, tells_age_and_more
from ingest.fields.people.listed_entry import BRACKET_NOTE, listed_person
from ingest.fields.people.named import Named, is_group, states_gender
from ingest.fields.people.noun_phrases import is_occupation
from ingest.fields.people.personal_titles import behind_titles
from ingest.fields.people.relatives import kinship_alone, kinship_before_name
from ingest.kept_patterns import compiled, kept_pattern
from ingest.old_layouts.name_list import name_entries
from ingest.old_layouts.people_lines import list_of_people
from ingest.paragraphs import fills_its_line, paragraphs
from ingest.sections import Sectioned
from ingest.shapes import is_office_line, reads_as_prose
from models import SectionKind


@kept_pattern()
def _joint() -> str:
    return rf"[,;\n]|\s{vocabulary.alternatives('officials', 'conjunction')}\s"


def name_line(sectioned: Sectioned) -> Iterator[Named]:
    """The names of the name line, each with its bracket, or with what the line for the gender says of it."""
    document = sectioned.document
    for body in sectioned.bodies(SectionKind.SUBJECT_NAMES):
        label = _gender_label().search(document.text, *body)
        genders = _genders(document, Span(*label.span("value"))) if label else []
        named: list[Named] = []
        pronouns = pronoun_line().search(document.text, *body)
        end = min(found.start() if found else body.end for found in (label, pronouns))
        listed = _listed_below_label(document, Span(body.start, end))
        if listed:
            yield from listed
            continue
        for one in _names_of_line(document, Span(body.start, end)):
            if states_gender(document.quote(one.span)):
                genders.append(one.span)
            else:
                named.append(one)
        for index, one in enumerate(named):
            stated = genders[index] if len(genders) == len(named) else genders[0] if len(genders) == 1 else None
            yield _with_gender(document, one, stated) if stated else one


def _with_gender(document: Document, one: Named, stated: Span) -> Named:
    """A name with the gender that the line for it states; a bracket that tells another name, or an age, is kept."""
    if one.note is None:
        return replace(one, note=stated)
    note = document.quote(one.note)
    told = states_age(note) or note.isdigit() or vocabulary.match(note, "people", "also_known_as") is not None
    return replace(one, note=stated, rest=(one.note, *one.rest)) if told else one


def _listed_below_label(document: Document, body: Span) -> list[Named]:
    """The people behind the label of names, where each has a line with a gender or an age, and what he is."""
    found = list_of_people(document, body)
    if found is None or found.end < document.trimmed(body).end or "\n" not in document.quote(document.trimmed(found)):
        return []
    named = [listed_person(document, entry) for entry in name_entries(document, found)]
    return [one for one in named if one is not None]


@kept_pattern(re.IGNORECASE | re.MULTILINE)
def pronoun_line() -> str:
    """A line of its own, or two, with a label and pronouns. Group: value."""
    label = vocabulary.alternatives("people", "pronoun_label")
    colon = r"[ \t*_]{0,3}[:\uff1a][ \t*_]{0,3}"
    return rf"^[ \t*_\u2022-]{{0,8}}(?:{label}){colon}\n?[ \t]{{0,12}}(?P<value>[^\n:]{{1,60}})$"


def _names_of_line(document: Document, body: Span) -> Iterator[Named]:
    for span in _entries(document, body):
        if _ends_name_line(document.quote(span)):
            return
        for named in _with_what_follows(document, _with_kinship(document, list(_names_in(document, span)))):
            if not _can_be_name(document.quote(named.span)):
                return
            yield named


def _with_kinship(document: Document, named: Sequence[Named]) -> Iterator[Named]:
    """The names, each without the words for a kinship before it, which are said of it ("his wife, | Rosa")."""
    relation: Span | None = None
    for before, one, following in zip((None, *named), named, (*named[1:], None), strict=False):
        kin = kinship_before_name(document.text, one.span)
        if kin is not None:
            yield replace(one, span=Span(kin[1], one.span.end), relation=kin[0])
            continue
        if following is not None and _stands_before_name(document, before, one, following):
            relation = one.span
            continue
        yield replace(one, relation=relation) if relation else one
        relation = None


def _stands_before_name(document: Document, before: Named | None, one: Named, following: Named) -> bool:
    """Whether words for a kinship between commas are said of the first name behind them, and not of the name before."""
    alone = kinship_alone(document.text, one.span)
    if alone is None or alone.age is not None or one.note is not None:
        return False
    first_name = len(document.quote(following.span).split()) == 1 and document.quote(following.span)[:1].isupper()
    return first_name and (before is None or len(document.quote(before.span).split()) > 1)


def _with_what_follows(document: Document, named: Iterable[Named]) -> Iterator[Named]:
    """The names; an age, another name or a noun for what somebody is goes with the name that it stands behind."""
    last: Named | None = None
    for one in named:
        if last is not None and _tells_of_one(document.quote(one.span)):
            last = replace(last, note=last.note or one.note, rest=(*last.rest, one.span))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _tells_of_one(part: str) -> bool:
    """Whether a part of the name line tells of the person named before it ("29 years old", "known as Beto")."""
    if states_age(part) or tells_age_and_more(part) or vocabulary.match(part, "people", "also_known_as"):
        return True
    words = part.split()
    # "treasurer of a union" is one, "members of a union" are several.
    one = not is_group(part) or (is_occupation(words[0]) and not is_group(words[0]))
    return words[0][0].islower() and one and any(is_occupation(word) for word in words[:_FIRST_WORDS])


# A noun for what somebody is stands among so many words at the start of what is told.
_FIRST_WORDS = 3


_MOST_ENTRIES = 12


def _entries(document: Document, body: Span) -> Iterator[Span]:
    """The paragraphs of the name line; in a narrow column a name goes on in the next line."""
    entry: Span | None = None
    for group in paragraphs(document, body)[:_MOST_ENTRIES]:
        if entry is not None and _goes_on(document, entry, group.span):
            entry = Span(entry.start, group.span.end)
            continue
        if entry is not None:
            yield entry
        entry = group.span
    if entry is not None:
        yield entry


def _goes_on(document: Document, entry: Span, following: Span) -> bool:
    """Whether an entry breaks off at the end of a full line, and goes on right below."""
    before, line = (document.lines[document.line_at(offset)] for offset in (entry.end - 1, following.start))
    if entry.end == entry.start or line.start - before.end > 1:
        return False
    return document.text[entry.end - 1].isalnum() and fills_its_line(document, document.lines, before, line)


def _genders(document: Document, value: Span) -> list[Span]:
    """The words that state a gender behind the label for it, up to the first other word."""
    found: list[Span] = []
    for word in compiled(r"[^\W\d_]+").finditer(document.text, *value):
        if states_gender(word.group()):
            found.append(Span(*word.span()))
        elif word.group().casefold() not in _before_gender():
            break
    return found


def _before_gender() -> frozenset[str]:
    """Words that may stand before one that states a gender ("m and f", "all f")."""
    return vocabulary.word_set("list_joint", "people") | vocabulary.word_set("article", "people")


_LABELLED = compiled(r"(?:[^\W\d_]+[ ]){0,3}[^\W\d_]+[ ]?:\s")


_LONGEST_NAME = 10


# What somebody is may stand before the name ("human rights lawyer Ana Ruiz").
_MOST_SMALL_WORDS = 3


def _ends_name_line(text: str) -> bool:
    """Whether a paragraph behind the name line names nobody: it has a label of its own, tells something or gives an
    office's ways to be reached.
    """
    return _LABELLED.match(text) is not None or reads_as_prose(text) or is_office_line(text)


def _can_be_name(text: str) -> bool:
    """Whether a part of the name line can name somebody: a few words, one of them with a capital, or a group."""
    words = text.split()
    if len(words) > _LONGEST_NAME or compiled(r"[@|\u00a9:]|https?").search(text) or text[:1] in "([":
        return False
    if is_group(text):
        return True
    particles = vocabulary.word_set("name_particle", "officials") | vocabulary.word_set("connector", "officials")
    small = [word for word in words if word[0].islower() and word.rstrip(".") not in particles and "-" not in word]
    if small and not (len(small) <= _MOST_SMALL_WORDS and is_occupation(small[-1])):
        return False
    # The sign of a letter may stand before the first one ("'Abdul-Hadi").
    return any((bare := word.lstrip("'`") or word)[0].isupper() or not bare[0].isascii() for word in words)


@cache
def _gender_label() -> re.Pattern[str]:
    label = vocabulary.expression("people", "gender_label")
    return compiled(
        rf"(?:^|\s)[ \t]{{0,8}}{label}[ \t]{{0,3}}:[ \t]{{0,3}}(?P<value>[^\n]{{1,40}})", re.IGNORECASE | re.MULTILINE
    )


def _names_in(document: Document, span: Span) -> Iterator[Named]:
    start = span.start
    for match in BRACKET_NOTE.finditer(document.text, *span):
        names = list(_split_names(document, Span(start, match.start())))
        for name in names[:-1]:
            yield Named(name)
        if names:
            yield Named(names[-1], Span(*match.span("note")))
        start = match.end()
    for name in _split_names(document, Span(start, span.end)):
        yield Named(name)


def _split_names(document: Document, span: Span) -> Iterator[Span]:
    start = span.start
    for match in [*_joint().finditer(document.text, *span), None]:
        end = match.start() if match else span.end
        if match and not match.group().strip() and _goes_on(document, Span(start, end), Span(match.end(), span.end)):
            continue
        part = document.trimmed(Span(start, end), marks=".,;:-\u2013|\u2022")
        start = match.end() if match else span.end
        text = document.quote(part)
        if letters_alone(document, part) is None and not _may_name(text):
            continue
        quoted = _QUOTED.fullmatch(text)
        yield Span(part.start + (1 if quoted else behind_titles(text)), part.end - (1 if quoted else 0))


def _may_name(text: str) -> bool:
    """Whether a part of the name line is long enough to name somebody, and not too long, and no small word."""
    letters = compiled(r"[^\W\d_]{2}").search(text) is not None
    return (
        letters and len(text) <= _LONGEST_PART and text.casefold() not in vocabulary.word_set("connector", "officials")
    )


_LONGEST_PART = 120


# A name that the document puts in quotation marks as it is not the real one.
_QUOTED = compiled(r"[\"\u201c\u00ab\u201e][^\"\u201c\u201d\u00ab\u00bb]+[\"\u201d\u00bb\u201c]")
