"""The check of one file: places, severities, files without a record, and rules that break."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from ingest import checking, vocabulary
from ingest.checking import Checked, check
from ingest.document import Span
from ingest.pipeline import Options, inspect
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected, families
from ingest.rules.registry import rules
from ingest.rules.rule import Problem
from ingest.rules.runner import findings_of
from ingest.rules.selection import Selection
from ingest.rules.settings import Settings
from ingest.whereabouts import Whereabouts
from models import SectionKind, Severity
from tests.rules.building import built
from tests.rules.cases import FIXTURES, LONG_AGO, base

LATER = date(2099, 1, 1)


def codes(checked: Checked) -> list[str]:
    return [one.finding.rule for one in checked.findings]


def draft_of(text: str, settings: Settings | None = None, as_of: date = LONG_AGO) -> Draft:
    inspection = inspect(text.encode(), options=Options(mentions=False))
    return Draft(inspection.sectioned[0], inspection.outcome.records[0], settings or Settings(), as_of)


def test_line_and_column_are_those_of_the_file() -> None:
    text = base("aiusa")
    (found,) = check(text.encode(), as_of=LATER).findings
    assert found.start is not None
    assert found.end is not None
    line = text.split("\n")[found.start.line - 1]
    assert line[found.start.column - 1 : found.end.column - 1] == "March 7, 2024"
    assert found.source_line == line


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_other_line_breaks_count_the_same(line_break: str) -> None:
    text = base("aiusa")
    usual = check(text.encode(), as_of=LATER).findings
    assert [one.start for one in check(text.replace("\n", line_break).encode(), as_of=LATER).findings] == [
        one.start for one in usual
    ]


def test_a_pdf_has_pages_and_their_lines() -> None:
    (found,) = check(built("pdf", base("is_2018"), {}), as_of=LATER).findings
    assert found.start is not None
    assert found.start[:2] == (found.finding.page, 6) == (2, 6)
    assert found.source_line is not None
    assert "28 June 2022" in found.source_line


def test_a_word_file_counts_the_lines_that_hold_anything() -> None:
    text = base("is_2018")
    (found,) = check(built("docx", text, {}), as_of=LATER).findings
    filled = [line for line in text.split("\n") if line.strip()]
    assert found.start is not None
    assert "28 June 2022" in filled[found.start.line - 1]


def test_every_offset_has_a_place_in_the_file() -> None:
    text = base("aiusa")
    document = draft_of(text).document
    where = Whereabouts(document)
    lines = text.split("\n")
    for offset, char in enumerate(document.text):
        position = where.position(offset)
        line = lines[position.line - 1]
        assert 1 <= position.column <= len(line) + 1
        if char.isalpha() and "<" not in document.text[document.text.rfind("\n", 0, offset) + 1 : offset]:
            assert line[position.column - 1] == char


def test_a_severity_is_changed() -> None:
    settings = Settings(Selection(severities={"UA3": Severity.INFO}))
    (found,) = check(base("aiusa").encode(), as_of=LATER, settings=settings).findings
    assert found.finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "UA901"), (b"%PDF-1.7\n", "UA901"), (b"Two eggs and milk.\n", "UA903")]
)
def test_a_file_without_a_record_has_its_reason(data: bytes, code: str) -> None:
    checked = check(data, as_of=LATER)
    assert [one.rule for one in checked.inspection.outcome.findings] == [code]
    assert set(codes(checked)) == {code} & set(rules())


def test_a_file_over_a_limit_has_its_reason() -> None:
    found = check(base("aiusa").encode(), as_of=LATER, options=Options(mentions=False, max_characters=100)).findings
    assert [(one.finding.rule, one.finding.start) for one in found] == [("UA905", None)]


def test_what_a_file_carries_is_known_though_it_is_no_ua() -> None:
    inspection = inspect(built("docx", "Two eggs and milk.", {"inserted": "butter", "comment": "no"}))
    assert inspection.outcome.records == ()
    assert [one.rule for one in inspection.carried] == ["UA602", "UA603"]


def broken(_: Draft) -> Iterator[Problem]:
    raise ValueError("SECRET")


def test_a_rule_that_breaks_becomes_a_finding() -> None:
    rule = rules()["UA302"]
    (found,) = findings_of(draft_of(base("aiusa")), [replace(rule, check=broken)])
    assert found.rule == "UA904"
    assert "UA302" in found.message
    assert "SECRET" not in found.message


def test_a_rule_that_breaks_ends_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {**rules(), "UA101": replace(rules()["UA101"], check=broken)}
    monkeypatch.setattr(checking, "rules", lambda: changed)
    checked = check(base("aiusa").encode(), as_of=LATER)
    assert checked.failed
    assert codes(checked) == ["UA302", "UA904"]


def test_no_rule_judges_what_a_broken_field_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("SECRET")

    monkeypatch.setattr("ingest.case_fields.read_targets", fail)
    draft = draft_of(base("aiusa"))
    needing = replace(rules()["UA302"], needs=frozenset({"targets"}), check=lambda _: [Problem("nobody to write to")])
    assert [one.rule for one in findings_of(draft, [needing])] == ["UA904"]
    assert [one.pointer for one in draft.reported("UA904")] == ["/targets"]


def test_a_message_file_is_checked_message_by_message() -> None:
    checked = check(FIXTURES / "formats" / "two.mbox", as_of=LATER)
    assert {one.record_index for one in checked.findings if one.finding.rule == "UA302"} == {0, 1}


def test_what_is_missing_belongs_before_what_follows() -> None:
    draft = draft_of(base("aiusa"))
    for kind, follower in ((SectionKind.SUMMARY, "TAKE ACTION:"), (SectionKind.LETTER, "ADDITIONAL INFORMATION")):
        gap = draft.gap(kind)
        assert gap is not None
        assert draft.text[gap.start :].startswith(follower)
    last = draft.gap(SectionKind.PREVIOUS_UA)
    end = len(draft.text.rstrip())
    assert last == Span(end, end)
    assert draft.gap(SectionKind.OTHER) is None


def test_old_families_are_not_held_to_modern_rules() -> None:
    for name in ("telegram", "is_1990"):
        assert not families()[name].expects(Expected.LETTER, None)
    assert families()["aiusa"].expects(Expected.PRONOUNS, 2020)
    assert not families()["aiusa"].expects(Expected.PRONOUNS, 2016)
    assert not families()["aiusa"].expects(Expected.LETTER, 2020, closes=True)


def test_every_family_that_is_recognised_has_expectations() -> None:
    assert set(vocabulary.topic("families")) | {"telegram"} <= set(families())


SHARED = FIXTURES.parent.parent / "shared" / "real"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are no part of the repository")
@pytest.mark.parametrize(
    ("name", "as_of", "wanted"),
    [
        ("seed_a.txt", date(2020, 10, 1), {("UA207", "warning")}),
        ("seed_b.txt", date(2024, 10, 1), {("UA212", "info")}),
    ],
)
def test_real_documents_show_these_findings_of_structure_and_targets(
    name: str, as_of: date, wanted: set[tuple[str, str]]
) -> None:
    settings = Settings(Selection(select=("UA1", "UA2")))
    found = [one.finding for one in check(SHARED / name, as_of=as_of, settings=settings).findings]
    assert {(one.rule, one.severity.value) for one in found} == wanted
