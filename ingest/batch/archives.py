"""ZIP and TAR archives: what they hold, and the bytes of each file in them. Nothing is unpacked to disk.

Whether a file is an archive is seen from its content; a zip package that is a document (DOCX, ODT) is none. Members
are listed and read in the order of the archive, so that a compressed TAR is passed through once. An archive in an
archive is not opened. Names of members are shown and never used as paths, so `../` in one leads nowhere.

A bomb ends within bounds: a member is read up to a limit, no single piece of an archive's own tables is read beyond
`MAX_TABLE`, and a compressed TAR may unpack to `MAX_RATIO` times its size.
"""

import io
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, BinaryIO, NamedTuple, Protocol, cast

from ingest.errors import EncryptedFile, LimitExceeded, UacaseError, UnreadableFile

MAX_ENTRIES = 1_000_000
"""Entries of one archive."""
MAX_TABLE = 64_000_000
"""Bytes that an archive's own tables (a directory, a long name) may ask for in one piece."""
MAX_RATIO = 300
"""Unpacked bytes of a compressed TAR for each packed one,"""
RATIO_FROM = 200_000_000
"""beyond so many unpacked bytes."""
HEAD = 512
"""Bytes at a file's start that show whether it may be an archive."""
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED_MARKS = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
_DOCUMENT_PARTS = frozenset(
    [
        "[Content_Types].xml",
        "mimetype",
        "content.xml",
        "META-INF/MANIFEST.MF",
        "META-INF/container.xml",
        "Index/Document.iwa",
    ]
)
_ENCRYPTED = 0x1
_DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,
)


class Member(NamedTuple):
    """A file in an archive. `copy` counts earlier members of the same name, which an archive may hold."""

    name: str
    copy: int
    size: int


class Archive(Protocol):
    """An open archive."""

    def members(self) -> Iterator[Member]:
        """The files in it, in its order. Raises UacaseError where it is damaged or a bomb, after those before."""

    def read(self, name: str, copy: int, max_bytes: int) -> bytes:
        """The bytes of a member; quick if members are asked for in the archive's order. Raises UacaseError."""

    def close(self) -> None:
        """Let go of the file."""


def may_be_archive(head: bytes) -> bool:
    """Whether a file that starts with these `HEAD` bytes is worth opening."""
    return head.startswith((*_ZIP_MARKS, *_PACKED_MARKS)) or _is_tar_header(head)


def open_archive(stream: BinaryIO, size: int) -> Archive | None:
    """The archive in a seekable stream of `size` bytes, which it closes; None where there is none."""
    head = stream.read(HEAD)
    stream.seek(0)
    try:
        if head.startswith(_ZIP_MARKS):
            return _zip_archive(stream)
        for mark, packing in _PACKED_MARKS.items():
            if head.startswith(mark):
                return _packed_tar(stream, packing, size)
        return _Tar(stream, stream, None) if _is_tar_header(head) else None
    except _DAMAGE:
        # It is for the reader to say what is wrong with a file that is no whole archive.
        return None


