"""The check of one file: what its stages and the rules find in each of its Urgent Actions, with line and column.

Findings are those of the contract; their offsets point into the normalised text of the Urgent Action concerned.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from ingest.document import Span
from ingest.errors import UacaseError
from ingest.fixes.fix import Fix
from ingest.fixes.offered import fixes_of
from ingest.pipeline import Inspection, Options, inspect
from ingest.readers.text import MEDIA_TYPE as TEXT
from ingest.rule_names import finding_of
from ingest.rules.draft import Draft
from ingest.rules.registry import rules
from ingest.rules.rule import Rule
from ingest.rules.runner import STAGE_FAILED, findings_of
from ingest.rules.settings import Settings
from ingest.sections import Sectioned
from ingest.suppressing import UNUSED, Suppressions
from ingest.whereabouts import Position, Whereabouts
from models import Finding, Outcome, Status


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and its place in a person's terms: see `ingest.whereabouts` for what a line is.

    `start` and `end` are None where the finding has no place. `source_line` is the source's line that `start` stands
    in, for a view that shows it. `record_index` says which Urgent Action of the file is meant. `fix` is what may be
    written there without asking; None where a person must decide.
    """

    finding: Finding
    start: Position | None = None
    end: Position | None = None
    source_line: str | None = None
    record_index: int = 0
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one file gave: how far the stages brought it, and its findings in the order of the text."""

    inspection: Inspection
    findings: tuple[Located, ...]
    fixes: tuple[tuple[Sectioned, tuple[Fix, ...]], ...] = ()
    """What may be mended without asking in each Urgent Action, whether or not a rule found fault with it."""

    @property
    def has_file_lines(self) -> bool:
        """Whether lines and columns are those of the file itself, as an editor counts them."""
        cases = self.inspection.sectioned
        return bool(cases) and all(one.document.reading.media_type == TEXT for one in cases)

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
    if not inspection.outcome.records:
        return Checked(inspection, tuple(_weighed(one, settings) for one in _without_record(inspection, taken)))
    cases = _cases(inspection, taken, settings, as_of)
    found = [one for _, case, _ in cases for one in case]
    if settings.selection.takes(UNUSED, path):
        found += _unused(cases, taken)
    fixes = tuple((notes.sectioned, offered) for notes, _, offered in cases)
    return Checked(inspection, tuple(_weighed(one, settings) for one in found), fixes)


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


_Case = tuple[Suppressions, list[Located], tuple[Fix, ...]]
"""An Urgent Action: the suppressions that count for it, what they leave of its findings, and its fixes."""


def _cases(inspection: Inspection, taken: list[Rule], settings: Settings, as_of: date) -> list[_Case]:
    cases: list[_Case] = []
    for index, (sectioned, record) in enumerate(zip(inspection.sectioned, inspection.outcome.records, strict=True)):
        draft = Draft(sectioned, record, settings, as_of)
        notes = Suppressions(sectioned)
        where = Whereabouts(sectioned.document)
        findings = notes.keep(findings_of(draft, taken))
        fixes = tuple(fixes_of(draft, findings))
        found = [replace(located(one, where, index), fix=_fix_for(one, fixes)) for one in findings]
        cases.append((notes, found, fixes))
    return cases


def _fix_for(finding: Finding, fixes: tuple[Fix, ...]) -> Fix | None:
    """The fix that mends a finding: the one for its rule at its place."""
    if finding.start is None or finding.end is None:
        return None
    for fix in fixes:
        if finding.rule in fix.mends and fix.span.start < finding.end and finding.start < fix.span.end:
            return fix
    return None


def _unused(cases: list[_Case], taken: list[Rule]) -> Iterator[Located]:
    """UA906 for each note that no Urgent Action of its text has a use for."""
    codes = frozenset(rule.code for rule in taken)
    for index, (notes, _, _) in enumerate(cases):
        where = Whereabouts(notes.document)
        for finding, note in notes.unused(codes):
            if note.start is None or note.end is None:
                yield Located(finding, record_index=index)
            else:
                line = where.source_line(note.start)
                start = where.source_position(note.start)
                end = start._replace(column=start.column + len(line))
                yield Located(finding, start, end, line, index)


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
    return replace(one, finding=one.finding.model_copy(update={"severity": severity}))
