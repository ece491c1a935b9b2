"""The letter to each target: address block, salutation and body, from what the record states and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.exports.formats import NothingToExport
from ingest.exports.identity import case_label, case_name
from ingest.exports.sinks import bundle
from ingest.kept_patterns import compiled
from models import CaseRecord, Letter, Target

_NOT_IN_XML = compiled("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_LETTER = Letter()


@dataclass(frozen=True, slots=True)
class TargetLetter:
    """A letter to one target, ready to be signed.

    `name` is a file name without its ending. `paragraphs` are those of the sample letter; without one they are empty
    and `points` holds the appeal points, which the writer has to put into words. `emails` and `copies` are the
    addresses to send it and its copies to. `issued` is the day of issue of the action.
    """

    name: str
    subject: str | None
    addressee: str | None
    address_block: tuple[str, ...]
    emails: tuple[str, ...]
    copies: tuple[str, ...]
    salutation: str | None
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    valediction: str | None
    issued: str | None


def write_letters(
    records: Iterable[CaseRecord], out: Path, suffix: str, render: Callable[[TargetLetter], bytes]
) -> None:
    """Write a file for each letter into a folder, or into a ZIP if `out` is called .zip.

    Raises NothingToExport where there is no letter at all, and UnwritableOutput.
    """
    count = written = 0
    with bundle(out) as folder:
        for count, record in enumerate(records, start=1):
            for letter in letters_of(record, count):
                (folder / f"{letter.name}{suffix}").write_bytes(render(letter))
                written += 1
        if written == 0:
            raise NothingToExport("a target to write to and something to write", count)


def letters_of(record: CaseRecord, number: int) -> Iterator[TargetLetter]:
    """The letters of a record, which is the `number`th: one for each target that is not only sent a copy.

    A record with neither a sample letter nor appeal points gives none. The salutation is that of the target's block, or
    else the letter's, or none. Copies go to the addresses that the block gives for them and to those of the targets
    under "copies to". No date and no sender is put in.
    """
    letter = record.letter or _NO_LETTER
    paragraphs = tuple(map(_clean, letter.paragraphs))
    points = () if paragraphs else tuple(map(_clean, record.action.appeal_points))
    if not paragraphs and not points:
        return
    copied = [email for target in record.targets if target.copy_ for email in target.emails]
    for place, target in enumerate(record.targets, start=1):
        if target.copy_:
            continue
        emails = tuple(target.emails)
        copies = dict.fromkeys(email for email in (*target.copy_emails, *copied) if email not in emails)
        yield TargetLetter(
            name=_file_name(record, number, place, "points" if points else "target"),
            subject=_known(record.header.title or case_label(record)),
            addressee=_known(_named(target) or target.role or target.organization),
            address_block=tuple(_address_block(target)),
            emails=emails,
            copies=tuple(copies),
            salutation=_known(target.salutation or letter.salutation),
            paragraphs=paragraphs,
            points=points,
            valediction=_known(letter.valediction),
            issued=record.header.issue_date,
        )


def _file_name(record: CaseRecord, number: int, place: int, what: str) -> str:
    """Names nobody: the number of the record, that of the action, and the target's place."""
    case = f"{case_name(record)}-" if record.header.ua_number else ""
    return f"{number:05}-{case}{what}-{place}"


def _named(target: Target) -> str | None:
    """The name with its honorific before it."""
    return f"{target.honorific} {target.name}" if target.honorific and target.name else target.name


def _address_block(target: Target) -> Iterator[str]:
    lines = (_named(target), target.role, target.organization, *(target.address.lines if target.address else ()))
    yield from (_clean(line) for line in lines if line)


def _known(value: str | None) -> str | None:
    return _clean(value) if value else None


def _clean(value: str) -> str:
    """The value on one line, without characters that XML and mail headers cannot hold."""
    return " ".join(_NOT_IN_XML.sub("", value).split())