def _is_tar_header(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


class _Bounded(io.RawIOBase):
    """A stream that gives no more than `MAX_TABLE` bytes at once: archive modules trust the sizes that they read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if size > MAX_TABLE:
            raise _bomb("bytes in one table", MAX_TABLE, size)
        data = self._stream.read(MAX_TABLE + 1 if size < 0 else size)
        if len(data) > MAX_TABLE:
            raise _bomb("bytes in one table", MAX_TABLE, len(data))
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _bomb(what: str, limit: int, found: int) -> LimitExceeded:
    error = LimitExceeded(what, limit, found)
    error.remedy = "Unpack the archive with another program, and convert the files in it."
    return error


def _zip_archive(stream: BinaryIO) -> Archive | None:
    opened = zipfile.ZipFile(cast(IO[bytes], _Bounded(stream)))
    if any(entry.filename in _DOCUMENT_PARTS for entry in opened.infolist()):
        return None
    return _Zip(stream, opened)


class _Zip:
    """A ZIP archive."""

    def __init__(self, stream: BinaryIO, opened: zipfile.ZipFile) -> None:
        self._stream = stream
        self._zip = opened
        self._entries: dict[tuple[str, int], zipfile.ZipInfo] = {}
        seen: Counter[str] = Counter()
        for entry in opened.infolist():
            if not entry.is_dir():
                self._entries[entry.filename, seen[entry.filename]] = entry
                seen[entry.filename] += 1

    def members(self) -> Iterator[Member]:
        for (name, copy), entry in self._entries.items():
            yield Member(name, copy, entry.file_size)

    def read(self, name: str, copy: int, max_bytes: int) -> bytes:
        entry = self._entries.get((name, copy))
        if entry is None:
            raise _gone()
        if entry.flag_bits & _ENCRYPTED:
            raise EncryptedFile
        try:
            with self._zip.open(entry) as member:
                return _within(member, max_bytes, entry.file_size)
        except _DAMAGE as error:
            raise _damaged() from error

    def close(self) -> None:
        self._zip.close()
        self._stream.close()


def _packed_tar(stream: BinaryIO, packing: str, size: int) -> Archive | None:
    unpacked = _unpacking(stream, packing)
    if not _is_tar_header(unpacked.read(HEAD)):
        return None
    unpacked.seek(0)
    return _Tar(stream, unpacked, MAX_RATIO * size + RATIO_FROM)


def _unpacking(stream: BinaryIO, packing: str) -> BinaryIO:
    if packing == "gzip":
        import gzip

        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if packing == "bz2":
        import bz2

        return cast(BinaryIO, bz2.BZ2File(stream))
    import lzma

    return cast(BinaryIO, lzma.LZMAFile(stream))


class _Tar:
    """A TAR archive, read from its start to its end; `max_unpacked` is where a compressed one has to end."""

    def __init__(self, stream: BinaryIO, unpacked: BinaryIO, max_unpacked: int | None) -> None:
        self._stream = stream
        self._unpacked = unpacked
        self._max_unpacked = max_unpacked
        self._walk = self._entries()

    def members(self) -> Iterator[Member]:
        for member, _, _ in self._entries():
            yield member

    def read(self, name: str, copy: int, max_bytes: int) -> bytes:
        found = self._find(name, copy)
        if found is None:
            # What stands before the last one that was read is found in a second pass only.
            self._walk = self._entries()
            found = self._find(name, copy)
        if found is None:
            raise _gone()
        opened, entry = found
        try:
            member = opened.extractfile(entry)
            if member is None:
                raise _gone()
            return _within(member, max_bytes, entry.size)
        except UacaseError:
            raise
        except _DAMAGE as error:
            raise _damaged() from error

    def _find(self, name: str, copy: int) -> tuple[tarfile.TarFile, tarfile.TarInfo] | None:
        for member, opened, entry in self._walk:
            if (member.name, member.copy) == (name, copy):
                return opened, entry
        return None

    def _entries(self) -> Iterator[tuple[Member, tarfile.TarFile, tarfile.TarInfo]]:
        """The regular files of a new pass, each with the means to read it before the next is asked for."""
        seen: Counter[str] = Counter()
        try:
            self._unpacked.seek(0)
            opened = tarfile.TarFile(fileobj=cast(IO[bytes], _Bounded(self._unpacked)))
            number = 0
            while (entry := opened.next()) is not None:
                # The module remembers every entry; an archive of a million would not fit.
                opened.members = []  # type: ignore[attr-defined]
                number += 1
                self._check(number, entry)
                if entry.isreg():
                    yield Member(entry.name, seen[entry.name], entry.size), opened, entry
                    seen[entry.name] += 1
            self._unpacked.seek(opened.offset)
            if any(self._unpacked.read(tarfile.BLOCKSIZE)):
                # A header that is broken counts as the archive's end for the module; the real end is empty.
                raise _damaged()
        except UacaseError:
            raise
        except _DAMAGE as error:
            raise _damaged() from error

    def _check(self, number: int, entry: tarfile.TarInfo) -> None:
        if number > MAX_ENTRIES:
            raise _bomb("entries", MAX_ENTRIES, number)
        end = entry.offset_data + entry.size
        if self._max_unpacked is not None and end > self._max_unpacked:
            raise _bomb("bytes unpacked", self._max_unpacked, end)

    def close(self) -> None:
        self._unpacked.close()
        self._stream.close()


def _within(stream: IO[bytes], max_bytes: int, declared: int) -> bytes:
    """All bytes of a member, whatever size its header declares."""
    if declared > max_bytes:
        raise LimitExceeded("bytes", max_bytes, declared)
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise LimitExceeded("bytes", max_bytes, len(data))
    if len(data) < declared:
        raise _damaged()
    return data


def _gone() -> UnreadableFile:
    return UnreadableFile("The file is no longer in the archive", "Go on with --resume to list the archive again.")


def _damaged() -> UnreadableFile:
    return UnreadableFile("The archive is damaged here, or ends too early", "Get a whole copy of the archive.")
