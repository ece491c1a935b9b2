"""The file holds text that a reader cannot see.

Why: Hidden, white, covered or zero-size text is forgotten and sent along; anybody who copies the page finds it.

Bad:
    a line set in white on white, or formatted as hidden, or under a black bar: it stands in the file all the same

Good:
    the same without that line
"""
