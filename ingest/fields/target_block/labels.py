"""Part of the field `targets`: the labels of a block's pieces, decoded together by dynamic programming.

Scores are hand-set: what a piece looks like (`official_names`, `offices`), what usually follows what, and what it
costs to begin a new target at a place. The best sequence over all pieces wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ingest import vocabulary
from ingest.document import Document, plain
from ingest.fields.address_rules import is_area, is_city, shows_address
from ingest.fields.broken_offices import breaks_off
from ingest.fields.offices import (
    SURE_INSTITUTION,
    organization_score,
    role_score,
    saluted_as,
)
from ingest.fields.official_names import (
    is_titled_by_office,
    is_titled_name,
    is_untitled_name,
    name_score,
)
from ingest.fields.official_words import (
    heads_phrase,
    is_conjunction,
    is_connector,
    words_of,
)
from ingest.fields.target_block import Label, Piece, names_follow
from ingest.fields.target_block.joints import NO_OFFICE, SAID_AGAIN, listing, names_again, running_on, sharing
from ingest.fields.target_block.own_scores import INSTITUTION_FIRST, NEVER, POSTAL_SHAPE, address_score, own_scores
from ingest.kept_patterns import compiled
from ingest.places import country_of


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
    # Named, and neither titled by an office nor told to hold one.
    wanting: bool


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
        if piece.goes_on and best:
            best = {state: (total, _Step(state.label, False, last)) for state, (total, last) in best.items()}
            continue
        scores = own_scores(document, piece)
        if piece.key is None:
            _weigh_surroundings(document, pieces, index, scores)
        if _stands_before_street(document, pieces, index):
            scores[Label.ORGANIZATION] -= _BEFORE_STREET
        is_institution = scores.get(Label.ORGANIZATION, NEVER) >= SURE_INSTITUTION
        if Label.ADDRESS in scores and not is_institution and _stands_before_country(document, pieces, index):
            scores[Label.ADDRESS] += _BEFORE_COUNTRY
        if Label.ADDRESS in scores and _is_town_of_region(document, pieces, index, scores):
            scores[Label.ADDRESS] += _BEFORE_REGION
        entitled = Label.NAME in scores and is_titled_by_office(document.quote(piece.span))
        below = piece.key is None and index > 0 and pieces[index - 1].line != piece.line
        unsure = below and scores[Label.ROLE] < _OFFICE
        native_office = unsure and _is_native_office(plain(document.quote(piece.span)))
        unknown = _unknown_line(document, pieces, index, scores)
        following: dict[_State, tuple[float, _Step | None]] = {}
        if index == 0:
            for label, score in scores.items():
                score += _UNKNOWN_LINE if unknown is _Below.INSTITUTION and label is Label.ROLE else 0.0
                following[_begun(label, entitled)] = (score + _START[label], _Step(label, True, None))
        else:
            junction = _junction(document, pieces, index, behind_one_liner=_before(pieces, index).line in closed)
            several_words = " " in document.quote(piece.span)
            for state, (total, last) in best.items():
                for label, score in scores.items():
                    for opens in (False, True):
                        step = _opening(junction, state, label) if opens else _going_on(junction, state, label)
                        if unknown and not opens:
                            step += _unknown_line_score(unknown, state, label, scores[Label.NAME] > 0, several_words)
                        if native_office and label is Label.ROLE and state.named and not opens:
                            step += _OFFICE_BELOW_NAME
                        reached = _begun(label, entitled) if opens else _gone_on(state, label, entitled)
                        value = total + score + step
                        if reached not in following or value > following[reached][0]:
                            following[reached] = (value, _Step(label, opens, last))
        if piece.key == "salutation":
            # Between an office and the name below it, what stands around a salutation goes on.
            for state, (total, last) in best.items():
                if state.placed or state.reached or not names_follow(pieces, index):
                    continue
                if state not in following or total > following[state][0]:
                    following[state] = (total + _ASIDE, _Step(Label.CHANNEL, False, last))
        best = following
    if not best:
        return []
    ending = max(best, key=lambda state: best[state][0] + _whole(state))
    return list(reversed(list(_steps(best[ending][1]))))


_NAMED_WITHOUT_ROLE = -1.5
_OF_AN_INSTITUTION = 3


def _whole(state: _State) -> float:
    """What speaks against a target that ends here: whoever is named holds an office, most often."""
    return _NAMED_WITHOUT_ROLE / (_OF_AN_INSTITUTION if state.founded else 1) if state.wanting else 0.0


_ASIDE = 0.5
# "Menteri Tenaga Kerja" may be a titled name, and is the office of whoever stands above it.
_OFFICE_BELOW_NAME = 4.5
_NEW_BEHIND_ONE_LINER = 4.0
_FEWEST_OF_ONE_LINER = 3


def _one_liners(document: Document, pieces: list[Piece]) -> frozenset[int]:
    """The numbers of the lines that hold a whole target: who, where, and at the end a place or a way to reach it."""
    by_line: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_line.setdefault(piece.line, []).append(piece)
    closed = {line for line, own in by_line.items() if _is_one_liner(document, own)}
    ordered = list(by_line.items())
    for (line, own), (below, following) in pairwise(ordered):
        # In a list of whole targets, a line each, one may do without its country.
        if below in closed and not following[0].blank_before and _opens_one_liner(document, own):
            first = plain(document.quote(following[0].span))
            closed |= {line} if max(role_score(first), organization_score(first)) >= _OFFICE else set()
    return frozenset(closed)


def _opens_one_liner(document: Document, own: list[Piece]) -> bool:
    """Whether a line names an office or institution, and then says where it is."""
    texts = [plain(document.quote(piece.span)) for piece in own if piece.key in (None, "address")]
    if len(texts) < _FEWEST_OF_ONE_LINER or own[0].key is not None:
        return False
    return max(role_score(texts[0]), organization_score(texts[0])) >= _OFFICE and shows_address(texts[-1])


def _is_one_liner(document: Document, own: list[Piece]) -> bool:
    texts = [plain(document.quote(piece.span)) for piece in own if piece.key in (None, "address")]
    if len(texts) < _FEWEST_OF_ONE_LINER or own[0].key is not None:
        return False
    last = compiled(r" \([^()]*\)$").sub("", texts[-1]).strip(" .")
    placed = country_of(last) or is_city(last) or POSTAL_SHAPE.search(last) or country_of(last.split()[-1])
    first = max(name_score(texts[0]), role_score(texts[0]), organization_score(texts[0]))
    return bool(placed) and first > _LEAST_OF_OFFICIAL


_LEAST_OF_OFFICIAL = 0.5
_BEFORE_COUNTRY = 2.0
_LONGEST_TOWN = 3


_BEFORE_STREET = 1.5
_KNOWN_INSTITUTION = 1.5


_SALUTED = 3.0


def _weigh_surroundings(document: Document, pieces: list[Piece], index: int, scores: dict[Label, float]) -> None:
    """Add to a piece's scores what the salutation of its target and the line below it say of it."""
    text = plain(document.quote(pieces[index].span))
    formula = _salutation_behind(document, pieces, index)
    saluted = saluted_as(text, formula) if formula else None
    if saluted == "role":
        scores[Label.ROLE] += _SALUTED
    if saluted == "name":
        scores[Label.NAME] += _SALUTED
    if _is_place_of_office(document, pieces, index):
        scores[Label.ROLE] += _PLACE_OF_OFFICE
    if _are_crossing(document, pieces, index, scores):
        scores[Label.ADDRESS] += _CROSSING
    if _is_office_over_name_alone(document, pieces, index):
        scores[Label.NAME] -= _OVER_NAME
        scores[Label.ROLE] += _OVER_NAME
    if _stands_over_name(document, pieces, index):
        scores[Label.NAME] -= _OVER_NAME
        begins = index == 0 or pieces[index].blank_before or pieces[index].numbered
        known = max(scores[Label.ROLE], scores[Label.ORGANIZATION], scores[Label.ADDRESS]) > _LEAST_OF_OFFICIAL
        if begins and not known:
            scores[Label.ROLE] += _OVER_NAME


