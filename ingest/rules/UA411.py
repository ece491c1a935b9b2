"""No language is named for writing to the targets.

Why: Readers do not know whether they are understood, and many then do not write.

Bad:
    a draft that ends: PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 28 June 2022

Good:
    PREFERRED LANGUAGE TO ADDRESS TARGET: Amharic, English
    You may write in your own language too.
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.language_names import unknown_languages
from ingest.rules.rule import Problem
from models import SectionKind

NEEDS = ("action", "header")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family names languages and the draft none; "your own language" alone is enough.

    A name that is no language is UA412's. A UA about the configured home country needs no such line.
    """
    action = draft.record.action
    if action.preferred_languages or action.own_language or not draft.expects(Expected.PREFERRED_LANGUAGE):
        return
    if unknown_languages(draft) or (draft.settings.home and draft.record.header.countries == [draft.settings.home]):
        return
    part = next(iter(draft.parts(SectionKind.PREFERRED_LANGUAGE)), None)
    message = "no language is named for writing to the targets; add it, as in 'PREFERRED LANGUAGE: English'"
    yield Problem(message, draft.opening(part) if part else draft.gap(SectionKind.PREFERRED_LANGUAGE))
