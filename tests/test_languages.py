"""What a plea depends on is read in every language that has a folder of documents, whatever else is missed there."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, convert, vocabulary
from ingest.dates import find_dates
from ingest.document import Span
from ingest.evaluation.gold import document_of, heading_by_hand, is_complete
from ingest.exports.record_json import record_json
from ingest.places import country_of, find_countries
from scripts.gold import FIXTURES, gold_files, read_gold

LANGUAGES = [language for language in vocabulary.languages() if (FIXTURES / language).is_dir()]
GOLDS = [gold for language in LANGUAGES for gold in gold_files(FIXTURES / language)]
NEW = ("ar", "it", "nl", "pt", "sv")


def essentials(record: dict[str, Any]) -> dict[str, Any]:
    """Number, index, dates, title, sections and channels of a record."""
    header, action = record["header"], record["action"]
    channels = ("emails", "phones", "faxes", "copy")
    return {
        **{
            key: header[key]
            for key in ("ua_number", "ua_year", "kind", "ordinal", "index_number", "issue_date", "title")
        },
        **{key: action[key] for key in ("deadline", "deadline_text", "preferred_languages", "own_language")},
        "targets": [{key: target[key] for key in channels} for target in record["targets"]],
        "sections": [(one["kind"], heading_by_hand(one["heading"])) for one in record["sections"]],
    }


# Where the gold record is complete, `test_gold` compares all of it.
PARTIAL = [gold for gold in GOLDS if gold.parent.name in NEW and not is_complete(read_gold(gold))]


@pytest.mark.parametrize("gold", PARTIAL, ids=lambda path: path.stem)
def test_what_a_plea_depends_on_is_read(gold: Path) -> None:
    outcome = convert(document_of(gold), options=Options(strict=True, mentions=False))
    assert outcome.record is not None, outcome.error
    record = json.loads(record_json(outcome.record))
    assert essentials(record) == essentials(read_gold(gold))
    assert record["source"]["language"] == gold.parent.name


def test_every_new_language_has_two_documents() -> None:
    for language in NEW:
        assert len(list(gold_files(FIXTURES / language))) >= 2


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("10 يناير/كانون الثاني 2022", "2022-01-10"),
        ("١٠ كانون الثاني/يناير ٢٠٢٢", "2022-01-10"),
        ("٣٠ تشرين الأول ١٩٩٨", "1998-10-30"),
        ("5 juni 2010", "2010-06-05"),
        ("1° giugno 2011", "2011-06-01"),
        ("7 de março de 1998", "1998-03-07"),
        ("den 3 oktober 2021", "2021-10-03"),
        ("den 3:e oktober 2021", "2021-10-03"),
        ("5e juni 2010", "2010-06-05"),
        ("12. tammikuuta 2003", "2003-01-12"),
        ("3. kesäkuuta 2011", "2011-06-03"),
        ("1ro de mayo de 2010", "2010-05-01"),
        ("2021-13-01", None),
    ],
)
def test_dates(printed: str, iso: str | None) -> None:
    found = find_dates(printed, Span(0, len(printed)))
    assert (found[0].iso() if found else None) == iso


@pytest.mark.parametrize("printed", ["عمان", "عمّان"])
def test_a_name_that_is_oman_and_amman_is_no_country(printed: str) -> None:
    assert country_of(printed) is None
    assert find_countries(printed, Span(0, len(printed))) == []


def test_oman_with_its_vowel_is_a_country() -> None:
    assert country_of("عُمان") == "OM"


@pytest.mark.parametrize("printed", ["والتعذيب", "للتعذيب", "بالتعذيب", "تَعذيب", "التعذيب"])
def test_particles_and_vowels_do_not_hide_a_wording(printed: str) -> None:
    assert vocabulary.compiled(["تعذيب"]).fullmatch(printed)


def test_a_particle_is_no_letter_of_another_script() -> None:
    assert vocabulary.compiled(["torture"]).fullmatch("وtorture") is None
