"""Paragraphs and sentences: stretches of the document that read as one, across wrapped lines and page furniture."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest import vocabulary
from ingest.document import Document, Line, Span, plain
from ingest.filled_lines import room_as_set, room_by_letters
from ingest.kept_patterns import compiled, kept_pattern
from ingest.shapes import TELEGRAPH_STOP, begins_small

BULLET = compiled(
    r"[ \t]{0,12}(?P<marker>"
    r"[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u25a0\u25a1\u25fc\u25fe\u2713\u2714\u27a2\u25ba\u00b7\u2219\uf000-\uf0ff>*]{1,2}(?=\s|\w)"
    r"|=>|->|>>(?=\s)|-{2,3}(?=\s)|[\u00b0+=~](?=\s)"
    r"|[\u00bb\u2192\u2794\u27a4\u2756\u25c6\u25c7\u25b6\u25b8\u25b9\u25ba\u26ab\u2b1b\u2666\u2043](?=\s)"
    # Squares, arrows and ticks of a font of signs, left as its letters.
    r"|[\u00a7\u00d8\u00fc](?=[ \t]{1,6}[^\W\d_]{2})|[lquv](?=\t|[ ]{2,}\S)|[A-H][.)](?=\s[A-Z]\w+\s[a-z])"
    r"|\.(?=[ ]{1,3}[^\W\d_]{2})|[-\u2013\u2014](?=\s|\w)|n(?=[ \t]\S|[ ]{2,})|o(?=\t|[ ]{2,}\S)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s)|\(?\d{1,2}\)(?=\w)|\d{1,2}(?=[ ]{2,6}[a-z]{3}))[ \t]{0,12}"
)
_SENTENCE_END = compiled(rf"[.!?\u2026:\u061f][\"\u201d\u2019'\u00bb)\]]{{0,3}}$|{TELEGRAPH_STOP}$")
_LONGEST_SENTENCE_END = 6
SENTENCE_BREAK = compiled(
    rf"(?P<mark>[.!?\u2026\u061f]{{1,3}}|{TELEGRAPH_STOP})"
    r"(?:[\u00a0\u202f ]\u00bb|[\"\u201d\u2019'\u00bb)\]]{0,3})(?P<gap>\s{1,40})"
    r"(?=[\"\u201c\u2018'\u00ab(\[\u00bf\u00a1]{0,3}[^\W\d_a-z]|[\"\u201c\u00ab(]?\d)"
)


# The signs by which one line goes on with another, or begins a paragraph. Lengths are in characters as printed; a share
# is one of the width, the length of the longest line around.
LONGEST_WRAPPED = 160
"""A longer line is a paragraph of its own: nobody wraps so late."""
_SHORTEST_PROSE_LINE = 50
_FEWEST_WORDS_OF_PROSE = 7
"""A shorter line, or one of fewer words, may be a heading, a name or a part of an address."""
_FEWEST_BLANKS = 2
"""One blank line behind a sentence's end may stand there by chance; so many divide the paragraphs."""
_FEWEST_INDENTED = 2
"""One indented line may be so by chance; so many indent what begins a paragraph."""
_FEWEST_DASHES = 2
"""One dash at a line's start may have come there by wrapping; so many open the items of a list."""
_ROOM_LEFT = 0.18
"""A line that left less room behind it, next word included, was full: its sentence goes on."""
_ROOM_LEFT_BY_SENTENCE = 0.1
"""The same where a sentence ends with the line: a paragraph may begin behind it, so it must be fuller to go on."""
_SHORTEST_ABOVE_BLANK = 0.6
"""A line that fills a smaller share does not go on behind a blank line."""
_LONG_BEFORE_PROSE = 0.7
"""A line that fills more goes on where the next begins with a name and breaks off like prose."""
_LONG_AMONG_UNWRAPPED = 0.8
"""The same among lines that were not wrapped, whatever comes behind."""
_SHORTEST_BEHIND_SENTENCE = 0.7
"""A line below a sentence's end that fills less, and ends none itself, begins something else."""
_OF_ONE_COLUMN = 24.0
"""Points: lines of one column begin no farther apart than a first line is indented."""
_BLANK = 2.0
"""Points: the least blank between two words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or list item. `spans` are several where page furniture interrupts it; `marker` is its bullet."""

    spans: tuple[Span, ...]
    marker: Span | None = None

    @property
    def span(self) -> Span:
        """From its first character to its last, furniture included."""
        return Span(self.spans[0].start, self.spans[-1].end)


