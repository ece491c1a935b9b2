"""Export: the targets as contact cards, vCard 4.0 (RFC 6350)."""

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.exports.country_names import country_name
from ingest.exports.formats import NothingToExport
from ingest.exports.identity import case_label
from ingest.exports.sinks import FileSink
from models import Address, CaseRecord, SocialAccount, Target

_NAMESPACE = uuid.UUID("6f3c1d0e-9a55-5d0c-8f5e-2b6a4d8c7e10")
"""Where the UIDs of cards come from: version 5 of RFC 9562, over what the card says."""
_CRLF = b"\r\n"


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write a card for each target that has a name, a role or an organization; equal ones once, in order.

    A card's CATEGORIES are the numbers of the actions that name the target. Names are not split into given and family
    name, which no document states. Raises NothingToExport and UnwritableOutput.
    """
    actions: dict[bytes, list[str]] = {}
    count = 0
    for record in records:
        count += 1
        label = case_label(record)
        for target in record.targets:
            body = _body(target)
            if body is not None:
                labels = actions.setdefault(body, [])
                if label is not None and label not in labels:
                    labels.append(label)
    if not actions:
        raise NothingToExport("a target", count)
    with FileSink(out) as sink:
        for body, labels in actions.items():
            sink.write(_card(body, labels))
        sink.keep()


def _card(body: bytes, labels: list[str]) -> bytes:
    """A whole card. VERSION has to be its first line, which no sorting of properties would give."""
    from icalendar import vCategory, vText

    lines = [b"BEGIN:VCARD", b"VERSION:4.0", body, _line("UID", vText(uuid.uuid5(_NAMESPACE, body.decode()).urn))]
    if labels:
        lines.append(_line("CATEGORIES", vCategory(labels)))
    return _CRLF.join([*lines, b"END:VCARD", b""])


def _line(name: str, value: Any) -> bytes:
    """A content line, escaped and folded."""
    from icalendar import Component

    folded: bytes = Component().content_line(name, value).to_ical()
    return folded


def _body(target: Target) -> bytes | None:
    """What the card says of the target, line by line; None where it has neither name nor role nor organization."""
    if not (target.name or target.role or target.organization):
        return None
    return _CRLF.join(_line(name, value) for name, value in _properties(target))


def _properties(target: Target) -> Iterator[tuple[str, Any]]:
    from icalendar import vOrg, vText, vUri

    yield "FN", vText(target.name or target.role or target.organization or "")
    if target.name is None and target.role is None:
        yield "KIND", vText("org")
    if target.honorific:
        yield "X-UACASE-HONORIFIC", vText(target.honorific)
    if target.role:
        yield "TITLE", vText(target.role)
    if target.organization:
        yield "ORG", vOrg((target.organization,))
    if target.address:
        yield "ADR", _address(target.address)
    yield from (("EMAIL", vText(email)) for email in target.emails)
    yield from (("TEL", vUri(f"tel:{number}", params={"VALUE": "uri", "TYPE": "voice"})) for number in target.phones)
    yield from (("TEL", vUri(f"tel:{number}", params={"VALUE": "uri", "TYPE": "fax"})) for number in target.faxes)
    yield from (("X-TELEX", vText(telex)) for telex in target.telexes)
    yield from (("SOCIALPROFILE", _social(account)) for account in target.social if account.url or account.handle)
    yield from (("URL", vUri(url)) for url in target.websites)
    if target.salutation:
        yield "X-UACASE-SALUTATION", vText(target.salutation)


def _address(address: Address) -> Any:
    """ADR with the ISO code as CC (RFC 8605); the printed lines stand as the street where no part was told apart."""
    from icalendar import vAdr

    parts = (address.street, address.city, address.region, address.postal_code)
    street = address.street if any(parts) else ", ".join(address.lines)
    country = country_name(address.country) if address.country else ""
    fields = ("", "", street or "", address.city or "", address.region or "", address.postal_code or "", country)
    return vAdr(fields, params={"CC": address.country} if address.country else {})


def _social(account: SocialAccount) -> Any:
    """SOCIALPROFILE (RFC 9554): the page where one is printed, otherwise the handle."""
    from icalendar import vText, vUri

    if account.url:
        return vUri(account.url, params={"SERVICE-TYPE": account.network.value})
    return vText(account.handle or "", params={"SERVICE-TYPE": account.network.value, "VALUE": "text"})
