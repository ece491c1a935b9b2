"""Patterns that are kept compiled (`ingest.keeping`), since compiling the vocabulary takes longer than reading a draft.

What is kept is what `re` itself compiles a pattern to, for this very version of Python's engine. Where the engine's
parts are not as they are known here, a pattern is compiled as usual: the result is the same. Only patterns of the
vocabulary and of this program are kept, never one made of a document's text.
"""

import re
from array import array
from functools import cache
from typing import Any

from ingest.keeping import kept

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, the engine's code, the number of groups, and their names both ways."""


@cache
def compiled(source: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The same as `re.compile(source, flags)`."""
    number = int(flags)
    try:
        engine = _engine()
        code = kept(("code", engine.MAGIC, source, number), lambda: _compiled_now(source, number))
        return engine.compile(source, code[0], array("I", code[1]).tolist(), *code[2:])  # type: ignore[no-any-return]
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(source, flags)


@cache
def _engine() -> Any:
    import _sre  # type: ignore[import-not-found]

    return _sre


def _compiled_now(source: str, flags: int) -> _Code:
    """What `re._compiler.compile` hands to the engine."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    names = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    return flags | parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(by_number)
