"""Part of the stage `text`: whether a reader of the page can see a run of characters.

What nobody sees must not become a value: it may be left from another document, or be meant for machines.
"""

from ingest.layout.page import PageContent, Paint, TextRun
from ingest.layout.pieces import box_on_page
from ingest.reading import Box

_LEAST_SIZE = 1.0
"""In points: smaller print is for machines."""
ASCENT, DESCENT = 0.75, 0.25
"""In font sizes, how far a character's box reaches above and below its baseline, whatever its ink."""
_LEAST_SHOWN = 0.25
"""In font sizes: a line is read if so much of its height is inside of what is painted."""


def can_be_seen(run: TextRun, content: PageContent) -> bool:
    """Whether any of a run can be seen on its page.

    It is large enough, touches the page and what is painted of it, and is neither white on white, nor without paint,
    nor in a layer that is switched off.
    A run without paint over a picture counts as seen: it says what the picture shows, as a layer of OCR does.
    """
    if run.size < _LEAST_SIZE:
        return False
    if not len(run.starts):
        return True
    box = run_box(run)
    if not touches(box, (0.0, 0.0, content.width, content.height)):
        return False
    if run.clip is not None and not _is_painted(box, run.clip, run.size):
        return False
    match run.paint:
        case Paint.COLOUR:
            return True
        case Paint.WHITE:
            return _stands_on(box, content.grounds)
        case Paint.NONE:
            return _stands_on(box, content.pictures)
        case Paint.OFF:
            return False


def run_box(run: TextRun) -> Box:
    """The box of a run that holds any character, on the shown page."""
    top, bottom = run.baseline - ASCENT * run.size, run.baseline + DESCENT * run.size
    return box_on_page(run.angle, min(run.starts), top, max(run.ends), bottom)


def touches(one: Box, other: Box) -> bool:
    """Whether two boxes have anything in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_painted(box: Box, clip: Box, size: float) -> bool:
    """Whether enough of a run's box lies inside of its clip; of a line that runs down the page the same holds."""
    across = min(box[2], clip[2]) - max(box[0], clip[0])
    down = min(box[3], clip[3]) - max(box[1], clip[1])
    least = _LEAST_SHOWN * size
    return across >= min(least, box[2] - box[0]) and down >= min(least, box[3] - box[1])


def _stands_on(box: Box, grounds: tuple[Box, ...]) -> bool:
    """Whether the beginning, the middle or the end of a run lies on one of the grounds."""
    y = (box[1] + box[3]) / 2
    xs = (box[0] + 1.0, (box[0] + box[2]) / 2, box[2] - 1.0)
    return any(ground[1] <= y <= ground[3] and ground[0] <= x <= ground[2] for ground in grounds for x in xs)
