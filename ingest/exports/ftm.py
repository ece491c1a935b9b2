"""Export: FollowTheMoney entities, one JSON object a line, as Aleph and its relatives read them.

Each action is a Document. The people at risk and the named officials are Persons, groups at risk and offices without a
named holder or body LegalEntities, ministries, embassies and the like PublicBodies. Documentation ties them to the
document, Employment a person to the body, UnknownLink an office to it. Nothing is merged between documents: that two
documents mean the same person is for the tools to find and for people to decide.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.exports.formats import NothingToExport
from ingest.exports.identity import case_label, document_name
from ingest.exports.sinks import FileSink
from models import Address, CaseRecord, Subject, Target
from models.case_record import SubjectKind

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

Values = dict[str, str | list[str] | None]
"""The values of an entity by property; null and empty lists add nothing."""


def write(records: Iterable[CaseRecord], out: Path) -> None:
    """Write the entities, each validated against its schema. Raises NothingToExport and UnwritableOutput."""
    written = 0
    with FileSink(out) as sink:
        for record in records:
            for entity in _entities(record):
                sink.write(_line(entity))
                written += 1
        if written == 0:
            raise NothingToExport("an Urgent Action", 0)
        sink.keep()


def _line(entity: "EntityProxy") -> bytes:
    """An entity as JSON; its values are sets, which are sorted here so that the bytes are always the same."""
    data = entity.to_dict()
    entity.schema.validate(data)
    data["properties"] = {name: sorted(values) for name, values in sorted(data["properties"].items())}
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def _entities(record: CaseRecord) -> "Iterator[EntityProxy]":
    key = document_name(record)
    document = _document(record, key)
    yield document
    for place, subject in enumerate(record.subjects):
        entity = _subject(subject, key, place)
        yield entity
        yield _documentation(document, entity, "person or group at risk")
    for place, target in enumerate(record.targets):
        yield from _target(target, document, key, place)


def _document(record: CaseRecord, key: str) -> "EntityProxy":
    source, header = record.source, record.header
    stated = {
        "fileName": source.name or source.sha256,
        # `contentHash` takes SHA-1 only, which nobody has computed.
        "notes": f"sha256: {source.sha256}",
        "fileSize": str(source.size_bytes),
        "mimeType": source.media_type,
        "language": source.language,
        "title": header.title,
        "summary": header.summary,
        "date": header.issue_date,
        "country": header.countries,
        "keywords": [*record.concerns, *filter(None, (case_label(record), header.index_number))],
    }
    return _entity("Document", (key,), stated)


def _subject(subject: Subject, key: str, place: int) -> "EntityProxy":
    stated: Values = {"name": subject.name, "alias": subject.aliases, "summary": subject.description}
    if subject.kind is SubjectKind.PERSON:
        return _entity("Person", (key, "subject", str(place)), stated | {"gender": subject.gender})
    return _entity("LegalEntity", (key, "subject", str(place)), stated)


def _target(target: Target, document: "EntityProxy", key: str, place: int) -> "Iterator[EntityProxy]":
    """The official or office, its address, the body that it belongs to, and how they hang together.

    Contacts belong to the person, or to the office or body where no person is named.
    """
    address = _address(target.address, (key, "target", str(place), "address")) if target.address else None
    if address is not None:
        yield address
    body_key = (key, "target", str(place), "organization")
    body = _entity("PublicBody", body_key, {"name": target.organization}) if target.organization else None
    holder = _holder(target, (key, "target", str(place)))
    addressee = holder or body
    if addressee is None:
        return
    _add(addressee, _contacts(target))
    if address is not None:
        _add(addressee, {"address": address.get("full"), "addressEntity": address.id})
    yield from (entity for entity in (holder, body) if entity is not None)
    if holder is not None and body is not None:
        yield _belonging(target, holder, body, (key, "target", str(place), "belonging"))
    yield _documentation(document, addressee, "copied official" if target.copy_ else "official written to")


def _belonging(target: Target, holder: "EntityProxy", body: "EntityProxy", key: tuple[str, ...]) -> "EntityProxy":
    """A person is employed by the body; for an office of it without a person the model has no word of its own."""
    if target.name:
        return _entity("Employment", key, {"employee": holder.id, "employer": body.id, "role": target.role})
    return _entity("UnknownLink", key, {"subject": holder.id, "object": body.id, "role": "office of"})


def _holder(target: Target, key: tuple[str, ...]) -> "EntityProxy | None":
    """The person, or an office of which only the role is known; None for a body alone."""
    if target.name:
        return _entity("Person", key, {"name": target.name, "title": target.honorific, "position": target.role})
    return _entity("LegalEntity", key, {"name": target.role}) if target.role else None


def _contacts(target: Target) -> Values:
    """What the model has a property for, and the rest (faxes, telexes, accounts) as notes with its kind before it."""
    accounts = [f"{one.network.value}: {one.handle or one.url}" for one in target.social if one.handle or one.url]
    faxes = [f"fax: {number}" for number in target.faxes]
    telexes = [f"telex: {number}" for number in target.telexes]
    return {
        "email": target.emails,
        "phone": target.phones,
        "website": target.websites,
        "notes": [*faxes, *telexes, *accounts],
    }


def _address(address: Address, key: tuple[str, ...]) -> "EntityProxy":
    stated: Values = {
        "full": ", ".join(line.rstrip(",") for line in address.lines),
        "street": address.street,
        "city": address.city,
        "region": address.region,
        "postalCode": address.postal_code,
        "country": address.country,
    }
    return _entity("Address", key, stated)


def _documentation(document: "EntityProxy", entity: "EntityProxy", role: str) -> "EntityProxy":
    tie: Values = {"document": document.id, "entity": entity.id, "role": role}
    return _entity("Documentation", (str(document.id), str(entity.id)), tie)


def _entity(schema: str, key: tuple[str, ...], stated: Values) -> "EntityProxy":
    """An entity whose ID follows from its key, with the values that the model accepts."""
    from followthemoney import model

    entity = model.make_entity(schema)
    entity.id = hashlib.sha1(" ".join((schema, *key)).encode("utf-8")).hexdigest()
    _add(entity, stated)
    return entity


def _add(entity: "EntityProxy", stated: Values) -> None:
    for name, value in stated.items():
        entity.add(name, value)
