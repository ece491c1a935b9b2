"""What a case is called in other tools: by its number, or by the bytes that were read where it has none."""

from models import CaseRecord


def document_name(record: CaseRecord) -> str:
    """A name that no other document has: its hash, and its place in a file of several."""
    return f"{record.source.sha256}-{record.source.record_index}"


def case_name(record: CaseRecord) -> str:
    """A name that the documents of one case share, such as `ua-147-20`; without a number the document's own."""
    header = record.header
    if header.ua_number is None:
        return document_name(record)
    return f"{(header.series or 'UA').lower()}-{header.ua_number.replace('/', '-')}"


def case_label(record: CaseRecord) -> str | None:
    """The number as people say it, such as `UA 147/20`; None where there is none."""
    header = record.header
    return f"{header.series or 'UA'} {header.ua_number}" if header.ua_number else None
