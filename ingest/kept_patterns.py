"""Patterns that are kept compiled (`ingest.keeping`), since compiling the vocabulary takes longer than reading a draft.

What is kept is what `re` itself compiles a pattern to, small sets aside, for this very version of Python's engine.
Where the engine's parts are not as they are known here, a pattern is compiled as usual: the result is the same. Only
patterns of the vocabulary and of this program are kept, never one made of a document's text.
"""

import importlib.util
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from types import FrameType
from typing import Any, ParamSpec, cast

from ingest.keeping import kept, state

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, the engine's code, the number of groups, and their names both ways."""

_usual = re.compile
_Asked = ParamSpec("_Asked")
_Members = list[tuple[Any, Any]]
_Set = tuple[_Members, bool]
_LONGEST_LIST = 24
"""Members of a set that take less room one by one than as a table of the sets that are not all of Latin-1."""


@cache
def compiled(source: str, flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The same as `re.compile(source, flags)`."""
    number = int(flags)
    with suppress(*_UNKNOWN_ENGINE):
        engine = _engine()
        code = kept(("code", engine.MAGIC, _LONGEST_LIST, source, number), lambda: _compiled_now(source, number))
        return _of_code(source, code)
    return _usual(source, flags)


def compiled_once(name: str, source: Callable[[], str], flags: re.RegexFlag | int = 0) -> re.Pattern[str]:
    """The same as `re.compile(source(), flags)`, for what is made of nothing but this program and its vocabulary.

    It is kept under its name together with its source: to put that together, and to look the pattern up by it, takes
    longer for the large ones than to load them.
    """
    number = int(flags)
    with suppress(*_UNKNOWN_ENGINE):
        key = ("pattern by name", state(), _engine().MAGIC, _LONGEST_LIST, name, number)
        return _of_code(*kept(key, lambda: _with_code(source(), number)))
    return _usual(source(), flags)


def kept_pattern(flags: re.RegexFlag | int = 0) -> Callable[[Callable[_Asked, str]], Callable[_Asked, re.Pattern[str]]]:
    """Makes of a function that gives a source one that gives the pattern, which is kept under the function's name and
    what it is asked for.
    """

    def decorated(source: Callable[_Asked, str]) -> Callable[_Asked, re.Pattern[str]]:
        own = f"{source.__module__}.{source.__qualname__}"

        def pattern(*asked: _Asked.args, **named: _Asked.kwargs) -> re.Pattern[str]:
            return compiled_once(" ".join((own, *map(str, asked))), lambda: source(*asked, **named), flags)

        return cast("Callable[_Asked, re.Pattern[str]]", cache(wraps(source)(pattern)))

    return decorated


def keep_patterns_of_modules() -> None:
    """Let the patterns that modules compile as they are loaded be kept too, those of libraries among them.

    What functions compile stays as it is: it may be made of a document's text.
    """
    from re import _compiler  # type: ignore[attr-defined]

    usual = _compiler.compile

    def once(source: Any, flags: int = 0) -> Any:
        if isinstance(source, str) and not flags & re.DEBUG and _is_of_module(sys._getframe(1)):
            return compiled(source, flags)
        return usual(source, flags)

    _compiler.compile = once


_OF_FUNCTION = 1
"""The flag `CO_OPTIMIZED` of `inspect`: the code of functions has it, that of modules and classes has not."""


def _is_of_module(frame: FrameType | None) -> bool:
    """Whether a pattern is asked for by a module, or a class in it, while it is loaded."""
    while frame is not None and frame.f_globals.get("__name__") == re.__name__:
        frame = frame.f_back
    return frame is not None and not frame.f_code.co_flags & _OF_FUNCTION


_UNKNOWN_ENGINE = (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError)


def _with_code(source: str, flags: int) -> tuple[str, _Code]:
    return source, _compiled_now(source, flags)


def _of_code(source: str, code: _Code) -> re.Pattern[str]:
    pattern: re.Pattern[str] = _engine().compile(source, code[0], array("I", code[1]).tolist(), *code[2:])
    return pattern


@cache
def _engine() -> Any:
    import _sre  # type: ignore[import-not-found]

    return _sre


def _compiled_now(source: str, flags: int) -> _Code:
    """What `re._compiler.compile` hands to the engine."""
    from re import _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = _compiler()._code(parsed, flags)
    names = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    return flags | parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(by_number)


@cache
def _compiler() -> Any:
    """A copy of `re._compiler` that keeps small sets as lists.

    The vocabulary is full of letters that may be printed with any accent, and of the kinds of apostrophe: as a table,
    each of these sets takes ninety words of code, all of which are loaded in each run.
    """
    spec = importlib.util.find_spec("re._compiler")
    if spec is None or spec.loader is None:
        raise ImportError
    compiler: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(compiler)
    optimized = compiler._optimize_charset
    known: dict[tuple[Any, ...], _Set] = {}

    def once(charset: _Members, *rest: Any) -> _Set:
        """The gap between two words alone comes ten thousand times; `rest` is the same for the same flags."""
        key = (*charset, *map(id, rest))
        if key not in known:
            known[key] = listed(charset, *rest)
        return known[key]

    def listed(charset: _Members, *rest: Any) -> _Set:
        """The set as `re` would have it or, where that is a large table, what it has for each member, in a row."""
        whole: _Set = optimized(charset, *rest)
        if all(kind is not compiler.BIGCHARSET for kind, _ in whole[0]):
            return whole
        members = [optimized([one], *rest) for one in charset if one[0] is not compiler.NEGATE]
        row = [one for one in charset if one[0] is compiler.NEGATE]
        for part, _ in members:
            row += (one for one in part if one not in row)
        return (row, any(cased for _, cased in members)) if len(row) <= _LONGEST_LIST else whole

    compiler._optimize_charset = once
    return compiler
