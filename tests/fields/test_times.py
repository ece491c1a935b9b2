"""The dates of single sentences in a document of a known day."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import convert
from ingest.pipeline import Options

_CASES = tomllib.loads((Path(__file__).parent / "time_cases.toml").read_text("utf-8"))["case"]
_DOCUMENTS = {
    "en": "First UA: 9/21 Index: ASA 25/0009/2021 South Korea Date: {:%d %B %Y}\n\nURGENT ACTION\nFREE HIM\n{}\n",
    "es": "AU: 9/21 Índice: ASA 25/0009/2021 Corea Fecha: {:%d.%m.%Y}\n\nACCIÓN URGENTE\nLIBERTAD YA\n{}\n",
    "fr": "AU : 9/21 Index : ASA 25/0009/2021 Corée Date : {:%d.%m.%Y}\n\nACTION URGENTE\nLIBERTÉ\n{}\n",
    "de": "UA-009/2021 AI-Index: ASA 25/0009/2021 Datum: {:%d.%m.%Y}\n\nURGENT ACTION\nFREIHEIT\n{}\n",
    "pt": "AU: 9/21 Índice: ASA 25/0009/2021 Coreia Data: {:%d.%m.%Y}\n\nAÇÃO URGENTE\nLIBERDADE JÁ\n{}\n",
    "it": "AU: 9/21 Indice: ASA 25/0009/2021 Corea Data: {:%d.%m.%Y}\n\nAZIONE URGENTE\nLIBERTÀ SUBITO\n{}\n",
}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_dates(case: dict[str, Any]) -> None:
    text = _DOCUMENTS[case.get("language", "en")].format(date.fromisoformat(case["issued"]), case["text"])
    outcome = convert(text.encode(), name="case.txt", options=Options(mentions=False))
    events = outcome.records[0].events
    assert [event.date for event in events] == case["dates"]
    assert "texts" not in case or [event.text for event in events] == case["texts"]
