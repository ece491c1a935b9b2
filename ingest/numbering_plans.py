"""The numbering plans of all countries, as `phonenumbers` has them, its patterns kept compiled.

A country's plan is some ten patterns, each compiled when a number is first held against it. The library's own patterns
take half of the time in which it is loaded.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import get_ident
from types import ModuleType
from typing import Any

from ingest.kept_patterns import compiled


@cache
def plans() -> ModuleType:
    """The library `phonenumbers`; what it finds stays as it is."""
    with _patterns_are_kept():
        import phonenumbers
    from phonenumbers import re_util

    # A version that does not look there compiles as usual.
    re_util._COMPILED_PATTERNS = _Compiled()  # type: ignore[attr-defined]
    return phonenumbers


@contextmanager
def _patterns_are_kept() -> Iterator[None]:
    """What is compiled meanwhile comes from what is kept; it is the same.

    Not what another thread compiles: that may hold a document's text, which is never kept.
    """
    usual = re.compile
    own = get_ident()

    def kept(source: Any, flags: re.RegexFlag | int = 0) -> Any:
        return compiled(source, flags) if isinstance(source, str) and get_ident() == own else usual(source, flags)

    re.compile = kept  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = usual


class _Compiled(dict[str, object]):
    """Stands for the library's own table of the patterns that it has compiled."""

    def get(self, source: str, default: object = None) -> object:
        """The pattern, compiled when it is first asked for."""
        return compiled(source)
