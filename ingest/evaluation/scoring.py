"""One record compared with its gold, value by value.

Members that gold does not have are not scored, at any depth. A list that gold has is complete. Targets, subjects and
events are first assigned one to one, as a whole the best way, so that one that was split or missed does not make the
following ones wrong; then their values are compared. One without a counterpart is missed, or too much, with each of
its values. Values of one field are counted wherever they stand in their list, unless the order tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.evaluation.assignment import Pair, assign, assign_in_order
from ingest.evaluation.contract import IN_ORDER, LITERAL, SECTION_BOUNDS, WHOLE, Node, contract
from ingest.evaluation.gold import heading_by_hand, rule_codes
from ingest.evaluation.similarity import agrees, folded, is_empty, likeness, part_likeness

Evidence = Mapping[str, Sequence[Mapping[str, Any]]]
Stated = Mapping[str, "Stated"] | None
"""The members that gold states, for parts that have no gold of their own; None: all of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value of gold and what the record has for it; one of them is None where it is missed or too much.

    The pointers are RFC 6901 pointers into gold and record. `strict` and `soft` say whether the values are the same,
    `span` whether they were also read from the same place; it is None where gold has no evidence for that.
    """

    field: str
    gold: Any
    found: Any
    gold_pointer: str | None
    found_pointer: str | None
    strict: bool
    soft: bool
    span: bool | None


def compare_record(
    gold: Mapping[str, Any] | None, found: Mapping[str, Any] | None, stated: Stated = None
) -> tuple[Comparison, ...]:
    """Compare a gold record and a record as plain data.

    Where there is no record, all that gold states is missed. Where there is no gold, all that the record says in
    `stated` members is too much.
    """
    comparer = _Comparer(_evidence(gold), _evidence(found))
    return tuple(comparer.members(contract(), _Side(gold, ""), _Side(found, ""), stated))


def stated_in(golds: Sequence[Any]) -> Stated:
    """The members that any of these parts of gold states, at any depth."""
    parts = [one for gold in golds for one in (gold if isinstance(gold, list) else [gold]) if isinstance(one, dict)]
    if not parts:
        return None
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: stated_in([part[key] for part in parts if key in part]) for key in keys}


def _evidence(record: Mapping[str, Any] | None) -> Evidence | None:
    return None if record is None else record.get("evidence")


@dataclass(frozen=True, slots=True)
class _Side:
    """A value of one side, and where it stands there."""

    value: Any
    pointer: str

    def at(self, key: str) -> "_Side":
        return _Side(self.value.get(key) if isinstance(self.value, Mapping) else None, f"{self.pointer}/{key}")

    def items(self) -> list["_Side"]:
        values = self.value if isinstance(self.value, list) else []
        return [_Side(value, f"{self.pointer}/{index}") for index, value in enumerate(values)]

    def only(self, keys: Sequence[str]) -> "_Side":
        """The part with these members alone."""
        if not isinstance(self.value, Mapping):
            return self
        return _Side({key: self.value.get(key) for key in keys}, self.pointer)


_NOTHING = _Side(None, "")


class _Comparer:
    """Walks along the contract and compares what both sides have there."""

    def __init__(self, gold_evidence: Evidence | None, found_evidence: Evidence | None) -> None:
        self._gold_evidence = gold_evidence
        self._found_evidence = found_evidence

    def members(self, nodes: Mapping[str, Node], gold: _Side, found: _Side, stated: Stated) -> Iterator[Comparison]:
        """Compare the members of a part that gold has; where it has no such part, those that are stated."""
        scored: Mapping[str, Any] = (
            gold.value if isinstance(gold.value, Mapping) else nodes if stated is None else stated
        )
        for key, node in nodes.items():
            if key in scored:
                inside = None if stated is None else stated.get(key)
                yield from self._any(node, gold.at(key), found.at(key), inside)

    def _any(self, node: Node, gold: _Side, found: _Side, stated: Stated) -> Iterator[Comparison]:
        if node.name == "events":
            yield from self._events(node, gold, found, stated)
        elif node.name == "sections":
            yield from self._sections(gold, found)
        elif node.name == "findings":
            yield from self._findings(gold, found)
        elif node.name in WHOLE:
            yield from self._values(node.name, gold.items(), found.items())
        elif node.members and node.many:
            for one, other, inside in _assigned(gold, found, stated):
                yield from self.members(node.members, one, other, inside)
        elif node.members:
            yield from self.members(node.members, gold, found, stated)
        elif node.many:
            yield from self._values(node.name, gold.items(), found.items())
        else:
            yield from self._compared(node.name, gold, found)
        if node.name in ("letter", "additional_information"):
            yield from self._text_bounds(node.name, gold, found)

    def _values(self, field: str, golds: list[_Side], founds: list[_Side]) -> Iterator[Comparison]:
        if field in IN_ORDER:
            pairs = assign_in_order(golds, founds, _weight_in_order)
        else:
            pairs = assign(golds, founds, _weight, _same)
        for gold, found in _sides(pairs, golds, founds):
            yield from self._compared(field, gold, found)

    def _events(self, node: Node, gold: _Side, found: _Side, stated: Stated) -> Iterator[Comparison]:
        """Events as pairs of date and text, their dates alone, and what else they have."""
        for one, other, inside in _assigned(gold, found, stated):
            has = one.value if isinstance(one.value, Mapping) else node.members if inside is None else inside
            pair = [key for key in ("date", "text") if key in has]
            if pair:
                yield from self._compared("events", one.only(pair), other.only(pair))
            for key, name in (("date", "events.date"), ("resolved_from", "events.resolved_from")):
                if key in has:
                    yield from self._compared(name, one.at(key), other.at(key))

    def _sections(self, gold: _Side, found: _Side) -> Iterator[Comparison]:
        """The sequence of kinds, the headings of those that are of one kind, and bounds where gold has offsets."""
        golds, founds = gold.items(), found.items()
        for one, other in _sides(assign_in_order(golds, founds, _section_weight), golds, founds):
            yield from self._compared("sections", one.at("kind"), other.at("kind"))
            if one.value is not None and other.value is not None and "heading" in one.value:
                yield from self._compared("sections.heading", _heading(one), _heading(other))
        if not any("start" in one.value for one in golds):
            return
        for field, kinds in SECTION_BOUNDS.items():
            yield from self._values(field, _bounds(golds, kinds), _bounds(founds, kinds))

    def _findings(self, gold: _Side, found: _Side) -> Iterator[Comparison]:
        golds, founds = (
            [_Side(code, item.pointer) for code, item in zip(rule_codes(side.value or []), side.items(), strict=True)]
            for side in (gold, found)
        )
        yield from self._values("findings", golds, founds)

    def _text_bounds(self, name: str, gold: _Side, found: _Side) -> Iterator[Comparison]:
        """The first and the last paragraph, which tell whether the part begins and ends where it should."""
        if name == "letter":
            if isinstance(gold.value, Mapping) and "paragraphs" not in gold.value:
                return
            gold, found = gold.at("paragraphs"), found.at("paragraphs")
        golds, founds = gold.items(), found.items()
        for end in (0, -1):
            one, other = (side[end] if side else _NOTHING for side in (golds, founds))
            yield from self._compared(f"{name}.bounds", one, other)

    def _compared(self, field: str, gold: _Side, found: _Side) -> Iterator[Comparison]:
        """The comparison of two values, or nothing where both are empty."""
        no_gold, not_found = is_empty(gold.value), is_empty(found.value)
        if no_gold and not_found:
            return
        value = found.only(list(gold.value)).value if isinstance(gold.value, Mapping) else found.value
        both = not (no_gold or not_found)
        strict = both and agrees(gold.value, value)
        yield Comparison(
            field=field,
            gold=None if no_gold else gold.value,
            found=None if not_found else value,
            gold_pointer=None if no_gold else gold.pointer,
            found_pointer=None if not_found else found.pointer,
            strict=strict,
            soft=strict or (both and _softly_same(field, gold.value, value)),
            span=self._span(None if no_gold else gold.pointer, None if not_found else found.pointer, same=strict),
        )

    def _span(self, gold_pointer: str | None, found_pointer: str | None, *, same: bool) -> bool | None:
        if self._gold_evidence is None:
            return None
        golds = _places(self._gold_evidence, gold_pointer)
        founds = _places(self._found_evidence or {}, found_pointer)
        if not (golds if gold_pointer is not None else founds):
            return None
        return same and golds == founds


def _places(evidence: Evidence, pointer: str | None) -> list[tuple[int, int]]:
    """The places of a value, or of all the values below it."""
    if pointer is None:
        return []
    if pointer in evidence:
        return [(place["start"], place["end"]) for place in evidence[pointer]]
    below = f"{pointer}/"
    return sorted(
        (place["start"], place["end"]) for one, places in evidence.items() if one.startswith(below) for place in places
    )


def _assigned(gold: _Side, found: _Side, stated: Stated) -> Iterator[tuple[_Side, _Side, Stated]]:
    """Parts of both lists in pairs, with what is stated for one that has no gold of its own."""
    golds, founds = gold.items(), found.items()
    inside = stated_in([one.value for one in golds]) if golds else stated
    pairs = assign(golds, founds, lambda one, other: part_likeness(one.value, other.value), _same)
    for one, other in _sides(pairs, golds, founds):
        yield one, other, inside


def _sides(pairs: list[Pair], golds: list[_Side], founds: list[_Side]) -> Iterator[tuple[_Side, _Side]]:
    for one, other in pairs:
        yield (_NOTHING if one is None else golds[one]), (_NOTHING if other is None else founds[other])


def _same(gold: _Side, found: _Side) -> bool:
    return agrees(gold.value, found.value)


def _weight(gold: _Side, found: _Side) -> float:
    return likeness(gold.value, found.value)


def _weight_in_order(gold: _Side, found: _Side) -> float:
    """Equal values come before everything; the likeness of others only decides which stand beside each other."""
    alike = likeness(gold.value, found.value)
    return alike if alike >= 0.99 else alike / 1000


def _section_weight(gold: _Side, found: _Side) -> float:
    if gold.value.get("kind") != found.value.get("kind"):
        return 0.001
    return 1.1 if _heading(gold).value == _heading(found).value else 1.0


def _heading(section: _Side) -> _Side:
    return _Side(heading_by_hand(section.value.get("heading")), f"{section.pointer}/heading")


def _bounds(sections: list[_Side], kinds: frozenset[str]) -> list[_Side]:
    return [
        one.only(["start", "end"])
        for one in sections
        if one.value.get("kind") in kinds and one.value.get("start") is not None
    ]


def _softly_same(field: str, gold: Any, found: Any) -> bool:
    literal = field in LITERAL
    if isinstance(gold, Mapping):
        return all(
            (is_empty(value) and is_empty(found.get(key)))
            or folded(value, literal=literal) == folded(found.get(key), literal=literal)
            for key, value in gold.items()
        )
    return folded(gold, literal=literal) == folded(found, literal=literal)
