"""A URL is malformed.

Why: Nothing opens, and the reader takes it for a fault of their own.

Bad:
    Contact form: htp:/www.justice.example.gov/contact

Good:
    Contact form: https://www.justice.example.gov/contact
"""

import re
from collections.abc import Iterator

from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.links import LinkFound, links
from ingest.rules.rule import Problem

# What is meant as a URL: the right scheme, or one that is a slip of the finger away from it.
_MEANT = compiled(
    r"(?<![\w@./-])(?:(?:h{1,2}t{1,3}p{1,2}s{0,2}|ttps?|hptts?)(?:[:;]{1,2}[/\\]{0,3}|[/\\]{2})|www\.)"
    r"[^\s<>\"\u201c\u201d]{2,2000}",
    re.IGNORECASE,
)
_GOOD = compiled(r"(?P<scheme>https?|ftp)://(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_LABEL = compiled(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_PORT = compiled(r":\d{1,5}$")
_ADDRESS = compiled(r"\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]", re.IGNORECASE)
_CLOSING = ".,;:!?)]}'\u2019*|\u00bb"


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a URL with a misspelled scheme or an impossible host; silent where a line break cuts it short.

    Other kinds of links (`mailto:`, `tel:`, anchors, paths within a site) are not judged.
    """
    linked = list(links(draft))
    for link in linked:
        flaw = _flaw_of_link(link.url.strip())
        if flaw is not None:
            yield Problem(f"'{link.url}' is no valid URL: {flaw}", link.span)
    for place in _printed(draft, linked):
        flaw = _flaw(draft.text[place.start : place.end])
        if flaw is not None:
            yield Problem(f"'{draft.text[place.start : place.end]}' is no valid URL: {flaw}", place)


def _printed(draft: Draft, linked: list[LinkFound]) -> Iterator[Span]:
    """What the text prints as URLs, without those of links and those that a line's end may have cut."""
    for line in draft.lines(Span(0, len(draft.text))):
        for match in _MEANT.finditer(draft.text, *line):
            if any(link.span.start <= match.start() < link.span.end for link in linked):
                continue
            end = match.end()
            while draft.text[end - 1] in _CLOSING and end > match.start() + 1:
                end -= 1
            if match.end() < line.end or not _ends_in_host(match.group()):
                yield Span(match.start(), end)


def _with_scheme(printed: str) -> str:
    """A site that begins with "www." may leave its scheme out."""
    return f"https://{printed}" if printed[:4].casefold() == "www." else printed


def _ends_in_host(printed: str) -> bool:
    url = _with_scheme(printed)
    return _GOOD.match(url) is not None and _host(url)[1] == ""


def _host(url: str) -> tuple[str, str]:
    """The host as printed, and what follows it; "" for a URL without a scheme."""
    good = _GOOD.match(url)
    rest = good["rest"] if good else ""
    end = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    return rest[:end], rest[end:]


def _flaw_of_link(url: str) -> str | None:
    """What is wrong with a link's destination; None for other schemes, anchors and relative paths."""
    meant = _MEANT.fullmatch(url) or _GOOD.match(url)
    return _flaw(url) if meant and url.casefold() not in ("http://", "https://") else None


def _flaw(printed: str) -> str | None:
    url = _with_scheme(printed)
    if not _GOOD.match(url):
        return "it must begin with 'https://'"
    host, rest = _host(url)
    bare = _PORT.sub("", host.rpartition("@")[2])
    if _ADDRESS.fullmatch(bare):
        return None
    if bare.casefold().rstrip(":") in ("http", "https"):
        return "'https://' stands twice"
    labels = bare.removesuffix(".").split(".")
    if "" in labels:
        return "a dot is too many in the name of the site"
    if len(labels) < 2 or labels == ["www", labels[-1]]:
        return "the name of the site is not complete"
    if not all(_LABEL.fullmatch(label) for label in labels):
        return "the name of the site holds a sign that it cannot have"
    if not compiled(r"[^\W\d_]{2,63}|xn--[\w-]{1,59}").fullmatch(labels[-1]):
        return "the name of the site does not end as one can"
    return "it holds a backslash" if "\\" in rest else None
