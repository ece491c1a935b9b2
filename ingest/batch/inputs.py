"""The inputs of a run: files, folders, archives and remote places become a list of files in a fixed order.

The order is that of the inputs as given; within a folder that of the names, compared character by character, whatever
the file system says; within an archive its own. A place that cannot be listed becomes an input itself, with the
reason: nothing is left out in silence but directories, what the selection excludes and the run's own output.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from ingest.batch.archives import HEAD, Archive, may_be_archive, open_archive
from ingest.batch.selection import Selection
from ingest.errors import LimitExceeded, UacaseError, UnreadableFile
from ingest.kept_patterns import compiled

_URL = compiled(r"[A-Za-z][A-Za-z0-9+.-]+://")
_AGAIN = "Check it, and go on with --resume."


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that was found, or a place that could not be listed (`error`).

    `given` is the input as it was given, `path` the path below it with slashes, for an input that is a file its name.
    `member` is the name in an archive, `copy` the number of earlier members of that name. `stamp` changes when the
    file does, as far as its place tells; a member has the size and the stamp of its archive.
    """

    given: str
    path: str
    member: str = ""
    copy: int = 0
    size: int | None = None
    stamp: str | None = None
    error: UacaseError | None = None


class Place(Protocol):
    """An input as given: something that holds files."""

    def files(self, selection: Selection, output: Path) -> Iterator[Listed]:
        """The files below it, archives among them unopened, and what cannot be listed."""

    def open(self, path: str) -> BinaryIO:
        """A file below it. Raises OSError."""


def place_of(given: str) -> Place:
    """The place that an input names. Raises MissingExtra for a URL without the package that opens it."""
    if _URL.match(given):
        from ingest.batch.remote import RemotePlace

        return RemotePlace(given)
    return LocalPlace(given)


def named_alike(given: str) -> str:
    """An input in the one spelling that the manifest knows it by: `scans/` and `./scans` are `scans`."""
    return given.rstrip("/") if _URL.match(given) else str(Path(given))


def listed_inputs(given: str, selection: Selection, output: Path) -> Iterator[Listed]:
    """All files of an input, those in archives too, in order. `output` is a folder that is no input."""
    place = place_of(given)
    for file in place.files(selection, output):
        if file.error is not None:
            yield file
        elif (archive := _archive(place, file)) is not None:
            yield from _members(archive, file, selection)
        elif selection.takes(file.path):
            yield file


def _archive(place: Place, file: Listed) -> Archive | None:
    """The file as an open archive, if it is one."""
    try:
        stream = place.open(file.path)
    except OSError:
        return None
    archive = None
    try:
        if may_be_archive(stream.read(HEAD)):
            stream.seek(0)
            archive = open_archive(stream, file.size or 0)
    except (OSError, UacaseError):
        # Whoever reads the file will say what is wrong with it.
        return None
    finally:
        if archive is None:
            stream.close()
    return archive


def _members(archive: Archive, file: Listed, selection: Selection) -> Iterator[Listed]:
    empty = True
    try:
        for member in archive.members():
            empty = False
            if selection.takes(f"{file.path}/{member.name}"):
                yield Listed(file.given, file.path, member.name or "?", member.copy, file.size, file.stamp)
        if empty:
            raise UnreadableFile("The archive holds no file", "Check that it is the right one.")
    except UacaseError as error:
        yield Listed(file.given, file.path, error=error)
    finally:
        archive.close()


