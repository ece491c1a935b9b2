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
    letters = vocabulary.squeezed(document.quote(*areas))
    for code in vocabulary.keys("concerns"):
        if not vocabulary.may_occur(letters, "concerns", code):
            continue
        pattern = vocabulary.pattern("concerns", code)
        match = next(
            (
                match
                for area in areas
                for match in pattern.finditer(document.text, *area)
                if not _inside(match, laws) and not _ends_in_another(document.text, match, area.end)
            ),
            None,
        )
        if match:
            found.append(Found(code, (Span(*match.span()),), lambda _, code=code: code))  # type: ignore[misc]
    return tuple(sorted(found, key=lambda concern: concern.start))


_LONGEST_REST = 40


def _ends_in_another(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the last word of a wording begins another one that says more ("temor de | ejecución extrajudicial")."""
    blank = match.group().rfind(" ")
    if blank < 0 or match.end() == end:
        return False
    last = match.start() + blank + 1
    longer = vocabulary.pattern("concerns", *vocabulary.keys("concerns")).match(text, last, match.end() + _LONGEST_REST)
    return longer is not None and longer.end() > match.end()


def _inside(match: re.Match[str], laws: list[Span]) -> bool:
    """Whether a wording only stands in the name of a law ("Convention against Torture")."""
    return any(law.start <= match.start() < law.end for law in laws)
