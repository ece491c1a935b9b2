"""The last day of an appeal is read from sentences of any wording, and from no sentence that tells something else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, convert

_CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "last_days.toml").read_text("utf-8"))["case"]

_DOCUMENT = """URGENT ACTION
TRADE UNIONIST MISSING IN LAHORE
UA: 12/18 Index: ASA 33/5123/2018 Pakistan Date: 10 July 2018

Javed Hussain, a trade union leader, was taken from his home in Lahore on 3 March by men in plain clothes. His family
has looked for him in every prison of the province since. {lead}

TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER

{instructions}

Minister of the Interior
General A. B. Khan
Ministry of the Interior
Islamabad
Pakistan
Email: info@interior.gov.pk

{end}

Dear Minister,

Javed Hussain has been missing since March, and nobody has told his family where he is. {letter}

Yours sincerely,

ADDITIONAL INFORMATION

Scores of people have been detained in the same way since 1989. No one has ever been brought to justice for it.

{background}
"""


def _converted(case: dict[str, Any]) -> tuple[str | None, list[str | None]]:
    places = dict.fromkeys(("lead", "instructions", "end", "letter", "background"), "")
    places[case["place"]] = case["text"]
    outcome = convert(_DOCUMENT.format(**places).encode(), name="appeal.txt", options=Options(mentions=False))
    record = outcome.record
    assert record is not None
    deadline = record.action.deadline
    return deadline and str(deadline), [target.name for target in record.targets]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_last_day(case: dict[str, Any]) -> None:
    """The deadline of the record is the day that the case names, and the target stays the same."""
    assert _converted(case) == (case.get("day"), ["A. B. Khan"])
