"""A baseline: findings that are known already, as an earlier run of the check wrote them in JSON, and do not count.

A finding is known by its file, rule and message, never by its line, so that it stays known where a draft grows above
it. Of several that read alike as many are known as the baseline holds. A defect of the program
(UA904) is never known.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.checking import Checked, Located
from ingest.kept_patterns import compiled
from ingest.rules.runner import STAGE_FAILED

_PLACE = compiled(r"\b(line|page)s? \d+")
_Key = tuple[str, str, str]


class UnusableBaseline(Exception):
    """The file is no baseline. `path` is the file; the text says what helps."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Write it with: uacase check --output json --output-file {path}")
        self.path = path


@dataclass(slots=True)
class Baseline:
    """What is known, with how often."""

    _known: Counter[_Key]

    def new(self, path: str, checked: Checked) -> Checked:
        """The check of a file without what is known; what was used up counts no second time."""
        return replace(checked, findings=tuple(one for one in checked.findings if not self._takes(path, one)))

    def _takes(self, path: str, one: Located) -> bool:
        if one.finding.rule == STAGE_FAILED:
            return False
        key = _key(path, one.finding.rule, one.finding.message)
        if not self._known[key]:
            return False
        self._known[key] -= 1
        return True


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file: JSON or JSON Lines of `uacase check`. Paths count from the working folder.

    Raises UnusableBaseline.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise UnusableBaseline(path, "There is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableBaseline(path, "The file cannot be read") from error
    try:
        keys = [
            _key(file["path"], finding["rule"], finding["message"])
            for file in _files(text)
            for finding in file["findings"]
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise UnusableBaseline(path, "This is no output of the check") from error
    return Baseline(Counter(keys))


def _files(text: str) -> list[dict[str, Any]]:
    if text.lstrip().startswith("["):
        files: list[dict[str, Any]] = json.loads(text)
        return files
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _key(path: str, rule: str, message: str) -> _Key:
    return os.path.abspath(path), rule, _PLACE.sub(r"\1", message)
