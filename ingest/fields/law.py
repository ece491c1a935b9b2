"""Field: legal references; articles, laws and treaties by name or number."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.narrative import narrative
from ingest.found import Found, found_text
from ingest.kept_patterns import compiled, kept_pattern
from ingest.paragraphs import Paragraph, paragraphs
from ingest.places import country_of
from ingest.sections import Sectioned
from ingest.shapes import TELEGRAPH_STOP
from models import SectionKind

_BRACKET = r"\([A-Z][\w\s,.]{2,50}\)"
_REMARK = r"(?:\s\([^()\n]{5,80}\))"
"""What an article is about, behind its number: "126 (kidnapping)"."""
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"


@cache
def _any(key: str, topic: str = "law") -> str:
    def read() -> str:
        words = sorted((wording.text for wording in vocabulary.wordings(topic, key)), key=len, reverse=True)
        return "|".join(map(re.escape, words))

    return vocabulary.made(f"any word of {topic} {key}", read)


@cache
def _capital() -> str:
    """The pattern of a capitalised word of a law's name, and none that its number or place follows ("No.", "Cap.")."""
    numbering = rf"(?i:{vocabulary.alternatives('writing', 'number_word')})|{vocabulary.alternatives('law', 'chapter')}"
    return rf"(?!(?:{numbering})(?!\w))[A-Z\u00c0-\u00de][\w'\u2019-]*"


def _numbers() -> str:
    """The pattern of a unit's numbers ("5", "12 bis", "5(2) and 7", "XIV")."""
    item = (
        r"(?:\d{1,4}(?:\.?[\u00ba\u00aa\u00b0])?(?:(?:[./-](?:\d{1,3}|[A-Z]\b)){1,3}|[a-zA-Z]{1,3}\b)?"
        rf"(?:\s(?:{_any('number_suffix')})\b(?:\s\d{{1,2}}\b)?)?(?:\s?\(\w{{1,4}}\)){{0,3}}"
        r"|(?-i:[IVXLC]{1,6}|[A-Z])(?!\w))"
    )
    joint = rf"(?:,\s?|,?\s(?:{_any('number_joint')})\s|\s?[-\u2013]\s?)"
    # What an article is about may stand behind each ("187 (false news) and 208"), and a part may stand for itself.
    return rf"{item}(?:(?:{_REMARK}(?=,?\s\w))?{joint}(?:{item}|\(\w{{1,4}}\))){{0,6}}"


_DAY_IN_FIGURES = r"\d{1,2}[/.]\d{1,2}[/.](?:1[89]|20)\d\d(?!\d)"
# The letters with which some countries number: "M/77", "IV/2001".
_SIGN = r"(?-i:[A-Z]{1,4}/)"


@kept_pattern(re.IGNORECASE)
def _number_of_law() -> str:
    """A law's number, or date, behind its name: "No. 12 of 1991", "5038/2023", ", 1999"."""
    number = vocabulary.alternatives("writing", "number_word")
    of, link = rf"(?:{_any('dated')})", rf"(?:(?:{_any('link', 'dates')})\s{{1,3}})?"
    ending = rf"(?:\.|{vocabulary.alternatives('dates', 'ordinal_ending')}|\u00ba)?"
    day = rf"\d{{1,2}}{ending}\s{{1,3}}{link}[^\W\d_]{{3,10}}(?:\s{{1,3}}{link}{_YEAR})?|{_DAY_IN_FIGURES}"
    era = rf"(?:\s{vocabulary.alternatives('law', 'era')}\s?25\d\d(?:\s\({_YEAR}\))?)"
    return (
        rf"(?:{era}|\s{{1,3}}\({number}\.?\s{{0,3}}\d[\w/.-]{{0,14}}(?:\s{of}\s{_YEAR})?\)(?:\s{of}\s{_YEAR})?"
        rf"|,?\s{{1,3}}(?:{number}\.?\s{{0,3}}(?:{_SIGN})?\d(?:[\w/-]|\.(?=\d)|,(?=\d{{3}}(?!\d))){{0,14}}(?<![-/])"
        rf"|{_SIGN}\d{{1,5}}(?!\w)(?:/\d{{1,4}}(?!\d)(?-i:/[A-Z]{{1,4}}(?!\w))?)?|(?-i:[IVXLC]{{1,7}})(?=\s{of}\s{_YEAR})|\d{{1,3}}\.\d{{3}}[/-]\d{{2,4}}(?!\d)"
        rf"|\d{{1,5}}(?:[./-]\d{{2,4}}(?!\d)(?-i:/[A-Z]{{1,6}}(?:-[A-Z]{{1,6}})?)?|/[a-zA-Z](?!\w))"
        rf"|\d{{1,5}}(?=\s{of}\s))"
        rf"(?:,?\s{{1,3}}{of}\s{{1,3}}(?:{day}|{_YEAR}))?"
        rf"|,?\s{{1,3}}{_YEAR}|\s{{1,3}}\({_YEAR}\)|\s{{1,3}}{of}\s{{1,3}}{_YEAR}"
        rf"|\s{{1,3}}\d{{1,6}}(?=[\s.,;)]|$)(?:\s\({_YEAR}\))?)"
    )


