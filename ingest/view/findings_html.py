"""View: findings as one page of HTML, for colleagues without a terminal. It loads nothing and runs nothing."""

from html import escape

from ingest.checking import Checked, Located

_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>uacase check</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
li { margin: 0 0 1rem; }
pre { background: #f4f4f4; padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; }
mark { background: #ffe08a; }
.error { color: #a40000; font-weight: bold; }
.warning { color: #7a5200; font-weight: bold; }
.info { color: #00558c; font-weight: bold; }
</style>
</head>
<body>
<h1>uacase check</h1>
"""
_FOOT = "</body>\n</html>\n"


class HtmlReport:
    """A page with a part for each file."""

    def __init__(self) -> None:
        self._begun = False

    def file(self, path: str, checked: Checked) -> bytes:
        """The part of a file, the first behind the page's head."""
        found = "".join(_item(one) for one in checked.findings)
        body = f"<ul>\n{found}</ul>\n" if found else "<p>Nothing found.</p>\n"
        return self._opened(f"<section>\n<h2>{escape(path)}</h2>\n{body}</section>\n")

    def end(self) -> bytes:
        """The page's end."""
        return self._opened(_FOOT)

    def _opened(self, text: str) -> bytes:
        head, self._begun = "" if self._begun else _HEAD, True
        return (head + text).encode(errors="replace")


def _item(one: Located) -> str:
    finding = one.finding
    said = f'<span class="{finding.severity.value}">{finding.rule} {finding.severity.value}</span>'
    fix = f"<p>Write <code>{escape(one.fix.new)}</code> ({escape(one.fix.what)}).</p>\n" if one.fix else ""
    return f"<li>{said} {_place(one)}{escape(finding.message)} <code>{finding.name}</code>\n{_line(one)}{fix}</li>\n"


def _place(one: Located) -> str:
    page = f"page {one.finding.page}" if one.finding.page else ""
    line = f"line {one.start.line}, column {one.start.column}" if one.start else ""
    place = ", ".join(filter(None, (page, line)))
    return f"{place}: " if place else ""


def _line(one: Located) -> str:
    if one.start is None or not (one.source_line or "").strip():
        return ""
    line, start = one.source_line or "", one.start.column - 1
    end = one.end.column - 1 if one.end and one.end.line == one.start.line else len(line)
    marked = f"{escape(line[:start])}<mark>{escape(line[start:end])}</mark>{escape(line[end:])}"
    return f"<pre>{marked}</pre>\n"
