"""A name at the place that presents somebody, and what the words of a name say: a group, a number, a gender."""

from dataclasses import dataclass
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.kept_patterns import compiled


@dataclass(frozen=True, slots=True)
class Named:
    """A name at the place that presents it, and the bracket behind it."""

    span: Span
    note: Span | None = None
    rest: tuple[Span, ...] = ()
    """What follows the name in a list: age and occupation."""
    shared: tuple[Span, ...] = ()
    """What a list says of this name and its neighbours together."""
    relation: Span | None = None
    """What stands before the name in a list and says whose relative the person is ("his nephew")."""
    title: Span | None = None
    """A title before the name in a list that says what the person is ("Captain")."""
    surname: Span | None = None
    """The surname that stands behind somebody else's first name ("the brothers Ana and Luis | Ruiz")."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the name stands, with the surname shared with others."""
        return (self.span, *((self.surname,) if self.surname else ()))

    def printed(self, document: Document) -> str:
        """The name as it is printed."""
        return plain(document.quote(*self.spans))


def is_group(name: str) -> bool:
    """Whether a name is that of a group: it holds a word for one, or a number, or begins with an institution's kind."""
    return (
        vocabulary.search(name, "people", "group") is not None
        or counts(name.casefold().split()[:1])
        or begins_with_kind(name)
    )


def begins_with_kind(name: str) -> bool:
    """Whether a name begins with what the place or institution is that it names ("Radio La Voz"). A short word for one
    may be a first name ("Mina").
    """
    first = name.casefold().split()[:1]
    return bool(first) and len(first[0]) >= _SHORTEST_KIND and first[0] in vocabulary.word_set("named_thing", "people")


_SHORTEST_KIND = 5


def tells_where(name: str) -> bool:
    """Whether a preposition that stands before places stands inside a name, a capital behind it: those whom it names
    are many ("Marsh dwellers in Lower Kole").
    """
    words = name.split()
    prepositions = vocabulary.word_set("preposition", "places")
    return any(word in prepositions and behind[:1].isupper() for word, behind in pairwise(words[1:]))


def states_gender(text: str) -> bool:
    """Whether a word or sign says a gender and nothing else."""
    return text.casefold() in vocabulary.word_set("female", "people") | vocabulary.word_set("male", "people")


def counts(words: list[str]) -> bool:
    """Whether figures or a number word say how many ("their three children")."""
    return any(
        _FIGURES.fullmatch(word) is not None or word in vocabulary.word_set("number_word", "people") for word in words
    )


_FIGURES = compiled(r"\d+|\d{1,3}(?:[.,]\d{3})+")
