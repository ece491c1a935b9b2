"""Property tests draw the same examples in each run: one that fails can be run again, one that passed stays so."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
