"""The numbering plans of all countries, as `phonenumbers` has them, their patterns kept compiled.

A country's plan is some ten patterns, each compiled when a number is first held against it.
"""

from functools import cache
from types import ModuleType

from ingest.kept_patterns import compiled


@cache
def plans() -> ModuleType:
    """The library `phonenumbers`; what it finds stays as it is."""
    import phonenumbers
    from phonenumbers import re_util

    # A version that does not look there compiles as usual.
    re_util._COMPILED_PATTERNS = _Compiled()  # type: ignore[attr-defined]
    return phonenumbers


class _Compiled(dict[str, object]):
    """Stands for the library's own table of the patterns that it has compiled."""

    def get(self, source: str, default: object = None) -> object:
        """The pattern, compiled when it is first asked for."""
        return compiled(source)
