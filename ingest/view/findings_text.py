"""View: findings as lines of text, for a person or a log: `path:line:column: CODE severity: message`."""

from ingest.checking import Checked, Located


def findings_text(path: str, checked: Checked) -> str:
    """A line for each finding of a file; empty where there is none."""
    return "".join(f"{path}{_place(one)}: {_said(one)}\n" for one in checked.findings)


def _place(one: Located) -> str:
    if one.start is None:
        return f": page {one.finding.page}" if one.finding.page else ""
    page = f": page {one.start.page}, line " if one.start.page else ":"
    return f"{page}{one.start.line}:{one.start.column}"


def _said(one: Located) -> str:
    finding = one.finding
    return f"{finding.rule} {finding.severity.value}: {finding.message} ({finding.name})"
