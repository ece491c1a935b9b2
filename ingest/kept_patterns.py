"""Large patterns, compiled once and kept on disk beside Python's own compiled modules.

Compiling the vocabulary takes longer than reading a draft with it. What is kept is what `re` itself compiles a pattern
to; it is looked up by the pattern's source and flags, in a file for this very version of Python's engine. Where the
engine's parts are not as they are known here, or nothing can be written, a pattern is compiled as usual: the result is
the same. Only patterns made of vocabulary are kept, never of a document's text.
"""

import atexit
import importlib.util
import marshal
import os
import re
import secrets
import sys
from array import array
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_MOST = 500
"""Patterns that a file holds; the whole vocabulary has about a hundred."""

_Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, the engine's code, the number of groups, and their names both ways."""


def compiled(source: str, flags: re.RegexFlag) -> re.Pattern[str]:
    """The same as `re.compile(source, flags)`."""
    try:
        kept = _store().get(source, flags)
        return _engine().compile(source, kept[0], array("I", kept[1]).tolist(), *kept[2:])  # type: ignore[no-any-return]
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(source, flags)


@cache
def _engine() -> Any:
    import _sre  # type: ignore[import-not-found]

    return _sre


def _compiled_now(source: str, flags: int) -> _Kept:
    """What `re._compiler.compile` hands to the engine."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    names = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    return flags | parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(by_number)


class _Store:
    """The patterns of a file, and those that are to be added to it when the process ends."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[tuple[str, int], _Kept] = {}
        self._used: set[tuple[str, int]] = set()
        self._added = False
        if path is not None:
            with suppress(OSError, EOFError, ValueError, TypeError):
                known = marshal.loads(path.read_bytes())
                self._known = known if isinstance(known, dict) else {}
            if not sys.dont_write_bytecode:
                atexit.register(self._save)

    def get(self, source: str, flags: re.RegexFlag) -> _Kept:
        """The pattern, compiled now where it is not known."""
        key = (source, int(flags))
        self._used.add(key)
        kept = self._known.get(key)
        if kept is None:
            kept = self._known[key] = _compiled_now(*key)
            self._added = True
        return kept

    def _worth_keeping(self) -> dict[tuple[str, int], _Kept]:
        """All patterns; where vocabularies that changed have left too many, those that this process used."""
        if len(self._known) <= _MOST:
            return self._known
        return {key: kept for key, kept in self._known.items() if key in self._used}

    def _save(self) -> None:
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
def _store() -> _Store:
    return _Store(_path())


def _path() -> Path | None:
    """Where Python keeps what it compiles of this module."""
    if sys.implementation.name != "cpython":
        return None
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(f".{_engine().MAGIC}.patterns")