def paragraphs(document: Document, span: Span) -> list[Paragraph]:
    """The paragraphs of a stretch of text, in order, without page furniture."""
    return list(
        document.read_once(("paragraphs", span), lambda: [_paragraph(document, one) for one in _groups(document, span)])
    )


def _ends_sentence(text: str) -> bool:
    """Whether a sentence ends with a text."""
    return _SENTENCE_END.search(text, max(0, len(text) - _LONGEST_SENTENCE_END)) is not None


def _ends_in_title(text: str) -> bool:
    """Whether a text breaks off behind a title before a name ("Dr.")."""
    word = text.rsplit(maxsplit=1)[-1]
    return word[0].isupper() and word[-1] == "." and word[:-1].casefold() in _courtesies()


@cache
def _courtesies() -> frozenset[str]:
    """Titles, without the dot of an abbreviation, that a name follows and no sentence ends with."""
    return frozenset(title.rstrip(".") for title in vocabulary.word_set("courtesy", "officials"))


def _groups(document: Document, span: Span) -> Iterator[list[Line]]:
    lines = list(document.lines_in(span))
    width = _usual_width([_width(_printed(document, line)) for line in lines])
    parted = _are_parted_by_blanks(document, lines)
    always = _wraps_all_prose(document)
    indents = _indents_first_lines([document.text[line.start : line.end] for line in lines])
    marks = Counter(_dash(document.text[line.start : line.end]) for line in lines)
    ragged = _ragged(document, lines)
    closing = _closing_lines(document, lines, width)
    items = _unmarked_items(document, lines)
    group: list[Line] = []
    blank = False
    for line in lines:
        text = document.text[line.start : line.end]
        if not text.strip():
            blank = True
            continue
        first = document.text[group[0].start : group[0].end] if group else ""
        before = _printed(document, group[-1]) if group else ""
        turned = bool(group) and blank and _turns(document, group[-1], line)
        interrupted = bool(group) and blank and _is_interrupted(document, group[-1], line)
        filled = bool(group) and not blank and not turned and _is_filled(document, lines, group[-1], line)
        hangs = bool(group) and not blank and _hangs(first, before, text)
        wrapped = parted and not blank and _is_wrapped_prose(before, text)
        wrapped = wrapped or (always and not blank and bool(group) and _is_inside(before, text, width))
        wrapped = wrapped or (line.start in ragged and bool(group) and not blank and not _is_item(text))
        wrapped = wrapped and not (bool(group) and group[-1].start in closing)
        wrapped = wrapped or (not blank and _is_inside_prose(document, group, text))
        wrapped = wrapped or (bool(group) and not blank and _breaks_a_word(document, group[-1], line))
        wrapped = wrapped or (indents and bool(group) and not blank and not text[0].isspace() and not _is_item(text))
        begins = bool(group) and not hangs
        # Dashes that open several lines are those of a list.
        listed = marks[_dash(text)] >= _FEWEST_DASHES and bool(_dash(text))
        if begins and not listed and not (indents and _opens_by_indent(before, text)) and not _counts_on(first, text):
            closed = bool(group) and not blank and group[-1].start in closing
            begins = not (wrapped or _continues(before, text, width, blank, turned, filled, closed))
            begins = begins and not (interrupted and _goes_over(before, text))
        if begins or (group and line.start in items):
            yield group
            group = []
        group.append(line)
        blank = False
    if group:
        yield group


def _usual_width(widths: list[int]) -> int:
    """The length of the longest line; of the next one where a single line among several runs over it, as by an edit."""
    ordered = sorted(widths, reverse=True)
    if len(ordered) <= _FEWEST_OF_A_WIDTH or ordered[0] > LONGEST_WRAPPED:
        return max(widths, default=0)
    usual = ordered[1]
    alike = ordered[_FEWEST_OF_A_WIDTH] > _ALIKE * usual and usual >= _SHORTEST_PROSE_LINE
    return usual if alike and ordered[0] > usual / _ALIKE else ordered[0]


