"""Every rule fires where it must, at the right place, and nowhere else: the cases of fixtures/rules."""

from pathlib import Path

import pytest

from ingest.checking import Located, check
from ingest.document import Span
from ingest.rules.registry import rules
from models import Severity
from tests.rules.cases import FOLDER, LONG_AGO, Case, cases_in, files, inspected

CASES = [case for path in files() for case in cases_in(path)]
BASES = sorted((FOLDER / "base").glob("*.txt"))
LEAST = 4
WITHOUT_CASES = {"UA608", "UA609", "UA904", "UA905"}
"""No text shows a doubtful OCR or charset, a defect of the program or a file over a limit: other tests make those."""


def label(case: Case) -> str:
    return f"{case.code} {'fires' if case.fires else 'silent'}: {case.name}"


@pytest.mark.parametrize("case", CASES, ids=label)
def test_case(case: Case) -> None:
    checked = case.checked()
    found = [one for one in checked.findings if one.finding.rule == case.code]
    others = [one.finding for one in checked.findings if one.finding.rule != case.code]
    assert others == [], "only this rule was selected"
    if not case.fires:
        assert found == []
        return
    assert len(found) == case.expected.get("count", 1), [one.finding.message for one in found]
    assert_expected(found[0], case)


def assert_expected(one: Located, case: Case) -> None:
    """The first finding is what the case says."""
    finding, wanted = one.finding, case.expected
    assert finding.name == rules()[case.code].name
    assert finding.severity == wanted.get("severity", rules()[case.code].severity)
    assert wanted.get("says", "") in finding.message
    if "at" in wanted:
        assert quoted(case, one) == wanted["at"]
    if "line" in wanted:
        assert one.start is not None
        assert one.start.line == wanted["line"]
        assert one.start.page == wanted.get("page")
    elif "page" in wanted:
        assert finding.page == wanted["page"]
    if "pointer" in wanted:
        assert finding.pointer == wanted["pointer"]


def quoted(case: Case, one: Located) -> str:
    """What the finding's place prints; for an empty place the rest of the source's line from there on."""
    finding = one.finding
    assert finding.start is not None, "the finding has no place"
    document = inspected(case.source).sectioned[one.record_index].document
    end = finding.end or 0
    if end == finding.start:
        end = document.lines[document.line_at(finding.start)].end
    return " ".join(document.quote(Span(finding.start, end)).split())


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.stem)
def test_a_base_draft_is_clean(path: Path) -> None:
    found = [one.finding for one in check(path, as_of=LONG_AGO).findings]
    assert [one for one in found if one.severity is not Severity.INFO] == []


@pytest.mark.parametrize("code", sorted(set(rules()) - WITHOUT_CASES))
def test_each_rule_has_enough_cases(code: str) -> None:
    own = [case for case in CASES if case.code == code]
    assert sum(case.fires for case in own) >= LEAST
    assert sum(not case.fires for case in own) >= LEAST
    assert len({case.name for case in own}) == len(own)


def test_case_files_belong_to_rules() -> None:
    assert {path.stem for path in files()} == set(rules()) - WITHOUT_CASES
