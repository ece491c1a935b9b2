"""View: an evaluation at a terminal: scores, what failed, gains and losses, and the differences where asked for."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from rich.table import Table
from rich.text import Text

from ingest.evaluation.contract import NEVER_INVENTED
from ingest.evaluation.report import (
    Changes,
    Difference,
    DocumentResult,
    GroupScore,
    Report,
    Score,
)
from ingest.view.console import console_for, shortened, show_table, table_of, visible

_LONGEST_VALUE = 200
_BEFORE_THEY_PART = 30
_NONE = "-"
_Row = tuple[str, int]
_COUNTS: tuple[_Row, ...] = (("right", 8), ("wrong", 8), ("missed", 8))
_SCORES: tuple[_Row, ...] = (("precision", 11), ("recall", 9), ("F1", 8), ("soft F1", 9))


def show_report(report: Report, stream: TextIO) -> None:
    """Print the scores of a report. No value of a document is shown."""
    console = console_for(stream)
    console.print(Text(_summary(report), style="bold"))
    show_table(console, "Values that must not be invented", _never_invented(report))
    show_table(console, "Groups of fields", _groups(report))
    show_table(console, "Fields", _fields(report))
    show_table(console, "Documents", _breakdowns(report))
    failed = [one for one in report.results if one.error is not None]
    if failed:
        show_table(console, "Documents without a whole record", _failed(failed))
    if report.unusable:
        rows = ((one.name, one.reason) for one in report.unusable)
        show_table(console, "Gold that cannot be used", _two_columns("gold", "reason", rows))


def show_changes(changes: Changes, tolerance: float, stream: TextIO) -> None:
    """Print what an evaluation gained and lost against its baseline."""
    console = console_for(stream)
    lost = {one.measure for one in changes.losses(tolerance)}
    changed = changes.changed()
    if changed:
        table = table_of(("measure", 44), ("before", 12), ("now", 12), ("change", 12), ("", 20))
        for one in changed:
            beyond = one.measure in lost
            table.add_row(
                Text(one.measure),
                score_text(one.before),
                score_text(one.after),
                Text(f"{one.gain:+.4f}", style="red" if one.gain < 0 else "green"),
                Text("beyond the tolerance" if beyond else "", style="bold red"),
            )
        show_table(console, f"Changes since the baseline, in {changes.shared} documents of both", table)
    else:
        console.print()
        console.print(Text(f"No score changed in {changes.shared} documents of both.", style="green"))
    if changes.documents:
        table = table_of(("document", 70), ("wrong before", 15), ("wrong now", 15))
        for document in changes.documents:
            style = "red" if document.after > document.before else "green"
            name = document_name(document.name, document.record)
            table.add_row(Text(visible(name)), str(document.before), Text(str(document.after), style=style))
        show_table(console, "Documents that changed", table)
    for title, names in (("only in the baseline", changes.only_before), ("new", changes.only_after)):
        if names:
            console.print(Text(f"{len(names)} {title}: " + visible(", ".join(names)), style="dim"))


def show_differences(report: Report, stream: TextIO) -> None:
    """Print each value that is not strictly right, document by document. This shows what the documents say."""
    console = console_for(stream)
    for result in report.results:
        if result.differences:
            show_table(console, _heading(result), _differences(result.differences))
    if all(one.right for one in report.results):
        console.print()
        console.print(Text("No differences.", style="green"))


def score_text(value: float | None) -> str:
    """A score with three digits, or a dash where there is none."""
    return _NONE if value is None else f"{value:.3f}"


def document_name(name: str, record: int) -> str:
    """The name of a document, with the number of the record where it is not the first."""
    return name if record == 0 else f"{name}, record {record + 1}"


def value_text(value: Any) -> str:
    """A value of a record as it is shown: texts as they are, parts by their members."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {value_text(one)}" for key, one in value.items() if one is not None)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def parted(gold: str, found: str) -> tuple[str, str]:
    """Both texts as they are shown: cut where they are long, and without most of what they begin with in common."""
    start = 0
    if gold and found and max(len(gold), len(found)) > _LONGEST_VALUE:
        start = max(0, _shared(gold, found) - _BEFORE_THEY_PART)
    before = "\u2026" if start else ""
    return before + shortened(gold[start:], _LONGEST_VALUE), before + shortened(found[start:], _LONGEST_VALUE)


