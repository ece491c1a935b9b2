"""The people of a list of names, a line each: in a 1973-2008 header, elsewhere in a header, or below the lead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.companions import companions_in
from ingest.fields.people.joint_entries import Part, divided_entry, joined_entry
from ingest.fields.people.lead_group import counts_names
from ingest.fields.people.listed_entry import listed_person
from ingest.fields.people.named import Named, is_group
from ingest.fields.people.relatives import is_plural_of_kin, kinship_before_name, relative_in_full, relatives_in
from ingest.kept_patterns import compiled, kept_pattern
from ingest.old_layouts.name_list import Entry, name_entries
from ingest.old_layouts.old_header import find_old_header
from ingest.old_layouts.people_lines import list_of_people
from ingest.sections import Sectioned
from models import SectionKind


def listed_names(sectioned: Sectioned) -> Iterator[Named]:
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
    for entry in name_entries(document, listed) if listed else ():
        whole = _on_lines(document, entry)
        divided = divided_entry(document, whole) if whole is not None else []
        for part in divided:
            yield from _of_part(document, entry, part)
        for one in () if divided else _each_named(document, [entry]):
            yield from people_of_entry(document, one)


def _on_lines(document: Document, entry: Entry) -> Span | None:
    """An entry on one line, or on lines with nothing between them; None where a column stands there."""
    between = (document.text[one.end : other.start] for one, other in pairwise(entry.spans))
    return Span(entry.spans[0].start, entry.spans[-1].end) if not any(gap.strip() for gap in between) else None


def people_of_entry(document: Document, entry: Entry) -> Iterator[Named]:
    """Those whom an entry of a list without semicolons names, each with what it tells of them."""
    several = joined_entry(document, entry.spans[0]) if len(entry.spans) == 1 else []
    if several:
        for part in several:
            yield from _of_part(document, entry, part)
        return
    before, members = _members(document, entry)
    if members:
        for one in _each_named(document, [Entry((before,), entry.shared)] if before else []):
            yield from people_of_entry(document, one)
        yield from members
        return
    named = None if _names_those_above(document, entry) else listed_person(document, entry)
    yield from [named] if named is not None else []


def _of_part(document: Document, entry: Entry, part: Part) -> Iterator[Named]:
    """Those whom one part of an entry names, and what the entry tells of all of them."""
    shared = (part.shared,) if part.shared else entry.shared
    for one in _each_named(document, [Entry((part.span,), shared)]):
        named = listed_person(document, one)
        if named is not None:
            told = (part.age, *named.rest) if part.age else named.rest
            yield replace(named, rest=told, surname=part.surname)


def _each_named(document: Document, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries; one that names somebody's relative too is two, and so is one with people without names.

    "Luis Soto (31), his wife Elena (29)", "Luis Soto and his wife Elena Soto", "Luis Soto and two other teachers"
    """
    for entry in entries:
        first = entry.spans[0]
        start = first.start
        for relative in relatives_in(document.text, first):
            before = document.text[start : relative.relation.start].rstrip() if relative.relation else ""
            joint = _joint_at_end().search(before)
            if relative.relation is not None and joint is not None and joint.start() > 0:
                yield Entry((Span(start, start + joint.start()),), entry.shared)
                start = relative.relation.start
        joined_relative = relative_in_full(document.text, Span(start, first.end))
        if joined_relative is not None:
            yield Entry((Span(start, joined_relative[0]),), entry.shared)
            start = joined_relative[1]
        joined = companions_in(document, Span(start, first.end)) if len(entry.spans) == 1 else None
        if joined is None:
            yield replace(entry, spans=(Span(start, first.end), *entry.spans[1:]))
            continue
        yield Entry((Span(start, joined[0]),), entry.shared)
        yield from (Entry((companion,), entry.shared) for companion in joined[1])


@kept_pattern()
def _joint_at_end() -> str:
    return rf"(?:,|,?\s{vocabulary.expression('people', 'list_joint')})$"


def those_listed_below(sectioned: Sectioned, told: list[Named]) -> list[Named]:
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
        listed = [listed_person(document, entry) for entry in name_entries(document, found)]
        named = [one for one in listed if one is not None]
        if len(named) > 1:
            return [*(group for group in groups if not counts_names(document, group, len(named))), *named]
    return told


def _names_those_above(document: Document, entry: Entry) -> bool:
    """Whether an entry only means those that the list has named before it ("all of the above")."""
    above = vocabulary.pattern("people", "those_above")
    return above.fullmatch(document.quote(entry.spans[0]).strip(" .")) is not None


_MEMBER = (
    r"['\u2018\u2019]?[^\W\d_a-z][\w'\u2019-]*(?:\s[^\W\d_a-z][\w'\u2019-]*){0,3}\s?\(\d{1,2}(?:,\s[^(),]{2,40})?\)"
)


def _members(document: Document, entry: Entry) -> tuple[Span | None, list[Named]]:
    """The names behind a group, each with its age in brackets ("two of his sons, Sani (16) and Ali (14)"), if any; and
    what stands before the group if that names somebody too ("Ana Ruiz and | their two children, Sani (16) ...").
    """
    joint = vocabulary.expression("people", "list_joint")
    names = rf"(?P<names>{_MEMBER}(?:(?:,?\s(?:{joint})\s|,\s{{1,3}}){_MEMBER}){{1,12}})[.;]?"
    text, first = document.text, entry.spans[0]
    named = compiled(rf"[^,:()\n]{{3,60}}[,:]\s{{1,3}}{names}").fullmatch(text, *first)
    if named is None or not is_group(text[first.start : named.start("names")]):
        kin = (noun for noun in compiled(r"[^\W\d_]+(?=,?\s)").finditer(text, *first) if is_plural_of_kin(noun.group()))
        behind = (compiled(rf",?\s{{1,3}}{names}").fullmatch(text, noun.end(), first.end) for noun in kin)
        named = next((found for found in behind if found is not None), None)
    if named is None:
        return None, []
    joined = compiled(rf"(?P<before>.*[^\s,]),?\s(?i:{joint})\s[^,]+,?\s", re.DOTALL).fullmatch(
        text, first.start, named.start("names")
    )
    before = Span(*joined.span("before")) if joined else None
    if before is not None and not text[before.start].isupper() and kinship_before_name(text, before) is None:
        before = None
    told = compiled(r"(?P<name>['\u2018\u2019]?[^\W\d_a-z][^(),]*?)\s?\((?P<age>\d{1,2})(?:,\s(?P<what>[^()]+))?\)")
    return before, [
        Named(Span(*one.span("name")), None, tuple(Span(*one.span(key)) for key in ("age", "what") if one[key]))
        for one in told.finditer(text, *named.span("names"))
    ]
