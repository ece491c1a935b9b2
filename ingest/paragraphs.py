"""Paragraphs: stretches of the document that read as one, across wrapped lines and page furniture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Document, Line, PrintedLine, Span, plain
from ingest.filled_lines import SetProse, fits_behind, room_as_set, room_by_letters, room_in_column
from ingest.kept_patterns import compiled
from ingest.line_breaks import (
    BULLET,
    FEWEST_WORDS_OF_PROSE,
    LONGEST_WRAPPED,
    ROOM_LEFT,
    ROOM_LEFT_BY_SENTENCE,
    SHORTEST_ABOVE_BLANK,
    SHORTEST_PROSE_LINE,
    breaks_off,
    continues,
    dotted_day,
    ends_sentence,
    is_item,
    month_name,
    printed_width,
)
from ingest.shapes import begins_small

_FEWEST_BLANKS = 2
"""One blank line behind a sentence's end may stand there by chance; so many divide the paragraphs."""
_FEWEST_INDENTED = 2
"""One indented line may be so by chance; so many indent what begins a paragraph."""
_FEWEST_DASHES = 2
"""One dash at a line's start may have come there by wrapping; so many open the items of a list."""


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


def _groups(document: Document, span: Span) -> Iterator[list[Line]]:
    lines = list(document.lines_in(span))
    width = _usual_width([printed_width(_printed(document, line)) for line in lines])
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
        below = bool(group) and not blank
        turned = bool(group) and blank and _turns(document, group[-1], line)
        interrupted = bool(group) and blank and _is_interrupted(document, group[-1], line)
        closed = below and group[-1].start in closing
        filled = below and not closed and _is_filled(document, lines, group[-1], line)
        hangs = below and _hangs(first, before, text)
        wrapped = below and (
            (parted and not closed and _is_wrapped_prose(before, text))
            or (always and not closed and _is_inside(before, text, width))
            or (line.start in ragged and not closed and not is_item(text))
            or _is_inside_prose(document, group, text)
            or _breaks_a_word(document, group[-1], line)
            or (indents and not text[0].isspace() and not is_item(text))
        )
        begins = bool(group) and not hangs
        # Dashes that open several lines are those of a list.
        listed = marks[_dash(text)] >= _FEWEST_DASHES and bool(_dash(text))
        if begins and not listed and not (indents and _opens_by_indent(before, text)) and not _counts_on(first, text):
            begins = not (wrapped or continues(before, text, width, blank, turned, filled, closed))
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
    alike = ordered[_FEWEST_OF_A_WIDTH] > _ALIKE * usual and usual >= SHORTEST_PROSE_LINE
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
        ended = ends_sentence(text)
        ends += ended and not below
        wraps += not ended and below[:1].islower()
        room = width - len(text) - 1 - len(below.split(maxsplit=1)[0]) if below else 0
        if room > ROOM_LEFT_BY_SENTENCE * width:
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
    if indented or addressed or is_item(text) or before.rstrip()[-1:] in (":", ";"):
        return False
    if len(before.strip()) < SHORTEST_ABOVE_BLANK * width:
        return False
    words = before.split()
    # In German, nouns have capitals too.
    broken = not ends_sentence(before.rstrip()) and len(words) >= FEWEST_WORDS_OF_PROSE
    broken = broken and 3 * sum(map(begins_small, words)) > len(words)
    return broken or _is_running(before) or _is_running(text)


def _is_inside_prose(document: Document, group: Sequence[Line], text: str) -> bool:
    """Whether a line goes on with a paragraph whose last line broke off before its end, by an edit: that one stands
    below running prose, and no sentence ends with it.
    """
    if len(group) < _FEWEST_LINES_OF_PROSE or is_item(text):
        return False
    above, before = (document.text[line.start : line.end].rstrip() for line in group[-_FEWEST_LINES_OF_PROSE:])
    quoted = before[-1] == ":" and _QUOTE_OPENS.match(text) is not None
    if (ends_sentence(before) and not quoted) or before[-1] == ";" or text.isupper():
        return False
    return _is_running(above) and not ends_sentence(above)


