"""Dates in running text: found by pattern in every language of the vocabulary, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ingest import vocabulary
from ingest.document import Span, is_cut
from ingest.kept_patterns import compiled, kept_pattern

# Figures are those of any script: \d takes them all, but a range of figures or a century must name them.
_TO_THREE = "[0-3\u0660-\u0663\u06f0-\u06f3]"
CENTURY = "(?:19|20|\u0661\u0669|\u0662\u0660|\u06f1\u06f9|\u06f2\u06f0)"
_ANY_CENTURY = f"(?:1[678]|{CENTURY})"
_YEAR = rf"(?P<{{0}}>{_ANY_CENTURY}\d\d)(?!\d)"


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date expression: its parts as printed (None where not printed) and its language.

    `ambiguous`: day and month could change places. `dotted`: there are dots between figures.
    """

    span: Span
    year: int | None
    month: int | None
    day: int | None
    language: str | None
    ambiguous: bool = False
    dotted: bool = False

    def in_language(self, language: str) -> "DateFound":
        """The date as a document in a language (ISO 639-1) means it: with dots, only English puts the month first."""
        return replace(self, ambiguous=False) if self.dotted and language != "en" else self

    def iso(self, year: int | None = None) -> str | None:
        """ISO 8601 as precise as printed, with the given year where none is; None if that is no calendar date."""
        known_year = self.year or year
        if known_year is None or self.ambiguous:
            return None
        if self.month is None:
            return f"{known_year:04d}"
        if self.day is None:
            return f"{known_year:04d}-{self.month:02d}"
        try:
            return date(known_year, self.month, self.day).isoformat()
        except ValueError:
            return None

    @property
    def full(self) -> bool:
        """Whether day, month and year are all printed."""
        return None not in (self.year, self.month, self.day)

    @property
    def impossible(self) -> bool:
        """Whether no calendar has the day, whatever the year."""
        if self.ambiguous or self.day is None or self.month is None:
            return False
        return self.iso(2000) is None


@cache
def _months() -> dict[str, tuple[int, str]]:
    """Month names, case-folded and without a dot, to number and language; the first language to name one wins."""
    names: dict[str, tuple[int, str]] = {}
    for number in range(1, 13):
        for wording in vocabulary.wordings("dates", str(number)):
            names.setdefault(wording.text.casefold(), (number, wording.language))
    return names


def _month_of(printed: str) -> tuple[int, str]:
    """The number and the language of a month's name as printed. Of a name with a final `*` the ending is left open."""
    word = printed.casefold()
    if word in _months():
        return _months()[word]
    return next(found for name, found in _months().items() if name.endswith("*") and word.startswith(name[:-1]))


# Blanks inside a date, which the end of a line may part in an indented block; and at least one of them.
_GAP = r"[^\S\n]{0,3}(?:\n[^\S\n]{0,24})?"
_BLANK = r"(?:[^\S\n]{1,3}(?:\n[^\S\n]{0,24})?|\n[^\S\n]{0,24})"


def _alternatives(names: list[str]) -> str:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return vocabulary.by_first_letter((name, _name_source(name)) for name in ordered)


def _name_source(name: str) -> str:
    letters = re.escape(name.removesuffix("*")).replace("'", "['\u2019]")
    return rf"{letters}\w*" if name.endswith("*") else letters


_FIGURE = compiled(r"\d")


@kept_pattern(re.IGNORECASE)
def _pattern() -> str:
    return vocabulary.made("dates", _source)


