"""The block of a target: the stretch of text from its first value to the next target's first value."""

from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.rules.draft import Draft


def block_of(draft: Draft, index: int) -> Span | None:
    """Where the target of this index stands; None where nothing of it has evidence."""
    first = draft.span(f"/targets/{index}")
    if first is None:
        return None
    later = (draft.span(f"/targets/{other}") for other in range(len(draft.record.targets)) if other != index)
    starts = [span.start for span in later if span is not None and span.start > first.start]
    section = next((part for part in draft.sectioned.parts if part.start <= first.start < part.end), None)
    ends = [*starts, section.end if section else len(draft.text)]
    return Span(first.start, min(ends))


def follows_at_once(draft: Draft, index: int) -> bool:
    """Whether no empty line stands between the target of this index and the one before it: both may be one block."""
    block = block_of(draft, index - 1) if index > 0 else None
    first = draft.span(f"/targets/{index}")
    if block is None or first is None or block.end != first.start:
        return False
    return not compiled(r"\n\s*\n").search(draft.document.quote(block))
