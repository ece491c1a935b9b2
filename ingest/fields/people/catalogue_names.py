"""The people whom a catalogue's headline names behind country and concern ("CHAD: torture: Ali Koto (m), 30")."""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.entry_notes import states_age, tells_age_and_more
from ingest.fields.people.listed_names import people_of_entry
from ingest.fields.people.named import Named, is_group
from ingest.fields.people.noun_phrases import is_occupation
from ingest.kept_patterns import compiled, kept_pattern
from ingest.old_layouts.catalogue_headline import catalogue_headline
from ingest.old_layouts.name_list import Entry
from ingest.places import country_of
from ingest.sections import Sectioned
from models import SectionKind


def names_in_catalogue(sectioned: Sectioned) -> Iterator[Named]:
    """Those whom the headline names, each with what it tells of them; nobody where the text tells of none of them.

    Where it names no person, the first group alone: what follows may be said of it.
    """
    document = sectioned.document
    for body in sectioned.bodies(SectionKind.HEADER, SectionKind.TITLE):
        for line in document.lines_in(body):
            found = catalogue_headline(document, line.span)
            if found is None or found.names is None:
                continue
            named = [one for entry in _entries(document, found.names) for one in _people(document, entry)]
            people = [name for one in named if not is_group(name := one.printed(document))]
            if any(_is_told_of(document, line.span, name) for name in people):
                yield from named
            elif not people:
                yield from named[:1]
            return


def _is_told_of(document: Document, headline: Span, name: str) -> bool:
    """Whether the last word of a name stands elsewhere in the text, and not for a place ("in Negros Occidental")."""
    last = compiled(rf"(?P<before>\S{{1,20}}\s{{1,4}})?(?P<name>{re.escape(name)}|{re.escape(name.split()[-1])})(?!\w)")
    areas = (Span(0, headline.start), Span(headline.end, len(document.text)))
    prepositions = vocabulary.word_set("preposition", "places")
    return any(
        (found["before"] or "").strip() not in prepositions
        for area in areas
        for found in last.finditer(document.text, *area)
    )


def _people(document: Document, entry: Span) -> Iterator[Named]:
    """Those of an entry; figures with a comma in them are a group's, whole."""
    if compiled(r"\d,\d{3}").search(document.text, *entry) is not None and is_group(document.quote(entry)):
        yield Named(entry)
        return
    yield from people_of_entry(document, Entry((entry,)))


# Behind a dash stands what all of them are; "Ana-Luisa" has none.
_DASH = compiled(r"\s[-\u2013\u2014]\s")


def _entries(document: Document, names: Span) -> Iterator[Span]:
    """A stretch for each person or group, with what stands behind the name."""
    dash = _DASH.search(document.text, *names)
    names = Span(names.start, dash.start()) if dash else names
    for part in _split(document, names, _between_parts()):
        yield from (entry for entry in _joined(document, part) if _can_be_entry(document.quote(entry)))


def _joined(document: Document, part: Span) -> list[Span]:
    """The pieces between commas and joining words, each person's with what they tell of that person."""
    pieces = _split(document, part, _between_names())
    joined = pieces[:1]
    for index, piece in enumerate(pieces[1:], 2):
        behind = document.quote(pieces[index]) if index < len(pieces) else ""
        if _tells(document, joined[-1], piece, apart=len(pieces) == _PAIR or _is_age(behind)):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


def _can_be_entry(text: str) -> bool:
    """Whether an entry may name somebody: no country, no sender, no sentence that mentions a group only further on."""
    words = text.split()
    sender = vocabulary.search(text, "header", "sender")
    # "Ai Mon" has the letters of one for a name.
    if sender is not None and " " in sender.group():
        return False
    return country_of(text) is None and (not is_group(text) or is_group(" ".join(words[:_GROUP_WORDS])))


_GROUP_WORDS = 4
_PAIR = 2


def _split(document: Document, span: Span, signs: re.Pattern[str]) -> list[Span]:
    pieces, start = [], span.start
    for sign in [*signs.finditer(document.text, *span), None]:
        piece = document.trimmed(Span(start, sign.start() if sign else span.end), marks=",;.:")
        pieces += [piece] if compiled(r"\w").search(document.quote(piece)) else []
        start = sign.end() if sign else span.end
    return pieces


def _new_names() -> str:
    """Words before those whom an update names for the first time ("and new name:")."""
    joint, words = vocabulary.expression("people", "list_joint"), vocabulary.expression("people", "further_names")
    return rf"(?:{joint}\s)?{words}\s?:\s"


@kept_pattern(re.IGNORECASE)
def _between_parts() -> str:
    return rf";\s{{0,3}}(?:{_new_names()})?"


@kept_pattern(re.IGNORECASE)
def _between_names() -> str:
    """A comma that divides no figures, a joining word, or both; none inside brackets."""
    before, between = vocabulary.expression("people", "list_joint"), vocabulary.expression("officials", "conjunction")
    return rf",?\s{_new_names()}|(?:(?:(?<!\d),|,(?!\d{{3}}))\s{{0,3}}(?:{before}\s)?|\s{between}\s)(?![^()]{{0,60}}\))"


def _tells(document: Document, entry: Span, piece: Span, *, apart: bool) -> bool:
    """Whether a piece tells of the person before it: an age, words in small letters for no group, or one word where no
    list of names stands (`apart`). "Her daughter Rosa" is somebody, "her cousin" is not.
    """
    text, before = document.quote(piece), document.quote(entry)
    words = text.split()
    if _is_age(text):
        return True
    if is_occupation(words[0]) and "(" not in text:
        return True
    if is_group(text):
        return False
    if not text[:1].isupper():
        related = words[0].casefold() in vocabulary.word_set("possessive", "people")
        return not (related and any(word[0].isupper() for word in words))
    noted = "(" in before or is_group(before)
    return len(words) == 1 and "(" not in text and (apart or noted)


def _is_age(text: str) -> bool:
    """Whether a piece is an age, perhaps with a word behind it that makes it about so much ("21 ans environ")."""
    words = text.split()
    about = text[:1].isdigit() and len(words) <= _AGE_WORDS and states_age(" ".join(words[:-1]))
    return about or states_age(text) or tells_age_and_more(text)


_AGE_WORDS = 3
