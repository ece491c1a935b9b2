"""Part of the stage `normalise`: where the line breaks of a text were lost and its lines run into each other.

A label that stands right behind another line's last word shows that they were ("... 592Salutation: Dear Minister"). In
such a text a break is put back wherever a word, a number or a mark of punctuation has the beginning of another line
glued to it. Where nothing stands between, nothing is taken away.
"""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.fields.contacts.channel_labels import SOCIAL_KEYS, label_pattern
from ingest.kept_patterns import compiled

_GLUED_LABEL = compiled(r"[a-z\d][A-Z][a-z]{2,12}:")
_FEWEST_LABELS = 2
_SMALL = "a-z\u00df-\u00f6\u00f8-\u00ff"
_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_SEAM = compiled(
    rf"(?<=[{_SMALL}]{{4}})(?=[{_CAPITAL}](?:[{_SMALL}]{{2}}|[{_SMALL}]{{0,3}}\.[ ]))"
    rf"|(?<=[{_SMALL}]{{3}})(?=\d{{3}}|\d{{1,2}}[ ][{_CAPITAL}])"
    rf"|(?<=\d{{3}})(?=[{_CAPITAL}][{_SMALL}]{{2}})"
    r"|(?<=\d{4})(?=[A-Z]{2,5}:?[ ]\d{1,3}[/.]\d{2})"
    r"|(?<=[:;])(?=-[ ])"
    rf"|(?<=[A-Z]:)(?=[{_CAPITAL}][{_SMALL}]{{2}})"
    rf"|(?<=[{_SMALL}]\.)(?=[A-Z]{{3}})"
)
_WORD = compiled(r"[^\s<>()\[\]]{1,200}")
_PLACE = compiled(r"@|://|www\.|^[\w-]{1,60}(?:\.[\w-]{1,60}){2}")


def lost_breaks(text: str) -> Iterator[int]:
    """The offsets at which lines that run into each other part; none in a text that kept its breaks."""
    if len(_GLUED_LABEL.findall(text)) < _FEWEST_LABELS:
        return
    glued = (match for match in label_pattern().finditer(text) if text[match.start() - 1 : match.start()].isalnum())
    if sum(1 for _ in glued) < _FEWEST_LABELS:
        return
    for seam in _SEAM.finditer(text):
        if not _is_one_word(text, seam.start()):
            yield seam.start()


def _is_one_word(text: str, position: int) -> bool:
    """Whether a seam is inside an address of the internet, or the name of a network ("WhatsApp")."""
    start = max(text.rfind(mark, 0, position) for mark in " \n\t") + 1
    word = _WORD.match(text, start)
    whole = word.group() if word else ""
    return _PLACE.search(whole) is not None or any(
        part.casefold() in _networks() for part in re.findall(r"[^\W\d_]+", whole)
    )


@cache
def _networks() -> frozenset[str]:
    return frozenset(word.casefold() for key in SOCIAL_KEYS for word in vocabulary.word_set(key, "contacts"))
