"""A page is only a picture, read by OCR or not at all.

Why: Readers cannot copy an address from a picture, screen readers are silent, and what was not read was not checked.

Bad:
    a PDF whose second page is a scan of the letter

Good:
    the same, exported from the text itself
"""