_BROKEN_AT_END = compiled(r"[-\u00ad\u2010][ \t]{0,8}\n")


def _breaks_a_word(document: Document, before: Line | None, line: Line) -> bool:
    """Whether the last word of the line before stood in two lines of the source, the second of which goes on here."""
    source, origins = document.reading.text, document.origins
    if before is None or before.end <= before.start:
        return False
    broken = _BROKEN_AT_END.search(source, origins[before.start], origins[before.end - 1])
    return broken is not None and "\n" not in source[origins[before.end - 1] : origins[line.start]]


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
        long += len(text) >= SHORTEST_PROSE_LINE and len(below) >= SHORTEST_PROSE_LINE
        ends += bool(text) and not below and ends_sentence(text) and len(text.split()) > 1
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


_ENOUGH_FILLED = 5
"""So many show it without the other lines of the document."""
_FEWEST_FILLED = 3
"""So many lines of prose that sentences go on behind show how far a stretch fills its lines."""


@dataclass(frozen=True, slots=True)
class _Breaks:
    """The breaks between lines of prose, each as the line and the one below: those inside a sentence, and behind the
    end of one.
    """

    inside: tuple[tuple[Line, Line], ...]
    ended: tuple[tuple[Line, Line], ...]


def _breaks(document: Document, lines: Sequence[Line]) -> _Breaks:
    inside: list[tuple[Line, Line]] = []
    ended: list[tuple[Line, Line]] = []
    for before, line, following in zip([None, *lines], lines, lines[1:], strict=False):
        text, below = _texts(document, (line, following))
        if not text or not below or _breaks_a_word(document, before, line) or _breaks_a_word(document, line, following):
            continue
        if ends_sentence(text):
            # A call in capitals stands above what belongs to it.
            ended += [] if text.isupper() else [(line, following)]
        elif below[0].islower() or _is_running(text):
            inside.append((line, following))
    return _Breaks(tuple(inside), tuple(ended))


def _texts(document: Document, pair: tuple[Line, Line]) -> tuple[str, str]:
    """A line and the one below as they are read."""
    line, below = (plain(document.text[one.start : one.end]).strip() for one in pair)
    return line, below


def _holds_blanks(document: Document, lines: Sequence[Line]) -> bool:
    """Whether a blank line parts paragraphs of a stretch, so that a little room ends none; not the end of a page
    or list.
    """
    texts = [document.text[line.start : line.end] for line in lines]
    filled = [(line, listed) for line, text, listed in zip(lines, texts, _in_items(texts), strict=True) if text.strip()]
    return any(
        document.text.count("\n", before.end, line.start) > 1
        and _is_running(document.text[line.start : line.end].strip())
        and not (listed or _starts_column(document, before, line) or _is_interrupted(document, before, line))
        for (before, listed), (line, _) in pairwise(filled)
    )


def _starts_column(document: Document, before: Line, line: Line) -> bool:
    """Whether a line stands on another page than the one before it, or higher on its page."""
    above, below = _printed_pair(document, (before, line))
    return above is not None and below is not None and (above.page != below.page or below.bottom <= above.bottom)


def _printed_pair(document: Document, pair: tuple[Line, Line]) -> tuple[PrintedLine | None, PrintedLine | None]:
    line, below = (document.printed_lines[document.line_at(one.start)] for one in pair)
    return line, below


def _breaks_of_prose(document: Document) -> _Breaks:
    """The breaks of the whole document whose lines are long."""
    every = _breaks(document, [line for line in document.lines if not line.furniture])
    return _Breaks(tuple(pair for pair in every.inside if _is_running(_texts(document, pair)[0])), ())


