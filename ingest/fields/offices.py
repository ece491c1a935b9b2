"""Part of the field `targets`: phrases for offices and institutions: what they are, and where they begin and end."""

import re
from functools import cache, lru_cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.address_rules import is_area, shows_address
from ingest.fields.official_names import (
    FEWEST_NAMES,
    MOST_NAMES,
    WHOLE_NAME,
    are_names,
    is_name_word,
    name_score,
    opens_with_honorific,
    opens_with_title,
    split_titles,
    title_behind,
)
from ingest.fields.official_words import (
    WORD,
    WORDS_KEPT,
    bare_word,
    elided_article,
    ends_in_own_abbreviation,
    heads_phrase,
    is_conjunction,
    is_in,
    is_role_word,
    known_words,
    longest_stem,
    opens_surname,
    words_of,
)
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of


def opens_official(text: str) -> bool:
    """Whether a text opens as an official does: with an office, an institution, or a titled name."""
    words = words_of(text)
    if not words or not words[0][0].isupper():
        return False
    return is_role_word(words[0]) or is_in("organization", words[0]) or split_titles(text) > 0


def opens_with_office(text: str) -> bool:
    """Whether a text opens with a word for an office, and what the office is for ("Menteri Dalam Negeri")."""
    words = words_of(text)
    if vocabulary.match(text, "officials", "role_phrase"):
        return True
    return len(words) > 1 and is_in("role", words[0]) and any(is_in(key, words[1]) for key in _COMPLEMENTS)


_COMPLEMENTS = ("connector", "portfolio", "organization")


def is_acting(text: str) -> bool:
    """Whether an office ends with the words for holding it for the time being ("Chargé d'affaires a.i.")."""
    acting = vocabulary.expression("officials", "acting").removesuffix(r"(?!\w)")
    return compiled(rf"{acting}$", re.IGNORECASE).search(text) is not None


def is_editor(text: str) -> bool:
    """Whether a text says no more than who stands for a newspaper ("The Editor")."""
    return vocabulary.fullmatch(text, "officials", "editor") is not None


def says_office_twice(text: str) -> bool:
    """Whether a stroke parts an office from the same one in another language ("Governor of X / Gobernador de X")."""
    own, stroke, other = text.partition("/")
    sides = (own.strip(), other.strip())
    return bool(stroke) and "/" not in other and all(side and _role_score(side) >= _ACTING for side in sides)


def without_translations(document: Document, spans: list[Span], language: str) -> list[Span]:
    """The parts of a role without a line that says the office again, in another language or shorter.

    `language` is the document's: in one that is not English, the office that stands first is its own.
    """
    spans = [span for span in spans if span is spans[0] or not _says_again(document, span, spans[0])]
    if not spans:
        return spans
    own = language != "en" and _has_office(document.quote(spans[0]))
    if not own and not _in_english(document.quote(spans[0])):
        english = [span for span in spans if _in_english(document.quote(span))]
        return english if english and _has_office(document.quote(spans[0])) and len(english) < len(spans) else spans
    in_english = _in_english(document.quote(spans[0]))
    kept = [
        span
        for span in spans
        if span is spans[0] or _in_english(document.quote(span)) is in_english or not _has_office(document.quote(span))
    ]
    if not own or in_english:
        return kept
    # A sheet says the office in its own language, and below the name as the official himself does.
    others = _offices_of_others(language)
    return [span for span in kept if span is spans[0] or _office_word(document.quote(span)) not in others]


@cache
def _offices_of_others(language: str) -> frozenset[str]:
    """The words for offices that languages other than this one and English have, without those that this one has."""

    def read() -> frozenset[str]:
        by_language = {
            other: {word.casefold() for word in vocabulary.in_language("officials", "role", other)}
            for other in vocabulary.languages()
        }
        others = (words for other, words in by_language.items() if other not in (language, "en"))
        # The English list holds words of other languages too.
        return frozenset().union(*others) - by_language[language] - _english_offices()

    return vocabulary.made(f"offices in others than {language}", read)


