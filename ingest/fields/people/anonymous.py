"""People whom a document names by letters alone, as their names are kept back ("Y", "A.K. and B.M.")."""

from ingest.document import Document, Span
from ingest.kept_patterns import compiled

OPENING, CLOSING = '"\u201c\u00ab\u201e', '"\u201d\u00bb\u201c'
_LETTERS = r"[A-Z](?:\.?[A-Z]){0,2}\.?"
_WHOLE = compiled(rf"[{OPENING}]?(?P<name>{_LETTERS})[{CLOSING}]?")


def letters_alone(document: Document, name: Span) -> Span | None:
    """The letters that are all of a name, without quotation marks around them; None for any other name."""
    match = _WHOLE.fullmatch(document.text, *document.trimmed(name))
    return Span(*match.span("name")) if match else None


def spelled_anonymously(name: str) -> str | None:
    """The pattern of a name of one letter in running text, which is no word there; None for a longer name."""
    if len(name) > 1:
        return None
    quoted = rf"[{OPENING}]{name}[{CLOSING}]"
    # "A teacher", "Y el maestro", "M. Dupont": the bare letter is a word, or an abbreviation.
    return quoted if name in "AEIOUY" else rf"(?:{quoted}|(?<![{OPENING}]){name}(?![.\w]))"
