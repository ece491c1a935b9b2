"""A damaged file: what it has lost gives no value, and none is made of what is left on both sides."""

import random
import re
from collections.abc import Iterator

import pytest

from ingest import Options, convert
from ingest.document import Span, is_cut
from ingest.reading import LOST
from models import CaseRecord
from scripts.gold import FIXTURES

READ = Options(mentions=False)
DRAFTS = (
    "modern/us_turkey_ambiguous_deadline.txt",
    "es/2019_honduras.txt",
    "fr/1999_niger.txt",
    "modern/is_belarus_second.txt",
)
HOLES = (b"\x00" * 4, b"\x01", LOST.encode("utf-8"))
_CHANNEL_LINE = re.compile(rb"[^\n]*(?:@|\d{4}|\d \d{2})[^\n]*")


def values(data: bytes) -> set[str]:
    """All values by which a plea finds its way, and when it has to."""
    return {value for record in convert(data, options=READ).records for value in _values(record)}


def _values(record: CaseRecord) -> Iterator[str]:
    for target in record.targets:
        yield from (*target.emails, *target.phones, *target.faxes, *target.telexes, *target.websites)
        yield from (f"{account.network} {account.handle}" for account in target.social)
        if target.address is not None and target.address.postal_code is not None:
            yield target.address.postal_code
    yield from (str(value) for value in (record.action.deadline, record.header.index_number) if value is not None)


def _with_holes(data: bytes, hole: bytes, chance: random.Random) -> bytes:
    """The text with one to three bytes of each line with a way to write replaced by a hole."""

    def damaged(match: re.Match[bytes]) -> bytes:
        line = match.group()
        start = chance.randrange(len(line))
        return line[:start] + hole + line[start + chance.randint(1, 3) :]

    return _CHANNEL_LINE.sub(damaged, data)


@pytest.mark.parametrize("hole", HOLES, ids=["zeros", "a control character", "a replaced one"])
@pytest.mark.parametrize("name", DRAFTS)
def test_a_hole_invents_nothing(name: str, hole: bytes) -> None:
    data = FIXTURES.joinpath(name).read_bytes()
    known = values(data)
    chance = random.Random(f"{name} {len(hole)}")
    for _ in range(3):
        assert values(_with_holes(data, hole, chance)) <= known


def test_a_text_with_a_lost_block_is_read() -> None:
    data = FIXTURES.joinpath(DRAFTS[0]).read_bytes()
    middle = len(data) // 2
    outcome = convert(data[:middle] + bytes(512) + data[middle + 512 :], options=READ)
    assert [record.header.ua_number is not None for record in outcome.records] == [True]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Fax: |+49 30 1234|", False),
        (f"Fax: |+49 30 1234|{LOST}", True),
        (f"Fax: {LOST}|49 30 1234|", True),
        (f"Fax: |+49 30 1234| {LOST}78", True),
        (f"Fax: +4{LOST} |30 1234|", True),
        (f"Fax: |+49 {LOST} 1234|", True),
        (f"a\n{LOST} |3 May 2014|: arrested", False),
        (f"{LOST} |3 May 2014|: arrested", False),
        (f"{LOST}|3 May 2014|: arrested", True),
        (f"{LOST}ne |3 May 2014| and {LOST}", False),
    ],
)
def test_what_is_cut(text: str, cut: bool) -> None:
    before, value, after = text.split("|")
    assert is_cut(before + value + after, Span(len(before), len(before) + len(value))) is cut
