"""Write the compilations: several fixtures, each with its gold record, one after the other in one file.

Usage: python scripts/make_compilation_fixtures.py

The gold of a compilation is that of its members, in their order.
"""

import io
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from scripts.make_format_fixtures import STYLES, blocks, docx_package, html_block, paragraph, run

FIXTURES = Path(__file__).parent.parent / "fixtures"
FOLDER = FIXTURES / "compilations"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
OF_THE_MOMENT = re.compile(rb"(?<=/ID\[<)[0-9A-F]+(?=><)|(?<=><)[0-9A-F]+(?=>\])|(?<=\(D:)\d{14}")
"""What PDFium makes up anew each time: identifiers, and the time of day."""

Members = tuple[str, ...]


def main() -> None:
    """Write all compilations."""
    FOLDER.mkdir(exist_ok=True)
    for name, (members, make) in COMPILATIONS.items():
        (FOLDER / name).write_bytes(make(members))


def member_path(member: str) -> Path:
    """The document of a member, which is named by folder and file."""
    return FIXTURES / member


def _texts(members: Members) -> list[str]:
    return [member_path(member).read_text("utf-8").strip("\n") for member in members]


def with_contents(members: Members) -> bytes:
    """A digest: a list of contents, and lines of signs between the texts."""
    contents = "Urgent Actions sent out this month\n\nUA 34/22 Ethiopia\nUA 33/21 Kenya\nUA 138/19 Chile"
    return "\n\n----------------------------------------\n\n".join([contents, *_texts(members)]).encode() + b"\n"


def on_pages(members: Members) -> bytes:
    """A typed file, read by a machine: form feeds between the pages, Windows line ends, Windows-1252."""
    return "\n\f\n".join(_texts(members)).replace("\n", "\r\n").encode("cp1252")


def docx(members: Members) -> bytes:
    """A bulletin in a word processor: page breaks between the texts."""
    parts = [
        "".join(paragraph(run("\n".join(lines)), "Block") for lines in blocks(member_path(member)))
        for member in members
    ]
    return docx_package(paragraph(PAGE_BREAK).join(parts), {"styles": STYLES}, "Amnesty International")


def html(members: Members) -> bytes:
    """A page that shows them one below the other, with its navigation and footer."""
    parts = ["".join(html_block(lines) for lines in blocks(member_path(member))) for member in members]
    body = "<hr>".join(f"<section>{part}</section>" for part in parts)
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>Actions</title></head><body>'
        f"<nav><a href='/'>Home</a></nav><main>{body}</main><footer>Imprint</footer></body></html>\n"
    ).encode()


def eml(members: Members) -> bytes:
    """A mail of a network with its own words above."""
    mail = EmailMessage()
    mail["From"] = "reseau@section.example"
    mail["Subject"] = "Nouvelles actions"
    mail["Message-ID"] = "<1@section.example>"
    mail.set_content("Bonjour, voici deux nouvelles actions.\n\n" + "\n\n\n".join(_texts(members)) + "\n")
    return mail.as_bytes()


def pdf(members: Members) -> bytes:
    """A binder: the pages of several PDFs, each with its own layout."""
    import pypdfium2

    binder = pypdfium2.PdfDocument.new()
    for member in members:
        binder.import_pages(pypdfium2.PdfDocument(member_path(member)))
    buffer = io.BytesIO()
    binder.save(buffer)
    return OF_THE_MOMENT.sub(lambda match: b"0" * len(match.group()), buffer.getvalue())


COMPILATIONS: dict[str, tuple[Members, Callable[[Members], bytes]]] = {
    "month.txt": (
        ("modern/is_ethiopia_first.txt", "modern/us_kenya_community.txt", "modern/tpl_chile_mapuche.txt"),
        with_contents,
    ),
    "file_of_1978_1988.txt": (
        ("eras/1980s_argentina_1978.txt", "eras/1980s_gdr_1985.txt", "eras/1980s_zaire_1988.txt"),
        on_pages,
    ),
    "file_of_1996_2017.txt": (
        ("eras/1990s_china_1996.txt", "eras/2000s_haiti_2004_final.txt", "eras/2010s_australia_2017.txt"),
        on_pages,
    ),
    "boletin.docx": (("es/2019_honduras.txt", "es/2016_peru.txt", "es/2025_colombia.txt"), docx),
    "page.html": (("modern/us_egypt_translator.txt", "modern/is_nigeria_outcome.txt"), html),
    "reseau.eml": (("fr/2020_viet_nam.txt", "fr/2022_tunisie.txt"), eml),
    "binder.pdf": (
        (
            "pdf/us_sri_lanka_two_columns.pdf",
            "pdf/is2009_guatemala_three_columns.pdf",
            "pdf/is_turkey_rotated_page.pdf",
            "pdf/template_colombia_links.pdf",
        ),
        pdf,
    ),
}


if __name__ == "__main__":
    main()
