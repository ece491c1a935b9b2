"""Names in other forms: other spellings of a name, nicknames, and names "also known as"."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.people.anonymous import spelled_anonymously
from ingest.found import Found, found_text
from ingest.kept_patterns import compiled, kept_pattern

_LEAST_ALIKE = 0.72
_LEAST_ALIKE_SHORT = 0.79
# Nothing but its likeness tells that a word alone is the name: a place or another person is often a few letters apart.
_LEAST_ALIKE_ALONE = 0.8
_SHORTEST_VARIANT = 5
_SHORTEST_BESIDE = 4
_SHORTEST_LONE_VARIANT = 7
# Quotation marks; German ones turn the other way round, or stand low (\u00bbAni\u00ab, \u201eAni\u201c).
_OPENING = r"[\"\u201c\u2018\u00ab'\u00bb\u201e\u201a]"
_CLOSING = r"[\"\u201d\u2019\u00bb'\u00ab\u201c\u2018]"
# What a nickname, and a name in another script, cannot do without: to see by it that there is none takes less than to
# make the patterns for a name.
_OPENED_QUOTE = compiled(rf"[\s(]{_OPENING}")
_FOREIGN = compiled(r"[(\uff08][^()\uff08\uff09,;\d\n]{0,60}?[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_NICKNAME = compiled(
    # A mark inside a word is a letter's sign ("Sa'ad 'Abdullah").
    r"\s*(?:(?<!\w)[\"\u201c\u2018\u00ab'\u00bb\u201e]|\()\s?[\"\u201c\u2018\u00ab\u201e]?"
    r"(?P<nickname>[^\"\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb'()]{2,30}?)"
    r"\s?[\"\u201d\u2019\u00bb'\u00ab\u201c)]{1,2}\s*"
)
_CAPITAL = r"(?:[^\W\d_a-z\u00df-\u00ff])[\w'\u2019-]*"
# An article may stand first ("al-Saedi").
_FULL_NAME = (
    rf"(?:[a-z]{{2,3}}-)?{_CAPITAL}"
    rf"(?:(?:\s|\n[ ]{{1,3}})(?:[a-z]{{1,4}}[-\s]){{0,2}}{_CAPITAL}){{0,3}}(?:\s[A-Z]\.)?"
)


def without_nickname(document: Document, span: Span) -> tuple[tuple[Span, ...], tuple[Found[str], ...]]:
    """The stretches of a name without the nickname in quotation marks inside it or at its end, and that nickname."""
    match = _NICKNAME.search(document.text, *span)
    if match is None or match.start() == span.start:
        return (span,), ()
    stretches = (Span(span.start, match.start()), Span(match.end(), span.end))
    nickname = found_text(document, Span(*match.span("nickname")))
    return tuple(one for one in stretches if one.start < one.end), (nickname,)


def nickname_in_story() -> str:
    """The pattern of a nickname between two words of a name in running text: in quotation marks, or one word in
    brackets.
    """
    quoted = rf"\(?(?:{_OPENING})[^\W\d_][^\"\u201c\u201d\u2018\u2019\u00ab\u00bb'()\n,.;:]{{1,24}}(?:{_CLOSING})\)?"
    return rf"(?:{quoted}|\([A-Z\u00c0-\u00de][a-z\u00df-\u024f]{{2,20}}\))"


NICKNAME_BEHIND = (
    r"[ \n]\(?[\"\u201c\u00ab][^\W\d_][\w'\u2019-]{1,14}(?:[ ][^\W\d_][\w'\u2019-]{1,14})?[\"\u201d\u00bb]\)?"
)
"""The pattern of a nickname in quotation marks right behind a name in running text."""


_APOSTROPHE = compiled(r"['\u2019]")


def spelled(name: str) -> str:
    """The pattern of a name as it may be printed: over a line break, with either apostrophe, without one that stands
    for a letter at its start ("'Ali").
    """
    source = r"\s{1,4}".join(_APOSTROPHE.sub("['\u2019]", re.escape(word)) for word in name.split())
    return f"{_SIGN_FIRST}?{source[len(_SIGN_FIRST) :]}" if source.startswith(_SIGN_FIRST) else source


_SIGN_FIRST = "['\u2019]"


def completed(name: str) -> Iterator[str]:
    """The pattern of a name whose initials are written out ("J. M. Ruiz"), perhaps with more names behind."""
    words = name.split()
    whole = [spelled(word) for word in words if _INITIAL.fullmatch(word) is None]
    if not whole or len(whole) == len(words):
        return
    initials = (_INITIAL.fullmatch(word) is not None for word in words)
    yield r"\s{1,4}".join(
        rf"{word[0]}[^\W\d_][\w'\u2019-]*" if initial else spelled(word)
        for word, initial in zip(words, initials, strict=True)
    )


_INITIAL = compiled(r"[^\W\d_]\.")


def spelled_in_story(name: str) -> str:
    """As `spelled`, also with a nickname in quotation marks between two words ("Ana \u201cNita\u201d Ruiz"), or with a
    second name between a first one and the last.

    And without words that only a list prints ("Luis Medel" of "Luis Alberto Medel Rojas").
    """
    anonymous = spelled_anonymously(name)
    if anonymous is not None:
        return anonymous
    blank = r"\s{1,4}"
    inside = rf"{blank}(?:{nickname_in_story()}{blank})?"
    first, *others = [spelled(word) for word in name.split()]
    if len(others) < _SECOND_NAMES:
        second = rf"(?:{_SECOND_NAME}{blank})?"
        return rf"{inside}{second}".join([first, *others])
    last = "|".join(others[-2:] if len(others) > _SECOND_NAMES else others[-1:])
    between = "|".join(others[:-1])
    whole = inside.join([first, *others])
    capital = r"(?!\s{1,4}[^\W\d_a-z\u00df-\u00ff])"
    return rf"(?:{whole}|{first}(?:{inside}(?:{between}))*?{inside}(?:{last})(?!\w){capital})"


_SECOND_NAME = r"(?-i:[A-Z\u00c0-\u00de](?:\.|[a-z\u00df-\u00ff]{2,20}))"
# A name with so many words behind the first one holds more than the story may print.
_SECOND_NAMES = 2


@cache
def _marked_letters() -> dict[str, str]:
    """The letters with marks of each plain letter, dotless i and barred letters among them."""
    return vocabulary.made("marked letters", _letters_with_marks)


def _letters_with_marks() -> dict[str, str]:
    letters: dict[str, str] = {"i": "\u0131\u0130", "o": "\u00f8", "l": "\u0142", "d": "\u0111"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain_letter = vocabulary.without_marks(chr(code))
        if len(plain_letter) == 1 and "a" <= plain_letter <= "z":
            letters[plain_letter] = letters.get(plain_letter, "") + chr(code)
    return letters


def spelled_with_any_marks(name: str) -> str:
    """As `spelled`, for any marks on the letters."""
    source = ""
    for char in spelled(name):
        plain_letter = vocabulary.without_marks(char)
        plain_letter = "i" if char == "\u0131" else plain_letter[:1]
        # Letters behind a backslash are the pattern's own.
        marked = _marked_letters().get(plain_letter, "") if not source.endswith("\\") else ""
        source += f"[{plain_letter}{marked}]" if marked else char
    return source


def aliases(document: Document, name: str, told: Sequence[Span]) -> Iterator[Found[str]]:
    """Other spellings of a word of the name, beside the rest of the name or alone; and names "also known as"."""
    seen: set[str] = set()
    words = name.split()
    bare = {vocabulary.without_marks(word) for word in words}
    # The sign of a letter that stands first is no letter of its own ("\u2018Ali").
    own = {one.casefold() for one in (name, *words, *(word.strip(_SIGNS) for word in words))}
    every = (
        *other_spellings(document, name, told),
        *other_names(document, name, told),
        *_told_apart(document, name, told),
        *_bracketed(document, name, told),
    )
    for found in sorted(every, key=lambda one: one.start):
        if found.value.casefold() not in seen and found.value.casefold() not in own:
            if found.value.isupper() and vocabulary.without_marks(found.value) in bare:
                # The same word in capitals, whose small letters differ by language ("\u00c7\u0130\u00c7EKL\u0130").
                continue
            seen.add(found.value.casefold())
            yield found


_SIGNS = "'\u2018\u2019\u02bb\u02bc`"


def other_spellings(document: Document, name: str, told: Sequence[Span]) -> list[Found[str]]:
    """The places in `told` that spell a word of the name in another way, beside the rest of it or alone, in order."""
    words = name.split()
    found = (
        *_variants(document, words, told),
        *_divided_otherwise(document, words, told),
        *_lone_variants(document, words, told),
    )
    return sorted(found, key=lambda one: one.start)


def _variants(document: Document, words: list[str], told: Sequence[Span]) -> Iterator[Found[str]]:
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
                if alike(word, match["variant"], shortest=_SHORTEST_BESIDE):
                    yield found_text(document, Span(*match.span("variant")))


def _divided_otherwise(document: Document, words: list[str], told: Sequence[Span]) -> Iterator[Found[str]]:
    """Two words of the name printed as one, or one as two, beside the rest of it ("Abdelfattah", "Abdel Fattah")."""
    for index, word in enumerate(words):
        pair = words[index : index + 2]
        rest = "|".join(re.escape(other) for other in words if other not in pair)
        if rest and len(pair) == _PAIR and all(len(one) >= _SHORTEST_HALF for one in pair):
            yield from _beside(document, rf"{re.escape(pair[0])}-?{re.escape(pair[1])}", rest, told)
        rest = "|".join(re.escape(other) for other in words if other != word)
        if rest and len(word) >= _SHORTEST_DIVIDED and word.isalpha():
            cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
            divided = "|".join(rf"{word[:cut]}[ -]{word[cut:]}" for cut in cuts)
            yield from _beside(document, rf"(?:{divided})", rest, told)


_PAIR = 2
_SHORTEST_HALF = 3
_SHORTEST_DIVIDED = 7


def _beside(document: Document, variant: str, rest: str, told: Sequence[Span]) -> Iterator[Found[str]]:
    """Where the pattern of a variant is printed right beside a word of the rest of the name."""
    variant = rf"(?i:{variant})(?!\w)"
    source = rf"(?<!\w)(?:(?:{rest})\s{{1,3}}(?P<behind>{variant})|(?P<before>{variant})\s{{1,3}}(?:{rest})(?!\w))"
    for span in told:
        for match in re.compile(source).finditer(document.text, *span):
            yield found_text(document, Span(*match.span("behind" if match["behind"] else "before")))


def _lone_variants(document: Document, words: list[str], told: Sequence[Span]) -> Iterator[Found[str]]:
    """Spellings of a word of the name that stand alone; a word that is elsewhere another person's is none."""
    if len(words) < 2:
        return
    for word in dict.fromkeys((words[-1], words[0])):
        if len(word) < _SHORTEST_LONE_VARIANT:
            continue
        letter = r"(?:[^\W\d_]|-)" if "-" in word else r"[^\W\d_]"
        pattern = re.compile(rf"(?<!\w){re.escape(word[0])}{letter}{{{len(word) - 3},{len(word) + 2}}}(?!\w)")
        for span in told:
            for match in pattern.finditer(document.text, *span):
                alone = alike(word, match.group(), least=_LEAST_ALIKE_ALONE)
                if not alone or _is_a_place(document, match.group(), told):
                    continue
                if not _belongs_to_another(document, match.group(), words, told):
                    yield found_text(document, Span(*match.span()))


