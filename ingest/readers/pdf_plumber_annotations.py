"""Engine: pdfplumber; draws the annotations that are shapes, such as a black bar, so that it is known what they cover.

Facts: ISO 32000-1, 12.5.3 (flags), 12.5.5 (appearances), 12.5.6.8 (squares and circles without one).
"""

from typing import Any

from ingest.errors import LimitExceeded
from ingest.layout.page import ABOVE_THE_PAGE, Matrix, PageFrame
from ingest.readers.pdf_layers import Layers
from ingest.readers.pdf_plumber_covers import SOLID, Blending, Colour, rectangle

SHAPES = frozenset(
    {"Redact", "Square", "Circle", "Polygon", "PolyLine", "Line", "Ink", "Highlight", "FreeText", "Stamp"}
)
"""The subtypes whose appearance may cover what is printed; notes, links and fields are none."""
_UNSEEN = 1 << 0 | 1 << 1 | 1 << 5
"""Flags of what is not shown on a screen."""
_BEND = 0.5523
"""How far from its ends the control points of a quarter of a circle stand, in radii."""


def draw_annotations(annotations: Any, interpreter: Any, device: Any, frame: PageFrame, layers: Layers) -> None:
    """Let an interpreter draw the shapes among a page's annotations on its device; what is damaged is left out."""
    from pdfminer.pdftypes import resolve1

    for place, reference in enumerate(resolve1(annotations) or ()):
        annotation = resolve1(reference)
        if not isinstance(annotation, dict) or not _is_shown_shape(annotation, layers):
            continue
        device.covers.begin_above(ABOVE_THE_PAGE + place)
        device.blending, device.marks = SOLID, []
        try:
            _paint(annotation, interpreter, device, frame)
        except (LimitExceeded, MemoryError):
            raise
        except Exception:  # pdfminer raises whatever its parsing runs into
            continue


def _paint(annotation: dict[str, Any], interpreter: Any, device: Any, frame: PageFrame) -> None:
    appearance = _appearance(annotation)
    if appearance is not None:
        _draw(appearance, _numbers(annotation.get("Rect")), interpreter, device, frame)
    else:
        _fill(annotation, device, frame)


def _is_shown_shape(annotation: dict[str, Any], layers: Layers) -> bool:
    from pdfminer.pdftypes import resolve1

    subtype, flags = resolve1(annotation.get("Subtype")), resolve1(annotation.get("F"))
    if getattr(subtype, "name", None) not in SHAPES or (isinstance(flags, int) and flags & _UNSEEN):
        return False
    owner = annotation.get("OC")
    return owner is None or not layers.hide(owner)


def _appearance(annotation: dict[str, Any]) -> Any:
    """The stream that draws an annotation as it usually looks; None where there is none."""
    from pdfminer.pdftypes import PDFStream, resolve1

    looks = resolve1(annotation.get("AP"))
    normal = resolve1(looks.get("N")) if isinstance(looks, dict) else None
    if isinstance(normal, dict):
        normal = resolve1(normal.get(getattr(resolve1(annotation.get("AS")), "name", None)))
    return normal if isinstance(normal, PDFStream) else None


def _draw(appearance: Any, rect: list[float], interpreter: Any, device: Any, frame: PageFrame) -> None:
    from pdfminer.pdftypes import dict_value
    from pdfminer.utils import mult_matrix

    box, own = _numbers(appearance.get("BBox")), _numbers(appearance.get("Matrix"))
    if len(rect) != 4 or len(box) != 4:
        return
    matrix: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else (1, 0, 0, 1, 0, 0)
    device.set_ctm(mult_matrix(_onto(rect, box, matrix), frame.matrix))
    device.begin_figure("", box, matrix)
    resources = dict_value(appearance["Resources"]) if appearance.get("Resources") else {}
    interpreter.render_contents(resources, [appearance], ctm=mult_matrix(matrix, device.ctm))


def _onto(rect: list[float], box: list[float], matrix: Matrix) -> Matrix:
    """What brings a box, as `matrix` turns it, to where a rectangle stands."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in box[::2] for y in box[1::2]]
    ys = [b * x + d * y + f for x in box[::2] for y in box[1::2]]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    x0, x1, y0, y1 = min(rect[::2]), max(rect[::2]), min(rect[1::2]), max(rect[1::2])
    across = (x1 - x0) / (right - left) if right > left else 1.0
    down = (y1 - y0) / (top - bottom) if top > bottom else 1.0
    return (across, 0.0, 0.0, down, x0 - across * left, y0 - down * bottom)


def _fill(annotation: dict[str, Any], device: Any, frame: PageFrame) -> None:
    """Fill a square or circle that has no appearance, as programs do that show it."""
    from pdfminer.pdftypes import resolve1

    kind, rect = resolve1(annotation.get("Subtype")).name, _numbers(annotation.get("Rect"))
    opacity = resolve1(annotation.get("CA"))
    if kind not in ("Square", "Circle") or len(rect) != 4 or not _numbers(annotation.get("IC")):
        return
    path = (_circle if kind == "Circle" else rectangle)(*rect)
    blending = Blending(opacity if isinstance(opacity, int | float) else 1.0)
    device.covers.paint(path, frame.matrix, blending, Colour())


def _circle(x0: float, y0: float, x1: float, y1: float) -> list[tuple[Any, ...]]:
    x, y, h, v = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    p, q = _BEND * h, _BEND * v
    return [
        ("m", x0, y),
        ("c", x0, y - q, x - p, y0, x, y0),
        ("c", x + p, y0, x1, y - q, x1, y),
        ("c", x1, y + q, x + p, y1, x, y1),
        ("c", x - p, y1, x0, y + q, x0, y),
    ]


def _numbers(value: Any) -> list[float]:
    """The numbers of a list; none where anything else is among them."""
    from pdfminer.pdftypes import resolve1

    found = resolve1(value)
    items = [resolve1(one) for one in found] if isinstance(found, list) else []
    return [float(one) for one in items] if all(isinstance(one, int | float) for one in items) else []
