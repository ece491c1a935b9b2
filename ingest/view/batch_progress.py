"""How a batch goes on: a bar on a terminal, a few plain lines elsewhere; and its summary as text."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.batch.manifest import MANIFEST_NAME, InputStatus
from ingest.batch.run import REPORT_NAME, Plan, Progress
from ingest.batch.summary import Summary
from ingest.commands.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

_LINES = 20
"""How many plain lines a run gives."""
_SHOWN = 8


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """The progress as suits standard error."""
    if not sys.stderr.isatty():
        yield PlainProgress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        yield BarProgress(bars)


class BarProgress:
    """A bar with files done, failed, the rate and the time left."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._bar = bars.add_task("listing", total=None, note="")
        self._failed = 0

    def found(self, count: int) -> None:
        """Show the number."""
        self._bars.update(self._bar, completed=count)

    def begin(self, total: int, ended: int) -> None:
        """Start the bar anew, behind what is there from earlier."""
        self._bars.reset(self._bar, total=total, completed=ended, description="converting")

    def ended(self, status: InputStatus) -> None:
        """Move the bar."""
        self._failed += status is InputStatus.FAILED
        speed = self._bars.tasks[0].speed
        rate = f", {speed:.1f} files/s" if speed else ""
        self._bars.update(self._bar, advance=1, note=f"{self._failed:,} failed{rate}")

    def step(self, what: str) -> None:
        """Say what is being done."""
        self._bars.update(self._bar, description=what)


class PlainProgress:
    """A line at the start and for every twentieth part."""

    def __init__(self) -> None:
        self._total = self._ended = self._failed = 0

    def found(self, count: int) -> None:
        """Nothing is said yet."""

    def begin(self, total: int, ended: int) -> None:
        """Say what there is to do."""
        self._total, self._ended = total, ended
        say(f"{total:,} inputs, {ended:,} of them ended already")

    def ended(self, status: InputStatus) -> None:
        """Say how far it is, now and then."""
        self._failed += status is InputStatus.FAILED
        before, self._ended = self._ended, self._ended + 1
        if self._ended * _LINES // self._total > before * _LINES // self._total:
            say(f"{self._ended:,} of {self._total:,}, {self._failed:,} failed")

    def step(self, what: str) -> None:
        """Nothing is said."""


def summary_text(summary: Summary, plan: Plan) -> str:
    """The summary as lines of text."""
    statuses = ", ".join(f"{count:,} {name}" for name, count in summary.by_status.items() if count)
    lines = [
        f"{summary.inputs:,} inputs: {statuses or 'none'}",
        f"{summary.records:,} records; {summary.cases_in_several_records:,} cases have several",
        *_counts("families", summary.by_family),
        *_counts("languages", summary.by_language),
        *_counts("rules", summary.by_rule),
        *_counts("errors", summary.by_error),
    ]
    if summary.slowest:
        slow = ", ".join(f"{one.path} {one.seconds:.1f} s" for one in summary.slowest[:3])
        lines.append(f"slowest: {slow}")
    if summary.failures:
        lines.append(f'failures: sqlite3 {plan.out / MANIFEST_NAME} "SELECT * FROM failures"')
    lines.append(f"report: {plan.out / REPORT_NAME}")
    text = "\n".join(lines)
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in text) + "\n"


def _counts(title: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    shown = [f"{name} {count:,}" for name, count in list(counts.items())[:_SHOWN]]
    if len(counts) > _SHOWN:
        shown.append(f"{len(counts) - _SHOWN:,} more")
    return [f"{title}: {', '.join(shown)}"]