def _is_a_place(document: Document, word: str, told: Sequence[Span]) -> bool:
    """Whether a word stands somewhere behind one that says where something is ("in Taunggyi")."""
    where = vocabulary.expression("places", "preposition")
    placed = re.compile(rf"{where}\s{{1,3}}(?-i:{re.escape(word)})(?!\w)", re.IGNORECASE)
    return any(placed.search(document.text, *span) for span in told)


def _belongs_to_another(document: Document, word: str, words: list[str], told: Sequence[Span]) -> bool:
    capital = r"[A-Z\u00c0-\u00de][\w'\u2019-]+"
    spelling = re.escape(word)
    named = re.compile(
        rf"(?P<before>{capital})\s{{1,3}}{spelling}(?!\w)|(?<!\w){spelling}\s{{1,3}}(?P<behind>{capital})"
    )
    beside = {match[match.lastgroup or 0] for span in told for match in named.finditer(document.text, *span)}
    return bool(beside - set(words))


def alike(word: str, other: str, *, shortest: int = _SHORTEST_VARIANT, least: float = _LEAST_ALIKE) -> bool:
    """Whether two words are spellings of one name: not the same, nor its possessive, but few letters apart.

    `least` is the part of the letters that they must have in common.
    """
    if word.casefold() == other.casefold() or not other[0].isupper() or abs(len(word) - len(other)) > 3:
        return False
    if vocabulary.without_marks(word) == vocabulary.without_marks(other):
        return True
    if min(len(word), len(other)) < shortest:
        return False
    if other.casefold() in (word.casefold() + "s", word.casefold() + "es"):
        return False
    if min(len(word), len(other)) < _SHORTEST_VARIANT:
        least = max(least, _LEAST_ALIKE_SHORT)
    word, other = word.casefold(), other.casefold()
    longest = max(len(word), len(other))
    # Each letter that the other word has not is a step to it. Most words are told by that, without the library.
    if 1 - (longest - (Counter(word) & Counter(other)).total()) / longest < least:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.normalized_similarity(word, other) >= least


