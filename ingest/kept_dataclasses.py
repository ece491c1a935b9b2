"""The methods of dataclasses, kept compiled (`ingest.keeping`).

For each class, `dataclasses` writes its methods as text and compiles them, in each run anew: for the hundred classes of
a check, its libraries' among them, this takes as long as to load Pydantic. What the methods do stays as it is.
"""

import dataclasses
import importlib.util
from types import CodeType
from typing import Any

from ingest.keeping import kept

_MAGIC = importlib.util.MAGIC_NUMBER.hex()
"""What Python marks compiled code of its version with."""


def keep_methods() -> None:
    """Let the dataclasses of this process that are made from here on have their methods from what is kept."""
    # `dataclasses` calls `exec` by its name. Where another version does not, nothing changes.
    dataclasses.exec = _exec  # type: ignore[attr-defined]


def _exec(source: str, names: dict[str, Any], made: dict[str, Any]) -> None:
    exec(_code(source), names, made)


def _code(source: str) -> CodeType:
    return kept(("methods", _MAGIC, source), lambda: compile(source, "<string>", "exec"))
