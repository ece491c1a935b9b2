"""Part of the field `targets`: names of persons, the titles before them and the letters behind them."""

import re
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.address_rules import is_area, is_city, regions_of, shows_address
from ingest.fields.official_words import (
    WORD,
    bare_word,
    ends_in_own_abbreviation,
    is_conjunction,
    is_in,
    known_words,
    opens_surname,
    words_of,
)
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of

_HONORIFICS_AND_RANKS = ("honorific", "rank", "office_title")


def _title_at(text: str, position: int = 0) -> re.Match[str] | None:
    """The honorific or rank that stands at a position, with an article before it and what goes with it behind it."""
    article = _article_of_title().match(text, position)
    for start in (article.end() if article else position, position):
        match = _titles(vocabulary.opening_at(text, start, "officials", *_HONORIFICS_AND_RANKS)).match(text, position)
        if match is not None or article is None:
            return match
    return None


@kept_pattern(re.IGNORECASE)
def _article_of_title() -> str:
    the, joined = (vocabulary.alternatives("officials", key) for key in ("courtesy_article", "joined_article"))
    return rf"{the}\s{{1,3}}|{joined}-"


@kept_pattern(re.IGNORECASE)
def _titles(opening: str) -> str:
    """Honorifics and ranks at the start of a name, where a text opens so."""
    words = vocabulary.expression("officials", *_HONORIFICS_AND_RANKS, opening=opening)
    the = vocabulary.alternatives("officials", "courtesy_article")
    the = rf"(?:{the}\s{{1,3}}(?={vocabulary.expression('officials', 'honorific', opening=opening)}))?"
    one = words.removesuffix(r"(?!\w)").removeprefix(r"(?<!\w)")
    letters = vocabulary.expression("officials", "service_letters")
    # Behind a rank: "(Ret'd)", "(S.R.)", "a.D.", or the letters of a service.
    bracket = r"\((?:\d?[^\W\d_]{1,7}['\u2019.]?[^\W\d_]?\.?\s?){1,3}\)\s"
    out_of_service = vocabulary.alternatives("officials", "retired")
    retired = rf"(?:{bracket}|\(?{out_of_service}\.?\)?\s|(?-i:{letters}\s(?=[A-Z])))?"
    article = rf"(?:{vocabulary.alternatives('officials', 'joined_article')}-)?"
    return rf"(?:{the}|{article})(?:{one})\.?(?:[\s,]{{1,8}}|(?<=\.)\s{{0,3}}){retired}"


def _opens_with_honorific(text: str) -> bool:
    return _honorifics(vocabulary.opening_at(text, 0, "officials", "honorific")).match(text) is not None


@kept_pattern(re.IGNORECASE)
def _honorifics(opening: str) -> str:
    one = vocabulary.expression("officials", "honorific", opening=opening).removesuffix(r"(?!\w)")
    return rf"{one}(?=[\s.]|$)"


def split_titles(text: str) -> int:
    """How many characters of honorifics and ranks open the text; 0 where no name follows them."""
    position = 0
    before = ""
    while True:
        position = (_native_title(text, position) if position else 0) or position
        match = _title_at(text, position) or _abbreviated_title(text, position) or _lettered_rank(text, position)
        if match is None or match.end() >= len(text):
            break
        # Behind "Mr" or "Advocate" a word that is a title and a name alike is the name.
        is_name = bool(before) and is_in("title_or_name", match.group().strip()) and not _opens_style(before)
        if is_name and not (is_in("office_title", before) and _is_rank_before_name(text[match.start() :])):
            break
        if _is_said_twice(text, match):
            break
        letter = len(match.group().strip(" .")) == 1
        # "U.K. Ruiz"
        glued = letter and not match.group().endswith(" ") and text[match.end() : match.end() + 1].isupper()
        initial = glued or (position > 0 and letter and not _opens_style(before))
        # "Son Excellence le Général-Major", "Su Excelencia el Presidente"
        article = _article().match(text, match.end())
        titled = _title_at(text, article.end()) if article is not None else None
        end = article.end() if article is not None and titled else match.end()
        if not initial and titled and text[end].islower() and _follows_title(text, titled.end(), titled.group()):
            # "M. le juge Ana Ruiz": a title in small letters, which no complement follows.
            position, before = titled.end(), titled.group().strip()
            continue
        if initial or not _follows_title(text, end, match.group()):
            break
        position = end
        before = match.group().strip()
    return position + _office_before_name(text[position:], styled=_opens_style(before))


