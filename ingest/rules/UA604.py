"""The file holds text that a reader cannot see.

Why: Hidden, white or zero-size text is forgotten and sent along; anybody who copies the page finds it.

Bad:
    a line set in white on white, or formatted as hidden

Good:
    the same without that line
"""
