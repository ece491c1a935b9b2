"""Stage: reading; which part of a web page is its content, and which is navigation, notice, footer or hidden.

Extractors that score text density lose address blocks, which look like link lists to them (trafilatura 2.3: 5 of 708
lines of targets on 104 pages made of our fixtures, with the targets in paragraphs, tables, lists and address elements;
this module: none, and as little of the site). So this goes the other way: what is surely no content is left out, and
the rest stays.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.kept_patterns import compiled

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = frozenset(
    [
        "amp-ad",
        "amp-analytics",
        "amp-consent",
        "amp-sidebar",
        "amp-social-share",
        "amp-user-notification",
        "audio",
        "button",
        "canvas",
        "datalist",
        "dialog",
        "embed",
        "head",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "nav",
        "noframes",
        "noscript",
        "object",
        "optgroup",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "title",
        "video",
    ]
)
_SITE_PARTS = frozenset({"header", "footer", "aside"})
_ROLES = frozenset(
    [
        "alert",
        "alertdialog",
        "banner",
        "complementary",
        "contentinfo",
        "dialog",
        "menu",
        "menubar",
        "navigation",
        "search",
    ]
)
# The other roles are also given to boxes beside a text that belong to it.
_SURE_ROLES = _ROLES - {"complementary", "alert"}
_CONTENT = frozenset({"html", "body", "main", "article"})
_HIDDEN_STYLE = compiled(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9]))",
    re.IGNORECASE,
)
_HIDDEN_CLASS = frozenset(
    [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screen-reader-only",
        "screenreader",
        "assistive-text",
        "d-none",
    ]
)
_NOTICE = compiled(
    r"cookie|consent|gdpr|onetrust|cmp-banner|usercentrics|iubenda|didomi|termly|borlabs|^(?:cc|cky|cmplz)-",
    re.IGNORECASE,
)
_SITE_WORD = compiled(
    r"(?:(?:site|page|main|global|primary|secondary|top|mobile|social|wp)[-_]{0,2})?"
    r"(?:nav|navbar|navigation|menu|breadcrumbs?|header|footer|sidebar|skip-?(?:link|to-content|nav)|search-?form"
    r"|sharing|share|share[-_]?(?:buttons?|links?|bar|box|icons?|tools|this)|newsletter"
    r"|related(?:-?(?:posts|content|articles))?|teasers|teasers?[-_](?:list|grid|row|box|container|wrapper|section))"
    r"|social[-_]?(?:media|icons?|links?|buttons?|bar)"
    r"|(?:sharedaddy|sd-sharing|addtoany|a2a|addthis|heateor|shareaholic|jp-relatedposts)(?:[-_][\w-]{0,60})?"
    r"|(?:entry|post)[-_](?:meta|footer|tags)|byline|posted-on|(?:cat|tags)-links",
    re.IGNORECASE,
)
_READERS_COMMENTS = compiled(
    r"comments|comments?-(?:area|list|section|respond)|commentlist|respond|disqus_thread|fb-comments", re.IGNORECASE
)
_PANEL = compiled(
    r"(?:[a-z]{1,20}[-_]{1,2})?(?:tab[-_]?(?:panel|pane|content)|(?:accordion|toggle|panel|collapse|collapsible|expander|faq)"
    r"(?:[-_]{1,2}(?:body|content|collapse|panel|inner|item|text))?)",
    re.IGNORECASE,
)
_NO_PANEL = compiled(r"modal|popup|pop-up|overlay|lightbox|dropdown|menu|\bnav|search|share|login", re.IGNORECASE)
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href")
_FIELDS = frozenset({"input", "select", "textarea"})
_LEAST_PREFILLED = 12
"""Words from which on what stands in a form's field is a text for the reader, such as a letter to send."""
_LONGEST_ICON = 24
_ADDRESS_SCHEMES = ("mailto:", "tel:")
_BARS = frozenset({"div", "p", "section", "span", "ul"})
_SHARES = compiled(
    r"(?:https?:)?//(?:[\w-]{1,12}\.){0,2}(?:facebook\.com/(?:sharer|share|dialog/)|(?:twitter|x)\.com/(?:intent|share|home\?)"
    r"|whatsapp\.com/send/?\?text=|wa\.me/\?|t(?:elegram)?\.me/share|linkedin\.com/(?:shareArticle|sharing)|pinterest\.com/pin/create"
    r"|reddit\.com/submit|tumblr\.com/(?:share|widgets/share)|vk\.com/share|bsky\.app/intent|threads\.net/intent"
    r"|line\.me/R/msg|social-plugins\.line\.me|getpocket\.com/save|menea\.me|meneame\.net/submit|xing\.com/spi)"
    r"|whatsapp://send/?\?text=|(?:fb-messenger|tg|viber)://(?:share|msg|forward)|mailto:\?",
    re.IGNORECASE,
)
"""Where a page's buttons lead that share it."""
_FEWEST_SHARES = 2
_MOST_BESIDE_SHARES = 4
_LONGEST_SHARE = 6
"""Words."""
_MOST_OF_PAGE = 0.34
_MAIN_SHARE = 0.5


