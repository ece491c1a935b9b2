"""`uacase check`: what is wrong with a draft before it goes out."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest.commands.checked_files import files_of
from ingest.commands.messages import say
from ingest.commands.reading import STANDARD_INPUT, source_of
from ingest.commands.usage import UsageError
from ingest.errors import UacaseError
from ingest.exit_code import ExitCode
from ingest.exports.reports import FORMS

if TYPE_CHECKING:
    from ingest.baseline import Baseline
    from ingest.checking import Checked
    from ingest.configuration import Configuration
    from ingest.exports.reports import Report
    from ingest.exports.sinks import Sink
    from models import Severity

_DESCRIPTION = """\
Check drafts of Urgent Actions and say what is wrong, where, and what to write instead. A folder stands for all files
in it. Rules are chosen by their codes or how these begin (UA2 are all rules about targets); of the beginnings that
fit, the longest decides. What a project always wants stands in uacase.toml, or in [tool.uacase] of pyproject.toml,
in the folder of the file that is checked or above it.
"""
_SEVERITIES = ("error", "warning", "info")
_MOST_ROUNDS = 4
"""One fix can make room for another; more rounds than these mean that two undo one another."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    check = commands.add_parser(
        "check",
        help="what is wrong with a draft",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("paths", metavar="PATH", nargs="+", help="files and folders to check; - is standard input")
    check.add_argument("--as-of", metavar="DATE", type=_day, help="the day of the check, as 2024-10-01; usually today")
    for option, meaning in (
        ("--select", "check these rules only"),
        ("--extend-select", "check these rules besides those selected"),
        ("--ignore", "do not check these rules"),
    ):
        check.add_argument(option, metavar="CODES", type=_codes, help=f"{meaning}: codes or their beginnings, by comma")
    check.add_argument("--fail-on", choices=_SEVERITIES, help="the least severity that gives exit code 1 (warning)")
    check.add_argument("--severity", choices=_SEVERITIES, help="leave out what weighs less (info: nothing)")
    check.add_argument("--output", choices=FORMS, default="text", help="the form of the output (text)")
    check.add_argument("--output-file", metavar="FILE", type=Path, help="write it to a file, whole or not at all")
    check.add_argument(
        "--statistics", action="store_true", help="say at the end, on standard error, what was found how often"
    )
    check.add_argument("--baseline", metavar="FILE", type=Path, help="leave out what an earlier output in JSON holds")
    mode = check.add_mutually_exclusive_group()
    mode.add_argument("--fix", action="store_true", help="mend in the files what is safe, and report what is left")
    mode.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    mode.add_argument("--watch", action="store_true", help="check again whenever a file is written, until interrupted")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2024-10-01") from None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(",") if code.strip())


def run(chosen: argparse.Namespace) -> ExitCode:
    """Check the files, in the order given, and write their findings."""
    _require_codes(chosen)
    _require_files(chosen)
    run = _Run(chosen, _baseline(chosen.baseline))
    if chosen.diff:
        return run.show_changes(files_of(chosen.paths))
    if not chosen.watch:
        return run.report(files_of(chosen.paths))
    from ingest.commands.watching import changes

    for names in changes(chosen.paths):
        run = _Run(chosen, _baseline(chosen.baseline))
        run.report(names)
        say(f"{len(names)} checked; waiting for changes, Ctrl+C ends")
    return ExitCode.DONE


def _require_files(chosen: argparse.Namespace) -> None:
    """Raise UsageError where an option needs files and is given standard input, or a form that a watch cannot have."""
    if STANDARD_INPUT in chosen.paths and (chosen.fix or chosen.diff or chosen.watch):
        raise UsageError("--fix, --diff and --watch need files. Name the draft instead of -.")
    if chosen.watch and (chosen.output_file is not None or chosen.output != "text"):
        raise UsageError("--watch writes text to the terminal. Leave out --output and --output-file.")


def _baseline(path: Path | None) -> "Baseline | None":
    """What the file of --baseline holds. Raises UsageError."""
    if path is None:
        return None
    from ingest.baseline import UnusableBaseline, read_baseline

    try:
        return read_baseline(path)
    except UnusableBaseline as error:
        raise UsageError(str(error)) from error


