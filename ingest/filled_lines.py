"""How far lines are filled: whether the first word of a line would have fitted behind the line before it.

A program that wraps a text puts each word that fits into its line. Where no line inside a sentence had room for what
comes next, one that had some ends its paragraph, however little that was. A typewriter's lines count letters; those of
a printed page count the letters' widths, of which this module knows what most types have in common.
"""

from collections.abc import Callable, Sequence

Room = Callable[[str, str], float]
"""How much of the width stays free behind a line with the next line's first word; below 0 if that does not fit."""

_NARROW = frozenset("ijlI'\u2019\u2018.,:;|!\u00ed\u00ec\u00ee\u00ef")
_SLIM = frozenset('ftr()[]-/"\u201c\u201d ')
_WIDE = frozenset("mwMWOQ@\u2014\u2026%")
_WIDTH_OF_CAPITAL, _WIDTH_OF_LETTER, _WIDTH_OF_NARROW, _WIDTH_OF_SLIM, _WIDTH_OF_WIDE = 0.68, 0.52, 0.26, 0.32, 0.82
_UNSURE = 0.02
"""A share of the width: types differ so much from the widths assumed here."""


def room_by_letters(lines: Sequence[str]) -> Room:
    """How much room lines leave where each letter takes as much as another; a word that fits exactly had room."""
    edge = max(map(len, lines), default=0)
    return lambda line, below: edge - len(line) - len(below.split(maxsplit=1)[0])


def room_as_set(lines: Sequence[str]) -> Room:
    """How much room lines leave in a type whose letters differ in width."""
    edge = max(map(_set_width, lines), default=0.0)
    unsure = _UNSURE * edge
    return lambda line, below: edge - _set_width(f"{line} {below.split(maxsplit=1)[0]}") - unsure


def _set_width(text: str) -> float:
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return _WIDTH_OF_NARROW
    if letter in _SLIM:
        return _WIDTH_OF_SLIM
    if letter in _WIDE:
        return _WIDTH_OF_WIDE
    return _WIDTH_OF_CAPITAL if letter.isupper() else _WIDTH_OF_LETTER
