"""What the text tells of a person beside the name: age, and what the person is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.people.ages import (
    age_beside,
    age_of_next_sentence,
    age_of_several,
    ages_of_one,
    figures_or_word,
    may_tell_in_words,
    shared_age,
    years,
)
from ingest.fields.people.entry_notes import DASH, DASHES, is_age_cell, states_age, tells_age_and_more, tells_status
from ingest.fields.people.named import Named
from ingest.fields.people.noun_phrases import (
    begins_for_several,
    behind_possessive,
    breaks_off,
    ends_for_several,
    is_acronym,
    is_occupation,
    phrase_behind,
    phrases_before,
    with_bracket,
)
from ingest.fields.people.relatives import kinship_alone
from ingest.fields.people.spellings import behind_other_name, spelled, spelled_in_story
from ingest.found import Found, found_text, read_from
from ingest.kept_patterns import compiled, kept_pattern


def read_age(
    document: Document,
    name: str,
    told: Sequence[Span],
    named: Named,
    language: str,
    shared: frozenset[str] = frozenset(),
    *,
    others: Sequence[str],
) -> Found[int] | None:
    """The age in a list's entry, or beside the name in the text; `others`: the names of all else who are at risk.

    `language` is the document's. A word of `shared`, that is in several people's names, names nobody for itself.
    """
    noted = (named.note,) if named.note is not None and "," in document.quote(named.note) else ()
    for part in (*_listed_parts(document, noted), *_listed_parts(document, named.rest, of_kin=bool(others))):
        if is_age_cell(document.quote(part)) and document.quote(part).isdigit():
            return read_from(document, years, part)
        kin = kinship_alone(document.text, part)
        if kin is not None and kin.age is not None:
            return read_from(document, years, kin.age)
        match = _listed_age(may_tell_in_words(document.quote(part))).match(document.text, *part)
        if match:
            return read_from(document, years, Span(*match.span("age" if match["age"] else "word")))
    for place in (named.span, *_mentions(document, name, told, shared)):
        start = max((span.start for span in told if span.start <= place.start < span.end), default=place.start)
        end = behind_other_name(document.text, place.end, len(document.text))
        # Behind a list's entry the next one begins, with an age of its own.
        entry = named.rest[-1].end if place is named.span and named.rest else len(document.text)
        age = age_beside(document.text[: max(end, entry)], Span(place.start, end), start)
        age = age or _age_behind_phrase(document, Span(place.start, end), language, others)
        if age is not None:
            return read_from(document, years, age)
    for span in told:
        age = age_of_next_sentence(document.text, spelled(name), span, language, alone=not others)
        if age is not None:
            return read_from(document, years, age)
    for span in told if others else ():
        age = age_of_several(document.text, (name, *others), span)
        if age is not None:
            return read_from(document, years, age)
    for span in told if not others else ():
        for age in ages_of_one(document.text, name, span, language, is_occupation):
            return read_from(document, years, age)
    return None


def _age_behind_phrase(document: Document, name: Span, language: str, others: Sequence[str]) -> Span | None:
    """The age behind what is told of somebody between commas ("Ana Ruiz, head of the Union (UNX), | aged 45,").

    What names one of `others` is told of that one.
    """
    if document.text[name.end : name.end + 1] != ",":
        return None
    phrase = phrase_behind(document, Span(name.end, len(document.text)), language, first=False)
    if phrase is None or document.text[phrase.end : phrase.end + 1] != ",":
        return None
    told = plain(document.quote(phrase))
    if told.split()[0].casefold() in _titles() or any(other in told for other in others):
        return None
    aged = _age_behind_comma().match(document.text, phrase.end)
    return Span(*aged.span("age")) if aged is not None else None


@kept_pattern(re.IGNORECASE)
def _age_behind_comma() -> str:
    aged, old = (vocabulary.expression("people", key) for key in ("age_word", "year_old"))
    return rf",\s{{1,3}}(?:{aged}\s{{1,3}})?(?P<age>1?\d{{1,2}})(?:\s{{1,2}}{old})?(?=[,.;)])"


@kept_pattern(re.IGNORECASE)
def _listed_age(in_words: bool) -> str:
    aged = vocabulary.expression("people", "age_word")
    old = vocabulary.expression("people", "year_old")
    before = vocabulary.alternatives("people", "before_age")
    return (
        rf"(?:{aged}|,|(?<![\w,]))\s{{0,3}}(?:{before}\s)?(?P<age>\d{{1,3}})(?=$|[,;.)]|\s{{0,2}}-?{old})"
        rf"|(?:{aged}\s{{1,3}})?(?P<word>{figures_or_word(in_words=in_words)})(?:\s{{1,2}}|-){old}"
    )


def _mentions(document: Document, name: str, told: Sequence[Span], shared: frozenset[str]) -> Iterator[Span]:
    """The places that name the subject in full, then those that print only its end or its beginning."""
    words = name.split()
    parts = [" ".join(words[:count]) for count in range(len(words) - 1, 1, -1)]
    parts += [" ".join(words[first:]) for first in range(1, len(words) - 1)]
    alone = (word for word in (words[-1], words[0]) if word not in shared)
    for printed in dict.fromkeys((name, *parts, *alone)):
        source = spelled_in_story(printed) if printed == name else spelled(printed)
        pattern = re.compile(rf"(?<!\w){source}(?!\w)")
        for span in told:
            for match in pattern.finditer(document.text, *span):
                if printed == name or not _in_longer_name(document.text, Span(*match.span())):
                    yield Span(*match.span())


_CAPITALISED = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"


def _in_longer_name(text: str, place: Span) -> bool:
    """Whether other capitalised words beside a single word of the name make it somebody else's."""
    before = re.search(
        rf"(?P<opens>[.!?] )?(?<!\w)(?P<word>{_CAPITALISED})\s$", text[max(0, place.start - 40) : place.start]
    )
    if _goes_on_as_name(text, place.end):
        return True
    if before is not None and before["opens"] and _is_small_word(before["word"]):
        return False
    return before is not None and not is_occupation(before["word"]) and before["word"].casefold() not in _titles()


