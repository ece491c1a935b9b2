"""Reports: what the check of files gave, in one of several forms. Each takes file after file and gives bytes."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ingest.checking import Checked


class Report(Protocol):
    """Takes the files in order; what it gives, in that order, is the whole report."""

    def file(self, path: str, checked: "Checked") -> bytes:
        """What a file adds to the report now; empty for a form that is written at the end."""

    def end(self) -> bytes:
        """What stands behind all files."""


FORMS = ("text", "json", "jsonl", "sarif", "github", "junit", "html")


def report_of(form: str, *, colour: bool = False, charset: str = "utf-8") -> Report:
    """The report of a form; `colour` and `charset` are those of the terminal, and count for text only."""
    if form == "json":
        from ingest.exports.findings_json import JsonReport

        return JsonReport()
    if form == "jsonl":
        from ingest.exports.findings_json import JsonLinesReport

        return JsonLinesReport()
    if form == "sarif":
        from ingest.exports.findings_sarif import SarifReport

        return SarifReport()
    if form == "github":
        from ingest.exports.findings_github import GithubReport

        return GithubReport()
    if form == "junit":
        from ingest.exports.findings_junit import JunitReport

        return JunitReport()
    if form == "html":
        from ingest.view.findings_html import HtmlReport

        return HtmlReport()
    from ingest.view.findings_text import TextReport

    return TextReport(colour=colour, charset=charset)
