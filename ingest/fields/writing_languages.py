"""Field: the languages to write in, the reader's own among them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise, takewhile

from ingest import standard_names, vocabulary
from ingest.case_number import INDEX_NUMBER, index_number_value
from ingest.document import Document, Span
from ingest.found import Found, read_from
from ingest.kept_patterns import compiled, kept_pattern
from ingest.paragraphs import paragraphs
from ingest.places import country_of_index
from ingest.sections import Sectioned
from ingest.sentences import sentences
from models import SectionKind

_SHORTEST_LANGUAGE_NAME = 3
"""Characters; a shorter name is a common word of another language: Italian calls Twi "ci"."""
_SHORTEST_WITHOUT_MARKS = 6
"""A text in plain ASCII leaves the marks out ("francais"); a shorter name may then be another word."""
_MOST_LANGUAGES = 8
"""A list of languages has no more, ..."""
_LONGEST_LANGUAGE = 60
"""... and none of them with what joins it to the next has more characters."""
_FEWEST_WORDS, _MOST_WORDS = 3, 16
"""Words of a sentence that says in which language to write, and nothing else."""
_WHERE_LANGUAGES_STAND = (
    SectionKind.TAKE_ACTION,
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.TARGETS,
    SectionKind.DEADLINE,
    SectionKind.PREFERRED_LANGUAGE,
    SectionKind.SUBJECT_NAMES,
    SectionKind.BOILERPLATE,
    SectionKind.OTHER,
    SectionKind.SUMMARY,
)


def preferred_languages(sectioned: Sectioned, requests: Iterable[Span]) -> tuple[Found[str], ...]:
    """The languages named for writing to the targets, in order, each once; `requests` are the words that ask to write.

    The values are ISO 639-1.
    """
    document = sectioned.document
    by_code: dict[str, Found[str]] = {}
    for area in _language_areas(sectioned, requests):
        named = [Span(*match.span()) for match in _language_pattern().finditer(document.text, *area)]
        own = _creole_named(document, area)
        for span in sorted([*named, *own]):
            found = read_from(document, _creole_code if span in own else language_code, span)
            by_code.setdefault(found.value, found)
        if by_code:
            break
    return tuple(by_code.values())


def _creole_named(document: Document, area: Span) -> list[Span]:
    """Where a stretch of a document on Haiti names Creole without saying whose: it is the one with a code there."""
    if vocabulary.search(document.text[area.start : area.end], "phrases", "creole") is None:
        return []
    index = INDEX_NUMBER.search(document.as_read)
    if index is None or country_of_index(index_number_value(index.group())) != "HT":
        return []
    named = vocabulary.pattern("phrases", "creole").finditer(document.text, *area)
    known = [Span(*match.span()) for match in _language_pattern().finditer(document.text, *area)]
    places = (Span(*match.span()) for match in named)
    return [place for place in places if not any(one.start <= place.start < one.end for one in known)]


def _creole_code(_: str) -> str:
    return "ht"


def own_language(sectioned: Sectioned) -> Found[bool] | None:
    """Whether readers may write in their own language; None where nothing says so."""
    document = sectioned.document
    pattern = vocabulary.pattern("phrases", "own_language")
    kinds = (
        SectionKind.PREFERRED_LANGUAGE,
        SectionKind.RECOMMENDED_ACTION,
        SectionKind.TAKE_ACTION,
        SectionKind.DEADLINE,
        SectionKind.TARGETS,
        SectionKind.SUBJECT_NAMES,
        SectionKind.BOILERPLATE,
        SectionKind.OTHER,
        SectionKind.SUMMARY,
    )
    for part in sectioned.of(*kinds):
        match = pattern.search(document.text, part.start, part.end)
        if match:
            return read_from(document, bool, Span(*match.span()))
    return None


def _language_areas(sectioned: Sectioned, requests: Iterable[Span]) -> Iterator[Span]:
    document = sectioned.document
    for body in sectioned.bodies(SectionKind.PREFERRED_LANGUAGE):
        groups = paragraphs(document, body)
        if groups:
            more = takewhile(lambda pair: document.text[pair[0].span.end - 1] in ",/", pairwise(groups))
            yield Span(groups[0].span.start, [groups[0], *(following for _, following in more)][-1].span.end)
    yield from requests
    phrase = vocabulary.pattern("phrases", "write_in")
    for part in sectioned.of(
        SectionKind.RECOMMENDED_ACTION, SectionKind.TAKE_ACTION, SectionKind.TARGETS, SectionKind.DEADLINE
    ):
        for match in phrase.finditer(document.text, part.start, part.end):
            line_end = document.text.find("\n\n", match.end(), part.end)
            colon = document.text.find(":", match.end(), part.end)
            ends = [end for end in (line_end, colon, part.end) if end >= 0]
            yield Span(_first_of_languages(document, Span(part.start, match.start())), min(ends))
    yield from _language_sentences(sectioned)


def _first_of_languages(document: Document, before: Span) -> int:
    """Where a list of languages begins that goes on right behind a stretch ("in Thai, in good | English")."""
    start = before.end
    for _ in range(_MOST_LANGUAGES):
        listed = _language_before().search(document.text, max(before.start, start - _LONGEST_LANGUAGE), start)
        if listed is None:
            break
        start = listed.start()
    return start


def says_in_which_language(text: str) -> bool:
    """Whether a text is one short sentence that tells its reader in which language to write ("Ihr k\u00f6nnt auch auf
    Deutsch schreiben.").
    """
    words = text.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or text[-1] not in ".!" or compiled(r"[@\d:]").search(text):
        return False
    return (
        vocabulary.match(text, "phrases", "instruction", "may_write") is not None
        and vocabulary.pattern("phrases", "writing").search(text) is not None
        and _in_language().search(text) is not None
    )


def _language_sentences(sectioned: Sectioned) -> Iterator[Span]:
    """Sentences that speak of writing and name a language behind "in", or that allow one's own language."""
    document = sectioned.document
    own = vocabulary.pattern("phrases", "own_language")
    writing = vocabulary.pattern("last_day", "appeal")
    asking = vocabulary.pattern("phrases", "appeal_verb")
    for part in sectioned.of(*_WHERE_LANGUAGES_STAND):
        for paragraph in paragraphs(document, Span(part.start, part.end)):
            if asking.match(document.text, paragraph.span.start):
                continue
            for parts in sentences(document, paragraph):
                sentence = Span(parts[0].start, parts[-1].end)
                named = _in_language().search(document.text, *sentence)
                said = own.search(document.text, *sentence) or (named and writing.search(document.text, *sentence))
                suits = _says_which_suits(document, sentence)
                if said or suits or _language_label().match(document.text, *sentence):
                    yield sentence


def _says_which_suits(document: Document, sentence: Span) -> bool:
    """Whether a sentence opens with a language and says that it is best, or will do."""
    first = _language_pattern().match(document.text, *sentence)
    suits = vocabulary.pattern("phrases", "language_suits")
    return first is not None and suits.search(document.text, first.end(), sentence.end) is not None


def language_code(quote: str) -> str:
    """ISO 639-1 of a language's name; "" for no language."""
    return _language_names().get(" ".join(quote.split()).casefold(), "")


@cache
def _language_names() -> dict[str, str]:
    """Names of languages in the vocabulary's languages, case-folded, to ISO 639-1. CLDR's names, then our own."""
    return vocabulary.made("language names", _read_language_names)


def _read_language_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in vocabulary.languages():
        for code, name in standard_names.languages(language).items():
            if len(name) >= _SHORTEST_LANGUAGE_NAME:
                names.setdefault(name.casefold(), code)
    for name, code in standard_names.iso_languages().items():
        names.setdefault(name, code)
    for code, group in vocabulary.topic("language_names").items():
        for wording in group:
            names[wording.text.casefold()] = code
    for name, code in list(names.items()):
        bare = vocabulary.without_marks(name)
        if len(bare) >= _SHORTEST_WITHOUT_MARKS:
            names.setdefault(bare, code)
    return names


@kept_pattern(re.IGNORECASE)
def _language_pattern() -> str:
    return vocabulary.made("language pattern", _language_source)


def _language_source() -> str:
    names = sorted(name for name in _language_names() if len(name) >= _SHORTEST_LANGUAGE_NAME)
    return rf"{vocabulary.word_start()}(?:{vocabulary.sharing_starts(names)})(?!\w)"


@cache
def _language_before() -> re.Pattern[str]:
    before = vocabulary.expression("phrases", "language_preposition")
    joint = vocabulary.expression("people", "list_joint")
    alternative = vocabulary.expression("contacts", "alternative")
    return compiled(
        rf"(?:(?<!\w){before}\s{{1,3}})?(?:[^\W\d_]{{2,12}}\s{{1,3}})?{_language_pattern().pattern}"
        rf"(?:\s{{0,3}},\s{{1,3}}|\s{{1,3}})(?:(?:{joint}|{alternative})\s{{1,3}})?(?:{before}\s{{1,3}})?$",
        re.IGNORECASE,
    )


@cache
def _in_language() -> re.Pattern[str]:
    before = vocabulary.expression("phrases", "language_preposition")
    return compiled(rf"{before}\s{{1,3}}{_language_pattern().pattern}", re.IGNORECASE)


@cache
def _language_label() -> re.Pattern[str]:
    return compiled(rf"\W{{0,4}}{vocabulary.expression('phrases', 'language_label')}\s?:", re.IGNORECASE)
