"""Stage: marks the lines of a document that are page furniture, beyond those that the reader saw by their place.

Logos and page lines are vocabulary; a line that repeats an earlier one at the head of a page is a running header.
Marked lines stay in the text but never land in a field.
"""

import re
from dataclasses import replace
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER
from ingest.document import Document, Line
from ingest.header_lines import menu_entries
from ingest.headings import heading_on_button
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of
from ingest.running_heads import RunningHeads
from ingest.shapes import is_number_line, is_office_line, is_shouted, reads_as_prose

_NUMBER_ALONE = compiled(r"[-\u2013\u2014\s]{0,6}\d{1,3}[-\u2013\u2014\s]{0,6}")


@cache
def _furniture_line() -> re.Pattern[str]:
    return compiled(vocabulary.made("furniture lines", lambda: _furniture_source("line")), re.IGNORECASE)


def _stands_around(line: str) -> bool:
    """Whether a line is one that a web page prints around its text."""
    return vocabulary.may_occur(line, "furniture", "around") and bool(_around_text().fullmatch(line))


@cache
def _around_text() -> re.Pattern[str]:
    return compiled(vocabulary.made("lines around a text", lambda: _furniture_source("around")), re.IGNORECASE)


def _furniture_source(key: str) -> str:
    texts = {wording.text for wording in vocabulary.wordings("furniture", key)}
    sources = (vocabulary.source_of(text) for text in sorted(texts, key=lambda text: (-len(text), text)))
    # What a page says of itself may be a paragraph of several sentences and buttons.
    return "|".join(sources).replace("{0,80}", f"{{0,{_LONGEST_AROUND}}}" if key == "around" else "{0,80}")


_LONGEST_AROUND = 300


def mark_furniture(document: Document) -> Document:
    """The same document, its furniture lines marked."""
    heads = _page_heads(document)
    menu_end = _menu_end(document)
    feet = _page_feet(document) | _lines_around(document) | _foot_paragraphs(document) | _captions(document)
    running = RunningHeads(document)
    lines: list[Line] = []
    seen: set[str] = set()
    for index, line in enumerate(document.lines):
        text = document.as_read[line.start : line.end].strip()
        repeated = index in heads and text.casefold() in seen and not _ends_address(document, lines, text)
        if text and (len(seen) < _HEAD_LINES or index in heads or _REACHES.search(text) is None):
            seen.add(text.casefold())
        marked = line.furniture or repeated or line.start < menu_end or _is_furniture(document, index, text)
        marked = marked or index in feet or running.stands_between_pages(lines, text)
        marked = marked or (index < running.story_from and _is_line_of_buttons(text))
        lines.append(replace(line, furniture=marked) if marked != line.furniture else line)
    return replace(document, lines=tuple(lines))


def _ends_address(document: Document, above: list[Line], text: str) -> bool:
    """Whether a line is a country alone below a short line of text, as an address ends that goes over a page's end."""
    printed = ((line, document.quote(line.span).strip()) for line in reversed(above))
    before, words = next(((line, quote.split()) for line, quote in printed if quote), (None, []))
    if before is None or before.furniture or len(words) > _LONGEST_OF_ADDRESS or words[-1][-1] in ".!?:":
        return False
    return country_of(text) is not None


_LONGEST_OF_ADDRESS = 6
"""Words."""
_HEAD_LINES = 8
_REACHES = compiled(r"\S@\S|[:.]\s{0,3}[+(]{0,2}\d[\d .\-/()]{5,}$")
"""How a line ends that says how to reach somebody: in a target's block, and at a page's head only where it runs."""
_FIRST_LINES, _LAST_LINES = 40, 25


def _lines_around(document: Document) -> frozenset[int]:
    """The indices of lines that a web page prints around its text, among the first and the last with text."""
    filled = [index for index, line in enumerate(document.lines) if document.text[line.start : line.end].strip()]
    outer = filled if len(filled) <= _FIRST_LINES else [*filled[:_FIRST_LINES], *filled[_FIRST_LINES:][-_LAST_LINES:]]
    texts = {index: document.as_read[slice(*document.lines[index].span)].strip() for index in outer}
    return frozenset(
        index for index, text in texts.items() if _stands_around(text) or _marks_end(text.strip(_AROUND_END))
    )


_AROUND_END = "-_=*#~<>()[]\u2013\u2014 \t."


def _marks_end(text: str) -> bool:
    """Whether a line says no more than that the text ends ("-- ends --")."""
    return vocabulary.fullmatch(text, "furniture", "end") is not None


_MENU_LINES = 40
_MOST_MENU_WORDS = 4
_TRAIL = compiled(r"[^\n>\u203a\u00bb]{1,40}(?:\s{1,3}[>\u203a\u00bb]\s{1,3}[^\n>\u203a\u00bb]{1,60}){1,6}")


