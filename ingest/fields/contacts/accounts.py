"""Part of the field `targets`: social accounts and sites of a block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.document import Document, Span, is_cut
from ingest.fields.contacts.channel_labels import SOCIAL_KEYS, network_of_label
from ingest.fields.contacts.numbers import numbers
from ingest.found import Doubt, Found, found_text, read_from
from ingest.kept_patterns import compiled
from ingest.reading import LOST
from models import SocialNetwork

_DOMAINS = {
    "twitter.com": SocialNetwork.TWITTER,
    "x.com": SocialNetwork.TWITTER,
    "facebook.com": SocialNetwork.FACEBOOK,
    "fb.com": SocialNetwork.FACEBOOK,
    "instagram.com": SocialNetwork.INSTAGRAM,
    "t.me": SocialNetwork.TELEGRAM,
    "telegram.me": SocialNetwork.TELEGRAM,
    "wa.me": SocialNetwork.WHATSAPP,
    "youtube.com": SocialNetwork.YOUTUBE,
    "vk.com": SocialNetwork.VK,
    "weibo.com": SocialNetwork.WEIBO,
    "tiktok.com": SocialNetwork.OTHER,
    "linkedin.com": SocialNetwork.OTHER,
    "threads.net": SocialNetwork.OTHER,
    "bsky.app": SocialNetwork.OTHER,
}
_NO_HANDLES = frozenset(
    {
        "pages",
        "profile.php",
        "groups",
        "channel",
        "user",
        "in",
        "people",
        "watch",
        "c",
        "intent",
        "share",
        "home",
        "company",
        "public",
    }
)
# Behind these an account's name follows ("linkedin.com/company/NAME").
_FOLDERS = frozenset({"company", "in", "school", "showcase", "user", "c"})
URL = compiled(
    r"(?:https?://|www\.)(?:[^\s<>\"\u201c\u201d\u00ab\u00bb,;|]|[,;|](?!https?://|www\.)){3,500}", re.IGNORECASE
)
_BARE_SITE = compiled(
    r"(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?:/[^\s<>,;|]{0,300})?(?![@\w])", re.IGNORECASE
)
_HANDLE = compiled(r"(?<![\w.])@(?P<name>[\w.-]{1,60}\w)")
_PLAIN_HANDLE = compiled(r"(?P<name>[A-Za-z0-9][\w.-]{1,60})")


@dataclass(frozen=True, slots=True)
class SocialFields:
    """An account on a social network."""

    network: Found[SocialNetwork]
    handle: Found[str] | None
    url: Found[str] | None


@cache
def _bare_profile() -> re.Pattern[str]:
    """A profile on a known network without its scheme ("facebook.com/NAME")."""
    domains = "|".join(re.escape(domain) for domain in _DOMAINS)
    return compiled(rf"(?<![\w@./-])(?:{domains})/[^\s<>\"\u201c\u201d]{{2,200}}", re.IGNORECASE)


def url_spans(text: str, span: Span) -> list[Span]:
    """The URLs in a stretch, without the marks of punctuation that follow them."""
    spans = []
    for match in [*URL.finditer(text, *span), *_bare_profile().finditer(text, *span)]:
        end = match.end()
        while text[end - 1] in ".,;:!?)]'\u2019\u2026*|" and not (text[end - 1] == ")" and "(" in match.group()):
            end -= 1
        spans.append(Span(match.start(), end))
    return spans


def network_of_url(url: str) -> SocialNetwork | None:
    """The network that a URL leads to; None for any other site."""
    host = (
        compiled(r"^(?:https?://)?(?:www\.|m\.|[a-z]{2}(?:-[a-z]{2})?\.)?")
        .sub("", url.strip().casefold())
        .split("/")[0]
    )
    return _DOMAINS.get(host)


def websites(document: Document, span: Span, labelled: bool) -> list[Found[str]]:
    """The sites in a stretch that are no social accounts; without a scheme only where a label announces them."""
    spans = [place for place in url_spans(document.text, span) if network_of_url(document.quote(place)) is None]
    if labelled and not spans:
        spans = [
            document.trimmed(Span(*match.span()), marks=".,;")
            for match in _BARE_SITE.finditer(document.text, *span)
            if "@" not in match.group()
        ]
    return [found_text(document, place) for place in spans if not is_cut(document.text, place)]


def social_accounts(
    document: Document, span: Span, label: Span | None, key: str | None, region: str | None
) -> tuple[list[SocialFields], list[Doubt]]:
    """The social accounts in a stretch (by label and handle, by URL, or both), and doubts about numbers left out."""
    urls = [place for place in url_spans(document.text, span) if network_of_url(document.quote(place)) or key]
    found: list[SocialFields] = []
    if key == "whatsapp" and label is not None:
        return _whatsapp(document, span, label, region)
    handles = list(_handles(document, span, urls, plain_allowed=key is not None))
    # Behind lost characters another network's label may have stood.
    end = document.text.find(LOST, *span)
    handles, urls = ([one for one in places if end < 0 or one.end < end] for places in (handles, urls))
    network_by_label = SOCIAL_KEYS[key] if key else None
    for handle in handles:
        url = next((place for place in urls if place.start >= handle.start), None)
        if url is not None and (
            any(handle.end < other.start < url.start for other in handles)
            or not _is_of(document, url, network_by_label)
        ):
            url = None
        found.extend(_account(document, network_by_label, label, handle, url))
    for url in urls:
        # Behind the account on one network, that on another ("Twitter: @abc | facebook.com/abc").
        if not handles or not _is_of(document, url, network_by_label):
            found.extend(_account(document, network_by_label, label, None, url))
    return found, []


def _is_of(document: Document, url: Span, network: SocialNetwork | None) -> bool:
    """Whether a URL may lead to an account on a network: it leads to no other known one."""
    return network is None or network_of_url(document.quote(url)) in (None, network)


def _handles(document: Document, span: Span, urls: list[Span], plain_allowed: bool) -> Iterator[Span]:
    def inside_url(place: Span) -> bool:
        return any(url.start <= place.start < url.end for url in urls)

    marked = [Span(*match.span("name")) for match in _HANDLE.finditer(document.text, *span)]
    marked = [place for place in marked if not inside_url(place)]
    if marked or not plain_allowed or urls:
        yield from marked
        return
    for match in _PLAIN_HANDLE.finditer(document.text, *span):
        rest = document.text[match.end() : span.end].strip(" .,;|")
        if not rest or document.text[match.end()] in ",;|/":
            yield Span(*match.span("name"))
        return


def _account(
    document: Document, network: SocialNetwork | None, label: Span | None, handle: Span | None, url: Span | None
) -> Iterator[SocialFields]:
    by_url = network_of_url(document.quote(url)) if url else None
    if network is None and by_url is None:
        return
    if by_url is not None and url is not None:
        network_found = read_from(document, lambda quote: network_of_url(quote) or SocialNetwork.OTHER, url)
    else:
        if label is None or network is None:
            return
        network_found = read_from(document, network_of_label, label)
    handle_found = found_text(document, handle) if handle else _handle_of_url(document, url)
    yield SocialFields(network_found, handle_found, found_text(document, url) if url else None)


def _handle_of_url(document: Document, url: Span | None) -> Found[str] | None:
    if url is None:
        return None
    value = handle_in_url(document.quote(url))
    return Found(value, (url,), handle_in_url) if value else None


def handle_in_url(quote: str) -> str:
    """The account's name in a profile URL, or ""."""
    path = compiled(r"^(?:https?://)?[^/]+/?").sub("", quote.strip()).split("?")[0].strip("/")
    folder, _, rest = path.partition("/")
    first = (rest if folder in _FOLDERS else path).split("/")[0].removeprefix("@")
    return (
        first if first and first.casefold() not in _NO_HANDLES and compiled(r"[\w.+-]{1,60}").fullmatch(first) else ""
    )


def _whatsapp(
    document: Document, span: Span, label: Span, region: str | None
) -> tuple[list[SocialFields], list[Doubt]]:
    network = read_from(document, network_of_label, label)
    found, doubts = numbers(document, span, region, "UA215")
    return [SocialFields(network, number, None) for number in found], doubts
