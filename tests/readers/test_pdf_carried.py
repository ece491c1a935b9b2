"""What a PDF carries beside its text: names in its metadata, comments; and what counts as neither."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.readers.pdf_engine import PdfEngine


def pdf(author: str | None, notes: int = 0, link: bool = False) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream)
    if author is not None:
        canvas.setAuthor(author)
    canvas.drawString(72, 700, "URGENT ACTION")
    for number in range(notes):
        canvas.textAnnotation("A note to the editor", (72, 600 - 20 * number, 92, 620 - 20 * number))
    if link:
        canvas.linkURL("https://example.org/", (72, 700, 200, 712))
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
@pytest.mark.parametrize(
    ("author", "notes", "link", "rules"),
    [
        ("Wanjiru Kamau-Odeh", 0, False, ["UA601"]),
        ("Urgent Action Team", 0, False, []),
        (None, 2, False, ["UA603"]),
        (None, 0, True, []),
        ("Wanjiru Kamau-Odeh", 1, True, ["UA601", "UA603"]),
    ],
)
def test_metadata_and_comments_are_reported(
    engine: PdfEngine, author: str | None, notes: int, link: bool, rules: list[str]
) -> None:
    findings = read(pdf(author, notes, link), engine).findings
    assert [one.rule for one in findings] == rules
    assert not any("Wanjiru" in one.message or "note to" in one.message for one in findings)
