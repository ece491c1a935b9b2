"""The values that the contract lists for the real documents; skipped where those are not at hand."""

from pathlib import Path

import pytest

from ingest import CaseRecord, Options, convert

REAL = Path(__file__).parent.parent.parent / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not part of the repository")


def converted(name: str) -> CaseRecord:
    outcome = convert(REAL / name, options=Options(mentions=False, strict=True))
    assert outcome.record is not None, outcome.error
    return outcome.record


@pytest.fixture(scope="module")
def seed_a() -> CaseRecord:
    return converted("seed_a.txt")


@pytest.fixture(scope="module")
def seed_b() -> CaseRecord:
    return converted("seed_b.txt")


@pytest.fixture(scope="module")
def draft() -> CaseRecord:
    return converted("draft_template.pdf")


def test_seed_a_header_and_action(seed_a: CaseRecord) -> None:
    header, action = seed_a.header, seed_a.action
    assert (header.series, header.ua_number, header.ua_year) == ("UA", "147/20", 2020)
    assert (header.ordinal, header.kind) == (None, "initial")
    assert action.deadline == "2020-11-18"
    assert action.preferred_languages == ["be", "ru"]
    assert action.own_language is True


def test_seed_a_first_target(seed_a: CaseRecord) -> None:
    assert len(seed_a.targets) == 2
    target = seed_a.targets[0]
    assert (target.name, target.role) == ("Andrey Shved", "Prosecutor General of the Republic of Belarus")
    assert target.copy_ is False
    assert target.address is not None
    assert target.address.street == "Vul. Internatsionalnaya, 22"
    assert (target.address.postal_code, target.address.city, target.address.country) == ("220030", "Minsk", "BY")
    assert target.emails == ["info@prokuratura.gov.by"]
    assert target.copy_emails == ["kolesnikova.urgentaction@gmail.com"]
    assert [account.handle for account in target.social] == ["prokuraturaby"] * 3
    assert [account.network for account in target.social] == ["twitter", "facebook", "instagram"]


def test_seed_a_second_target(seed_a: CaseRecord) -> None:
    target = seed_a.targets[1]
    assert (target.name, target.honorific, target.organization) == ("Dmitry Basik", "Ambassador", "Embassy of Belarus")
    assert target.address is not None
    assert (target.address.city, target.address.region) == ("Washington", "DC")
    assert (target.address.postal_code, target.address.country) == ("20009", "US")
    assert target.phones == ["+12029869420"]
    assert target.faxes == ["+12029861805"]
    assert target.salutation == "Dear Ambassador"


def test_seed_b_header_and_action(seed_b: CaseRecord) -> None:
    header = seed_b.header
    assert (header.ua_number, header.ordinal, header.kind) == ("147/20", 3, "update")
    assert seed_b.action.deadline == "2024-11-01"


def test_seed_b_targets(seed_b: CaseRecord) -> None:
    first, second = seed_b.targets
    assert (first.name, first.honorific, first.faxes) == ("Ivan Kubrakou", "Lt.-Gen.", ["+375172039918"])
    assert first.copy_ is False
    assert (second.name, second.copy_) == ("Pavel Shidlovsky", True)
    assert second.organization is not None
    assert "Embassy" in second.organization
    assert second.address is not None
    assert second.address.city == "Washington"


def test_seed_b_subject_and_previous_action(seed_b: CaseRecord) -> None:
    assert "Kalesnikova" in seed_b.subjects[0].aliases
    previous = [document for document in seed_b.related_documents if document.relation == "previous_ua"]
    assert [(document.index_number, document.language) for document in previous] == [("EUR 49/6920/2023", "en")]


def test_draft_header_and_action(draft: CaseRecord) -> None:
    header = draft.header
    assert (header.ua_number, header.ordinal, header.index_number) == ("60/16", 3, "AMR 37/6674/2017")
    assert header.issue_date == "2017-07-05"
    assert draft.action.deadline == "2017-08-16"
    assert draft.action.preferred_languages == ["es"]


def test_draft_target_and_letter(draft: CaseRecord) -> None:
    (target,) = draft.targets
    assert (target.name, target.honorific) == ("Juli\u00e1n Pacheco", "General de Divisi\u00f3n")
    assert target.role == "Minister of Security"
    assert len(target.emails) == 2
    assert target.salutation
    assert draft.letter is not None
    assert draft.letter.salutation
    assert draft.letter.paragraphs
    assert draft.letter.demands
    assert draft.letter.valediction


@pytest.mark.parametrize("name", ["seed_a.txt", "seed_b.txt", "draft_template.pdf"])
def test_not_targets_are_no_targets(name: str) -> None:
    for target in converted(name).targets:
        for value in (target.name, target.role, target.organization):
            assert "accredited" not in (value or "").casefold()
            assert "amnesty" not in (value or "").casefold()
