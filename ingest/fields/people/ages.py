"""Ages: expressions that tell one, beside a name."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain

from ingest import vocabulary
from ingest.document import Span
from ingest.kept_patterns import compiled, kept_pattern

_FIGURES = r"1?\d{1,2}"
_WORD = r"[\w'\u2019-]{1,24}"
_BRACKET = r"(?:\s?\([^()\d\n]{1,40}\))?"
_DIGIT = compiled(r"\d")
_OPENS_SENTENCE = 80
"""So near its beginning a sentence tells an age that opens it."""
# An age stands at most so many characters before the name, right behind it, and behind other words.
_BEFORE, _RIGHT_BEHIND, _BEHIND = 120, 160, 300


@cache
def _numbers() -> dict[str, int]:
    """Numbers in words, case-folded."""
    return {word.text.casefold(): int(key) for key, words in vocabulary.topic("numbers").items() for word in words}


def years(quote: str) -> int:
    """The age that figures or a word print. Raises ValueError for anything else."""
    number = _numbers().get(" ".join(quote.split()).casefold())
    return int(quote) if number is None else number


@cache
def _aged() -> str:
    return vocabulary.expression("people", "age_word")


@cache
def _old() -> str:
    return vocabulary.expression("people", "year_old")


@cache
def _word() -> str:
    def read() -> str:
        groups: dict[str, list[str]] = {}
        for word in sorted({word.text.lower() for words in vocabulary.topic("numbers").values() for word in words}):
            groups.setdefault(word[0], []).append(word)
        sources = ((words[0], vocabulary.sharing_starts(words, blank=r"\s")) for words in groups.values())
        return vocabulary.by_first_letter(sources)

    return vocabulary.made("ages in words", read)


def figures_or_word(*, in_words: bool = True) -> str:
    """The regular expression of an age, in figures or, `in_words`, also in words; bounds are the caller's."""
    return rf"(?:{_FIGURES}|{_in_words(in_words)})"


def _in_words(may_be: bool) -> str:
    return _word() if may_be else "(?!)"


def may_tell_in_words(text: str) -> bool:
    """Whether a text may tell an age in words: it holds a number in words, and a word for an age.

    For one that does not, the long list of numbers need not be loaded.
    """
    words = _words(text)
    return not (_first_words("numbers").isdisjoint(words) or _first_words("ages").isdisjoint(words))


def _words(text: str) -> list[str]:
    return compiled(r"\w+").findall(vocabulary.without_marks(text))


@cache
def _first_words(of: str) -> frozenset[str]:
    """The first words of all numbers, or of all wordings that say of a number that it is an age."""

    def read() -> frozenset[str]:
        told = chain(*(vocabulary.wordings("people", key) for key in ("age_word", "year_old")))
        found = told if of == "ages" else chain(*vocabulary.topic("numbers").values())
        return frozenset(_words(one.text)[0] for one in found)

    return vocabulary.made(f"first words of {of}", read)


_LONGEST_SMALL_WORD = 3


@cache
def _small_aged() -> str:
    """The words before an age that stand before much else ("de 34 a\u00f1os", "presidenta de dos sindicatos")."""
    words = vocabulary.wordings("people", "age_word")
    return vocabulary.any_of(word.text for word in words if len(word.text) <= _LONGEST_SMALL_WORD)


def _behind_aged(group: str, number: str) -> str:
    """An age behind the word for one; behind a small word only where nothing that could be counted follows it."""
    other = vocabulary.expression("people", "other_units")
    closed = rf"\s{{0,3}}(?:[,.;:)]|$)|\s{{0,2}}-?{_old()}"
    return (
        rf"(?:(?P<small>{_small_aged()})|(?!{_small_aged()}){_aged()})\s{{1,3}}{_now()}(?P<{group}>{number})"
        rf"(?(small)(?={closed})|(?!\w)(?!\s{{1,3}}{other}))"
    )


def _now() -> str:
    """The pattern of a word that may stand right before an age (", only 17,")."""
    return rf"(?:{vocabulary.alternatives('people', 'now')}\s)?"


@cache
def _article() -> str:
    return vocabulary.expression("people", "article")


