"""Part of the field `targets`: names, honorifics, roles and institutions in the lines of a block, by vocabulary."""

import re
from functools import cache, lru_cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.address_parts import is_city, regions_of
from ingest.kept_patterns import compiled
from ingest.places import country_of

_WORD = compiled(r"[^\s,;/()\u201c\u201d\"]+")


@cache
def _titles() -> re.Pattern[str]:
    """Honorifics and ranks at the start of a name, one or several."""
    words = vocabulary.expression("officials", "honorific", "rank", "office_title")
    the = rf"(?:the\s{{1,3}}(?={vocabulary.expression('officials', 'honorific')}))?"
    one = words.removesuffix(r"(?!\w)").removeprefix(r"(?<!\w)")
    letters = vocabulary.expression("officials", "service_letters")
    # Behind a rank: "(Ret'd)", "(S.R.)", "a.D.", or the letters of a service.
    bracket = r"\((?:\d?[^\W\d_]{1,7}['\u2019.]?[^\W\d_]?\.?\s?){1,3}\)\s"
    retired = rf"(?:{bracket}|\(?rtd\.?\)?\s|(?-i:a\.\s?D\.|i\.\s?R\.)\s|(?-i:{letters}\s(?=[A-Z])))?"
    article = r"(?:(?:al|el|ad|ar|as|ash|at|az)-)?"
    return compiled(rf"(?:{the}|{article})(?:{one})\.?(?:[\s,]{{1,8}}|(?<=\.)\s{{0,3}}){retired}", re.IGNORECASE)


