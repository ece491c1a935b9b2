"""Specks that stand alone are taken out of a picture: engines read them as dots, quotes and accents."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.readers.ocr.ink import Ink

_REACH = 0.0055
"""A speck has no other ink within so much of the picture's height (half a letter),"""
_LEAST_REACH = 3
_WHITE = 255
_SPECK = 0.00001
"""and covers at most so much of the picture's area: six by six pixels. A bullet is larger."""


def without_specks(picture: "Image", ink: "Ink") -> "Image":
    """The picture with its lone specks in the shade of the paper around them."""
    import numpy as np
    from PIL import Image, ImageFilter

    reach = max(_LEAST_REACH, round(_REACH * picture.height))
    window = (2 * reach + 1) ** 2
    shades = np.asarray(Image.fromarray(ink).convert("L").filter(ImageFilter.BoxBlur(reach)))
    specks = ink & (shades <= _WHITE * max(1.0, _SPECK * ink.size) / window)
    if not specks.any():
        return picture
    wider = np.asarray(Image.fromarray(specks).convert("L").filter(ImageFilter.MaxFilter(3))) > 0
    paper = np.asarray(picture.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.BoxBlur(reach * 2)))
    return Image.fromarray(np.where(wider, np.maximum(paper, np.asarray(picture)), np.asarray(picture)))
