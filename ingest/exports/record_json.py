"""Export: a case record as JSON; the same record always gives the same bytes."""

import json

from models import CaseRecord


def record_json(record: CaseRecord, *, pretty: bool = False) -> bytes:
    """The record in UTF-8, its keys in the contract's order, ending with a line feed; on one line unless `pretty`."""
    data = record.model_dump(mode="json", by_alias=True)
    if pretty:
        return _encoded(json.dumps(data, ensure_ascii=False, indent=2))
    return _encoded(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _encoded(text: str) -> bytes:
    # A file's name may hold bytes that are no text; everything else in a record is.
    return text.encode("utf-8", errors="replace") + b"\n"