def _says_again(document: Document, span: Span, first: Span) -> bool:
    """Whether a line of an office is how the first line begins ("Prefect of Ouémé", and below the name "Prefect")."""
    words, opening = words_of(document.quote(span)), words_of(document.quote(first))
    apart = "\n" in document.text[first.end : span.start]
    return (
        apart
        and 0 < len(words) < len(opening)
        and [*map(str.casefold, opening[: len(words)])] == [*map(str.casefold, words)]
    )


def _has_office(text: str) -> bool:
    return any(is_in("role", word) for word in words_of(text))


def _office_word(text: str) -> str:
    return bare_word(next((word for word in words_of(text) if is_in("role", word)), ""))


def _in_english(text: str) -> bool:
    office = _office_word(text)
    if office not in _english_offices() and office.partition("-")[0] not in _english_offices():
        return False
    # "President de la Republique", typed without its accents, begins with an English word.
    words = words_of(text)
    place = next(place for place, word in enumerate(words) if bare_word(word) == office)
    return _joints_of_others().isdisjoint(words[place + 1 : place + 3])


@cache
def _joints_of_others() -> frozenset[str]:
    """The small words that join an office to its place in other languages than English."""

    def read() -> frozenset[str]:
        joints = vocabulary.word_set("connector", "officials")
        return joints - {word.casefold() for word in vocabulary.in_language("officials", "connector", "en")}

    return vocabulary.made("joints of offices in others than English", read)


@cache
def _english_offices() -> frozenset[str]:
    def read() -> frozenset[str]:
        english = {word.casefold() for word in vocabulary.in_language("officials", "role", "en")}
        # The English list holds transliterated words of other languages too: their heads stand first.
        english -= vocabulary.word_set("head_first", "officials") | vocabulary.word_set("head_last", "officials")
        return frozenset(word for word in english if longest_stem(vocabulary.without_marks(word)) is None)

    return vocabulary.made("offices in English", read)


def split_courtesy_from_role(document: Document, span: Span) -> tuple[Span | None, Span]:
    """The form of courtesy before an office ("Sr. Comandante", "H.E. the Ambassador"), and the office.

    The first is None where there is none, or where it belongs to the office by an article ("Monsieur le Ministre").
    """
    text = document.quote(span)
    led = _lead_article().match(text)
    if led is not None and _is_office_behind_article(text[led.end() :]):
        return None, Span(span.start + led.end(), span.end)
    match = _courtesy_at_start(text)
    if match is None or not is_in("role", match["office"]) or is_in("role", match["courtesy"].split()[-1]):
        return None, span
    office = Span(span.start + match.start("office"), span.end)
    article = (match["article"] or match["courtesy"].rpartition(" ")[2]).strip().casefold()
    of_office = article in vocabulary.word_set("office_article", "officials") or article.endswith(("'", "\u2019"))
    return (None if of_office else Span(*(span.start + place for place in match.span("courtesy")))), office


def _is_office_behind_article(text: str) -> bool:
    """Whether what stands behind an article is an office, by its words or by a title among them ("Anglican Bishop")."""
    first = words_of(text)[:_NEAR]
    titled = any(is_in(key, word) for word in first for key in ("office_title", "honorific"))
    return titled or is_in("role", first[0]) or _role_score(text) >= _ACTING


_NEAR = 4


@cache
def _lead_article() -> re.Pattern[str]:
    """An article in small letters, before an office in a sentence ("the Ambassador of X")."""
    return compiled(rf"{vocabulary.expression('contacts', 'lead_article')}\s{{1,3}}(?=[^\W\d_a-z])")


def _courtesy_at_start(text: str) -> re.Match[str] | None:
    """The form of courtesy that opens a text, and the word behind it."""
    if not vocabulary.may_begin(vocabulary.squeezed(text), "officials", "honorific"):
        return None
    return _courtesy_before_role().match(text)


