"""`uacase evaluate`: how well documents are read, measured against gold records beside them."""

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.commands.messages import say
from ingest.commands.reading import reading_arguments, reading_options
from ingest.commands.usage import UsageError, share
from ingest.exit_code import ExitCode

if TYPE_CHECKING:
    from ingest.evaluation.report import Changes, Report

_DESCRIPTION = """\
Convert each document that has a gold record beside it (NAME.gold.json, or NAME.gold.jsonl for several records, beside
NAME.pdf), and say per field how many values are right, wrong and missed. A gold record may be partial: members that it
does not have are not scored. Only --differences and --html show what the documents say.
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    evaluate = commands.add_parser(
        "evaluate",
        help="how well documents are read, against gold records",
        description=_DESCRIPTION,
        parents=[reading_arguments(mentions=False)],
    )
    evaluate.add_argument(
        "folders", metavar="GOLD_DIR", nargs="+", type=Path, help="folders with documents and their gold, also below"
    )
    evaluate.add_argument(
        "--exclude", metavar="PATH", action="append", default=[], type=Path, help="leave out this file or folder"
    )
    evaluate.add_argument(
        "--field",
        metavar="PATTERN",
        action="append",
        default=[],
        help="score only the fields that the shell pattern names, such as 'targets.*'; may be given again",
    )
    evaluate.add_argument("--json", action="store_true", help="print the report as JSON")
    evaluate.add_argument(
        "--differences", action="store_true", help="show each difference, document by document; with --json its values"
    )
    evaluate.add_argument("--html", metavar="FILE", type=Path, help="write the differences as an HTML page")
    evaluate.add_argument(
        "--baseline", metavar="FILE", type=Path, help="an earlier --json report: show gains and losses"
    )
    evaluate.add_argument(
        "--tolerance",
        metavar="X",
        type=share,
        default=0.0,
        help="how far a score may fall below the baseline, from 0 to 1 (usually 0)",
    )
    evaluate.set_defaults(with_text=False)


def run(chosen: argparse.Namespace) -> ExitCode:
    """Evaluate the folders and show the report; the time that it took goes to standard error."""
    from ingest.evaluation.baseline import UnusableBaseline, compare_reports, read_baseline
    from ingest.evaluation.evaluate import evaluate

    _check_usage(chosen)
    try:
        baseline = read_baseline(chosen.baseline) if chosen.baseline else None
        started = time.perf_counter()
        report = evaluate(chosen.folders, options=reading_options(chosen), exclude=chosen.exclude, fields=chosen.field)
        _check_scored(report, chosen.field)
        changes = compare_reports(baseline, report, chosen.field) if baseline else None
    except UnusableBaseline as error:
        raise UsageError(str(error)) from error
    _show(report, changes, chosen)
    say(f"{report.documents} documents in {time.perf_counter() - started:.1f} seconds")
    return _code(report, changes, chosen.tolerance)


def _check_usage(chosen: argparse.Namespace) -> None:
    """Raise UsageError for paths that are not there, and for a page that would replace a document or gold."""
    from ingest.evaluation.gold import gold_of, is_gold

    for folder in chosen.folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: There is no such folder. Check the path.")
    for path in chosen.exclude:
        if not path.exists():
            raise UsageError(f"{path}: There is no such file or folder to leave out. Check the path.")
    page: Path | None = chosen.html
    if page is not None and page.exists() and (is_gold(page) or gold_of(page).exists()):
        raise UsageError(f"{page}: The page would replace this file. Choose another name for it.")


def _check_scored(report: "Report", fields: list[str]) -> None:
    """Raise UsageError where nothing was scored."""
    if not report.results and not report.unusable:
        raise UsageError("There is no gold record. Put NAME.gold.json beside NAME.pdf, as the README shows.")
    if report.results and not report.fields and fields:
        raise UsageError(f"No field that was scored fits {' or '.join(fields)}. Leave --field out to see the names.")


def _show(report: "Report", changes: "Changes | None", chosen: argparse.Namespace) -> None:
    from ingest.evaluation.report import report_json
    from ingest.exports.sinks import open_sink
    from ingest.view.differences_page import differences_page
    from ingest.view.scores import show_changes, show_differences, show_report

    if chosen.html:
        with open_sink(chosen.html, sys.stdout.buffer) as sink:
            sink.write(differences_page(report))
            sink.keep()
    if chosen.json:
        shown = report if chosen.differences else report.without_content()
        sys.stdout.buffer.write(report_json(shown))
        stream = sys.stderr
    else:
        show_report(report, sys.stdout)
        if chosen.differences:
            show_differences(report, sys.stdout)
        stream = sys.stdout
    if changes is not None:
        show_changes(changes, chosen.tolerance, stream)


def _code(report: "Report", changes: "Changes | None", tolerance: float) -> ExitCode:
    """Wrong usage where gold cannot be used, otherwise whether a score fell beyond the tolerance."""
    for one in report.unusable:
        say(f"{one.name}: {one.reason}")
    if report.unusable:
        return ExitCode.USAGE
    if changes is not None and changes.losses(tolerance):
        say(f"{len(changes.losses(tolerance))} scores fell below the baseline by more than {tolerance:g}.")
        return ExitCode.LOSS
    return ExitCode.DONE
