"""A phone number is not a valid one of its country.

Why: Calls reach nobody, or a stranger. Such a number is left out of the record.

Bad:
    Phone: +375 17 222 62

Good:
    Phone: +375 17 222 62 11
"""
