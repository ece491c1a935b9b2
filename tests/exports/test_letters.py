"""The letters, read by other parsers: who they go to, how they greet, and that no word in them is made up."""

import io
import re
import zipfile
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from lxml import etree

from ingest.exports import letter_docx, letter_eml
from ingest.exports.formats import NothingToExport
from ingest.exports.letters import letters_of
from models import Action, CaseRecord, Letter, Target

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mails(tmp_path: Path, *records: CaseRecord) -> dict[str, EmailMessage]:
    letter_eml.write(records, tmp_path / "out.zip")
    parser = BytesParser(EmailMessage, policy=policy.default)
    return {name: parser.parsebytes(data) for name, data in files(tmp_path / "out.zip").items()}


def documents(tmp_path: Path, *records: CaseRecord) -> dict[str, list[str]]:
    """The lines of each Word file, read from its XML."""
    letter_docx.write(records, tmp_path / "out.zip")
    return {name: lines_of(data) for name, data in files(tmp_path / "out.zip").items()}


def lines_of(document: bytes) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml"))
    marks = {f"{W}br": "\n", f"{W}t": None}
    paragraphs = [
        "".join(marks[node.tag] or node.text or "" for node in paragraph.iter(*marks))
        for paragraph in root.iter(f"{W}p")
    ]
    return [line for paragraph in paragraphs for line in paragraph.split("\n")]


def one(records: list[CaseRecord], name: str) -> CaseRecord:
    (found,) = [record for record in records if record.source.name == name]
    return found


def test_each_target_gets_a_letter_of_its_own(records: list[CaseRecord], tmp_path: Path) -> None:
    found = documents(tmp_path, one(records, "us_mexico_two.txt"))
    assert list(found) == ["00001-ua-6-24-target-1.docx", "00001-ua-6-24-target-2.docx"]
    first, second = found.values()
    assert first[:5] == [
        "Lic. Rodrigo Xicoténcatl Barrientos Luna",
        "Fiscal General del Estado de Guerrero",
        "Blvd. René Juárez Cisneros s/n, Col. El Potrerito",
        "39098 Chilpancingo, Guerrero, Mexico",
        "Dear Attorney General/ Estimado Fiscal General",
    ]
    assert second[:4] == [
        "Ambassador Lucía Fernanda Olmos Terrazas",
        "Embassy of Mexico",
        "1911 Pennsylvania Ave NW, Washington DC 20006",
        "Dear Ambassador/ Estimada Embajadora",
    ]
    letter = one(records, "us_mexico_two.txt").letter
    assert letter is not None
    assert first[5:] == [*letter.paragraphs, letter.valediction]
    assert second[4:] == first[5:]


def test_a_mail_goes_where_the_target_can_be_reached(records: list[CaseRecord], tmp_path: Path) -> None:
    first, second = mails(tmp_path, one(records, "us_mexico_two.txt")).values()
    (address,) = first["To"].addresses
    assert (address.display_name, address.addr_spec) == (
        "Lic. Rodrigo Xicoténcatl Barrientos Luna",
        "fiscalia@fge-guerrero.gob.mx",
    )
    assert second["To"].addresses[0].addr_spec == "embamexusa@sre-correo.gob.mx"
    assert first["Subject"] == "FIND MISSING FOREST DEFENDERS IN MEXICO"
    assert first["X-Unsent"] == "1"
    assert {"From", "Date", "Message-ID", "Cc"} & set(first.keys()) == set()
    assert first.defects == []
    assert first.get_content().splitlines()[0] == "Lic. Rodrigo Xicoténcatl Barrientos Luna"


def test_the_words_are_those_of_the_record(records: list[CaseRecord], tmp_path: Path) -> None:
    """Every line of every letter stands in its record."""
    for name, mail in mails(tmp_path, *records).items():
        record = records[int(name[:5]) - 1]
        stated = " ".join(re.findall(r"\S+", record.model_dump_json()))
        for line in mail.get_content().splitlines():
            plain = line.removeprefix("- ").replace("\\", "\\\\").replace('"', '\\"')
            assert plain in stated or all(word in stated for word in plain.split()), line