@cache
def _honorifics() -> re.Pattern[str]:
    one = vocabulary.expression("officials", "honorific").removesuffix(r"(?!\w)")
    return compiled(rf"{one}(?=[\s.]|$)", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


_APOSTROPHES = {ord(mark): "'" for mark in "\u2018\u2019\u02bb\u02bc\u0060\u00b4\u02be\u02bf"}
"""Marks that stand for an apostrophe, or for a letter of Arabic or Uzbek that is transliterated as one."""


def _bare(word: str) -> str:
    straight = word.translate(_APOSTROPHES)
    return compiled(r"(?:'s|')$").sub("", straight.strip(".:*'")).casefold()


@cache
def _known(key: str) -> frozenset[str]:
    """The words of a key, case-folded, with and without their accents: old documents print none."""

    def known() -> frozenset[str]:
        words = {word.translate(_APOSTROPHES) for word in vocabulary.word_set(key, "officials")}
        return frozenset(words | {vocabulary.without_marks(word) for word in words})

    return vocabulary.made(f"officials {key}", known)


_ARTICLE = compiled(r"^(?:(?:al|el|ad|ar|as|ash|at|az|an)-(?=\w{2})|[ld]'(?=\w{4}))")
_EZAFE = compiled(r"-(?:e|ye|i|yi)$")
# A document of a few pages asks for the same few hundred words again and again.
_WORDS_KEPT = 50_000


@lru_cache(maxsize=_WORDS_KEPT)
def _in(key: str, word: str) -> bool:
    """Whether a word is one of a key: as listed, by its ending, by its stem, or behind an article joined to it."""
    words = _known(key)
    bare = _bare(word)
    if word.casefold() in words or bare in words:
        return True
    plain = vocabulary.without_marks(bare)
    if len(plain) > _SHORTEST_LENIENT and plain in words and not _is_listed(bare) and bare[-1].isascii():
        return True
    endings = _endings(key)
    if bare.endswith(endings) and any(
        bare.endswith(ending) and len(bare) > len(ending) - (len(ending) > _SHORT_ENDING) for ending in endings
    ):
        return True
    if _stem_of(plain) == key:
        return True
    if key == "role" and not _is_listed(bare) and any(form in words for form in _other_genders(bare)):
        return True
    joined = _EZAFE.sub("", _ARTICLE.sub("", bare))
    if joined != bare and (joined in words or _stem_of(vocabulary.without_marks(joined)) == key):
        return True
    # "Commissioner-General" and "Primeiro-Ministro" are known by their parts.
    parts = bare.split("-")
    return key == "role" and len(parts) > 1 and (parts[-1] in words or all(part in words for part in parts))


# How the forms of an office for a woman and a man differ at their ends, in languages that tell them apart.
@cache
def _genders() -> tuple[tuple[str, str], ...]:
    both = [wording.text.partition("/") for wording in vocabulary.wordings("officials", "gendered_ending")]
    return tuple((woman, man) for woman, _, man in both)


_SHORTEST_GENDERED = 6


def _other_genders(word: str) -> list[str]:
    """What a word for an office would be in the other gender."""
    if len(word) < _SHORTEST_GENDERED:
        return []
    ends = [*_genders(), *((other, own) for own, other in _genders())]
    return [word.removesuffix(own) + other for own, other in ends if word.endswith(own)]


@cache
def _endings(key: str) -> tuple[str, ...]:
    return tuple(_known(f"{key}_ending"))


def _is_listed(word: str) -> bool:
    """Whether a word is known as it is printed: "secretaría" is no "secretaria"."""
    return any(word in vocabulary.word_set(key, "officials") for key in ("role", "organization", "portfolio"))


_SHORTEST_LENIENT = 4
# A longer ending is a word by itself too.
_SHORT_ENDING = 6
_STEMMED = ("role", "organization")


@lru_cache(maxsize=_WORDS_KEPT)
def _stem_of(word: str) -> str | None:
    """Which key the longest stem that opens a word belongs to; a listed word has none."""
    if any(word in _known(key) for key in _STEMMED):
        return None
    return _longest_stem(word)


def _longest_stem(word: str) -> str | None:
    opening = [(length, key) for key in _STEMMED for length in _lengths(key) if word[:length] in _stems(key)]
    return max(opening)[1] if opening else None


@cache
def _lengths(key: str) -> frozenset[int]:
    return frozenset(map(len, _stems(key)))


@cache
def _stems(key: str) -> frozenset[str]:
    return frozenset(vocabulary.without_marks(stem) for stem in vocabulary.word_set(f"{key}_stem", "officials"))


def _heads_phrase(word: str) -> bool:
    """Whether a word belongs to a language in which the head of an office's or institution's name stands first."""
    return _in("head_first", word) or _longest_stem(vocabulary.without_marks(_bare(word))) is not None


def is_connector(word: str) -> bool:
    """Whether a word joins the parts of an office's name ("of", "de", "and")."""
    return _in("connector", word)


def is_acting(text: str) -> bool:
    """Whether an office ends with the words for holding it for the time being ("Chargé d'affaires a.i.")."""
    acting = vocabulary.expression("officials", "acting").removesuffix(r"(?!\w)")
    return compiled(rf"{acting}$", re.IGNORECASE).search(text) is not None


def is_conjunction(word: str) -> bool:
    """Whether a word joins the last item of a list."""
    return _in("conjunction", word)


def opens_office(word: str) -> bool:
    """Whether a word can open an office, or go on with one."""
    return _in("role", word) or _in("organization", word) or _in("connector", word)


def opens_official(text: str) -> bool:
    """Whether a text opens as an official does: with an office, an institution, or a titled name."""
    words = _words(text)
    if not words or not words[0][0].isupper():
        return False
    return is_role_word(words[0]) or _in("organization", words[0]) or split_titles(text) > 0


def opens_with_office(text: str) -> bool:
    """Whether a text opens with a word for an office, and what the office is for ("Menteri Dalam Negeri")."""
    words = _words(text)
    if vocabulary.pattern("officials", "role_phrase").match(text):
        return True
    return len(words) > 1 and _in("role", words[0]) and any(_in(key, words[1]) for key in _COMPLEMENTS)


_COMPLEMENTS = ("connector", "portfolio", "organization")


def are_fields(words: list[str]) -> bool:
    """Whether words only say what an office is for ("Police and Armed Forces")."""
    return all(_in("portfolio", word) or _in("connector", word) for word in words)


def says_office_twice(text: str) -> bool:
    """Whether a stroke parts an office from the same one in another language ("Governor of X / Gobernador de X")."""
    own, stroke, other = text.partition("/")
    sides = (own.strip(), other.strip())
    return bool(stroke) and "/" not in other and all(side and _role_score(side) >= _ACTING for side in sides)


def is_editor(text: str) -> bool:
    """Whether a text says no more than who stands for a newspaper ("The Editor")."""
    return vocabulary.pattern("officials", "editor").fullmatch(text) is not None


def is_name_particle(word: str) -> bool:
    """Whether a word is a small one inside names ("de", "bin")."""
    return _in("name_particle", word)


def is_role_word(word: str) -> bool:
    """Whether a word says what office a person holds."""
    return _in("role", word) and not _in("title_or_name", word)


def breaks_off(text: str) -> bool:
    """Whether a phrase cannot end with its last word: one that joins ("of", "and"), or half an office ("Acting")."""
    words = _words(text)
    joins = _in("connector", words[-1]) and words[-1].islower() if words else False
    lacks_noun = _known("lacks_noun") & {" ".join(words[-count:]).casefold() for count in (1, 2, 3)} if words else ()
    return len(words) > 1 and (joins or bool(lacks_noun) or _in("cut_off", words[-1]))


def lacks_its_noun(text: str, following: str) -> bool:
    """Whether an office ends with an adjective, and its noun opens the following line.

    "Chair of the Parliamentary | Committee on Trade", "High Commissioner, Jamaican | High Commission"
    """
    words, below = _words(text), _words(following)
    if len(words) < 2 or not below or not any(_in("role", word) or _in("organization", word) for word in words[:-1]):
        return False
    last = words[-1]
    if (
        not last[0].isupper()
        or last.isupper()
        or _in("role", last)
        or _in("organization", last)
        or is_city(last)
        or country_of(last)
    ):
        return False
    alone = text.rpartition(",")[2].split() == [last] and "," in text
    # Behind the noun of a field an adjective belongs to that ("Defensa | Nacional").
    adjective = last.endswith(tuple(vocabulary.word_set("adjective_ending", "officials"))) and not _in(
        "portfolio", words[-2]
    )
    joined = any(_in("connector", word) and not is_conjunction(word) for word in words[-_NEAR:-1])
    noun = below[:1] if alone and not adjective else below[:2]
    return (alone or (adjective and joined)) and any(_in("organization", word) for word in noun)


_NEAR = 4


def is_role_part(word: str) -> bool:
    """Whether a word says what office it is only beside another one ("General", "Deputy")."""
    return _in("role_part", word)


def is_organization_word(word: str) -> bool:
    """Whether a word names an institution."""
    return _in("organization", word)


def completes_office(word: str, before: str) -> bool:
    """Whether a word alone only completes the office or institution cut off before it.

    It does where both are words of offices, or where what stands before breaks off behind the last item of a list
    ("Minister for Immigration and Border | Protection").
    """
    known = _in("portfolio", word) or _in("organization", word)
    words = _words(before)
    if _in("role", word) or not words:
        return False
    listed = (
        len(words) > _FEWEST_OF_LIST and is_conjunction(words[-2]) and any(_in("connector", w) for w in words[1:-2])
    )
    return (known and (_in("portfolio", words[-1]) or _in("organization", words[-1]))) or (
        listed and word.isalpha() and word[0].isupper() and not is_city(word)
    )


def is_parted_institution(text: str, following: str) -> bool:
    """Whether a line break parted an institution's noun from the words before it ("Sudan Human | Rights Board")."""
    words, below = _words(text), _words(following)
    if len(words) < 2 or len(below) < 2 or any(_in(key, word) for word in words for key in ("role", "organization")):
        return False
    return _in("organization", below[-1]) and not any(_in("connector", word) for word in below)


_FEWEST_OF_LIST = 3


def is_honorific_alone(text: str) -> bool:
    """Whether a piece is nothing but an honorific, whose name stands on the next line."""
    return (
        len(text) < 40
        and split_titles(f"{text} Xx Xx") >= len(text)
        and (any(_in(key, text.strip()) for key in _TITLES) or _are_titles(_words(text)))
        and not _in("role", text.strip())
    )


_TITLES = ("honorific", "courtesy", "rank")


def _are_titles(words: list[str]) -> bool:
    """Whether words are ranks and honorifics one by one, at most with the letters of a service behind them."""
    ranks = [word for word in words if word.casefold() not in vocabulary.word_set("service_letters", "officials")]
    if len(words) < 2 or not ranks or any(_in("role", word) and not _in("role_part", word) for word in ranks):
        return False
    return all(any(_in(key, word) for key in _TITLES) for word in ranks)


@cache
def _article() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('people', 'article')}\s", re.IGNORECASE)


