"""Who the document is about: the names in the name line, in an old header's list, or in headline and lead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.ages import behind_age
from ingest.fields.joint_entries import Part, parts_of_entry
from ingest.fields.noun_phrases import is_occupation, phrase_behind, with_bracket
from ingest.fields.official_names import split_courtesy
from ingest.fields.relatives import kinship_alone, kinship_before_name, relative_in_full, relatives_in
from ingest.fields.shared_surnames import SharedSurname, shared_surnames
from ingest.fields.spellings import spelled
from ingest.kept_patterns import compiled, kept_pattern
from ingest.name_list import (
    DASH,
    DASHES,
    Entry,
    is_age_cell,
    is_dateline,
    list_of_people,
    name_entries,
    row_cells,
    states_age,
    tells_age_and_more,
    tells_status,
)
from ingest.old_header import find_old_header
from ingest.paragraphs import fills_its_line, paragraphs, sentences
from ingest.places import country_of
from ingest.sections import Sectioned
from ingest.shapes import is_office_line, reads_as_prose
from models import SectionKind


@dataclass(frozen=True, slots=True)
class Named:
    """A name at the place that presents it, and the bracket behind it."""

    span: Span
    note: Span | None = None
    rest: tuple[Span, ...] = ()
    """What follows the name in a list: age and occupation."""
    shared: tuple[Span, ...] = ()
    """What a list says of this name and its neighbours together."""
    relation: Span | None = None
    """What stands before the name in a list and says whose relative the person is ("his nephew")."""
    title: Span | None = None
    """A title before the name in a list that says what the person is ("Captain")."""
    surname: Span | None = None
    """The surname that stands behind somebody else's first name ("the brothers Ana and Luis | Ruiz")."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the name stands, with the surname shared with others."""
        return (self.span, *((self.surname,) if self.surname else ()))

    def printed(self, document: Document) -> str:
        """The name as it is printed."""
        return plain(document.quote(*self.spans))


_NOTE = compiled(r"\((?P<note>[^()\n]{1,60})\)")


@kept_pattern()
def _joint() -> str:
    return rf"[,;\n]|\s{vocabulary.alternatives('officials', 'conjunction')}\s"


def named_people(sectioned: Sectioned, officials: Sequence[str]) -> list[Named]:
    """Those whom the name line names, or else an old header's list, or else headline and lead; no official."""
    document = sectioned.document
    named = list(_name_line(sectioned)) or list(_listed_names(sectioned)) or list(_lead_names(sectioned, officials))
    named = _those_listed_below(sectioned, named)
    once: dict[str, Named] = {}
    for one in named:
        name = one.printed(document)
        if not any(name.casefold() == official.casefold() for official in officials):
            once.setdefault(name.casefold(), one)
    return list(once.values())


def is_group(name: str) -> bool:
    """Whether a name is that of a group: it holds a word for one, or a number."""
    return bool(vocabulary.pattern("people", "group").search(name)) or _counts(name.casefold().split()[:1])


def behind_titles(text: str) -> int:
    """How many characters of "Dr", "Father", "Captain" and the like open a name, those of clergy and army only before
    two words or more.
    """
    start = split_courtesy(text)
    match = _titles().match(text, start)
    opens = text[start].isupper() or text[start + 1] in "'\u2019" if match else False
    if match is None or not opens or len(text[match.end() :].split()) < 2:
        return start
    return match.end() + split_courtesy(text[match.end() :])


@kept_pattern(re.IGNORECASE)
def _titles() -> str:
    titles = vocabulary.expression("people", "title", "title_or_occupation")
    rank = vocabulary.expression("officials", "rank")
    return rf"(?:(?:{titles}|{rank})\.?\s{{1,3}}){{1,2}}"


def _telling_title(document: Document, name: Span, end: int) -> Span | None:
    """A title before a name that says what the person is ("Imam", "Pastor"), where it is written out."""
    title = document.trimmed(Span(name.start, name.start + end))
    quote = document.quote(title)
    told = vocabulary.word_set("title_or_occupation", "people")
    return title if quote.casefold() in told and not quote.endswith(".") and len(quote) > _LONGEST_SHORT_TITLE else None


_LONGEST_SHORT_TITLE = 4


def _name_line(sectioned: Sectioned) -> Iterator[Named]:
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
            if _states_gender(document.quote(one.span)):
                genders.append(one.span)
            else:
                named.append(one)
        for index, one in enumerate(named):
            stated = genders[index] if len(genders) == len(named) else genders[0] if len(genders) == 1 else None
            yield replace(one, note=stated) if one.note is None and stated else one


def _listed_below_label(document: Document, body: Span) -> list[Named]:
    """The people behind the label of names, where each has a line with a gender or an age, and what he is."""
    found = list_of_people(document, body)
    if found is None or found.end < document.trimmed(body).end or "\n" not in document.quote(document.trimmed(found)):
        return []
    named = [_listed(document, entry) for entry in name_entries(document, found)]
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
        if _states_gender(word.group()):
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
    return any(word[0].isupper() or not word[0].isascii() for word in words)