def _menu_end(document: Document) -> int:
    """Where the menu of a web page ends at a document's head: behind the trail to the page ("Act now > Europe"), where
    nothing but labels stands before that. 0 where there is none.
    """
    filled = [line for line in document.lines if document.text[line.start : line.end].strip()][:_MENU_LINES]
    for line in filled:
        text = document.text[line.start : line.end].strip()
        if _TRAIL.fullmatch(text):
            return line.end + 1 if line is not filled[0] else 0
        entries = menu_entries(text) or [text]
        told = any(len(entry.split()) > _MOST_MENU_WORDS for entry in entries) or re.search(r"[\d:.;,!?/]", text)
        if told and not line.furniture and not _stands_around(text):
            return 0
    return 0


@cache
def _caption() -> re.Pattern[str]:
    """What a web page or a converter says in place of a picture, and a label with the words below one."""
    label = vocabulary.expression("furniture", "picture")
    return compiled(rf"\[{label}:[^\]\n]{{0,400}}\]|{label}\s?:\s[^\n]{{3,200}}", re.IGNORECASE)


# A Markdown picture whose brackets cleaning took away, and the line that credits a picture.
_PICTURE = compiled(r"!(?=\w)[^<>\n]{1,300}(?:\s?<[^<>\n]{0,300}>)?|[^\n]{0,160}\u00a9[^\n]{0,60}")
# What a text browser shows for a picture, with its caption, and for the field of a form.
_PLACEHOLDER = compiled(
    r"\[(?:INLINE|IMG|IMAGE|LINK|EMBED|USEMAP|ISMAP|[\w .-]{1,40}\.(?:gif|jpe?g|png))\]"
    r"(?:[^\n]{0,160}\(c\)[^\n]{0,60})?"
    r"|[^\n_]{0,30}_{4,}[ ]\[[^\]\n]{1,20}\]"
    # What a computer conference writes above a message.
    r"|/\*?[ ][^\n]{0,160}[ ]\*?/",
    re.IGNORECASE,
)


@cache
def _fax_head() -> re.Pattern[str]:
    """What a fax machine prints at the head of each page: day, time, its name and number, and the page."""
    page = vocabulary.alternatives("furniture", "fax_page")
    return compiled(
        r"(?=[^\n]{0,60}?\d{1,2}[-/. ](?:[^\W\d_]{3,9}|\d{1,2})[-/. ,]{1,2}'?\d{2,4}\b)"
        r"(?=[^\n]{0,60}?\b\d{1,2}[:.]\d\d)"
        rf"[^\n]{{10,140}}\s{page}\.?[ ]?\d{{1,3}}(?:[ ]?/[ ]?\d{{1,3}})?",
        re.IGNORECASE,
    )


_RULE = compiled(r"[\W_]{3,}")
_INDEX_AND_PAGE = compiled(rf"(?:[-\u2013\u2014\s]{{0,6}}\d{{1,3}}[-\u2013\u2014\s]{{0,60}})?{INDEX_NUMBER.pattern}")
# A label does not begin with what stands between links: else each link doubles the ways to read a line.
_LINKED = compiled(
    r"[\s|>\u00bb\u00b7/-]{0,8}"
    r"(?:[^<>\n|\u00bb\s\u00b7/-][^<>\n|\u00bb]{0,59}<(?!mailto:)[^<>\n]{0,300}>[\s|>\u00bb\u00b7/-]{0,8}){2,}"
)


def _is_furniture(document: Document, index: int, text: str) -> bool:
    if text.isdigit() and _ends_number(document, index):
        return False
    if _furniture_line().fullmatch(" ".join(text.split())) or _RULE.fullmatch(text) or _caption().fullmatch(text):
        return True
    if _PICTURE.fullmatch(text) or _PLACEHOLDER.fullmatch(text) or _fax_head().fullmatch(text):
        return True
    if _is_row_of_buttons(text) or _is_link(text):
        return True
    if _LINKED.fullmatch(text):
        # Nothing but links one after the other: a page's navigation, or buttons to share it.
        return True
    if _counts(text):
        return True
    if _INDEX_AND_PAGE.fullmatch(text) and _repeats(document, index, text):
        return True
    return bool(_NUMBER_ALONE.fullmatch(text)) and _stands_alone(document, index)


_BUTTON = r"\[(?:[ \t]{1,4}[^\[\]\n:@]{2,40}[ \t]{1,4}|[^\W\d_][^\[\]\n:@]{1,39})\]"
_BUTTONS = compiled(rf"{_BUTTON}(?:[ \t|]{{0,12}}{_BUTTON}){{1,9}}")
_BUTTON_ALONE = compiled(r"\[[ \t]{1,4}[^\[\]\n:@]{2,40}[ \t]{1,4}\]")


