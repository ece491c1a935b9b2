"""Engine: RapidOCR (PP-OCR models by ONNX Runtime). The models ship inside its wheel; nothing is downloaded.

RapidOCR fetches a model that it is not given the path of. So each path is given, and a missing model is an error.
ONNX Runtime has telemetry; it is switched off before it is loaded.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.readers.ocr.words import OcrFailure, Word, WordLine

if TYPE_CHECKING:
    from PIL.Image import Image

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_LONGEST_SIDE = 10_000
"""Pictures are not scaled before the lines are cut out: small print would suffer."""
_DETECTION_SIDE = 1_600
"""Lines are looked for in the picture scaled to this many pixels. Below, accents and dashes get lost."""
_MOST_LINES = 400
"""Bounds the time for a page that is all texture; a full page of small print has some 120 lines."""
_THREADS = 2
_LEAST_SCORE = 0.3
"""Lines of less confidence are noise; those just above it tell that a page is doubtful."""


class RapidEngine:
    """RapidOCR without its classifier of turned lines, which turns long upright lines over."""

    name = "rapidocr"

    def __init__(self) -> None:
        _silence_onnxruntime()
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        self._ocr = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": _LONGEST_SIDE,
                "Global.text_score": _LEAST_SCORE,
                "Global.return_word_box": True,
                "Det.model_path": str(models / _DETECTION),
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTION_SIDE,
                "Det.max_candidates": _MOST_LINES,
                "Rec.model_path": str(models / _RECOGNITION),
                "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            }
        )

    def read(self, picture: "Image", seconds: float) -> list[WordLine]:
        """The lines of a picture. `seconds` is not heeded: the size of the picture bounds the time."""
        import numpy as np

        try:
            result: Any = self._ocr(np.asarray(picture.convert("RGB")))
        except Exception as error:
            # The library raises whatever its parts raise. A page that breaks it is reported as unread.
            raise OcrFailure(type(error).__name__) from error
        if result.txts is None:
            return []
        return [line for words in result.word_results if (line := _line(words))]


def _silence_onnxruntime() -> None:
    """ONNX Runtime reports its use to its maker, from its import on, unless this variable forbids it beforehand."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    # For a process that had imported it before.
    onnxruntime.disable_telemetry_events()


def _line(words: Any) -> WordLine:
    """The words of one line; RapidOCR gives `(text, confidence, corners)`, the corners in pixels."""
    found: list[Word] = []
    for text, confidence, corners in words:
        if corners is None or not text.strip():
            continue
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        found.append(Word(text.strip(), min(xs), min(ys), max(xs), max(ys), float(confidence)))
    return tuple(sorted(found, key=lambda word: word.x0))
