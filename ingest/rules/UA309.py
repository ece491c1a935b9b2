"""What is told as having happened is dated after the issue date.

Why: The year or month is wrong, and an official who is told of a day that is still to come need not answer.

Bad:
    Date: 3 May 2022
    ... He was arrested on 21 April 2023 ...

Good:
    Date: 3 May 2022
    ... He was arrested on 21 April 2022 ...
"""

import re
from collections.abc import Iterator

from ingest import vocabulary
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from models.case_record import DateOrigin

NEEDS = ("events", "header", "action")
_WORDS_BEFORE = 16


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at an event whose printed year puts it behind the issue date; silent about what is still to come.

    A draft without an issue date is judged by its deadline, which lies later still.

    A sentence tells of the past if it has a verb in a past tense and no word that plans, orders or sets a term.
    """
    issued, deadline = draft.record.header.issue_date, draft.record.action.deadline
    last, what = (issued, "issue date") if issued else (deadline, "deadline")
    if last is None:
        return
    for index, event in enumerate(draft.record.events):
        if event.resolved_from is not DateOrigin.STATED or event.date <= last[: len(event.date)]:
            continue
        pointer = f"/events/{index}/date"
        if _happened(event.text) and not _sets_a_term(draft, pointer):
            message = f"{event.date} is told as past and lies after the {what} {last}; correct one of the two"
            yield Problem(message, pointer=pointer)


def _happened(sentence: str) -> bool:
    past = vocabulary.pattern("told", "happened").search(sentence)
    ahead = (vocabulary.pattern("dates", "future"), vocabulary.pattern("told", "still_to_come"))
    return past is not None and not any(words.search(sentence) for words in ahead)


def _sets_a_term(draft: Draft, pointer: str) -> bool:
    """Whether a word such as "until" or "by" stands right before the date."""
    place = draft.span(pointer)
    if place is None:
        return True
    before = draft.text[max(0, place.start - _WORDS_BEFORE) : place.start]
    term = vocabulary.expression("told", "term")
    return compiled(rf"{term}\s{{1,3}}$", re.IGNORECASE).search(before) is not None
