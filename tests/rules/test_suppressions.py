"""Suppressions: what they take from the findings, what is left of the text, and those that are of no use."""

import io
import zipfile
from datetime import date

import pytest

from ingest.checking import Checked, check
from ingest.pipeline import Options, inspect
from ingest.suppressions import in_text, of_note
from tests.rules.building import built
from tests.rules.cases import LONG_AGO, base

BROKEN = ("contact@justice-et", "contact@justice@et")


def codes(checked: Checked) -> list[str]:
    return [one.finding.rule for one in checked.findings]


def draft(note: str, before: str = "Email: contact@") -> str:
    text = base("is_2018")
    return text.replace(before, f"{note}\n{before}").replace(*BROKEN)


@pytest.mark.parametrize(
    "note",
    [
        "<!-- uacase: ignore UA203 -->",
        "# uacase: ignore=UA203",
        "<!--uacase:ignore UA203,UA5-->".replace(",UA5", ""),
        "  # UACASE: ignore UA203, ua203",
        "<!-- uacase: ignore-next UA2 -->",
    ],
)
def test_a_note_takes_the_finding(note: str) -> None:
    assert codes(check(draft(note).encode(), as_of=LONG_AGO)) == []


@pytest.mark.parametrize(
    "note",
    ["<!-- ask about UA203 -->", "uacase: ignore UA203", "# uacase: ignore=UA203 -->", "<!-- uacase: ignore -->"],
)
def test_what_is_no_note_takes_nothing(note: str) -> None:
    assert "UA203" in codes(check(draft(note).encode(), as_of=LONG_AGO))
    assert list(in_text(note)) == []


def test_a_note_for_the_next_line_counts_there_only() -> None:
    far = draft("<!-- uacase: ignore-next UA203 -->", before="Copies to:")
    assert sorted(codes(check(far.encode(), as_of=LONG_AGO))) == ["UA203", "UA906"]


def test_two_notes_stand_above_one_line() -> None:
    text = draft("<!-- uacase: ignore-next UA203 -->\n\n# uacase: ignore-next UA101")
    checked = check(text.encode(), as_of=LONG_AGO)
    assert codes(checked) == ["UA906"]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_the_note_is_no_part_of_the_record(line_break: str) -> None:
    plain = inspect(draft("").encode(), options=Options(mentions=False, with_text=True)).outcome.record
    noted = draft("<!-- uacase: ignore UA203 -->\n").replace("\n", line_break)
    record = inspect(noted.encode(), options=Options(mentions=False, with_text=True)).outcome.record
    assert plain is not None
    assert record is not None
    assert record.text == plain.text
    assert record.targets == plain.targets


def test_lines_are_still_those_of_the_file() -> None:
    text = draft("# uacase: ignore UA5", before="Copies to:")
    (found, unused) = check(text.encode(), as_of=LONG_AGO).findings
    lines = text.split("\n")
    assert found.start is not None
    assert unused.start is not None
    assert "@justice@" in lines[found.start.line - 1]
    assert unused.start.line == lines.index("# uacase: ignore UA5") + 1


def test_a_comment_of_a_word_file() -> None:
    data = built("docx", base("is_2018").replace(*BROKEN), {"comment": "uacase: ignore UA203"})
    assert codes(check(data, as_of=LONG_AGO)) == []


def test_a_property_of_a_word_file() -> None:
    data = built("docx", base("is_2018").replace(*BROKEN), {})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "_rels/.rels":
                relation = f'<Relationship Id="r9" Type="{kind}" Target="docProps/custom.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", relation.encode())
            new.writestr(name, part)
        new.writestr(
            "docProps/custom.xml",
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
            '<property name="note"><lpwstr>uacase: ignore UA203</lpwstr></property></Properties>',
        )
    assert codes(check(target.getvalue(), as_of=LONG_AGO)) == []


