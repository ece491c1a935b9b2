"""Wrong usage, and the kinds of values that options of several commands take."""

import argparse


class UsageError(Exception):
    """Arguments that do not go together. The text says what, and what to do."""


def positive(text: str) -> int:
    """A whole number from 1 on. Raises ArgumentTypeError for anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
