"""Stage: reading; a zip package (DOCX, ODT) and its XML parts, opened within limits. Nothing outside it is fetched."""

import io
import posixpath
import zipfile
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.errors import EncryptedFile, UnreadableFile
from ingest.readers.limits import too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000
"""Bytes of all entries together, unpacked."""
MAX_RATIO = 300
"""Unpacked bytes for each packed one,"""
_RATIO_FROM = 20_000_000
"""looked at from so many unpacked bytes on: small files of repeated markup shrink a lot."""
MAX_PART = 30_000_000
"""Bytes of one XML part, unpacked."""
_ENCRYPTED = 0x1


class Package:
    """The entries of a zip file. Raises UnreadableFile, EncryptedFile or LimitExceeded."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError, EOFError) as error:
            raise UnreadableFile("The package is damaged") from error
        _check_sizes(entries)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise EncryptedFile
        self.names = frozenset(entry.filename for entry in entries)

    def part(self, name: str) -> bytes:
        """The bytes of an entry."""
        if name not in self.names:
            raise UnreadableFile("The package lacks a part that it needs")
        declared = self._zip.getinfo(name).file_size
        if declared > MAX_PART:
            raise too_large("bytes in one part", MAX_PART, declared)
        try:
            return self._zip.read(name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
        ) as error:
            raise UnreadableFile("A part of the package is damaged") from error

    def tree(self, name: str) -> "_Element":
        """The root element of an XML entry."""
        return parse_xml(self.part(name))

    def tree_if_there(self, name: str | None) -> "_Element | None":
        """The root element of an XML entry that a package can do without; None where it lacks it."""
        return self.tree(name) if name is not None and name in self.names else None


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise too_large("entries", MAX_ENTRIES, len(entries))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise too_large("unpacked bytes", MAX_UNPACKED, unpacked)
    if unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise too_large("unpacked bytes for each packed one", MAX_RATIO, unpacked // max(packed, 1))


def parse_xml(data: bytes) -> "_Element":
    """Parse XML without entities, document types, network and huge trees. Raises UnreadableFile."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("The XML of the package is damaged or nested too deeply") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise UnreadableFile("The XML of the package declares a document type, which no office program writes")
    return root


def local(element: "_Element") -> str:
    """An element's name without its namespace; the strict and the usual OOXML differ in nothing else."""
    return _bare(str(element.tag))


@lru_cache(maxsize=4_096)
def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def attribute(element: "_Element", name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if _bare(str(key)) == name:
            return str(value)
    return None


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """The first element below `element` along a path of local names."""
    for name in path:
        if element is None:
            return None
        for one in element:
            if _bare(str(one.tag)) == name:
                element = one
                break
        else:
            return None
    return element


def resolved(base: str, target: str) -> str:
    """The entry that a relationship of the entry `base` names by `target`."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
