"""Part of the field `targets`: the labels of a block's pieces, decoded together by dynamic programming.

Scores are hand-set: what a piece looks like (`officials`, `address`), what usually follows what, and
what it costs to begin a new target at a place. The best sequence over all pieces wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.fields.address_parts import is_city
from ingest.fields.officials import (
    completes_office,
    is_conjunction,
    is_connector,
    name_score,
    organization_score,
    role_score,
    shows_address,
)
from ingest.kept_patterns import compiled
from ingest.places import country_of


class Label(Enum):
    """What a piece of a target block is."""

    NAME = "name"
    ROLE = "role"
    ORGANIZATION = "organization"
    ADDRESS = "address"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: its place, the number of its line, and the key and place of its label if it has one.

    `aside`: a salutation in brackets inside a target; what stands around it follows one another.
    """

    span: Span
    line: int
    key: str | None
    label: Span | None
    blank_before: bool = False
    numbered: bool = False
    aside: bool = False


class _Step(NamedTuple):
    """The label of one piece, whether it begins a target, and the step before it."""

    label: Label
    opens: bool
    before: "_Step | None"


class _State(NamedTuple):
    """The label of a piece, and what its target already has."""

    label: Label
    named: bool
    titled: bool
    founded: bool
    placed: bool
    reached: bool


_START = {Label.NAME: 0.6, Label.ROLE: 0.6, Label.ORGANIZATION: 0.2, Label.ADDRESS: -3.0, Label.CHANNEL: -3.0}
_FOLLOWS = {
    (Label.NAME, Label.ROLE): 1.2,
    (Label.NAME, Label.ORGANIZATION): 0.6,
    (Label.NAME, Label.ADDRESS): 0.0,
    (Label.NAME, Label.CHANNEL): -0.2,
    (Label.NAME, Label.NAME): -4.0,
    (Label.ROLE, Label.NAME): 1.0,
    (Label.ROLE, Label.ROLE): 0.0,
    (Label.ROLE, Label.ORGANIZATION): 0.9,
    (Label.ROLE, Label.ADDRESS): 0.3,
    (Label.ROLE, Label.CHANNEL): 0.0,
    (Label.ORGANIZATION, Label.NAME): -0.3,
    (Label.ORGANIZATION, Label.ROLE): 0.2,
    (Label.ORGANIZATION, Label.ORGANIZATION): 0.2,
    (Label.ORGANIZATION, Label.ADDRESS): 1.0,
    (Label.ORGANIZATION, Label.CHANNEL): 0.0,
    (Label.ADDRESS, Label.ADDRESS): 1.2,
    (Label.ADDRESS, Label.ORGANIZATION): -2.0,
    (Label.ADDRESS, Label.NAME): -4.0,
    (Label.ADDRESS, Label.ROLE): -4.0,
    (Label.ADDRESS, Label.CHANNEL): 0.5,
    (Label.CHANNEL, Label.CHANNEL): 0.5,
    (Label.CHANNEL, Label.ADDRESS): -2.5,
    (Label.CHANNEL, Label.NAME): -5.0,
    (Label.CHANNEL, Label.ROLE): -5.0,
    (Label.CHANNEL, Label.ORGANIZATION): -4.0,
}
_SAME_LINE = 0.6
_AGAIN = -5.0
_NEW_TARGET = -2.2
_NEW_BEHIND_BLANK = 1.5
_NEW_BEHIND_CHANNEL = 2.5
_NEW_BEHIND_COUNTRY = 1.2
_NEW_WHERE_UNREACHABLE = -3.0
# Without a blank line, a channel or a country before it, hardly anything begins a new target.
_NEW_WITHOUT_A_SIGN = -1.5
_FORCED = 20.0


def decode(document: Document, pieces: list[Piece]) -> list[tuple[Label, bool]]:
    """For each piece its label, and whether it begins a new target."""
    best: dict[_State, tuple[float, _Step | None]] = {}
    closed = _one_liners(document, pieces)
    for index, piece in enumerate(pieces):
        if piece.aside and best:
            best = {state: (total, _Step(Label.CHANNEL, False, last)) for state, (total, last) in best.items()}
            continue
        scores = _scores(document, piece)
        if _stands_before_street(document, pieces, index):
            scores[Label.ORGANIZATION] -= _BEFORE_STREET
        if Label.ADDRESS in scores and _stands_before_country(document, pieces, index):
            scores[Label.ADDRESS] += _BEFORE_COUNTRY
        following: dict[_State, tuple[float, _Step | None]] = {}
        if index == 0:
            for label, score in scores.items():
                following[_begun(label)] = (score + _START[label], _Step(label, True, None))
        for state, (total, last) in best.items():
            for label, score in scores.items():
                for opens in (False, True):
                    step = _step(document, pieces, index, state, label, opens)
                    if (
                        opens
                        and piece.key is None
                        and _before(pieces, index).line in closed
                        and _before(pieces, index).line != piece.line
                    ):
                        step += _NEW_BEHIND_ONE_LINER
                    reached = _begun(label) if opens else _gone_on(state, label)
                    value = total + score + step
                    if reached not in following or value > following[reached][0]:
                        following[reached] = (value, _Step(label, opens, last))
        if piece.key == "salutation":
            # Between an office and the name below it, what stands around a salutation goes on.
            for state, (total, last) in best.items():
                if state.placed or state.reached or not _names_follow(pieces, index):
                    continue
                if state not in following or total > following[state][0]:
                    following[state] = (total + _ASIDE, _Step(Label.CHANNEL, False, last))
        best = following
    return list(reversed(list(_steps(max(best.values(), key=lambda entry: entry[0])[1])))) if best else []