def _is_said_twice(text: str, title: re.Match[str]) -> bool:
    """Whether a word that may be a title is a name, since it stands there twice ("Ko Ko")."""
    word = title.group().strip()
    return text[title.end() : title.end() + len(word)] == word and not text[title.end() + len(word) :][:1].isalpha()


def _is_rank_before_name(text: str) -> bool:
    """Whether a rank that is a name as well opens a text, and a whole name stands behind it ("Major Ana Ruiz")."""
    words = list(WORD.finditer(text))
    return is_in("rank", words[0].group()) and FEWEST_NAMES < len(words) <= MOST_NAMES and are_names(words[1:])


def _native_title(text: str, position: int) -> int:
    """Where a title of the country ends that stands between a courtesy and an academic title ("Mr. Thakur | Dr X");
    0 where none does.

    Words that nobody knows are one there: no name goes before a doctorate.
    """
    words = list(WORD.finditer(text, position))[: _LONGEST_NATIVE + 1]
    academic = vocabulary.word_set("academic", "officials")
    for count, word in enumerate(words):
        if count and word.group().rstrip(".").casefold() in academic and _ends_blank(text, position, word.start()):
            return word.start()
        if not word.group()[0].isupper() or any(is_in(key, word.group()) for key in ("role", "organization")):
            return 0
    return 0


_LONGEST_NATIVE = 2


def _ends_blank(text: str, start: int, end: int) -> bool:
    """Whether nothing but words and blanks stands in a stretch of a text."""
    return compiled(r"[,;:()/]").search(text, start, end) is None


def _opens_style(title: str) -> bool:
    """Whether a title is a style that another title follows ("His Majesty King", "H.E. Sheikh")."""
    return title.casefold() in vocabulary.word_set("style", "officials")


@cache
def _article() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('people', 'article')}\s", re.IGNORECASE)


def _follows_title(text: str, position: int, title: str) -> bool:
    """Whether a name can go on behind a title: with a capital or a particle, and no complement ("Minister of ...")."""
    rest = words_of(text[position:])
    if not rest:
        return False
    first = rest[0]
    if is_in("connector", first) and _title_at(text, position):
        return True
    if _is_sector(title.strip()) and vocabulary.match(text, "addresses", "street", start=position):
        return False
    shouted = first.isupper() and title.isupper() and is_in("office_title", title.strip())
    if is_in("connector", first) and (shouted or not first[0].isupper()):
        return False
    if is_in("patronymic", first) and first[0].islower():
        return False
    if (
        is_in("name_particle", first)
        and first[0].islower()
        and len(rest) > FEWEST_NAMES
        and is_in("portfolio", rest[1])
    ):
        # "Minister van Justitie ..."
        return False
    if is_in("head_first", title.strip()) and len(rest) > 1 and is_in("organization", first):
        # "Comandante Brigada Décima"
        return False
    if is_in("role", title.strip()) and len(rest) > 1 and all(is_in("portfolio", word) for word in rest):
        # "Menteri Luar Negeri"
        return False
    if len(rest) > FEWEST_NAMES and is_in("role", title.strip()) and is_in("portfolio", first):
        # "Governor Provincial of ..." is an office, and no title before a name.
        return not (is_in("connector", rest[1]) and rest[1][0].islower())
    if (
        _opens_with_honorific(title.strip())
        and len(title.strip()) <= 2
        and title.strip(" .").casefold() in vocabulary.word_set("short_honorific", "officials")
    ):
        return title.strip()[0].isupper() and first[0].isupper()
    return first[0].isupper() or not first[0].isalpha() or is_in("name_particle", first) or not first.isascii()


def _is_sector(title: str) -> bool:
    """Whether what may be a title may be the letters of a town's sector before a street ("SEN Avenida ...")."""
    return title.isupper() and title.isalpha() and len(title) > len("DR")


