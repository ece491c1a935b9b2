"""The Parquet table: a schema that stays, nesting kept, and two other readers that see what the records say."""

from datetime import date
from pathlib import Path

import duckdb
import polars
import pyarrow.parquet
import pytest

from ingest.exports.parquet import ImpossibleDate, arrow_schema, write
from models import Action, CaseRecord

SCHEMA = Path(__file__).parent / "parquet_schema.txt"


@pytest.fixture(scope="module")
def path(records: list[CaseRecord], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("parquet") / "cases.parquet"
    write(records, out)
    return out


def test_the_schema_is_the_published_one(path: Path) -> None:
    """Whoever changes the models sees here what changes for those who read the table."""
    shown = arrow_schema().to_string(show_schema_metadata=False)
    assert shown + "\n" == SCHEMA.read_text("utf-8")
    written = pyarrow.parquet.read_schema(path)
    assert written.names == arrow_schema().names == list(CaseRecord.model_fields)
    assert written.metadata[b"uacase.schema_version"] == b"1.0"


def test_duckdb_reads_nested_targets(path: Path, records: list[CaseRecord]) -> None:
    rows = duckdb.execute(
        f"""SELECT source.sha256, target.name, target.emails, target.address.city, target.copy
        FROM (SELECT source, unnest(targets) AS target FROM '{path}')"""
    ).fetchall()
    assert rows == [
        (one.source.sha256, target.name, target.emails, target.address and target.address.city, target.copy_)
        for one in records
        for target in one.targets
    ]


def test_duckdb_reads_evidence_by_pointer(path: Path, records: list[CaseRecord]) -> None:
    rows = duckdb.execute(f"SELECT evidence['/header/ua_number'][1].start FROM '{path}'").fetchall()
    pointer = "/header/ua_number"
    assert rows == [(one.evidence[pointer][0].start if pointer in one.evidence else None,) for one in records]


def test_polars_reads_days_as_dates(path: Path, records: list[CaseRecord]) -> None:
    frame = polars.read_parquet(path)
    deadlines = frame["action"].struct.field("deadline")
    assert deadlines.dtype == polars.Date
    stated = [one.action.deadline for one in records]
    assert deadlines.to_list() == [date.fromisoformat(day) if day else None for day in stated]
    concerns = frame["concerns"].explode(empty_as_null=False).to_list()
    assert concerns == [concern for one in records for concern in one.concerns]


def test_polars_gives_the_record_back(path: Path, records: list[CaseRecord]) -> None:
    """Nothing is lost: a row is the record again."""
    for row, record in zip(polars.read_parquet(path).iter_rows(named=True), records, strict=True):
        for part, member in (("header", "issue_date"), ("action", "deadline")):
            day = row[part][member]
            row[part][member] = day.isoformat() if day else None
        assert CaseRecord.model_validate(row) == record


def test_many_records_make_several_groups(records: list[CaseRecord], tmp_path: Path) -> None:
    bare = CaseRecord(source=records[0].source, header=records[0].header, action=Action())
    write((bare for _ in range(1001)), tmp_path / "many.parquet")
    file = pyarrow.parquet.ParquetFile(tmp_path / "many.parquet")
    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (1001, 3)


def test_a_day_that_is_none_is_said(records: list[CaseRecord], tmp_path: Path) -> None:
    wrong = records[0].model_copy(update={"action": Action(deadline="2023-02-30")})
    with pytest.raises(ImpossibleDate, match="/action/deadline of record 2"):
        write([records[0], wrong], tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []
