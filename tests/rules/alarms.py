"""What the check must say of the fixtures: nothing that a careful reader did not find. For a document already read."""

import tomllib
from pathlib import Path
from typing import Any

from ingest.checking import check_inspected
from ingest.evaluation.gold import document_of
from ingest.pipeline import Inspection
from ingest.rules.settings import Settings
from models import Severity
from tests.rules.cases import FIXTURES, LONG_AGO

CLEAN: frozenset[str] = frozenset(tomllib.loads((FIXTURES / "drafts" / "defects.toml").read_text("utf-8"))["clean"])
"""Documents in which there is nothing to find, by their path."""
_JUDGED = ("modern", "pdf", "eras", "es", "fr", "de")
INJECTED = {
    "2000s_russia_2004": {"UA502"},
    "2025_colombia": {"UA115"},
    # Its box beside the letter, which holds the name, is read before what stands below the letter.
    "is_ethiopia_facts_box": {"UA104"},
    "is_japan_execution": {"UA207"},
    "is_myanmar_further": {"UA207"},
    "tpl_australia_refugees": {"UA207", "UA503"},
    "tpl_colombia_four": {"UA207"},
    "tpl_south_africa_movement": {"UA207", "UA411"},
    "tpl_uk_deportation": {"UA207"},
    "us_azerbaijan_four": {"UA207"},
    "us_india_initials": {"UA207"},
    "us_kenya_community": {"UA207", "UA301", "UA411"},
    "is_belarus_second": {"UA502"},
    "us_texas_clemency": {"UA411"},
    "us_vietnam_third": {"UA502"},
}
"""Defects that fixtures hold, by stem: see the README of each folder."""


def assert_no_false_alarm(inspection: Inspection, gold: Path, record: dict[str, Any]) -> None:
    """Nothing of severity error or warning that the gold record (`record`, read from `gold`) does not tell.

    `inspection` is what the stages gave for its document.
    """
    if gold.parent.name in _JUDGED:
        told = {one if isinstance(one, str) else one["rule"] for one in record.get("findings", [])}
        known = told | INJECTED.get(gold.name.removesuffix(".gold.json"), set())
        assert _alarms(inspection, Settings(home=home_of(gold))) <= known
    if document_of(gold).relative_to(FIXTURES).as_posix() in CLEAN:
        assert _alarms(inspection, Settings()) == set()


def _alarms(inspection: Inspection, settings: Settings) -> set[str]:
    checked = check_inspected(inspection, as_of=LONG_AGO, settings=settings)
    return {one.finding.rule for one in checked.findings if one.finding.severity is not Severity.INFO}


def home_of(gold: Path) -> str | None:
    """The country whose readers a fixture is written for; the International Secretariat's go to all countries."""
    if gold.parent.name == "de":
        return "DE"
    return "US" if gold.name.startswith("us_") else None
