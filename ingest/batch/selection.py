"""Which files of a folder or an archive are taken: glob patterns to include and to exclude.

A pattern without a slash is compared with the name, one with a slash with the whole path below the input. `*` stands
for any characters, slashes too, `?` for one, `[...]` for one of several. Letter case does not matter: archives hold
`.PDF` beside `.pdf`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Selection:
    """Patterns; none to include takes everything. What is excluded stays out, whatever includes it."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Whether a file belongs to the run, by its path below the input, with slashes."""
        return (not self.include or _any(self.include, path)) and not self.leaves_out(path)

    def leaves_out(self, path: str) -> bool:
        """Whether a file or a folder with all that is in it is excluded."""
        return _any(self.exclude, path)


def _any(patterns: Iterable[str], path: str) -> bool:
    folded = path.casefold()
    name = folded.rpartition("/")[2]
    return any(
        fnmatchcase(folded if "/" in pattern else name, pattern.casefold().removeprefix("./")) for pattern in patterns
    )
