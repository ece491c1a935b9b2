"""A link has no destination.

Why: Whoever clicks on it stays where they are; reports of letters and signatures never arrive.

Bad:
    [Click here](#) and let us know the actions you took.

Good:
    [Click here](https://www.amnestyusa.org/report-urgent-actions/) and let us know the actions you took.
"""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.links import LinkFound, links
from ingest.rules.rule import Problem

_NOWHERE = compiled(
    r"\s*(?:#?|https?:/{0,2}|mailto:|tel:|about:blank|javascript:.*|\{.*\}|(?:https?://)?(?:url|link|tbc|tbd))\s*",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a link that leads nowhere: an empty one, `#` alone, a scheme alone; an anchor (`#note`) is none.

    Silent about the menus of a saved web page and about the sender's own foot: they are no part of the draft.
    """
    found = list(links(draft))
    for link in found:
        if _NOWHERE.fullmatch(link.url) and not _in_menu(draft, link, found):
            yield Problem("this link leads nowhere; put in its destination, or remove the link", link.span)


def _in_menu(draft: Draft, link: LinkFound, found: list[LinkFound]) -> bool:
    """Whether a link is one of several that stand side by side, or belongs to the line of the sender's office."""
    line = draft.document.lines[draft.document.line_at(link.span.start)]
    if vocabulary.search(draft.text, "phrases", "office_footer", start=line.start, end=line.end):
        return True
    before = [other.span.end for other in found if line.start <= other.span.start < link.span.start]
    behind = [other.span.start for other in found if link.span.start < other.span.start < line.end]
    left = draft.text[max(before, default=line.start) : link.span.start].rpartition("|")[2]
    right = draft.text[link.span.end : min(behind, default=line.end)].partition("|")[0]
    return bool(before or behind) and not any(char.isalpha() for char in left + right)
