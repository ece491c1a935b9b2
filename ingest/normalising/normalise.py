"""Stage: a reading becomes a document; the text is cleaned and the offset map made in the same pass.

Each step takes the text as characters with their source offsets and gives the same, so that the map is exact by
construction: nothing is compared afterwards.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ingest import vocabulary
from ingest.document import Document, Line
from ingest.kept_patterns import compiled
from ingest.normalising.frames import frames
from ingest.normalising.label_column import beside_labels
from ingest.normalising.lost_breaks import lost_breaks
from ingest.normalising.text_columns import Stretch, in_columns
from ingest.normalising.wrapping import Wrapping, find_link_numbers, find_quoted
from ingest.reading import LOST, Link, Reading
from ingest.suppressions import in_text

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u0132": "IJ",
    "\u0133": "ij",
    "\ufb13": "\u0574\u0576",
    "\ufb14": "\u0574\u0565",
    "\ufb15": "\u0574\u056b",
    "\ufb16": "\u057e\u0576",
    "\ufb17": "\u0574\u056d",
}
# Zero width space, bidirectional marks and overrides, word joiner, byte order mark, the stroke that stretches an Arabic
# word. The zero width (non-)joiner
# stays: Persian and Indic spelling need it.
_INVISIBLE = frozenset(
    "\u0640\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


_OPENING = compiled(r" <(?:mailto:|tel:)?", re.IGNORECASE)


class _Edit(NamedTuple):
    """Replace the characters `start:end` by `text`, whose own place is `start:end` or, if given, that of `label`."""

    start: int
    end: int
    text: str
    label: tuple[int, int] | None = None


class _Text:
    """Characters, each with the offset of the source character that it stands for."""

    __slots__ = ("chars", "origins")

    def __init__(self, chars: str, origins: "array[int]") -> None:
        self.chars = chars
        self.origins = origins

    def edited(self, edits: list[_Edit]) -> "_Text":
        """Apply edits that stand in order and do not overlap."""
        if not edits:
            return self
        chars: list[str] = []
        origins = array("Q")
        position = 0
        for edit in edits:
            chars += (self.chars[position : edit.start], edit.text)
            origins.extend(self.origins[position : edit.start])
            origins.extend(self.origins[place] for place in _places(edit))
            position = edit.end
        chars.append(self.chars[position:])
        origins.extend(self.origins[position:])
        return _Text("".join(chars), origins)

    def arranged(self, stretches: list[Stretch]) -> "_Text":
        """The stretches one behind the other; the text as it is where there are none."""
        if not stretches:
            return self
        chars: list[str] = []
        origins = array("Q")
        for start, end, put_in in stretches:
            chars.append(put_in or self.chars[start:end])
            origins.extend([self.origins[start - 1]] * len(put_in) if put_in else self.origins[start:end])
        return _Text("".join(chars), origins)


def _places(edit: _Edit) -> Iterator[int]:
    """Which of the present characters each character of the edit's text stands for.

    A link's destination stands for all of its label: the first character of the address for the first of the label, the
    last one for the last. So the boxes of an address are those of the words that it lies behind.
    """
    start, end = edit.label or (edit.start, edit.end)
    last = max(start, end - 1)
    if edit.label is not None and len(edit.text) == end - start:
        yield from range(start, end)
        return
    if edit.label is None:
        yield from (min(start + index, last) for index in range(len(edit.text)))
        return
    opening = _OPENING.match(edit.text)
    first = opening.end() if opening else 0
    steps = max(1, len(edit.text) - 2 - first)
    for index in range(len(edit.text)):
        yield start + min(max(0, index - first), steps) * (last - start) // steps


def normalise(reading: Reading) -> Document:
    """Clean the reading's text: NFC, line feeds, plain blanks, no soft hyphens, ligatures or markdown marks.

    A hyperlink's destination follows its label as ` <destination>`, so that it can be evidence. A word that a line
    break hyphenated is joined, and the line break stands behind it.
    """
    text = _Text(reading.text, array("Q", range(len(reading.text))))
    text = _insert_links(text, reading.links)
    text = text.edited(list(_words_over_furniture(text, _furniture_origins(reading))))
    text = text.edited(list(_line_breaks(text.chars)))
    furniture = _furniture_origins(reading)
    for find in (find_quoted, find_link_numbers):
        text, around = _unwrapped(text, find)
        furniture |= around
    for step in _STEPS:
        text = text.edited(list(step(text.chars)))
        if step is _notes_to_the_check and reading.glyphs is None and not reading.links:
            text = _column_by_column(text, reading.text)
    return Document(text.chars, reading, text.origins, tuple(_lines(text, furniture)))


def _unwrapped(text: _Text, find: Callable[[str], Wrapping | None]) -> tuple[_Text, frozenset[int]]:
    """The text without the marks that a program put into it, and where in the source the lines around it stand."""
    wrapping = find(text.chars)
    if wrapping is None:
        return text, frozenset()
    around = frozenset(text.origins[index] for start, end in wrapping.around for index in range(start, end))
    return text.edited([_Edit(*mark) for mark in wrapping.marks]), around


def _column_by_column(text: _Text, source: str) -> _Text:
    """Put columns that stand side by side one behind the other. Where a reader knows of places or links, it did so."""
    pages = (
        {match.start() for match in re.finditer("\n", text.chars) if source[text.origins[match.start()]] == "\f"}
        if "\f" in source
        else set[int]()
    )
    labelled = beside_labels(text.chars)
    return text.arranged(labelled or in_columns(text.chars, pages))


def _insert_links(text: _Text, links: tuple[Link, ...]) -> _Text:
    shown = [(link, _without_subject(link.url)) for link in links]
    return text.edited(
        [
            _Edit(link.end, link.end, f" <{url}>", label=(link.start, link.end))
            for link, url in shown
            if not _same_destination(text.chars[link.start : link.end], url)
        ]
    )


def _without_subject(url: str) -> str:
    """An e-mail link without what it puts into the message; further receivers stay."""
    address, _, filled_in = url.partition("?")
    more = "@" in filled_in or "%40" in filled_in
    return url if more or not address.casefold().startswith("mailto:") else address


def _same_destination(label: str, url: str) -> bool:
    """Whether the label already prints what the link leads to."""

    def bare(address: str) -> str:
        return compiled(r"^(?:mailto:|tel:|https?://(?:www\.)?)|/$").sub("", "".join(address.split()).casefold())

    return bare(label) == bare(url)


def _line_breaks(chars: str) -> Iterator[_Edit]:
    for match in compiled(r"\r\n|[\r\v\f\x85\u2028\u2029]").finditer(chars):
        yield _Edit(match.start(), match.end(), "\n")


_QUOTED_LINE = compiled(r"[ \t]{0,3}(?:>[ ]?){1,6}(?=(?P<text>[^\n]{0,1000}))")
# A list whose bullets are such marks has fewer lines, or none that goes on in the next one.
_FEWEST_QUOTED = 3


def _quote_marks(chars: str) -> Iterator[_Edit]:
    """Drop the marks before the lines of a quotation inside the document, as Markdown sets them; a bullet stays.

    A document that is quoted as a whole has been unwrapped before (`find_quoted`).
    """
    run: list[re.Match[str]] = []
    for line in compiled(r"^[^\n]*", re.MULTILINE).finditer(chars):
        mark = _QUOTED_LINE.match(chars, *line.span())
        if mark is not None:
            run.append(mark)
            continue
        yield from _without_marks_of(run)
        run = []
    yield from _without_marks_of(run)


def _without_marks_of(run: list[re.Match[str]]) -> Iterator[_Edit]:
    texts = [mark["text"].strip() for mark in run]
    wrapped = any(one[-1:].isalnum() and other[:1].islower() for one, other in pairwise(texts))
    if len(run) < _FEWEST_QUOTED or not (wrapped or "" in texts):
        return
    for mark in run:
        yield _Edit(mark.start(), mark.end(), "")


def _margin(chars: str) -> Iterator[_Edit]:
    """Drop the blanks with which every line of the text begins, as a typist or a program sets it off the edge."""
    indents = list(compiled(r"^[ \t\u00a0]*(?=\S)", re.MULTILINE).finditer(chars))
    margin = min((indent.group() for indent in indents), key=len, default="")
    if margin and all(indent.group().startswith(margin) for indent in indents):
        for indent in indents:
            yield _Edit(indent.start(), indent.start() + len(margin), "")


def _frames(chars: str) -> Iterator[_Edit]:
    """Drop the signs that frame a heading."""
    for start, end in frames(chars):
        yield _Edit(start, end, "")


def _notes_to_the_check(chars: str) -> Iterator[_Edit]:
    """Drop the lines that only speak to `uacase check`."""
    for note in in_text(chars):
        if note.start is not None and note.end is not None:
            yield _Edit(note.start, note.end, "")


_NO_TEXT = r"\x00\x01\x03-\x06\x08\x0e-\x1a"
_HOLE = compiled(
    rf"(?:(?<=\S)[{_NO_TEXT}]+|(?<=[^\n][ ])[{_NO_TEXT}]+(?=\S)|[{_NO_TEXT}]+(?=[a-z0-9])|[{_NO_TEXT}]{{3,}})"
    rf"(?![{_NO_TEXT}\s]*\Z)"
)


def _holes(chars: str) -> Iterator[_Edit]:
    """Mark where a damaged file has lost characters: what no text has stands between those that are left.

    Without the mark, what stands before and behind the hole would read as one number or address. A lone one between
    blanks or at the start of a line is a bullet, and one inside a word of letters alone is left out of it. Those at the
    end of a text fill it up.
    """
    for match in _HOLE.finditer(chars):
        if len(match.group()) > 1 or not _is_inside_word(chars, match.start()):
            yield _Edit(match.start(), match.end(), LOST)


_WORD = compiled(
    r"[\"'(\u2018\u201c\u00ab]{0,2}[^\W\d_]+(?:['\u2019-][^\W\d_]+){0,4}[\"')\u2019\u201d\u00bb.,;:!?]{0,3}"
)
_LONGEST_WORD = 60


def _is_inside_word(chars: str, position: int) -> bool:
    before = chars[max(0, position - _LONGEST_WORD) : position]
    behind = chars[position + 1 : position + 1 + _LONGEST_WORD]
    word = before.split()[-1:] + behind.split()[:1]
    return before[-1:].isalpha() and behind[:1].isalpha() and _WORD.fullmatch("".join(word)) is not None


def _characters(chars: str) -> Iterator[_Edit]:
    for match in compiled(r"[^\n -~]").finditer(chars):
        char = match.group()
        replacement = _replacement(char)
        if replacement != char:
            yield _Edit(match.start(), match.end(), replacement)


def _replacement(char: str) -> str:
    if char == "\t":
        return char
    if char in _INVISIBLE:
        return ""
    if char in _LIGATURES:
        return _LIGATURES[char]
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    return "" if category in ("Cc", "Cs") else char


def _lost_breaks(chars: str) -> Iterator[_Edit]:
    for position in lost_breaks(chars):
        yield _Edit(position, position, "\n")


def _composition(chars: str) -> Iterator[_Edit]:
    """Compose each run of characters that normalisation form C lets act on one another."""
    if unicodedata.is_normalized("NFC", chars):
        return
    start = 0
    for index in range(1, len(chars) + 1):
        if index < len(chars) and not _is_boundary(chars[start:index], chars[index]):
            continue
        cluster = chars[start:index]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield _Edit(start, index, composed)
        start = index


def _is_boundary(cluster: str, right: str) -> bool:
    """Whether composition never crosses the point between a cluster of characters and the next one."""
    if right < "\u0300":
        return True
    if unicodedata.combining(right) or unicodedata.combining(cluster[-1]):
        return False
    form = unicodedata.normalize
    return form("NFC", cluster + right) == form("NFC", cluster) + form("NFC", right)


_BEFORE_FURNITURE = compiled(r"[^\W\d_]{2,30}[-\u2010\u00ad](?P<gap>[ \t]{0,8}\n)\s{0,4}$")
_BEHIND_FURNITURE = compiled(r"\s{0,8}(?P<word>[^\W\d_]{2,30}[.,;:!?)\]\u201d\u2019\"]{0,3})(?P<gap>[ ]|(?=\n)|\Z)")


def _words_over_furniture(text: _Text, furniture: frozenset[int]) -> Iterator[_Edit]:
    """Bring the second half of a word that a page's foot and head stand inside of to the line below its first half."""
    if not furniture:
        return
    for start, end in _furniture_blocks(text, furniture):
        before = _BEFORE_FURNITURE.search(text.chars, max(0, start - _LONGEST_HALF), start)
        behind = _BEHIND_FURNITURE.match(text.chars, end) if before else None
        if before is None or behind is None or not behind["word"][0].islower():
            continue
        yield _Edit(before.end("gap"), before.end("gap"), behind["word"], label=behind.span("word"))
        yield _Edit(before.end("gap"), before.end("gap"), "\n")
        yield _Edit(behind.start("word"), behind.end("gap"), "")