def other_names(document: Document, name: str, told: Sequence[Span]) -> Iterator[Found[str]]:
    """Names told as another of the same person, in the order of the text, and those in another script in brackets."""
    keys = ("also_known_as", "real_name", "writes_as")
    presented = any(vocabulary.search(document.text, "people", *keys, start=start, end=end) for start, end in told)
    known_as = _known_as(name) if presented else ()
    nicknames = _with_nickname(name) if any(_OPENED_QUOTE.search(document.text, *span) for span in told) else ()
    foreign = (_in_brackets(name),) if any(_FOREIGN.search(document.text, *span) for span in told) else ()
    patterns = [re.compile(source) for source in (*known_as, *nicknames, *foreign)]
    for span in told:
        for pattern in patterns:
            for match in pattern.finditer(document.text, *span):
                group = next(key for key in ("other", "quoted", "foreign") if match.groupdict().get(key))
                found = document.trimmed(Span(*match.span(group)), marks="'\u2019\u201d\"\u00bb,")
                if group == "other" and _is_spelling(document, name, Span(match.start(), found.start), found):
                    yield from _deviating(document, name.split(), found)
                elif group != "foreign" or _in_another_script(document.quote(found), name):
                    others = _each_of(document, found, span.end) if group == "other" else (found,)
                    yield from (found_text(document, document.trimmed(one)) for one in others)


