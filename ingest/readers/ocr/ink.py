"""Which pixels of a grey picture are ink: those darker than the paper around them, whatever its shade."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL.Image import Image

    Ink: TypeAlias = npt.NDArray[np.bool_]

_AROUND = 19
"""The paper's shade is the mean of so many pixels on each side: some two letters of body text at 200 dpi."""
_DARKER = 0.82
_LEAST_SHARE = 0.00002
"""A page with less ink than this share of its area is blank: specks and grain."""


def ink_of(picture: "Image") -> "Ink":
    """True for each pixel (row, column) that is clearly darker than its surroundings."""
    import numpy as np
    from PIL import ImageFilter

    grey = picture.convert("L")
    paper = np.asarray(grey.filter(ImageFilter.BoxBlur(_AROUND)), dtype=np.float32)
    smooth = np.asarray(grey.filter(ImageFilter.BoxBlur(1)), dtype=np.float32)
    return np.asarray(smooth < _DARKER * paper)


def is_blank(ink: "Ink") -> bool:
    """Whether there is nothing on the page."""
    return bool(ink.sum() <= _LEAST_SHARE * ink.size)