def _goes_on_as_name(text: str, end: int) -> bool:
    """Whether a capitalised word stands right behind a word of a name."""
    return compiled(rf"\s{_CAPITALISED}").match(text, end) is not None


def _is_small_word(word: str) -> bool:
    """Whether a word with which a sentence begins is no name ("Yesterday Ruiz ...")."""
    small = vocabulary.word_set("no_name", "people") | vocabulary.word_set("common_words")
    return word.casefold() in small


def _titles() -> frozenset[str]:
    return vocabulary.word_set("courtesy", "officials") | vocabulary.word_set("title", "people")


def read_description(
    document: Document,
    names: Sequence[str],
    told: Sequence[Span],
    named: Named,
    language: str,
    others: Sequence[str] = (),
) -> Found[str] | None:
    """What a list says the person is, or else the first noun phrase beside the full name that does.

    `names` are the name and others of the same person that stand for the whole of it. `language` is the document's.
    What stands before or behind several names, those of `others` among them, is said of each where its noun is one for
    several people.
    """
    listed = _listed_description(document, named)
    if listed is not None:
        return listed
    candidates: list[tuple[Span, ...]] = []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(spelled_in_story, names))})(?!\w)")
    first = True
    for span in told:
        for place in _in_list(pattern, document, named, span):
            candidates += _said_of_several(document, place, span, others, language)
        for match in pattern.finditer(document.text, *span):
            if len(match.group().split()) == 1 and _goes_on_as_name(document.text, match.end()):
                # A first name alone is somebody else's before another surname.
                continue
            before = phrases_before(document, Span(span.start, match.start()), language)
            candidates += [
                phrase
                for phrase in before
                if not _is_rank(document.quote(*phrase)) and (first or not _ends_entry(document, phrase))
            ]
            # What is said together with the ages of several people is said of all of them.
            shared = shared_age(document.text, Span(*match.span()))
            behind = (
                None
                if shared is not None
                else phrase_behind(document, Span(match.end(), span.end), language, first=first)
            )
            candidates += [(behind,)] if behind else []
            first = False
    return found_text(document, *min(candidates)) if candidates else None


def _in_list(pattern: re.Pattern[str], document: Document, named: Named, span: Span) -> Iterator[Span]:
    """The places that name somebody; a first name with a surname that others share stands for the whole."""
    if named.surname is not None and span.start <= named.span.start < span.end:
        yield named.span
    for match in pattern.finditer(document.text, *span):
        yield Span(*match.span())


