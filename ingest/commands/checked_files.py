"""The files that the paths of a command name: folders, patterns that no shell expanded, and standard input."""

import glob
from collections.abc import Iterator
from pathlib import Path

from ingest.commands.reading import STANDARD_INPUT
from ingest.commands.usage import UsageError


def files_of(names: list[str]) -> list[str]:
    """The files, in the order given, each once. Raises UsageError for a pattern that fits nothing."""
    return list(dict.fromkeys(file for name in names for file in _files(name)))


def _files(name: str) -> Iterator[str]:
    """A folder stands for the files below it, by name, hidden ones left out."""
    path = Path(name)
    if name == STANDARD_INPUT or path.is_file():
        yield name
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
                yield str(file)
    elif glob.has_magic(name) and not path.exists():
        found = sorted(glob.glob(name, recursive=True))
        if not found:
            raise UsageError(f"No file fits {name!r}. Check the pattern and the working folder.")
        for one in found:
            yield from _files(one)
    else:
        yield name
