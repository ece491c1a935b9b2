"""Write the fixtures of other formats: one Urgent Action in each, and files with what only that format has.

Usage: python scripts/make_format_fixtures.py

Needs nothing but Python; always the same bytes. The text is `fixtures/modern/is_ethiopia_first.txt`.
"""

import codecs
import html
import io
import quopri
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

FIXTURES = Path(__file__).parent.parent / "fixtures"
FOLDER = FIXTURES / "formats"
TEXT = FIXTURES / "modern" / "is_ethiopia_first.txt"
OTHER_TEXT = FIXTURES / "modern" / "is_japan_execution.txt"
STEM = "ethiopia"
MODIFIED = (2022, 5, 3, 9, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "styles": (f"{R}/styles", f"{WORD}.styles+xml"),
    "numbering": (f"{R}/numbering", f"{WORD}.numbering+xml"),
    "footnotes": (f"{R}/footnotes", f"{WORD}.footnotes+xml"),
    "comments": (f"{R}/comments", f"{WORD}.comments+xml"),
    "header1": (f"{R}/header", f"{WORD}.header+xml"),
    "footer1": (f"{R}/footer", f"{WORD}.footer+xml"),
}
STYLES = (
    '<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Block"><w:name w:val="Block"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="160"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Banner"><w:name w:val="Banner"/><w:basedOn w:val="Block"/>'
    "<w:rPr><w:caps/><w:b/></w:rPr></w:style>"
)


def main() -> None:
    """Write all fixtures."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in FILES.items():
        (FOLDER / name).write_bytes(make())


def blocks(path: Path = TEXT) -> list[list[str]]:
    """The blocks of the text, each as its lines."""
    return [block.split("\n") for block in path.read_text("utf-8").strip().split("\n\n")]


def zipped(entries: dict[str, str]) -> bytes:
    """A zip package with fixed times, and unpacked: what deflating gives depends on the library."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, text in entries.items():
            entry = zipfile.ZipInfo(name, MODIFIED)
            entry.create_system = 0
            package.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of a DOCX; a line feed is a soft line break."""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of a DOCX; `content` is markup."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def mail_link(content: str) -> str:
    """A HYPERLINK field to an address of its own."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "mailto:ministro@justicia.example" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{content}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def docx_package(body: str, parts: dict[str, str], author: str, links: dict[str, str] | None = None) -> bytes:
    """A DOCX from its body and the contents of other parts (`PARTS`), with external links by their identifiers."""
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{PARTS[name][1]}"/>' for name in parts)
    relations = "".join(
        f'<Relationship Id="{name}" Type="{PARTS[name][0]}" Target="{name}.xml"/>' for name in parts
    ) + "".join(
        f'<Relationship Id="{name}" Type="{R}/hyperlink" Target={quoteattr(url)} TargetMode="External"/>'
        for name, url in (links or {}).items()
    )
    spaces = (
        f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wps="{WPS}" xmlns:mc="{MC}" xmlns:v="{V}"'
    )
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    root_names = {"header1": "hdr", "footer1": "ftr"}
    entries = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{RELATIONS.replace("relationships", "content-types")}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'{DECLARATION}<cp:coreProperties xmlns:cp="{core}" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{escape(author)}</dc:creator></cp:coreProperties>',
        "word/document.xml": f"{DECLARATION}<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
    }
    for name, content in parts.items():
        root = root_names.get(name, name)
        entries[f"word/{name}.xml"] = f"{DECLARATION}<w:{root} {spaces}>{content}</w:{root}>"
    return zipped(entries)


def docx() -> bytes:
    """The text with a style for blocks, soft line breaks, and a banner whose capitals are a matter of style."""
    body = "".join(
        paragraph(run("Urgent Action"), "Banner")
        if lines == ["URGENT ACTION"]
        else paragraph(run("\n".join(lines)), "Block")
        for lines in blocks()
    )
    return docx_package(body, {"styles": STYLES}, "Amnesty International")


