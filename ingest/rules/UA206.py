"""A fax number is not a valid one of its country.

Why: A fax to it goes nowhere, and the sender is told nothing but "no answer". Such a number is left out of the record.

Bad:
    Fax: +375 17 203 99 1

Good:
    Fax: +375 17 203 99 18
"""