def _said_of_several(
    document: Document, name: Span, span: Span, others: Sequence[str], language: str
) -> Iterator[tuple[Span, ...]]:
    """The noun phrases for several people before a list of names that `name` stands in, and behind it."""
    if not others:
        return
    aged = r"(?:\s?\([^()\n]{1,40}\)|,\s(?:\w{1,6}\s){0,2}\d{1,2}(?:\s\w{1,6})?(?=,))?"
    other = rf"(?:{'|'.join(map(spelled, others))})(?!\w){aged}"
    joint = rf"(?:,?\s{{1,3}}{vocabulary.expression('people', 'list_joint')}\s{{1,3}}|,\s{{1,3}})"
    before = re.compile(rf"(?:(?<!\w)(?:{other}{joint}){{1,12}})?$").search(document.text[span.start : name.start])
    start = span.start + before.start() if before else name.start
    for phrase in phrases_before(document, Span(span.start, start), language):
        if ends_for_several(document.quote(phrase[-1])):
            yield phrase
    if shared_age(document.text, name) is not None:
        return
    behind = re.compile(rf"{aged}(?:{joint}{other}){{1,12}}").match(document.text, name.end, span.end)
    phrase_of_all = phrase_behind(document, Span(behind.end(), span.end), language, first=False) if behind else None
    if phrase_of_all is not None and begins_for_several(document.quote(phrase_of_all)):
        yield (phrase_of_all,)


def _ends_entry(document: Document, phrase: tuple[Span, ...]) -> bool:
    """Whether a phrase stands behind another one's age, in a list that lost its breaks ("..., aged 24, student")."""
    aged = vocabulary.expression("people", "age_word")
    before = document.text[max(0, phrase[0].start - _NEAR_AGE) : phrase[0].start]
    return compiled(rf"{aged}\s{{1,3}}\d{{1,3}},\s{{1,3}}$", re.IGNORECASE).search(before) is not None


_NEAR_AGE = 30


def _is_rank(phrase: str) -> bool:
    """Whether a phrase before a name is a military rank alone, which belongs to neither name nor description."""
    ranks = vocabulary.word_set("rank", "officials") | vocabulary.word_set("title", "people")
    return phrase.casefold() in ranks - vocabulary.word_set("title_or_occupation", "people")


def _listed_description(document: Document, named: Named) -> Found[str] | None:
    """What a name list says before or behind name and age ("aged 34, teacher"), without article."""
    if named.relation is not None:
        return found_text(document, named.relation)
    if named.note is not None and _is_description(document.quote(named.note)):
        return found_text(document, _behind_age(document, document.trimmed(named.note)))
    aged = vocabulary.pattern("people", "age_word", "year_old")
    for part in _listed_parts(document, named.rest):
        text = document.quote(part)
        if (
            _is_relative_listed(document, part)
            or vocabulary.match(text, "people", "also_known_as", "alias_sign", "names_withheld")
            or not compiled(r"[^\W\d_]{3}").search(text)
            or _other_name().match(text)
            or _spelled_otherwise().match(text)
        ):
            continue
        age_alone = states_age(text) or (aged.search(text) and text[0].isdigit() and not tells_age_and_more(text))
        if not aged.match(text) and not age_alone and not _tells_no_more(text):
            article = vocabulary.match(text, "people", "article", "all_of_them")
            article = None if article and is_acronym(article.group()) and not text.isupper() else article
            start = part.start + (article.end() if article else behind_possessive(text))
            told = _without_status(document, document.trimmed(Span(start, part.end)))
            return found_text(document, with_bracket(document, told))
    return _shared_description(document, named.shared) or (found_text(document, named.title) if named.title else None)


def _behind_age(document: Document, note: Span) -> Span:
    """What a bracket says behind an age ("28, | social worker")."""
    age, comma, _ = document.quote(note).partition(",")
    if not comma or not (age.isdigit() or states_age(age)):
        return note
    return document.trimmed(Span(note.start + len(age) + 1, note.end))


def _is_relative_listed(document: Document, part: Span) -> bool:
    """Whether a part of an entry is a relative beside the one named: a gender of his own follows ("his wife (f)")."""
    marked = compiled(r"\s{1,3}\((?P<sign>[^()\n]{1,12})\)").match(document.text, part.end)
    genders = vocabulary.word_set("female", "people") | vocabulary.word_set("male", "people")
    words = document.quote(part).casefold().split()
    whose = bool(words) and words[0] in vocabulary.word_set("possessive", "people")
    return whose and marked is not None and marked["sign"].casefold() in genders


@cache
def _other_name() -> re.Pattern[str]:
    """Another name of the person, in quotation marks, "or" before it, or with a label ("Chinese name: Lin Wen-fu")."""
    label = vocabulary.expression("people", "name_word")
    joint = vocabulary.expression("people", "other_name_joint")
    return compiled(rf"(?:{joint}\s)?[\"\u201c\u00ab\u2018']|(?:[^\W\d_]{{1,20}}\s)?{label}\s?:", re.IGNORECASE)


