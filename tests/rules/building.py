"""Files for rule cases, built from a text and from what the file carries besides."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STAMP = 'w:id="1" w:author="editor" w:date="2024-01-01T00:00:00Z"'


def built(form: str, text: str, carries: Mapping[str, Any]) -> bytes:
    """The file: `form` is docx, pdf, or bytes (the text itself in another charset, or damaged)."""
    return _FORMS[form](text, dict(carries))


def docx(text: str, carries: dict[str, Any]) -> bytes:
    """A Word file, a paragraph for each line.

    Texts that are added at the end: `inserted` and `deleted` as tracked changes, `hidden` and `white` as runs that
    nobody sees. `comment` adds a comment with that text, `author` the name in the properties.
    """
    body = "".join(_paragraph(_run(line)) for line in text.split("\n"))
    if "inserted" in carries:
        body += _paragraph(f"<w:ins {_STAMP}>{_run(carries['inserted'])}</w:ins>")
    if "deleted" in carries:
        run = _run(carries["deleted"]).replace("w:t", "w:delText")
        body += _paragraph(f"<w:del {_STAMP}>{run}</w:del>")
    if "hidden" in carries:
        body += _paragraph(_run(carries["hidden"], "<w:vanish/>"))
    if "white" in carries:
        body += _paragraph(_run(carries["white"], '<w:color w:val="FFFFFF"/>'))
    if "comment" in carries:
        body += _paragraph('<w:r><w:commentReference w:id="1"/></w:r>')
    return _zipped(_docx_parts(body, carries))


def _docx_parts(body: str, carries: dict[str, Any]) -> dict[str, str]:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{escape(carries.get('author', ''))}</dc:creator></cp:coreProperties>",
    }
    if "comment" in carries:
        comment = f"<w:comment {_STAMP}>{_paragraph(_run(carries['comment']))}</w:comment>"
        parts["word/comments.xml"] = f"<w:comments {_WORD}>{comment}</w:comments>"
        parts["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r3" Type="{_OFFICE}/relationships/comments" Target="comments.xml"/></Relationships>'
        )
    return parts


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def _zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


_FONT, _SIZE, _LEADING = "Helvetica", 9, 12
_LEFT, _TOP, _BOTTOM, _WIDTH = 50, 790, 50, 500
_SLIP = (150, 150)


def pdf(text: str, carries: dict[str, Any]) -> bytes:
    """A PDF of A4 pages, long lines broken at blanks; Latin letters only.

    `white` is drawn in white, `outside` off the page, `tiny` at size zero, `covered` under a black bar, `marked` under
    a highlighter. `password` encrypts the file, `empty_pages` is how many small pages follow that hold no text and
    are black on the left half, `author` is the name in the properties.
    """
    stream = io.BytesIO()
    encryption = StandardEncryption(carries["password"]) if "password" in carries else None
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1, encrypt=encryption)
    canvas.setAuthor(carries.get("author", ""))
    height = _TOP
    for line in (piece for paragraph in text.split("\n") for piece in _broken(paragraph)):
        if height < _BOTTOM:
            canvas.showPage()
            height = _TOP
        canvas.setFont(_FONT, _SIZE)
        canvas.drawString(_LEFT, height, line)
        height -= _LEADING
    _draw_hidden(canvas, carries)
    for _ in range(carries.get("empty_pages", 0)):
        canvas.showPage()
        canvas.setPageSize(_SLIP)  # OCR looks at it, for seconds if it were of A4
        canvas.rect(0, 0, _SLIP[0] / 2, _SLIP[1], fill=1)
    canvas.save()
    return stream.getvalue()


def _draw_hidden(canvas: Canvas, carries: dict[str, Any]) -> None:
    if "outside" in carries:
        canvas.drawString(-400, 400, carries["outside"])
    if "tiny" in carries:
        canvas.setFont(_FONT, 0)
        canvas.drawString(_LEFT, 30, carries["tiny"])
    if "white" in carries:
        canvas.setFont(_FONT, _SIZE)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(_LEFT, 30, carries["white"])
        canvas.setFillColorRGB(0, 0, 0)
    for key, colour, alpha in (("covered", (0, 0, 0), 1), ("marked", (1, 1, 0), 0.4)):
        if key in carries:
            canvas.setFont(_FONT, _SIZE)
            canvas.drawString(_LEFT, 30, carries[key])
            canvas.setFillColorRGB(*colour, alpha=alpha)
            canvas.rect(_LEFT - 2, 26, _WIDTH, 14, stroke=0, fill=1)


def _broken(line: str) -> list[str]:
    lines = [""]
    for word in line.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, _FONT, _SIZE) > _WIDTH and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def raw(text: str, carries: dict[str, Any]) -> bytes:
    """The text as bytes in the given `charset`, cut to `keep` bytes."""
    return text.encode(carries.get("charset", "utf-8"))[: carries.get("keep")]


_FORMS: dict[str, Callable[[str, dict[str, Any]], bytes]] = {"docx": docx, "pdf": pdf, "bytes": raw}
