"""Part of the field `targets`: a block of lines as pieces, each with a label; here, what pieces and labels are.

`lines` gives the lines of a block in the order of reading, `pieces` cuts them, and `labels` tells what each piece is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.document import Span


class Label(Enum):
    """What a piece of a target block is."""

    NAME = "name"
    ROLE = "role"
    ORGANIZATION = "organization"
    ADDRESS = "address"
    CHANNEL = "channel"

    # Labels are keys at every step of the decoding; the hash of `Enum` is written in Python.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: its place, the number of its line, and the key and place of its label if it has one.

    `aside`: a salutation in brackets inside a target; what stands around it follows one another.
    `said_again`: an office or institution with its translation in brackets.
    `goes_on`: the rest of the phrase, name or number before it, which its narrow column broke, beside another column.
    """

    span: Span
    line: int
    key: str | None
    label: Span | None
    blank_before: bool = False
    numbered: bool = False
    aside: bool = False
    said_again: bool = False
    goes_on: bool = False


def names_follow(pieces: Sequence[Piece], index: int) -> bool:
    """Whether an unlabelled piece follows the one at `index`, without a blank line between."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    return following is not None and following.key is None and not following.blank_before