BODY = [line.replace("&", "&amp;").replace("<", "&lt;") for line in base("is_2018").replace(*BROKEN).split("\n")]
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def page(note: str) -> bytes:
    """A web page with a comment in its source."""
    lines = "".join(f"<div>{line}</div>" if line else "<br>" for line in BODY)
    return f"<!doctype html><html><body><p>{note}</p>{lines}</body></html>".encode()


def odt(note: str, prop: str = "") -> bytes:
    """An ODT with a comment, and a custom property."""
    names = f'xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" xmlns:meta="{OFFICE}:meta:1.0"'
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    remark = (
        f"<office:annotation><dc:creator>editor</dc:creator><dc:date>2024-01-01</dc:date>"
        f"<text:p>{note}</text:p></office:annotation>"
    )
    lines = "".join(f"<text:p>{line}</text:p>" for line in BODY)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {names} {dc}><office:body><office:text><text:p>{remark if note else ''}</text:p>"
            f"{lines}</office:text></office:body></office:document-content>",
        )
        package.writestr(
            "meta.xml",
            f'<office:document-meta {names}><office:meta><meta:user-defined meta:name="note">{prop}</meta:user-defined>'
            "</office:meta></office:document-meta>",
        )
    return target.getvalue()


def rtf(note: str, prop: str = "") -> bytes:
    """An RTF with a comment, and a custom property."""
    remark = rf"{{\*\atnid ed}}{{\*\atnauthor editor}}{{\*\annotation{{\*\atndate 1}}\pard\plain {{\chatn}}{note}}}"
    properties = rf"{{\*\userprops{{\propname note}}\proptype30{{\staticval {prop}}}}}" if prop else ""
    lines = "\\par\n".join(line.replace("&amp;", "&").replace("&lt;", "<") for line in BODY)
    return rf"{{\rtf1\ansi\ansicpg1252\uc1{properties}{remark if note else ''}{lines}}}".encode("cp1252")


@pytest.mark.parametrize(
    "data",
    [
        page("<!-- uacase: ignore UA203 -->"),
        page("<!--uacase:ignore=UA2-->"),
        odt("uacase: ignore UA203"),
        odt("", "uacase: ignore UA203"),
        rtf("uacase: ignore UA203"),
        rtf("", "uacase: ignore UA203"),
    ],
    ids=["html", "html without blanks", "odt comment", "odt property", "rtf comment", "rtf property"],
)
def test_notes_of_other_formats(data: bytes) -> None:
    assert not {"UA203", "UA603", "UA906"} & set(codes(check(data, as_of=LONG_AGO)))


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (page("<!-- ask about UA203 -->"), {"UA203"}),
        (page("<!-- uacase: ignore UA5 -->"), {"UA203", "UA906"}),
        (page("<!-- uacase: ignore-next UA203 -->"), {"UA203"}),
        (odt("ask about UA203"), {"UA203", "UA603"}),
        (odt("uacase: ignore UA5"), {"UA203", "UA906"}),
        (odt("uacase: ignore-next UA203"), {"UA203", "UA603"}),
        (rtf("ask about UA203"), {"UA203", "UA603"}),
        (rtf("uacase: ignore UA5"), {"UA203", "UA906"}),
        (rtf("", "for the web"), {"UA203"}),
    ],
)
def test_what_is_no_note_for_the_finding_in_other_formats(data: bytes, left: set[str]) -> None:
    assert {"UA203", "UA603", "UA906"} & set(codes(check(data, as_of=LONG_AGO))) == left


def test_a_defect_of_the_program_is_not_suppressed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("SECRET")

    monkeypatch.setattr("ingest.case_fields.read_targets", fail)
    checked = check(draft("# uacase: ignore UA9").encode(), as_of=date(1900, 1, 1))
    assert "UA904" in codes(checked)


def test_a_comment_for_people_is_no_note() -> None:
    assert of_note("Is UA203 right here? uacase: ignore UA203") is None
