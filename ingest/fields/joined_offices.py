"""Part of the field `targets`: offices printed together with a form of courtesy or a name, and where to cut them."""

import re
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.offices import SURE_OFFICE, courtesy_at_start, office_score
from ingest.fields.official_names import (
    FEWEST_NAMES,
    MOST_NAMES,
    WHOLE_NAME,
    are_names,
    name_score,
    opens_with_honorific,
    opens_with_title,
    split_titles,
)
from ingest.fields.official_words import WORD, is_in, words_of
from ingest.fields.translated_offices import says_office_twice
from ingest.kept_patterns import compiled
from ingest.places import country_of


def split_courtesy_from_role(document: Document, span: Span) -> tuple[Span | None, Span]:
    """The form of courtesy before an office ("Sr. Comandante", "H.E. the Ambassador"), and the office.

    The first is None where there is none, or where it belongs to the office by an article ("Monsieur le Ministre").
    """
    text = document.quote(span)
    led = _lead_article().match(text)
    if led is not None and _is_office_behind_article(text[led.end() :]):
        return None, Span(span.start + led.end(), span.end)
    match = courtesy_at_start(text)
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
    return titled or is_in("role", first[0]) or office_score(text) >= SURE_OFFICE


_NEAR = 4


@cache
def _lead_article() -> re.Pattern[str]:
    """An article in small letters, before an office in a sentence ("the Ambassador of X")."""
    return compiled(rf"{vocabulary.expression('contacts', 'lead_article')}\s{{1,3}}(?=[^\W\d_a-z])")


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
        and office_score(named["office"].split(",")[0]) >= SURE_OFFICE
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
    if courtesy_at_start(text) and not length:
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
