"""A record as flat rows: the single values of a document, a subject and a target, and how each is read."""

from collections.abc import Callable
from typing import TypeVar

from models import Address, CaseRecord, Subject, Target

Scalar = str | int | None
Part = TypeVar("Part")

DOCUMENT: dict[str, Callable[[CaseRecord], Scalar]] = {
    "file_name": lambda record: record.source.name,
    "sha256": lambda record: record.source.sha256,
    "record_index": lambda record: record.source.record_index,
    "record_count": lambda record: record.source.record_count,
    "media_type": lambda record: record.source.media_type,
    "size_bytes": lambda record: record.source.size_bytes,
    "page_count": lambda record: record.source.page_count,
    "text_origin": lambda record: record.source.text_origin.value,
    "engine": lambda record: record.source.engine,
    "language": lambda record: record.source.language,
    "series": lambda record: record.header.series,
    "ua_number": lambda record: record.header.ua_number,
    "ua_year": lambda record: record.header.ua_year,
    "kind": lambda record: record.header.kind,
    "ordinal": lambda record: record.header.ordinal,
    "index_number": lambda record: record.header.index_number,
    "issue_date": lambda record: record.header.issue_date,
    "format": lambda record: record.header.format,
    "title": lambda record: record.header.title,
    "summary": lambda record: record.header.summary,
    "deadline": lambda record: record.action.deadline,
    "deadline_text": lambda record: record.action.deadline_text,
    "own_language": lambda record: int(record.action.own_language),
    "letter_salutation": lambda record: record.letter.salutation if record.letter else None,
    "letter_valediction": lambda record: record.letter.valediction if record.letter else None,
}
"""The single values of a document; what the record lists is not among them."""

SUBJECT: dict[str, Callable[[Subject], Scalar]] = {
    "name": lambda subject: subject.name,
    "kind": lambda subject: subject.kind.value,
    "pronouns": lambda subject: subject.pronouns,
    "gender": lambda subject: subject.gender,
    "age": lambda subject: subject.age,
    "description": lambda subject: subject.description,
}
"""The single values of a person or group."""

TARGET: dict[str, Callable[[Target], Scalar]] = {
    "copy": lambda target: int(target.copy_),
    "name": lambda target: target.name,
    "honorific": lambda target: target.honorific,
    "role": lambda target: target.role,
    "organization": lambda target: target.organization,
    "address": lambda target: ", ".join(line.rstrip(",") for line in _address(target).lines) or None,
    "street": lambda target: _address(target).street,
    "city": lambda target: _address(target).city,
    "region": lambda target: _address(target).region,
    "postal_code": lambda target: _address(target).postal_code,
    "country": lambda target: _address(target).country,
    "salutation": lambda target: target.salutation,
}
"""The single values of a target and of its address; `address` is the printed lines, joined by commas."""

_NO_ADDRESS = Address()


def _address(target: Target) -> Address:
    return target.address or _NO_ADDRESS


def row(columns: dict[str, Callable[[Part], Scalar]], part: Part) -> list[Scalar]:
    """The values of a part of the record, in the order of the columns."""
    return [read(part) for read in columns.values()]
