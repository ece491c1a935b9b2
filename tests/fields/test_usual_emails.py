"""Addresses that need no library are read as the library reads them."""

from email_validator import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fields.contacts import USUAL_EMAIL, email_value


@settings(max_examples=50)
@given(st.from_regex(USUAL_EMAIL.pattern, fullmatch=True))
def test_a_usual_address_is_valid_and_in_its_normal_form(address: str) -> None:
    assert email_value(address) == validate_email(address, check_deliverability=False).normalized == address
