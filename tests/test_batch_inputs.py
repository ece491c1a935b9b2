"""What is listed and read: folders, archives, URLs, patterns, a fixed order; and what cannot be listed says why."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.batch import archives
from ingest.batch.inputs import InputReader, Listed, listed_inputs
from ingest.batch.selection import Selection
from ingest.errors import EncryptedFile, LimitExceeded, MissingExtra, UacaseError, UnreadableFile

ALL = Selection()
ENOUGH = 1_000_000


def listing(given: str | Path, selection: Selection = ALL, output: str = "nowhere") -> list[Listed]:
    return list(listed_inputs(str(given), selection, Path(output)))


def names(files: list[Listed]) -> list[str]:
    """Paths with members, and a mark behind what could not be listed."""
    return [f"{one.path}{'/' * bool(one.member)}{one.member}{'!' * (one.error is not None)}" for one in files]


def contents(files: list[Listed], max_bytes: int = ENOUGH) -> list[bytes | type[UacaseError]]:
    found: list[bytes | type[UacaseError]] = []
    with InputReader(max_bytes) as reader:
        for one in files:
            try:
                found.append(reader.read(one.given, one.path, one.member, one.copy))
            except UacaseError as error:
                found.append(type(error))
    return found


def tar_bytes(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


PACKINGS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": zip_bytes,
    "tar": tar_bytes,
    "tar.gz": lambda members: gzip.compress(tar_bytes(members)),
    "tar.bz2": lambda members: bz2.compress(tar_bytes(members)),
    "tar.xz": lambda members: lzma.compress(tar_bytes(members)),
}


# --- folders


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", "B.txt", "b.txt", "ä/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    files = listing(tmp_path)
    assert names(files) == ["B.txt", "a.txt", "b/10.txt", "b/2.txt", "b.txt", "ä/1.txt"]
    assert contents(files) == [one.path.encode() for one in files]


def test_a_file_is_an_input_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("x")
    (one,) = listing(tmp_path / "one.txt")
    assert (one.path, one.size, one.error) == ("one.txt", 1, None)
    assert contents([one]) == [b"x"]


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as stream:
            stream.write(b"x")
    except OSError:
        pytest.skip("the file system takes text only")
    assert contents(listing(tmp_path)) == [b"x"]


def test_patterns(tmp_path: Path) -> None:
    for name in ("a.PDF", "b.txt", "old/c.pdf", "old/drafts/d.pdf", "new/e.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "f.zip").write_bytes(zip_bytes({"g.pdf": b"g", "h.txt": b"h"}))
    taken = Selection(include=("*.pdf",), exclude=("old/drafts", "new/*"))
    assert names(listing(tmp_path, taken)) == ["a.PDF", "f.zip/g.pdf", "old/c.pdf"]
    assert names(listing(tmp_path, Selection(exclude=("drafts", "f.zip", "*.pdf")))) == ["b.txt"]


def test_the_output_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records.jsonl").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    assert names(listing(tmp_path, output=str(tmp_path / "out"))) == ["a.txt"]


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "ring").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    assert names(listing(tmp_path)) == ["link", "nowhere!", "pipe!", "real", "ring!"]
    assert names(listing(tmp_path / "gone")) == ["gone!"]
    assert names(listing(tmp_path / "pipe")) == ["pipe!"]


@pytest.fixture
def nobody() -> Iterator[None]:
    """Rights that end at a closed folder, also where the tests run as root."""
    if os.name != "posix":
        pytest.skip("rights as POSIX systems have them")
    was = os.geteuid()
    if was == 0:
        os.seteuid(65_534)
    yield
    os.seteuid(was)


@pytest.mark.usefixtures("nobody")
def test_a_closed_folder_is_an_input_that_failed() -> None:
    with tempfile.TemporaryDirectory() as place:
        for name in ("a", "b", "c"):
            (Path(place) / name).mkdir()
            (Path(place) / name / "file.txt").write_text(name)
        (Path(place) / "b").chmod(0)
        (Path(place) / "c" / "file.txt").chmod(0)
        try:
            files = listing(place)
            read = contents([files[0], files[2]])
        finally:
            (Path(place) / "b").chmod(0o700)
    assert names(files) == ["a/file.txt", "b/!", "c/file.txt"]
    assert "Permission denied" in str(files[1].error)
    assert read[0] == b"a"
    assert isinstance(read[1], type)
    assert issubclass(read[1], UnreadableFile)


def test_a_deep_folder_is_walked(tmp_path: Path) -> None:
    deep = "d/" * 1_200
    for depth in range(1, 1_201):
        os.mkdir(tmp_path / ("d/" * depth))
    (tmp_path / deep / "x").write_text("x")
    try:
        assert names(listing(tmp_path)) == [f"{deep}x"]
    finally:
        # What removes the folders of tests in the end does not get down there.
        (tmp_path / deep / "x").unlink()
        for depth in range(1_200, 0, -1):
            (tmp_path / ("d/" * depth)).rmdir()


# --- archives

MEMBERS = {"b/2.txt": b"two", "a.txt": b"one", "../../up.txt": b"up", "/etc/top.txt": b"top"}


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_archive_is_read_in_its_own_order(packing: str, tmp_path: Path) -> None:
    path = tmp_path / f"archive.{packing}"
    path.write_bytes(PACKINGS[packing](MEMBERS))
    files = listing(tmp_path)
    assert [one.member for one in files] == list(MEMBERS)
    assert contents(files) == list(MEMBERS.values())
    assert contents(files[::-1]) == list(MEMBERS.values())[::-1]
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_content_tells_an_archive_not_its_name(packing: str, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(PACKINGS[packing]({"a.txt": b"one"}))
    assert names(listing(tmp_path)) == ["scan.pdf/a.txt"]


def test_two_members_of_one_name_are_two_inputs(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for data in (b"one", b"two"):
            entry = tarfile.TarInfo("same.txt")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    files = listing(tmp_path)
    assert [one.copy for one in files] == [0, 1]
    assert contents(files) == [b"one", b"two"]


def test_documents_that_are_packages_stay_whole() -> None:
    folder = Path(__file__).parent.parent / "fixtures" / "formats"
    for name in ("ethiopia.docx", "ethiopia.odt"):
        assert names(listing(folder / name)) == [name]


def test_an_empty_or_broken_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.zip").write_bytes(zip_bytes({}))
    (tmp_path / "broken.zip").write_bytes(zip_bytes(MEMBERS)[:-30])
    (tmp_path / "lone.gz").write_bytes(gzip.compress(b"no archive"))
    # The second and the third are no archives that can be opened: reading them will tell.
    assert names(listing(tmp_path)) == ["broken.zip", "empty.zip!", "lone.gz"]


@pytest.mark.parametrize("packing", ["tar", "tar.gz", "tar.xz"])
def test_a_cut_tar_gives_what_is_whole_and_the_fault(packing: str, tmp_path: Path) -> None:
    """Wherever it is cut: no member is lost in silence."""
    members = {f"{number}.txt": os.urandom(700) for number in range(4)}
    whole = PACKINGS[packing](members)
    path = tmp_path / "cut.tar"
    for end in range(600, len(whole) - 2_000 if packing == "tar" else len(whole) - 30, 397):
        path.write_bytes(whole[:end])
        files = listing(path)
        good = [data for data in contents([one for one in files if one.member]) if isinstance(data, bytes)]
        assert good == list(members.values())[: len(good)]
        at_a_border = packing == "tar" and end % 512 == 0
        assert len(good) == 4 or names(files)[-1].endswith("!") or at_a_border or names(files) == ["cut.tar"]


def test_a_broken_header_in_a_tar_is_no_end(tmp_path: Path) -> None:
    whole = bytearray(tar_bytes({"a.txt": b"one", "b.txt": b"two"}))
    whole[1024:1100] = b"?" * 76
    (tmp_path / "a.tar").write_bytes(whole)
    assert names(listing(tmp_path)) == ["a.tar/a.txt", "a.tar!"]


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"a.txt": b"one"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert contents(listing(tmp_path)) == [EncryptedFile]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_member_that_unpacks_to_too_much_is_refused(packing: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(PACKINGS[packing]({"bomb": bytes(3_000_000), "b": b"two"}))
    assert contents(listing(tmp_path)) == [LimitExceeded, b"two"]


def test_a_tar_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 1_000_000)
    (tmp_path / "a").write_bytes(gzip.compress(tar_bytes({"a": b"one", "bomb": bytes(9_000_000), "b": b"two"})))
    files = listing(tmp_path)
    assert names(files) == ["a/a", "a!"]
    assert isinstance(files[1].error, LimitExceeded)


def test_a_header_that_asks_for_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long name of megabytes would be read into memory as a whole."""
    monkeypatch.setattr(archives, "MAX_TABLE", 100_000)
    entry = tarfile.TarInfo("long")
    entry.type = tarfile.GNUTYPE_LONGNAME
    entry.size = 1_000_000
    data = entry.tobuf(tarfile.GNU_FORMAT) + bytes(1_000_448) + tar_bytes({"a": b"one"})
    (tmp_path / "a").write_bytes(gzip.compress(data))
    files = listing(tmp_path)
    assert names(files) == ["a!"]
    assert isinstance(files[0].error, LimitExceeded)


