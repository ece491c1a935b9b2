"""A file of what is made of the vocabulary and takes long to make, beside Python's own compiled modules.

Where the program is installed in a folder that its user may not write, it stands in the user's own folder of caches.

A value is found by a key that says all that it depends on. Where nothing can be read or written, it is made as usual:
the result is the same. Only what comes of the vocabulary and of this program is kept, never a document's text.

The file is an index, which says where each value stands, and the values behind it. A run decodes what it asks for, and
of the index nothing but numbers: an archive leaves many thousand values, of which a draft needs some.
"""

import atexit
import importlib.util
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from mmap import mmap

_NUMBER = 8
"""Bytes of each number of the index: how many values there are, their names, where each begins, where the last ends."""

Kept = TypeVar("Kept")
Key = tuple[str | int, ...]


def kept(key: Key, make: Callable[[], Kept]) -> Kept:
    """What `make` gives for this key, from the file where it is in there.

    It must be made of what `marshal` writes: numbers, strings, bytes, tuples, lists, sets, dictionaries.
    """
    return _store().get(key, make)


def kept_toml(source: Path) -> dict[str, Any]:
    """What a TOML file of this program holds. Raises what reading and `tomllib` raise."""

    def parse() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(text)

    text = source.read_text("utf-8")
    return kept(("toml", text), parse)


@cache
def state() -> str:
    """What tells this state of the program and its vocabulary from any other: a digest of names, sizes and times.

    Python knows by the same that a module has changed.
    """
    digest = blake2b(digest_size=16)
    for path, size, changed in sorted(_files(os.path.dirname(__file__))):
        digest.update(f"{path}\n{size} {changed}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Each file of the program and its vocabulary: its path, its size, and when it was written."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".toml", ".json")):
                known = entry.stat()
                yield entry.path, known.st_size, known.st_mtime_ns
            elif "." not in entry.name and entry.name != "__pycache__":
                yield from _files(entry.path)


class Store:
    """The values of a file, and those that are added to it when the process ends.

    The file is the newest of those at `paths`, and is written at the first of them that can be. Without a path nothing
    stays.
    """

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._data = memoryview(b"")
        self._starts = memoryview(b"")
        self._places: dict[int, int] = {}
        self._added: dict[int, bytes] = {}
        self._used: set[int] = set()
        with suppress(OSError, EOFError, ValueError, TypeError):
            self._read(_mapped(max(filter(Path.is_file, paths), key=_written)))
        if paths and not sys.dont_write_bytecode:
            atexit.register(self.save)

    def _read(self, data: "bytes | mmap") -> None:
        """Take the values of a file; raises ValueError for one that is not whole."""
        count = int.from_bytes(data[:_NUMBER], sys.byteorder)
        names_end = _NUMBER * (1 + count)
        values = names_end + _NUMBER * (1 + count)
        view = memoryview(data)
        starts = view[names_end:values].cast("Q")
        if len(starts) != count + 1 or values + starts[count] != len(data):
            raise ValueError("not whole")
        self._places = dict(zip(view[_NUMBER:names_end].cast("Q"), range(count), strict=True))
        self._starts, self._data = starts, view[values:]

    def get(self, key: Key, make: Callable[[], Kept]) -> Kept:
        """The value, made now where it is not known."""
        name = _name_of(key)
        self._used.add(name)
        try:
            known: Kept = marshal.loads(self._bytes_of(name))
        except (KeyError, EOFError, ValueError, TypeError):
            return self._made(name, make)
        return known

    def _made(self, name: int, make: Callable[[], Kept]) -> Kept:
        value = make()
        with suppress(ValueError):  # what marshal does not know, such as a date in TOML, is made in each run
            self._added[name] = marshal.dumps(value)  # type: ignore[arg-type]
        return value

    def _bytes_of(self, name: int) -> bytes | memoryview:
        if name in self._added:
            return self._added[name]
        place = self._places[name]
        return self._data[self._starts[place] : self._starts[place + 1]]

    def _worth_keeping(self) -> dict[int, bytes | memoryview]:
        """All values; once the program or its vocabulary has changed, those that this process used."""
        names = self._places | dict.fromkeys(self._added)
        changed = self.get(("state",), state) != state()
        chosen = self._used & names.keys() if changed else names
        values = {name: self._bytes_of(name) for name in chosen}
        return values | {_name_of(("state",)): marshal.dumps(state())}

    def save(self) -> None:
        """Put the file in its place in one step; the loss of it costs nothing but time."""
        if not self._added:
            return
        with suppress(ValueError, TypeError):
            data = _packed(self._worth_keeping())
            any(_is_written(data, path) for path in self._paths)


def _mapped(path: Path) -> "mmap":
    """The file, of which a run fetches what it asks for. It may be replaced meanwhile: the old one lives on."""
    from mmap import ACCESS_READ, mmap

    with path.open("rb") as source:
        return mmap(source.fileno(), 0, access=ACCESS_READ)


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns


def _is_written(data: bytes, path: Path) -> bool:
    """Put a file in its place in one step; False where that cannot be."""
    import secrets

    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _name_of(key: Key) -> int:
    """A number of 64 bits: that two of some ten thousand keys have the same is as likely as one chance in 10^11."""
    whole = "\0".join(map(str, key)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(whole, digest_size=_NUMBER).digest(), sys.byteorder)


def _packed(values: dict[int, bytes | memoryview]) -> bytes:
    """A file of values: their number, their names, where each begins and the last ends, and the values themselves."""
    from array import array

    starts = accumulate(map(len, values.values()), initial=0)
    numbers = array("Q", (len(values), *values, *starts))
    return b"".join((numbers.tobytes(), *values.values()))


@cache
def _store() -> Store:
    if sys.implementation.name != "cpython":
        return Store()
    beside = Path(importlib.util.cache_from_source(__file__)).with_suffix(".kept")
    return Store(beside, *_of_user(beside))


def _of_user(beside: Path) -> Iterator[Path]:
    """The file in the user's folder of caches, one for each place of the program; none without such a folder."""
    place = blake2b(str(beside).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    with suppress(RuntimeError):  # no home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "uacase" / f"{place}.kept"
