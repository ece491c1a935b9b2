"""People without names beside somebody in an entry of a list ("Ana Ruiz, her husband and two sons", "and others")."""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.entry_notes import tells_status
from ingest.fields.people.named import is_group
from ingest.fields.people.noun_phrases import is_occupation
from ingest.fields.people.relatives import kinship_alone
from ingest.kept_patterns import compiled, kept_pattern


def companions_in(document: Document, entry: Span) -> tuple[int, tuple[Span, ...]] | None:
    """Where an entry's name and what is told of it end before people without names, and which of these are listed.

    Those are groups and relatives with an age. None where nobody is joined to the name.
    """
    text = document.text
    name = compiled(r"[^,(\n]*").match(text, *entry)
    if name is None or is_group(name.group().split(" ", 1)[0]) or not name.group()[:1].isupper():
        return None
    for joint in _joint().finditer(text, *entry):
        if is_group(text[entry.start : min(joint.start(), name.end())]):
            return None
        parts = list(_parts(document, Span(joint.start(), entry.end)))
        # A relative between commas is what the one named before is ("Hugo Paredes, her husband"), and so is what is
        # said of all ("both farmers").
        while len(parts) > 1 and _is_of_all(text, parts[-1]):
            parts.pop()
        alone = len(parts) == 1 and (kinship_alone(text, parts[0]) is not None or _is_of_all(text, parts[0]))
        apposed = alone and text[joint.start()] == ","
        if not apposed and all(_is_nameless(document, part) for part in parts):
            return joint.start(), tuple(part for part in parts if _is_listed(document, part))
    return None


def _is_of_all(text: str, part: Span) -> bool:
    """Whether a part is said of all that are named before it ("both farmers")."""
    return vocabulary.match(text, "people", "all_of_them", start=part.start, end=part.end) is not None


@kept_pattern(re.IGNORECASE)
def _joint() -> str:
    joint = vocabulary.expression("people", "list_joint")
    return rf",\s{{1,3}}(?:{joint}\s{{1,3}})?|\s{{1,3}}{joint}\s{{1,3}}"


def _parts(document: Document, span: Span) -> Iterator[Span]:
    """What stands between the joints of a stretch that begins with one."""
    joints = list(_joint().finditer(document.text, *span))
    for joint, following in zip(joints, [*joints[1:], None], strict=True):
        yield document.trimmed(Span(joint.end(), following.start() if following else span.end), marks=".;")


def _is_nameless(document: Document, part: Span) -> bool:
    """Whether a part means relatives or a group and names nobody; a name in it is that of a place or the like."""
    text = document.quote(part)
    if tells_status(text):
        # "Ana Ruiz y Luis Paz, detenidos"
        return False
    group = vocabulary.pattern("people", "group")
    alone = group.fullmatch(text) is not None and not is_occupation(text)
    if alone or kinship_alone(document.text, part) is not None:
        return True
    words = text.split()
    named = any(
        word[:1].isupper() and before.casefold() not in vocabulary.word_set("connector", "officials")
        for before, word in zip(["", *words], words, strict=False)
    )
    return bool(words) and not named and group.search(text) is not None and _opens_group(text)


def _opens_group(text: str) -> bool:
    """Whether words begin with a number, a possessive or a word for others ("two sons", "other members")."""
    first = text.split()[0].casefold()
    keys = ("possessive", "other_people", "number_word")
    opening = frozenset().union(*(vocabulary.word_set(key, "people") for key in keys))
    return first.isdigit() or first in opening or vocabulary.pattern("people", "at_least").match(text) is not None


def _is_listed(document: Document, part: Span) -> bool:
    kin = kinship_alone(document.text, part)
    return kin is None or kin.age is not None