@kept_pattern(re.IGNORECASE)
def _behind(in_words: bool) -> str:
    """Right behind a name: ", 34,", "(34)", ", aged 34", ", who is 34"; in words only where another says what it is."""
    is_ = vocabulary.expression("people", "copula")
    who, now = vocabulary.alternatives("people", "relative"), _now()
    return (
        rf"{_BRACKET}(?:,|\s\(|,?\s\(?{_aged()}|,?\s(?:{who}\s)?{is_}\s(?:{_aged()}\s)?)\s{{0,3}}{now}(?:{_aged()}\s)?"
        rf"(?P<age>{_FIGURES})(?=[,.;)]|\s{vocabulary.expression('people', 'behind_age')}|\s{{0,2}}-?{_old()})"
        rf"|{_BRACKET},?\s\(?{_behind_aged('word', _in_words(in_words))}"
        rf"|{_BRACKET},?\s\(?(?:{vocabulary.expression('people', 'has_age')}\s)?{now}"
        rf"(?P<told>{figures_or_word(in_words=in_words)})\s{{1,2}}{_old()}|{_turned()}"
    )


def _turned() -> str:
    """Words for a birthday, and the age ("turned 18 in custody"). Group: turned."""
    closed = rf"\s{{0,2}}[,.;)]|\s{{1,3}}{vocabulary.expression('people', 'phrase_stop')}|\s{{1,2}}{_old()}"
    return rf"\s{{1,3}}{vocabulary.expression('people', 'turned')}\s{{1,3}}(?P<turned>{_FIGURES})(?={closed})"


@kept_pattern(re.IGNORECASE)
def _apposed(in_words: bool) -> str:
    """In words right behind a name that say what the person is: ", a 34-year-old teacher", ", teacher, aged 34"."""
    is_ = vocabulary.expression("people", "copula")
    number = figures_or_word(in_words=in_words)
    return (
        rf"{_BRACKET}(?:,\s{{1,3}}(?:{is_}\s)?|\s{{1,3}}{is_}\s)(?:{_article()}\s)?"
        rf"(?P<between>(?:{_WORD},?\s){{0,6}}?)"
        rf"(?:{_behind_aged('aged', number)}|(?P<age>{number})[-\s]{{1,2}}{_old()})"
    )


@kept_pattern(re.IGNORECASE)
def _before(in_words: bool) -> str:
    """Before a name: "34-year-old teacher", "Aged 34,"."""
    return (
        rf"(?<![\w-])(?:(?P<age>{figures_or_word(in_words=in_words)})[-\s]{{1,2}}{_old()},?(?P<between>(?:\s{_WORD},?){{0,8}})\s$"
        rf"|{_aged()}\s(?P<aged>{_FIGURES}),\s$)"
    )


_CAPITAL = r"(?:[a-z]{1,3}[-'\u2019])?[^\W\d_a-z\u00df-\u00ff][\w'\u2019-]*"
_NAME = rf"{_CAPITAL}(?:\s{{1,3}}(?:[a-z]{{1,4}}\s){{0,2}}{_CAPITAL}){{0,4}}"
# Names that share a list of ages stand at most so many characters before the last of them.
_LONGEST_LIST = 240


@cache
def _joint() -> str:
    return rf"(?:,?\s{{1,3}}{vocabulary.expression('people', 'list_joint')}\s{{1,3}}|,\s{{1,3}})"


@cache
def _ages_behind() -> re.Pattern[str]:
    """Behind a name: perhaps more names, and the ages of all of them (" y Ana Paz, hermanos de 26 y 22 a\u00f1os")."""
    ages = rf"(?P<ages>{_FIGURES}(?:{_joint()}{_FIGURES}){{1,5}})"
    in_order = rf"\s{{1,3}}(?i:{vocabulary.expression('people', 'in_this_order')})"
    closed = rf"(?=[,.;)]|{in_order})"
    return compiled(
        rf"(?P<names>(?:{_joint()}{_NAME}){{0,5}})(?:,\s{{1,3}}|\s\(|\s{{1,3}})"
        rf"(?:[^\W\d_][\w'\u2019-]{{0,24}}\s{{1,3}}){{0,6}}?"
        rf"(?:{ages}\s{{0,2}}-?{_old()}|(?<=\s){_aged()}\s{{1,3}}{ages.replace('ages', 'aged')}{closed})"
        rf"|(?P<those>(?:{_joint()}{_NAME}){{0,5}})(?:\s\({ages.replace('ages', 'bracketed')}\)"
        rf"|,\s{{1,3}}{ages.replace('ages', 'in_order')}{in_order})"
    )


@kept_pattern()
def _age_of_all() -> str:
    """Behind a name: more names or none, and the age that is said of all of them (" and Ana Paz, both aged 13")."""
    everybody = rf"(?i:{vocabulary.expression('people', 'all_of_them')})"
    return rf"{_BRACKET}(?:{_joint()}{_NAME}{_BRACKET}){{0,5}}(?:,\s{{1,3}}|\s\(){everybody}{_aged_alone()}"


