"""What is told of people in an entry of a list: an age, a gender or pronouns, what became of them."""

import re

from ingest import vocabulary
from ingest.fields.people.ages import figures_or_word, may_tell_in_words
from ingest.kept_patterns import compiled, kept_pattern

DASHES = "-\u2013\u2014"
DASH = compiled(rf"\s{{1,12}}[{DASHES}]{{1,2}}\s{{1,12}}")
"""A dash between a name and what is told of the person."""
_CELL_AGE = compiled(r"\(?1?\d{1,2}\)?")


def is_age_cell(text: str) -> bool:
    """Whether a cell of a table holds an age and nothing else."""
    return _CELL_AGE.fullmatch(text) is not None or states_age(text)


def tells_status(text: str) -> bool:
    """Whether words behind names only say what became of those named ("detenidos", "both in custody")."""
    return _status().fullmatch(text.strip(" .,;")) is not None


@kept_pattern(re.IGNORECASE)
def _status() -> str:
    everybody = vocabulary.expression("people", "all_of_them")
    status = vocabulary.expression("people", "status", "status_of_several")
    joint = vocabulary.expression("people", "list_joint")
    return rf"(?:{everybody}\s{{1,3}})?{status}(?:\s{{1,3}}{joint}\s{{1,3}}{status})?"


def states_person(note: str) -> bool:
    """Whether a bracket holds nothing but a gender or pronouns, or an age."""
    keys = ("female", "male", "pronoun_female", "pronoun_male", "pronoun_other")
    known = frozenset().union(*(vocabulary.word_set(key, "people") for key in keys))
    words = [word for word in compiled(r"[\s/,]+").split(note.casefold()) if word]
    return is_age_cell(note) or (bool(words) and all(word in known for word in words))


def tells_age(rest: str) -> bool:
    """Whether one of the parts behind a name is an age with its unit ("45 Jahre", "22-jähriger Student")."""
    parts = compiled(rf"\s{{0,3}}(?:[,;]|(?=\()|{DASH.pattern})\s{{0,3}}").split(rest)
    # Figures alone are an age right behind the name.
    bare = _CELL_AGE.fullmatch(parts[0]) is not None
    return bare or any(states_age(part) or tells_age_and_more(part) for part in parts)


def states_age(part: str) -> bool:
    """Whether what stands between two commas of an entry is an age and nothing else ("de 31 años", "aged 34")."""
    return _age_alone(may_tell_in_words(part)).fullmatch(part) is not None


@kept_pattern(re.IGNORECASE)
def _age_alone(in_words: bool) -> str:
    aged = vocabulary.expression("people", "age_word")
    old = vocabulary.expression("people", "year_old")
    number = figures_or_word(in_words=in_words)
    before = vocabulary.alternatives("people", "before_age")
    return rf"\s{{0,3}}(?:{aged}\s{{1,3}}{number}(?:\s{{1,2}}{old})?|(?:{before}\s)?{number}\s{{1,2}}{old})\s{{0,3}}"


def tells_age_and_more(part: str) -> bool:
    """Whether a part of an entry is a noun with an age before it ("22-year-old student")."""
    return _aged_noun(may_tell_in_words(part)).fullmatch(part) is not None


@kept_pattern(re.IGNORECASE)
def _aged_noun(in_words: bool) -> str:
    old = vocabulary.expression("people", "year_old")
    return rf"\s{{0,3}}{figures_or_word(in_words=in_words)}-{old}(?:\s{{1,3}}[\w'\u2019-]{{2,24}}){{1,5}}\s{{0,3}}"
