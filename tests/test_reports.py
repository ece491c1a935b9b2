"""The forms of the check's output: they parse, they escape, and they say where."""

import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from ingest.baseline import UnusableBaseline, read_baseline
from ingest.checking import Checked, check
from ingest.exports.reports import FORMS, report_of
from tests.rules.building import built
from tests.rules.cases import FIXTURES, LONG_AGO, base

PATH = "drafts/50%, new: a & b.txt"
HOSTILE = "Email: contact@justice@et.gov.et <script>\x07&::error"


def faulty() -> str:
    return base("is_2018").replace("Email: contact@justice-et.gov.et", HOSTILE)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(faulty().encode(), as_of=LONG_AGO)


def written(form: str, *files: tuple[str, Checked]) -> str:
    report = report_of(form)
    return b"".join([*(report.file(path, one) for path, one in files), report.end()]).decode()


def test_text_underlines_the_offending_text(checked: Checked) -> None:
    head, line, marks = written("text", (PATH, checked)).splitlines()
    assert head.startswith(f"{PATH}:18:8: UA203 error: ")
    start = marks.index("^")
    assert line[start : marks.rindex("^") + 1].startswith("contact@justice@et.gov.et")
    assert "\x07" not in line


def test_text_is_in_colour_on_demand_only(checked: Checked) -> None:
    assert "\x1b" not in written("text", (PATH, checked))
    coloured = report_of("text", colour=True).file(PATH, checked).decode()
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == written("text", (PATH, checked))


def test_a_long_line_is_cut_around_the_place() -> None:
    text = base("is_2018").replace(
        "Email: contact@justice-et.gov.et", "Email: " + "ok@example.gov, " * 12 + "a@b@c.gov.et"
    )
    report = written("text", (PATH, check(text.encode(), as_of=LONG_AGO)))
    lines = report.splitlines()
    at = next(number for number, one in enumerate(lines) if "UA203" in one)
    line, marks = lines[at + 1 : at + 3]
    assert len(line) < 130
    assert "\u2026" in line
    assert line[marks.index("^") : marks.rindex("^") + 1] == "a@b@c.gov.et"


def test_github_escapes(checked: Checked) -> None:
    (line,) = written("github", (PATH, checked)).splitlines()
    match = re.fullmatch(
        r"::error file=([^,]*),line=18,endLine=18,col=8,endColumn=\d+,title=UA203 email-invalid::.+", line
    )
    assert match is not None
    assert match[1] == "drafts/50%25%2C new%3A a & b.txt"


def test_github_tells_the_place_in_a_pdf() -> None:
    found = check(built("pdf", base("is_2018").replace("contact@justice-et", "contact@justice@et"), {}), as_of=LONG_AGO)
    assert re.match(
        r"::error file=a\.pdf,title=UA203 email-invalid::page 1, line \d+: ", written("github", ("a.pdf", found))
    )


def test_junit_has_the_usual_attributes(checked: Checked) -> None:
    clean = check(base("is_2018").encode(), as_of=LONG_AGO)
    root = ElementTree.fromstring(written("junit", (PATH, checked), ("clean.txt", clean)))
    assert root.tag == "testsuites"
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "1", "0")
    first, second = root
    for suite in (first, second):
        assert {"name", "tests", "failures", "errors", "skipped", "time"} <= set(suite.keys())
        for case in suite:
            assert {"name", "classname", "time"} <= set(case.keys())
    assert first.find("testcase/failure") is not None
    assert second.find("testcase/failure") is None


def test_sarif_has_rules_regions_and_fingerprints(checked: Checked) -> None:
    (run,) = json.loads(written("sarif", (PATH, checked)))["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "UA203"
    assert all(rule["help"]["markdown"] for rule in run["tool"]["driver"]["rules"])
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "drafts/50%25%2C%20new%3A%20a%20%26%20b.txt"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (18, 8)
    moved = check(("\n\n" + faulty()).encode(), as_of=LONG_AGO)
    (again,) = json.loads(written("sarif", (PATH, moved)))["runs"][0]["results"]
    assert again["partialFingerprints"] == result["partialFingerprints"]
    assert again["locations"] != result["locations"]


def test_sarif_validates(checked: Checked) -> None:
    schema = json.loads((FIXTURES / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
    refused = check(b"", as_of=LONG_AGO)
    dated = check(faulty().replace("UNTIL: 28 June 2022", "UNTIL: June 28, 2022").encode(), as_of=date(2099, 1, 1))
    for files in ([], [(PATH, checked), ("/tmp/broken.pdf", refused), ("dated.txt", dated)]):
        Draft7Validator(schema).validate(json.loads(written("sarif", *files)))


def test_html_escapes(checked: Checked) -> None:
    page = written("html", (PATH, checked))
    assert "<script" not in page
    assert "50%, new: a &amp; b.txt" in page
    assert "<mark>contact@justice@et.gov.et" in page


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("text", "github", "jsonl")])
def test_a_report_of_nothing_is_whole(form: str) -> None:
    assert written(form).strip()


def test_a_baseline_survives_lines_that_move(checked: Checked, tmp_path: Path) -> None:
    for form in ("json", "jsonl"):
        known = tmp_path / f"known.{form}"
        known.write_text(written(form, (PATH, checked)), "utf-8")
        moved = check(("\n\n\n" + faulty()).encode(), as_of=LONG_AGO)
        assert read_baseline(known).new(PATH, moved).findings == ()
        assert read_baseline(known).new("other.txt", moved).findings == moved.findings


def test_a_baseline_counts(checked: Checked, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    known.write_text(written("json", (PATH, checked)), "utf-8")
    twice = check(faulty().replace(HOSTILE, f"{HOSTILE}\nEmail: two@signs@et.gov.et").encode(), as_of=LONG_AGO)
    assert len(twice.findings) == 2
    assert len(read_baseline(known).new(PATH, twice).findings) == 1


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"version": "2.1.0"}'])
def test_what_is_no_baseline_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    if text:
        path.write_text(text, "utf-8")
    with pytest.raises(UnusableBaseline, match="--output json"):
        read_baseline(path)
