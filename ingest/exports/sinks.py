"""Sinks: where records are written to. A file appears whole or not at all."""

import os
import secrets
from contextlib import suppress
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

    A link is followed, and an existing file keeps its mode. What the system refuses raises UnwritableOutput.
    """

    def __init__(self, path: Path, *, even_empty: bool = False) -> None:
        self._given = path
        self._even_empty = even_empty
        self._path = path.resolve()
        self._part = self._path.with_name(f".uacase-{secrets.token_hex(8)}.part")
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
        """Put the temporary file in the place of the named one, unless it is empty and `even_empty` is not set."""
        if self._file is None:
            raise ValueError("the sink is not open")
        if self._file.tell() == 0 and not self._even_empty:
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


def _sync_folder(folder: Path) -> None:
    """Let the new name itself reach the disk, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_sink(path: Path | None, standard_output: BinaryIO, *, even_empty: bool = False) -> Sink:
    """The sink for a path; None and devices and pipes, which cannot be replaced, are streams.

    `even_empty` lets a file without any bytes take the place of an older one.

    Raises UnwritableOutput for a device that cannot be opened.
    """
    if path is None:
        return StreamSink(standard_output, "standard output")
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            return StreamSink(path.open("wb"), str(path), owned=True)
        except OSError as error:
            raise _unwritable(str(path), error) from error
    return FileSink(path, even_empty=even_empty)
