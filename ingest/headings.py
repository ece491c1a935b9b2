"""Part of the stage `sections`: headings, the places where a wording of the vocabulary opens a section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, number_in
from ingest.deadline import in_time
from ingest.document import Document, Line, Span
from ingest.kept_patterns import compiled
from models import SectionKind


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the kind of section that it opens, its stretch of the text and its language (ISO 639-1)."""

    kind: SectionKind
    span: Span
    language: str


# What points at a heading: bullets, stars, arrows and hands, also as they are typed.
_POINTER = (
    r"(?:[=-]{1,2}>|>{2,3}|[-\u2022\u2023\u00b7*\u00bb\u203a>+~\u2013\u2014\u2043\u2190-\u21ff\u25a0-\u25ff\u2605\u2606\u261a-\u261f"
    r"\u2700-\u27bf\u2b05-\u2b95\uf000-\uf0ff\U0001f446-\U0001f449]{1,3}\ufe0f?)"
)
_LEAD_IN = compiled(
    rf"[ \t]{{0,40}}(?:{_POINTER}[ \t]{{0,6}})?"
    r"(?P<number>\(?\d{1,2}[.)][ \t]{0,6})?[\"\u201c]?(?P<turned>[\u00bf\u00a1][ \t]?)?"
)
_NOTE_AND_COLON = compiled(
    r"(?:[ \t]?[!?]{1,2})?[\"\u201d]?[ \t]{0,6}"
    r"(?:\([^()\n]{0,160}\)|\[[^\[\]\n]{0,160}\](?=[ \t]{0,6}(?:[:\uff1a\n]|$)))?[ \t]{0,6}"
    r"(?P<colon>[:\uff1a]|[\u2013\u2014|-](?=[ \t]))?[ \t]{0,6}"
)
_SENTENCE_INSIDE = compiled(r"[^\W\d_]{3}[.!]\s")
_SENTENCE_TO_COLON = compiled(r",[^.:!?]{0,200}:")
_SHORTEST_INSIDE_LINE = 11
_CAPITALS = compiled(r"[A-Z\u00c0-\u00de](?:[^a-z\u00df-\u00ff\n\d]|(?<=\()[sS](?=\))){7,}")
_PARAGRAPH_END = compiled(r"\n[ \t]{0,6}\n")
_SENTENCE_END = compiled(r"[.!?;:)\"\u201d][\s\u2022-]{1,12}(?=\w)")
# A longer line, or one that is nearly all of the text, holds a whole document whose line breaks were lost.
_FLATTENED = 1500
_NEARLY_ALL = 0.8
# Kinds whose headings are recognised in a flattened text without a colon.
_TOLD_BY_WORDS = frozenset({SectionKind.BACKGROUND, SectionKind.ADDITIONAL_INFORMATION, SectionKind.RECOMMENDED_ACTION})
# "Further information: https://..." tells where to read on.
_LINK_ALONE = compiled(r"\s{0,4}(?:https?://|www\.)\S{1,300}\s{0,80}")
# A heading of one of these kinds that runs on into its value ("Please take action before 3 May 2021").
_RUNS_ON = frozenset({SectionKind.DEADLINE})
# Letters of such a heading: a shorter word opens a sentence ("When she was taken away on 3 May").
_SHORTEST_RUN_ON = 5
# Kinds whose longer wordings are headings even where the value follows without a colon.
_SAID_IN_FULL = frozenset({SectionKind.PREFERRED_LANGUAGE, SectionKind.SUBJECT_NAMES, SectionKind.PREVIOUS_UA})
_FULL_PHRASE = 4
# Kinds that a question may open whose answer goes on in its line.
_ASKED = frozenset(
    {SectionKind.TAKE_ACTION, SectionKind.RECOMMENDED_ACTION, SectionKind.TARGETS, SectionKind.DEADLINE} | _SAID_IN_FULL
)