def _closing_lines(document: Document, lines: list[Line], width: int) -> frozenset[int]:
    """Where the lines start that end a sentence though the next line's first word would have fitted behind them, in a
    stretch whose other lines are filled. In a short one, the lines of the whole document must be so too.
    """
    own = _breaks(document, lines)
    inside = own.inside
    if len(inside) < _ENOUGH_FILLED and own.ended:
        whole = Span(0, len(document.text))
        inside += document.read_once(("breaks of prose", whole), lambda: _breaks_of_prose(document)).inside
    if document.reading.glyphs is not None and not document.reading.ocr_pages:
        return _closing_in_print(document, lines, _Breaks(inside, own.ended))
    pairs = [_texts(document, pair) for pair in inside]
    ended = {pair[0].start: _texts(document, pair) for pair in own.ended}
    told = [text for pair in (*pairs, *ended.values()) for text in pair]
    measurable = len(inside) >= _FEWEST_FILLED and not _holds_blanks(document, lines)
    rooms = [room_by_letters(told), room_as_set(told)] if measurable else []
    filled = [room for room in rooms if all(room(*pair) <= 0 for pair in pairs)]
    if not filled:
        # Filled by a hand, or in a type unlike others.
        filled = [lambda text, below: width - len(f"{text} {below.split(maxsplit=1)[0]}") - ROOM_LEFT * width]
        enough = len(own.inside) >= _FEWEST_FILLED
        if not enough or any(room(*_texts(document, pair)) > 0 for room in filled for pair in own.inside):
            return frozenset()
    return frozenset(start for start, pair in ended.items() if all(room(*pair) > 0 for room in filled))


def _closing_in_print(document: Document, lines: list[Line], breaks: _Breaks) -> frozenset[int]:
    """As `_closing_lines`, by where the lines stand on their pages."""
    # What stands above an item of a list need not fill its line.
    pairs = [_printed_pair(document, pair) for pair in breaks.inside if not is_item(document.quote(pair[1].span))]
    inside = [(line, below) for line, below in pairs if line and below]
    if len(inside) < _FEWEST_FILLED or not breaks.ended:
        return frozenset()
    column = [document.printed_lines[document.line_at(line.start)] for line in lines]
    printed = [*filter(None, column), *(line for pair in inside for line in pair)]
    prose = SetProse(printed, inside, _holds_blanks(document, lines))
    found: set[int] = set()
    for pair in breaks.ended:
        line, below = _printed_pair(document, pair)
        hangs = below is not None and _hangs_in_print(document, pair[0], below)
        if line and below and not hangs and prose.parts_paragraphs(line, below):
            found.add(pair[0].start)
    return frozenset(found)


_LEVEL = 1.0
"""Points: what begins at one place differs by no more."""


def _hangs_in_print(document: Document, line: Line, below: PrintedLine) -> bool:
    """Whether the line below begins where the text of an item does behind its mark."""
    bullet = BULLET.match(document.text, line.start, line.end) if is_item(document.quote(line.span)) else None
    glyphs = document.reading.glyphs
    glyph = glyphs[document.origins[bullet.end()]] if bullet and glyphs else None
    return glyph is not None and abs(glyph.box[0] - below.x0) <= _LEVEL


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
    if len(texts) <= _FEWEST_RAGGED or not SHORTEST_PROSE_LINE <= width <= LONGEST_WRAPPED:
        return False
    short = sum(
        not ends_sentence(text)
        and text[-1] not in ";,"
        and below[0].islower()
        and width - len(text) - 1 - len(below.split(maxsplit=1)[0]) > _RAGGED_ROOM * width
        for text, below in pairwise(texts)
    )
    words = [word for text in texts for word in text.split()]
    return short >= _FEWEST_RAGGED and 2 * sum(map(begins_small, words)) > len(words)


def _is_wrapped_prose(before: str, text: str) -> bool:
    """Whether two lines are both running prose, and the second begins no list item."""
    return _is_running(before) and _is_running(text) and not is_item(text)


_ROW = compiled(r"\S[ \t]{4,}\S")


def _is_running(line: str) -> bool:
    if _ROW.search(line):
        return False
    words = line.split()
    small = sum(map(begins_small, words))
    return len(line.strip()) >= SHORTEST_PROSE_LINE and 2 * small > len(words)


_INDENT = compiled(r"([ ]{1,12}|\t)[\"\u201c\u201e\u00ab\u00bf\u00a1]?[^\W\d_a-z\u00df-\u00ff]")
_ONE_BLANK = " "


