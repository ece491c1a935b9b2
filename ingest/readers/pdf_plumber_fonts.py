"""Engine: pdfplumber; fonts whose glyphs pdfminer would take for other characters."""

from typing import Any


def forget_unknown_glyphs(font: Any, specification: Any) -> None:
    """Take from a simple font what pdfminer makes of glyphs with names that mean nothing.

    Where the file puts such a glyph in place of a letter of the usual encoding, pdfminer keeps the letter.
    """
    from pdfminer.encodingdb import name2unicode
    from pdfminer.pdffont import PDFSimpleFont
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import PSLiteral

    if not isinstance(font, PDFSimpleFont) or not isinstance(specification, dict):
        return
    encoding = resolve1(specification.get("Encoding"))
    differences = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    code = 0
    for entry in differences if isinstance(differences, list) else ():
        if isinstance(entry, int):
            code = entry
        elif isinstance(entry, PSLiteral):
            try:
                name2unicode(str(entry.name))
            except (KeyError, ValueError):
                font.cid2unicode.pop(code, None)
            code += 1
