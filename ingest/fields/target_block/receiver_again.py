"""Part of the field `targets`: the receiver said again inside his own address, as letters of the Soviet Union had it.

"Procurator General | Ivan Petrov | Respublika Belarus | 220050 g. Minsk | Generalnomu Prokuroru PETROVU I. | Belarus"
"""

from collections.abc import Sequence
from itertools import takewhile

from ingest import vocabulary
from ingest.document import Document, plain
from ingest.fields.address_rules import is_area, is_city, shows_address
from ingest.fields.offices import SURE_INSTITUTION, organization_score
from ingest.fields.official_names import name_score
from ingest.fields.official_words import is_role_word
from ingest.fields.target_block import Piece
from ingest.kept_patterns import compiled


def without_receiver_again(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that, behind an address, only say again to whom the letter goes."""
    kept: list[Piece] = []
    first = 0
    for piece in pieces:
        if piece.blank_before or piece.numbered or piece.key is not None:
            first = len(kept) + (piece.key is not None)
        if piece.key is None and _says_receiver(document, kept[first:], piece):
            continue
        kept.append(piece)
    return kept


def _says_receiver(document: Document, above: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece repeats an official whom the lines above name, with a part of his address between."""
    text = plain(document.quote(piece.span))
    if compiled(r"\d|@").search(text) or not any(char.isupper() for char in text):
        return False
    texts = [plain(document.quote(one.span)) for one in above]
    placed = next((index for index, one in enumerate(texts) if index and _is_place(one)), None)
    if placed is None:
        return False
    if _is_addressed(text):
        return True
    # "NAZAROVU S.A." is no company.
    institution = organization_score(_INITIALS.sub("", text)) >= SURE_INSTITUTION
    if piece.line == above[0].line or _is_place(text) or institution:
        return False
    names = (named for named in texts[:placed] if name_score(named) > 0)
    return any(_share_surname(text, named) for named in names)


_INITIALS = compiled(r"(?:\s?\b\w\.){1,3}$")


def _is_place(text: str) -> bool:
    return shows_address(text) or is_city(text) or is_area(text)


def _is_addressed(text: str) -> bool:
    """Whether a text opens with an office in the case of a receiver, at most behind its adjective ("Prokuroru ...")."""
    words = vocabulary.word_set("addressed", "officials")
    return any(word.casefold() in words for word in text.split()[:2])


_SHORTEST_STEM = 4
_LONGEST_CASE_ENDING = 3


def _share_surname(text: str, named: str) -> bool:
    """Whether a word of a text and the last one of a name differ by an ending ("Karimov", "KARIMOVU I.A.")."""
    surnames = [word for word in named.casefold().split() if word.isalpha() and not is_role_word(word)]
    return any(
        _differ_by_ending(word, surnames[-1]) for word in map(str.casefold, text.split()) if surnames and word.isalpha()
    )


def _differ_by_ending(word: str, other: str) -> bool:
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))))
    longest = max(len(word), len(other)) - common
    return common >= _SHORTEST_STEM and longest <= _LONGEST_CASE_ENDING and word != other