def split_titles(text: str) -> int:
    """How many characters of honorifics and ranks open the text; 0 where no name follows them."""
    position = 0
    before = ""
    while True:
        match = _titles().match(text, position) or _abbreviated_title(text, position)
        if match is None or match.end() >= len(text):
            break
        # Behind "Mr" or "Advocate" a word that is a title and a name alike is the name.
        if before and _in("title_or_name", match.group().strip()) and not _opens_style(before):
            break
        initial = position > 0 and len(match.group().strip(" .")) == 1 and not _opens_style(before)
        # "Son Excellence le Général-Major", "Su Excelencia el Presidente"
        article = _article().match(text, match.end())
        end = article.end() if article is not None and _titles().match(text, article.end()) else match.end()
        if initial or not _follows_title(text, end, match.group()):
            break
        position = end
        before = match.group().strip()
    return position + _office_before_name(text[position:], styled=_opens_style(before))


_ABBREVIATED_TITLE = compiled(
    r"(?:[^\W\d_a-z][^\W\d_A-Z]{1,5}\.(?:-[^\W\d_][^\W\d_A-Z]{1,5}\.){0,2}|[A-Z]/[A-Z]\.?)\s{1,3}"
)
_FEWEST_NAMES = 2


def _abbreviated_title(text: str, position: int) -> re.Match[str] | None:
    """A word with a dot that nobody knows, before a whole name ("Tcnl. Ana Ruiz"): whatever the language, its title.

    Names are shortened as well ("Mohd. Ana Ruiz"), and so are words of addresses ("Kom. ...").
    """
    match = _ABBREVIATED_TITLE.match(text, position)
    if match is None or match.group().strip().casefold() in vocabulary.word_set("shortened_name", "officials"):
        return None
    if vocabulary.pattern("addresses", "street", "building", "area", "region", "region_prefix", "post_box").match(
        text, position
    ):
        return None
    rest = list(_WORD.finditer(text, match.end()))
    names = [word for word in rest if not _in("name_particle", word.group())]
    spelled = all(word.group()[0].isupper() and not word.group().endswith(".") for word in names)
    if not _FEWEST_NAMES <= len(names) <= _MOST_NAMES or not spelled or not _all_names(rest):
        return None
    known = any(_in(key, word.group()) for word in rest for key in ("portfolio", "role", "organization"))
    return None if known or country_of(text[match.end() :]) else match


_MOST_NAMES = 4


def is_titled_by_office(text: str) -> bool:
    """Whether an office stands as a title before a name ("District Attorney Ana Ruiz", "King Letsiwe")."""
    titles = _words(text[: split_titles(text)])
    return any(_in("role", word) and not _in("role_part", word) for word in titles)


def is_titled_name(text: str) -> bool:
    """Whether a text is a name with a title before it, and nothing else."""
    return split_titles(text) > 0 and name_score(text) > _LEAST_TITLED


def _opens_style(title: str) -> bool:
    """Whether a title is a style that another title follows ("His Majesty King", "H.E. Sheikh")."""
    return title.casefold() in vocabulary.word_set("style", "officials")


def _office_before_name(text: str, *, styled: bool) -> int:
    """An office of several words that stands before a name without a complement ("Minister Delegate Ana Ruiz Paz").

    `styled`: behind a style such as "Hon." a word that is an office and a name alike is the office.
    """
    words = list(_WORD.finditer(text))
    count = 0
    while count < len(words) and _is_office_word(words[count].group()):
        count += 1
    while count and not _in("role", words[count - 1].group()):
        count -= 1
    rest = words[count:]
    if (
        not count
        or (_in("title_or_name", words[0].group()) and not styled)
        or not 2 <= len(rest) <= 5
        or any(_in("portfolio", word.group()) for word in rest)
        or not _all_names(rest)
    ):
        return 0
    if _in("head_first", words[0].group()) and rest[0].group().isalpha() and rest[0].group().islower():
        # "Mkuu wa Wilaya": what follows is the office's complement.
        return 0
    return 0 if country_of(text[rest[0].start() :]) else rest[0].start()


