"""Export: the findings of checked files as JSON, one object for each file.

A finding has the members of the contract and `line` and `column`, from 1 (null where it has no place).
"""

import json
from typing import Any

from ingest.checking import Checked, Located


def findings_object(path: str, checked: Checked) -> dict[str, Any]:
    """What the check of one file gave, as plain data."""
    return {"path": path, "findings": [_finding(one) for one in checked.findings]}


def _finding(one: Located) -> dict[str, Any]:
    place = {"line": one.start.line, "column": one.start.column} if one.start else {"line": None, "column": None}
    return {**one.finding.model_dump(mode="json"), **place}


def findings_json(files: list[dict[str, Any]]) -> bytes:
    """A list of files as one JSON document, with a final line feed."""
    return json.dumps(files, ensure_ascii=False, indent=2).encode() + b"\n"


def findings_line(file: dict[str, Any]) -> bytes:
    """One file as one line of JSON Lines, with its line feed."""
    return json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
