"""The published JSON Schema of the case record, generated from the models."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from models.case_record import SCHEMA_VERSION, CaseRecord

SCHEMA_ID = f"urn:uacase:case-record:{SCHEMA_VERSION}"
_ONLY_ON_DEMAND = frozenset({"text"})
"""Members that a record leaves out where they are absent; every other one is always there, if only as null."""


class _RecordSchema(GenerateJsonSchema):
    """Describes the record by its members, not by what its serialiser is annotated to return."""

    def ser_schema(
        self, schema: "core_schema.SerSchema | core_schema.IncExSeqSerSchema | core_schema.IncExDictSerSchema"
    ) -> JsonSchemaValue | None:
        """None for the record's own serialiser, which only leaves members out: the model itself then speaks."""
        return None if schema["type"] == "function-wrap" else super().ser_schema(schema)

    def field_is_required(
        self,
        field: "core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField",
        total: bool,
    ) -> bool:
        """Always: what a document does not state is written as null or as an empty list."""
        return True


def case_record_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a record as `uacase convert` writes it."""
    schema = CaseRecord.model_json_schema(by_alias=True, mode="serialization", schema_generator=_RecordSchema)
    schema["required"] = [name for name in schema["required"] if name not in _ONLY_ON_DEMAND]
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": SCHEMA_ID, "title": "Case record of an Urgent Action"}
    return head | {key: value for key, value in schema.items() if key not in head}


def case_record_schema_text() -> str:
    """The schema as it is printed and committed."""
    return json.dumps(case_record_schema(), ensure_ascii=False, indent=2) + "\n"
