"""The charset of a text file is a guess.

Why: In another charset its accented letters are other letters, so that a name or an address may be wrong.

Bad:
    a text in Windows-1252 whose few accented letters also make words in ISO 8859-2

Good:
    the same text saved as UTF-8
"""
