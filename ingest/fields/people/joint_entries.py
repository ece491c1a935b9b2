"""Entries of a list that name several people ("Ana Ruiz; Luis Paz", "Ana and Luis Ruiz, both aged 19")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from ingest import vocabulary
from ingest.concern_words import names_concern
from ingest.document import Document, Span
from ingest.fields.people.entry_notes import DASHES, states_person
from ingest.fields.people.named import is_group, states_gender
from ingest.fields.people.noun_phrases import is_occupation, says_several
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of
from ingest.shapes import is_shouted


@dataclass(frozen=True, slots=True)
class Part:
    """One of several people in an entry: the whole part with the name, and what the entry tells of all of them."""

    span: Span
    surname: Span | None = None
    age: Span | None = None
    shared: Span | None = None


_CAPITAL = r"[^\W\d_a-z\u00df-\u00ff][\w'\u2019.-]*"


def _name(words: str, blank: str = r"\s") -> str:
    """A name; `words`: how many follow the first, `blank`: what stands between two."""
    particle = vocabulary.expression("officials", "name_particle")
    return rf"{_CAPITAL}(?:{blank}(?:{particle}{blank}){{0,2}}{_CAPITAL}){words}"


# A list may break a line inside a name; wide gaps part columns.
_BLANK = r"(?:[ ]|[ \t]{0,9}\n\s{0,99})"


@kept_pattern()
def _whole_name() -> str:
    # One word names somebody where an age stands behind it.
    aged = rf"(?=\s?\((?:(?i:{vocabulary.expression('people', 'age_word')})\s)?\d{{1,2}}\))"
    return rf"(?P<name>{_name('{1,5}')}|{_CAPITAL}{aged})\s{{0,3}}(?:$|(?=[,(])|(?=\s[{DASHES}]))"


@kept_pattern()
def _joined_names() -> str:
    joint, particle = vocabulary.expression("people", "list_joint"), vocabulary.expression("officials", "name_particle")
    return (
        rf"(?P<names>{_name('{0,5}')}(?:,\s{{1,3}}{_name('{0,5}')}){{0,8}}),?\s{{1,3}}(?P<joint>(?i:{joint}))\s{{1,3}}"
        rf"(?P<last>{_CAPITAL})(?P<surname>(?:\s(?:{particle}\s?){{0,2}}{_CAPITAL}){{1,4}})"
        rf"\s{{0,3}}(?P<tail>$|,\s[^\n]*|\([^\n]*|[{DASHES}]\s[^\n]*)"
    )


@cache
def _ages() -> re.Pattern[str]:
    """The ages behind the names. Group: ages."""
    aged, old = (vocabulary.expression("people", key) for key in ("age_word", "year_old"))
    joint = vocabulary.expression("people", "list_joint")
    ages = rf"\d{{1,2}}(?:(?:,\s{{1,3}}|,?\s{{1,3}}{joint}\s{{1,3}})\d{{1,2}}){{0,8}}"
    return compiled(
        rf"(?<!\w){aged}\s{{1,3}}(?P<ages>{ages})(?!\w)|(?<!\w)(?P<old>{ages})\s{{1,2}}{old}|\((?P<only>{ages})\)",
        re.IGNORECASE,
    )


def divided_entry(document: Document, entry: Span) -> list[Part]:
    """The people whom semicolons or slashes divide, each with a whole name, or whom commas alone do; empty where the
    entry names one alone.

    Groups may stand among those behind semicolons, and the concern in capitals.
    """
    text = document.quote(entry)
    if ";" not in text and "/" not in text:
        return _names_in_a_row(document, entry)
    spans = []
    start = entry.start
    for sign in [*_between_parts().finditer(document.text, *entry), None]:
        spans.append(document.trimmed(Span(start, sign.start() if sign else entry.end), marks=",;"))
        start = sign.end() if sign else entry.end
    spans = [span for span in spans if not _shouts_concern(document.quote(span))]
    names = [_whole_name().match(document.quote(span)) for span in spans]
    known = [match["name"] for match in names if match is not None and _can_name(match["name"])]
    others = [span for span, name in zip(spans, names, strict=True) if name is None]
    if known and others and all(_can_be_group(document.quote(span)) for span in others):
        return [Part(span) for span in spans]
    if len(spans) < 2 or len(known) < len(spans) or any(_same_name(known[0], other) for other in known[1:]):
        return []
    last = names[-1]
    tail = Span(spans[-1].start + (last.end() if last else 0), spans[-1].end)
    ages, shared = _told_of_all(document, tail, len(spans))
    if shared is None and not ages:
        return [Part(span) for span in spans]
    note = compiled(r"\s?\([^()\n]{1,30}\)").match(document.text, *tail)
    spans[-1] = Span(spans[-1].start, note.end() if note else tail.start)
    told = ages or [None] * len(spans)
    return [Part(span, None, age, shared) for span, age in zip(spans, told, strict=True)]


@kept_pattern()
def _between_parts() -> str:
    """A semicolon, perhaps with a joining word behind it, or a slash outside brackets."""
    joint = vocabulary.expression("people", "list_joint")
    return rf";\s{{1,3}}(?:{joint}\s{{1,3}})?|\s{{1,3}}/\s{{1,3}}(?![^()\n]*\))"


@kept_pattern()
def _row_of_names() -> str:
    """Names and nothing else between commas, each perhaps with a bracket; a joining word before the last of them."""
    one = rf"{_name('{0,5}', _BLANK)}(?:\s?\([^()\n]{{1,24}}\))?"
    joint = rf"(?:,\s{{1,99}}|,?\s{{1,99}}(?i:{vocabulary.expression('people', 'list_joint')})\s{{1,99}})"
    return rf"(?P<names>{one}(?:{joint}{one}){{1,24}}?)(?:[ \t]{{2,}}(?P<tail>[^\n]+)|[.;,]?\s*)"


@kept_pattern()
def _one_of_row() -> str:
    return rf"(?P<name>{_name('{0,5}', _BLANK)})(?:\s?\((?P<note>[^()\n]{{1,24}})\))?(?=,|\s|$)"


def _names_in_a_row(document: Document, entry: Span) -> list[Part]:
    """The people whom an entry names between commas where something tells that each is one: a bracket with a gender or
    an age, a surname in capitals, or that they are many; empty otherwise.
    """
    if not _HOLDS_ROW.search(document.text, *entry):
        return []
    row = _row_of_names().fullmatch(document.text, *entry)
    if row is None:
        return _with_signs_within(document, entry)
    items = list(_one_of_row().finditer(document.text, *row.span("names")))
    if any(item["note"] is not None and not states_person(item["note"]) for item in items):
        # What is told of all of them may stand in the bracket.
        return []
    names = [item["name"].split() for item in items]
    marked = all(item["note"] is not None and states_person(item["note"]) for item in items)
    shouted = all(len(words) > 1 and is_shouted(words[-1]) and not is_shouted(words[0]) for words in names)
    many = len(items) >= _FEWEST_IN_ROW and all(len(words) > 1 for words in names)
    if not (marked or shouted or (many and not any(map(_names_no_person, names)))):
        return _with_signs_within(document, entry)
    if not all(_can_name(item["name"]) for item in items):
        return []
    tail = Span(*row.span("tail")) if row["tail"] else Span(entry.end, entry.end)
    ages, shared = _told_of_all(document, tail, len(items))
    told = ages or [None] * len(items)
    return [Part(Span(*item.span()), None, age, shared) for item, age in zip(items, told, strict=True)]


_FEWEST_IN_ROW = 3
_HOLDS_ROW = compiled(r"[,(]")


@kept_pattern()
def _signed_name() -> str:
    """A name behind a comma or a joining word, with a bracket. Groups: name, note."""
    joint = vocabulary.expression("people", "list_joint")
    return (
        rf"(?:,?\s{{1,99}}(?i:{joint})|,)\s{{1,99}}"
        rf"(?P<name>{_name('{1,5}', _BLANK)})\s?\((?P<note>[^()\n]{{1,24}})\)"
    )


def _with_signs_within(document: Document, entry: Span) -> list[Part]:
    """The people of an entry that begins with a name and has others behind commas, each with a sign for the gender, and
    what is told between them ("Ana Ruiz (f), 34, teacher, and | Luis Paz (m), farmer"); empty where none follows.
    """
    if _whole_name().match(document.text, *entry) is None:
        return []
    relations = vocabulary.word_set("relation", "people")
    signed = [
        match
        for match in _signed_name().finditer(document.text, *entry)
        if states_gender(match["note"].strip())
        and _can_name(match["name"])
        # "..., and his brother, Luis Paz (m)": whose relative he is belongs to the name.
        and document.text[entry.start : match.start()].split()[-1].casefold() not in relations
    ]
    ends = [match.start() for match in signed]
    starts = [entry.start, *(match.start("name") for match in signed)]
    parts = [document.trimmed(Span(*pair)) for pair in zip(starts, [*ends, entry.end], strict=True)]
    return [Part(part) for part in parts] if signed else []


def _names_no_person(words: list[str]) -> bool:
    """Whether capitalised words between commas name a place or an institution."""
    organization = vocabulary.word_set("organization", "officials")
    return country_of(" ".join(words)) is not None or any(word.casefold() in organization for word in words)


def _can_be_group(text: str) -> bool:
    """Whether a part names a group, and does not tell what the person before it is ("spokesman of his party")."""
    return is_group(text) and not is_occupation(text.split()[0])


def _shouts_concern(text: str) -> bool:
    """Whether a part in capitals says what is feared ("FEAR OF TORTURE")."""
    return is_shouted(text) and names_concern(text)


def _same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of one ("Yusuf Kaya / Yousef Kaya")."""
    ends = ((words[0].casefold(), others[0].casefold()) for words, others in _ends(one.split(), other.split()))
    return all(SequenceMatcher(None, *pair).ratio() > _SPELLINGS_OF_ONE for pair in ends)


