"""Titles before a name: courtesies, ranks and those of the clergy, which belong to no name of a person."""

import re

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.official_names import split_courtesy
from ingest.kept_patterns import kept_pattern


def behind_titles(text: str) -> int:
    """How many characters of "Dr", "Father", "Captain" and the like open a name, those of clergy and army only before
    two words or more.
    """
    start = split_courtesy(text)
    match = _titles().match(text, start)
    opens = text[start].isupper() or text[start + 1] in "'\u2019" if match else False
    if match is None or not opens or len(text[match.end() :].split()) < 2:
        return start
    return match.end() + split_courtesy(text[match.end() :])


@kept_pattern(re.IGNORECASE)
def _titles() -> str:
    titles = vocabulary.expression("people", "title", "title_or_occupation")
    rank = vocabulary.expression("officials", "rank")
    return rf"(?:(?:{titles}|{rank})\.?\s{{1,3}}){{1,2}}"


def telling_title(document: Document, name: Span, end: int) -> Span | None:
    """A title before a name that says what the person is ("Imam", "Pastor"), where it is written out."""
    title = document.trimmed(Span(name.start, name.start + end))
    quote = document.quote(title)
    told = vocabulary.word_set("title_or_occupation", "people")
    return title if quote.casefold() in told and not quote.endswith(".") and len(quote) > _LONGEST_SHORT_TITLE else None


_LONGEST_SHORT_TITLE = 4


def behind_former_title(document: Document, entry: Span) -> Span:
    """An entry without a rank or title at its start that a bracket qualifies ("Captain (retired) Momo Kai")."""
    match = re.compile(rf"(?:{_titles().pattern})\([^()\n]{{1,20}}\)\s{{1,3}}(?=[^\W\d_])", re.IGNORECASE).match(
        document.text, *entry
    )
    return Span(match.end(), entry.end) if match else entry
