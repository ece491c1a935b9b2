"""View: what the fixes would change in a file, as a unified diff of its text; of a DOCX, of the text that it prints."""

import difflib


def changes_text(path: str, before: bytes, after: bytes) -> str:
    """The diff; empty where nothing changes."""
    if before == after:
        return ""
    old, new = _lines(before), _lines(after)
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in difflib.unified_diff(old, new, fromfile=path, tofile=path, n=1)
    )


def _lines(data: bytes) -> list[str]:
    from ingest.pipeline import Options
    from ingest.readers import read_bytes

    usual = Options()
    readings = read_bytes(data, pdf_engine=usual.pdf_engine, max_pages=usual.max_pages, ocr=usual.ocr)
    text = "\n".join(one.text for one in readings)
    return [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