@cache
def _gender_label() -> re.Pattern[str]:
    label = vocabulary.expression("people", "gender_label")
    return compiled(
        rf"(?:^|\s)[ \t]{{0,8}}{label}[ \t]{{0,3}}:[ \t]{{0,3}}(?P<value>[^\n]{{1,40}})", re.IGNORECASE | re.MULTILINE
    )


def _states_gender(text: str) -> bool:
    return text.casefold() in vocabulary.word_set("female", "people") | vocabulary.word_set("male", "people")


_LIST_NAME = compiled(r"(?P<name>[^(),;:\n]{2,90})")


def _listed_names(sectioned: Sectioned) -> Iterator[Named]:
    """The names in the list below the number of a 1973-2008 header, or elsewhere in a header, a line each."""
    document = sectioned.document
    headers = [Span(part.start, part.end) for part in sectioned.of(SectionKind.HEADER)]
    old = find_old_header(document, headers[0]) if headers else None
    if old is None and len(headers) > 1:
        # A headline may part the number's lines from those above.
        old = find_old_header(document, headers[1])
        old = old if old is not None and old.headline else None
    below = (list_of_people(document, header) for header in headers) if old is None else ()
    listed = old.listed if old else next((found for found in below if found is not None), None)
    for entry in _each_named(document, name_entries(document, listed)) if listed else ():
        several = parts_of_entry(document, entry.spans[0]) if len(entry.spans) == 1 else []
        if several:
            yield from _each_part(document, entry, several)
            continue
        members = list(_members(document, entry))
        named = None if members or _names_those_above(document, entry) else _listed(document, entry)
        yield from members or ([named] if named is not None else [])


def _each_part(document: Document, entry: Entry, several: Sequence[Part]) -> Iterator[Named]:
    """The people of an entry that names several."""
    for part in several:
        shared = (part.shared,) if part.shared else entry.shared
        named = _listed(document, Entry((part.span,), shared))
        if named is not None:
            told = (part.age, *named.rest) if part.age else named.rest
            yield replace(named, rest=told, surname=part.surname)


