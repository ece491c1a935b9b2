"""The fields of a case record as they are scored: read from the models, so that a new field is scored at once."""

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from models import CaseRecord

NOT_SCORED = frozenset({"schema_version", "source", "evidence", "mentions", "text"})
"""Members of a record that are no reading of the document by its author's words."""
WHOLE = frozenset({"targets.social", "related_documents"})
"""Lists of parts that are right or wrong as a whole: each part is one value."""
IN_ORDER = frozenset(
    {
        *("action.instructions", "action.appeal_points", "targets.address.lines"),
        *("letter.paragraphs", "letter.demands", "additional_information"),
    }
)
"""Lists of values whose order tells; in all others a value counts wherever it stands."""
LITERAL = frozenset(
    {"targets.emails", "targets.copy_emails", "targets.websites", "targets.social", "related_documents"}
)
"""Fields in which punctuation and accents are part of the value; soft scores fold their letter case only."""
BESIDE = frozenset(
    {
        *("events.date", "letter.bounds", "additional_information.bounds"),
        *("sections.letter", "sections.additional_information"),
    }
)
"""Fields that show a side of others once more; they are counted in no group and no total."""
NEVER_INVENTED = ("targets.emails", "targets.phones", "targets.faxes", "action.deadline")
"""Fields in which a value that the document does not give does harm."""
SECTION_BOUNDS = MappingProxyType(
    {
        "sections.letter": frozenset({"letter"}),
        "sections.additional_information": frozenset({"additional_information", "background"}),
    }
)
"""The kinds of sections whose offsets are compared, by field."""
_GROUPS = (
    ("header", ("header",)),
    ("people", ("subjects",)),
    ("action", ("action", "concerns")),
    ("addresses", ("targets.address",)),
    (
        "contacts",
        (
            *("targets.emails", "targets.phones", "targets.faxes", "targets.telexes"),
            *("targets.copy_emails", "targets.social", "targets.websites"),
        ),
    ),
    ("targets", ("targets",)),
    ("letter", ("letter",)),
    ("narrative", ("additional_information", "events", "related_documents", "legal_references")),
    ("structure", ("sections", "findings")),
)
GROUPS = tuple(name for name, _ in _GROUPS)
_MORE_FIELDS = {
    "letter": ("letter.bounds",),
    "additional_information": ("additional_information.bounds",),
    "events": ("events.date",),
    "sections": tuple(SECTION_BOUNDS),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A member of the record: its dotted name without indices, whether it is a list, and its own members."""

    name: str
    many: bool
    members: Mapping[str, "Node"]


@cache
def contract() -> Mapping[str, Node]:
    """The scored members of a record, in the contract's order."""
    return _members(CaseRecord, "", NOT_SCORED)


@cache
def field_names() -> tuple[str, ...]:
    """Every field that can have a score, in the contract's order."""
    return tuple(dict.fromkeys(name for node in contract().values() for name in _names(node)))


@cache
def group_of(field: str) -> str:
    """The group that a field belongs to."""
    for group, prefixes in _GROUPS:
        if any(field == prefix or field.startswith(f"{prefix}.") for prefix in prefixes):
            return group
    return "other"


def is_chosen(field: str, patterns: Sequence[str]) -> bool:
    """Whether one of the shell patterns names the field, or there are none."""
    return not patterns or any(fnmatch.fnmatchcase(field, pattern) for pattern in patterns)


def misfits(gold: Mapping[str, Any], members: Mapping[str, Node] | None = None, pointer: str = "") -> Iterator[str]:
    """What in a gold record does not fit the contract, a reason each: misspelt members would just not be scored."""
    known = contract() if members is None else members
    for key, value in gold.items():
        place = f"{pointer}/{key}"
        if not pointer and key in NOT_SCORED:
            continue
        if key not in known:
            yield f"{place}: the contract has no such member"
        elif known[key].many:
            yield from _misfits_in_list(known[key], value, place)
        else:
            yield from _misfits_in_value(known[key], value, place)


def _misfits_in_list(node: Node, values: Any, place: str) -> Iterator[str]:
    if not isinstance(values, list):
        yield f"{place}: this is no list"
        return
    for index, value in enumerate(values):
        if value is None or (node.name == "findings" and isinstance(value, dict) and "rule" not in value):
            yield f"{place}/{index}: this says nothing"
        elif node.name != "findings" or isinstance(value, dict):
            yield from _misfits_in_value(node, value, f"{place}/{index}")


def _misfits_in_value(node: Node, value: Any, place: str) -> Iterator[str]:
    if not node.members:
        if isinstance(value, dict | list):
            yield f"{place}: this is no single value"
    elif isinstance(value, dict):
        yield from misfits(value, node.members, place)
    elif value is not None:
        yield f"{place}: this is no object"


def _members(model: type[BaseModel], prefix: str, without: frozenset[str] = frozenset()) -> Mapping[str, Node]:
    nodes = {}
    for key, field in model.model_fields.items():
        name = field.alias or key
        if name not in without:
            nodes[name] = _node(f"{prefix}{name}", field.annotation)
    return MappingProxyType(nodes)


def _node(name: str, annotation: Any) -> Node:
    kinds = [kind for kind in get_args(annotation) or (annotation,) if kind is not type(None)]
    many = get_origin(annotation) is list
    kind = kinds[0]
    is_part = isinstance(kind, type) and issubclass(kind, BaseModel)
    return Node(name, many, _members(kind, f"{name}.") if is_part else MappingProxyType({}))


def _names(node: Node) -> Iterator[str]:
    if node.name == "events":
        yield from ("events", "events.date", "events.resolved_from")
    elif node.name == "sections":
        yield from ("sections", "sections.heading", *SECTION_BOUNDS)
    elif node.name == "findings" or node.name in WHOLE or not node.members:
        yield node.name
        yield from _MORE_FIELDS.get(node.name, ())
    else:
        for member in node.members.values():
            yield from _names(member)
        yield from _MORE_FIELDS.get(node.name, ())