_FEWEST_OF_A_WIDTH = 3
"""So many lines besides the longest show how wide a stretch was wrapped."""
_ALIKE = 0.9
"""Lines of one width fill at least such a share of it."""


def _wraps_all_prose(document: Document) -> bool:
    """Whether a document breaks its prose into lines, and a blank line stands wherever a paragraph ends."""
    return document.read_once(
        ("wraps all prose", Span(0, len(document.text))), lambda: _is_wrapped_throughout(document)
    )


def _is_wrapped_throughout(document: Document) -> bool:
    """Whether lines that break off in prose go on below, and those that leave room do so within sentences as well as
    at their ends: no paragraph ends without a blank line.
    """
    texts = [document.text[line.start : line.end].strip() for line in document.lines if not line.furniture]
    if max((len(text) for text in texts), default=0) > LONGEST_WRAPPED:
        return False
    prose = [len(text) for text in texts if _is_running(text)]
    width = _usual_width(prose)
    wraps = ends = early = early_ends = 0
    for text, below in pairwise(texts):
        if not _is_running(text):
            continue
        ended = _ends_sentence(text)
        ends += ended and not below
        wraps += not ended and below[:1].islower()
        room = width - len(text) - 1 - len(below.split(maxsplit=1)[0]) if below else 0
        if room > _ROOM_LEFT_BY_SENTENCE * width:
            early_ends += ended
            early += not ended
    return wraps >= _FEWEST_WRAPS and ends >= _FEWEST_BLANKS and early_ends <= early


_FEWEST_WRAPS = 5
"""So many sentences that go on below show that prose was broken into lines."""


def _is_inside(before: str, text: str, width: int) -> bool:
    """Whether a break between two lines is inside a paragraph, where all prose is broken: the first is long, and one of
    both is running prose.
    """
    indented = text[0].isspace() and not before[0].isspace()
    # A house's number behind a comma may be the first line of an address.
    addressed = before.rstrip()[-1:] == "," and text.lstrip()[0].isdigit()
    if indented or addressed or _is_item(text) or before.rstrip()[-1:] in (":", ";"):
        return False
    if len(before.strip()) < _SHORTEST_ABOVE_BLANK * width:
        return False
    words = before.split()
    # In German, nouns have capitals too.
    broken = not _ends_sentence(before.rstrip()) and len(words) >= _FEWEST_WORDS_OF_PROSE
    broken = broken and 3 * sum(map(begins_small, words)) > len(words)
    return broken or _is_running(before) or _is_running(text)


def _is_inside_prose(document: Document, group: Sequence[Line], text: str) -> bool:
    """Whether a line goes on with a paragraph whose last line broke off before its end, by an edit: that one stands
    below running prose, and no sentence ends with it.
    """
    if len(group) < _FEWEST_LINES_OF_PROSE or _is_item(text):
        return False
    above, before = (document.text[line.start : line.end].rstrip() for line in group[-_FEWEST_LINES_OF_PROSE:])
    quoted = before[-1] == ":" and _QUOTE_OPENS.match(text) is not None
    if (_ends_sentence(before) and not quoted) or before[-1] == ";" or text.isupper():
        return False
    return _is_running(above) and not _ends_sentence(above)


_BROKEN_AT_END = compiled(r"[-\u00ad\u2010][ \t]{0,8}\n")


def _breaks_a_word(document: Document, before: Line | None, line: Line) -> bool:
    """Whether the last word of the line before stood in two lines of the source, the second of which goes on here."""
    source, origins = document.reading.text, document.origins
    if before is None or before.end <= before.start:
        return False
    broken = _BROKEN_AT_END.search(source, origins[before.start], origins[before.end - 1])
    return broken is not None and "\n" not in source[origins[before.end - 1] : origins[line.start]]


