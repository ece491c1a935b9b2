"""A file is over one of the limits of time, memory, pages or size.

Why: It was not read, so nothing in it was checked. Such a file is damaged, made to harm, or many documents in one.

Bad:
    a PDF of 900 pages that holds a year's Urgent Actions

Good:
    a file for each Urgent Action
"""
