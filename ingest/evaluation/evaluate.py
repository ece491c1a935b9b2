"""Gold folders become a report: each document is converted, compared with its gold, and everything is counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from ingest import __version__
from ingest.evaluation.contract import (
    BESIDE,
    GROUPS,
    NEVER_INVENTED,
    field_names,
    group_of,
    is_chosen,
    misfits,
)
from ingest.evaluation.gold import GoldRecord, UnusableGold, document_of, gold_files, read_gold
from ingest.evaluation.report import (
    Breakdown,
    Difference,
    DocumentResult,
    FieldScore,
    NeverInvented,
    Report,
    Score,
    Unusable,
    added,
    group_score,
)
from ingest.evaluation.scoring import Comparison, compare_record, stated_in
from ingest.evaluation.similarity import canonical
from ingest.pipeline import Options, convert
from models import CaseRecord, Outcome, Status

_UNKNOWN = "unknown"
_INCOMPLETE = "Parts of the record failed (UA904)"


@dataclass(frozen=True, slots=True)
class ScoredRecord:
    """The comparison of one record of a document. `name` is the document's path below the folder it was found in."""

    name: str
    record: int
    family: str
    language: str
    file_type: str
    error: str | None
    comparisons: tuple[Comparison, ...]


def evaluate(
    folders: Iterable[Path],
    *,
    options: Options,
    exclude: Sequence[Path] = (),
    fields: Sequence[str] = (),
) -> Report:
    """Convert and score the documents that have gold in the folders or below, without the excluded files and folders.

    `fields` are shell patterns of field names; without any, every field is scored.
    """
    scored: list[ScoredRecord] = []
    unusable: list[Unusable] = []
    listed = list(folders)
    for folder, gold in _golds(listed, exclude):
        # Of several folders, two may hold documents of one name.
        top = folder.as_posix() + "/" if len(listed) > 1 else ""
        try:
            scored += score_document(gold, folder, options, top)
        except UnusableGold as error:
            unusable.append(Unusable(name=top + gold.relative_to(folder).as_posix(), reason=str(error)))
    return report_of(scored, unusable, fields)