_QUOTES = '"\u201c\u201e\u00ab'
_QUOTE_OPENS = compiled(r"\s{0,12}[\"\u201c\u201e\u00ab]")
_FEWEST_LINES_OF_PROSE = 2


def _printed(document: Document, line: Line) -> str:
    """A line as it is printed, with the heading before it where the stretch begins behind one."""
    return document.text[document.lines[document.line_at(line.start)].start : line.end]


def _are_parted_by_blanks(document: Document, lines: list[Line]) -> bool:
    """Whether blank lines stand between paragraphs of several lines, so that nothing else begins one."""
    ends = 0
    long = 0
    for line, following in pairwise(lines):
        text, below = (document.text[one.start : one.end].strip() for one in (line, following))
        long += len(text) >= _SHORTEST_PROSE_LINE and len(below) >= _SHORTEST_PROSE_LINE
        ends += bool(text) and not below and _ends_sentence(text) and len(text.split()) > 1
    return ends >= _FEWEST_BLANKS and long > ends


_FEWEST_RAGGED = 2
_RAGGED_ROOM = 0.3
"""A line that left a larger share of the width, and is no end of a sentence, was broken where it happened."""


def _ragged(document: Document, lines: list[Line]) -> frozenset[int]:
    """Where the lines start of runs of prose that were broken anywhere, so that no short line ends a paragraph."""
    return frozenset(line.start for run in _runs(document, lines) if _is_broken_anywhere(document, run) for line in run)