_LONGEST_HALF = 50


def _furniture_blocks(text: _Text, furniture: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where furniture stands without any other text between: lines, and the pages' edges, as one stretch."""
    start: int | None = None
    end = 0
    for line in _lines(text, furniture):
        if line.furniture:
            start, end = (line.start if start is None else start), line.end
        elif start is not None and text.chars[line.start : line.end].strip():
            yield start, end
            start = None


def _soft_hyphens(chars: str) -> Iterator[_Edit]:
    """Drop soft hyphens; one at a line's end also takes the line break with it, to the end of the word."""
    for match in _SOFT_HYPHEN_PATTERN.finditer(chars):
        if match["word"]:
            yield from _line_break_moved(match, hyphen_start=match.start())
        else:
            yield _Edit(match.start(), match.end(), "")


_REST_OF_WORD = r"""(?:['\u2019][^\W\d_]{1,3})?[.,;:!?)\]\u2026\u201d\u2019\u00bb"]{0,3}(?P<gap>[ ]|(?=\n)|\Z)"""
_SOFT_HYPHEN_PATTERN = compiled(rf"\u00ad(?:[ \t]{{0,8}}\n[ \t]{{0,40}}(?P<word>\w{{1,40}}){_REST_OF_WORD})?")
_BROKEN_WORD = compiled(
    rf"(?<![\w@./-])(?:[^\W\d_]{{2,30}}[-\u2010]){{0,2}}"
    rf"(?P<left>[^\W\d_]{{2,30}})[-\u2010](?:[ \t]{{0,8}}\n){{1,2}}[ \t]{{0,40}}"
    rf"(?P<word>[^\W\d_]{{2,30}}){_REST_OF_WORD}"
)


def _broken_words(chars: str) -> Iterator[_Edit]:
    r"""Join words broken by a hyphen at the line's end, and let the line break follow the whole word.

    The hyphen stays where the word is written with it elsewhere in the text, or begins with a part that
    the vocabulary lists ("ill-treatment"); before a capital nothing is joined ("al-\nHassan"), nor where the hyphen
    stands for the end of another word ("Express-\nund Luftpost"). In a telex all words are in capitals.
    """
    folded = chars.casefold()
    typeset = _OWN_HYPHEN.search(chars) is None
    for match in _BROKEN_WORD.finditer(chars):
        left, right = match["left"], match["word"]
        if right.isupper() and left.isupper() and _stands_in_telex(chars, match.start()):
            right = right.casefold()
            if _can_open_name(folded, left.casefold()):
                continue
        elif not right.islower() or left.isupper():
            continue
        if right in vocabulary.word_set("behind_open_hyphen"):
            # The hyphen stands for the rest of another word: the line break becomes the blank behind it.
            yield from _line_break_moved(match, hyphen_start=match.end("left") + 1, between=" ")
            continue
        unbroken = re.search(rf"(?<!\w){left}{right}(?!\w)", folded, re.IGNORECASE)
        of_line = typeset and chars[match.end("left")] == "\u2010"
        keeps_hyphen = not of_line and (
            f"{left}-{right}".casefold() in folded or (not unbroken and _is_compound(folded, left.casefold(), right))
        )
        yield from _line_break_moved(match, hyphen_start=match.end("left") + keeps_hyphen)


_AROUND = 400


def _stands_in_telex(chars: str, position: int) -> bool:
    """Whether all around is in capitals."""
    return not any(map(str.islower, chars[max(0, position - _AROUND) : position + _AROUND]))


def _can_open_name(folded: str, half: str) -> bool:
    """Whether names are written with the first half of a word and a hyphen ("Jean-"), by the vocabulary or in the text
    ("al-").
    """
    return half in vocabulary.word_set("hyphen_names") or re.search(rf"(?<!\w){half}-\w", folded) is not None


# Typesetting breaks words by the sign that is a hyphen and nothing else. Inside a line it is the writer's own.
_OWN_HYPHEN = compiled(r"\u2010(?![ \t]{0,8}\n)")


def _is_compound(folded: str, left: str, right: str) -> bool:
    """Whether a word is written with a hyphen: by its first part, or where that can be a syllable by both."""
    if f"{left}-{right}" in vocabulary.word_set("hyphen_words"):
        return True
    if left not in vocabulary.word_set("hyphen_parts"):
        return False
    if left not in vocabulary.word_set("syllables"):
        return True
    # Once is the half word itself, at the head of its line.
    return len(re.findall(rf"(?<![\w-]){right}(?!\w)", folded)) > 1


_LABEL = "[A-Za-z0-9-]{1,60}"
_BROKEN_ADDRESS = compiled(
    rf"(?<![\w.@])[\w.+-]{{1,60}}(?:"
    rf"@(?P<end>)[ \t]{{0,8}}\n[ \t]{{0,40}}(?P<word>{_LABEL}(?:\.{_LABEL}){{0,4}}\.[A-Za-z]{{2,12}})"
    rf"|@{_LABEL}(?P<end_2>)[ \t]{{0,8}}\n[ \t]{{0,40}}(?P<word_2>\.{_LABEL}(?:\.{_LABEL}){{0,4}})"
    rf"|(?P<end_3>)[ \t]{{0,8}}\n[ \t]{{0,40}}(?P<word_3>@{_LABEL}(?:\.{_LABEL}){{0,4}}\.[A-Za-z]{{2,12}})"
    rf"|(?<=[._-])(?P<end_4>)[ \t]{{0,8}}\n[ \t]{{0,40}}"
    rf"(?P<word_4>[\w.+-]{{1,60}}@{_LABEL}(?:\.{_LABEL}){{0,4}}\.[A-Za-z]{{2,12}})"
    rf"|@{_LABEL}(?P<end_5>)[ \t]{{0,8}}\n[ \t]{{0,40}}"
    rf"(?P<word_5>(?!www\.){_LABEL}(?:\.{_LABEL}){{0,3}}\.[a-z]{{2,12}})(?=[ \t]{{0,8}}(?:\n|\Z))"
    rf")(?![\w@])[.,;)]{{0,2}}(?P<gap>[ ]|(?=\n)|\Z)"
)
_BREAKS_IN_ADDRESS = ("", "_2", "_3", "_4", "_5")


def _broken_addresses(chars: str) -> Iterator[_Edit]:
    """Join e-mail addresses that a line's end breaks before or behind their `@`, before a full stop, or where one half
    is none: behind a mark before the `@`, or within a domain that has no full stop so far.

    The line break follows the whole address.
    """
    for match in _BROKEN_ADDRESS.finditer(chars):
        end, word = next((f"end{way}", f"word{way}") for way in _BREAKS_IN_ADDRESS if match[f"word{way}"])
        if word in ("word_3", "word_4") and not _AFTER_LABEL.search(
            chars, max(0, match.start() - _LONGEST_HALF), match.start()
        ):
            continue
        yield _Edit(match.start(end), match.start(word), "")
        if match["gap"]:
            yield _Edit(match.start("gap"), match.end("gap"), "\n")


_AFTER_LABEL = compiled(r"[:\uff1a]\s{0,3}$")
"""A handle may stand below a word; an address goes on there only behind its label."""


_URL_AT_LINE_END = compiled(
    r"(?<![\w@/.-])(?:https?://|www\.)[\w.-]{3,80}/[^\s<>\"\u201c\u201d]{2,300}(?=[ \t]{0,8}\n)", re.IGNORECASE
)
_REST_OF_URL = compiled(
    r"[ \t]{0,8}\n[ \t]{0,40}(?P<rest>(?!https?:|www\.)[\w./?=&%\#~-]{1,200})(?P<alone>(?=[ \t]{0,8}(?:\n|\Z)))?"
)
_DOCUMENT_IN_URL = compiled(r"amnesty[^\s/]{1,20}/.*?/[a-z]{3}\d\d/?\d{3,5}/\d{4}(?:/[a-z]{2}(?=/))?", re.IGNORECASE)


def _broken_urls(chars: str) -> Iterator[_Edit]:
    """Join links that the ends of lines break: where a mark that can stand inside a link, or an index number, goes on
    on the next line.
    """
    for match in _URL_AT_LINE_END.finditer(chars):
        url, end = match.group(), match.end()
        while (broken := _REST_OF_URL.match(chars, end)) is not None:
            rest = broken["rest"]
            if not _goes_on(url, rest, alone=broken["alone"] is not None):
                break
            yield _Edit(end, broken.start("rest"), "")
            url, end = url + rest, broken.end("rest")


def _goes_on(url: str, rest: str, *, alone: bool) -> bool:
    """Whether a link goes on with the first word of the next line. `alone`: that line holds nothing else."""
    document = _DOCUMENT_IN_URL.search(url + rest)
    if document is not None and document.end() > len(url):
        return True
    opens, marks = rest.startswith("/"), rest.count("/")
    if not (opens or url.endswith(("/", "_", "=", "&", "?", "-"))):
        return False
    if compiled(r"[\d/._-]{0,40}[A-Za-z]").match(rest) is None:
        return False
    if alone:
        return compiled(r"[\d/_=%-]").search(rest) is not None
    return marks > 1 or (marks == 1 and compiled(r"\d").search(rest) is not None)


def _line_break_moved(match: re.Match[str], hyphen_start: int, between: str = "") -> Iterator[_Edit]:
    """Delete from the hyphen to the word's second half, and turn the blank behind the word into the line feed."""
    yield _Edit(hyphen_start, match.start("word"), between)
    if match["gap"]:
        yield _Edit(match.start("gap"), match.end("gap"), "\n")


_MARKDOWN = compiled(
    r"""
      \[(?P<label>[^\[\]\n]{1,300})\]\(\s{0,4}<?(?P<url>[^()\s<>]{0,2000})>?(?:\s{1,4}"[^"\n]{0,300}")?\s{0,4}\)
    | \*{2,3} | (?<!_)__(?!_)(?=[^\n_]{1,300}__(?!_)) | (?<=[^\s_])__(?![\w_])
    | (?m:^)[ \t]{0,3}\#{1,6}[ \t]{1,8}(?=\S)
    | \\(?=[\\`*_{}\[\]()\#+.!|>-])
    """,
    re.VERBOSE,
)
_EMPHASIS = compiled(
    r"(?<![\w*])\*(?=[^\s*])(?P<star>[^*\n]{1,300}(?:\n[^*\n]{1,300}){0,3})(?<=\S)\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(?P<low>[^_\n]{1,300}(?:\n[^_\n]{1,300}){0,3})(?<=\S)_(?![\w_])"
)


def _markdown(chars: str) -> Iterator[_Edit]:
    """Drop the marks of bold, headings and escapes; a link becomes its label and ` <destination>`."""
    for match in _MARKDOWN.finditer(chars):
        if match["label"] is None:
            yield _Edit(match.start(), match.end(), "")
            continue
        yield _Edit(match.start(), match.start("label"), "")
        if _same_destination(match["label"], match["url"]):
            yield _Edit(match.end("label"), match.end(), "")
            continue
        yield _Edit(match.end("label"), match.start("url"), " <")
        yield _Edit(match.end("url"), match.end(), ">")


# The same marks before and behind what is all of a line ("== Background ==").
_MARKS_AROUND = compiled(
    r"(?m:^)[ \t]{0,12}(?P<before>(?P<mark>[=~:-])(?P=mark){1,2}[ \t]{1,3})(?=[^\W\d_])[^\n]{2,80}?[^\s=~-]"
    r"(?P<behind>[ \t]{1,3}(?P=mark){2,3})(?=[ \t]*(?:\n|$))"
)


def _emphasis(chars: str) -> Iterator[_Edit]:
    for match in _MARKS_AROUND.finditer(chars):
        yield _Edit(*match.span("before"), "")
        yield _Edit(*match.span("behind"), "")
    for match in _EMPHASIS.finditer(chars):
        yield _Edit(match.start(), match.start() + 1, "")
        yield _Edit(match.end() - 1, match.end(), "")


_STEPS: tuple[Callable[[str], Iterator[_Edit]], ...] = (
    _margin,
    _quote_marks,
    _frames,
    _notes_to_the_check,
    _soft_hyphens,
    _holes,
    _characters,
    _markdown,
    _emphasis,
    _lost_breaks,
    _broken_words,
    _broken_addresses,
    _broken_urls,
    _composition,
)


def _furniture_origins(reading: Reading) -> frozenset[int]:
    return frozenset(offset for start, end in reading.furniture for offset in range(start, end))


def _lines(text: _Text, furniture: frozenset[int]) -> Iterator[Line]:
    start = 0
    while True:
        feed = text.chars.find("\n", start)
        end = len(text.chars) if feed < 0 else feed
        yield Line(start, end, _is_furniture(text, start, end, furniture))
        if feed < 0:
            return
        start = feed + 1


def _is_furniture(text: _Text, start: int, end: int, furniture: frozenset[int]) -> bool:
    visible = [index for index in range(start, end) if not text.chars[index].isspace()] if furniture else []
    return bool(visible) and all(text.origins[index] in furniture for index in visible)
