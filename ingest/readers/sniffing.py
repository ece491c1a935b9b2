"""Stage: reading; what kind of file bytes are, by their content alone: names and their extensions lie."""

import re
from enum import StrEnum

from ingest.errors import EncryptedFile, UnreadableFile
from ingest.kept_patterns import compiled
from ingest.readers.charset import decoded, is_binary

_SAMPLE = 65_536
_PDF_MARK = b"%PDF-"
# Acrobat accepts the mark anywhere in the first kilobyte, and archives hold such files.
_PDF_WITHIN = 1_024
_AS_TEXT = "Convert it to PDF, DOCX or text first."
_OCR = "Save it as PNG, and convert that."
_PICTURE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_UNPACK = "Unpack it, and convert the files in it."
_LIBREOFFICE = "Make a DOCX of it with LibreOffice (soffice --headless --convert-to docx), and convert that."
_AS_PDF = "Make a PDF of it, and convert that."
_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF87a", "a GIF picture", _OCR),
    (b"GIF89a", "a GIF picture", _OCR),
    (b"BM", "a BMP picture", _OCR),
    (b"\x7fELF", "a program", "Name a document."),
    (b"MZ", "a program", "Name a document."),
    (b"\xca\xfe\xba\xbe", "a program", "Name a document."),
    (b"\xcf\xfa\xed\xfe", "a program", "Name a document."),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x1f\x9d", "a compressed file (Z)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"\xffWPC", "a WordPerfect document", _LIBREOFFICE),
    (b"\xdb\xa5-\x00", "a document of an old Word (2.0)", _LIBREOFFICE),
    (b"1\xbe\x00\x00", "a document of an old Word (DOS) or of Write", _LIBREOFFICE),
    (b"\xfe7\x00\x1c", "a document of an old Word (Macintosh)", _LIBREOFFICE),
    (b"\xfe7\x00#", "a document of an old Word (Macintosh)", _LIBREOFFICE),
    (b"x\x9f>\x22", "what Outlook attaches to a mail (winmail.dat)", "Save the mail as EML, and convert that."),
    (b"bplist00", "a web archive of Safari, or a property list", "Save the page as HTML, and convert that."),
    (b"AT&TFORM", "a DjVu scan", "Make a PDF of it (ddjvu -format=pdf), and convert that."),
    (b"SQLite format 3\x00", "a database", _AS_TEXT),
    (b"OggS", "a sound or a film", "Name a document."),
    (b"ID3", "a sound", "Name a document."),
    (b"RIFF", "a picture, a sound or a film", _OCR),
    (b"%!PS", "a PostScript file", "Make a PDF of it (ps2pdf), and convert that."),
    (b"\x04%!PS", "a PostScript file", "Make a PDF of it (ps2pdf), and convert that."),
    (b"\xc5\xd0\xd3\xc6", "a PostScript file", "Make a PDF of it (ps2pdf), and convert that."),
)
_SHORT_MARKS = (b"BM", b"MZ", b"BZh", b"ID3")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_KINDS = (
    ("WordDocument", "a document of an old Word (DOC)", _LIBREOFFICE),
    ("StarWriterDocument", "a StarWriter document", _LIBREOFFICE),
    ("MatOST", "a Works document", _LIBREOFFICE),
    ("PerfectOffice_MAIN", "a WordPerfect document", _LIBREOFFICE),
    ("PowerPoint Document", "an old PowerPoint presentation", _AS_PDF),
    ("Workbook", "an old Excel workbook", _AS_PDF),
    ("__substg1.0_", "a damaged Outlook message (MSG)", "Save it as EML, and convert that."),
)
_OUTLOOK = "__properties_version1.0"
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_WORD = re.compile(rb"wordprocessingml|vnd\.ms-word\.(?:document|template)\.macroEnabled")
_ODT_BODY = b"<office:text"
_ODT_MIME = b"application/vnd.oasis.opendocument.text"
_EXPORT = "Export it from Pages as DOCX, and convert that."
_ZIP_KINDS = (
    ("xl/workbook.xml", "an Excel workbook", _AS_PDF),
    ("xl/workbook.bin", "an Excel workbook", _AS_PDF),
    ("ppt/presentation.xml", "a PowerPoint presentation", _AS_PDF),
    ("META-INF/container.xml", "an EPUB book", "Unpack it, and convert the web pages in it."),
    ("META-INF/MANIFEST.MF", "a program", "Name a document."),
    ("Index/Document.iwa", "a Pages document", _EXPORT),
    ("Index.zip", "a Pages document", _EXPORT),
    ("buildVersionHistory.plist", "a Pages document", _EXPORT),
    ("FixedDocumentSequence.fdseq", "an XPS document", _AS_PDF),
    ("FixedDocSeq.fdseq", "an XPS document", _AS_PDF),
)
_TAR_MARK = b"ustar"
_TAR_MARK_AT = 257
_XML_KINDS = (
    ("office:document", "a flat OpenDocument", _LIBREOFFICE),
    ("w:wordDocument", "a document of Word 2003 (XML)", _LIBREOFFICE),
    ("pkg:package", "a document of Word (flat XML)", _LIBREOFFICE),
)
_HTML_TAG = compiled(
    r"<(?:!doctype\s+html|html|head|body|div|p|span|table|h[1-6]|ul|ol|br|center|font|article|main|section|meta|title|a)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_HTML_START = compiled(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,4000}?-->\s{0,200}){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_MOST_PLAIN_CHARACTERS_A_TAG = 600
_XML_START = compiled(r"\s{0,200}<\?xml\s")
_HEADER_LINE = compiled(r"[A-Za-z][\w-]{1,60}[ \t]{0,3}:[^\r\n]{0,2000}|[ \t]\S[^\r\n]{0,2000}")
_MAIL_HEADERS = frozenset(
    [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "received",
        "return-path",
        "mime-version",
        "content-type",
        "delivered-to",
        "x-mailer",
        "reply-to",
        "content-transfer-encoding",
        "in-reply-to",
        "references",
        "list-id",
        "dkim-signature",
        "sender",
        "snapshot-content-location",
    ]
)
_MAIL_PROOF = frozenset(
    [
        "message-id",
        "received",
        "return-path",
        "mime-version",
        "content-type",
        "delivered-to",
        "dkim-signature",
        "content-transfer-encoding",
    ]
)
_EMLX_START = compiled(r"[ \t]{0,10}\d{1,10}[ \t]{0,20}\r?\n")
_MBOX_START = compiled(r"\s{0,8}From \S{1,300}[^\r\n]{0,200}\d{4}[^\r\n]{0,20}\r?\n[\w-]{1,60}:")


class Kind(StrEnum):
    """The kinds of files that there are readers for."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    HTML = "html"
    EML = "eml"
    EMLX = "emlx"
    MSG = "msg"
    MBOX = "mbox"
    PICTURE = "picture"
    TEXT = "text"


def kind_of(data: bytes) -> Kind:
    """The kind of a file. Raises UnreadableFile for one that there is no reader for, and EncryptedFile."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("The file is empty")
    if data.startswith(_ZIP_MARKS):
        return _kind_of_zip(data)
    if data.startswith(_OLE_MARK):
        return _kind_of_ole(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Kind.RTF
    if _PDF_MARK in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data.startswith(_PICTURE_MARKS):
        return Kind.PICTURE
    _refuse_binary(data)
    try:
        text = decoded(_whole_characters(data))[1]
    except UnreadableFile as error:
        raise UnreadableFile("The file is of no kind that can be read", _AS_TEXT) from error
    if is_binary(text):
        raise UnreadableFile("The file is of no kind that can be read", _AS_TEXT)
    return _kind_of_text(text)


def _whole_characters(data: bytes) -> bytes:
    """The sample, cut so that it does not end inside a character of UTF-8 or UTF-16."""
    if len(data) <= _SAMPLE:
        return data
    end = _SAMPLE
    while end > _SAMPLE - 4 and data[end] & 0xC0 == 0x80:
        end -= 1
    return data[: end if end % 2 == 0 or b"\x00" not in data[:_SAMPLE] else end - 1]


def _kind_of_zip(data: bytes) -> Kind:
    from ingest.readers.package import Package

    package = Package(data)
    if "mimetype" in package.names and package.part("mimetype").strip().startswith(_ODT_MIME):
        return Kind.ODT
    if "[Content_Types].xml" in package.names and _WORD.search(package.part("[Content_Types].xml")):
        return Kind.DOCX
    if "content.xml" in package.names and _ODT_BODY in package.part("content.xml"):
        return Kind.ODT
    for name, kind, remedy in _ZIP_KINDS:
        if name in package.names:
            raise UnreadableFile(f"The file is {kind}", remedy)
    raise UnreadableFile("The file is a zip archive and no document", _UNPACK)


def _kind_of_ole(data: bytes) -> Kind:
    """MSG, or an error that names the kind. What is attached to a message makes it no document of Word."""
    from ingest.readers import msg

    if _OUTLOOK.encode("utf-16-le") in data and msg.is_message(data):
        return Kind.MSG
    if _OLE_ENCRYPTED in data:
        raise EncryptedFile
    for name, kind, remedy in _OLE_KINDS:
        if name.encode("utf-16-le") in data:
            raise UnreadableFile(f"The file is {kind}", remedy)
    raise UnreadableFile("The file is of an old Office program", _LIBREOFFICE)


def _refuse_binary(data: bytes) -> None:
    for mark, kind, remedy in _BINARY:
        # Two letters begin many a text, but a text has no zero byte.
        if data.startswith(mark) and (mark not in _SHORT_MARKS or b"\x00" in data[:_SAMPLE]):
            raise UnreadableFile(f"The file is {kind}", remedy)
    if data.startswith(_TAR_MARK, _TAR_MARK_AT):
        raise UnreadableFile("The file is a tar archive", _UNPACK)
    if data[4:8] == b"ftyp":
        raise UnreadableFile("The file is a picture or a film", _OCR)


def _kind_of_text(text: str) -> Kind:
    if _MBOX_START.match(text):
        return Kind.MBOX
    if _is_mail(text):
        return Kind.EML
    emlx = _EMLX_START.match(text)
    if emlx is not None and _is_mail(text[emlx.end() :]):
        return Kind.EMLX
    if _HTML_START.match(text):
        return Kind.HTML
    if _XML_START.match(text):
        _refuse_xml(text)
    return Kind.HTML if _is_markup(text) else Kind.TEXT


def _refuse_xml(text: str) -> None:
    for root, kind, remedy in _XML_KINDS:
        if re.search(rf"<{root}[\s>]", text):
            raise UnreadableFile(f"The file is {kind}", remedy)
    if not _HTML_TAG.search(text):
        raise UnreadableFile("The file is XML of an unknown kind", _AS_TEXT)


def _is_mail(text: str) -> bool:
    """Whether a text begins with the headers of an e-mail. A typed memo has `From:` and `To:` too, but no more."""
    names: set[str] = set()
    for line in text.lstrip().splitlines()[:200]:
        if not line.strip():
            break
        if not _HEADER_LINE.fullmatch(line):
            return False
        names.add(line.partition(":")[0].strip().casefold())
    return len(names & _MAIL_HEADERS) >= 2 and bool(names & _MAIL_PROOF)


def _is_markup(text: str) -> bool:
    """Whether a text is a fragment of a page, full of tags. Markdown has a tag here and there."""
    tags = sum(1 for _ in _HTML_TAG.finditer(text))
    begins = _HTML_TAG.match(text.lstrip()) is not None
    return tags >= 3 and begins and len(text) <= _MOST_PLAIN_CHARACTERS_A_TAG * tags