def _bracketed(document: Document, name: str, told: Sequence[Span]) -> Iterator[Found[str]]:
    """Other names in the bracket right behind the name without words that tell it: one that shares or spells a word of
    it ("Manoel Costa (Manoel do Charco)"), one behind "or", or one before a language ("(Lin Wen-fu in Chinese)").
    """
    words = name.split()
    if len(words) < 2 or f"{words[-1]} (" not in document.text:
        return
    pattern = re.compile(rf"(?<!\w){spelled(name)}\s\((?:{_in_bracket()})(?:,\s\d{{1,2}})?\)")
    for span in told:
        for match in pattern.finditer(document.text, *span):
            other = Span(*match.span("foreign" if match["foreign"] else "other"))
            names = plain(document.quote(other)).split()
            related = [any(_is_same_name(own, word) for own in words) for word in names]
            if (match["joint"] and any(related)) or (len(names) > 1 and all(related)):
                yield from _deviating(document, words, other)
            elif match["foreign"] or match["joint"] or (len(names) > 1 and any(related)):
                yield found_text(document, other)


def _is_same_name(own: str, word: str) -> bool:
    return word == own or alike(own, word, shortest=_SHORTEST_BESIDE)


@cache
def _in_bracket() -> str:
    """The pattern of a name in a bracket, perhaps with "or" before it or a language behind.

    Groups: joint, foreign (before a language), other.
    """
    joint = rf"(?i:{vocabulary.expression('people', 'other_name_joint')})"
    language = rf"(?i:{vocabulary.expression('people', 'in_language')})"
    foreign = rf"(?P<foreign>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})\s{language}\s[^\W\d_]{{4,20}}"
    return rf"(?P<joint>{joint}\s)?(?:{foreign}|(?P<other>{_FULL_NAME}))"