@kept_pattern(re.IGNORECASE)
def _date_of_law() -> str:
    """The date by which a law is cited that has no number ("the Law | of 3 May 1968")."""
    months = "|".join(_any(str(number), "dates") for number in range(1, 13))
    link = rf"(?:(?:{_any('link', 'dates')})\s{{1,3}})?"
    ending = rf"(?:\.|{vocabulary.alternatives('dates', 'ordinal_ending')}|\u00ba)?"
    day = rf"(?:\d{{1,2}}{ending}\s{{1,3}}{link})?(?:{months})\s{{1,3}}{link}{_YEAR}"
    return rf"\s{{1,3}}(?:{_any('dated')})\s{{1,3}}{day}"


@kept_pattern()
def _chapter() -> str:
    """A law's place or number behind its name: "(Cap. 20)", ", Chapter 224", "(Decree 12 of 1991)"."""
    number = rf"(?i:{vocabulary.alternatives('writing', 'number_word')})\.?\s?"
    dated = rf"\s(?:{_any('dated')})\s(?:\d{{1,2}}\.?\s[^\W\d_]{{3,10}}\s)?\d{{4}}"
    numbered = rf"(?:{number})?(?:{_SIGN})?\d(?:[\d/.-]|,(?=\d{{3}}(?!\d))){{0,9}}(?:{dated})?"
    return (
        rf",?\s{{1,3}}\(?{vocabulary.alternatives('law', 'chapter')}\.?\s{{1,3}}\d{{1,4}}[A-Z]?\)?"
        rf"|\s{{1,3}}\([^\W\d_]{{3,20}}\s{number}[\d/]{{2,10}}\)"
        rf"|\s{{1,3}}\({vocabulary.expression('law', 'instrument')}\s{numbered}\)"
    )


@cache
def _opens_chapter() -> frozenset[str]:
    """What stands first in a law's place or number behind its name."""
    return frozenset({"(", ",", *(wording.text[0] for wording in vocabulary.wordings("law", "chapter"))})


@kept_pattern(re.IGNORECASE)
def _unit() -> str:
    """A unit with its numbers, and units of units ("paragraph 2 of Article 282", "Artikel 5 Absatz 1")."""
    joint = vocabulary.expression("law", "joint")
    elided = rf"(?:{_any('elided_joint')})"
    prefix = vocabulary.expression("law", "unit_prefix")
    unit = (
        rf"(?:(?:{vocabulary.expression('law', 'unit', 'unit_of_law')}\.?\s{{1,3}}|\u00a7{{1,2}}\s{{0,3}}){_numbers()}"
        rf"|{vocabulary.expression('law', 'unit_by_letter')}\.?\s{{1,3}}(?-i:[a-z])(?!\w)\)?)"
    )
    ordinal = rf"(?:{vocabulary.expression('law', 'ordinal_unit')}\s{{1,3}}(?:(?:{joint})\s{{1,3}}|{elided}))"
    between = rf"(?:,?\s{{1,3}}(?:(?:{joint}|{_any('elided_joint')})\s{{0,3}})?)"
    article = rf"(?:(?:{_any('law_article')})\s{{1,3}})?"
    return (
        rf"(?P<first>(?:{prefix}\s{{1,3}}|{ordinal}(?={article}{unit}))?{unit}(?:{between}{unit}){{0,3}})"
        rf"(?P<joint>{_REMARK}?,?\s{{1,3}}(?:{joint}\s{{1,24}}{article}|{elided})|\s{{1,3}}(?={_abbreviation()}))?"
    )


@cache
def _abbreviation() -> str:
    """The pattern of the short names by which a code or act is cited behind an article ("\u00a7 129 StGB")."""
    return rf"(?-i:{_any('abbreviation')})(?!\w)"


