"""Stage: reading; limits that no option raises, because what exceeds them is an attack or no document."""

from ingest.errors import LimitExceeded


def too_large(what: str, limit: int, found: int) -> LimitExceeded:
    """The error for a file with `found` of something of which `limit` are allowed."""
    error = LimitExceeded(what, limit, found)
    error.remedy = "Save the document again with the program that made it, or convert it to PDF or text."
    return error
