"""Field: related documents; links to the previous UA and to other documents of the organization, and index numbers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, index_number_value, number_in
from ingest.document import Document, Span, plain
from ingest.fields.contacts.accounts import url_spans
from ingest.fields.writing_languages import language_code
from ingest.found import Found, found_text, read_from
from ingest.kept_patterns import compiled, kept_pattern
from ingest.sections import Part, Sectioned
from models import SectionKind
from models.case_record import Relation


@dataclass(frozen=True, slots=True)
class RelatedFields:
    """Another document: how it is related, its link, its index number and the language of the link."""

    relation: Found[Relation]
    url: Found[str] | None
    index_number: Found[str] | None
    language: Found[str] | None


_DOCUMENT_URL = compiled(
    r"/(?P<region>[a-z]{3})[ _-]?(?P<code>\d{2})/?(?P<sequence>\d{3,5})(?:/(?P<year>\d{4})"
    r"(?:/(?P<language>[a-z]{2}))?(?![a-z])|(?P<year_joined>(?:19|20)\d\d)(?P<name>[a-z]{5,12})\.pdf)",
    re.IGNORECASE,
)


@kept_pattern(re.IGNORECASE)
def _own_text() -> str:
    """A text on the organization's international site, which publishes what its sections' documents refer to."""
    site = vocabulary.alternatives("contacts", "own_site")
    folder = "|".join(map(re.escape, sorted(vocabulary.word_set("link_folder", "phrases"))))
    return rf"^(?:https?://)?(?:www\.)?{site}/(?:[a-z]{{2}}(?:-[a-z]{{2,4}})?/)?(?:{folder})/[^\s?#]{{4,}}"


@kept_pattern(re.IGNORECASE)
def _bare_site() -> str:
    site = vocabulary.alternatives("contacts", "own_site")
    return rf"(?<![\w@./-]){site}/[^\s<>\"\u201c\u201d\u00bb]{{4,300}}"


def read_related(sectioned: Sectioned, own_index: Found[str] | None) -> tuple[RelatedFields, ...]:
    """Links to earlier UAs and to other documents of the organization, and index numbers named in the text."""
    document = sectioned.document
    found: list[RelatedFields] = []
    seen = {own_index.value if own_index else ""}
    for part in sectioned.parts:
        for related in _related_in(document, part):
            key = related.index_number.value if related.index_number else related.url.value if related.url else ""
            if key not in seen:
                seen.add(key)
                found.append(related)
                continue
            known = next((place for place, one in enumerate(found) if _names(one, key)), None)
            if known is not None and found[known].url is None and related.url is not None:
                # The text names the index, and a link leads to the document.
                found[known] = related
    return tuple(sorted(found, key=lambda related: related.relation.value is not Relation.PREVIOUS_UA))


def _names(related: RelatedFields, index_number: str) -> bool:
    return related.index_number is not None and related.index_number.value == index_number


def _is_own_document(url: str) -> bool:
    """Whether a link leads to a document of the organization: by its index number, or to one of its texts."""
    return _DOCUMENT_URL.search(url) is not None or _own_text().search(url) is not None


def _related_in(document: Document, part: Part) -> Iterator[RelatedFields]:
    span = Span(part.start, part.end)
    in_header = part.kind is SectionKind.HEADER
    previous = in_header or part.kind is SectionKind.PREVIOUS_UA
    urls = sorted((*url_spans(document.text, span), *_bare_links(document, span)))
    for place in urls:
        url = document.quote(place)
        linked = Relation.PREVIOUS_UA if previous or _follows_update(document, place) else Relation.REFERENCE
        if (not previous or in_header) and not _is_own_document(url):
            continue
        yield RelatedFields(
            relation=read_from(document, lambda _, linked=linked: linked, place),  # type: ignore[misc]
            url=found_text(document, place),
            index_number=_from_url(document, place, index_of_url),
            language=_from_url(document, place, language_of_url),
        )
    for match in INDEX_NUMBER.finditer(document.text, *span):
        if any(place.start <= match.start() < place.end for place in urls):
            continue
        place = Span(*match.span())
        earlier = previous or is_labelled_as_earlier(document, place.start) or _is_of_updated_number(document, place)
        named = Relation.PREVIOUS_UA if earlier else Relation.REFERENCE
        yield RelatedFields(
            read_from(document, lambda _, named=named: named, place),  # type: ignore[misc]
            None,
            read_from(document, index_number_value, place),
            None,
        )


def _bare_links(document: Document, span: Span) -> Iterator[Span]:
    """The links to the organization's site that are printed without a scheme or "www."."""
    for match in _bare_site().finditer(document.text, *span):
        yield document.trimmed(Span(*match.span()), marks=".,;:!?)]'\u2019*|")


