"""The file is damaged, empty, of an unknown kind, or not to be opened.

Why: Nothing in it was checked.

Bad:
    a PDF that broke off while it was sent

Good:
    the same file, sent again
"""