class LocalPlace:
    """A file or a folder of this machine."""

    def __init__(self, given: str) -> None:
        self._given = given
        self._top = Path(given)

    def files(self, selection: Selection, output: Path) -> Iterator[Listed]:
        """The file, or all files below the folder."""
        try:
            found = self._top.stat()
        except OSError as error:
            reason = "There is no such file or folder" if isinstance(error, FileNotFoundError) else _reason(error)
            yield self._failed(self._top.name or ".", reason, "Check the path.")
            return
        if stat.S_ISDIR(found.st_mode):
            yield from self._walk(selection, output)
        elif stat.S_ISREG(found.st_mode):
            yield Listed(self._given, self._top.name, size=found.st_size, stamp=_stamp(found))
        else:
            yield self._failed(self._top.name, "This is no file", "Name a file or a folder.")

    def open(self, path: str) -> BinaryIO:
        """A file below the folder, or the file itself. Raises OSError."""
        return (self._top / path if self._top.is_dir() else self._top).open("rb")

    def _walk(self, selection: Selection, output: Path) -> Iterator[Listed]:
        """Depth first. Links to files are followed, links to folders are not: they may lead anywhere, or in a ring."""
        waiting = [iter(self._entries(""))]
        while waiting:
            path = next(waiting[-1], None)
            if path is None:
                waiting.pop()
            elif isinstance(path, Listed):
                yield path
            elif not selection.leaves_out(path):
                entry = self._top / path
                if entry.is_dir() and not entry.is_symlink():
                    if not _same(entry, output):
                        waiting.append(iter(self._entries(f"{path}/")))
                else:
                    yield self._file(path, entry)

    def _entries(self, folder: str) -> list[str | Listed]:
        """The paths of a folder's entries, sorted by name; or that it cannot be opened."""
        try:
            names = sorted(os.listdir(self._top / folder))
        except OSError as error:
            return [self._failed(folder or ".", f"The folder cannot be opened ({_reason(error)})", _AGAIN)]
        return [f"{folder}{name}" for name in names]

    def _file(self, path: str, entry: Path) -> Listed:
        try:
            found = entry.stat()
        except OSError as error:
            return self._failed(path, f"The file cannot be opened ({_reason(error)})", _AGAIN)
        if stat.S_ISDIR(found.st_mode):
            return self._failed(path, "This is a link to a folder, and not followed", "Name the folder as an input.")
        if not stat.S_ISREG(found.st_mode):
            return self._failed(path, "This is no file", "Leave it out with --exclude.")
        return Listed(self._given, path, size=found.st_size, stamp=_stamp(found))

    def _failed(self, path: str, reason: str, remedy: str) -> Listed:
        return Listed(self._given, path, error=UnreadableFile(reason, remedy))


def _same(folder: Path, output: Path) -> bool:
    try:
        return folder.samefile(output)
    except OSError:
        return False


def _stamp(found: os.stat_result) -> str:
    return str(found.st_mtime_ns)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


class InputReader:
    """Reads the bytes of listed files; quick where they come in the order of the list. A context."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._given: str | None = None
        self._place: Place | None = None
        self._archive: Archive | None = None
        self._archive_path: str | None = None

    def read(self, given: str, path: str, member: str, copy: int) -> bytes:
        """The bytes of a file. Raises UnreadableFile, EncryptedFile or LimitExceeded."""
        try:
            place = self._place_of(given)
            if member:
                return self._archive_of(place, given, path).read(member, copy, self._max_bytes)
            with place.open(path) as stream:
                data = stream.read(self._max_bytes + 1)
        except FileNotFoundError as error:
            raise Unreachable("There is no such file any more") from error
        except OSError as error:
            raise Unreachable(f"The file cannot be opened ({_reason(error)})") from error
        if len(data) > self._max_bytes:
            raise LimitExceeded("bytes", self._max_bytes, len(data))
        return data

    def _place_of(self, given: str) -> Place:
        if self._place is None or self._given != given:
            self._let_go()
            self._given, self._place = given, place_of(given)
        return self._place

    def _archive_of(self, place: Place, given: str, path: str) -> Archive:
        if self._archive is not None and self._archive_path == path:
            return self._archive
        self._let_go()
        stream = place.open(path)
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        archive = open_archive(stream, size)
        if archive is None:
            stream.close()
            raise Unreachable("The archive is no longer one")
        self._given, self._place = given, place
        self._archive, self._archive_path = archive, path
        return archive

    def _let_go(self) -> None:
        if self._archive is not None:
            self._archive.close()
        self._archive = self._archive_path = self._place = self._given = None

    def __enter__(self) -> "InputReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()


class Unreachable(UnreadableFile):
    """A file that its place does not give out now: another time it may."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, _AGAIN)