def docx_paragraphs() -> bytes:
    """The text with a paragraph for each line and empty ones between the blocks, all of them spaced."""
    body = "".join(
        "".join(paragraph(run(line), "Block") for line in lines) + paragraph("", "Block") for lines in blocks()
    )
    return docx_package(body, {"styles": STYLES}, "Amnesty International")


def text_box(*lines: str) -> str:
    """A text box as Word writes it: once for itself, and once more in VML for old programs."""
    content = f"<w:txbxContent>{''.join(paragraph(run(line)) for line in lines)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def cell(*lines: str) -> str:
    """A table cell with a paragraph for each line."""
    return f"<w:tc>{''.join(paragraph(run(line)) for line in lines)}</w:tc>"


def changed(kind: str, text: str) -> str:
    """Text that was inserted (`ins`) or deleted (`del`) and not yet accepted."""
    content = (
        run(text) if kind == "ins" else run(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    )
    return f'<w:{kind} w:id="1" w:author="Rosa Quispe" w:date="2022-05-03T09:00:00Z">{content}</w:{kind}>'


def docx_everything() -> bytes:
    """Text box, address table, list, footnote, links, header, footer, tracked changes, comment, hidden text."""
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph(text_box("First UA: 12/23", "Index: AMR 46/7001/2023"))
        + paragraph(run("URGENT ACTION"), "Block")
        + paragraph(
            run("Farmer Rosa Huamán was ")
            + changed("del", "taken away")
            + changed("ins", "detained")
            + run(" on 2 May.")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
            + run(" Do not print this.", "<w:vanish/>")
            + run(" Nor this.", '<w:color w:val="FFFFFF"/>'),
            "Block",
        )
        + paragraph(run("Write to "), "", '<w:rPr><w:del w:id="3" w:author="Rosa Quispe"/></w:rPr>')
        + paragraph(run("both officials:"), "Block")
        + f"<w:tbl><w:tr>{cell('Minister of Justice', 'Calle Scipión Llona 350', 'Lima, Peru')}"
        + f"{cell('Ombudsperson', 'Jirón Ucayali 394-398', 'Lima, Peru')}</w:tr></w:tbl>"
        + f"<w:tbl><w:tr>{cell('Fax:')}{cell('+51 1 204 8020')}</w:tr><w:tr>{cell('Email:')}"
        + f"<w:tc>{paragraph(mail_link(run('here')))}</w:tc></w:tr></w:tbl>"
        + paragraph(run("Demand that they free her"), "", numbered.format(0))
        + paragraph(run("at once"), "", numbered.format(1))
        + paragraph(run("without conditions"), "", numbered.format(1))
        + paragraph(run("Let her see a doctor"), "Block", numbered.format(0))
        + paragraph(
            run("See the ") + f'<w:hyperlink r:id="link1">{run("earlier UA")}</w:hyperlink>' + run("."), "Block"
        )
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        + '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    )
    parts = {
        "styles": STYLES,
        "numbering": f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
        "footnotes": f'<w:footnote w:id="2">{paragraph(run("As her lawyer told a newspaper."))}</w:footnote>',
        "comments": f'<w:comment w:id="1" w:author="Rosa Quispe">{paragraph(run("Is that certain?"))}</w:comment>',
        "header1": paragraph(run("AMNESTY INTERNATIONAL URGENT ACTION")),
        "footer1": paragraph(run("Page 1 of 2")),
    }
    return docx_package(
        body, parts, "Rosa Quispe", {"link1": "https://www.example.org/en/documents/amr46/6990/2023/en/"}
    )


def html_block(lines: list[str]) -> str:
    """A block of the text as an element of a page."""
    content = "<br>\n".join(html.escape(line).replace("’", "&rsquo;") for line in lines)
    return f"<h2>{content}</h2>" if content.isupper() and len(lines) == 1 else f"<p>{content}</p>"


def html_page() -> bytes:
    """A section's page: navigation, a cookie banner, the content, a footer."""
    content = "\n".join(html_block(lines) for lines in blocks())
    page = f"""<!DOCTYPE html>
<!-- saved from url=(0040)https://www.example.org/urgent-actions/1 -->
<html lang="en">
<head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>Take action | Example section</title>
<script>document.write("<p>UA: 999/99 written by a script</p>");</script><style>p {{ margin: 1em }}</style></head>
<body class="page has-menu">
<a class="skip-link" href="#content">Skip to content</a>
<div id="cookie-consent" role="dialog"><p>We use cookies. <button>Accept</button></p></div>
<header class="site-header"><a href="/"><img src="logo.png" alt="Example section"></a>
<nav><ul><li><a href="/donate">Donate</a></li><li><a href="/act">Act now</a></li></ul></nav></header>
<main id="content">
<article>
{content}
<p style="display:none">UA: 998/98 hidden by the page</p>
<div class="share-buttons"><a href="https://social.example/share">Share this page</a></div>
</article>
</main>
<footer><p>Example section, 1 Example Street, London, United Kingdom. Email: sct@example.org</p></footer>
</body></html>
"""
    return page.encode("cp1252", errors="xmlcharrefreplace")


def html_everything() -> bytes:
    """A page without a main element: lists, tables, links of all kinds, a hidden address, a side box."""
    return """<html><head><meta charset="utf-8"><base href="https://www.example.org/ua/12/"></head><body>
<div class="navbar"><a href="/">Home</a></div>
<h1>URGENT ACTION</h1>
<p>Farmer Rosa Huamán was   detained &ndash; on
2&nbsp;May. <!-- UA: 997/97 in a comment --><a href="../11/">Read the earlier UA</a>, <a href="#">click here</a>
or <a href="javascript:alert(1)">run this</a>.</p>
<ol start="3"><li>Demand that they free her<ul><li>at once</li></ul></li><li>Let her see a doctor</li></ol>
<table><tr><td>Minister of Justice<br>Lima, Peru</td><td>Ombudsperson<br>Lima, Peru</td></tr></table>
<table><tr><th>Fax:</th><td>+51 1 204 8020</td></tr>
<tr><th>Email:</th><td><a href="mailto:ministro@justicia.example?subject=UA"><img src="mail.png"></a></td></tr></table>
<div>One line</div><div><br></div><div>Another block</div>
<p>Email: <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="00">[email&#160;protected]</a></p>
<aside class="sidebar"><p>Twitter: <a href="https://twitter.com/minjus">@minjus</a></p></aside>
<pre>Fax  one
Fax  two</pre>
<p>Last<br></p>
</body></html>
""".encode()


def quoted_printable(text: str) -> str:
    """The body of a mail in UTF-8 and quoted-printable."""
    return quopri.encodestring(text.encode("utf-8"), quotetabs=False).decode("ascii")


def message(subject: str, body: str, *, headers: str = "") -> str:
    """A mail with line feeds; `headers` follow the usual ones."""
    return (
        "From: Urgent Action Office <uan@example.org>\nTo: network@example.org\n"
        f"Subject: {subject}\nDate: Tue, 03 May 2022 09:00:00 +0000\nMessage-ID: <{len(body)}@example.org>\n"
        f"MIME-Version: 1.0\n{headers}\n{body}"
    )


PLAIN = 'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n'


def eml() -> bytes:
    """The text as a mail."""
    body = quoted_printable(TEXT.read_text("utf-8"))
    return message("UA 34/22 Ethiopia: editor missing", body, headers=PLAIN).replace("\n", "\r\n").encode("ascii")


def eml_alternative() -> bytes:
    """A stub in plain text beside the page, and an attachment."""
    page = quoted_printable("\n".join(html_block(lines) for lines in blocks()))
    body = (
        "--outer\nContent-Type: multipart/alternative; boundary=inner\n\n"
        f"--inner\n{PLAIN}\nThis message is in HTML. Please open it in a browser.\n\n"
        '--inner\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n'
        f"\n{page}\n--inner--\n\n"
        '--outer\nContent-Type: text/plain\nContent-Disposition: attachment; filename="note.txt"\n\n'
        "UA: 996/96 in an attachment\n\n--outer--\n"
    )
    return message("For you to act on", body, headers="Content-Type: multipart/mixed; boundary=outer\n").encode("ascii")


def eml_forwarded() -> bytes:
    """A mail that forwards another, whose whole body is quoted."""
    quoted = "\n".join(f"> {line}".rstrip() for line in TEXT.read_text("utf-8").split("\n"))
    inner = message("Fwd: [network] Take action", quoted_printable(quoted), headers=PLAIN)
    body = f"--outer\n{PLAIN}\nPlease see below.\n\n--outer\nContent-Type: message/rfc822\n\n{inner}\n--outer--\n"
    return message("Fwd: Take action", body, headers="Content-Type: multipart/mixed; boundary=outer\n").encode("ascii")


def mbox() -> bytes:
    """Two Urgent Actions in one mailbox; a line of the first begins with `From` and is therefore marked."""
    mails = [
        message(subject, quoted_printable(text.read_text("utf-8") + "\nFrom now on, write daily.\n"), headers=PLAIN)
        for subject, text in (("Ethiopia", TEXT), ("Japan", OTHER_TEXT))
    ]
    divider = "From uan@example.org Tue May  3 09:00:00 2022\n"
    return "".join(divider + mail.replace("\nFrom now", "\n>From now") + "\n" for mail in mails).encode("ascii")


def odt() -> bytes:
    """The text with a style for blocks and soft line breaks."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    )
    style = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="0.28cm"/></style:style>'
    )
    body = "".join(
        f'<text:p text:style-name="P1">{"<text:line-break/>".join(escape(line) for line in lines)}</text:p>'
        for lines in blocks()
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    mime = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": mime,
            "content.xml": f'{DECLARATION}<office:document-content {spaces} office:version="1.2">'
            f"<office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f'{DECLARATION}<manifest:manifest xmlns:manifest="{manifest}">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        }
    )


def rtf_text(text: str) -> Iterator[str]:
    """Characters as RTF writes them: by code page where it has them, by number otherwise."""
    for char in text:
        if char in "\\{}":
            yield f"\\{char}"
        elif char == "\n":
            yield "\\line\n"
        elif char < "\x80":
            yield char
        elif char == "ß":
            yield "\\'df"
        else:
            yield f"\\u{ord(char)}?"


def rtf() -> bytes:
    """The text with spaced paragraphs and soft line breaks."""
    body = "".join("\\pard\\plain\\f0\\sa160 " + "".join(rtf_text("\n".join(lines))) + "\\par\n" for lines in blocks())
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}"
    head += "{\\info{\\author Amnesty International}}\n"
    return f"{head}{body}}}\n".encode("ascii")


def utf16() -> bytes:
    """The text in UTF-16 with a mark."""
    return codecs.BOM_UTF16_LE + TEXT.read_text("utf-8").encode("utf-16-le")


def windows() -> bytes:
    """The text in Windows-1252 with Windows line ends."""
    return TEXT.read_text("utf-8").replace("\n", "\r\n").encode("cp1252")


FILES: dict[str, Callable[[], bytes]] = {
    f"{STEM}.docx": docx,
    f"{STEM}_paragraphs.docx": docx_paragraphs,
    "everything.docx": docx_everything,
    f"{STEM}.html": html_page,
    "everything.html": html_everything,
    f"{STEM}.eml": eml,
    f"{STEM}_alternative.eml": eml_alternative,
    f"{STEM}_forwarded.eml": eml_forwarded,
    "two.mbox": mbox,
    f"{STEM}.odt": odt,
    f"{STEM}.rtf": rtf,
    f"{STEM}_utf16.txt": utf16,
    f"{STEM}_windows.txt": windows,
}


if __name__ == "__main__":
    main()