@cache
def _patterns(starts: tuple[str, ...], to_colon: bool) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """The wordings that stand under any of some starts: few of all that there are."""
    source, names = vocabulary.made(
        f"headings {starts}{' to colon' if to_colon else ''}", lambda: _source_and_names(starts, to_colon)
    )
    return compiled(source or "(?!)", re.IGNORECASE), names


def _source_and_names(starts: tuple[str, ...], to_colon: bool) -> tuple[str, dict[str, tuple[str, str]]]:
    """The regular expression of the wordings, and the kind and language of each by the name of its group."""
    found = [entry for start in starts for entry in _by_start()[start] if not to_colon or entry[0].endswith(":")]
    # What stands for anything is nothing that a text must have: "WRITE PLEASE TO" goes before "WRITE PLEASE {any}:".
    found.sort(key=lambda entry: -len(_VARIES.sub("", entry[0].removeprefix("="))))
    names = {f"w{index}": (kind, language) for index, (_, kind, language) in enumerate(found)}
    return "|".join(f"(?P<w{index}>{vocabulary.source_of(text)})" for index, (text, _, _) in enumerate(found)), names


_VARIES = compiled(r"\{(?:any|phrase|wrapped|word)\}\s?")


@cache
def _starts() -> frozenset[str]:
    """The starts under which wordings stand."""
    return vocabulary.made("starts of headings", lambda: frozenset(_by_start()))


@cache
def _by_start() -> dict[str, list[tuple[str, str, str]]]:
    """The wordings, their kinds and languages, by their first letters.

    Those of which too few letters are certain stand under the first one, those that may begin with anything under "".
    """
    found: dict[str, list[tuple[str, str, str]]] = {}
    for key, group in vocabulary.topic("headings").items():
        for wording in group:
            start = vocabulary.certain_letters(wording.text)[:_LETTERS]
            if len(start) < _LETTERS or vocabulary.is_caseless(start[0]):
                start = vocabulary.first_letter(wording.text.removeprefix("="))
            found.setdefault(start, []).append((wording.text, key, wording.language))
    return found


_LETTERS = 3
# In so many characters stand that many letters: between words there are no more than six others.
_NEAR = 20


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording of the vocabulary where the text has it."""

    match: re.Match[str]
    kind: SectionKind
    language: str


def _wording_at(text: str, position: int, end: int | None = None, *, to_colon: bool = False) -> _Wording | None:
    """The longest wording that stands at `position`, and not beyond `end`; `to_colon`: of those that end in a colon."""
    letter = vocabulary.first_letter(text[position : position + 1])
    letters = vocabulary.squeezed(text[position : position + _NEAR])[:_LETTERS]
    starts = {"", letter, letters} & _starts()
    if not starts:
        return None
    pattern, names = _patterns(tuple(sorted(starts)), to_colon)
    match = pattern.match(text, position, len(text) if end is None else end)
    if match is None or match.lastgroup is None:
        return None
    kind, language = names[match.lastgroup]
    return _Wording(match, SectionKind(kind), language)


def announces_targets(text: str) -> bool:
    """Whether a text as a whole is a heading over targets or their copies, as the vocabulary has it."""
    if not vocabulary.may_be(text, "headings", "targets"):
        return False
    return vocabulary.fullmatch(text, "headings", "targets") is not None


_LONGEST_QUESTION = 10


def asks_who_gets_copies(text: str) -> bool:
    """Whether a line is a short question about copies, as a heading over those who get them."""
    bare = text.strip(" \t*_:")
    if (
        not bare.endswith("?")
        or len(bare.split()) > _LONGEST_QUESTION
        or compiled(r"[?:.]|[ ]{3}|\t").search(bare[:-1])
    ):
        return False
    return vocabulary.pattern("contacts", "copy_word").search(bare) is not None


def is_labelled_heading(label: str) -> bool:
    """Whether a label would be a heading of the vocabulary if a colon stood behind it."""
    text = f"{label.rstrip(' :')}:"
    wording = _wording_at(text, 0)
    return wording is not None and len(text) - wording.match.end() <= 1


_BUTTON = compiled(r"[ \t]{0,12}\[[ \t]{1,4}(?P<label>[^\W\d_][^\[\]\n]{1,60}?)[ \t]{1,4}\][ \t]{0,12}")


def heading_on_button(text: str, start: int, end: int) -> Heading | None:
    """The heading that a line is as a whole, in brackets with blanks inside, as a page's button stands in its text."""
    button = _BUTTON.fullmatch(text, start, end)
    if button is None or not button["label"].isupper():
        return None
    wording = _wording_at(text, button.start("label"), button.end("label"))
    if wording is None or wording.match.end() != button.end("label"):
        return None
    return Heading(wording.kind, Span(*button.span("label")), wording.language)


