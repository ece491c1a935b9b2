"""Words that name a concern, in a line: what stands in lists of concerns and in none of names ("FEAR OF TORTURE")."""

import re
import sys

from ingest import vocabulary


def first_concern(text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The first wording of a concern in a stretch of a text.

    The pattern of all concerns is large, and is not loaded for a line or two.
    """
    return vocabulary.search(text, "concerns", *vocabulary.keys("concerns"), start=start, end=end)


def names_concern(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a stretch of a text names a concern."""
    return first_concern(text, start, end) is not None
