"""Every complete gold record is what its document gives, evidence, offsets and mentions included."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ingest import Options, Status, convert
from ingest.evaluation.gold import document_of, is_complete
from ingest.exports.record_json import record_json
from ingest.readers.pdf_engine import PdfEngine
from models import CaseRecord
from models.schema import case_record_schema
from scripts.gold import FIXTURES, gold_files, read_gold

GOLDS = list(gold_files())
COMPLETE = [gold for gold in GOLDS if is_complete(read_gold(gold))]
PDFS = sorted((FIXTURES / "pdf").glob("*.pdf"))


def relative(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


def converted(document: Path, options: Options) -> CaseRecord:
    """The record of a document that gives one."""
    outcome = convert(document, options=options)
    assert outcome.status is Status.DONE, outcome.error
    assert outcome.record is not None
    return outcome.record


@pytest.mark.parametrize("gold", COMPLETE, ids=relative)
def test_the_record_is_the_gold_record(gold: Path) -> None:
    record = converted(document_of(gold), Options(strict=True))
    assert json.loads(record_json(record)) == read_gold(gold)


def test_enough_gold_records_are_complete() -> None:
    documents = [document_of(gold) for gold in COMPLETE]
    assert len(documents) >= 24
    assert sum(document.suffix == ".pdf" for document in documents) >= 8


@pytest.mark.parametrize("gold", COMPLETE, ids=relative)
def test_the_gold_record_is_valid(gold: Path) -> None:
    data = read_gold(gold)
    Draft202012Validator(case_record_schema()).validate(data)
    CaseRecord.model_validate(data)


@pytest.mark.parametrize("gold", GOLDS, ids=relative)
def test_every_gold_record_has_its_document(gold: Path) -> None:
    assert document_of(gold).is_file()


@pytest.mark.parametrize("document", PDFS, ids=relative)
def test_both_pdf_engines_give_equal_records(document: Path) -> None:
    records = []
    for engine in (PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER):
        record = converted(document, Options(strict=True, mentions=False, with_text=True, pdf_engine=engine))
        data = json.loads(record_json(record))
        assert data["source"].pop("engine") == engine.value
        records.append(data)
    assert records[0] == records[1]
