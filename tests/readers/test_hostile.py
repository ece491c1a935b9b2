"""Files made to harm: each ends in a typed error or a record, within seconds and within the memory that it is given."""

import io
import resource
import socket
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import Options, Outcome, Status, convert
from ingest.deadline import check_time, in_time, time_limit
from ingest.errors import TimeExceeded
from ingest.readers.pdf_engine import PdfEngine
from tests.readers.mutations import FORMATS, own_text, parts_of, zipped
from tests.readers.plain_pdf import CATALOGUE, FONT, PAGE, page_of, pdf_of

ROOT = Path(__file__).parent.parent.parent
MOST_SECONDS = 30.0
TYPED = {"UA901", "UA902", "UA903", "UA905"}
DOCX = (FORMATS / "ethiopia.docx").read_bytes()
ODT = (FORMATS / "ethiopia.odt").read_bytes()
SECRET = "a line of a file that nobody named"
PACKAGES = [(DOCX, "word/document.xml", "w:document"), (ODT, "content.xml", "office:document-content")]


def outcome_of(data: bytes, **options: object) -> Outcome:
    """The outcome of a file that may end badly, but neither late nor by a defect."""
    started = time.process_time()
    outcome = convert(data, options=Options(mentions=False, with_text=True, **options))  # type: ignore[arg-type]
    assert time.process_time() - started < MOST_SECONDS
    if outcome.status in (Status.FAILED, Status.NOT_A_UA):
        assert outcome.findings[0].rule in TYPED, outcome.error
    else:
        assert outcome.status is Status.DONE
    return outcome


def million_objects() -> bytes:
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE, *[b"null"] * 1_000_000)


def million_strings() -> bytes:
    return page_of(b"BT /F 9 Tf 50 700 Td\n" + b"(a) Tj 0 -1 Td\n" * 300_000 + b"ET")


def endless_page_tree() -> bytes:
    return pdf_of(
        CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2000000000>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"
    )


def deep_page_tree() -> bytes:
    kids = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % number for number in range(3, 20_003)]
    return pdf_of(CATALOGUE, *kids, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")


def page_many_times() -> bytes:
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[%s]/Count 100000>>" % (b"3 0 R " * 100_000), PAGE, b"null", FONT)


def inflating_stream() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(60)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE, stream, FONT)


def huge_image() -> bytes:
    size = b"/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    packed = zlib.compress(bytes(10_000))
    image = b"<</Type/XObject/Subtype/Image%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
    return page_of(b"q 600 0 0 800 0 0 cm /I Do Q", image % (size, len(packed), packed))


def form_inside_itself() -> bytes:
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]"
        b"/Resources<</XObject<</I 6 0 R>>>>/Length 5>>stream\n/I Do\nendstream"
    )
    return page_of(b"/I Do", form)


def broken_table() -> bytes:
    return page_of(b"BT /F 9 Tf (a) Tj ET").replace(b"00000 n", b"99999 n").replace(b"startxref\n", b"startxref\n9")


def table_before_itself() -> bytes:
    whole = page_of(b"BT /F 9 Tf (a) Tj ET")
    place = whole[whole.rindex(b"startxref") :].split()[1]
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + place)


def huge_page() -> bytes:
    return page_of(b"BT /F 9 Tf (a) Tj 1e9 0 Td (b) Tj 1e38 -1e38 Td (c) Tj ET").replace(b"600 800", b"9e9 9e9")


def drawing_form(content: bytes, next_form: int, *, subtype: bytes = b"/Form", resources: bytes = b"") -> bytes:
    """A form that draws another one, by its object's number, or itself."""
    own = resources or b"<</XObject<</I %d 0 R>>>>" % next_form
    return b"<</Type/XObject/Subtype%s/BBox[0 0 9 9]/Resources %s/Length %d>>stream\n%s\nendstream" % (
        subtype,
        own,
        len(content),
        content,
    )


ENDLESS_FORMS = {
    "itself twice": page_of(b"/I Do", drawing_form(b"/I Do /I Do", 6)),
    "each the next one ten times": page_of(b"/I Do", *(drawing_form(b"/I Do " * 10, 7 + n) for n in range(12))),
    "with an escaped name": page_of(b"/I Do", drawing_form(b"/I Do /I Do", 6, subtype=b"/#46orm")),
    "with resources elsewhere": page_of(
        b"/I Do", drawing_form(b"/I Do /I Do", 6, resources=b"7 0 R"), b"<</XObject<</I 6 0 R>>>>"
    ),
    "with those of the page": page_of(b"/I Do", drawing_form(b"/I Do /I Do", 6).replace(b"/Resources", b"/Nothing", 1)),
}