@kept_pattern(re.IGNORECASE)
def _courtesy_before_role() -> str:
    words = vocabulary.expression("officials", "honorific")
    articles = vocabulary.alternatives("officials", "office_article", "courtesy_article")
    article = rf"(?P<article>{articles}\s{{1,3}}|{elided_article()}(?=\w))?"
    return rf"(?P<courtesy>(?:(?:\A|\s{{1,3}}){words}\.?){{1,3}})\s{{1,3}}{article}(?P<office>[^\s,;/()]+)"


def split_role_and_name(document: Document, span: Span) -> list[Span]:
    """A piece that holds a role with its complement and then a name, or a name and then a role, cut in two."""
    text = document.quote(span)
    words = list(WORD.finditer(text))
    # The country before an office ("U.S. Secretary of State") is part of it.
    if len(words) > 1 and country_of(words[0].group()) and is_in("role", words[1].group()):
        words = words[1:]
    if len(words) < 3 or says_office_twice(text):
        return [span]
    named = _NAME_AND_BRACKET.fullmatch(text)
    if (
        named
        and name_score(named["named"]) >= WHOLE_NAME
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
    if not is_in("role", words[0].group()) or (words[0].start() == 0 and split_titles(text)):
        return None
    complement = False
    for index, word in enumerate(words):
        printed = word.group()
        behind_country = (
            _behind_country(text, words, index) if index and is_in("connector", words[index - 1].group()) else None
        )
        if behind_country is not None:
            return behind_country
        if index and opens_with_honorific(text[word.start() :]):
            return word.start()
        if complement and opens_with_title(text[word.start() :], words[index - 1].group()):
            return word.start()
        if is_in("connector", printed):
            complement = True
            continue
        known = any(is_in(key, printed) for key in ("role", "portfolio", "organization"))
        # "Procureur près la Cour | d'Appel de Lomé": a small first letter begins no name.
        if known or printed[0].islower() or not complement or (index and is_in("connector", words[index - 1].group())):
            continue
        tail = words[index:]
        country = country_of(text[tail[0].start() :]) or country_of(" ".join(w.group() for w in tail[:1]))
        before = words[index - 1].group()
        ended = is_in("portfolio", before) or is_in("organization", before)
        if country is None and 2 <= len(tail) <= 5 and are_names(tail) and ended and not _complements(tail):
            return word.start()
        return _behind_institution(tail)
    return None


def _behind_institution(words: list[re.Match[str]]) -> int | None:
    """Where a name begins behind the institution that ends an office ("... the Advisory Commission | Ana Ruiz")."""
    known = [index for index, word in enumerate(words) if is_in("organization", word.group())]
    rest = words[known[-1] + 1 :] if known else []
    whole = FEWEST_NAMES <= len(rest) <= MOST_NAMES and are_names(rest) and not _complements(rest)
    return rest[0].start() if whole and not country_of(" ".join(word.group() for word in rest)) else None


def _complements(words: list[re.Match[str]]) -> bool:
    """Whether words behind an office rather go on with it: one of them is known as the field of an office."""
    return any(is_in("portfolio", word.group()) for word in words)


def _behind_country(text: str, words: list[re.Match[str]], index: int) -> int | None:
    """Where a name begins behind the country of an office ("Ambassador of Georgia | Ana Ruiz"), if one does."""
    for count in range(min(4, len(words) - index), 0, -1):
        last = words[index + count - 1]
        tail = words[index + count :]
        if country_of(text[words[index].start() : last.end()]):
            return tail[0].start() if 2 <= len(tail) <= 5 and are_names(tail) else None
    return None


def _before_role(text: str, words: list[re.Match[str]]) -> int | None:
    """Where a role begins behind a name without a comma ("Mr Jan Novák Minister of Justice")."""
    length = split_titles(text)
    if _courtesy_at_start(text) and not length:
        return None
    for index, word in enumerate(words[1:], 1):
        possessive = compiled(r"['\u2019]s?$").search(word.group()) is not None
        if word.start() <= length or possessive or not (is_in("role", word.group()) and word.group()[0].isupper()):
            continue
        bracket = text.rfind("(", length, word.start())
        if bracket >= 0 and text[bracket + 1 : word.start()].strip():
            # "Prime Minister (Mr Prime Minister)"
            return None
        named = [w for w in words[:index] if w.start() >= length]
        behind = words[index + 1 : index + 2]
        complemented = bool(behind) and (
            is_in("connector", behind[0].group())
            or is_in("portfolio", behind[0].group())
            or is_in("role", behind[0].group())
        )
        if complemented and 1 <= len(named) <= 5 and are_names(named) and (length or _is_untitled_name(named)):
            return word.start()
        return None
    return None


def _is_untitled_name(words: list[re.Match[str]]) -> bool:
    """Whether words before an office are a name, and none of them an abbreviation or a word of the office.

    "Ana Ruiz | Minister of Justice", but "Human Rights Ombudsman of ..." and "UN Special Representative of ..."
    """
    whole = all(word.group().isupper() for word in words)
    of_office = (
        is_in("portfolio", word.group()) or is_in("role_part", word.group()) or (word.group().isupper() and not whole)
        for word in words
        if len(word.group()) > 1 and not word.group().endswith(".")
    )
    return len(words) >= FEWEST_NAMES and not any(of_office)


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
    courtesy = _courtesy_at_start(text)
    if courtesy is not None and is_in("role", courtesy["office"]) and not is_in("title_or_name", courtesy["office"]):
        text = text[courtesy.start("office") :]
    words = words_of(text)
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people"):
        words = words[1:]
    if not words:
        return -5.0
    if vocabulary.match(text, "officials", "role_phrase") or is_editor(text):
        return 5.0
    if _opens_as_institution(text, words):
        return -2.5
    if has_unknown_head(text):
        return _UNKNOWN_HEAD + (_BY_RANK if _has_rank_word(words) else 0.0)
    heads = [index for index in range(len(words)) if _is_role_head(words, index)]
    if not heads and _role_in_bracket(text):
        return _TOLD_IN_BRACKET
    if not heads and len(words) > 1 and is_in("cut_off", words[0]) and not _heads_institution(words):
        return _ACTING
    if not heads or _is_institution(words, heads):
        return -2.5
    if (split_titles(text) or title_behind(text) is not None) and name_score(text) > 3.0:
        return 1.0
    score = 5.0 if heads[0] == 0 else 3.5
    street = vocabulary.search(text, "addresses", "street")
    is_house = len(words) > 1 and _is_building(words[-1]) and _complement(words) == len(words)
    if (street and street.end() == len(text)) or is_house:
        # "Chief Minister House"
        score -= 5.0
    if is_in("organization", words[heads[0]]):
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


@lru_cache(maxsize=WORDS_KEPT)
def has_unknown_head(text: str) -> bool:
    """Whether a phrase has a complement ("Xxxx of Yyyy"), and no known word says what the words before it head."""
    words = words_of(text)
    if len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people"):
        words = words[1:]
    first = _complement(words)
    head = words[:first]
    if not head or first + 1 >= len(words) or len(head) > _LONGEST_HEAD or not head[0][0].isupper():
        return False
    if any(not is_name_word(word) or is_in("portfolio", word) for word in head) or split_titles(text):
        return False
    known = (is_in(key, word) for word in head for key in ("role", "organization", "title_or_name"))
    if any(known) and not _has_rank_word(head):
        return False
    if not words[first].islower() or any(char.isdigit() for char in text) or country_of(text):
        return False
    named = vocabulary.match(text, "addresses", "street", "building", "area", "post_box")
    # "SEN Avenida das Nações"
    if head[0].isupper() and named is None:
        named = vocabulary.search(" ".join(head[1:]), "addresses", "street")
    return named is None and _institution_phrase().match(text) is None


_LONGEST_HEAD = 3
# "Xxxx's Yyyy for Zzzz"
_AS_A_BODY = 0.7


def _names_a_body(words: list[str]) -> bool:
    """Whether words no head of which is known are a group's: they say whose it is ("Mothers' Circle for Peace")."""
    head = words[: _complement(words)]
    return any(compiled(r"(?:s['\u2019]|['\u2019]s)$").search(word) for word in head[:-1])


# "Xxxx General", "Deputy Xxxx"
_BY_RANK = 1.5


def _has_rank_word(words: list[str]) -> bool:
    """Whether an unknown word before the complement is made an office by one beside it ("Xxxx General of ...")."""
    head = words[: _complement(words)]
    parts = [word for word in head if is_in("role_part", word)]
    rest = [word for word in head if word not in parts]
    return bool(parts and rest) and not any(is_in(key, word) for word in rest for key in ("role", "organization"))


def _complement(words: list[str]) -> int:
    """Where the complement of a phrase begins ("of the Interior"); its length where it has none."""
    joins = (
        index for index, word in enumerate(words) if index and is_in("connector", word) and not is_conjunction(word)
    )
    return next(joins, len(words))


def saluted_as(text: str, formula: str) -> str | None:
    """What a salutation says of a piece whose words it repeats: "role" ("Dear Warden"), or "name" ("Dear Ms Paz")."""
    length = split_titles(text)
    words = words_of(text[length:])
    head = words[: _complement(words)]
    spoken = words_of(formula)
    told = {vocabulary.without_marks(bare_word(word)): index for index, word in enumerate(spoken)}
    # "Dear Board members": an institution's noun tells no office.
    own = [word for word in head if is_in("role", word) or not is_in("organization", word)]
    common = [told[key] for word in own if len(key := vocabulary.without_marks(bare_word(word))) > 2 and key in told]
    if not common or any(word.endswith(("'s", "\u2019s", "s'", "s\u2019")) for word in head):
        return None
    courtesy = vocabulary.word_set("courtesy", "officials") | vocabulary.word_set("honorific", "officials")
    by_name = any(spoken[index - 1].casefold() in courtesy for index in common if index)
    if length or ((by_name or name_score(text) >= WHOLE_NAME) and not any(map(is_role_word, head))):
        return "name"
    return "role"


def _is_institution(words: list[str], roles: list[int]) -> bool:
    """Whether an institution, and not the office that its words also name, heads the phrase.

    The head is the first word where its language puts it there ("Kantor Bupati"), else the last noun before the first
    connector: "Cabinet Secretary" and "Director of the Prison Service" are
    offices, "Attorney General's Department" and "Office of the President" institutions.
    """
    if heads_phrase(words[0]):
        return is_in("organization", words[0]) and not is_in("role", words[0])
    first = next((index for index, word in enumerate(words) if index and _joins(word)), len(words))
    institutions = [
        index for index, word in enumerate(words) if is_in("organization", word) and not is_in("role", word)
    ]
    inside = [index for index in institutions if index < first]
    if not inside:
        return bool(institutions) and min(roles) > first and institutions[0] < roles[0]
    offices = [index for index in roles if index < first]
    return not offices or max(inside) > max(offices)


def _heads_institution(words: list[str]) -> bool:
    """Whether an institution's noun ends the phrase, or what stands before its complement ("Permanent Court of X")."""
    return any(is_in("organization", word) for word in (words[-1], words[_complement(words) - 1]))


def _joins(word: str) -> bool:
    """Whether a word joins the parts of an office's name: a known one, or any short word in small letters."""
    return is_in("connector", word) or (word.islower() and len(word) <= _LONGEST_JOINING and word.isalpha())


_LONGEST_JOINING = 4


def _is_role_head(words: list[str], index: int) -> bool:
    """Whether a word says what office it is; some words do so only beside another one."""
    word = words[index]
    if not is_in("role", word) or word.endswith(("'s", "\u2019s", "s'", "s\u2019")):
        # "King's House", "Governors' Lodge"
        return False
    if _is_surname(words, index):
        return False
    if not is_in("role_part", word):
        return True
    neighbours = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
    if any(is_in("role", other) for other in neighbours):
        return True
    ends = index == len(words) - 1 or is_in("connector", words[index + 1])
    if index > 0 and ends and is_in("organization", words[index - 1]) and not is_in("rank", word):
        # "Police Chief of X", "Supreme Court Justice"
        return True
    if len(words) > 1 and opens_surname(words[1]):
        # "General Le Van Huong"
        return False
    if len(words) > 1 and is_conjunction(words[1]) and is_in("portfolio", word):
        # "Justice and Peace Commission"
        return False
    return index == 0 and (len(words) == 1 or is_in("connector", words[1]))


def _is_surname(words: list[str], index: int) -> bool:
    """Whether a word that is an office or institution and a name alike ends a name: the noun would open its phrase.

    "Ali Raisi", "Moussa Camara"
    """
    if (
        not index
        or index != len(words) - 1
        or not (is_in("title_or_name", words[-1]) and is_in("head_first", words[-1]))
    ):
        return False
    known = ("role", "role_part", "portfolio", "organization", "connector")
    return not any(is_in(key, word) for word in words[:-1] for key in known)


# Several words that say nothing, right behind an official, are rather the institution's own name than a street.
_LONG_PHRASE = 3
_UNKNOWN_PHRASE = 0.8
# "Centro de ..." is the beginning of an institution's name or of a district's.
_BY_PHRASE = 3.0


def _opens_as_institution(text: str, words: list[str]) -> bool:
    """Whether words that only together say an institution open a phrase ("Estado Mayor": its "Mayor" is no office)."""
    phrase = _institution_phrase().match(text)
    if phrase is None or " " not in phrase.group() or is_in("role", words[0]):
        return False
    # "Task Force Commander"
    behind = words[len(words_of(phrase.group())) : _complement(words)]
    return not any(is_in("role", word) for word in behind)


@kept_pattern(re.IGNORECASE)
def _institution_phrase() -> str:
    """Institutions known by more than one word ("Centro de ...", "Bar Association")."""
    return vocabulary.any_of(
        wording.text
        for key in ("organization", "organization_phrase")
        for wording in vocabulary.wordings("officials", key)
        if " " in wording.text or key == "organization_phrase"
    )


def _is_building(word: str) -> bool:
    return word.casefold() in vocabulary.word_set("building", "addresses")


def _is_building_alone(text: str, words: list[str]) -> bool:
    """Whether it is a building by its whole name, or by its last two words ("Kenyatta Conference Centre")."""
    if vocabulary.fullmatch(text, "addresses", "building") is not None:
        return True
    return " ".join(words[-2:]).casefold() in vocabulary.word_set("building_phrase", "addresses")


def _ends_with_phrase(words: list[str]) -> bool:
    """Whether an institution's noun of two words stands at the end ("Tokyo Detention House")."""
    return len(words) > 1 and " ".join(words[-2:]).casefold() in known_words("organization")


def _is_government_quarter(text: str, words: list[str]) -> bool:
    """Whether it is the seat of a government, alone or by its country's or region's name ("Bangladesh Secretariat")."""
    building = vocabulary.word_set("government_quarter", "addresses")
    if not words or words[-1].casefold() not in building:
        return False
    named = text[: -len(words[-1])].strip()
    return len(words) == 1 or country_of(named) is not None or is_area(named)


def is_called_after_institution(text: str) -> bool:
    """Whether it is a quarter or a street that an institution gives its name ("Barrio Catedral", "Am Gericht 3")."""
    words = words_of(text)
    if len(words) == 1:
        return text.casefold().endswith(tuple(vocabulary.word_set("quarter_ending", "addresses")))
    heads = [index for index, word in enumerate(words) if is_in("organization", word)]
    if not heads:
        return False
    if len(words) == _SHORT_NAME:
        opened, ends = (vocabulary.word_set(key, "addresses") for key in ("quarter", "quarter_end"))
        if (heads[0] == 1 and words[0].casefold() in opened) or (heads[0] == 0 and words[1].casefold() in ends):
            return True
    return text[-1].isdigit() and vocabulary.match(text, "addresses", "street_preposition") is not None


_SHORT_NAME = 2
# What stands in brackets behind a phrase does not head it.
_NOTE_BEHIND = compiled(r"(?<=\w) \((?=[^()]*[a-z])[^()]{3,80}\)$")


SURE_INSTITUTION = 3.0
"""So well an institution scores that has a word for one."""


def organization_score(text: str) -> float:
    """How well a piece reads as an institution."""
    text = _NOTE_BEHIND.sub("", text)
    words = words_of(text)
    if vocabulary.match(text, "officials", "role_phrase"):
        return -1.0
    heads = [index for index, word in enumerate(words) if is_in("organization", word) and not _is_surname(words, index)]
    by_phrase = (not heads or words[0].casefold() in vocabulary.word_set("building", "addresses")) and (
        _institution_phrase().match(text) is not None
    )
    if by_phrase:
        heads = [0]
    ends_in_phrase = _ends_with_phrase(words)
    if ends_in_phrase and not heads:
        heads = [len(words) - 1]
    if has_unknown_head(text):
        called = _BY_ACRONYM if _BRACKETED_ACRONYM.search(text) else 0.0
        return _UNKNOWN_HEAD + max(called, _AS_A_BODY if _names_a_body(words) else 0.0)
    opens = _opens_as_institution(text, words)
    roles = [index for index in range(len(words)) if _is_role_head(words, index)] if not opens else []
    if _is_building_alone(text, words) or _is_government_quarter(text, words):
        return -0.5
    if not heads:
        titled = (
            len(words) > 1 and words[0].casefold() in vocabulary.word_set("article", "people") and words[1][0].isupper()
        )
        if country_of(text):
            return -3.0
        if ends_in_own_abbreviation(text):
            return SURE_INSTITUTION
        if titled or compiled(r"[A-Z]{3,8}(?:-[A-Z]{2,4})?").fullmatch(text):
            return 1.0
        return _UNKNOWN_PHRASE if len(words) >= _LONG_PHRASE and not shows_address(text) else -1.5
    if is_called_after_institution(text):
        return -0.5
    if len(words) == _SHORT_NAME and bare_word(words[0]) != words[0].casefold() and _is_building(words[-1]):
        # "Governor's Compound", "President's Palace"
        return -0.5
    if roles and not _is_institution(words, roles):
        return 4.0 if heads[0] == roles[0] else -1.0
    last = words[-1].casefold()
    if len(words) == _SHORT_NAME and last in vocabulary.word_set("building_end", "addresses"):
        return -0.5
    opened = words[0].casefold()
    # "Sharia" is a street, but the "Sharia Court" is none.
    known = _institution_phrase().match(text) is not None
    if opened in vocabulary.word_set("street", "addresses") and len(words) > 1 and not known:
        return -0.5
    if opened in vocabulary.word_set("building", "addresses") and not by_phrase and 0 not in heads:
        return -0.5
    house = vocabulary.match(text, "addresses", "building")
    if house is not None and heads == [0] and not by_phrase and " " in house.group():
        # "Centro Administrativo del Poder Ejecutivo"
        return -0.5
    if not ends_in_phrase and (_is_building(last) or last in vocabulary.word_set("street", "addresses")):
        return -0.5
    score = _BY_PHRASE if by_phrase else 5.0 if heads[0] == 0 else 4.0
    if any(char.isdigit() for char in text):
        score -= 1.5
    return score
