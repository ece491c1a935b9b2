"""Suppressions: notes in a draft that tell the check to pass over a rule, and what is left of the findings then.

In a text a note is a line of its own, a comment of Markdown or of a script: `<!-- uacase: ignore UA203 -->` or
`# uacase: ignore=UA203, UA5`. A web page has the first of these anywhere; a DOCX, ODT or RTF has it as the text of a
comment or of a custom property: `uacase: ignore UA203`. `ignore` counts for the whole draft, `ignore-next` for the next
line that holds anything, in a text only. Codes are whole or how several begin. A note is never part of the text that is
read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODES = r"\w{2,8}(?:[ \t]{0,4}[, \t][ \t]{0,4}\w{2,8}){0,40}"
_GAP = r"[ \t]{0,8}"
_ORDER = rf"uacase{_GAP}:{_GAP}(?P<word>ignore(?:-next)?){_GAP}[=: \t]{_GAP}(?P<codes>{_CODES})"
_IN_MARKUP = re.compile(rf"<!--\s{{0,40}}{_ORDER}\s{{0,40}}-->", re.IGNORECASE)
_IN_TEXT = re.compile(
    rf"^{_GAP}(?P<opening><!--|\#){_GAP}{_ORDER}{_GAP}(?P<closing>-->)?{_GAP}(?:\r\n|[\r\n]|\Z)",
    re.MULTILINE | re.IGNORECASE,
)
_AS_NOTE = re.compile(rf"\s{{0,40}}{_ORDER}\s{{0,40}}", re.IGNORECASE)
_PART = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One note. `prefixes` are codes or how they begin, in capitals.

    `start` and `end` are offsets into the reading's text, the line break included; None for a note that stands beside
    the text. `next_line` limits it to the line behind it.
    """

    prefixes: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    next_line: bool = False


def in_text(text: str) -> Iterator[Suppression]:
    """The notes that stand as lines of a text, in order."""
    if "uacase" not in text.casefold():
        return
    for match in _IN_TEXT.finditer(text):
        if (match["opening"] == "#") == (match["closing"] is None):
            yield Suppression(_prefixes(match["codes"]), match.start(), match.end(), _is_of_line(match))


def of_note(text: str) -> Suppression | None:
    """The suppression that a comment or property of a file is; None for one that speaks to people, or of a line."""
    match = _AS_NOTE.fullmatch(text)
    return None if match is None or _is_of_line(match) else Suppression(_prefixes(match["codes"]))


def in_markup(markup: str) -> Iterator[Suppression]:
    """The suppressions among the comments of HTML, in order."""
    if "uacase" in markup.casefold():
        for match in _IN_MARKUP.finditer(markup):
            if not _is_of_line(match):
                yield Suppression(_prefixes(match["codes"]))


def _is_of_line(match: re.Match[str]) -> bool:
    """Whether a note speaks of the line behind it; beside a text or in markup there is none."""
    return match["word"].casefold() == "ignore-next"


def _prefixes(codes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.upper() for code in _PART.findall(codes)))
