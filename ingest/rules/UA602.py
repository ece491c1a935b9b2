"""The file holds tracked changes that nobody accepted or rejected.

Why: Whoever opens the file sees what was struck out, such as a name that was to be kept back, and who struck it out.

Bad:
    a DOCX that shows an inserted or deleted sentence in colour

Good:
    the same after Review > Accept All Changes
"""
