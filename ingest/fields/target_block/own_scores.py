"""Part of the field `targets`: how well each label fits a piece of a block by itself, whatever stands around it."""

import re

from ingest import vocabulary
from ingest.document import Document, plain
from ingest.fields.address_rules import is_city
from ingest.fields.offices import is_called_after_institution, organization_score, role_score
from ingest.fields.official_names import is_titled_name, name_score
from ingest.fields.official_words import heads_field
from ingest.fields.target_block import Label, Piece
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of

_OWN_WORDS = 0.5
NEVER = -5.0


def own_scores(document: Document, piece: Piece) -> dict[Label, float]:
    """How well each label fits the piece by itself; labelled pieces leave no choice."""
    if piece.key == "address":
        return {Label.ADDRESS: 0.0}
    if piece.key is not None:
        return {Label.CHANNEL: 0.0}
    text = plain(document.quote(piece.span))
    if piece.said_again:
        # The words in brackets are the ones that more is known of.
        own, _, again = text.rstrip(")").rpartition("(")
        office = max(role_score(again), role_score(again.split(",")[0]))
        return {
            Label.NAME: NEVER,
            Label.ROLE: office + _OWN_WORDS * role_score(own),
            Label.ORGANIZATION: organization_score(again) + _OWN_WORDS * organization_score(own),
            Label.ADDRESS: NEVER,
        }
    if _care_of().match(text):
        return {Label.NAME: NEVER, Label.ROLE: NEVER, Label.ORGANIZATION: NEVER, Label.ADDRESS: address_score(text)}
    if heads_field(text):
        return {
            Label.NAME: NEVER,
            Label.ROLE: role_score(text.partition(":")[0]),
            Label.ORGANIZATION: NEVER,
            Label.ADDRESS: NEVER,
        }
    known = _without_own_number(text)
    again = text.rstrip(")").rpartition(" (")[2] if text.endswith(")") else ""
    is_body = bool(again) and organization_score(again) >= _INSTITUTION
    return {
        Label.NAME: NEVER if is_body and not is_titled_name(text) else name_score(text),
        Label.ROLE: role_score(text),
        Label.ORGANIZATION: organization_score(known)
        + _QUOTED * (IN_QUOTES.fullmatch(text) is not None or _has_caption(text)),
        Label.ADDRESS: address_score(known),
    }


@kept_pattern(re.IGNORECASE)
def _care_of() -> str:
    return rf"[(\[]?{vocabulary.expression('addresses', 'care_of')}"


_CAPTION_BEHIND = compiled(r"[ ]\((?P<caption>[^()\n]{3,40})\)$")


def _has_caption(text: str) -> bool:
    """Whether brackets at the end of a piece say what kind of receiver it is ("La Prensa (daily)")."""
    match = _CAPTION_BEHIND.search(text)
    return match is not None and vocabulary.pattern("officials", "caption").fullmatch(match["caption"]) is not None


# In quotes stands what a newspaper or an association is called.
_QUOTED = 1.5
IN_QUOTES = compiled(
    r"[\"\u201c\u201e\u00ab]\s?(?P<quoted>[^\"\u201c\u201d\u201e\u00ab\u00bb]{2,60}?)\s?[\"\u201c\u201d\u00bb]"
)
"""A text that is all in quotes; the group `quoted` is what stands in them."""


@kept_pattern(re.IGNORECASE)
def _own_number() -> str:
    """The number that an institution has inside its name ("No. 71"), or of order before it ("5th")."""
    number = vocabulary.alternatives("writing", "number_word")
    own = rf"[ ](?:{number}\.?|#)[ ]?\d{{1,4}}(?=$|[ ][\"\u201c\u00ab]?[^\W\d_])"
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    # "Army Area 2 Support Command"
    of_area = rf"[ ]{vocabulary.expression('addresses', 'area')}[ ]\d{{1,2}}(?=[ ][^\W\d_])"
    return rf"{own}|{of_area}|^\d{{1,3}}{ending}[ ]"


# So well an institution scores whose noun stands first, or anywhere else.
INSTITUTION_FIRST = 5.0
_INSTITUTION = 4.0


def _without_own_number(text: str) -> str:
    """An institution without its number, which is none of a house ("Batall\u00f3n de Infanter\u00eda No. 71")."""
    if not any(map(str.isdigit, text)):
        return text
    bare = _own_number().sub("", text)
    is_room = vocabulary.fullmatch(bare, "addresses", "room") is not None
    institution = bare != text and not is_room and organization_score(bare) >= _INSTITUTION
    return bare if institution else text


_CALLED_AFTER = 1.5
POSTAL_SHAPE = compiled(r"\b\d{4,6}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")


def address_score(text: str) -> float:
    """How well a piece reads as a part of a postal address."""
    if country_of(text):
        return 6.0
    if is_city(text):
        return 4.5
    score = 0.3
    if compiled(r"\d").search(text):
        score += 2.5
    if POSTAL_SHAPE.search(text):
        score += 1.5
    match = vocabulary.pattern("addresses", "street", "building", "area").search(text)
    if match:
        score += 2.5 if match.start() == 0 or match.end() == len(text) or compiled(r"\d").search(text) else 1.5
    elif is_called_after_institution(text):
        score += _CALLED_AFTER
    if vocabulary.pattern("addresses", "post_box").match(text):
        score += 3.0
    opened = vocabulary.pattern("addresses", "region_prefix").match(text)
    if opened and opened.end() < len(text) and not match:
        score += 2.5
    if compiled(r"[A-Z]{2}(?: \d{5})?").fullmatch(text):
        score += 2.5
    return score
