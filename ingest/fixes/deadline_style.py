"""Fix: a deadline whose day and month nobody can mistake is written as its family of layouts writes dates."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from ingest import vocabulary
from ingest.fixes.fix import Fix
from ingest.keeping import kept_toml
from ingest.kept_patterns import compiled, kept_pattern
from ingest.rules.draft import Draft

_IN_FIGURES = compiled(r"(\d{1,2})([./-])(\d{1,2})\2\d{4}")
_ISO = compiled(r"\d{4}-\d{2}-\d{2}")
_MONTHS = 12


@kept_pattern()
def _in_words() -> str:
    day = rf"\d{{1,2}}{vocabulary.alternatives('dates', 'ordinal_ending')}?"
    of = rf"(?: {vocabulary.alternatives('dates', 'link')})?"
    return rf"{day}{of} ([A-Z][a-z]{{2,8}})\.?,? \d{{4}}|([A-Z][a-z]{{2,8}})\.? {day},? \d{{4}}"


def _month(number: int) -> str:
    """The full name of a month in English, whose layouts these are."""
    return vocabulary.in_language("dates", str(number), "en")[0]


@cache
def styles() -> dict[str, str]:
    """The style of each family, by its name in `header.format`."""
    return kept_toml(Path(__file__).with_name("house_styles.toml"))


def offered(draft: Draft) -> Iterator[Fix]:
    """The places of the deadline that are written in another way."""
    style = styles().get(draft.record.header.format or "")
    deadline = draft.record.action.deadline
    if style is None or deadline is None or draft.record.source.language != "en":
        return
    day = date.fromisoformat(deadline)
    new = style.format(day=day.day, month=_month(day.month), year=day.year)
    for span in draft.spans("/action/deadline"):
        old = draft.text[span.start : span.end]
        if old != new and _is_plain(old, day):
            yield Fix(span, old, new, "the deadline as this layout writes dates")


def _is_plain(old: str, day: date) -> bool:
    """Whether the text is one whole date, in words, or in figures that allow one reading only."""
    if _ISO.fullmatch(old):
        return True
    figures = _IN_FIGURES.fullmatch(old)
    if figures:
        return day.day > _MONTHS or day.day == day.month
    words = _in_words().fullmatch(old)
    return words is not None and _month(day.month).startswith((words[1] or words[2])[:3])