def _is_row_of_buttons(text: str) -> bool:
    """Whether a line holds nothing but a page's buttons ("[Print] [Share]"), or one in capitals that is no heading.

    Salutations in brackets, one for each column of targets, are none.
    """
    if "[" not in text:
        return False
    if _BUTTONS.fullmatch(text):
        return vocabulary.pattern("contacts", "bare_salutation").search(text) is None
    alone = _BUTTON_ALONE.fullmatch(text) is not None and text.isupper()
    return alone and heading_on_button(text, 0, len(text)) is None


_TAGS = compiled(r"(?:#\w{2,60}[\s,]{0,4}){1,8}")
_LONGEST_LINK = 10
"""Words."""
_POINTS_AWAY = compiled(r"[^\W\d][^\n:]*?\s{0,3}(?:>{1,2}|[\u00bb\u203a\u2192\u25b8\u25ba\u27a4])")


def _is_link(text: str) -> bool:
    """Whether a line is a link that leads away from the text ("Read the full story", "Sign the petition >>"), or holds
    nothing but tags ("#FreeAna").
    """
    if len(text.split()) > _LONGEST_LINK or text[-1:] in ".:;,":
        return False
    tagged = text[:1] == "#" and _TAGS.fullmatch(text) is not None
    return tagged or _POINTS_AWAY.fullmatch(text) is not None or _link().fullmatch(text) is not None


@kept_pattern(re.IGNORECASE)
def _link() -> str:
    return rf"[\W_]{{0,6}}{vocabulary.expression('furniture', 'link')}(?:\s[^\n.:;]{{1,60}})?[\W_]{{0,6}}"


def _is_line_of_buttons(text: str) -> bool:
    """Whether a line above the story holds nothing but a page's buttons ("Share this", "Facebook | Twitter"), or the
    name of a file to download, and how large it is.
    """
    return len(text) <= _LONGEST_BUTTONS and (_FILE.search(text) or _buttons().fullmatch(text)) is not None


_LONGEST_BUTTONS = 80
_FILE = compiled(r"\b(?:pdf|docx?|odt|rtf)\b[\s,;:(-]{1,4}\d{1,4}(?:[.,]\d{1,2})?\s?[KMk][Bbo]\b", re.IGNORECASE)


@kept_pattern(re.IGNORECASE)
def _buttons() -> str:
    button = vocabulary.expression("furniture", "button")
    return rf"[\W_]{{0,6}}{button}(?:[\W_]{{1,12}}{button}){{0,8}}[\W_]{{0,6}}"


_NUMBER_AT_END = compiled(r"\d[ ().-]{0,3}\d\s{0,3}$")


def _ends_number(document: Document, index: int) -> bool:
    """Whether a line of figures is the end of the number or the post box that the line above breaks off."""
    above = document.lines[index - 1] if index else None
    text = document.as_read[above.start : above.end].rstrip() if above else ""
    if any(box.end() == len(text) for box in vocabulary.pattern("addresses", "post_box").finditer(text)):
        return True
    if not _NUMBER_AT_END.search(text):
        return False
    return vocabulary.pattern("contacts", "phone", "fax", "phone_and_fax").search(text) is not None


_FOOT_LINES = 3


def _page_feet(document: Document) -> frozenset[int]:
    """The indices of lines with the sender's address at the foot of a page: they interrupt a sentence, as the foot of a
    lost page does, or stand beside the page's number, and the text goes on behind it.
    """
    sender = vocabulary.pattern("header", "sender")
    found: set[int] = set()
    for index, line in enumerate(document.lines):
        text = document.as_read[line.start : line.end].strip()
        office = sender.match(text) is not None and text.count(",") > 1 and is_office_line(text)
        if not office or not (_breaks_off(document, index) or _has_page_below(document, index)):
            continue
        found.add(index)
        for below in range(index + 1, min(index + _FOOT_LINES, len(document.lines))):
            if not _contact().search(document.as_read[document.lines[below].start : document.lines[below].end]):
                break
            found.add(below)
    return frozenset(found)


def _has_page_below(document: Document, index: int) -> bool:
    """Whether the number of a page that is not the last stands right below a line."""
    below = document.lines[index + 1 : index + 2]
    text = document.as_read[slice(*below[0].span)].strip() if below else ""
    numbered = 0 < len(text) <= _LONGEST_PAGE_MARK and text[-1].isdigit() and _is_furniture(document, index + 1, text)
    return numbered and bool(document.text[below[0].end :].strip())


_LONGEST_PAGE_MARK = 24
_FOOT_LENGTHS = range(2, 6)
# A page's number, which OCR may read as a letter, and what else stands beside it.
_PAGE_MARK = compiled(
    rf"[-\u2013\u2014\s]{{0,6}}(?:\d{{1,3}}|[lI|])[-\u2013\u2014\s]{{0,6}}|[\W_]{{3,}}|{INDEX_NUMBER.pattern}[^\n]{{0,60}}\d"
)


