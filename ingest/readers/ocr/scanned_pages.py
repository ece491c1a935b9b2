"""A PDF's reading whose pages without usable text are read by OCR, among the pages that keep their own text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ingest.errors import UacaseError, UnreadableFile
from ingest.layout.page import PageContent
from ingest.layout.text import LaidOutText, lay_out
from ingest.readers.ocr import OcrChoice, OcrSettings
from ingest.readers.ocr.engines import engine_for
from ingest.readers.ocr.findings import doubtful_page, empty_page, read_page, unread_page
from ingest.readers.ocr.ink import ink_of, is_blank
from ingest.readers.ocr.page_text import is_junk, is_of_use, page_texts, suspect_pages, visible
from ingest.readers.ocr.rendering import rendered_pages
from ingest.readers.ocr.sheet import ReadSheet, read_sheet
from ingest.readers.ocr.words import Engine, OcrFailure, OcrTimeout
from ingest.reading import Reading
from models import Finding
from models.case_record import TextOrigin

_FAR_MORE = 2.0
"""OCR takes the place of a little digital text where it reads so many times as many characters."""

_AS_MANY = 0.8
"""and that of a text with gaps where it reads nearly as many."""

PageContents = Callable[[], Iterator[PageContent]]


@dataclass(slots=True)
class _Result:
    """What became of the suspect pages."""

    sheets: dict[int, ReadSheet] = field(default_factory=dict)
    findings: dict[int, tuple[Finding, ...]] = field(default_factory=dict)


def with_ocr(reading: Reading, data: bytes, settings: OcrSettings, contents: PageContents) -> Reading:
    """The reading of a PDF, with OCR where a page holds no usable text.

    `contents` gives the pages again, as the PDF engine reads them. Findings: UA607 for each page that is a picture,
    UA608 for one that was read with little confidence. Raises MissingExtra or MissingProgram if nothing of the file
    can be read for want of an engine, and UnreadableFile if OCR is switched off and its text has no meaning.
    """
    suspects = suspect_pages(reading, data)
    pages = sorted({*suspects.useless, *suspects.covered, *suspects.gappy})
    if not pages:
        return reading
    try:
        engine = None if settings.choice is OcrChoice.OFF else engine_for(settings.choice)
    except UacaseError as error:
        if not is_of_use(reading.text):
            raise
        return _with_findings(reading, _unread(data, suspects.useless, str(error)))
    if engine is None:
        if is_junk(reading.text):
            raise UnreadableFile(
                "The file's fonts do not tell what their characters are", "Read it by OCR: --ocr auto."
            )
        return _with_findings(reading, _unread(data, suspects.useless, "OCR is switched off."))
    own_texts = page_texts(reading)
    result = _read_pages(data, pages, engine, settings)
    taken = {
        page: sheet
        for page, sheet in result.sheets.items()
        if page in suspects.useless
        or _characters(sheet) >= (_AS_MANY if page in suspects.gappy else _FAR_MORE) * visible(own_texts[page])
    }
    findings = {page: found for page, found in result.findings.items() if page in suspects.useless or page in taken}
    if not taken:
        return _with_findings(reading, findings)
    laid_out = lay_out(_replaced(contents(), taken))
    return _with_findings(_recognised(reading, laid_out, taken, engine), findings)


def _read_pages(data: bytes, pages: list[int], engine: Engine, settings: OcrSettings) -> _Result:
    result = _Result()
    for page, picture, scale in rendered_pages(data, pages):
        if picture is None:
            result.findings[page] = (unread_page(page, "It cannot be drawn."),)
            continue
        try:
            sheet = read_sheet(picture, scale, engine, settings)
        except OcrTimeout:
            result.findings[page] = (unread_page(page, f"OCR took longer than {settings.seconds:g} seconds."),)
            continue
        except OcrFailure as error:
            result.findings[page] = (unread_page(page, f"The OCR engine {engine.name} failed ({error})."),)
            continue
        result.findings[page] = sheet_findings(page, sheet, engine, settings)
        if sheet.content.runs:
            result.sheets[page] = sheet
    return result


def sheet_findings(page: int, sheet: ReadSheet, engine: Engine, settings: OcrSettings) -> tuple[Finding, ...]:
    """What a user has to know of a page that went through OCR. Nothing of a page that is blank."""
    if sheet.blank:
        return ()
    if not sheet.content.runs:
        return (empty_page(page, engine.name),)
    if sheet.confidence < settings.least_confidence:
        return (read_page(page, engine.name), doubtful_page(page, sheet.confidence, settings.least_confidence))
    return (read_page(page, engine.name),)


def _unread(data: bytes, pages: tuple[int, ...], reason: str) -> dict[int, tuple[Finding, ...]]:
    """A finding for each page on which there is something to see."""
    findings: dict[int, tuple[Finding, ...]] = {}
    for page, picture, _ in rendered_pages(data, pages):
        blank = picture is not None and is_blank(ink_of(picture))
        findings[page] = () if blank else (unread_page(page, reason),)
    return findings


def _characters(sheet: ReadSheet) -> int:
    return sum(visible(run.text) for run in sheet.content.runs)


def _replaced(contents: Iterator[PageContent], sheets: Mapping[int, ReadSheet]) -> Iterator[PageContent]:
    """The pages, those that OCR read as it read them. Links stay where the page was not turned."""
    for page, content in enumerate(contents, start=1):
        sheet = sheets.get(page)
        if sheet is None:
            yield content
        else:
            yield replace(sheet.content, links=() if sheet.turn else content.links)


def _recognised(reading: Reading, laid_out: LaidOutText, sheets: Mapping[int, ReadSheet], engine: Engine) -> Reading:
    whole = len(sheets) == sum(bool(text) for text in page_texts(replace_text(reading, laid_out)).values())
    return replace(
        replace_text(reading, laid_out),
        text_origin=TextOrigin.OCR,
        engine=engine.name if whole else f"{reading.engine}+{engine.name}",
        ocr_pages=frozenset(sheets),
        turns={page: sheet.turn for page, sheet in sheets.items() if sheet.turn},
    )


def replace_text(reading: Reading, laid_out: LaidOutText) -> Reading:
    """The reading with another text, its places, furniture and links."""
    return replace(
        reading, text=laid_out.text, glyphs=laid_out.glyphs, furniture=laid_out.furniture, links=laid_out.links
    )


def _with_findings(reading: Reading, findings: Mapping[int, tuple[Finding, ...]]) -> Reading:
    """The reading with these findings in the place of what it said of those pages' text."""
    kept = tuple(one for one in reading.findings if one.rule != "UA607" or one.page not in findings)
    return replace(reading, findings=(*kept, *(one for page in sorted(findings) for one in findings[page])))
