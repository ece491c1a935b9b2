"""The check of one file: what its stages and the rules find in each of its Urgent Actions, with line and column.

Findings are those of the contract; their offsets point into the normalised text of the Urgent Action concerned.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from ingest.document import Span
from ingest.errors import UacaseError
from ingest.pipeline import Inspection, Options, inspect
from ingest.rule_names import finding_of
from ingest.rules.draft import Draft
from ingest.rules.registry import rules
from ingest.rules.rule import Rule
from ingest.rules.runner import STAGE_FAILED, findings_of
from ingest.rules.settings import Settings
from ingest.whereabouts import Position, Whereabouts
from models import Finding, Outcome, Status


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and its place in a person's terms: see `ingest.whereabouts` for what a line is.

    `start` and `end` are None where the finding has no place. `source_line` is the source's line that `start` stands
    in, for a view that shows it. `record_index` says which Urgent Action of the file is meant.
    """

    finding: Finding
    start: Position | None = None
    end: Position | None = None
    source_line: str | None = None
    record_index: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one file gave: how far the stages brought it, and its findings in the order of the text."""

    inspection: Inspection
    findings: tuple[Located, ...]

    @property
    def failed(self) -> bool:
        """Whether a stage or rule broke: a defect of the program."""
        return any(one.finding.rule == STAGE_FAILED for one in self.findings)


def check(
    source: str | os.PathLike[str] | bytes,
    *,
    as_of: date,
    settings: Settings | None = None,
    name: str | None = None,
    path: PurePath | None = None,
    options: Options | None = None,
) -> Checked:
    """Check one file, given by its path or its bytes; never raises for what is in it.

    `as_of` is the day of the check. `path`, from the configuration's folder, is what per-file ignores are matched
    against. `options` say how the file is read; named entities are no part of the check.
    """
    inspection = inspect(source, name=name, options=options or Options(mentions=False))
    return check_inspected(inspection, as_of=as_of, settings=settings or Settings(), path=path)


def check_inspected(
    inspection: Inspection, *, as_of: date, settings: Settings, path: PurePath | None = None
) -> Checked:
    """As `check`, for a file that the stages have been through."""
    taken = [rule for rule in rules().values() if settings.selection.takes(rule.code, path)]
    if inspection.outcome.records:
        found = _found(inspection, taken, settings, as_of)
    else:
        found = _without_record(inspection, taken)
    return Checked(inspection, tuple(_weighed(one, settings) for one in found))


def refused(error: UacaseError, settings: Settings) -> Checked:
    """What the check gives for a source that could not even be opened."""
    finding = finding_of(error.rule, str(error))
    taken = settings.selection.takes(error.rule)
    found = (_weighed(Located(finding), settings),) if taken else ()
    return Checked(Inspection(Outcome("-", Status.FAILED, (), (finding,), str(error))), found)


def _without_record(inspection: Inspection, taken: list[Rule]) -> Iterator[Located]:
    codes = {rule.code for rule in taken} | {STAGE_FAILED}
    for finding in (*inspection.outcome.findings, *inspection.carried):
        if finding.rule in codes:
            yield Located(finding)


def _found(inspection: Inspection, taken: list[Rule], settings: Settings, as_of: date) -> Iterator[Located]:
    cases = zip(inspection.sectioned, inspection.outcome.records, strict=True)
    for index, (sectioned, record) in enumerate(cases):
        draft = Draft(sectioned, record, settings, as_of)
        where = Whereabouts(sectioned.document)
        for finding in findings_of(draft, taken):
            yield located(finding, where, index)


def located(finding: Finding, where: Whereabouts, record_index: int = 0) -> Located:
    """A finding with its line and column."""
    if finding.start is None:
        return Located(finding, record_index=record_index)
    span = Span(finding.start, finding.start if finding.end is None else finding.end)
    line = where.line_text(span.start)
    return Located(finding, where.position(span.start), where.end(span), line, record_index)


def _weighed(one: Located, settings: Settings) -> Located:
    usual = one.finding.severity
    severity = settings.selection.severity(one.finding.rule, usual)
    if severity is usual:
        return one
    finding = one.finding.model_copy(update={"severity": severity})
    return Located(finding, one.start, one.end, one.source_line, one.record_index)
