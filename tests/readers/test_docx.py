"""The DOCX reader: the page's text in its order, nothing hidden or deleted, and damaged packages refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ingest.readers import docx, package
from tests.readers.mutations import (
    FORMATS,
    damaged_package,
    is_sound,
    labels,
    mutated,
    own_text,
    parts_of,
    reads_or_refuses,
    zipped,
)

PLAIN = (FORMATS / "ethiopia.docx").read_bytes()
EVERYTHING = (FORMATS / "everything.docx").read_bytes()
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = {
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{KIND}/{name}" Target="{name}.xml"/>'
            for name in ("styles", "numbering", "header")
        )
        + "</Relationships>"
    ).encode()
}


def with_body(body: str, **parts: str) -> bytes:
    """The plain fixture with another body, and other parts by their names."""
    changed = {
        f"word/{name}.xml": f"<w:{name} {SPACE}>{content}</w:{name}>".encode() for name, content in parts.items()
    }
    document = f"<w:document {SPACE}><w:body>{body}</w:body></w:document>".encode()
    return zipped(parts_of(PLAIN) | changed | {"word/document.xml": document})


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_chunk(data: bytes, *, times: int = 1, outside: bool = False) -> bytes:
    """The plain fixture whose body takes in another document."""
    mode = ' TargetMode="External"' if outside else ""
    relations = RELATIONS["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="c1" Type="{KIND}/aFChunk" Target="chunk"{mode}/></Relationships>'.encode(),
    )
    body = f"<w:p>{run('before')}</w:p>" + '<w:altChunk r:id="c1"/>' * times + f"<w:p>{run('after')}</w:p>"
    document = f'<w:document {SPACE} xmlns:r="{KIND}"><w:body>{body}</w:body></w:document>'.encode()
    changed = {"word/document.xml": document, "word/_rels/document.xml.rels": relations}
    return zipped(parts_of(PLAIN) | changed | ({} if outside else {"word/chunk": data}))


PAGE = b"<!doctype html><html><body><p>Write to <a href='mailto:a@b.example'>the minister</a> today.</p></body></html>"


@pytest.mark.parametrize(
    "data", [PAGE, b"MIME-Version: 1.0\nContent-Type: text/html\nFrom: <Saved>\n\n" + PAGE], ids=["html", "mht"]
)
def test_a_page_inside_the_document_is_read_in_its_place(data: bytes) -> None:
    reading = docx.read(with_chunk(data))
    is_sound(reading)
    assert reading.text == "before\n\nWrite to the minister today.\n\nafter"
    assert labels(reading) == [("the minister", "mailto:a@b.example")]


def test_documents_inside_the_document_are_read_or_refused() -> None:
    assert docx.read(with_chunk(rb"{\rtf1 inside\par}")).text == "before\n\ninside\n\nafter"
    assert docx.read(with_chunk(b"", outside=True)).text == "before\nafter"
    with pytest.raises(UnreadableFile, match="another one"):
        docx.read(with_chunk(PLAIN))
    with pytest.raises(LimitExceeded):
        docx.read(with_chunk(PAGE, times=60))


@pytest.mark.parametrize("name", ["ethiopia.docx", "ethiopia_paragraphs.docx"])
def test_the_text_is_that_of_the_plain_text(name: str) -> None:
    reading = docx.read((FORMATS / name).read_bytes())
    assert reading.text == own_text()
    assert reading.page_count is None
    assert reading.findings == ()


def test_everything_stands_in_reading_order() -> None:
    assert docx.read(EVERYTHING).text.split("\n\n") == [
        "AMNESTY INTERNATIONAL URGENT ACTION",
        "First UA: 12/23\nIndex: AMR 46/7001/2023",
        "URGENT ACTION",
        "Farmer Rosa Huamán was detained on 2 May.",
        "Write to both officials:",
        "Minister of Justice\nCalle Scipión Llona 350\nLima, Peru",
        "Ombudsperson\nJirón Ucayali 394-398\nLima, Peru",
        "Fax: +51 1 204 8020\nEmail: here",
        "1. Demand that they free her\na) at once\nb) without conditions\n2. Let her see a doctor",
        "See the earlier UA.",
        "1 As her lawyer told a newspaper.",
        "Page 1 of 2",
    ]


def test_links_are_kept() -> None:
    assert labels(docx.read(EVERYTHING)) == [
        ("here", "mailto:ministro@justicia.example"),
        ("earlier UA", "https://www.example.org/en/documents/amr46/6990/2023/en/"),
    ]


def test_headers_footers_and_footnotes_are_furniture() -> None:
    reading = docx.read(EVERYTHING)
    is_sound(reading)
    assert [reading.text[start:end] for start, end in reading.furniture] == [
        "AMNESTY INTERNATIONAL URGENT ACTION",
        "1 As her lawyer told a newspaper.",
        "Page 1 of 2",
    ]


def test_what_the_file_carries_besides_is_found_and_not_told() -> None:
    findings = docx.read(EVERYTHING).findings
    assert [(one.rule, one.severity.value) for one in findings] == [
        ("UA601", "info"),
        ("UA602", "error"),
        ("UA603", "error"),
        ("UA604", "error"),
    ]
    assert not any("Quispe" in one.message for one in findings)


def test_hidden_text_is_left_out_by_style_too() -> None:
    hidden = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    runs = run("Seen") + run(" unseen", '<w:rStyle w:val="Secret"/>') + run(" tiny", '<w:sz w:val="2"/>')
    reading = docx.read(zipped(parts_of(with_body(f"<w:p>{runs}</w:p>", styles=hidden)) | RELATIONS))
    assert reading.text == "Seen"
    assert [one.rule for one in reading.findings] == ["UA604"]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    white = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'
    assert docx.read(with_body(f"<w:p>{run('URGENT ACTION', white)}</w:p>")).text == "URGENT ACTION"


def test_an_inserted_paragraph_mark_divides_and_a_deleted_one_joins() -> None:
    def marked(kind: str) -> str:
        return f"<w:p><w:pPr><w:rPr><w:{kind}/></w:rPr></w:pPr>{run('One ')}</w:p><w:p>{run('two')}</w:p>"

    assert docx.read(with_body(marked("ins"))).text == "One \ntwo"
    assert docx.read(with_body(marked("del"))).text == "One two"


def test_moved_text_is_read_once_where_it_went() -> None:
    body = (
        f"<w:p><w:moveFrom>{run('old place ')}</w:moveFrom>{run('and ')}<w:moveTo>{run('new place')}</w:moveTo></w:p>"
    )
    assert docx.read(with_body(body)).text == "and new place"


def test_a_first_page_header_is_text() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="header"/><w:titlePg/></w:sectPr>'
    spaces = f'{SPACE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts = {
        "word/document.xml": f"<w:document {spaces}><w:body><w:p>{run('Body')}</w:p>{section}</w:body></w:document>",
        "word/header.xml": f"<w:hdr {SPACE}><w:p>{run('First UA: 34/22')}</w:p></w:hdr>",
    }
    reading = docx.read(zipped(parts_of(PLAIN) | RELATIONS | {name: text.encode() for name, text in parts.items()}))
    assert reading.text == "First UA: 34/22\n\nBody"
    assert reading.furniture == ()


def test_a_bullet_of_a_symbol_font_is_a_bullet() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    lists += '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    item = f'<w:p><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>{run("Free her")}</w:p>'
    data = parts_of(with_body(item, numbering=lists)) | RELATIONS
    assert docx.read(zipped(data)).text == "• Free her"


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    for level in "cdefgh":
        uses = f"&{chr(ord(level) - 1)};" * 10
        bomb += f'<!ENTITY {level} "{uses}">'
    bomb += '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    for use in ("<w:t>&h;</w:t>", '<w:t w:val="&h;"/>', "<w:t>&file;</w:t>", ""):
        xml = f"{bomb}<w:document {SPACE}><w:body><w:p><w:r>{use}</w:r></w:p></w:body></w:document>"
        with pytest.raises(UnreadableFile):
            docx.read(zipped(parts_of(PLAIN) | {"word/document.xml": xml.encode()}))


def test_zip_bombs_are_refused() -> None:
    with pytest.raises(LimitExceeded):
        docx.read(zipped(parts_of(PLAIN) | {"word/media/a.bin": bytes(package.MAX_PART * 2)}))
    with pytest.raises(LimitExceeded):
        docx.read(zipped(parts_of(PLAIN) | {f"{index}": b"" for index in range(package.MAX_ENTRIES)}))
    spread = {f"word/media/{index}": bytes(range(256)) * 4_000 for index in range(10)}
    assert docx.read(zipped(parts_of(PLAIN) | spread)).text == own_text()


@pytest.mark.parametrize(
    "inner", ["w:tbl><w:tr><w:tc", "w:ins", "w:sdt><w:sdtContent", "w:p><w:r><w:pict><w:txbxContent"]
)
@pytest.mark.parametrize("times", [50, 60, 20_000])
def test_deep_nesting_ends_in_text_or_an_error(inner: str, times: int) -> None:
    closed = "".join(f"</{name}>" for name in reversed(inner.split("><")))
    body = f"<{inner}>" * times + f"<w:p>{run('deep')}</w:p>" + closed * times
    if times < 100:
        assert docx.read(with_body(body)).text == "deep"
    else:
        with pytest.raises(UnreadableFile):
            docx.read(with_body(body))


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(PLAIN)
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        docx.read(bytes(data))


@settings(deadline=None, max_examples=60)
@given(st.one_of(mutated(EVERYTHING), damaged_package(EVERYTHING)))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(docx.read, data)
