"""The published JSON Schema is fresh, is one, and refuses what it must; `test_documents` holds records against it."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from ingest import Options, convert
from ingest.exports.record_json import record_json
from models.schema import SCHEMA_ID, case_record_schema, case_record_schema_text

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "fixtures" / "modern" / "us_mexico_two.txt"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(case_record_schema())


def test_the_committed_schema_is_fresh() -> None:
    committed = (ROOT / "models" / "case_record.schema.json").read_text("utf-8")
    assert committed == case_record_schema_text()


def test_the_schema_is_a_schema_of_draft_2020_12() -> None:
    schema = case_record_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == SCHEMA_ID


def test_every_member_of_the_contract_is_required_but_the_text() -> None:
    schema = case_record_schema()
    assert set(schema["properties"]) - set(schema["required"]) == {"text"}
    assert all(set(part.get("properties", {})) == set(part.get("required", [])) for part in schema["$defs"].values())


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (("header", "ua_number"), "0147/20"),
        (("header", "issue_date"), "7 September 2020"),
        (("source", "sha256"), "abc"),
        (("header", "headline"), "an unknown member"),
        (("action", "own_language"), None),
    ],
)
def test_wrong_values_are_refused(pointer: tuple[str, str], value: Any, validator: Draft202012Validator) -> None:
    record = convert(DOCUMENT, options=Options(mentions=False)).record
    assert record is not None
    data = json.loads(record_json(record))
    data[pointer[0]][pointer[1]] = value
    with pytest.raises(ValidationError):
        validator.validate(data)
