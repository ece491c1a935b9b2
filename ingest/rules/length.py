"""How long a text is."""

from collections.abc import Iterable

from ingest.kept_patterns import compiled

_WORD = compiled(r"\w+(?:['\u2019.-]\w+)*")


def words_in(texts: Iterable[str]) -> int:
    """How many words the texts hold; "ill-treatment" and "1.5" are one each, a sign alone is none."""
    return sum(len(_WORD.findall(text)) for text in texts)
