"""Sniffing and charsets: the kind and the charset of a file come from its bytes alone."""

import contextlib
import io
import re
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import EncryptedFile, UacaseError, UnreadableFile
from ingest.readers import docx
from ingest.readers.charset import decoded
from ingest.readers.sniffing import Kind, kind_of
from scripts.gold import FIXTURES
from tests.readers.mutations import FORMATS, mutated, own_text, parts_of, zipped

KINDS = {
    ".docx": Kind.DOCX,
    ".html": Kind.HTML,
    ".eml": Kind.EML,
    ".mbox": Kind.MBOX,
    ".odt": Kind.ODT,
    ".rtf": Kind.RTF,
}


def tar_of(data: bytes) -> bytes:
    """A tar archive of one text, of which most bytes are text."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo("appeal.txt")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("path", sorted(FORMATS.iterdir()), ids=lambda path: path.name)
def test_every_fixture_is_what_its_name_says(path: Path) -> None:
    assert kind_of(path.read_bytes()) is KINDS.get(path.suffix, Kind.TEXT)


@pytest.mark.parametrize("folder", ["modern", "eras", "es", "fr", "de"])
def test_every_text_fixture_is_text_and_every_pdf_a_pdf(folder: str) -> None:
    for path in (FIXTURES / folder).glob("*.txt"):
        assert kind_of(path.read_bytes()) is Kind.TEXT, path.name


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\n\njunk %PDF-1.4\n", Kind.PDF),
        (b"  {\\rtf1 a}", Kind.RTF),
        (b"<!-- saved --><!DOCTYPE html><p>a", Kind.HTML),
        (b'<?xml version="1.0"?><html><body>a</body></html>', Kind.HTML),
        (b"\xff\xfe" + "<html><p>a</p>".encode("utf-16-le"), Kind.HTML),
        (b"<div><p>a</p><br><p>b</p></div>", Kind.HTML),
        (b"# UA 12/23\n\nSee <https://example.org> and <br> and **bold**.", Kind.TEXT),
        (b"From: A\nTo: B\nDate: 1 May\n\nFree her", Kind.TEXT),
        (b"From: A\nTo: B\nMessage-ID: <1@b>\n\nFree her", Kind.EML),
        (b"Received: from a\n by b\nFrom: A\n\nFree her", Kind.EML),
        (b"From a@b Mon Jan  1 00:00:00 2024\nFrom: A\n\nFree her", Kind.MBOX),
        (b"From Amnesty in 2024\nFree her", Kind.TEXT),
        (b"BMW and MZ", Kind.TEXT),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Kind.PICTURE),
        (b"\xff\xd8\xff\xe0" + bytes(50), Kind.PICTURE),
        (b"II*\x00" + bytes(50), Kind.PICTURE),
        (b"URGENT\x00 ACTION: " + b"Free her. " * 20, Kind.TEXT),
        ("\u202eUA 12/23\u202c".encode(), Kind.TEXT),
        ("Генеральный прокурор".encode("cp1251") * 5, Kind.TEXT),
    ],
)
def test_the_kind_is_seen_from_the_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "empty"),
        (b" \r\n\x00", "empty"),
        (b"GIF89a" + bytes(50), "GIF picture"),
        (b"\x7fELF" + bytes(50), "program"),
        (b"MZ\x90\x00" + bytes(50), "program"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (OLE + "WordDocument".encode("utf-16-le"), r"Word \(DOC\).*soffice --headless --convert-to docx"),
        (OLE + "PerfectOffice_MAIN".encode("utf-16-le"), "WordPerfect.*soffice"),
        (OLE + "__substg1.0_001A".encode("utf-16-le"), r"Outlook message \(MSG\).*EML"),
        (b"\xffWPC" + bytes(50), "WordPerfect.*soffice"),
        (b"\xdb\xa5-\x00" + bytes(50), r"old Word \(2.0\).*soffice"),
        (b"1\xbe\x00\x00" + bytes(50), r"old Word \(DOS\).*soffice"),
        (b"\xfe7\x00#" + bytes(50), r"Macintosh.*soffice"),
        (b"%!PS-Adobe-3.0\n", "PostScript.*ps2pdf"),
        (b"\xc5\xd0\xd3\xc6" + bytes(50), "PostScript.*ps2pdf"),
        (b"AT&TFORM" + bytes(50), "DjVu.*PDF"),
        (b"x\x9f>\x22" + bytes(50), r"winmail.dat.*EML"),
        (b"bplist00" + bytes(50), "Safari.*HTML"),
        (b"\x1f\x9d\x90" + bytes(50), "compressed.*Unpack"),
        (tar_of(own_text().encode()), "tar archive.*Unpack"),
        (zipped({"META-INF/container.xml": b"x", "mimetype": b"application/epub+zip"}), "EPUB.*Unpack.*web pages"),
        (zipped({"Index/Document.iwa": b"x"}), "Pages.*DOCX"),
        (zipped({"buildVersionHistory.plist": b"x", "index.xml": b"x"}), "Pages.*DOCX"),
        (zipped({"ppt/presentation.xml": b"x"}), "PowerPoint.*PDF"),
        (zipped({"FixedDocSeq.fdseq": b"x"}), "XPS.*PDF"),
        (
            b'<?xml version="1.0"?><office:document office:version="1.3"><p>a</p></office:document>',
            "flat Open.*soffice",
        ),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"><w:p/></w:wordDocument>', "Word 2003.*soffice"),
        (OLE, "old Office"),
        (zipped({"photo.jpg": b"x"}), "zip archive.*Unpack"),
        (zipped({"xl/workbook.xml": b"x"}), "Excel"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (b'<?xml version="1.0"?><feed/>', "XML"),
        (bytes(range(256)) * 20, "no kind"),
    ],
)
def test_what_no_reader_reads_is_named(data: bytes, named: str) -> None:
    with pytest.raises(UnreadableFile, match=named):
        kind_of(data)


@pytest.mark.parametrize("kind", ["document", "template"])
def test_a_word_file_with_macros_is_a_docx(kind: str) -> None:
    parts = parts_of((FORMATS / "ethiopia.docx").read_bytes())
    types = parts["[Content_Types].xml"]
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = types.replace(usual, f"application/vnd.ms-word.{kind}.macroEnabledTemplate.main+xml".encode())
    assert macros != types
    bare = re.sub(rb"<Override[^>]*wordprocessingml[^>]*>", b"", macros)
    assert b"wordprocessingml" not in bare
    data = zipped({**parts, "[Content_Types].xml": bare, "word/vbaProject.bin": b"x"})
    assert docx.read(data).text == docx.read((FORMATS / "ethiopia.docx").read_bytes()).text
    assert kind_of(data) is Kind.DOCX


def test_a_docx_with_a_password_is_encrypted() -> None:
    with pytest.raises(EncryptedFile):
        kind_of(OLE + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_charset_is_found(charset: str) -> None:
    assert decoded(own_text().encode(charset))[1] == own_text()


@pytest.mark.parametrize(
    ("folder", "charset"), [("es", "cp1252"), ("fr", "cp1252"), ("de", "cp1252"), ("es", "latin-1")]
)
def test_other_languages_have_no_mojibake(folder: str, charset: str) -> None:
    for path in (FIXTURES / folder).glob("*.txt"):
        text = path.read_text("utf-8")
        try:
            data = text.encode(charset)
        except UnicodeEncodeError:
            continue
        assert decoded(data)[1].replace("\r\n", "\n") == text, path.name


def test_a_cyrillic_text_is_no_western_one() -> None:
    text = "Пишите Генеральному прокурору Республики Беларусь. Срок обращения истекает в ноябре. " * 4
    assert decoded(text.encode("cp1251")) == ("cp1251", text)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(path.name for path in FORMATS.iterdir())).flatmap(
        lambda name: mutated((FORMATS / name).read_bytes())
    )
)
def test_damaged_files_have_a_kind_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(UacaseError):
        assert kind_of(data) in Kind
