"""The numbering plans give what the library gives by itself."""

import re

import phonenumbers
import pytest
from phonenumbers import re_util

from ingest.numbering_plans import plans

NUMBERS = (
    "+251 11 552 0874",
    "+1 202 555 0142",
    "+44 20 7413 5500",
    "+7 495 606 36 02",
    "+251 11 55",
    "+49 30 123 456",
)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_as_valid_as_without_kept_patterns(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_kept = plans().is_valid_number(plans().parse(number, None))
    monkeypatch.setattr(re_util, "_COMPILED_PATTERNS", None)
    assert with_kept == phonenumbers.is_valid_number(phonenumbers.parse(number, None))


def test_re_compiles_as_before_once_the_library_is_loaded() -> None:
    usual = re.compile
    plans.cache_clear()
    plans()
    assert re.compile is usual
    assert usual.__module__ == "re"


def test_the_library_takes_its_patterns_from_what_is_kept() -> None:
    plans()
    assert re_util.re_compile(r"\d{3}x") == re.compile(r"\d{3}x")
    assert type(vars(re_util)["_COMPILED_PATTERNS"]).__module__ == plans.__module__