def _ends(one: list[str], other: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The first words of two names, and the last ones."""
    yield one, other
    yield one[::-1], other[::-1]


_SPELLINGS_OF_ONE = 0.6


def _can_name(name: str) -> bool:
    words = [word for word in name.split() if word.casefold() not in vocabulary.word_set("courtesy", "officials")]
    return not any(is_occupation(word) or word.casefold() in vocabulary.word_set("no_name", "people") for word in words)


@kept_pattern()
def _noun_of_all() -> str:
    """A noun before a capital, perhaps with an article. Group: noun."""
    return (
        rf"(?:(?i:{vocabulary.expression('people', 'article')})\s)?(?P<noun>[^\W\d_]{{4,24}})\s{{1,3}}(?=[^\W\d_a-z])"
    )


def joined_entry(document: Document, entry: Span) -> list[Part]:
    """The people whom commas and a joining word list, before what is told of all of them; empty where it is one."""
    # A noun for all of them stands before the first name ("Brothers Ana and Luis Ruiz", "los hermanos ...").
    noun = _noun_of_all().match(document.text, *entry)
    before = Span(*noun.span("noun")) if noun and says_several(noun["noun"]) else None
    start = noun.end() if noun and before else entry.start
    match = _joined_names().fullmatch(document.text, start, entry.end)
    if match is None:
        return []
    start = match.start("names")
    spans = []
    for sign in [*compiled(r",\s{1,3}").finditer(document.text, *match.span("names")), None]:
        spans.append(Span(start, sign.start() if sign else match.end("names")))
        start = sign.end() if sign else match.end("names")
    last = Span(match.start("last"), match.end("surname"))
    names = [*spans, last]
    if not all(_can_name(document.quote(name)) for name in names):
        return []
    tail = Span(*match.span("tail"))
    ages, shared = _told_of_all(document, tail, len(names))
    alone = [name for name in spans if len(document.quote(name).split()) == 1]
    status = vocabulary.search(document.quote(tail), "people", "status_of_several") is not None
    told = bool(ages or shared or before or status)
    if (alone and len(alone) < len(spans)) or (alone and not told):
        return []
    if not told and match["joint"].casefold() in _particles():
        return []
    surname = document.trimmed(Span(*match.span("surname"))) if alone else None
    if not ages and not shared and document.quote(tail).strip():
        # What stands behind the last name is told of that person.
        names[-1] = Span(last.start, entry.end)
    each = ages or [None] * len(names)
    return [
        Part(name, surname if name in spans else None, age, shared or before)
        for name, age in zip(names, each, strict=True)
    ]


def _particles() -> frozenset[str]:
    return vocabulary.word_set("name_particle", "officials")


def _told_of_all(document: Document, tail: Span, count: int) -> tuple[Sequence[Span | None], Span | None]:
    """The ages of `count` people, and the noun phrase that is said of all of them; nothing where it is said of one."""
    found = _ages().search(document.text, *tail)
    group = next(key for key in ("ages", "old", "only") if found[key]) if found else ""
    figures = compiled(r"\d{1,2}").finditer(document.text, *found.span(group)) if found else ()
    ages = [Span(*one.span()) for one in figures]
    end = found.start() if found else tail.end
    phrase = next(_phrases(document, Span(tail.start, end)), None)
    everybody = vocabulary.search(document.quote(tail), "people", "all_of_them") is not None
    if phrase is None and not everybody and len(ages) != count:
        return (), None
    if len(ages) == 1:
        ages = ages * count
    return (ages if len(ages) == count else ()), phrase


def _phrases(document: Document, span: Span) -> Iterator[Span]:
    """The noun phrases for several people between the commas of a stretch, without number, article or "both"."""
    before = vocabulary.word_set("all_of_them", "people") | vocabulary.word_set("number_word", "people")
    before |= vocabulary.word_set("article", "people")
    joints = vocabulary.word_set("list_joint", "people")
    for part in compiled(rf"(?:[^,()\n{re.escape(DASHES)}]|(?<=\w)-(?=\w))+").finditer(document.text, *span):
        words = list(compiled(r"\S+").finditer(document.text, *part.span()))
        if words and words[0].group() in joints:
            # Others come with the person ("and her two children").
            continue
        while words and (words[0].group().casefold() in before or words[0].group().isdigit()):
            words = words[1:]
        if words and any(says_several(word.group().strip(".;")) for word in words):
            yield document.trimmed(Span(words[0].start(), words[-1].end()), marks=".;")