def _source() -> str:
    month = rf"(?P<{{0}}>{_alternatives(list(_months()))})(?!\w)\.?"
    links = [wording.text for wording in vocabulary.wordings("dates", "link")]
    link = rf"(?:{_GAP}(?:{_alternatives(links)})(?!\w))?{_GAP},?{_GAP}"
    ranges = [wording.text for wording in vocabulary.wordings("dates", "range")]
    articles = _alternatives([wording.text for wording in vocabulary.wordings("dates", "article")])
    until = (
        rf"(?:[ ]?[-\u2013\u2014/](?:[ ]|\n[^\S\n]{{0,24}})?"
        rf"|,?{_BLANK}(?:{_alternatives(ranges)}){_BLANK}(?:(?:{articles})\s)?)"
    )
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    sign = rf"(?:{ending}|\u00ba|\u00b0|\.)?"
    day, year = rf"(?P<{{0}}>{_TO_THREE}?\d){sign}".format, _YEAR.format
    with_figures_first = (
        rf"(?:{day('range_day')}{until})?"
        rf"{day('d1')}{link}{month.format('m1')}(?:{link}{year('y1')})?",
        rf"(?P<y4>{CENTURY}\d\d)-(?P<m4>[01\u0660\u0661\u06f0\u06f1]\d)-(?P<d4>{_TO_THREE}\d)(?!\d)",
        rf"(?P<a5>{_TO_THREE}?\d)[ ]?(?P<s5>[./-])[ ]?(?P<b5>{_TO_THREE}?\d)[ ]?(?P=s5)[ ]?(?P<y5>{CENTURY}\d\d)(?!\d)",
    )
    behind_month = (
        rf"{_BLANK}{day('d2')}(?![\d:.]\d)"
        rf"(?:{until}(?P<d2_end>{_TO_THREE}?\d){ending}?(?![\d:/]))?(?:,?{_BLANK}{year('y2')})?",
        rf"(?:{until}{month.format('m3')})?{link}{year('y3')}",
    )
    # A lost blank may glue a whole date to the word before it ("Fear of torture12 April 1985").
    month_and_year = rf"[ \t](?:[^\W\d_]{{2,3}}[ \t])?[^\W\d_]{{3,10}}\.?,?[ \t](?:[^\W\d_]{{2,3}}[ \t])?{CENTURY}\d\d"
    glued = rf"(?<=[^\W\d_]{{3}})(?={_TO_THREE}?\d{sign}{month_and_year}(?!\d))"
    return (
        rf"(?:(?<![\w/@.-])|{glued})(?:(?=\d)(?:{'|'.join(with_figures_first)})"
        rf"|(?=[^\W\d_]){month.format('m2')}(?:{'|'.join(behind_month)}))"
    )


@kept_pattern(re.IGNORECASE)
def _bare_pattern() -> str:
    """A year or month alone, behind a word that makes it the time of something."""
    return vocabulary.made("bare dates", _bare_source)


def _bare_source() -> str:
    # A line may end between two words ("the middle | of May").
    words = _alternatives([wording.text for wording in vocabulary.wordings("dates", "time_preposition")])
    words = words.replace("\\ ", r"\s{1,25}")
    months = _alternatives([group[0].text for number in range(1, 13) for group in _by_language(str(number))])
    auxiliaries = [wording.text for wording in vocabulary.wordings("dates", "verb_behind_participle")]
    # Without any word before it, as German tells it: "das Thailand 1996 ratifiziert hat".
    ending = vocabulary.alternatives("dates", "participle_ending")
    participle = rf"(?-i:[a-z\u00df-\u00ff]{{3,24}}{ending})\s(?:{_alternatives(auxiliaries)})(?!\w)"
    verbs = _alternatives([wording.text for wording in vocabulary.wordings("dates", "year_verb")])
    links = _alternatives([wording.text for wording in vocabulary.wordings("dates", "range")])
    # Of "in 2004, 2006 and 2009" the second.
    listed = rf"(?=[,.;)]|\s{{1,3}}(?:{links})\s|\Z)"
    # "twice as many as | 1993", where the clause ends: a number of people would go on.
    compared = _alternatives([wording.text for wording in vocabulary.wordings("dates", "comparison")])
    # A decade is no year ("1990s", "1990er"), and half a double name no month ("Mai-Ndombe").
    year = rf"{_ANY_CENTURY}\d\d(?!{vocabulary.alternatives('dates', 'decade_ending')}|[\d/-]|\s?%)"
    return (
        rf"(?<!\w)(?:{words})(?:-|{_BLANK})"
        rf"(?:(?P<year>{year})|(?P<month>{months})(?!\w|\s\d|-(?!{months})[^\W\d_]))"
        rf"|(?<!\w)(?:{compared}){_BLANK}(?P<year_compared>{year})(?=\s{{0,3}}(?:[.,;)]|\Z))"
        rf"|(?<=[^\W\d_]\s)(?P<year_alone>{_ANY_CENTURY}\d\d)(?=\s{participle})"
        rf"|(?<={_ANY_CENTURY}\d\d,\s)(?P<year_listed>{year}){listed}"
        rf"|(?<!\S)(?P<year_first>{_ANY_CENTURY}\d\d)(?=\s{{1,3}}(?:{verbs})(?!\w)|:\s|\s[\u2013\u2014-]\s)"
    )


