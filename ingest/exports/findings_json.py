"""Export: the findings of checked files as JSON, one object for each file.

A finding has the members of the contract and `line` and `column`, from 1 (null where it has no place).
"""

import json
from typing import Any

from ingest.checking import Checked, Located


class JsonReport:
    """One JSON document: a list of all files, at the end."""

    def __init__(self) -> None:
        self._files: list[dict[str, Any]] = []

    def file(self, path: str, checked: Checked) -> bytes:
        """Keep a file for the end."""
        self._files.append(findings_object(path, checked))
        return b""

    def end(self) -> bytes:
        """The list, with a final line feed."""
        return json.dumps(self._files, ensure_ascii=False, indent=2).encode(errors="replace") + b"\n"


class JsonLinesReport:
    """A line of JSON for each file, as soon as it is checked."""

    def file(self, path: str, checked: Checked) -> bytes:
        """The file's line, with its line feed."""
        line = json.dumps(findings_object(path, checked), ensure_ascii=False, separators=(",", ":"))
        return line.encode(errors="replace") + b"\n"

    def end(self) -> bytes:
        """Nothing is left to say."""
        return b""


def findings_object(path: str, checked: Checked) -> dict[str, Any]:
    """What the check of one file gave, as plain data."""
    return {"path": path, "findings": [_finding(one) for one in checked.findings]}


def _finding(one: Located) -> dict[str, Any]:
    place = {"line": one.start.line, "column": one.start.column} if one.start else {"line": None, "column": None}
    return {**one.finding.model_dump(mode="json"), **place}
