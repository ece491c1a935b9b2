"""The file is encrypted: a password is needed to read it.

Why: Neither this program nor the readers can open it.

Bad:
    a PDF that asks for a password

Good:
    the same, saved without one
"""
