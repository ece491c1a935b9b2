"""The people whom headline and lead present, where neither name line nor list does."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.people.anonymous import CLOSING, OPENING
from ingest.fields.people.lead_group import counts_names, lead_group
from ingest.fields.people.named import Named, counts
from ingest.fields.people.noun_phrases import is_occupation
from ingest.fields.people.one_breath import with_companions
from ingest.fields.people.other_bearers import (
    LONGEST_OCCUPATION,
    MOST_WORDS_BEFORE_NAME,
    is_presented,
    is_told_of_person,
)
from ingest.fields.people.person_names import is_no_name, persons, relatives_named
from ingest.fields.people.relatives import relatives_in, relatives_named_together
from ingest.fields.people.shared_surnames import SharedSurname, shared_surnames
from ingest.fields.people.spellings import other_names, spelled
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.places import country_of, find_countries
from ingest.sections import Sectioned
from ingest.sentences import sentences
from models import SectionKind


@dataclass(slots=True)
class _Told:
    """The names in running text, in order, and what is known of them."""

    sentences: list[list[Span]] = field(default_factory=list)
    """The names of each sentence that holds some, relatives with a first name or an age alone among them."""
    kin: dict[Span, Named] = field(default_factory=dict)
    sharing: dict[Span, Named] = field(default_factory=dict)
    passed: int = 0
    """How many sentences stand before the first that holds a name."""

    def presented(self, document: Document, chosen: Sequence[Span]) -> Iterator[Named]:
        """The chosen ones; a relative's first name may be that of somebody who is named in full elsewhere."""
        words = [document.quote(span).split() for span in chosen if span not in self.kin]
        full = {name[0] for name in words if len(name) > 1}
        for span in chosen:
            if span not in self.kin or document.quote(span) not in full:
                yield self.kin.get(span) or self.sharing.get(span) or Named(span)


def names_below_question(sectioned: Sectioned, officials: Sequence[str]) -> Iterator[Named]:
    """The people whom running text below a label or a question for names presents: those whom its first sentence with
    a name gives in one breath.
    """
    document = sectioned.document
    told = _told(sectioned, SectionKind.SUBJECT_NAMES, officials)
    for first in told.sentences[:1]:
        yield from told.presented(document, with_companions(document, first, first[:1]))


def lead_names(sectioned: Sectioned, officials: Sequence[str]) -> Iterator[Named]:
    """The people whom the lead presents: those whom the headline names too and those named in one breath with them,
    or else those of the first sentence with a name; or else the group with which the lead begins.
    """
    document = sectioned.document
    title = _words_of_title(sectioned)
    told = _told(sectioned, SectionKind.SUMMARY, officials)
    titled = [
        name
        for names in told.sentences
        for name in with_companions(
            document, names, [name for name in names if name not in told.kin and _in_title(document, name, title)]
        )
    ]
    first = _first_names(document, told) if told.sentences else list(_single_names(sectioned))
    certain = [name for name in first if name not in told.kin]
    recurring = [name for name in certain if _recurs(sectioned, name) or is_presented(document, name)]
    recurring = [name for name in recurring if name == recurring[0] or not _is_of_deed(document, name)]
    if told.passed and not any(is_told_of_person(document, name) for name in recurring):
        recurring = []
    chosen = titled or _counted(sectioned, first, certain) or with_companions(document, first, recurring)
    chosen = chosen or _listed_first(sectioned, first, certain)
    lead = [name for names in told.sentences for name in names if name not in told.kin]
    chosen = _with_those_pleaded_for(sectioned, chosen, lead)
    if chosen and not titled and _headline_counts(sectioned):
        yield from (group for group in lead_group(sectioned) if not counts_names(document, group, len(chosen)))
    yield from told.presented(document, chosen)
    if not chosen:
        kept_back = [
            one for body in sectioned.bodies(SectionKind.SUMMARY)[:1] for one in _letters_in_lead(document, body)
        ]
        yield from map(Named, kept_back) if kept_back else lead_group(sectioned)


def _first_names(document: Document, told: _Told) -> list[Span]:
    """The names of the first sentence with some; in a lead that opens without a name, of the first that tells of one
    that it is a person's, since organizations and places may be named before.
    """
    evident = (names for names in told.sentences if any(is_told_of_person(document, name) for name in names))
    return next(evident, told.sentences[0]) if told.passed else told.sentences[0]


