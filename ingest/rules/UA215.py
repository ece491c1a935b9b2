"""A handle or profile link is one that its network cannot have.

Why: The message is addressed to nobody, or to a stranger of a similar name.

Bad:
    Twitter: @Ministry-of-Justice
    Facebook: https://twitter.com/JusticeGhana

Good:
    Twitter: @JusticeGhana
    Facebook: https://facebook.com/JusticeGhana
"""

from collections.abc import Iterator

from ingest.document import Span
from ingest.fields.contacts.accounts import url_spans
from ingest.fields.contacts.channel_labels import SOCIAL_KEYS, label_key, label_pattern
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SocialAccount, SocialNetwork

NEEDS = ("targets",)

# What the networks say of user names; None where they set no rule, or where old names break it.
_HANDLES = {
    SocialNetwork.TWITTER: (compiled(r"[A-Za-z0-9_]{1,15}"), "up to 15 letters, figures and underscores"),
    SocialNetwork.INSTAGRAM: (compiled(r"[A-Za-z0-9_.]{1,30}"), "up to 30 letters, figures, dots and underscores"),
    SocialNetwork.TELEGRAM: (compiled(r"[A-Za-z][A-Za-z0-9_]{3,31}"), "4 to 32 letters, figures and underscores"),
}


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at a handle against its network's rules, at a link without an account, and at one of another network.

    The stages add WhatsApp numbers that are none.
    """
    for index, target in enumerate(draft.record.targets):
        for place, account in enumerate(target.social):
            pointer = f"/targets/{index}/social/{place}"
            yield from _handle(account, pointer)
            yield from _link(draft, account, pointer)


def _handle(account: SocialAccount, pointer: str) -> Iterator[Problem]:
    rule = _HANDLES.get(account.network)
    if account.handle is None or rule is None or account.handle.startswith("+"):
        return
    form, said = rule
    if not form.fullmatch(account.handle):
        message = f"'{account.handle}' cannot be a name on {account.network.value}: names there have {said}"
        yield Problem(message, pointer=f"{pointer}/handle")


def _link(draft: Draft, account: SocialAccount, pointer: str) -> Iterator[Problem]:
    if account.url is None:
        return
    if not compiled(r"^(?:https?://)?[^/]+/?").sub("", account.url):
        yield Problem("this link leads to no account; add the account's name to it", pointer=f"{pointer}/url")
    place = draft.span(f"{pointer}/url")
    labelled = _network_of_label(draft, place) if place else None
    if labelled not in (None, SocialNetwork.OTHER, account.network):
        message = f"the label says {labelled}, and the link leads to {account.network.value}; correct one of them"
        yield Problem(message, pointer=f"{pointer}/url")


def _network_of_label(draft: Draft, url: Span) -> SocialNetwork | None:
    """The network of the last label before a link on its line; None where another link stands between them."""
    line = draft.document.lines[draft.document.line_at(url.start)]
    urls = url_spans(draft.text, line.span)
    found = label_pattern().finditer(draft.text, line.start, url.start)
    labels = [match for match in found if not any(span.start <= match.start() < span.end for span in urls)]
    if not labels or any(labels[-1].end() <= span.start < url.start for span in urls):
        return None
    return SOCIAL_KEYS.get(label_key(labels[-1]))
