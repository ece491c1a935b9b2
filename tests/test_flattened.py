"""Texts that lost their line breaks, or their capitals too: what can still be read of them; nothing is invented."""

import json
from pathlib import Path

import pytest

from ingest import Options, convert
from models import CaseRecord, SectionKind

DUMP = Path(__file__).parents[2] / "shared" / "real" / "lossy_1998_2013.jsonl"
PLAIN = Options(mentions=False, strict=True)


def record_of(text: str) -> CaseRecord:
    record = convert(text.encode(), name="text.txt", options=PLAIN).record
    assert record is not None
    return record


WRAPPED = (
    "EXTERNAL AI Index: AFR 99/12/93 Distr: UA/SC 1 April 1993 UA 100/93 Legal Concern/Fear of Torture ZAMBIA: Francis "
    "Mumba, student Joseph Belo and at least 15 others\n"
    "Our organization fears that Francis Mumba and Joseph Belo, arrested on 22 March 1993 in Ndola, "
    "may be tortured. They are believed to be\n"
    "held by the police at Chifubu. BACKGROUND INFORMATION Since the march of 12 November 1991 hundreds of people have "
    "been arrested. RECOMMENDED\n"
    "ACTION: Please send telegrams/faxes/airmail letters in English or your own language: - seeking assurances that "
    "nobody is beaten; - urging that a doctor sees them.\n"
    "APPEALS TO: Minister of Home Affairs, PO Box 50997, Lusaka, Zambia\n"
)


def test_a_text_wrapped_anew_keeps_its_parts() -> None:
    record = record_of(WRAPPED)
    kinds = [section.kind for section in record.sections]
    assert kinds[:4] == [
        SectionKind.HEADER,
        SectionKind.SUMMARY,
        SectionKind.BACKGROUND,
        SectionKind.RECOMMENDED_ACTION,
    ]
    assert record.sections[3].heading == "RECOMMENDED ACTION:"
    assert record.header.issue_date == "1993-04-01"
    assert {subject.name for subject in record.subjects} <= {"Francis Mumba", "Joseph Belo"}
    assert record.action.instructions == [
        "Please send telegrams/faxes/airmail letters in English or your own language:",
    ]
    assert record.action.appeal_points == [
        "seeking assurances that nobody is beaten",
        "urging that a doctor sees them.",
    ]
    assert [event.date for event in record.events] == ["1993-03-22", "1991-11-12"]


HEAD = "u r g e n t    a c t i o n network office po box 4410 fairview 9 may 2003 further information on ua 77/03"
STORY = (
    " rosaura quispe was told to leave. recommended action: please send faxes: -asking for an inquiry; -urging care."
)


@pytest.mark.parametrize(
    ("named", "codes"),
    [
        ("peru        rosaura quispe (f)", ["PE"]),
        ("peru / bolivia   rosaura quispe (f)", ["PE", "BO"]),
        ("usa (georgia)   rosaura quispe (f)", ["US"]),
        ("peoples republic of china (prc)   rosaura quispe", ["CN"]),
        ("opt out of us habits   rosaura quispe", []),
    ],
)
def test_the_country_behind_the_number_is_found_in_small_letters(named: str, codes: list[str]) -> None:
    record = record_of(f"{HEAD} issued 12 march 2003 - fear for safety {named}{STORY}")
    assert record.header.ua_number == "77/03"
    assert record.header.countries == codes
    assert record.action.instructions == ["please send faxes:"]
    assert record.action.appeal_points == ["asking for an inquiry", "urging care."]


@pytest.mark.skipif(not DUMP.is_file(), reason="the real documents are not at hand")
def test_a_real_dump_without_capitals_and_lines_keeps_number_country_date_and_points() -> None:
    dumped = [json.loads(line) for line in DUMP.read_text("utf-8").splitlines()]
    read = [(row["ua_number"], convert(row["text"].encode(), name="text.txt", options=PLAIN).record) for row in dumped]
    records = [(number, record) for number, record in read if record is not None]
    assert len(records) >= 148
    assert sum(record.header.ua_number == number for number, record in records) >= 143
    assert sum(bool(record.header.countries) for _, record in records) >= 142
    assert sum(record.header.issue_date is not None for _, record in records) >= 144
    assert sum(bool(record.action.appeal_points) for _, record in records) >= 136
    assert not any(record.targets for _, record in records)