_ABBREVIATED_TITLE = compiled(
    r"(?:[^\W\d_a-z][^\W\d_A-Z]{1,5}\.(?:-[^\W\d_][^\W\d_A-Z]{1,5}\.){0,2}|[A-Z]/[A-Z]\.?)\s{1,3}"
)
FEWEST_NAMES = 2
MOST_NAMES = 4
"""So many words has a name, at least and at most, that nothing but its shape tells from other words."""


def _abbreviated_title(text: str, position: int) -> re.Match[str] | None:
    """A word with a dot that nobody knows, before a whole name ("Tcnl. Ana Ruiz"): whatever the language, its title.

    Names are shortened as well ("Mohd. Ana Ruiz"), and so are words of addresses ("Kom. ...").
    """
    match = _ABBREVIATED_TITLE.match(text, position)
    if match is None or match.group().strip().casefold() in vocabulary.word_set("shortened_name", "officials"):
        return None
    if vocabulary.match(
        text, "addresses", "street", "building", "area", "region", "region_prefix", "post_box", start=position
    ):
        return None
    rest = list(WORD.finditer(text, match.end()))
    names = [word for word in rest if not is_in("name_particle", word.group())]
    spelled = all(word.group()[0].isupper() and not word.group().endswith(".") for word in names)
    if not FEWEST_NAMES <= len(names) <= MOST_NAMES or not spelled or not are_names(rest):
        return None
    known = any(is_in(key, word.group()) for word in rest for key in ("portfolio", "role", "organization"))
    return None if known or country_of(text[match.end() :]) else match


_LETTERED_RANK = compiled(r"[A-Z]{2,4}\s{1,3}(?=[A-Z][a-z])")


def _lettered_rank(text: str, position: int) -> re.Match[str] | None:
    """The letters of a rank that nobody knows, before an honorific and a name ("CP Alhaji Bala Gumel")."""
    match = _LETTERED_RANK.match(text) if position == 0 else None
    return match if match is not None and opens_with_honorific(text[match.end() :]) else None


def _office_before_name(text: str, *, styled: bool) -> int:
    """An office of several words that stands before a name without a complement ("Minister Delegate Ana Ruiz Paz").

    `styled`: behind a style such as "Hon." a word that is an office and a name alike is the office.
    """
    words = list(WORD.finditer(text))
    count = 0
    while count < len(words) and _is_office_word(words[count].group()):
        count += 1
    while count and not is_in("role", words[count - 1].group()):
        count -= 1
    rest = words[count:]
    # "Commander-in-Chief Senior General Ana Ruiz": more titles may stand behind the office.
    more = split_titles(text[rest[0].start() :]) if count and rest else 0
    names = [word for word in rest if word.start() >= rest[0].start() + more]
    if (
        not count
        or (is_in("title_or_name", words[0].group()) and not styled)
        or not (1 if more else FEWEST_NAMES) <= len(names) <= _MOST_WITH_PARTICLES
        or any(is_in("portfolio", word.group()) for word in names)
        or not are_names(names)
    ):
        return 0
    if is_in("connector", rest[0].group()) and rest[0].group().isupper() and words[count - 1].group().isupper():
        # "BÜRGERMEISTER VON X": in capitals no letter tells what joins from a name.
        return 0
    if is_in("head_first", words[0].group()) and rest[0].group().isalpha() and rest[0].group().islower():
        # "Mkuu wa Wilaya": what follows is the office's complement.
        return 0
    if country_of(text[rest[0].start() :]) or compiled(r"[(/:;,]").search(text, 0, rest[0].start()):
        return 0
    if compiled(r"\w/\w").search(text, rest[0].start()):
        # "Commander IX/Udayana"
        return 0
    return rest[0].start() + more


_MOST_WITH_PARTICLES = 5


def _is_office_word(word: str) -> bool:
    return any(is_in(key, word) for key in ("role", "role_part", "organization", "portfolio")) and not is_in(
        "connector", word
    )


def split_courtesy(text: str) -> int:
    """How many characters of "Mr", "Dr" and the like open the text; 0 where nothing follows them."""
    match = compiled(rf"(?:{vocabulary.expression('officials', 'courtesy')}\.?\s{{1,3}}){{1,3}}", re.IGNORECASE).match(
        text
    )
    return match.end() if match and match.end() < len(text) and text[0].isupper() else 0


