"""Export: a letter to each target as an e-mail draft (RFC 5322), to be opened, signed and sent by a person."""

from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path

from ingest.exports.letters import TargetLetter, write_letters
from models import CaseRecord


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write an `.eml` for each letter into a folder or a ZIP. Raises NothingToExport and UnwritableOutput."""
    write_letters(records, out, ".eml", _message)


def _message(letter: TargetLetter) -> bytes:
    """A draft: without a sender and a date, which are not ours to say, and without `To` where no address is known."""
    addresses = (*letter.emails, *letter.copies)
    message = EmailMessage(policy=SMTP if all(map(str.isascii, addresses)) else SMTPUTF8)
    # What Outlook and others take as "not sent yet": the message opens for editing.
    message["X-Unsent"] = "1"
    if letter.subject:
        message["Subject"] = letter.subject
    if letter.emails:
        message["To"] = [_address(email, letter.addressee or "") for email in letter.emails]
    # A draft with nobody but those copied would be sent to them alone.
    if letter.emails and letter.copies:
        message["Cc"] = [_address(email) for email in letter.copies]
    message.set_content("\n".join(_lines(letter)) + "\n", cte="quoted-printable")
    return bytes(message)


def _address(email: str, name: str = "") -> Address:
    user, _, domain = email.rpartition("@")
    return Address(display_name=name, username=user, domain=domain)


def _lines(letter: TargetLetter) -> Iterator[str]:
    yield from letter.address_block
    if letter.salutation:
        yield from ("", letter.salutation)
    for paragraph in letter.paragraphs:
        yield from ("", paragraph)
    if letter.points:
        yield ""
    yield from (f"- {point}" for point in letter.points)
    if letter.valediction:
        yield from ("", letter.valediction)