def _golds(folders: Iterable[Path], exclude: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    left_out = [path.resolve() for path in exclude]
    seen = set()
    for folder in folders:
        for gold in gold_files(folder):
            path = gold.resolve()
            if path in seen or any(path == other or other in path.parents for other in left_out):
                continue
            seen.add(path)
            yield folder, gold


def score_document(gold_file: Path, folder: Path, options: Options, top: str = "") -> Iterator[ScoredRecord]:
    """Convert the document of a gold file and compare its records, by their order. Raises UnusableGold.

    The document is named by its path below `folder`, behind `top`.
    """
    document = document_of(gold_file)
    golds = read_gold(gold_file)
    for gold in golds:
        _check(gold_file, gold)
    outcome = convert(document, options=options)
    stated = stated_in(golds)
    for index, (gold, record) in enumerate(zip_longest(golds, outcome.records)):
        data = None if record is None else record.model_dump(mode="json", by_alias=True)
        yield ScoredRecord(
            name=top + document.relative_to(folder).as_posix(),
            record=index,
            family=_stated(gold, record, "header", "format"),
            language=_stated(gold, record, "source", "language"),
            file_type=document.suffix.lower().removeprefix(".") or _UNKNOWN,
            error=_error(outcome, gold, record),
            comparisons=compare_record(gold, data, stated),
        )


def _check(path: Path, gold: GoldRecord) -> None:
    for reason in misfits(gold):
        raise UnusableGold(path, reason, "Compare it with what `uacase schema` prints.")


def _stated(gold: GoldRecord | None, record: CaseRecord | None, part: str, key: str) -> str:
    """What gold says of the document, otherwise what the record says."""
    inside = (gold or {}).get(part)
    value = inside.get(key) if isinstance(inside, dict) else None
    if value is None and record is not None:
        value = getattr(getattr(record, part), key)
    return value or _UNKNOWN


def _error(outcome: Outcome, gold: GoldRecord | None, record: CaseRecord | None) -> str | None:
    if outcome.error is not None:
        return outcome.error
    if record is None:
        return "The document gave fewer records than gold has"
    if gold is None:
        return "The document gave more records than gold has"
    return _INCOMPLETE if outcome.status is Status.PARTIAL else None


def report_of(scored: Sequence[ScoredRecord], unusable: Sequence[Unusable], patterns: Sequence[str] = ()) -> Report:
    """Count what was compared, in the fields that a pattern names."""
    kept = [
        (one, tuple(comparison for comparison in one.comparisons if is_chosen(comparison.field, patterns)))
        for one in scored
    ]
    everything = [comparison for _, comparisons in kept for comparison in comparisons]
    fields = tuple(_field_scores(everything))
    results = tuple(_result(one, comparisons) for one, comparisons in kept)
    return Report(
        program=f"uacase {__version__}",
        documents=len(results),
        right=sum(one.right for one in results),
        soft_right=sum(one.soft_right for one in results),
        total=group_score("all", fields, lambda _: True),
        groups=tuple(
            group_score(name, fields, lambda one, name=name: one.group == name)  # type: ignore[misc]
            for name in GROUPS
            if any(one.group == name for one in fields)
        ),
        fields=fields,
        never_invented=tuple(_never_invented(field, kept) for field in NEVER_INVENTED if is_chosen(field, patterns)),
        breakdowns=tuple(_breakdowns(kept)),
        results=results,
        unusable=tuple(unusable),
    )


def score_of(comparisons: Iterable[Comparison], right: Callable[[Comparison], bool | None]) -> Score:
    """Count comparisons; a wrong value is one false positive and one false negative. None is not counted."""
    tp = fp = fn = 0
    for one in comparisons:
        verdict = right(one)
        if verdict is None:
            continue
        tp += verdict
        fp += not verdict and one.found is not None
        fn += not verdict and one.gold is not None
    return Score(tp=tp, fp=fp, fn=fn)


def _strict(comparison: Comparison) -> bool:
    return comparison.strict


def _soft(comparison: Comparison) -> bool:
    return comparison.soft


def _span(comparison: Comparison) -> bool | None:
    return comparison.span


def _by_field(comparisons: Iterable[Comparison]) -> dict[str, list[Comparison]]:
    """Comparisons by their fields, in the contract's order."""
    grouped: dict[str, list[Comparison]] = {name: [] for name in field_names()}
    for one in comparisons:
        grouped[one.field].append(one)
    return {name: listed for name, listed in grouped.items() if listed}


def _field_scores(comparisons: Iterable[Comparison]) -> Iterator[FieldScore]:
    for name, listed in _by_field(comparisons).items():
        yield FieldScore(
            field=name,
            group=group_of(name),
            beside=name in BESIDE,
            strict=score_of(listed, _strict),
            soft=score_of(listed, _soft),
            span=score_of(listed, _span),
        )


def _result(scored: ScoredRecord, comparisons: tuple[Comparison, ...]) -> DocumentResult:
    return DocumentResult(
        name=scored.name,
        record=scored.record,
        family=scored.family,
        language=scored.language,
        file_type=scored.file_type,
        error=scored.error,
        right=all(one.strict for one in comparisons),
        soft_right=all(one.soft for one in comparisons),
        fields={name: score_of(listed, _strict) for name, listed in _by_field(comparisons).items()},
        differences=tuple(
            Difference(
                field=one.field,
                gold_pointer=one.gold_pointer,
                found_pointer=one.found_pointer,
                soft=one.soft,
                gold=one.gold,
                found=one.found,
            )
            for one in comparisons
            if not one.strict
        ),
    )


_Kept = Sequence[tuple[ScoredRecord, tuple[Comparison, ...]]]


def _never_invented(field: str, kept: _Kept) -> NeverInvented:
    of_field = [[one for one in comparisons if one.field == field] for _, comparisons in kept]
    return NeverInvented(
        field=field,
        strict=added(score_of(listed, _strict) for listed in of_field),
        nowhere_in_gold=sum(map(_nowhere_in_gold, of_field)),
    )


def _nowhere_in_gold(comparisons: Sequence[Comparison]) -> int:
    golds = {canonical(one.gold) for one in comparisons}
    return sum(one.found is not None and canonical(one.found) not in golds for one in comparisons)


_BREAKDOWNS: Mapping[str, Callable[[ScoredRecord], str]] = {
    "family": lambda one: one.family,
    "language": lambda one: one.language,
    "file type": lambda one: one.file_type,
}


def _breakdowns(kept: _Kept) -> Iterator[Breakdown]:
    for by, key in _BREAKDOWNS.items():
        for value in sorted({key(scored) for scored, _ in kept}):
            inside = [comparisons for scored, comparisons in kept if key(scored) == value]
            counted = [one for comparisons in inside for one in comparisons if one.field not in BESIDE]
            yield Breakdown(
                by=by,
                value=value,
                documents=len(inside),
                right=sum(all(one.strict for one in comparisons) for comparisons in inside),
                strict=score_of(counted, _strict),
                soft=score_of(counted, _soft),
            )
