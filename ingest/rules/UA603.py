"""The file holds comments.

Why: What colleagues remark to one another about a case is not for the thousands who get the file.

Bad:
    a DOCX with a note in its margin: is her brother's name safe to print?

Good:
    the same after all comments were deleted
"""
