"""Evidence: the place in the source that a value was read from."""

from pydantic import Field

from models.base import RecordPart

Box = tuple[float, float, float, float]


class Place(RecordPart):
    """One stretch of the normalised text, and where it stands on its page.

    `start` and `end` are offsets into the normalised text, in characters, `end` excluded.
    `boxes` holds one `[x0, top, x1, bottom]` for each line that the stretch covers, in PDF
    points from the top left corner of page `page` (counted from 1). Both are null where the
    format has no pages.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    page: int | None = Field(default=None, ge=1)
    boxes: list[Box] | None = None
