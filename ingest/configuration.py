"""The configuration of a project: `uacase.toml`, or `[tool.uacase]` in `pyproject.toml`, in the folder or above it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OWN_FILE = "uacase.toml"
_SHARED_FILE = "pyproject.toml"
_KEYS = {"spacy-model": "spacy_model"}


class ConfigurationError(Exception):
    """A configuration that cannot be used. `path` is the file, `reason` what is wrong with it, `remedy` what helps."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a project sets once. `spacy_model` names the pipeline for `mentions`; None takes the language's own."""

    spacy_model: str | None = None


def find_configuration(folder: Path) -> Configuration:
    """The configuration that is nearest to `folder`, upwards; empty where there is none.

    Raises ConfigurationError for a file that is no TOML, an unknown key or a value of another type than text.
    """
    for place in (folder, *folder.parents):
        own = place / _OWN_FILE
        if own.is_file():
            return _configuration(own, _toml(own))
        shared = place / _SHARED_FILE
        if shared.is_file():
            tools = _toml(shared).get("tool")
            if isinstance(tools, dict) and "uacase" in tools:
                return _configuration(shared, tools["uacase"])
    return Configuration()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(path, "It is no valid TOML", "Mend it, or run from another folder.") from error
    except OSError as error:
        raise ConfigurationError(path, f"It cannot be opened ({error.strerror})", "Check its permissions.") from error


def _configuration(path: Path, table: object) -> Configuration:
    if not isinstance(table, dict):
        raise ConfigurationError(path, "tool.uacase is no table", "Write [tool.uacase] and its keys below.")
    known = ", ".join(_KEYS)
    values: dict[str, str] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigurationError(path, f"The key {key!r} is unknown", f"Known are: {known}.")
        if not isinstance(value, str) or not value:
            raise ConfigurationError(path, f"The value of {key!r} is no text", 'Write it in quotes: "...".')
        values[_KEYS[key]] = value
    return Configuration(**values)