_OVER_NAME = 4.0
_PLACE_OF_OFFICE = 9.0
_CROSSING = 3.0
_OFFICE = 3.0


def _is_place_of_office(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a place ends the line of an office that stands over a titled name ("Chief of Police, X County")."""
    if not 0 < index < len(pieces) - 1:
        return False
    before, piece, following = pieces[index - 1 : index + 2]
    if before.key is not None or following.key is not None or following.blank_before:
        return False
    if not before.line == piece.line != following.line or _is_one_line(pieces, index):
        return False
    text = plain(document.quote(piece.span))
    placed = is_city(text) or vocabulary.search(text, "addresses", "region") is not None
    placed = placed and organization_score(text) < _KNOWN_INSTITUTION
    return placed and _is_office_over_name(document, before, following)


def _is_office_over_name(document: Document, office: Piece, named: Piece) -> bool:
    text = plain(document.quote(office.span))
    return role_score(text) >= _OFFICE and not is_titled_name(text) and is_titled_name(document.quote(named.span))


def _is_one_line(pieces: list[Piece], index: int) -> bool:
    """Whether more than an office stands before a piece on its line."""
    return index > 1 and pieces[index - 2].line == pieces[index].line


def _are_crossing(document: Document, pieces: list[Piece], index: int, scores: dict[Label, float]) -> bool:
    """Whether a line no word of which is known names two streets that meet, over the line of a town and its country."""
    if not 0 < index < len(pieces) - 1 or pieces[index].blank_before or pieces[index - 1].key is not None:
        return False
    if pieces[index - 1].line == pieces[index].line:
        return False
    words = plain(document.quote(pieces[index].span)).split()
    joined = any(is_conjunction(word) for word in words[1:-1])
    if not joined or not all(word[0].isupper() or is_connector(word) for word in words):
        return False
    if scores[Label.ROLE] > NO_OFFICE or scores[Label.ORGANIZATION] >= _KNOWN_INSTITUTION:
        return False
    following = pieces[index + 1]
    below = plain(document.quote(following.span))
    placed = is_city(below) or country_of(below) is not None or POSTAL_SHAPE.search(below) is not None
    return following.key is None and following.line != pieces[index].line and placed


def _stands_over_name(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a piece that is no titled name is all of a line, and the next line is nothing but one."""
    piece, following = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if following is None or following.key is not None or following.blank_before or following.line == piece.line:
        return False
    if index and pieces[index - 1].line == piece.line:
        return False
    text, below = document.quote(piece.span), document.quote(following.span)
    if is_untitled_name(plain(text)) and not breaks_off(plain(text)) and _is_native_office(plain(below)):
        return False
    return is_titled_name(below) and not shows_address(below) and not is_titled_name(text)


def _is_office_over_name_alone(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether an office that may be a title opens a block, and the next line is a name without one.

    "Prefetto di Milano | Anna Conti", "Gubernur Nanggroe Aceh | Ali Hasan"
    """
    piece, following = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if following is None or following.key is not None or following.blank_before or following.line != piece.line + 1:
        return False
    opens = index == 0 or piece.blank_before or piece.numbered
    alone = index + 2 >= len(pieces) or pieces[index + 2].line != following.line
    if not (opens and alone and _is_native_office(plain(document.quote(piece.span)))):
        return False
    return is_untitled_name(plain(document.quote(following.span)))


def _is_native_office(text: str) -> bool:
    """Whether a text reads as a title before a name, and may be an office in a language whose noun stands first."""
    return is_titled_by_office(text) and heads_phrase(words_of(text)[0])


def _salutation_behind(document: Document, pieces: list[Piece], index: int) -> str | None:
    """The salutation of the target that a piece belongs to."""
    for piece in pieces[index + 1 :]:
        if piece.key == "salutation":
            return document.quote(piece.span)
        if piece.numbered or (piece.blank_before and piece.key is None) or piece.key == "copies":
            return None
    return None


class _Below(Enum):
    """What stands below a line that no word explains."""

    ADDRESS = "address"
    INSTITUTION = "institution"
    OTHER = "other"


def _unknown_line(document: Document, pieces: list[Piece], index: int, scores: dict[Label, float]) -> _Below | None:
    """What stands below a piece that is all of a line and says neither office nor institution nor place; else None."""
    piece = pieces[index]
    if piece.key is not None or index == len(pieces) - 1:
        return None
    before, following = pieces[index - 1] if index else None, pieces[index + 1]
    if piece.line in (before.line if before else None, following.line) or following.key is not None:
        return None
    text, rest = plain(document.quote(piece.span)), plain(document.quote(following.span))
    if scores[Label.ROLE] > NO_OFFICE or scores[Label.ORGANIZATION] >= _KNOWN_INSTITUTION or not text[0].isupper():
        return None
    if shows_address(text) or is_city(text) or country_of(text) or country_of(rest) or is_titled_name(text):
        return None
    if shows_address(rest) and not is_city(rest):
        return _Below.ADDRESS
    if organization_score(rest) >= INSTITUTION_FIRST and scores[Label.NAME] < _LIKE_A_NAME:
        return _Below.INSTITUTION
    return _Below.OTHER


_LIKE_A_NAME = 2.0
_UNKNOWN_LINE = 3.5
_ALONE_BEFORE_ADDRESS = 2.0


def _unknown_line_score(below: _Below, state: _State, label: Label, may_be_name: bool, several_words: bool) -> float:
    """What speaks for a line that no word explains being the office of a person without one, or else what it heads."""
    if state.wanting:
        return _UNKNOWN_LINE if label is Label.ROLE else 0.0
    if label is Label.ORGANIZATION and below is _Below.ADDRESS and not state.placed and several_words:
        return _ALONE_BEFORE_ADDRESS if state.named or (state.titled and not may_be_name) else 0.0
    return 0.0


def _stands_before_street(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a piece that no word shows to be an institution stands inside a target, before a street on its line."""
    if not 0 < index < len(pieces) - 1:
        return False
    piece, following = pieces[index], pieces[index + 1]
    if piece.key is not None or piece.blank_before or pieces[index - 1].key is not None:
        return False
    if following.key is not None or following.line != piece.line or not shows_address(document.quote(following.span)):
        return False
    text = plain(document.quote(piece.span))
    if _ACRONYM.fullmatch(text) and not shows_address(text) and _is_office(document, pieces[index - 1]):
        return False
    return organization_score(text) < _KNOWN_INSTITUTION


_ACRONYM = compiled(r"[A-Z]{4,8}(?:-[A-Z]{2,4})?")


def _stands_before_country(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a short piece stands directly before a country's name, as a town does."""
    if index + 1 >= len(pieces) or pieces[index + 1].key is not None or pieces[index + 1].blank_before:
        return False
    words = document.quote(pieces[index].span).split()
    return len(words) <= _LONGEST_TOWN and country_of(document.quote(pieces[index + 1].span)) is not None


_BEFORE_REGION = 3.0


def _is_town_of_region(document: Document, pieces: list[Piece], index: int, scores: dict[Label, float]) -> bool:
    """Whether a short piece that no word explains opens a target's line that a region ends, at most with its country
    behind it ("El Paso, Cauca").
    """
    if not 0 < index < len(pieces) - 1:
        return False
    before, piece, region = pieces[index - 1 : index + 2]
    if piece.key is not None or piece.blank_before or region.key is not None or before.key is not None:
        return False
    if not before.line != piece.line == region.line:
        return False
    behind = pieces[index + 2] if index + 2 < len(pieces) else None
    if behind is not None and behind.line == piece.line and country_of(document.quote(behind.span)) is None:
        return False
    if max(scores[Label.ROLE], scores[Label.ORGANIZATION]) >= _KNOWN_INSTITUTION:
        return False
    text = plain(document.quote(piece.span))
    return len(text.split()) <= _LONGEST_TOWN and not is_titled_name(text) and is_area(document.quote(region.span))


def _steps(step: "_Step | None") -> Iterator[tuple[Label, bool]]:
    """The labels from the last step back to the first."""
    while step is not None:
        yield step.label, step.opens
        step = step.before


# Few states are ever reached, each again and again.
@cache
def _begun(label: Label, entitled: bool) -> _State:
    return _State(
        label,
        label is Label.NAME,
        label is Label.ROLE,
        label is Label.ORGANIZATION,
        label is Label.ADDRESS,
        label is Label.CHANNEL,
        label is Label.NAME and not entitled,
    )


@cache
def _gone_on(state: _State, label: Label, entitled: bool) -> _State:
    return _State(
        label,
        state.named or label is Label.NAME,
        state.titled or label is Label.ROLE,
        state.founded or label is Label.ORGANIZATION,
        state.placed or label is Label.ADDRESS,
        state.reached or label is Label.CHANNEL,
        label is not Label.ROLE and (state.wanting or (label is Label.NAME and not (entitled or state.titled))),
    )


@dataclass(frozen=True, slots=True)
class _Junction:
    """What stands between a piece and the one that it follows: the same for all labels that the two may have."""

    piece: Piece
    before: Piece
    same_line: bool
    behind_one_liner: bool
    before_is_editor: bool
    before_is_country: bool
    ends_address: bool
    parts_addresses: bool
    opens_block: bool
    stands_over_place: bool
    # What the words of both add where the label of the first and that of the second are these.
    joined: dict[tuple[Label, Label], float]


def _junction(document: Document, pieces: list[Piece], index: int, *, behind_one_liner: bool) -> _Junction:
    piece, before = pieces[index], _before(pieces, index)
    same_line = piece.line == before.line
    ends_address = not same_line and _ends_address(document, pieces, index)
    joined: dict[tuple[Label, Label], float] = {}
    if piece.key is None:
        runs_on = running_on(document, piece, before)
        shares = sharing(document, piece, before)
        joined = {
            (Label.ROLE, Label.ROLE): runs_on - shares + listing(document, piece, before),
            # What says nothing of itself behind the comma of an office is rather its institution.
            (Label.ROLE, Label.ORGANIZATION): shares + _BEHIND_OFFICE * same_line,
            # An office is no beginning of the institution behind it.
            (Label.ORGANIZATION, Label.ORGANIZATION): 0.0
            if _is_office(document, before)
            else runs_on + SAID_AGAIN * names_again(document, piece, before),
            (Label.NAME, Label.ORGANIZATION): _NOBODY * (same_line and _is_nobody(plain(document.quote(before.span)))),
            (Label.ORGANIZATION, Label.NAME): _NOBODY * (same_line and _ends_institution(document, pieces, index)),
        }
    return _Junction(
        piece,
        before,
        same_line,
        behind_one_liner and not same_line and piece.key is None,
        vocabulary.fullmatch(document.quote(before.span), "officials", "editor") is not None,
        country_of(document.quote(before.span)) is not None,
        ends_address,
        ends_address and _ends_in_country(document, pieces, index),
        _opens_block(document, pieces, index),
        _stands_over_place(document, pieces, index),
        joined,
    )


# Beside an institution stands rather a part of it, or its site, than somebody without a title.
_NOBODY = -6.0
_LEAST_OF_NAME = 0.5


def _is_nobody(text: str) -> bool:
    """Whether a text before an institution on its line is hardly a name ("Oromia Regional State", "Afar Region")."""
    named = name_score(text) >= _LEAST_OF_NAME and vocabulary.search(text, "addresses", "region") is None
    return not (named or is_titled_name(text))


def _ends_institution(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether an untitled piece ends the line of an institution, and no office behind it says that it is a name."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following is not None and following.line == pieces[index].line and _is_office(document, following):
        return False
    return not is_titled_name(plain(document.quote(pieces[index].span)))


def _opening(junction: _Junction, state: _State, label: Label) -> float:
    """The score of a piece beginning a new target."""
    piece = junction.piece
    score = _NEW_TARGET + _START[label] + _whole(state)
    if junction.same_line:
        score -= 4.0
    if junction.behind_one_liner:
        score += _NEW_BEHIND_ONE_LINER
    if piece.blank_before:
        score += _NEW_BEHIND_BLANK
    if state.label is Label.CHANNEL:
        score += _NEW_BEHIND_CHANNEL
    if state.label is Label.ADDRESS and junction.before_is_country:
        score += _NEW_BEHIND_COUNTRY
    if not (state.placed or state.reached):
        score += _NEW_WHERE_UNREACHABLE
    signed = piece.blank_before or piece.numbered or junction.parts_addresses
    if not (signed or state.label is Label.CHANNEL):
        score += _NEW_WITHOUT_A_SIGN
    if piece.numbered or _announces_copies(junction.before):
        score += _FORCED
    return score


def _going_on(junction: _Junction, state: _State, label: Label) -> float:
    """The score of a piece going on with the target of the one before it."""
    if junction.piece.numbered:
        return -_FORCED
    return _inside(junction, state, label) + junction.joined.get((state.label, label), 0.0)


def _opens_block(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a piece that shows no address stands behind a blank line, over a line of its own block.

    Behind a town, the rest of the block may stand on the piece's own line.
    """
    if not 0 < index < len(pieces) - 1 or not pieces[index].blank_before or pieces[index].key is not None:
        return False
    piece, following = pieces[index], pieces[index + 1]
    if following.blank_before or (following.line == piece.line and not is_city(document.quote(pieces[index - 1].span))):
        return False
    return address_score(plain(document.quote(piece.span))) < _LEAST_OF_ADDRESS


_LEAST_OF_ADDRESS = 1.0


def _stands_over_place(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether a piece without a title is all of a line, a word or two, over a town, postal code or country."""
    if index + 1 >= len(pieces) or pieces[index].key is not None or pieces[index].blank_before:
        return False
    before, piece, following = pieces[index - 1 : index + 2]
    if following.key is not None or following.blank_before or piece.line in (before.line, following.line):
        return False
    text, below = (document.quote(one.span) for one in (piece, following))
    if len(text.split()) > _LONGEST_SITE or is_titled_name(text):
        return False
    town = plain(below).rstrip(" 0123456789")
    if is_city(town) or country_of(below) is not None:
        return True
    # Where the street stands below town and code ("6720 Szeged | Kossuth utca 3"), no site stands above them.
    rest = document.quote(pieces[index + 2].span) if index + 2 < len(pieces) and pieces[index + 2].key is None else ""
    return POSTAL_SHAPE.search(below) is not None and not shows_address(rest)


# "Singha Durbar", "Parque Carabobo"
_LONGEST_SITE = 2


def _ends_address(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether the piece before is a country that ends an address: more of the address stands before it."""
    if index < _FEWEST_OF_ADDRESS or country_of(document.quote(pieces[index - 1].span)) is None:
        return False
    above = [piece for piece in pieces[max(0, index - _LONGEST_ADDRESS) : index - 1] if piece.key is None]
    return any(address_score(plain(document.quote(piece.span))) > 1.0 for piece in above)


def _ends_in_country(document: Document, pieces: list[Piece], index: int) -> bool:
    """Whether the lines from a piece on end with a country of their own, before a blank line or a label."""
    for piece in pieces[index + 1 :]:
        if piece.key is not None or piece.blank_before or piece.numbered:
            return False
        if country_of(document.quote(piece.span)) is not None:
            return True
    return False


_FEWEST_OF_ADDRESS = 2
_LONGEST_ADDRESS = 5


def _before(pieces: list[Piece], index: int) -> Piece:
    """The piece that a piece follows, without those that only stand aside."""
    return next((pieces[at] for at in range(index - 1, -1, -1) if not pieces[at].aside), pieces[index - 1])


# What says nothing of itself behind an office's comma is rather its institution.
_BEHIND_OFFICE = 0.1


def _is_office(document: Document, piece: Piece) -> bool:
    text = plain(document.quote(piece.span))
    return role_score(text) >= _OFFICE > organization_score(text)


def _announces_copies(piece: Piece) -> bool:
    """Whether a piece is a copies label before a target, and not before addresses inside a target's own block."""
    return piece.key == "copies" and piece.span.start == piece.span.end


# What follows "Editor," on its line is the paper, whatever its name.
_OF_A_PAPER = 5.0
_BEHIND_COUNTRY = 2.5
# Behind its country and a blank line, or with what shows no address over a block of its own, an address does not go on.
_BEYOND_COUNTRY = 5.0


def _inside(junction: _Junction, state: _State, label: Label) -> float:
    piece, same_line = junction.piece, junction.same_line
    score = _FOLLOWS[state.label, label]
    if _announces_copies(junction.before):
        return score
    if same_line and label is state.label:
        score += _SAME_LINE
    if same_line and label is Label.ORGANIZATION and junction.before_is_editor:
        score += _OF_A_PAPER
    if same_line and label is Label.ORGANIZATION and state.label is Label.ADDRESS:
        score += _AGAIN
    if label is Label.NAME and state.named:
        score += _AGAIN
    if label is Label.NAME and state.titled and state.founded and junction.stands_over_place:
        score -= _SITE_OF_INSTITUTION
    if label is Label.ROLE and state.titled and state.label is not Label.ROLE:
        score += _AGAIN / 2
    if label is Label.ORGANIZATION and state.founded and not same_line:
        score += _AGAIN / 2
    in_address = state.label is Label.ADDRESS
    if piece.blank_before:
        score -= 0.6
        if in_address and label is Label.ADDRESS and (junction.before_is_country or junction.opens_block):
            score -= _BEYOND_COUNTRY
    elif in_address and label is not Label.CHANNEL and junction.ends_address:
        score -= _BEHIND_COUNTRY
    return score


# Below an office and its institution stands rather the site than who holds the office.
_SITE_OF_INSTITUTION = 4.0