def _counted(sectioned: Sectioned, names: list[Span], certain: Sequence[Span]) -> list[Span]:
    """The names of a sentence in one breath with its first, if they are as many as the group with which the lead begins
    ("Three men, Ana Ruiz, ..."); none otherwise.
    """
    document = sectioned.document
    listed = with_companions(document, names, list(certain[:1]))
    groups = lead_group(sectioned) if len(listed) > 1 else ()
    return listed if any(counts_names(document, group, len(listed)) for group in groups) else []


def _listed_first(sectioned: Sectioned, names: list[Span], certain: Sequence[Span]) -> list[Span]:
    """The names in one breath with which the lead begins, or so many that they can only be those whom it is about;
    none otherwise.
    """
    document = sectioned.document
    listed = with_companions(document, names, list(certain[:1]))
    openings = (document.trimmed(body).start for body in sectioned.bodies(SectionKind.SUMMARY))
    opens = any(_begins(document.text[opening : name.start]) for name in names[:1] for opening in openings)
    return listed if len(listed) >= (_FEWEST_AT_START if opens else _FEWEST_INSIDE) else []


def _begins(before: str) -> bool:
    """Whether nothing stands before the first name of a lead but what those named are ("Darfuri asylum-seekers")."""
    words = before.split()
    return not words or (len(words) <= MOST_WORDS_BEFORE_NAME and is_occupation(words[-1]))


_FEWEST_AT_START = 2
_FEWEST_INSIDE = 3


def _words_of_title(sectioned: Sectioned) -> set[str]:
    """The words of the headline that may be somebody's name: those of a country's name are not, nor what people are."""
    words: set[str] = set()
    for body in sectioned.bodies(SectionKind.TITLE):
        title = plain(sectioned.document.quote(body))
        countries = [place for place, _ in find_countries(title, Span(0, len(title)))]
        words |= {
            vocabulary.without_marks(word.group())
            for word in _WORD.finditer(title)
            if not is_occupation(word.group())
            and not any(place.start <= word.start() < place.end for place in countries)
        }
    return words


def _told(sectioned: Sectioned, kind: SectionKind, officials: Sequence[str]) -> _Told:
    """The names in the sentences of all sections of a kind."""
    document = sectioned.document
    told = _Told()
    for body in sectioned.bodies(kind):
        for paragraph in paragraphs(document, body):
            for parts in sentences(document, paragraph):
                names = sorted(
                    name
                    for part in parts
                    for name in (*persons(document, part, officials), *relatives_named(document, part))
                )
                names = _with_single_ones(document, _without_other_names(document, names, parts))
                names = _apart(names, shared := [one for part in parts for one in shared_surnames(document.text, part)])
                told.sharing |= {first: Named(first, surname=one.surname) for one in shared for first in one.firsts}
                related = _related(document, names, parts)
                told.kin |= related
                if names:
                    told.sentences.append(sorted({*names, *related}))
                told.passed += not told.sentences
    return told


def _without_other_names(document: Document, names: list[Span], parts: Sequence[Span]) -> list[Span]:
    """The names of a sentence without those that it tells as another of somebody ("Ana Ruiz, known as Anita Paz,")."""
    if len(names) < 2:
        return names
    told = [other.start for name in names for other in other_names(document, plain(document.quote(name)), parts)]
    return [name for name in names if name.start not in told]


def _with_single_ones(document: Document, names: list[Span]) -> list[Span]:
    """The names of a sentence, and those in one word that stand alone between two of them ("Ana Ruiz, Nureli and Luis
    Paz").
    """
    joints = vocabulary.word_set("list_joint", "people")
    no_names = vocabulary.word_set("no_name", "people")
    single = compiled(
        r",\s{1,3}(?P<name>[A-Z\u00c0-\u00de][\w'\u2019-]{2,30}),?\s{1,3}(?:(?P<joint>[^\W\d_]+)\s{1,3})?"
    )
    found = list(names)
    for one, other in pairwise(names):
        match = single.fullmatch(document.text, one.end, other.start)
        joined = match is not None and (match["joint"] is None or match["joint"] in joints)
        if (
            match is not None
            and joined
            and not is_no_name(match["name"], no_names)
            and not is_occupation(match["name"])
        ):
            found.append(Span(*match.span("name")))
    return sorted(found)


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
    relatives = (
        one
        for part in parts
        for one in (*relatives_in(document.text, part), *relatives_named_together(document.text, part))
    )
    for relative in relatives:
        known = any(name.start < relative.name.end and relative.name.start < name.end for name in names)
        if known or (relative.relation is not None and is_no_name(document.quote(relative.name), no_names)):
            continue
        told = (relative.age,) if relative.age else ()
        found[relative.name] = Named(relative.name, None, told, relation=relative.relation)
    return found