def _each_named(document: Document, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries; one that names somebody's relative too is two.

    "Luis Soto (31), his wife Elena (29)", "Luis Soto and his wife Elena Soto"
    """
    for entry in entries:
        first = entry.spans[0]
        start = first.start
        for relative in relatives_in(document.text, first):
            before = document.text[start : relative.relation.start].rstrip() if relative.relation else ""
            joined = _joint_at_end().search(before)
            if relative.relation is not None and joined is not None and joined.start() > 0:
                yield Entry((Span(start, start + joined.start()),), entry.shared)
                start = relative.relation.start
        joined_relative = relative_in_full(document.text, Span(start, first.end))
        if joined_relative is not None:
            yield Entry((Span(start, joined_relative[0]),), entry.shared)
            start = joined_relative[1]
        yield replace(entry, spans=(Span(start, first.end), *entry.spans[1:]))


@kept_pattern()
def _joint_at_end() -> str:
    return rf"(?:,|,?\s{vocabulary.expression('people', 'list_joint')})$"


def _those_listed_below(sectioned: Sectioned, told: list[Named]) -> list[Named]:
    """The people whom a list below the lead names, where the lead only tells how many they are; or else those told."""
    document = sectioned.document
    groups = [one for one in told if is_group(document.quote(one.span))]
    others = [one.span.start for one in told if one not in groups]
    for body in sectioned.bodies(SectionKind.SUMMARY):
        if not all(body.start <= start < body.end for start in others):
            continue
        found = list_of_people(document, body)
        if found is None or not all(found.start <= start < found.end for start in others):
            continue
        listed = [_listed(document, entry) for entry in name_entries(document, found)]
        named = [one for one in listed if one is not None]
        if len(named) > 1:
            return [*(group for group in groups if not _counts_names(document, group, len(named))), *named]
    return told


def _names_those_above(document: Document, entry: Entry) -> bool:
    """Whether an entry only means those that the list has named before it ("all of the above")."""
    above = vocabulary.pattern("people", "those_above")
    return above.fullmatch(document.quote(entry.spans[0]).strip(" .")) is not None


_MEMBER = r"[^\W\d_a-z][\w'\u2019-]*(?:\s[^\W\d_a-z][\w'\u2019-]*){0,3}\s?\(\d{1,2}(?:,\s[^(),]{2,40})?\)"


def _name_end(document: Document, entry: Span) -> int:
    """Where the name of an entry ends at the latest: before a dash behind which it says what the person is."""
    dash = DASH.search(document.text, *entry)
    return dash.start() if dash else entry.end


def _members(document: Document, entry: Entry) -> Iterator[Named]:
    """The names behind a group, each with its age in brackets ("two of his sons, Sani (16) and Ali (14)"); if any."""
    joint = vocabulary.expression("people", "list_joint")
    names = rf"(?P<names>{_MEMBER}(?:(?:,?\s(?:{joint})\s|,\s{{1,3}}){_MEMBER}){{1,12}})[.;]?"
    text, first = document.text, entry.spans[0]
    named = compiled(rf"[^,:()\n]{{3,60}}[,:]\s{{1,3}}{names}").fullmatch(text, *first)
    if named is None or not is_group(text[first.start : named.start("names")]):
        kin = (noun for noun in compiled(r"[^\W\d_]+(?=\s)").finditer(text, *first) if _is_plural_of_kin(noun.group()))
        behind = (compiled(rf"\s{{1,3}}{names}").fullmatch(text, noun.end(), first.end) for noun in kin)
        named = next((found for found in behind if found is not None), None)
    if named is None:
        return
    for one in compiled(r"(?P<name>[^\W\d_a-z][^(),]*?)\s?\((?P<age>\d{1,2})(?:,\s(?P<what>[^()]+))?\)").finditer(
        text, *named.span("names")
    ):
        told = [Span(*one.span(key)) for key in ("age", "what") if one[key]]
        yield Named(Span(*one.span("name")), None, tuple(told))


def _in_columns(document: Document, entry: Entry, first: Span) -> Named | None:
    """The name, and the gender, age and occupation that stand in columns of their own behind it."""
    cells = row_cells(document, first)
    if cells is None:
        return None
    name, *told = cells
    further = entry.spans[1:]
    if further and _stands_below(document, told[-1], further[0]):
        told[-1] = Span(told[-1].start, further[-1].end)
    ages = [document.trimmed(cell, marks="()") for cell in told if is_age_cell(document.quote(cell))]
    note = next((cell for cell in told if _states_gender(document.quote(cell))), None)
    texts = [
        cell for cell in told if cell != note and len(quote := document.quote(cell)) > 1 and not is_age_cell(quote)
    ]
    what = [cell for cell in texts if any(map(is_occupation, document.quote(cell).split()))] or texts
    start = name.start + behind_titles(document.quote(name))
    return Named(Span(start, name.end), note, (*ages, *what[:1]), entry.shared)


_NEAR_COLUMN = 2


def _stands_below(document: Document, cell: Span, further: Span) -> bool:
    """Whether what an entry goes on with stands in the column of a cell."""

    def offset(position: int) -> int:
        line = document.text[document.text.rfind("\n", 0, position) + 1 : position]
        return len(line.expandtabs())

    return abs(offset(cell.start) - offset(further.start)) <= _NEAR_COLUMN


def _heads_columns(text: str) -> bool:
    """Whether words only say what stands below them in columns ("Name   Age   Occupation")."""
    heads = vocabulary.word_set("column_head", "people")
    words = text.casefold().split()
    return len(words) > 1 and all(word.strip(".:") in heads for word in words)


def _listed(document: Document, entry: Entry) -> Named | None:
    """The name that an entry begins with, its bracket, and the rest of the entry; None where it names nobody."""
    first = _behind_former_title(document, _without_joint(document, entry.spans[0]))
    if is_dateline(document, first):
        return None
    row = _in_columns(document, entry, first)
    if row is not None or _heads_columns(document.quote(first)):
        return row
    alone = kinship_alone(document.text, first)
    if _tells_concern(document.quote(first)) or tells_status(document.quote(first)):
        return None
    if alone is not None:
        return Named(alone.name, None, (alone.age,), entry.shared) if alone.age else None
    kin = kinship_before_name(document.text, first)
    if kin is not None and kin[0] is not None:
        first = Span(kin[1], first.end)
    match = _LIST_NAME.match(document.text, first.start, _name_end(document, first))
    if match is None or not compiled(r"[^\W\d_]{2}").search(match.group()):
        return None
    words = match.group().casefold().split()
    group = is_group(document.quote(first))
    relation = kin[0] if kin else None
    relation = relation or (None if group and _counts(words) else _relation(document, Span(*match.span("name"))))
    several = group and (_counts(words) or (kin is None and _is_several_of_theirs(words)))
    if words[0] in vocabulary.word_set("possessive", "people") and not several and not relation:
        return None
    name = Span(*match.span("name"))
    column = compiled(r"[ \t]{3,}(?=[a-z\u00df-\u00ff])").search(document.text, *name)
    if column is not None and not group:
        # What somebody is stands in a column of its own.
        name, behind = Span(name.start, column.start()), document.trimmed(Span(column.end(), first.end))
        start = name.start + behind_titles(document.quote(name))
        return Named(Span(start, name.end), None, (behind, *entry.spans[1:]), entry.shared)
    note = _NOTE.match(document.text, name.end, first.end)
    if is_group(match.group()) and note is None and relation is None:
        whole = Span(first.start, entry.spans[-1].end) if len(entry.spans) > 1 else first
        remark = _group_remark().search(document.text, *whole)
        whole = Span(whole.start, remark.start()) if remark else whole
        return Named(with_bracket(document, document.trimmed(whole, marks=",.;)")))
    if note is not None and compiled(r"\d{1,3}").fullmatch(note["note"].strip()):
        # An age in brackets, as tables print it.
        return _with_age(
            document,
            entry,
            name,
            kin[0] if kin else None,
            Span(*note.span("note")),
            document.trimmed(Span(note.end(), first.end), marks=DASHES),
        )
    spelled_again = _NAME_BEHIND_BRACKET.match(document.text, note.end(), first.end) if note is not None else None
    if note is not None and spelled_again is not None and _is_other_name(note["note"]):
        # "Ana (Anna) Ruiz": the bracket holds another form of the name's first word.
        name, note = Span(name.start, spelled_again.end()), None
    behind = document.trimmed(Span(note.end() if note else name.end, first.end), marks=f",;)]}}{DASHES}")
    whole_name_end = name.end
    name = Span(max(name.start, relation.end), name.end) if relation else name
    name = document.trimmed(_without_relation(document, name))
    behind_title = behind_titles(document.quote(name))
    title = _telling_title(document, name, behind_title)
    name = Span(name.start + behind_title, name.end)
    stated = Span(*note.span("note")) if note else None
    gender = _gender_note(document, Span(note.end() if note else whole_name_end, first.end))
    if gender is not None and (stated is None or not _states_gender(document.quote(stated).strip())):
        # The sign may stand behind another note ("Ken Okoro (aka Kenule) (m)").
        told = (stated,) if stated is not None else ()
        shown = relation if relation and _is_kin(document.quote(relation)) else None
        rest = (*told, document.trimmed(Span(gender.end, first.end), marks=f"),;{DASHES}")) if told else (behind,)
        return Named(name, gender, (*rest, *entry.spans[1:]), entry.shared, shown, title)
    shown = relation if relation and _is_kin(document.quote(relation)) else None
    return Named(name, stated, (behind, *entry.spans[1:]), entry.shared, shown, title)


@cache
def _group_remark() -> re.Pattern[str]:
    """What a list says of a group behind its name: how old its people are, that their names are not given, or what
    became of them.
    """
    remark = vocabulary.expression("people", "age_word", "year_old", "names_withheld")
    everybody = vocabulary.expression("people", "all_of_them")
    status = vocabulary.expression("people", "status", "status_of_several")
    return compiled(rf",\s{{1,3}}(?:{remark}|(?:{everybody}\s{{1,3}})?{status}\W{{0,3}}$)", re.IGNORECASE)


def _tells_concern(text: str) -> bool:
    """Whether a line behind a country says what is feared and names nobody ("Fear of torture")."""
    words = text.split()
    if is_group(text) or "," in text or "(" in text or sum(word[0].isupper() for word in words) != 1:
        return False
    return vocabulary.pattern("concerns", *vocabulary.keys("concerns")).search(text) is not None


_NAME_BEHIND_BRACKET = compiled(r"(?:\s[^\W\d_a-z][\w'\u2019-]+){1,3}(?=\s{0,3}(?:[,;(]|$))")


def _is_other_name(note: str) -> bool:
    """Whether a bracket inside a name holds one capitalised word, and no gender."""
    bare = note.strip("\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
    return compiled(r"[^\W\d_a-z][^\W\d_]{2,30}").fullmatch(bare) is not None and not _states_gender(note)


def _with_age(document: Document, entry: Entry, name: Span, relation: Span | None, age: Span, behind: Span) -> Named:
    start = name.start + behind_titles(document.quote(name))
    rest = (age, behind) if behind.start < behind.end else (age,)
    return Named(document.trimmed(Span(start, name.end)), None, (*rest, *entry.spans[1:]), entry.shared, relation)


def _behind_former_title(document: Document, entry: Span) -> Span:
    """An entry without a rank or title at its start that a bracket qualifies ("Captain (retired) Momo Kai")."""
    match = re.compile(rf"(?:{_titles().pattern})\([^()\n]{{1,20}}\)\s{{1,3}}(?=[^\W\d_])", re.IGNORECASE).match(
        document.text, *entry
    )
    return Span(match.end(), entry.end) if match else entry


def _relation(document: Document, name: Span) -> Span | None:
    """What stands before a listed name and says whose relative the person is ("his nephew | Jawad al-Hakimi")."""
    match = compiled(r"\w+\s{1,3}(?:[^\W\d_A-Z\u00c0-\u00de][\w'\u2019-]*\s{1,3}){1,4}(?=[A-Z\u00c0-\u00de])").match(
        document.text, *name
    )
    if match is None or match.group().split()[0].casefold() not in vocabulary.word_set("possessive", "people"):
        return None
    return document.trimmed(Span(*match.span()))


def _is_kin(relation: str) -> bool:
    return is_occupation(relation.split()[-1])


def _gender_note(document: Document, rest: Span) -> Span | None:
    """A bracket further behind a listed name that states nothing but a gender ("22 ans (f)")."""
    for note in _NOTE.finditer(document.text, *rest):
        if _states_gender(note["note"].strip()):
            return Span(*note.span("note"))
    return None


def _counts(words: list[str]) -> bool:
    """Whether figures or a number word say how many ("their three children")."""
    return any(word.isdigit() or word in vocabulary.word_set("number_word", "people") for word in words)


def _is_several_of_theirs(words: list[str]) -> bool:
    """Whether an entry begins with several who belong to those above it ("ihre kleinen Kinder")."""
    group = vocabulary.pattern("people", "group")
    return any(group.fullmatch(word) for word in words[1:_LONGEST_KINSHIP])


_LONGEST_KINSHIP = 3


def _without_joint(document: Document, span: Span) -> Span:
    """An entry without the bracket and the joining word before it ("(and four men ...")."""
    joints = "|".join(map(re.escape, sorted(vocabulary.word_set("list_joint", "people"), key=len, reverse=True)))
    match = compiled(rf"\(?(?:(?P<joint>{joints})\s)?", re.IGNORECASE).match(document.text, *span)
    # A capital alone is a part of the name ("Y Bhuin").
    initial = match is not None and match["joint"] is not None and len(match["joint"]) == 1 and match["joint"].isupper()
    start = match.end() if match and not initial else span.start
    bracketed = document.text[span.start] == "(" and document.text[span.end - 1] == ")"
    return Span(start, span.end - bracketed)


def _without_relation(document: Document, name: Span) -> Span:
    """A listed name without small words before it ("brother Anselmo Rueda")."""
    word = r"(?:[a-z]['\u2019])?[a-z\u00df-\u00ff]+"
    small = compiled(rf"\s*(?:{word}\s+){{1,3}}(?=[A-Z\u00c0-\u00de])").match(document.text, *name)
    return Span(small.end(), name.end) if small else name


def _names_in(document: Document, span: Span) -> Iterator[Named]:
    start = span.start
    for match in _NOTE.finditer(document.text, *span):
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
        if (
            not compiled(r"[^\W\d_]{2}").search(text)
            or len(text) > 120
            or text.casefold() in vocabulary.word_set("connector", "officials")
        ):
            continue
        yield Span(part.start + behind_titles(text), part.end)


@cache
def _person_name() -> re.Pattern[str]:
    particles = "|".join(
        sorted(
            (re.escape(w.text) for w in vocabulary.wordings("officials", "name_particle") if w.text.isalpha()),
            key=len,
            reverse=True,
        )
    )
    word = (
        r"(?:[A-Z]\.(?:-?[A-Z]\.)*"
        r"|[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff][^\W\d_]*(?:['\u2019-][^\W\d_]+){0,3})"
    )
    return compiled(rf"(?<![\w\u2019'-]){word}(?:[ \n](?:(?:{particles})[ -]){{0,2}}{word}){{1,4}}(?!['\u2019]\s[A-Z])")


def _lead_names(sectioned: Sectioned, officials: Sequence[str]) -> Iterator[Named]:
    """The people whom the lead presents: those whom the headline names too and those named in one breath with them,
    or else those of the first sentence with a name; or else the group with which the lead begins.
    """
    document = sectioned.document
    title = {
        vocabulary.without_marks(word)
        for body in sectioned.bodies(SectionKind.TITLE)
        for word in _WORD.findall(plain(document.quote(body)))
    }
    first: list[Span] = []
    titled: list[Span] = []
    lead: list[Span] = []
    kin: dict[Span, Named] = {}
    sharing: dict[Span, Named] = {}
    for body in sectioned.bodies(SectionKind.SUMMARY):
        for paragraph in paragraphs(document, body):
            for parts in sentences(document, paragraph):
                names = sorted(
                    name
                    for part in parts
                    for name in (*_persons(document, part, officials), *_relatives_named(document, part))
                )
                names = _apart(names, shared := [one for part in parts for one in shared_surnames(document.text, part)])
                sharing |= {first: Named(first, surname=one.surname) for one in shared for first in one.firsts}
                related = _related(document, names, parts)
                kin |= related
                lead += names
                names = sorted({*names, *related})
                first = first or names
                titled += _with_companions(
                    document, names, [name for name in names if name not in kin and _in_title(document, name, title)]
                )
    first = first or list(_single_names(sectioned))
    certain = [name for name in first if name not in kin]
    recurring = [name for name in certain if _recurs(sectioned, name) or _is_presented(document, name)]
    chosen = titled or _with_companions(document, first, recurring)
    chosen = _with_those_pleaded_for(sectioned, chosen, lead)
    if chosen and not titled and _headline_counts(sectioned):
        yield from (group for group in _lead_group(sectioned) if not _counts_names(document, group, len(chosen)))
    full = {
        document.quote(span).split()[0] for span in chosen if len(document.quote(span).split()) > 1 and span not in kin
    }
    for span in chosen:
        # A relative's first name may be that of somebody who is named in full elsewhere.
        if span not in kin or document.quote(span) not in full:
            yield kin.get(span) or sharing.get(span) or Named(span)
    if not chosen:
        yield from _lead_group(sectioned)


def _apart(names: Sequence[Span], shared: Sequence[SharedSurname]) -> list[Span]:
    """The names; people who share a surname are named one by one."""
    joined = [Span(one.firsts[0].start, one.last.end) for one in shared]
    others = [name for name in names if not any(name.start < one.end and one.start < name.end for one in joined)]
    return sorted([*others, *(span for one in shared for span in (*one.firsts, one.last))])


def _related(document: Document, names: Sequence[Span], parts: Iterable[Span]) -> dict[Span, Named]:
    """The relatives in a sentence with a first name, or with an age alone, in one breath with somebody else's name."""
    found: dict[Span, Named] = {}
    if not names:
        return found
    no_names = vocabulary.word_set("no_name", "people")
    for relative in (one for part in parts for one in relatives_in(document.text, part)):
        known = any(name.start < relative.name.end and relative.name.start < name.end for name in names)
        if known or (relative.relation is not None and _no_name(document.quote(relative.name), no_names)):
            continue
        told = (relative.age,) if relative.age else ()
        found[relative.name] = Named(relative.name, None, told, relation=relative.relation)
    return found


def _counts_names(document: Document, group: Named, names: int) -> bool:
    """Whether a group is as many people as are named: it is those."""
    count = document.quote(group.span).split()[0].casefold()
    return any(count in (str(names), word.text.casefold()) for word in vocabulary.wordings("numbers", str(names)))


def _headline_counts(sectioned: Sectioned) -> bool:
    """Whether the headline begins with how many people it is about ("Eleven migrants held")."""
    document = sectioned.document
    return any(
        _counts(plain(document.quote(body)).casefold().split()[:1]) for body in sectioned.bodies(SectionKind.TITLE)[:1]
    )


def _with_those_pleaded_for(sectioned: Sectioned, chosen: list[Span], lead: Sequence[Span]) -> list[Span]:
    """The chosen names, and those of the lead that what to ask for names in one breath with one of them."""
    document = sectioned.document
    names = {plain(document.quote(span)): span for span in reversed(lead)}
    wanted = {plain(document.quote(span)) for span in chosen}
    for body in sectioned.bodies(SectionKind.RECOMMENDED_ACTION):
        places = sorted(
            Span(*match.span())
            for name in names
            for match in re.compile(rf"(?<!\w){spelled(name)}(?!\w)").finditer(document.text, *body)
        )
        together = _with_companions(document, places, [one for one in places if plain(document.quote(one)) in wanted])
        wanted |= {plain(document.quote(span)) for span in together}
    pleaded = [span for name, span in names.items() if name in wanted]
    return sorted({*chosen, *pleaded}) if chosen and len(wanted) > len(chosen) else list(chosen)


_WORD = compiled(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SHORTEST_TITLED = 4


def _in_title(document: Document, name: Span, title: set[str]) -> bool:
    """Whether the headline holds a word of the name that is no small one."""
    words = [vocabulary.without_marks(word) for word in _WORD.findall(plain(document.quote(name)))]
    return any(word in title and (len(word) >= _SHORTEST_TITLED or word == words[-1]) for word in words)


def _with_companions(document: Document, names: list[Span], chosen: list[Span]) -> list[Span]:
    """The chosen names of a sentence and those that it names in one breath with them ("Ana Ruiz and her son Luis")."""
    kept = set(chosen)
    if not kept:
        return []
    for pairs in (pairwise(names), pairwise(names[::-1])):
        for one, other in pairs:
            if one in kept and _in_one_breath(document, min(one, other), max(one, other)):
                kept.add(other)
    return [name for name in names if name in kept]


def _in_one_breath(document: Document, before: Span, behind: Span) -> bool:
    """Whether only commas, joining words, ages and what people are stand between two names."""
    start = behind_age(document.text, before.end, behind.start)
    between = _list_joint().sub(" & ", document.text[start : behind.start])
    words = compiled(r"[^\s,()]+").findall(between)
    joints = vocabulary.word_set("conjunction", "officials") | vocabulary.word_set("list_joint", "people")
    small = joints | vocabulary.word_set("possessive", "people") | vocabulary.word_set("article", "people")
    small |= vocabulary.word_set("number_word", "people") | vocabulary.word_set("age_word", "people")
    joints |= {"&"}
    listed = "," in document.text[before.end : behind.start] or any(word.casefold() in joints for word in words)
    return listed and all(
        word.casefold() in small or is_occupation(word) or _is_plural_of_kin(word) or _is_age(word) for word in words
    )


def _is_age(word: str) -> bool:
    """Whether figures can be an age."""
    return word.isdigit() and len(word) < _LONGEST_AGE


_LONGEST_AGE = 3


@cache
def _list_joint() -> re.Pattern[str]:
    """What joins names, in several words too ("as well as")."""
    return compiled(rf"(?<!\w){vocabulary.expression('people', 'list_joint')}(?!\w)", re.IGNORECASE)


def _single_names(sectioned: Sectioned) -> Iterator[Span]:
    """People with one name only, behind what they are ("cook Ana, 36,", "farmers Sumarno and Tukiyem"); each is named
    again later, or has an age.
    """
    document = sectioned.document
    name = r"(?P<{0}>[A-Z\u00c0-\u00de][^\W\d_]{{2,30}})(?!\s[A-Z\u00c0-\u00de]|['\u2019-]|\w)"
    joints = "|".join(map(re.escape, sorted(vocabulary.word_set("list_joint", "people"))))
    pattern = compiled(
        rf"(?P<what>[^\W\d_]+)\s{{1,3}}{name.format('first')}(?P<age>,\s{{1,3}}\d{{1,3}},)?"
        rf"(?:\s(?:{joints})\s{name.format('second')})?"
    )
    no_names = vocabulary.word_set("no_name", "people")
    for body in sectioned.bodies(SectionKind.SUMMARY):
        for match in pattern.finditer(document.text, *body):
            if not is_occupation(match["what"]):
                continue
            for group in ("first", "second"):
                if match[group] is None or _no_name(match[group], no_names):
                    continue
                span = Span(*match.span(group))
                if (group == "first" and match["age"]) or _recurs(sectioned, span):
                    yield span


def _lead_group(sectioned: Sectioned) -> Iterator[Named]:
    """The group with which the lead begins ("Some 300 Eritrean asylum-seekers"), where it names nobody."""
    document = sectioned.document
    stops = vocabulary.word_set("phrase_stop", "people") - vocabulary.word_set("list_joint", "people")
    stops |= vocabulary.word_set("possessive", "people")
    for body in sectioned.bodies(SectionKind.SUMMARY)[:1]:
        match = _group_phrase().match(document.text, *document.trimmed(body))
        words = [word.casefold().strip(",") for word in match["name"].split()] if match else []
        if match and _counts(words) and not any(word in stops for word in words[1:]):
            place = _group_place().match(document.text, match.end())
            yield Named(Span(match.start(), place.end() if place else match.end()))


@cache
def _group_phrase() -> re.Pattern[str]:
    group = vocabulary.expression("people", "group")
    return compiled(rf"(?P<name>(?:[\w'\u2019-]+,?\s{{1,3}}){{0,6}}{group})", re.IGNORECASE)


@cache
def _group_place() -> re.Pattern[str]:
    joints = "|".join(map(re.escape, sorted(vocabulary.word_set("place_joint", "people"), key=len, reverse=True)))
    capital = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
    return compiled(rf"\s{{1,3}}(?:{joints})\s{{1,3}}{capital}(?:\s{capital}){{0,3}}")


def _persons(document: Document, span: Span, officials: Sequence[str]) -> Iterator[Span]:
    no_names = vocabulary.word_set("no_name", "people")
    for start, words in _parted_names(document, span):
        if _names_institution([word.group() for word in words]):
            continue
        while words and (
            (_no_name(words[0].group(), no_names) and not _is_months_namesake(document, start, words))
            or is_occupation(words[0].group())
            or _is_plural_of_kin(words[0].group())
            or _tells_age(words[0].group())
        ):
            words = words[1:]
        # A small word inside is a particle ("Maria das Neves").
        others = words[1:] if _is_months_namesake(document, start, words) else words
        if len(words) < 2 or any(_no_name(word.group(), no_names) for word in others if not word.group().islower()):
            continue
        if words[-2].group().islower() and words[-1].group().casefold() in _months():
            # "Champ de Mars"
            continue
        place = Span(start + words[0].start(), start + words[-1].end())
        possessive = compiled(r"['\u2019]s$").search(document.quote(place))
        place = Span(
            place.start + behind_titles(document.quote(place)),
            place.end - (len(possessive.group()) if possessive else 0),
        )
        name = plain(document.quote(place))
        if (
            country_of(name)
            or _behind_preposition(document, place)
            or any(_same_person(name, official) for official in officials)
            or name.isupper()
            or _is_no_persons(name)
        ):
            continue
        yield place


@cache
def _months() -> frozenset[str]:
    return frozenset().union(*(vocabulary.word_set(str(number), "dates") for number in range(1, 13)))


def _is_months_namesake(document: Document, start: int, words: Sequence[re.Match[str]]) -> bool:
    """Whether a name begins with a first name that is a month's too; it stands in the document again ("May Aung")."""
    if len(words) < 2 or words[0].group().casefold() not in _months():
        return False
    name = document.text[start + words[0].start() : start + words[1].end()]
    return document.text.count(name) > 1


def _parted_names(document: Document, span: Span) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """The words of each name in a stretch, and where they are counted from.

    What joins two surnames joins two people where whole names stand on both sides ("Ana Ruiz y | Luis Paz").
    """
    joints = vocabulary.word_set("list_joint", "people")
    for match in _person_name().finditer(document.text, *span):
        words = list(compiled(r"\S+").finditer(match.group()))
        first = 0
        for index, word in enumerate(words):
            whole = index - first >= _FEWEST_WORDS_OF_NAME and len(words) - index > _FEWEST_WORDS_OF_NAME
            if whole and word.group().islower() and word.group() in joints:
                yield match.start(), words[first:index]
                first = index + 1
        yield match.start(), words[first:]


_FEWEST_WORDS_OF_NAME = 2


def _relatives_named(document: Document, span: Span) -> Iterator[Span]:
    """Relatives with one name only, behind the noun for them and before an age ("her sons, Luis, 9, and Juan, 6,")."""
    position = span.start
    for noun in compiled(r"[^\W\d_]+(?=,?\s{1,3}[A-Z\u00c0-\u00de])").finditer(document.text, *span):
        if noun.start() < position or not _is_plural_of_kin(noun.group()):
            continue
        position = noun.end()
        while relative := _relative().match(document.text, position, span.end):
            yield Span(*relative.span("name"))
            position = relative.end()


def _is_plural_of_kin(noun: str) -> bool:
    bare = noun.casefold()
    if bare in vocabulary.word_set("relations", "people"):
        return True
    return bare.endswith("s") and bare[:-1] in vocabulary.word_set("relation", "people")


@cache
def _relative() -> re.Pattern[str]:
    joints = vocabulary.expression("people", "list_joint")
    old = vocabulary.expression("people", "year_old")
    aged = vocabulary.expression("people", "age_word")
    return compiled(
        rf"(?:,?\s{{1,3}}(?:{joints}\s{{1,3}})?)(?P<name>[A-Z\u00c0-\u00de][^\W\d_]{{1,30}})"
        rf"(?:,\s{{1,3}}(?:{aged}\s{{1,3}})?\d{{1,3}}(?:\s{{1,2}}{old})?(?=[,.;\s])|\s\((?:{aged}\s)?\d{{1,3}}(?:\s{old})?\))"
    )


def _is_no_persons(name: str) -> bool:
    """Whether capitalised words are no name of a person: a possessive inside, or a preposition ("Gefahr in Verzug")."""
    words = name.split()
    prepositions = vocabulary.word_set("preposition", "places")
    return any(word.endswith(("'s", "\u2019s")) for word in words) or any(word in prepositions for word in words[1:-1])


def _behind_preposition(document: Document, place: Span) -> bool:
    """Whether a word stands right before the name that only stands before places ("in Addis Ababa")."""
    before = document.text[max(0, place.start - 16) : place.start].split()
    if bool(before) and before[-1].casefold() in vocabulary.word_set("preposition", "places"):
        return True
    near = document.text[max(0, place.start - _LONGEST_PLACE_NOUN) : place.start]
    return _place_noun().search(near) is not None


_LONGEST_PLACE_NOUN = 40


@cache
def _place_noun() -> re.Pattern[str]:
    """What stands before the name of a place and says what it is ("the village of")."""
    return compiled(rf"{vocabulary.expression('people', 'place_noun')}\s{{1,3}}$", re.IGNORECASE)


_SHORTEST_COMPOUND = 9
"""Letters of a word that is long enough to be a compound noun by its ending."""


def _no_name(word: str, no_names: frozenset[str]) -> bool:
    bare = word.strip(".,'\u2019").casefold()
    institutions = vocabulary.word_set("organization", "officials") | vocabulary.word_set("role", "officials")
    institutions -= vocabulary.word_set("title_or_name", "officials")
    if bare.rpartition("-")[2] in vocabulary.word_set("place_word", "people"):
        return True
    endings = tuple(vocabulary.word_set("no_name_ending", "people"))
    if len(bare) >= _SHORTEST_COMPOUND and bare.endswith(endings):
        return True
    return bare in no_names or bare in institutions or country_of(bare.title()) is not None


def _tells_age(word: str) -> bool:
    """Whether a word before a name only tells an age ("Sixteen-year-old")."""
    return vocabulary.pattern("people", "year_old").search(word.replace("-", " ", 1)) is not None


def _names_institution(words: Sequence[str]) -> bool:
    """Whether words begin with an institution that a complement goes on with ("Dirección General de Inteligencia")."""
    if not words or words[0].casefold() not in vocabulary.word_set("organization", "officials"):
        return False
    rest = takewhile(lambda word: not word.islower(), words[1:])
    behind = words[1 + sum(1 for _ in rest) :]
    return bool(behind) and behind[0] in vocabulary.word_set("connector", "officials")


def _same_person(name: str, official: str) -> bool:
    return name.casefold() == official.casefold() or official.casefold().endswith(" " + name.casefold())


def _recurs(sectioned: Sectioned, name: Span) -> bool:
    """Whether the text names the person again behind the lead."""
    words = plain(sectioned.document.quote(name)).split()
    telling = "|".join(re.escape(word) for word in words if len(word) >= _SHORTEST_TITLED or word == words[-1])
    return bool(re.search(rf"(?<!\w)(?:{telling})(?!\w)", sectioned.document.text[name.end :]))


def _is_presented(document: Document, name: Span) -> bool:
    """Whether what stands right around a name says who the person is: "Ana Ruiz, a human rights lawyer,", "Ana Ruiz,
    41,", or at the start of a sentence "Der Gewerkschafter Hasan Ruiz".
    """
    if phrase_behind(document, Span(name.end, len(document.text)), "", first=True) is not None:
        return True
    aged = document.text[name.end : behind_age(document.text, name.end, len(document.text))]
    return compiled(r"\d").search(aged) is not None or _opens_with_occupation(document, name)


_LONGEST_OCCUPATION = 60
_MOST_WORDS_BEFORE_NAME = 4


def _opens_with_occupation(document: Document, name: Span) -> bool:
    """Whether a sentence begins with what the person is, right before the name ("The trade unionist")."""
    before = document.text[max(0, name.start - _LONGEST_OCCUPATION) : name.start]
    opening = compiled(r"(?:\A|\n\s*\n|[.!?]\s{1,3})(?P<words>[^.!?\n]+\s)$").search(before)
    words = compiled(r"[^\W\d_]+").findall(opening["words"]) if opening else []
    return 0 < len(words) <= _MOST_WORDS_BEFORE_NAME and is_occupation(words[-1])
