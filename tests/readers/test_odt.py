"""The ODT reader: the page's text in its order, nothing hidden or deleted, and damaged packages refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import EncryptedFile, UnreadableFile
from ingest.readers import odt
from tests.readers.mutations import (
    FORMATS,
    damaged_package,
    labels,
    mutated,
    own_text,
    parts_of,
    reads_or_refuses,
    zipped,
)

PLAIN = (FORMATS / "ethiopia.odt").read_bytes()
SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
        for name, address in (
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
            ("table", "table"),
            ("draw", "drawing"),
            ("meta", "meta"),
        )
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
STYLES = """
<style:style style:name="Spaced"><style:paragraph-properties fo:margin-bottom="3mm"/></style:style>
<style:style style:name="Child" style:parent-style-name="Spaced"><style:text-properties fo:text-transform="uppercase"/>
</style:style>
<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-bullet text:level="2" text:bullet-char="\uf0b7"/></text:list-style>
"""


def with_body(body: str, **parts: str) -> bytes:
    """The plain fixture with another body, and other parts (`meta`, `styles`) by their names."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    others = {
        f"{name}.xml": f"<office:document-{name} {SPACES}>{inner}</office:document-{name}>".encode()
        for name, inner in parts.items()
    }
    return zipped(parts_of(PLAIN) | others | {"content.xml": content.encode()})


def test_the_text_is_that_of_the_plain_text() -> None:
    reading = odt.read(PLAIN)
    assert reading.text == own_text()
    assert reading.page_count is None
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>a</text:p><text:p>b</text:p><text:p/><text:p>c</text:p>", "a\nb\n\nc"),
        ('<text:p text:style-name="Child">a</text:p><text:p>b</text:p>', "A\n\nb"),
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d\n  e</text:p>", "a   b\tc\nd e"),
        ("<text:h>a</text:h><text:section><text:p>b</text:p></text:section>", "a\nb"),
        (
            '<text:list text:style-name="L"><text:list-item><text:p>a</text:p><text:list><text:list-item>'
            "<text:p>b</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>c</text:p></text:list-item></text:list>",
            "1. a\n• b\n2. c",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Fax:</text:p></table:table-cell><table:table-cell>"
            "<text:p>1</text:p></table:table-cell></table:table-row></table:table>",
            "Fax: 1",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
            "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>",
            "a\nb\n\nc",
        ),
        ("<text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>a</text:p>", "box\n\na"),
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p>"
            "</text:note-body></text:note> b</text:p>",
            "a b\n\n1 note",
        ),
    ],
)
def test_lines_and_blocks(body: str, text: str) -> None:
    assert odt.read(with_body(body)).text == text


def test_links_are_kept() -> None:
    body = '<text:p>Write <text:a xlink:href="mailto:a@example.org"><text:span>here</text:span></text:a>.</text:p>'
    assert labels(odt.read(with_body(body))) == [("here", "mailto:a@example.org")]


def test_what_the_file_carries_besides_is_found_and_not_read() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        "<dc:creator>Rosa Quispe</dc:creator></office:change-info><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>a<office:annotation><text:p>comment</text:p></office:annotation>"
        '<text:span text:style-name="Gone">hidden</text:span></text:p>'
    )
    reading = odt.read(with_body(body, meta="<office:meta><dc:creator>Rosa Quispe</dc:creator></office:meta>"))
    assert reading.text == "a"
    assert [one.rule for one in reading.findings] == ["UA601", "UA602", "UA603", "UA604"]


def test_headers_and_footers_are_furniture() -> None:
    page = "<style:header><text:p>Head</text:p></style:header><style:footer><text:p>1</text:p></style:footer>"
    masters = f"<office:master-styles><style:master-page>{page}</style:master-page></office:master-styles>"
    reading = odt.read(with_body("<text:p>Body</text:p>", styles=masters))
    assert reading.text == "Head\n\nBody\n\n1"
    assert [reading.text[start:end] for start, end in reading.furniture] == ["Head", "1"]


def test_an_encrypted_file_is_refused() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(EncryptedFile):
        odt.read(zipped(parts_of(PLAIN) | {"META-INF/manifest.xml": manifest}))


def test_deep_nesting_is_refused() -> None:
    assert odt.read(with_body("<text:section>" * 200 + "<text:p>a</text:p>" + "</text:section>" * 200)).text == "a"
    assert odt.read(with_body("<text:p>" + "<text:span>" * 200 + "a" + "</text:span>" * 200 + "</text:p>")).text == "a"
    with pytest.raises(UnreadableFile):
        odt.read(with_body("<text:section>" * 20_000 + "</text:section>" * 20_000))


@settings(deadline=None, max_examples=60)
@given(st.one_of(mutated(PLAIN), damaged_package(PLAIN)))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(odt.read, data)