def _aged_alone() -> str:
    """An age behind a blank, and nothing more about when ("aged 13,"). Group: age."""
    aged = rf"\s{{1,3}}(?i:{_aged()}\s{{1,3}})?(?P<age>{_FIGURES})"
    return rf"{aged}(?:(?:\s{{1,2}}|-)(?i:{_old()})(?!\w)|(?=\s?[,.;)])(?![,.]\d))"


@kept_pattern(re.IGNORECASE)
def _age_of_those_before() -> str:
    """At the start of a sentence: the age of all those named before it ("Both aged 13, they", "Both are 13.")."""
    everybody, have = (vocabulary.expression("people", key) for key in ("all_of_them", "all_have_age"))
    return rf"[.!?]\s{{1,3}}{everybody}(?:\s{{1,3}}{have})?{_aged_alone()}"


def age_of_several(text: str, names: Sequence[str], span: Span) -> Span | None:
    """The age that a sentence gives to all of `names`, where the sentence before it names one of them."""
    for match in _age_of_those_before().finditer(text, *span):
        before = text[span.start : match.start()]
        begun = max((end.end() for end in _SENTENCE_END.finditer(before)), default=0)
        if any(name in before[begun:] for name in names):
            return Span(*match.span("age"))
    return None


@cache
def _names_before() -> re.Pattern[str]:
    return compiled(rf"(?<![\w'\u2019-])(?P<names>(?:{_NAME}{_joint()}){{1,5}})(?:[A-Z][a-z]{{1,3}}\.?\s)?$")


def shared_age(text: str, name: Span) -> tuple[Span, ...] | None:
    """The age of a name among those that are listed for several names in one breath; empty where they do not match.

    None where no list of ages stands behind the name.
    """
    behind = _ages_behind().match(text, name.end)
    if behind is None:
        return None
    group = next(key for key in ("ages", "aged", "bracketed", "in_order") if behind[key])
    ages = [Span(*match.span()) for match in compiled(_FIGURES).finditer(text, *behind.span(group))]
    before = _names_before().search(text[max(0, name.start - _LONGEST_LIST) : name.start])
    place = len(re.findall(_joint(), before["names"])) if before else 0
    count = place + 1 + len(re.findall(_joint(), behind["names"] or behind["those"] or ""))
    return (ages[place],) if len(ages) == count else ()


def age_beside(text: str, name: Span, start: int = 0) -> Span | None:
    """The age that stands behind a name or before it (not before `start`), if any."""
    shared = shared_age(text, name)
    if shared is not None:
        return shared[0] if shared else None
    of_all = _age_of_all().match(text, name.end)
    if of_all is not None:
        return Span(*of_all.span("age"))
    for told, longest in ((_behind, _RIGHT_BEHIND), (_apposed, _BEHIND)):
        following = text[name.end : name.end + longest]
        in_words = may_tell_in_words(following)
        match = told(in_words).match(text, name.end) if in_words or _DIGIT.search(following) else None
        between = match.groupdict().get("between") or "" if match else ""
        if match and not (_speaks_of_another(between) or _names_relative(between) or _is_rough(text, match)):
            return _printed(match)
    begin = max(start, name.start - _BEFORE)
    before = text[begin : name.start]
    pattern = _before(may_tell_in_words(before))
    for number in reversed([*compiled(r"[^\s-]+").finditer(before)]):
        match = pattern.match(before, number.start())
        if match:
            of_another = _speaks_of_another(_without_relation(match["between"] or ""))
            of_another = of_another and not _opens_sentence(text[: begin + match.start()], match["between"] or "")
            if of_another or _tells_of_name_before(before[: match.start()], match):
                return None
            printed = _printed(match)
            return Span(begin + printed.start, begin + printed.end)
    return None


def _opens_sentence(before: str, between: str) -> bool:
    """Whether a sentence begins with an age, and what else it tells there ends in a comma before its subject ("Aged 34
    and a mother of two, | Ana Ruiz").
    """
    possessive = vocabulary.word_set("possessive", "people")
    if not between.rstrip().endswith(",") or not possessive.isdisjoint(between.casefold().split()):
        return False
    opening = compiled(rf"(?:[.!?]\s{{1,3}}|\n\s{{0,8}}\n\s{{0,8}}){_aged()}\s{{1,3}}$", re.IGNORECASE)
    return opening.search(before, max(0, len(before) - _OPENS_SENTENCE)) is not None


def _tells_of_name_before(before: str, match: re.Match[str]) -> bool:
    """Whether an age stands in what is told of a name before it ("Ana Ruiz, a 38-year-old teacher, | Luis Paz")."""
    if not (match["between"] or "").rstrip().endswith(","):
        return False
    return compiled(rf"{_CAPITAL}[\"\u201d]?\s{_CAPITAL}{_BRACKET},\s(?:{_article()}\s)?$").search(before) is not None


