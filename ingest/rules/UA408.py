"""A link has no destination.

Why: Whoever clicks on it stays where they are; reports of letters and signatures never arrive.

Bad:
    [Click here](#) and let us know the actions you took.

Good:
    [Click here](https://www.amnestyusa.org/report-urgent-actions/) and let us know the actions you took.
"""

import re
from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.links import links
from ingest.rules.rule import Problem

_NOWHERE = re.compile(
    r"\s*(?:#?|https?:/{0,2}|mailto:|tel:|about:blank|javascript:.*|\{.*\}|(?:https?://)?(?:url|link|tbc|tbd))\s*",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a link that leads nowhere: an empty one, `#` alone, a scheme alone; an anchor (`#note`) is none."""
    for link in links(draft):
        if _NOWHERE.fullmatch(link.url):
            yield Problem("this link leads nowhere; put in its destination, or remove the link", link.span)
