"""`uacase check`: what is wrong with a draft before it goes out."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest.commands.reading import STANDARD_INPUT, source_of
from ingest.commands.usage import UsageError
from ingest.errors import UacaseError
from ingest.exit_code import ExitCode

if TYPE_CHECKING:
    from ingest.checking import Checked
    from ingest.configuration import Configuration
    from models import Severity

_DESCRIPTION = """\
Check drafts of Urgent Actions and say what is wrong, where, and what to write instead. A folder stands for all files
in it. Rules are chosen by their codes or how these begin (UA2 are all rules about targets); of the beginnings that
fit, the longest decides. What a project always wants stands in uacase.toml, or in [tool.uacase] of pyproject.toml,
in the folder of the file that is checked or above it.
"""
_SEVERITIES = ("error", "warning", "info")


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
    check.add_argument("--output", choices=tuple(_OUTPUTS), default="text", help="the form of the output")


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
    as_of = chosen.as_of or date.today()
    write = _OUTPUTS[chosen.output]()
    code = ExitCode.DONE
    for name in _files(chosen.paths):
        configuration = _configuration(name, chosen)
        checked = _checked(name, configuration, as_of)
        write.file(name, checked)
        code = max(code, _code_of(checked, configuration.fail_on))
    write.end()
    return code


def _require_codes(chosen: argparse.Namespace) -> None:
    """Raise UsageError for a code that no rule has."""
    from ingest.configuration import is_prefix

    for code in (*(chosen.select or ()), *(chosen.extend_select or ()), *(chosen.ignore or ())):
        if not is_prefix(code):
            raise UsageError(f"No rule's code begins with {code!r}. Codes look like UA203.")


def _files(names: list[str]) -> Iterator[str]:
    """The files that the arguments name; a folder stands for the files below it, by name, hidden ones left out."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT or not path.is_dir():
            yield name
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
                yield str(file)


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


def _checked(name: str, configuration: "Configuration", as_of: date) -> "Checked":
    from ingest.checking import check, refused
    from ingest.pipeline import Options

    options = Options(mentions=False)
    try:
        source = source_of(name, options.max_bytes)
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
    counted = _SEVERITIES[: _SEVERITIES.index(fail_on.value) + 1]
    found = any(one.finding.severity.value in counted for one in checked.findings)
    return ExitCode.FINDINGS if found else ExitCode.DONE


class _Text:
    """A line for each finding, as soon as a file is checked."""

    def file(self, name: str, checked: "Checked") -> None:
        from ingest.view.findings_text import findings_text

        sys.stdout.write(findings_text(name, checked))

    def end(self) -> None:
        pass


class _JsonLines:
    """A line of JSON for each file, as soon as it is checked."""

    def file(self, name: str, checked: "Checked") -> None:
        from ingest.exports.findings_json import findings_line, findings_object

        sys.stdout.buffer.write(findings_line(findings_object(name, checked)))

    def end(self) -> None:
        pass


class _Json:
    """One JSON document, a list of all files, at the end."""

    def __init__(self) -> None:
        from ingest.exports.findings_json import findings_json, findings_object

        self._files: list[dict[str, object]] = []
        self._object, self._json = findings_object, findings_json

    def file(self, name: str, checked: "Checked") -> None:
        self._files.append(self._object(name, checked))

    def end(self) -> None:
        sys.stdout.buffer.write(self._json(self._files))


_OUTPUTS: "dict[str, type[_Text | _JsonLines | _Json]]" = {"text": _Text, "json": _Json, "jsonl": _JsonLines}
