"""Export: findings as SARIF 2.1.0 (OASIS), which code scanning and editors show. Regions count code points."""

import hashlib
import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from ingest import __version__
from ingest.checking import Checked, Located
from ingest.fixes.text_file import source_span
from ingest.rules.registry import rules
from ingest.rules.rule import Rule
from ingest.whereabouts import Position, Whereabouts
from models import Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class SarifReport:
    """One run, at the end, with the rules that it knows."""

    def __init__(self) -> None:
        self._results: list[dict[str, Any]] = []
        self._rules = rules()
        self._indices = {code: index for index, code in enumerate(self._rules)}
        self._whole = True

    def file(self, path: str, checked: Checked) -> bytes:
        """Keep the results of a file for the end."""
        self._whole = self._whole and not checked.failed
        seen: dict[tuple[str, str], int] = {}
        for one in checked.findings:
            key = (one.finding.rule, one.source_line or one.finding.message)
            seen[key] = seen.get(key, 0) + 1
            self._results.append(self._result(path, checked, one, seen[key]))
        return b""

    def end(self) -> bytes:
        """The document, with a final line feed."""
        driver = {
            "name": "uacase",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_descriptor(rule) for rule in self._rules.values()],
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": self._whole}],
            "results": self._results,
        }
        document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(document, ensure_ascii=False, indent=2).encode(errors="replace") + b"\n"

    def _result(self, path: str, checked: Checked, one: Located, count: int) -> dict[str, Any]:
        finding = one.finding
        artifact = {"uri": _uri(path)}
        physical: dict[str, Any] = {"artifactLocation": artifact}
        if one.start is not None:
            physical["region"] = _region(one, one.start)
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": physical}],
            # By what the line reads, not by its number: a draft that grows above it keeps its alerts.
            "partialFingerprints": {"uacase/v1": _fingerprint(finding.rule, one, count)},
        }
        if finding.rule in self._indices:
            result["ruleIndex"] = self._indices[finding.rule]
        if finding.page is not None:
            result["properties"] = {"page": finding.page}
        replacement = _replacement(checked, one)
        if replacement is not None and one.fix is not None:
            change = {"artifactLocation": artifact, "replacements": [replacement]}
            result["fixes"] = [{"description": {"text": one.fix.what}, "artifactChanges": [change]}]
        return result


def _descriptor(rule: Rule) -> dict[str, Any]:
    told = rule.explanation
    markdown = f"{told.what}\n\n**Why:** {told.why}\n\nBad:\n\n```\n{told.bad}\n```\n\nGood:\n\n```\n{told.good}\n```\n"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": " ".join(told.what.split())},
        "fullDescription": {"text": " ".join(f"{told.what} {told.why}".split())},
        "help": {"text": f"{told.why}\n\nBad:\n{told.bad}\n\nGood:\n{told.good}", "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _uri(path: str) -> str:
    """The path as a relative reference, or a file's address where it is absolute."""
    plain = PurePath(path)
    return plain.as_uri() if plain.is_absolute() else quote(plain.as_posix(), errors="surrogateescape")


def _region(one: Located, start: Position) -> dict[str, Any]:
    region = _lines(start, one.end or start)
    if one.source_line is not None:
        region["snippet"] = {"text": one.source_line}
    return region


def _lines(start: Position, end: Position) -> dict[str, Any]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fingerprint(rule: str, one: Located, count: int) -> str:
    seen = "\0".join((rule, " ".join((one.source_line or one.finding.message).split()), str(count)))
    return hashlib.sha256(seen.encode(errors="replace")).hexdigest()[:32]


def _replacement(checked: Checked, one: Located) -> dict[str, Any] | None:
    """The fix of a finding as a change of the file; None for files that are no plain text."""
    if one.fix is None or not checked.has_file_lines:
        return None
    document = checked.inspection.sectioned[one.record_index].document
    if source_span(document, one.fix) is None:
        return None
    where = Whereabouts(document)
    deleted = _lines(where.position(one.fix.span.start), where.end(one.fix.span))
    return {"deletedRegion": deleted, "insertedContent": {"text": one.fix.new}}
