"""The commands of `uacase`, one module each: its arguments (`add`) and what it does with them (`run`).

A module imports the pipeline and heavy libraries inside `run` only, so that `uacase --help` answers at once.
"""
