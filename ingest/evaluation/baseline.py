"""Two evaluations compared: what was gained and lost since an earlier one.

Only documents that both have are counted, so that a new, hard document is no loss.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from ingest.evaluation.contract import BESIDE, NEVER_INVENTED, field_names, is_chosen
from ingest.evaluation.report import (
    REPORT_VERSION,
    Change,
    Changes,
    DocumentChange,
    DocumentResult,
    Report,
    Score,
    added,
    mean_f1,
    share,
)

_Results = Mapping[tuple[str, int], DocumentResult]


class UnusableBaseline(Exception):
    """A baseline that cannot be compared with. The text says why, and what to do."""


def read_baseline(path: Path) -> Report:
    """An earlier report. Raises UnusableBaseline."""
    remedy = "Name a file that `uacase evaluate --json` wrote"
    try:
        report = Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnusableBaseline(f"{path}: The baseline cannot be read ({error.strerror}). {remedy}.") from error
    except ValidationError as error:
        raise UnusableBaseline(f"{path}: This is no report of an evaluation. {remedy}.") from error
    if report.report_version != REPORT_VERSION:
        raise UnusableBaseline(f"{path}: The baseline is of another version. {remedy} with this program.")
    return report


def compare_reports(before: Report, after: Report, patterns: Sequence[str] = ()) -> Changes:
    """The changes from one report to another, in the fields that a pattern names. Raises UnusableBaseline."""
    old, new = _by_key(before), _by_key(after)
    shared = [key for key in new if key in old]
    if not shared:
        raise UnusableBaseline("The baseline has no document of this evaluation. Evaluate the same folders.")
    then, now = {key: old[key] for key in shared}, {key: new[key] for key in shared}
    return Changes(
        shared=len(shared),
        only_before=tuple(name for name, _ in old if (name, _) not in new),
        only_after=tuple(name for name, _ in new if (name, _) not in old),
        measures=tuple(_measures(then, now, patterns)),
        documents=tuple(_documents(then, now, patterns)),
    )


def _by_key(report: Report) -> _Results:
    return {(result.name, result.record): result for result in report.results}


def _measures(then: _Results, now: _Results, patterns: Sequence[str]) -> Iterator[Change]:
    """Documents with every field right, all values together, and each field: everything that can get worse."""
    yield Change(measure="documents right", before=_right(then, patterns), after=_right(now, patterns))
    old, new = _fields(then, patterns), _fields(now, patterns)
    yield Change(measure="all, micro F1", before=_micro(old), after=_micro(new))
    yield Change(measure="all, macro F1", before=_macro(old), after=_macro(new))
    for name in field_names():
        one, other = old.get(name, Score()), new.get(name, Score())
        yield Change(measure=f"{name} F1", before=one.f1, after=other.f1)
        if name in NEVER_INVENTED:
            yield Change(measure=f"{name} precision", before=one.precision, after=other.precision)


def _right(results: _Results, patterns: Sequence[str]) -> float | None:
    return share(sum(not _wrong(one, patterns) for one in results.values()), len(results))


def _wrong(result: DocumentResult, patterns: Sequence[str]) -> int:
    """How many values of gold are missed and how many of the record are wrong."""
    return sum(
        score.fp + score.fn for name, score in result.fields.items() if name not in BESIDE and is_chosen(name, patterns)
    )


def _fields(results: _Results, patterns: Sequence[str]) -> dict[str, Score]:
    names = [name for name in field_names() if is_chosen(name, patterns)]
    return {
        name: added(one.fields[name] for one in results.values() if name in one.fields)
        for name in names
        if any(name in one.fields for one in results.values())
    }


def _micro(fields: Mapping[str, Score]) -> float | None:
    return added(score for name, score in fields.items() if name not in BESIDE).f1


def _macro(fields: Mapping[str, Score]) -> float | None:
    return mean_f1(score for name, score in fields.items() if name not in BESIDE)


def _documents(then: _Results, now: _Results, patterns: Sequence[str]) -> Iterator[DocumentChange]:
    for (name, record), result in now.items():
        before, after = _wrong(then[name, record], patterns), _wrong(result, patterns)
        if before != after:
            yield DocumentChange(name=name, record=record, before=before, after=after)
