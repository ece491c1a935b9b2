"""Ages in words, in each language that has its numbers in the vocabulary."""

import re

from ingest import vocabulary
from ingest.fields.people.ages import figures_or_word, years


def test_every_number_in_words_is_read_whole() -> None:
    number = re.compile(figures_or_word(), re.IGNORECASE)
    for key, words in vocabulary.topic("numbers").items():
        for word in words:
            found = number.match(f"{word.text} Ana")
            assert found is not None, word
            assert found.group() == word.text
            assert years(found.group()) == int(key)
