"""Field: legal references; articles, laws and treaties by name or number."""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.narrative import narrative
from ingest.found import Found, found_text
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.sections import Sectioned
from models import SectionKind

_CAPITAL = r"(?!Nos?\b)[A-Z\u00c0-\u00de][\w'\u2019-]*"
_BRACKET = r"\([A-Z][\w ]{2,30}\)"
_ITEM = r"\d{1,4}(?:[./-](?:\d{1,3}|[A-Z]\b)|[a-zA-Z]{1,3}\b)?(?:\s?\(\w{1,4}\)){0,3}"
_NUMBERS = rf"{_ITEM}(?:(?:,\s?|,?\s(?:and|or|to|y|et|und|bis|a|\u00e0)\s|\s?[-\u2013]\s?){_ITEM}){{0,6}}"
_NUMBER_OF_LAW = (
    r"(?:,?\s{1,3}(?:No\.?|Nos\.?|n\.?\s?\u00ba|n\u00b0|Nr\.?|N[u\u00fa]m\.?|number)\s{0,3}"
    r"\d[\w/.-]{0,12}(?<![.-])(?:\s(?:of|de|vom)\s(?:19|20)\d\d)?"
    r"|\s{1,3}\d{1,5}[./-]\d{2,4}(?!\d)|\s{1,3}\d{1,5}\s(?:of|de)\s(?:19|20)\d\d"
    r"|,?\s{1,3}(?:19|20)\d\d(?!\d)|\s{1,3}\((?:18|19|20)\d\d\)|\s{1,3}\d{1,5}(?=[\s.,;)]|$))"
)


@cache
def _small_words() -> str:
    words = sorted((wording.text for wording in vocabulary.wordings("law", "small_word")), key=len, reverse=True)
    return "|".join(map(re.escape, words))


@cache
def _unit() -> re.Pattern[str]:
    unit = vocabulary.pattern("law", "unit").pattern
    joint = vocabulary.pattern("law", "joint").pattern
    prefix = vocabulary.pattern("law", "unit_prefix").pattern
    return compiled(
        rf"(?:{prefix}\s{{1,3}})?{unit}\.?\s{{1,3}}{_NUMBERS}(?P<joint>,?\s{{1,3}}{joint}\s{{1,3}})?", re.IGNORECASE
    )


@cache
def _instrument() -> re.Pattern[str]:
    return vocabulary.pattern("law", "instrument")


@cache
def _treaty() -> re.Pattern[str]:
    return vocabulary.pattern("law", "treaty")


@cache
def _before_instrument() -> re.Pattern[str]:
    """Capitalised words that lead up to an instrument's word ("Nationality, Immigration and Asylum | Act")."""
    return compiled(
        rf"(?:(?:{_CAPITAL}|{_BRACKET})(?:,\s{{1,3}}(?={_CAPITAL})|\s{{1,3}}(?:and|&|y|et|of)\s{{1,3}}|\s{{1,3}})){{1,8}}$"
    )


@cache
def _behind_instrument() -> re.Pattern[str]:
    """What goes on behind an instrument's word: more capitalised words, "of ...", "on ... and ..."."""
    small = rf"(?:{_small_words()})"
    conjunction = "|".join(map(re.escape, sorted(vocabulary.word_set("conjunction", "officials"))))
    return compiled(
        rf"(?:\s{{1,3}}{_CAPITAL}){{0,3}}(?!\s{{1,3}}(?:{conjunction})\s)"
        rf"(?:\s{{1,3}}(?:{small}\s{{1,3}}){{1,3}}{_CAPITAL}(?:\s{{1,3}}(?!{small}\s){_CAPITAL}){{0,5}}){{0,6}}"
    )


def find_laws(text: str, span: Span) -> list[Span]:
    """The legal references in a stretch of text, in order, without overlaps."""
    found: list[Span] = []
    for match in _unit().finditer(text, *span):
        end = match.end()
        if match["joint"]:
            named = _instrument_at(text, Span(match.end(), span.end)) or _plain_instrument_at(
                text, Span(match.end(), span.end)
            )
            end = named.end if named else match.start("joint")
        found.append(Span(match.start(), end))
    treaties = list(_treaties(text, span))
    instruments = [one for one in _named_instruments(text, span) if not _holds_two(text, one, treaties)]
    for candidate in sorted((*treaties, *instruments), key=_longest_first):
        if not any(candidate.start < other.end and other.start < candidate.end for other in found):
            found.append(candidate)
    return sorted(found)


