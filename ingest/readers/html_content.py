"""Stage: reading; which part of a web page is its content, and which is navigation, notice, footer or hidden.

Extractors that score text density lose address blocks, which look like link lists to them. So this goes the other way:
what is surely no content is left out, and the rest stays.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = frozenset(
    "audio button canvas datalist dialog embed head iframe input link math meta nav noframes noscript object optgroup "
    "option script select style svg template textarea title video".split()
)
_SITE_PARTS = frozenset({"header", "footer", "aside"})
_ROLES = frozenset("alert alertdialog banner complementary contentinfo dialog menu menubar navigation search".split())
_CONTENT = frozenset({"html", "body", "main", "article"})
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9]))",
    re.IGNORECASE,
)
_HIDDEN_CLASS = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader assistive-text d-none".split()
)
_NOTICE = re.compile(r"cookie|consent|gdpr|onetrust|cmp-banner", re.IGNORECASE)
_SITE_WORD = re.compile(
    r"(?:(?:site|page|main|global|primary|secondary|top|mobile|social|wp)[-_]{0,2})?"
    r"(?:nav|navbar|navigation|menu|breadcrumbs?|header|footer|sidebar|skip-?(?:link|to-content|nav)|search-?form"
    r"|sharing|share|share-?(?:buttons|links|bar)|sharedaddy|newsletter|related(?:-?(?:posts|content|articles))?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S@\S|^(?:mailto|tel):", re.IGNORECASE)
_MOST_OF_PAGE = 0.34
_MAIN_SHARE = 0.5


class Content:
    """What to read of a parsed page: `root` and all below it for which `leaves_out` is false."""

    def __init__(self, body: "_Element") -> None:
        self._body = body
        self._sizes = _sizes(body)
        self.root = body
        main = self._main()
        if main is not None and self._kept(main) >= _MAIN_SHARE * self._kept(body):
            self.root = main

    def leaves_out(self, element: "_Element") -> bool:
        """Whether an element and all in it is no content."""
        if element is self.root:
            return False
        tag = str(element.tag)
        return tag in _NEVER or is_hidden(element) or self._is_of_site(element, tag)

    def _is_of_site(self, element: "_Element", tag: str) -> bool:
        """Whether an element belongs to the site and not to the page. A name alone proves little."""
        if tag in _CONTENT or self._sizes.get(element, 0) > _MOST_OF_PAGE * self._sizes.get(self._body, 0):
            return False
        words = f"{element.get('class', '')} {element.get('id', '')}".split()
        if any(_NOTICE.search(word) for word in words) or element.get("role") in _ROLES - {"complementary", "alert"}:
            return True
        named = (
            (tag in _SITE_PARTS and not _inside_content(element))
            or element.get("role") in _ROLES
            or any(_SITE_WORD.fullmatch(word) for word in words)
        )
        return named and not (tag in ("header", "aside", "div", "section", "ul", "p") and _holds_case(element, tag))

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


def is_hidden(element: "_Element") -> bool:
    """Whether a browser does not show an element, as far as the element itself says."""
    if element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", "")):
        return True
    return not _HIDDEN_CLASS.isdisjoint(element.get("class", "").split())


def _sizes(body: "_Element") -> "dict[_Element, int]":
    """The characters of each element with all that is in it."""
    sizes: dict[_Element, int] = {}
    for element in reversed(list(body.iter())):
        size = sizes.get(element, 0) + len((element.text or "").strip())
        sizes[element] = size
        parent = element.getparent()
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + size + len((element.tail or "").strip())
    return sizes


def _inside_content(element: "_Element") -> bool:
    return any(one.tag in ("main", "article") or one.get("role") in ("main", "article") for one in _ancestors(element))


def _ancestors(element: "_Element") -> "Iterator[_Element]":
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def _holds_case(element: "_Element", tag: str) -> bool:
    """Whether an element by a site's name holds the page's headline or someone's address after all."""
    if tag == "header" and next(element.iter("h1"), None) is not None:
        return True
    return any(_ADDRESS.search(text) for text in element.itertext()) or any(
        _ADDRESS.search(link.get("href", "")) for link in element.iter("a")
    )
