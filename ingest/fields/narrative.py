"""Field: the additional information; and the narrative, the paragraphs that tell the case."""

from collections.abc import Iterator
from itertools import pairwise

from ingest.document import Document
from ingest.fields.letter import letter_body
from ingest.found import Found, found_text
from ingest.paragraphs import Paragraph, paragraphs
from ingest.sections import Sectioned
from ingest.shapes import is_quotation, is_speaker
from models import SectionKind

INFORMATION = (SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND)


def read_information(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The paragraphs of the additional or background information, without what a box beside them picks out."""
    document = sectioned.document
    return tuple(
        found_text(document, *paragraph.spans)
        for body in sectioned.bodies(*INFORMATION)
        for paragraph in _without_pull_quotes(document, paragraphs(document, body))
    )


def _without_pull_quotes(document: Document, groups: list[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs without quotations that stand alone above a line with their speaker, and without that line."""
    texts = [document.quote(*group.spans).strip() for group in groups]
    spoken = [is_quotation(text) and is_speaker(below) for text, below in pairwise(texts)]
    for group, opens, closes in zip(groups, [*spoken, False], [False, *spoken], strict=False):
        if not (opens or closes):
            yield group


def narrative(sectioned: Sectioned) -> Iterator[Paragraph]:
    """The paragraphs that tell the case: lead, letter and information, in the order of the text."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.SUMMARY, SectionKind.LETTER, *INFORMATION):
        body = letter_body(document, part.body)[1] if part.kind is SectionKind.LETTER else part.body
        yield from paragraphs(document, body)
