"""Part of the layout: which letters are written from right to left."""

from ingest.kept_patterns import compiled

FIRST_FROM_RIGHT = 0x0590
"""No letter before this one is written from right to left."""
_RIGHT_TO_LEFT = compiled(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def runs_right_to_left(text: str) -> bool:
    """Whether any of a text is written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None
