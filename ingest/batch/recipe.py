"""What a record depends on beside the bytes of its file: the program, the vocabulary and the options.

Results of another recipe are made anew when a run is resumed, so that one output never mixes two.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import ingest.vocabulary
from ingest import __version__
from ingest.pipeline import Options

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Recipe:
    """The version of the program, the fingerprint of the vocabulary, and that of both with the options."""

    program: str
    vocabulary: str
    fingerprint: str


def recipe_of(options: Options, convert: str) -> Recipe:
    """The recipe of these options; `convert` names the function that converts, as `module:function`."""
    vocabulary = vocabulary_version()
    chosen = json.dumps([__version__, vocabulary, convert, asdict(options)], sort_keys=True)
    return Recipe(__version__, vocabulary, hashlib.sha256(chosen.encode("utf-8")).hexdigest()[:_DIGITS])


@cache
def vocabulary_version() -> str:
    """The start of a SHA-256 over the names and the bytes of all vocabulary files."""
    total = hashlib.sha256()
    for name, data in sorted(_tables(files(ingest.vocabulary), "")):
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()[:_DIGITS]


def _tables(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _tables(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".toml"):
            found.append((f"{path}{entry.name}", entry.read_bytes()))
    return found
