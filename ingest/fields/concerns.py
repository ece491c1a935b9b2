"""Field: the concerns; codes of a closed vocabulary whose wordings the document uses."""

import re

from ingest import vocabulary
from ingest.document import Span
from ingest.fields.law import find_laws
from ingest.fields.letter import letter_body
from ingest.found import Found
from ingest.sections import Sectioned
from models import SectionKind


def read_concerns(sectioned: Sectioned, title: Found[str] | None) -> tuple[Found[str], ...]:
    """The concerns that the headline (`title`), lead and letter name, in the order of their first wording."""
    document = sectioned.document
    areas = [*(title.spans if title else ()), *sectioned.bodies(SectionKind.SUMMARY)]
    areas += [letter_body(document, body)[1] for body in sectioned.bodies(SectionKind.LETTER)]
    laws = [law for area in areas for law in find_laws(document.text, area)]
    found: list[Found[str]] = []
    told = document.quote(*areas)
    for code in vocabulary.keys("concerns"):
        if not vocabulary.may_occur(told, "concerns", code):
            continue
        pattern = vocabulary.pattern("concerns", code)
        match = next(
            (
                match
                for area in areas
                for match in pattern.finditer(document.text, *area)
                if not _inside(match, laws) and not _says_more(document.text, match, code)
            ),
            None,
        )
        if match:
            found.append(Found(code, (Span(*match.span()),), lambda _, code=code: code))  # type: ignore[misc]
    return tuple(sorted(found, key=lambda concern: concern.start))


# The noun of the first is that of the second with an adjective more.
_GOES_ON = {"imminent_execution": "extrajudicial_execution"}
_LONGEST_REST = 40


def _says_more(text: str, match: re.Match[str], code: str) -> bool:
    """Whether the noun of a wording belongs to one of another concern too ("temor de | ejecuci\u00f3n extrajudicial",
    "drohende | extralegale Hinrichtung").
    """
    other = _GOES_ON.get(code)
    if other is None:
        return False
    longer = vocabulary.pattern("concerns", other).finditer(text, match.start(), match.end() + _LONGEST_REST)
    return any(one.start() < match.end() and one.end() >= match.end() for one in longer)


def _inside(match: re.Match[str], laws: list[Span]) -> bool:
    """Whether a wording only stands in the name of a law ("Convention against Torture")."""
    return any(law.start <= match.start() < law.end for law in laws)
