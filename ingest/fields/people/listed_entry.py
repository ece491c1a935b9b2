"""One entry of a list of names: the name, its bracket, columns and relation, and what is told behind it."""

import re
from dataclasses import replace
from functools import cache

from ingest import vocabulary
from ingest.concern_words import names_concern
from ingest.document import Document, Span
from ingest.fields.people.anonymous import letters_alone
from ingest.fields.people.entry_notes import DASH, DASHES, is_age_cell, tells_status
from ingest.fields.people.named import Named, counts, is_group, states_gender
from ingest.fields.people.noun_phrases import (
    can_stand_in_phrase,
    is_occupation,
    says_several,
    what_behind_article,
    with_bracket,
)
from ingest.fields.people.personal_titles import behind_former_title, behind_titles, telling_title
from ingest.fields.people.relatives import kinship_alone, kinship_before_name
from ingest.kept_patterns import compiled
from ingest.old_layouts.name_list import Entry, is_dateline
from ingest.old_layouts.people_lines import row_cells

BRACKET_NOTE = compiled(r"\((?P<note>[^()\n]{1,60})\)")


# A comma in figures ends no name ("Some 4,500 refugees").
_LIST_NAME = compiled(r"(?P<name>(?:[^(),;:\n]|(?<=\d),(?=\d{3}(?!\d))){2,90})")


def _name_end(document: Document, entry: Span) -> int:
    """Where the name of an entry ends at the latest: before a dash behind which it says what the person is, and before
    words for another name ("Ana Ruiz alias Anita").
    """
    dash = DASH.search(document.text, *entry)
    end = dash.start() if dash else entry.end
    keys = ("also_known_as", "alias_sign")
    known = (vocabulary.search(document.text, "people", key, start=entry.start, end=end) for key in keys)
    known_as = next(filter(None, known), None)
    # With a capital it is a name ("Maria N\u00e9e").
    told = known_as is not None and known_as.start() > entry.start and not known_as.group().istitle()
    return known_as.start() if known_as is not None and told else end


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
    note = next((cell for cell in told if states_gender(document.quote(cell))), None)
    texts = [
        cell for cell in told if cell != note and len(quote := document.quote(cell)) > 1 and not is_age_cell(quote)
    ]
    what = [cell for cell in texts if any(map(is_occupation, document.quote(cell).split()))] or texts
    start = name.start + behind_titles(document.quote(name))
    return Named(Span(start, name.end), note, (*ages, *what[:1]), entry.shared)


_WHAT_BEFORE_NAME = compiled(
    r"(?P<what>[^\W\d_a-z\u00df-\u00ff][\w-]*(?:[ ][a-z\u00df-\u00ff][\w-]*){0,4})[ ]"
    r"[^\W\d_a-z\u00df-\u00ff][\w'\u2019-]+(?:[ ][a-z]{1,3}){0,2}[ ][^\W\d_a-z\u00df-\u00ff][^\s,(]+"
)


def _what_before_name(document: Document, entry: Span) -> Span | None:
    """What an entry says somebody is before a name in two words or more ("Community leader | Carmen Duarte"), or
    behind an article before any name ("Die | Anw\u00e4ltin Zeynep", "La | defensora de derechos humanos Luz Soto").
    """
    behind_article = what_behind_article(document, entry)
    if behind_article is not None:
        return behind_article
    match = _WHAT_BEFORE_NAME.match(document.text, *entry)
    if match is None:
        return None
    words = match["what"].split()
    if not is_occupation(words[-1]) or says_several(words[-1]) or behind_titles(document.quote(entry)):
        return None
    # A short noun alone may be a name too ("Man Bahadur Gharti").
    alone = len(words) == 1 and len(words[0]) < _SHORTEST_NOUN
    return None if alone or not all(map(can_stand_in_phrase, words)) else Span(*match.span("what"))


_SHORTEST_NOUN = 6


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


