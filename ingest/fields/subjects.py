"""Field: the subjects; the people, groups and communities that the document is about.

The name line says who they are, or an old header's list of names; where there is neither, headline and lead do. What
else is known of them (age, description, other spellings) is read beside their names in the narrative.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.narrative import narrative
from ingest.fields.people.name_line import pronoun_line
from ingest.fields.people.named import Named, is_group, tells_where
from ingest.fields.people.noun_phrases import is_occupation
from ingest.fields.people.people_named import named_people
from ingest.fields.people.people_told import read_age, read_description
from ingest.fields.people.person_names import persons
from ingest.fields.people.relatives import kinship_alone
from ingest.fields.people.spellings import (
    aliases,
    completed,
    known_of_one,
    listed_aliases,
    spelled,
    spelled_with_any_marks,
    without_nickname,
)
from ingest.found import Found, found_text, read_from
from ingest.kept_patterns import compiled
from ingest.sections import Sectioned
from ingest.shapes import reads_as_prose
from models import SectionKind
from models.case_record import Gender, SubjectKind


@dataclass(frozen=True, slots=True)
class SubjectFields:
    """One subject."""

    name: Found[str]
    kind: Found[SubjectKind]
    aliases: tuple[Found[str], ...] = ()
    pronouns: Found[str] | None = None
    gender: Found[Gender] | None = None
    age: Found[int] | None = None
    description: Found[str] | None = None


def read_subjects(sectioned: Sectioned, officials: Sequence[str]) -> tuple[SubjectFields, ...]:
    """The subjects in the order of the text. No name in `officials` (the targets') is ever one of them."""
    named = named_people(sectioned, officials)
    told = [span for paragraph in narrative(sectioned) for span in paragraph.spans]
    told = sorted([*told, *_told_below_question(sectioned)])
    surnames = {words[-1] for one in named if len(words := one.printed(sectioned.document).split()) > 1}
    named = _with_labelled_pronouns(sectioned.document, named)
    uses = Counter(word for one in named for word in set(one.printed(sectioned.document).split()))
    shared = frozenset(word for word, count in uses.items() if count > 1)
    printed = [_names_beside(sectioned.document, one) for one in named]
    subjects = [
        _subject(
            sectioned,
            one,
            told,
            surnames,
            shared,
            others=[name for other in range(len(named)) if other != index for name in printed[other]],
        )
        for index, one in enumerate(named)
    ]
    unique = {subject.name.value.casefold(): subject for subject in reversed(subjects)}
    subjects = [subject for subject in subjects if unique.get(subject.name.value.casefold()) is subject]
    return tuple(_without_names_of_others(subject, subjects, officials) for subject in subjects)


def _told_below_question(sectioned: Sectioned) -> list[Span]:
    """The sentences below a label or a question for names ("Who are they?")."""
    bodies = [sectioned.document.trimmed(body) for body in sectioned.bodies(SectionKind.SUBJECT_NAMES)]
    return [body for body in bodies if reads_as_prose(sectioned.document.quote(body))]


def _without_names_of_others(
    subject: SubjectFields, subjects: Sequence[SubjectFields], officials: Sequence[str]
) -> SubjectFields:
    """A subject without the aliases that are a word of another subject's or an official's name."""
    names = [other.name.value for other in subjects if other is not subject]
    others = {word.casefold() for name in (*names, *officials) for word in name.split()}
    kept = tuple(alias for alias in subject.aliases if alias.value.casefold() not in others)
    return replace(subject, aliases=kept)


def _names_beside(document: Document, named: Named) -> tuple[str, ...]:
    """How a list of names prints somebody: in full, and by the first name alone before a shared surname."""
    full = named.printed(document)
    return (full, plain(document.quote(named.span))) if named.surname else (full,)


def _subject(
    sectioned: Sectioned,
    named: Named,
    told: list[Span],
    surnames: set[str],
    shared: frozenset[str],
    *,
    others: Sequence[str],
) -> SubjectFields:
    """A subject; `surnames` are those of all that are named with one, `shared` the words of several people's names,
    `others` the names of all others.
    """
    document = sectioned.document
    printed = named.printed(document)
    group = (is_group(printed) and kinship_alone(document.text, named.span) is None) or tells_where(printed)
    own, nickname = ((named.span,), ()) if group else without_nickname(document, named.span)
    own = named.spans if named.surname else own
    printed = plain(document.quote(*own))
    # "Their three children" and "her brother" are not named again.
    related = printed.split()[0].casefold() in vocabulary.word_set("possessive", "people")
    nameless = related or len(printed) == 1 or (group and printed[0].islower())
    in_full = None if nameless else _first_in_full(document, printed, told, surnames, named.span)
    if not group and not nameless and len(printed.split()) == 1:
        in_full = _named_later(document, printed, told, others) or in_full
    name = found_text(document, *((in_full,) if in_full else own))
    note = named.note or _note_elsewhere(document, name.value)
    pronouns = _pronouns(document, note)
    # What to ask for may spell a name in another way than the story.
    places = [*_entry(named), *told, *sectioned.bodies(SectionKind.RECOMMENDED_ACTION)]
    language = sectioned.languages[0]
    other_names = (
        ()
        if group or related
        else _unique(
            (
                *nickname,
                *listed_aliases(document, _told_behind(named)),
                *aliases(document, name.value, places),
                *(() if others else known_of_one(document, told, is_occupation)),
            )
        )
    )
    full = [name.value, *(other.value for other in other_names if len(other.value.split()) > 1)]
    return SubjectFields(
        name=name,
        kind=read_from(document, lambda _: SubjectKind.GROUP if group else SubjectKind.PERSON, *name.spans),
        aliases=other_names,
        pronouns=pronouns,
        gender=_gender(sectioned, note, pronouns),
        age=None if group else read_age(document, name.value, told, named, language, shared, others=others),
        description=None if group or related else read_description(document, full, told, named, language, others),
    )


def _with_labelled_pronouns(document: Document, named: list[Named]) -> list[Named]:
    """The names, each with the pronouns that a line with a label of its own gives for as many people in their order."""
    if not vocabulary.may_occur(document.text, "people", "pronoun_label"):
        return named
    lines = list(pronoun_line().finditer(document.text))
    stated = [
        document.trimmed(Span(*part.span()))
        for line in lines
        for part in compiled(r"[^,;]+").finditer(document.text, *line.span("value"))
    ]
    people = [one for one in named if not is_group(document.quote(one.span))]
    if len(stated) != len(people) or not all(_pronouns(document, one) for one in stated):
        return named
    own = dict(zip(people, stated, strict=True))
    return [
        replace(one, note=own[one], rest=(*((one.note,) if one.note else ()), *one.rest))
        if one in own and _pronouns(document, one.note) is None
        else one
        for one in named
    ]


def _note_elsewhere(document: Document, name: str) -> Span | None:
    """A bracket behind the name anywhere in the document that holds pronouns or a sign for the gender."""
    for match in re.compile(
        rf"(?<!\w){spelled(name)}\s{{0,3}}(?:\([^()\n]{{1,60}}\)\s{{0,3}})?\((?P<note>[^()\n]{{1,24}})\)"
    ).finditer(document.text):
        note = Span(*match.span("note"))
        if _pronouns(document, note) is not None or len(document.quote(note).strip()) == 1:
            return note
    return None


def _told_behind(named: Named) -> tuple[Span, ...]:
    """What stands behind a name in a list: its bracket, from the sign that opens it, and the rest."""
    bracket = (Span(max(0, named.note.start - 1), named.note.end),) if named.note is not None else ()
    return (*bracket, *named.rest)


def _entry(named: Named) -> Iterator[Span]:
    """A name together with what stands behind it, which may hold another name ("Ana Ruiz (aka Anita)")."""
    behind = [*(span.end for span in named.rest[:1]), *([named.note.end] if named.note else [])]
    if behind:
        yield Span(named.span.start, max(behind))


def _unique(found: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    """The other names, each once; none that is a part of a longer one, and none that says what became of somebody."""
    once: dict[str, Found[str]] = {}
    for alias in found:
        once.setdefault(alias.value.casefold(), alias)
    words = [name.split() for name in once]
    return tuple(
        alias
        for name, alias in once.items()
        if not (
            any(_is_part(name.split(), longer) for longer in words) or vocabulary.fullmatch(name, "people", "status")
        )
    )


def _is_part(words: list[str], longer: list[str]) -> bool:
    """Whether words stand one behind the other among more words."""
    count = len(words)
    return count < len(longer) and any(longer[at : at + count] == words for at in range(len(longer) - count + 1))


def _first_in_full(
    document: Document, name: str, told: Sequence[Span], surnames: set[str], listed: Span
) -> Span | None:
    """The first place that names the person in full, whatever the letter case; where there is none, the first that
    only differs in marks on letters, as between "YILMAZ" and "Y\u0131lmaz". A first name alone is looked for with the
    surname of a relative. Where it is `listed` with a surname in capitals is no such place.
    """
    family = [f"{name} {surname}" for surname in sorted(surnames)] if len(name.split()) == 1 else []
    for source in (*map(spelled, family), spelled(name), spelled_with_any_marks(name), *completed(name)):
        pattern = re.compile(rf"(?<!\w){source}(?!\w)", re.IGNORECASE)
        for span in told:
            for match in pattern.finditer(document.text, *span):
                entry = match.start() == listed.start and name.split()[-1].isupper()
                if name.isupper() or not (match.group().isupper() or entry):
                    return Span(*match.span())
    words = name.split()
    if len(words) > _FIRST_AND_LAST and words[-1].isupper() and not name.isupper():
        # A list prints a second name too that the story leaves out ("Ana Luisa RUIZ").
        return _first_in_full(document, f"{words[0]} {words[-1]}", told, set(), listed)
    return None


_FIRST_AND_LAST = 2


def _named_later(document: Document, first_name: str, told: Sequence[Span], others: Sequence[str]) -> Span | None:
    """The first place that gives a surname to somebody who is listed by the first name alone; None where the text has
    several people of that first name, or one of `others` is meant.
    """
    if f"{first_name} " not in document.text:
        return None
    found = [
        name
        for span in told
        if f"{first_name} " in document.quote(span)
        for name in persons(document, span, others)
        if document.quote(name).split()[0] == first_name
    ]
    names = {plain(document.quote(name)) for name in found}
    kin = vocabulary.word_set("relation", "people")
    related = any(document.text[: name.start].split()[-1].casefold() in kin for name in found)
    return found[0] if len(names) == 1 and not related else None


def _pronoun_words(key: str) -> dict[str, set[str]]:
    by_language: dict[str, set[str]] = {}
    for wording in vocabulary.wordings("people", key):
        by_language.setdefault(wording.language, set()).add(wording.text.casefold())
    return by_language


def _pronouns(document: Document, note: Span | None) -> Found[str] | None:
    """The pronouns in the bracket behind a name, in lower case."""
    if note is None:
        return None
    known = {
        word
        for key in ("pronoun_female", "pronoun_male", "pronoun_other")
        for words in _pronoun_words(key).values()
        for word in words
    }
    words = [word for word in compiled(r"[\s/,]+").split(document.quote(note).casefold()) if word]
    if not words or not all(word in known for word in words):
        return None

    def printed(quote: str) -> str:
        return compiled(r"\s*/\s*").sub("/", plain(quote).casefold())

    return read_from(document, printed, document.trimmed(note))


def _gender_reading(languages: tuple[str, ...]) -> Callable[[str], Gender]:
    """Reads pronouns that are known to say a gender."""

    def reading(quote: str) -> Gender:
        return _gender_of_pronouns(quote.casefold(), languages) or Gender.OTHER

    return reading


def _gender(sectioned: Sectioned, note: Span | None, pronouns: Found[str] | None) -> Found[Gender] | None:
    document = sectioned.document
    if pronouns is not None:
        value = _gender_of_pronouns(pronouns.value, sectioned.languages)
        return None if value is None else read_from(document, _gender_reading(sectioned.languages), *pronouns.spans)
    if note is None:
        return None
    stated = document.trimmed(note)
    words = set(compiled(r"[^\W\d_]+").findall(document.quote(stated).casefold()))
    initials = _initials("initial_of_men", sectioned.languages[0])
    if words & initials:
        return read_from(document, lambda _: Gender.MALE, stated)
    if words & _initials("initial_of_women", sectioned.languages[0]) and _WOMEN_BY_F.search(document.text) is None:
        doubtful = _MEN_BY_H.search(document.text) is None and _signs_men(document, sectioned.languages[0])
        return None if doubtful else read_from(document, lambda _: Gender.FEMALE, stated)
    by_initial = _MEN_BY_H.search(document.text) is not None or any(
        f"({initial})" in document.text for initial in initials
    )
    if words & vocabulary.word_set("female_beside_h", "people") and by_initial:
        return read_from(document, lambda _: Gender.FEMALE, stated)
    for key, gender in (("female", Gender.FEMALE), ("male", Gender.MALE)):
        other = vocabulary.word_set("male" if key == "female" else "female", "people")
        if words & vocabulary.word_set(key, "people") and not words & (other - vocabulary.word_set(key, "people")):
            return read_from(document, lambda _, gender=gender: gender, stated)  # type: ignore[misc]
    return None


def _signs_men(document: Document, language: str) -> bool:
    """Whether the letter for women stands beside a first name or an occupation of a man ("Pedro Ruiz (m)")."""
    endings = vocabulary.in_language("people", "ending_of_men", language)
    for initial in _initials("initial_of_women", language):
        for sign in re.finditer(_ENTRY.format(initial=initial), document.text, re.IGNORECASE):
            occupation = next(filter(is_occupation, sign["behind"].split()), "")
            if sign["first"].casefold().endswith(endings) or occupation.strip(".,;").endswith(endings):
                return True
    return False


_ENTRY = (
    r"(?<![^\s,])(?-i:(?P<first>[A-Z\u00c0-\u00de][\w'\u2019-]+))(?:[ ][\w'\u2019.-]+){{0,5}}[ ]?\({initial}\)"
    r"(?P<behind>[^\n(]{{0,60}})"
)


@cache
def _initials(key: str, language: str) -> frozenset[str]:
    """Single letters that stand for men in a language and for women in another ("v": "var\u00f3n", "vrouw"), or not."""
    return frozenset(vocabulary.in_language("people", key, language))


# Where (f) stands for women, (m) stands for men in all languages.
_WOMEN_BY_F = compiled(r"\(f\)|\bm/f\b", re.IGNORECASE)
# Where (h) stands for men, (m) stands for women.
_MEN_BY_H = compiled(r"\(h\)|\bh/m\b", re.IGNORECASE)


def _gender_of_pronouns(pronouns: str, languages: tuple[str, ...]) -> Gender | None:
    first = compiled(r"[\s/,]+").split(pronouns.strip())[0]
    for language in (*languages, *vocabulary.languages()):
        for key, gender in (
            ("pronoun_female", Gender.FEMALE),
            ("pronoun_male", Gender.MALE),
            ("pronoun_other", Gender.OTHER),
        ):
            if first in _pronoun_words(key).get(language, set()):
                return gender
    return None