def _is_office_word(word: str) -> bool:
    return any(_in(key, word) for key in ("role", "role_part", "organization", "portfolio")) and not _in(
        "connector", word
    )


def _follows_title(text: str, position: int, title: str) -> bool:
    """Whether a name can go on behind a title: with a capital or a particle, and no complement ("Minister of ...")."""
    rest = _words(text[position:])
    if not rest:
        return False
    first = rest[0]
    if _in("connector", first) and _titles().match(text, position):
        return True
    shouted = first.isupper() and title.isupper() and _in("office_title", title.strip())
    if _in("connector", first) and (shouted or not first[0].isupper()):
        return False
    if _in("patronymic", first) and first[0].islower():
        return False
    if len(rest) > _FEWEST_NAMES and _in("role", title.strip()) and _in("portfolio", first):
        # "Governor Provincial of ..." is an office, and no title before a name.
        return not (_in("connector", rest[1]) and rest[1][0].islower())
    if (
        _honorifics().match(title.strip())
        and len(title.strip()) <= 2
        and title.strip(" .").casefold() in ("u", "me", "c", "d", "he")
    ):
        return title.strip()[0].isupper() and first[0].isupper()
    return first[0].isupper() or not first[0].isalpha() or _in("name_particle", first) or not first.isascii()


def is_abbreviated(text: str) -> bool:
    """Whether the word with a dot at the end of the text is an honorific or another abbreviation."""
    word = text.rsplit(None, 1)[-1] if text.split() else ""
    keys = ("honorific", "rank", "office_title")
    known = frozenset(wording for key in keys for wording in vocabulary.word_set(key, "officials"))
    known |= frozenset(w for key in ("street", "building", "area") for w in vocabulary.word_set(key, "addresses"))
    return word.casefold() in known or word.rstrip(".").casefold() in vocabulary.word_set("abbreviations")


def split_courtesy(text: str) -> int:
    """How many characters of "Mr", "Dr" and the like open the text; 0 where nothing follows them."""
    match = compiled(rf"(?:{vocabulary.expression('officials', 'courtesy')}\.?\s{{1,3}}){{1,3}}", re.IGNORECASE).match(
        text
    )
    return match.end() if match and match.end() < len(text) and text[0].isupper() else 0


def split_name(document: Document, span: Span) -> tuple[Span | None, Span | None]:
    """Honorifics and name of a piece that is labelled as a name."""
    text = document.quote(span)
    length = split_titles(text)
    honorific = document.trimmed(Span(span.start, span.start + length), marks=",:")
    name = document.trimmed(Span(span.start + length, span.end), marks=",;")
    note = compiled(r"\s*\([^)]*\)?$").search(document.quote(name))
    if note and note.start() > 0:
        name = Span(name.start, name.start + note.start())
    name = _without_letters(document, name)
    return (honorific if length else None), (name if name.start < name.end else None)


@cache
def _letters_behind() -> re.Pattern[str]:
    letters = vocabulary.expression("officials", "service_letters")
    return compiled(rf"(?:[\s,]{{1,3}}(?-i:{letters}))+$")


def _without_letters(document: Document, name: Span) -> Span:
    """A name without the letters of honours and services behind it ("Ana Ruiz SC, MP")."""
    text = document.quote(name)
    letters = _letters_behind().search(text)
    end = letters.start() if letters and letters.start() > 0 else len(text)
    if len(_words(text[:end])) > _FEWEST_NAMES and not text[:end].isupper():
        unknown = _UNKNOWN_LETTERS.search(text[:end])
        end = unknown.start() if unknown else end
    return Span(name.start, name.start + end)


# Letters of a degree or an honour have dots, or no vowel among them ("LL.B.", "MD"); "Ng" is a name.
_UNKNOWN_LETTERS = compiled(r"(?:[\s,]{1,3}(?:(?:[A-Z][A-Za-z]{0,3}\.){2,5}|(?!NG(?!\w))[B-DF-HJ-NP-TV-XZ]{2,5}))+$")


_LETTERS = compiled(r"[A-Z]{2,5}|(?:[A-Z][A-Za-z]{0,3}\.\s?){2,4}")


def are_letters_behind_name(text: str, before: str) -> bool:
    """Whether a part between commas holds only letters of honours or services behind the name before it."""
    if country_of(text):
        return False
    known = text.casefold() in vocabulary.word_set("service_letters", "officials")
    if not known and not _LETTERS.fullmatch(text):
        return False
    if (split_titles(before) > 0 and name_score(before) > _LEAST_TITLED) or (known and name_score(before) > 0):
        return True
    if len(text) != _SHORTEST_LETTERS or name_score(before) < _WHOLE_NAME:
        return False
    return not any(vocabulary.without_marks(text) in regions_of(country) for country in ("US", "CA"))


_LEAST_TITLED = 5.0
_SHORTEST_LETTERS = 2
# So well two to five words in capitals score that could be a name.
_WHOLE_NAME = 3.0