def test_only_targets_to_write_to_get_one(records: list[CaseRecord], tmp_path: Path) -> None:
    expected = sum(
        not target.copy_
        for record in records
        if (record.letter and record.letter.paragraphs) or record.action.appeal_points
        for target in record.targets
    )
    assert len(mails(tmp_path, *records)) == expected


def test_without_an_address_there_is_no_addressee(records: list[CaseRecord], tmp_path: Path) -> None:
    target = Target(name="A B", salutation="Dear A B,")
    copied = Target(copy=True, organization="Embassy", emails=["copy@example.org"])
    record = records[0].model_copy(update={"targets": [target, copied], "letter": Letter(paragraphs=["Text."])})
    (mail,) = mails(tmp_path, record).values()
    assert {"To", "Cc"} & set(mail.keys()) == set()
    assert mail.get_content() == "A B\r\n\r\nDear A B,\r\n\r\nText.\r\n"


def test_copies_go_to_those_who_get_one(hostile: CaseRecord, tmp_path: Path) -> None:
    first = next(iter(mails(tmp_path, hostile).values()))
    assert [address.addr_spec for address in first["To"].addresses] == ["a@example.org"]
    assert [address.addr_spec for address in first["Cc"].addresses] == ["c@example.org", "copy@example.org"]
    assert first["Subject"] == '=HYPERLINK("x")'


def test_the_letter_s_greeting_serves_where_the_block_has_none(hostile: CaseRecord) -> None:
    salutations = [letter.salutation for letter in letters_of(hostile, 1)]
    assert salutations == ["=Dear,", "Dear all,", "Dear all,"]
    (bare, *_) = letters_of(hostile.model_copy(update={"letter": Letter(paragraphs=["x"])}), 1)
    assert (bare.salutation, bare.valediction) == ("=Dear,", None)


def test_appeal_points_stand_in_for_a_letter_and_say_so(records: list[CaseRecord], tmp_path: Path) -> None:
    update = {
        "letter": None,
        "targets": [Target(role="Governor")],
        "action": Action(appeal_points=["free X", "stop Y"]),
    }
    record = records[0].model_copy(update=update)
    assert [*documents(tmp_path, record).values()] == [["Governor", "free X", "stop Y"]]
    ((name, mail),) = mails(tmp_path, record).items()
    assert name.endswith("-points-1.eml")
    assert mail.get_content() == "Governor\r\n\r\n- free X\r\n- stop Y\r\n"


def test_with_nothing_to_say_there_is_no_letter(records: list[CaseRecord], tmp_path: Path) -> None:
    record = records[0].model_copy(update={"letter": Letter(salutation="Dear"), "action": Action()})
    with pytest.raises(NothingToExport, match="Of 1 records none"):
        letter_docx.write([record], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_address_outside_ascii_is_kept(records: list[CaseRecord], tmp_path: Path) -> None:
    target = Target(name="Ana", emails=["ana@müller.example"])
    record = records[0].model_copy(update={"targets": [target], "letter": Letter(paragraphs=["Text."])})
    letter_eml.write([record], tmp_path / "out.zip")
    assert any("ana@müller.example".encode() in data for data in files(tmp_path / "out.zip").values())


def test_a_word_file_tells_no_time_and_no_writer(records: list[CaseRecord], tmp_path: Path) -> None:
    letter_docx.write([one(records, "is_belarus_second.txt")], tmp_path / "out.zip")
    (document,) = files(tmp_path / "out.zip").values()
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert package.testzip() is None
        assert {member.date_time[0] for member in package.infolist()} == {1980}
        core = package.read("docProps/core.xml").decode("utf-8")
    assert "2022-02-14T00:00:00Z" in core
    assert "python-docx" not in core
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]", core)


def test_a_title_may_be_long(records: list[CaseRecord], tmp_path: Path) -> None:
    record = one(records, "is_belarus_second.txt")
    long = record.model_copy(update={"header": record.header.model_copy(update={"title": "word " * 200})})
    assert len(documents(tmp_path, long)) == 1