def find_headings(document: Document) -> list[Heading]:
    """All headings in the order of the text; page furniture holds none."""
    found: list[Heading] = []
    for line in in_time(document.lines):
        if line.furniture or line.start == line.end or (found and line.start < found[-1].span.end):
            continue
        at_start = (
            _at_line_start(document.as_read, line)
            or heading_on_button(document.as_read, line.start, line.end)
            or _asked(document.as_read, line)
            or _labels_earlier(document.as_read, line)
        )
        if at_start:
            found.append(at_start)
            found.extend(_beside(document.as_read, line, at_start))
        found.extend(_inside(document.as_read, line, found[-1].span.end if at_start else line.start))
    return found


_QUESTION = compiled(
    r"[ \t]{0,40}(?:\W{0,6}[ \t])?(?P<number>\d{1,2}[.)][ \t]{1,6})?\u00bf?"
    r"(?P<words>[^\W\d_][^\n?:]{4,80}?\s?)(?P<mark>[?:\uff1a]|(?=[*_ \t]*$))[*_ \t]{0,6}"
)
_MOST_WORDS_ASKED = 12
_SENTENCE_ABOVE = compiled(r"[.!?:)\"\u201d\u00bb][ \t]{0,12}\n$")


def _asked(text: str, line: Line) -> Heading | None:
    """The question that a line is as a whole, told by its words together ("Who else do you write to?").

    In capitals, or with a colon, it needs no question mark. A line that goes on with the sentence of the one above is
    none.
    """
    question = _QUESTION.fullmatch(text, line.start, line.end)
    if question is None or len(question["words"].split()) > _MOST_WORDS_ASKED:
        return None
    above = text[max(0, line.start - 24) : line.start]
    if above.strip() and not above.endswith("\n\n") and _SENTENCE_ABOVE.search(above) is None:
        return None
    words = question["words"].rstrip()
    marked = question["mark"] == "?"
    if not marked and not (question["mark"] or words.isupper()):
        return None
    keys = [key for key in vocabulary.keys("questions") if marked or SectionKind(key) in _ASKED - _SAID_IN_FULL]
    key = next((key for key in keys if vocabulary.fullmatch(words, "questions", key) is not None), None)
    if key is None:
        return None
    start = question.start("number") if question["number"] else question.start("words")
    turned = text[start - 1 : start] == "\u00bf"
    known = vocabulary.wordings("questions", key)
    language = next(one.language for one in known if vocabulary.compiled([one.text]).fullmatch(words) is not None)
    return Heading(SectionKind(key), Span(start - turned, question.end("mark")), language)


_LABEL_OF_EARLIER = compiled(
    r"[ \t]{0,20}(?:\W{0,4}[ \t])?(?P<label>[^\W\d_][^\n:.!?;]{3,60}?[ ]?:)[ \t]{0,8}\n?[ \t]{0,8}(?=\S)"
)
_MOST_WORDS_OF_LABEL = 8


