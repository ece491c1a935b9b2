"""Sinks: where records are written to. A file appears whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self


class UnwritableOutput(Exception):
    """The output cannot be written. `name` is its path as given, `reason` the system's word for why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: The output cannot be written ({reason})")
        self.name = name
        self.reason = reason


def _unwritable(name: str, error: OSError) -> UnwritableOutput:
    return UnwritableOutput(name, error.strerror or type(error).__name__)


class Sink(Protocol):
    """Takes the bytes of records; a context that ends without `keep` leaves nothing behind, where that is possible."""

    def write(self, data: bytes) -> None:
        """Take the bytes of one record."""

    def keep(self) -> None:
        """Make what was written last, if anything was: to be called once, at the end."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...


class StreamSink:
    """A stream such as standard output: each record is handed on at once. An `owned` stream is closed at the end."""

    def __init__(self, stream: BinaryIO, name: str, *, owned: bool = False) -> None:
        self._stream = stream
        self._name = name
        self._owned = owned

    def write(self, data: bytes) -> None:
        """Hand the bytes on. Raises BrokenPipeError where nobody reads any more, else UnwritableOutput."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(self._name, error) from error

    def keep(self) -> None:
        """Nothing is left to do."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._owned:
            with suppress(OSError):
                self._stream.close()


class FileSink:
    """A file: written under a temporary name beside it, flushed to disk, and then put in its place in one step.

    A link is followed, and an existing file keeps its mode. A file to which nothing was written is put there only if
    `keep_empty`. What the system refuses raises UnwritableOutput.
    """

    def __init__(self, path: Path, *, keep_empty: bool = False) -> None:
        self._given = path
        self._keep_empty = keep_empty
        self._path = path.resolve()
        self._part = _part_of(self._path)
        self._file: BinaryIO | None = None

    def write(self, data: bytes) -> None:
        """Add the bytes to the temporary file."""
        if self._file is None:
            raise ValueError("the sink is not open")
        try:
            self._file.write(data)
        except OSError as error:
            raise _unwritable(str(self._given), error) from error

    def keep(self) -> None:
        """Put the temporary file in the place of the named one."""
        if self._file is None:
            raise ValueError("the sink is not open")
        if self._file.tell() == 0 and not self._keep_empty:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if self._path.exists():
                self._part.chmod(self._path.stat().st_mode & 0o7777)
            self._part.replace(self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            raise _unwritable(str(self._given), error) from error

    def __enter__(self) -> Self:
        if self._path.is_dir():
            raise UnwritableOutput(str(self._given), "Is a directory")
        try:
            self._file = self._part.open("xb")
        except OSError as error:
            raise _unwritable(str(self._given), error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        self._part.unlink(missing_ok=True)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path beside `out` to build a file at; when the context ends well the file takes the place of `out` in one step.

    What the system or SQLite refuses in the context raises UnwritableOutput; whatever ends it, no part is left behind.
    """
    import sqlite3

    place = out.resolve()
    if place.exists() and not place.is_file():
        raise UnwritableOutput(str(out), "Not a regular file")
    part = _part_of(place)
    try:
        # Made at once, so that a folder that is not there is said before the work and in the system's words.
        part.open("xb").close()
        yield part
        _sync_file(part)
        if place.exists():
            part.chmod(place.stat().st_mode & 0o7777)
        part.replace(place)
        _sync_folder(place.parent)
    except OSError as error:
        raise _unwritable(str(out), error) from error
    except sqlite3.OperationalError as error:
        raise UnwritableOutput(str(out), error.sqlite_errorname) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def bundle(out: Path) -> Iterator[Path]:
    """A folder to put several files in, which appear together: as the folder `out`, or as a ZIP if it is called .zip.

    An existing ZIP is replaced; a folder that holds anything is left alone, so that old files never stand among new
    ones. Both raise UnwritableOutput where the system refuses. The ZIP is the same bytes for the same files.
    """
    place = out.resolve()
    zipped = place.suffix.lower() == ".zip"
    if not zipped and place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise UnwritableOutput(str(out), "Exists already; remove it first, or name another folder")
    folder = _part_of(place)
    try:
        folder.mkdir()
        yield folder
        if zipped:
            with replacing(out) as part:
                _zip(folder, part)
            return
        for path in folder.iterdir():
            _sync_file(path)
        _sync_folder(folder)
        folder.replace(place)
        _sync_folder(place.parent)
    except OSError as error:
        raise _unwritable(str(out), error) from error
    finally:
        import shutil

        shutil.rmtree(folder, ignore_errors=True)


def _part_of(place: Path) -> Path:
    return place.with_name(f".uacase-{secrets.token_hex(8)}.part")


def _zip(folder: Path, out: Path) -> None:
    """The files of a folder as a ZIP, in the order of their names and without their times."""
    import shutil
    import zipfile

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            member = zipfile.ZipInfo(path.name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            with path.open("rb") as content, archive.open(member, "w", force_zip64=True) as target:
                shutil.copyfileobj(content, target)


def _sync_file(path: Path) -> None:
    """Let what was written reach the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Let the new name itself reach the disk, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_sink(path: Path | None, standard_output: BinaryIO, *, keep_empty: bool = False) -> Sink:
    """The sink for a path; None and devices and pipes, which cannot be replaced, are streams.

    `keep_empty` lets a file without any bytes take the place of an older one.

    Raises UnwritableOutput for a device that cannot be opened.
    """
    if path is None:
        return StreamSink(standard_output, "standard output")
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            return StreamSink(path.open("wb"), str(path), owned=True)
        except OSError as error:
            raise _unwritable(str(path), error) from error
    return FileSink(path, keep_empty=keep_empty)
