"""Field: the additional information; and the narrative, the paragraphs that tell the case."""

from collections.abc import Iterator

from ingest.fields.letter import letter_body
from ingest.found import Found, found_text
from ingest.paragraphs import Paragraph, paragraphs
from ingest.sections import Sectioned
from models import SectionKind

INFORMATION = (SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND)


def read_information(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The paragraphs of the additional or background information."""
    document = sectioned.document
    return tuple(
        found_text(document, *paragraph.spans)
        for body in sectioned.bodies(*INFORMATION)
        for paragraph in paragraphs(document, body)
    )


def narrative(sectioned: Sectioned) -> Iterator[Paragraph]:
    """The paragraphs that tell the case: lead, letter and information, in the order of the text."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.SUMMARY, SectionKind.LETTER, *INFORMATION):
        body = letter_body(document, part.body)[1] if part.kind is SectionKind.LETTER else part.body
        yield from paragraphs(document, body)