def _runs(document: Document, lines: list[Line]) -> list[list[Line]]:
    """The lines that no blank one parts."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if document.text[line.start : line.end].strip():
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return runs


_FEWEST_FILLED = 3
"""So many lines of prose that sentences go on behind show how far a stretch fills its lines."""


@dataclass(frozen=True, slots=True)
class _Breaks:
    """The breaks between lines of prose, each as the line and the one below: those inside a sentence, and behind the
    end of one, by where the line starts.
    """

    inside: tuple[tuple[str, str], ...]
    ended: dict[int, tuple[str, str]]


def _breaks(document: Document, lines: Sequence[Line]) -> _Breaks:
    inside: list[tuple[str, str]] = []
    ended: dict[int, tuple[str, str]] = {}
    for before, line, following in zip([None, *lines], lines, lines[1:], strict=False):
        text, below = (plain(document.text[one.start : one.end]).strip() for one in (line, following))
        if not text or not below or _breaks_a_word(document, before, line) or _breaks_a_word(document, line, following):
            continue
        if _ends_sentence(text):
            # A call in capitals stands above what belongs to it.
            ended.update({} if text.isupper() else {line.start: (text, below)})
        elif below[0].islower() or _is_running(text):
            inside.append((text, below))
    return _Breaks(tuple(inside), ended)


def _breaks_of_prose(document: Document) -> _Breaks:
    """The breaks of the whole document whose lines are long."""
    every = _breaks(document, [line for line in document.lines if not line.furniture])
    return _Breaks(tuple(pair for pair in every.inside if _is_running(pair[0])), {})


def _closing_lines(document: Document, lines: list[Line], width: int) -> frozenset[int]:
    """Where the lines start that end a sentence though the next line's first word would have fitted behind them, in a
    stretch whose other lines are filled. In a short one, the lines of the whole document show how far that is.
    """
    own = _breaks(document, lines)
    inside = own.inside
    if len(inside) < _FEWEST_FILLED and own.ended:
        whole = Span(0, len(document.text))
        inside += document.read_once(("breaks of prose", whole), lambda: _breaks_of_prose(document)).inside
    if len(inside) < _FEWEST_FILLED:
        return frozenset()
    told = [text for pair in (*inside, *own.ended.values()) for text in pair]
    rooms = [room_by_letters(told), room_as_set(told)]
    filled = [room for room in rooms if all(room(*pair) <= 0 for pair in inside)]
    if not filled:
        # Filled by a hand, or in a type unlike others.
        filled = [lambda text, below: width - len(f"{text} {below.split(maxsplit=1)[0]}") - _ROOM_LEFT * width]
        if any(room(*pair) > 0 for room in filled for pair in inside):
            return frozenset()
    return frozenset(start for start, pair in own.ended.items() if all(room(*pair) > 0 for room in filled))


_FEWEST_SEMICOLONS = 2
"""Lines that end so in a list that lost its bullets."""


def _unmarked_items(document: Document, lines: list[Line]) -> frozenset[int]:
    """Where the lines of lists without bullets start: each opens with a capital and ends as an item does."""
    return frozenset(line.start for run in _runs(document, lines) if _are_items(document, run) for line in run)


def _are_items(document: Document, run: list[Line]) -> bool:
    texts = [document.text[line.start : line.end].strip() for line in run]
    ended = sum(text.endswith(";") for text in texts[:-1])
    return ended >= _FEWEST_SEMICOLONS and all(text[0].isupper() and text[-1] in ";." for text in texts)


def _is_broken_anywhere(document: Document, run: list[Line]) -> bool:
    texts = [document.text[line.start : line.end].strip() for line in run]
    width = max(map(len, texts), default=0)
    if len(texts) <= _FEWEST_RAGGED or not _SHORTEST_PROSE_LINE <= width <= LONGEST_WRAPPED:
        return False
    short = sum(
        not _ends_sentence(text)
        and text[-1] not in ";,"
        and below[0].islower()
        and width - len(text) - 1 - len(below.split(maxsplit=1)[0]) > _RAGGED_ROOM * width
        for text, below in pairwise(texts)
    )
    words = [word for text in texts for word in text.split()]
    return short >= _FEWEST_RAGGED and 2 * sum(map(begins_small, words)) > len(words)


def _is_wrapped_prose(before: str, text: str) -> bool:
    """Whether two lines are both running prose, and the second begins no list item."""
    return _is_running(before) and _is_running(text) and not _is_item(text)


_ROW = compiled(r"\S[ \t]{4,}\S")


def _is_running(line: str) -> bool:
    if _ROW.search(line):
        return False
    words = line.split()
    small = sum(map(begins_small, words))
    return len(line.strip()) >= _SHORTEST_PROSE_LINE and 2 * small > len(words)


_INDENT = compiled(r"([ ]{1,12}|\t)[\"\u201c\u201e\u00ab\u00bf\u00a1]?[^\W\d_a-z\u00df-\u00ff]")
_ONE_BLANK = " "


def _indents_first_lines(texts: list[str]) -> bool:
    """Whether one indent opens each paragraph or item, and none its other lines.

    A single blank may be all that is left of a bullet that got lost; a wider indent stands behind sentences' ends only.
    """
    filled = [text for text in texts if text.strip()]
    indents = {found[1] for text in filled if (found := _INDENT.match(text))}
    if len(indents) != 1 or sum(_INDENT.match(text) is not None for text in filled) < _FEWEST_INDENTED:
        return False
    ended = indents == {_ONE_BLANK} or all(
        _ends_sentence(one.rstrip()) for one, other in pairwise(texts) if one.strip() and _INDENT.match(other)
    )
    runs_on = any(_INDENT.match(one) and other[0].isalnum() for one, other in pairwise(filled))
    return ended and runs_on and all(_INDENT.match(text) or not text[0].isspace() for text in filled)


def _dash(text: str) -> str:
    """The dash that opens a line before a blank, with the blanks before it; empty where none does."""
    match = _DASH.match(text)
    return match.group() if match else ""


_DASH = compiled(r"[ \t]{0,12}[-\u2013\u2014](?=[ \t])")


def _opens_by_indent(before: str, text: str) -> bool:
    """Whether a line's indent opens a paragraph: behind a sentence's end, in a stretch that indents first lines."""
    return text[0].isspace() and _ends_sentence(before.rstrip())


def _hangs(first: str, before: str, text: str) -> bool:
    """Whether a line is indented as the text of the list item is that the paragraph began with, and goes on with it."""
    item = BULLET.match(first)
    if item is None or first[item.start("marker")].isdigit() or BULLET.match(text):
        return False
    column = len(first[: item.end()].expandtabs())
    return column > 1 and len(text.expandtabs()) - len(text.expandtabs().lstrip()) == column


def _counts_on(first: str, text: str) -> bool:
    """Whether a line bears the number behind that of the paragraph's first line: the next item of a list."""
    marks = [_NUMBERED.match(line) for line in (first, text)]
    return all(marks) and int(marks[1][1]) == int(marks[0][1]) + 1  # type: ignore[index]


