"""Stand-ins for `ingest.convert` that the workers of the batch tests load by name: quick ones, and ones that go wrong.

A file tells what is to be done with it: `ua 12/05` gives a record, `two 12/05 13/05` two, `none` no Urgent Action,
`bad` a failure, and the rest (`hang`, `hog`, `crash`, `exit`, `remove PATH`) is harm.
"""

import ctypes
import hashlib
import os
import time
from pathlib import Path

from ingest.found import Doubt
from ingest.pipeline import Options
from ingest.record import finding
from models import Action, CaseRecord, Header, Outcome, Source, Status
from models.case_record import Series, TextOrigin

PAUSE = 0.03
"""Seconds that each file takes, so that a kill finds somebody at work."""


def steady(data: bytes, *, name: str, options: Options) -> Outcome:
    """Convert quickly, and always to the same outcome."""
    time.sleep(PAUSE)
    return eager(data, name=name, options=options)


def eager(data: bytes, *, name: str, options: Options) -> Outcome:
    """The same without a pause."""
    order, *values = data.decode().split()
    if order in {"none", "bad"}:
        rule, status = ("UA903", Status.NOT_A_UA) if order == "none" else ("UA901", Status.FAILED)
        return Outcome(name, status, (), (finding(None, Doubt(rule, "It is so")),), "It is so")
    if order not in {"ua", "two"}:
        _harm(order, values)
    records = tuple(_record(data, name, number, index, len(values)) for index, number in enumerate(values))
    return Outcome(name, Status.DONE, records, tuple(one for record in records for one in record.findings))


def _record(data: bytes, name: str, number: str, index: int, count: int) -> CaseRecord:
    return CaseRecord(
        source=Source(
            name=name,
            media_type="text/plain",
            sha256=hashlib.sha256(data).hexdigest(),
            size_bytes=len(data),
            text_origin=TextOrigin.DIGITAL,
            engine="none",
            language="en",
            record_index=index,
            record_count=count,
        ),
        header=Header(series=Series.UA, ua_number=number, ua_year=2000 + int(number[-2:]), countries=["PE"]),
        action=Action(),
        findings=[finding(None, Doubt("UA301", "No date"))],
    )


def _harm(order: str, values: list[str]) -> None:
    if order == "hang":
        while True:
            time.sleep(1)
    if order == "hog":
        held = []
        while True:
            try:
                held.append(bytearray(b"x" * 10_000_000))
            except MemoryError:
                time.sleep(1)
    if order == "crash":
        ctypes.string_at(0)
    if order == "exit":
        os._exit(3)
    if order == "remove":
        Path(values.pop()).unlink(missing_ok=True)
        values.append("99/05")
