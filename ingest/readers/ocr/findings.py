"""The findings about pages that are pictures: UA607 for each, UA608 where OCR was not sure of what it read."""

from models import Finding, Severity


def read_page(page: int, engine: str) -> Finding:
    """A page that OCR read."""
    return _page_without_text(
        page, f"Page {page} is a picture and was read by OCR ({engine}); compare it with the scan."
    )


def empty_page(page: int, engine: str) -> Finding:
    """A page in which OCR found nothing to read."""
    return _page_without_text(page, f"Page {page} is a picture in which OCR ({engine}) found no text.")


def unread_page(page: int, reason: str) -> Finding:
    """A page that nobody read, and why: a sentence that says what to do where something can be done."""
    return _page_without_text(page, f"Page {page} is a picture and was not read. {reason}")


def doubtful_page(page: int, confidence: float, least: float) -> Finding:
    """UA608: a page whose mean confidence is below the least one."""
    message = (
        f"Page {page} was read with a mean confidence of {confidence:.2f}, below {least:.2f}; "
        "check every value against the scan."
    )
    return Finding(rule="UA608", name="ocr-doubtful", severity=Severity.WARNING, message=message, page=page)


def _page_without_text(page: int, message: str) -> Finding:
    return Finding(rule="UA607", name="page-without-text", severity=Severity.WARNING, message=message, page=page)