def _printed(match: re.Match[str]) -> Span:
    group = next(name for name in match.re.groupindex if name not in ("between", "small") and match[name])
    return Span(*match.span(group))


def _is_rough(text: str, match: re.Match[str]) -> bool:
    """Whether an age is told only roughly ("about | 25 years old", "aged 21 | to 25")."""
    between = (match.groupdict().get("between") or "").casefold().split()
    rough = bool(between) and between[-1] in vocabulary.word_set("rough_age", "people")
    ranged = compiled(r"(?:\s?[\u2013-]\s?|\s[^\W\d_]{1,3}\s)1?\d{1,2}(?!\w)").match(text, _printed(match).end)
    return rough or ranged is not None


def _names_relative(between: str) -> bool:
    """Whether the age behind these words can be that of somebody's child ("mother of | 3-year-old twins")."""
    relations = vocabulary.word_set("relation", "people")
    relations -= vocabulary.word_set("female", "people") | vocabulary.word_set("male", "people")
    return any(word.strip(",").casefold() in relations for word in between.split())


def _without_relation(between: str) -> str:
    """Words before a name without a last one that tells a relation: English "son" is a possessive in French."""
    words = between.split()
    return " ".join(
        words[:-1] if words and words[-1].casefold() in vocabulary.word_set("relation", "people") else words
    )


def _speaks_of_another(between: str) -> bool:
    """Whether words between an age and a name turn to somebody else ("whose 17-year-old son", "and his")."""
    words = [word.strip(",").casefold() for word in between.split()]
    if words and words[-1] in vocabulary.word_set("before_another", "people"):
        return True
    others = vocabulary.word_set("possessive", "people") | vocabulary.word_set("turns_to_another", "people")
    return any(word in others for word in words)


def behind_age(text: str, position: int, end: int) -> int:
    """Past a bracket and an age that stand right behind a name; the same position where there is none."""
    match = compiled(
        rf"{_BRACKET}(?:,?\s{{1,3}}\(?(?:{_aged()}\s{{1,3}})?{_FIGURES}(?:{_joint()}{_FIGURES}){{0,5}}"
        rf"(?:\s{{1,2}}{_old()})?(?=[,)])\)?)?",
        re.IGNORECASE,
    ).match(text, position, end)
    return match.end() if match else position


@cache
def _definite(language: str) -> re.Pattern[str]:
    words = vocabulary.in_language("people", "article_before_age", language)
    return compiled(
        rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})\s(?P<age>{_FIGURES})[-\s]{{1,2}}{_old()}"
        rf"(?P<behind>(?:\s{_WORD}){{0,5}})",
        re.IGNORECASE,
    )


_CAPITALISED = compiled(r"[^\W\d_a-z][\w'\u2019-]+")


@cache
def _behind_noun(language: str) -> re.Pattern[str]:
    """An age behind a noun that an article points out, as Romance languages tell it ("cette traductrice de 37 ans")."""

    def any_of(key: str) -> str:
        return "|".join(map(re.escape, vocabulary.in_language("people", key, language))) or "(?!)"

    return compiled(
        rf"(?<!\w)(?:{any_of('article_before_noun')})(?:\s|(?<=['\u2019]))(?P<noun>[^\W\d_]{{3,20}})(?P<behind>(?:\s{_WORD}){{0,3}}?)"
        rf",?\s(?:{any_of('age_joint')})\s(?P<age>{_FIGURES})\s{{1,2}}{_old()}",
        re.IGNORECASE,
    )


@cache
def _noun_with_age(language: str) -> re.Pattern[str]:
    """An age in commas behind a noun with its article ("The teacher, aged 44, ...")."""
    keys = ("article_before_age", "article_before_noun")
    articles = "|".join(re.escape(word) for key in keys for word in vocabulary.in_language("people", key, language))
    return compiled(
        rf"(?<!\w)(?:{articles or '(?!)'})\s(?P<noun>[^\W\d_]{{3,20}})(?:{_turned()}|,\s"
        rf"(?:{_aged()}\s{{1,3}}(?P<age>{_FIGURES})(?:\s{{1,2}}{_old()})?(?=,)"
        rf"|(?P<old>{_FIGURES})\s{{1,2}}{_old()}(?=,)))",
        re.IGNORECASE,
    )


