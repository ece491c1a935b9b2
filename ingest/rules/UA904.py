"""A stage of the program or a rule broke; what the others found is reported all the same.

Why: Something of the draft was not checked. The fault is the program's, not the draft's: report it.

Bad:
    the field targets could not be read (ValueError)

Good:
    the same draft, with a version of the program in which this is mended
"""
