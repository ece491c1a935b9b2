"""The sample letter is longer than it should be.

Why: Officials do not read long letters, and readers who write by hand do not copy them.

Bad:
    a letter of 620 words

Good:
    the same case in 350 words (`max-letter-words` in the configuration says how many are allowed)
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.length import words_in
from ingest.rules.rule import Problem

NEEDS = ("letter",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires where the letter's paragraphs hold more words than configured; points at the paragraph that is too much."""
    letter = draft.record.letter
    most = draft.settings.max_letter_words
    if letter is None:
        return
    count = words_in(letter.paragraphs)
    if count > most:
        index = next(at for at in range(len(letter.paragraphs)) if words_in(letter.paragraphs[: at + 1]) > most)
        message = f"the letter has {count} words; shorten it to {most} at most"
        yield Problem(message, pointer=f"/letter/paragraphs/{index}")