_NUMBERED = compiled(r"\s{0,12}\(?(\d{1,2})[.)]\s")


def _width(text: str) -> int:
    """The length of a line as printed, without the link destinations that cleaning put in."""
    return len(plain(text)) if "<" in text else len(text)


def _turns(document: Document, before: Line, line: Line) -> bool:
    """Whether a page ends between two lines; in a plain text, which parts paragraphs there too, inside a sentence."""
    if document.reading.glyphs is None:
        if _ends_sentence(document.text[before.start : before.end].rstrip()):
            return False
        between = slice(document.origins[before.end - 1], document.origins[line.start])
        return "\f" in document.reading.text[between]
    return document.page_at(before.start) != document.page_at(line.start)


def _is_interrupted(document: Document, before: Line, line: Line) -> bool:
    """Whether page furniture stands between two lines: words or a number, and no ruler, which divides."""
    between = document.lines[document.line_at(before.start) + 1 : document.line_at(line.start)]
    furniture = [document.text[one.start : one.end] for one in between if one.furniture]
    return bool(furniture) and all(any(map(str.isalnum, text)) for text in furniture if text.strip())


def _goes_over(before: str, text: str) -> bool:
    """Whether a sentence goes on behind page furniture: its next word is small, or prose breaks off before it."""
    before, text = before.rstrip(), text.lstrip()
    if _ends_sentence(before) or before[-1:] == ";" or BULLET.match(text):
        return False
    text = text.rstrip()
    told = _breaks_off(text) or _ends_sentence(text) or len(text) >= _SHORTEST_PROSE_LINE
    return text[0].islower() or (_breaks_off(before) and told)


def _is_filled(document: Document, lines: Sequence[Line], before: Line, line: Line) -> bool:
    """Whether a sentence ends with a line that had no room for the next line's first word: it may go on there."""
    ended = _ends_sentence(document.text[before.start : before.end].rstrip())
    return ended and fills_its_line(document, lines, before, line)


def fills_its_line(document: Document, lines: Sequence[Line], before: Line, line: Line) -> bool:
    """Whether the first word of a line would not have fitted behind the line before it, as print shows it.

    A column is as wide as the widest of `lines` that begins where the line before does. False where the format has no
    pages.
    """
    printed, following = (document.printed_lines[document.line_at(one.start)] for one in (before, line))
    if printed is None or following is None:
        return False
    others = (document.printed_lines[document.line_at(one.start)] for one in lines)
    edge = max(
        one.x1
        for one in (printed, *others)
        if one is not None and one.page == printed.page and abs(one.x0 - printed.x0) <= _OF_ONE_COLUMN
    )
    return edge - printed.x1 < following.first_word + _BLANK