def split_courtesy_from_role(document: Document, span: Span) -> tuple[Span | None, Span]:
    """The form of courtesy before an office ("Sr. Comandante", "H.E. the Ambassador"), and the office.

    The first is None where there is none, or where it belongs to the office by an article ("Monsieur le Ministre").
    """
    text = document.quote(span)
    led = _lead_article().match(text)
    if led is not None and (_in("role", _words(text[led.end() :])[0]) or _role_score(text[led.end() :]) >= _ACTING):
        return None, Span(span.start + led.end(), span.end)
    match = _courtesy_before_role().match(text)
    if match is None or not _in("role", match["office"]) or _in("role", match["courtesy"].split()[-1]):
        return None, span
    office = Span(span.start + match.start("office"), span.end)
    article = (match["article"] or match["courtesy"].rpartition(" ")[2]).strip().casefold()
    of_office = article in ("le", "la", "o", "a", "el", "il", "lo", "l'", "l\u2019")
    return (None if of_office else Span(*(span.start + place for place in match.span("courtesy")))), office


@cache
def _lead_article() -> re.Pattern[str]:
    """An article in small letters, before an office in a sentence ("the Ambassador of X")."""
    return compiled(rf"{vocabulary.expression('contacts', 'lead_article')}\s{{1,3}}(?=[^\W\d_a-z])")


@cache
def _courtesy_before_role() -> re.Pattern[str]:
    words = vocabulary.expression("officials", "honorific")
    article = r"(?P<article>(?:le|la|o|a|el|il|lo|the)\s{1,3}|l['\u2019](?=\w))?"
    return compiled(
        rf"(?P<courtesy>{words}\.?(?:\s{{1,3}}{words}\.?){{0,2}})\s{{1,3}}{article}(?P<office>[^\s,;/()]+)",
        re.IGNORECASE,
    )


def split_role_and_name(document: Document, span: Span) -> list[Span]:
    """A piece that holds a role with its complement and then a name, or a name and then a role, cut in two."""
    text = document.quote(span)
    words = list(_WORD.finditer(text))
    # The country before an office ("U.S. Secretary of State") is part of it.
    if len(words) > 1 and country_of(words[0].group()) and _in("role", words[1].group()):
        words = words[1:]
    if len(words) < 3:
        return [span]
    named = _NAME_AND_BRACKET.fullmatch(text)
    if (
        named
        and name_score(named["named"]) >= _WHOLE_NAME
        and named["office"][0].isupper()
        and _role_score(named["office"].split(",")[0]) >= _ACTING
    ):
        end = span.start + named.end("named")
        return [Span(span.start, end), Span(span.start + named.start("office") - 1, span.end)]
    cut = _behind_role(text, words) or _before_role(text, words)
    if cut is None:
        return [span]
    if text[cut - 1] == "(" and text.endswith(")"):
        # "Xxxx (Minister of Justice)"
        return [document.trimmed(Span(span.start, span.start + cut - 1)), Span(span.start + cut - 1, span.end)]
    return [
        document.trimmed(Span(span.start, span.start + cut), marks=",-"),
        document.trimmed(Span(span.start + cut, span.end), marks=",-"),
    ]


_NAME_AND_BRACKET = compiled(r"(?P<named>[^()]{5,60}?)\s{1,3}\((?P<office>[^()]{5,120})\)")


def _behind_role(text: str, words: list[re.Match[str]]) -> int | None:
    """Where a name begins behind a role with a complement ("Minister of Justice | Jan Novák")."""
    if not _in("role", words[0].group()) or (words[0].start() == 0 and split_titles(text)):
        return None
    complement = False
    for index, word in enumerate(words):
        printed = word.group()
        behind_country = (
            _behind_country(text, words, index) if index and _in("connector", words[index - 1].group()) else None
        )
        if behind_country is not None:
            return behind_country
        if index and _titled_name(text[word.start() :]):
            return word.start()
        if complement and _entitled_name(text[word.start() :], words[index - 1].group()):
            return word.start()
        if _in("connector", printed):
            complement = True
            continue
        known = _in("role", printed) or _in("portfolio", printed) or _in("organization", printed)
        if known or not complement or (index and _in("connector", words[index - 1].group())):
            continue
        tail = words[index:]
        country = country_of(text[tail[0].start() :]) or country_of(" ".join(w.group() for w in tail[:1]))
        before = words[index - 1].group()
        ended = _in("portfolio", before) or _in("organization", before)
        if country is None and 2 <= len(tail) <= 5 and _all_names(tail) and ended and not _complements(tail):
            return word.start()
        return _behind_institution(tail)
    return None


def _behind_institution(words: list[re.Match[str]]) -> int | None:
    """Where a name begins behind the institution that ends an office ("... the Advisory Commission | Ana Ruiz")."""
    known = [index for index, word in enumerate(words) if _in("organization", word.group())]
    rest = words[known[-1] + 1 :] if known else []
    whole = _FEWEST_NAMES <= len(rest) <= _MOST_NAMES and _all_names(rest) and not _complements(rest)
    return rest[0].start() if whole and not country_of(" ".join(word.group() for word in rest)) else None


def _complements(words: list[re.Match[str]]) -> bool:
    """Whether words behind an office rather go on with it: one of them is known as the field of an office."""
    return any(_in("portfolio", word.group()) for word in words)