def _labels_earlier(text: str, line: Line) -> Heading | None:
    """The label before the number of an earlier document, told by its words ("Our first appeal: UA 12/01, ...").

    Behind it stands the number with its series, an index or a link, and nothing else before that.
    """
    label = _LABEL_OF_EARLIER.match(text, line.start)
    if label is None or label.end("label") > line.end or len(label["label"].split()) > _MOST_WORDS_OF_LABEL:
        return None
    value = label.end()
    number = number_in(text, value, value + _NEAR_VALUE)
    numbered = number is not None and number.start() == value
    if not (numbered or INDEX_NUMBER.match(text, value) or _LINK.match(text, value)):
        return None
    words = label["label"].rstrip(" :")
    if vocabulary.search(words, "header", "sheet_word") is None:
        return None
    earlier = vocabulary.search(words, "header", "earlier_word")
    if earlier is None:
        return None
    known = vocabulary.wordings("header", "earlier_word")
    language = next(one.language for one in known if vocabulary.compiled([one.text]).fullmatch(earlier.group()))
    return Heading(SectionKind.PREVIOUS_UA, Span(*label.span("label")), language)


_NEAR_VALUE = 40
_LINK = compiled(r"<?(?:https?://|www\.)\S")


_WIDE_GAP = compiled(r"[ \t]{3,}|\t")
# Kinds whose value takes a part of a line, so that another label may stand beside it.
_OF_ONE_VALUE = frozenset({SectionKind.DEADLINE, SectionKind.PREFERRED_LANGUAGE})


def _beside(text: str, line: Line, heading: Heading) -> Iterator[Heading]:
    """The label with a colon that stands in the line of another one ("Deadline: 3 May 1994      Languages: French")."""
    if heading.kind not in _OF_ONE_VALUE:
        return
    for gap in _WIDE_GAP.finditer(text, heading.span.end, line.end):
        wording = _wording_at(text, gap.end(), line.end)
        end = _heading_end(text, wording.match, wording.kind) if wording else None
        if wording and wording.kind in _OF_ONE_VALUE and _ends_in_colon(text, end) and end is not None:
            yield Heading(wording.kind, Span(gap.end(), end), wording.language)
            return


def _at_line_start(text: str, line: Line) -> Heading | None:
    lead_in = _LEAD_IN.match(text, line.start, line.end)
    position = lead_in.end() if lead_in else line.start
    wording = _wording_at(text, position)
    end = _used_end(text, line, wording)
    if end is None and wording is not None and wording.match.end() > line.end:
        wording = _wording_at(text, position, line.end)
        end = _used_end(text, line, wording)
    if wording is not None and not _ends_in_colon(text, end):
        # What goes on in capitals to a colon is all heading ("PREFERRED LANGUAGE | TO ADDRESS THE MINISTERS:").
        longer = _wording_at(text, position, line.end, to_colon=True)
        if longer is not None and (end is None or longer.match.group().isupper()):
            wording, end = longer, _used_end(text, line, longer)
    if wording is None or end is None:
        return None
    if text.count(")", position, end) > text.count("(", position, end):
        # The end of a bracket that the line above opened ("in your own / language):").
        return None
    if wording.kind in _TOLD_BY_WORDS and _LINK_ALONE.fullmatch(text, end, line.end):
        return None
    opening = next((name for name in ("number", "turned") if lead_in and lead_in[name]), None)
    start = lead_in.start(opening) if lead_in and opening else position
    span = Span(line.start if text[line.start : start].isspace() else start, end)
    return Heading(wording.kind, span, wording.language)


def _ends_in_colon(text: str, end: int | None) -> bool:
    return end is not None and text[:end].rstrip(" \t")[-1:] in (":", "\uff1a")


def _used_end(text: str, line: Line, wording: _Wording | None) -> int | None:
    """Where a wording ends that is used as a heading; None for a part of a sentence, or for no wording."""
    if wording is None:
        return None
    end = _heading_end(text, wording.match, wording.kind)
    return None if end is None or _is_prose(text, line, wording.match, end) else end


# A word or two in small letters before a colon end a sentence that began on the line above ("your own / language:").
_FEWEST_IN_SMALL_LETTERS = 2