def _by_language(key: str) -> list[list[vocabulary.Wording]]:
    """The wordings of a month, a list for each language; the full name stands first."""
    groups: dict[str, list[vocabulary.Wording]] = {}
    for wording in vocabulary.wordings("dates", key):
        groups.setdefault(wording.language, []).append(wording)
    return list(groups.values())


@cache
def weekday_source() -> str:
    """The regular expression of the days of the week, in full or shortened, as whole words."""
    spellings = {
        spelling for wording in vocabulary.wordings("weekdays", "weekdays") for spelling in wording.text.split("/")
    }
    return vocabulary.any_of(spellings)


def find_dates(text: str, span: Span) -> list[DateFound]:
    """All dates in a stretch of text that print at least a month with a day or year, in order."""
    if not _FIGURE.search(text, span.start, span.end):
        return []
    found: list[DateFound] = []
    for match in _pattern().finditer(text, span.start, span.end):
        if is_cut(text, Span(*match.span())):
            continue
        for date_found in _parts(match):
            if found and _closes_range(text, found[-1], date_found):
                opening = found.pop()
                found.append(replace(opening, span=Span(opening.span.start, date_found.span.end), year=date_found.year))
            explained = _explained(text, found[-1], date_found) if found else None
            found[-1:] = [explained] if explained else [*found[-1:], date_found]
    return found


def _explained(text: str, figures: DateFound, gloss: DateFound) -> DateFound | None:
    """A date in figures with two readings, as the one in a bracket behind it says ("05/03/2011 (5 March)")."""
    between = text[figures.span.end : gloss.span.start]
    if not figures.ambiguous or None in (gloss.day, gloss.month) or not compiled(r"\s{0,2}[(\[]\s?").fullmatch(between):
        return None
    same = {figures.day, figures.month} == {gloss.day, gloss.month} and gloss.year in (None, figures.year)
    span = Span(figures.span.start, gloss.span.end)
    return replace(figures, span=span, day=gloss.day, month=gloss.month, ambiguous=False) if same else None


def _closes_range(text: str, opening: DateFound, closing: DateFound) -> bool:
    """Whether two days are one range whose year stands with the second ("14 February and 18 April 2023")."""
    if opening.year is not None or closing.year is None or None in (opening.day, closing.day):
        return False
    between = text[opening.span.end : closing.span.start]
    return _range_words().fullmatch(between) is not None


@cache
def _range_words() -> re.Pattern[str]:
    words = _alternatives([wording.text for wording in vocabulary.wordings("dates", "range")])
    articles = _alternatives([wording.text for wording in vocabulary.wordings("dates", "article")])
    return compiled(rf"\s{{0,3}}(?:[-\u2013\u2014]|(?:{words})(?:\s{{1,3}}(?:{articles}))?)\s{{0,3}}", re.IGNORECASE)


def find_times(text: str, span: Span) -> list[DateFound]:
    """As `find_dates`, and bare years and months that a preposition makes the time of something, in order."""
    found = find_dates(text, span)
    for match in _bare_pattern().finditer(text, span.start, span.end):
        group = str(match.lastgroup)
        place = Span(*match.span(group))
        if is_cut(text, Span(*match.span())):
            continue
        if group in ("year_first", "year_compared") and int(match[group]) % 100 == 0:
            # A round number may count something ("2000 went").
            continue
        if group == "year_first" and place.start != span.start:
            # Only what opens the sentence.
            continue
        if group == "year_listed" and not any(other.year and other.span.end == place.start - 2 for other in found):
            continue
        if any(place.start < other.span.end and other.span.start < place.end for other in found):
            continue
        if group == "month" and match["month"][0].islower() and match["month"].casefold() not in _small_months():
            continue
        found.append(_bare(match, place))
    return sorted(found, key=lambda date_found: date_found.span)