def _headline_counts(sectioned: Sectioned) -> bool:
    """Whether the headline begins with how many people it is about ("Eleven migrants held")."""
    document = sectioned.document
    return any(
        counts(plain(document.quote(body)).casefold().split()[:1]) for body in sectioned.bodies(SectionKind.TITLE)[:1]
    )


def _with_those_pleaded_for(sectioned: Sectioned, chosen: list[Span], lead: Sequence[Span]) -> list[Span]:
    """The chosen names, and those of the lead that what to ask for, or the letter, names in one breath with one of
    them; others whom it names may stand between.
    """
    document = sectioned.document
    names = {plain(document.quote(span)): span for span in reversed(lead)}
    wanted = {plain(document.quote(span)) for span in chosen}
    for body in (*sectioned.bodies(SectionKind.RECOMMENDED_ACTION), *sectioned.bodies(SectionKind.LETTER)):
        told = {
            Span(*match.span())
            for name in names
            for match in re.compile(rf"(?<!\w){spelled(name)}(?!\w)").finditer(document.text, *body)
        }
        between = [
            name
            for name in persons(document, body, ())
            if not any(name.start < one.end and one.start < name.end for one in told)
        ]
        places = sorted({*told, *between})
        together = with_companions(document, places, [one for one in places if plain(document.quote(one)) in wanted])
        wanted |= {plain(document.quote(span)) for span in together}
    pleaded = [span for name, span in names.items() if name in wanted]
    return sorted({*chosen, *pleaded}) if chosen and len(wanted) > len(chosen) else list(chosen)


_WORD = compiled(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


_SHORTEST_TITLED = 4


def _in_title(document: Document, name: Span, title: set[str]) -> bool:
    """Whether the headline holds a word of the name that is no small one."""
    words = [vocabulary.without_marks(word) for word in _WORD.findall(plain(document.quote(name)))]
    return any(word in title and (len(word) >= _SHORTEST_TITLED or word == words[-1]) for word in words)


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
                if match[group] is None or is_no_name(match[group], no_names):
                    continue
                span = Span(*match.span(group))
                if (group == "first" and match["age"]) or _recurs(sectioned, span):
                    yield span


def _recurs(sectioned: Sectioned, name: Span) -> bool:
    """Whether the text names the person again behind the lead."""
    words = plain(sectioned.document.quote(name)).split()
    telling = "|".join(re.escape(word) for word in words if len(word) >= _SHORTEST_TITLED or word == words[-1])
    return bool(re.search(rf"(?<!\w)(?:{telling})(?!\w)", sectioned.document.text[name.end :]))


def _is_of_deed(document: Document, name: Span) -> bool:
    """Whether what stands before a name tells of a crime or a work ("for the murder of student | Luis Paz", "a novel by
    the writer | Luis Paz").
    """
    before = document.text[max(0, name.start - LONGEST_OCCUPATION) : name.start]
    return _deed().search(before) is not None


@cache
def _deed() -> re.Pattern[str]:
    deed = vocabulary.expression("people", "deed_of_another")
    return compiled(rf"(?<!\w){deed}\s{{1,3}}(?:[\w'\u2019-]+\s{{1,3}}){{0,5}}$", re.IGNORECASE)


def _letters_in_lead(document: Document, lead: Span) -> Iterator[Span]:
    """The letters in quotation marks that a lead prints for people, or the initials with which it begins; each again
    further on in the document.
    """
    found = list(_QUOTED_LETTERS.finditer(document.text, *lead))
    found = found or [
        one for one in _INITIALS.finditer(document.text, *lead) if _is_named_by_letters(document, lead, one.start())
    ]
    seen: set[str] = set()
    for match in found:
        recurs = document.text.find(match.group(), match.end()) >= 0
        if recurs and match["name"] not in seen and country_of(match["name"]) is None:
            seen.add(match["name"])
            yield Span(*match.span("name"))


def _is_named_by_letters(document: Document, lead: Span, start: int) -> bool:
    """Whether initials at a place begin the lead, or stand behind others or what somebody is."""
    before = document.text[max(document.trimmed(lead).start, start - LONGEST_OCCUPATION) : start].split()
    return not before or is_occupation(before[-1]) or _INITIALS.match(f"{before[-2:][0]} ") is not None


_QUOTED_LETTERS = compiled(rf"[{OPENING}](?P<name>[A-Z]{{1,2}}\.?)[{CLOSING}]")
_INITIALS = compiled(r"(?<![\w.])(?P<name>[A-Z]\.(?:[A-Z]\.){0,2})(?=,?\s|\))")