def _is_prose(text: str, line: Line, match: re.Match[str], end: int) -> bool:
    """Whether a wording at the start of a line is a part of a sentence, broken into lines there.

    In small letters it is where the line above runs on into it. Over the end of its own line a heading goes only where
    it ends a line too, or in a colon; to the next paragraph only in capitals.
    """
    printed = match.group()
    has_colon = printed.endswith(":") or ":" in text[match.end() : end]
    if printed[0].islower() and (not has_colon or len(printed.split()) <= _FEWEST_IN_SMALL_LETTERS):
        above = text[max(0, line.start - 2) : line.start]
        if above.endswith("\n") and (above[0].isalnum() or above[0] == ","):
            return True
    if "\n" not in printed:
        return False
    if _PARAGRAPH_END.search(printed) and not printed.isupper():
        return True
    closed = text[end - 1] in ":\uff1a" or text[end : end + 1] in ("", "\n") or ":" in text[match.end() : end]
    return not closed and not printed.isupper()


def _inside(text: str, line: Line, position: int) -> Iterator[Heading]:
    """Headings inside a line, where a line break got lost: in capitals, or in any case in a flattened text."""
    for wording in _candidates(text, line, position):
        match, kind = wording.match, wording.kind
        if match.start() == line.start or _is_too_short(text, match):
            continue
        if match.group().isupper():
            end = _heading_end(text, match, kind) if _stands_apart(text, match.start()) else None
        else:
            end = _flattened_heading_end(text, match, kind)
        if end is not None:
            yield Heading(kind, Span(match.start(), end), wording.language)


_LISTED_BEHIND = compiled(r"[ \t]{0,3}:|[ \t]{1,3}\(?1[.)][ \t]")


def _is_too_short(text: str, match: re.Match[str]) -> bool:
    """Whether a wording inside a line is no heading, being short and neither before a colon nor a numbered list."""
    return len(match.group()) < _SHORTEST_INSIDE_LINE and _LISTED_BEHIND.match(text, match.end()) is None


def _candidates(text: str, line: Line, position: int) -> Iterator[_Wording]:
    """Wordings in capitals, or in a flattened line any behind the end of a sentence."""
    if line.end - line.start > min(_FLATTENED, _NEARLY_ALL * len(text)):
        behind_sentences = (
            _wording_at(text, ended.end(), line.end) for ended in _SENTENCE_END.finditer(text, position, line.end)
        )
        every = [wording for wording in (*behind_sentences, *_in_capitals(text, line, position)) if wording is not None]
        end = position
        for wording in sorted(every, key=lambda one: (one.match.start(), -one.match.end())):
            if wording.match.start() >= end:
                yield wording
                end = wording.match.end()
        return
    yield from _in_capitals(text, line, position)


def _in_capitals(text: str, line: Line, position: int) -> Iterator[_Wording]:
    """Wordings in capitals inside a line."""
    for capitals in _CAPITALS.finditer(text, position, line.end):
        behind = capitals.start()
        for start in range(capitals.start(), capitals.end()):
            if start < behind or text[start - 1 : start].isalnum():
                continue
            wording = _wording_at(text, start, line.end) or _over_the_end(text, start, line.end)
            if wording is not None:
                yield wording
                behind = wording.match.end()


def _over_the_end(text: str, start: int, line_end: int) -> _Wording | None:
    """A wording in capitals that wrapping broke over the end of its line; a colon behind it tells that it is one."""
    wording = (
        _wording_at(text, start)
        if compiled(r"[^\W\d_a-z]+(?: [^\W\d_a-z]+){0,3}").fullmatch(text, start, line_end)
        else None
    )
    if wording is None or not wording.match.group().isupper():
        return None
    return wording if compiled(r"[ \t]{0,3}:").match(text, wording.match.end()) else None


def _flattened_heading_end(text: str, match: re.Match[str], kind: SectionKind) -> int | None:
    """Where a heading in small letters ends that stands in a flattened text."""
    colon = compiled(r"\s{0,3}:\s{0,3}").match(text, match.end())
    if match.group().endswith(":") or colon:
        return colon.end() if colon else match.end()
    return match.end() if kind in _TOLD_BY_WORDS and not text[match.end() : match.end() + 1].isalpha() else None


