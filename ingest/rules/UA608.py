"""The text of a page was read by OCR, and the program is not sure of it.

Why: One digit that was misread sends a plea nowhere. Compare names, numbers and addresses with the picture.

Bad:
    a faint scan of a fax; mean confidence of the page 0.48

Good:
    a clean scan of the original at 300 dpi, or the text itself (`least-ocr-confidence` says how sure it must be)
"""