@cache
def _pronoun_turned(language: str) -> re.Pattern[str]:
    """A birthday of somebody whom a pronoun means at the start of a sentence ("He turned 18 in custody")."""
    pronouns = "|".join(map(re.escape, sorted(_pronouns(language)))) or "(?!)"
    return compiled(rf"[.!?]\s{{1,3}}(?:{pronouns}){_turned()}", re.IGNORECASE)


def _pronouns(language: str) -> set[str]:
    """The pronouns of a language for a woman or a man."""
    return {word for key in _PRONOUNS for word in vocabulary.in_language("people", key, language)}


def ages_of_one(text: str, name: str, span: Span, language: str, is_noun: Callable[[str], bool]) -> list[Span]:
    """The ages in a stretch that "the 34-year-old ..." tells without naming anybody but `name`, in a language.

    `is_noun` says of a word whether it tells what somebody is.
    """
    words = set(name.split())
    others = vocabulary.word_set("relation", "people") | vocabulary.word_set("role", "officials")
    found = [
        Span(*match.span(next(key for key in ("age", "old", "turned") if match[key])))
        for match in _noun_with_age(language).finditer(text, *span)
        if is_noun(match["noun"]) and match["noun"].casefold() not in others
    ]
    found += [
        Span(*match.span("age"))
        for match in _behind_noun(language).finditer(text, *span)
        if is_noun(match["noun"]) and all(word in words for word in _CAPITALISED.findall(match["behind"]))
    ]
    found += [Span(*match.span("turned")) for match in _pronoun_turned(language).finditer(text, *span)]
    for match in _definite(language).finditer(text, *span):
        capitals = compiled(r"[^\W\d_a-z][\w'\u2019-]+\s[^\W\d_a-z][\w'\u2019-]+").findall(match["behind"])
        if all(set(pair.split()) & words for pair in capitals):
            found.append(Span(*match.span("age")))
    return found


def age_of_next_sentence(text: str, name: str, span: Span, language: str, *, alone: bool) -> Span | None:
    """The age with which the sentence behind one begins whose subject is a name ("Ana Ruiz was ... Aged 34, she ..."),
    or which that sentence tells first ("Tiene 34 a\u00f1os.", "She is 34 years old and ...").

    `name` is the regular expression of the name, `language` that of the text. Where the person is `alone` at risk, a
    pronoun may be the subject too.
    """
    pronoun = f"(?:{'|'.join(map(re.escape, sorted(_pronouns(language)))) or '(?!)'})"
    has_age = f"(?:{'|'.join(map(re.escape, vocabulary.in_language('people', 'has_age', language))) or '(?!)'})"
    openings = "\n".join(
        text[stop.end() : stop.end() + _OPENS_SENTENCE] for stop in compiled(r"[.!?]\s").finditer(text, *span)
    )
    in_words = may_tell_in_words(openings)
    if not in_words and _DIGIT.search(openings) is None:
        return None
    behind = vocabulary.expression("people", "behind_age", "list_joint")
    number = figures_or_word(in_words=in_words)
    told = compiled(
        rf"[.!?]\s{{1,3}}(?:{_aged()}\s{{1,3}}(?P<age>{number})(?:\s{{1,2}}{_old()})?"
        rf"(?:\s{vocabulary.expression('people', 'list_joint')}\s[^,.;]{{3,60}})?,\s{{1,3}}{pronoun}(?!\w)"
        rf"|(?:{pronoun}\s)?{has_age}\s{{1,3}}(?:(?P<whole>{number})\s{{1,2}}{_old()}"
        rf"|{_aged()}\s{{1,3}}(?P<now>{number}))(?=[.,;]|\s{behind}))",
        re.IGNORECASE,
    )
    subjects = sorted(_pronouns(language) - vocabulary.word_set("possessive", "people")) if alone else []
    # What the person is may stand before the name ("The poet and teacher Ana Ruiz").
    what = r"(?:[^\W\d_][\w-]*\s(?:[a-z\u00df-\u00ff][\w-]*\s){0,5})?" if alone else ""
    subject = re.compile(rf"(?P<what>{what})(?:{'|'.join((name, *map(_capitalised, subjects)))})(?!\w)")
    others = vocabulary.word_set("possessive", "people") | vocabulary.word_set("relation", "people")
    for age in told.finditer(text, *span):
        before = text[span.start : age.start()]
        begun = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
        opening = subject.match(before[begun:].lstrip())
        if opening is not None and others.isdisjoint(opening["what"].casefold().split()):
            return Span(*age.span(str(age.lastgroup)))
    return None


def _capitalised(word: str) -> str:
    return re.escape(word[0].upper() + word[1:])


_PRONOUNS = ("pronoun_female", "pronoun_male")
_SENTENCE_END = compiled(r"[^\W\d_]{3}[.!?]\s")