def _behind_country(text: str, words: list[re.Match[str]], index: int) -> int | None:
    """Where a name begins behind the country of an office ("Ambassador of Georgia | Ana Ruiz"), if one does."""
    for count in range(min(4, len(words) - index), 0, -1):
        last = words[index + count - 1]
        tail = words[index + count :]
        if country_of(text[words[index].start() : last.end()]):
            return tail[0].start() if 2 <= len(tail) <= 5 and _all_names(tail) else None
    return None


def _before_role(text: str, words: list[re.Match[str]]) -> int | None:
    """Where a role begins behind a name without a comma ("Mr Jan Novák Minister of Justice")."""
    length = split_titles(text)
    if _courtesy_before_role().match(text) and not length:
        return None
    for index, word in enumerate(words[1:], 1):
        possessive = compiled(r"['\u2019]s?$").search(word.group()) is not None
        if word.start() <= length or possessive or not (_in("role", word.group()) and word.group()[0].isupper()):
            continue
        named = [w for w in words[:index] if w.start() >= length]
        behind = words[index + 1 : index + 2]
        complemented = bool(behind) and (
            _in("connector", behind[0].group()) or _in("portfolio", behind[0].group()) or _in("role", behind[0].group())
        )
        if complemented and 1 <= len(named) <= 5 and _all_names(named) and (length or len(named) >= 2):
            return word.start()
        return None
    return None


def _titled_name(text: str) -> bool:
    match = _honorifics().match(text)
    return match is not None and split_titles(text) > 0 and len(_words(text)) >= 2


def _entitled_name(text: str, before: str) -> bool:
    """Whether a rank or office stands as a title before a name, behind the complement of an office and not in it."""
    length = 0 if _in("connector", before) or not _titles().match(text) else split_titles(text)
    if _in("organization", before) and _in("portfolio", _words(text)[0]):
        # "the General Committee" in languages that put the adjective behind.
        return False
    rest = list(_WORD.finditer(text, length))
    return (
        length > 0 and 1 <= len(rest) <= 5 and _all_names(rest) and not any(_in("portfolio", w.group()) for w in rest)
    )


def _all_names(words: list[re.Match[str]]) -> bool:
    return all(_is_name_word(word.group()) for word in words)


def _are_name_words(words: list[str], *, titled: bool) -> bool:
    """Whether all words can be those of a name. Behind a title, the first may be a word for an institution elsewhere
    ("Dr Consiglio Xerri").
    """
    others = [word for word in words if not _is_name_word(word)]
    first = titled and 2 <= len(words) <= _LONGEST_TITLED and others == words[:1] and not _in("role", words[0])
    return not others or (first and all(word[0].isupper() for word in words))


_LONGEST_TITLED = 3


def _is_name_word(word: str) -> bool:
    bare = word.strip(".,'\u2019\u2018-*")
    if not bare:
        return True
    if any(char.isdigit() for char in bare):
        return False
    if _in("name_particle", word) or (len(bare) <= 3 and bare.islower() and not _in("connector", word)):
        return True
    known = (_in("role", word) or _in("organization", word)) and not _in("title_or_name", word)
    lead = compiled(r"^(?:[a-z]{1,3}['\u2019-])").sub("", bare)
    return not known and bool(lead) and (lead[0].isupper() or not lead[0].isascii() or lead[0].istitle())


def without_translations(document: Document, spans: list[Span]) -> list[Span]:
    """The parts of a role without a line that says the office again in another language."""
    if not spans:
        return spans
    if not _in_english(document.quote(spans[0])):
        english = [span for span in spans if _in_english(document.quote(span))]
        return english if english and _has_office(document.quote(spans[0])) and len(english) < len(spans) else spans
    return [
        span
        for span in spans
        if span is spans[0] or _in_english(document.quote(span)) or not _has_office(document.quote(span))
    ]


def _has_office(text: str) -> bool:
    return any(_in("role", word) for word in _words(text))


def _in_english(text: str) -> bool:
    # The English list holds transliterated words of other languages too: their heads stand first.
    english = {w.text.casefold() for w in vocabulary.wordings("officials", "role") if w.language == "en"}
    english -= vocabulary.word_set("head_first", "officials")
    english = {word for word in english if _longest_stem(vocabulary.without_marks(word)) is None}
    office = next((word for word in _words(text) if _in("role", word)), "")
    return _bare(office) in english


# "Caserne de Hinche" rather is a place or an institution: a name has two words before such a one.
_NOUN_OF_NOUN = 3


def name_score(text: str) -> float:
    """How well a piece reads as a person's name, honorifics included."""
    length = split_titles(text)
    rest = compiled(r"\s*\([^)]*\)").sub("", text[length:])
    letters = _letters_behind().search(rest)
    rest = rest[: letters.start()] if letters and letters.start() > 0 else rest
    words = _words(rest)
    if not words or len(words) > 8 or country_of(rest) or any(char.isdigit() for char in rest):
        return -5.0
    if not _are_name_words(words, titled=length > 0) or compiled(r"(?:^|\s)/\s").search(rest):
        return -4.0
    if _in("connector", words[0]) and words[0].islower():
        return -4.0
    full = sum(not _in("name_particle", word) for word in words)
    score = 3.0 if 2 <= full <= 5 and len(words) > 1 else 1.0
    if words[0].casefold() in vocabulary.word_set("article", "people") and not words[0].isupper():
        score -= 4.0
    if not length and len(words) == _NOUN_OF_NOUN and words[1].islower() and _in("connector", words[1]):
        score -= 2.0
    score += 3.5 if length else 0.0
    penalised = sum(_in("portfolio", word) for word in words)
    if penalised and any(is_conjunction(word) for word in words[1:-1]):
        return -4.0
    address = vocabulary.pattern("addresses", "street", "building").search(rest)
    score -= 1.5 * penalised + (2.5 if address and not length else 0.0)
    if address and address.end() == len(rest) and len(words) > 1:
        score -= 4.0
    return score