def _stands_apart(text: str, position: int) -> bool:
    """Whether what stands before a heading inside a line is the end of a sentence, and not part of a title."""
    before = text[max(0, position - 40) : position]
    last_word = before.split()[-1] if before.split() else ""
    return not before[-1:].isalnum() and not (last_word.isupper() and len(last_word) > 1)


def _heading_end(text: str, match: re.Match[str], kind: SectionKind) -> int | None:
    """Where the heading ends, its colon included; None if the wording is not used as a heading here."""
    printed = match.group()
    end = match.end()
    if printed.endswith(":") and kind is SectionKind.TARGETS and _labels_copies(text, match):
        return None
    if printed.endswith(":"):
        # What stands between its words and the colon is no sentence of its own, and the colon none of a time ("9:30").
        return None if _SENTENCE_INSIDE.search(printed) or text[end : end + 1].isdigit() else end
    tail = _NOTE_AND_COLON.match(text, end)
    tail_end = tail.end() if tail else end
    if kind in _RUNS_ON and len(printed) < _SHORTEST_RUN_ON and tail and tail["colon"]:
        # "When: Saturday 3 May, Town Hall" tells of a meeting.
        return None
    if kind is SectionKind.TARGETS and printed[-1:].isdigit() and text[end : end + 2].rstrip() == ".":
        # A sentence that names the last day, and no heading over addresses.
        return None
    if _labels_copy(printed) and text[tail_end : tail_end + 1] not in ("", "\n"):
        if tail and tail["colon"] and printed.isupper() and " " in printed:
            return tail_end
        return tail_end if vocabulary.match(text, "contacts", "nobody", start=tail_end) else None
    if kind in _TELLING and tail and tail["colon"]:
        return _subject_end(text, tail_end, shouted=printed.isupper())
    if tail and (tail["colon"] or tail_end >= len(text) or text[tail_end] == "\n"):
        return _with_shouted_rest(text, tail_end) if kind is SectionKind.TAKE_ACTION and printed.isupper() else tail_end
    if kind is SectionKind.RECOMMENDED_ACTION and printed.isupper():
        whole = _to_colon_in_capitals(text, end)
        if whole is not None:
            return whole
    following = text[end : end + 40]
    if following[:1].isalpha():
        glued = printed.isupper() and following[0].isupper() and following[1:2].islower()
        return end if glued else None
    rest = text[tail_end : tail_end + 60].split()
    if kind in _SAID_IN_FULL and len(printed.split()) >= _FULL_PHRASE:
        return end
    if kind in _RUNS_ON and len(printed) >= _SHORTEST_RUN_ON:
        return end if compiled(r"[^\n]{0,60}\d").match(text[end : end + 80]) else None
    if (
        kind is SectionKind.TAKE_ACTION
        and printed.isupper()
        and (":" in printed or compiled(r"[?!]").search(text, end - 1, end + 1))
    ):
        return _with_shouted_rest(text, tail_end)
    if text[tail_end : tail_end + 1] == "," and _SENTENCE_TO_COLON.match(text, tail_end) is None:
        # A sentence goes on: "PLEASE SEND APPEALS TO ARRIVE AS QUICKLY AS POSSIBLE, and before 4 May."
        return None
    if printed.isupper() and len(printed.split()) > 1 and rest and not _shouted(rest[0]):
        # "RECOMMENDED ACTION. Please write ..."
        stop = compiled(r"\.[ \t]{1,6}").match(text, tail_end)
        return stop.end() if stop else tail_end
    return _question_end(text, match) if kind in _ASKED else None


_TELLING = frozenset({SectionKind.BACKGROUND, SectionKind.ADDITIONAL_INFORMATION, SectionKind.SUMMARY})
_LONGEST_SUBJECT = 12
"""Words."""