def _foot_paragraphs(document: Document) -> frozenset[int]:
    """The indices of the lines of a lost page's foot that is a paragraph of its own: how to reach the sender, beside a
    page's number or a rule. The document's own head and its last paragraph are none.
    """
    runs: list[list[int]] = [[]]
    for index, line in enumerate(document.lines):
        if document.text[line.start : line.end].strip():
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    return frozenset(index for run in runs[1:-1] if _is_foot(document, run) for index in run)


def _is_foot(document: Document, run: list[int]) -> bool:
    texts = [document.as_read[slice(*document.lines[index].span)].strip() for index in run]
    own = [text for text in texts if not _PAGE_MARK.fullmatch(text)]
    if len(own) not in _FOOT_LENGTHS or len(own) == len(texts) or not all(re.search(r"\d|,$", text) for text in own):
        return False
    named = vocabulary.pattern("header", "sender").search(" ".join(own))
    return named is not None and len(vocabulary.pattern("furniture", "channel").findall(" ".join(own))) > 1


_CREDIT = "\u00a9"
_LONGEST_CAPTION = 30
"""Words."""


def _captions(document: Document) -> frozenset[int]:
    """The indices of the lines of captions: behind a blank line, right above the line that credits the picture.

    Behind the first prose such a line may be the sender's, below the last block of targets.
    """
    if f"\n{_CREDIT}" not in document.text:
        return frozenset()
    found: set[int] = set()
    run: list[str] = []
    for index, line in enumerate(document.lines):
        text = document.as_read[slice(*line.span)].strip()
        caption = text.startswith(_CREDIT) and 0 < len(run) < index and len(" ".join(run).split()) <= _LONGEST_CAPTION
        if caption and not any(is_shouted(one) or is_number_line(one) for one in run):
            found |= set(range(index - len(run), index))
        if not text and reads_as_prose(" ".join(run)):
            break
        run = [*run, text] if text else []
    return frozenset(found)


@kept_pattern(re.IGNORECASE)
def _contact() -> str:
    return rf"{vocabulary.expression('furniture', 'channel')}|@|\+\d|\(\d{{2,3}}\)"


def _breaks_off(document: Document, index: int) -> bool:
    """Whether the line with text above ends inside a sentence of prose."""
    above = [document.text[line.start : line.end].strip() for line in document.lines[max(0, index - 3) : index]]
    last = next((text for text in reversed(above) if text), "")
    return len(last.split()) > _MOST_MENU_WORDS and last[-1:].isalpha()


_MOST_COUNTER_WORDS = 12


def _counts(text: str) -> bool:
    """Whether a line only counts those who signed, or the days that are left."""
    if len(text.split()) > _MOST_COUNTER_WORDS or text[-1:] in ".:;,!?" or not re.search(r"\d", text):
        return False
    return vocabulary.pattern("furniture", "counter").search(text) is not None


def _repeats(document: Document, index: int, text: str) -> bool:
    """Whether the index number of a line, a page's head or foot, stands on an earlier line too."""
    number = INDEX_NUMBER.search(text)
    return number is not None and number.group() in document.as_read[: document.lines[index].start]


def _stands_alone(document: Document, index: int) -> bool:
    """Whether the lines around are blank, missing or the page's index number, so that a lone number is a page's."""

    def blank(at: int) -> bool:
        if not 0 <= at < len(document.lines):
            return True
        line = document.lines[at]
        text = document.text[line.start : line.end].strip()
        return not text or _INDEX_AND_PAGE.fullmatch(text) is not None

    return blank(index + 1) and (blank(index - 1) or _index_follows(document, index))


def _index_follows(document: Document, index: int) -> bool:
    line = document.lines[index + 1] if index + 1 < len(document.lines) else None
    return line is not None and _INDEX_AND_PAGE.fullmatch(document.text[line.start : line.end].strip()) is not None


def _page_heads(document: Document) -> frozenset[int]:
    """The indices of the first two lines with text of each page but the first; form feeds divide plain text."""
    heads: set[int] = set()
    source = document.reading.text
    wanted = 0
    previous: Line | None = None
    for index, line in enumerate(document.lines):
        if previous is not None and _page_break(document, source, previous, line):
            wanted = 2
        previous = line
        if wanted and document.text[line.start : line.end].strip():
            heads.add(index)
            wanted -= 1
    return frozenset(heads)


def _page_break(document: Document, source: str, before: Line, behind: Line) -> bool:
    if document.reading.glyphs is not None:
        first, second = document.page_at(before.start), document.page_at(behind.start)
        return first is not None and second is not None and second > first
    if behind.start >= len(document.origins):
        return False
    return "\f" in source[document.origins[before.start] : document.origins[behind.start] + 1]
