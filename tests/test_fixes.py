"""Fixes: what they change, what they leave alone, and that a second run finds nothing more."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.checking import check
from ingest.document import Span
from ingest.fixes import number_spacing
from ingest.fixes.fix import Fix
from ingest.fixes.mending import mended
from ingest.fixes.word_file import mended as mended_word
from ingest.pipeline import Options, inspect
from ingest.rule_names import finding_of
from ingest.rules.draft import Draft
from ingest.rules.settings import Settings
from tests.rules.building import built
from tests.rules.cases import LONG_AGO, base

ROOT = Path(__file__).parent.parent
CASES = {
    "spacing": ("Fax: +251 11 552 08 74", "Fax: +251-11-5520874", "Fax: +251 11 552 0874"),
    "figures run together": ("Fax: +251 11 552 08 74", "Fax: +251115520874", "Fax: +251 11 552 0874"),
    "stop": ("contact@justice-et.gov.et", "contact@justice-et.gov.et.", "contact@justice-et.gov.et"),
    "blanks": ("of whom nothing has", "of whom  nothing  has", "of whom nothing has"),
    "deadline": ("UNTIL: 28 June 2022", "UNTIL: June 28, 2022", "UNTIL: 28 June 2022"),
    "deadline in figures": ("UNTIL: 28 June 2022", "UNTIL: 28/06/2022", "UNTIL: 28 June 2022"),
}
LEFT = {
    "grouped otherwise": ("Fax: +251 11 552 08 74", "Fax: +251 1155 208 74"),
    "not valid": ("Fax: +251 11 552 08 74", "Fax: +251-11-55208"),
    "columns": ("of whom nothing has", "of whom     nothing has"),
    "indented": ("Her family has asked", "  Her family has asked"),
    "two readings": ("UNTIL: 28 June 2022", "UNTIL: 05/06/2022"),
    "stop behind a sentence": ("Email: contact@justice-et.gov.et", "Please write to contact@justice-et.gov.et."),
}


def written(old: str, new: str) -> str:
    text = base("is_2018")
    assert text.count(old) == 1
    return text.replace(old, new)


def fixed(data: bytes) -> bytes:
    return mended(data, check(data, as_of=LONG_AGO))


@pytest.mark.parametrize(("clean", "faulty", "good"), CASES.values(), ids=CASES)
def test_it_is_mended(clean: str, faulty: str, good: str) -> None:
    once = fixed(written(clean, faulty).encode())
    assert once.decode() == written(clean, good)
    assert fixed(once) == once


@pytest.mark.parametrize(("clean", "other"), LEFT.values(), ids=LEFT)
def test_it_is_left_alone(clean: str, other: str) -> None:
    data = written(clean, other).encode()
    assert fixed(data) == data


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_charset_and_line_breaks_stay(charset: str, line_break: str) -> None:
    clean, faulty, good = CASES["spacing"]
    before = written(clean, faulty).replace("\n", line_break).encode(charset)
    assert fixed(before) == written(clean, good).replace("\n", line_break).encode(charset)


@pytest.mark.parametrize(("clean", "faulty", "good"), CASES.values(), ids=CASES)
def test_a_word_file_changes_in_its_runs_only(clean: str, faulty: str, good: str) -> None:
    before = built("docx", written(clean, faulty), {"author": "Records & Archive"})
    after = fixed(before)
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    assert old.namelist() == new.namelist()
    for name in old.namelist():
        if name != "word/document.xml":
            assert old.read(name) == new.read(name)
    assert new.read("word/document.xml") == zipfile.ZipFile(
        io.BytesIO(built("docx", written(clean, good), {"author": "Records & Archive"}))
    ).read("word/document.xml")
    assert fixed(after) == after


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(body: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        package.writestr("word/media/seal.png", b"\x89PNG")
    return target.getvalue()


def body(data: bytes) -> str:
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return text.partition("<w:body>")[2].partition("</w:body>")[0]


def a_fix(old: str, new: str) -> Fix:
    return Fix(Span(0, len(old)), old, new, "")


def test_a_text_divided_among_runs_keeps_their_formats() -> None:
    data = packed(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Fax: +251-11-</w:t></w:r><w:r><w:t>5520874 &amp; more</w:t></w:r></w:p>"
    )
    after = mended_word(data, [a_fix("+251-11-5520874", "+251 11 552 0874")])
    assert body(after) == (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Fax: +251 11 552 </w:t></w:r><w:r><w:t>0874 &amp; more</w:t></w:r></w:p>"
    )


def test_what_reads_the_same_elsewhere_is_not_touched() -> None:
    data = packed("<w:p><w:r><w:t>a  b</w:t></w:r></w:p><w:p><w:r><w:t>a  b</w:t></w:r></w:p>")
    assert mended_word(data, [a_fix("a  b", "a b")]) == data
    assert mended_word(data, [a_fix("a  b", "a b")] * 2) != data


BLANKS = st.sampled_from([" ", "  ", "   ", "\t", "\u00a0"])


@settings(max_examples=15, deadline=None)
@given(gaps=st.lists(BLANKS, min_size=6, max_size=6))
def test_a_second_run_finds_nothing_more(gaps: list[str]) -> None:
    words = ["Her", "family", "has", "asked", "about", "her", "at"]
    line = "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))
    once = fixed(written("Her family has asked about her at", line).encode())
    assert fixed(once) == once


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "ingest", "check", "--as-of", "2000-01-01", *map(str, arguments)]
    return subprocess.run(program, cwd=ROOT, capture_output=True)


def test_a_number_without_its_country_gets_it_where_ua207_misses_it() -> None:
    text = base("aiusa").replace("Phone: +1 202 728 1600", "Phone: (202) 728-1600")
    inspection = inspect(text.encode(), options=Options(mentions=False))
    draft = Draft(inspection.sectioned[0], inspection.outcome.records[0], Settings(), LONG_AGO)
    assert list(number_spacing.offered(draft, [])) == []
    place = draft.text.index("202) 728-1600") - 1
    finding = finding_of("UA207", "").model_copy(update={"start": place, "end": place + 14})
    (fix,) = number_spacing.offered(draft, [finding])
    assert (fix.new, fix.mends) == ("+1 202 728 1600", frozenset({"UA207"}))
    assert draft.text[fix.span.start : fix.span.end] == "(202) 728-1600"


def test_the_command_shows_and_then_mends(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(written(*CASES["spacing"][:2]), "utf-8")
    path.chmod(0o640)
    shown = run(path, "--diff")
    assert shown.returncode == 1
    assert "-Fax: +251-11-5520874\n+Fax: +251 11 552 0874\n" in shown.stdout.decode()
    assert "+251-11-5520874" in path.read_text("utf-8")
    assert run(path, "--fix").returncode == 0
    assert path.read_text("utf-8") == written(CASES["spacing"][0], CASES["spacing"][2])
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["draft.txt"]
    again = run(path, "--diff")
    assert (again.returncode, again.stdout) == (0, b"")


def test_the_house_styles_are_those_of_families() -> None:
    from ingest.fixes.deadline_style import styles
    from ingest.rules.expectations import families

    assert set(styles()) <= set(families())
    day = date(2022, 6, 28)
    assert all(style.format(day=day.day, month="June", year=day.year) for style in styles().values())