def split_office(titles: str) -> tuple[int, int] | None:
    """Where in the titles before a name the office of a person begins and ends; None where all are honorifics.

    An office whose own words say all of it ("Prime Minister", "Interior Minister"), one before a rank ("Governor
    Lt Gen"), one with a complement ("Chief of Police Colonel"), or one word that says what the office is for
    ("Innenminister", "Justitieminister Dr"). "Minister Ms" is all honorific.
    """
    whole = _whole_office(titles)
    if whole is not None:
        return whole
    length = _office_at_start(titles)
    return (0, length) if length else None


def _whole_office(titles: str) -> tuple[int, int] | None:
    """Where an office that says all of it stands, with nothing but honorifics before and behind it."""
    words = list(WORD.finditer(titles))
    for first, opening in enumerate(words):
        before = titles[: opening.start()].strip(" ,")
        if before and not _are_honorifics(before):
            return None
        for closing in reversed(words[first:]):
            behind = titles[closing.end() :].strip(" ,")
            office = titles[opening.start() : closing.end()]
            if (not behind or _are_honorifics(behind)) and _says_all(office):
                return opening.start(), closing.end()
    return None


def _says_all(office: str) -> bool:
    """Whether an office is known to say all of it, or consists of its field and the word for it ("Home Minister")."""
    if office.casefold() in known_words("whole_office"):
        return True
    *field, head = office.split()
    if not field or head.casefold() not in known_words("office_behind_field"):
        return False
    return all(is_in("portfolio", word) for word in field) and not is_in("role_part", field[0])


def _office_at_start(titles: str) -> int:
    words = list(WORD.finditer(titles))
    if not words or any(is_in(key, titles) for key in ("rank", "courtesy")):
        return 0
    if _opens_with_honorific(titles) and not (len(words) > 1 and is_in("connector", words[1].group())):
        return 0
    if _names_its_field(words[0].group()):
        behind = titles[words[0].end() :].strip()
        return words[0].end() if not behind or _are_honorifics(behind) else 0
    # "Director General" is one office.
    behind_head = (word.start() for word in words[1:] if not is_in("role_part", titles[word.start() :]))
    cuts = [cut for cut in behind_head if _are_honorifics(titles[cut:])]
    heads = [titles[:cut].strip() for cut in cuts]
    known = max(
        (head for head in heads if is_in("office_title", head) or _is_office_of_area(head)), key=len, default=""
    )
    if known:
        ranked = vocabulary.match(titles[len(known) :].strip(), "officials", "rank") is not None
        return len(known) if ranked else 0
    return len(heads[0]) if heads and len(heads[0].split()) > 1 and is_in("role", words[0].group()) else 0


def _is_office_of_area(head: str) -> bool:
    """Whether words are an office and, before it, of what part of the country ("Provincial Commissioner")."""
    *before, office = head.split()
    return bool(before) and is_in("role", office) and all(is_in("role_part", word) for word in before)


def _names_its_field(word: str) -> bool:
    """Whether a compound holds what the office is for before the word for the office ("Innenminister")."""
    bare = word.casefold()
    ending = next((end for end in known_words("office_of_field") if bare.endswith(end) and len(bare) > len(end)), None)
    before = bare.removesuffix(ending).rstrip("-") if ending is not None else ""
    return bool(before) and before not in known_words("no_field")


def _are_honorifics(text: str) -> bool:
    """Whether a text is nothing but honorifics and ranks, one or several."""
    one = vocabulary.expression("officials", "honorific", "courtesy", "rank").removesuffix(r"(?!\w)")
    return compiled(rf"(?:{one}\.?(?:\s{{1,3}}|$)){{1,4}}", re.IGNORECASE).fullmatch(text.strip()) is not None


