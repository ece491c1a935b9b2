"""Messages in the forms of Outlook (MSG) and Apple Mail (EMLX): read as the e-mails that they were."""

import struct

import pytest
from hypothesis import given, settings

from ingest import Options, Status, convert
from ingest.errors import LimitExceeded, UacaseError
from ingest.readers import msg, read_attachments, read_bytes
from ingest.readers.ocr import OcrSettings
from ingest.readers.pdf_engine import PdfEngine
from ingest.readers.sniffing import Kind, kind_of
from ingest.reading import Reading
from scripts.compound_file import Storage, compound_file
from tests.readers.mutations import FORMATS, mutated, own_text, reads_or_refuses

EML = (FORMATS / "ethiopia.eml").read_bytes()
BODY, SUBJECT, HTML = 0x1000, 0x0037, 0x1013


def wide(number: int, text: str) -> Storage:
    return {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le")}


def narrow(number: int, data: bytes, kind: str = "001E") -> Storage:
    return {f"__substg1.0_{number:04X}{kind}": data}


def properties(header: int = 32, **numbers: int) -> Storage:
    """The stream of properties; a code page is a whole number in it."""
    entries = b"".join(struct.pack("<HHIII", 3, int(key[1:], 16), 6, value, 0) for key, value in numbers.items())
    return {"__properties_version1.0": bytes(header) + entries}


def attached(number: int, *parts: Storage) -> Storage:
    held: Storage = properties(8)
    for part in parts:
        held |= part
    return {f"__attach_version1.0_#{number:08X}": held}


def outlook(*parts: Storage) -> bytes:
    root: Storage = {}
    for part in parts or (properties(),):
        root |= part
    return compound_file(root if "__properties_version1.0" in root else root | properties())


def read(data: bytes) -> Reading:
    return read_bytes(data, pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings())[0]


APPEAL = outlook(wide(SUBJECT, "Fwd: urgent"), wide(BODY, own_text().replace("\n", "\r\n")))


def test_a_message_of_outlook_gives_the_record_of_its_text() -> None:
    assert kind_of(APPEAL) is Kind.MSG
    outcome = convert(APPEAL, name="a.msg", options=Options(mentions=False))
    expected = convert(own_text().encode(), options=Options(mentions=False))
    assert outcome.records[0].targets == expected.records[0].targets
    assert outcome.records[0].source.media_type == "application/vnd.ms-outlook"


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (narrow(BODY, "Appel à la ministre".encode("cp1252")), {"x3FFD": 1252}),
        (narrow(BODY, "Appel à la ministre".encode("cp850")), {"x3FDE": 850}),
        (narrow(BODY, "Appel à la ministre".encode()), {"x3FDE": 65001}),
        (narrow(BODY, "Appel à la ministre".encode("latin-1")), {}),
        (narrow(HTML, b"<html><p>Appel &agrave; la ministre", "0102"), {"x3FDE": 28591}),
        (wide(HTML, "<html><p>Appel à la ministre"), {}),
    ],
)
def test_bodies_and_their_charsets(body: Storage, pages: dict[str, int]) -> None:
    assert read(outlook(body, properties(**pages))).text.strip() == "Appel à la ministre"


def test_a_subject_that_names_an_urgent_action_is_the_first_line() -> None:
    reading = read(outlook(wide(SUBJECT, "UA 12/98 - Peru"), wide(BODY, "Please write to the president.")))
    assert reading.text.split("\n")[0] == "UA 12/98 - Peru"


def test_what_is_attached_and_what_is_forwarded_is_read() -> None:
    document = attached(0, narrow(0x3701, own_text().encode(), "0102"), wide(0x370E, "text/plain"))
    data = outlook(wide(BODY, "See below."), document)
    assert read(data).text.strip() == "See below."
    readings = read_attachments(data, pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings())
    assert [reading.text.strip() for reading in readings] == [own_text()]
    assert convert(data, options=Options(mentions=False)).status is Status.DONE
    inner = properties(24) | wide(SUBJECT, "UA 12/23") | wide(BODY, own_text())
    forwarded = attached(0, {"__substg1.0_3701000D": inner})
    assert own_text() in read(outlook(wide(BODY, "See below."), forwarded)).text.replace("\r\n", "\n")


def test_an_old_word_document_attached_does_not_make_it_one() -> None:
    word = compound_file({"WordDocument": b"\xec\xa5" + bytes(600)})
    assert kind_of(outlook(wide(BODY, own_text()), attached(0, narrow(0x3701, word, "0102")))) is Kind.MSG
    with pytest.raises(UacaseError, match="old Word"):
        kind_of(word)


def test_messages_in_messages_without_end_are_refused() -> None:
    inner = properties(24) | wide(BODY, "a")
    for _ in range(30):
        inner = properties(24) | attached(0, {"__substg1.0_3701000D": inner})
    with pytest.raises(LimitExceeded):
        msg.as_mail(outlook(inner))


@settings(max_examples=40, deadline=None)
@given(mutated(outlook(wide(BODY, "a b c"), narrow(HTML, b"<p>a", "0102"), attached(0, narrow(0x3701, b"x", "0102")))))
def test_damaged_messages_are_read_or_refused(data: bytes) -> None:
    reads_or_refuses(lambda one: read_bytes(one, pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings()), data)


def emlx(mail: bytes, length: int | None = None) -> bytes:
    """A file of Apple Mail."""
    head = b"%-10d\n" % (len(mail) if length is None else length)
    return (
        head
        + mail
        + b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>flags</key></dict></plist>\n'
    )


def test_a_file_of_apple_mail_is_the_mail_in_it() -> None:
    assert kind_of(emlx(EML)) is Kind.EMLX
    assert read(emlx(EML)) == read(EML)


@pytest.mark.parametrize("length", [10, 10**9])
def test_a_wrong_length_is_read_or_refused(length: int) -> None:
    reads_or_refuses(lambda one: [read(one)], emlx(EML, length))


@pytest.mark.parametrize("data", [b"12\n", b"2024\nUrgent Action\nFrom: here\nTo: there\n", b"1\n2\n3\n"])
def test_a_text_that_begins_with_a_number_is_text(data: bytes) -> None:
    assert kind_of(data) is Kind.TEXT
