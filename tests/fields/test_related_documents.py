"""The links to other documents in the additional information, and the text around them."""

import pytest

from ingest import convert
from ingest.pipeline import Options

_DOCUMENT = """UA: 12/19 Index: AFR 63/0500/2019 Zambia Date: 3 June 2019

URGENT ACTION

TEACHER STILL HELD

Sela Ndovi, a teacher in Lusaka, has been held without charge since 4 May 2019.

TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USE THIS MODEL LETTER

Minister of Home Affairs
PO Box 50997
Lusaka, Zambia

Dear Minister,

I write about Sela Ndovi. I urge you to release her.

Yours sincerely,

ADDITIONAL INFORMATION

{}

PREFERRED LANGUAGE TO ADDRESS TARGET: English
"""
_FIRST = "https://www.amnesty.org/en/documents/afr63/0231/2018/en/"
_SECOND = "https://www.amnesty.org/en/documents/afr63/0300/2018/en/"
_SITE = "https://www.amnesty.org/en/documents/"


@pytest.mark.parametrize(
    ("printed", "paragraphs", "urls"),
    [
        (f"She was fined in 2018. Read more: {_FIRST}.", [f"She was fined in 2018. Read more: {_FIRST}."], [_FIRST]),
        (f"Further information:\n{_FIRST}", [f"Further information: {_FIRST}"], [_FIRST]),
        (f"Sources: {_FIRST},{_SECOND}", [f"Sources: {_FIRST},{_SECOND}"], [_FIRST, _SECOND]),
        (
            f"She was fined (see {_SITE}\nafr63/0231/2018/en/). It is told in {_SITE}afr63/03\n00/2018/en/",
            [f"She was fined (see {_FIRST}). It is told in {_SECOND}"],
            [_FIRST, _SECOND],
        ),
        (
            "See also amnesty.org/en/documents/afr63/0231/2018/en/; it is short.",
            ["See also amnesty.org/en/documents/afr63/0231/2018/en/; it is short."],
            ["amnesty.org/en/documents/afr63/0231/2018/en/"],
        ),
        (
            "The school stands at https://www.school.example/about/\nand has 300 pupils.",
            ["The school stands at https://www.school.example/about/ and has 300 pupils."],
            [],
        ),
    ],
)
def test_links_of_the_information(printed: str, paragraphs: list[str], urls: list[str]) -> None:
    outcome = convert(_DOCUMENT.format(printed).encode(), name="case.txt", options=Options(mentions=False))
    record = outcome.records[0]
    assert list(record.additional_information) == paragraphs
    assert [related.url for related in record.related_documents] == urls


def test_a_file_of_the_old_site_bears_index_and_language_in_its_name() -> None:
    url = "https://www.amnesty.org/download/Documents/AFR6309992018ENGLISH.PDF"
    text = _DOCUMENT.format(f"The letter is at {url} and was never answered.")
    (related,) = convert(text.encode(), name="case.txt", options=Options(mentions=False)).records[0].related_documents
    assert (related.index_number, related.language) == ("AFR 63/0999/2018", "en")
