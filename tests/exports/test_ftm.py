"""FollowTheMoney entities: valid against the model, tied together, and nothing merged or made up."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model

from ingest.exports.ftm import write
from models import CaseRecord


@pytest.fixture(scope="module")
def entities(records: list[CaseRecord], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    out = tmp_path_factory.mktemp("ftm") / "entities.ftm.json"
    write(records, out)
    return [json.loads(line) for line in out.read_bytes().splitlines()]


def test_each_entity_is_valid_and_survives_cleaning(entities: list[dict[str, Any]]) -> None:
    for data in entities:
        model[data["schema"]].validate(data)
        again = model.get_proxy(data, cleaned=False)
        assert {name: sorted(again.get(name)) for name in data["properties"]} == data["properties"]


def test_there_is_an_entity_for_each_part(entities: list[dict[str, Any]], records: list[CaseRecord]) -> None:
    targets = [target for one in records for target in one.targets]
    subjects = [subject for one in records for subject in one.subjects]
    persons = sum(one.kind == "person" for one in subjects) + sum(one.name is not None for one in targets)
    counts = Counter(one["schema"] for one in entities)
    assert counts["Document"] == len(records)
    assert counts["Person"] == persons
    assert counts["PublicBody"] == sum(one.organization is not None for one in targets)
    assert counts["Address"] == sum(one.address is not None for one in targets)
    assert counts["LegalEntity"] == sum(one.kind == "group" for one in subjects) + sum(
        one.name is None and one.role is not None for one in targets
    )


def test_every_tie_ends_at_an_entity(entities: list[dict[str, Any]]) -> None:
    known = {one["id"]: one["schema"] for one in entities}
    assert len(known) == len(entities)
    for one in entities:
        for name, property_ in model[one["schema"]].properties.items():
            if property_.type.name == "entity" and not property_.stub:
                for value in one["properties"].get(name, []):
                    schema = model[known[value]]
                    assert property_.range is None or schema.is_a(property_.range)


def test_an_official_is_what_the_target_says(entities: list[dict[str, Any]]) -> None:
    (official,) = [one for one in entities if one["properties"].get("email") == ["embamexusa@sre-correo.gob.mx"]]
    assert official["schema"] == "Person"
    assert official["properties"] == {
        "address": ["1911 Pennsylvania Ave NW, Washington DC 20006"],
        "addressEntity": official["properties"]["addressEntity"],
        "email": ["embamexusa@sre-correo.gob.mx"],
        "name": ["Lucía Fernanda Olmos Terrazas"],
        "notes": ["fax: +12027281698"],
        "phone": ["+12027281600"],
        "title": ["Ambassador"],
    }


def test_a_contact_without_an_owner_makes_no_entity(hostile: CaseRecord, tmp_path: Path) -> None:
    write([hostile], tmp_path / "out.json")
    found = Counter(json.loads(line)["schema"] for line in (tmp_path / "out.json").read_bytes().splitlines())
    assert found["Person"] == 1
    assert found["PublicBody"] == 2
    assert found["LegalEntity"] == 2
