"""The result of an evaluation as data: scores by field, group, breakdown and document; read again as a baseline."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, computed_field

REPORT_VERSION = 1
_DIGITS = 6


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


def share(part: int, whole: int) -> float | None:
    """A share, rounded to six digits; None where there is nothing to share."""
    return round(part / whole, _DIGITS) if whole else None


class Score(_Part):
    """True positives, false positives and false negatives, and what follows from them; null where nothing follows."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float | None:
        """The share of the values found that are right."""
        return share(self.tp, self.tp + self.fp)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float | None:
        """The share of gold's values that were found."""
        return share(self.tp, self.tp + self.fn)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        return share(2 * self.tp, 2 * self.tp + self.fp + self.fn)


def added(scores: Iterable[Score]) -> Score:
    """One score that counts everything the given ones count."""
    listed = list(scores)
    return Score(tp=sum(one.tp for one in listed), fp=sum(one.fp for one in listed), fn=sum(one.fn for one in listed))


class FieldScore(_Part):
    """The scores of one field. `beside` fields show a side of others again and count in no total."""

    field: str
    group: str
    beside: bool
    strict: Score
    soft: Score
    span: Score


class GroupScore(_Part):
    """Several fields together: their values counted as one (micro), and the mean F1 of the fields (macro)."""

    name: str
    strict: Score
    soft: Score
    macro_f1: float | None
    soft_macro_f1: float | None


class Breakdown(_Part):
    """The documents of one family, language or file type."""

    by: str
    value: str
    documents: int
    right: int
    strict: Score
    soft: Score


class NeverInvented(_Part):
    """A field in which a wrong value does harm. `nowhere_in_gold` are wrong values that gold has at no other target."""

    field: str
    strict: Score
    nowhere_in_gold: int


class Difference(_Part):
    """A value that is not strictly right. `gold` and `found`, the values, are content of the document."""

    field: str
    gold_pointer: str | None
    found_pointer: str | None
    soft: bool
    gold: Any = None
    found: Any = None


class DocumentResult(_Part):
    """One record of one file. `error` says why there is no record, or no whole one."""

    name: str
    record: int
    family: str
    language: str
    file_type: str
    error: str | None
    right: bool
    soft_right: bool
    fields: dict[str, Score]
    differences: tuple[Difference, ...]


class Unusable(_Part):
    """A gold file that could not be scored."""

    name: str
    reason: str


class Report(_Part):
    """An evaluation. It holds no clock time: the same documents, gold and version give the same report.

    An Urgent Action counts as one document, also where a file holds several.
    """

    report_version: int = REPORT_VERSION
    program: str
    documents: int
    right: int
    soft_right: int
    total: GroupScore
    groups: tuple[GroupScore, ...]
    fields: tuple[FieldScore, ...]
    never_invented: tuple[NeverInvented, ...]
    breakdowns: tuple[Breakdown, ...]
    results: tuple[DocumentResult, ...]
    unusable: tuple[Unusable, ...]

    def without_content(self) -> "Report":
        """The same without any value of a document."""
        return self.model_copy(update={"results": tuple(map(_without_content, self.results))})


def _without_content(result: DocumentResult) -> DocumentResult:
    bare = tuple(one.model_copy(update={"gold": None, "found": None}) for one in result.differences)
    return result.model_copy(update={"differences": bare})


class Change(_Part):
    """What a measure was and is; None where there was nothing to measure."""

    measure: str
    before: float | None
    after: float | None

    @property
    def gain(self) -> float:
        """How much it rose; a loss is negative. What could not be measured on both sides did not change."""
        if self.before is None or self.after is None:
            return 0.0
        return round(self.after - self.before, _DIGITS)


class DocumentChange(_Part):
    """A document in which the number of wrong and missed values changed."""

    name: str
    record: int
    before: int
    after: int


class Changes(_Part):
    """A report against an earlier one. `shared` documents are in both and counted; the others are named only."""

    shared: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    measures: tuple[Change, ...]
    documents: tuple[DocumentChange, ...]

    def losses(self, tolerance: float) -> list[Change]:
        """The measures that fell by more than the tolerance."""
        return [one for one in self.measures if one.gain < -tolerance]

    def changed(self) -> list[Change]:
        """The measures that are not what they were, in their order."""
        return [one for one in self.measures if one.gain]


def mean_f1(scores: Iterable[Score]) -> float | None:
    """The mean F1 of the scores that have one."""
    values = [score.f1 for score in scores if score.f1 is not None]
    return round(sum(values) / len(values), _DIGITS) if values else None


def group_score(name: str, fields: Iterable[FieldScore], chosen: Callable[[FieldScore], bool]) -> GroupScore:
    """The chosen fields as one."""
    listed = [one for one in fields if not one.beside and chosen(one)]
    return GroupScore(
        name=name,
        strict=added(one.strict for one in listed),
        soft=added(one.soft for one in listed),
        macro_f1=mean_f1(one.strict for one in listed),
        soft_macro_f1=mean_f1(one.soft for one in listed),
    )


def report_json(report: Report) -> bytes:
    """The report as indented JSON, ending with a line feed."""
    data = report.model_dump(mode="json")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")