# "Deputy Xxxx" is an office, whatever it is.
_ACTING = 3.0
# An office that is said again in another language, in brackets or behind a stroke.
_SAID_AGAIN = compiled(
    r"(?P<own>[^()/\[\]]{3,80}?)\s{0,2}(?:[(\[](?P<bracket>[^()\[\]]{5,80})[)\]]?|/\s?(?P<other>[^()/]{5,80}))"
)
_BY_TRANSLATION = -0.5


def role_score(text: str) -> float:
    """How well a piece reads as the office that a person holds."""
    again = _SAID_AGAIN.fullmatch(text)
    own = _role_score(text)
    if own >= _ACTING or again is None or name_score(again["own"]) >= 3.0:
        return own
    return max(own, _role_score(again["bracket"] or again["other"]) + _BY_TRANSLATION)


def _role_score(text: str) -> float:
    courtesy = _courtesy_before_role().match(text)
    if courtesy is not None and _in("role", courtesy["office"]) and not _in("title_or_name", courtesy["office"]):
        text = text[courtesy.start("office") :]
    words = _words(text)
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people"):
        words = words[1:]
    if not words:
        return -5.0
    if vocabulary.pattern("officials", "role_phrase").match(text) or is_editor(text):
        return 5.0
    if has_unknown_head(text):
        return _UNKNOWN_HEAD + (_BY_RANK if _has_rank_word(words) else 0.0)
    heads = [index for index in range(len(words)) if _is_role_head(words, index)]
    if not heads and _role_in_bracket(text):
        return _TOLD_IN_BRACKET
    if not heads and len(words) > 1 and _in("cut_off", words[0]) and not _in("organization", words[-1]):
        return _ACTING
    if not heads or _is_institution(words, heads):
        return -2.5
    if split_titles(text) and name_score(text) > 3.0:
        return 1.0
    score = 5.0 if heads[0] == 0 else 3.5
    street = vocabulary.pattern("addresses", "street").search(text)
    if street and street.end() == len(text):
        score -= 5.0
    if _in("organization", words[heads[0]]):
        score -= 3.5
    if any(char.isdigit() for char in text):
        score -= 0.5 if heads[0] == 0 else 2.0
    return score


_TOLD_IN_BRACKET = 3.0
_WORDS_AND_BRACKET = compiled(r"[^()]{3,80} \((?P<translated>[^()]{4,80})\)")


def _role_in_bracket(text: str) -> bool:
    """Whether words that nobody knows have an office behind them in brackets, as its translation."""
    match = _WORDS_AND_BRACKET.fullmatch(text)
    return match is not None and role_score(match["translated"]) > _TOLD_IN_BRACKET and split_titles(text) == 0


# "Xxxx of Yyyy": an office or an institution, as what stands around it says.
_UNKNOWN_HEAD = 1.0
# An institution is called by its first letters, and an office is not.
_BY_ACRONYM = 1.5
_BRACKETED_ACRONYM = compiled(r"\([A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd-]{1,9}\)")


@lru_cache(maxsize=_WORDS_KEPT)
def has_unknown_head(text: str) -> bool:
    """Whether a phrase has a complement ("Xxxx of Yyyy"), and no known word says what the words before it head."""
    words = _words(text)
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people"):
        words = words[1:]
    first = _complement(words)
    head = words[:first]
    if not head or first + 1 >= len(words) or len(head) > _LONGEST_HEAD or not head[0][0].isupper():
        return False
    if any(not _is_name_word(word) or _in("portfolio", word) for word in head) or split_titles(text):
        return False
    known = (_in(key, word) for word in head for key in ("role", "organization", "title_or_name"))
    if any(known) and not _has_rank_word(head):
        return False
    if not words[first].islower() or any(char.isdigit() for char in text) or country_of(text):
        return False
    named = vocabulary.pattern("addresses", "street", "building", "area", "post_box").match(text)
    return named is None and _institution_phrase().match(text) is None


_LONGEST_HEAD = 3
# "Xxxx General", "Deputy Xxxx"
_BY_RANK = 1.5


def _has_rank_word(words: list[str]) -> bool:
    """Whether an unknown word before the complement is made an office by one beside it ("Xxxx General of ...")."""
    head = words[: _complement(words)]
    parts = [word for word in head if _in("role_part", word)]
    rest = [word for word in head if word not in parts]
    return bool(parts and rest) and not any(_in(key, word) for word in rest for key in ("role", "organization"))


def _complement(words: list[str]) -> int:
    """Where the complement of a phrase begins ("of the Interior"); its length where it has none."""
    joins = (index for index, word in enumerate(words) if index and _in("connector", word) and not is_conjunction(word))
    return next(joins, len(words))


def saluted_as(text: str, formula: str) -> str | None:
    """What a salutation says of a piece whose words it repeats: "role" ("Dear Warden"), or "name" ("Dear Ms Paz")."""
    length = split_titles(text)
    words = _words(text[length:])
    head = words[: _complement(words)]
    spoken = _words(formula)
    told = {vocabulary.without_marks(_bare(word)): index for index, word in enumerate(spoken)}
    common = [told[key] for word in head if len(key := vocabulary.without_marks(_bare(word))) > 2 and key in told]
    if not common or any(word.endswith(("'s", "\u2019s", "s'", "s\u2019")) for word in head):
        return None
    courtesy = vocabulary.word_set("courtesy", "officials") | vocabulary.word_set("honorific", "officials")
    by_name = any(spoken[index - 1].casefold() in courtesy for index in common if index)
    if length or ((by_name or name_score(text) >= _WHOLE_NAME) and not any(map(is_role_word, head))):
        return "name"
    return "role"


