"""Which rules count: the longest prefix decides, and what single files ignore nothing selects again."""

from pathlib import PurePath

import pytest

from ingest.rules.selection import Selection
from models import Severity


@pytest.mark.parametrize(
    ("selection", "taken", "left"),
    [
        (Selection(), {"UA101", "UA203", "UA906"}, set()),
        (Selection(ignore=("UA2",)), {"UA101"}, {"UA203", "UA205"}),
        (Selection(ignore=("UA2",), extend_select=("UA203",)), {"UA203", "UA101"}, {"UA205"}),
        (Selection(select=("UA2",), ignore=("UA203",)), {"UA205"}, {"UA203", "UA101"}),
        (Selection(select=("UA203",), ignore=("UA2",)), {"UA203"}, {"UA205"}),
        (Selection(select=("UA203",), ignore=("UA203",)), set(), {"UA203"}),
        (Selection(select=("UA1",), extend_select=("UA9",)), {"UA101", "UA904"}, {"UA203"}),
        (Selection(select=("UA20",), ignore=("UA2", "UA203")), {"UA204"}, {"UA203", "UA210"}),
    ],
)
def test_the_longest_prefix_decides(selection: Selection, taken: set[str], left: set[str]) -> None:
    assert {code for code in taken | left if selection.takes(code)} == taken


@pytest.mark.parametrize(
    ("path", "taken"),
    [("old/a.txt", False), ("old/deep/b.txt", False), ("new/a.txt", True), ("new/draft.docx", False), (None, True)],
)
def test_single_files_ignore(path: str | None, taken: bool) -> None:
    selection = Selection(select=("UA203",), per_file_ignores={"old/*": ("UA2",), "draft.*": ("UA203",)})
    assert selection.takes("UA203", PurePath(path) if path else None) is taken


def test_severities_go_by_the_longest_prefix() -> None:
    selection = Selection(severities={"UA2": Severity.INFO, "UA203": Severity.WARNING})
    assert selection.severity("UA203", Severity.ERROR) is Severity.WARNING
    assert selection.severity("UA205", Severity.ERROR) is Severity.INFO
    assert selection.severity("UA101", Severity.ERROR) is Severity.ERROR
