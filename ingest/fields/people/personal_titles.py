"""Titles before a name: courtesies, ranks and those of the clergy, which belong to no name of a person."""

import re

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.official_names import split_courtesy
from ingest.kept_patterns import compiled, kept_pattern


def behind_titles(text: str) -> int:
    """How many characters of "Dr", "Father", "Captain" and the like open a name, those of clergy and army only before
    two words or more. A letter that opens initials is none ("Dr | M. A. Paz").
    """
    end = _behind_every_title(text)
    initial = compiled(r"(?:^|\s)(?P<first>[^\W\d_]\.\s{1,3})$").search(text[:end])
    opens_initials = initial is not None and compiled(r"[^\W\d_]\.").match(text, end) is not None
    return initial.start("first") if initial is not None and opens_initials else end


def _behind_every_title(text: str) -> int:
    start = split_courtesy(text)
    end = _behind_two_titles(text, start)
    opens = text[start].isupper() or text[start + 1] in "'\u2019" if end > start else False
    if not opens or len(text[end:].split()) < 2:
        return start
    return end + split_courtesy(text[end:])


def _behind_two_titles(text: str, start: int) -> int:
    """Where one title or rank ends that stands at `start`, or two, with the blanks behind; `start` where none does."""
    for _ in range(2):
        title = vocabulary.opening_at(text, start, "people", *_TITLES)
        match = _title(title, vocabulary.opening_at(text, start, "officials", "rank")).match(text, start)
        if match is None:
            return start
        start = match.end()
    return start


_TITLES = ("title", "title_or_occupation")


@kept_pattern(re.IGNORECASE)
def _title(title: str, rank: str) -> str:
    """A title or rank with the blanks behind it, where a text opens so."""
    titles = vocabulary.expression("people", *_TITLES, opening=title)
    return rf"(?:{titles}|{vocabulary.expression('officials', 'rank', opening=rank)})\.?\s{{1,3}}"


def telling_title(document: Document, name: Span, end: int) -> Span | None:
    """A title before a name that says what the person is ("Imam", "Pastor"), where it is written out."""
    title = document.trimmed(Span(name.start, name.start + end))
    quote = document.quote(title)
    told = vocabulary.word_set("title_or_occupation", "people")
    return title if quote.casefold() in told and not quote.endswith(".") and len(quote) > _LONGEST_SHORT_TITLE else None


_LONGEST_SHORT_TITLE = 4


def behind_former_title(document: Document, entry: Span) -> Span:
    """An entry without a rank or title at its start that a bracket qualifies ("Captain (retired) Momo Kai")."""
    text = document.quote(entry)
    behind = _behind_two_titles(text, 0)
    match = compiled(r"\([^()\n]{1,20}\)\s{1,3}(?=[^\W\d_])").match(text, behind) if behind else None
    return Span(entry.start + match.end(), entry.end) if match else entry