def _holds_two(text: str, candidate: Span, treaties: list[Span]) -> bool:
    """Whether a name begins with a treaty's and goes on to another instrument's ("the Covenant and the Convention")."""
    return any(
        one.start == candidate.start and _instrument().search(text, one.end, candidate.end) is not None
        for one in treaties
    )


def _longest_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _treaties(text: str, span: Span) -> Iterator[Span]:
    for match in _treaty().finditer(text, *span):
        if match.group()[0].isupper():
            yield Span(*match.span())


def _named_instruments(text: str, span: Span) -> Iterator[Span]:
    """Instruments that stand without an article before them; a bare word such as "Code" is none."""
    position = span.start
    for match in _instrument().finditer(text, *span):
        if match.start() < position:
            continue
        if not match.group()[0].isupper() and not compiled(_NUMBER_OF_LAW).match(text, match.end(), span.end):
            continue
        start = _start_of_name(text, span.start, match.start())
        end = _end_of_name(text, match.end(), span.end)
        if end - start > len(match.group()):
            position = end
            yield Span(start, end)


def _instrument_at(text: str, span: Span) -> Span | None:
    """An instrument's name that begins at the start of the span, its year before it ("the | 1993 Constitution")."""
    year = re.compile(r"(?:18|19|20)\d\d\s{1,3}(?=[A-Z])").match(text, *span)
    if year:
        named = _instrument_at(text, Span(year.end(), span.end))
        return Span(span.start, named.end) if named else None
    treaty = _treaty().match(text, *span)
    if treaty:
        return Span(*treaty.span())
    for match in _instrument().finditer(text, span.start, min(span.end, span.start + 140)):
        if match.group()[0].isupper() and _start_of_name(text, span.start, match.start()) == span.start:
            return Span(span.start, _end_of_name(text, match.end(), span.end))
    return None


def _plain_instrument_at(text: str, span: Span) -> Span | None:
    """The same in small letters ("article 5 of the penal code")."""
    match = compiled(rf"(?:[^\W\d_]+\s){{0,3}}?{_instrument().pattern}", re.IGNORECASE).match(text, *span)
    return Span(*match.span()) if match else None


def _start_of_name(text: str, begin: int, position: int) -> int:
    """Where the capitalised words before an instrument's word begin; words that open a sentence do not belong."""
    match = _before_instrument().search(text[max(begin, position - 120) : position])
    if match is None:
        return position
    start = max(begin, position - 120) + match.start()
    while start < position:
        word = re.compile(r"[^\s,]+[\s,]*").match(text, start, position)
        if word is None or word.group().strip(" ,\n").casefold() not in vocabulary.word_set("no_law", "law"):
            break
        start = word.end()
    return start


def _end_of_name(text: str, position: int, end: int) -> int:
    match = _behind_instrument().match(text, position, end)
    name_end = match.end() if match else position
    number = compiled(_NUMBER_OF_LAW).match(text, name_end, end) or (
        compiled(_NUMBER_OF_LAW).match(text, position, end)
    )
    if number is None:
        return name_end
    more = _behind_instrument().match(text, number.end(), end)
    return more.end() if more else number.end()


def read_legal_references(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """Articles, laws and treaties that narrative and appeal points cite, each once whatever its letter case."""
    document = sectioned.document
    found: dict[str, Found[str]] = {}
    asked = [one for body in sectioned.bodies(SectionKind.RECOMMENDED_ACTION) for one in paragraphs(document, body)]
    for paragraph in sorted((*narrative(sectioned), *asked), key=lambda one: one.span):
        for span in paragraph.spans:
            for law in find_laws(document.text, span):
                value = found_text(document, document.trimmed(law, marks=".,;"))
                found.setdefault(value.value.casefold(), value)
    return tuple(found.values())
