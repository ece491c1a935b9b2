"""The group with which a lead begins ("Some 300 Eritrean asylum-seekers", "Residents of the Kole quarter in Hall")."""

import re
from collections.abc import Iterator
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.people.named import Named, counts
from ingest.kept_patterns import compiled
from ingest.sections import Sectioned
from models import SectionKind


def counts_names(document: Document, group: Named, names: int) -> bool:
    """Whether a group is as many people as are named: it is those."""
    count = document.quote(group.span).split()[0].casefold()
    return any(count in (str(names), word.text.casefold()) for word in vocabulary.wordings("numbers", str(names)))


def lead_group(sectioned: Sectioned) -> Iterator[Named]:
    """The group with which the lead begins ("Some 300 Eritrean asylum-seekers"), where it names nobody."""
    document = sectioned.document
    stops = vocabulary.word_set("phrase_stop", "people") - vocabulary.word_set("list_joint", "people")
    stops |= vocabulary.word_set("possessive", "people")
    for body in sectioned.bodies(SectionKind.SUMMARY)[:1]:
        lead = document.trimmed(body)
        uncounted = vocabulary.match(document.text, "people", "uncounted", start=lead.start, end=lead.end)
        start = uncounted.end() + 1 if uncounted else lead.start
        match = _group_phrase().match(document.text, start, lead.end)
        words = [word.casefold().strip(",") for word in match["name"].split()] if match else []
        if match and (uncounted or counts(words)) and not any(word in stops for word in words[1:]):
            place = _group_place().match(document.text, match.end())
            yield Named(Span(lead.start, place.end() if place else match.end()))
        elif placed := _placed_group().match(document.text, *lead):
            yield Named(Span(*placed.span()))


@cache
def _group_phrase() -> re.Pattern[str]:
    group = vocabulary.expression("people", "group")
    return compiled(
        rf"(?P<name>(?:(?:\d{{1,3}}(?:[.,]\d{{3}}){{1,2}}|[\w'\u2019-]+,?)\s{{1,3}}){{0,6}}{group})", re.IGNORECASE
    )


@cache
def _group_place() -> re.Pattern[str]:
    joints = "|".join(map(re.escape, sorted(vocabulary.word_set("place_joint", "people"), key=len, reverse=True)))
    capital = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
    return compiled(rf"\s{{1,3}}(?:{joints})\s{{1,3}}{capital}(?:\s{capital}){{0,3}}")


@cache
def _placed_group() -> re.Pattern[str]:
    """A group without a number whose place is told, up to the verb or comma behind the last capitalised word."""
    group, article, auxiliary = (vocabulary.expression("people", key) for key in ("group", "article", "auxiliary"))
    joint = vocabulary.expression("people", "place_joint")
    capital, small = r"(?:[dlDL]['\u2019])?[A-Z\u00c0-\u00de][\w'\u2019-]*", r"[a-z\u00df-\u00ff][\w'\u2019-]*"
    return compiled(
        rf"(?:(?i:{article})\s)?(?:{capital}\s)?(?i:{group})\s{{1,3}}(?i:{joint})\s{{0,3}}(?:(?:{capital}|{small})\s{{1,3}}){{0,12}}?"
        rf"{capital}(?=,|\s{{1,3}}{auxiliary}\s)"
    )