def listed_person(document: Document, entry: Entry) -> Named | None:
    """The name that an entry begins with, its bracket, and the rest of the entry; None where it names nobody."""
    first = behind_former_title(document, _without_joint(document, entry.spans[0]))
    if is_dateline(document, first):
        return None
    what = _what_before_name(document, first)
    if what is not None:
        first = document.trimmed(Span(what.end, first.end))
        named = listed_person(document, replace(entry, spans=(first, *entry.spans[1:])))
        return replace(named, title=named.title or what) if named is not None else None
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
    letters = letters_alone(document, Span(*match.span())) if match else None
    if match is None or not (letters or compiled(r"[^\W\d_]{2}").search(match.group())):
        return None
    words = match.group().casefold().split()
    group = is_group(document.quote(first))
    relation = kin[0] if kin else None
    relation = relation or (None if group and counts(words) else _relation(document, Span(*match.span("name"))))
    several = group and (counts(words) or (kin is None and _is_several_of_theirs(words)))
    if words[0] in vocabulary.word_set("possessive", "people") and not several and not relation:
        return None
    name = Span(*match.span("name"))
    column = compiled(r"[ \t]{3,}(?=[a-z\u00df-\u00ff])").search(document.text, *name)
    if column is not None and not group:
        # What somebody is stands in a column of its own.
        name, behind = Span(name.start, column.start()), document.trimmed(Span(column.end(), first.end))
        start = name.start + behind_titles(document.quote(name))
        return Named(Span(start, name.end), None, (behind, *entry.spans[1:]), entry.shared)
    note = BRACKET_NOTE.match(document.text, name.end, first.end)
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
    behind = document.trimmed(Span(note.end() if note else name.end, first.end), marks=f",;:)]}}{DASHES}")
    whole_name_end = name.end
    name = Span(max(name.start, relation.end), name.end) if relation else letters or name
    name = document.trimmed(_without_relation(document, name))
    behind_title = behind_titles(document.quote(name))
    title = telling_title(document, name, behind_title)
    name = Span(name.start + behind_title, name.end)
    stated = Span(*note.span("note")) if note else None
    aged = _AGE_AT_END.search(document.text, *name)
    ages = (Span(*aged.span("age")),) if aged else ()
    name = Span(name.start, aged.start()) if aged else name
    gender = _gender_note(document, Span(note.end() if note else whole_name_end, first.end))
    if gender is not None and (stated is None or not states_gender(document.quote(stated).strip())):
        # The sign may stand behind another note ("Ken Okoro (aka Kenule) (m)").
        told = (stated,) if stated is not None else ()
        shown = relation if relation and _is_kin(document.quote(relation)) else None
        if told or gender.start - 1 <= behind.start < gender.end:
            behind = document.trimmed(Span(gender.end, first.end), marks=f"),;{DASHES}")
        return Named(name, gender, (*ages, *told, behind, *entry.spans[1:]), entry.shared, shown, title)
    shown = relation if relation and _is_kin(document.quote(relation)) else None
    return Named(name, stated, (*ages, behind, *entry.spans[1:]), entry.shared, shown, title)


# An age behind a name without a comma, or without a blank where a tab was lost.
_AGE_AT_END = compiled(r"(?<=[^\W\d_])[ ]?(?P<age>\d{2})$")


@cache
def _group_remark() -> re.Pattern[str]:
    """What a list says of a group behind its name: how old its people are, that their names are not given or follow, or
    what became of them.
    """
    remark = vocabulary.expression("people", "age_word", "year_old", "names_withheld")
    everybody = vocabulary.expression("people", "all_of_them")
    status = vocabulary.expression("people", "status", "status_of_several")
    among_them = vocabulary.expression("people", "among_them")
    told = rf"{remark}|(?:{everybody}\s{{1,3}})?{status}\W{{0,3}}$"
    return compiled(rf",\s{{1,3}}(?:{told})|,?\s{{1,3}}{among_them}\s{{0,3}}:?$", re.IGNORECASE)


def _tells_concern(text: str) -> bool:
    """Whether a line says what is feared and names nobody ("Fear of torture", "DEATH THREATS")."""
    words = text.split()
    headed = text.isupper() and len(words) > 1
    if is_group(text) or "," in text or "(" in text or not (headed or sum(word[0].isupper() for word in words) == 1):
        return False
    return names_concern(text)


_NAME_BEHIND_BRACKET = compiled(r"(?:\s[^\W\d_a-z][\w'\u2019-]+){1,3}(?=\s{0,3}(?:[,;(]|$))")


def _is_other_name(note: str) -> bool:
    """Whether a bracket inside a name holds one capitalised word, and no gender."""
    bare = note.strip("\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
    return compiled(r"[^\W\d_a-z][^\W\d_]{2,30}").fullmatch(bare) is not None and not states_gender(note)


def _with_age(document: Document, entry: Entry, name: Span, relation: Span | None, age: Span, behind: Span) -> Named:
    start = name.start + behind_titles(document.quote(name))
    rest = (age, behind) if behind.start < behind.end else (age,)
    return Named(document.trimmed(Span(start, name.end)), None, (*rest, *entry.spans[1:]), entry.shared, relation)


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
    for note in BRACKET_NOTE.finditer(document.text, *rest):
        if states_gender(note["note"].strip()):
            return Span(*note.span("note"))
    return None


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