def test_an_archive_that_has_changed_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({"a.txt": b"one"}))
    files = listing(tmp_path)
    path.write_bytes(zip_bytes({"b.txt": b"one"}))
    (found,) = contents(files)
    assert isinstance(found, type)
    assert issubclass(found, UnreadableFile)


# --- URLs


def test_a_url_is_listed_and_read() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe({"/ua/b/2.txt": b"two", "/ua/a.txt": b"one", "/ua/c.zip": zip_bytes({"d.txt": b"three"})})
    files = listing("memory://ua", Selection(exclude=("e",)))
    assert names(files) == ["a.txt", "b/2.txt", "c.zip/d.txt"]
    assert contents(files) == [b"one", b"two", b"three"]
    assert names(listing("memory://ua", Selection(exclude=("b",)))) == ["a.txt", "c.zip/d.txt"]
    assert contents(listing("memory://ua/a.txt")) == [b"one"]
    assert names(listing("memory://nothing")) == [".!"]


def test_a_password_is_not_taken() -> None:
    with pytest.raises(UnreadableFile, match="password") as caught:
        listing("ftp://user:secret@example.org/ua")
    assert "secret" not in str(caught.value)


def test_an_unknown_scheme_says_what_to_do() -> None:
    with pytest.raises(MissingExtra, match="Check the URL"):
        listing("nosuch://bucket/ua")
