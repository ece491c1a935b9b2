"""Surnames that stand once behind the first names of several people ("the brothers Ana and Luis Ruiz")."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.people.noun_phrases import says_several
from ingest.kept_patterns import compiled, kept_pattern


@dataclass(frozen=True, slots=True)
class SharedSurname:
    """People who are named by their first names before one surname; `last` is the name that the surname completes."""

    firsts: tuple[Span, ...]
    last: Span
    surname: Span


_FIRST = r"[^\W\d_a-z\u00df-\u00ff][\w'\u2019]*(?:-[^\W\d_][\w'\u2019]*)?"
_AGED = r"(?:\s?\(\d{1,2}\))?"


@kept_pattern()
def _first_names() -> str:
    joint = vocabulary.expression("people", "list_joint")
    particle = vocabulary.expression("officials", "name_particle")
    names = rf"(?P<names>{_FIRST}{_AGED}(?:,\s{{1,3}}{_FIRST}{_AGED}){{0,6}})"
    word = rf"(?:{particle}[\s-]){{0,2}}{_FIRST}"
    surname = rf"(?P<surname>{word}(?:\s{word}){{0,2}})"
    return (
        rf"(?P<noun>[^\W\d_]{{4,24}})\s{{1,3}}{names},?\s{{1,3}}{joint}\s{{1,3}}(?P<last>{_FIRST})\s{surname}(?![\w-])"
    )


def shared_surnames(text: str, span: Span) -> Iterator[SharedSurname]:
    """Those in a stretch of running text, each behind a noun for several people."""
    for match in _first_names().finditer(text, *span):
        if says_several(match["noun"]):
            firsts = compiled(_FIRST).finditer(text, *match.span("names"))
            last = Span(match.start("last"), match.end("surname"))
            yield SharedSurname(tuple(Span(*one.span()) for one in firsts), last, Span(*match.span("surname")))
