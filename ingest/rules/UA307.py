"""No calendar has the day that is given.

Why: The true day is lost to whoever reads it: was it the last of the month or the first of the next? It is left out of
the record.

Bad:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 31 November 2020

Good:
    PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 30 November 2020
"""