def _is_spelling(document: Document, name: str, before: Span, other: Span) -> bool:
    """Whether another name is told as a spelling of this one and some of its words are the same ("also spelled Artem
    Novik" of Artyom Novik).
    """
    words, own = plain(document.quote(other)).split(), name.split()
    told = vocabulary.search(document.text, "people", "spelling", start=before.start, end=before.end)
    return told is not None and len(words) == len(own) and words != own and not set(words).isdisjoint(own)


def _told_apart(document: Document, name: str, told: Sequence[Span]) -> Iterator[Found[str]]:
    """Other names told in a sentence of their own: one with the same first name, or another spelling of a word.

    "He signs as Jan Roe" of Jan Novak; "in the Russian spelling, Gritsenko" of Hrytsenko.
    """
    words = name.split()
    for span in told:
        yield from _told_in_next_sentence(document, name, span)
        for match in _full_name().finditer(document.text, *span):
            found = document.trimmed(Span(*match.span("other")), marks="'\u2019,.")
            if _holds_name(plain(document.quote(found)).split(), words):
                yield found_text(document, found)
        for match in _called_so().finditer(document.text, *span):
            found = document.trimmed(Span(*match.span("other")), marks="'\u2019,.")
            if _shares_first_name(words, plain(document.quote(found)).split()):
                yield found_text(document, found)
        for match in _spelling().finditer(document.text, *span):
            if _spells_otherwise(words, plain(match["other"]).split()):
                yield from _deviating(document, words, Span(*match.span("other")))


def _told_in_next_sentence(document: Document, name: str, span: Span) -> Iterator[Found[str]]:
    """What a sentence begins with, behind one whose subject is the name: 'Known as "the Teacher", she ...'."""
    if not any(
        _may_begin_with_name(document.text[end.end() : end.end() + _LETTERS])
        for end in _SENTENCE_END.finditer(document.text, *span)
    ):
        return
    for match in _known_so().finditer(document.text, *span):
        before = document.text[span.start : match.start()]
        begun = max((end.end() for end in compiled(r"[^\W\d_]{3}[.!?]\s").finditer(before)), default=0)
        if re.match(rf"{spelled(name)}(?!\w)", before[begun:].lstrip()):
            yield found_text(document, Span(*match.span("quoted" if match["quoted"] else "other")))


def known_of_one(document: Document, told: Sequence[Span], is_noun: Callable[[str], bool]) -> Iterator[Found[str]]:
    """Another name told of the only person at risk behind a pronoun, or behind what the person is ("The singer, 31,
    better known as El Bravo, ...", "He is also known as Beto."). `is_noun` says of a word whether it tells that.
    """
    for span in told:
        if vocabulary.search(document.text, "people", "also_known_as", start=span.start, end=span.end) is None:
            continue
        for match in _known_noun().finditer(document.text, *span):
            if match["noun"] is None or is_noun(match["noun"]):
                yield found_text(document, Span(*match.span("quoted" if match["quoted"] else "other")))


@kept_pattern()
def _known_noun() -> str:
    article, known_as, aged, old, is_ = (
        rf"(?i:{vocabulary.expression('people', key)})"
        for key in ("article", "also_known_as", "age_word", "year_old", "copula")
    )
    pronoun = rf"(?i:{vocabulary.expression('people', 'pronoun_female', 'pronoun_male')})"
    age = rf"(?:,\s{{1,3}}(?:{aged}\s)?\d{{1,2}}(?:\s{old})?(?=,))?"
    quoted = rf"{_OPENING}(?P<quoted>[^\"\u201c\u201d\u00ab\u00bb\n]{{2,40}}?){_CLOSING}"
    return (
        rf"(?<!\w)(?:{article}\s{{1,3}}(?P<noun>[^\W\d_]{{4,24}}){age},?\s{{1,3}}(?:{is_}\s{{1,3}})?"
        rf"|(?<=[.!?]\s){pronoun}\s{{1,3}}{is_}\s{{1,3}})"
        rf"{known_as}:?\s{{1,3}}(?:{quoted}|(?P<other>{_FULL_NAME}))"
    )