def title_behind(text: str) -> int | None:
    """Where a title begins that stands behind a whole name, as in Chinese ("Li Hua | Buzhang"); else None."""
    words = list(WORD.finditer(text))
    titles = known_words("title_behind")
    # "Guojia Zhuxi"
    last_two = " ".join(word.group() for word in words[-2:]).casefold()
    count = 2 if last_two in titles else 1
    named = words[:-count]
    if not FEWEST_NAMES <= len(named) <= MOST_NAMES:
        return None
    if count == 1 and bare_word(words[-1].group()) not in titles:
        return None
    known = any(
        is_in(key, word.group()) for word in named for key in ("role", "organization", "portfolio", "connector")
    )
    # "GAO Changling": in capitals stands a surname, and no city.
    placed = is_city(named[0].group()) and not named[0].group().isupper()
    if known or placed or not are_names(named):
        return None
    start = words[-count].start()
    return start if text[:start].strip().count(" ") == len(named) - 1 else None


def split_name(document: Document, span: Span) -> tuple[Span | None, Span | None]:
    """Honorifics and name of a piece that is labelled as a name."""
    text = document.quote(span)
    behind = title_behind(text)
    if behind is not None:
        return Span(span.start + behind, span.end), document.trimmed(Span(span.start, span.start + behind))
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
    if len(words_of(text[:end])) > FEWEST_NAMES and not text[:end].isupper():
        unknown = _UNKNOWN_LETTERS.search(text[:end])
        end = unknown.start() if unknown else end
    return Span(name.start, name.start + end)


# Letters of a degree or an honour have dots, or no vowel among them ("LL.B.", "MD"); "Ng" is a name.
_UNKNOWN_LETTERS = compiled(r"(?:[\s,]{1,3}(?:(?:[A-Z][A-Za-z]{0,3}\.){2,5}|(?!NG(?!\w))[B-DF-HJ-NP-TV-XZ]{2,5}))+$")
_LETTERS = compiled(r"[A-Z]{2,5}|(?:[A-Z][A-Za-z]{0,3}\.\s?){2,4}")


def are_letters_behind_name(text: str, before: str) -> bool:
    """Whether a part between commas holds only letters of honours or services behind the name before it."""
    if country_of(text) or is_city(before):
        return False
    known = text.casefold() in vocabulary.word_set("service_letters", "officials")
    if not known and not _LETTERS.fullmatch(text):
        return False
    if (split_titles(before) > 0 and name_score(before) > _LEAST_TITLED) or (known and name_score(before) > 0):
        return True
    if len(text) != _SHORTEST_LETTERS or name_score(before) < WHOLE_NAME:
        return False
    return not any(vocabulary.without_marks(text) in regions_of(country) for country in ("US", "CA", "BR"))


_LEAST_TITLED = 5.0
_SHORTEST_LETTERS = 2
WHOLE_NAME = 3.0
"""So well two to five words in capitals score that could be a name."""


def is_titled_name(text: str) -> bool:
    """Whether a text is a name with a title before it, and nothing else."""
    return (split_titles(text) > 0 or title_behind(text) is not None) and name_score(text) > _LEAST_TITLED


def is_half_name(text: str) -> bool:
    """Whether a text is a title with one name behind it ("General Mohammed")."""
    length = split_titles(text)
    words = words_of(text[length:])
    return length > 0 and len(words) == 1 and is_name_word(words[0]) and words[0].isalpha() and words[0][0].isupper()


def is_untitled_name(text: str) -> bool:
    """Whether a text is two or three words that could be a name, and says no office and no part of an address."""
    words = words_of(text)
    if not FEWEST_NAMES <= len(words) < MOST_NAMES or text.count(" ") != len(words) - 1 or split_titles(text):
        return False
    known = any(is_in(key, word) for word in words for key in ("role", "organization", "portfolio", "connector"))
    if known or shows_address(text) or is_city(text) or country_of(text):
        return False
    return all(is_name_word(word) and word[0].isupper() for word in words) and not is_area(text)


def is_titled_by_office(text: str) -> bool:
    """Whether an office stands as a title before a name ("District Attorney Ana Ruiz", "King Letsiwe")."""
    titles = words_of(text[: split_titles(text)])
    return any(is_in("role", word) and not is_in("role_part", word) for word in titles)


def opens_with_honorific(text: str) -> bool:
    """Whether a text opens with an honorific before a name."""
    return _opens_with_honorific(text) and split_titles(text) > 0 and len(words_of(text)) >= 2


