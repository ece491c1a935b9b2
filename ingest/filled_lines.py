"""How far lines are filled: whether the first word of a line would have fitted behind the line before it.

A program that wraps a text puts each word that fits into its line. Where no line inside a sentence had room for what
comes next, one that had some ends its paragraph, however little that was. A typewriter's lines count letters; those of
a printed page count the letters' widths, of which this module knows what most types have in common. Where the places
of lines on their pages are known, these tell it, and the gaps and indents that part paragraphs too.
"""

from collections.abc import Callable, Sequence

from ingest.document import PrintedLine

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


PrintedBreak = tuple[PrintedLine, PrintedLine]
"""A line as it is printed, and the one below it."""

_OF_ONE_COLUMN = 45.0
"""Points: lines of one column begin no farther apart than a first line is indented."""
_BLANK = 2.0
"""Points: the least blank between two words."""
_EVEN = 0.12
"""A share of the height of print: lines that should stand alike differ by no more."""
_INDENT = 0.6
"""A share of the height of print: the least indent of a first line."""


def room_in_column(line: PrintedLine, lines: Sequence[PrintedLine]) -> float:
    """How much room a line leaves behind it in its column, which is as wide as the widest of `lines` in it."""
    column = (one.x1 for one in lines if one.page == line.page and abs(one.x0 - line.x0) <= _OF_ONE_COLUMN)
    return max((line.x1, *column)) - line.x1


def fits_behind(room: float, word: float) -> bool:
    """Whether a word so wide fits into the room behind a line."""
    return room >= word + _BLANK


class SetProse:
    """How prose is set on its pages, as its `lines` and the breaks `inside` its sentences show it. Behind a sentence's
    end a break parts paragraphs where it shows what none of these does.

    `parted`: gaps part the paragraphs already, so that a little room ends none.
    """

    def __init__(self, lines: Sequence[PrintedLine], inside: Sequence[PrintedBreak], parted: bool) -> None:
        self._lines, self._inside, self._parted = lines, inside, parted
        rooms = [room_in_column(line, lines) for line, _ in inside]
        self._room = max(rooms)
        self._has_room = any(
            fits_behind(room, below.first_word + _EVEN * below.height)
            for room, (_, below) in zip(rooms, inside, strict=True)
        )
        self._leading = max(below.bottom - line.bottom for line, below in inside)

    def parts_paragraphs(self, line: PrintedLine, below: PrintedLine) -> bool:
        """Whether a paragraph ends between two lines, the first of which ends a sentence."""
        if line.page != below.page:
            return False
        shifted = self._is_indented(below) or self._steps_back(line, below)
        return shifted or self._stands_apart(line, below) or self._leaves_room(line, below)

    def _stands_apart(self, line: PrintedLine, below: PrintedLine) -> bool:
        # Breaks that only go to the next column show no leading.
        return below.bottom - line.bottom > self._leading + _EVEN * below.height > 0

    def _is_indented(self, below: PrintedLine) -> bool:
        indents = [below.x0 - under.x0 for _, under in self._inside if under.page == below.page]
        indented = any(_INDENT * below.height <= indent <= _OF_ONE_COLUMN for indent in indents)
        return indented and all(abs(indent) > _EVEN * below.height for indent in indents)

    def _steps_back(self, line: PrintedLine, below: PrintedLine) -> bool:
        """Whether the line below begins left of an item of a list."""
        steps = (over.x0 - under.x0 for over, under in self._inside)
        step, even = line.x0 - below.x0, _EVEN * below.height
        return 2 * even <= step <= _OF_ONE_COLUMN and all(abs(one - step) > even for one in steps)

    def _leaves_room(self, line: PrintedLine, below: PrintedLine) -> bool:
        if self._parted:
            return False
        room, even = room_in_column(line, self._lines), _EVEN * line.height
        if self._room <= even:
            # Every line is set to the edge.
            return room > self._room + even / 2
        return fits_behind(room, below.first_word + even) and (not self._has_room or room > self._room + even)
