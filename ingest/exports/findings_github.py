"""Export: findings as workflow commands of GitHub Actions, which show them beside the lines of a change.

How commands are written and escaped: docs.github.com, "Workflow commands for GitHub Actions", and `command.ts` of
actions/toolkit.
"""

from ingest.checking import Checked, Located
from models import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReport:
    """A command for each finding, as soon as a file is checked."""

    def file(self, path: str, checked: Checked) -> bytes:
        """The commands of a file, a line each."""
        lines = [_command(path, one, in_lines=checked.has_file_lines) for one in checked.findings]
        return "".join(f"{line}\n" for line in lines).encode(errors="replace")

    def end(self) -> bytes:
        """Nothing is left to say."""
        return b""


def _command(path: str, one: Located, *, in_lines: bool) -> str:
    finding = one.finding
    properties = {"file": path, **(_lines(one) if in_lines else {}), "title": f"{finding.rule} {finding.name}"}
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    place = "" if in_lines else _place(one)
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(place + finding.message)}"


def _lines(one: Located) -> dict[str, str]:
    """Line and columns; these only where the place is on one line, as GitHub asks."""
    if one.start is None or one.end is None:
        return {}
    lines = {"line": str(one.start.line), "endLine": str(one.end.line)}
    if one.start.line != one.end.line:
        return lines
    return {**lines, "col": str(one.start.column), "endColumn": str(one.end.column)}


def _place(one: Located) -> str:
    """Where a finding stands in a file that has no lines of its own to mark."""
    if one.start is None:
        return f"page {one.finding.page}: " if one.finding.page else ""
    page = f"page {one.start.page}, " if one.start.page else ""
    return f"{page}line {one.start.line}: "


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