_ASIDE = 0.5
_NEW_BEHIND_ONE_LINER = 4.0
_FEWEST_OF_ONE_LINER = 3


def _names_follow(pieces: list[Piece], index: int) -> bool:
    """Whether an unlabelled piece follows at once."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    return following is not None and following.key is None and not following.blank_before


def _one_liners(document: Document, pieces: list[Piece]) -> frozenset[int]:
    """The numbers of the lines that hold a whole target: who, where, and at the end a place or a way to reach it."""
    by_line: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_line.setdefault(piece.line, []).append(piece)
    return frozenset(line for line, own in by_line.items() if _is_one_liner(document, own))


def _is_one_liner(document: Document, own: list[Piece]) -> bool:
    texts = [plain(document.quote(piece.span)) for piece in own if piece.key in (None, "address")]
    if len(texts) < _FEWEST_OF_ONE_LINER or own[0].key is not None:
        return False
    last = texts[-1].strip(" .")
    placed = country_of(last) or is_city(last) or _POSTAL_SHAPE.search(last) or country_of(last.split()[-1])
    first = max(name_score(texts[0]), role_score(texts[0]), organization_score(texts[0]))
    return bool(placed) and first > _LEAST_OF_OFFICIAL


_LEAST_OF_OFFICIAL = 0.5
_BEFORE_COUNTRY = 2.0
_LONGEST_TOWN = 3


_BEFORE_STREET = 1.5


def _stands_before_street(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a piece that no word shows to be an institution stands inside a target, before a street on its line."""
    if not 0 < index < len(pieces) - 1:
        return False
    piece, following = pieces[index], pieces[index + 1]
    if piece.key is not None or piece.blank_before or pieces[index - 1].key is not None:
        return False
    if following.key is not None or following.line != piece.line or not shows_address(document.quote(following.span)):
        return False
    return organization_score(plain(document.quote(piece.span))) < 1.0


