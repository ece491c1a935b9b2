"""Export: the deadlines as an iCalendar file (RFC 5545), one all-day event for each Urgent Action."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import __version__
from ingest.exports.formats import NothingToExport
from ingest.exports.identity import case_label, case_name
from ingest.exports.sinks import FileSink
from models import Action, CaseRecord
from models.case_record import Kind

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_FIRST_YEAR = date(1961, 1, 1)
"""Before every Urgent Action: two-digit years count from here."""


@dataclass(slots=True)
class _Deadline:
    """The latest deadline of one case, the record that states it, and whether a stop action ended the case."""

    day: date | None = None
    record: CaseRecord | None = None
    stopped: bool = False


def write(records: Iterable[CaseRecord], out: Path, *, alarm_days: Sequence[int] = ()) -> None:
    """Write an event for each case that has a deadline, with an alarm so many days before it for each of `alarm_days`.

    The documents of one number are one case: its event has the latest deadline that they state, and is cancelled if one
    of them is a stop action. Its UID comes from the number, so that an import again moves the event. No clock takes
    part: DTSTAMP is the day of issue, or else the deadline. Raises NothingToExport and UnwritableOutput.
    """
    count, cases = _cases(records)
    if all(case.day is None for case in cases.values()):
        raise NothingToExport("a deadline", count)
    head, end = _frame()
    with FileSink(out) as sink:
        sink.write(head)
        for name, case in cases.items():
            if case.day is None or case.record is None:
                continue
            event = _event(name, case.day, case.record, stopped=case.stopped)
            for days in alarm_days:
                event.add_component(_alarm(_summary(case.record), days))
            sink.write(event.to_ical())
        sink.write(end)
        sink.keep()


def _frame() -> tuple[bytes, bytes]:
    """What stands before and after the events, which are written one by one."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//uacase//uacase {__version__}//EN")
    calendar.add("version", "2.0")
    head, mark, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    return head, mark + rest


def _cases(records: Iterable[CaseRecord]) -> tuple[int, dict[str, _Deadline]]:
    """How many records there are, and the deadline of each case, in the order in which the cases first occur."""
    cases: dict[str, _Deadline] = {}
    count = 0
    for record in records:
        count += 1
        case = cases.setdefault(case_name(record), _Deadline())
        case.stopped = case.stopped or record.header.kind is Kind.STOP
        day = _day(record.action.deadline)
        if day is not None and (case.day is None or day > case.day):
            case.day, case.record = day, _shown(record)
    return count, cases


def _shown(record: CaseRecord) -> CaseRecord:
    """What the event shows and no more, so that memory does not grow with the texts."""
    header = record.header.model_copy(update={"summary": None})
    return CaseRecord(source=record.source, header=header, action=Action(deadline_text=record.action.deadline_text))


def _day(stated: str | None) -> date | None:
    """The day of an ISO date; None where there is none, or no such day."""
    try:
        return date.fromisoformat(stated) if stated else None
    except ValueError:
        return None


def _event(name: str, day: date, record: CaseRecord, *, stopped: bool) -> "Event":
    from icalendar import Event

    stamp = _day(record.header.issue_date) or day
    lines = [record.action.deadline_text, record.header.index_number]
    event = Event()
    event.add("uid", f"{name}@uacase.invalid")
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", day)
    # A later deadline has a higher sequence, whichever records are exported: RFC 5545, 3.8.7.4.
    event.add("sequence", max((day - _FIRST_YEAR).days, 0))
    event.add("summary", _summary(record))
    event.add("categories", ["Urgent Action"])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if stopped else "CONFIRMED")
    if any(lines):
        event.add("description", "\n".join(line for line in lines if line))
    return event


def _summary(record: CaseRecord) -> str:
    """Number and title; the file's name where neither is known."""
    stated = [part for part in (case_label(record), record.header.title) if part]
    return ": ".join(stated) or record.source.name or record.source.sha256


def _alarm(text: str, days: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", timedelta(days=-days))
    return alarm
