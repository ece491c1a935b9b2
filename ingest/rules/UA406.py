"""The additional information is longer than it should be.

Why: An Urgent Action has two pages; what does not fit is cut by somebody who does not know the case.

Bad:
    additional information of 900 words

Good:
    the same in 500 words (`max-additional-information-words` in the configuration says how many are allowed)
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.length import words_in
from ingest.rules.rule import Problem

NEEDS = ("additional_information",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the family has this part and it holds more words than configured; points where it is too much."""
    if not draft.expects(Expected.ADDITIONAL_INFORMATION):
        return
    paragraphs = draft.record.additional_information
    most = draft.settings.max_additional_information_words
    count = words_in(paragraphs)
    if count > most:
        index = next(at for at in range(len(paragraphs)) if words_in(paragraphs[: at + 1]) > most)
        message = f"the additional information has {count} words; shorten it to {most} at most"
        yield Problem(message, pointer=f"/additional_information/{index}")