def opens_with_title(text: str, before: str) -> bool:
    """Whether a rank or office stands as a title before a name, behind the complement of an office and not in it."""
    length = 0 if is_in("connector", before) or not _title_at(text) else split_titles(text)
    if is_in("organization", before) and is_in("portfolio", words_of(text)[0]):
        # "the General Committee" in languages that put the adjective behind.
        return False
    if is_in("role", before) and is_in("role_part", words_of(text)[0]):
        # "Fiscal | General de Alberta"
        return False
    rest = list(WORD.finditer(text, length))
    if len(rest) < FEWEST_NAMES and is_in("portfolio", words_of(text)[0]):
        # "for the Review of Criminal | Justice Institutions"
        return False
    return (
        length > 0 and 1 <= len(rest) <= 5 and are_names(rest) and not any(is_in("portfolio", w.group()) for w in rest)
    )


def is_honorific_alone(text: str) -> bool:
    """Whether a piece is nothing but an honorific, whose name stands on the next line."""
    return (
        len(text) < 40
        and split_titles(f"{text} Xx Xx") >= len(text)
        and (any(is_in(key, text.strip()) for key in _TITLES) or _are_titles(words_of(text)))
        and not is_in("role", text.strip())
    )


_TITLES = ("honorific", "courtesy", "rank")


def _are_titles(words: list[str]) -> bool:
    """Whether words are ranks and honorifics one by one, at most with the letters of a service behind them."""
    ranks = [word for word in words if word.casefold() not in vocabulary.word_set("service_letters", "officials")]
    if len(words) < 2 or not ranks or any(is_in("role", word) and not is_in("role_part", word) for word in ranks):
        return False
    return all(any(is_in(key, word) for key in _TITLES) for word in ranks)


def is_abbreviated(text: str) -> bool:
    """Whether the word with a dot at the end of the text is an honorific or another abbreviation."""
    word = text.rsplit(None, 1)[-1].lstrip("\"'(\u201c\u201e\u00ab") if text.split() else ""
    keys = ("honorific", "rank", "office_title")
    known = frozenset(wording for key in keys for wording in vocabulary.word_set(key, "officials"))
    known |= frozenset(w for key in ("street", "building", "area") for w in vocabulary.word_set(key, "addresses"))
    return word.casefold() in known or word.rstrip(".").casefold() in vocabulary.word_set("abbreviations")


_TITLED_BEHIND = 6.5
# "Caserne de Hinche" rather is a place or an institution: a name has two words before such a one.
_NOUN_OF_NOUN = 3


def name_score(text: str) -> float:
    """How well a piece reads as a person's name, or as two names ("Ana Ruiz and Jan Novak"), honorifics included."""
    if title_behind(text) is not None:
        return _TITLED_BEHIND
    if " ".join(words_of(text)[-2:]).casefold() in known_words("organization") or ends_in_own_abbreviation(text):
        # "General Staff", "Commandant General Presidential Guard"
        return -4.0
    if _are_two_names(text):
        return WHOLE_NAME
    length = split_titles(text)
    rest = compiled(r"\s*\([^)]*\)").sub("", text[length:])
    letters = _letters_behind().search(rest)
    rest = rest[: letters.start()] if letters and letters.start() > 0 else rest
    words = words_of(rest)
    if not words or len(words) > 8 or country_of(rest) or any(char.isdigit() for char in rest):
        return -5.0
    if not _are_name_words(words, titled=length > 0) or compiled(r"(?:^|\s)/\s").search(rest):
        return -4.0
    if is_in("connector", words[0]) and words[0].islower():
        return -4.0
    if any(_POSSESSIVE.search(word) for word in words[:-1]):
        # "Queen Anne's Gate"
        return -4.0
    # "Le Van Dung": behind the first word a particle with a capital is a name.
    full = sum(
        not is_in("name_particle", word) or (place > 0 and opens_surname(word)) for place, word in enumerate(words)
    )
    score = 3.0 if 2 <= full <= 5 and len(words) > 1 else 1.0
    surname = length > 0 and opens_surname(words[0])
    if words[0].casefold() in vocabulary.word_set("article", "people") and not (words[0].isupper() or surname):
        score -= 4.0
    if not length and len(words) == _NOUN_OF_NOUN and words[1].islower() and is_in("connector", words[1]):
        score -= 2.0
    score += 3.5 if length else 0.0
    penalised = sum(is_in("portfolio", word) for word in words)
    if penalised and any(is_conjunction(word) for word in words[1:-1]):
        return -4.0
    address = vocabulary.search(rest, "addresses", "street", "building")
    if address and ((length and _is_surname(text[:length], rest, address)) or _opens_given_name(rest, address)):
        address = None
    score -= 1.5 * penalised + (2.5 if address and not length else 0.0)
    titles = text[:length]
    houses = len(words) > 1 or _is_street_alone(titles, rest) or _is_residence(titles, rest)
    if address and address.end() == len(rest) and houses:
        score -= 4.0
    return score


