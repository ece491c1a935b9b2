"""Inputs in object stores and other remote places, by fsspec URLs (`s3://bucket/folder`). Needs `uacase[remote]`.

This is the one part of the program that opens connections, and only for a URL that the user gives as an input.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from ingest.batch.inputs import Listed
from ingest.batch.selection import Selection
from ingest.errors import MissingExtra, UnreadableFile

_STAMPS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "modified", "created")
"""What the places that fsspec knows call what changes when a file does."""


class RemotePlace:
    """A file or a folder behind a URL. Raises MissingExtra where fsspec or its part for the scheme is missing.

    A URL with a password in it raises UnreadableFile: the manifest keeps the URL, and is handed on.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        if urlsplit(url).password is not None:
            raise UnreadableFile(
                "The URL holds a password", "Put it into the configuration of fsspec, and leave it out."
            )
        try:
            import fsspec
        except ImportError as error:
            raise MissingExtra("reading from URLs", "remote") from error
        try:
            found: tuple[Any, str] = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            scheme = url.partition("://")[0]
            missing = MissingExtra(f"reading from {scheme}://", "remote")
            missing.remedy = "Check the URL; some schemes need a package beside fsspec, such as s3fs for s3://."
            raise missing from error
        self._files, self._top = found[0], found[1].rstrip("/")

    def files(self, selection: Selection, output: Path) -> Iterator[Listed]:
        """The files below the URL, sorted by path."""
        try:
            details: dict[str, dict[str, Any]] = self._files.find(self._top, detail=True)
        except Exception as error:
            yield self._failed(f"The place cannot be listed ({type(error).__name__})")
            return
        if not details:
            yield self._failed("There is no such file or folder")
        for name in sorted(details):
            path = name.removeprefix(f"{self._top}/") if name != self._top else name.rpartition("/")[2]
            if not _left_out(selection, path):
                size = details[name].get("size")
                yield Listed(self._url, path, size=size, stamp=_stamp(details[name]))

    def open(self, path: str) -> BinaryIO:
        """A file below the URL. Raises OSError, whatever error the place has of its own."""
        name = self._top if self._top.rpartition("/")[2] == path and self._files.isfile(self._top) else None
        try:
            return cast(BinaryIO, self._files.open(name or f"{self._top}/{path}", "rb"))
        except OSError:
            raise
        except Exception as error:
            raise OSError(0, f"the place answers with {type(error).__name__}") from error

    def _failed(self, reason: str) -> Listed:
        error = UnreadableFile(reason, "Check the URL and the access to it, and go on with --resume.")
        return Listed(self._url, ".", error=error)


def _stamp(details: dict[str, Any]) -> str | None:
    return next((str(details[key]) for key in _STAMPS if details.get(key) is not None), None)


def _left_out(selection: Selection, path: str) -> bool:
    """Whether the file or a folder above it is excluded."""
    parts = path.split("/")
    return any(selection.leaves_out("/".join(parts[: end + 1])) for end in range(len(parts)))
