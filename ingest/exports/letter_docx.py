"""Export: a letter to each target as a Word document, ready to be signed and posted."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ingest.exports.letters import TargetLetter, write_letters
from models import CaseRecord

_NO_DAY = "1980-01-01"
"""The first day that a ZIP can tell, for an action whose day of issue is not known."""
_LONGEST_PROPERTY = 255
"""Characters that python-docx allows in a property of the document."""


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write a `.docx` for each letter into a folder or a ZIP. Raises NothingToExport and UnwritableOutput."""
    write_letters(records, out, ".docx", _document)


def _document(letter: TargetLetter) -> bytes:
    """The letter from the template of python-docx, without any trace of a writer or a clock."""
    from docx import Document

    document = Document()
    about = document.core_properties
    about.author, about.comments, about.title = "", "", (letter.subject or "")[:_LONGEST_PROPERTY]
    about.created = about.modified = _day(letter.issued)
    block = document.add_paragraph()
    for number, line in enumerate(letter.address_block):
        run = block.add_run(line)
        if number < len(letter.address_block) - 1:
            run.add_break()
    if letter.salutation:
        document.add_paragraph(letter.salutation)
    for paragraph in letter.paragraphs:
        document.add_paragraph(paragraph)
    for point in letter.points:
        document.add_paragraph(point, style="List Bullet")
    if letter.valediction:
        document.add_paragraph(letter.valediction)
    saved = io.BytesIO()
    document.save(saved)
    return _without_times(saved.getvalue())


def _day(stated: str | None) -> datetime:
    try:
        return datetime.fromisoformat(stated or _NO_DAY)
    except ValueError:
        return datetime.fromisoformat(_NO_DAY)


def _without_times(package: bytes) -> bytes:
    """The same package with the time of each member set to the first that a ZIP can tell."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            new.writestr(member, old.read(name))
    return rewritten.getvalue()