@cache
def with_capital() -> frozenset[str]:
    """The languages that write their months with a capital, as their files do."""
    return frozenset(word.language for word in vocabulary.wordings("dates", "1") if word.text[0].isupper())


@cache
def _small_months() -> frozenset[str]:
    """The names of months that some language writes small ("mai" is French as well as German)."""
    every = (word for number in range(1, 13) for word in vocabulary.wordings("dates", str(number)))
    return frozenset(word.text.casefold() for word in every if word.language not in with_capital())


def _bare(match: re.Match[str], place: Span) -> DateFound:
    if match.lastgroup != "month":
        return DateFound(place, int(match.group(str(match.lastgroup))), None, None, None)
    number, language = _month_of(match["month"])
    return DateFound(place, None, number, None, language)


def _parts(match: re.Match[str]) -> Iterator[DateFound]:
    span = Span(match.start(), match.end() - match.group().endswith("."))
    if match["m1"]:
        number, language = _month_of(match["m1"])
        year = int(match["y1"]) if match["y1"] else None
        if match["range_day"]:
            yield DateFound(span, year, number, int(match["range_day"]), language)
        yield DateFound(span, year, number, int(match["d1"]), language)
    elif match["d2"]:
        number, language = _month_of(match["m2"])
        year = int(match["y2"]) if match["y2"] else None
        yield DateFound(span, year, number, int(match["d2"]), language)
        if match["d2_end"]:
            yield DateFound(span, year, number, int(match["d2_end"]), language)
    elif match["y3"]:
        for month in filter(None, (match["m2"], match["m3"])):
            number, language = _month_of(month)
            yield DateFound(span, int(match["y3"]), number, None, language)
    elif match["y4"]:
        yield DateFound(span, int(match["y4"]), int(match["m4"]), int(match["d4"]), None)
    else:
        yield _numeric(match, span)


def _numeric(match: re.Match[str], span: Span) -> DateFound:
    """A date in figures: day and month are told apart only where one of them is over twelve or both are equal."""
    first, second, year = int(match["a5"]), int(match["b5"]), int(match["y5"])
    if first > 12 or first == second:
        return DateFound(span, year, second, first, None)
    if second > 12:
        return DateFound(span, year, first, second, None)
    return DateFound(span, year, second, first, None, ambiguous=True, dotted=match["s5"] == ".")


_DAY_MONTH_YEAR = compiled(rf"(?P<day>{_TO_THREE}?\d) (?P<month>[^\W\d_][^\d\n,]{{2,30}}) (?P<year>{CENTURY}\d\d)")
_MONTH_DAY_YEAR = compiled(rf"(?P<month>[^\W\d_]{{3,15}}) (?P<day>{_TO_THREE}?\d), (?P<year>{CENTURY}\d\d)")


def _plain_date(printed: str, language: str) -> str | None:
    """ISO date of "3 May 2022" or "May 3, 2022" with a month's name in the language; None for anything else."""
    match = _DAY_MONTH_YEAR.fullmatch(printed) or _MONTH_DAY_YEAR.fullmatch(printed)
    number = _months_of(language).get(match["month"].casefold()) if match else None
    if match is None or number is None:
        return None
    try:
        return date(int(match["year"]), number, int(match["day"])).isoformat()
    except ValueError:
        return None


@cache
def _months_of(language: str) -> dict[str, int]:
    """The names of months in one language, case-folded, to their numbers."""
    return {
        name.casefold(): number
        for number in range(1, 13)
        for name in vocabulary.in_language("dates", str(number), language)
    }


def parse_full_date(printed: str, language: str) -> str | None:
    """ISO date of a printed date with day, month and year in words, or None.

    dateparser reads it with the language and the order of the parts fixed, so that it can neither fill in nor swap
    anything. It takes a third of a second to load; what leaves it no choice is read without it.
    """
    plain = _plain_date(printed, language)
    if plain is not None:
        return plain
    import dateparser

    try:
        found = dateparser.parse(
            printed,
            languages=[language],
            settings={
                "DATE_ORDER": "DMY",
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
                "NORMALIZE": True,
            },
        )
    except ValueError:  # a language of the vocabulary that dateparser does not know
        return None
    return found.date().isoformat() if found else None
