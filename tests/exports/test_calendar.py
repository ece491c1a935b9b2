"""The calendar, read by vobject: one event a case, no event without a deadline, no clock."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from ingest.exports.calendar import write
from ingest.exports.formats import NothingToExport
from models import Action, CaseRecord, Header


def events(path: Path) -> list[Any]:
    """The events of a calendar, as another library reads them."""
    calendar = vobject.readOne(path.read_bytes().decode("utf-8"))
    calendar.validate(raiseException=True)
    return list(calendar.contents.get("vevent", []))


def written(tmp_path: Path, records: Sequence[CaseRecord], *alarms: int) -> list[Any]:
    write(records, tmp_path / "out.ics", alarm_days=alarms)
    return events(tmp_path / "out.ics")


def case(base: CaseRecord, deadline: str | None, **header: Any) -> CaseRecord:
    update = {"header": Header(**({"ua_number": "7/21"} | header)), "action": Action(deadline=deadline)}
    return base.model_copy(update=update)


def test_each_case_with_a_deadline_has_one_event(records: list[CaseRecord], tmp_path: Path) -> None:
    expected = {
        (one.header.series, one.header.ua_number) if one.header.ua_number else one.source.sha256
        for one in records
        if one.action.deadline
    }
    found = written(tmp_path, records)
    assert len(found) == len(expected)
    assert len({event.uid.value for event in found}) == len(found)


def test_an_event_says_what_the_record_says(records: list[CaseRecord], tmp_path: Path) -> None:
    (record,) = [one for one in records if one.source.name == "is_belarus_second.txt"]
    (event,) = written(tmp_path, [record])
    assert event.dtstart.value == date(2022, 4, 11)
    assert event.uid.value == "ua-101-21@uacase.invalid"
    assert event.dtstamp.value == datetime(2022, 2, 14, tzinfo=UTC)
    assert event.summary.value == f"UA 101/21: {record.header.title}"
    assert event.description.value == f"{record.action.deadline_text}\n{record.header.index_number}"
    assert "valarm" not in event.contents


def test_alarms_are_for_those_who_ask(records: list[CaseRecord], tmp_path: Path) -> None:
    (event,) = written(tmp_path, [case(records[0], "2021-05-01")], 7, 1)
    assert [alarm.trigger.value for alarm in event.valarm_list] == [timedelta(days=-7), timedelta(days=-1)]


def test_the_latest_deadline_of_a_case_counts(records: list[CaseRecord], tmp_path: Path) -> None:
    days = ["2021-05-01", "2022-05-01", None, "2021-09-01"]
    (event,) = written(tmp_path, [case(records[0], day) for day in days])
    assert event.dtstart.value == date(2022, 5, 1)
    (earlier,) = written(tmp_path, [case(records[0], "2021-05-01")])
    assert earlier.uid.value == event.uid.value
    assert int(earlier.sequence.value) < int(event.sequence.value)


def test_a_stop_action_cancels(records: list[CaseRecord], tmp_path: Path) -> None:
    (event,) = written(tmp_path, [case(records[0], "2021-05-01"), case(records[0], None, kind="stop")])
    assert event.status.value == "CANCELLED"
    (event,) = written(tmp_path, [case(records[0], "2021-05-01"), case(records[0], None, kind="update")])
    assert event.status.value == "CONFIRMED"


def test_without_a_deadline_there_is_no_event(records: list[CaseRecord], tmp_path: Path) -> None:
    with pytest.raises(NothingToExport, match="Of 2 records none has a deadline"):
        write([case(records[0], None), case(records[0], None)], tmp_path / "out.ics")
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_is_none_gives_no_event(records: list[CaseRecord], tmp_path: Path) -> None:
    with pytest.raises(NothingToExport):
        write([case(records[0], "2023-02-30")], tmp_path / "out.ics")


def test_text_with_marks_stays_one_value(hostile: CaseRecord, tmp_path: Path) -> None:
    (event,) = written(tmp_path, [hostile])
    assert event.description.value == hostile.action.deadline_text


def test_lines_are_folded_at_75_bytes(records: list[CaseRecord], tmp_path: Path) -> None:
    write(records, tmp_path / "out.ics")
    assert max(map(len, (tmp_path / "out.ics").read_bytes().split(b"\r\n"))) <= 75
