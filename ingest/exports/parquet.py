"""Export: records as one Parquet table, nested as in the contract, with a schema that follows from the models."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ingest.errors import UacaseError
from ingest.exports.sinks import replacing
from models import CaseRecord
from models.case_record import FULL_DATE, SCHEMA_VERSION

if TYPE_CHECKING:
    import pyarrow as pa

RECORDS_PER_GROUP = 500
"""Records in memory at a time, and in a row group of the file."""
_DATES = (("header", "issue_date"), ("action", "deadline"))
"""The whole days of the record; `events[].date` may be a month or a year and stays text."""


class ImpossibleDate(UacaseError):
    """A value that has the form of a date and is none. `record` counts from 1, `pointer` names the value."""

    remedy = "Write the records again with `uacase convert`."

    def __init__(self, record: int, pointer: str) -> None:
        super().__init__(f"{pointer} of record {record} is no day of the calendar")
        self.record = record
        self.pointer = pointer


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write the table, compressed with Zstandard. Raises UnwritableOutput or ImpossibleDate."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema()
    rows = (_row(record, number) for number, record in enumerate(records, start=1))
    with replacing(out) as part, pq.ParquetWriter(part, schema, compression="zstd") as table:
        while group := list(islice(rows, RECORDS_PER_GROUP)):
            table.write_table(pa.Table.from_pylist(group, schema=schema))


def arrow_schema() -> "pa.Schema":
    """The schema of the table: a column for each member of the record, in the order of the contract.

    Closed vocabularies are strings, whole days are date32, `evidence` is a map from pointer to places.
    """
    import pyarrow as pa

    return pa.schema(list(_fields(CaseRecord)), metadata={"uacase.schema_version": SCHEMA_VERSION})


def _fields(model: type[BaseModel]) -> "Iterator[pa.Field]":
    import pyarrow as pa

    for name, field in model.model_fields.items():
        nullable = NoneType in get_args(field.annotation)
        kind = pa.date32() if _is_day(field) else _arrow_type(field.annotation)
        yield pa.field(field.alias or name, kind, nullable=nullable)


def _is_day(field: FieldInfo) -> bool:
    return any(getattr(rule, "pattern", None) == FULL_DATE for rule in field.metadata)


def _arrow_type(annotation: Any) -> "pa.DataType":
    """The Arrow type of a type of the models. Raises TypeError for one that no model has so far."""
    import pyarrow as pa

    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (only,) = (one for one in inner if one is not NoneType)
        return _arrow_type(only)
    if origin is list:
        return pa.list_(_item(inner[0]))
    if origin is tuple:
        return pa.list_(_item(inner[0]))
    if origin is dict:
        return pa.map_(_arrow_type(inner[0]), _item(inner[1]))
    if origin is Literal or annotation is str or (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return pa.string()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(list(_fields(annotation)))
    plain = {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if annotation not in plain:
        raise TypeError(f"no Arrow type for {annotation}")
    return plain[annotation]


def _item(annotation: Any) -> "pa.Field":
    import pyarrow as pa

    return pa.field("element", _arrow_type(annotation), nullable=False)


def _row(record: CaseRecord, number: int) -> dict[str, Any]:
    data = record.model_dump(mode="json", by_alias=True)
    data["evidence"] = list(data["evidence"].items())
    for part, member in _DATES:
        stated = data[part][member]
        try:
            data[part][member] = date.fromisoformat(stated) if stated else None
        except ValueError as error:
            raise ImpossibleDate(number, f"/{part}/{member}") from error
    return data
