"""Part of the field `targets`: what the words of a piece say of its going on with the phrase of the piece before it."""

from ingest import vocabulary
from ingest.document import Document, plain
from ingest.fields.broken_offices import completes_office
from ingest.fields.offices import is_acting, role_score
from ingest.fields.official_names import is_untitled_name
from ingest.fields.official_words import (
    abbreviates,
    are_fields,
    ends_in_own_abbreviation,
    ends_whole,
    is_conjunction,
    is_connector,
    words_of,
)
from ingest.fields.target_block import Piece
from ingest.kept_patterns import compiled
from ingest.places import country_of

NO_OFFICE = -2.0
"""So little a piece scores as an office that has no word for one."""

_RUNS_ON = 3.5
_CUT_OFF = 6.0
_COMPLETES = 10.0
# A country's name goes on with "Embassy of the Republic of" and is no address then.
_BEHIND_CONNECTOR = 6.0


def running_on(document: Document, piece: Piece, before: Piece) -> float:
    """What speaks for an office or institution going on with the phrase of the piece before it.

    A phrase cut off behind a small word, a small first letter, the last item of a list of fields ("Culture and
    Sport"), or a word that only completes an office ("Minister for Correctional | Services").
    """
    words = plain(document.quote(piece.span)).split()
    previous = plain(document.quote(before.span)).split()
    if not words or not previous:
        return 0.0
    if is_connector(previous[-1]) and not (is_acting(" ".join(previous)) or ends_whole(previous)):
        return _CUT_OFF + (_BEHIND_CONNECTOR if country_of(document.quote(piece.span)) else 0.0)
    if words[0][:1].islower():
        return _CUT_OFF if is_connector(words[0]) and not any(char.isdigit() for char in words[-1]) else _RUNS_ON
    if piece.line != before.line and ends_in_own_abbreviation(" ".join((*previous, *words))):
        return _CUT_OFF
    joined = piece.line == before.line and any(is_conjunction(word) for word in words[1:-1])
    # A name before an institution is no field of a list ("Ana Ruiz Paz, Ministry of Justice and Peace").
    joined = joined and not is_untitled_name(" ".join(previous))
    if joined and not any(char.isdigit() for word in words for char in word):
        return _RUNS_ON
    completes = (
        len(words) == 1 and piece.line != before.line and completes_office(words[0], plain(document.quote(before.span)))
    )
    return _COMPLETES if completes else 0.0


SAID_AGAIN = 3.0
"""What speaks for a line that names the institution above again."""


def names_again(document: Document, piece: Piece, before: Piece) -> bool:
    """Whether a line names what the line above does in another language: "Peace Circle of X | Círculo de Paz de X".

    Or with an abbreviation first: "Círculo de Paz de X | CIRPAX", "Círculo de Paz - CP Nacional".
    """
    above, below = (words_of(plain(document.quote(one.span))) for one in (before, piece))
    if below and len(below) <= _LONGEST_ABBREVIATED and abbreviates(below[0], above):
        return True
    if piece.line == before.line:
        return False
    if min(len(above), len(below)) < _FEWEST_SAID_AGAIN or above[-1] != below[-1] or not below[-1].isalpha():
        return False
    joined = (any(is_connector(word) and word.islower() for word in words[1:-1]) for words in (above, below))
    return above[0] != below[0] and all(joined)


_FEWEST_SAID_AGAIN = 3
_LONGEST_ABBREVIATED = 2


_LISTS = 6.0


def listing(document: Document, piece: Piece, before: Piece) -> float:
    """What speaks for the end of a list of fields being the office's ("Minister of Justice, Police and Forces")."""
    words = document.quote(piece.span).split()
    # The last field may stand on the next line.
    ends = piece.line == before.line and any(is_conjunction(word) for word in words[1:]) and are_fields(words)
    return _LISTS if ends and any(map(is_connector, document.quote(before.span).split())) else 0.0


_SHARES = 2.0
_SHORTEST_SHARED = 4


def sharing(document: Document, piece: Piece, before: Piece) -> float:
    """What a word of the office above says of the line below it: it is the institution ("Office of the President")."""
    if piece.line == before.line:
        return 0.0
    if f" {plain(document.quote(before.span))}".endswith(f" {plain(document.quote(piece.span))}"):
        # "Prefect of Huanta | Huanta"
        return 0.0
    above, below = (_stems(document.quote(one.span)) for one in (before, piece))
    if not above & below or document.quote(piece.span)[:1] == "(":
        return 0.0
    return _SHARES if role_score(plain(document.quote(before.span))) > NO_OFFICE else 0.0


def _stems(text: str) -> frozenset[str]:
    """The words of a text by their first letters, so that "Prisons" and "Prison" are alike."""
    words = compiled(r"[^\W\d_]+").findall(vocabulary.without_marks(plain(text)))
    return frozenset(word[:_LONGEST_STEM] for word in words if len(word) >= _SHORTEST_SHARED)


_LONGEST_STEM = 6