@dataclass(slots=True)
class _Measure:
    """What an element holds with all that is in it. `inner`: it stands in a main or article element."""

    size: int = 0
    has_address: bool = False
    has_headline: bool = False
    inner: bool = False


class Content:
    """What to read of a parsed page: `root` and all below it for which `leaves_out` is false."""

    def __init__(self, body: "_Element") -> None:
        self._body = body
        self._panels = _controlled(body)
        self._fields = {one.get("id") for one in body.iter(*_FIELDS)} - {None}
        self._measures = _measures(body)
        self.root = body
        main = self._main()
        if main is not None and self._kept(main) >= _MAIN_SHARE * self._kept(body):
            self.root = main

    def leaves_out(self, element: "_Element") -> bool:
        """Whether an element and all in it is no content."""
        if element is self.root:
            return False
        tag = str(element.tag)
        return (
            tag in _NEVER
            or (is_hidden(element) and not self._is_panel(element))
            or (tag in _OF_FORMS and self._is_of_form(element, tag))
            or _is_icon(element, tag)
            or _is_share_bar(element, tag)
            or self._is_of_site(element, tag)
        )

    def _is_panel(self, element: "_Element") -> bool:
        """Whether a hidden element is one that the page opens on a click: a tab, or a part of an accordion.

        Boxes that a click lays over the page are none.
        """
        words = f"{element.get('class', '')} {element.get('id', '')}"
        if not _HIDDEN_CLASS.isdisjoint(words.split()) or _NO_PANEL.search(words):
            return False
        return (
            element.get("role") == "tabpanel"
            or element.get("hidden") == "until-found"
            or element.get("id") in self._panels
            or any(_PANEL.fullmatch(word) for word in words.split())
        )

    def _is_of_form(self, element: "_Element", tag: str) -> bool:
        """Whether an element is the label of a field to fill in, or such a field with nothing to read in it."""
        if tag == "textarea":
            return len((element.text or "").split()) < _LEAST_PREFILLED
        following = element.getnext()
        return (
            element.get("for") in self._fields
            or next(element.iter(*_FIELDS), None) is not None
            or (following is not None and following.tag in _FIELDS)
        )

    def _is_of_site(self, element: "_Element", tag: str) -> bool:
        """Whether an element belongs to the site and not to the page. A name alone proves little."""
        measure = self._measures[element]
        words = f"{element.get('class', '')} {element.get('id', '')}".split()
        if tag not in _CONTENT and not measure.has_headline and any(map(_READERS_COMMENTS.fullmatch, words)):
            return True
        if tag in _CONTENT or measure.size > _MOST_OF_PAGE * self._measures[self._body].size:
            return False
        if any(_NOTICE.search(word) for word in words) or element.get("role") in _SURE_ROLES:
            return True
        named = (
            (tag in _SITE_PARTS and not measure.inner)
            or element.get("role") in _ROLES
            or any(_SITE_WORD.fullmatch(word) for word in words)
        )
        if not named:
            return False
        holds_case = measure.has_headline if tag == "header" else measure.has_address and tag != "footer"
        return not holds_case

    def _main(self) -> "_Element | None":
        """The one element that the page itself declares its content."""
        for wanted in ("main", "article"):
            found = [one for one in self._body.iter() if one.tag == wanted or one.get("role") == wanted]
            if len(found) == 1:
                return found[0]
        return None

    def _kept(self, element: "_Element") -> int:
        """The characters of an element that are content."""
        total = 0
        todo = [element]
        while todo:
            one = todo.pop()
            total += len((one.text or "").strip())
            for part in one:
                total += len((part.tail or "").strip())
                if not self.leaves_out(part):
                    todo.append(part)
        return total