@dataclass(slots=True)
class _Run:
    """One run over some files: how they are checked, and what was found how often."""

    chosen: argparse.Namespace
    baseline: "Baseline | None"
    as_of: date = field(init=False)
    counts: "Counter[tuple[str, str]]" = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.as_of = self.chosen.as_of or date.today()

    def report(self, names: Iterable[str]) -> ExitCode:
        """Write the findings of the files; the highest exit code that one of them asks for."""
        code = ExitCode.DONE
        with _sink(self.chosen.output_file) as sink:
            report = _report(self.chosen)
            for name in names:
                configuration = _configuration(name, self.chosen)
                checked = self._left(name, self._mended(name, configuration))
                self.counts.update((one.finding.rule, one.finding.name) for one in checked.findings)
                _write(sink, report.file(name, checked))
                code = max(code, _code_of(checked, configuration.fail_on))
            _write(sink, report.end())
            sink.keep()
        if self.chosen.statistics:
            for (rule, what), count in sorted(self.counts.items()):
                say(f"{count:6,} {rule} {what}")
        return code

    def _mended(self, name: str, configuration: "Configuration") -> "Checked":
        """The check of a file, with --fix behind the mending."""
        checked = _checked(name, configuration, self.as_of)
        if not self.chosen.fix or not checked.fixes:
            return checked
        data = Path(name).read_bytes()
        mended = self._rounds(name, data, configuration)
        if mended == data:
            return checked
        from ingest.exports.sinks import FileSink

        with FileSink(Path(name)) as sink:
            sink.write(mended)
            sink.keep()
        return _checked(name, configuration, self.as_of)

    def _rounds(self, name: str, data: bytes, configuration: "Configuration") -> bytes:
        """The bytes with all fixes in them, and with those that these make room for."""
        from ingest.fixes.mending import mended

        for _ in range(_MOST_ROUNDS):
            changed = mended(data, _checked(name, configuration, self.as_of, data))
            if changed == data:
                break
            data = changed
        return data

    def show_changes(self, names: Iterable[str]) -> ExitCode:
        """Write what the fixes would change; FINDINGS where that is anything."""
        from ingest.view.changes_text import changes_text

        code = ExitCode.DONE
        with _sink(self.chosen.output_file) as sink:
            for name in names:
                configuration = _configuration(name, self.chosen)
                if not _checked(name, configuration, self.as_of).fixes:
                    continue
                data = Path(name).read_bytes()
                text = changes_text(name, data, self._rounds(name, data, configuration))
                code = ExitCode.FINDINGS if text else code
                _write(sink, text.encode("utf-8", errors="replace"))
            sink.keep()
        return code

    def _left(self, name: str, checked: "Checked") -> "Checked":
        """The check without what the baseline knows and what weighs too little."""
        if self.baseline is not None:
            checked = self.baseline.new(name, checked)
        if self.chosen.severity is None:
            return checked
        shown = _from(self.chosen.severity)
        return replace(checked, findings=tuple(one for one in checked.findings if one.finding.severity.value in shown))


@contextmanager
def _sink(path: Path | None) -> "Iterator[Sink]":
    """Where the output goes. A file is replaced by an empty one where there is nothing to say."""
    from ingest.exports.sinks import open_sink

    with open_sink(path, sys.stdout.buffer, keep_empty=True) as sink:
        yield sink


def _write(sink: "Sink", data: bytes) -> None:
    if data:
        sink.write(data)


def _report(chosen: argparse.Namespace) -> "Report":
    from ingest.exports.reports import report_of

    if chosen.output_file is not None:
        return report_of(chosen.output)
    colour = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
    return report_of(chosen.output, colour=colour, charset=sys.stdout.encoding or "utf-8")


def _from(severity: str) -> tuple[str, ...]:
    """A severity and those above it."""
    return _SEVERITIES[: _SEVERITIES.index(severity) + 1]


def _require_codes(chosen: argparse.Namespace) -> None:
    """Raise UsageError for a code that no rule has."""
    from ingest.configuration import is_prefix

    for code in (*(chosen.select or ()), *(chosen.extend_select or ()), *(chosen.ignore or ())):
        if not is_prefix(code):
            raise UsageError(f"No rule's code begins with {code!r}. Codes look like UA203.")


def _configuration(name: str, chosen: argparse.Namespace) -> "Configuration":
    """The configuration of the file's folder, with what the command line says in its place."""
    from ingest.configuration import find_configuration
    from models import Severity

    folder = Path.cwd() if name == STANDARD_INPUT else Path(name).absolute().parent
    found = find_configuration(folder)
    selection = found.check.selection
    selection = replace(
        selection,
        select=chosen.select or selection.select,
        extend_select=(*selection.extend_select, *(chosen.extend_select or ())),
        ignore=(*selection.ignore, *(chosen.ignore or ())),
    )
    return replace(
        found,
        check=replace(found.check, selection=selection),
        fail_on=Severity(chosen.fail_on) if chosen.fail_on else found.fail_on,
    )


def _checked(name: str, configuration: "Configuration", as_of: date, data: bytes | None = None) -> "Checked":
    """The check of a file; of other bytes in its place where they are given."""
    from ingest.checking import check, refused
    from ingest.pipeline import Options

    options = Options(mentions=False)
    try:
        source = source_of(name, options.max_bytes) if data is None else data
    except UacaseError as error:
        return refused(error, configuration.check)
    return check(source, as_of=as_of, settings=configuration.check, path=_below(name, configuration), options=options)


def _below(name: str, configuration: "Configuration") -> PurePath | None:
    """The file's path from the configuration's folder."""
    if configuration.folder is None or name == STANDARD_INPUT:
        return None
    return Path(name).absolute().relative_to(configuration.folder)


def _code_of(checked: "Checked", fail_on: "Severity") -> ExitCode:
    if checked.failed:
        return ExitCode.INTERNAL
    counted = _from(fail_on.value)
    found = any(one.finding.severity.value in counted for one in checked.findings)
    return ExitCode.FINDINGS if found else ExitCode.DONE