_SENTENCE_END = compiled(r"[.!?]\s{1,3}")
_LETTERS = 60


def _may_begin_with_name(text: str) -> bool:
    """Whether letters tell that a sentence may begin with words for another name, at most a pronoun before them."""
    letters = vocabulary.squeezed(text[:_LETTERS])
    behind = vocabulary.squeezed(text[:_LETTERS].partition(" ")[2])
    return vocabulary.may_begin(letters, "people", "also_known_as") or any(
        vocabulary.may_begin(one, "people", "writes_as") for one in (letters, behind)
    )


@cache
def _known_so() -> re.Pattern[str]:
    known_as, writes_as = (vocabulary.expression("people", key) for key in ("also_known_as", "writes_as"))
    pronoun = vocabulary.expression("people", "pronoun_female", "pronoun_male")
    quoted = rf"{_OPENING}(?P<quoted>[^\"\u201c\u201d\u00ab\u00bb\n]{{2,40}}?){_CLOSING}"
    return compiled(
        rf"[.!?]\s{{1,3}}(?:(?i:{known_as})\s{{1,3}}{quoted}"
        rf"|(?i:(?:{pronoun}\s)?{writes_as})\s{{1,3}}{_OPENING}?(?P<other>{_FULL_NAME}))"
    )


def _deviating(document: Document, words: list[str], other: Span) -> Iterator[Found[str]]:
    """The words of another spelling that are none of the name's own."""
    for word in compiled(r"\S+").finditer(document.text, *other):
        if word.group().strip(",.") not in words:
            yield found_text(document, document.trimmed(Span(*word.span()), marks="'\u2019,."))


@cache
def _full_name() -> re.Pattern[str]:
    """A sentence that gives somebody's name in full ("Her full name is Ana Luisa Ruiz Paz")."""
    possessive, name, is_ = (vocabulary.expression("people", key) for key in ("possessive", "name_word", "copula"))
    return compiled(rf"(?<=[.!?]\s)(?i:{possessive}\s{name}\s{is_})\s{{1,3}}(?P<other>{_FULL_NAME}(?:\s{_CAPITAL})?)")


def _holds_name(other: list[str], words: list[str]) -> bool:
    """Whether a longer name has all words of a name in their order."""
    rest = iter(other)
    return len(other) > len(words) > 1 and all(word in rest for word in words)


@cache
def _called_so() -> re.Pattern[str]:
    return compiled(rf"(?i:{vocabulary.expression('people', 'called_so')})\s{{1,3}}{_OPENING}?(?P<other>{_FULL_NAME})")


@cache
def _spelling() -> re.Pattern[str]:
    words = vocabulary.expression("people", "spelling")
    return compiled(rf"(?i:{words})[,:]?\s{{1,3}}{_OPENING}?(?P<other>{_FULL_NAME})")


_SHORTEST_FIRST_NAME = 4


def _shares_first_name(words: list[str], other: list[str]) -> bool:
    """Whether another name of two words or more has the same first name, or the beginning of it, and another rest."""
    if min(len(words), len(other)) <= 1 or set(other) <= set(words):
        return False
    first, own = other[0].casefold(), words[0].casefold()
    return own == first or (len(first) >= _SHORTEST_FIRST_NAME and own.startswith(first))


def _spells_otherwise(words: list[str], other: list[str]) -> bool:
    """Whether each word of another name spells one of the name otherwise, or is the same."""
    bare = {vocabulary.without_marks(word) for word in words}
    different = [word for word in other if vocabulary.without_marks(word) not in bare]
    return bool(different) and all(any(alike(own, word) for own in words) for word in different)


@cache
def _between() -> str:
    """The source of a pattern for what stands between a name and another of the same person.

    That is an age, "and surname", or where and among whom the other is used ("Ana Ruiz, in her village known as").
    """
    joint = vocabulary.expression("people", "list_joint")
    label = rf"(?i:{vocabulary.expression('people', 'name_word')})"
    where = rf"(?i:{vocabulary.expression('people', 'known_where')})\s{{1,3}}(?:[^\W\d_]{{1,20}}\s{{1,3}}){{1,3}}?"
    return (
        rf"(?:\s?\([^()\n]{{1,40}}\))?(?:,\s(?:[^\W\d_]{{2,5}}\s)?\d{{1,2}}(?:\s[^\W\d_]{{2,6}})?(?=,|\s{joint}\s))?"
        rf",?\s{{1,3}}(?:{joint}\s)?\(?(?:{label}\s|{where})?"
    )