@kept_pattern(re.IGNORECASE)
def _instrument() -> str:
    compound = rf"(?-i:[A-Z\u00c0-\u00de])[\w-]{{2,40}}(?:{_any('compound_ending')})"
    return rf"{vocabulary.expression('law', 'instrument')}|(?<!\w){compound}(?!\w)"


@cache
def _compound() -> re.Pattern[str]:
    return compiled(rf"[A-Z\u00c0-\u00de][\w-]{{2,40}}(?:{_any('compound_ending')})")


@cache
def _treaty() -> re.Pattern[str]:
    return vocabulary.pattern("law", "treaty")


@kept_pattern()
def _before_instrument() -> str:
    """Capitalised words that lead up to an instrument's word ("Nationality, Immigration and Asylum | Act")."""
    capital = _capital()
    joints = rf"(?i:{vocabulary.alternatives('law', 'name_joint')})"
    blank = rf"(?:,\s{{1,3}}(?={capital})|\s{{1,3}}{joints}\s{{1,3}}|\s{{1,3}})"
    # A short name in brackets closes a law's name ("the Foreign Agents Law (FAL) and").
    return rf"{capital}{blank}(?:(?:{capital}|(?!\([A-Z]{{2,12}}\)){_BRACKET}){blank}){{0,7}}$"


@kept_pattern()
def _behind_instrument() -> str:
    """What goes on behind an instrument's word: more capitalised words, "of ...", "on ..., ... and ..."."""
    small = rf"(?:{_any('small_word')})"
    conjunction = _any("conjunction", "officials")
    months = "|".join(_any(str(number), "dates") for number in range(1, 13))
    capital = _capital()
    no_month = rf"(?!(?:{months})(?!\w)){capital}"
    # "zur Bek\u00e4mpfung | terroristischer Straftaten", "\u00fcber | friedliche Versammlungen"
    described = rf"(?:[a-z\u00df-\u00ff]{{3,24}}{vocabulary.alternatives('law', 'adjective_ending')}\s{{1,3}})?"
    more = rf"(?:\s{{1,3}}(?!{small}\s){described}{capital}){{0,5}}"
    listed = rf"(?:(?:,\s{{1,3}}{capital}{more}){{1,4}},?\s{{1,3}}(?:{conjunction})\s{{1,3}}{capital}{more})?"
    return (
        rf"(?:\s{{1,3}}{capital}(?!\w)){{0,3}}(?!\s{{1,3}}(?:{conjunction})\s)"
        rf"(?:\s{{1,3}}(?:{small}\s{{1,3}}){{1,3}}{described}{no_month}{more}{listed}){{0,6}}"
    )


def find_laws(text: str, span: Span) -> list[Span]:
    """The legal references in a stretch of text, in order, without overlaps."""
    found: list[Span] = []
    for unit in _units(text, span):
        # "the Penal Code, Chapter 224" within "Section 377A of the Penal Code, Chapter 224" is said already.
        if not any(unit.start < other.end for other in found):
            found.append(unit)
    treaties = list(_treaties(text, span))
    instruments = [one for one in _named_instruments(text, span) if not _holds_two(text, one, treaties)]
    for candidate in sorted((*treaties, *instruments), key=_longest_first):
        clashing = [other for other in found if candidate.start < other.end and other.start < candidate.end]
        rest = _behind_joint(text, candidate, clashing[0]) if len(clashing) == 1 else None
        if rest is not None or not clashing:
            found.append(rest or candidate)
    found.sort()
    return [
        law for before, law in zip((None, *found), found, strict=False) if not before or not _apposed(text, before, law)
    ]


def _apposed(text: str, one: Span, other: Span) -> bool:
    """Whether a law is named again behind a comma, once by its number and once by its name ("Law 18 of
    2001, | the Police Act."); what goes on as a list names another.
    """
    if text[one.end - 1].isdigit() == text[other.end - 1].isdigit() or text[one.end : one.end + 1] != ",":
        return False
    article = vocabulary.expression("people", "article")
    between = compiled(rf",\s{{1,3}}(?:{article}\s{{1,3}})?", re.IGNORECASE).fullmatch(text, one.end, other.start)
    closed = compiled(rf"\s?(?:$|[.;)]|,\s{{1,3}}{vocabulary.expression('people', 'relative')})")
    return between is not None and closed.match(text, other.end) is not None