@pytest.mark.parametrize("engine", [PdfEngine.AUTO, PdfEngine.PDFPLUMBER])
@pytest.mark.parametrize("case", ENDLESS_FORMS)
def test_forms_that_draw_one_another_without_end_are_stopped(case: str, engine: PdfEngine) -> None:
    """PDFium is busy with them for years in one call, which nothing in its process can stop."""
    started = time.monotonic()
    outcome = convert(ENDLESS_FORMS[case], options=Options(mentions=False, max_seconds=2.0, pdf_engine=engine))
    assert time.monotonic() - started < MOST_SECONDS
    assert (outcome.status, outcome.findings[0].rule) == (Status.FAILED, "UA905")
    assert "longer than 2 seconds" in (outcome.error or "")


def test_a_sound_form_in_a_form_is_read() -> None:
    text = b"BT /F 9 Tf 50 700 Td (URGENT ACTION) Tj 0 -20 Td (UA 1/24 Peru) Tj ET"
    inner = drawing_form(text, 6, resources=b"<</Font<</F 5 0 R>>>>").replace(b"[0 0 9 9]", b"[0 0 600 800]")
    outer = drawing_form(b"/I Do", 7).replace(b"[0 0 9 9]", b"[0 0 600 800]")
    outcome = outcome_of(page_of(b"/I Do", outer, inner))
    assert outcome.status is Status.DONE
    assert outcome.records[0].header.ua_number == "1/24"


PDFS = [
    million_objects,
    million_strings,
    endless_page_tree,
    deep_page_tree,
    page_many_times,
    inflating_stream,
    huge_image,
    form_inside_itself,
    broken_table,
    table_before_itself,
    huge_page,
]


@pytest.mark.parametrize("engine", [PdfEngine.AUTO, PdfEngine.PDFPLUMBER])
@pytest.mark.parametrize("make", PDFS, ids=lambda make: make.__name__)
def test_hostile_pdf(make: Callable[[], bytes], engine: PdfEngine) -> None:
    outcome_of(make(), pdf_engine=engine, max_seconds=4.0)


