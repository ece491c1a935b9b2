"""Writes compound files (OLE2), the form of Outlook's messages and of old Office documents; for fixtures and tests.

Facts: [MS-CFB]. Only what a reader needs: sectors of 512 bytes, one table of sectors, streams under 4,096 bytes in
small sectors of 64.
"""

import struct
from dataclasses import dataclass, field
from itertools import pairwise

SECTOR, SMALL, LIMIT = 512, 64, 4_096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


Storage = dict[str, "bytes | Storage"]
"""What a storage holds, by name: streams and storages."""


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    start: int = _END
    size: int = 0
    children: list[int] = field(default_factory=list)
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE


class _Writer:
    def __init__(self) -> None:
        self.entries = [_Entry("Root Entry", 5)]
        self.sectors: list[bytes] = []
        self.table: list[int] = []
        self.small = bytearray()
        self.small_table: list[int] = []

    def add(self, storage: Storage, parent: int) -> None:
        """Add what a storage holds; its entries form a chain to the right, in the order that readers search by."""
        numbers: list[int] = []
        for name in sorted(storage, key=lambda one: (len(one), one.upper())):
            held = storage[name]
            number = len(self.entries)
            numbers.append(number)
            entry = _Entry(name, 1 if isinstance(held, dict) else 2)
            self.entries.append(entry)
            if isinstance(held, dict):
                self.add(held, number)
            else:
                entry.size = len(held)
                entry.start = self._stream(held)
        for left, right in pairwise(numbers):
            self.entries[left].right = right
        self.entries[parent].child = numbers[0] if numbers else _NONE

    def _stream(self, data: bytes) -> int:
        if not data:
            return _END
        if len(data) >= LIMIT:
            return self.chain(data)
        first = len(self.small_table)
        count = -(-len(data) // SMALL)
        self.small += data.ljust(count * SMALL, b"\0")
        self.small_table += [*range(first + 1, first + count), _END]
        return first

    def chain(self, data: bytes) -> int:
        """Put data into sectors of its own and return the number of the first."""
        first = len(self.sectors)
        count = -(-len(data) // SECTOR)
        padded = data.ljust(count * SECTOR, b"\0")
        self.sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
        self.table += [*range(first + 1, first + count), _END]
        return first

    def file(self) -> bytes:
        """The whole file."""
        root = self.entries[0]
        if self.small:
            root.start, root.size = self.chain(bytes(self.small)), len(self.small)
        small_count = -(-len(self.small_table) * 4 // SECTOR)
        small_table = b"".join(struct.pack("<I", one) for one in self.small_table)
        small_start = self.chain(small_table.ljust(small_count * SECTOR, b"\xff")) if small_count else _END
        directory = self.chain(b"".join(map(_entry, self.entries)).ljust(SECTOR, b"\0"))
        count = 1
        while count * SECTOR // 4 < len(self.table) + count:
            count += 1
        first = len(self.sectors)
        table = [*self.table, *[_FAT] * count]
        packed = b"".join(struct.pack("<I", one) for one in table).ljust(count * SECTOR, b"\xff")
        places = [*range(first, first + count), *[_FREE] * (109 - count)]
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIII109I",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
            0, count, directory, 0, LIMIT, small_start, small_count, _END, 0, *places,
        )  # fmt: skip
        return header + b"".join(self.sectors) + packed


def _entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name, len(name), entry.kind, 1, entry.left, entry.right, entry.child, b"", 0, 0, 0, entry.start, entry.size,
    )  # fmt: skip


def compound_file(root: Storage) -> bytes:
    """A compound file that holds what `root` does."""
    writer = _Writer()
    writer.add(root, 0)
    return writer.file()
