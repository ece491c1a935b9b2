"""A date can be read in two ways: day and month could change places.

Why: Half of the readers take it for another day. Such a date is left out of the record.

Bad:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 05/06/2024

Good:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 5 June 2024
"""
