"""Noun phrases beside a name that say what the person is ("human rights lawyer", ", a mother of three,")."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.ages import behind_age, figures_or_word, may_tell_in_words
from ingest.fields.people.spellings import behind_other_name
from ingest.kept_patterns import compiled, kept_pattern

_LONGEST_BEFORE = 120
_LONGEST_BEHIND = 240
_MOST_WORDS = 22
# Shorter endings are those of names too.
_SURE_ENDING = 6
_WORD = compiled(r"[\w'\u2019/-]+")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(vocabulary.word_set("occupation_ending", "people")))


def is_occupation(word: str) -> bool:
    """Whether a word says what somebody is: listed, its plural, or with an ending that only such words have."""
    bare = compiled(r"^[LlDd]['\u2019](?=\w)").sub("", word).strip(".,").casefold()
    known = vocabulary.word_set("occupation", "people")
    last = bare.rpartition("-")[2]
    if bare in known or last in known or (last.endswith("s") and last[:-1] in known):
        return True
    return last.endswith(_endings()) and any(
        last.endswith(ending) and len(last) > len(ending) + 1 and (word.islower() or len(ending) >= _SURE_ENDING)
        for ending in _endings()
    )


def phrases_before(document: Document, span: Span, language: str) -> Iterator[tuple[Span, ...]]:
    """The words directly before a name (the end of `span`), back to the first that cannot be part of a noun phrase.

    A possessive belongs to it where the noun tells a relation ("her aunt"), also before an age, which makes two
    stretches of it ("her 34-year-old aunt"). `language` is the document's.
    """
    start = max(span.start, span.end - _LONGEST_BEFORE)
    text = document.text[start : span.end]
    called = _called().search(text)
    text = text[: called.start()] + " " if called else text
    words = list(_WORD.finditer(text))
    every = len(words)
    while words and _is_title(words[-1].group()):
        words = words[:-1]
    tail = text[words[-1].end() :] if words else ""
    if not words or (_STOPS_BEFORE_NAME.search(tail) if len(words) == every else not tail.startswith((" ", ","))):
        return
    last = len(words) - 1
    head = _head(text, words, language)
    if head is None:
        return
    first = head
    while first > 0 and (
        _in_phrase(words[first - 1].group(), text[words[first - 1].end() : words[first].start()])
        or _joins_occupations([word.group() for word in words[:first]])
    ):
        first -= 1
    while first < head and words[first].group().casefold() in vocabulary.word_set("conjunction", "officials"):
        first += 1
    gap = text[words[first - 1].end() : words[first].start()] if first > 0 else "."
    if tail.startswith(",") and (_is_apposed(before := text[: words[first].start()]) or _is_source(before)):
        return
    if not gap.strip() and _counts(words[first - 1].group()):
        return
    pieces = words[head].group().casefold().split("-")
    relation = not vocabulary.word_set("relation", "people").isdisjoint((pieces[0], pieces[-1]))
    if first > 0 and _is_possessive(words[first - 1].group()):
        if _is_plural(words[head].group()):
            return
        first -= relation
    elided = compiled(r"[lLdD]['\u2019](?=\w)").match(words[first].group())
    in_words = may_tell_in_words(text[words[first].start() : words[last].end()])
    aged = _age_at_end(in_words).search(text, words[first].start(), words[last].end())
    end = aged.start() if aged else words[last].end()
    phrase = Span(start + words[first].start() + (2 if elided else 0), start + end)
    if relation and first > 1 and _is_age(words[first - 1].group()) and _is_possessive(words[first - 2].group()):
        yield Span(start + words[first - 2].start(), start + words[first - 2].end()), phrase
        return
    yield (phrase,)


@kept_pattern(re.IGNORECASE)
def _called() -> str:
    """What joins a name to a noun before it ("a businessman | named Luis Paz")."""
    return rf"\s{{1,3}}{vocabulary.expression('people', 'named_so')}\s{{1,3}}$"


def _is_apposed(before: str) -> bool:
    """Whether a phrase between commas is said of somebody whose name, age or bracket stands before it ("Luis Paz, 44,
    | a surgeon, Ana Ruiz", "Luis Paz, a 44-year-old | surgeon, Ana Ruiz").
    """
    article = vocabulary.expression("people", "article", "possessive")
    old = vocabulary.expression("people", "year_old")
    capitalised = r"[A-Z\u00c0-\u00de][\w'\u2019-]+"
    apposed = compiled(
        rf"(?:\)|(?<!\d)\d{{1,2}}|{capitalised} {capitalised}),\s{{1,3}}(?:(?i:{article})\s{{1,3}})?$"
        rf"|\s{capitalised},\s{{1,3}}(?i:{article})\s{{1,3}}(?:\d{{1,2}}-(?i:{old})\s)?$"
    )
    return apposed.search(before) is not None


def _is_source(before: str) -> bool:
    """Whether a phrase before a comma is said of who told something ("According to a | witness, Ana Ruiz")."""
    return _according_to().search(before) is not None


@kept_pattern(re.IGNORECASE)
def _according_to() -> str:
    article = vocabulary.expression("people", "article", "possessive")
    return rf"{vocabulary.expression('people', 'according_to')}\s{{1,3}}(?:{article}\s{{1,3}})?$"


def _is_possessive(word: str) -> bool:
    return word.casefold() in vocabulary.word_set("possessive", "people")


def _is_age(word: str) -> bool:
    """Whether a word of several joined ones tells an age ("34-year-old")."""
    number, _, unit = word.partition("-")
    return number.isdigit() and vocabulary.fullmatch(unit, "people", "year_old") is not None


@kept_pattern(re.IGNORECASE)
def _age_at_end(in_words: bool) -> str:
    """The age behind a noun, with a small word or none between ("lycéen | de 16 ans")."""
    old = vocabulary.expression("people", "year_old")
    return rf"\s(?:(?-i:[^\W\d_A-Z]{{1,4}})\s)?{figures_or_word(in_words=in_words)}\s{{1,2}}{old}$"


_STOPS_BEFORE_NAME = compiled(r"[^ ,\n]")


def _counts(word: str) -> bool:
    """Whether a word says of how many people the phrase is ("three | young men, ..."): it is not one person's then."""
    counted = word.isdigit() and compiled(r"(?:19|20)\d\d").fullmatch(word) is None
    return counted or word.casefold() in vocabulary.word_set("number_word", "people")


def _is_plural(word: str) -> bool:
    known = vocabulary.word_set("occupation", "people")
    if word.casefold() in vocabulary.word_set("several", "people"):
        return True
    if word.casefold() in vocabulary.word_set("relations", "people") - vocabulary.word_set("relation", "people"):
        return True
    bare = word.casefold()
    return any(bare.endswith(plural) and bare.removesuffix(plural) in known for plural in ("s", "es"))


def says_several(word: str) -> bool:
    """Whether a noun says what several people are ("brothers", "lawyers", "couple")."""
    return _is_plural(word) or word.casefold() in vocabulary.word_set("pair", "people")


def ends_for_several(phrase: str) -> bool:
    """Whether the noun of a phrase before names is one for several people ("dirigentes sindicales")."""
    return any(says_several(word) for word in _WORD.findall(phrase))


def begins_for_several(phrase: str) -> bool:
    """Whether a phrase behind names speaks of several people ("community organisers in Tumaco")."""
    stops = vocabulary.word_set("phrase_stop", "people")
    head = takewhile(lambda word: word.casefold() not in stops, _WORD.findall(phrase))
    return any(says_several(word) for word in head)


def _is_title(word: str) -> bool:
    bare = word.strip(".,")
    titles = vocabulary.word_set("courtesy", "officials") | vocabulary.word_set("title", "people")
    titles |= vocabulary.word_set("title_or_occupation", "people")
    return bare[:1].isupper() and (bare.casefold() in titles or f"{bare.casefold()}." in titles)


def _head(text: str, words: list[re.Match[str]], language: str) -> int | None:
    """Which word is the phrase's noun: the last, or one with its complement ("defensora | del territorio")."""
    last = len(words) - 1
    if is_occupation(words[last].group()):
        return last
    joints = vocabulary.in_language("people", "complement_joint", language)
    for index in range(last - 1, max(-1, last - _LONGEST_COMPLEMENT), -1):
        word = words[index].group()
        if compiled(r"[^\s]").search(text[words[index].end() : words[index + 1].start()]):
            return None
        if is_occupation(word):
            if all(_is_adjective(one.group(), language) for one in words[index + 1 :]):
                return index
            elided = compiled(r"[dD]['\u2019]\w").match(words[index + 1].group())
            joined = words[index + 1].group().casefold() in joints and index + 1 < last
            joined = joined and not any(_opens_clause(one.group()) for one in words[index + 1 :])
            return index if joined or elided else None
    return None


def _opens_clause(word: str) -> bool:
    """Whether a word behind a noun begins a clause, which no complement holds ("lawyer in Rome | who ...")."""
    return word in vocabulary.word_set("relative", "people") or word in vocabulary.word_set("auxiliary", "people")


# "defensora | de los derechos humanos hondureña"
_LONGEST_COMPLEMENT = 7


def _is_adjective(word: str, language: str) -> bool:
    """Whether a word can be an adjective that follows its noun ("dibujante | satírico"), as in Romance languages."""
    endings = vocabulary.in_language("people", "adjective_ending", language)
    forms = (word, *(word.removesuffix(plural) for plural in ("s", "es") if word.endswith(plural)))
    known = any(form.endswith(endings) for form in forms)
    return known and word.islower() and word not in vocabulary.word_set("phrase_stop", "people")


def _joins_occupations(words: list[str]) -> bool:
    """Whether the last word joins what somebody is to what follows ("trade unionist and | teacher")."""
    if len(words) < 2 or words[-1].casefold() not in vocabulary.word_set("conjunction", "officials"):
        return False
    if words[-2][0].isupper() and words[-3:-2] and words[-3][0].isupper():
        # A surname ("Ana | Baker and blogger Luis Paz").
        return False
    return is_occupation(words[-2]) or words[-2].casefold() in vocabulary.word_set("relation", "people")


_STOPS = compiled(r"(?:[.,;:()\n\u201c\u201d\u2013\u2014]|\s{2,})")


def _in_phrase(word: str, gap: str) -> bool:
    """Whether a word before a noun can belong to its phrase: no article, preposition or verb, no comma between."""
    if _STOPS.search(gap.replace("\n", " ") if gap.strip(" ") == "\n" else gap):
        return False
    return can_stand_in_phrase(word)


@cache
def months() -> frozenset[str]:
    """The names of the months, case-folded."""
    return frozenset().union(*(vocabulary.word_set(str(number), "dates") for number in range(1, 13)))


def can_stand_in_phrase(word: str) -> bool:
    """Whether a word can belong to a noun's phrase before the noun: no article, preposition or verb."""
    folded = word.casefold()
    if folded in vocabulary.word_set("phrase_stop", "people") or folded in vocabulary.word_set("common_words"):
        return False
    if any(char.isdigit() for char in word) or (word[0].isupper() and folded in months()):
        return False
    return not folded.endswith("ed") or folded in vocabulary.word_set("phrase_participle", "people")


@cache
def _article() -> re.Pattern[str]:
    return compiled(rf"(?:{vocabulary.expression('people', 'article')}\s{{1,3}}|[Ll]['\u2019](?=\w))", re.IGNORECASE)


def is_acronym(article: str) -> bool:
    """Whether what looks like an article is letters of an institution ("UN | worker")."""
    return article.isupper() and len(article.strip()) > 1


@cache
def _copula() -> re.Pattern[str]:
    return compiled(rf"\s{{1,3}}{vocabulary.expression('people', 'copula')}\s{{1,3}}", re.IGNORECASE)


@cache
def _phrase_end() -> re.Pattern[str]:
    relative = vocabulary.expression("people", "relative")
    return compiled(rf"[.,;:()\u2013\u2014](?!\w)|\s{{1,3}}{relative}(?!\w)|\n\s{{0,8}}\n", re.IGNORECASE)


def phrase_behind(document: Document, span: Span, language: str, *, first: bool) -> Span | None:
    """What is said of a person right behind the name, whose end is the start of `span`.

    It stands between commas; or, at the `first` naming, behind "is" and an article. Without the article. `language` is
    the document's.
    """
    text = document.text
    end = min(span.end, span.start + _LONGEST_BEHIND)
    position = behind_age(text, behind_other_name(text, span.start, end), end)
    comma = compiled(r",\s{1,3}").match(text, position, end)
    opening = comma or (_copula().match(text, position, end) if first else None)
    if opening is None:
        return None
    article = _article().match(text, opening.end(), end)
    if article is not None and is_acronym(article.group()):
        article = None
    if article is None and comma is None:
        return None
    start = article.end() if article else opening.end()
    closing = _closing(text, start, end)
    if closing is None and end != span.end:
        return None
    phrase = _without_age(document, _without_next(document, Span(start, closing.start() if closing else end)))
    words = [match.group() for match in _WORD.finditer(text, *phrase)]
    if _lists_relatives(words):
        return None
    articles = vocabulary.in_language("people", "indefinite_article", language)
    indefinite = article is not None and article.group().strip() in articles
    if not words or len(words) > _MOST_WORDS or not _says_what_one_is(words, indefinite=indefinite):
        return None
    if breaks_off(words[-1]):
        return None
    phrase = Span(phrase.start + behind_possessive(document.quote(phrase)), phrase.end)
    return with_bracket(document, document.trimmed(phrase))


def behind_possessive(phrase: str) -> int:
    """How much of a phrase is a possessive before what somebody is and no relation ("its | President")."""
    first, blank, rest = phrase.partition(" ")
    if not blank or not _is_possessive(first) or is_occupation(first):
        return 0
    relations = vocabulary.word_set("relation", "people")
    # "son" is a possessive in French.
    stops = vocabulary.word_set("phrase_stop", "people") - relations
    head = takewhile(lambda word: word.casefold() not in stops, rest.split())
    related = any(piece.casefold() in relations for word in head for piece in word.strip(",.").split("-"))
    return 0 if related else len(first) + 1


def breaks_off(last: str) -> bool:
    """Whether the last word of a phrase is a small one that something must follow ("member of")."""
    return last in vocabulary.word_set("connector", "officials") | vocabulary.word_set("article", "people")


def with_bracket(document: Document, phrase: Span) -> Span:
    """A phrase with the bracket right behind it that closes one inside it ("head of the Farmers' Union (FU | )")."""
    text = document.quote(phrase)
    closed = text.count("(") <= text.count(")") or document.text[phrase.end : phrase.end + 1] != ")"
    return phrase if closed else Span(phrase.start, phrase.end + 1)


def _closing(text: str, start: int, end: int) -> re.Match[str] | None:
    """What ends a phrase; the bracket that closes one inside it does not ("member of the Union (UNX) of ..."), nor a
    comma in it ("(MPP, Peasant Movement)").
    """
    for match in _phrase_end().finditer(text, start, end):
        inside = text[start : match.start()]
        closed = inside.count("(") <= inside.count(")")
        if closed or match.group() not in "),":
            return match
    return None


def _lists_relatives(words: list[str]) -> bool:
    """Whether words behind a name go on with several people of the family ("his wife and their three children")."""
    joints = vocabulary.word_set("conjunction", "officials")
    if not words or not _is_possessive(words[0]) or is_occupation(words[0]):
        return False
    return any(one in joints and _is_possessive(other) for one, other in pairwise(words))


_LONGEST_PREPOSITION = 3


def _without_age(document: Document, phrase: Span) -> Span:
    """A phrase without an age at its end ("unionist | aged 47"); with its unit it stays ("maestra de 47 años")."""
    aged, old = (vocabulary.expression("people", key) for key in ("age_word", "year_old"))
    found = compiled(rf"\s{{1,3}}(?P<word>{aged})\s{{1,3}}\d{{1,3}}(?!\w)(?P<unit>\s{{1,2}}{old})?", re.IGNORECASE)
    age = found.search(document.text, *phrase)
    if age and age["unit"] and len(age["word"]) <= _LONGEST_PREPOSITION:
        return phrase
    return Span(phrase.start, age.start()) if age else phrase


def _says_what_one_is(words: list[str], *, indefinite: bool) -> bool:
    """Whether words behind a name say what the person is: what they are about is an occupation and the like, or has an
    indefinite article.
    """
    head: list[str] = []
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("possessive", "people"):
        words = words if is_occupation(words[0]) else words[1:]
    for word in words:
        stop = word.casefold() in vocabulary.word_set("phrase_stop", "people") or word.casefold() in _joining()
        # "son" is a possessive in French.
        if stop and not (is_occupation(word) and not head):
            break
        head.append(word)
    if not head or head[0].casefold() in vocabulary.word_set("no_description", "people"):
        return False
    if is_occupation(head[-1]) or any(is_occupation(word) and word.islower() for word in head):
        return not _names_somebody(head)
    return indefinite and head[-1][0].islower() and len(head) <= 6 and head[-1].isalpha()


@cache
def _joining() -> frozenset[str]:
    return vocabulary.word_set("conjunction", "officials") | vocabulary.word_set("complement_joint", "people")


def _without_next(document: Document, phrase: Span) -> Span:
    """A phrase without what follows a joining word that does not go on with what the person is ("and was arrested")."""
    text = document.text
    conjunctions = "|".join(map(re.escape, sorted(vocabulary.word_set("conjunction", "officials"))))
    for joint in compiled(rf"\s{{1,3}}(?:{conjunctions})\s{{1,3}}").finditer(text, *phrase):
        head: list[str] = []
        for word in _WORD.finditer(text, joint.end(), phrase.end):
            article = _article().fullmatch(word.group() + " ")
            if word.group().casefold() in vocabulary.word_set("phrase_stop", "people") and not article:
                break
            if word.group().casefold() in _joining():
                break
            head.append(word.group())
        goes_on = any(is_occupation(word) for word in head) and not _names_somebody(head)
        if not goes_on and not _inside_complement(document, Span(phrase.start, joint.start())):
            return Span(phrase.start, joint.start())
        if _names_somebody(head) and any(is_occupation(word) for word in head):
            return Span(phrase.start, joint.start())
    return phrase


def _names_somebody(head: list[str]) -> bool:
    """Whether an occupation is followed by a name ("and lawyer Ana")."""
    return any(
        is_occupation(one) and not other[0].islower() and not is_occupation(other) for one, other in pairwise(head)
    )


def _inside_complement(document: Document, before: Span) -> bool:
    """Whether a joining word stands inside a complement ("founder of the Peace | and Justice Group")."""
    words = [match.group() for match in _WORD.finditer(document.text, *before)]
    return bool(words) and any(word.casefold() in vocabulary.word_set("phrase_stop", "people") for word in words)


def what_behind_article(document: Document, entry: Span) -> Span | None:
    """What an entry says somebody is between an article and the name ("Die | Anw\u00e4ltin Zeynep", "La | defensora de
    derechos humanos Luz Soto").
    """
    match = _behind_article().match(document.text, *entry)
    if match is None or match["what"].isupper():
        return None
    words = match["what"].split()
    if len(words) > 1 and vocabulary.search(match["what"], "people", "group") is not None:
        # "los habitantes de la vereda El Tigre"
        return None
    named = any(map(is_occupation, (words[0], words[-1]))) and can_stand_in_phrase(words[-1])
    return Span(*match.span("what")) if named else None


@cache
def _definite_articles() -> str:
    """The articles of each language that are no indefinite ones in it."""
    definite = (
        word
        for language in vocabulary.languages()
        for word in vocabulary.in_language("people", "article", language)
        if word not in vocabulary.in_language("people", "indefinite_article", language)
    )
    return vocabulary.any_of(definite)


@kept_pattern()
def _behind_article() -> str:
    """A noun phrase between an article and a name, and nothing but commas or brackets behind that. Group: what."""
    article = _definite_articles()
    small, name = r"[a-z\u00df-\u00ff][\w-]*", r"[^\W\d_a-z\u00df-\u00ff][\w.'\u2019-]*"
    return (
        rf"(?:(?i:{article})\s{{1,3}}|[Ll]['\u2019])(?P<what>[^\W\d_][\w-]*(?:\s{{1,3}}{small}){{0,6}}?)"
        rf"\s{{1,3}}{name}(?:\s{{1,3}}(?:[a-z]{{1,3}}\s{{1,3}}){{0,2}}{name}){{0,4}}(?=\s{{0,8}}(?:[,;(]|$))"
    )
