"""Which pixels of a grey picture are ink: those darker than the paper around them, whatever its shade."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL.Image import Image

    Ink: TypeAlias = npt.NDArray[np.bool_]

_AROUND = 0.008
"""The paper's shade is the mean of so much of the picture's height around a pixel."""
_LEAST_AROUND = 6
_DARKER = 0.82
_LEAST_SHARE = 0.00002
"""A page with less ink than this share of its area is blank: specks and grain."""


def ink_of(picture: "Image") -> "Ink":
    """True for each pixel (row, column) that is clearly darker than its surroundings."""
    import numpy as np
    from PIL import ImageFilter

    grey = picture.convert("L")
    around = max(_LEAST_AROUND, round(_AROUND * grey.height))
    paper = np.asarray(grey.filter(ImageFilter.BoxBlur(around)), dtype=np.float32)
    smooth = np.asarray(grey.filter(ImageFilter.BoxBlur(1)), dtype=np.float32)
    return np.asarray(smooth < _DARKER * paper)


def is_blank(ink: "Ink") -> bool:
    """Whether there is nothing on the page."""
    return bool(ink.sum() <= _LEAST_SHARE * ink.size)