def _stands_before_country(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a short piece stands directly before a country's name, as a town does."""
    if index + 1 >= len(pieces) or pieces[index + 1].key is not None or pieces[index + 1].blank_before:
        return False
    words = document.quote(pieces[index].span).split()
    return len(words) <= _LONGEST_TOWN and country_of(document.quote(pieces[index + 1].span)) is not None


def _steps(step: "_Step | None") -> Iterator[tuple[Label, bool]]:
    """The labels from the last step back to the first."""
    while step is not None:
        yield step.label, step.opens
        step = step.before


def _begun(label: Label) -> _State:
    return _State(
        label,
        label is Label.NAME,
        label is Label.ROLE,
        label is Label.ORGANIZATION,
        label is Label.ADDRESS,
        label is Label.CHANNEL,
    )


def _gone_on(state: _State, label: Label) -> _State:
    return _State(
        label,
        state.named or label is Label.NAME,
        state.titled or label is Label.ROLE,
        state.founded or label is Label.ORGANIZATION,
        state.placed or label is Label.ADDRESS,
        state.reached or label is Label.CHANNEL,
    )


def _step(document: Document, pieces: list[Piece], index: int, state: _State, label: Label, opens: bool) -> float:
    """The score of going from one piece to the next, inside a target or to a new one."""
    piece, before = pieces[index], _before(pieces, index)
    same_line = piece.line == before.line
    if piece.numbered and not opens:
        return -_FORCED
    if not opens:
        editor = vocabulary.pattern("officials", "editor").fullmatch(document.quote(before.span)) is not None
        country = piece.blank_before and country_of(document.quote(before.span)) is not None
        inside = _inside(piece, before, state, label, same_line, editor, country)
        return inside + _running_on(document, pieces, index, state, label)
    score = _NEW_TARGET + _START[label]
    if same_line:
        score -= 4.0
    if piece.blank_before:
        score += _NEW_BEHIND_BLANK
    if state.label is Label.CHANNEL:
        score += _NEW_BEHIND_CHANNEL
    if state.label is Label.ADDRESS and country_of(document.quote(before.span)):
        score += _NEW_BEHIND_COUNTRY
    if not (state.placed or state.reached):
        score += _NEW_WHERE_UNREACHABLE
    if not (piece.blank_before or state.label is Label.CHANNEL or piece.numbered):
        score += _NEW_WITHOUT_A_SIGN
    if piece.numbered or _announces_copies(before):
        score += _FORCED
    return score


def _before(pieces: list[Piece], index: int) -> Piece:
    """The piece that a piece follows, without those that only stand aside."""
    return next((pieces[at] for at in range(index - 1, -1, -1) if not pieces[at].aside), pieces[index - 1])


_RUNS_ON = 3.5
_CUT_OFF = 6.0
_COMPLETES = 10.0
# A country's name goes on with "Embassy of the Republic of" and is no address then.
_BEHIND_CONNECTOR = 6.0


def _running_on(document: Document, pieces: list[Piece], index: int, state: _State, label: Label) -> float:
    """What speaks for a piece going on with the phrase of the piece before it.

    A phrase cut off behind a small word, a small first letter, the last item of a list of fields ("Culture and
    Sport"), or a word that only completes an office ("Minister for Correctional | Services").
    """
    if label is not state.label or label not in (Label.ROLE, Label.ORGANIZATION):
        return 0.0
    piece, before = pieces[index], _before(pieces, index)
    words = plain(document.quote(piece.span)).split()
    previous = plain(document.quote(before.span)).split()
    if is_connector(previous[-1]):
        return _CUT_OFF + (_BEHIND_CONNECTOR if country_of(document.quote(piece.span)) else 0.0)
    if words[0][:1].islower():
        return _CUT_OFF if is_connector(words[0]) and not any(char.isdigit() for char in words[-1]) else _RUNS_ON
    joined = piece.line == before.line and any(is_conjunction(word) for word in words[1:-1])
    if joined and not any(char.isdigit() for word in words for char in word):
        return _RUNS_ON
    return _COMPLETES if len(words) == 1 and completes_office(words[0], previous[-1]) else 0.0


def _announces_copies(piece: Piece) -> bool:
    """Whether a piece is a copies label before a target, and not before addresses inside a target's own block."""
    return piece.key == "copies" and piece.span.start == piece.span.end


# What follows "Editor," on its line is the paper, whatever its name.
_OF_A_PAPER = 5.0
# Behind its country and a blank line an address does not go on.
_BEYOND_COUNTRY = 5.0


def _inside(
    piece: Piece,
    before: Piece,
    state: _State,
    label: Label,
    same_line: bool,
    before_is_editor: bool,
    before_is_country: bool,
) -> float:
    score = _FOLLOWS[state.label, label]
    if _announces_copies(before):
        return score
    if same_line and label is state.label:
        score += _SAME_LINE
    if same_line and label is Label.ORGANIZATION and before_is_editor:
        score += _OF_A_PAPER
    if same_line and label is Label.ORGANIZATION and state.label is Label.ADDRESS:
        score += _AGAIN
    if label is Label.NAME and state.named:
        score += _AGAIN
    if label is Label.ROLE and state.titled and state.label is not Label.ROLE:
        score += _AGAIN / 2
    if label is Label.ORGANIZATION and state.founded and not same_line:
        score += _AGAIN / 2
    if piece.blank_before:
        score -= 0.6
    if piece.blank_before and state.label is Label.ADDRESS and label is Label.ADDRESS and before_is_country:
        score -= _BEYOND_COUNTRY
    return score


def _scores(document: Document, piece: Piece) -> dict[Label, float]:
    """How well each label fits the piece by itself; labelled pieces leave no choice."""
    if piece.key == "address":
        return {Label.ADDRESS: 0.0}
    if piece.key is not None:
        return {Label.CHANNEL: 0.0}
    text = plain(document.quote(piece.span))
    return {
        Label.NAME: name_score(text),
        Label.ROLE: role_score(text),
        Label.ORGANIZATION: organization_score(text),
        Label.ADDRESS: _address_score(text),
    }


_POSTAL_SHAPE = compiled(r"\b\d{4,6}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")


def _address_score(text: str) -> float:
    """How well a piece reads as a part of a postal address."""
    if country_of(text):
        return 6.0
    if is_city(text):
        return 4.5
    score = 0.3
    if compiled(r"\d").search(text):
        score += 2.5
    if _POSTAL_SHAPE.search(text):
        score += 1.5
    match = vocabulary.pattern("addresses", "street", "building", "area").search(text)
    if match:
        score += 2.5 if match.start() == 0 or match.end() == len(text) or compiled(r"\d").search(text) else 1.5
    if vocabulary.pattern("addresses", "post_box").match(text):
        score += 3.0
    if compiled(r"[A-Z]{2}(?: \d{5})?").fullmatch(text):
        score += 2.5
    return score
