"""An e-mail address breaks the syntax of addresses.

Why: Every letter sent to it comes back, or goes nowhere without a word. Such an address is left out of the record.

Bad:
    Email: minister@justice@example.gov

Good:
    Email: minister@justice.example.gov
"""
