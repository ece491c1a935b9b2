"""Stage: reading; findings about a file as a whole, such as what it carries unseen. None repeats any of it."""

import re

from ingest import vocabulary
from ingest.kept_patterns import compiled, kept_pattern
from ingest.rule_names import finding_of
from models import Finding

# What programs write there by themselves.
_PROGRAM = compiled(
    r"microsoft|libre|google|python|apache|generator|writer|converter|scanner|\bpc\b|\bpdf\b", re.IGNORECASE
)
_NAME = compiled(r"[^\W\d_]{2,}")


def tracked_changes(count: int) -> list[Finding]:
    """UA602, where there are any."""
    message = f"Tracked changes neither accepted nor rejected: {count:,}; they were read as accepted."
    return [finding_of("UA602", message)] if count else []


def comments_left(count: int) -> list[Finding]:
    """UA603, where there are any."""
    message = f"Comments left in the file: {count:,}; they were not read."
    return [finding_of("UA603", message)] if count else []


def hidden_text(characters: int) -> list[Finding]:
    """UA604, where there is any."""
    message = f"Characters hidden from the reader's eye: {characters:,}; they were left out."
    return [finding_of("UA604", message)] if characters else []


def covered_text(page: int, characters: int) -> Finding:
    """UA604 for a page with text that something was painted over: it still stands in the file."""
    message = (
        f"Characters that something opaque was painted over: {characters:,}; they were left out. "
        "They still stand in the file: delete them, a bar over them does not."
    )
    return finding_of("UA604", message, page=page)


@kept_pattern(re.IGNORECASE)
def _office() -> str:
    return vocabulary.alternatives("private_contacts", "no_author")


def _is_nobody(author: str) -> bool:
    """Whether the author of a file is an office, a program or a placeholder."""
    return _PROGRAM.search(author) is not None or _office().search(author) is not None


def metadata_authors(values: dict[str, str | None]) -> list[Finding]:
    """UA601, where a metadata property (by its name) holds what looks like a person's name."""
    named = [key for key, value in values.items() if value and _NAME.search(value) and not _is_nobody(value)]
    message = f"The file's metadata name a person ({', '.join(named)})."
    return [finding_of("UA601", message)] if named else []


def charset_doubtful(charset: str) -> list[Finding]:
    """UA609: nothing says in which charset a text is, and several give words."""
    message = f"The charset is not sure; it was read as {charset}. Check its accented letters, or save it as UTF-8."
    return [finding_of("UA609", message)]
