"""What stands as a language to write in is no known language.

Why: A slip of the pen is a small thing, but another language than the one that was meant may be read out of it.

Bad:
    PREFERRED LANGUAGE TO ADDRESS TARGET: Amharik, English

Good:
    PREFERRED LANGUAGE TO ADDRESS TARGET: Amharic, English
"""

from collections.abc import Iterator

from ingest.rules.draft import Draft
from ingest.rules.language_names import nearest, unknown_languages
from ingest.rules.rule import Problem

NEEDS = ("action",)


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each name in the line of languages that neither ISO 639 nor CLDR nor the vocabulary has."""
    for place in unknown_languages(draft):
        printed = draft.quote(place)
        meant = nearest(draft, printed)
        mend = f"write '{meant}' if that is meant" if meant else "write the language's usual name"
        yield Problem(f"'{printed}' is no known language; {mend}", place)
