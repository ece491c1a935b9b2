"""Which rules count for a file, and how much: the longest prefix of a code that is named decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePath

from models import Severity

ALL = "UA"
"""The prefix of every code."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Prefixes of codes that are selected or ignored, severities by prefix, and what single files ignore.

    Of the prefixes that fit a code the longest decides; of two as long, `ignore` wins. `per_file_ignores` maps a
    pattern with `*` and `?` to prefixes; it is matched against the path from the configuration's folder and against
    the base name, and what it ignores nothing selects again.
    """

    select: tuple[str, ...] = (ALL,)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def takes(self, code: str, path: PurePath | None = None) -> bool:
        """Whether a rule counts in a file; `path` from the configuration's folder, None where there is none."""
        if path is not None and any(_longest(code, prefixes) for prefixes in self._ignored_in(path)):
            return False
        return _longest(code, (*self.select, *self.extend_select)) > _longest(code, self.ignore)

    def _ignored_in(self, path: PurePath) -> Iterable[tuple[str, ...]]:
        for pattern, prefixes in self.per_file_ignores.items():
            if fnmatchcase(path.as_posix(), pattern) or fnmatchcase(path.name, pattern):
                yield prefixes

    def severity(self, code: str, usual: Severity) -> Severity:
        """How much a finding of a rule weighs: as set for the longest prefix of its code, or as usual."""
        prefix = max((prefix for prefix in self.severities if code.startswith(prefix)), key=len, default=None)
        return usual if prefix is None else self.severities[prefix]


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix that fits the code; 0 where none does."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=0)