def _behind_joint(text: str, candidate: Span, other: Span) -> Span | None:
    """What a name has left behind a reference that it overlaps and a conjunction ("Article 1 of the Convention and |
    Decree 518"); None where that is nothing.
    """
    joint = compiled(rf"\s{{1,3}}(?:{_any('conjunction', 'officials')})\s{{1,3}}").match(text, other.end, candidate.end)
    return Span(joint.end(), candidate.end) if joint is not None else None


def _law_before(text: str, span: Span, unit: int) -> int:
    """Where the law begins that stands right before its article and a comma or as its owner ("the Penal Code, | Article
    134", "the Penal Code's | Article 134").

    `unit` where none stands there.
    """
    before = compiled(r"(?:,|['\u2019]s?)\s{1,3}$").search(text, max(span.start, unit - _NEAR_UNIT), unit)
    if before is None:
        return unit
    start = max(span.start, before.start() - _LONGEST_LAW_BEFORE)
    last = next(reversed([*_instrument().finditer(text, start, before.start())]), None)
    if last is None or not last.group()[0].isupper():
        return unit
    if _end_of_name(text, last.end(), unit) != before.start():
        return unit
    begin = _start_of_name(text, span.start, last.start())
    begin = _behind_country(text, begin, last.start())
    named = begin < last.start() or before.start() > last.end() or " " in " ".join(last.group().split())
    return begin if named else unit


_NEAR_UNIT = 4
_LONGEST_LAW_BEFORE = 140


def _units(text: str, span: Span) -> Iterator[Span]:
    """Articles and the like with the law that they belong to; alone only where nothing else can be meant.

    Those that a conjunction joins to one of their kind whose law is named belong to it too ("Article 9 and Article 14
    of the Constitution").
    """
    joined: list[re.Match[str]] = []
    for match in _unit().finditer(text, *span):
        if joined and not _goes_on(text, joined[-1], match):
            yield from _alone(text, span, joined)
            joined = []
        named = _law_behind(text, Span(match.end(), span.end)) if match["joint"] else None
        joined.append(match)
        if named is not None:
            yield Span(joined[0].start(), named.end)
            joined = []
    yield from _alone(text, span, joined)


def _alone(text: str, span: Span, units: list[re.Match[str]]) -> Iterator[Span]:
    begin = _law_before(text, span, units[0].start()) if units else span.start
    if units and begin < units[0].start():
        yield Span(begin, units[-1].end("first"))
        return
    for match in units:
        if _stands_alone(match["first"], joined=bool(match["joint"])):
            yield Span(match.start(), match.end("first"))


