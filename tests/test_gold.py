"""Every complete gold record is what its document gives, evidence, offsets and mentions included."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ingest import Options, Status
from ingest.evaluation.gold import document_of, gold_of, is_complete
from ingest.exports.record_json import record_json
from ingest.pipeline import Inspection, inspect
from ingest.readers.pdf_engine import PdfEngine
from models import CaseRecord
from models.schema import case_record_schema
from scripts.gold import FIXTURES, gold_files, read_gold
from tests.rules.alarms import assert_no_false_alarm

GOLDS = list(gold_files())
COMPLETE = [gold for gold in GOLDS if is_complete(read_gold(gold))]


def relative(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


def read(document: Path, engine: PdfEngine = PdfEngine.AUTO) -> Inspection:
    """A document that gives one record, and no other."""
    inspection = inspect(document, options=Options(strict=True, with_text=True, pdf_engine=engine))
    assert inspection.outcome.status is Status.DONE, inspection.outcome.error
    assert len(inspection.outcome.records) == 1
    return inspection


def written(inspection: Inspection) -> dict[str, Any]:
    """The record as it is written."""
    data: dict[str, Any] = json.loads(record_json(inspection.outcome.records[0]))
    return data


@pytest.mark.parametrize("gold", COMPLETE, ids=relative)
def test_the_record_is_the_gold_record(gold: Path) -> None:
    """Of a PDF by both engines, which also agree on the text between the values. The check gives no false alarm."""
    document, wanted = document_of(gold), read_gold(gold)
    inspection = read(document)
    record = written(inspection)
    text = record.pop("text")
    assert record == wanted
    assert_no_false_alarm(inspection, gold, wanted)
    if document.suffix != ".pdf":
        return
    assert wanted["source"]["engine"] == PdfEngine.PDFIUM
    wanted["source"]["engine"] = PdfEngine.PDFPLUMBER
    other = written(read(document, PdfEngine.PDFPLUMBER))
    assert other.pop("text") == text
    assert other == wanted


def test_each_pdf_has_a_complete_gold_record() -> None:
    assert {gold_of(path) for path in (FIXTURES / "pdf").glob("*.pdf")} <= set(COMPLETE)


def test_enough_gold_records_are_complete() -> None:
    documents = [document_of(gold) for gold in COMPLETE]
    assert len(documents) >= 24
    assert sum(document.suffix == ".pdf" for document in documents) >= 8


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(case_record_schema())


@pytest.mark.parametrize("gold", COMPLETE, ids=relative)
def test_the_gold_record_is_valid(gold: Path, validator: Draft202012Validator) -> None:
    data = read_gold(gold)
    validator.validate(data)
    CaseRecord.model_validate(data)


def test_every_gold_record_has_its_document() -> None:
    assert [relative(gold) for gold in GOLDS if not document_of(gold).is_file()] == []
