"""Reading order of random pages: nearly all are read as they were set, and alike by both engines."""

import pytest

from ingest.layout.text import lay_out
from ingest.readers.pdf import page_contents
from ingest.readers.pdf_engine import PdfEngine
from tests.layout.random_pages import Layout, random_file

PAGES = 20
LEAST_SHARE = 0.85
"""A stray page cannot be told from another layout: paragraphs level by chance are a table, and so on."""
LAYOUTS = {
    "short columns, narrow gutter, shifted lines": Layout((10, 16), (3, 6), 0.0, ("address", "ragged")),
    "short columns, narrow gutter, level lines": Layout((10, 16), (3, 6), 1.0, ("address", "ragged")),
    "short columns, wide gutter": Layout((18, 60), (3, 7)),
    "long columns, narrow gutter": Layout((10, 16), (8, 22)),
    "long columns, wide gutter": Layout((18, 50), (8, 22)),
    "all kinds": Layout(),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_columns_are_read_as_they_were_set(layout: Layout) -> None:
    data, truths = random_file(11, layout, PAGES)
    texts = []
    for engine in (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER):
        pages = page_contents(data, engine, PAGES)
        texts.append([[line for line in lay_out([page]).text.split("\n") if line] for page in pages])
    assert texts[0] == texts[1]
    right = sum(found == truth for found, truth in zip(texts[0], truths, strict=True))
    assert right >= LEAST_SHARE * PAGES
