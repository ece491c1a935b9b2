"""Reader: a picture file (PNG, JPEG, TIFF); bytes -> Reading. Each frame is a page, read by OCR."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.errors import LimitExceeded, UacaseError, UnreadableFile
from ingest.layout.page import PageContent
from ingest.layout.text import lay_out
from ingest.readers.ocr import OcrChoice, OcrSettings
from ingest.readers.ocr.engines import engine_for
from ingest.readers.ocr.findings import unread_page
from ingest.readers.ocr.rendering import DPI, POINTS_AN_INCH, scale_for
from ingest.readers.ocr.scanned_pages import sheet_findings
from ingest.readers.ocr.sheet import ReadSheet, read_sheet
from ingest.readers.ocr.words import Engine, OcrFailure, OcrTimeout
from ingest.reading import PageTurn, Reading
from models import Finding
from models.case_record import TextOrigin

if TYPE_CHECKING:
    from PIL.Image import Image

MARKS: dict[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
"""How the files begin, and their media types."""
_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 120_000_000
_LEAST_DPI, _MOST_DPI = 50.0, 1200.0
_TOO_LARGE = "Scan it at 300 dpi or less, or put it into a PDF."


def read(data: bytes, settings: OcrSettings, *, max_pages: int) -> Reading:
    """The text of a picture file in reading order. Places are in points, by the file's resolution or else 200 dpi.

    Raises UnreadableFile for a damaged file or where OCR is switched off, LimitExceeded for too many frames or pixels,
    MissingExtra or MissingProgram where the engine is not installed.
    """
    if settings.choice is OcrChoice.OFF:
        raise UnreadableFile("The file is a picture, and OCR is switched off", "Leave out --ocr off.")
    engine = engine_for(settings.choice)
    contents: list[PageContent] = []
    turns: dict[int, PageTurn] = {}
    findings: list[Finding] = []
    for page, (picture, scale) in enumerate(_frames(data, max_pages), start=1):
        sheet, found = _sheet(page, picture, scale, engine, settings)
        contents.append(sheet.content)
        findings += found
        if sheet.turn:
            turns[page] = sheet.turn
    laid_out = lay_out(contents)
    return Reading(
        text=laid_out.text,
        media_type=next(kind for mark, kind in MARKS.items() if data.startswith(mark)),
        engine=engine.name,
        text_origin=TextOrigin.OCR,
        page_count=laid_out.page_count,
        glyphs=laid_out.glyphs,
        furniture=laid_out.furniture,
        findings=tuple(findings),
        ocr_pages=frozenset(range(1, len(contents) + 1)),
        turns=turns,
    )


def _sheet(
    page: int, picture: "Image", scale: float, engine: Engine, settings: OcrSettings
) -> tuple[ReadSheet, tuple[Finding, ...]]:
    try:
        sheet = read_sheet(picture, scale, engine, settings)
        return sheet, sheet_findings(page, sheet, engine, settings)
    except OcrTimeout:
        reason = f"OCR took longer than {settings.seconds:g} seconds."
    except OcrFailure as error:
        reason = f"The OCR engine {engine.name} failed ({error})."
    empty = PageContent(picture.width / scale, picture.height / scale)
    return ReadSheet(empty, None, 0.0), (unread_page(page, reason),)


def _frames(data: bytes, max_pages: int) -> Iterator[tuple["Image", float]]:
    """Each frame in grey, as large as OCR needs it, with its pixels a point."""
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            frames = getattr(file, "n_frames", 1)
            if frames > max_pages:
                raise LimitExceeded("pages", max_pages, frames)
            for frame in ImageSequence.Iterator(file):
                _check_size(frame)
                dpi = _dpi(frame)
                width, height = (side * POINTS_AN_INCH / dpi for side in frame.size)
                grey = _on_white(ImageOps.exif_transpose(frame))
                if grey.width != frame.width:
                    width, height = height, width
                scale = scale_for(width, height)
                if dpi > scale * POINTS_AN_INCH:
                    size = (max(1, round(width * scale)), max(1, round(height * scale)))
                    yield grey.resize(size, Image.Resampling.LANCZOS), scale
                else:
                    yield grey, dpi / POINTS_AN_INCH
    except UacaseError:
        raise
    except Exception as error:
        # Pillow's decoders raise errors of many kinds for damaged files.
        raise UnreadableFile(f"The picture is damaged ({type(error).__name__})") from error


def _check_size(frame: "Image") -> None:
    pixels = frame.width * frame.height
    if pixels > _MOST_PIXELS:
        error = LimitExceeded("pixels", _MOST_PIXELS, pixels)
        error.remedy = _TOO_LARGE
        raise error


def _dpi(frame: "Image") -> float:
    """The resolution that the file states, if it is one of scans."""
    stated = frame.info.get("dpi", (DPI, DPI))
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return DPI
    # 72 and 96 are what programs write that know nothing of the paper.
    return dpi if _LEAST_DPI <= dpi <= _MOST_DPI and round(dpi) not in (72, 96) else DPI


def _on_white(frame: "Image") -> "Image":
    """In grey, what is transparent being white."""
    from PIL import Image

    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        coloured = frame.convert("RGBA")
        white = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(white, coloured).convert("L")
    if frame.mode.startswith("I;16") or frame.mode == "I":
        return frame.point(lambda value: value / 256).convert("L")
    return frame.convert("L")
