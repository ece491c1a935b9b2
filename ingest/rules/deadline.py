"""How much time a draft leaves to its readers."""

from datetime import date

from models import CaseRecord


def days_to_act(record: CaseRecord) -> int | None:
    """Days from the issue date to the deadline, less than none where it lies before; None without both dates."""
    deadline, issued = record.action.deadline, record.header.issue_date
    if deadline is None or issued is None:
        return None
    return (date.fromisoformat(deadline) - date.fromisoformat(issued)).days