_POSSESSIVE = compiled(r"[^\W\d_]['\u2019]s$")


def _is_street_alone(titles: str, rest: str) -> bool:
    """Whether a title and the word for a street are a street's name and nobody's ("Pasteur Street", "King Road")."""
    if not titles or rest.strip(" .,").casefold() not in vocabulary.word_set("street_end", "addresses"):
        return False
    last = titles.split()[-1].rstrip(".,")
    return not (is_in("rank", last) or last.casefold() in vocabulary.word_set("only_of_persons", "officials"))


def _are_two_names(text: str) -> bool:
    """Whether a text is two whole names without titles, with "and" between them."""
    joints = [match for match in WORD.finditer(text) if is_conjunction(match.group())]
    if len(joints) != 1 or not joints[0].group().islower():
        return False
    return is_untitled_name(text[: joints[0].start()].strip()) and is_untitled_name(text[joints[0].end() :].strip())


def _is_residence(titles: str, rest: str) -> bool:
    """Whether a title and one word are the house of an office and no person ("Chief Minister House")."""
    office = any(is_in("role", word) and not is_in("role_part", word) for word in words_of(titles))
    return office and vocabulary.fullmatch(rest, "addresses", "residence") is not None


def _opens_given_name(name: str, word: re.Match[str]) -> bool:
    """Whether a word of addresses is half a given name of two syllables ("Lee Dong-wook")."""
    return word.start() > 0 and compiled(r"-[a-z]{2}").match(name, word.end()) is not None


def _is_surname(titles: str, rest: str, word: re.Match[str]) -> bool:
    """Whether a word of addresses that ends a titled name is a surname, or half a double one ("Ms Ann Hill-Ruiz").

    Streets are called after generals and doctors, and after nobody as "Mr" or "the Honourable".
    """
    if word.end() != len(rest) or not word.group()[0].isupper():
        return False
    if rest[: word.start()].endswith("-"):
        return True
    last = titles.split()[-1].rstrip(".,").casefold()
    return last in vocabulary.word_set("only_of_persons", "officials") and len(words_of(rest)) >= FEWEST_NAMES


def are_names(words: list[re.Match[str]]) -> bool:
    """Whether each of the words, as `WORD` finds them, can be one of a name."""
    return all(is_name_word(word.group()) for word in words)


def _are_name_words(words: list[str], *, titled: bool) -> bool:
    """Whether all words can be those of a name. Behind a title, the first may be a word for an institution elsewhere
    ("Dr Consiglio Xerri").
    """
    others = [word for word in words if not is_name_word(word)]
    first = titled and 2 <= len(words) <= _LONGEST_TITLED and others == words[:1] and not is_in("role", words[0])
    return not others or (first and all(word[0].isupper() for word in words))


_LONGEST_TITLED = 3


def is_name_word(word: str) -> bool:
    """Whether a word can be one of a name: it has a capital or is a particle, and says no office or institution."""
    bare = word.strip(".,'\u2019\u2018-*")
    if not bare:
        return True
    if any(char.isdigit() for char in bare):
        return False
    if is_in("name_particle", word) or (len(bare) <= 3 and bare.islower() and not is_in("connector", word)):
        return True
    known = (is_in("role", word) or is_in("organization", word)) and not is_in("title_or_name", word)
    lead = compiled(r"^(?:[a-z]{1,3}['\u2019-]['\u2018\u2019\u0060]?)").sub("", bare)
    return not known and bool(lead) and (lead[0].isupper() or not lead[0].isascii() or lead[0].istitle())
