"""The text of a record's sections: from its whole text, or from the quotes of its evidence."""

from models import CaseRecord, Place


def section_texts(record: CaseRecord) -> list[tuple[str | None, str | None]]:
    """The text of each section, and where it comes from: `text`, `evidence`, or both null where nothing is known.

    A record carries its whole text only with `--with-text`. Without it, what is known of a section are the quotes of
    the values that were read there: they stand in the order of the document, one a line, none twice.
    """
    if record.text is not None:
        return [(record.text[section.start : section.end], "text") for section in record.sections]
    places = sorted((place for one in record.evidence.values() for place in one), key=lambda one: (one.start, -one.end))
    texts = (_quoted(places, section.start, section.end) for section in record.sections)
    return [(text, "evidence") if text else (None, None) for text in texts]


def _quoted(places: list[Place], start: int, end: int) -> str:
    """What the places that begin between two offsets quote, each character once."""
    parts: list[str] = []
    reached = start
    for place in places:
        if place.start >= end:
            break
        if place.start < start or place.end <= reached:
            continue
        parts.append(place.quote[max(reached - place.start, 0) :])
        reached = place.end
    return "\n".join(parts)
