"""Rule cases as data: `fixtures/rules/<CODE>.toml` -> drafts, and what the rule must say about each of them.

fixtures/rules/README.md says how a case is written.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ingest.checking import Checked, check_inspected
from ingest.configuration import read_configuration
from ingest.pipeline import Inspection, Options, inspect
from tests.rules.building import built

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "fixtures"
FOLDER = FIXTURES / "rules"
LONG_AGO = date(1900, 1, 1)
"""The day of a check that does not say: no deadline lies before it."""


class BadCase(Exception):
    """A case that is not written as it must be."""


@dataclass(frozen=True)
class Case:
    """One draft, and whether the rule `code` fires on it."""

    code: str
    fires: bool
    name: str
    source: str | bytes
    as_of: date
    settings: dict[str, Any]
    expected: dict[str, Any] = field(default_factory=dict)

    def checked(self) -> Checked:
        """What the check gives for the draft with this rule alone."""
        configured = read_configuration(FOLDER / "case.toml", {"select": [self.code], **self.settings})
        return check_inspected(inspected(self.source), as_of=self.as_of, settings=configured.check)


@cache
def inspected(source: str | bytes) -> Inspection:
    """A draft through the stages; cases that share one share the work."""
    return inspect(source.encode() if isinstance(source, str) else source, options=Options(mentions=False))


_DRAFT = {"base", "text", "file", "edits", "format", "carries"}
_EXPECTED = {"at", "line", "page", "pointer", "says", "severity", "count"}
_ALWAYS = {"case", "as_of", "settings"}


@cache
def base(name: str) -> str:
    """A base draft by its stem."""
    return (FOLDER / "base" / f"{name}.txt").read_text("utf-8")


def files() -> list[Path]:
    """The case files, one for each rule that has any."""
    return sorted(FOLDER.glob("UA*.toml"))


def cases_in(path: Path) -> Iterator[Case]:
    """The cases of one rule. Raises BadCase."""
    data = tomllib.loads(path.read_text("utf-8"))
    if not set(data) <= {"fires", "silent"}:
        raise BadCase(f"{path.name}: only [[fires]] and [[silent]] are known")
    for group in ("fires", "silent"):
        for number, entry in enumerate(data.get(group, [])):
            try:
                yield _case(path.stem, group == "fires", entry)
            except (BadCase, KeyError) as error:
                raise BadCase(f"{path.name}: {group} {number + 1} ({entry.get('case', 'no name')}): {error}") from error


def _case(code: str, fires: bool, entry: dict[str, Any]) -> Case:
    unknown = set(entry) - _DRAFT - _ALWAYS - (_EXPECTED if fires else set())
    if unknown:
        raise BadCase(f"unknown keys: {', '.join(sorted(unknown))}")
    if fires and not _EXPECTED & set(entry):
        raise BadCase("it must say where the finding is: at, line, page, pointer, or says")
    expected = {key: entry[key] for key in _EXPECTED if key in entry}
    as_of = entry.get("as_of", LONG_AGO)
    return Case(code, fires, entry["case"], _source(entry), as_of, entry.get("settings", {}), expected)


def _source(entry: dict[str, Any]) -> str | bytes:
    if sum(key in entry for key in ("base", "text", "file")) != 1:
        raise BadCase("give one of base, text, file")
    if "file" in entry:
        return (FIXTURES / str(entry["file"])).read_bytes()
    text: str = base(entry["base"]) if "base" in entry else entry["text"]
    for edit in entry.get("edits", []):
        text = edited(text, edit)
    if "format" not in entry:
        return text
    return built(entry["format"], text, entry.get("carries", {}))


def edited(text: str, edit: dict[str, str]) -> str:
    """A text after one edit. Raises BadCase where what the edit names does not stand there exactly once."""
    match edit:
        case {"replace": old, "by": new}:
            return _around(text, old, lambda before, after: before + new + after)
        case {"replace_all": old, "by": new} if old in text:
            return text.replace(old, new)
        case {"delete": old}:
            return _around(text, old, lambda before, after: before + after)
        case {"insert": new, "after": old}:
            return _around(text, old, lambda before, after: before + old + new + after)
        case {"insert": new, "before": old}:
            return _around(text, old, lambda before, after: before + new + old + after)
        case {"cut_from": first, "cut_to": last}:
            start = _line_start(text, first)
            end = _line_start(text, last)
            if end <= start:
                raise BadCase(f"{last!r} does not stand behind {first!r}")
            return text[:start] + text[end:]
        case {"cut_from": first}:
            return text[: _line_start(text, first)]
    raise BadCase(f"no such edit, or it changes nothing: {edit}")


def _around(text: str, old: str, joined: Any) -> str:
    if text.count(old) != 1:
        raise BadCase(f"{old!r} stands there {text.count(old)} times, not once")
    before, _, after = text.partition(old)
    return str(joined(before, after))


def _line_start(text: str, inside: str) -> int:
    """Where the line begins that holds a text."""
    if text.count(inside) != 1:
        raise BadCase(f"{inside!r} stands there {text.count(inside)} times, not once")
    return text.rfind("\n", 0, text.index(inside)) + 1