_LISTED_QUOTE = compiled(
    r"(?:^|[,(]\s{0,3})[\"\u201c\u00ab\u00bb\u201e](?P<other>[^\"\u201c\u201d\u00ab\u00bb\n]{2,30})[\"\u201d\u00bb\u00ab\u201c]"
    r"\s{0,3}(?=[,;)]|$)"
)


# A part of an entry that is nothing else, as where "known as" stands on the line above.
_QUOTED_ALONE = compiled(
    r"[\"\u201c\u00ab\u201e](?P<other>[^\"\u201c\u201d\u00ab\u00bb\n]{2,30})[\"\u201d\u00bb\u201c]"
)


@cache
def _listed_name() -> re.Pattern[str]:
    label = vocabulary.expression("people", "name_word")
    return compiled(rf"(?<!\w)(?:[^\W\d_]{{1,20}}\s)?(?i:{label})\s?:\s{{0,3}}(?P<other>{_FULL_NAME})")


def listed_aliases(document: Document, entry: Sequence[Span]) -> Iterator[Found[str]]:
    """Other names that a list's entry tells behind a name: in quotation marks, behind a label or "known as"."""
    for span in entry:
        alone = _QUOTED_ALONE.fullmatch(document.text, *document.trimmed(span))
        if alone is not None:
            yield found_text(document, Span(*alone.span("other")))
        known_as = vocabulary.may_occur(document.text[slice(*span)], "people", "also_known_as")
        signed = vocabulary.search(document.text, "people", "alias_sign", start=span.start, end=span.end)
        told = (_other_name_listed(),) if known_as or signed else ()
        for pattern in (_LISTED_QUOTE, _listed_name(), *told):
            for match in pattern.finditer(document.text, *span):
                group = "quoted" if match.groupdict().get("quoted") else "other"
                for name in _each_of(document, Span(*match.span(group)), span.end):
                    yield found_text(document, document.trimmed(name, marks=",;"))


def _each_of(document: Document, names: Span, end: int) -> Iterator[Span]:
    """Other names that "or" joins ("also known as Ana Ruiz or Anita Paz"), the last one up to the end of its part."""
    joint = compiled(rf"\s{{1,3}}{vocabulary.expression('contacts', 'alternative')}\s{{1,3}}", re.IGNORECASE)
    start = names.start
    for match in joint.finditer(document.text, *names):
        yield Span(start, match.start())
        start = match.end()
    whole = compiled(_FULL_NAME).match(document.text, start, end) if start > names.start else None
    yield Span(*whole.span()) if whole else Span(start, names.end)


@cache
def _other_name_listed() -> re.Pattern[str]:
    known_as = rf"(?i:{vocabulary.expression('people', 'also_known_as', 'alias_sign')})"
    quoted = rf"{_OPENING}(?P<quoted>[^\"\u201c\u201d\u00ab\u00bb\n]{{2,40}}?){_CLOSING}(?!\w)"
    return compiled(rf"{known_as}:?\s{{1,3}}(?:{quoted}|(?P<other>{_FULL_NAME}))")