def is_labelled_as_earlier(document: Document, position: int) -> bool:
    """Whether what stands at a position is in a list behind a label for earlier documents ("Earlier actions: ")."""
    before = document.text[max(0, position - 120) : position]
    label = compiled(
        rf"(?:{vocabulary.expression('header', 'previous')})(?:[ \t][^\W\d_]{{1,20}}){{0,4}}\s{{0,3}}:[^.:!?]{{0,90}}$",
        re.IGNORECASE,
    )
    return label.search(before) is not None


def _is_of_updated_number(document: Document, place: Span) -> bool:
    """Whether an index stands in brackets behind the number that is followed up ("update of UA 5/12 (...)")."""
    before = document.text[max(0, place.start - 160) : place.start]
    number = number_in(before) if before.rstrip().endswith("(") else None
    told = vocabulary.pattern("header", "update", "update_alone").search(before) if number else None
    return number is not None and told is not None and before[number.end() :].strip() == "("


def _follows_update(document: Document, place: Span) -> bool:
    """Whether a link stands behind words for an update ("... update of UA 5/12. Further information: ...") or behind a
    label for the earlier document ("The previous one: ...").
    """
    before = document.text[max(0, place.start - 160) : place.start]
    if vocabulary.pattern("header", "update").search(before) and number_in(before):
        return True
    label = compiled(
        rf"(?:{vocabulary.expression('header', 'previous')})(?:[ \t][^\W\d_]{{1,20}}){{0,3}}\s{{0,3}}:\s*$",
        re.IGNORECASE,
    )
    if label.search(before) is not None:
        return True
    more = compiled(rf"{vocabulary.expression('header', 'more_at')}\s{{0,3}}:\s*$", re.IGNORECASE)
    return more.search(before) is not None and _is_update(document)


# So far into a document stands what kind of appeal it is.
_HEAD = 400


def _is_update(document: Document) -> bool:
    """Whether the document's head says that it goes on with an earlier appeal."""
    return vocabulary.pattern("header", "update").search(document.text, 0, _HEAD) is not None


def _from_url(document: Document, place: Span, reading: Callable[[str], str]) -> Found[str] | None:
    found = read_from(document, reading, place)
    return found if found.value else None


def index_of_url(quote: str) -> str:
    """The index number in a document's URL, in the contract's form; "" where there is none."""
    match = _DOCUMENT_URL.search(plain(quote))
    if match is None:
        return ""
    return f"{match['region'].upper()} {match['code']}/{match['sequence']}/{match['year'] or match['year_joined']}"


def language_of_url(quote: str) -> str:
    """The language (ISO 639-1) that a document's URL names: behind its number, or else before it."""
    match = _DOCUMENT_URL.search(plain(quote))
    if match and match["language"]:
        return match["language"].lower()
    if match and match["name"]:
        # Until 2020 the site's files bore an index without marks, and the English name of their language.
        return language_code(match["name"])
    before = compiled(r"^(?:https?://)?[^/]+/([a-z]{2})/", re.IGNORECASE).search(plain(quote))
    return before[1].lower() if before and _is_own_document(plain(quote)) else ""