def _shared(one: str, other: str) -> int:
    """How many characters both texts begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def difference_kind(difference: Difference) -> str:
    """In one word what is wrong."""
    if difference.found_pointer is None:
        return "missed"
    if difference.gold_pointer is None:
        return "too much"
    return "softly right" if difference.soft else "wrong"


def _summary(report: Report) -> str:
    return (
        f"{report.documents} documents, every field right in {report.right} "
        f"({_percent(report.right, report.documents)}), softly in {report.soft_right} "
        f"({_percent(report.soft_right, report.documents)})"
    )


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else _NONE


def _numbers(strict: Score, soft: Score) -> tuple[str, ...]:
    return (
        *(str(strict.tp), str(strict.fp), str(strict.fn)),
        *(score_text(value) for value in (strict.precision, strict.recall, strict.f1, soft.f1)),
    )


def _never_invented(report: Report) -> Table:
    table = table_of(("field", 40), *_COUNTS, ("precision", 11), ("nowhere in gold", 16))
    for one in report.never_invented:
        style = "bold red" if one.strict.fp else "green"
        table.add_row(
            Text(one.field, style=style),
            *(str(one.strict.tp), str(one.strict.fp), str(one.strict.fn)),
            Text(score_text(one.strict.precision), style=style),
            str(one.nowhere_in_gold),
        )
    for result in report.results:
        for wrong in result.differences:
            if wrong.field in NEVER_INVENTED and wrong.found_pointer is not None:
                name = visible(document_name(result.name, result.record))
                table.add_row(Text(f"  {name} {wrong.found_pointer}", style="dim"))
    return table


def _groups(report: Report) -> Table:
    table = table_of(("group", 14), *_COUNTS, *_SCORES, ("macro F1", 10), ("soft macro", 11))
    for one in (*report.groups, report.total):
        style = "bold" if one is report.total else ""
        table.add_row(Text(one.name, style=style), *_group_numbers(one))
    return table


def _group_numbers(group: GroupScore) -> tuple[str, ...]:
    return (*_numbers(group.strict, group.soft), score_text(group.macro_f1), score_text(group.soft_macro_f1))


def _fields(report: Report) -> Table:
    table = table_of(("field", 32), *_COUNTS, *_SCORES, ("span F1", 9))
    for one in report.fields:
        name = Text(f"({one.field})" if one.beside else one.field, style="dim" if one.beside else "cyan")
        table.add_row(name, *_numbers(one.strict, one.soft), score_text(one.span.f1))
    table.caption = "Fields in brackets show a side of others again and are in no group and no total."
    table.caption_justify = "left"
    return table


def _breakdowns(report: Report) -> Table:
    table = table_of(("by", 10), ("", 18), ("documents", 10), ("all right", 10), *_SCORES)
    for one in report.breakdowns:
        scores = _numbers(one.strict, one.soft)[len(_COUNTS) :]
        table.add_row(Text(one.by, style="dim"), Text(one.value), str(one.documents), str(one.right), *scores)
    return table


def _failed(results: Iterable[DocumentResult]) -> Table:
    rows = ((document_name(one.name, one.record), one.error or "") for one in results)
    return _two_columns("document", "reason", rows)


def _two_columns(first: str, second: str, rows: Iterable[tuple[str, str]]) -> Table:
    table = table_of((first, 45), (second, 55))
    for one, other in rows:
        table.add_row(Text(visible(one)), Text(visible(other)))
    return table


def _heading(result: DocumentResult) -> str:
    name = visible(document_name(result.name, result.record))
    return f"{name} ({result.family}, {result.language}): {len(result.differences)} differences"


def _differences(differences: Iterable[Difference]) -> Table:
    table = table_of(("field", 24), ("where", 22), ("", 12), ("gold", 36), ("record", 36))
    for one in differences:
        table.add_row(
            Text(one.field, style="cyan"),
            Text(one.gold_pointer or one.found_pointer or "", style="dim"),
            Text(difference_kind(one), style="yellow" if one.soft else "red"),
            *map(Text, parted(value_text(one.gold), value_text(one.found))),
        )
    return table