def _known_as(name: str) -> Iterator[str]:
    """The patterns of "NAME, also known as OTHER" and "OTHER, whose real name is NAME"."""
    known_as = rf"(?i:{vocabulary.expression('people', 'also_known_as')})"
    real_name = rf"(?i:{vocabulary.expression('people', 'real_name')})"
    in_quotes = rf"{_OPENING}\s?(?P<quoted>[^\"\u201c\u201d\u00ab\u00bb\n]{{2,40}}?)\s?{_CLOSING}(?!\w)"
    other = rf"(?:{in_quotes}|(?P<other>{_FULL_NAME}))"
    yield rf"(?<!\w){spelled(name)}{_between()}{known_as}:?\s{{1,3}}{other}"
    if len(words := name.split()) > 1 and min(len(words[0]), len(words[-1])) >= _SHORTEST_BESIDE:
        # Behind the first name or the surname alone.
        alone = rf"(?:(?<![\w,.-])(?<!\w[ \n])|(?<!\w)[a-z]{{1,12}}\s)(?:{spelled(words[0])}|{spelled(words[-1])})"
        yield rf"{alone},?\s{{1,3}}\(?{known_as}:?\s{{1,3}}{other}"
    writes_as = rf"(?i:{vocabulary.expression('people', 'writes_as')})"
    yield rf"(?<!\w){spelled(name)}{_between()}{writes_as}:?\s{{1,3}}{other}"
    quoted = rf"{_OPENING}(?P<quoted>[^\"\u201c\u201d\u00ab\u00bb\n]{{2,40}}?){_CLOSING}"
    yield rf"(?<![\w-])(?:{quoted}|(?P<other>{_FULL_NAME})){_between()}{real_name}\s{{1,3}}{spelled(name)}(?!\w)"


def _with_nickname(name: str) -> Iterator[str]:
    """The patterns of a name with a nickname in quotation marks between its words or in a bracket behind them."""
    words = name.split()
    joint = rf"(?:{vocabulary.expression('people', 'other_name_joint')}\s{{1,3}})?"
    for at in range(1, len(words)):
        first, last = spelled(" ".join(words[:at])), spelled(" ".join(words[at:]))
        yield (
            rf"(?<!\w){first}\s{{1,3}}\(?{_OPENING}(?P<other>[^\"\u201c\u201d\u2019\u00ab\u00bb'\n]{{2,30}}){_CLOSING}\)?"
            rf"\s{{1,3}}{last}(?!\w)"
        )
    yield (
        rf"(?<!\w){spelled(name)}\s\({joint}{_OPENING}"
        rf"(?P<other>[^\"\u201c\u201d\u2019\u00ab\u00bb'\n]{{2,30}}){_CLOSING}\)"
    )
    yield (
        rf"(?<!\w){spelled(name)}(?:\s\([^()\n]{{1,24}}\))?,\s{{1,3}}"
        rf"{joint}{_OPENING}\s?(?P<other>[^\"\u201c\u201d\u2019\u00ab\u00bb'\n]{{2,30}}?)\s?{_CLOSING}(?=[,;\n])"
    )


def _in_brackets(name: str) -> str:
    """The pattern of a name in another script in the bracket behind it, perhaps with its language ("in Russian:")."""
    label = r"(?:[A-Za-z\u00c0-\u024f ]{2,30}:?\s)?"
    latin = r"A-Za-z\u00c0-\u024f"
    foreign = rf"(?P<foreign>[^()\uff08\uff09,;:\d\n{latin}]{{2,60}})"
    return rf"(?<!\w){spelled(name)}\s?[(\uff08]{label}{foreign}[,;)\uff09]"


def _in_another_script(other: str, name: str) -> bool:
    """Whether a name is written in letters of a script that the name itself has none of."""
    letters = [char for char in other if char.isalpha()]
    return (
        bool(letters) and all(_is_latin(char) for char in name if char.isalpha()) and not any(map(_is_latin, letters))
    )


def _is_latin(char: str) -> bool:
    import unicodedata

    return unicodedata.name(char, "").startswith("LATIN")


@cache
def _told_other_name() -> re.Pattern[str]:
    known_as = vocabulary.expression("people", "also_known_as")
    return compiled(rf",?\s{{1,3}}\(?{known_as}[^,;.\n]{{1,40}}(?=[,)])\)?", re.IGNORECASE)


def behind_other_name(text: str, position: int, end: int) -> int:
    """Past another name told right behind a name (", also known as Anita", " \u201cNita\u201d"); the same position
    where there is none.
    """
    nickname = compiled(NICKNAME_BEHIND).match(text, position, end)
    if nickname is not None:
        return nickname.end()
    if not vocabulary.may_begin(vocabulary.squeezed(text[position:end]), "people", "also_known_as"):
        return position
    match = _told_other_name().match(text, position, end)
    return match.end() if match else position