def _indents_first_lines(texts: list[str]) -> bool:
    """Whether one indent opens each paragraph or item, and none its other lines.

    A single blank may be all that is left of a bullet that got lost; a wider indent stands behind sentences' ends only.
    """
    filled = [text for text, listed in zip(texts, _in_items(texts), strict=True) if text.strip() and not listed]
    indents = {found[1] for text in filled if (found := _INDENT.match(text))}
    if len(indents) != 1 or sum(_INDENT.match(text) is not None for text in filled) < _FEWEST_INDENTED:
        return False
    ended = indents == {_ONE_BLANK} or all(
        ends_sentence(one.rstrip()) for one, other in pairwise(texts) if one.strip() and _INDENT.match(other)
    )
    runs_on = any(_INDENT.match(one) and other[0].isalnum() for one, other in pairwise(filled))
    return ended and runs_on and all(_INDENT.match(text) or not text[0].isspace() for text in filled)


def _in_items(texts: Sequence[str]) -> Iterator[bool]:
    """For each line whether it opens an item of a list, or hangs behind the mark of one."""
    item = ""
    for text in texts:
        if text.strip():
            item = text if is_item(text) else item if _hangs(item, "", text) else ""
        yield bool(item)


def _dash(text: str) -> str:
    """The dash that opens a line before a blank, with the blanks before it; empty where none does."""
    match = _DASH.match(text)
    return match.group() if match else ""


_DASH = compiled(r"[ \t]{0,12}[-\u2013\u2014](?=[ \t])")


def _opens_by_indent(before: str, text: str) -> bool:
    """Whether a line's indent opens a paragraph: behind a sentence's end, in a stretch that indents first lines."""
    return text[0].isspace() and ends_sentence(before.rstrip())


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


def _turns(document: Document, before: Line, line: Line) -> bool:
    """Whether a page or column ends between two lines; in a plain text, which parts paragraphs there too, inside a
    sentence.
    """
    if document.reading.glyphs is None:
        if ends_sentence(document.text[before.start : before.end].rstrip()):
            return False
        between = slice(document.origins[before.end - 1], document.origins[line.start])
        return "\f" in document.reading.text[between]
    return _starts_column(document, before, line)


def _is_interrupted(document: Document, before: Line, line: Line) -> bool:
    """Whether page furniture stands between two lines: words or a number, and no ruler, which divides."""
    between = document.lines[document.line_at(before.start) + 1 : document.line_at(line.start)]
    furniture = [document.text[one.start : one.end] for one in between if one.furniture]
    return bool(furniture) and all(any(map(str.isalnum, text)) for text in furniture if text.strip())


def _goes_over(before: str, text: str) -> bool:
    """Whether a sentence goes on behind page furniture: its next word is small, or prose breaks off before it."""
    before, text = before.rstrip(), text.lstrip()
    if ends_sentence(before) or before[-1:] == ";" or BULLET.match(text):
        return False
    text = text.rstrip()
    told = breaks_off(text) or ends_sentence(text) or len(text) >= SHORTEST_PROSE_LINE
    return text[0].islower() or (breaks_off(before) and told)


def _is_filled(document: Document, lines: Sequence[Line], before: Line, line: Line) -> bool:
    """Whether a sentence ends with a line that had no room for the next line's first word: it may go on there."""
    ended = ends_sentence(document.text[before.start : before.end].rstrip())
    return ended and fills_its_line(document, lines, before, line)


def fills_its_line(document: Document, lines: Sequence[Line], before: Line, line: Line) -> bool:
    """Whether the first word of a line would not have fitted behind the line before it, as print shows it.

    `lines` are those of its column. False where the format has no pages.
    """
    printed, following = _printed_pair(document, (before, line))
    if printed is None or following is None:
        return False
    column = [document.printed_lines[document.line_at(one.start)] for one in lines]
    return not fits_behind(room_in_column(printed, [*filter(None, column)]), following.first_word)


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
    day = dotted_day().match(text, start)
    month = month_name().match(text, day.end()) if day else None
    return month is not None and compiled(r"\.?[ \t\n]{1,3}(?:19|20)\d\d(?!\d)").match(text, month.end()) is not None


def text_of(document: Document, spans: tuple[Span, ...]) -> str:
    """The text value of the spans."""
    return plain(document.quote(*spans))
