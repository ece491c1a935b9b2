"""Characters that OCR takes for one another are mended where only the mended value is valid, on OCR pages alone."""

from dataclasses import replace
from functools import cache

import pytest

from ingest.case_fields import read_fields
from ingest.fields import misread
from ingest.furniture import mark_furniture
from ingest.normalising.normalise import normalise
from ingest.reading import Glyph, Reading
from ingest.record import build_record
from ingest.sectioning import split_sections
from models import CaseRecord, Source
from models.case_record import TextOrigin

PAGE = """{number} Index: AFR 44/009/2010 Nigeria Date: 3 May 2010

URGENT ACTION

TEACHER AT RISK OF TORTURE

Teacher Ada Okoro was arrested on 1 May 2010 in Enugu. She must be released.

PLEASE SEND APPEALS BEFORE 14 JUNE 2010 TO:

Minister of Justice
Mr Musa Danladi
Ministry of Justice
Abuja, Nigeria
{contact}
Salutation: Dear Minister
"""


@cache
def record_of(contact: str, number: str = "UA: 133/10", *, by_ocr: bool = True) -> CaseRecord:
    """The record of a page with this contact line."""
    text = PAGE.format(contact=contact, number=number)
    reading = Reading(text, "application/pdf", "test", page_count=1, glyphs=[Glyph(1, (0, 0, 1, 1))] * len(text))
    if by_ocr:
        reading = replace(reading, text_origin=TextOrigin.OCR, ocr_pages=frozenset({1}))
    sectioned = split_sections(mark_furniture(normalise(reading)))
    case, doubts = read_fields(sectioned, mentions=False, model=None, strict=True)
    source = Source(
        name="a.pdf",
        media_type="application/pdf",
        sha256="0" * 64,
        size_bytes=1,
        page_count=1,
        text_origin=reading.text_origin,
        engine="test",
        language="en",
    )
    return build_record(sectioned, source, case, doubts, with_text=False, strict=True)


FAXES = [
    ("Faxes: +234 2O1 263 461O", "2O1 263 461O"),
    ("Faxes: +234 20l 263 46I0", "20l 263 46I0"),
    ("Fax: +234 201 Z63 4610", "Z63"),
]


@pytest.mark.parametrize(("contact", "printed"), FAXES)
def test_a_misread_fax_number_is_mended(contact: str, printed: str) -> None:
    record = record_of(contact)
    assert record.targets[0].faxes == ["+2342012634610"]
    assert printed in record.evidence["/targets/0/faxes/0"][0].quote
    assert [one.rule for one in record.findings if one.start is not None] == ["UA608"]


@pytest.mark.parametrize(("contact", "printed"), FAXES)
def test_a_digital_page_is_not_mended(contact: str, printed: str) -> None:
    record = record_of(contact, by_ocr=False)
    assert record.targets[0].faxes == []
    assert "UA206" in {one.rule for one in record.findings}


@pytest.mark.parametrize("contact", ["Fax: +234 201 263 4610", "Fax: +234-201-263-4610 (if voice, ask for fax)"])
def test_a_valid_number_is_left_alone(contact: str) -> None:
    record = record_of(contact)
    assert record.targets[0].faxes == ["+2342012634610"]
    assert record.findings == []


@pytest.mark.parametrize("contact", ["Fax: +234 2X1 263 4610", "Fax: +234 2O1 263 461", "Fax: SOS OSO BIB"])
def test_what_mending_does_not_make_valid_is_no_value(contact: str) -> None:
    assert record_of(contact).targets[0].faxes == []


@pytest.mark.parametrize(
    ("contact", "printed"),
    [
        ("Email: minister @justice.gov.ng", "minister @justice.gov.ng"),
        ("Email: minister@ justice.gov.ng", "minister@ justice.gov.ng"),
        ("Email: minister@justice,gov.ng", "minister@justice,gov.ng"),
        ("Email: minister@justice. gov.ng", "minister@justice. gov.ng"),
    ],
)
def test_a_misread_address_is_mended(contact: str, printed: str) -> None:
    record = record_of(contact)
    assert record.targets[0].emails == ["minister@justice.gov.ng"]
    assert record.evidence["/targets/0/emails/0"][0].quote == printed
    assert [one.rule for one in record.findings] == ["UA608"]


def test_a_domain_of_no_country_is_mended() -> None:
    assert record_of("Email: post@justice.gov.Ik").targets[0].emails == ["post@justice.gov.lk"]


def test_a_digital_address_is_not_mended() -> None:
    assert record_of("Email: minister @justice.gov.ng", by_ocr=False).targets[0].emails == []


@pytest.mark.parametrize("contact", ["Email: a@b.gov.ng, c@d.gov.ng", "Email: a@b.gov.ng; c@d.gov.ng"])
def test_two_addresses_stay_two(contact: str) -> None:
    record = record_of(contact)
    assert record.targets[0].emails == ["a@b.gov.ng", "c@d.gov.ng"]
    assert record.findings == []


@pytest.mark.parametrize("label", ["Emai1", "E-mai1", "EmaiI", "Ema\u0131l"])
def test_a_misread_label_is_a_label(label: str) -> None:
    assert record_of(f"{label}: minister@justice.gov.ng").targets[0].emails == ["minister@justice.gov.ng"]


def test_a_misread_label_of_a_phone_is_one() -> None:
    assert record_of("Te1: +234 201 263 4610").targets[0].phones == ["+2342012634610"]


@pytest.mark.parametrize("number", ["VA: 133/10", "U4: 133/10", "UA: 133/10"])
def test_misread_initials_of_the_series_are_read(number: str) -> None:
    assert record_of("Fax: +234 201 263 4610", number).header.ua_number == "133/10"


def test_digital_initials_are_taken_at_their_word() -> None:
    assert record_of("Fax: +234 201 263 4610", "VA: 133/10", by_ocr=False).header.ua_number is None


@pytest.mark.parametrize("quote", ["", "O", "BOSS", "lIl|!", "+", "12 34 or so", "x" * 5_000, "1O" * 2_000])
def test_no_quote_breaks_the_mending(quote: str) -> None:
    assert isinstance(misread.number_as_read(quote), str)
    assert isinstance(misread.email_as_read(quote), str)
