"""Addresses that need no library are read as the library reads them."""

from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from ingest.fields.contacts.emails import USUAL_EMAIL, email_value

_WORDS = st.text("az09", min_size=1, max_size=20)
_LOCAL_PARTS = st.lists(_WORDS | st.sampled_from((".", "-", "_")), min_size=1, max_size=5).map("".join)
_LABELS = st.lists(_WORDS | st.just("-"), min_size=1, max_size=3).map("".join)
_DOMAINS = st.tuples(
    st.lists(_LABELS, min_size=1, max_size=3).map(".".join), st.sampled_from(("et", "uk", "com", "org", "test", "a1"))
).map(".".join)


@given(_LOCAL_PARTS, _DOMAINS)
def test_a_usual_address_is_valid_and_in_its_normal_form(local_part: str, domain: str) -> None:
    address = f"{local_part}@{domain}"
    if USUAL_EMAIL.fullmatch(address):
        assert email_value(address) == validate_email(address, check_deliverability=False).normalized == address
