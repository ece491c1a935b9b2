"""A suppression in the draft suppresses nothing, or names no rule.

Why: It hides the next real mistake of that kind, and nobody remembers what it was for.

Bad:
    <!-- uacase: ignore UA205 -->
    Phone: +251 11 551 77 00

Good:
    Phone: +251 11 551 77 00
"""
