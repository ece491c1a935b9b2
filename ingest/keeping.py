"""A file of what is made of the vocabulary and takes long to make, beside Python's own compiled modules.

A value is found by a key that says all that it depends on. Where nothing can be read or written, it is made as usual:
the result is the same. Only what comes of the vocabulary and of this program is kept, never a document's text.
"""

import atexit
import importlib.util
import marshal
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

_MOST = 2_000
"""Values that a file holds; one state of the program and its vocabulary has a few hundred."""

Kept = TypeVar("Kept")
Key = tuple[str | int, ...]


def kept(key: Key, make: Callable[[], Kept]) -> Kept:
    """What `make` gives for this key, from the file where it is in there.

    It must be made of what `marshal` writes: numbers, strings, bytes, tuples, lists, dictionaries.
    """
    return _store().get(key, make)


def kept_toml(source: Traversable) -> dict[str, Any]:
    """What a TOML file of this program holds. Raises what reading and `tomllib` raise."""

    def parse() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(text)

    text = source.read_text("utf-8")
    return kept(("toml", text), parse)


class Store:
    """The values of a file, and those that are added to it when the process ends. Without a path nothing stays."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        # Each value is marshalled by itself: a run needs some of them only.
        self._known: dict[Key, bytes] = {}
        self._used: set[Key] = set()
        self._added = False
        if path is not None:
            with suppress(OSError, EOFError, ValueError, TypeError):
                known = marshal.loads(path.read_bytes())
                self._known = known if isinstance(known, dict) else {}
            if not sys.dont_write_bytecode:
                atexit.register(self.save)

    def get(self, key: Key, make: Callable[[], Kept]) -> Kept:
        """The value, made now where it is not known."""
        self._used.add(key)
        with suppress(KeyError, EOFError, ValueError, TypeError):
            known: Kept = marshal.loads(self._known[key])
            return known
        value = make()
        with suppress(ValueError):  # what marshal does not know, such as a date in TOML, is made in each run
            self._known[key] = marshal.dumps(value)  # type: ignore[arg-type]
            self._added = True
        return value

    def _worth_keeping(self) -> dict[Key, bytes]:
        """All values; where vocabularies that changed have left too many, those that this process used."""
        if len(self._known) <= _MOST:
            return self._known
        return {key: known for key, known in self._known.items() if key in self._used}

    def save(self) -> None:
        """Put the file in its place in one step; the loss of it costs nothing but time."""
        if not self._added or self._path is None:
            return
        part = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        with suppress(OSError, ValueError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(marshal.dumps(self._worth_keeping()))
                os.replace(part, self._path)
            finally:
                part.unlink(missing_ok=True)


@cache
def _store() -> Store:
    """The file where Python keeps what it compiles of this module."""
    if sys.implementation.name != "cpython":
        return Store(None)
    return Store(Path(importlib.util.cache_from_source(__file__)).with_suffix(".kept"))
