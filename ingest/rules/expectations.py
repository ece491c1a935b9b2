"""What each family of layouts is held to: which parts it must have, from which year, and in which order (data)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from ingest.keeping import kept_toml
from models import SectionKind


class Expected(StrEnum):
    """A part that a family can be held to."""

    TITLE = "title"
    SUMMARY = "summary"
    TAKE_ACTION = "take_action"
    TARGET = "target"
    SALUTATION = "salutation"
    LETTER = "letter"
    ADDITIONAL_INFORMATION = "additional_information"
    PREFERRED_LANGUAGE = "preferred_language"
    DEADLINE = "deadline"
    SUBJECT = "subject"
    PRONOUNS = "pronouns"
    UA_NUMBER = "ua_number"
    ISSUE_DATE = "issue_date"
    PREVIOUS_UA = "previous_ua"
    CURRENT_CODES = "current_codes"
    """Country codes of numbers and postal codes as they are in use today: those of old documents have changed."""


UNKNOWN = "unknown"
"""The entry for a draft whose family was not recognised."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of layouts: what it must have, each with the first year of that, and the order of its sections.

    `order` groups kinds of section; those of one group may stand in any order among themselves. Those in
    `behind_targets` may also stand anywhere behind the targets.
    """

    name: str
    since: Mapping[Expected, int]
    order: tuple[frozenset[SectionKind], ...]
    behind_targets: frozenset[SectionKind]
    waived_at_the_end: frozenset[Expected]

    def expects(self, what: Expected, year: int | None, *, closes: bool = False) -> bool:
        """Whether a draft of `year` must have it; one without a year counts as new. `closes`: a final UA."""
        if what not in self.since or (closes and what in self.waived_at_the_end):
            return False
        return year is None or year >= self.since[what]

    def place(self, kind: SectionKind) -> int | None:
        """The number of the group that a kind of section belongs to; None where the family does not place it."""
        return next((index for index, group in enumerate(self.order) if kind in group), None)

    def behind(self, kind: SectionKind) -> frozenset[SectionKind] | None:
        """The kinds of section that stand behind a kind; None where the family does not place it."""
        place = self.place(kind)
        return None if place is None else frozenset[SectionKind]().union(*self.order[place + 1 :])


def family_of(name: str | None) -> Family:
    """The family of a record's `format`."""
    known = families()
    return known[name if name in known else UNKNOWN]


@cache
def families() -> dict[str, Family]:
    """All families by name. Raises ValueError where the data names a part or kind that is none."""
    data = dict(kept_toml(Path(__file__).with_name("families.toml")))
    waived = frozenset(Expected(name) for name in data.pop("waived_at_the_end"))
    return {
        name: Family(
            name,
            {Expected(part): int(year) for year, parts in entry["since"].items() for part in parts},
            tuple(frozenset(SectionKind(kind) for kind in group) for group in entry["order"]),
            frozenset(SectionKind(kind) for kind in entry.get("behind_targets", ())),
            waived,
        )
        for name, entry in data.items()
    }
