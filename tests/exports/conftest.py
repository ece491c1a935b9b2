"""Records to export: those of the fixtures, and one that is made to break whatever takes text on trust."""

from pathlib import Path

import pytest

from ingest import Options, convert
from ingest.evaluation.gold import is_complete
from ingest.exports.record_json import record_json
from models import (
    Action,
    Address,
    CaseRecord,
    Event,
    Finding,
    Header,
    Letter,
    Section,
    SectionKind,
    Severity,
    SocialAccount,
    SocialNetwork,
    Source,
    Subject,
    Target,
)
from models.case_record import DateOrigin, SubjectKind, TextOrigin
from scripts.gold import gold_files, read_gold

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def records() -> list[CaseRecord]:
    """The gold records of the fixtures: every era, layout and language."""
    gold = [read_gold(path) for path in gold_files()]
    found = [CaseRecord.model_validate(data) for data in gold if is_complete(data)]
    assert len(found) > 60
    return found


@pytest.fixture(scope="session")
def jsonl(records: list[CaseRecord], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file of JSON Lines."""
    return write_jsonl(tmp_path_factory.mktemp("records") / "records.jsonl", records)


@pytest.fixture(scope="session")
def with_text() -> CaseRecord:
    """A record that carries the whole text."""
    path = ROOT / "fixtures" / "modern" / "us_mexico_two.txt"
    record = convert(path, options=Options(mentions=False, with_text=True)).record
    assert record is not None
    return record


@pytest.fixture(scope="session")
def hostile() -> CaseRecord:
    """Text with the marks that CSV, vCard, iCalendar, mail headers, XML and SQL give a meaning to."""
    odd = "a;b,c\\d\"e'f|g::h\nBEGIN:VEVENT\x0b"
    return CaseRecord.model_construct(
        source=Source(
            name="=cmd.txt",
            media_type="text/plain",
            sha256="0" * 64,
            size_bytes=1,
            text_origin=TextOrigin.DIGITAL,
            engine="text",
        ),
        header=Header(ua_number="1/99", ua_year=1999, title='=HYPERLINK("x")', summary=odd, countries=["SUHH", "BY"]),
        subjects=[Subject(name="@SUM(1)", kind=SubjectKind.GROUP, aliases=["-1", odd])],
        concerns=["torture"],
        action=Action(appeal_points=[odd, "+1"], deadline="1999-02-03", deadline_text=odd),
        targets=[
            Target(
                name=odd,
                honorific="Dr",
                role="-role",
                organization="＝org",
                address=Address(lines=["+line", odd], city=odd, country="SUHH"),
                emails=["a@example.org"],
                phones=["+12027281600;ext=12"],
                faxes=["+12027281698"],
                telexes=["170937 sppnme"],
                copy_emails=["c@example.org"],
                social=[SocialAccount(network=SocialNetwork.TWITTER, handle="@x")],
                websites=["http://example.org/?a=1,2;3"],
                salutation="=Dear,",
            ),
            Target(copy=True, organization="Embassy", emails=["copy@example.org", "a@example.org"]),
            Target(role="Governor"),
            Target(),
        ],
        letter=Letter(salutation="Dear all,", paragraphs=[odd, "Second."], valediction="Yours,"),
        events=[Event(date="1999-02", text=odd, resolved_from=DateOrigin.STATED)],
        sections=[Section(kind=SectionKind.HEADER, start=0, end=4)],
        findings=[Finding(rule="UA203", name="email-invalid", severity=Severity.WARNING, message="=m")],
    )


def write_jsonl(path: Path, records: list[CaseRecord]) -> Path:
    path.write_bytes(b"".join(record_json(record) for record in records))
    return path