@kept_pattern(re.IGNORECASE)
def _spelled_otherwise() -> str:
    """Words that tell another form of the name ("surname also written Selvaraja")."""
    label, known_as = (vocabulary.expression("people", key) for key in ("name_word", "also_known_as"))
    return rf"{label}\s{{1,3}}(?:\w{{1,12}}\s{{1,3}}){{0,2}}{known_as}"


@kept_pattern(re.IGNORECASE)
def _status() -> str:
    return rf"\s{{1,3}}(?P<status>{vocabulary.expression('people', 'status')})$"


def _without_status(document: Document, span: Span) -> Span:
    """What is listed of somebody without a word in capitals behind it, which tells what became of him ("RELEASED")."""
    status = _status().search(document.quote(span))
    if status is None or not status["status"].isupper() or document.quote(span).isupper():
        return span
    return Span(span.start, span.start + status.start())


def _is_description(note: str) -> bool:
    """Whether a bracket behind a listed name says what the person is, and no gender."""
    genders = vocabulary.word_set("female", "people") | vocabulary.word_set("male", "people")
    words = note.casefold().split()
    return bool(words) and is_occupation(words[-1]) and not any(word in genders for word in words)


def _begins_with_status(text: str) -> bool:
    """Whether a part of an entry begins with what became of somebody ("released on bail"), not what the person is."""
    if not vocabulary.may_begin(vocabulary.squeezed(text), "people", "status"):
        return False
    return vocabulary.match(text, "people", "status") is not None and not any(map(is_occupation, text.split()))


def _tells_no_more(text: str) -> bool:
    """Whether a part of an entry tells only roughly how old somebody is ("in her thirties"), a colour ("white") or what
    became of the person.
    """
    if text.casefold() in vocabulary.word_set("no_description", "people"):
        return True
    if tells_status(text) or _begins_with_status(text):
        return True
    return vocabulary.match(text, "people", "rough_age") is not None


def _shared_description(document: Document, shared: tuple[Span, ...]) -> Found[str] | None:
    """What a brace says of several people, unless it only says where they are from ("of Talcahuano")."""
    if not shared:
        return None
    article = vocabulary.match(document.quote(shared[0]), "people", "article")
    first = document.trimmed(Span(shared[0].start + (article.end() if article else 0), shared[0].end))
    words = document.quote(first).casefold().split()
    if not any(is_occupation(word) for word in words) or words[0] in vocabulary.word_set("connector", "officials"):
        return None
    return found_text(document, first, *(one for one in shared[1:] if not _tells_no_more(document.quote(one))))


# The letters of an institution belong to its name ("president of the Farmers' Union (FU)").
_REMARK = compiled(r"\s{0,8}\((?![A-Z][A-Z-]{1,11}\)?$)[^()\n]{1,60}\)?$")


def _listed_parts(document: Document, rest: tuple[Span, ...], *, of_kin: bool = False) -> Iterator[Span]:
    """The parts between commas of what follows a listed name, without a remark in brackets at their ends.

    `of_kin`: an age in the bracket behind whose relative the person is is a part too ("his son (| aged 14)").
    """
    if rest and document.quote(rest[0]).isdigit():
        # The age stands in a column or bracket of its own.
        yield rest[0]
        rest = rest[1:]
    if len(rest) > 1 and rest[-1].end - rest[0].start < _LONGEST_REST and _is_whole(document, rest):
        rest = (Span(rest[0].start, rest[-1].end),)
    for span in rest:
        start = span.start
        for match in compiled(rf"[,;]|{DASH.pattern}|(?<=\d)(?:[ ]{{2,}}|\t)[ \t]*|$").finditer(document.text, *span):
            part = document.trimmed(Span(start, match.start()), marks=f",;.]}}{DASHES}")
            remark = _REMARK.search(document.quote(part))
            before = document.quote(part)[: remark.start()].split() if remark else []
            if remark is None or _needs_more(before):
                yield part
            else:
                yield (told := Span(part.start, part.start + remark.start()))
                inside = document.trimmed(Span(told.end, part.end), marks="()")
                # Behind another noun it may be that of somebody whom the noun goes on to name.
                if of_kin and is_age_cell(document.quote(inside)) and kinship_alone(document.text, told) is not None:
                    yield inside
            start = match.end()


def _needs_more(words: Sequence[str]) -> bool:
    """Whether words before a bracket break off without it ("president of | (UNX)")."""
    return bool(words) and breaks_off(words[-1])


_LONGEST_REST = 200


def _is_whole(document: Document, spans: tuple[Span, ...]) -> bool:
    """Whether nothing but white space stands between the spans."""
    return not any(document.text[one.end : other.start].strip() for one, other in pairwise(spans))
