"""The link to the previous UA is malformed, or names a later document.

Why: Readers land on an error page, or on another case.

Bad:
    LINK TO PREVIOUS UA: https:/www.amnesty.org/en/documents/afr25/5511/

Good:
    LINK TO PREVIOUS UA: https://www.amnesty.org/en/documents/afr25/5511/2022/en/
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ingest.case_number import INDEX_NUMBER
from ingest.document import Span
from ingest.fields.references import index_of_url
from ingest.kept_patterns import compiled
from ingest.places import full_year
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models import SectionKind
from models.case_record import Relation

NEEDS = ("header", "action", "related_documents")

# What was meant as an address: a scheme in any spelling, "www.", or a path behind a host.
_MEANT_AS_LINK = compiled(
    r"(?:\bh?t{1,3}ps?[:;/]|\bhttps?\b|\bwww[.,])[^\s<>]{0,400}(?:\n[ \t]{0,8}(?=[^\s:]{0,200}/)[^\s<>]{1,300}){0,2}",
    re.IGNORECASE,
)
_HOST = compiled(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}", re.IGNORECASE)
# A page of one document, "/en/documents/afr25/5511/2022/en/", or what is left of such an address. Downloads and the
# archive's search have addresses of other forms.
_OF_A_DOCUMENT = compiled(r"/(?:documents|library/info)/?(?:$|[a-z]{3}[ _-]?\d)(?!.*\.\w{3,4}$)", re.IGNORECASE)
# Since sequences have four digits, one count runs through all countries.
_COUNTED_TOGETHER = 4


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each malformed address under the heading, and at each earlier document that is a later one.

    Later means a later year, or in the same year a higher sequence. A draft without an index number is compared by
    the year of its issue date or deadline: the year of the UA number is that of the first UA.
    """
    malformed: list[Span] = []
    for part in draft.parts(SectionKind.PREVIOUS_UA):
        for match in _MEANT_AS_LINK.finditer(draft.text, *part.body):
            place = draft.document.trimmed(Span(*match.span()), marks=".,;)*")
            if not _is_sound(compiled(r"\s+").sub("", draft.document.quote(place))):
                malformed.append(place)
                message = "this link to the previous UA is malformed; copy the whole address, https://... to its end"
                yield Problem(message, place)
    for index, related in enumerate(draft.record.related_documents):
        if related.relation is not Relation.PREVIOUS_UA or related.index_number is None:
            continue
        if _is_later(draft, related.index_number):
            message = f"{related.index_number} is a later document than this one; name the UA that this one follows"
            yield Problem(message, pointer=f"/related_documents/{index}/index_number")


def _is_sound(link: str) -> bool:
    """Whether a link has scheme and host, and, where it leads to a document, that document's whole number."""
    try:
        address = urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:
        return False
    if address.scheme.casefold() not in ("http", "https") or not _HOST.fullmatch(address.hostname or ""):
        return False
    if "://" not in link and not link.casefold().startswith("www."):
        return False
    return not _OF_A_DOCUMENT.search(address.path) or bool(index_of_url(link))


def _is_later(draft: Draft, index_number: str) -> bool:
    other = INDEX_NUMBER.match(index_number)
    if other is None:
        return False
    year = full_year(other["year"])
    own = INDEX_NUMBER.match(draft.record.header.index_number or "")
    if own is None:
        day = draft.record.header.issue_date or draft.record.action.deadline
        return day is not None and year > int(day[:4])
    if year != full_year(own["year"]):
        return year > full_year(own["year"])
    together = min(len(own["sequence"]), len(other["sequence"])) >= _COUNTED_TOGETHER
    same_country = (own["region"], own["code"]) == (other["region"], other["code"])
    return (together or same_country) and int(other["sequence"]) > int(own["sequence"])