def _continues(before: str, text: str, width: int, blank: bool, turned: bool, filled: bool, closed: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it. `turned`: on another page; `filled`: that one
    had no room for this one's first word; `closed`: it had some, and a sentence ends with it.
    """
    before, text = before.rstrip(), text.lstrip()
    if not blank and _ends_in_title(before) and not _is_item(text):
        return True
    date = None if blank else _date_over_break(before, text)
    if not blank and (_leads_to_number(before, text) or (date is not None and _is_surely_date(before, text, date))):
        return True
    # A day's dot ends no sentence ("am 30." / "Juni").
    ended = _ends_sentence(before) and date is None
    room = width - _width(before) - 1 - len(text.split(maxsplit=1)[0])
    full = filled or (not closed and room < (_ROOM_LEFT_BY_SENTENCE if ended else _ROOM_LEFT) * width)
    if _is_item(text) and not _wrapped_mark(text, before, full, blank):
        return False
    if not blank and before[-1:] in (":", "\uff1a") and text.startswith(("http://", "https://", "www.")):
        # A label, and what it announces on the next line.
        return True
    if blank:
        goes_on = text[0].islower() or turned
        return not ended and goes_on and len(before) > _SHORTEST_ABOVE_BLANK * min(width, LONGEST_WRAPPED)
    if before[-1:] == ";" and text[0].isupper() and vocabulary.match(text, "phrases", "appeal_verb"):
        return False
    if not ended and before.rsplit(maxsplit=1)[-1] in vocabulary.word_set("connector", "officials"):
        return True
    if width > LONGEST_WRAPPED:
        return not ended and (text[0].islower() or len(before) > _LONG_AMONG_UNWRAPPED * width or _breaks_off(before))
    if ended and len(text.rstrip()) < _SHORTEST_BEHIND_SENTENCE * width and not _ends_sentence(text.rstrip()):
        return False
    if not ended and len(before) > _LONG_BEFORE_PROSE * width and _breaks_off(text):
        # A name at the line's start, and prose behind it.
        return True
    return full or (not ended and (text.lstrip(_QUOTES)[:1].islower() or _breaks_off(before)))


@cache
def _day() -> re.Pattern[str]:
    link = vocabulary.alternatives("dates", "link")
    return compiled(rf"\d{{1,2}}\.[ \t]{{1,3}}(?:{link}[ \t]{{1,3}})?(?=[^\W\d_]{{3}})")


def _is_item(text: str) -> bool:
    """Whether a line begins a list item. A day with the dot of an ordinal is no number of one ("3. Mai 1999")."""
    if not BULLET.match(text):
        return False
    day = _day().match(text.lstrip())
    if day is None:
        return True
    return month_name().match(text.lstrip(), day.end()) is None


_FEWEST_WORDS_READ_ON = 5


def _leads_to_number(before: str, text: str) -> bool:
    """Whether a short line of a sentence ends with a small word before a number."""
    words = before.split()
    if not text[0].isdigit() or not words or not begins_small(words[-1]) or not words[-1].isalpha():
        return False
    return _reads_on(before)


def _reads_on(before: str) -> bool:
    """Whether a line is inside a sentence, also a short one: most of its words are small, and no mark ends it."""
    words = before.split()
    small = sum(map(begins_small, words))
    return len(words) >= _FEWEST_WORDS_READ_ON and 2 * small > len(words) and before[-1] not in "!?\u2026:;,)"


def _date_over_break(before: str, text: str) -> re.Match[str] | None:
    """The rest of a date at a line's start that the line above breaks off in; None where it breaks off in none.

    "on 12" / "March 1994", "28 February" / "1992", "in" / "May 1993", "am" / "3. Mai 1999", "am 30." / "Juni".
    """
    if compiled(r"\d").search(before[-_LONGEST_DAY:] + text[:_LONGEST_DATE]) is None or not _may_go_on_in_date(text):
        return None
    begins = _date_begins().match(text)
    ends = _date_ends().search(before[-_LONGEST_DATE:]) if begins is not None else None
    return begins if begins and ends and begins.lastgroup in _GOES_ON[str(ends.lastgroup)] else None


def _may_go_on_in_date(text: str) -> bool:
    """Whether a line begins with a day or a year, or with letters that may be a month's: to tell takes little."""
    if text[0].isdigit():
        return compiled(r"\d{1,2}(?!\d)|(?:19|20)\d\d(?!\d)").match(text) is not None
    letters = vocabulary.squeezed(text[:_LONGEST_DATE])
    return any(vocabulary.may_begin(letters, "dates", key) for key in (*map(str, range(1, 13)), "link"))


def _is_surely_date(before: str, text: str, begins: re.Match[str]) -> bool:
    """Whether the words around show that a date goes on over a line break, and the next line begins nothing else.

    Its rest stands in a sentence, or is a day with the dot of an ordinal, or the line above is inside a sentence.
    """
    if begins.lastgroup == "day_and_year" or _BEHIND_DATE_IN_SENTENCE.match(text, begins.end()):
        return True
    dotted = begins.lastgroup == "day" and _day().match(text) is not None
    return _reads_on(before) or (dotted and len(before.split()) >= _FEWEST_WORDS_READ_ON)


_BEHIND_DATE_IN_SENTENCE = compiled(r"\s{0,2}(?:[a-z\u00df-\u00ff\d,.;:)]|$)")
_LONGEST_DAY, _LONGEST_DATE = 5, 30
# What follows behind the end of a line that breaks off in a date.
_GOES_ON = {"day": ("month",), "range": ("day",), "month": ("year", "day_and_year"), "word": ("month", "year", "day")}


@kept_pattern(re.IGNORECASE)
def _date_ends() -> str:
    """The end of a line behind which a date goes on: a day, a month, or a word that stands before them."""
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    link = vocabulary.expression("dates", "link")
    day = rf"(?<![\d.:/])\d{{1,2}}(?:{ending}|\u00ba|\u00b0|\.)?"
    month = vocabulary.expression("dates", *map(str, range(1, 13)))
    word = vocabulary.expression("dates", "time_preposition", "before_day")
    return (
        rf"(?:(?P<day>{day}(?:\s{link})?)|(?P<range>{day}\s?[-\u2013/])"
        rf"|(?P<month>{month},?(?:\s{link})?)|(?P<word>{word}))$"
    )


@kept_pattern(re.IGNORECASE)
def _date_begins() -> str:
    """The rest of a date at a line's start: a month, a year, or a day with what follows it."""
    ending = vocabulary.alternatives("dates", "ordinal_ending")
    link = vocabulary.expression("dates", "link")
    month = vocabulary.expression("dates", *map(str, range(1, 13)))
    year = r"(?:19|20)\d\d(?![\w/-])"
    day = rf"\d{{1,2}}(?:{ending}|\u00ba|\.)?"
    return (
        rf"(?:(?P<day_and_year>{day},?\s{year})|(?P<day>{day}\s(?:{link}\s)?{month})"
        rf"|(?P<month>(?:{link}\s)?{month})|(?P<year>(?:{link}\s)?{year}))"
    )


def _breaks_off(before: str) -> bool:
    """Whether a line is running prose that its sentence goes on behind, however short the line is on its page."""
    words = before.split()
    small = sum(map(begins_small, words))
    long = len(words) >= _FEWEST_WORDS_OF_PROSE and len(before) >= _SHORTEST_PROSE_LINE
    # A line inside which a sentence ends may hold many names.
    prose = (3 if SENTENCE_BREAK.search(before) else 2) * small > len(words)
    return long and prose and before[-1] not in ";:"


def _wrapped_mark(text: str, before: str, full: bool, blank: bool) -> bool:
    """Whether a dash or number at a line's start only came there by wrapping: inside a sentence, behind a full line."""
    if text[0] == ".":
        # A speck, which OCR read as a bullet's dot.
        return not blank and before[-1:] not in ".;:!?"
    inside = full and not blank and before[-1:] not in ".;:!?,"
    return inside and (text[0].isdigit() or text[0] in "-\u2013\u2014")


def _paragraph(document: Document, lines: list[Line]) -> Paragraph:
    start, end = lines[0].start, lines[-1].end
    bullet = BULLET.match(document.text, start, end)
    marker = None
    if bullet and bullet.end() < end and not _opens_with_day(document.text, bullet.start("marker")):
        marker = Span(*bullet.span("marker"))
        start = bullet.end()
    return Paragraph(document.without_furniture(document.trimmed(Span(start, end))), marker)


def _opens_with_day(text: str, start: int) -> bool:
    """Whether a paragraph opens with a day, its month and its year ("3. Mai 1999: ..."), and no number of an item."""
    day = _day().match(text, start)
    month = month_name().match(text, day.end()) if day else None
    return month is not None and compiled(r"\.?[ \t\n]{1,3}(?:19|20)\d\d(?!\d)").match(text, month.end()) is not None


@cache
def month_name() -> re.Pattern[str]:
    """The names of months."""
    return vocabulary.pattern("dates", *(str(number) for number in range(1, 13)))


def text_of(document: Document, spans: tuple[Span, ...]) -> str:
    """The text value of the spans."""
    return plain(document.quote(*spans))
