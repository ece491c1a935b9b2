"""Dates that are read without dateparser are read as dateparser would read them."""

import dateparser
import pytest

from ingest import dates


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt"])
def test_both_ways_agree(language: str) -> None:
    for name in dates._months_of(language):
        for printed in (f"3 {name} 2022", f"28 {name.capitalize()} 1997", f"{name} 9, 2004"):
            plain = dates._plain_date(printed, language)
            found = dateparser.parse(
                printed, languages=[language], settings={"DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
            )
            if found is not None:
                assert plain == found.date().isoformat(), printed


@pytest.mark.parametrize("printed", ["31 November 2020", "3 mayo 2022", "3 May", "May 2022", "3 May 2022 at noon"])
def test_what_is_no_plain_date(printed: str) -> None:
    assert dates._plain_date(printed, "en") is None
