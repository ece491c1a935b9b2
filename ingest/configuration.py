"""The configuration of a project: `uacase.toml`, or `[tool.uacase]` in `pyproject.toml`, in the folder or above it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.kept_patterns import compiled
from ingest.rule_names import RULES
from ingest.rules.selection import Selection
from ingest.rules.settings import Settings
from models import Severity

_OWN_FILE = "uacase.toml"
_SHARED_FILE = "pyproject.toml"


class ConfigurationError(Exception):
    """A configuration that cannot be used. `path` is the file, `reason` what is wrong with it, `remedy` what helps."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a project sets once.

    `spacy_model` names the pipeline for `mentions`; None takes the language's own. `fail_on` is the least severity
    that makes `uacase check` fail. `folder` is where the configuration stands; None where there is none.
    """

    spacy_model: str | None = None
    fail_on: Severity = Severity.WARNING
    check: Settings = field(default_factory=Settings)
    folder: Path | None = None


def find_configuration(folder: Path) -> Configuration:
    """The configuration that is nearest to `folder`, upwards; empty where there is none.

    Raises ConfigurationError for a file that is no TOML, an unknown key or a value of a wrong type.
    """
    for place in (folder, *folder.parents):
        own = place / _OWN_FILE
        if own.is_file():
            return read_configuration(own, _parsed(own, _content(own)))
        shared = place / _SHARED_FILE
        if shared.is_file() and _MAY_CONFIGURE.search(text := _content(shared)):
            tools = _parsed(shared, text).get("tool")
            if isinstance(tools, dict) and "uacase" in tools:
                return read_configuration(shared, tools["uacase"])
    return Configuration()


# However the table is written; a file without it is other programs', and is not even parsed.
_MAY_CONFIGURE = compiled(r"""^\s*\[?\s*["']?tool["']?\s*(?:[\]=]|\.\s*["']?uacase)""", re.MULTILINE)


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigurationError(path, "It is no valid TOML", "Mend it, or run from another folder.") from error
    except OSError as error:
        raise ConfigurationError(path, f"It cannot be opened ({error.strerror})", "Check its permissions.") from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(path, "It is no valid TOML", "Mend it, or run from another folder.") from error


def read_configuration(path: Path, table: object) -> Configuration:
    """The configuration that a table holds; `path` is the file that it stands in. Raises ConfigurationError."""
    if not isinstance(table, dict):
        raise ConfigurationError(path, "tool.uacase is no table", "Write [tool.uacase] and its keys below.")
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigurationError(path, f"The key {key!r} is unknown", f"Known are: {', '.join(KEYS)}.")
        try:
            values[key] = KEYS[key](value)
        except _Unfit as unfit:
            raise ConfigurationError(path, f"The value of {key!r} is {unfit.reason}", unfit.remedy) from None
    return Configuration(
        spacy_model=values.get("spacy-model"),
        fail_on=values.get("fail-on", Configuration().fail_on),
        check=_settings(values),
        folder=path.parent,
    )


def _settings(values: Mapping[str, Any]) -> Settings:
    usual = Settings()
    selection = Selection(
        select=values.get("select", usual.selection.select),
        extend_select=values.get("extend-select", ()),
        ignore=values.get("ignore", ()),
        severities=values.get("severity", {}),
        per_file_ignores=values.get("per-file-ignores", {}),
    )
    return Settings(
        selection=selection,
        home=values.get("home"),
        max_letter_words=values.get("max-letter-words", usual.max_letter_words),
        max_additional_information_words=values.get(
            "max-additional-information-words", usual.max_additional_information_words
        ),
        least_ocr_confidence=values.get("least-ocr-confidence", usual.least_ocr_confidence),
        own_domains=values.get("own-domains", ()),
    )


class _Unfit(Exception):
    """A value of a wrong kind. `reason` goes on "The value of ... is", `remedy` says how to write it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _Unfit("no text", 'Write it in quotes: "...".')
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise _Unfit("no list of texts", 'Write it as a list: ["...", "..."].')
    return tuple(value)


def is_prefix(text: str) -> bool:
    """Whether some rule's code begins with a text."""
    return bool(text) and any(code.startswith(text) for code in RULES)


def _prefix(text: str) -> str:
    if not is_prefix(text):
        raise _Unfit(f"no rule ({text!r})", "Write a code such as UA203, or how several begin, such as UA2.")
    return text


def _prefixes(value: object) -> tuple[str, ...]:
    return tuple(_prefix(one) for one in _texts(value))


def _severity(value: object) -> Severity:
    try:
        return Severity(_text(value))
    except ValueError:
        raise _Unfit("no severity", f"Write one of: {', '.join(Severity)}.") from None


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Unfit("no table", 'Write it as a table: { "..." = ... }.')
    return value


def _severities(value: object) -> dict[str, Severity]:
    return {_prefix(code): _severity(severity) for code, severity in _table(value).items()}


def _ignores(value: object) -> dict[str, tuple[str, ...]]:
    return {pattern: _prefixes(prefixes) for pattern, prefixes in _table(value).items()}


def _country(value: object) -> str:
    if not re.fullmatch("[A-Z]{2}", _text(value)):
        raise _Unfit("no country", 'Write its two letters of ISO 3166-1: "US".')
    return _text(value)


def _words(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _Unfit("no whole number from 1 on", "Write it in figures, without quotes.")
    return value


def _share(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise _Unfit("no number from 0 to 1", "Write it in figures, such as 0.6.")
    return float(value)


def _domains(value: object) -> tuple[str, ...]:
    return tuple(domain.casefold() for domain in _texts(value))


KEYS: dict[str, Callable[[object], object]] = {
    "spacy-model": _text,
    "select": _prefixes,
    "extend-select": _prefixes,
    "ignore": _prefixes,
    "severity": _severities,
    "per-file-ignores": _ignores,
    "fail-on": _severity,
    "home": _country,
    "max-letter-words": _words,
    "max-additional-information-words": _words,
    "least-ocr-confidence": _share,
    "own-domains": _domains,
}
"""The keys of a configuration, and what turns the value of each into ours. Each raises _Unfit."""
