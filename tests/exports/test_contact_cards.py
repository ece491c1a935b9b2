"""The contact cards, read by vobject: version 4.0, escaped, equal ones once, nothing made up."""

from pathlib import Path
from typing import Any

import pytest
import vobject

from ingest.exports.contact_cards import write
from ingest.exports.formats import NothingToExport
from models import Address, CaseRecord, Target


def cards(path: Path) -> list[Any]:
    return list(vobject.readComponents(path.read_bytes().decode("utf-8")))


def written(tmp_path: Path, *records: CaseRecord) -> list[Any]:
    write(records, tmp_path / "out.vcf")
    return cards(tmp_path / "out.vcf")


def texts(card: Any, name: str) -> list[str]:
    return [line.value for line in card.contents.get(name, [])]


def test_each_target_that_can_be_called_something_has_a_card(records: list[CaseRecord], tmp_path: Path) -> None:
    found = written(tmp_path, *records)
    names = {target.name or target.role or target.organization for one in records for target in one.targets}
    assert {card.fn.value for card in found} == names - {None}
    assert {card.version.value for card in found} == {"4.0"}
    assert len({card.uid.value for card in found}) == len(found)
    emails = {email for one in records for target in one.targets for email in target.emails}
    assert {email for card in found for email in texts(card, "email")} == emails


def test_the_version_is_the_first_line(records: list[CaseRecord], tmp_path: Path) -> None:
    write(records, tmp_path / "out.vcf")
    lines = (tmp_path / "out.vcf").read_bytes().split(b"\r\n")
    after = [lines[place + 1] for place, line in enumerate(lines) if line == b"BEGIN:VCARD"]
    assert set(after) == {b"VERSION:4.0"}
    assert max(map(len, lines)) <= 75


def test_a_card_says_what_the_target_says(records: list[CaseRecord], tmp_path: Path) -> None:
    (record,) = [one for one in records if one.source.name == "us_mexico_two.txt"]
    first, second = written(tmp_path, record)
    assert first.fn.value == "Rodrigo Xicoténcatl Barrientos Luna"
    assert first.title.value == "Fiscal General del Estado de Guerrero"
    assert texts(first, "tel") == ["tel:+527474719200"]
    assert first.adr.value.city == "Chilpancingo"
    assert first.adr.value.code == "39098"
    assert first.adr.value.country == "Mexico"
    assert first.adr.params["CC"] == ["MX"]
    assert [list(value) for value in texts(first, "categories")] == [["UA 6/24"]]
    assert second.org.value == ["Embassy of Mexico"]
    assert [(line.params["TYPE"], line.value) for line in second.contents["tel"]] == [
        (["voice"], "tel:+12027281600"),
        (["fax"], "tel:+12027281698"),
    ]


def test_the_same_official_in_two_actions_has_one_card(records: list[CaseRecord], tmp_path: Path) -> None:
    (record,) = [one for one in records if one.source.name == "us_mexico_two.txt"]
    other = record.model_copy(update={"header": record.header.model_copy(update={"ua_number": "8/24"})})
    write([record, other, record], tmp_path / "out.vcf")
    assert len(cards(tmp_path / "out.vcf")) == 2
    assert (tmp_path / "out.vcf").read_bytes().count(b"CATEGORIES:UA 6/24,UA 8/24\r\n") == 2


def test_marks_stay_in_their_value(hostile: CaseRecord, tmp_path: Path) -> None:
    """Vobject reads the escapes of RFC 6350: what comes back is what the target said, and there is no card too many."""
    first, embassy, office = written(tmp_path, hostile)
    assert first.fn.value == hostile.targets[0].name
    assert first.org.value == ["＝org"]
    assert first.adr.value.city == hostile.targets[0].name
    assert texts(first, "tel") == ["tel:+12027281600;ext=12", "tel:+12027281698"]
    assert texts(first, "x-telex") == ["170937 sppnme"]
    assert texts(embassy, "kind") == ["org"]
    assert office.fn.value == "Governor"
    assert not {"n", "email", "tel", "adr"} & set(office.contents)


def test_an_address_without_parts_stands_as_printed(records: list[CaseRecord], tmp_path: Path) -> None:
    target = Target(name="A B", address=Address(lines=["Main Road 1", "Old Town"]))
    (card,) = written(tmp_path, records[0].model_copy(update={"targets": [target]}))
    assert card.adr.value.street == "Main Road 1, Old Town"


def test_without_targets_there_is_no_file(records: list[CaseRecord], tmp_path: Path) -> None:
    with pytest.raises(NothingToExport, match="none has a target"):
        write([records[0].model_copy(update={"targets": [Target(emails=["a@b.org"])]})], tmp_path / "out.vcf")
    assert list(tmp_path.iterdir()) == []
