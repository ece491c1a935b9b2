"""A placeholder was left in the text.

Why: Thousands of people get a letter to "[insert name]", or a number that nobody filled in.

Bad:
    Dear [insert name],
    Fax: XXX
    PUBLICATION DATE: TBC

Good:
    Dear Attorney General,
    Fax: +251 11 552 08 74
    PUBLICATION DATE: 3 May 2022
"""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.document import Span
from ingest.kept_patterns import compiled, kept_pattern
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem

_BRACKETED = compiled(
    r"\[(?P<square>[^\[\]\n]{1,80})\]|\{\{?(?P<brace>[^{}\n]{1,80})\}\}?|<(?P<angle>[^<>\n@/#]{1,80})>"
)
_ROUND = compiled(r"\((?P<inside>[^()\n]{3,80})\)")
# Letters that stand for digits or for a name: XXX, XX/XX/2024, +251 XX XX, UA XX/24, xxx@xxx.xx.
_CROSSES = compiled(
    r"(?<![\w.])(?:"
    r"\+\d{1,3}(?:[ -]?X{2,4}){2,5}"
    r"|(?:[X\d]{1,4}[/.-])?X{2,4}[/.-](?:[X\d]{1,5})(?:[/.-][X\d]{1,5})?"
    r"|\d{1,4}[/.-]X{2,5}(?:[/.-][X\d]{1,5})?"
    r"|x{2,10}@[\w.-]{2,40}"
    r"|X{3,20}|x{3,20}"
    r")(?!\w)"
)
_ROMAN_HUNDREDS = compiled(r"X{2,3}")
# A roman number follows a word such as "Chapter", or a year follows it.
_LAW_BEFORE = compiled(r"(?:^|[\s(])[^\W\d_a-z][^\W\d_]+\.?[ \u00a0]$")
_LABEL_BEFORE = compiled(r"(?:[:=|\u2013\u2014-]|^)[ \t]{0,6}[(\[]?$")
_END_BEHIND = compiled(r"[)\]]?[.,;]?[ \t]{0,6}(?:$|[|;])")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at words and signs that stand for what is still to be filled in.

    Silent at what the reader fills in ("[your name]"), at remarks of the editors ("[sic]"), at roman numbers, and at
    the names of organizations that have the letters of one.
    """
    for place in _without_those_inside(sorted({*_brackets(draft), *_open(draft)})):
        yield Problem(
            f"'{draft.quote(place)}' was left to be filled in; put in what belongs there, or delete it", place
        )


def _without_those_inside(places: list[Span]) -> Iterator[Span]:
    end = 0
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.end > end:
            end = place.end
            yield place


def _brackets(draft: Draft) -> Iterator[Span]:
    for line in draft.lines(Span(0, len(draft.text))):
        for match in _BRACKETED.finditer(draft.text, *line):
            inside = match["square"] or match["brace"] or match["angle"]
            if _is_instruction(inside) or _is_blank(inside):
                yield Span(*match.span())
        for match in _ROUND.finditer(draft.text, *line):
            if _orders(match["inside"]):
                yield Span(*match.span())


def _is_instruction(inside: str) -> bool:
    text = inside.strip()
    if vocabulary.match(text, "placeholders", "reader"):
        return False
    return vocabulary.match(text, "placeholders", "instruction") is not None


def _is_blank(inside: str) -> bool:
    return " ".join(inside.split()).strip(" .:?*").casefold() in vocabulary.word_set("blank", "placeholders")


def _orders(inside: str) -> bool:
    """Whether round brackets order the drafter to fill in: "(insert date)"; other words are also the reader's."""
    text = inside.strip().casefold()
    orders = {one.language: one.text for one in reversed(vocabulary.wordings("placeholders", "instruction"))}
    first = next((order for order in orders.values() if text.startswith(f"{order} ")), None)
    if first is None:
        return False
    rest = compiled(r"[^\W\d_]+").findall(text[len(first) :])
    return " ".join(rest) in vocabulary.word_set("blank", "placeholders") or (
        len(rest) > 1 and " ".join(rest[1:]) in vocabulary.word_set("blank", "placeholders")
    )


def _open(draft: Draft) -> Iterator[Span]:
    """Placeholders without brackets, line by line."""
    worded = {key for key in _WORDED if vocabulary.may_occur(draft.text, "placeholders", key)}
    crossed = "X" in draft.text or "xx" in draft.text
    for line in draft.lines(Span(0, len(draft.text))):
        for match in _matches("anywhere", draft, line) if "anywhere" in worded else ():
            yield Span(*match.span())
        for match in _matches("alone", draft, line) if "alone" in worded else ():
            if _stands_alone(draft, line, Span(*match.span())):
                yield Span(*match.span())
        for match in _matches("letters", draft, line) if "letters" in worded else ():
            if not _names_something(draft, Span(*match.span())):
                yield Span(*match.span())
        for match in _crosses().finditer(draft.text, *line) if crossed else ():
            if not _is_roman(draft, line, Span(*match.span())):
                yield Span(*match.span())


def _matches(key: str, draft: Draft, line: Span) -> Iterator[re.Match[str]]:
    return vocabulary.pattern("placeholders", key).finditer(draft.text, *line)


_WORDED = ("anywhere", "alone", "letters")


@kept_pattern()
def _crosses() -> str:
    """Crosses, also as the day before a month's name ("XX May 2024")."""
    months = vocabulary.expression("dates", *(str(number) for number in range(1, 13)))
    link = vocabulary.alternatives("dates", "link")
    return rf"{_CROSSES.pattern}|(?<![\w.])XX?(?=\s{{1,3}}(?:{link}\s)?(?i:{months})\b)"


def _stands_alone(draft: Draft, line: Span, place: Span) -> bool:
    """Whether a label, a bracket or the line holds nothing else; behind words with its initials "(TBC)" is a name."""
    before = draft.text[line.start : place.start]
    if not _LABEL_BEFORE.search(before) and not before.endswith(("(", "[")):
        return False
    behind = draft.text[place.end : line.end]
    if before.endswith(("(", "[")):
        return behind.startswith((")", "]")) and not _initials_before(before, draft.text[place.start : place.end])
    return _END_BEHIND.match(behind) is not None


def _names_something(draft: Draft, place: Span) -> bool:
    """Whether such letters are a name: a capital follows, an article stands before them, or brackets explain them."""
    letters = draft.text[place.start : place.end]
    if compiled(r"\s[^\W\d_a-z]|['\u2019-]").match(draft.text[place.end : place.end + 2]):
        return True
    articles = vocabulary.word_set("article", "people")
    before = draft.text[max(0, place.start - 12) : place.start].split()
    explained = re.search(rf"\({re.escape(letters)}\)|{re.escape(letters)}\s\(", draft.text)
    return bool(before and before[-1].casefold() in articles) or bool(
        explained and _initials_before(draft.text[max(0, explained.start() - 80) : explained.start()], letters)
    )


def _initials_before(before: str, letters: str) -> bool:
    words = compiled(r"[^\W\d_]+").findall(before)[-len(letters) :]
    return "".join(word[0] for word in words).casefold() == letters.casefold()


@kept_pattern()
def _year_behind() -> str:
    return rf"\s{vocabulary.alternatives('law', 'dated')}\s(?:1[89]|20)\d\d"


def _is_roman(draft: Draft, line: Span, place: Span) -> bool:
    if not _ROMAN_HUNDREDS.fullmatch(draft.text[place.start : place.end]):
        return False
    before = draft.text[line.start : place.start]
    return bool(_LAW_BEFORE.search(before) or _year_behind().match(draft.text, place.end))
