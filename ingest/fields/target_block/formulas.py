"""Part of the field `targets`: formulas of address ("Dear Minister") in a block, with and without a label."""

import re
from functools import cache
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields.offices import opens_official, opens_with_office
from ingest.fields.official_words import is_role_part, is_role_word
from ingest.kept_patterns import compiled


@cache
def bracketed_formula() -> re.Pattern[str]:
    """A salutation in brackets, without a label; the group `formula` is without the brackets."""
    return compiled(
        rf"[(\[]\s?(?P<formula>{vocabulary.expression('letter', 'salutation')}[^()\[\]\n]{{0,100}})[)\]]",
        re.IGNORECASE,
    )


def formula_in_brackets(document: Document, part: Span) -> Span | None:
    """The salutation that stands in brackets behind a name, without a label."""
    match = bracketed_formula().fullmatch(document.text, *part)
    return Span(*match.span("formula")) if match else None


@cache
def _bare_formula() -> re.Pattern[str]:
    """A salutation without a label: all of a part of a line, with a full stop or comma behind it."""
    words = vocabulary.expression("contacts", "bare_salutation")
    return compiled(rf"(?P<formula>{words}(?:[ /,]{{1,3}}[^\W\d_][\w.'\u2019-]{{0,30}}){{0,8}}?)[.,:]?", re.IGNORECASE)


def unlabelled_formula(document: Document, part: Span) -> Span | None:
    """The salutation that a part of a line is, without a label."""
    match = _bare_formula().fullmatch(document.text, *part)
    if match is None or not document.text[part.start].isupper():
        return None
    return document.trimmed(Span(*match.span("formula")), marks=".")


@cache
def quoted_formula() -> re.Pattern[str]:
    """A salutation in quotation marks behind the words that tell the writer to begin so."""
    words = vocabulary.expression("contacts", "begin")
    marks = '"\u201c\u201d\u00ab\u00bb\u201e'
    return compiled(
        rf"[(;,.]?\s{{0,3}}(?:[^\W\d_]{{1,10}}\s{{1,3}}){{0,3}}?{words}[\s:]{{1,4}}[{marks}]\s?(?P<formula>[^{marks}\n]{{3,60}}(?:\n[^{marks}\n]{{1,60}})?)\s?[{marks}][.,;)]{{0,2}}",
        re.IGNORECASE,
    )


_SENTENCE = compiled(r"[.,;|]\s{1,4}(?=[^\W\d_a-z])")


def formula_behind(document: Document, value: Span) -> Span | None:
    """The salutation at the end of a channel's value: in brackets, or as a sentence of its own."""
    for match in _SENTENCE.finditer(document.text, *value):
        formula = unlabelled_formula(document, Span(match.end(), value.end))
        if formula is not None:
            return formula
    for match in bracketed_formula().finditer(document.text, *value):
        if not document.text[match.end() : value.end].strip(" .,;"):
            return Span(*match.span("formula"))
    return None


@cache
def told_formula() -> re.Pattern[str]:
    """A formula of address behind words and a colon, whatever the words ("Start your letter: Dear General.")."""
    formula = _bare_formula().pattern
    return compiled(
        rf"(?:^|(?<=\n)|(?<=[.;,)]\s))[ \t(\[]{{0,20}}(?P<lead>[^\W\d_][^:;.,@\d\n]{{1,50}}):\s{{1,4}}"
        rf"(?-i:(?=[^\W\d_a-z])){formula}[)\].,\s]{{0,4}}$",
        re.IGNORECASE,
    )


# The words of a salutation; more of them on one line are rather the next target, whose line break was lost.
_LONGEST_SALUTATION = 6


def formula_end(document: Document, value: Span) -> int:
    """Where a salutation ends: at its value's end, or before the office or titled name that runs on behind it."""
    text = document.quote(value)
    # In several languages, it is the last one of them that runs on.
    last = max((match.end() for match in _NEXT_LANGUAGE.finditer(text)), default=0)
    whole = vocabulary.match(text, "contacts", "complete_salutation", "salutation_of_anybody", start=last)
    if whole is not None and opens_with_office(text[whole.end() :].lstrip(" ,")):
        # "Dear Sir Minister of the Interior ..."
        return value.start + whole.end()
    if len(text[last:].split()) <= _LONGEST_SALUTATION:
        return value.end
    end = _run_on(text[last:])
    return value.end if end is None else value.start + last + end


_NEXT_LANGUAGE = compiled(r"(?<=[^\W\d_])\s{0,2}/\s{0,2}(?=[^\W\d_])")


def _run_on(text: str) -> int | None:
    """Where the office or titled name of another target begins behind a formula of address; None where none does."""
    words = list(compiled(r"\S+").finditer(text))
    opening = vocabulary.match(text, "contacts", "bare_salutation")
    if opening is None:
        return None
    behind = opening.end() + text.startswith(".", opening.end())
    rest = text[behind:]
    honorific = vocabulary.expression("officials", "honorific")
    office = vocabulary.expression("officials", "office_title", "rank")
    complete = opening.group().casefold() in vocabulary.word_set("complete_salutation", "contacts")
    addressed = compiled(rf"(?:\s+{honorific}\.?)?(?:\s+(?:{office}))?", re.IGNORECASE)
    titled = addressed.match(rest) if not complete else None
    start = behind + (titled.end() if titled else 0)
    # Whoever is addressed comes first, and more of them behind "and".
    addressee = [] if complete else [word for word in words if word.start() >= start][:1]
    if titled and compiled(rf"\s+(?:{office})$", re.IGNORECASE).search(titled.group()):
        addressee = words[len(opening.group().split()) :][:1]
    parts = [word for before, word in pairwise(words) if _completes(before.group(), word.group())]
    runs_on = [
        word
        for word in words
        if word.start() >= start and word not in parts and word not in addressee
        if opens_official(text[word.start() :])
    ]
    return runs_on[0].start() if runs_on else None


def _completes(before: str, word: str) -> bool:
    """Whether a word goes on with the one before it: behind a small word, or as a part of an office's name."""
    return before.islower() or (is_role_word(before) and is_role_part(word))


_LONGEST_END = 4
_LONGEST_OTHER = 6
"""Words with which a salutation says the same in another language, its stroke included."""


def ends_salutation(document: Document, lines: list[Line], index: int) -> bool:
    """Whether a line is only the last word or two of a salutation broken by a narrow column, a blank line behind it."""
    text = document.text[lines[index].start : lines[index].end].strip()
    above = document.text[lines[index - 1].start : lines[index - 1].end].rstrip() if index else ""
    if above.endswith("/") and len(text.split()) <= _LONGEST_OTHER and not compiled(r"[:@\d]").search(text):
        # "Dear President Paz/ | Excmo. Sr. Presidente Paz"
        return True
    if (
        compiled(r"/\s|[^\W\d_A-Z]").match(text)
        and text[0] in "/" + text[0].lower()
        and len(text.split()) <= (_LONGEST_OTHER if text[0] == "/" else _LONGEST_END)
    ):
        return not compiled(r"[:@\d]").search(text)
    words = document.text[lines[index].start : lines[index].end].split()
    following = document.text[lines[index + 1].start : lines[index + 1].end].strip() if index + 1 < len(lines) else ""
    return 1 <= len(words) <= 2 and not following and not compiled(r"[:@\d]").search(" ".join(words))
