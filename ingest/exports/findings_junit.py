"""Export: findings as JUnit XML, which continuous integration shows as tests. A file is a suite, a finding a failure.

The attributes are those that Jenkins and GitLab read (the schema of Jenkins' xUnit plugin, junit-10.xsd).
"""

from xml.etree import ElementTree

from ingest.checking import Checked, Located
from ingest.kept_patterns import compiled
from ingest.rules.runner import STAGE_FAILED
from models import Severity

_NO_XML = compiled("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReport:
    """One XML document, at the end. What is only for information passes, with its message as output."""

    def __init__(self) -> None:
        self._suites = ElementTree.Element("testsuites", {"name": "uacase check"})

    def file(self, path: str, checked: Checked) -> bytes:
        """Keep a file for the end."""
        suite = ElementTree.SubElement(self._suites, "testsuite", {"name": _clean(path)})
        for one in checked.findings:
            _case(suite, path, one)
        if not checked.findings:
            ElementTree.SubElement(suite, "testcase", {"name": "check", "classname": _clean(path), "time": "0"})
        _count(suite, seconds=sum(checked.inspection.outcome.timings.values()))
        return b""

    def end(self) -> bytes:
        """The document, with a final line feed."""
        seconds = sum(float(suite.get("time", "0")) for suite in self._suites)
        _count(self._suites, seconds=seconds)
        ElementTree.indent(self._suites)
        written: bytes = ElementTree.tostring(self._suites, encoding="utf-8", xml_declaration=True)
        return written + b"\n"


def _count(element: ElementTree.Element, *, seconds: float) -> None:
    for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        element.set(key, str(sum(1 for _ in element.iter(tag))))
    element.set("skipped", "0")
    element.set("time", f"{seconds:.3f}")


def _case(suite: ElementTree.Element, path: str, one: Located) -> None:
    finding = one.finding
    where = f" ({one.start.line}:{one.start.column})" if one.start else ""
    page = f" page {one.finding.page}" if one.finding.page else ""
    attributes = {"name": f"{finding.rule} {finding.name}{page}{where}", "classname": path, "file": path, "time": "0"}
    if one.start:
        attributes["line"] = str(one.start.line)
    case = ElementTree.SubElement(suite, "testcase", {key: _clean(value) for key, value in attributes.items()})
    message = _clean(finding.message)
    if finding.severity is Severity.INFO:
        ElementTree.SubElement(case, "system-out").text = message
        return
    tag = "error" if finding.rule == STAGE_FAILED else "failure"
    said = ElementTree.SubElement(case, tag, {"message": message, "type": finding.severity.value})
    said.text = "\n".join(filter(None, [f"{path}{page}{where}: {message}", _clean(one.source_line or "")]))


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