def _is_institution(words: list[str], roles: list[int]) -> bool:
    """Whether an institution, and not the office that its words also name, heads the phrase.

    The head is the first word where its language puts it there ("Kantor Bupati"), else the last noun before the first
    connector: "Cabinet Secretary" and "Director of the Prison Service" are
    offices, "Attorney General's Department" and "Office of the President" institutions.
    """
    if _heads_phrase(words[0]):
        return _in("organization", words[0]) and not _in("role", words[0])
    first = next((index for index, word in enumerate(words) if index and _joins(word)), len(words))
    institutions = [index for index, word in enumerate(words) if _in("organization", word) and not _in("role", word)]
    inside = [index for index in institutions if index < first]
    if not inside:
        return bool(institutions) and min(roles) > first and institutions[0] < roles[0]
    offices = [index for index in roles if index < first]
    return not offices or max(inside) > max(offices)


def _joins(word: str) -> bool:
    """Whether a word joins the parts of an office's name: a known one, or any short word in small letters."""
    return _in("connector", word) or (word.islower() and len(word) <= _LONGEST_JOINING and word.isalpha())


_LONGEST_JOINING = 4


def _is_role_head(words: list[str], index: int) -> bool:
    """Whether a word says what office it is; some words do so only beside another one."""
    word = words[index]
    if not _in("role", word):
        return False
    if not _in("role_part", word):
        return True
    neighbours = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
    if any(_in("role", other) for other in neighbours):
        return True
    return index == 0 and (len(words) == 1 or _in("connector", words[1]))


# Several words that say nothing, right behind an official, are rather the institution's own name than a street.
_LONG_PHRASE = 3
_UNKNOWN_PHRASE = 0.8
# "Centro de ..." is the beginning of an institution's name or of a district's.
_BY_PHRASE = 3.0


def shows_address(text: str) -> bool:
    """Whether a part holds figures or a word of postal addresses."""
    words = vocabulary.pattern("addresses", "street", "building", "area", "post_box", "region")
    return bool(compiled(r"\d").search(text)) or words.search(text) is not None


@cache
def _institution_phrase() -> re.Pattern[str]:
    """Institutions known by more than one word ("Centro de ...", "Bar Association")."""
    return vocabulary.compiled(
        wording.text
        for key in ("organization", "organization_phrase")
        for wording in vocabulary.wordings("officials", key)
        if " " in wording.text or key == "organization_phrase"
    )


def _is_government_quarter(text: str, words: list[str]) -> bool:
    """Whether it is the seat of a government by its country's name ("Bangladesh Secretariat")."""
    building = vocabulary.word_set("government_quarter", "addresses")
    return bool(words) and words[-1].casefold() in building and country_of(text[: -len(words[-1])]) is not None


_SHORT_NAME = 2
# What stands in brackets behind a phrase does not head it.
_NOTE_BEHIND = compiled(r"(?<=\w) \((?=[^()]*[a-z])[^()]{3,80}\)$")


def organization_score(text: str) -> float:
    """How well a piece reads as an institution."""
    text = _NOTE_BEHIND.sub("", text)
    words = _words(text)
    if vocabulary.pattern("officials", "role_phrase").match(text):
        return -1.0
    heads = [index for index, word in enumerate(words) if _in("organization", word)]
    by_phrase = (not heads or words[0].casefold() in vocabulary.word_set("building", "addresses")) and (
        _institution_phrase().match(text) is not None
    )
    if by_phrase:
        heads = [0]
    if has_unknown_head(text):
        return _UNKNOWN_HEAD + (_BY_ACRONYM if _BRACKETED_ACRONYM.search(text) else 0.0)
    roles = [index for index in range(len(words)) if _is_role_head(words, index)]
    if vocabulary.pattern("addresses", "building").fullmatch(text) or _is_government_quarter(text, words):
        return -0.5
    if not heads:
        titled = (
            len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people") and words[1][0].isupper()
        )
        if country_of(text):
            return -3.0
        if titled or compiled(r"[A-Z]{3,8}(?:-[A-Z]{2,4})?").fullmatch(text):
            return 1.0
        return _UNKNOWN_PHRASE if len(words) >= _LONG_PHRASE and not shows_address(text) else -1.5
    if roles and not _is_institution(words, roles):
        return 4.0 if heads[0] == roles[0] else -1.0
    last = words[-1].casefold()
    if len(words) == _SHORT_NAME and last in vocabulary.word_set("building_end", "addresses"):
        return -0.5
    opened = words[0].casefold()
    if opened in vocabulary.word_set("street", "addresses") and len(words) > 1:
        return -0.5
    if opened in vocabulary.word_set("building", "addresses") and not by_phrase:
        return -0.5
    if last in vocabulary.word_set("building", "addresses") or last in vocabulary.word_set("street", "addresses"):
        return -0.5
    score = _BY_PHRASE if by_phrase else 5.0 if heads[0] == 0 else 4.0
    if any(char.isdigit() for char in text):
        score -= 1.5
    return score