def zip_bomb() -> bytes:
    """A package whose one part unpacks to 400 megabytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(40):
            part.write(bytes(10_000_000))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("[Content_Types].xml", parts_of(DOCX)["[Content_Types].xml"])
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_unopened() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = zip_bomb()
    assert outcome_of(data).findings[0].rule == "UA905"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_part_that_understates_its_size_is_cut_or_refused() -> None:
    data = bytearray(zipped({**parts_of(DOCX), "word/document.xml": b"<a>" + b"b" * 5_000_000 + b"</a>"}))
    size = (5_000_007).to_bytes(4, "little")
    outcome_of(bytes(data.replace(size, (7).to_bytes(4, "little"))))


@pytest.mark.parametrize(("whole", "name", "root"), PACKAGES, ids=["docx", "odt"])
def test_entities_neither_grow_nor_read_other_files(whole: bytes, name: str, root: str, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(SECRET)
    parts = parts_of(whole)
    growing = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    for declared in (f'<!ENTITY e0 "ha">{growing}', f'<!ENTITY e12 SYSTEM "{other.as_uri()}">'):
        markup = parts[name].decode().replace("URGENT ACTION", "&e12;").replace("Urgent Action", "&e12;")
        start = markup.index(f"<{root}")
        bomb = f"{markup[:start]}<!DOCTYPE {root} [{declared}]>{markup[start:]}"
        outcome = outcome_of(zipped({**parts, name: bomb.encode()}))
        assert outcome.findings[0].rule == "UA901"
        assert SECRET not in str(outcome)


TEXTS = {
    "zero bytes": own_text().replace("URGENT", "UR\x00GENT").encode(),
    "overrides": own_text().replace("Selamawit", "\u202eSelamawit\u202c\u2066").encode(),
    "one endless line": own_text().replace("\n", " ").encode() * 60,
    "salutations": ("URGENT ACTION\nUA 1/01\n" + "Dear Minister,\n" * 60_000).encode(),
    "numbers": b"URGENT ACTION\nUA 1/01 " * 40_000,
    "heads": b"".join(b"URGENT ACTION\nUA %d/01 Fear\n\n" % (number % 999) for number in range(20_000)),
    "line feeds": own_text().encode() + b"\n" * 900_000,
    "addresses": ("URGENT ACTION\nUA 1/01\nAPPEALS TO:\n" + "a@b.example, +44 20 7946 0000\n" * 20_000).encode(),
    "brackets": ("URGENT ACTION\nUA 1/01\nTAKE ACTION:\n" + "[(<**" * 150_000).encode(),
    "links": ("URGENT ACTION\nUA 1/01\n\n" + "[a](https://a.example) " * 30_000 + "[").encode(),
    "accents": ("URGENT ACTION\nUA 1/01\n" + "e" + "\u0301" * 300_000).encode(),
    "deep page": b"<html><body>" + b"<div>" * 100_000 + b"URGENT ACTION",
    "deep mail": b"From: a\nMessage-ID: <1@b>\nMIME-Version: 1.0\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
    "deep rtf": b"{\\rtf1 " + b"{" * 400_000,
}


@pytest.mark.parametrize("case", TEXTS)
def test_hostile_text(case: str) -> None:
    outcome_of(TEXTS[case], max_seconds=3.0)


def test_zero_bytes_and_overrides_leave_the_values_as_they_are() -> None:
    plain = outcome_of(own_text().encode()).records[0]
    for case in ("zero bytes", "overrides"):
        record = outcome_of(TEXTS[case]).records[0]
        assert record.text == plain.text
        assert (record.header, record.subjects, record.targets) == (plain.header, plain.subjects, plain.targets)


FETCHING = {
    "page": f"""<html><head><base href="http://example.org/"><link rel=stylesheet href="http://example.org/a.css">
        <script src="http://example.org/a.js"></script><meta http-equiv=refresh content="0;url=http://example.org/">
        </head><body background="http://example.org/b.png"><img src="http://example.org/c.png" alt="">
        <iframe src="http://example.org/d"></iframe><object data="http://example.org/e"></object>
        <svg><image href="http://example.org/f.svg"/></svg><pre>{own_text()}</pre></body></html>""".encode(),
    "mail": b"From: a@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n"
    b"--b\nContent-Type: message/external-body; access-type=URL; URL=\"http://example.org/a\"\n\n"
    b"Content-Type: text/plain\n\n"
    b"--b\nContent-Type: text/html\n\n<img src='http://example.org/c.png'><pre>"
    + own_text().encode()
    + b"</pre>\n--b--\n",
    "docx": zipped(
        {
            **parts_of(DOCX),
            "word/_rels/document.xml.rels": parts_of(DOCX)["word/_rels/document.xml.rels"].replace(
                b"</Relationships>",
                b'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
                b' Target="http://example.org/a.png" TargetMode="External"/>'
                b'<Relationship Id="x2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
                b' Target="http://example.org/notes.xml" TargetMode="External"/></Relationships>',
            ),
            "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/attachedTemplate" Target="http://example.org/t.dotm" TargetMode="External"/>'
            b"</Relationships>",
        }
    ),
    "odt": zipped(
        {
            **parts_of(ODT),
            "content.xml": parts_of(ODT)["content.xml"].replace(
                b"</office:text>",
                b'<text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image '
                b'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://example.org/a.svg"/></draw:frame></text:p>'
                b"</office:text>",
            ),
        }
    ),
    "rtf": (FORMATS / "ethiopia.rtf")
    .read_bytes()
    .replace(b"{\\rtf1", b"{\\rtf1{\\*\\template http://example.org/t.dot}{\\field{\\*\\fldinst INCLUDEPICTURE "
             b'"http://example.org/a.png" }{\\fldrslt }}', 1),
    "pdf": page_of(b"BT /F 9 Tf 50 700 Td (URGENT ACTION) Tj 0 -20 Td (UA 1/24) Tj ET").replace(
        CATALOGUE, b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://example.org/)>>>>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FETCHING)
def test_nothing_is_fetched(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a reader asks the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=True)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert outcome_of(FETCHING[case]).status is Status.DONE


def test_no_reader_opens_a_connection_below_python_either(tmp_path: Path) -> None:
    """All cases in one process of which the system itself says what it asked for."""
    tracer = subprocess.run(["which", "strace"], capture_output=True, check=False)
    if tracer.returncode:
        pytest.skip("strace is not installed")
    paths = [tmp_path / str(number) for number in range(len(FETCHING))]
    for path, data in zip(paths, FETCHING.values(), strict=True):
        path.write_bytes(data)
    program = (
        "import sys\nfrom ingest import Options, convert\n"
        "for path in sys.argv[1:]:\n    convert(path, options=Options(mentions=False))"
    )
    traced = ["strace", "-f", "-e", "trace=connect,sendto", "-o", "/dev/stdout", sys.executable, "-c", program]
    done = subprocess.run([*traced, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "AF_INET" not in done.stdout


def test_time_is_up_in_a_library_call_and_the_caller_lives() -> None:
    outcome = convert((own_text() * 50).encode(), options=Options(mentions=False, max_seconds=0.01))
    assert outcome.status is Status.FAILED
    assert outcome.findings[0].rule == "UA905"
    assert (
        outcome.error
        == "The file took longer than 0.01 seconds. Split the file, or raise the limit with --max-seconds."
    )
    assert convert(own_text().encode(), options=Options(mentions=False)).status is Status.DONE


def test_the_limit_that_ends_first_counts() -> None:
    with time_limit(60.0), time_limit(0.0), pytest.raises(TimeExceeded):
        list(
            in_time(
                iter(range(9)),
            )
        )
    with time_limit(0.0), time_limit(60.0), pytest.raises(TimeExceeded):
        check_time()
    check_time()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_memory_is_up_and_the_next_file_converts(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(1_500_000_000)
    small = FORMATS.parent / "modern" / "us_mexico_two.txt"
    command = [
        sys.executable,
        "-m",
        "ingest",
        "convert",
        "--no-mentions",
        "--max-memory",
        "1000",
        "--max-bytes",
        "2000000000",
    ]
    done = subprocess.run([*command, large, small], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--max-memory" in done.stderr
    assert done.stdout.count("\n") == 1
