"""The RTF reader: the page's text in its order, charsets by font, nothing hidden or deleted."""

import pytest
from hypothesis import given, settings

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.readers import rtf, rtf_events
from tests.readers.mutations import FORMATS, labels, mutated, own_text, reads_or_refuses

FILE = (FORMATS / "ethiopia.rtf").read_bytes()
FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset2 Symbol;}{\f3\fcharset128 Mincho;}}"


def text_of(body: str) -> str:
    return rtf.read(rf"{{\rtf1\ansi\ansicpg1252{FONTS}{body}}}".encode("latin-1")).text


def test_the_text_is_that_of_the_plain_text() -> None:
    reading = rtf.read(FILE)
    assert reading.text == own_text()
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a\par b\line c\par\par d", "a\nb\nc\n\nd"),
        (r"\pard\sa200 a\par\pard b\par", "a\n\nb"),
        (r"Se\'f1or \u8217?s \emdash\~x\-y\_z \{\\\}", "Señor ’s —\u00a0x\u00ady-z {\\}"),
        (r"\uc2\u1078\'e6\'e6x{\uc0\u1078}\u1078ab!", "жxж ж!".replace(" ", "")),
        (r"\f1\'cf\'f0\f0\'e9", "Прé"),
        (r"\f3\'93\'fa\'96\'7b", "日本"),
        (r"\u-10179?\u-8694?", "\U0001f60a"),
        (r"{\listtext\f0 1.\tab}a\par{\listtext\f2\'b7\tab}b", "1. a\n• b"),
        (r"{\caps Urgent} action", "URGENT action"),
        (r"\trowd\intbl Fax:\cell 1\cell\row\trowd\intbl Email:\cell a@b\cell\row c", "Fax: 1\nEmail: a@b\n\nc"),
        (r"\trowd\intbl a\par b\cell c\cell\row", "a\nb\n\nc"),
        (r"{\pict\wmetafile8\bin4 }}{{}a", "a"),
        (r"{\*\unknown hidden}a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box}}}", "a\n\nbox"),
        (r"a{\footnote note} b", "a b\n\n1 note"),
        (r"a}}}} b", "a b"),
    ],
)
def test_lines_signs_and_charsets(body: str, text: str) -> None:
    assert text_of(body).rstrip() == text


def test_a_footnote_is_furniture_with_its_mark() -> None:
    reading = rtf.read(rb"{\rtf1 a{\footnote {\super\chftn} note\par more} b\par}")
    assert [reading.text[start:end].split() for start, end in reading.furniture] == [["1", "note", "more"]]
    assert reading.text.startswith("a b")


def test_links_are_kept() -> None:
    body = r'Write {\field{\*\fldinst{HYPERLINK "mailto:a@example.org"}}{\fldrslt{\ul here}}}.'
    reading = rtf.read(rf"{{\rtf1 {body}}}".encode())
    assert reading.text == "Write here."
    assert labels(reading) == [("here", "mailto:a@example.org")]


def test_what_the_file_carries_besides_is_found_and_not_read() -> None:
    body = r"{\info{\author Rosa Quispe}}a{\deleted b}{\revised c}{\v hidden}{\*\annotation comment}"
    reading = rtf.read(rf"{{\rtf1 {body}}}".encode())
    assert reading.text == "ac"
    assert [one.rule for one in reading.findings] == ["UA601", "UA602", "UA603", "UA604"]


def test_headers_and_footers_are_furniture() -> None:
    reading = rtf.read(rb"{\rtf1{\header Head\par}{\footer 1\par}Body\par{\header Head\par}}")
    assert reading.text == "Head\n\nBody\n\n1"
    assert [reading.text[start:end] for start, end in reading.furniture] == ["Head", "1"]


def test_deep_nesting_is_refused() -> None:
    assert text_of("{" * 1_000 + "a" + "}" * 1_000) == "a"
    with pytest.raises(LimitExceeded):
        text_of("{" * (rtf_events.MAX_GROUPS + 1))


def test_what_is_no_rtf_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        rtf.read(b"First UA: 34/22")


@settings(deadline=None, max_examples=60)
@given(mutated(FILE))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(rtf.read, data)
