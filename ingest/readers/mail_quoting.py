"""Stage: reading; what mail programs put around a text that is passed on: quotation marks, and heads of forwards.

The words of the person who passes it on stay in the text, but as furniture: they are no part of the Urgent Action.
"""

import re

from ingest import vocabulary
from ingest.kept_patterns import compiled, kept_pattern

_QUOTED_SHARE = 0.9
_QUOTE_MARK = compiled(r"^[ \t]{0,3}>[ ]?", re.MULTILINE)
_FORWARD = compiled(
    r"^[ \t]{0,3}(?:-{2,20}[ \t]{0,3}[^\W\d_][^\n-]{2,60}-{2,20}|_{10,80}|[^\W\d_][^\n:]{4,60}:[ \t]{0,3}\n)"
    r"[ \t]{0,3}\n"
    r"(?:[ \t]{0,8}\n){0,2}"
    r"(?:[*]?[^\W\d_][\w -]{1,20}:[*]?[ \t][^\n]{0,400}\n(?:[ \t][^\n]{1,400}\n){0,5}){2,10}",
    re.MULTILINE,
)
# A line of words between two rulers ("* * * * * begin forwarded bulletin * * * * *").
RULED_LINE = compiled(
    r"^[ \t]{0,8}(?P<ruler>(?P<mark>[*=~_#+-])(?:[ ]?(?P=mark)){4,60})[ \t]{0,4}[^\W\d_][^\n*=~_#+]{2,60}?[ \t]{0,4}"
    r"(?P=mark)(?:[ ]?(?P=mark)){4,60}[ \t]{0,4}$",
    re.MULTILINE,
)
_DIGEST_HEAD = compiled(
    r"^-{20,80}[ \t]{0,3}\n(?:[ \t]{0,3}\n){1,2}"
    r"(?=(?:[\w-]{2,24}:[ \t][^\n]{0,400}\n){0,8}(?:From|Date):[ \t])(?:[\w-]{2,24}:[ \t][^\n]{0,400}\n){3,14}",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNATURE = compiled(r"^-- ?\n", re.MULTILINE)
_LONGEST_SIGNATURE = 12
"""Lines."""
_NUMBER = r"\d{1,4}\s?[/.]\s?(?:19|20)?\d{2}\b"
_UA_NUMBER = compiled(_NUMBER)


@kept_pattern(re.IGNORECASE)
def _names_ua() -> str:
    label = vocabulary.expression("header", "number_label")
    return rf"{vocabulary.expression('header', 'series_name')}|{label}[\s:#]{{0,3}}{_NUMBER}"


def names_urgent_action(text: str) -> bool:
    """Whether a text calls something an Urgent Action, or gives the number of one."""
    return _names_ua().search(text) is not None


def number_in(text: str) -> str | None:
    """What looks like the number of an Urgent Action, as printed."""
    match = _UA_NUMBER.search(text)
    return match.group() if match else None


def unquoted(text: str) -> str:
    """The text without quotation marks at its lines, where it is quoted as a whole."""
    while True:
        lines = [line for line in text.split("\n") if line.strip()]
        quoted = sum(bool(_QUOTE_MARK.match(line)) for line in lines)
        if not quoted or quoted < _QUOTED_SHARE * len(lines):
            return text
        head = _own_head(text)
        text = head + ("\n" if head else "") + _QUOTE_MARK.sub("", text[len(head) :])


def _own_head(text: str) -> str:
    """The lines before the first quoted one."""
    match = _QUOTE_MARK.search(text)
    return text[: match.start()] if match else ""


def envelope_end(raw: str, text: str) -> int:
    """Where the text that is passed on begins in `text`, which is `raw` unquoted: behind the sender's own words.

    0 where nothing is passed on, or where the words before already name an Urgent Action.
    """
    end = len(_own_head(raw)) if text != raw else 0
    if names_urgent_action(text[:end]):
        end = 0
    for forward in _FORWARD.finditer(text, end):
        if names_urgent_action(text[: forward.start()]):
            break
        end = forward.end()
    ruled = RULED_LINE.search(text, end)
    if ruled is None or names_urgent_action(text[: ruled.end()]) or not _closes(text, ruled):
        return end
    return ruled.end()


def _closes(text: str, ruled: re.Match[str]) -> bool:
    """Whether another line of words between the same rulers stands behind one: both enclose what is passed on."""
    return any(other["mark"] == ruled["mark"] for other in RULED_LINE.finditer(text, ruled.end()))


def digest_heads(text: str) -> list[tuple[int, int]]:
    """The lines that a mailing list puts around the messages of a digest (RFC 1153): its preface, and their headers."""
    heads = [match.span() for match in _DIGEST_HEAD.finditer(text)]
    if not heads:
        return []
    spans: list[tuple[int, int]] = []
    for start, end in ((0, heads[0][0]), *heads):
        for line in re.finditer(r"\S[^\n]*", text[start:end]):
            spans.append((start + line.start(), start + line.start() + len(line.group().rstrip())))
    return spans


def signature_start(text: str) -> int | None:
    """Where the name and numbers of the sender, or of a mailing list, begin: behind the last line of two dashes.

    None where there is no such line, or too much behind it.
    """
    last = next(reversed(list(_SIGNATURE.finditer(text))), None)
    if last is None or names_urgent_action(text[last.end() :]):
        return None
    return last.start() if text[last.end() :].strip().count("\n") < _LONGEST_SIGNATURE else None