_OF_FORMS = frozenset({"label", "textarea"})


def _controlled(body: "_Element") -> frozenset[str]:
    """The names of the elements that a control of the page, or a link within it, leads to."""
    values = (one.get(name, "") for one in body.iter() for name in _CONTROLS)
    return frozenset(value.removeprefix("#") for value in values if value and value != "#" and ":" not in value)


def _is_icon(element: "_Element", tag: str) -> bool:
    """Whether an element is the name or sign of an icon font, which programs that read pages aloud pass over."""
    if tag not in ("i", "span") or element.get("aria-hidden") != "true":
        return False
    text = "".join(str(part) for part in element.itertext())
    return len(text) <= _LONGEST_ICON and not any(char.isdigit() or char == "@" for char in text)


def _is_share_bar(element: "_Element", tag: str) -> bool:
    """Whether an element holds nothing but links that pass the page on; what they lead to says so in any language."""
    if tag not in _BARS:
        return False
    links = [one for one in element.iter("a") if one.get("href") is not None]
    if len(links) < _FEWEST_SHARES or not all(_SHARES.match(one.get("href", "").strip()) for one in links):
        return False
    labels = [" ".join("".join(str(part) for part in one.itertext()).split()) for one in links]
    words = len("".join(str(part) for part in element.itertext()).split())
    beside = words - sum(len(label.split()) for label in labels)
    return beside <= _MOST_BESIDE_SHARES and not any(
        "@" in label or len(label.split()) > _LONGEST_SHARE for label in labels
    )


def is_hidden(element: "_Element") -> bool:
    """Whether a browser does not show an element, as far as the element itself says."""
    if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", "")):
        return True
    return not _HIDDEN_CLASS.isdisjoint(element.get("class", "").split())


def _measures(body: "_Element") -> "dict[_Element, _Measure]":
    """The measures of all elements, by one pass down and one up."""
    measures: dict[_Element, _Measure] = {}
    for element in body.iter():
        parent = element.getparent()
        above = measures.get(parent) if parent is not None else None
        inner = above is not None and parent is not None and (above.inner or _is_content(parent))
        measures[element] = _Measure(inner=inner, has_headline=element.tag == "h1")
    for element in reversed(list(measures)):
        measure = measures[element]
        text = (element.text or "").strip()
        measure.size += len(text)
        measure.has_address |= "@" in text or element.get("href", "").startswith(_ADDRESS_SCHEMES)
        parent = element.getparent()
        above = measures.get(parent) if parent is not None else None
        if above is not None:
            tail = (element.tail or "").strip()
            above.size += measure.size + len(tail)
            above.has_address |= measure.has_address or "@" in tail
            above.has_headline |= measure.has_headline
    return measures


def _is_content(element: "_Element") -> bool:
    return element.tag in ("main", "article") or element.get("role") in ("main", "article")