def _subject_end(text: str, end: int, *, shouted: bool) -> int:
    """Where a heading ends whose colon stands inside it ("BACKGROUND: TRADE UNIONS / IN GUATEMALA"), or at its colon.

    What is behind the colon is no sentence and ends with a paragraph; in capitals the text may stand right below it.
    """
    if text[end : end + 1] in ("", "\n"):
        return end
    last = end
    for _ in range(_MOST_LINES_BELOW):
        last = _line_end(text, last + (text[last : last + 1] == "\n"))
        subject = text[end:last]
        if len(subject.split()) > _LONGEST_SUBJECT or compiled(r"[.!?;@]|\d/\d|https?:").search(subject):
            return end
        below = text[last + 1 : _line_end(text, last + 1)]
        apart = not below.strip() or (shouted and not below.isupper())
        if apart and (subject.isupper() if shouted else subject.strip() != ""):
            return last if len(subject.split()) > 1 else end
        if shouted and not subject.isupper():
            return end
    return end


_QUESTION_MARK = compiled(r"(?:(?<=\?)|[ \t]?\?)[ \t]{1,6}(?=[\"\u201c\u00ab]?[^\W\d_a-z\u00df-\u00ff])")
_OPENS_PARAGRAPH = compiled(r"(?:\A|\n[ \t]{0,6}\n)[ \t]{0,12}\u00bf?$")


def _question_end(text: str, match: re.Match[str]) -> int | None:
    """Where a question ends that opens a paragraph and is answered in its line ("What can you do? Please ...")."""
    mark = _QUESTION_MARK.match(text, match.end())
    above = text[max(0, match.start() - 20) : match.start()]
    opens = match.start() == len(above) or _OPENS_PARAGRAPH.search(above) is not None
    return mark.end() if mark and opens else None


@cache
def _labels_copy(printed: str) -> bool:
    """Whether words are a label that opens a section only where it stands alone on its line; else it belongs to a
    target's block.
    """
    return vocabulary.fullmatch(printed, "contacts", "copies") is not None


def _labels_copies(text: str, match: re.Match[str]) -> bool:
    """Whether a wording of copies stands before whom they go to on its line: a label inside a target's block."""
    if match.group().isupper() or not text[match.end() : _line_end(text, match.end())].strip():
        return False
    return _labels_copy(match.group().rstrip(" \t:\uff1a"))


# A heading that says what to do in a sentence of its own.
_FEWEST_WORDS_BEHIND_COLON = 4


def _with_shouted_rest(text: str, end: int) -> int:
    """Where a heading in capitals ends with what its line says behind the colon, if that is in capitals too.

    Up to a colon it goes on in the lines below ("TAKE ACTION: WRITE TO THE AUTHORITIES / IN YOUR OWN LANGUAGE:").
    """
    line_end = below = _line_end(text, end)
    for _ in range(_MOST_LINES_BELOW):
        if (
            _ends_in_colon(text, below)
            or below >= len(text)
            or not text[below + 1 : _line_end(text, below + 1)].isupper()
        ):
            break
        below = _line_end(text, below + 1)
    line_end = below if _ends_in_colon(text, below) else line_end
    rest = text[end:line_end]
    return line_end if len(rest.split()) >= _FEWEST_WORDS_BEHIND_COLON and rest.isupper() else end


def _to_colon_in_capitals(text: str, end: int) -> int | None:
    """Where a request in capitals ends that goes on to a colon at the end of its line or the next; None elsewhere."""
    last = end
    for _ in range(_MOST_LINES_BELOW):
        last = _line_end(text, last + (text[last : last + 1] == "\n"))
        rest = text[end:last]
        if not rest.strip() or not rest.isupper() or compiled(r"[.!?]\s").search(rest):
            return None
        if ":" in rest:
            return last if _ends_in_colon(text, last) and rest.count(":") == 1 else None
    return None


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


_MOST_LINES_BELOW = 2


def _shouted(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)