def _goes_on(text: str, unit: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a conjunction alone stands between two units, and both are called the same."""
    between = compiled(
        rf",?\s{{1,3}}(?:{_any('conjunction', 'officials')})\s{{1,3}}"
        rf"(?:{vocabulary.expression('people', 'article')}\s{{1,3}}|[Ll]['\u2019])?",
        re.IGNORECASE,
    )
    same = unit.group().split()[0].casefold() == other.group().split()[0].casefold()
    return same and between.fullmatch(text, unit.end(), other.start()) is not None


def _stands_alone(unit: str, *, joined: bool) -> bool:
    """Whether a unit is one of a law although none is named: "Article 6"; "Section 22" where it is of nothing else."""
    if vocabulary.match(unit, "law", "unit_of_law", "unit_by_letter"):
        # "paragraph 2 of Article 90" is one of an article.
        return vocabulary.search(unit, "law", "article") is not None
    return not joined or vocabulary.match(unit, "law", "article") is not None or unit[0] == "\u00a7"


def _law_behind(text: str, span: Span) -> Span | None:
    short = compiled(rf"(?:{_any('law_article')})?{_abbreviation()}").match(text, *span)
    if short:
        return Span(*short.span())
    return _instrument_at(text, span) or _plain_instrument_at(text, span)


def _holds_two(text: str, candidate: Span, treaties: list[Span]) -> bool:
    """Whether a name begins with a treaty's and goes on to another instrument's ("the Covenant and the Convention")."""
    return any(
        one.start == candidate.start and _instrument().search(text, one.end, candidate.end) is not None
        for one in treaties
    )


def _longest_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _treaties(text: str, span: Span) -> Iterator[Span]:
    if not vocabulary.may_occur(text[slice(*span)], "law", "treaty"):
        return
    for match in _treaty().finditer(text, *span):
        if match.group()[0].isupper() and not _is_short_form(text, match):
            dated = _date_of_treaty().match(text, match.end(), span.end)
            yield Span(_with_year(text, span.start, match.start()), dated.end() if dated else match.end())


@cache
def _date_of_treaty() -> re.Pattern[str]:
    return compiled(rf"\s(?:{_any('dated')})\s(?:\d{{1,2}}\.?\s[^\W\d_]{{3,10}}\s(?:(?:{_any('dated')})\s)?)?{_YEAR}")


def _is_short_form(text: str, treaty: re.Match[str]) -> bool:
    """Whether a name only repeats in brackets the one before it, as an abbreviation ("... Rights (ICCPR)")."""
    bracketed = text[treaty.start() - 1 : treaty.start()] == "(" and text[treaty.end() : treaty.end() + 1] == ")"
    return bracketed and treaty.group().isupper()


_YEAR_BEFORE = compiled(rf"(?<![\w/.-]){_YEAR}\s{{1,3}}$")


def _with_year(text: str, begin: int, start: int) -> int:
    """Where a name begins with the year before it ("the | 1951 Refugee Convention")."""
    year = _YEAR_BEFORE.search(text[max(begin, start - 8) : start])
    return max(begin, start - 8) + year.start() if year else start


def _named_instruments(text: str, span: Span) -> Iterator[Span]:
    """Instruments that stand without an article before them; a bare word such as "Code" is none."""
    position = span.start
    others = [Span(*one.span()) for one in vocabulary.pattern("law", "no_instrument").finditer(text, *span)]
    for match in _instrument().finditer(text, *span):
        if match.start() < position or any(one.start <= match.start() < one.end for one in others):
            continue
        if not match.group()[0].isupper() and not _cited_small(text, Span(match.start(), match.end()), span.end):
            continue
        if _names_institution(text, match) or _is_political(text, match, span.end):
            continue
        start = _behind_country(text, _start_of_name(text, span.start, match.start()), match.start())
        end = _end_of_name(text, match.end(), span.end, dated=_is_enacted(match.group()))
        whole = _compound().fullmatch(match.group()) is not None or not match.group()[0].isupper()
        whole = whole or _is_code_by_name(match.group())
        if end - start > len(match.group()) or whole:
            position = end
            yield Span(start, end)


_POSSESSIVE = compiled(r"(?P<owner>[^\W\d_][^\n]{1,40}?)['\u2019]s?\s{1,3}")


def _behind_country(text: str, start: int, end: int) -> int:
    """Where a name begins behind the country whose law it is ("Benin's | Law No. 2011-26")."""
    owner = _POSSESSIVE.match(text, start, end)
    # "Contrary to Iran's": the words before the country open the sentence.
    words = owner["owner"].split() if owner is not None else []
    owned = any(country_of(" ".join(words[first:])) for first in range(len(words)))
    return owner.end() if owner is not None and owned else start


def _is_code_by_name(printed: str) -> bool:
    return vocabulary.fullmatch(" ".join(printed.split()), "law", "code_by_name") is not None


def _is_enacted(printed: str) -> bool:
    """Whether an instrument's word tells of an act of law-making: it is cited by its date, an agreement is not."""
    word = " ".join(printed.split())
    if word[:1].isupper() and _compound().fullmatch(word):
        return True
    keys = ("enacted", "enacted_with_capital") if word[:1].isupper() else ("enacted",)
    return vocabulary.fullmatch(word, "law", *keys) is not None


def _is_political(text: str, instrument: re.Match[str], end: int) -> bool:
    """Whether an instrument is an agreement without a number: one of peace, and no law ("the Lome Accord")."""
    if vocabulary.fullmatch(" ".join(instrument.group().split()), "law", "agreement") is None:
        return False
    number = _number_of_law().match(text, instrument.end(), end)
    return number is None or compiled(_YEAR).search(number.group()) is not None


def _cited_small(text: str, instrument: Span, end: int) -> bool:
    """Whether an instrument's word in small letters is one: with a number, or a code by its full name."""
    if _number_of_law().match(text, instrument.end, end) or _behind_amended(text, instrument.end, end):
        return True
    if _is_enacted(text[slice(*instrument)]) and _date_of_law().match(text, instrument.end, end):
        return True
    return (
        vocabulary.fullmatch(text, "law", "code_in_small_letters", start=instrument.start, end=instrument.end)
        is not None
    )


def _names_institution(text: str, instrument: re.Match[str]) -> bool:
    """Whether an English word goes on as an institution's or office's name ("Law | Society", "Order | Agency")."""
    if instrument.group().casefold() not in vocabulary.word_set("also_in_institutions", "law"):
        return False
    behind = compiled(rf"\s{{1,3}}(?P<word>{_capital()})").match(text, instrument.end())
    if behind is not None and _number_of_law().match(text, instrument.end()):
        return False
    return behind is not None and _instrument().fullmatch(behind["word"]) is None


def _instrument_at(text: str, span: Span) -> Span | None:
    """An instrument's name that begins at the start of the span, its year before it ("the | 1993 Constitution")."""
    year = compiled(rf"{_YEAR}\s{{1,3}}(?=[A-Z])").match(text, *span)
    if year:
        named = _instrument_at(text, Span(year.end(), span.end))
        return Span(span.start, named.end) if named else None
    treaty = vocabulary.match(text, "law", "treaty", start=span.start, end=span.end)
    if treaty:
        return Span(*treaty.span())
    for match in _instrument().finditer(text, span.start, min(span.end, span.start + 140)):
        if match.group()[0].isupper() and _start_of_name(text, span.start, match.start()) == span.start:
            return Span(span.start, _end_of_name(text, match.end(), span.end))
    return None


def _plain_instrument_at(text: str, span: Span) -> Span | None:
    """The same in small letters ("article 5 of the penal code", "article 25 de la loi 5038/2023")."""
    match = compiled(rf"(?P<before>(?:[^\W\d_]+\s{{1,3}}){{0,3}}?)(?:{_instrument().pattern})", re.IGNORECASE).match(
        text, *span
    )
    if match is None or any(
        word.casefold() in vocabulary.word_set("no_law", "law") for word in match["before"].split()
    ):
        return None
    return Span(span.start, _end_of_name(text, match.end(), span.end))


def _start_of_name(text: str, begin: int, position: int) -> int:
    """Where the capitalised words before an instrument's word begin; words that open a sentence do not belong."""
    match = _before_instrument().search(text[max(begin, position - 120) : position])
    start = max(begin, position - 120) + match.start() if match else position
    if match is not None and text[position : position + 4].isupper() and match.group().isupper():
        # Among capitals only a small word shows where the name begins.
        return position - len(match.group()) + _behind_last_small_word(match.group())
    while start < position:
        word = compiled(r"[^\s,]+[\s,]*").match(text, start, position)
        bare = word.group().strip(" ,\n") if word else ""
        # "UN" is no Spanish article.
        if (
            word is None
            or (bare.isupper() and len(bare) > 1)
            or bare.casefold() not in vocabulary.word_set("no_law", "law")
        ):
            break
        start = word.end()
    return _with_year(text, begin, start)


def _behind_last_small_word(words: str) -> int:
    small = vocabulary.word_set("no_law", "law")
    return max(
        (word.end() for word in compiled(r"[^\W\d_]+\s*").finditer(words) if word.group().strip().casefold() in small),
        default=0,
    )


def _end_of_name(text: str, position: int, end: int, *, dated: bool = True) -> int:
    """Where an instrument's name ends whose word ends at `position`: with what it is on, whose it is, its number.

    `dated`: it may be cited by its date.
    """
    own = compiled(rf"\s{{1,3}}(?:{_any('adjective')})(?!\w)").match(text, position, end)
    position = own.end() if own else position
    following = text[position : position + 4].lstrip()[:1]
    titled = _titled_act().match(text, position, end) if following == "(" or following.isupper() else None
    position = titled.end() if titled else position
    # Among capitals nothing shows where a name ends but its number.
    shouted = text[max(0, position - 4) : position].isupper()
    match = None if shouted else _behind_instrument().match(text, position, end)
    name_end = _before_next(text, position, match.end()) if match else position
    german = _compound_before().search(text, max(0, position - _LONGEST_COMPOUND), position) is not None
    name_end = _before_place(text, position, name_end) if german else name_end
    number = _number_of_law().match(text, name_end, end) or _number_of_law().match(text, position, end)
    number = number or _number_of_law().match(text, _behind_short_name(text, position), end)
    if number is None and dated:
        number = _date_of_law().match(text, name_end, end) or _date_of_law().match(text, position, end)
    if number is not None:
        more = None if shouted else _behind_instrument().match(text, number.end(), end)
        name_end = _before_next(text, number.end(), more.end()) if more else number.end()
        name_end = _before_place(text, number.end(), name_end) if german else name_end
        issuer = vocabulary.match(text, "law", "issuer", start=_behind_blanks(text, number.end()), end=end)
        name_end = max(name_end, issuer.end()) if issuer else name_end
        # A law that has a name needs no topic: "para" goes on with the sentence.
        named = compiled(r"[^\W\d_]{4}").search(text, position, number.start()) is not None
        topic = None if named else _topic().match(text, name_end, end)
        name_end = topic.end() if topic else name_end
    elif name_end == position and _is_enacted(_word_before(text, position)):
        topic = None if _amending().match(text, name_end, end) else _topic().match(text, name_end, end)
        name_end = topic.end() if topic else name_end
        year = compiled(rf"\s(?:{_any('dated')})\s{_YEAR}").match(text, name_end, end) if topic else None
        name_end = year.end() if year else name_end
    opens = text[name_end : name_end + 4].strip()[:1] in _opens_chapter()
    chapter = _chapter().match(text, name_end, end) if opens else None
    name_end = chapter.end() if chapter else name_end
    return _behind_amended(text, name_end, end) or name_end


def _behind_short_name(text: str, position: int) -> int:
    """Past the short name in brackets between a law's word and its number ("Instruction (Inpres) | No. 4")."""
    short = compiled(r"\s\([^\W\d_]{2,12}\)(?=,?\s)").match(text, position)
    return short.end() if short else position


def _word_before(text: str, position: int) -> str:
    word = compiled(r"[^\W\d_]+$").search(text, max(0, position - _LONGEST_COMPOUND), position)
    return word.group() if word else ""


def _behind_blanks(text: str, position: int) -> int:
    blanks = compiled(r"\s{0,3}").match(text, position)
    return blanks.end() if blanks else position


def _behind_amended(text: str, position: int, end: int) -> int | None:
    """Where a law's name ends that says which other law it amends ("Law | amending the Criminal Code")."""
    amending = _amending().match(text, position, end)
    amended = _plain_instrument_at(text, Span(amending.end(), end)) if amending else None
    return amended.end if amended else None


@kept_pattern(re.IGNORECASE)
def _amending() -> str:
    article = vocabulary.expression("people", "article")
    return rf"\s{{1,3}}{vocabulary.expression('law', 'amending')}\s{{1,3}}(?:{article}\s{{1,3}}|l['\u2019])?"


_LONGEST_COMPOUND = 50


@cache
def _compound_before() -> re.Pattern[str]:
    """A word whose ending says that it is a German law's, alone or in a compound ("Gesetzes", "Antiterrorgesetz")."""
    return compiled(rf"\w{{0,40}}(?:{_any('compound_ending')})$", re.IGNORECASE)


def _before_place(text: str, start: int, end: int) -> int:
    """The end of a compound's name, before words that say where: nouns have capitals ("Gesetzbuchs | in Haft")."""
    prepositions = vocabulary.word_set("preposition", "places")
    words = compiled(r"\s{1,3}(?P<word>[^\W\d_]+)").finditer(text, start, end)
    return next((word.start() for word in words if word["word"] in prepositions), end)


@cache
def _topic() -> re.Pattern[str]:
    """What a law is about, behind its word or number ("Law No. 5 | on terrorism").

    A noun that says nothing alone is told with what it is of ("portant r\u00e9gime de la libert\u00e9 de la presse").
    An infinitive is none: the sentence goes on ("Decreto n.\u00ba 2 | para deter").
    """
    article = vocabulary.expression("people", "article")
    infinitive = rf"(?![^\W\d_]{{2,20}}{vocabulary.alternatives('law', 'infinitive_ending')}(?!\w))"
    adjective = rf"(?:\s{{1,3}}{vocabulary.alternatives('law', 'topic_adjective')}(?!\w))?"
    noun = rf"(?:(?i:{article})(?:\s{{1,3}}|(?<=['\u2019]))|{infinitive})[^\W\d_]{{4,30}}(?!\w){adjective}"
    whose = rf"(?:\s{{1,3}}(?:(?:{_any('topic_noun_joint')})\s{{1,3}}|(?:{_any('elided_joint')})){noun}){{0,2}}"
    regime = rf"{vocabulary.alternatives('law', 'topic_noun')}(?!\w){adjective}{whose}"
    return compiled(rf"\s{{1,3}}(?:{_any('topic_joint')})\s{{1,3}}(?:(?:(?i:{article})\s)?{regime}|{noun})")


@kept_pattern()
def _titled_act() -> str:
    """The rest of an act's name with another instrument's word within ("Emergency Provisions | Act", "Criminal Law |
    (Codification and Reform) Act").
    """
    instrument = vocabulary.expression("law", "instrument")
    return rf"\s{{1,3}}(?:{_BRACKET}\s{{1,3}}|(?=[A-Z\u00c0-\u00de]))(?i:{instrument})"


def _before_next(text: str, start: int, end: int) -> int:
    """The end of a name, before a conjunction that joins another instrument to it ("the Code and the | Rules"), or an
    article of one.
    """
    conjunction = compiled(rf"\s{{1,3}}(?:{_any('conjunction', 'officials')})\s{{1,3}}")
    for joint in conjunction.finditer(text, start, end):
        if vocabulary.match(text, "law", "unit", start=joint.end(), end=end):
            return joint.start()
        other = _instrument().search(text, joint.end(), end)
        if other and other.group()[0].isupper():
            return joint.start()
    return end


def _between_stops(document: Document, paragraph: Paragraph) -> Iterator[tuple[Span, ...]]:
    """A paragraph, in several stretches where page furniture interrupts it; a telegram's goes from stop to stop."""
    stops = [stop for span in paragraph.spans for stop in compiled(TELEGRAPH_STOP).finditer(document.text, *span)]
    if not stops:
        yield paragraph.spans
        return
    start = paragraph.span.start
    for stop in stops:
        yield (Span(start, stop.start()),)
        start = stop.end()
    yield (Span(start, paragraph.span.end),)


def _cited(document: Document, spans: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """The laws cited in a text of one stretch or, around page furniture, several; each may go over the gap."""
    text = document.quote(*spans)
    for law in find_laws(text, Span(0, len(text))) if len(spans) > 1 else ():
        yield tuple(_places(document, spans, law))
    for law in find_laws(document.text, spans[0]) if len(spans) == 1 else ():
        yield (document.trimmed(law, marks=".,;"),)


def _places(document: Document, spans: tuple[Span, ...], law: Span) -> Iterator[Span]:
    """Where what stands in the joined text of some stretches stands in the document."""
    joined = 0
    for span in spans:
        shift = span.start - joined
        own = Span(max(span.start, law.start + shift), min(span.end, law.end + shift))
        if own.start < own.end:
            yield document.trimmed(own, marks=".,;")
        joined += span.end - span.start + 1


def _with_whole_treaties(document: Document, told: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs; two that an early line's end parts within a treaty's name are one."""
    joined: list[Paragraph] = []
    for paragraph in told:
        before = joined[-1].span if joined else None
        if before is not None and _cuts_treaty(document.text, before, paragraph.span):
            joined[-1] = Paragraph((*joined[-1].spans, *paragraph.spans), joined[-1].marker)
        else:
            joined.append(paragraph)
    return joined


def _cuts_treaty(text: str, before: Span, behind: Span) -> bool:
    """Whether a treaty's name begins in the last line of one stretch and ends in the line right below it."""
    gap = text[before.end : behind.start]
    if gap.strip() or gap.count("\n") != 1 or text[before.end - 1] in ".:;!?":
        return False
    start = max(before.start, text.rfind("\n", 0, before.end) + 1)
    around = Span(start, min(behind.end, behind.start + _LONGEST_TREATY))
    if not vocabulary.may_occur(text[slice(*around)], "law", "treaty"):
        return False
    return any(match.start() < before.end and behind.start < match.end() for match in _treaty().finditer(text, *around))


_LONGEST_TREATY = 120
_ASKING = (SectionKind.RECOMMENDED_ACTION, SectionKind.TAKE_ACTION)


def read_legal_references(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """Articles, laws and treaties that narrative and appeal points cite, each once whatever its letter case."""
    document = sectioned.document
    found: dict[str, Found[str]] = {}
    asked = [one for body in sectioned.bodies(*_ASKING) for one in paragraphs(document, body)]
    told = sorted((*narrative(sectioned), *asked), key=lambda one: one.span)
    for paragraph in _with_whole_treaties(document, told):
        for spans in _between_stops(document, paragraph):
            for places in _cited(document, spans):
                value = found_text(document, *places)
                found.setdefault(value.value.casefold(), value)
    # A code that an article is cited of need not be cited again.
    bare = {key for key in found if _is_code_by_name(key) and any(key in other for other in found if other != key)}
    return tuple(value for key, value in found.items() if key not in bare)
