"""Field: the subjects; the people, groups and communities that the document is about.

The name line says who they are, or an old header's list of names; where there is neither, headline and lead do. What
else is known of them (age, description, other spellings) is read beside their names in the narrative.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ingest import kept_patterns, vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.narrative import narrative
from ingest.fields.officials import split_courtesy
from ingest.found import Found, found_text, read_from
from ingest.name_list import Entry, name_entries
from ingest.old_header import find_old_header
from ingest.paragraphs import paragraphs, sentences
from ingest.places import country_of
from ingest.sections import Sectioned
from ingest.shapes import is_office_line, reads_as_prose
from models import SectionKind
from models.case_record import Gender, SubjectKind

_LEAST_ALIKE = 0.72
_SHORTEST_VARIANT = 5
_SHORTEST_LONE_VARIANT = 7


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


@dataclass(frozen=True, slots=True)
class _Named:
    """A name at the place that presents it, and the bracket behind it."""

    span: Span
    note: Span | None = None
    rest: tuple[Span, ...] = ()
    """What follows the name in a list: age and occupation."""
    shared: tuple[Span, ...] = ()
    """What a list says of this name and its neighbours together."""


def read_subjects(sectioned: Sectioned, officials: Sequence[str]) -> tuple[SubjectFields, ...]:
    """The subjects in the order of the text. No name in `officials` (the targets') is ever one of them."""
    named = list(_name_line(sectioned)) or list(_listed_names(sectioned)) or list(_lead_names(sectioned, officials))
    told = [span for paragraph in narrative(sectioned) for span in paragraph.spans]
    once: dict[str, _Named] = {}
    for one in named:
        once.setdefault(plain(sectioned.document.quote(one.span)).casefold(), one)
    subjects = [_subject(sectioned, one, told) for one in once.values()]
    unique = {subject.name.value.casefold(): subject for subject in reversed(subjects)}
    return tuple(subject for subject in subjects if unique.get(subject.name.value.casefold()) is subject)


_NOTE = re.compile(r"\((?P<note>[^()\n]{1,60})\)")
_JOINT = re.compile(r"[,;\n]|\s(?:and|y|et|und|e|&)\s")


def _name_line(sectioned: Sectioned) -> Iterator[_Named]:
    """The names of the name line, each with its bracket."""
    document = sectioned.document
    for body in sectioned.bodies(SectionKind.SUBJECT_NAMES):
        groups = paragraphs(document, body)
        gender = _gender_label().search(document.text, *body)
        stated = Span(*gender.span("value")) if gender else None
        for group in groups[:12]:
            span = group.span
            if (gender and span.start >= gender.start()) or _ends_name_line(document.quote(*group.spans)):
                return
            end = min(span.end, gender.start()) if gender else span.end
            for named in _names_in(document, Span(span.start, end)):
                if _states_gender(document.quote(named.span)):
                    stated = named.span
                    continue
                if not _can_be_name(document.quote(named.span)):
                    return
                yield replace(named, note=stated) if named.note is None and stated else named


_LABELLED = re.compile(r"(?:[^\W\d_]+[ ]){0,3}[^\W\d_]+[ ]?:\s")
_LONGEST_NAME = 10


def _ends_name_line(text: str) -> bool:
    """Whether a paragraph behind the name line names nobody: it has a label of its own, tells something or gives an
    office's ways to be reached.
    """
    return _LABELLED.match(text) is not None or reads_as_prose(text) or is_office_line(text)


def _can_be_name(text: str) -> bool:
    """Whether a part of the name line can name somebody: a few words, one of them with a capital, or a group."""
    words = text.split()
    if len(words) > _LONGEST_NAME or re.search(r"[@|\u00a9:]|https?", text) or text[:1] in "([":
        return False
    return is_group(text) or any(word[0].isupper() or not word[0].isascii() for word in words)


@cache
def _gender_label() -> re.Pattern[str]:
    label = vocabulary.pattern("people", "gender_label").pattern
    return re.compile(
        rf"^[ \t]{{0,8}}{label}[ \t]{{0,3}}:[ \t]{{0,3}}(?P<value>[^\n]{{1,40}})", re.IGNORECASE | re.MULTILINE
    )


def _states_gender(text: str) -> bool:
    return text.casefold() in vocabulary.word_set("female", "people") | vocabulary.word_set("male", "people")


_LIST_NAME = re.compile(r"(?P<name>[^(),;:\n]{2,90})")


def _listed_names(sectioned: Sectioned) -> Iterator[_Named]:
    """The names in the list below the number of a 1973-2008 header, a line each."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.HEADER)[:1]:
        old = find_old_header(document, Span(part.start, part.end))
        if old is None:
            return
        for entry in name_entries(document, old.names):
            named = _listed(document, entry)
            if named is not None:
                yield named


def _listed(document: Document, entry: Entry) -> _Named | None:
    """The name that an entry begins with, its bracket, and the rest of the entry; None where it names nobody."""
    first = _without_joint(document, entry.spans[0])
    match = _LIST_NAME.match(document.text, *first)
    if match is None or not re.search(r"[^\W\d_]{2}", match.group()):
        return None
    words = match.group().casefold().split()
    group = is_group(document.quote(first))
    if words[0] in vocabulary.word_set("possessive", "people") and not (group and _counts(words)):
        return None
    name = Span(*match.span("name"))
    note = _NOTE.match(document.text, name.end, first.end)
    if is_group(match.group()) and note is None:
        whole = Span(first.start, entry.spans[-1].end) if len(entry.spans) > 1 else first
        return _Named(document.trimmed(whole, marks=",.;)"))
    behind = document.trimmed(Span(note.end() if note else name.end, first.end), marks=",;)]}")
    name = document.trimmed(_without_relation(document, name))
    name = Span(name.start + split_courtesy(document.quote(name)), name.end)
    stated = Span(*note.span("note")) if note else _gender_note(document, behind)
    return _Named(name, stated, (behind, *entry.spans[1:]), entry.shared)


def _gender_note(document: Document, rest: Span) -> Span | None:
    """A bracket further behind a listed name that states nothing but a gender ("22 ans (f)")."""
    for note in _NOTE.finditer(document.text, *rest):
        if _states_gender(note["note"].strip()):
            return Span(*note.span("note"))
    return None


def _counts(words: list[str]) -> bool:
    """Whether figures or a number word say how many ("their three children")."""
    return any(word.isdigit() or word in vocabulary.word_set("number_word", "people") for word in words)


def _without_joint(document: Document, span: Span) -> Span:
    """An entry without the bracket and the joining word before it ("(and four men ...")."""
    joints = "|".join(map(re.escape, sorted(vocabulary.word_set("list_joint", "people"), key=len, reverse=True)))
    match = re.compile(rf"\(?(?:(?:{joints})\s)?", re.IGNORECASE).match(document.text, *span)
    start = match.end() if match else span.start
    bracketed = document.text[span.start] == "(" and document.text[span.end - 1] == ")"
    return Span(start, span.end - bracketed)


def _without_relation(document: Document, name: Span) -> Span:
    """A listed name without small words before it ("brother Anselmo Rueda")."""
    small = re.compile(r"\s*(?:[a-z\u00df-\u00ff]+\s+){1,3}(?=[A-Z\u00c0-\u00de])").match(document.text, *name)
    return Span(small.end(), name.end) if small else name


def _names_in(document: Document, span: Span) -> Iterator[_Named]:
    start = span.start
    for match in _NOTE.finditer(document.text, *span):
        names = list(_split_names(document, Span(start, match.start())))
        for name in names[:-1]:
            yield _Named(name)
        if names:
            yield _Named(names[-1], Span(*match.span("note")))
        start = match.end()
    for name in _split_names(document, Span(start, span.end)):
        yield _Named(name)


def _split_names(document: Document, span: Span) -> Iterator[Span]:
    start = span.start
    for match in [*_JOINT.finditer(document.text, *span), None]:
        end = match.start() if match else span.end
        part = document.trimmed(Span(start, end), marks=".,;:-\u2013|\u2022")
        start = match.end() if match else span.end
        text = document.quote(part)
        if (
            not re.search(r"[^\W\d_]{2}", text)
            or len(text) > 120
            or text.casefold() in vocabulary.word_set("connector", "officials")
        ):
            continue
        yield Span(part.start + split_courtesy(text), part.end)


@cache
def _person_name() -> re.Pattern[str]:
    particles = "|".join(
        sorted(
            (re.escape(w.text) for w in vocabulary.wordings("officials", "name_particle") if w.text.isalpha()),
            key=len,
            reverse=True,
        )
    )
    word = r"(?:[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff][^\W\d_]*(?:['\u2019-][^\W\d_]+){0,3}|[A-Z]\.)"
    return re.compile(rf"(?<![\w\u2019'-]){word}(?:[ \n](?:(?:{particles})[ -]){{0,2}}{word}){{1,4}}")


def _lead_names(sectioned: Sectioned, officials: Sequence[str]) -> Iterator[_Named]:
    """The people whom the lead presents: those whom the headline names too, or else those of the first sentence
    with a name.
    """
    document = sectioned.document
    title = " ".join(plain(document.quote(body)) for body in sectioned.bodies(SectionKind.TITLE)).casefold()
    first: list[Span] = []
    titled: list[Span] = []
    for body in sectioned.bodies(SectionKind.SUMMARY):
        for paragraph in paragraphs(document, body):
            for parts in sentences(document, paragraph):
                names = [name for part in parts for name in _persons(document, part, officials)]
                first = first or names
                titled += [name for name in names if plain(document.quote(name)).split()[-1].casefold() in title]
    first = first or list(_single_names(sectioned))
    recurring = [name for name in first if _recurs(sectioned, name) or _is_presented(document, name)]
    for span in titled or recurring:
        yield _Named(span)


def _single_names(sectioned: Sectioned) -> Iterator[Span]:
    """People with one name only: behind an occupation and before an age ("cook Ana, 36,")."""
    document = sectioned.document
    occupation = vocabulary.pattern("people", "occupation").pattern
    pattern = re.compile(
        rf"{occupation}\s{{1,3}}(?P<name>(?-i:[A-Z\u00c0-\u00de])[^\W\d_]{{2,30}}),\s{{1,3}}\d{{1,3}},", re.IGNORECASE
    )
    for body in sectioned.bodies(SectionKind.SUMMARY):
        for match in pattern.finditer(document.text, *body):
            yield Span(*match.span("name"))


def _persons(document: Document, span: Span, officials: Sequence[str]) -> Iterator[Span]:
    no_names = vocabulary.word_set("no_name", "people")
    for match in _person_name().finditer(document.text, *span):
        words = list(re.finditer(r"\S+", match.group()))
        while words and (_no_name(words[0].group(), no_names) or _is_occupation(words[0].group())):
            words = words[1:]
        if len(words) < 2 or any(_no_name(word.group(), no_names) for word in words):
            continue
        place = Span(match.start() + words[0].start(), match.start() + words[-1].end())
        place = Span(place.start + split_courtesy(document.quote(place)), place.end)
        name = plain(document.quote(place))
        if (
            country_of(name)
            or _behind_preposition(document, place)
            or any(_same_person(name, official) for official in officials)
            or name.isupper()
        ):
            continue
        yield place


def _behind_preposition(document: Document, place: Span) -> bool:
    """Whether a word stands right before the name that only stands before places ("in Addis Ababa")."""
    before = document.text[max(0, place.start - 16) : place.start].split()
    return bool(before) and before[-1].casefold() in vocabulary.word_set("preposition", "places")


def _is_occupation(word: str) -> bool:
    """Whether a capitalised word says what somebody is ("Rechtsanwältin Ana Ruiz", "L'enseignant Ali Ba")."""
    bare = re.sub(r"^[LlDd]['\u2019]", "", word).casefold()
    return bare in vocabulary.word_set("occupation", "people")


def _no_name(word: str, no_names: frozenset[str]) -> bool:
    bare = word.strip(".,'\u2019").casefold()
    institutions = vocabulary.word_set("organization", "officials") | vocabulary.word_set("role", "officials")
    return bare in no_names or bare in institutions or country_of(bare.title()) is not None


def _same_person(name: str, official: str) -> bool:
    return name.casefold() == official.casefold() or official.casefold().endswith(" " + name.casefold())


def _recurs(sectioned: Sectioned, name: Span) -> bool:
    """Whether the text names the person again behind the lead."""
    last = plain(sectioned.document.quote(name)).split()[-1]
    return bool(re.search(rf"(?<!\w){re.escape(last)}(?!\w)", sectioned.document.text[name.end :]))


def _is_presented(document: Document, name: Span) -> bool:
    """Whether words right behind a name say who the person is ("Ana Ruiz, a human rights lawyer,")."""
    return next(_phrase_behind(document, Span(name.end, len(document.text))), None) is not None


def _subject(sectioned: Sectioned, named: _Named, told: list[Span]) -> SubjectFields:
    document = sectioned.document
    printed, nickname = _without_nickname(document, named.span)
    group = is_group(printed)
    in_full = None if group and printed[0].islower() else _first_in_full(document, printed, told)
    name = found_text(document, in_full or named.span)
    pronouns = _pronouns(document, named.note)
    return SubjectFields(
        name=name,
        kind=read_from(document, lambda _: SubjectKind.GROUP if group else SubjectKind.PERSON, *name.spans),
        aliases=() if group else _unique((*nickname, *_aliases(document, name.value, [*_with_note(named), *told]))),
        pronouns=pronouns,
        gender=_gender(sectioned, named.note, pronouns),
        age=None if group else _age(document, name.value, told, named),
        description=None if group else _listed_description(document, named) or _description(document, name.value, told),
    )


def _with_note(named: _Named) -> Iterator[Span]:
    """A name together with the bracket behind it, which may hold another name ("Ana Ruiz (aka Anita)")."""
    if named.note is not None:
        yield Span(named.span.start, named.note.end)


def _unique(aliases: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    once: dict[str, Found[str]] = {}
    for alias in aliases:
        once.setdefault(alias.value.casefold(), alias)
    return tuple(once.values())


_NICKNAME = re.compile(r"\s*[\"\u201c\u2018'(](?P<nickname>[^\"\u201d\u2019'()]{2,30})[\"\u201d\u2019')]\s*")


def _without_nickname(document: Document, span: Span) -> tuple[str, tuple[Found[str], ...]]:
    """A name without the nickname that stands in quotation marks inside it, and that nickname."""
    printed = document.quote(span)
    match = _NICKNAME.search(printed)
    if match is None or match.start() == 0:
        return plain(printed), ()
    nickname = Span(span.start + match.start("nickname"), span.start + match.end("nickname"))
    return plain(printed[: match.start()] + " " + printed[match.end() :]), (found_text(document, nickname),)


def is_group(name: str) -> bool:
    """Whether a name is that of a group: it holds a word for one, or a number."""
    return bool(vocabulary.pattern("people", "group").search(name)) or bool(re.match(r"\d|some\s", name))


def _spelled(name: str) -> str:
    return r"\s{1,4}".join(
        re.escape(word).replace("'", "['\u2019]").replace("\u2019", "['\u2019]") for word in name.split()
    )


def _first_in_full(document: Document, name: str, told: list[Span]) -> Span | None:
    pattern = re.compile(rf"(?<!\w){_spelled(name)}(?!\w)", re.IGNORECASE)
    for span in told:
        for match in pattern.finditer(document.text, *span):
            if not match.group().isupper() or name.isupper():
                return Span(*match.span())
    return None


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
    words = [word for word in re.split(r"[\s/,]+", document.quote(note).casefold()) if word]
    if not words or not all(word in known for word in words):
        return None

    def printed(quote: str) -> str:
        return re.sub(r"\s*/\s*", "/", plain(quote).casefold())

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
    words = set(re.findall(r"[^\W\d_]+", document.quote(stated).casefold()))
    for key, gender in (("female", Gender.FEMALE), ("male", Gender.MALE)):
        other = vocabulary.word_set("male" if key == "female" else "female", "people")
        if words & vocabulary.word_set(key, "people") and not words & (other - vocabulary.word_set(key, "people")):
            return read_from(document, lambda _, gender=gender: gender, stated)  # type: ignore[misc]
    return None


def _gender_of_pronouns(pronouns: str, languages: tuple[str, ...]) -> Gender | None:
    first = re.split(r"[\s/,]+", pronouns.strip())[0]
    for language in (*languages, *vocabulary.languages()):
        for key, gender in (
            ("pronoun_female", Gender.FEMALE),
            ("pronoun_male", Gender.MALE),
            ("pronoun_other", Gender.OTHER),
        ):
            if first in _pronoun_words(key).get(language, set()):
                return gender
    return None


def _aliases(document: Document, name: str, told: list[Span]) -> Iterator[Found[str]]:
    """Other spellings of a word of the name, beside the rest of the name or alone; and names "also known as"."""
    seen: set[str] = set()
    words = name.split()
    for found in (*other_spellings(document, name, told), *_other_names(document, name, told)):
        if found.value.casefold() not in seen and found.value.casefold() not in (
            name.casefold(),
            *map(str.casefold, words),
        ):
            seen.add(found.value.casefold())
            yield found


def other_spellings(document: Document, name: str, told: list[Span]) -> list[Found[str]]:
    """The places in `told` that spell a word of the name in another way, beside the rest of it or alone, in order."""
    words = name.split()
    found = (*_variants(document, words, told), *_lone_variants(document, words, told))
    return sorted(found, key=lambda one: one.start)


def _variants(document: Document, words: list[str], told: list[Span]) -> Iterator[Found[str]]:
    if len(words) < 2:
        return
    for index, word in enumerate(words):
        neighbours = "|".join(map(re.escape, (other for at, other in enumerate(words) if at != index)))
        double = r"(?:-[^\W\d_]{1,30}){0,3}" if "-" in word else ""
        variant = rf"(?P<variant>[^\W\d_][^\W\d_'\u2019-]+{double})"
        source = (
            rf"(?<!\w)(?:{neighbours})\s{{1,3}}{variant}"
            if index
            else rf"(?<!\w){variant}\s{{1,3}}(?:{neighbours})(?!\w)"
        )
        for span in told:
            for match in re.compile(source).finditer(document.text, *span):
                if alike(word, match["variant"]):
                    yield found_text(document, Span(*match.span("variant")))


def _lone_variants(document: Document, words: list[str], told: list[Span]) -> Iterator[Found[str]]:
    """Spellings of the last word of the name that stand alone; a word that is elsewhere another person's is none."""
    last = words[-1]
    if len(words) < 2 or len(last) < _SHORTEST_LONE_VARIANT:
        return
    letter = r"(?:[^\W\d_]|-)" if "-" in last else r"[^\W\d_]"
    pattern = re.compile(rf"(?<!\w){re.escape(last[0])}{letter}{{{len(last) - 3},{len(last) + 2}}}(?!\w)")
    for span in told:
        for match in pattern.finditer(document.text, *span):
            if alike(last, match.group()) and not _belongs_to_another(document, match.group(), words, told):
                yield found_text(document, Span(*match.span()))


def _belongs_to_another(document: Document, word: str, words: list[str], told: list[Span]) -> bool:
    named = re.compile(rf"(?P<before>[A-Z\u00c0-\u00de][\w'\u2019-]+)\s{{1,3}}{re.escape(word)}(?!\w)")
    before = {match["before"] for span in told for match in named.finditer(document.text, *span)}
    return bool(before - set(words))


def alike(word: str, other: str) -> bool:
    """Whether two words are spellings of one name: not the same, nor its possessive, but few letters apart."""
    from rapidfuzz.distance import DamerauLevenshtein

    if word.casefold() == other.casefold() or not other[0].isupper() or abs(len(word) - len(other)) > 3:
        return False
    if vocabulary.without_marks(word) == vocabulary.without_marks(other):
        return True
    if min(len(word), len(other)) < _SHORTEST_VARIANT:
        return False
    if other.casefold() in (word.casefold() + "s", word.casefold() + "es"):
        return False
    return DamerauLevenshtein.normalized_similarity(word.casefold(), other.casefold()) >= _LEAST_ALIKE


def _other_names(document: Document, name: str, told: list[Span]) -> Iterator[Found[str]]:
    known_as = vocabulary.pattern("people", "also_known_as").pattern
    word = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
    source = (
        rf"(?<!\w){_spelled(name)},?\s{{1,3}}\(?{known_as}\s{{1,3}}(?:as\s)?[\"\u201c\u2018']?"
        rf"(?P<other>{word}(?:\s(?:[a-z]{{1,3}}\s){{0,2}}{word}){{0,3}})"
    )
    sources = [source, *_with_nickname(name)]
    for span in told:
        for pattern in map(re.compile, sources):
            for match in pattern.finditer(document.text, *span):
                yield found_text(document, document.trimmed(Span(*match.span("other")), marks="'\u2019\u201d\""))


def _with_nickname(name: str) -> Iterator[str]:
    """The patterns of a name with a nickname in quotation marks between its words."""
    nickname = r"[\"\u201c\u2018'](?P<other>[^\"\u201d\u2019'\n]{2,30})[\"\u201d\u2019']"
    words = name.split()
    for at in range(1, len(words)):
        first, last = _spelled(" ".join(words[:at])), _spelled(" ".join(words[at:]))
        yield rf"(?<!\w){first}\s{{1,3}}{nickname}\s{{1,3}}{last}(?!\w)"


def _mentions(document: Document, name: str, told: list[Span]) -> Iterator[Span]:
    """The places that name the subject in full, then those that print the last word of the name alone."""
    for printed in dict.fromkeys((name, name.split()[-1])):
        pattern = re.compile(rf"(?<!\w){_spelled(printed)}(?!\w)")
        for span in told:
            yield from (Span(*match.span()) for match in pattern.finditer(document.text, *span))


def _listed_description(document: Document, named: _Named) -> Found[str] | None:
    """What a name list says behind name and age ("aged 34, teacher"), without article."""
    aged = vocabulary.pattern("people", "age_word", "year_old")
    for part in _listed_parts(document, named.rest):
        text = document.quote(part)
        if re.search(r"[^\W\d_]{3}", text) and not aged.match(text) and not (aged.search(text) and text[0].isdigit()):
            article = vocabulary.pattern("people", "article").match(text)
            start = part.start + (article.end() if article else 0)
            return found_text(document, document.trimmed(Span(start, part.end)))
    return _shared_description(document, named.shared)


def _shared_description(document: Document, shared: tuple[Span, ...]) -> Found[str] | None:
    """What a brace says of several people, unless it only says where they are from ("of Talcahuano")."""
    if not shared:
        return None
    article = vocabulary.pattern("people", "article").match(document.quote(shared[0]))
    first = document.trimmed(Span(shared[0].start + (article.end() if article else 0), shared[0].end))
    words = document.quote(first).casefold().split()
    if not words or words[0] in vocabulary.word_set("connector", "officials"):
        return None
    return found_text(document, first, *shared[1:])


_REMARK = re.compile(r"\s{0,8}\([^()\n]{1,60}\)?$")


def _listed_parts(document: Document, rest: tuple[Span, ...]) -> Iterator[Span]:
    """The parts between commas of what follows a listed name, without a remark in brackets at their ends."""
    if len(rest) > 1 and rest[-1].end - rest[0].start < _LONGEST_REST and _is_whole(document, rest):
        rest = (Span(rest[0].start, rest[-1].end),)
    for span in rest:
        start = span.start
        for match in re.compile(r",|$").finditer(document.text, *span):
            part = document.trimmed(Span(start, match.start()), marks=",;.]}")
            remark = _REMARK.search(document.quote(part))
            yield Span(part.start, part.start + remark.start()) if remark else part
            start = match.end()


_LONGEST_REST = 200


def _is_whole(document: Document, spans: tuple[Span, ...]) -> bool:
    """Whether nothing but white space stands between the spans."""
    return not any(document.text[one.end : other.start].strip() for one, other in pairwise(spans))


def _age(document: Document, name: str, told: list[Span], named: _Named) -> Found[int] | None:
    aged = vocabulary.pattern("people", "age_word").pattern
    old = vocabulary.pattern("people", "year_old").pattern
    behind = re.compile(
        rf"(?:\s?\([^()\d]{{1,12}}\))?(?:,|\s\(|,?\s\(?{aged}|,?\s(?:who\s)?(?:is|was)\s(?:{aged}\s)?)\s{{0,3}}"
        rf"(?P<age>1?\d{{1,2}})(?=[,.;)]|\s(?:and|who|was|is|has)\b|\s{{0,2}}-?{old})",
        re.IGNORECASE,
    )
    before = re.compile(rf"(?P<age>1?\d{{1,2}})(?:-|\s){old}(?:\s[\w'\u2019-]{{1,24}},?){{0,8}}\s$", re.IGNORECASE)
    apposed = re.compile(
        rf",?\s(?:(?:is|was)\s)?an?\s(?:[\w'\u2019-]{{1,20}}\s){{0,2}}?(?P<age>1?\d{{1,2}})[-\s]{{1,2}}{old}",
        re.IGNORECASE,
    )
    text = document.text
    listed = re.compile(
        rf"(?:{aged}|,|(?<![\w,]))\s{{0,3}}(?:de\s)?(?P<age>\d{{1,3}})(?=$|[,;.)]|\s{{0,2}}-?{old})", re.IGNORECASE
    )
    for part in _listed_parts(document, named.rest):
        match = listed.match(text, *part)
        if match:
            return read_from(document, int, Span(*match.span("age")))
    for place in (named.span, *_mentions(document, name, told)):
        match = (
            behind.match(text, place.end)
            or apposed.match(text, place.end)
            or before.search(text[max(0, place.start - 120) : place.start])
        )
        if match is None:
            continue
        offset = max(0, place.start - 120) if match.re is before else 0
        return read_from(document, int, Span(offset + match.start("age"), offset + match.end("age")))
    return None


@cache
def _behind_name() -> re.Pattern[str]:
    occupation = vocabulary.pattern("people", "occupation").pattern
    phrase = rf"(?P<phrase>(?:[\w'\u2019/-]+,?\s+){{0,7}}?{occupation}(?:[^,.;:()\n]{{0,60}})?)"
    return kept_patterns.compiled(
        rf"(?:,\s+(?:aged\s+)?\d{{1,3}},)?(?:,\s+|\s+(?:is|was)\s+)(?:an?\s+|the\s+)"
        rf"(?P<rest>{phrase})(?=[,.;)]|\s+(?:who|that|whose|which)\b)",
        re.IGNORECASE,
    )


def _description(document: Document, name: str, told: list[Span]) -> Found[str] | None:
    """The first noun phrase that stands beside the full name and says what the person is."""
    candidates: list[Span] = []
    pattern = re.compile(rf"(?<!\w){_spelled(name)}(?!\w)")
    for span in told:
        for match in pattern.finditer(document.text, *span):
            candidates += _phrase_before(document, Span(span.start, match.start()))
            candidates += _phrase_behind(document, Span(match.end(), span.end))
    return found_text(document, min(candidates)) if candidates else None


def _phrase_before(document: Document, span: Span) -> Iterator[Span]:
    """The words directly before a name, back to the first that cannot be part of a noun phrase."""
    start = max(span.start, span.end - 120)
    text = document.text[start : span.end]
    words = list(re.finditer(r"[\w'\u2019/-]+", text))
    tail = text[words[-1].end() :] if words else ""
    if (
        not words
        or tail.strip(" ,\n")
        or re.sub(r"^[ld]['\u2019]", "", words[-1].group().casefold())
        not in vocabulary.word_set("occupation", "people")
    ):
        return
    first = len(words) - 1
    while first > 0 and (
        _in_phrase(words[first - 1].group(), text[words[first - 1].end() : words[first].start()])
        or _joins_occupations([word.group() for word in words[:first]])
    ):
        first -= 1
    if words[first].group().casefold() in vocabulary.word_set("conjunction", "officials"):
        first += 1
    possessive = first > 0 and words[first - 1].group().casefold() in vocabulary.word_set("possessive", "people")
    elided = re.match(r"[lLdD]['\u2019]", words[first].group())
    if not possessive:
        yield Span(start + words[first].start() + (2 if elided else 0), start + words[-1].end())


def _joins_occupations(words: list[str]) -> bool:
    """Whether the last word joins the occupation before it to what follows ("trade unionist and | teacher")."""
    if len(words) < 2 or words[-1].casefold() not in vocabulary.word_set("conjunction", "officials"):
        return False
    return words[-2].casefold() in vocabulary.word_set("occupation", "people")


_STOPS = re.compile(r"(?:[.,;:()\n\u201c\u201d\u2013\u2014]|\s{2,})")


def _in_phrase(word: str, gap: str) -> bool:
    """Whether a word before a noun can belong to its phrase: no article, preposition or verb, no comma between."""
    if _STOPS.search(gap):
        return False
    folded = word.casefold()
    if folded in vocabulary.word_set("phrase_stop", "people") or folded in vocabulary.word_set("common_words"):
        return False
    if any(char.isdigit() for char in word):
        return False
    return not folded.endswith("ed") or folded in vocabulary.word_set("phrase_participle", "people")


def _phrase_behind(document: Document, span: Span) -> Iterator[Span]:
    match = _behind_name().match(document.text, span.start, min(span.end, span.start + 240))
    if match:
        yield document.trimmed(Span(*match.span("rest")))
